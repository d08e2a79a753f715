//! The forms that leave the program: JSON for people's scripts, exactly as the contract has it.
//!
//! Offsets count Unicode code points. Keys stand in the contract's order; what may be null is null, lists may be empty and are
//! never null. Each thing has one file that turns it into its form; the types of the layers below know nothing of this.

mod number;

mod entity;
mod quantity;
mod statement;

mod brief;
mod conflict;
mod event;
mod state;

mod report;

mod change;
mod series;
pub(crate) mod table;

pub use brief::CARRIED;
pub use change::{ChangeForm, EventChangeForm};
pub use conflict::{ConflictForm, SideForm};
pub use entity::{AttributionForm, FillerForm, PlaceForm, SpeakerForm};
pub use event::{EventForm, OriginForm, PartyForm, PeriodForm, ReportRef, SpotForm, StatementRef};
pub use number::Number;
pub use quantity::{CasualtyForm, QuantityForm};
pub use report::{BlockForm, ReadingForm, ReportDetailForm, ReportInfoForm, SourceForm, UnreadForm};
pub use series::{PointForm, PressForm};
pub use state::StateForm;
pub use statement::{EvidenceForm, PloverForm, ReaderForm, ReportForm, RolesForm, SpanForm, StatementForm, TimeForm, TriggerForm};
pub use table::TableForm;

use registan_types::{CodePoints, Span};

/// A text with its code points counted: what every conversion needs.
#[derive(Debug, Clone)]
pub struct Words<'t> {
    text: &'t str,
    points: CodePoints<'t>,
}

impl<'t> Words<'t> {
    /// Counts the code points of `text`.
    pub fn new(text: &'t str) -> Self {
        Self { text, points: CodePoints::new(text) }
    }

    /// The words of a span with their place in code points.
    pub fn of(&self, span: Span) -> SpanForm {
        let (start, end) = self.points.of_span(span);
        SpanForm { start, end, text: span.of(self.text).to_owned() }
    }
}
