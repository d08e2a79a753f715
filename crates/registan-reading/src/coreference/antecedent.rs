//! Mentions that later words may stand for, with what agreement needs to know of them.

use registan_language::{Relation, TokenIndex, Upos};
use registan_types::{EntityKind, Span};

use super::{REACH, Resolver};
use crate::{
    knowledge::Gender,
    mention::{Mention, MentionForm, Mentions, Referent},
};

/// What kind of thing a mention stands for, as pronouns tell them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Being {
    /// A person of a gender, if it is known.
    Person(Option<Gender>),
    /// A state or body: it.
    Body,
    /// A place that does not act.
    Place,
    /// Several, or a people: they.
    Several,
}

/// What agreement needs to know of a mention.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Traits {
    /// What kind of thing.
    pub(super) being: Being,
    /// How prominent it stands in its clause: 0 to 1.
    pub(super) prominence: f32,
}

/// A mention that later words may stand for.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Antecedent {
    /// Its head.
    pub(super) head: TokenIndex,
    /// Its words.
    pub(super) span: Span,
    /// Its sentence.
    pub(super) sentence: usize,
    /// Who is meant.
    pub(super) referents: Vec<Referent>,
    /// What kind of thing it is, and how prominent.
    pub(super) traits: Traits,
    /// How often it was mentioned so far.
    pub(super) times: u32,
}

/// The mentions of the last sentences.
#[derive(Debug, Clone, Default)]
pub(super) struct Antecedents {
    recent: Vec<Antecedent>,
    sentence: usize,
}

impl Antecedents {
    /// A new sentence begins: what stands too far back is forgotten.
    pub(super) fn begin(&mut self, sentence: usize) {
        self.sentence = sentence;
        self.recent.retain(|antecedent| antecedent.sentence + REACH >= sentence);
    }

    /// The number of the sentence that is being read.
    pub(super) fn sentence(&self) -> usize {
        self.sentence
    }

    /// Adds a mention.
    pub(super) fn note(&mut self, mention: &Mention, traits: Option<Traits>) {
        let Some(traits) = traits else { return };
        let same = |known: &&Antecedent| same_referents(&known.referents, &mention.referents);
        let times = self.recent.iter().filter(same).map(|known| known.times).max().unwrap_or(0) + 1;
        self.recent.push(Antecedent {
            head: mention.head,
            span: mention.span,
            sentence: self.sentence,
            referents: mention.referents.clone(),
            traits,
            times,
        });
    }

    /// All of them, in the order of the text.
    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = &Antecedent> {
        self.recent.iter()
    }
}

/// Whether two mentions stand for the same.
pub(super) fn same_referents(a: &[Referent], b: &[Referent]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.entity.id == b.entity.id && a.entity.name == b.entity.name)
}

impl Resolver<'_> {
    /// What agreement needs to know; `None` for what no pronoun stands for.
    pub(super) fn traits(&self, mentions: &Mentions, mention: &Mention) -> Option<Traits> {
        let first = mention.referents.first()?;
        if mention.form == MentionForm::Demonym || is_thing(first) || self.is_first_part(mention) {
            return None;
        }
        let plural = self.tree.token(mention.head).is_some_and(|token| token.feats.has("Number", "Plur"));
        let people = matches!(&*first.class, "people" | "protesters" | "refugees" | "rebels" | "criminals" | "equipment");
        let described = mention.form == MentionForm::Description && plural;
        let being = if mention.referents.len() > 1 || described || (people && first.entity.kind != EntityKind::Person) {
            Being::Several
        } else {
            match first.entity.kind {
                EntityKind::Person => Being::Person(self.gender(mentions, first)),
                // "A mayor said that he …": somebody unnamed, who stands for his state.
                _ if mention.form == MentionForm::Description && &*first.class == "officials" => Being::Person(None),
                EntityKind::Place => Being::Place,
                _ => Being::Body,
            }
        };
        Some(Traits { being, prominence: self.prominence(mention.head) })
    }

    /// "Student leaders": the first part of a compound is nobody whom a pronoun stands for.
    fn is_first_part(&self, mention: &Mention) -> bool {
        let token = self.tree.token(mention.head).filter(|token| token.deprel.is(Relation::Compound));
        let above = token.and_then(|token| token.head).and_then(|above| self.tree.token(above));
        mention.form == MentionForm::Description && above.is_some_and(|above| above.upos == Upos::Noun)
    }

    /// Subjects stand out, objects less, the rest little.
    fn prominence(&self, head: TokenIndex) -> f32 {
        let first = self.tree.first_conjunct(head);
        let Some(mut token) = self.tree.token(first) else { return 0.0 };
        // A title and the name beside it share their place in the clause.
        for _ in 0..2 {
            let beside = matches!(token.deprel.base(), Relation::Appos | Relation::Flat | Relation::Compound);
            match token.head.filter(|_| beside).and_then(|above| self.tree.token(above)) {
                Some(above) => token = above,
                None => break,
            }
        }
        let main = token.head.is_none_or(|verb| self.tree.token(verb).is_none_or(|verb| verb.head.is_none()));
        match token.deprel.base() {
            Relation::Nsubj if main => 1.0,
            Relation::Nsubj | Relation::Root => 0.85,
            Relation::Obj | Relation::Iobj => 0.55,
            Relation::Obl => 0.35,
            _ => 0.2,
        }
    }
}

/// Goods, offices and the like: no actor, and rarely what a pronoun in the news stands for.
pub(super) fn is_thing(referent: &Referent) -> bool {
    referent.class.starts_with("good")
        || referent.class.starts_with("office")
        || matches!(&*referent.class, "currency" | "happening" | "summit-series")
}
