//! Definite descriptions: "het land", "the bloc", "de president", "de twee leiders".

use std::collections::HashSet;

use registan_language::{Relation, TokenIndex, Upos};
use registan_types::{CountryCode, Edtf, EntityKind};

use super::{
    Resolver,
    antecedent::{Antecedent, Being, is_thing, same_referents},
    clear_best,
    pronoun::union,
};
use crate::mention::{Mention, MentionForm, Mentions, Referent};

impl Resolver<'_> {
    /// Who a definite noun stands for.
    pub(super) fn description(&self, mentions: &Mentions, at: TokenIndex) -> Option<Mention> {
        if let Some(known) = self.pair(at).or_else(|| self.identified(mentions, at)) {
            return Some(known);
        }
        let token = self.tree.token(at).filter(|token| token.upos == Upos::Noun)?;
        let title = mentions.office_at(at);
        // Most nouns are told apart by their determiner, before any word is looked up.
        let count = self.count(at);
        if count.is_none() && !self.is_definite(at) {
            return None;
        }
        let kind = self.word(&token.lemma, "kind-noun").or_else(|| self.word(&token.form, "kind-noun"));
        // "Both governments", "de twee partijen": only counted they are those named before.
        let counted = count.and_then(|_| self.word(&token.lemma, "counted-noun"));
        if (kind.is_none() && title.is_none() && counted.is_none()) || self.is_described(at) {
            return None;
        }
        let (score, referents) = match count {
            Some(count) if counted.is_some() => self.several(counted, count, at).filter(|(_, set)| self.has_no_rival(set))?,
            Some(count) => match title.filter(|_| kind.is_none()) {
                Some(title) => self.several_with(mentions, title, (count, at))?,
                None => self.several(kind, count, at)?,
            },
            None if token.feats.has("Number", "Plur") => return None,
            None => match (title, kind) {
                (Some(title), _) => self.bearer(mentions, title)?,
                (None, Some(kind)) => self.of_kind(kind)?,
                (None, None) => return None,
            },
        };
        let span = mentions.at(at).map_or_else(|| self.span_with_determiner(at), |known| Some(known.span))?;
        Some(described(at, span, (score, referents)))
    }

    /// "De heren", "the pair", "the two": the two persons, else the two states, that were named last.
    fn pair(&self, at: TokenIndex) -> Option<Mention> {
        let token = self.tree.token(at)?;
        let noun = self.word(&token.form, "pair-noun");
        let count = || self.word(&token.form, "count").and_then(|count| count.parse().ok());
        let count = match (noun, token.upos) {
            (Some(_), _) => 2,
            (None, Upos::Num) => count()?,
            _ => return None,
        };
        let bare = noun == Some("bare") || self.is_definite(at);
        let argument = matches!(token.deprel.base(), Relation::Nsubj | Relation::Obj | Relation::Iobj | Relation::Obl);
        if !bare || !argument || self.is_described(at) {
            return None;
        }
        let kinds: &[EntityKind] = if noun == Some("persons") { &[EntityKind::Person] } else { &[EntityKind::Person, EntityKind::State] };
        // The nearest sentences that name enough of a kind decide, and must name no more.
        let found = (0..=2).find_map(|back| {
            let sets = kinds.iter().map(|&kind| self.named_within(kind, back, at)).filter(|set| set.len() >= count);
            sets.min_by_key(Vec::len)
        });
        let pair = found.filter(|set| set.len() == count)?;
        Some(described(at, self.span_with_determiner(at)?, (0.8, pair)))
    }

    /// "Dat is een club waaraan …", "ASEAN is a bloc that …": what a name or "that" is said to be, with an indefinite article, is the body itself.
    fn identified(&self, mentions: &Mentions, at: TokenIndex) -> Option<Mention> {
        let noun = self.tree.token(at).filter(|token| token.upos == Upos::Noun && !token.feats.has("Number", "Plur"))?;
        let kind = self.body_noun(&noun.lemma.to_lowercase())?;
        let indefinite = |form: &str| self.word(form, "indefinite").is_some();
        let article = self.tree.child_tokens(at).any(|(_, child)| child.deprel.is(Relation::Det) && indefinite(&child.form));
        let copular = self.tree.child(at, Relation::Cop).is_some();
        let subject = self.tree.child(at, Relation::Nsubj).filter(|_| article && copular)?;
        let span = self.span_with_determiner(at)?;
        let named = mentions.at(subject).filter(|known| known.form == MentionForm::Name);
        if let Some(known) = named {
            let [body] = known.referents.as_slice() else { return None };
            return is_of_kind(body, kind).then(|| described(at, span, (0.9, vec![body.clone()])));
        }
        let pronoun = self.tree.token(subject).filter(|token| token.upos == Upos::Pron)?;
        let neuter = self.word(&pronoun.form, "pronoun").is_some_and(|value| value.contains('n'));
        let (score, body) = self.of_kind(kind).filter(|_| neuter || pronoun.feats.has("PronType", "Dem"))?;
        // The noun itself says that a body is meant, and which kind.
        Some(described(at, span, (score.max(0.9), body)))
    }

    /// The kind of body that a noun names; a compound is of the kind of its last part.
    fn body_noun(&self, lemma: &str) -> Option<&str> {
        const SHORTEST: usize = 5;
        let ends = lemma.char_indices().map(|(start, _)| start).filter(|&start| start == 0 || lemma.len() - start >= SHORTEST);
        ends.into_iter().filter_map(|start| lemma.get(start..)).find_map(|end| self.word(end, "body-noun"))
    }

    /// The different entities of a kind that this sentence and so many before it have named, without who acts on `at`.
    fn named_within(&self, kind: EntityKind, back: usize, at: TokenIndex) -> Vec<Referent> {
        let of_kind = |antecedent: &&Antecedent| {
            antecedent.sentence + back >= self.antecedents.sentence()
                && !self.acts_on(antecedent, at)
                && antecedent.referents.iter().all(|referent| referent.entity.kind == kind && !is_thing(referent))
        };
        union(self.antecedents.iter().filter(of_kind))
    }

    /// "Het land dat …", "the city of …", "the African country": words that say which one, so that nothing before needs to.
    fn is_described(&self, at: TokenIndex) -> bool {
        // "De organisatie, die …": what follows behind a comma adds to what is known already.
        let comma = self.tree.token(TokenIndex::new(at.get() + 1)).is_some_and(|next| next.form == ",");
        self.tree.child_tokens(at).any(|(_, child)| match child.deprel.base() {
            Relation::Acl if comma => false,
            Relation::Acl | Relation::Appos | Relation::Compound | Relation::Flat => true,
            Relation::Nmod => child.upos != Upos::Pron || child.deprel.subtype() == Some("poss"),
            Relation::Amod => child.form.starts_with(char::is_uppercase),
            _ => false,
        })
    }

    fn is_definite(&self, at: TokenIndex) -> bool {
        let determined = |form: &str| self.word(form, "definite").is_some();
        self.tree.child_tokens(at).any(|(_, child)| child.deprel.is(Relation::Det) && determined(&child.form))
    }

    /// "Beide", "de twee": how many are meant.
    fn count(&self, at: TokenIndex) -> Option<usize> {
        let mut words = self
            .tree
            .child_tokens(at)
            .filter(|(child, token)| *child < at && matches!(token.deprel.base(), Relation::Nummod | Relation::Det | Relation::Amod));
        let count = words.find_map(|(_, token)| self.word(&token.form, "count").and_then(|value| Some((value.parse().ok()?, token))));
        let (count, token) = count?;
        // "Twee landen" without an article are any two; "beide landen" are those before.
        let bare = token.deprel.is(Relation::Nummod) && !self.is_definite(at);
        (!bare).then_some(count)
    }

    fn span_with_determiner(&self, at: TokenIndex) -> Option<registan_types::Span> {
        let before = self
            .tree
            .child_tokens(at)
            .filter(|(child, token)| *child < at && matches!(token.deprel.base(), Relation::Det | Relation::Nummod | Relation::Amod));
        let mut tokens: Vec<TokenIndex> = before.map(|(child, _)| child).collect();
        tokens.push(at);
        self.document.span_of(&tokens)
    }

    /// As many persons or states as the words count, when the last two sentences name exactly so many.
    fn several(&self, kind: Option<&str>, count: usize, at: TokenIndex) -> Option<(f32, Vec<Referent>)> {
        let wanted = match kind {
            Some("side") => return self.sides(count, at),
            Some("state") => EntityKind::State,
            Some("company" | "organisation" | "alliance") => EntityKind::Organisation,
            Some(_) => return None,
            None => EntityKind::Person,
        };
        (0..=super::REACH)
            .map(|back| self.named_within(wanted, back, at))
            .find(|set| set.len() >= count)
            .filter(|set| set.len() == count)
            .map(|set| (0.8, set))
    }

    /// "The two sides": states, armed groups and other bodies, when the last sentences name exactly so many.
    fn sides(&self, count: usize, at: TokenIndex) -> Option<(f32, Vec<Referent>)> {
        let party = |antecedent: &&Antecedent| {
            antecedent.referents.iter().all(|referent| {
                let body = referent.entity.kind == EntityKind::Organisation
                    && matches!(&*referent.class, "armed-group" | "igo" | "union" | "party");
                (referent.entity.kind == EntityKind::State && !is_thing(referent)) || body
            }) && !self.acts_on(antecedent, at)
        };
        let near = |back: usize| self.antecedents.iter().filter(move |one| one.sentence + back >= self.antecedents.sentence());
        let named = (0..=super::REACH).map(|back| union(near(back).filter(party))).find(|set| set.len() >= count);
        named.or_else(|| self.states_of_officials(count, at)).filter(|set| set.len() == count).map(|set| (0.8, set))
    }

    /// "Sánchez met Akhannouch. Both sides agreed": the states of the officials who were named last.
    fn states_of_officials(&self, count: usize, at: TokenIndex) -> Option<Vec<Referent>> {
        let official = |referent: &&Referent| {
            referent.entity.kind == EntityKind::Person && referent.entity.sector == Some(registan_types::Sector::Government)
        };
        let near =
            self.antecedents.iter().filter(|one| one.sentence + super::REACH >= self.antecedents.sentence() && !self.acts_on(one, at));
        let mut countries: Vec<CountryCode> =
            near.flat_map(|one| &one.referents).filter(official).filter_map(|person| person.entity.country).collect();
        countries.sort_unstable();
        countries.dedup();
        let states: Vec<Referent> =
            countries.into_iter().filter_map(|code| Some(self.knowledge.country(code)?.plain_referent(0.9))).collect();
        (states.len() == count).then_some(states)
    }

    /// "Qatar urged both sides": who does something to them is none of them.
    fn acts_on(&self, antecedent: &Antecedent, at: TokenIndex) -> bool {
        let subject = self.tree.first_conjunct(antecedent.head);
        let verb = self.tree.token(subject).filter(|token| token.deprel.is(Relation::Nsubj)).and_then(|token| token.head);
        let beside = |verb: TokenIndex| self.document.analysis.ancestors(at).any(|above| above == verb);
        antecedent.sentence == self.antecedents.sentence() && verb.is_some_and(beside)
    }

    /// "The two sides", said of Canada and China where only China and a third are named: an official of another state who is named may be meant.
    fn has_no_rival(&self, set: &[Referent]) -> bool {
        let near = self.antecedents.iter().filter(|antecedent| antecedent.sentence + 1 >= self.antecedents.sentence());
        let mut persons = near.flat_map(|antecedent| &antecedent.referents).filter(|referent| referent.entity.kind == EntityKind::Person);
        persons.all(|person| person.entity.country.is_none_or(|country| set.iter().any(|one| one.entity.country == Some(country))))
    }

    /// "Both presidents": those to whom the text or knowledge gives the title, when the last sentences name exactly so many.
    fn several_with(&self, mentions: &Mentions, title: &Referent, (count, at): (usize, TokenIndex)) -> Option<(f32, Vec<Referent>)> {
        let told = self.bearers(mentions, &title.entity.name);
        let bears = |referent: &Referent| told.contains(&referent.entity.name) || self.holds(referent, &title.entity.name);
        let set: Vec<Referent> = self.named_within(EntityKind::Person, super::REACH, at).into_iter().filter(bears).collect();
        if set.is_empty() {
            // "The two leaders": whatever their titles.
            return self.several(None, count, at);
        }
        (set.len() == count).then_some((0.8, set))
    }

    /// The last one of the kind that the noun names.
    fn of_kind(&self, kind: &str) -> Option<(f32, Vec<Referent>)> {
        let fits = |antecedent: &&Antecedent| {
            let single = antecedent.traits.being != Being::Several && antecedent.referents.len() == 1;
            single && antecedent.referents.first().is_some_and(|referent| is_of_kind(referent, kind))
        };
        let scored = self
            .antecedents
            .iter()
            .filter(fits)
            .map(|antecedent| (self.salience(antecedent, antecedent.head), antecedent.referents.clone()));
        let mut best: Vec<(f32, Vec<Referent>)> = Vec::new();
        for (score, referents) in scored {
            match best.iter_mut().find(|(_, known)| same_referents(known, &referents)) {
                Some(known) => known.0 = known.0.max(score),
                None => best.push((score, referents)),
            }
        }
        clear_best(best, |a, b| same_referents(a, b))
    }

    /// "De president": the last person whom the text or knowledge gives that title.
    fn bearer(&self, mentions: &Mentions, title: &Referent) -> Option<(f32, Vec<Referent>)> {
        let titled = |head: TokenIndex| {
            mentions
                .bearers()
                .any(|(of, name)| name == head && mentions.office_at(of).is_some_and(|own| own.entity.name == title.entity.name))
                || mentions.office_at(head).is_some_and(|own| own.entity.name == title.entity.name)
        };
        let mut persons: Vec<(f32, Vec<Referent>)> = Vec::new();
        // Whom the text itself gives the title comes before whom only knowledge does.
        let told = self.antecedents.iter().any(|antecedent| titled(antecedent.head));
        for antecedent in self.antecedents.iter() {
            let [referent] = antecedent.referents.as_slice() else { continue };
            let person = referent.entity.kind == EntityKind::Person && referent.entity.id.is_some();
            let told_of = || self.bearers(mentions, &title.entity.name).contains(&referent.entity.name);
            if person && (told_of() || (!told && self.holds(referent, &title.entity.name))) {
                let score = self.salience(antecedent, antecedent.head) + 0.15;
                match persons.iter_mut().find(|(_, known)| same_referents(known, &antecedent.referents)) {
                    Some(known) => known.0 = known.0.max(score),
                    None => persons.push((score, antecedent.referents.clone())),
                }
            }
        }
        // "The president" of a report that names two is the one of the state that it tells most of.
        if self.bearers(mentions, &title.entity.name).len() > 1 {
            let main = main_country(mentions);
            persons.retain(|(_, referents)| {
                referents.iter().all(|referent| referent.entity.country.is_some() && referent.entity.country == main)
            });
        }
        clear_best(persons, |a, b| same_referents(a, b))
    }

    /// Everybody whom the report gives a title.
    fn bearers(&self, mentions: &Mentions, title: &str) -> HashSet<String> {
        let titled = mentions.bearers().filter(|(of, _)| mentions.office_at(*of).is_some_and(|office| office.entity.name == title));
        let persons = titled.filter_map(|(_, name)| mentions.at(name)?.referents.first());
        persons.map(|person| person.entity.name.clone()).collect()
    }

    /// Whether the person holds an office of that title when the report is published.
    fn holds(&self, person: &Referent, title: &str) -> bool {
        let day = self.document.report.published.date().and_then(|date| Edtf::Date(date).last_day());
        let known = person.entity.id.as_ref().and_then(|id| self.knowledge.entity(id.as_str()));
        let (Some(day), Some(known)) = (day, known) else { return false };
        self.knowledge.offices_held(known, day).into_iter().any(|office| office.title().is_some_and(|own| own.name() == title))
    }
}

/// The mention of those whom a description stands for.
fn described(head: TokenIndex, span: registan_types::Span, (score, referents): (f32, Vec<Referent>)) -> Mention {
    let sure = |referent: Referent| Referent { confidence: referent.confidence * score.min(0.92), location: None, ..referent };
    Mention { head, span, form: MentionForm::Description, referents: referents.into_iter().map(sure).collect() }
}

/// The country that most mentions of the report belong to.
fn main_country(mentions: &Mentions) -> Option<CountryCode> {
    let mut counts: Vec<(CountryCode, usize)> = Vec::new();
    for country in mentions.iter().filter_map(|mention| mention.referents.first()?.entity.country) {
        match counts.iter_mut().find(|(known, _)| *known == country) {
            Some((_, count)) => *count += 1,
            None => counts.push((country, 1)),
        }
    }
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map(|(country, _)| country)
}

/// Whether a referent is of the kind that a noun names.
fn is_of_kind(referent: &Referent, kind: &str) -> bool {
    let class = &*referent.class;
    match kind {
        "state" => referent.entity.kind == EntityKind::State,
        "city" => class == "city",
        "region" => matches!(class, "region" | "province" | "admin1" | "territory"),
        "organisation" => {
            referent.entity.kind == EntityKind::Organisation && !matches!(class, "company" | "media" | "party" | "armed-group")
        }
        // "The council" is a body whose name says that it is one.
        "council" | "commission" => referent.entity.kind == EntityKind::Organisation && referent.entity.name.to_lowercase().contains(kind),
        "alliance" => matches!(class, "igo" | "bloc" | "cartel" | "club" | "alliance"),
        kind => class == kind,
    }
}
