//! A statement as something that may tell of an event: who, when and where, ready to be compared.

use registan_types::{EntityKind, Filler, Grounded, PublishedAt, Reality};

use crate::StoredStatement;
use crate::identity::{entity_key, side_key};
use crate::views::day_number;

/// A stretch of days, both ends included; `None` is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Interval {
    pub(crate) first: Option<i64>,
    pub(crate) last: Option<i64>,
}

impl Interval {
    pub(crate) fn overlaps(self, other: Self) -> bool {
        let before = |first: Option<i64>, last: Option<i64>| first.zip(last).is_none_or(|(first, last)| first <= last);
        before(self.first, other.last) && before(other.first, self.last)
    }

    pub(crate) fn meet(self, other: Self) -> Self {
        let later = |a: Option<i64>, b: Option<i64>| a.max(b);
        let earlier = |a: Option<i64>, b: Option<i64>| match (a, b) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        Self { first: later(self.first, other.first), last: earlier(self.last, other.last) }
    }

    /// Days covered, if both ends are known.
    pub(crate) fn days(self) -> Option<i64> {
        self.first.zip(self.last).map(|(first, last)| last - first + 1)
    }
}

/// How precisely a time is told, the most precise first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum TimeClass {
    Day,
    Month,
    Year,
    /// Nothing is said: it follows from the publication.
    Implied,
    /// Open, longer than a year, or nothing is known at all.
    Vague,
}

/// A statement ready to be compared.
#[derive(Debug, Clone)]
pub(crate) struct Mention {
    pub(crate) stored: StoredStatement,
    pub(crate) time: Interval,
    pub(crate) class: TimeClass,
    pub(crate) actors: Vec<Party>,
    pub(crate) recipients: Vec<Party>,
    /// Keys of what it is about.
    pub(crate) matter: Vec<i64>,
}

/// One who takes part: the side, and within the side who it is when that is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Party {
    pub(crate) side: i64,
    /// The key of a person or body that acts for the side; `None` for the side itself.
    pub(crate) agent: Option<i64>,
}

/// How many days before its publication something that "happened" is looked for.
const NEWS_DAYS: i64 = 7;
/// How many days after its publication something planned is looked for.
const PLAN_DAYS: i64 = 92;

impl Mention {
    pub(crate) fn new(stored: StoredStatement) -> Self {
        let statement = &stored.statement;
        let stated = statement.time.as_ref().and_then(|time| time.edtf);
        let (time, class) = match stated {
            Some(edtf) => {
                let time = Interval { first: edtf.first_day().map(day_number), last: edtf.last_day().map(day_number) };
                (time, class(time))
            }
            None => implied(stored.report.published, statement.reality),
        };
        let roles = &statement.roles;
        let mut matter: Vec<i64> =
            [&roles.topic, &roles.goods, &roles.office].into_iter().flatten().map(|filler| entity_key(&filler.entity)).collect();
        matter.sort_unstable();
        matter.dedup();
        Self { time, class, actors: parties(&statement.actors), recipients: parties(&statement.recipients), matter, stored }
    }

    /// The fixed order in which statements are taken: precise ones first, named persons before bare states.
    pub(crate) fn precedence(&self) -> impl Ord + use<> {
        let agents = self.actors.iter().chain(&self.recipients).filter(|party| party.agent.is_some()).count();
        let first = self.time.first.unwrap_or(i64::MAX);
        (self.class, std::cmp::Reverse(agents), first, self.stored.report.id, self.stored.statement.trigger.span, self.stored.id)
    }

    /// Whether neither it nor its report tells of any day.
    pub(crate) fn is_loose(&self) -> bool {
        self.time.first.is_none() && self.time.last.is_none() && self.stored.report.published.date().is_none()
    }

    /// Everybody in it, sorted: for doings that are done together.
    pub(crate) fn everybody(&self) -> Vec<Party> {
        let mut all: Vec<Party> = self.actors.iter().chain(&self.recipients).copied().collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

fn class(time: Interval) -> TimeClass {
    match time.days() {
        Some(..=2) => TimeClass::Day,
        Some(..=31) => TimeClass::Month,
        Some(..=366) => TimeClass::Year,
        _ => TimeClass::Vague,
    }
}

/// When something without a stated time happens: shortly before it is told, or, planned, some time after.
fn implied(published: PublishedAt, reality: Reality) -> (Interval, TimeClass) {
    let Some(date) = published.date() else {
        return (Interval { first: None, last: None }, TimeClass::Vague);
    };
    let (first, last) = (day_number(date.first_day()), day_number(date.last_day()));
    let time = match reality {
        Reality::Actual => Interval { first: Some(first - NEWS_DAYS), last: Some(last) },
        Reality::Planned | Reality::Expected => Interval { first: Some(first), last: Some(last + PLAN_DAYS) },
        _ => Interval { first: Some(first - NEWS_DAYS), last: Some(last + PLAN_DAYS) },
    };
    (time, TimeClass::Implied)
}

fn parties(fillers: &[Filler]) -> Vec<Party> {
    let mut parties: Vec<Party> = fillers.iter().map(|filler| party(&filler.entity)).collect();
    parties.sort_unstable();
    parties.dedup();
    parties
}

fn party(entity: &Grounded) -> Party {
    let is_side_itself = entity.kind == EntityKind::State || side_key(entity) == entity_key(entity);
    Party { side: side_key(entity), agent: (!is_side_itself).then(|| entity_key(entity)) }
}
