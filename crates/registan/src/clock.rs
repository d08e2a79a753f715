//! The only place that looks at the clock.

use registan_types::RecordedAt;

/// This moment, by the machine's clock.
#[expect(clippy::disallowed_methods, reason = "the program is what hands the moment to the layers below")]
pub(crate) fn now() -> RecordedAt {
    RecordedAt(jiff::Timestamp::now())
}
