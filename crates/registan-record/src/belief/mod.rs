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

use registan_types::{Attribution, Certainty, Grounded, Polarity, Stance, Statement, StatementId, Voice};

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

/// The belief in what `statements` tell of; `prints` are the fingerprints of their sentences.
pub(crate) fn belief(statements: &[StoredStatement], prints: &[Option<Fingerprint>]) -> Belief {
    let mut origins: Vec<Origin> = origins(statements, prints);
    origins.sort_by(|a, b| b.support.max(b.denial).total_cmp(&a.support.max(a.denial)).then_with(|| a.name.cmp(&b.name)));
    let sum = |weight: fn(&Origin) -> f64| 1.0 - origins.iter().map(|origin| 1.0 - weight(origin)).product::<f64>();
    let (support, denial) = (sum(|origin| origin.support), sum(|origin| origin.denial));
    Belief { value: support * (1.0 - denial), support, denial, origins }
}

fn origins(statements: &[StoredStatement], prints: &[Option<Fingerprint>]) -> Vec<Origin> {
    let mut group: Vec<usize> = (0..statements.len()).collect();
    let mut by_source: HashMap<(OriginKind, i64, &str), usize> = HashMap::new();
    for (place, stored) in statements.iter().enumerate() {
        let first = *by_source.entry(source(stored)).or_insert(place);
        unite(&mut group, first, place);
    }
    for (place, print) in prints.iter().enumerate() {
        let alike = |other: &usize| prints.get(*other).copied().flatten().zip(*print).is_some_and(|(a, b)| a.is_like(&b));
        if let Some(other) = (0..place).find(alike) {
            unite(&mut group, other, place);
        }
    }
    let mut members: BTreeMap<usize, Vec<&StoredStatement>> = BTreeMap::new();
    for (place, stored) in statements.iter().enumerate() {
        members.entry(root(&group, place)).or_default().push(stored);
    }
    members.values().map(|members| origin(members)).collect()
}

fn origin(members: &[&StoredStatement]) -> Origin {
    let heaviest = |polarity: Polarity| {
        let said = members.iter().map(|stored| &stored.statement).filter(|statement| statement.polarity == polarity);
        said.map(weight).fold(0.0, f64::max)
    };
    // The most telling name: a voice before a publisher before a report, then in the order of letters.
    let named = members.iter().map(|stored| (source(stored).0, name(stored))).min();
    let (kind, name) = named.unwrap_or((OriginKind::Report, String::new()));
    let statements = members.iter().map(|stored| stored.id).collect();
    Origin { name, kind, support: heaviest(Polarity::Affirmed), denial: heaviest(Polarity::Denied), statements }
}

/// What a statement rests on.
fn source(stored: &StoredStatement) -> (OriginKind, i64, &str) {
    match (innermost_voice(&stored.statement), &stored.report.source.publisher) {
        (Some(entity), _) => (OriginKind::Voice, entity_key(entity), ""),
        (None, Some(publisher)) => (OriginKind::Publisher, 0, publisher),
        (None, None) => (OriginKind::Report, 0, &stored.report.source.uri),
    }
}

fn name(stored: &StoredStatement) -> String {
    match innermost_voice(&stored.statement) {
        Some(entity) => entity.name.clone(),
        None => stored.report.source.publisher.clone().unwrap_or_else(|| stored.report.source.uri.clone()),
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
