//! Reading lists, a page at a time.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{MutexGuard, PoisonError};

use registan_types::{EntityId, EntityKind, Grounded, PloverType, Sector};
use rusqlite::{Connection, OpenFlags, OptionalExtension, Row, params};

use super::order::Order;
use super::tables::{stamp, stored_stamp, type_bit};
use super::{EventPlace, EventTally, ListCounts, ListForms, ListPart, Lists, PartyCount, Standing};
use crate::events::{Event, EventId};
use crate::query::{Days, Filter, Readings, Snapshot, StatementList, StoredStatement, pair_of};
use crate::storage::choices::Choice;
use crate::storage::{Fault, Faulty, keep_plans};
use crate::views::day_number;
use crate::{Corruption, RecordError};

impl Lists {
    /// The lists in a file, if they are of this snapshot's moment, clocks and schema, and written in these forms.
    ///
    /// # Errors
    /// When the record cannot be read. A file that cannot be read holds no lists.
    pub fn open(snapshot: &Snapshot, path: &Path, forms: &ListForms<'_>) -> Result<Option<Self>, RecordError> {
        let wanted = stamp(snapshot, forms)?;
        let open = || -> Faulty<Option<Self>> {
            let db = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
            keep_plans(&db)?;
            db.execute_batch("PRAGMA cache_size = -16384; PRAGMA mmap_size = 268435456;")?;
            if stored_stamp(&db)? != wanted {
                return Ok(None);
            }
            // Nothing changes in a finished file: one look at it for all questions.
            db.execute_batch("BEGIN DEFERRED")?;
            Self::of(db, Some(path), path).map(Some).map_err(Fault::Known)
        };
        Ok(if path.exists() { open().unwrap_or(None) } else { None })
    }

    pub(super) fn of(db: Connection, path: Option<&Path>, place: &Path) -> Result<Self, RecordError> {
        let read = || -> Faulty<ListCounts> {
            let text: String = db.query_row("SELECT value FROM meta WHERE name = 'counts'", [], |row| row.get(0))?;
            let mut numbers = text.split(' ').map(|number| number.parse().unwrap_or(0));
            let mut next = || numbers.next().unwrap_or(0);
            Ok(ListCounts { statements: next(), events: next(), states: next(), contradictions: next(), conflicts: next() })
        };
        let counts = read().map_err(|fault| fault.at(place))?;
        let order = Order::read(&db).map_err(|fault| fault.at(place))?;
        Ok(Self { db: db.into(), path: path.map(Path::to_owned), counts, order })
    }

    pub(super) fn ask<T>(&self, snapshot: &Snapshot, work: impl FnOnce(&Connection) -> Faulty<T>) -> Result<T, RecordError> {
        let db: MutexGuard<'_, Connection> = self.db.lock().unwrap_or_else(PoisonError::into_inner);
        snapshot.read(|| work(&db))
    }

    /// A part of the events that a filter wants, the latest first, and how many there are. The same events as [`Snapshot::events`] finds.
    ///
    /// # Errors
    /// When the text query is wrong or a file cannot be read.
    pub fn events(&self, snapshot: &Snapshot, filter: &Filter, part: ListPart) -> Result<(Vec<EventPlace>, u64), RecordError> {
        if *filter == Filter::default() {
            let sql = "SELECT founder, kind FROM event ORDER BY day DESC, id LIMIT ?1 OFFSET ?2";
            let places = self.ask(snapshot, |db| places(db, sql, params![count(part.limit), count(part.offset)]))?;
            return Ok((places, self.counts.events));
        }
        if let Some(alone) = Alone::of(filter) {
            return self.ask(snapshot, |db| Ok((alone.events(db, part)?, alone.event_count(db)?)));
        }
        let all = self.all_events(snapshot, filter)?;
        let total = all.len() as u64;
        Ok((all.into_iter().skip(part.offset).take(part.limit).collect(), total))
    }

    /// Whether pages of what a filter wants are read as such, and need not be cut from all of it.
    pub fn has_pages_of(&self, filter: &Filter) -> bool {
        *filter == Filter::default() || Alone::of(filter).is_some()
    }

    /// All events that a filter wants, the latest first.
    ///
    /// # Errors
    /// As [`Lists::events`].
    pub fn all_events(&self, snapshot: &Snapshot, filter: &Filter) -> Result<Vec<EventPlace>, RecordError> {
        if self.has_pages_of(filter) {
            return Ok(self.events(snapshot, filter, ListPart { offset: 0, limit: usize::MAX })?.0);
        }
        let keys = snapshot.read(|| snapshot.wanted_keys(filter))?;
        self.ask(snapshot, |db| {
            let mut found: Vec<(std::cmp::Reverse<i64>, [u8; 16], EventPlace)> = Vec::new();
            let mut take = |row: &Row<'_>| -> Faulty<()> {
                if filter.admits_time(Days { first: row.get(4)?, last: row.get(5)? }) {
                    found.push((std::cmp::Reverse(row.get(2)?), row.get(3)?, place(row)?));
                }
                Ok(())
            };
            let columns = "e.founder, e.kind, e.day, e.id, e.first_day, e.last_day";
            if let Some(keys) = keys {
                let sql = format!("SELECT {columns} FROM member m JOIN event e ON e.founder = m.founder WHERE m.statement = ?1");
                let mut query = db.prepare_cached(&sql)?;
                for key in keys {
                    let mut rows = query.query([key])?;
                    rows.next()?.map_or(Ok(()), &mut take)?;
                }
            } else {
                let mut query = db.prepare_cached(&format!("SELECT {columns} FROM event e"))?;
                let mut rows = query.query([])?;
                while let Some(row) = rows.next()? {
                    take(row)?;
                }
            }
            found.sort_unstable();
            found.dedup();
            Ok(found.into_iter().map(|(.., place)| place).collect())
        })
    }

    /// An event, without the reasons of its merges.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn event(&self, snapshot: &Snapshot, place: EventPlace) -> Result<Event, RecordError> {
        let members: Vec<u8> = self.ask(snapshot, |db| {
            let mut query = db.prepare_cached("SELECT members FROM event WHERE founder = ?1")?;
            Ok(query.query_row([place.founder], |row| row.get(0))?)
        })?;
        snapshot.read(|| snapshot.event_of_members(&numbers(&members)))
    }

    /// The event that a statement tells of.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn event_of(&self, snapshot: &Snapshot, stored: &StoredStatement) -> Result<Option<(EventId, EventPlace)>, RecordError> {
        self.ask(snapshot, |db| {
            let mut query = db.prepare_cached(
                "SELECT e.founder, e.kind, e.id FROM member m JOIN event e ON e.founder = m.founder WHERE m.statement = ?1",
            )?;
            let mut rows = query.query([stored.key])?;
            let Some(row) = rows.next()? else { return Ok(None) };
            Ok(Some((EventId(row.get(2)?), place(row)?)))
        })
    }

    /// The events that a filter wants by type and by the statement of each that is nearest to being counted. Of a party or a pair, with
    /// nothing else asked, no statement is looked at.
    ///
    /// # Errors
    /// As [`Lists::events`].
    pub fn tally(&self, snapshot: &Snapshot, filter: &Filter) -> Result<Vec<EventTally>, RecordError> {
        match Alone::of(filter).filter(|alone| alone.kind.is_none()) {
            Some(alone) => self.ask(snapshot, |db| alone.tally(db)),
            None => self.tally_by_statements(snapshot, filter),
        }
    }

    fn tally_by_statements(&self, snapshot: &Snapshot, filter: &Filter) -> Result<Vec<EventTally>, RecordError> {
        let list = self.statement_list(snapshot, &Filter { from: None, until: None, ..filter.clone() })?;
        let countable = snapshot.read(|| snapshot.countable(list.keys()))?;
        let nearest = self.ask(snapshot, |db| {
            let mut query = db.prepare_cached(
                "SELECT e.founder, e.kind, e.first_day, e.last_day FROM member m JOIN event e ON e.founder = m.founder WHERE m.statement = ?1",
            )?;
            let mut nearest: BTreeMap<EventPlace, Standing> = BTreeMap::new();
            for (key, standing) in countable {
                let mut rows = query.query([key])?;
                if let Some(row) = rows.next()?
                    && filter.admits_time(Days { first: row.get(2)?, last: row.get(3)? })
                {
                    nearest.entry(place(row)?).and_modify(|nearest| *nearest = standing.min(*nearest)).or_insert(standing);
                }
            }
            Ok(nearest)
        })?;
        let mut counts: BTreeMap<(Option<PloverType>, Standing), u64> = BTreeMap::new();
        for (place, standing) in nearest {
            *counts.entry((place.kind, standing)).or_default() += 1;
        }
        Ok(counts.into_iter().map(|((kind, standing), events)| EventTally { kind, standing, events }).collect())
    }

    /// How many events there are of each PLOVER type, and without one.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn kinds(&self, snapshot: &Snapshot) -> Result<Vec<(Option<PloverType>, u64)>, RecordError> {
        self.ask(snapshot, |db| {
            let mut query = db.prepare_cached("SELECT kind, count(*) FROM event GROUP BY kind")?;
            let mut rows = query.query([])?;
            let mut kinds = Vec::new();
            while let Some(row) = rows.next()? {
                kinds.push((kind(row.get(0)?)?, row.get::<_, i64>(1)?.unsigned_abs()));
            }
            Ok(kinds)
        })
    }

    /// A part of the states, in the order of relation and parties, as they were written in brief.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn states(&self, snapshot: &Snapshot, part: ListPart) -> Result<Vec<Vec<u8>>, RecordError> {
        self.ask(snapshot, |db| bodies(db, "SELECT brief FROM state ORDER BY rank LIMIT ?1 OFFSET ?2", part))
    }

    /// A part of the states of a party or a pair, of one relation where it is given, in the order of all, as they were written in brief, and
    /// how many there are; `None` when the filter asks for more.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn states_of(&self, snapshot: &Snapshot, filter: &Filter, part: ListPart) -> Result<Option<Page>, RecordError> {
        let Some(party) = Alone::bare(&Filter { relation: None, ..filter.clone() }) else { return Ok(None) };
        let relation = filter.relation.map(Choice::number);
        self.ask(snapshot, |db| {
            let sql = "SELECT s.brief FROM party_state p JOIN state s ON s.rowid = p.state
                       WHERE p.party = ?1 AND (?2 IS NULL OR p.relation = ?2) ORDER BY p.place LIMIT ?3 OFFSET ?4";
            let mut query = db.prepare_cached(sql)?;
            let rows = query.query_map(params![party, relation, count(part.limit), count(part.offset)], |row| row.get(0))?;
            let items = rows.collect::<Result<Vec<Vec<u8>>, _>>()?;
            let mut query = db.prepare_cached("SELECT count(*) FROM party_state WHERE party = ?1 AND (?2 IS NULL OR relation = ?2)")?;
            let total: i64 = query.query_row(params![party, relation], |row| row.get(0))?;
            Ok(Some((items, total.unsigned_abs())))
        })
    }

    /// Whether states of what a filter wants are read as such, also when it asks for a relation.
    pub fn has_states_of(&self, filter: &Filter) -> bool {
        Alone::bare(&Filter { relation: None, ..filter.clone() }).is_some()
    }

    /// A part of the conflicts in which what is told of a party or a pair is contradicted, in the order of all, those that something
    /// reconciles too if they are wanted, as they were written in brief, and how many there are; `None` when the filter asks for more.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn conflicts_of(&self, snapshot: &Snapshot, filter: &Filter, explained: bool, part: ListPart) -> Result<Option<Page>, RecordError> {
        let Some(party) = Alone::bare(filter) else { return Ok(None) };
        self.ask(snapshot, |db| {
            let sql = "SELECT c.brief FROM party_conflict p JOIN conflict c ON c.rowid = p.conflict
                       WHERE p.party = ?1 AND (?2 OR NOT p.explained) ORDER BY p.place LIMIT ?3 OFFSET ?4";
            let mut query = db.prepare_cached(sql)?;
            let rows = query.query_map(params![party, explained, count(part.limit), count(part.offset)], |row| row.get(0))?;
            let items = rows.collect::<Result<Vec<Vec<u8>>, _>>()?;
            let mut query = db.prepare_cached("SELECT count(*) FROM party_conflict WHERE party = ?1 AND (?2 OR NOT explained)")?;
            let total: i64 = query.query_row(params![party, explained], |row| row.get(0))?;
            Ok(Some((items, total.unsigned_abs())))
        })
    }

    /// The state with an identity, as it was written as a whole.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn state(&self, snapshot: &Snapshot, id: crate::StateId) -> Result<Option<Vec<u8>>, RecordError> {
        self.ask(snapshot, |db| body(db, "SELECT coalesce(whole, brief) FROM state WHERE id = ?1", &id.0))
    }

    /// A part of the conflicts, the surest first, those that something reconciles last, as they were written in brief.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn conflicts(&self, snapshot: &Snapshot, part: ListPart) -> Result<Vec<Vec<u8>>, RecordError> {
        self.ask(snapshot, |db| bodies(db, "SELECT brief FROM conflict ORDER BY rank LIMIT ?1 OFFSET ?2", part))
    }

    /// The conflict with an identity, as it was written as a whole.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn conflict(&self, snapshot: &Snapshot, id: crate::ConflictId) -> Result<Option<Vec<u8>>, RecordError> {
        self.ask(snapshot, |db| body(db, "SELECT coalesce(whole, brief) FROM conflict WHERE id = ?1", &id.0))
    }

    /// A part of all statements in force, in the order of their report's address and identity and their place in it.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn statements(&self, snapshot: &Snapshot, part: ListPart) -> Result<Vec<StoredStatement>, RecordError> {
        let keys = self.ask(snapshot, |db| {
            let mut query = db.prepare_cached("SELECT key FROM statement WHERE place > ?1 ORDER BY place LIMIT ?2")?;
            let keys = query.query_map([count(part.offset), count(part.limit)], |row| row.get(0))?;
            Ok(keys.collect::<Result<Vec<i64>, _>>()?)
        })?;
        snapshot.read(|| snapshot.statements_by_key(&keys, Readings::InForce, snapshot.limits.as_of))
    }

    /// A part of the statements that a filter wants, as [`Lists::statement_list`] has them, and how many there are, where the list of all need
    /// not be gathered for it.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn statement_page(
        &self,
        snapshot: &Snapshot,
        filter: &Filter,
        part: ListPart,
    ) -> Result<Option<(Vec<StoredStatement>, u64)>, RecordError> {
        if *filter == Filter::default() {
            return Ok(Some((self.statements(snapshot, part)?, self.counts.statements)));
        }
        let alone = Alone::of(filter).filter(Alone::is_of_ever);
        alone.map_or(Ok(None), |alone| self.of_most_told(snapshot, alone.key, alone.kind, part))
    }

    /// Which statements a filter wants: the same list as [`Snapshot::statement_list`] gives, but where no times are asked for, put in order
    /// without a look at each.
    ///
    /// # Errors
    /// As [`Snapshot::statement_list`].
    pub fn statement_list(&self, snapshot: &Snapshot, filter: &Filter) -> Result<StatementList, RecordError> {
        let is_of_now = filter.from.is_none() && filter.until.is_none() && filter.readings == Readings::InForce;
        let keys = if is_of_now { snapshot.read(|| snapshot.wanted_keys(filter))? } else { None };
        keys.map_or_else(|| snapshot.statement_list(filter), |keys| Ok(StatementList::of(self.order.sorted(keys))))
    }

    /// Those who take part, the most often named first.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn parties(&self, snapshot: &Snapshot) -> Result<Vec<PartyCount>, RecordError> {
        self.ask(snapshot, |db| {
            let mut query = db.prepare_cached("SELECT id, name, kind, country, sector, statements, events FROM party ORDER BY place")?;
            let mut rows = query.query([])?;
            let mut parties = Vec::new();
            while let Some(row) = rows.next()? {
                let (statements, events): (i64, i64) = (row.get(5)?, row.get(6)?);
                parties.push(PartyCount { party: party(row)?, statements: statements.unsigned_abs(), events: events.unsigned_abs() });
            }
            Ok(parties)
        })
    }
}

/// Numbers from eight bytes each.
pub(super) fn numbers(bytes: &[u8]) -> Vec<i64> {
    bytes.as_chunks::<8>().0.iter().map(|number| i64::from_le_bytes(*number)).collect()
}

/// A number as the tables have it.
pub(super) fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Some things in writing, and how many there are in all.
type Page = (Vec<Vec<u8>>, u64);

/// A question on one party or pair.
#[derive(Debug, Clone, Copy)]
struct Alone {
    key: i64,
    kind: Option<PloverType>,
    /// Between which days, where any are given.
    from: Option<i64>,
    until: Option<i64>,
}

/// What an event's time must be, of a row of `party_event`: as [`Filter::admits_time`].
const IN_TIME: &str = "(?3 IS NULL AND ?4 IS NULL OR NOT (first_day IS NULL AND last_day IS NULL)
    AND (?3 IS NULL OR last_day IS NULL OR last_day >= ?3) AND (?4 IS NULL OR first_day IS NULL OR first_day <= ?4))";

impl Alone {
    /// What a filter asks for, when that is a party or a pair, and besides at most a type and a time.
    fn of(filter: &Filter) -> Option<Self> {
        let rest = Filter { parties: Vec::new(), plover: None, from: None, until: None, ..filter.clone() };
        if rest != Filter::default() {
            return None;
        }
        let key = match filter.parties.as_slice() {
            [party] => party.key(),
            _ => pair_of(filter)?,
        };
        Some(Self { key, kind: filter.plover, from: filter.from.map(day_number), until: filter.until.map(day_number) })
    }

    /// The party or pair, when nothing else is asked.
    fn bare(filter: &Filter) -> Option<i64> {
        Self::of(filter).filter(|alone| alone.kind.is_none() && alone.is_of_ever()).map(|alone| alone.key)
    }

    fn is_of_ever(&self) -> bool {
        self.from.is_none() && self.until.is_none()
    }

    /// A part of its events, the latest first.
    fn events(&self, db: &Connection, part: ListPart) -> Faulty<Vec<EventPlace>> {
        let sql = format!(
            "SELECT founder, kind FROM party_event WHERE party = ?1 AND (?2 = 0 OR types & ?2) AND {IN_TIME}
             ORDER BY day DESC, mark, founder LIMIT ?5 OFFSET ?6"
        );
        let types = self.kind.map_or(0, type_bit);
        places(db, &sql, params![self.key, types, self.from, self.until, count(part.limit), count(part.offset)])
    }

    fn event_count(&self, db: &Connection) -> Faulty<u64> {
        if self.is_of_ever()
            && let Some(events) = Lists::events_of_most_told(db, self.key, self.kind)?
        {
            return Ok(events);
        }
        let sql = format!("SELECT count(*) FROM party_event WHERE party = ?1 AND (?2 = 0 OR types & ?2) AND {IN_TIME}");
        let values = params![self.key, self.kind.map_or(0, type_bit), self.from, self.until];
        Ok(db.prepare_cached(&sql)?.query_row(values, |row| row.get::<_, i64>(0))?.unsigned_abs())
    }

    /// Its events by type and standing.
    fn tally(&self, db: &Connection) -> Faulty<Vec<EventTally>> {
        let sql =
            format!("SELECT kind, standing, count(*) FROM party_event WHERE party = ?1 AND ?2 = 0 AND {IN_TIME} GROUP BY kind, standing");
        let mut query = db.prepare_cached(&sql)?;
        let mut rows = query.query(params![self.key, 0, self.from, self.until])?;
        let mut tally = Vec::new();
        while let Some(row) = rows.next()? {
            let standing = Standing::of(row.get(1)?).map_err(Fault::corrupt("lists", 0))?;
            tally.push(EventTally { kind: kind(row.get(0)?)?, standing, events: row.get::<_, i64>(2)?.unsigned_abs() });
        }
        Ok(tally)
    }
}

fn places(db: &Connection, sql: &str, values: impl rusqlite::Params) -> Faulty<Vec<EventPlace>> {
    let mut query = db.prepare_cached(sql)?;
    let mut rows = query.query(values)?;
    let mut places = Vec::new();
    while let Some(row) = rows.next()? {
        places.push(place(row)?);
    }
    Ok(places)
}

fn place(row: &Row<'_>) -> Faulty<EventPlace> {
    Ok(EventPlace { founder: row.get(0)?, kind: kind(row.get(1)?)? })
}

fn kind(number: Option<u8>) -> Faulty<Option<PloverType>> {
    number.map(PloverType::of).transpose().map_err(Fault::corrupt("lists", 0))
}

fn bodies(db: &Connection, sql: &str, part: ListPart) -> Faulty<Vec<Vec<u8>>> {
    let mut query = db.prepare_cached(sql)?;
    let rows = query.query_map([count(part.limit), count(part.offset)], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn body(db: &Connection, sql: &str, id: &[u8; 16]) -> Faulty<Option<Vec<u8>>> {
    Ok(db.prepare_cached(sql)?.query_row([id.as_slice()], |row| row.get(0)).optional()?)
}

/// Somebody by the first five columns.
pub(super) fn party(row: &Row<'_>) -> Faulty<Grounded> {
    let damaged = |damage: Corruption| Fault::corrupt("lists", 0)(damage);
    let country: Option<String> = row.get(3)?;
    let country = country.map(|code| code.parse().map_err(|_| damaged(Corruption::Value("country")))).transpose()?;
    Ok(Grounded {
        id: row.get::<_, Option<String>>(0)?.map(EntityId::new),
        name: row.get(1)?,
        kind: EntityKind::of(row.get(2)?).map_err(damaged)?,
        country,
        sector: row.get::<_, Option<u8>>(4)?.map(Sector::of).transpose().map_err(damaged)?,
    })
}
