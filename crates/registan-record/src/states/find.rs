//! Finding states: which ones a question touches, and all evidence on each of them.

use std::collections::{BTreeMap, BTreeSet};

use registan_types::{EntityKind, Grounded};
use rusqlite::params;

use super::evidence::{Bearing, StateKey, bearings};
use super::timeline::{Period, first_day, periods, precedence, reaches};
use super::{State, StateId, Status, Testimony};
use crate::RecordError;
use crate::belief::{Vote, belief};
use crate::events::standing;
use crate::identity::pair_key;
use crate::query::{Filter, Readings, Snapshot, StoredStatement};
use crate::schema::EffectKind;
use crate::storage::Faulty;
use crate::views::{Role, date_of_day};

impl Snapshot {
    /// The states that `filter` wants, in the order of relation and parties. A state is wanted when one of its statements is,
    /// and, with the snapshot's `as_of`, when it may hold on that day.
    ///
    /// # Errors
    /// When the text query is wrong or the file cannot be read.
    pub fn states(&self, filter: &Filter) -> Result<Vec<State>, RecordError> {
        self.read(|| {
            let wanted = self.wanted(filter)?;
            let mut by_key: BTreeMap<StateKey, Vec<Bearing>> = BTreeMap::new();
            let seeds = self.seeds(filter)?;
            let whole = seeds.is_none();
            for stored in self.state_statements(seeds)? {
                for bearing in bearings(&self.schema, &stored) {
                    by_key.entry(bearing.key).or_default().push(bearing);
                }
            }
            let mut states = Vec::new();
            // Several states are of the same parties: what is told of those is read once.
            let mut near: BTreeMap<(i64, Option<i64>), Vec<Bearing>> = BTreeMap::new();
            for (key, seeds) in by_key {
                let wants = |bearing: &Bearing| {
                    let stored = &bearing.testimony.stored;
                    wanted.admits(stored) && filter.relation.is_none_or(|relation| relation == key.relation)
                };
                if seeds.iter().any(wants) {
                    let all = if whole { seeds } else { self.all_bearings(key, &mut near)? };
                    self.add_states(key, all, &mut states)?;
                }
            }
            states.retain(|state| in_time(state, filter));
            states.sort_by(|a, b| order(a).cmp(&order(b)));
            Ok(states)
        })
    }

    /// Numbers of statements to start from; `None` for all there are.
    fn seeds(&self, filter: &Filter) -> Faulty<Option<Vec<i64>>> {
        match self.keys_by_index(&Filter { relation: None, ..filter.clone() })? {
            Some(keys) => Ok(Some(keys)),
            None if filter.report.is_some() || filter.uri.is_some() => self.keys_of_reports(filter).map(Some),
            None => Ok(None),
        }
    }

    /// Frames that bear on states: those that declare effects, and those that were met with a relation.
    fn state_frames(&self) -> Faulty<BTreeSet<i64>> {
        let mut query = self.storage.db.prepare_cached("SELECT key, name, relational FROM log_frame")?;
        let mut rows = query.query([])?;
        let mut frames = BTreeSet::new();
        while let Some(row) = rows.next()? {
            let name = registan_types::FrameName::new(row.get::<_, String>(1)?);
            if row.get(2)? || !self.schema.effects(&name).is_empty() {
                frames.insert(row.get(0)?);
            }
        }
        Ok(frames)
    }

    /// Statements with such frames, of `keys` or of all.
    fn state_statements(&self, keys: Option<Vec<i64>>) -> Faulty<Vec<StoredStatement>> {
        let frames = self.state_frames()?;
        let db = &self.storage.db;
        let keys = match keys {
            Some(keys) => {
                let mut query = db.prepare_cached("SELECT frame FROM view_statement WHERE key = ?1")?;
                let mut kept = Vec::new();
                for key in keys {
                    let mut rows = query.query([key])?;
                    if let Some(row) = rows.next()?
                        && frames.contains(&row.get(0)?)
                    {
                        kept.push(key);
                    }
                }
                kept
            }
            None => {
                let mut query = db.prepare_cached("SELECT statement FROM view_frame WHERE frame = ?1")?;
                let mut keys = Vec::new();
                for frame in frames {
                    let found = query.query_map([frame], |row| row.get::<_, i64>(0))?;
                    keys.extend(found.collect::<Result<Vec<_>, _>>()?);
                }
                keys
            }
        };
        self.statements_by_key(&keys, Readings::InForce, None)
    }

    /// All evidence on one state.
    fn all_bearings(&self, key: StateKey, near: &mut BTreeMap<(i64, Option<i64>), Vec<Bearing>>) -> Faulty<Vec<Bearing>> {
        let parties = match key.object.filter(|object| *object != key.subject) {
            Some(object) => (key.subject.min(object), Some(key.subject.max(object))),
            None => (key.subject, None),
        };
        if let std::collections::btree_map::Entry::Vacant(entry) = near.entry(parties) {
            entry.insert(self.bearings_of(key)?);
        }
        Ok(near.get(&parties).into_iter().flatten().filter(|bearing| bearing.key == key).cloned().collect())
    }

    /// All evidence on states of the parties of one.
    fn bearings_of(&self, key: StateKey) -> Faulty<Vec<Bearing>> {
        let db = &self.storage.db;
        let mut keys: Vec<i64> = Vec::new();
        for frame in self.state_frames()? {
            match key.object {
                Some(object) if object != key.subject => {
                    let mut query = db.prepare_cached("SELECT statement FROM view_pair WHERE pair = ?1 AND frame = ?2")?;
                    let found = query.query_map(params![pair_key(key.subject, object), frame], |row| row.get(0))?;
                    keys.extend(found.collect::<Result<Vec<i64>, _>>()?);
                }
                _ => {
                    let mut query = db.prepare_cached("SELECT statement FROM view_party WHERE party = ?1 AND role = ?2 AND frame = ?3")?;
                    let found = query.query_map(params![key.subject, Role::Party as i64, frame], |row| row.get(0))?;
                    keys.extend(found.collect::<Result<Vec<i64>, _>>()?);
                }
            }
        }
        keys.sort_unstable();
        keys.dedup();
        let stored = self.statements_by_key(&keys, Readings::InForce, None)?;
        Ok(stored.iter().flat_map(|stored| bearings(&self.schema, stored)).collect())
    }

    fn add_states(&self, key: StateKey, mut bearings: Vec<Bearing>, states: &mut Vec<State>) -> Faulty<()> {
        bearings.sort_by_cached_key(precedence);
        let as_of = self.limits.as_of.and_then(date_of_day);
        for (place, period) in (0u32..).zip(periods(&bearings)) {
            let told = |place: &usize| bearings.get(*place).and_then(|bearing| first_day(bearing.when));
            let spoken_of = |day| period.evidence.iter().any(|place| told(place).is_none_or(|told| told <= day));
            let wanted = match (as_of, period.status) {
                (None, _) => true,
                (Some(day), Status::Planned) => spoken_of(day),
                (Some(day), _) => reaches(&period, Some(day)),
            };
            if wanted {
                states.extend(self.state(key, place, &bearings, &period)?);
            }
        }
        Ok(())
    }

    fn state(&self, key: StateKey, place: u32, bearings: &[Bearing], period: &Period) -> Faulty<Option<State>> {
        let mut members: Vec<&Bearing> = period.evidence.iter().filter_map(|place| bearings.get(*place)).collect();
        members.sort_by_cached_key(|bearing| precedence(bearing));
        let Some(first) = members.first() else { return Ok(None) };
        let evidence: Vec<Testimony> = members.iter().map(|bearing| bearing.testimony.clone()).collect();
        let mut votes: Vec<&Testimony> = evidence.iter().collect();
        votes.sort_by(|a, b| standing(&a.stored).cmp(&standing(&b.stored)));
        let stored: Vec<StoredStatement> = votes.iter().map(|testimony| testimony.stored.clone()).collect();
        let prints = self.prints(&stored)?;
        let vote =
            |((testimony, stored), print): ((&&Testimony, _), _)| Vote { stored, print, against: testimony.effect == EffectKind::Denies };
        let belief = belief(&votes.iter().zip(&stored).zip(prints).map(vote).collect::<Vec<_>>());
        let (subject, object) = self.parties_of(key, &members);
        let Some(subject) = subject else { return Ok(None) };
        let statement = &first.testimony.stored.statement;
        Ok(Some(State {
            id: state_id(key, place, period.status),
            relation: key.relation,
            subject,
            object,
            matter: first.matter.clone(),
            frame: statement.frame.clone(),
            plover: statement.plover.clone(),
            begin: period.begin,
            end: period.end,
            status: period.status,
            belief,
            evidence,
        }))
    }

    /// How the parties are shown: by the state itself where a statement names it, else by whom the first names. Of mutual
    /// relations the first in the order of names leads.
    fn parties_of(&self, key: StateKey, members: &[&Bearing]) -> (Option<Grounded>, Option<Grounded>) {
        let all = || members.iter().flat_map(|bearing| [Some(&bearing.subject), bearing.object.as_ref()]).flatten();
        let shown = |wanted: i64| {
            let fits = |entity: &&Grounded| crate::identity::side_key(entity) == wanted || crate::identity::entity_key(entity) == wanted;
            all().filter(fits).min_by_key(|entity| (entity.kind != EntityKind::State, entity.name.clone())).cloned()
        };
        match (shown(key.subject), key.object.and_then(shown)) {
            (Some(a), Some(b)) if super::evidence::is_mutual(key.relation) && b.name < a.name => (Some(b), Some(a)),
            parties => parties,
        }
    }
}

fn order(state: &State) -> impl Ord + '_ {
    let name = |entity: &Option<Grounded>| entity.as_ref().map(|entity| entity.name.clone());
    (
        state.relation,
        &state.subject.name,
        name(&state.object),
        name(&state.matter),
        state.begin.date().map(|date| date.first_day()),
        state.id,
    )
}

fn in_time(state: &State, filter: &Filter) -> bool {
    let begun = filter.until.is_none_or(|until| state.begin.date().is_none_or(|begin| begin.first_day() <= until));
    let going_on = filter.from.is_none_or(|from| state.end.date().is_none_or(|end| from <= end.last_day()));
    begun && going_on
}

fn state_id(key: StateKey, place: u32, status: Status) -> StateId {
    let mut hasher = blake3::Hasher::new();
    hasher.update(b"state-1");
    hasher.update(key.relation.name().as_bytes());
    hasher.update(&[0, u8::from(key.object.is_some()), u8::from(key.matter.is_some())]);
    for part in [key.subject, key.object.unwrap_or(0), key.matter.unwrap_or(0)] {
        hasher.update(&part.to_le_bytes());
    }
    hasher.update(&place.to_le_bytes());
    hasher.update(status.name().as_bytes());
    let mut id = [0; 16];
    hasher.finalize_xof().fill(&mut id);
    StateId(id)
}
