//! Those most told: whose statements are too many to be gathered when somebody asks for them.
//!
//! Of each of them the places of its statements in the order of all are kept, packed, also by type, and what a dossier
//! counts. What is told of others is few, and found by the record's indexes when it is asked for.

use std::cmp::Reverse;
use std::collections::HashMap;

use registan_types::{Grounded, PloverType, Statement};
use rusqlite::{Connection, OptionalExtension, params};

use super::order::Order;
use super::read::{count, numbers, party};
use super::{ListPart, Lists};
use crate::RecordError;
use crate::identity::{EntityKeys, PartyRef};
use crate::query::{Readings, Snapshot, StatementList, StoredStatement};
use crate::storage::bytes::{Decoder, Encoder};
use crate::storage::choices::Choice;
use crate::storage::{Fault, Faulty};
use crate::views::{Role, participants};

/// Who is told of, or says, more than about this has lists of their own.
const MANY: i64 = 1024;
/// Bytes that a statement takes in the record's index of parties.
const ENTRY: i64 = 3;
/// So many of their statements that were published last are kept at hand.
const LATEST: usize = 500;
/// So many partners are kept, the most often told of first.
const PARTNERS: usize = 40;
/// Every type.
const ANY: i64 = -1;

/// What lists hold of somebody of whom much is told.
#[derive(Debug, Clone, PartialEq)]
pub struct ToldOf {
    /// In how many statements it acts.
    pub actor: u64,
    /// In how many it is acted upon.
    pub recipient: u64,
    /// The statements of it that were published last, the latest first.
    pub latest: StatementList,
    /// With whom it stands together most often.
    pub partners: Vec<PartnerCount>,
}

/// What lists hold of somebody who says much.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Says {
    /// In how many statements.
    pub statements: u64,
    /// Those that were published last, the latest first.
    pub latest: StatementList,
}

/// Somebody who stands together with another.
#[derive(Debug, Clone, PartialEq)]
pub struct PartnerCount {
    /// Who.
    pub party: Grounded,
    /// In how many statements.
    pub statements: u64,
    /// The mean PLOVER score of these, -10 to 10; `None` when none has a code.
    pub score: Option<f64>,
}

#[derive(Debug, Default, Clone, Copy)]
struct Together {
    statements: u64,
    scores: f64,
    scored: u64,
}

#[derive(Debug, Default)]
struct Counts {
    actor: i64,
    recipient: i64,
    partners: HashMap<i64, Together>,
    /// Events, and those with a statement of a type.
    events: i64,
    events_by_kind: [i64; 16],
}

/// Those most told, with what is counted of them while lists are made.
#[derive(Debug, Default)]
pub(super) struct MostTold {
    parties: HashMap<i64, Counts>,
    voices: Vec<i64>,
}

impl MostTold {
    /// Who they are.
    pub(super) fn find(snapshot: &Snapshot) -> Faulty<Self> {
        let mut told: HashMap<(i64, i64), i64> = HashMap::new();
        let mut query = snapshot.storage.db.prepare_cached("SELECT party, role, length(entries) FROM view_party")?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            *told.entry((row.get(0)?, row.get(1)?)).or_default() += row.get::<_, i64>(2)?;
        }
        told.retain(|_, bytes| *bytes > MANY * ENTRY);
        let mut voices: Vec<i64> = told.keys().filter(|(_, role)| *role == Role::Voice as i64).map(|(key, _)| *key).collect();
        voices.sort_unstable();
        let parties = told.keys().filter(|(_, role)| *role == Role::Party as i64).map(|(key, _)| (*key, Counts::default())).collect();
        Ok(Self { parties, voices })
    }

    /// Counts an event in which somebody takes part, with the types of its statements, a bit each.
    pub(super) fn event(&mut self, party: i64, types: i64) {
        let Some(counts) = self.parties.get_mut(&party) else { return };
        counts.events += 1;
        for (kind, events) in counts.events_by_kind.iter_mut().enumerate() {
            *events += types >> kind & 1;
        }
    }

    /// Counts who takes part in a statement, and with whom.
    pub(super) fn statement(&mut self, statement: &Statement) {
        let mut everybody: Vec<EntityKeys> = participants(statement).map(EntityKeys::of).collect();
        let (actors, recipients) = everybody.split_at(statement.actors.len().min(everybody.len()));
        let keys = |side: &[EntityKeys]| distinct(side.iter().flat_map(EntityKeys::all));
        for key in keys(actors) {
            self.parties.entry(key).and_modify(|counts| counts.actor += 1);
        }
        for key in keys(recipients) {
            self.parties.entry(key).and_modify(|counts| counts.recipient += 1);
        }
        let all = keys(&everybody);
        everybody.sort_by_key(EntityKeys::entity);
        everybody.dedup_by_key(|keys| keys.entity());
        let score = statement.plover.as_ref().map(|code| f64::from(code.score()));
        for key in all {
            let Some(counts) = self.parties.get_mut(&key) else { continue };
            for other in everybody.iter().filter(|other| other.all().all(|own| own != key)) {
                let together = counts.partners.entry(other.entity()).or_default();
                together.statements += 1;
                together.scores += score.unwrap_or(0.0);
                together.scored += u64::from(score.is_some());
            }
        }
    }

    /// Writes what is known of them into lists. `places` are those of parties in the list of all, by their keys.
    pub(super) fn write(self, db: &Connection, snapshot: &Snapshot, order: &Order, places: &HashMap<i64, i64>) -> Faulty<()> {
        let told = Told::read(snapshot)?;
        let mut parties: Vec<(i64, Counts)> = self.parties.into_iter().collect();
        parties.sort_unstable_by_key(|(key, _)| *key);
        for (key, counts) in &parties {
            let placed = order.placed(snapshot.keys_of_party(*key, Role::Party, None)?);
            put(db, (*key, Role::Party, ANY), counts, counts.events, &placed, Some(told.latest(&placed)))?;
            for kind in PloverType::STORED {
                let number = kind.number();
                let of_kind: Vec<(i64, i64)> = placed.iter().filter(|(_, key)| told.kind(*key) == Some(number)).copied().collect();
                let events = counts.events_by_kind.get(usize::from(number)).copied().unwrap_or(0);
                put(db, (*key, Role::Party, i64::from(number)), counts, events, &of_kind, None)?;
            }
            put_partners(db, *key, &counts.partners, places)?;
        }
        for key in self.voices {
            let placed = order.placed(snapshot.keys_of_party(key, Role::Voice, None)?);
            put(db, (key, Role::Voice, ANY), &Counts::default(), 0, &placed, Some(told.latest(&placed)))?;
        }
        Ok(())
    }
}

fn distinct(keys: impl Iterator<Item = i64>) -> Vec<i64> {
    let mut keys: Vec<i64> = keys.collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Types and days of statements by their numbers; five bytes each.
struct Told {
    kinds: Vec<u8>,
    days: Vec<i32>,
}

/// No type, and the day of what was published on an unknown one.
const NONE: u8 = u8::MAX;
const NO_DAY: i32 = i32::MIN;

impl Told {
    fn read(snapshot: &Snapshot) -> Faulty<Self> {
        let mut query = snapshot.storage.db.prepare_cached("SELECT key, plover, known_day FROM view_statement ORDER BY key")?;
        let mut rows = query.query([])?;
        let mut told = Self { kinds: Vec::new(), days: Vec::new() };
        while let Some(row) = rows.next()? {
            let place = usize::try_from(row.get::<_, i64>(0)?).unwrap_or(0);
            told.kinds.resize(place.max(told.kinds.len()), NONE);
            told.days.resize(place.max(told.days.len()), NO_DAY);
            told.kinds.push(row.get::<_, Option<u8>>(1)?.unwrap_or(NONE));
            told.days.push(row.get::<_, Option<i32>>(2)?.unwrap_or(NO_DAY));
        }
        Ok(told)
    }

    fn kind(&self, key: i64) -> Option<u8> {
        usize::try_from(key).ok().and_then(|place| self.kinds.get(place)).copied().filter(|kind| *kind != NONE)
    }

    /// Of some statements with their places those that were published last, the latest first; what no day is known of stands last.
    fn latest(&self, placed: &[(i64, i64)]) -> Vec<i64> {
        let day = |key: i64| usize::try_from(key).ok().and_then(|place| self.days.get(place)).copied().unwrap_or(NO_DAY);
        let mut latest: Vec<(Reverse<i32>, i64, i64)> = placed.iter().map(|(place, key)| (Reverse(day(*key)), *place, *key)).collect();
        if latest.len() > LATEST {
            latest.select_nth_unstable(LATEST);
            latest.truncate(LATEST);
        }
        latest.sort_unstable();
        latest.into_iter().map(|(.., key)| key).collect()
    }
}

fn put(
    db: &Connection,
    (key, role, kind): (i64, Role, i64),
    counts: &Counts,
    events: i64,
    placed: &[(i64, i64)],
    latest: Option<Vec<i64>>,
) -> Faulty<()> {
    let latest: Option<Vec<u8>> = latest.map(|keys| keys.into_iter().flat_map(i64::to_le_bytes).collect());
    let statements = count(placed.len());
    db.prepare_cached("INSERT INTO told VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")?.execute(params![
        key,
        role as i64,
        kind,
        statements,
        events,
        counts.actor,
        counts.recipient,
        latest,
        packed(placed.iter().map(|(place, _)| *place))
    ])?;
    Ok(())
}

fn put_partners(db: &Connection, key: i64, partners: &HashMap<i64, Together>, places: &HashMap<i64, i64>) -> Faulty<()> {
    // Parties of lists stand in the order of how often they are told of, and then of names.
    let mut ranked: Vec<(Reverse<u64>, i64, Together)> =
        partners.iter().filter_map(|(key, together)| Some((Reverse(together.statements), *places.get(key)?, *together))).collect();
    ranked.sort_unstable_by_key(|(statements, place, _)| (*statements, *place));
    let mut insert = db.prepare_cached("INSERT INTO partner VALUES (?1, ?2, ?3, ?4, ?5)")?;
    for (rank, (_, place, together)) in (0i64..).zip(ranked.into_iter().take(PARTNERS)) {
        let score = (together.scored > 0).then(|| together.scores / together.scored as f64);
        insert.execute(params![key, rank, place, together.statements.cast_signed(), score])?;
    }
    Ok(())
}

/// Ascending numbers as the steps between them.
fn packed(places: impl Iterator<Item = i64>) -> Vec<u8> {
    let mut out = Encoder::default();
    let mut before = -1;
    for place in places {
        out.number((place - before).cast_unsigned());
        before = place;
    }
    out.finish()
}

/// A part of packed numbers.
fn unpacked(bytes: &[u8], part: ListPart) -> Faulty<Vec<i64>> {
    let mut from = Decoder::new(bytes);
    let mut place = -1i64;
    let mut found = Vec::new();
    let mut passed = 0;
    while !from.rest().is_empty() && found.len() < part.limit {
        place = place.wrapping_add(from.number().map_err(Fault::corrupt("lists", 0))?.cast_signed());
        if passed >= part.offset {
            found.push(place);
        }
        passed += 1;
    }
    Ok(found)
}

impl Lists {
    /// A part of the statements of somebody of whom much is told, of one type where it is given, in the order of all, and how many there
    /// are; `None` for whom little is told of.
    pub(super) fn of_most_told(
        &self,
        snapshot: &Snapshot,
        key: i64,
        kind: Option<PloverType>,
        part: ListPart,
    ) -> Result<Option<(Vec<StoredStatement>, u64)>, RecordError> {
        let found = self.ask(snapshot, |db| {
            let mut query = db.prepare_cached("SELECT statements, places FROM told WHERE party = ?1 AND role = ?2 AND kind = ?3")?;
            let mut rows = query.query(params![key, Role::Party as i64, kind.map_or(ANY, |kind| i64::from(kind.number()))])?;
            let Some(row) = rows.next()? else { return Ok(None) };
            let total: i64 = row.get(0)?;
            let places = unpacked(row.get_ref(1)?.as_blob().map_err(|error| Fault::Sql(error.into()))?, part)?;
            let mut query = db.prepare_cached("SELECT key FROM statement WHERE place = ?1")?;
            let keys: Vec<i64> = places.iter().map(|place| query.query_row([place + 1], |row| row.get(0))).collect::<Result<_, _>>()?;
            Ok(Some((keys, total.unsigned_abs())))
        })?;
        let Some((keys, total)) = found else { return Ok(None) };
        let statements = snapshot.read(|| snapshot.statements_by_key(&keys, Readings::InForce, snapshot.limits.as_of))?;
        Ok(Some((statements, total)))
    }

    /// How many events somebody takes part in of whom much is told, with a statement of a type where it is given.
    pub(super) fn events_of_most_told(db: &Connection, key: i64, kind: Option<PloverType>) -> Faulty<Option<u64>> {
        let mut query = db.prepare_cached("SELECT events FROM told WHERE party = ?1 AND role = ?2 AND kind = ?3")?;
        let found = query.query_row(params![key, Role::Party as i64, kind.map_or(ANY, |kind| i64::from(kind.number()))], |row| row.get(0));
        Ok(found.optional()?.map(i64::unsigned_abs))
    }

    /// What is told of somebody, without reading it; `None` where that is little, and reading it is as quick.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn told_of(&self, snapshot: &Snapshot, who: &PartyRef) -> Result<Option<ToldOf>, RecordError> {
        self.ask(snapshot, |db| {
            let mut query = db.prepare_cached("SELECT actor, recipient, latest FROM told WHERE party = ?1 AND role = ?2 AND kind = ?3")?;
            let mut rows = query.query(params![who.key(), Role::Party as i64, ANY])?;
            let Some(row) = rows.next()? else { return Ok(None) };
            let (actor, recipient): (i64, i64) = (row.get(0)?, row.get(1)?);
            let latest = StatementList::of(numbers(&row.get::<_, Vec<u8>>(2)?));
            let partners = partners(db, who.key())?;
            Ok(Some(ToldOf { actor: actor.unsigned_abs(), recipient: recipient.unsigned_abs(), latest, partners }))
        })
    }

    /// What somebody says, without reading it; `None` where that is little.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn said_by(&self, snapshot: &Snapshot, who: &PartyRef) -> Result<Option<Says>, RecordError> {
        self.ask(snapshot, |db| {
            let mut query = db.prepare_cached("SELECT statements, latest FROM told WHERE party = ?1 AND role = ?2 AND kind = ?3")?;
            let mut rows = query.query(params![who.key(), Role::Voice as i64, ANY])?;
            let Some(row) = rows.next()? else { return Ok(None) };
            let latest = StatementList::of(numbers(&row.get::<_, Vec<u8>>(1)?));
            Ok(Some(Says { statements: row.get::<_, i64>(0)?.unsigned_abs(), latest }))
        })
    }
}

fn partners(db: &Connection, key: i64) -> Faulty<Vec<PartnerCount>> {
    let mut query = db.prepare_cached(
        "SELECT p.id, p.name, p.kind, p.country, p.sector, t.statements, t.score FROM partner t JOIN party p ON p.place = t.partner
         WHERE t.party = ?1 ORDER BY t.rank",
    )?;
    let mut rows = query.query([key])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(PartnerCount { party: party(row)?, statements: row.get::<_, i64>(5)?.unsigned_abs(), score: row.get(6)? });
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_entered_anywhere() {
        let bytes = packed([0, 1, 200, 70_000].into_iter());
        let part = |offset, limit| unpacked(&bytes, ListPart { offset, limit }).unwrap();
        assert_eq!(part(0, usize::MAX), [0, 1, 200, 70_000]);
        assert_eq!((part(1, 2), part(4, 1)), (vec![1, 200], vec![]));
        assert!(unpacked(&[0x80], ListPart { offset: 0, limit: 1 }).is_err());
    }
}
