//! Making lists: one pass over states, one over events, little in memory at a time.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fs;
use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;
use registan_types::Grounded;
use rusqlite::{Connection, OpenFlags, params};

use super::order::Order;
use super::standing::Countable;
use super::tables::{INDEXES, TABLES, mark, stamp, type_bit};
use super::told::MostTold;
use super::{ListCounts, ListForms, Lists, Standing};
use crate::RecordError;
use crate::conflicts::{Alike, Conflict, Contested, alike_in_place, alike_in_time, other_doers, slip};
use crate::events::{CellId, Event, EventId, EventRow};
use crate::identity::entity_key;
use crate::query::{Filter, Readings, ReportInfo, Snapshot, StoredStatement};
use crate::states::{State, state_rank};
use crate::storage::choices::Choice;
use crate::storage::{Faulty, keep_plans};
use crate::views::{NO_DAY, participants, party_and_pair_keys};

/// So many cells are told apart together.
const CELLS: usize = 512;
/// What no day is known of hangs together, and is told apart in larger parts.
const LOOSE_CELLS: usize = 1 << 15;
/// So many statements are read together.
const STATEMENTS: usize = 4096;

impl Lists {
    /// Makes the lists of a snapshot: in the file at `home`, taking the place of what was there, or without `home`, and where that
    /// cannot be written, in a file without a name. Takes some 40 microseconds a statement.
    ///
    /// # Errors
    /// When the record cannot be read, or nothing can be written anywhere.
    pub fn make(snapshot: &Snapshot, home: Option<&Path>, forms: &ListForms<'_>) -> Result<Self, RecordError> {
        if let Some(home) = home {
            let draft = Self::draft_of(home);
            // What a process that was killed has left.
            let _ = fs::remove_file(&draft);
            let made = Connection::open_with_flags(&draft, OpenFlags::default()).is_ok_and(|db| fill(db, snapshot, forms).is_ok());
            let found = if made && fs::rename(&draft, home).is_ok() { Self::open(snapshot, home, forms)? } else { None };
            if let Some(lists) = found {
                return Ok(lists);
            }
            let _ = fs::remove_file(&draft);
        }
        // SQLite's own name for a file that nobody else sees.
        let db = Connection::open("").map_err(|error| RecordError::of(&snapshot.storage.path, error))?;
        Self::of(fill(db, snapshot, forms)?, None, &snapshot.storage.path)
    }
}

fn fill(db: Connection, snapshot: &Snapshot, forms: &ListForms<'_>) -> Result<Connection, RecordError> {
    let stamp = stamp(snapshot, forms)?;
    snapshot.read(|| {
        keep_plans(&db)?;
        db.execute_batch(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536; PRAGMA temp_store = FILE; BEGIN;",
        )?;
        db.set_prepared_statement_cache_capacity(32);
        db.execute_batch(TABLES)?;
        let mut maker = Maker::new(&db, snapshot, forms)?;
        maker.states()?;
        maker.events()?;
        maker.conflicts_between()?;
        maker.others()?;
        maker.finish(&stamp)?;
        db.execute_batch("COMMIT")?;
        Ok(())
    })?;
    Ok(db)
}

/// Who takes part, so far.
struct Taking {
    party: Grounded,
    /// The first statement in the order of report and place.
    first: (Arc<ReportInfo>, i64),
    statements: u64,
    events: u64,
}

struct Maker<'m> {
    db: &'m Connection,
    snapshot: &'m Snapshot,
    forms: &'m ListForms<'m>,
    counts: ListCounts,
    /// Events that were met.
    seen: HashSet<EventId>,
    /// Statements that tell of events.
    told: HashSet<i64>,
    parties: HashMap<i64, Taking>,
    most_told: MostTold,
    contested: Contested,
    /// Events that may be one, told of with another day, or with other doers.
    in_time: HashMap<Alike, Vec<(Date, EventId, i64)>>,
    in_place: HashMap<Alike, Vec<(String, EventId, i64)>>,
}

impl<'m> Maker<'m> {
    fn new(db: &'m Connection, snapshot: &'m Snapshot, forms: &'m ListForms<'m>) -> Faulty<Self> {
        let (counts, seen, told, parties, contested, in_time, in_place) = Default::default();
        let most_told = MostTold::find(snapshot)?;
        Ok(Self { db, snapshot, forms, counts, seen, told, parties, most_told, contested, in_time, in_place })
    }

    fn states(&mut self) -> Faulty<()> {
        let snapshot = self.snapshot;
        snapshot.each_state(|state, named| self.state(&state, named))
    }

    fn state(&mut self, state: &State, named: &BTreeSet<i64>) -> Faulty<()> {
        self.counts.states += 1;
        let listed = (self.forms.state)(state);
        self.db.prepare_cached("INSERT INTO state VALUES (?1, ?2, ?3, ?4)")?.execute(params![
            state.outline.id.0.as_slice(),
            state_rank(&state.outline),
            listed.brief,
            listed.whole
        ])?;
        let (row, relation) = (self.db.last_insert_rowid(), state.outline.relation.number());
        let mut stage = self.db.prepare_cached("INSERT INTO staged_state VALUES (?1, ?2, ?3)")?;
        for party in named {
            stage.execute(params![party, row, relation])?;
        }
        for conflict in crate::conflicts::within_state(state) {
            self.contested.note(&conflict);
            self.conflict(&conflict)?;
        }
        Ok(())
    }

    fn conflict(&mut self, conflict: &Conflict) -> Faulty<()> {
        self.counts.conflicts += 1;
        self.counts.contradictions += u64::from(conflict.explanation.is_none());
        let listed = (self.forms.conflict)(conflict);
        self.db.prepare_cached("INSERT INTO conflict VALUES (?1, ?2, ?3, ?4)")?.execute(params![
            conflict.id.0.as_slice(),
            crate::conflicts::rank(conflict),
            listed.brief,
            listed.whole
        ])?;
        let row = self.db.last_insert_rowid();
        let statements = conflict.sides.iter().flat_map(|side| &side.statements);
        let named: BTreeSet<i64> = statements.flat_map(|stored| party_and_pair_keys(&stored.statement)).collect();
        let mut stage = self.db.prepare_cached("INSERT INTO staged_conflict VALUES (?1, ?2, ?3)")?;
        for party in named {
            stage.execute(params![party, row, conflict.explanation.is_some()])?;
        }
        Ok(())
    }

    fn events(&mut self) -> Faulty<()> {
        for (year, cells) in self.snapshot.cells_by_year(&Filter::default())? {
            let most = if year == NO_DAY { LOOSE_CELLS } else { CELLS };
            // All families of one year and sides stand together, and are looked up together.
            let mut part: Vec<CellId> = Vec::new();
            for cell in cells {
                if part.len() >= most && part.last().is_some_and(|last| last.sides != cell.sides) {
                    self.cells(std::mem::take(&mut part))?;
                }
                part.push(cell);
            }
            self.cells(part)?;
        }
        Ok(())
    }

    fn cells(&mut self, cells: Vec<CellId>) -> Faulty<()> {
        for group in self.snapshot.resolve_cells(cells)? {
            let row = EventRow::of(&group);
            if self.seen.insert(row.id) {
                let event = self.snapshot.event(group)?;
                self.event(&row, &event)?;
            }
        }
        Ok(())
    }

    fn event(&mut self, row: &EventRow, event: &Event) -> Faulty<()> {
        self.counts.events += 1;
        let Some(founder) = row.members.first().copied() else { return Ok(()) };
        let kind = row.kind.map(Choice::number);
        let members: Vec<u8> = row.members.iter().flat_map(|key| key.to_le_bytes()).collect();
        self.db.prepare_cached("INSERT INTO event VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?.execute(params![
            founder,
            row.id.0.as_slice(),
            row.day,
            row.days.first,
            row.days.last,
            kind,
            members
        ])?;
        let mut stage = self.db.prepare_cached("INSERT INTO staged_member VALUES (?1, ?2)")?;
        for key in &row.members {
            stage.execute([*key, founder])?;
        }
        let mut roles: BTreeMap<i64, (i64, Standing)> = BTreeMap::new();
        let mut takers: BTreeSet<i64> = BTreeSet::new();
        for stored in &event.statements {
            let kind = stored.statement.plover.as_ref().map_or(0, |code| type_bit(code.kind));
            let standing = Countable::of(stored).standing();
            for key in party_and_pair_keys(&stored.statement) {
                let (kinds, nearest) = roles.entry(key).or_insert((0, standing));
                (*kinds, *nearest) = (*kinds | kind, standing.min(*nearest));
            }
            // One that no day is known of may be told with two events, and is still one statement.
            let is_new = self.told.insert(stored.key);
            takers.extend(self.take_part(stored, is_new));
        }
        let mut stage = self.db.prepare_cached("INSERT INTO staged_party VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")?;
        for (party, (types, standing)) in roles {
            let standing = standing.number();
            stage.execute(params![party, row.day, mark(row.id), founder, kind, types, standing, row.days.first, row.days.last])?;
            self.most_told.event(party, types);
        }
        for taker in takers {
            self.parties.entry(taker).and_modify(|taking| taking.events += 1);
        }
        self.event_conflicts(event, founder)
    }

    fn event_conflicts(&mut self, event: &Event, founder: i64) -> Faulty<()> {
        for conflict in event.conflicts() {
            // A denial that is both an event's and a state's is told once, on the state.
            if !self.contested.tells(&conflict) {
                self.conflict(&conflict)?;
            }
        }
        if let Some((alike, day)) = alike_in_time(event) {
            self.in_time.entry(alike).or_default().push((day, event.id, founder));
        }
        if let Some((alike, doers)) = alike_in_place(event) {
            self.in_place.entry(alike).or_default().push((doers, event.id, founder));
        }
        Ok(())
    }

    /// Counts those who take part in a statement, if it is new; returns their keys.
    fn take_part(&mut self, stored: &StoredStatement, is_new: bool) -> BTreeSet<i64> {
        self.counts.statements += u64::from(is_new);
        if is_new {
            self.most_told.statement(&stored.statement);
        }
        let mut keys = BTreeSet::new();
        for entity in participants(&stored.statement) {
            let key = entity_key(entity);
            if !keys.insert(key) {
                continue;
            }
            let first = || (Arc::clone(&stored.report), stored.key);
            let taking =
                self.parties.entry(key).or_insert_with(|| Taking { party: entity.clone(), first: first(), statements: 0, events: 0 });
            taking.statements += u64::from(is_new);
            let place = |report: &ReportInfo| (report.source.uri.clone(), report.id);
            let (known, known_key) = &taking.first;
            let is_earlier = if known.id == stored.report.id { stored.key < *known_key } else { place(&stored.report) < place(known) };
            if is_earlier {
                (taking.party, taking.first) = (entity.clone(), first());
            }
        }
        keys
    }

    fn conflicts_between(&mut self) -> Faulty<()> {
        for mut group in std::mem::take(&mut self.in_time).into_values() {
            group.sort_unstable();
            for pair in group.windows(2) {
                if let [(earlier, _, a), (later, _, b)] = pair
                    && crate::conflicts::may_slip(*earlier, *later)
                {
                    let (a, b) = (self.event_at(*a)?, self.event_at(*b)?);
                    slip((*earlier, &a), (*later, &b)).map_or(Ok(()), |conflict| self.conflict(&conflict))?;
                }
            }
        }
        for mut group in std::mem::take(&mut self.in_place).into_values() {
            group.sort_unstable();
            for pair in group.windows(2) {
                if let [(_, _, a), (_, _, b)] = pair {
                    let (a, b) = (self.event_at(*a)?, self.event_at(*b)?);
                    other_doers(&a, &b).map_or(Ok(()), |conflict| self.conflict(&conflict))?;
                }
            }
        }
        Ok(())
    }

    fn event_at(&self, founder: i64) -> Faulty<Event> {
        let mut query = self.db.prepare_cached("SELECT members FROM event WHERE founder = ?1")?;
        let members: Vec<u8> = query.query_row([founder], |row| row.get(0))?;
        self.snapshot.event_of_members(&super::read::numbers(&members))
    }

    /// Statements that tell of no event: those who take part in them count too.
    fn others(&mut self) -> Faulty<()> {
        let mut query = self.snapshot.storage.db.prepare("SELECT key FROM view_statement")?;
        let mut rows = query.query([])?;
        let mut keys: Vec<i64> = Vec::new();
        while let Some(row) = rows.next()? {
            let key = row.get(0)?;
            if !self.told.contains(&key) {
                keys.push(key);
            }
        }
        for part in keys.chunks(STATEMENTS) {
            for stored in self.snapshot.statements_by_key(part, Readings::InForce, self.snapshot.limits.as_of)? {
                self.take_part(&stored, true);
            }
        }
        Ok(())
    }

    fn finish(&mut self, stamp: &str) -> Faulty<()> {
        let mut parties: Vec<Taking> = std::mem::take(&mut self.parties).into_values().collect();
        let name = |party: &Grounded| party.id.as_ref().map_or_else(|| party.name.to_lowercase(), ToString::to_string);
        parties.sort_by_cached_key(|taking| (std::cmp::Reverse(taking.statements), name(&taking.party)));
        let mut insert = self
            .db
            .prepare("INSERT INTO party (id, name, kind, country, sector, statements, events) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?;
        let mut places: HashMap<i64, i64> = HashMap::new();
        for Taking { party, statements, events, .. } in parties {
            insert.execute(params![
                party.id.as_ref().map(|id| id.as_str()),
                party.name,
                party.kind.number(),
                party.country.as_ref().map(|country| country.as_str()),
                party.sector.map(Choice::number),
                statements.cast_signed(),
                events.cast_signed()
            ])?;
            places.insert(entity_key(&party), self.db.last_insert_rowid());
        }
        let mut insert = self.db.prepare("INSERT INTO statement (key) VALUES (?1)")?;
        let keys = self.snapshot.all_in_order(&Filter::default())?;
        for key in &keys {
            insert.execute([key])?;
        }
        std::mem::take(&mut self.most_told).write(self.db, self.snapshot, &Order::of(keys), &places)?;
        self.db.execute_batch(INDEXES)?;
        let counts = self.counts;
        let amounts = [counts.statements, counts.events, counts.states, counts.contradictions, counts.conflicts];
        let amounts: Vec<String> = amounts.iter().map(u64::to_string).collect();
        for (name, value) in [("counts", amounts.join(" ").as_str()), ("stamp", stamp)] {
            self.db.execute("INSERT INTO meta VALUES (?1, ?2)", params![name, value])?;
        }
        Ok(())
    }
}
