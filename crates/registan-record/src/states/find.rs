//! Finding states: which ones a question touches, and all evidence on each of them.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use registan_types::{EntityKind, Grounded};

use super::evidence::{Bearing, StateKey, bearings};
use super::timeline::{Period, first_day, periods, precedence, reaches};
use super::{State, StateId, Status, Testimony};
use crate::RecordError;
use crate::belief::{Vote, belief};
use crate::events::standing;
use crate::query::{Filter, Readings, Snapshot, StoredStatement, pair_of};
use crate::schema::EffectKind;
use crate::storage::Faulty;
use crate::views::{Head, Role, date_of_day, day_number};

/// So many statements are read together where all are.
const TOGETHER: usize = 4096;

impl Snapshot {
    /// The states that `filter` wants, in the order of relation and parties. A state is wanted when one of its statements is,
    /// and, with the snapshot's `as_of`, when it may hold on that day.
    ///
    /// # Errors
    /// When the text query is wrong or the file cannot be read.
    pub fn states(&self, filter: &Filter) -> Result<Vec<State>, RecordError> {
        self.read(|| {
            let wanted = self.wanted(filter)?;
            let mut search = Search { frames: self.state_frames()?, ..Search::default() };
            let seeds = self.seeds(filter, &mut search)?;
            let whole = seeds.is_none();
            // All that is told of a pair is evidence on its states.
            let asked = pair_of(filter);
            let mut by_key: BTreeMap<StateKey, Vec<Bearing>> = BTreeMap::new();
            for stored in self.state_statements(seeds, &mut search)? {
                for bearing in bearings(&self.schema, &stored) {
                    by_key.entry(bearing.key).or_default().push(bearing);
                }
            }
            let mut states = Vec::new();
            for (key, seeds) in by_key {
                let wants = |bearing: &Bearing| {
                    wanted.admits(&bearing.testimony.stored) && filter.relation.is_none_or(|relation| relation == key.relation)
                };
                if seeds.iter().any(wants) {
                    let is_all = whole || asked.is_some() && key.pair() == asked;
                    let all = if is_all { seeds } else { self.all_bearings(key, &mut search)? };
                    self.add_states(key, all, &mut states)?;
                }
            }
            states.retain(|state| in_time(state, filter));
            states.sort_by_cached_key(state_rank);
            Ok(states)
        })
    }

    /// Every state, one parties' after another's. Little is in memory at a time: numbers of statements, and one state's evidence.
    pub(crate) fn each_state(&self, mut take: impl FnMut(State) -> Faulty<()>) -> Faulty<()> {
        let frames = self.state_frames()?;
        let keys = self.statements_with_frames(&frames)?;
        let mut evidence: Vec<(StateKey, i64)> = Vec::new();
        for part in keys.chunks(TOGETHER) {
            for stored in self.statements_by_key(part, Readings::InForce, None)? {
                let stored = Arc::new(stored);
                evidence.extend(bearings(&self.schema, &stored).iter().map(|bearing| (bearing.key, stored.key)));
            }
        }
        evidence.sort_unstable();
        evidence.dedup();
        for group in evidence.chunk_by(|a, b| a.0 == b.0) {
            let Some((key, _)) = group.first() else { continue };
            let keys: Vec<i64> = group.iter().map(|(_, statement)| *statement).collect();
            let mut found: Vec<Bearing> = Vec::new();
            for stored in self.statements_by_key(&keys, Readings::InForce, None)? {
                found.extend(bearings(&self.schema, &Arc::new(stored)).into_iter().filter(|bearing| bearing.key == *key));
            }
            let mut states = Vec::new();
            self.add_states(*key, found, &mut states)?;
            states.into_iter().try_for_each(&mut take)?;
        }
        Ok(())
    }

    /// Numbers of all statements with some frames.
    fn statements_with_frames(&self, frames: &BTreeSet<i64>) -> Faulty<Vec<i64>> {
        let mut keys = Vec::new();
        for frame in frames {
            keys.extend(self.keys_of_frame(*frame)?);
        }
        keys.sort_unstable();
        Ok(keys)
    }

    /// Numbers of statements to start from; `None` for all there are.
    fn seeds(&self, filter: &Filter, search: &mut Search) -> Faulty<Option<Vec<i64>>> {
        if let Some(pair) = pair_of(filter) {
            return self.read_pair(pair, search).map(Some);
        }
        let frames = &search.frames;
        match self.keys_by_index_among(&Filter { relation: None, ..filter.clone() }, Some(frames))? {
            Some(keys) => self.with_frames(keys, frames, filter).map(Some),
            None if filter.report.is_some() || filter.uri.is_some() => {
                let keys = self.keys_of_reports(filter)?;
                self.with_frames(keys, frames, filter).map(Some)
            }
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

    /// Statements with such frames, of `keys`, which have them, or of all.
    fn state_statements(&self, keys: Option<Vec<i64>>, search: &mut Search) -> Faulty<Vec<Arc<StoredStatement>>> {
        let keys = match keys {
            Some(keys) => keys,
            None => self.statements_with_frames(&search.frames)?,
        };
        self.read_once(&keys, search)
    }

    /// Of some statements those with one of `frames`. Indexes of who takes part have looked at them already.
    fn with_frames(&self, mut keys: Vec<i64>, frames: &BTreeSet<i64>, filter: &Filter) -> Faulty<Vec<i64>> {
        if !filter.parties.is_empty() || filter.voice.is_some() || filter.place.is_some() {
            return Ok(keys);
        }
        let mut query = self.storage.db.prepare_cached("SELECT frame FROM view_statement WHERE key = ?1")?;
        let mut kept = Vec::new();
        for key in keys.drain(..) {
            let mut rows = query.query([key])?;
            if let Some(row) = rows.next()?
                && frames.contains(&row.get(0)?)
            {
                kept.push(key);
            }
        }
        Ok(kept)
    }

    /// Statements in force by number, each read once in a search.
    fn read_once(&self, keys: &[i64], search: &mut Search) -> Faulty<Vec<Arc<StoredStatement>>> {
        let unread: Vec<i64> = keys.iter().copied().filter(|key| !search.read.contains_key(key)).collect();
        search.read.extend(unread.iter().map(|key| (*key, None)));
        for stored in self.statements_by_key(&unread, Readings::InForce, None)? {
            search.read.insert(stored.key, Some(Arc::new(stored)));
        }
        Ok(keys.iter().filter_map(|key| search.read.get(key).cloned().flatten()).collect())
    }

    /// Reads the statements of a pair that bear on states, each once in a search; returns their numbers.
    fn read_pair(&self, pair: i64, search: &mut Search) -> Faulty<Vec<i64>> {
        let (heads, others) = self.heads_of_pair(pair, &search.frames)?;
        let keys = heads.iter().map(|head| head.statement).collect();
        let unread: Vec<Head> = heads.into_iter().filter(|head| !search.read.contains_key(&head.statement)).collect();
        for stored in self.statements_of(&unread)? {
            search.read.insert(stored.key, Some(Arc::new(stored)));
        }
        search.read.extend(others.into_iter().map(|key| (key, None)));
        Ok(keys)
    }

    /// All evidence on one state.
    fn all_bearings(&self, key: StateKey, search: &mut Search) -> Faulty<Vec<Bearing>> {
        let parties = match key.object.filter(|object| *object != key.subject) {
            Some(object) => (key.subject.min(object), Some(key.subject.max(object))),
            None => (key.subject, None),
        };
        // Several states are of the same parties: what is told of those is looked up once.
        if !search.near.contains_key(&parties) {
            let mut of_states: BTreeMap<StateKey, Vec<Bearing>> = BTreeMap::new();
            for bearing in self.bearings_of(key, search)? {
                of_states.entry(bearing.key).or_default().push(bearing);
            }
            search.near.insert(parties, of_states);
        }
        Ok(search.near.get_mut(&parties).and_then(|of_states| of_states.remove(&key)).unwrap_or_default())
    }

    /// All evidence on states of the parties of one.
    fn bearings_of(&self, key: StateKey, search: &mut Search) -> Faulty<Vec<Bearing>> {
        let keys = match key.pair() {
            Some(pair) => self.read_pair(pair, search)?,
            None => self.keys_of_party(key.subject, Role::Party, Some(&search.frames))?,
        };
        let stored = self.read_once(&keys, search)?;
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
        // What bears on it stands in the order in which it is taken.
        let mut places = period.evidence.clone();
        places.sort_unstable();
        let members: Vec<&Bearing> = places.iter().filter_map(|place| bearings.get(*place)).collect();
        let Some(first) = members.first() else { return Ok(None) };
        let evidence: Vec<Testimony> = members.iter().map(|bearing| bearing.testimony.clone()).collect();
        let mut votes: Vec<&Testimony> = evidence.iter().collect();
        votes.sort_by(|a, b| standing(&a.stored).cmp(&standing(&b.stored)));
        let prints = self.prints(votes.iter().map(|testimony| &*testimony.stored))?;
        let mut cast: Vec<Vote<'_>> = Vec::with_capacity(votes.len());
        for (testimony, print) in votes.iter().zip(prints) {
            cast.push(Vote { stored: &testimony.stored, print, against: testimony.effect == EffectKind::Denies });
        }
        let belief = belief(&cast);
        let (subject, object) = self.parties_of(key, &members);
        let Some(subject) = subject else { return Ok(None) };
        let statement = &first.testimony.stored.statement;
        Ok(Some(State {
            id: state_id(key, place, period.status),
            relation: key.relation,
            subject,
            object,
            matter: first.matter().cloned(),
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
        // Most statements name them alike: of those only the first is looked at.
        let mut seen = HashSet::new();
        let mut named: Vec<&Grounded> = members.iter().flat_map(|bearing| [bearing.subject(), bearing.object()]).flatten().collect();
        named.retain(|entity| seen.insert((&entity.id, &entity.name, entity.kind, entity.country, entity.sector)));
        let shown = |wanted: i64| {
            let fits = |entity: &&&Grounded| crate::identity::side_key(entity) == wanted || crate::identity::entity_key(entity) == wanted;
            named
                .iter()
                .filter(fits)
                .min_by_key(|entity| (entity.kind != EntityKind::State, &entity.name))
                .map(|entity| Grounded::clone(entity))
        };
        match (shown(key.subject), key.object.and_then(shown)) {
            (Some(a), Some(b)) if super::evidence::is_mutual(key.relation) && b.name < a.name => (Some(b), Some(a)),
            parties => parties,
        }
    }
}

/// What one search for states has met.
#[derive(Default)]
struct Search {
    /// Frames that bear on states.
    frames: BTreeSet<i64>,
    /// Statements that were read; `None` for those that are not in force.
    read: HashMap<i64, Option<Arc<StoredStatement>>>,
    /// The evidence between parties, by the state it bears on.
    near: BTreeMap<(i64, Option<i64>), BTreeMap<StateKey, Vec<Bearing>>>,
}

/// The order of states, as bytes: by relation, the names of who, to whom and of what, the beginning, and identity.
pub(crate) fn state_rank(state: &State) -> Vec<u8> {
    let mut rank = vec![state.relation as u8];
    let mut name = |entity: Option<&Grounded>| {
        rank.push(u8::from(entity.is_some()));
        rank.extend(entity.map_or("", |entity| &entity.name).bytes());
        // Lower than any letter, so that a beginning of a name stands before it.
        rank.push(0);
    };
    [Some(&state.subject), state.object.as_ref(), state.matter.as_ref()].into_iter().for_each(&mut name);
    let begin = state.begin.date().map(|date| day_number(date.first_day()));
    rank.push(u8::from(begin.is_some()));
    // The order of numbers as that of their bits.
    rank.extend((begin.unwrap_or(0).cast_unsigned() ^ (1 << 63)).to_be_bytes());
    rank.extend(state.id.0);
    rank
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
