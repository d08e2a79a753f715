//! Titles, offices and who held them; memberships.

use jiff::civil::Date;
use registan_language::Language;
use registan_types::{Edtf, EdtfDate, Sector};

use super::{
    Entity, Gender, Knowledge, NameUse,
    compiled::world::{MemberRow, OfficeRow, TermRow, TitleRow},
    mark, usage,
};

/// A title, profession or kin word.
#[derive(Debug, Clone, Copy)]
pub struct Title<'k> {
    knowledge: &'k Knowledge,
    row: u32,
    data: &'k TitleRow,
}

/// An office of a state or body.
#[derive(Debug, Clone, Copy)]
pub struct Office<'k> {
    knowledge: &'k Knowledge,
    row: u32,
    data: &'k OfficeRow,
}

/// Somebody in an office for some time.
#[derive(Debug, Clone, Copy)]
pub struct Term<'k> {
    knowledge: &'k Knowledge,
    data: &'k TermRow,
}

/// A state's or body's place in an organisation for some time.
#[derive(Debug, Clone, Copy)]
pub struct Membership<'k> {
    knowledge: &'k Knowledge,
    data: &'k MemberRow,
}

/// Whether something holds at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Holds {
    No,
    /// Its ends are known too coarsely to tell, or the time touches them.
    Perhaps,
    Surely,
}

impl<'k> Title<'k> {
    /// Its slug: `foreign-minister`.
    pub fn slug(&self) -> &'k str {
        self.knowledge.world.text(self.data.slug)
    }

    /// What it makes of its bearer: head-of-state, minister, military, expert …
    pub fn role(&self) -> &'k str {
        self.knowledge.world.text(self.data.role)
    }

    /// The sector that it implies.
    pub fn sector(&self) -> Option<Sector> {
        self.knowledge.world.text(self.data.sector).parse().ok()
    }

    /// The gender that it fixes.
    pub fn gender(&self) -> Option<Gender> {
        Gender::from_letter(self.knowledge.world.text(self.data.gender))
    }

    /// In English.
    pub fn name(&self) -> &'k str {
        self.knowledge.world.text(self.data.name)
    }
}

impl PartialEq for Title<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.row == other.row
    }
}

impl<'k> Office<'k> {
    /// Its id: `office/RUS/president`.
    pub fn id(&self) -> &'k str {
        self.knowledge.world.text(self.data.id)
    }

    /// Its English name.
    pub fn name(&self) -> &'k str {
        self.knowledge.world.text(self.data.name)
    }

    /// Its title.
    pub fn title(&self) -> Option<Title<'k>> {
        self.knowledge.title_at(self.data.title)
    }

    /// The state or body.
    pub fn of(&self) -> Option<Entity<'k>> {
        self.knowledge.entity_at(self.data.of)
    }

    /// Whether several hold it at a time.
    pub fn has_many(&self) -> bool {
        self.data.many != 0
    }

    /// Who holds it at a time, if exactly one can.
    pub fn holder(&self, when: &Edtf) -> Option<Entity<'k>> {
        if self.has_many() {
            return None;
        }
        let mut best = (Holds::No, None, 0);
        for term in self.terms() {
            let holds = term.holds(when);
            let person = term.person();
            if holds > best.0 {
                best = (holds, person, 1);
            } else if holds == best.0 && holds != Holds::No && person != best.1 {
                best.2 += 1;
            }
        }
        best.1.filter(|_| best.2 == 1)
    }

    /// All its terms known.
    pub fn terms(&self) -> impl Iterator<Item = Term<'k>> {
        let (knowledge, office) = (self.knowledge, self.row);
        let terms = &knowledge.world.terms;
        let start = terms.partition_point(|term| term.office < office);
        let rest = terms.get(start..).unwrap_or_default();
        rest.iter().take_while(move |term| term.office == office).map(|data| Term { knowledge, data })
    }
}

impl<'k> Term<'k> {
    /// Who.
    pub fn person(&self) -> Option<Entity<'k>> {
        self.knowledge.entity_at(self.data.person)
    }

    /// In what office.
    pub fn office(&self) -> Option<Office<'k>> {
        self.knowledge.office_at(self.data.office)
    }

    /// From when.
    pub fn from(&self) -> Option<EdtfDate> {
        self.knowledge.world.text(self.data.from).parse().ok()
    }

    /// Until when; `None` while it lasts.
    pub fn until(&self) -> Option<EdtfDate> {
        self.knowledge.world.text(self.data.until).parse().ok()
    }

    fn holds(&self, when: &Edtf) -> Holds {
        holds(self.from(), self.until(), when)
    }
}

impl<'k> Membership<'k> {
    /// Of what.
    pub fn organisation(&self) -> Option<Entity<'k>> {
        self.knowledge.entity_at(self.data.organisation)
    }

    /// Who.
    pub fn member(&self) -> Option<Entity<'k>> {
        self.knowledge.entity_at(self.data.member)
    }

    /// As what: member, founder, observer, partner, candidate, associate, suspended.
    pub fn role(&self) -> &'k str {
        self.knowledge.world.text(self.data.role)
    }

    /// From when, if it is recorded.
    pub fn from(&self) -> Option<EdtfDate> {
        self.knowledge.world.text(self.data.from).parse().ok()
    }

    /// Until when; `None` while it lasts.
    pub fn until(&self) -> Option<EdtfDate> {
        self.knowledge.world.text(self.data.until).parse().ok()
    }
}

impl Knowledge {
    /// Every membership, organisation by organisation.
    pub fn memberships(&self) -> impl Iterator<Item = Membership<'_>> {
        self.world.members.iter().map(|data| Membership { knowledge: self, data })
    }

    /// Every term of every office, office by office.
    pub fn terms(&self) -> impl Iterator<Item = Term<'_>> {
        self.world.terms.iter().map(|data| Term { knowledge: self, data })
    }

    /// Every title of a language.
    pub fn titles(&self, language: Language) -> impl Iterator<Item = Title<'_>> {
        let is_title = move |row: &&super::NameRow| usage(row) == Some(NameUse::Title) && row.marks & mark(language) != 0;
        let mut rows: Vec<u32> = self.world.names.iter().filter(is_title).map(|row| row.target).collect();
        rows.sort_unstable();
        rows.dedup();
        rows.into_iter().filter_map(|row| self.title_at(row))
    }

    /// The title that a word or phrase is, singular or plural, in any case.
    pub fn title(&self, language: Language, words: &str) -> Option<Title<'_>> {
        let found = self.find(words);
        let row = found.common.iter().find(|row| usage(row) == Some(NameUse::Title) && row.marks & mark(language) != 0)?;
        self.title_at(row.target)
    }

    pub(crate) fn title_at(&self, row: u32) -> Option<Title<'_>> {
        let data = self.world.titles.get(row as usize)?;
        Some(Title { knowledge: self, row, data })
    }

    pub(crate) fn office_at(&self, row: u32) -> Option<Office<'_>> {
        let data = self.world.offices.get(row as usize)?;
        Some(Office { knowledge: self, row, data })
    }

    /// The offices of a state or body.
    pub fn offices_of<'k>(&'k self, body: Entity<'k>) -> impl Iterator<Item = Office<'k>> {
        let order = &self.world.offices_by_body;
        let of = |at: &u32| self.world.offices.get(*at as usize).map_or(0, |office| office.of);
        let start = order.partition_point(|at| of(at) < body.row);
        let rest = order.get(start..).unwrap_or_default();
        rest.iter().take_while(move |at| of(at) == body.row).filter_map(|&at| self.office_at(at))
    }

    /// An office by its id.
    pub fn office(&self, id: &str) -> Option<Office<'_>> {
        let at = self.world.offices.iter().position(|office| self.world.text(office.id) == id)?;
        self.office_at(u32::try_from(at).ok()?)
    }

    /// The office that a title names in a state or body: the one of that very title, else the only one of the same role.
    pub fn office_for<'k>(&'k self, body: Entity<'k>, title: &Title<'_>) -> Option<Office<'k>> {
        let offices: Vec<Office<'k>> = self.offices_of(body).collect();
        let exact = offices.iter().find(|office| office.title().is_some_and(|own| own.slug() == title.slug()));
        if let Some(exact) = exact {
            return Some(*exact);
        }
        // "Minister" is nobody's office in particular; a foreign secretary is a foreign minister.
        let telling = !matches!(title.role(), "minister" | "official" | "leader" | "deputy" | "diplomat" | "military" | "royal" | "");
        let mut alike = offices.iter().filter(|office| telling && office.title().is_some_and(|own| own.role() == title.role()));
        let only = alike.next().copied();
        only.filter(|_| alike.next().is_none())
    }

    /// The office whose holder newspapers call a state's leader, where a table of leading offices says so.
    pub(crate) fn leading_office(&self, state: Entity<'_>) -> Option<&str> {
        let mut rows = self.tables().filter(|table| table.column("leading").is_some()).flat_map(super::Table::records);
        rows.find(|row| row.get("state") == state.local_id()).map(|row| row.get("leading"))
    }

    /// Who holds an office (by its id) on a day, if exactly one can.
    pub fn holder(&self, office: &str, day: Date) -> Option<Entity<'_>> {
        self.office(office)?.holder(&Edtf::day(day))
    }

    /// The terms of a person.
    pub fn terms_of<'k>(&'k self, person: Entity<'k>) -> impl Iterator<Item = Term<'k>> {
        let order = &self.world.terms_by_person;
        let who = |at: &u32| self.world.terms.get(*at as usize).map_or(0, |term| term.person);
        let start = order.partition_point(|at| who(at) < person.row);
        let rest = order.get(start..).unwrap_or_default();
        let rows = rest.iter().take_while(move |at| who(at) == person.row);
        rows.filter_map(|&at| Some(Term { knowledge: self, data: self.world.terms.get(at as usize)? }))
    }

    /// The offices that a person surely or perhaps held on a day.
    pub fn offices_held<'k>(&'k self, person: Entity<'k>, day: Date) -> Vec<Office<'k>> {
        let when = Edtf::day(day);
        self.terms_of(person).filter(|term| term.holds(&when) != Holds::No).filter_map(|term| term.office()).collect()
    }

    /// The members of an organisation or group on a day, observers and partners not counted.
    pub fn members<'k>(&'k self, organisation: Entity<'k>, day: Date) -> Vec<Entity<'k>> {
        let when = Edtf::day(day);
        let member = |row: &&MemberRow| matches!(self.world.text(row.role), "member" | "founder" | "");
        let kept = self.member_rows(organisation.row).iter().filter(member).filter(|row| self.member_holds(row, &when));
        kept.filter_map(|row| self.entity_at(row.member)).collect()
    }

    /// How a state belongs to an organisation on a day: member, observer, partner, founder, candidate, associate, suspended.
    pub fn roles_in<'k>(&'k self, organisation: Entity<'k>, state: Entity<'k>, day: Date) -> Vec<&'k str> {
        let when = Edtf::day(day);
        let rows = self.member_rows(organisation.row).iter().filter(|row| row.member == state.row && self.member_holds(row, &when));
        rows.map(|row| self.world.text(row.role)).collect()
    }

    fn member_rows(&self, organisation: u32) -> &[MemberRow] {
        let members = &self.world.members;
        let start = members.partition_point(|row| row.organisation < organisation);
        let end = members.partition_point(|row| row.organisation <= organisation);
        members.get(start..end).unwrap_or_default()
    }

    fn member_holds(&self, row: &MemberRow, when: &Edtf) -> bool {
        holds(self.world.text(row.from).parse().ok(), self.world.text(row.until).parse().ok(), when) != Holds::No
    }
}

/// Whether something that lasts from one date until another holds at a time.
fn holds(from: Option<EdtfDate>, until: Option<EdtfDate>, when: &Edtf) -> Holds {
    let (first, last) = (when.first_day(), when.last_day());
    let begun = from.is_none_or(|from| last.is_none_or(|last| from.first_day() <= last));
    let not_over = until.is_none_or(|until| first.is_none_or(|first| until.last_day() >= first));
    if !begun || !not_over {
        return Holds::No;
    }
    // On the day of a change the new holder counts.
    let surely_begun = from.is_none_or(|from| first.is_some_and(|first| from.last_day() <= first));
    let surely_not_over = until.is_none_or(|until| last.is_some_and(|last| last < until.first_day()));
    if surely_begun && surely_not_over { Holds::Surely } else { Holds::Perhaps }
}
