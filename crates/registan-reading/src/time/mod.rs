//! When: time expressions, found and normalised to EDTF against the publication date and the text.
//!
//! The words and patterns of a language stand in `knowledge/time/words-<language>.toml`. What a pattern gathers is a partial date, a shift, a
//! length or a repetition; resolving it needs the publication date, the tense of the clause and the time last spoken of.

mod calendar;
mod finder;
pub(crate) mod grammar;
mod holiday;
mod range;
mod resolve;
mod scan;
mod tense;
mod unit;

use std::ops::Range;

use registan_types::{Edtf, Span};

use crate::{Document, clause::Tree, knowledge::Knowledge};

pub(crate) use finder::covered;
pub use unit::{DayPart, TimeUnit};

/// A stretch of words that tells when, how long or how often.
#[derive(Debug, Clone, PartialEq)]
pub struct TimeExpression {
    /// Its tokens, in one sentence, as TIMEX3 delimits it: without the preposition before it.
    pub tokens: Range<usize>,
    /// Its words, with the preposition that introduces it ("in maart 2023").
    pub span: Span,
    /// What kind of expression. A length that is fixed to the calendar ("the past two years") is a date with a duration.
    pub kind: TimeKind,
    /// The period it names; `None` when there is no date to count from.
    pub edtf: Option<Edtf>,
    /// The ISO 8601 duration of a duration or the period of a set: `P3D`, `P1Y`; `PXD` where the number is indefinite.
    pub duration: Option<String>,
    /// The unit of the calendar that it names: a week, a quarter, a year.
    pub granularity: Option<TimeUnit>,
    /// An indefinite time: once, now, soon.
    pub reference: Option<Reference>,
    /// The part of the day.
    pub part: Option<DayPart>,
    /// The hour of the day, 0 to 24, and the minute if one is given.
    pub clock: Option<(u8, Option<u8>)>,
    /// The two ends of a range ("from May to June", one expression), each as it stands.
    pub ends: Vec<TimeExpression>,
}

/// The classes of TimeML's TIMEX3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TimeKind {
    /// A day, month, year, season … of the calendar.
    Date,
    /// A moment of a day.
    Time,
    /// A length.
    Duration,
    /// A repetition.
    Set,
}

/// An indefinite time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reference {
    /// Once, recently.
    Past,
    /// Now, currently.
    Present,
    /// Soon, in future.
    Future,
}

/// The time expressions of a document.
#[derive(Debug, Clone, Default)]
pub struct Times {
    /// In the order of the text.
    all: Vec<TimeExpression>,
}

impl Times {
    /// From expressions in the order of the text.
    pub fn new(all: Vec<TimeExpression>) -> Self {
        Self { all }
    }

    /// Finds the time expressions of a document.
    pub fn find(document: Document<'_>, tree: &Tree<'_>, knowledge: &Knowledge) -> Self {
        Self { all: finder::find(document, tree, knowledge) }
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &TimeExpression> {
        self.all.iter()
    }

    /// Those within a run of tokens.
    pub fn within(&self, tokens: Range<usize>) -> impl Iterator<Item = &TimeExpression> {
        let from = self.all.partition_point(|time| time.tokens.start < tokens.start);
        self.all.get(from..).unwrap_or_default().iter().take_while(move |time| time.tokens.end <= tokens.end)
    }
}
