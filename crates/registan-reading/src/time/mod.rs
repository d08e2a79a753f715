//! When: time expressions, found and normalised to EDTF against the publication date and the text.

use std::ops::Range;

use registan_types::{Edtf, Span};

use crate::{Document, clause::Tree, knowledge::Knowledge};

/// A stretch of words that tells when, how long or how often.
#[derive(Debug, Clone, PartialEq)]
pub struct TimeExpression {
    /// Its tokens, in one sentence.
    pub tokens: Range<usize>,
    /// Its words.
    pub span: Span,
    /// What kind of expression.
    pub kind: TimeKind,
    /// The period it names; `None` when there is no date to count from.
    pub edtf: Option<Edtf>,
    /// The ISO 8601 duration of a duration or the period of a set: `P3D`, `P1Y`.
    pub duration: Option<String>,
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
    pub fn find(_document: Document<'_>, _tree: &Tree<'_>, _knowledge: &Knowledge) -> Self {
        Self::default()
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
