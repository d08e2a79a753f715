//! What a question is about.

use jiff::civil::Date;
use registan_types::{Certainty, FrameName, PloverType, Polarity, Reality, Relation, ReportId, Statement};

use crate::PartyRef;
use crate::views::{day_number, participants, voices};

/// Which statements are wanted. The default wants all; what is set must all be met.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Filter {
    /// Of this report.
    pub report: Option<ReportId>,
    /// Of the report found at this address (any of its sources), or whose address ends in `/` and this.
    pub uri: Option<String>,
    /// Each of these takes part, as actor or recipient.
    pub parties: Vec<PartyRef>,
    /// With this frame.
    pub frame: Option<FrameName>,
    /// Of this event type.
    pub plover: Option<PloverType>,
    /// With this relation.
    pub relation: Option<Relation>,
    /// Whose time may reach this day or a later one.
    pub from: Option<Date>,
    /// Whose time may reach this day or an earlier one.
    pub until: Option<Date>,
    /// At this place, or in this state.
    pub place: Option<PartyRef>,
    /// On this voice's word.
    pub voice: Option<PartyRef>,
    /// Affirmed or denied.
    pub polarity: Option<Polarity>,
    /// Real in this way.
    pub reality: Option<Reality>,
    /// At least so certain.
    pub certainty: Option<Certainty>,
    /// In a part of a report that full-text search finds with these words (FTS5's query language).
    pub text: Option<String>,
    /// Which readings count.
    pub readings: Readings,
}

/// Which readings of a report count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Readings {
    /// The latest, of reports that are neither corrected nor retracted.
    #[default]
    InForce,
    /// Former ones too, and those of corrected and retracted reports.
    All,
}

/// A time in days, as the tables hold it; `None` is open, or not stated when both are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Days {
    pub(crate) first: Option<i64>,
    pub(crate) last: Option<i64>,
}

impl Filter {
    /// Whether a statement's content is wanted. Report, text and time are the index's business.
    pub(crate) fn admits(&self, statement: &Statement) -> bool {
        self.parties.iter().all(|party| participants(statement).any(|entity| party.names(entity)))
            && self.frame.as_ref().is_none_or(|frame| *frame == statement.frame)
            && self.plover.is_none_or(|kind| statement.plover.as_ref().is_some_and(|code| code.kind == kind))
            && self.relation.is_none_or(|relation| statement.relation == Some(relation))
            && self.place.as_ref().is_none_or(|place| statement.place.as_ref().is_some_and(|it| place.names_place(it)))
            && self.voice.as_ref().is_none_or(|voice| voices(&statement.attribution).any(|entity| voice.names(entity)))
            && self.polarity.is_none_or(|polarity| statement.polarity == polarity)
            && self.reality.is_none_or(|reality| statement.reality == reality)
            && self.certainty.is_none_or(|certainty| statement.certainty >= certainty)
    }

    /// Whether a time may lie between `from` and `until`; one that is not stated does when neither is asked.
    pub(crate) fn admits_time(&self, days: Days) -> bool {
        if self.from.is_none() && self.until.is_none() {
            return true;
        }
        if days.first.is_none() && days.last.is_none() {
            return false;
        }
        let reaches_from = self.from.is_none_or(|from| days.last.is_none_or(|last| last >= day_number(from)));
        let reaches_until = self.until.is_none_or(|until| days.first.is_none_or(|first| first <= day_number(until)));
        reaches_from && reaches_until
    }
}
