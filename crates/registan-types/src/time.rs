//! The three clocks. They are three types so that none can stand in for another: when something holds
//! in the world, when it was published, and when this record learnt it.

use std::fmt;

use jiff::{Timestamp, civil::Date};

use crate::{Edtf, EdtfDate};

/// When a report was published, as precisely as it says: a day, a month, a year, or unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct PublishedAt(Option<EdtfDate>);

impl PublishedAt {
    /// Nobody says when; it stays so, and is never taken for today.
    pub const UNKNOWN: Self = Self(None);

    /// Published then.
    pub fn on(date: EdtfDate) -> Self {
        Self(Some(date))
    }

    /// The date, if it is known.
    pub fn date(self) -> Option<EdtfDate> {
        self.0
    }

    /// The day, if it is known to the day.
    pub fn day(self) -> Option<Date> {
        self.0.filter(|date| date.is_day()).map(EdtfDate::first_day)
    }
}

impl fmt::Display for PublishedAt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(date) => date.fmt(f),
            None => f.write_str("unknown"),
        }
    }
}

/// When something holds in the world: an EDTF date or interval with honest open ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ValidPeriod(pub Edtf);

impl ValidPeriod {
    /// Whether it may hold on `day`.
    pub fn covers(&self, day: Date) -> bool {
        self.0.overlaps(&Edtf::day(day))
    }
}

/// When this record learnt something: a moment of the machine's clock, handed in by the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RecordedAt(pub Timestamp);
