//! How far to believe what several statements say: by independent origins, never by the number of copies.
//!
//! **Origins.** Statements have one origin when they rest on the same named voice (the innermost of the chain:
//! five papers that quote one spokesman, or one agency, are one origin); without a named voice, when they come from the
//! same publisher (or, of unknown publishers, the same report); and in any case when their sentences are
//! near-identical, since wire copy is often printed without its source.
//!
//! **Weight of a statement** = certainty (certain 0.9, probable 0.6, possible 0.3, doubtful 0.1) × stance of the
//! innermost voice (asserts 1, reports 0.95, doubts 0.3, denies 1, for then the statement itself is a denial)
//! × the reader's confidence.
//!
//! **Weight of an origin** = its heaviest statement, for and against apart: repetition adds nothing.
//!
//! **Support** = 1 − ∏ (1 − weight) over origins that affirm; **denial** the same over those that deny.
//! **Belief** = support × (1 − denial).

use std::collections::{BTreeMap, HashMap};

use registan_types::{Attribution, Certainty, Grounded, Stance, Statement, StatementId, Voice};

use crate::StoredStatement;
use crate::identity::{Fingerprint, entity_key};

/// How far to believe something, with what it rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct Belief {
    /// Support times what denial leaves, 0 to 1.
    pub value: f64,
    /// How strongly independent origins affirm it, 0 to 1.
    pub support: f64,
    /// How strongly independent origins deny it, 0 to 1.
    pub denial: f64,
    /// The origins, the strongest first.
    pub origins: Vec<Origin>,
}

/// Statements that are one voice in the count.
#[derive(Debug, Clone, PartialEq)]
pub struct Origin {
    /// Whose word it is: a voice's name, a publisher, or a report's address.
    pub name: String,
    /// What they have in common.
    pub kind: OriginKind,
    /// Weight for, 0 to 1.
    pub support: f64,
    /// Weight against, 0 to 1.
    pub denial: f64,
    /// The statements, by identity.
    pub statements: Vec<StatementId>,
}

/// What makes statements one origin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum OriginKind {
    /// The same voice in the text.
    Voice,
    /// The same newspaper, agency or site.
    Publisher,
    /// The same report, of an unknown publisher.
    Report,
}

/// A statement as one that speaks for or against something, with the fingerprint of its sentence.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Vote<'s> {
    pub(crate) stored: &'s StoredStatement,
    pub(crate) print: Option<Fingerprint>,
    pub(crate) against: bool,
}

/// The belief in what statements vote on. They come in the order of report and place.
pub(crate) fn belief(votes: &[Vote<'_>]) -> Belief {
    let mut origins: Vec<Origin> = origins(votes);
    origins.sort_by(|a, b| b.support.max(b.denial).total_cmp(&a.support.max(a.denial)).then_with(|| a.name.cmp(&b.name)));
    let sum = |weight: fn(&Origin) -> f64| 1.0 - origins.iter().map(|origin| 1.0 - weight(origin)).product::<f64>();
    let (support, denial) = (sum(|origin| origin.support), sum(|origin| origin.denial));
    Belief { value: support * (1.0 - denial), support, denial, origins }
}

fn origins(votes: &[Vote<'_>]) -> Vec<Origin> {
    let mut group: Vec<usize> = (0..votes.len()).collect();
    let mut by_source: HashMap<(OriginKind, i64, &str), usize> = HashMap::new();
    for (place, vote) in votes.iter().enumerate() {
        let first = *by_source.entry(source(vote.stored)).or_insert(place);
        unite(&mut group, first, place);
    }
    // Prints by band: near-identical ones share a band, so that few are compared.
    let mut by_band: HashMap<i64, Vec<usize>> = HashMap::new();
    for (place, vote) in votes.iter().enumerate() {
        let Some(print) = &vote.print else { continue };
        for band in print.bands() {
            let alike = |other: &usize| votes.get(*other).and_then(|vote| vote.print.as_ref()).is_some_and(|other| other.is_like(print));
            let former = by_band.entry(band).or_default();
            if let Some(other) = former.iter().copied().find(alike) {
                unite(&mut group, other, place);
            }
            former.push(place);
        }
    }
    let mut members: BTreeMap<usize, Vec<Vote<'_>>> = BTreeMap::new();
    for (place, vote) in votes.iter().enumerate() {
        members.entry(root(&group, place)).or_default().push(*vote);
    }
    members.values().map(|members| origin(members)).collect()
}

fn origin(members: &[Vote<'_>]) -> Origin {
    let heaviest = |against: bool| {
        let said = members.iter().filter(|vote| vote.against == against);
        said.map(|vote| weight(&vote.stored.statement)).fold(0.0, f64::max)
    };
    // The most telling name: a voice before a publisher before a report, then in the order of letters.
    let named = members.iter().map(|vote| (source(vote.stored).0, name(vote.stored))).min();
    let (kind, name) = named.unwrap_or((OriginKind::Report, ""));
    let statements = members.iter().map(|vote| vote.stored.id).collect();
    Origin { name: name.to_owned(), kind, support: heaviest(false), denial: heaviest(true), statements }
}

/// What a statement rests on.
fn source(stored: &StoredStatement) -> (OriginKind, i64, &str) {
    match (innermost_voice(&stored.statement), &stored.report.source.publisher) {
        (Some(entity), _) => (OriginKind::Voice, entity_key(entity), ""),
        (None, Some(publisher)) => (OriginKind::Publisher, 0, publisher),
        (None, None) => (OriginKind::Report, 0, &stored.report.source.uri),
    }
}

fn name(stored: &StoredStatement) -> &str {
    match innermost_voice(&stored.statement) {
        Some(entity) => &entity.name,
        None => stored.report.source.publisher.as_deref().unwrap_or(&stored.report.source.uri),
    }
}

/// The innermost voice that has a name.
pub(crate) fn innermost_voice(statement: &Statement) -> Option<&Grounded> {
    statement.attribution.iter().rev().find_map(|link| match &link.voice {
        Voice::Source { entity, .. } => entity.as_ref(),
        Voice::Author => None,
    })
}

fn weight(statement: &Statement) -> f64 {
    let certainty = match statement.certainty {
        Certainty::Certain => 0.9,
        Certainty::Probable => 0.6,
        Certainty::Possible => 0.3,
        Certainty::Doubtful => 0.1,
    };
    let stance = match statement.attribution.last().map(|link: &Attribution| link.stance) {
        Some(Stance::Asserts | Stance::Denies) | None => 1.0,
        Some(Stance::Reports) => 0.95,
        Some(Stance::Doubts) => 0.3,
    };
    certainty * stance * f64::from(statement.confidence).clamp(0.0, 1.0)
}

fn root(group: &[usize], mut place: usize) -> usize {
    while let Some(&next) = group.get(place).filter(|next| **next != place) {
        place = next;
    }
    place
}

/// Unites two groups; the smaller number leads, so that the outcome does not hang on the order of uniting.
fn unite(group: &mut [usize], a: usize, b: usize) {
    let (a, b) = (root(group, a), root(group, b));
    if let Some(leader) = group.get_mut(a.max(b)) {
        *leader = a.min(b);
    }
}
