//! Names: from candidates to one entity or none.

use std::collections::HashMap;

use registan_language::{Language, NameKind, Relation, TokenIndex};
use registan_types::{EntityId, EntityKind, Grounded};

use super::{Location, MentionForm, Referent, finder::Finder, scan::Hit, spans::NameSpan};
use crate::knowledge::{Entity, NameRow, NameUse, marks, slug, usage};

/// A candidate below this is nobody.
const FLOOR: f32 = 0.45;

/// The fame of those who lead or led a state.
const LEADER: f32 = 0.86;

/// How much surer the best candidate must be than the next.
const MARGIN: f32 = 0.07;

/// What a namesake loses whose state the text does not speak of, when it speaks of another's.
const ELSEWHERE: f32 = 0.8;

/// … and when it is a capital, which may be named without its state.
const CAPITAL_ELSEWHERE: f32 = 0.92;

/// A place with this many times the people of a namesake is the one that is meant.
const OUTGROWN: u32 = 8;

/// Persons of the text by their family names, in lower case.
#[derive(Debug, Default)]
pub(super) struct Families {
    by_name: HashMap<String, Vec<Referent>>,
}

impl Families {
    fn note(&mut self, family: &str, referent: &Referent) {
        let known = self.by_name.entry(family.to_lowercase()).or_default();
        let same = |one: &Referent| match (&one.entity.id, &referent.entity.id) {
            (None, None) => one.entity.name == referent.entity.name,
            (one, other) => one == other,
        };
        if !known.iter().any(same) {
            known.push(referent.clone());
        }
    }

    /// Whether anybody in the text bears that family name.
    fn has(&self, family: &str) -> bool {
        self.by_name.contains_key(&family.to_lowercase())
    }

    /// The only person of that family name.
    fn only(&self, family: &str) -> Option<&Referent> {
        match self.by_name.get(&family.to_lowercase()).map(Vec::as_slice) {
            Some([only]) => Some(only),
            _ => None,
        }
    }
}

impl<'d> Finder<'d> {
    /// Resolves all names: full ones first, so that a surname finds its bearer whichever comes first.
    pub(super) fn find_names(&mut self) {
        let spans = self.name_spans();
        let acronyms = self.acronyms(&spans);
        let mut families = Families::default();
        let (short, full): (Vec<_>, Vec<_>) = spans.iter().enumerate().partition(|(_, span)| self.is_surname(span));
        let mut resolved: Vec<Option<Referent>> = vec![None; spans.len()];
        for (at, span) in full {
            let referent = self.known(span).or_else(|| self.local(span));
            if let Some(referent) = referent.as_ref().filter(|referent| referent.entity.kind == EntityKind::Person) {
                self.note_families(&mut families, span, referent);
            }
            set(&mut resolved, at, referent);
        }
        for (at, span) in spans.iter().enumerate().filter(|(_, span)| span.tokens.len() == 1) {
            let place = resolved.get(at).is_some_and(|known| known.as_ref().is_some_and(is_city));
            if let Some(person) =
                self.span(&span.tokens).and_then(|words| families.only(self.words(words))).filter(|_| place && !self.is_place_to_be(span))
            {
                set(&mut resolved, at, Some(person.clone()));
            }
        }
        for (at, span) in short {
            let words = self.span(&span.tokens).map_or("", |span| self.words(span));
            // A given name whose family name follows is nobody's family name.
            let followed = spans.iter().any(|next| next.tokens.start == span.tokens.end && next.kind == Some(NameKind::Person));
            let given = followed || (self.is_given(words) && !self.is_leader_by_first_word(span, &spans));
            let forms = [words, genitive_stem(words)];
            let remembered = forms.into_iter().find_map(|name| families.only(name)).cloned();
            // Where the text has several of that name, it is none whom only the knowledge has.
            let borne = forms.into_iter().any(|name| families.has(name));
            let referent = remembered.or_else(|| self.known(span).filter(|_| !given && !borne)).or_else(|| self.local(span));
            set(&mut resolved, at, referent);
        }
        for (of, acronym) in acronyms {
            let meant = resolved.get(of).cloned().flatten();
            if resolved.get(acronym).is_some_and(|known| known.as_ref().is_none_or(|known| known.class.is_empty() || is_local(known))) {
                set(&mut resolved, acronym, meant);
            }
        }
        for (of, last) in self.last_words(&spans, &resolved) {
            let meant = resolved.get(of).cloned().flatten();
            set(&mut resolved, last, meant);
        }
        for (span, referent) in spans.iter().zip(resolved) {
            self.add_name(span, referent);
        }
    }

    fn add_name(&mut self, span: &NameSpan<'d>, referent: Option<Referent>) {
        let head = self.head_of(&span.tokens);
        let Some(referent) = referent else { return };
        let (form, referent) = match self.as_state(head, &referent) {
            Some(state) => (MentionForm::Description, state),
            None => (MentionForm::Name, self.as_place(span, referent)),
        };
        if let Some(mention) = self.mention(head, &span.tokens, form, vec![referent]) {
            self.add(mention);
        }
    }

    /// "Russian forces", "het Chinese ministerie van Handel": a body named by what it is stands for its state.
    fn as_state(&self, head: TokenIndex, body: &Referent) -> Option<Referent> {
        let described = self.tree.token(head)?.form.starts_with(char::is_lowercase);
        let own = matches!(&*body.class, "army" | "ministry" | "government" | "police" | "security-service");
        let state = self.knowledge.country(body.entity.country.filter(|_| described && own)?)?;
        let mut state = state.plain_referent(body.confidence);
        state.entity.sector = body.entity.sector;
        state.class = body.class.clone();
        state.location = None;
        Some(state)
    }

    /// Whoever holds an office when the report is published acts in its sector, not in that of a party.
    pub(super) fn person_in_office(&self, entity: Entity<'d>, mut referent: Referent) -> Referent {
        let day = self.published().and_then(|published| published.last_day());
        if let Some(day) = day.filter(|_| entity.kind() == EntityKind::Person) {
            let sectors = self.knowledge.offices_held(entity, day).into_iter().filter_map(|office| office.title()?.sector());
            referent.entity.sector = sectors.min().or(referent.entity.sector);
        }
        referent
    }

    /// A capital after a preposition of place, or that somebody flees or enters, is the city itself.
    fn as_place(&self, span: &NameSpan<'d>, referent: Referent) -> Referent {
        let Some(location) = referent.location.clone() else { return referent };
        // The preposition may hang on any part of the name.
        let mut tokens = span.tokens.clone().map(TokenIndex::new);
        if location.id == referent.entity.id
            || !(tokens.any(|token| self.is_located(token) || self.has_mayor(token)) || self.is_moved_to(self.head_of(&span.tokens)))
        {
            return referent;
        }
        let place = location.id.as_ref().and_then(|id| self.knowledge.entity(id.as_str()));
        place.map_or(referent.clone(), |place| place.plain_referent(referent.confidence))
    }

    /// "The mayor of Rome", "de burgemeester van Parijs": the city, not the state that it stands for elsewhere.
    fn has_mayor(&self, city: TokenIndex) -> bool {
        let noun = self.tree.token(city).filter(|token| token.deprel.is(Relation::Nmod)).and_then(|token| token.head);
        let hit = noun.filter(|_| self.is_genitive(city)).and_then(|noun| self.scan.common(noun));
        let titles = hit.into_iter().flat_map(|hit| &hit.rows).filter(|row| usage(row) == Some(NameUse::Title));
        titles.filter_map(|row| self.knowledge.title_at(row.target)).any(|title| title.role() == "mayor")
    }

    /// "Fled Bishkek", "verliet Bagdad": the verb is one of motion, which no government undergoes.
    fn is_moved_to(&self, head: TokenIndex) -> bool {
        let Some(token) = self.tree.token(head).filter(|token| matches!(token.deprel.base(), Relation::Obj | Relation::Obl)) else {
            return false;
        };
        let verb = token.head.and_then(|verb| self.tree.token(verb));
        verb.is_some_and(|verb| self.word(&verb.lemma.to_lowercase(), "motion").is_some())
    }

    /// "In Muscat", "to Muscat": whether the word before a name says that it is a place.
    fn is_place_to_be(&self, span: &NameSpan<'d>) -> bool {
        let before = span.tokens.start.checked_sub(1).and_then(|at| self.token(at));
        before.is_some_and(|before| before.upos == registan_language::Upos::Adp)
    }

    /// Whether a word is a given name: "Abraham" alone is nobody who bears it as family name.
    pub(super) fn is_given(&self, word: &str) -> bool {
        self.knowledge.find(word).proper.iter().any(|row| usage(row) == Some(NameUse::Given))
    }

    /// "Xi", "Kim": a given name elsewhere, and the family name with which the name of somebody begins who leads a state now; of nobody else in the text.
    fn is_leader_by_first_word(&self, span: &NameSpan<'d>, spans: &[NameSpan<'d>]) -> bool {
        let Some(word) = self.token(span.tokens.start).map(|token| genitive_stem(&token.form)) else { return false };
        let begins = |other: &&NameSpan<'_>| {
            let first = self.token(other.tokens.start).map(|token| token.form.as_str());
            other.tokens.len() > 1 && other.kind == Some(NameKind::Person) && first == Some(word)
        };
        let leads = |entity: Entity<'_>| entity.name().split(' ').next() == Some(word) && self.fame(entity) >= 1.0;
        let mut known = span.rows.iter().filter_map(|row| self.knowledge.entity_at(row.target));
        spans.iter().find(begins).is_none() && span.kind == Some(NameKind::Person) && known.any(leads)
    }

    /// A single word that can be no more than a family name.
    fn is_surname(&self, span: &NameSpan<'d>) -> bool {
        let only_family = !span.rows.is_empty() && span.rows.iter().all(|row| usage(row) == Some(NameUse::Family));
        let unknown = span.rows.is_empty() && span.kind == Some(NameKind::Person);
        let family = span.rows.iter().any(|row| usage(row) == Some(NameUse::Family)) && span.kind == Some(NameKind::Person);
        (only_family && !span.by_family) || (span.tokens.len() == 1 && (unknown || family))
    }

    fn note_families(&self, families: &mut Families, span: &NameSpan<'d>, referent: &Referent) {
        let known = referent.entity.id.as_ref().and_then(|id| self.knowledge.entity(id.as_str()));
        for key in ["family", "family_nl", "family_other"] {
            let names = known.and_then(|entity| entity.fact(key)).unwrap_or("");
            names.split([',', '|']).filter(|name| !name.is_empty()).for_each(|name| families.note(name, referent));
        }
        // "The Harris/Walz ticket": two names and no person.
        let joined = || self.span(&span.tokens).is_some_and(|span| self.words(span).contains('/'));
        let last = span.tokens.end.checked_sub(1).and_then(|at| self.token(at));
        if let Some(last) = last.filter(|_| span.tokens.len() > 1 && !joined()) {
            families.note(genitive_stem(&last.form), referent);
            families.note(&last.form, referent);
        }
        // "Van der Leyen": everything behind the given name.
        let rest = span.tokens.start + 1..span.tokens.end;
        if let Some(rest) = self.span(&rest).filter(|_| rest.len() > 1) {
            families.note(self.words(rest), referent);
        }
    }

    /// The entity of knowledge that a name stands for, if one is clearly the best.
    fn known(&self, span: &NameSpan<'d>) -> Option<Referent> {
        let mut weighed: Vec<(f32, Entity<'d>)> = Vec::new();
        for row in &span.rows {
            let Some(entity) = self.knowledge.entity_at(row.target) else { continue };
            let weight = self.weigh(span, row, entity);
            match weighed.iter_mut().find(|(_, known)| *known == entity || same_body(*known, entity)) {
                Some(known) if weight > known.0 => *known = (weight, entity),
                Some(_) => {}
                None => weighed.push((weight, entity)),
            }
        }
        // A state outranks the towns and regions that bear its name elsewhere ("Mali", "Taiwan").
        if weighed.iter().any(|(weight, entity)| entity.kind() == EntityKind::State && *weight >= FLOOR) {
            weighed.retain(|(_, entity)| entity.kind() != EntityKind::Place);
        }
        self.prefer_spoken_of(&mut weighed);
        weighed.sort_by(|a, b| b.0.total_cmp(&a.0));
        let &(best, entity) = weighed.first()?;
        // A city, its district and its province are one place to the reader; the greatest of them is meant.
        let alike = |other: Entity<'_>| {
            let places = entity.kind() == EntityKind::Place && other.kind() == EntityKind::Place;
            places && (entity.country() == other.country() || self.outgrows(entity, other))
        };
        let rival = weighed.iter().skip(1).find(|(_, other)| !alike(*other));
        let clear = rival.is_none_or(|(next, _)| best - next >= MARGIN);
        (best >= FLOOR && clear).then(|| self.person_in_office(entity, entity.referent(best.min(0.98))))
    }

    /// Of namesakes those whose state the text speaks of are meant rather than greater ones of other states.
    fn prefer_spoken_of(&self, weighed: &mut [(f32, Entity<'d>)]) {
        let of_kind = |entity: Entity<'_>| matches!(entity.kind(), EntityKind::Place | EntityKind::Person);
        if weighed.len() < 2 || !weighed.iter().any(|(weight, entity)| of_kind(*entity) && *weight >= FLOOR && self.speaks_of(*entity)) {
            return;
        }
        for (weight, entity) in weighed.iter_mut().filter(|(_, entity)| of_kind(*entity) && !self.speaks_of(*entity)) {
            *weight *= if entity.stands_for().is_some() { CAPITAL_ELSEWHERE } else { ELSEWHERE };
        }
    }

    /// Whether a place is so much greater than a namesake that nobody means the other without saying so.
    fn outgrows(&self, great: Entity<'d>, small: Entity<'d>) -> bool {
        let plain = great.stands_for().is_none() && small.stands_for().is_none();
        plain && !self.speaks_of(small) && great.population() / OUTGROWN > small.population()
    }

    fn weigh(&self, span: &NameSpan<'d>, row: &NameRow, entity: Entity<'d>) -> f32 {
        let mut weight = 0.9 * span.kind.map_or(1.0, |kind| agreement(kind, entity));
        let supported = span.kind.is_some_and(|kind| agreement(kind, entity) > 1.0) || self.is_introduced(span, entity);
        if row.marks & marks::AMBIGUOUS != 0 {
            let elsewhere = entity.kind() == EntityKind::Organisation && self.speaks_rather_of_others(entity);
            weight *= if supported && !elsewhere { 0.85 } else { 0.4 };
        }
        if let (Some(valid), Some(published)) = (entity.valid(), self.published())
            && entity.kind() == EntityKind::State
            && !valid.overlaps(&published)
        {
            weight *= 0.7;
        }
        weight * self.weigh_kind(span, row, entity)
    }

    fn weigh_kind(&self, span: &NameSpan<'d>, row: &NameRow, entity: Entity<'d>) -> f32 {
        let context = if self.speaks_of(entity) { 1.08 } else { 1.0 };
        match entity.kind() {
            EntityKind::State => 1.08,
            EntityKind::Person if usage(row) == Some(NameUse::Family) && self.is_of_calendar(span) => 0.0,
            EntityKind::Place if entity.stands_for().is_some() => {
                // Of a city and the name as newspapers use it, the use counts for what acts, the city for where it happens.
                let own_table = entity.local_id().starts_with("metonym/");
                let head = self.head_of(&span.tokens);
                let located = self.is_located(head) || self.has_mayor(head);
                let capital = if context > 1.0 { 1.08 } else { 1.0 };
                if own_table != located { 1.1 } else { capital }
            }
            EntityKind::Person if usage(row) == Some(NameUse::Family) => {
                // A bare family name needs some support: the model, a title, or the person's state in the text.
                let support = context > 1.0 || span.kind == Some(NameKind::Person) || self.is_introduced(span, entity);
                // Whom nobody needs to be told of leads or led a state; anybody else is met with his state, or is somebody else of that name.
                let fame = self.fame(entity);
                // "Poetins oorlog", "Tokayev will visit", which the model takes for a body or a place.
                let mistaken = span.kind == Some(NameKind::Organisation)
                    || (span.kind == Some(NameKind::Location) && !self.is_located(self.head_of(&span.tokens)));
                let support = support || (fame >= 1.0 && mistaken);
                let title = self.title_fits(span, entity);
                let support = support && (fame >= LEADER || context > 1.0 || span.by_family || title > 1.0);
                let context = if support { context } else { 0.55 };
                let given = if span.by_family { self.given_name_fits(span, entity) } else { 1.0 };
                fame * context * given * title
            }
            EntityKind::Place if entity.stands_for().is_none() && entity.population() > 0 => {
                let size = 0.7 + 0.045 * (entity.population() as f32 + 1.0).log10();
                let head = self.head_of(&span.tokens);
                let supported = span.kind == Some(NameKind::Location) || self.is_located(head) || context > 1.0 || span.tokens.len() > 1;
                size * context * if supported { 1.0 } else { 0.75 }
            }
            _ => context,
        }
    }

    /// "May", "Friday": a family name only where a title or the model says so.
    fn is_of_calendar(&self, span: &NameSpan<'d>) -> bool {
        let word = self.token(span.tokens.start).is_some_and(|token| self.word(&token.form, "calendar").is_some());
        word && span.tokens.len() == 1 && span.kind != Some(NameKind::Person)
    }

    /// Whether a title stands before the name of a person.
    fn is_introduced(&self, span: &NameSpan<'d>, entity: Entity<'_>) -> bool {
        entity.kind() == EntityKind::Person && self.title_before(span.tokens.start).is_some()
    }

    /// "Secretary of State Clinton": of those of a name, whoever held an office of that title; nobody who is known for others alone.
    fn title_fits(&self, span: &NameSpan<'d>, entity: Entity<'d>) -> f32 {
        let Some((_, title)) = self.title_before(span.tokens.start) else { return 1.0 };
        let mut titles = self.knowledge.terms_of(entity).filter_map(|term| term.office()?.title()).peekable();
        if titles.peek().is_none() {
            return 1.0;
        }
        if titles.any(|held| held.role() == title.role()) { 1.1 } else { 0.75 }
    }

    /// How far a family name alone says who: those who lead or led a state need no introduction.
    fn fame(&self, person: Entity<'d>) -> f32 {
        let leads = |role: &str| matches!(role, "head-of-state" | "head-of-government");
        let day = self.published().and_then(|published| published.last_day());
        let mut fame: f32 = 0.62;
        for term in self.knowledge.terms_of(person) {
            let role = term.office().and_then(|office| office.title()).map_or("", |title| title.role());
            let current = day.is_some_and(|day| {
                term.from().is_none_or(|from| from.first_day() <= day) && term.until().is_none_or(|until| until.last_day() >= day)
            });
            let future = day.is_some_and(|day| term.from().is_some_and(|from| from.first_day() > day));
            let worth = match (leads(role), current, future) {
                (true, true, _) => 1.0,
                (true, _, false) => 0.86,
                (false, true, _) => 0.8,
                _ => 0.68,
            };
            fame = fame.max(worth);
        }
        fame
    }

    /// "Volodimir Zelenski": another spelling of the given name is fine, another name is not.
    fn given_name_fits(&self, span: &NameSpan<'d>, person: Entity<'_>) -> f32 {
        let initial = |name: &str| slug(name).chars().next();
        let given = self.token(span.tokens.start).map_or("", |token| token.form.as_str());
        let known = person.name().split(' ').next().unwrap_or("");
        let alike = initial(given) == initial(known) && common_letters(&slug(given), &slug(known)) >= 0.7;
        // Whoever has another name in the middle is another: "James Parker Jones". Initials and particles tell nothing.
        let middle = self.document.analysis.tokens.get(span.tokens.start + 1..span.tokens.end.saturating_sub(1)).unwrap_or_default();
        let telling = |form: &str| form.starts_with(char::is_uppercase) && form.trim_end_matches('.').chars().count() > 1;
        let other = middle.iter().any(|token| telling(&token.form) && !person.name().contains(&token.form));
        if alike && !other { 1.1 } else { 0.2 }
    }

    /// A name that only this text knows.
    fn local(&self, span: &NameSpan<'d>) -> Option<Referent> {
        let words = self.words(self.span(&span.tokens)?);
        let last = self.token(span.tokens.end.checked_sub(1)?)?;
        // "House of Representatives": without an apostrophe English has a plural there.
        let inflected = self.language == Language::Dutch || last.form.contains(['\'', '\u{2019}']);
        let words = if inflected { genitive_stem_of(words, &last.lemma) } else { words };
        if let Some(region) = self.part_of_known(words) {
            return Some(region);
        }
        // What knowledge has as an adjective or inhabitant is a demonym, whatever the model calls it.
        let of_people = |hit: &Hit<'_>| hit.rows.iter().any(|row| matches!(usage(row), Some(NameUse::Adjective | NameUse::Inhabitant)));
        if span.kind == Some(NameKind::Miscellaneous) && self.scan.proper(self.head_of(&span.tokens)).is_some_and(of_people) {
            return None;
        }
        // A family name that several known persons bear is not a person of its own.
        let (kind, class) = match span.kind? {
            NameKind::Person => (EntityKind::Person, "person"),
            NameKind::Organisation => (EntityKind::Organisation, "organisation"),
            NameKind::Location => (EntityKind::Place, "place"),
            NameKind::Miscellaneous => (EntityKind::Other, "other"),
        };
        if !words.chars().any(char::is_alphabetic) || !words.starts_with(|first: char| first.is_uppercase() || first.is_numeric()) {
            return None;
        }
        let id = matches!(kind, EntityKind::Person | EntityKind::Organisation).then(|| self.local_id(words));
        let body = (kind == EntityKind::Organisation).then(|| self.body_of_words(words)).flatten();
        let state = body.and_then(|_| self.state_inside(&span.tokens));
        if let Some((state, body)) = state.zip(body).filter(|(_, body)| self.is_arm_of_state(words, *body)) {
            let mut state = state.plain_referent(0.75);
            state.entity.sector = body.sector;
            state.class = body.class.into();
            state.location = None;
            return Some(state);
        }
        let sector = body.and_then(|body| body.sector);
        let country = state.and_then(|state| state.country());
        let entity = Grounded { id, name: words.to_owned(), kind, country, sector };
        let confidence = if matches!(kind, EntityKind::Person | EntityKind::Organisation) { 0.75 } else { 0.6 };
        Some(Referent { entity, class: class.into(), location: None, confidence })
    }

    /// "Noordoost-Syrië", "northern Mali": a direction and a place that knowledge has.
    fn part_of_known(&self, words: &str) -> Option<Referent> {
        let (direction, name) = words.rsplit_once(['-', ' '])?;
        self.word(direction, "direction")?;
        let whole = self
            .knowledge
            .named(self.language, name)
            .into_iter()
            .find(|entity| matches!(entity.kind(), EntityKind::State | EntityKind::Place))?;
        let state = whole.country().and_then(|code| self.knowledge.country(code));
        let entity = Grounded { id: None, name: words.to_owned(), kind: EntityKind::Place, country: whole.country(), sector: None };
        let location =
            Location { id: None, name: words.to_owned(), state: state.map(|state| state.grounded()), coordinates: whole.coordinates() };
        Some(Referent { entity, class: "region".into(), location: Some(location), confidence: 0.8 })
    }

    /// The id of what only this report knows.
    pub(super) fn local_id(&self, name: &str) -> EntityId {
        let report: String = self.document.report.id.to_string().chars().take(8).collect();
        EntityId::new(format!("report:{report}/{}", slug(name)))
    }
}

fn set(resolved: &mut [Option<Referent>], at: usize, referent: Option<Referent>) {
    if let Some(place) = resolved.get_mut(at) {
        *place = referent;
    }
}

/// A place, or a state that its capital stands for.
fn is_city(referent: &Referent) -> bool {
    referent.entity.kind == EntityKind::Place || (referent.entity.kind == EntityKind::State && referent.location.is_some())
}

/// Whether only the text knows it.
pub(super) fn is_local(referent: &Referent) -> bool {
    referent.entity.id.as_ref().is_none_or(is_of_report)
}

/// Whether an id is of somebody whom only his report names.
pub(crate) fn is_of_report(id: &EntityId) -> bool {
    id.as_str().starts_with("report:")
}

/// Two names of one body: a capital in two tables.
fn same_body(a: Entity<'_>, b: Entity<'_>) -> bool {
    match (a.stands_for(), b.stands_for()) {
        (Some((a, _)), Some((b, _))) => a == b,
        _ => false,
    }
}

/// How well what the model takes a name for goes with what knowledge says.
fn agreement(kind: NameKind, entity: Entity<'_>) -> f32 {
    let body = entity.stands_for().is_some();
    match (kind, entity.kind()) {
        (NameKind::Person, EntityKind::Person)
        | (NameKind::Location, EntityKind::State | EntityKind::Place)
        | (NameKind::Organisation, EntityKind::Organisation)
        | (NameKind::Miscellaneous, EntityKind::Other | EntityKind::Group) => 1.08,
        (NameKind::Location | NameKind::Organisation, EntityKind::Group) => 1.0,
        (NameKind::Organisation, EntityKind::State) => 0.95,
        (NameKind::Organisation, EntityKind::Place) if body => 0.95,
        (NameKind::Location, EntityKind::Organisation) | (NameKind::Organisation, EntityKind::Other) => 0.85,
        (NameKind::Miscellaneous, EntityKind::Organisation | EntityKind::State) => 0.85,
        (NameKind::Person, EntityKind::State) | (NameKind::Location, EntityKind::Person) => 0.8,
        (NameKind::Person, EntityKind::Place) if body => 0.8,
        (NameKind::Person, EntityKind::Organisation | EntityKind::Group) => 0.7,
        _ => 0.6,
    }
}

/// The share of the longer word's letters that both have in the same order from the front or the back.
fn common_letters(a: &str, b: &str) -> f32 {
    let front = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    let back = a.chars().rev().zip(b.chars().rev()).take_while(|(a, b)| a == b).count();
    let longer = a.chars().count().max(b.chars().count()).max(1);
    (front + back).min(longer) as f32 / longer as f32
}

/// A name without its genitive ending: "Rutte's", "Bidens".
pub(super) fn genitive_stem(name: &str) -> &str {
    ["'s", "\u{2019}s", "'", "\u{2019}"]
        .into_iter()
        .find_map(|ending| name.strip_suffix(ending))
        .unwrap_or_else(|| name.strip_suffix('s').filter(|stem| stem.chars().count() > 3).unwrap_or(name))
}

/// The name without a genitive ending, when the lemma of its last word is without it.
fn genitive_stem_of<'n>(name: &'n str, lemma: &str) -> &'n str {
    let stem = genitive_stem(name);
    if stem != name && stem.to_lowercase().ends_with(&lemma.to_lowercase()) { stem } else { name }
}
