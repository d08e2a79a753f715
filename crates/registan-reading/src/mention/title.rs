//! Titles: before a name, in apposition, and alone ("the Turkish foreign minister").

use registan_language::{Relation, TokenIndex, Upos};
use registan_types::{EntityId, EntityKind, Grounded, Sector};

use super::{Mention, MentionForm, Referent, Standing, finder::Finder, possessed::Serving, scan::Hit};
use crate::knowledge::{NameUse, Title, marks, usage};

/// The most bytes between a title and the name behind it: "van Buitenlandse Zaken van Oekraïne".
const LONGEST_GAP: usize = 60;

/// An owner below this is known in a roundabout way: by a city of the state.
const DIRECT: f32 = 0.72;

/// The class of titles as offices.
const OFFICE: &str = "office";

/// … and of those of a region or city: their holders serve no state.
pub(crate) const LOCAL_OFFICE: &str = "office-local";

/// A title where it stands.
struct Titled<'d> {
    hit: Hit<'d>,
    head: TokenIndex,
    title: Title<'d>,
    plural: bool,
    owners: Vec<Referent>,
}

impl<'d> Finder<'d> {
    /// Reads every title: as part of a person's name, as a description of who holds it, or as an office.
    pub(super) fn find_titles(&mut self) {
        let hits: Vec<Hit<'d>> = self.scan.common.iter().filter(|hit| title_row(hit).is_some()).cloned().collect();
        // The last first, so that "the chief of the army, General X" finds the general named.
        for hit in hits.into_iter().rev() {
            let Some(titled) = self.titled(hit) else { continue };
            if is_private(titled.title) && self.is_of_state_behind(&titled) {
                continue;
            }
            let office = self.office(&titled);
            if is_post(titled.title.role()) {
                self.offices.insert(titled.head, office.clone());
            }
            if let Some(standing) = self.standing(&titled) {
                self.standings.insert(titled.head, standing);
            }
            let bearers = self.bearers_of(&titled);
            if !bearers.is_empty() {
                self.join(&titled, &bearers);
            } else if self.is_office(&titled) {
                self.add_description(&titled, vec![office]);
            } else {
                if titled.owners.is_empty() && !is_private(titled.title) && titled.title.role() != "member" {
                    let apart = titled.title.sector().is_some_and(is_apart_from_state);
                    let serving = if apart { Serving::Nobody } else { Serving::Body };
                    self.note_possessed(titled.head, class_of(titled.title.role()), titled.title.sector(), serving);
                }
                let referents = self.described(&titled);
                self.add_description(&titled, referents);
            }
        }
        self.bearers.sort_unstable();
    }

    /// "Bondgenoot Noord-Korea", "ally Mali": the name behind the noun is a state's, so that the noun is no person's.
    fn is_of_state_behind(&self, titled: &Titled<'d>) -> bool {
        let name = TokenIndex::new(titled.hit.tokens.end);
        let beside = self.tree.token(name).is_some_and(|token| {
            matches!(token.deprel.base(), Relation::Appos | Relation::Flat | Relation::Nmod) && token.head == Some(titled.head)
        });
        let state = |mention: &&Mention| {
            mention.form == MentionForm::Name && mention.referents.iter().any(|one| one.entity.kind == EntityKind::State)
        };
        beside && self.found.get(&name).filter(state).is_some()
    }

    /// "D66-leider Rob Jetten", "the trade chief Ana Rao": the noun right before a person's name, whatever it is, is that person.
    pub(super) fn find_nouns_before_names(&mut self) {
        let person = |mention: &&Mention| {
            mention.form == MentionForm::Name && mention.referents.iter().any(|referent| referent.entity.kind == EntityKind::Person)
        };
        let before = |mention: &Mention| {
            let name = self.tree.token(mention.head)?;
            let noun = name.head.filter(|noun| matches!(name.deprel.base(), Relation::Appos | Relation::Flat) && *noun < mention.head)?;
            let token = self.tree.token(noun).filter(|token| matches!(token.upos, Upos::Noun | Upos::Propn))?;
            let next = self.token(noun.get() + 1).is_some_and(|next| next.span.start == mention.span.start);
            (next && !self.found.contains_key(&noun)).then(|| Mention {
                head: noun,
                span: token.span.join(mention.span),
                ..mention.clone()
            })
        };
        let nouns: Vec<Mention> = self.found.values().filter(person).filter_map(before).collect();
        nouns.into_iter().for_each(|mention| self.add(mention));
    }

    fn titled(&self, hit: Hit<'d>) -> Option<Titled<'d>> {
        let row = title_row(&hit)?;
        let head = self.head_of(&hit.tokens);
        let token = self.tree.token(head)?;
        // A name that begins with a title word, or a verb ("heads"), is none.
        let part_of_name = self.scan.proper(head).is_some_and(|name| name.tokens.len() > hit.tokens.len());
        if part_of_name || !matches!(token.upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::X) {
            return None;
        }
        let title = self.knowledge.title_at(row.target)?;
        let plural = (row.marks & marks::PLURAL != 0 || self.is_plural(head)) && !token.feats.has("Number", "Sing");
        let mut owners = self.owners(head, hit.first_part.as_deref());
        for at in hit.tokens.clone().filter(|&at| at != head.get()) {
            if owners.is_empty() {
                owners = self.owners(TokenIndex::new(at), None);
            }
        }
        if self.is_of_another(head, &owners) {
            owners.clear();
        }
        let behind = self.owners_behind(hit.tokens.end);
        if owners.is_empty() || (plural && behind.len() > owners.len()) {
            owners = behind;
        }
        if owners.is_empty() && title.role() == "spokesperson" {
            owners = self.owners_spoken_for(head);
        }
        // "Lawmakers in Seoul", "officials in Washington": those of where they sit.
        let sits = matches!(title.sector(), Some(Sector::Legislature | Sector::Government)) && !is_private(title);
        if owners.is_empty() && sits && (plural || title.role() == "legislator") {
            owners = self.located_owners(head);
        }
        // A cleric of a faith is not the faith.
        owners.retain(|owner| &*owner.class != "religion");
        // The president of a city's court is not its state's.
        if matches!(title.role(), "head-of-state" | "head-of-government") {
            owners.retain(|owner| owner.confidence >= DIRECT);
        }
        Some(Titled { head, title, plural, owners, hit })
    }

    /// "Rubio met his Ukrainian counterparts", not "nurses with their German counterparts": the clause is about somebody who is named.
    fn is_beside_named(&self, title: TokenIndex) -> bool {
        let above = std::iter::successors(self.tree.head(title), |&above| self.tree.head(above)).take(3);
        let named = |subject: TokenIndex| self.tree.token(subject).is_some_and(|token| token.upos == Upos::Propn);
        above.filter_map(|verb| self.tree.child(verb, Relation::Nsubj)).any(named)
    }

    /// "The Kenya head of a rights group": behind a name that says where, a phrase says of what.
    fn is_of_another(&self, title: TokenIndex, owners: &[Referent]) -> bool {
        let children = || self.tree.child_tokens(title);
        let where_to = |(child, token): &(TokenIndex, &registan_language::Token)| {
            token.deprel.is(Relation::Compound) && *child < title && self.found.contains_key(child)
        };
        let of_what = |(child, token): &(TokenIndex, &registan_language::Token)| {
            matches!(token.deprel.base(), Relation::Nmod | Relation::Obl) && *child > title && self.is_genitive(*child)
        };
        !owners.is_empty() && children().any(|child| where_to(&child)) && children().any(|child| of_what(&child))
    }

    /// "The foreign ministers of Congo and Rwanda": the states and bodies that the words behind a title name, wherever the tree hung them.
    fn owners_behind(&self, end: usize) -> Vec<Referent> {
        let form = |at: usize| self.token(at).map(|token| token.form.to_lowercase());
        if form(end).is_none_or(|form| self.word(&form, "genitive").is_none()) {
            return Vec::new();
        }
        let mut owners = Vec::new();
        let mut at = end + 1;
        loop {
            let article = self.token(at).is_some_and(|token| token.upos == Upos::Det);
            let start = if article { at + 1 } else { at };
            let Some(mention) = self.name_head_at(TokenIndex::new(start)).and_then(|head| self.found.get(&head)) else { return owners };
            let body = |referent: &&Referent| matches!(referent.entity.kind, EntityKind::State | EntityKind::Organisation);
            let Some(referent) = mention.referents.iter().find(body).filter(|_| mention.referents.len() == 1) else { return owners };
            owners.push(Referent { location: None, ..referent.clone() });
            let Some(next) = (start..start + 8).find(|&at| self.token(at).is_some_and(|token| token.span.start >= mention.span.end)) else {
                return owners;
            };
            let joins = self.token(next).is_some_and(|token| token.form == "," || token.upos == Upos::Cconj);
            if !joins {
                return owners;
            }
            at = next + 1;
        }
    }

    /// The title that ends right before a token.
    pub(super) fn title_before(&self, start: usize) -> Option<(&Hit<'d>, Title<'d>)> {
        let hit = start.checked_sub(1).and_then(|at| self.scan.common(TokenIndex::new(at)))?;
        let row = hit.rows.iter().find(|row| usage(row) == Some(NameUse::Title))?;
        Some((hit, self.knowledge.title_at(row.target)?))
    }

    /// The heads of the names that bear the title.
    fn bearers_of(&self, titled: &Titled<'d>) -> Vec<TokenIndex> {
        let is_person = |token: TokenIndex| {
            let mention = self.found.get(&token).filter(|mention| mention.form == MentionForm::Name);
            mention.is_some_and(|mention| mention.referents.iter().any(|referent| referent.entity.kind == EntityKind::Person))
        };
        let tree = self.tree;
        let close = |relation: Relation| matches!(relation, Relation::Appos | Relation::Flat | Relation::Compound | Relation::Nmod);
        let mut bearers: Vec<TokenIndex> = Vec::new();
        for at in titled.hit.tokens.clone().map(TokenIndex::new) {
            let below = tree.child_tokens(at).filter(|(child, token)| {
                let bare = tree.child(*child, Relation::Case).is_none();
                // A supporter of somebody, written as a compound, is not that person.
                let whose = token.deprel.is(Relation::Compound) && *child < at;
                close(token.deprel.base()) && token.deprel.subtype() != Some("poss") && bare && !whose && is_person(*child)
            });
            bearers.extend(below.map(|(child, _)| child));
            let above = tree.token(at).filter(|token| close(token.deprel.base())).and_then(|token| token.head);
            let bare = tree.child(at, Relation::Case).is_none();
            bearers.extend(above.filter(|&above| bare && is_person(above)));
        }
        // Directly before the name, whatever the tree says.
        let next = TokenIndex::new(titled.hit.tokens.end);
        // "The plotters the president": behind an article another phrase begins.
        let article =
            tree.token(next).is_some_and(|token| token.upos == registan_language::Upos::Det && token.form.starts_with(char::is_lowercase));
        // A headline that ends in a title, and a text that begins with a name.
        let broken = self.token(titled.hit.tokens.end.saturating_sub(1)).zip(tree.token(next)).is_some_and(|(title, name)| {
            self.document.report.text.get(title.span.end as usize..name.span.start as usize).is_none_or(|gap| gap.contains('\n'))
        });
        let name_head = self.name_head_at(next).filter(|&head| !article && !broken && is_person(head));
        bearers.extend(name_head);
        if bearers.is_empty() && !titled.plural {
            bearers.extend(self.bearer_behind_genitive(titled.head).filter(|&bearer| is_person(bearer)));
        }
        if titled.plural {
            let more: Vec<TokenIndex> = bearers.iter().flat_map(|&first| tree.conjuncts(first)).filter(|&one| is_person(one)).collect();
            bearers.extend(more);
        }
        if !titled.plural {
            // Whoever stands behind the title bears it, before anybody whom it describes.
            bearers.sort_by_key(|&bearer| (bearer < titled.head, bearer));
            bearers.truncate(1);
        }
        bearers.sort_unstable();
        bearers.dedup();
        bearers
    }

    /// "The head of the watchdog, Rafael Grossi, said": a name set apart by commas that the tree puts beside what the title is of.
    fn bearer_behind_genitive(&self, title: TokenIndex) -> Option<TokenIndex> {
        let of = self.tree.child_tokens(title).filter(|(child, token)| token.deprel.is(Relation::Nmod) && *child > title);
        let comma = |at: usize| self.token(at).is_some_and(|token| token.form == ",");
        let stop = |at: usize| self.token(at).is_none_or(|token| matches!(token.form.as_str(), "," | "." | ";"));
        let between = |name: TokenIndex| {
            let span = self.found.get(&name)?.span;
            let behind = (name.get()..name.get() + 8).find(|&at| self.token(at).is_some_and(|token| token.span.start >= span.end))?;
            (name.get().checked_sub(1).is_some_and(comma) && stop(behind)).then_some(name)
        };
        let beside = of.filter(|(child, _)| self.is_genitive(*child)).flat_map(|(child, _)| self.tree.child_tokens(child));
        beside.filter(|(_, token)| token.deprel.is(Relation::Appos)).find_map(|(name, _)| between(name))
    }

    /// The head of the name that begins at a token.
    fn name_head_at(&self, token: TokenIndex) -> Option<TokenIndex> {
        let start = self.tree.token(token)?.span.start;
        let near = (token.get()..token.get() + 5).map(TokenIndex::new);
        near.into_iter()
            .find(|head| self.found.get(head).is_some_and(|mention| mention.form == MentionForm::Name && mention.span.start == start))
    }

    /// Title and name are one phrase: "de Japanse premier Fumio Kishida".
    fn join(&mut self, titled: &Titled<'d>, bearers: &[TokenIndex]) {
        let before = self.phrase_before(titled.head);
        let start = before.start.min(titled.hit.tokens.start);
        let mut persons = Vec::new();
        for &bearer in bearers {
            let Some(mut mention) = self.found.get(&bearer).cloned() else { continue };
            // "Minister Odile Marchetti of Gabon": whose minister may hang on the name.
            let owners = if titled.owners.is_empty() { self.owners(bearer, None) } else { titled.owners.clone() };
            for referent in &mut mention.referents {
                self.learn(referent, titled.title, &owners);
            }
            persons.extend(mention.referents.iter().cloned());
            let Some(first) = self.token(start) else { continue };
            if first.span.start < mention.span.start && self.is_one_phrase(titled, &mention) {
                mention.span = first.span.join(mention.span);
            }
            self.bearers.push((titled.head, bearer));
            self.found.insert(bearer, mention);
        }
        let span = match bearers {
            [only] => self.found.get(only).map(|mention| mention.span),
            _ => self.span(&(start..titled.hit.tokens.end)),
        };
        let covers = |span: registan_types::Span| self.tree.token(titled.head).is_some_and(|token| span.contains(token.span));
        let span = span.filter(|&span| covers(span)).or_else(|| self.span(&(start..titled.hit.tokens.end)));
        if let Some(span) = span.filter(|_| !bearers.contains(&titled.head)) {
            self.found.insert(titled.head, Mention { head: titled.head, span, form: MentionForm::Name, referents: persons });
        }
    }

    /// In apposition behind a comma title and name keep their own words.
    fn is_one_phrase(&self, titled: &Titled<'d>, name: &Mention) -> bool {
        let last = titled.hit.tokens.end.checked_sub(1).and_then(|at| self.token(at));
        let between = last.and_then(|last| self.document.report.text.get(last.span.end as usize..name.span.start as usize));
        between.is_some_and(|between| between.len() < LONGEST_GAP && !between.contains([',', ';', '.', '(', ':']))
    }

    /// What a title says of a person that only this text knows: country, sector, gender.
    fn learn(&mut self, person: &mut Referent, title: Title<'_>, owners: &[Referent]) {
        let Some(id) = person.entity.id.as_ref().map(|id| id.as_str().to_owned()) else { return };
        if let Some(gender) = title.gender().or_else(|| self.gender_of_name(&person.entity.name)) {
            self.genders.insert(id.clone(), gender);
        }
        if !id.starts_with("report:") {
            return;
        }
        if person.entity.country.is_none() {
            person.entity.country = owners.iter().find_map(|owner| owner.entity.country);
        }
        if person.entity.sector.is_none() {
            let body = owners.first().filter(|owner| owner.entity.kind == EntityKind::Organisation);
            person.entity.sector = title.sector().or_else(|| body.and_then(|body| body.entity.sector));
        }
        self.facts.insert(id, (person.entity.country, person.entity.sector));
    }

    /// Who is meant by a title without a name.
    fn described(&self, titled: &Titled<'d>) -> Vec<Referent> {
        if let (false, Some(holder)) = (titled.plural, self.holder(titled)) {
            return vec![holder];
        }
        // A member of NATO is not NATO, an ally of France not France.
        if titled.title.role() == "member" {
            return self.fellows(titled);
        }
        let sector = titled.title.sector();
        let officials = |owner: &Referent| {
            let mut official = owner.clone();
            if official.entity.kind == EntityKind::State || official.entity.sector.is_none() {
                official.entity.sector = sector.or(official.entity.sector);
            }
            official.class = class_of(titled.title.role()).into();
            official.location = None;
            official.confidence *= 0.9;
            official
        };
        // A Chinese businessman is not China, an opposition leader not his state; the leader of a body speaks for it.
        let apart = sector.is_some_and(is_apart_from_state) && titled.owners.iter().all(|owner| owner.entity.kind == EntityKind::State);
        // "His Saudi counterpart", "zijn Oekraïense collega's": officials as he is.
        let private =
            is_private(titled.title) && (sector != Some(Sector::Government) || (titled.plural && !self.is_beside_named(titled.head)));
        if !titled.owners.is_empty() && !private && !apart {
            return titled.owners.iter().map(officials).collect();
        }
        let Some(words) = self.span(&self.phrase_before(titled.head)).map(|span| self.words(span)) else { return Vec::new() };
        let kind = if titled.plural { EntityKind::Group } else { EntityKind::Person };
        let of_country = |country| {
            let entity = Grounded { id: None, name: words.to_owned(), kind, country, sector };
            Referent {
                entity,
                class: class_of(titled.title.role()).into(),
                location: None,
                confidence: if country.is_some() { 0.75 } else { 0.5 },
            }
        };
        // Supporters of a movement are not the people of the state that it is in.
        let followed = |owner: &&Referent| titled.title.role() != "associate" || owner.entity.kind == EntityKind::State;
        let mut countries: Vec<_> = titled.owners.iter().filter(followed).map(|owner| owner.entity.country).collect();
        countries.dedup();
        if countries.is_empty() {
            countries.push(None);
        }
        countries.into_iter().map(of_country).collect()
    }

    /// "Members of Hamas": those who act for the body they belong to, where people and not states are its members.
    fn fellows(&self, titled: &Titled<'d>) -> Vec<Referent> {
        let acting = self.tree.token(titled.head).is_some_and(|token| {
            matches!(
                token.deprel.base(),
                Relation::Nsubj | Relation::Obj | Relation::Iobj | Relation::Obl | Relation::Nmod | Relation::Conj
            )
        });
        let of_people = |owner: &&Referent| match &*owner.class {
            "armed-group" | "movement" => true,
            "party" => titled.plural,
            _ => false,
        };
        let bodies = titled.owners.iter().filter(|owner| owner.entity.id.is_some() && acting).filter(of_people);
        bodies.map(|body| Referent { location: None, confidence: body.confidence * 0.9, ..body.clone() }).collect()
    }

    /// The person who holds the office when the report is published.
    fn holder(&self, titled: &Titled<'d>) -> Option<Referent> {
        let published = self.published()?;
        let [owner] = titled.owners.as_slice() else { return None };
        if owner.confidence < DIRECT {
            return None;
        }
        let body = owner.entity.id.as_ref().and_then(|id| self.knowledge.entity(id.as_str()))?;
        // A state has an ambassador in every capital.
        if self.is_indefinite(titled.head) || self.standing(titled).is_some() || titled.title.role() == "diplomat" {
            return None;
        }
        if self.is_numbered(titled.head) {
            return None;
        }
        let office = self
            .knowledge
            .office_for(body, &titled.title)
            .or_else(|| self.leading_office(body, &titled.title).filter(|_| !self.is_of_some(titled.head)))?;
        let person = office.holder(&published)?;
        Some(self.person_in_office(person, person.referent(0.85 * owner.confidence.max(0.9))))
    }

    /// "The president's cabinet chief", "the party's youth leader": a leader of what another noun says leads no state.
    fn is_of_some(&self, title: TokenIndex) -> bool {
        self.tree.child_tokens(title).any(|(_, token)| token.deprel.is(Relation::Compound) && token.upos == Upos::Noun)
    }

    /// "The first prime minister": one of a row, who need not be the one of now.
    fn is_numbered(&self, title: TokenIndex) -> bool {
        self.tree.child_tokens(title).any(|(_, token)| token.deprel.is(Relation::Amod) && token.feats.has("NumType", "Ord"))
    }

    /// "de Chinese leider": the office that leads the state, when only one of its offices can be meant.
    fn leading_office(&self, body: crate::knowledge::Entity<'d>, title: &Title<'_>) -> Option<crate::knowledge::Office<'d>> {
        (title.role() == "leader").then_some(())?;
        let id = self.knowledge.leading_office(body)?;
        self.knowledge.office(id)
    }

    /// How the title stands to a bearer who does not have it now.
    fn standing(&self, titled: &Titled<'d>) -> Option<Standing> {
        let says = |class: &'static str| self.is_qualified(titled, class);
        if says("former") {
            return Some(Standing::Former);
        }
        (says("designate") || self.is_elect(titled)).then_some(Standing::Designate)
    }

    /// "Oud-president", "former president": whether a word of this class stands with the title, or is part of it.
    fn is_qualified(&self, titled: &Titled<'d>, class: &str) -> bool {
        let is = |word: &str| self.word(word.trim_end_matches('-'), class).is_some();
        let form = self.tree.token(titled.head).map(|token| token.form.to_lowercase());
        let prefix = form.as_deref().and_then(|form| form.split_once('-')).is_some_and(|(prefix, _)| is(prefix));
        let beside = || self.tree.child_tokens(titled.head).any(|(_, token)| is(&token.form) || is(&token.lemma));
        prefix || beside() || titled.hit.first_part.as_deref().is_some_and(is)
    }

    /// "President-elect": the word stands behind the title, or is its last.
    fn is_elect(&self, titled: &Titled<'d>) -> bool {
        let form = |at: usize| self.tree.token(TokenIndex::new(at)).map(|token| token.form.to_lowercase());
        let is = |at: usize| form(at).is_some_and(|form| self.word(&form, "designate").is_some());
        let end = titled.hit.tokens.end;
        end.checked_sub(1).is_some_and(is) || (form(end).as_deref() == Some("-") && is(end + 1))
    }

    /// "is president", "als president", "tot president gekozen": the office, not its holder.
    fn is_office(&self, titled: &Titled<'d>) -> bool {
        let marks = |head: TokenIndex| {
            self.tree.child_tokens(head).any(|(_, token)| {
                matches!(token.deprel.base(), Relation::Case | Relation::Mark) && self.word(&token.form, "office-marker").is_some()
            })
        };
        // "As mayor of Denver and governor of Colorado".
        let marked = marks(titled.head) || marks(self.tree.first_conjunct(titled.head));
        let copular = self.tree.child(titled.head, Relation::Cop).is_some();
        let determined = self.tree.child(titled.head, Relation::Det).is_some();
        (marked && !determined) || copular
    }

    fn office(&self, titled: &Titled<'d>) -> Referent {
        let body = titled.owners.first().and_then(|owner| owner.entity.id.as_ref()).and_then(|id| self.knowledge.entity(id.as_str()));
        let office = body.and_then(|body| self.knowledge.office_for(body, &titled.title));
        let entity = Grounded {
            id: office.map(|office| EntityId::new(office.id())),
            name: titled.title.name().to_owned(),
            kind: EntityKind::Other,
            country: titled.owners.iter().find_map(|owner| owner.entity.country),
            sector: titled.title.sector(),
        };
        let local = matches!(titled.title.role(), "governor" | "mayor");
        Referent { entity, class: if local { LOCAL_OFFICE } else { OFFICE }.into(), location: None, confidence: 0.9 }
    }

    fn add_description(&mut self, titled: &Titled<'d>, referents: Vec<Referent>) {
        let mut tokens = self.phrase_before(titled.head);
        tokens = tokens.start.min(titled.hit.tokens.start)..tokens.end.max(titled.hit.tokens.end);
        if let Some(mention) = self.mention(titled.head, &tokens, MentionForm::Description, referents) {
            self.add(mention);
        }
    }
}

/// Whether a title is a post that somebody holds: a colleague, relative or expert holds none.
fn is_post(role: &str) -> bool {
    !matches!(
        role,
        "associate"
            | "relative"
            | "worker"
            | "civilian"
            | "expert"
            | "media"
            | "activist"
            | "lawyer"
            | "criminal"
            | "rebel"
            | "politician"
            | "candidate"
    )
}

/// Whether people of this title act for nobody but themselves.
fn is_private(title: Title<'_>) -> bool {
    matches!(title.role(), "relative" | "worker" | "civilian" | "expert" | "media" | "activist" | "lawyer" | "associate")
}

/// The row that makes a hit a title, of the longest reading.
fn title_row<'k>(hit: &Hit<'k>) -> Option<&'k crate::knowledge::NameRow> {
    hit.rows.iter().copied().find(|row| usage(row) == Some(NameUse::Title))
}

/// The class of unnamed holders of a title.
fn class_of(role: &str) -> &'static str {
    match role {
        "military" | "army-chief" => "army",
        "rebel" | "rebel-leader" => "armed-group",
        "police" | "police-chief" => "police",
        "expert" | "worker" | "relative" | "civilian" | "media" | "activist" | "lawyer" | "associate" => "person",
        _ => "officials",
    }
}

/// Sectors whose people do not act for the state that they are of.
fn is_apart_from_state(sector: Sector) -> bool {
    matches!(
        sector,
        Sector::Opposition
            | Sector::Party
            | Sector::Rebels
            | Sector::ArmedGroup
            | Sector::Criminals
            | Sector::Business
            | Sector::Religious
            | Sector::Labour
            | Sector::Ngo
            | Sector::Education
            | Sector::Media
    )
}
