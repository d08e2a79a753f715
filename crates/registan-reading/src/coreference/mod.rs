//! Who pronouns and definite descriptions stand for.
//!
//! A sieve over the mentions before them: what does not agree in number, gender and kind falls through, of the rest the
//! nearest subject wins. Where two are about as good, nobody is meant.

mod antecedent;
mod description;
mod pronoun;

pub mod chains;
pub mod score;

use registan_language::{Token, TokenIndex, Upos};
use registan_types::EntityKind;

use crate::{
    Document,
    clause::{Clauses, Tree},
    knowledge::{Gender, Knowledge},
    mention::{Mention, MentionForm, Mentions, Owner, Referent},
};
use antecedent::Antecedents;

/// How much better the best antecedent must be than the next.
const MARGIN: f32 = 0.12;

/// An antecedent that scores less is none.
const FLOOR: f32 = 0.45;

/// How many sentences back an antecedent may stand.
pub(crate) const REACH: usize = 3;

/// Resolves pronouns and definite descriptions against the mentions before them.
pub fn resolve(document: Document<'_>, clauses: Clauses<'_>, knowledge: &Knowledge, mut mentions: Mentions) -> Mentions {
    let mut resolver = Resolver { document, tree: clauses.tree(), clauses, knowledge, antecedents: Antecedents::default() };
    let mut added = Vec::new();
    for (number, sentence) in document.analysis.sentences.iter().enumerate() {
        resolver.antecedents.begin(number);
        for at in sentence.tokens.clone().map(TokenIndex::new) {
            let resolved = resolver.resolve(&mentions, &added, at);
            let known = mentions.at(at);
            if let Some(mention) = resolved.as_ref().or(known) {
                resolver.note(&mentions, mention);
            }
            added.extend(resolved);
        }
    }
    mentions.extend(added);
    mentions
}

/// What resolving looks at.
struct Resolver<'d> {
    document: Document<'d>,
    tree: &'d Tree<'d>,
    clauses: Clauses<'d>,
    knowledge: &'d Knowledge,
    antecedents: Antecedents,
}

impl Resolver<'_> {
    /// The mention that a token heads, if it is a pronoun or definite description that can be resolved.
    fn resolve(&self, mentions: &Mentions, added: &[Mention], at: TokenIndex) -> Option<Mention> {
        if let Some(possessed) = self.possessed(mentions, added, at).or_else(|| self.country_of_person(added, at)) {
            return Some(possessed);
        }
        let known = mentions.at(at);
        if known
            .is_some_and(|known| known.referents.iter().any(|referent| referent.entity.id.is_some() || referent.entity.country.is_some()))
        {
            return None;
        }
        if known.is_some_and(|known| known.form != MentionForm::Description) {
            return None;
        }
        self.pronoun(mentions, at).or_else(|| self.description(mentions, at))
    }

    /// "Its troops": those of whom the pronoun stands for.
    fn possessed(&self, mentions: &Mentions, added: &[Mention], at: TokenIndex) -> Option<Mention> {
        let possessed = mentions.possessed_at(at)?;
        let head = match possessed.owner {
            Owner::Before(pronoun) => pronoun,
            Owner::Described(noun) => noun,
        };
        let found = added.iter().rev().find(|mention| mention.head == head).or_else(|| mentions.at(head))?;
        let mut referents: Vec<_> = found.referents.iter().filter_map(|owner| possessed.referent(owner, self.knowledge)).collect();
        if referents.is_empty() {
            return None;
        }
        // Troops are also what is sent.
        let things = mentions.at(at).into_iter().flat_map(|known| &known.referents);
        referents.extend(things.filter(|thing| thing.entity.kind == EntityKind::Other).cloned());
        Some(Mention { head: at, span: possessed.span, form: MentionForm::Description, referents })
    }

    /// "Zijn land", "their country": the state of the persons whom the pronoun stands for.
    fn country_of_person(&self, added: &[Mention], at: TokenIndex) -> Option<Mention> {
        let token =
            self.tree.token(at).filter(|token| token.upos == Upos::Noun && self.word(&token.lemma, "kind-noun") == Some("state"))?;
        let poss = |token: &Token| token.deprel.subtype() == Some("poss") || token.feats.has("Poss", "Yes");
        let (pronoun, _) = self.tree.child_tokens(at).find(|(_, child)| poss(child))?;
        let owner = added.iter().rev().find(|mention| mention.head == pronoun && mention.form == MentionForm::Pronoun)?;
        let persons = || owner.referents.iter().filter(|referent| referent.entity.kind == EntityKind::Person);
        let country = persons().next().and_then(|person| person.entity.country)?;
        let one = persons().count() == owner.referents.len() && persons().all(|person| person.entity.country == Some(country));
        let confidence = persons().map(|person| person.confidence).fold(1.0, f32::min);
        let state = self.knowledge.country(country).filter(|_| one)?.plain_referent(confidence * 0.95);
        let span = owner.span.join(token.span);
        Some(Mention { head: at, span, form: MentionForm::Description, referents: vec![state] })
    }

    /// Makes a mention an antecedent of what follows.
    fn note(&mut self, mentions: &Mentions, mention: &Mention) {
        let traits = self.traits(mentions, mention);
        self.antecedents.note(mention, traits);
    }

    /// The gender of a person: as knowledge or the text has it, else as the given name tells.
    fn gender(&self, mentions: &Mentions, referent: &Referent) -> Option<Gender> {
        let id = referent.entity.id.as_ref();
        let told = id.and_then(|id| mentions.gender(id));
        let known = || id.and_then(|id| self.knowledge.entity(id.as_str())).and_then(|entity| entity.gender());
        let named = || referent.entity.name.split_once(' ').and_then(|(given, _)| self.knowledge.gender_of_given_name(given));
        known().or(told).or_else(named)
    }

    /// Whether the words are a closed-class word of a class, with its value.
    fn word(&self, text: &str, class: &str) -> Option<&str> {
        self.knowledge.word(self.document.report.language, text, class).map(|word| word.value)
    }
}

/// The best of several scored choices, if it is clearly the best.
fn clear_best<T: Clone>(mut scored: Vec<(f32, T)>, same: impl Fn(&T, &T) -> bool) -> Option<(f32, T)> {
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (best, choice) = scored.first().filter(|(best, _)| *best >= FLOOR)?.clone();
    let rival = scored.iter().skip(1).find(|(_, other)| !same(&choice, other));
    rival.is_none_or(|(next, _)| best - next >= MARGIN).then_some((best, choice))
}
