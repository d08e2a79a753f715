//! Every event of a moment, told apart once and kept small: which statements it has, when it was, of what type it is.
//!
//! Lists of events are cut out of it a page at a time; only the events of the page are then put together.

use registan_types::PloverType;
use rusqlite::types::Value;

use super::find::{Resolved, event_id, founding_day, founding_days};
use super::mention::Mention;
use super::{Event, EventId};
use crate::RecordError;
use crate::query::{Days, Filter, Readings, Snapshot};
use crate::storage::Faulty;
use crate::storage::choices::Choice;

/// Every event of a snapshot, the latest first. About 50 bytes a statement.
#[derive(Debug, Default)]
pub struct EventIndex {
    entries: Vec<Entry>,
    /// Numbers of statements, those of one event together with its founder first.
    members: Vec<i64>,
    /// Statements with the place of their event, in the order of statements.
    places: Vec<(i64, u32)>,
}

#[derive(Debug)]
struct Entry {
    id: EventId,
    /// The day it is sorted by.
    day: i64,
    /// The stated time of the founder.
    days: Days,
    kind: Option<PloverType>,
    first: u32,
    count: u32,
}

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

impl EventIndex {
    /// How many events there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The identity and type of the event at a place.
    pub fn glance(&self, place: u32) -> Option<(EventId, Option<PloverType>)> {
        self.entries.get(place as usize).map(|entry| (entry.id, entry.kind))
    }

    /// The place of the event that a statement tells of.
    pub(crate) fn place_of(&self, statement: i64) -> Option<u32> {
        let found = self.places.binary_search_by_key(&statement, |(key, _)| *key).ok()?;
        self.places.get(found).map(|(_, place)| *place)
    }

    /// The place of the event that a statement tells of.
    pub fn place_of_statement(&self, stored: &crate::StoredStatement) -> Option<u32> {
        self.place_of(stored.key)
    }

    fn add(&mut self, row: &EventRow) {
        let first = u32::try_from(self.members.len()).unwrap_or(u32::MAX);
        self.members.extend(&row.members);
        let count = u32::try_from(row.members.len()).unwrap_or(u32::MAX);
        self.entries.push(Entry { id: row.id, day: row.day, days: row.days, kind: row.kind, first, count });
    }

    fn finish(mut self) -> Self {
        self.entries.sort_by(|a, b| b.day.cmp(&a.day).then(a.id.cmp(&b.id)));
        self.places.reserve_exact(self.members.len());
        for (place, entry) in (0u32..).zip(&self.entries) {
            let members = self.members.iter().skip(entry.first as usize).take(entry.count as usize);
            self.places.extend(members.map(|key| (*key, place)));
        }
        self.places.sort_unstable();
        self
    }
}

impl Snapshot {
    /// Tells all events apart. Takes some ten microseconds a statement; a year of them is in memory at a time.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn event_index(&self) -> Result<EventIndex, RecordError> {
        self.read(|| {
            let mut index = EventIndex::default();
            let mut seen = std::collections::HashSet::new();
            for (_, cells) in self.cells_by_year(&Filter::default())? {
                for group in self.resolve_cells(cells)? {
                    let row = EventRow::of(&group);
                    if seen.insert(row.id) {
                        index.add(&row);
                    }
                }
            }
            Ok(index.finish())
        })
    }

    /// The places of the events that `filter` wants, the latest first: the same events as [`Snapshot::events`] finds. The index must be
    /// of this snapshot's record and clocks.
    ///
    /// # Errors
    /// When the text query is wrong or the file cannot be read.
    pub fn events_in(&self, index: &EventIndex, filter: &Filter) -> Result<Vec<u32>, RecordError> {
        self.read(|| {
            let mut places: Vec<u32> = match self.wanted_keys(filter)? {
                Some(keys) => keys.into_iter().filter_map(|key| index.place_of(key)).collect(),
                None => (0..u32::try_from(index.len()).unwrap_or(u32::MAX)).collect(),
            };
            places.sort_unstable();
            places.dedup();
            places.retain(|place| index.entries.get(*place as usize).is_some_and(|entry| filter.admits_time(entry.days)));
            Ok(places)
        })
    }

    /// The event at a place, without the reasons of its merges.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn event_at(&self, index: &EventIndex, place: u32) -> Result<Option<Event>, RecordError> {
        self.read(|| {
            let Some(entry) = index.entries.get(place as usize) else { return Ok(None) };
            let keys: Vec<i64> = index.members.iter().skip(entry.first as usize).take(entry.count as usize).copied().collect();
            self.event_of_members(&keys).map(Some)
        })
    }

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
