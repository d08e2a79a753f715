//! What lists of events go by: a row for every event, and the numbers of the statements that a filter wants, by the indexes alone.

use registan_types::PloverType;
use rusqlite::types::Value;

use super::find::{Resolved, event_id, founding_day, founding_days};
use super::mention::Mention;
use super::{Event, EventId};
use crate::query::{Days, Filter, Readings, Snapshot};
use crate::storage::Faulty;
use crate::storage::choices::Choice;

/// What a list of events goes by.
#[derive(Debug)]
pub(crate) struct EventRow {
    pub(crate) id: EventId,
    /// The day it is sorted by.
    pub(crate) day: i64,
    /// The stated time of the founder.
    pub(crate) days: Days,
    pub(crate) kind: Option<PloverType>,
    /// Numbers of its statements, the founder first.
    pub(crate) members: Vec<i64>,
}

impl EventRow {
    /// Of a group.
    pub(crate) fn of(group: &Resolved) -> Self {
        let kind = group.mentions.iter().find_map(|mention| mention.stored.statement.plover.as_ref()).map(|code| code.kind);
        let members = group.mentions.iter().map(|mention| mention.stored.key).collect();
        Self { id: event_id(group), day: founding_day(group), days: founding_days(group), kind, members }
    }
}

impl Snapshot {
    /// The event that some statements make, the founder first, without the reasons of its merges.
    pub(crate) fn event_of_members(&self, keys: &[i64]) -> Faulty<Event> {
        let stored = self.statements_by_key(keys, Readings::InForce, self.limits.as_of)?;
        let mentions = stored.into_iter().map(Mention::new).collect();
        self.event(Resolved { mentions, merges: Vec::new() })
    }

    /// Numbers of the statements that a filter wants, its time aside, by the indexes alone; `None` for all.
    pub(crate) fn wanted_keys(&self, filter: &Filter) -> Faulty<Option<Vec<i64>>> {
        let named = filter.report.is_some() || filter.uri.is_some();
        let of_reports = if named { Some(self.keys_of_reports(filter)?) } else { None };
        let offered = match (self.keys_by_index(filter)?, of_reports) {
            (Some(keys), Some(mut own)) => {
                own.sort_unstable();
                Some(keys.into_iter().filter(|key| own.binary_search(key).is_ok()).collect())
            }
            (keys, own) => keys.or(own),
        };
        let (conditions, values) = conditions(filter);
        if conditions.is_empty() {
            return Ok(offered);
        }
        let db = &self.storage.db;
        let Some(keys) = offered else {
            let mut query = db.prepare_cached(&format!("SELECT s.key FROM view_statement s WHERE {conditions}"))?;
            let keys = query.query_map(rusqlite::params_from_iter(values), |row| row.get(0))?;
            return Ok(Some(keys.collect::<Result<_, _>>()?));
        };
        let mut query = db.prepare_cached(&format!("SELECT 1 FROM view_statement s WHERE {conditions} AND s.key = ?"))?;
        let mut kept = Vec::new();
        for key in keys {
            if query.exists(rusqlite::params_from_iter(values.iter().cloned().chain([Value::Integer(key)])))? {
                kept.push(key);
            }
        }
        Ok(Some(kept))
    }
}

/// What the columns of a statement's index must hold, as a condition with its values; empty when anything will do.
fn conditions(filter: &Filter) -> (String, Vec<Value>) {
    let number = |number: u8| Value::Integer(i64::from(number));
    let mut parts: Vec<&str> = Vec::new();
    let mut values = Vec::new();
    let mut must = |part, value| {
        parts.push(part);
        values.push(value);
    };
    if let Some(frame) = &filter.frame {
        must("s.frame = (SELECT key FROM log_frame WHERE name = ?)", Value::Text(frame.as_str().to_owned()));
    }
    if let Some(kind) = filter.plover {
        must("s.plover = ?", number(kind.number()));
    }
    if let Some(relation) = filter.relation {
        must("s.relation = ?", number(relation.number()));
    }
    if let Some(polarity) = filter.polarity {
        must("s.polarity = ?", number(polarity.number()));
    }
    if let Some(reality) = filter.reality {
        must("s.reality = ?", number(reality.number()));
    }
    let mut condition = parts.join(" AND ");
    if let Some(least) = filter.certainty {
        use registan_types::Certainty as C;
        let enough: Vec<String> = [C::Doubtful, C::Possible, C::Probable, C::Certain]
            .iter()
            .filter(|certainty| **certainty >= least)
            .map(|it| it.number().to_string())
            .collect();
        let part = format!("s.certainty IN ({})", enough.join(", "));
        condition = if condition.is_empty() { part } else { format!("{condition} AND {part}") };
    }
    (condition, values)
}
