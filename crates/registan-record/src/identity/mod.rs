//! What counts as the same: keys of entities and pairs for the indexes, near-identical passages, reports on one matter.

mod keys;
mod lead;
mod passage;

pub use keys::PartyRef;
pub(crate) use keys::{EntityKeys, entity_key, is_of_one_report, pair_key, place_keys, side_key};
pub(crate) use lead::Telling;
pub(crate) use passage::{Fingerprint, fingerprint};
