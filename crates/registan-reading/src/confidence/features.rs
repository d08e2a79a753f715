//! What speaks for and against a statement: its kind, how its parties were found, where its words stand, and the tree's own doubts.

use std::borrow::Cow;

use registan_language::{Token, TokenIndex, Upos};
use registan_types::{BlockKind, Certainty, EntityKind, Filler, Polarity, Reality, Statement};

use super::surroundings;
use crate::{
    frame::{Candidate, Frame, Matcher, Role, Unit, UnitForm},
    mention::MentionForm,
    voice::VoiceLexicon,
};

/// One observation.
#[derive(Debug, Clone, PartialEq)]
pub struct Feature {
    /// What was observed: `type=ASSAULT`, `actor=pronoun`.
    pub name: Cow<'static, str>,
    /// 1 for what is or is not so; else the amount.
    pub value: f32,
}

/// All that was observed about one statement.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Features {
    features: Vec<Feature>,
}

impl Features {
    /// What was observed, in the order in which it was.
    pub fn iter(&self) -> impl Iterator<Item = &Feature> {
        self.features.iter()
    }

    pub(super) fn has(&mut self, name: impl Into<Cow<'static, str>>) {
        self.measures(name, 1.0);
    }

    fn has_if(&mut self, observed: bool, name: &'static str) {
        if observed {
            self.has(name);
        }
    }

    pub(super) fn measures(&mut self, name: impl Into<Cow<'static, str>>, value: f32) {
        self.features.push(Feature { name: name.into(), value });
    }
}

/// What is looked at.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Observed<'o> {
    pub(crate) matcher: &'o Matcher<'o>,
    pub(crate) unit: &'o Unit,
    pub(crate) frame: &'o Frame,
    pub(crate) candidate: &'o Candidate,
    pub(crate) statement: &'o Statement,
    /// The language's quotation marks.
    pub(crate) voices: &'o VoiceLexicon,
    /// How many parties are known by the place alone.
    pub(crate) settled: u8,
}

/// Looks at everything.
pub(crate) fn observe(observed: Observed<'_>) -> Features {
    let mut features = Features::default();
    kind(observed, &mut features);
    party(observed, "actor", &observed.statement.actors, &[Role::Actor], &mut features);
    party(observed, "recipient", &observed.statement.recipients, &[Role::Recipient, Role::Body], &mut features);
    let known = |filler: &Filler| filler.entity.id.is_some() || filler.entity.country.is_some();
    let parties = || observed.statement.actors.iter().chain(&observed.statement.recipients);
    features.has_if(parties().all(known), "all-known");
    verdict(observed.statement, &mut features);
    words(observed, &mut features);
    doubts(observed, &mut features);
    surroundings::observe(observed, &mut features);
    features
}

fn kind(observed: Observed<'_>, features: &mut Features) {
    let Observed { unit, frame, statement, candidate, .. } = observed;
    let code = statement.plover.as_ref().map_or_else(|| "none".to_owned(), |code| code.kind.to_string());
    features.has(format!("type={code}"));
    features.has(format!("frame={}", frame.name));
    features.has(match unit.form {
        UnitForm::Verb => "form=verb",
        UnitForm::Noun => "form=noun",
        UnitForm::Adjective => "form=adjective",
        UnitForm::Light { .. } => "form=light",
    });
    features.has(format!("language={}", unit.language.code()));
    features.has_if(frame.reciprocal, "reciprocal");
    features.has_if(frame.relation.is_some(), "relation");
    let title = observed.matcher.mentions.bearers().any(|(title, _)| title == candidate.predicate.trigger);
    features.has_if(title, "title");
    let other = candidate.fillers.iter().filter(|filled| !filled.role.is_party()).count();
    features.measures("other-roles", small(other));
}

/// How the parties of one side were found.
fn party(observed: Observed<'_>, side: &'static str, fillers: &[Filler], roles: &[Role], features: &mut Features) {
    let Observed { matcher, unit, candidate, .. } = observed;
    let mut has = |what: &str| features.has(format!("{side}={what}"));
    let refused = refused(observed, roles);
    let Some(first) = fillers.first() else {
        let wanted = unit.patterns.iter().any(|(role, _)| roles.contains(role));
        if refused {
            has("refused");
        }
        // What is done together has no recipient: there it matters whether more than one does it.
        if side == "recipient" && observed.frame.reciprocal {
            return has(together(&observed.statement.actors));
        }
        // The side may be filled by nobody: "took part in an exercise".
        let filled = observed.candidate.fillers.iter().find(|filled| roles.contains(&filled.role));
        return has(match (filled, wanted) {
            (Some(filled), _) if filled.role == Role::Body => "event",
            (Some(_), _) => "thing",
            (None, true) => "missing",
            (None, false) => "none",
        });
    };
    if refused {
        has("partly");
    }
    has(match (is_catalogued(first), first.entity.country, first.entity.kind) {
        (true, Some(_), EntityKind::State) => "state",
        (true, _, EntityKind::Person) => "person",
        (true, ..) => "known",
        (false, Some(_), _) => "of-state",
        (false, None, EntityKind::Person) => "unknown-person",
        (false, None, _) => "words",
    });
    if fillers.len() > 1 {
        has("several");
    }
    if first.implicit {
        has("implicit");
    }
    let filled = candidate.fillers.iter().find(|filled| roles.contains(&filled.role) && filled.span == first.span);
    let Some(filled) = filled else { return };
    if filled.displaced {
        has("displaced");
    }
    match matcher.mentions.at(filled.head).map(|mention| mention.form) {
        Some(MentionForm::Pronoun) => has("pronoun"),
        Some(MentionForm::Description) => has("description"),
        Some(MentionForm::Demonym) => has("demonym"),
        Some(MentionForm::Name) => has("name"),
        None => has("bare"),
    }
    let distance = filled.head.get().abs_diff(candidate.predicate.trigger.get());
    features.measures(format!("{side}-distance"), small(distance).ln_1p());
}

/// Who does what is done together: several, a body of several (its summit), or one whose partner is left out.
fn together(actors: &[Filler]) -> &'static str {
    let body = |filler: &Filler| {
        is_catalogued(filler)
            && !matches!(filler.entity.kind, EntityKind::Person)
            && !(filler.entity.kind == EntityKind::State && filler.entity.country.is_some())
    };
    match actors {
        [only] if body(only) => "body",
        [_] | [] => "alone",
        _ => "together",
    }
}

/// Whether knowledge has an item of Wikidata for it.
fn is_catalogued(filler: &Filler) -> bool {
    filler.entity.id.as_ref().is_some_and(|id| id.as_str().starts_with('Q'))
}

/// Whether a noun or name stands where the unit looks for the side first, or beside one that it took, and is nobody's role.
fn refused(observed: Observed<'_>, roles: &[Role]) -> bool {
    let Observed { matcher, unit, candidate, .. } = observed;
    let filled = |head: TokenIndex| candidate.fillers.iter().any(|filled| filled.head == head) || candidate.light_noun == Some(head);
    let nominal = |head: TokenIndex| {
        let token = matcher.document.token(head);
        token.is_some_and(|token| matches!(token.upos, Upos::Noun | Upos::Propn | Upos::Pron))
    };
    let choices = unit.patterns.iter().filter(|(role, _)| roles.contains(role)).flat_map(|(_, pattern)| &pattern.alternatives).flatten();
    let mut slots = choices.filter(|choice| choice.path.is_empty()).map(|choice| &choice.slot);
    let taken = candidate.fillers.iter().find(|filled| roles.contains(&filled.role)).map(|filled| filled.head);
    let slot = match taken {
        Some(head) => candidate.predicate.arguments.iter().find(|argument| argument.head == head).map(|argument| &argument.slot),
        None => slots.next(),
    };
    slot.is_some_and(|slot| {
        candidate.predicate.at(slot).any(|argument| argument.part.is_none() && !filled(argument.head) && nominal(argument.head))
    })
}

fn verdict(statement: &Statement, features: &mut Features) {
    if statement.reality != Reality::Actual {
        features.has(format!("reality={}", statement.reality));
    }
    features.has_if(statement.polarity == Polarity::Denied, "denied");
    features.has_if(statement.certainty != Certainty::Certain, "uncertain");
    features.has_if(statement.attribution.len() > 1, "voice");
    features.has_if(statement.time.is_some(), "time");
    features.has_if(statement.place.is_some(), "place");
}

/// Where the trigger stands.
fn words(observed: Observed<'_>, features: &mut Features) {
    let Observed { matcher, candidate, statement, .. } = observed;
    let document = matcher.document;
    let trigger = candidate.predicate.trigger;
    let Some(token) = document.token(trigger) else { return };
    features.has(format!("relation={}", token.deprel.base()));
    let participle = token.feats.has("VerbForm", "Part") && token.deprel.base() != registan_language::Relation::Root;
    features.has_if(participle, "participle");
    let depth = document.analysis.ancestors(trigger).take(12).count();
    features.measures("depth", small(depth));
    let sentence = usize::try_from(statement.evidence.sentence).ok().and_then(|number| document.analysis.sentences.get(number));
    let Some(sentence) = sentence else { return };
    features.measures("length", small(sentence.tokens.len()).ln_1p());
    let block = document.block_of(sentence).map(|block| block.kind);
    features.has_if(matches!(block, Some(kind) if kind != BlockKind::Paragraph), "heading");
    let words = || sentence.tokens.clone().filter_map(|at| document.token(TokenIndex::new(at)));
    features.has_if(words().next_back().is_some_and(|token| token.form == "?"), "question");
    let first_person = |token: &Token| token.feats.has("Person", "1");
    features.has_if(words().any(first_person), "first-person");
    features.has_if(words().any(|token| token.feats.has("Person", "2")), "second-person");
}

/// The doubts of tree, grounding and lexicon, as logarithms of their probabilities.
fn doubts(observed: Observed<'_>, features: &mut Features) {
    let Observed { matcher, unit, candidate, .. } = observed;
    let document = matcher.document;
    let log = |probability: f32| probability.clamp(0.01, 1.0).ln();
    let arc = |at: TokenIndex| document.token(at).map_or(1.0, |token| token.head_probability);
    let label = |at: TokenIndex| document.token(at).map_or(1.0, |token| token.label_probability);
    let parties = || candidate.fillers.iter().filter(|filled| filled.role.is_party());
    let referents = parties().filter_map(|filled| filled.referent.as_ref());
    features.measures("unit", log(unit.confidence));
    features.measures("fit", log(candidate.score));
    features.measures("trigger-arc", log(arc(candidate.predicate.trigger)));
    features.measures("trigger-label", log(label(candidate.predicate.trigger)));
    features.measures("party-arc", log(parties().map(|filled| arc(filled.head)).fold(1.0, f32::min)));
    features.measures("party-label", log(parties().map(|filled| label(filled.head)).fold(1.0, f32::min)));
    features.measures("grounding", log(referents.map(|referent| referent.confidence).fold(1.0, f32::min)));
    features.has_if(observed.settled > 0, "settled");
}

fn small(count: usize) -> f32 {
    u16::try_from(count).map_or(f32::from(u16::MAX), f32::from)
}
