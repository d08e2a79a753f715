//! What stands around a reading that it did not use, and how its parties stand to their word: a party that the clause names and the statement leaves
//! out is the commonest fault of one that is otherwise right.

use std::collections::BTreeSet;

use registan_language::TokenIndex;
use registan_types::{EntityKind, Span, Voice};

use super::features::{Features, Observed};
use crate::{
    clause::{Argument, Slot},
    frame::{Role, UnitForm},
    mention::MentionForm,
};

/// Looks at slots and words that were and were not used.
pub(super) fn observe(observed: Observed<'_>, features: &mut Features) {
    slots(observed, features);
    left_out(observed, features);
    sentence(observed, features);
    senses(observed, features);
    let predicate = &observed.candidate.predicate;
    if predicate.passive {
        features.has("passive");
    }
    let recipient_missing =
        observed.statement.recipients.is_empty() && observed.unit.patterns.iter().any(|(role, _)| *role == Role::Recipient);
    if recipient_missing {
        features.has(format!("frame-alone={}", observed.frame.name));
    }
    if let (Some(code), true) = (&observed.statement.plover, observed.statement.reality != registan_types::Reality::Actual) {
        features.has(format!("{}&{}", code.kind, observed.statement.reality));
    }
}

/// Through which slots the parties were found.
fn slots(observed: Observed<'_>, features: &mut Features) {
    for (side, roles) in [("actor", &[Role::Actor][..]), ("recipient", &[Role::Recipient, Role::Body])] {
        let Some(filled) = observed.candidate.fillers.iter().find(|filled| roles.contains(&filled.role)) else { continue };
        let slot =
            observed.candidate.predicate.arguments.iter().find(|argument| argument.head == filled.head).map(|argument| &argument.slot);
        features.has(slot.map_or_else(|| format!("{side}-by=path"), |slot| format!("{side}-by={slot}")));
    }
}

/// Arguments of the predicate, and names below it, that fill no role.
fn left_out(observed: Observed<'_>, features: &mut Features) {
    let Observed { matcher, candidate, statement, .. } = observed;
    let used = |head: TokenIndex| candidate.light_noun == Some(head) || candidate.fillers.iter().any(|filled| filled.head == head);
    let spare = |argument: &&Argument| !used(argument.head) && !matches!(argument.slot, Slot::Head | Slot::Bearer);
    let unused = candidate.predicate.arguments.iter().filter(spare).map(|argument| {
        let slot = match argument.slot {
            Slot::Subject => "subject",
            Slot::Object => "object",
            Slot::Indirect => "indirect",
            Slot::Clause => "clause",
            Slot::Possessive | Slot::Demonym | Slot::Compound => "attribute",
            _ => "marked",
        };
        let kind = match matcher.mentions.at(argument.head) {
            Some(mention) if mention.referents.is_empty() => "pronoun",
            Some(_) => "party",
            None => "words",
        };
        format!("unused-{kind}={slot}")
    });
    unused.collect::<BTreeSet<_>>().into_iter().for_each(|unused| features.has(unused));
    let place = statement.place.as_ref().map(|place| place.span);
    let analysis = matcher.document.analysis;
    let below = analysis.subtree(candidate.predicate.trigger);
    let names = below.into_iter().filter(|&token| {
        let mention = matcher.mentions.at(token).filter(|mention| matches!(mention.form, MentionForm::Name | MentionForm::Demonym));
        mention.is_some_and(|mention| {
            let spoken = statement.actors.iter().chain(&statement.recipients).any(|filler| filler.span.contains(mention.span));
            !mention.referents.is_empty() && !used(token) && !spoken && place != Some(mention.span)
        })
    });
    let count = u16::try_from(names.count().min(4)).unwrap_or(4);
    features.measures("names-left-out", f32::from(count));
}

/// Whom the sentence names beside the statement's parties, place and voices, and whether the word stands between quotation marks that nobody speaks.
fn sentence(observed: Observed<'_>, features: &mut Features) {
    let Observed { matcher, candidate, statement, voices, .. } = observed;
    let sentences = &matcher.document.analysis.sentences;
    let number = usize::try_from(statement.evidence.sentence).ok();
    let Some(sentence) = number.and_then(|number| sentences.get(number)) else { return };
    let party = |token: &TokenIndex| {
        let mention = matcher.mentions.at(*token).filter(|mention| mention.form == MentionForm::Name && !mention.referents.is_empty());
        mention.filter(|mention| mention.referents.iter().any(|referent| referent.entity.kind != EntityKind::Place))
    };
    let spoken: Vec<Span> = statement
        .attribution
        .iter()
        .filter_map(|one| match &one.voice {
            Voice::Source { span, .. } => Some(*span),
            Voice::Author => None,
        })
        .collect();
    let place = statement.place.as_ref().map(|place| place.span);
    let told = |span: Span| {
        let filled =
            statement.actors.iter().chain(&statement.recipients).any(|filler| filler.span.contains(span) || span.contains(filler.span));
        filled || place == Some(span) || spoken.iter().any(|voice| voice.contains(span) || span.contains(*voice))
    };
    let tokens = || sentence.tokens.clone().map(TokenIndex::new);
    let others = tokens().filter_map(|token| party(&token)).filter(|mention| !told(mention.span)).count();
    features.measures("sentence-left-out", f32::from(u16::try_from(others.min(6)).unwrap_or(6)).ln_1p());
    let parties = statement.actors.len() + statement.recipients.len();
    features.measures("parties", f32::from(u16::try_from(parties.min(8)).unwrap_or(8)).ln_1p());
    let marks = tokens()
        .take_while(|&token| token < candidate.predicate.trigger)
        .filter(|&token| matcher.document.token(token).is_some_and(|token| voices.is_mark(&token.form)));
    if marks.count() % 2 == 1 {
        features.has(if statement.attribution.len() > 1 { "quoted" } else { "quoted-by-author" });
    }
}

/// Of how many kinds of doing the word tells, and which word it is.
fn senses(observed: Observed<'_>, features: &mut Features) {
    let Observed { matcher, candidate, unit, .. } = observed;
    let language = unit.language;
    let lemma = matcher.document.lemma(candidate.predicate.trigger).to_lowercase();
    let units = match unit.form {
        UnitForm::Verb => matcher.frames.verbs(language, &lemma),
        UnitForm::Noun => matcher.frames.nouns(language, &lemma),
        UnitForm::Adjective => matcher.frames.adjectives(language, &lemma),
        UnitForm::Light { .. } => &[],
    };
    let mut frames: Vec<_> = units.iter().filter_map(|&id| matcher.frames.unit(id)).map(|unit| unit.frame).collect();
    frames.sort_unstable();
    frames.dedup();
    let count = u16::try_from(frames.len().min(8)).unwrap_or(8);
    features.measures("senses", f32::from(count).ln_1p());
    features.has(format!("word={lemma}"));
}
