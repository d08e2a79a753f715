//! The climb from a predicate outwards through everybody who passes it on.

use registan_language::{Relation, TokenIndex};
use registan_types::{Attribution, Grounded, Span, Stance, Voice};

use super::{VoiceLexicon, saying::Speaking};
use crate::{Document, clause::Clauses, mention::Mentions};

/// So many words up a chain of voices may go.
pub(super) const REACH: usize = 12;

/// One level of the chain: joint speakers with one stance.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// What they do with what they pass on.
    pub stance: Stance,
    /// Who: never empty.
    pub speakers: Vec<Speaker>,
}

impl Link {
    /// Told by nobody who is named or described: only the word of saying shows that somebody says it.
    pub(super) fn is_unnamed(&self) -> bool {
        self.speakers.iter().all(|speaker| speaker.form == SpeakerForm::Unnamed)
    }

    /// Only "I", "we" or "you" are shown as speaking.
    pub(super) fn is_of_the_talk(&self) -> bool {
        self.speakers.iter().all(|speaker| matches!(speaker.form, SpeakerForm::FirstPerson | SpeakerForm::SecondPerson))
    }
}

/// One voice.
#[derive(Debug, Clone, PartialEq)]
pub struct Speaker {
    /// The words that show it.
    pub span: Span,
    /// Who; `None` when not known.
    pub entity: Option<Grounded>,
    /// What kind of words show it.
    pub form: SpeakerForm,
}

/// What kind of words show a speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SpeakerForm {
    /// A name, a description, a pronoun of the third person.
    Phrase,
    /// "I", "we": between quotation marks whoever speaks them.
    FirstPerson,
    /// "You": nobody in particular, or the one spoken to.
    SecondPerson,
    /// Words of saying or hearsay alone; nobody is named or described.
    Unnamed,
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
        let mut path = vec![trigger];
        self.sources_around(trigger, &path, &mut inner_first);
        // "Zou volgens Reuters hebben gedaan": the hearsay is that of the source beside it.
        if hearsay.is_some() && inner_first.len() > 1 && inner_first.iter().skip(1).any(|link| !link.is_unnamed()) {
            inner_first.remove(0);
        }
        let tree = self.clauses.tree();
        let mut at = trigger;
        let mut aside: Option<TokenIndex> = None;
        for _ in 0..REACH {
            let Some(token) = tree.token(at) else { break };
            let Some(governor) = token.head else { break };
            aside = aside.or(Some(at).filter(|_| self.is_aside(at)));
            let finite = matches!(token.deprel.base(), Relation::Ccomp | Relation::Csubj | Relation::Parataxis);
            // "It will double them, the ministry said, a day after Russia had left": what comes behind the speaker is the author's again.
            let said = aside.is_none_or(|aside| finite && !(at < governor && governor < aside));
            let passed = self.passed_on(governor, at, Speaking::Known).filter(|passed| passed.word && said);
            if let Some(passed) = passed.filter(|passed| !(passed.link.stance == Stance::Denies && at != trigger && self.is_concern(at))) {
                push(&mut inner_first, passed.link);
            }
            // Only clauses and their parts pass a voice on; what stands in another relative or adverbial clause is still said.
            self.sources_around(governor, &path, &mut inner_first);
            path.push(governor);
            at = governor;
        }
        inner_first.reverse();
        inner_first
    }

    /// "Proposed a commission, which farmers dismissed", "advised ships to stay away after the rebels had seized one": what describes a noun, or lies
    /// before what is asked for, is told by the author, unless somebody says the whole clause around it.
    fn is_aside(&self, clause: TokenIndex) -> bool {
        let tree = self.clauses.tree();
        let Some(token) = tree.token(clause) else { return false };
        let marked = || {
            let marks = tree.child_tokens(clause).filter(|(_, child)| child.deprel.is(Relation::Mark) || child.deprel.is(Relation::Case));
            marks.into_iter().any(|(_, child)| self.lexicon.backdrop_markers.contains(&child.form.to_lowercase()))
        };
        match token.deprel.base() {
            Relation::Acl => token.deprel.subtype() == Some("relcl") || marked(),
            Relation::Advcl => marked(),
            _ => false,
        }
    }

    /// "Denied involvement in the war": there is a war.
    fn is_concern(&self, noun: TokenIndex) -> bool {
        self.lexicon.concerns.contains(&self.document.lemma(noun).to_lowercase())
    }

    /// Adds the sources that hang on a clause. What describes a source ("according to observers led by Diallo") is not its word: on the `path` to
    /// the trigger it says nothing.
    fn sources_around(&self, clause: TokenIndex, path: &[TokenIndex], links: &mut Vec<Link>) {
        for source in self.sources_of_row(clause, Speaking::Known).into_iter().filter(|source| !path.contains(&source.cue)) {
            push(links, source.link);
        }
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
}

/// Adds a link unless the same voice stands there already ("volgens X, zegt X").
pub(super) fn push(links: &mut Vec<Link>, link: Link) {
    let known =
        |speaker: &Speaker| links.iter().flat_map(|link| &link.speakers).any(|one| one.span == speaker.span || is_same(one, speaker));
    if !link.speakers.is_empty() && !link.speakers.iter().all(known) {
        links.push(link);
    }
}

/// One entity, though one of its mentions may tell more of it ("minister X", "he").
fn is_same(one: &Speaker, other: &Speaker) -> bool {
    match (&one.entity, &other.entity) {
        (Some(one), Some(other)) if one.id.is_some() || other.id.is_some() => one.id == other.id,
        (Some(one), Some(other)) => one == other,
        _ => false,
    }
}
