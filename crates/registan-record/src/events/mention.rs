//! A statement as something that may tell of an event: who, when and where, ready to be compared.

use registan_types::{FrameName, Polarity, Reality, ReportId, Span, StatementId};
use smallvec::SmallVec;

use crate::StoredStatement;
use crate::views::{self, Head, Matters, Outline, Place as Where, day_number};

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
    pub(crate) gist: Gist,
}

/// What is compared of a statement. It follows from the statement and its report, and from the index of pairs alone.
#[derive(Debug, Clone)]
pub(crate) struct Gist {
    pub(crate) key: i64,
    /// All zero where it was made from the index and nothing hangs on it.
    pub(crate) id: StatementId,
    pub(crate) report: ReportId,
    pub(crate) report_key: i64,
    pub(crate) trigger: Span,
    pub(crate) frame: FrameName,
    pub(crate) mode: Option<Box<str>>,
    pub(crate) reciprocal: bool,
    pub(crate) polarity: Polarity,
    pub(crate) reality: Reality,
    /// Most tell none.
    pub(crate) place: Option<Box<Where>>,
    pub(crate) time: Interval,
    pub(crate) class: TimeClass,
    pub(crate) actors: Parties,
    pub(crate) recipients: Parties,
    /// Keys of what it is about.
    pub(crate) matter: Vec<i64>,
}

/// Those who take part in a role, in order, each once: mostly one.
pub(crate) type Parties = SmallVec<[Party; 1]>;

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
        Self { gist: Gist::of(&stored), stored }
    }

    /// As [`Gist::precedence`].
    pub(crate) fn precedence(&self) -> impl Ord + use<> {
        self.gist.precedence()
    }

    /// Whether neither it nor its report tells of any day.
    pub(crate) fn is_loose(&self) -> bool {
        self.gist.time.first.is_none() && self.gist.time.last.is_none() && self.stored.report.published.date().is_none()
    }
}

impl Gist {
    /// Of a statement.
    pub(crate) fn of(stored: &StoredStatement) -> Self {
        let statement = &stored.statement;
        let edtf = statement.time.as_ref().and_then(|time| time.edtf);
        let stated = edtf.map(|edtf| Interval { first: edtf.first_day().map(day_number), last: edtf.last_day().map(day_number) });
        let published = stored.report.published.date().map(|date| (day_number(date.first_day()), day_number(date.last_day())));
        let (time, class) = interval(stated, published, statement.reality);
        Self {
            key: stored.key,
            id: stored.id,
            report: stored.report.id,
            report_key: stored.report_key,
            trigger: statement.trigger.span,
            frame: statement.frame.clone(),
            mode: statement.plover.as_ref().and_then(|code| code.mode.as_deref()).map(Box::from),
            reciprocal: statement.reciprocal,
            polarity: statement.polarity,
            reality: statement.reality,
            place: statement.place.as_ref().map(|place| Box::new(Where::of(place))),
            time,
            class,
            actors: parties(statement.actors.iter().map(|filler| views::Party::of(&filler.entity))),
            recipients: parties(statement.recipients.iter().map(|filler| views::Party::of(&filler.entity))),
            matter: Matters::of(&statement.roles).compared(),
        }
    }

    /// From the index of pairs; its identity is left open.
    pub(crate) fn of_posting(head: &Head, outline: Outline, frame: FrameName) -> Self {
        let stated = outline.is_timed.then_some(Interval { first: head.first_day, last: head.last_day });
        let (time, class) = interval(stated, outline.published, head.reality);
        Self {
            key: head.statement,
            id: StatementId([0; 16]),
            report: outline.report,
            report_key: head.report,
            trigger: outline.trigger,
            frame,
            mode: outline.mode,
            reciprocal: head.reciprocal,
            polarity: head.polarity,
            reality: head.reality,
            place: outline.place.map(Box::new),
            time,
            class,
            actors: parties(outline.actors.into_iter()),
            recipients: parties(outline.recipients.into_iter()),
            matter: outline.matters.compared(),
        }
    }

    /// The fixed order in which statements are taken: precise ones first, named persons before bare states.
    pub(crate) fn precedence(&self) -> impl Ord + use<> {
        let agents = self.actors.iter().chain(&self.recipients).filter(|party| party.agent.is_some()).count();
        let first = self.time.first.unwrap_or(i64::MAX);
        (self.class, std::cmp::Reverse(agents), first, self.report, self.trigger, self.id)
    }

    /// Everybody in it, sorted: for doings that are done together.
    pub(crate) fn everybody(&self) -> SmallVec<[Party; 4]> {
        let mut all: SmallVec<[Party; 4]> = self.actors.iter().chain(&self.recipients).copied().collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// The days that a statement speaks of, and how precisely.
fn interval(stated: Option<Interval>, published: Option<(i64, i64)>, reality: Reality) -> (Interval, TimeClass) {
    match stated {
        Some(time) => (time, class(time)),
        None => implied(published, reality),
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
fn implied(published: Option<(i64, i64)>, reality: Reality) -> (Interval, TimeClass) {
    let Some((first, last)) = published else {
        return (Interval { first: None, last: None }, TimeClass::Vague);
    };
    let time = match reality {
        Reality::Actual => Interval { first: Some(first - NEWS_DAYS), last: Some(last) },
        Reality::Planned | Reality::Expected => Interval { first: Some(first), last: Some(last + PLAN_DAYS) },
        _ => Interval { first: Some(first - NEWS_DAYS), last: Some(last + PLAN_DAYS) },
    };
    (time, TimeClass::Implied)
}

fn parties(told: impl Iterator<Item = views::Party>) -> Parties {
    let mut parties: Parties = told.map(party).collect();
    parties.sort_unstable();
    parties.dedup();
    parties
}

fn party(told: views::Party) -> Party {
    let is_side_itself = told.is_state || told.side == told.entity;
    Party { side: told.side, agent: (!is_side_itself).then_some(told.entity) }
}
