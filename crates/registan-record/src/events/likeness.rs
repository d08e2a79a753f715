//! How likely two statements tell of one happening when no day of one is known: by frame, parties and words, and by how near their
//! reports are in origin.
//!
//! The likelihood is a logistic sum of few grounds. Its weights were fitted on the topics of ECB+ that are not those for
//! development (1,048 pairs of one family in near reports), and rounded.

use std::collections::{BTreeMap, BTreeSet};

use registan_types::{EntityKind, Filler, Grounded};

use super::fit::{denies_another_phase, frame_score};
use super::mention::Mention;
use super::{Ground, Phase, Reason};
use crate::Schema;
use crate::identity::{Telling, entity_key, side_key};

/// Reports that share less than this of their telling words say nothing for each other.
pub(super) const NEAR: f64 = 0.08;
/// Reports that share so much are on one matter.
const ON_ONE_MATTER: f64 = 0.14;
/// Triggers that begin with so many equal letters are forms of one word.
const STEM: usize = 5;

/// A report as far as it matters here.
#[derive(Debug)]
pub(super) struct Origin {
    telling: Telling,
    /// Its words in small letters, parted by single spaces.
    words: String,
    text: String,
}

impl Origin {
    pub(super) fn new(text: String) -> Self {
        Self { telling: Telling::of_report(&text), words: format!(" {} ", plain(&text)), text }
    }

    /// Whether two names stand side by side in it: `Vincent Jackson` tells that Vincent and Jackson may be one.
    fn joins(&self, a: &str, b: &str) -> bool {
        self.words.contains(&format!(" {a} {b} ")) || self.words.contains(&format!(" {b} {a} "))
    }
}

/// A statement with what is compared of its words.
#[derive(Debug)]
pub(super) struct Told<'m> {
    pub(super) mention: &'m Mention,
    origin: &'m Origin,
    sentence: Telling,
    trigger: String,
    time: BTreeSet<String>,
}

/// How likely two statements tell of one happening, with why.
#[derive(Debug, Clone)]
pub(super) struct Likeness {
    pub(super) likelihood: f64,
    /// In the order of [`GROUNDS`].
    pub(super) grounds: [f64; 5],
}

/// What is compared.
pub(super) const GROUNDS: [Ground; 5] = [Ground::Frame, Ground::Parties, Ground::Time, Ground::Place, Ground::Context];

impl<'m> Told<'m> {
    /// `None` when its report is not there.
    pub(super) fn new(mention: &'m Mention, origins: &'m BTreeMap<i64, Origin>) -> Option<Self> {
        let origin = origins.get(&mention.stored.report_key)?;
        let statement = &mention.stored.statement;
        let trigger = plain(statement.trigger.span.of(&origin.text)).chars().take(STEM).collect();
        let time = statement.time.as_ref().and_then(|time| time.span).map_or("", |span| span.of(&origin.text));
        let says = |word: &&str| word.chars().count() > 3 || word.starts_with(|c: char| c.is_ascii_digit());
        let time = plain(time).split(' ').filter(says).map(str::to_owned).collect();
        Some(Self { mention, origin, sentence: Telling::of_sentence(statement.evidence.span.of(&origin.text)), trigger, time })
    }
}

/// How likely both tell of one happening; `None` when they cannot, or nothing ties them.
pub(super) fn likeness(schema: &Schema, a: &Told<'_>, b: &Told<'_>) -> Option<Likeness> {
    let same_report = a.mention.stored.report_key == b.mention.stored.report_key;
    let near = if same_report { 1.0 } else { a.origin.telling.likeness(&b.origin.telling) };
    if near < NEAR || denies_another_phase(&a.mention.gist, &b.mention.gist) || both_only_considered(a, b) && !same_report {
        return None;
    }
    let frame = frame_score(schema, &a.mention.gist, &b.mention.gist)?;
    let parties = parties(a, b)?;
    let place = place(a, b)?;
    let (one, other) = (&a.mention.stored.statement, &b.mention.stored.statement);
    let shares_time = a.time.intersection(&b.time).next().is_some();
    let same_word = !a.trigger.is_empty() && a.trigger == b.trigger;
    let on = |holds: bool, weight: f64| if holds { weight } else { 0.0 };
    let sum = on(frame >= 1.0, 1.7)
        + on(same_word, 1.0)
        + on(!same_report && near >= ON_ONE_MATTER, 0.9)
        + 0.7 * a.sentence.likeness(&b.sentence).min(0.5)
        + on(shares_time, 1.1)
        + on(same_report, 0.3)
        + on(one.reality == other.reality, 0.7)
        - 2.75;
    let time = if shares_time { 1.0 } else { 0.5 };
    Some(Likeness { likelihood: 1.0 / (1.0 + (-sum).exp()), grounds: [frame, parties, time, place, near] })
}

impl Likeness {
    /// Grounds as reasons.
    pub(super) fn reasons(grounds: [f64; 5]) -> Vec<Reason> {
        GROUNDS.iter().zip(grounds).map(|(on, score)| Reason { on: *on, score }).collect()
    }
}

fn both_only_considered(a: &Told<'_>, b: &Told<'_>) -> bool {
    [a, b].iter().all(|told| Phase::of(told.mention.stored.statement.reality) == Phase::Considered)
}

/// Somebody must take part in both, unless one of them names nobody ("23 pirates"); and in no role may both name others.
fn parties(a: &Told<'_>, b: &Told<'_>) -> Option<f64> {
    let (one, other) = (&a.mention.stored.statement, &b.mention.stored.statement);
    for (ours, theirs) in [(&one.actors, &other.actors), (&one.recipients, &other.recipients)] {
        let all_named = |fillers: &[Filler]| !fillers.is_empty() && fillers.iter().all(|filler| is_named(&filler.entity));
        if all_named(ours) && all_named(theirs) && tie(ours.iter(), theirs.iter(), a, b) == 0.0 {
            return None;
        }
    }
    let all = |told: &Told<'_>| {
        let statement = &told.mention.stored.statement;
        statement.actors.iter().chain(&statement.recipients).cloned().collect::<Vec<_>>()
    };
    let (ours, theirs) = (all(a), all(b));
    let unnamed = |fillers: &[Filler]| fillers.iter().all(|filler| filler.entity.id.is_none());
    match tie(ours.iter(), theirs.iter(), a, b) {
        0.0 if !unnamed(&ours) && !unnamed(&theirs) => None,
        tie => Some(tie),
    }
}

/// The strongest tie between two lists: the same one, the same side, a shared part of the name, or names that a report puts side by side.
fn tie<'f>(
    ours: impl Iterator<Item = &'f Filler> + Clone,
    theirs: impl Iterator<Item = &'f Filler> + Clone,
    a: &Told<'_>,
    b: &Told<'_>,
) -> f64 {
    let pairs = || ours.clone().flat_map(|one| theirs.clone().map(move |other| (&one.entity, &other.entity)));
    if pairs().any(|(one, other)| entity_key(one) == entity_key(other)) {
        1.0
    } else if pairs().any(|(one, other)| side_key(one) == side_key(other)) {
        0.6
    } else if pairs().any(|(one, other)| share_name(one, other, a, b)) {
        0.5
    } else {
        0.0
    }
}

fn share_name(one: &Grounded, other: &Grounded, a: &Told<'_>, b: &Told<'_>) -> bool {
    let (one, other) = (plain(&one.name), plain(&other.name));
    let shared = one.split(' ').any(|word| word.chars().count() > 3 && other.split(' ').any(|their| their == word));
    shared || [a, b].iter().any(|told| told.origin.joins(&one, &other))
}

/// Whether it is a proper name of somebody other than a state or place, which stand for all who act for them.
fn is_named(entity: &Grounded) -> bool {
    use EntityKind as K;
    entity.id.is_some() && matches!(entity.kind, K::Person | K::Organisation | K::Group | K::Other)
}

/// Places in two states exclude each other.
fn place(a: &Told<'_>, b: &Told<'_>) -> Option<f64> {
    let place = |told: &Told<'_>| told.mention.stored.statement.place.clone();
    let Some((ours, theirs)) = place(a).zip(place(b)) else { return Some(0.5) };
    if (ours.id.is_some() && ours.id == theirs.id) || ours.name.to_lowercase() == theirs.name.to_lowercase() {
        return Some(1.0);
    }
    match ours.country.zip(theirs.country) {
        Some((ours, theirs)) if ours != theirs => None,
        _ => Some(0.3),
    }
}

/// Words in small letters, parted by single spaces.
fn plain(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}
