//! Tables of titles, offices, terms and memberships.

use super::{
    compile::{Builder, empty_dash, row_of},
    table::{Table, alternatives},
    world::{MemberRow, NONE, NameUse, OfficeRow, TermRow, TitleRow, marks},
};

impl Builder {
    pub(super) fn add_titles(&mut self, table: &Table<'_>) {
        let [title, role, sector, gender, en, nl, plural_en, plural_nl] =
            ["title", "role", "sector", "gender", "names_en", "names_nl", "plural_en", "plural_nl"].map(|name| table.column(name));
        for row in &table.rows {
            let slug = row.at(title);
            if slug.is_empty() || self.titles.contains_key(slug) {
                self.problems.push(table.problem(row, format!("title `{slug}` is empty or there twice")));
                continue;
            }
            let name = alternatives(row.at(en)).next().map_or(slug, |(name, _)| name);
            let known = TitleRow {
                slug: self.texts.add(slug),
                role: self.texts.add(row.at(role)),
                sector: self.texts.add(empty_dash(row.at(sector))),
                gender: self.texts.add(empty_dash(row.at(gender))),
                name: self.texts.add(name),
            };
            let at = row_of(&self.world.titles);
            self.titles.insert(slug.to_owned(), at);
            self.world.titles.push(known);
            self.name(row.at(en), at, NameUse::Title, marks::ENGLISH);
            self.name(row.at(nl), at, NameUse::Title, marks::DUTCH);
            self.name(row.at(plural_en), at, NameUse::Title, marks::ENGLISH | marks::PLURAL);
            self.name(row.at(plural_nl), at, NameUse::Title, marks::DUTCH | marks::PLURAL);
        }
    }

    pub(super) fn add_offices(&mut self, table: &Table<'_>) {
        let [id, title, of, name, en, nl, valid, holders] =
            ["id", "title", "of", "name", "names_en", "names_nl", "valid", "holders"].map(|name| table.column(name));
        for row in &table.rows {
            let Some(of) = self.entity(table, row, row.at(of)) else { continue };
            let Some(&title) = self.titles.get(row.at(title)) else {
                self.problems.push(table.problem(row, format!("no title `{}`", row.at(title))));
                continue;
            };
            if self.offices.contains_key(row.at(id)) {
                self.problems.push(table.problem(row, format!("`{}` is there twice", row.at(id))));
                continue;
            }
            let office = OfficeRow {
                id: self.texts.add(row.at(id)),
                title,
                of,
                name: self.texts.add(row.at(name)),
                valid: self.texts.add(row.at(valid)),
                many: u8::from(row.at(holders) == "many"),
            };
            let at = row_of(&self.world.offices);
            self.offices.insert(row.at(id).to_owned(), at);
            self.world.offices.push(office);
            self.name(row.at(en), at, NameUse::Office, marks::ENGLISH);
            self.name(row.at(nl), at, NameUse::Office, marks::DUTCH);
        }
    }

    pub(super) fn add_terms(&mut self, table: &Table<'_>) {
        let [person, office, from, until] = ["person", "office", "from", "until"].map(|name| table.column(name));
        for row in &table.rows {
            let Some(person) = self.entity(table, row, row.at(person)) else { continue };
            let Some(&office) = self.offices.get(row.at(office)) else {
                self.problems.push(table.problem(row, format!("no office `{}`", row.at(office))));
                continue;
            };
            let term = TermRow { office, person, from: self.texts.add(row.at(from)), until: self.texts.add(row.at(until)) };
            self.world.terms.push(term);
        }
    }

    pub(super) fn add_members(&mut self, table: &Table<'_>) {
        let [organisation, member, from, until, role] = ["organisation", "member", "from", "until", "role"].map(|name| table.column(name));
        for row in &table.rows {
            let Some(organisation) = self.entity(table, row, row.at(organisation)) else { continue };
            let Some(member) = self.entity(table, row, row.at(member)) else { continue };
            let known = MemberRow {
                organisation,
                member,
                from: self.texts.add(row.at(from)),
                until: self.texts.add(row.at(until)),
                role: self.texts.add(row.at(role)),
            };
            debug_assert!(organisation != NONE);
            self.world.members.push(known);
        }
    }
}
