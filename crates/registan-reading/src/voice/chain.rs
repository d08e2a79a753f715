//! The climb from a predicate outwards through everybody who passes it on.

use registan_language::{Relation, TokenIndex, Upos};
use registan_types::{Attribution, Grounded, Span, Stance, Voice};

use super::{SpeechVerb, VoiceLexicon};
use crate::{
    Document,
    clause::{Clauses, Slot},
    mention::{MentionForm, Mentions},
};

const REACH: usize = 12;

/// One level of the chain: joint speakers with one stance.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// What they do with what they pass on.
    pub stance: Stance,
    /// Who: never empty.
    pub speakers: Vec<Speaker>,
}

/// One voice.
#[derive(Debug, Clone, PartialEq)]
pub struct Speaker {
    /// The words that show it.
    pub span: Span,
    /// Who; `None` when unnamed.
    pub entity: Option<Grounded>,
}

/// Finds voices in one document.
#[derive(Debug, Clone, Copy)]
pub struct Voices<'d> {
    /// The document.
    pub document: Document<'d>,
    /// Its clauses.
    pub clauses: Clauses<'d>,
    /// Who is meant.
    pub mentions: &'d Mentions,
    /// The words that show voices.
    pub lexicon: &'d VoiceLexicon,
}

impl Voices<'_> {
    /// The voices around what `trigger` tells, the outermost first. `hearsay` is a word of the reality triggers that shows an unnamed voice.
    pub fn around(&self, trigger: TokenIndex, hearsay: Option<TokenIndex>) -> Vec<Link> {
        let mut inner_first = Vec::new();
        if let Some(word) = hearsay {
            inner_first.extend(self.unnamed(word, Stance::Reports));
        }
        self.sources_of(trigger, &mut inner_first);
        let tree = self.clauses.tree();
        let mut at = trigger;
        for _ in 0..REACH {
            let Some(token) = tree.token(at) else { break };
            let Some(governor) = token.head else { break };
            if let Some(link) = self.said_by(governor, at, token.deprel.base(), token.upos) {
                push(&mut inner_first, link);
            }
            // Only clauses and their parts pass a voice on; what stands in another relative or adverbial clause is still said.
            self.sources_of(governor, &mut inner_first);
            at = governor;
        }
        inner_first.reverse();
        inner_first
    }

    /// The whole chain for a statement, the author first.
    pub fn attribution(&self, links: &[Link]) -> Vec<Attribution> {
        let author = if links.is_empty() { Stance::Asserts } else { Stance::Reports };
        let mut chain = vec![Attribution { voice: Voice::Author, stance: author }];
        for (number, link) in links.iter().enumerate() {
            let level = u8::try_from(number + 1).unwrap_or(u8::MAX);
            chain.extend(link.speakers.iter().map(|speaker| Attribution {
                voice: Voice::Source { level, span: speaker.span, entity: speaker.entity.clone() },
                stance: link.stance,
            }));
        }
        chain
    }

    /// `governor` is a verb or noun of saying and `content` is what is said.
    fn said_by(&self, governor: TokenIndex, content: TokenIndex, relation: Relation, content_tag: Upos) -> Option<Link> {
        let token = self.document.token(governor)?;
        let clausal = matches!(relation, Relation::Ccomp | Relation::Xcomp | Relation::Csubj | Relation::Parataxis | Relation::Acl);
        match token.upos {
            Upos::Verb => {
                let speech = self.speech_verb(governor)?;
                let nominal = speech.nominal
                    && matches!(relation, Relation::Obj | Relation::Obl | Relation::Iobj)
                    && matches!(content_tag, Upos::Noun);
                (clausal || nominal).then(|| self.speakers_of_verb(governor, content, speech)).flatten()
            }
            Upos::Noun if clausal && relation != Relation::Parataxis => {
                let speech = self.lexicon.nouns.get(&token.lemma.to_lowercase())?;
                self.speakers_of_noun(governor, speech)
            }
            _ => None,
        }
    }

    /// The speech verb that a token is, separable ones included.
    pub(super) fn speech_verb(&self, verb: TokenIndex) -> Option<&SpeechVerb> {
        let lemma = self.document.lemma(verb).to_lowercase();
        let particle = self.clauses.predicate(verb).and_then(|predicate| predicate.particle);
        match particle.map(|particle| self.document.words(particle).to_lowercase()) {
            Some(particle) => {
                self.lexicon.verbs.get(&format!("{particle}{lemma}")).or_else(|| self.lexicon.verbs.get(&format!("{lemma} {particle}")))
            }
            None => self.lexicon.verbs.get(&lemma),
        }
    }

    pub(super) fn speakers_of_verb(&self, verb: TokenIndex, content: TokenIndex, speech: &SpeechVerb) -> Option<Link> {
        let predicate = self.clauses.predicate(verb)?;
        let heads: Vec<TokenIndex> = predicate.at(&Slot::Subject).map(|argument| argument.head).filter(|&head| head != content).collect();
        let stance = stance(speech);
        if heads.is_empty() {
            // "Is said to": told by nobody named. A verb without subject for other reasons is nobody's word.
            return predicate.passive.then(|| self.unnamed(verb, stance)).flatten();
        }
        let speakers: Vec<Speaker> = heads.into_iter().filter(|&head| self.may_speak(head)).flat_map(|head| self.speakers(head)).collect();
        (!speakers.is_empty()).then_some(Link { stance, speakers })
    }

    fn speakers_of_noun(&self, noun: TokenIndex, speech: &SpeechVerb) -> Option<Link> {
        let owners = self.owners(noun);
        let stance = stance(speech);
        if owners.is_empty() {
            return self.unnamed(noun, stance);
        }
        Some(Link { stance, speakers: owners })
    }

    /// Whose account, claim or report a noun is: possessor, "van", demonym.
    fn owners(&self, noun: TokenIndex) -> Vec<Speaker> {
        let Some(predicate) = self.clauses.predicate(noun) else { return Vec::new() };
        let slots = [Slot::Possessive, Slot::Marked("van".into()), Slot::Marked("of".into()), Slot::Marked("by".into()), Slot::Demonym];
        let heads = slots.iter().flat_map(|slot| predicate.at(slot)).map(|argument| argument.head);
        heads
            .filter(|&head| self.mentions.at(head).is_some_and(|mention| !mention.referents.is_empty()))
            .take(1)
            .flat_map(|head| self.speakers(head))
            .collect()
    }

    /// "Volgens Reuters", "aldus de minister", "…, zegt hij": sources that hang on a clause.
    fn sources_of(&self, clause: TokenIndex, links: &mut Vec<Link>) {
        let tree = self.clauses.tree();
        for (child, token) in tree.child_tokens(clause) {
            match token.deprel.base() {
                Relation::Obl | Relation::Nmod | Relation::Advmod | Relation::Parataxis | Relation::Advcl | Relation::Discourse => {
                    let marked = self.clauses.marker(child).is_some_and(|marker| self.lexicon.source_markers.contains(&*marker));
                    if marked {
                        push(links, self.source(child));
                    } else if token.deprel.is(Relation::Parataxis)
                        && token.upos == Upos::Verb
                        && let Some(speech) = self.speech_verb(child)
                        && let Some(link) = self.speakers_of_verb(child, clause, speech)
                    {
                        push(links, link);
                    }
                }
                _ => {}
            }
        }
    }

    pub(super) fn source(&self, head: TokenIndex) -> Link {
        let account = self.lexicon.accounts.contains(&self.document.lemma(head).to_lowercase());
        let owners = if account { self.owners(head) } else { Vec::new() };
        let all = self.clauses.tree().conjuncts(head);
        let speakers = if owners.is_empty() { all.into_iter().flat_map(|head| self.speakers(head)).collect() } else { owners };
        Link { stance: Stance::Asserts, speakers }
    }

    /// Persons, bodies and accounts speak; evidence, phone calls and aid do not, whatever the verb.
    fn may_speak(&self, head: TokenIndex) -> bool {
        let Some(token) = self.document.token(head) else { return false };
        let lemma = token.lemma.to_lowercase();
        let acts = |referents: &[crate::mention::Referent]| {
            use registan_types::EntityKind as Kind;
            let being = |kind| matches!(kind, Kind::Person | Kind::State | Kind::Organisation | Kind::Group | Kind::Place);
            referents.is_empty() || referents.iter().any(|referent| being(referent.entity.kind) || referent.class.starts_with("office"))
        };
        match self.mentions.at(head) {
            Some(mention) => acts(&mention.referents),
            None => {
                let titled = self.mentions.office_at(head).is_some();
                let person = matches!(token.upos, Upos::Pron | Upos::Propn | Upos::Det | Upos::Num);
                titled || person || self.lexicon.accounts.contains(&lemma) || self.lexicon.speakers.contains(&lemma)
            }
        }
    }

    /// One speaker for each referent of a mention; the bare words where nobody is known.
    fn speakers(&self, head: TokenIndex) -> Vec<Speaker> {
        let Some(mention) = self.mentions.at(head) else {
            let span = self.document.token(head).map(|token| token.span).unwrap_or_default();
            return vec![Speaker { span, entity: None }];
        };
        if mention.referents.is_empty() || mention.form == MentionForm::Pronoun && mention.referents.is_empty() {
            return vec![Speaker { span: mention.span, entity: None }];
        }
        mention.referents.iter().map(|referent| Speaker { span: mention.span, entity: Some(referent.entity.clone()) }).collect()
    }

    pub(super) fn unnamed(&self, word: TokenIndex, stance: Stance) -> Option<Link> {
        let span = self.document.token(word)?.span;
        Some(Link { stance, speakers: vec![Speaker { span, entity: None }] })
    }
}

fn stance(speech: &SpeechVerb) -> Stance {
    speech.stance.as_deref().and_then(|stance| stance.parse().ok()).unwrap_or(Stance::Asserts)
}

/// Adds a link unless the same voice stands there already ("volgens X, zegt X").
pub(super) fn push(links: &mut Vec<Link>, link: Link) {
    let known = |speaker: &Speaker| {
        links
            .iter()
            .flat_map(|link| &link.speakers)
            .any(|one| one.span == speaker.span || (one.entity.is_some() && one.entity == speaker.entity))
    };
    if !link.speakers.is_empty() && !link.speakers.iter().all(known) {
        links.push(link);
    }
}
