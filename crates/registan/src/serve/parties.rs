//! Who there is in a record.

use registan_types::Grounded;

/// What tells one party from another.
pub(super) fn key(party: &Grounded) -> String {
    party.id.as_ref().map_or_else(|| party.name.to_lowercase(), ToString::to_string)
}
