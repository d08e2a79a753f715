//! What the world is known to hold: entities with their names, offices, memberships, happenings.

use registan_language::Language;

use crate::mention::Referent;

/// Everything known, compiled from `knowledge/`.
#[derive(Debug, Clone, Default)]
pub struct Knowledge {}

impl Knowledge {
    /// What the first part of a compound names: a state, body or good ("Taiwan" in "Taiwan-beleid", "wapen" in "wapenaankoop").
    pub fn part(&self, _language: Language, _part: &str) -> Option<Referent> {
        None
    }
}
