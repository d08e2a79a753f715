//! Finding states: which ones a question touches, and all evidence on each of them.
//!
//! What a state rests on is taken from the index of pairs as far as it has it: statements are read only where they are asked for, one to
//! name it, and one for every way in which its parties are named.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ops::Range;
use std::sync::Arc;

use registan_types::{EntityKind, FrameName, Grounded};

use super::evidence::{Bearing, Seat, StateKey, Told, bearings};
use super::timeline::{Period, first_day, in_order, periods, reaches};
use super::{Member, State, StateId, StateOutline, Status, Testimony};
use crate::RecordError;
use crate::belief::{Vote, belief};
use crate::events::standing;
use crate::query::{EVER, Filter, Readings, Snapshot, StoredStatement, Wanted, damaged, pair_of};
use crate::schema::{Effect, EffectKind};
use crate::storage::Faulty;
use crate::storage::by_number::ByNumber;
use crate::views::{Head, Role, date_of_day, day_number, outline_of, party_and_pair_keys};

/// So many statements are read together where all are.
const TOGETHER: usize = 4096;
/// So many ways of naming parties are looked through.
const FEW: usize = 16;

impl Snapshot {
    /// The states that `filter` wants, in the order of relation and parties. A state is wanted when one of its statements is,
    /// and, with the snapshot's `as_of`, when it may hold on that day.
    ///
    /// Every statement that a state rests on is read; where that is not needed, [`Snapshot::state_outlines`] is faster.
    ///
    /// # Errors
    /// When the text query is wrong or the file cannot be read.
    pub fn states(&self, filter: &Filter) -> Result<Vec<State>, RecordError> {
        self.read(|| {
            let mut search = self.search()?;
            let outlines = self.outlines(filter, &mut search)?;
            outlines.into_iter().map(|outline| self.fill_in_state(outline, &mut search)).collect()
        })
    }

    /// The same without evidence and belief, which can be asked for state by state, as a whole ([`Snapshot::state_in_full`]) or in part
    /// ([`Snapshot::testimonies`]).
    ///
    /// # Errors
    /// As [`Snapshot::states`].
    pub fn state_outlines(&self, filter: &Filter) -> Result<Vec<StateOutline>, RecordError> {
        self.read(|| self.outlines(filter, &mut self.search()?))
    }

    /// A state with all that it rests on.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn state_in_full(&self, outline: &StateOutline) -> Result<State, RecordError> {
        self.read(|| self.fill_in_state(outline.clone(), &mut Search::default()))
    }

    /// Some of what a state rests on: the statements at some places in the order of time, of [`StateOutline::statements`].
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn testimonies(&self, outline: &StateOutline, places: Range<usize>) -> Result<Vec<Testimony>, RecordError> {
        let places = places.start.min(outline.members.len())..places.end.min(outline.members.len());
        let members = outline.members.get(places).unwrap_or_default();
        self.read(|| self.testimonies_of(members, &mut Search::default()))
    }

    fn search(&self) -> Faulty<Search> {
        Ok(Search { frames: self.state_frames()?, names: self.frame_names()?, ..Search::default() })
    }

    fn outlines(&self, filter: &Filter, search: &mut Search) -> Faulty<Vec<StateOutline>> {
        let wanted = self.wanted(filter)?;
        // All that is told of a pair is evidence on its states.
        let asked = pair_of(filter);
        let mut seeds = Seeds { by_key: BTreeMap::new(), relation: filter.relation };
        let mut whole = false;
        if let Some(pair) = asked {
            self.bearings_of_pair(pair, search, Some(&wanted), |key, bearing, is_wanted| seeds.add(key, bearing, is_wanted))?;
        } else {
            let keys = self.seeds(filter, &search.frames)?;
            whole = keys.is_none();
            let keys = keys.map_or_else(|| self.statements_with_frames(&search.frames), Ok)?;
            for stored in self.read_once(&keys, search)? {
                let is_wanted = wanted.admits(&stored);
                bearings(&Told::of(&self.schema, &stored), |key, bearing| seeds.add(key, bearing, is_wanted));
            }
        }
        let mut outlines = Vec::new();
        for (key, (is_wanted, seeds)) in seeds.by_key {
            if is_wanted {
                let is_all = whole || asked.is_some() && key.pair() == asked;
                let all = if is_all { seeds } else { self.all_bearings(key, search)? };
                self.add_states(key, &all, search, &mut outlines)?;
            }
        }
        outlines.retain(|state| in_time(state, filter));
        outlines.sort_by_cached_key(state_rank);
        Ok(outlines)
    }

    /// Every state with the keys of who takes part in what is told of it, one parties' after another's. Little is in memory at a time:
    /// numbers of statements, and one state's evidence.
    pub(crate) fn each_state(&self, mut take: impl FnMut(State, &BTreeSet<i64>) -> Faulty<()>) -> Faulty<()> {
        let frames = self.state_frames()?;
        let keys = self.statements_with_frames(&frames)?;
        let mut evidence: Vec<(StateKey, i64)> = Vec::new();
        for part in keys.chunks(TOGETHER) {
            for stored in self.statements_by_key(part, Readings::InForce, None)? {
                bearings(&Told::of(&self.schema, &stored), |key, bearing| evidence.push((key, bearing.statement)));
            }
        }
        evidence.sort_unstable();
        evidence.dedup();
        for group in evidence.chunk_by(|a, b| a.0 == b.0) {
            let Some((key, _)) = group.first() else { continue };
            let keys: Vec<i64> = group.iter().map(|(_, statement)| *statement).collect();
            let mut search = Search::default();
            let mut found: Vec<Bearing> = Vec::new();
            let mut named = BTreeSet::new();
            for stored in self.read_once(&keys, &mut search)? {
                bearings(&Told::of(&self.schema, &stored), |of, bearing| found.extend((of == *key).then_some(bearing)));
                named.extend(party_and_pair_keys(&stored.statement));
            }
            let mut outlines = Vec::new();
            self.add_states(*key, &found, &mut search, &mut outlines)?;
            for outline in outlines {
                take(self.fill_in_state(outline, &mut search)?, &named)?;
            }
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

    /// Numbers of statements to start from, where two parties alone do not tell; `None` for all there are.
    fn seeds(&self, filter: &Filter, frames: &BTreeSet<i64>) -> Faulty<Option<Vec<i64>>> {
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

    /// What the statements of a pair say of states, and whether the filter wants them. Where the two are the sides of a statement's cell, the
    /// index tells all that is needed; others are read.
    fn bearings_of_pair(
        &self,
        pair: i64,
        search: &mut Search,
        filter: Option<&Wanted<'_>>,
        mut tell: impl FnMut(StateKey, Bearing, bool),
    ) -> Faulty<()> {
        let mut force = self.force()?;
        let mut others: Vec<Head> = Vec::new();
        let Search { frames, names, .. } = &*search;
        let named = |frame: &i64| names.get(frame).map(|name| (*frame, (name, self.schema.effects(name))));
        let frames: ByNumber<(&FrameName, &[Effect])> = frames.iter().filter_map(named).collect();
        self.each_posting_with(
            pair,
            EVER,
            |frame| frames.contains_key(&frame),
            |head, outline| {
                if !force.admits(&head)? {
                    return Ok(());
                }
                match frames.get(&head.frame).filter(|_| head.sides.is_none()) {
                    Some((name, effects)) => {
                        let outline = outline_of(&head, outline).map_err(damaged(pair))?;
                        let is_wanted = filter.is_none_or(|filter| filter.admits_posting(&head, &outline, name));
                        let told = Told::of_posting(&head, outline, effects);
                        bearings(&told, |key, bearing| tell(key, bearing, is_wanted));
                    }
                    None => others.push(head),
                }
                Ok(())
            },
        )?;
        let keys: Vec<i64> = others.iter().map(|head| head.statement).collect();
        others.retain(|head| !search.read.contains_key(&head.statement));
        for stored in self.statements_of(&others)? {
            search.read.insert(stored.key, Some(Arc::new(stored)));
        }
        for stored in keys.iter().filter_map(|key| search.read.get(key)?.as_ref()) {
            let is_wanted = filter.is_none_or(|filter| filter.admits(stored));
            bearings(&Told::of(&self.schema, stored), |key, bearing| tell(key, bearing, is_wanted));
        }
        Ok(())
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
            let mut take = |key: StateKey, bearing: Bearing| of_states.entry(key).or_default().push(bearing);
            if let Some(pair) = key.pair() {
                self.bearings_of_pair(pair, search, None, |key, bearing, _| take(key, bearing))?;
            } else {
                let keys = self.keys_of_party(key.subject, Role::Party, Some(&search.frames))?;
                for stored in self.read_once(&keys, search)? {
                    bearings(&Told::of(&self.schema, &stored), &mut take);
                }
            }
            search.near.insert(parties, of_states);
        }
        Ok(search.near.get_mut(&parties).and_then(|of_states| of_states.remove(&key)).unwrap_or_default())
    }

    /// The states that evidence under one key makes.
    fn add_states(&self, key: StateKey, bearings: &[Bearing], search: &mut Search, states: &mut Vec<StateOutline>) -> Faulty<()> {
        let bearings = in_order(bearings);
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
                states.extend(self.outline_state(key, place, &bearings, &period, search)?);
            }
        }
        Ok(())
    }

    fn outline_state(
        &self,
        key: StateKey,
        place: u32,
        bearings: &[&Bearing],
        period: &Period,
        search: &mut Search,
    ) -> Faulty<Option<StateOutline>> {
        // What bears on it stands in the order in which it is taken.
        let mut places = period.evidence.clone();
        places.sort_unstable();
        let members: Vec<&Bearing> = places.iter().filter_map(|place| bearings.get(*place)).copied().collect();
        let Some(first) = members.first() else { return Ok(None) };
        let (subject, object) = self.parties_of(key, &members, search)?;
        let (Some(subject), Some(stored)) = (subject, self.read_one(first.statement, search)?) else { return Ok(None) };
        let member = |bearing: &&Bearing| Member { statement: bearing.statement, effect: bearing.effect, planned: bearing.planned };
        Ok(Some(StateOutline {
            id: state_id(key, place, period.status),
            relation: key.relation,
            subject,
            object,
            matter: first.matter(&stored.statement).cloned(),
            frame: stored.statement.frame.clone(),
            plover: stored.statement.plover.clone(),
            begin: period.begin,
            end: period.end,
            status: period.status,
            members: members.iter().map(member).collect(),
        }))
    }

    /// How the parties are shown: by the state itself where a statement names it, else by whom the first names. Of mutual
    /// relations the first in the order of names leads.
    fn parties_of(&self, key: StateKey, members: &[&Bearing], search: &mut Search) -> Faulty<(Option<Grounded>, Option<Grounded>)> {
        // Most statements name them alike: of those only the first is looked at.
        let mut seen = HashSet::new();
        let mut named: Vec<(i64, Seat)> = Vec::new();
        for bearing in members {
            for seat in bearing.seats() {
                let naming = |seat: &Seat| (seat.party.entity, seat.party.naming);
                // Looking at a few is faster than looking one up.
                let is_known = named.iter().take(FEW).any(|(_, known)| naming(known) == naming(&seat));
                if !is_known && seen.insert(naming(&seat)) {
                    named.push((bearing.statement, seat));
                }
            }
        }
        let subject = self.shown(key.subject, &named, search)?;
        let object = key.object.map(|object| self.shown(object, &named, search)).transpose()?.flatten();
        Ok(match (subject, object) {
            (Some(a), Some(b)) if super::evidence::is_mutual(key.relation) && b.name < a.name => (Some(b), Some(a)),
            parties => parties,
        })
    }

    fn shown(&self, wanted: i64, named: &[(i64, Seat)], search: &mut Search) -> Faulty<Option<Grounded>> {
        let mut fitting: Vec<&(i64, Seat)> =
            named.iter().filter(|(_, seat)| seat.party.side == wanted || seat.party.entity == wanted).collect();
        if fitting.iter().any(|(_, seat)| seat.party.is_state) {
            fitting.retain(|(_, seat)| seat.party.is_state);
        }
        let mut entities: Vec<Grounded> = Vec::new();
        for (statement, seat) in fitting {
            let stored = self.read_one(*statement, search)?;
            entities.extend(stored.and_then(|stored| seat.place.entity(&stored.statement).cloned()));
        }
        Ok(entities.into_iter().min_by(|a, b| (a.kind != EntityKind::State, &a.name).cmp(&(b.kind != EntityKind::State, &b.name))))
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

    fn read_one(&self, key: i64, search: &mut Search) -> Faulty<Option<Arc<StoredStatement>>> {
        Ok(self.read_once(&[key], search)?.pop())
    }

    fn testimonies_of(&self, members: &[Member], search: &mut Search) -> Faulty<Vec<Testimony>> {
        let keys: Vec<i64> = members.iter().map(|member| member.statement).collect();
        let stored = self.read_once(&keys, search)?;
        // Every member is in force, and is found.
        let testimony =
            |(member, stored): (&Member, Arc<StoredStatement>)| Testimony { stored, effect: member.effect, planned: member.planned };
        Ok(members.iter().zip(stored).map(testimony).collect())
    }

    fn fill_in_state(&self, outline: StateOutline, search: &mut Search) -> Faulty<State> {
        let evidence = self.testimonies_of(&outline.members, search)?;
        let mut votes: Vec<&Testimony> = evidence.iter().collect();
        votes.sort_by(|a, b| standing(&a.stored).cmp(&standing(&b.stored)));
        let prints = self.prints(votes.iter().map(|testimony| &*testimony.stored))?;
        let mut cast: Vec<Vote<'_>> = Vec::with_capacity(votes.len());
        for (testimony, print) in votes.iter().zip(prints) {
            cast.push(Vote { stored: &testimony.stored, print, against: testimony.effect == EffectKind::Denies });
        }
        let belief = belief(&cast);
        Ok(State { outline, belief, evidence })
    }
}

/// Statements to start from, by the states that they bear on.
struct Seeds {
    /// With whether one of them is wanted.
    by_key: BTreeMap<StateKey, (bool, Vec<Bearing>)>,
    relation: Option<registan_types::Relation>,
}

impl Seeds {
    fn add(&mut self, key: StateKey, bearing: Bearing, is_wanted: bool) {
        let (any_wanted, seeds) = self.by_key.entry(key).or_default();
        *any_wanted |= is_wanted && self.relation.is_none_or(|relation| relation == key.relation);
        seeds.push(bearing);
    }
}

/// What one search for states has met.
#[derive(Default)]
struct Search {
    /// Frames that bear on states.
    frames: BTreeSet<i64>,
    /// The names of all frames, by their numbers.
    names: ByNumber<FrameName>,
    /// Statements that were read; `None` for those that are not in force.
    read: ByNumber<Option<Arc<StoredStatement>>>,
    /// The evidence between parties, by the state it bears on.
    near: BTreeMap<(i64, Option<i64>), BTreeMap<StateKey, Vec<Bearing>>>,
}

/// The order of states, as bytes: by relation, the names of who, to whom and of what, the beginning, and identity.
pub(crate) fn state_rank(state: &StateOutline) -> Vec<u8> {
    let mut rank = vec![state.relation as u8];
    for entity in [Some(&state.subject), state.object.as_ref(), state.matter.as_ref()] {
        rank.push(u8::from(entity.is_some()));
        rank.extend(entity.map_or("", |entity| &entity.name).bytes());
        // Lower than any letter, so that a beginning of a name stands before it.
        rank.push(0);
    }
    let begin = state.begin.date().map(|date| day_number(date.first_day()));
    rank.push(u8::from(begin.is_some()));
    // The order of numbers as that of their bits.
    rank.extend((begin.unwrap_or(0).cast_unsigned() ^ (1 << 63)).to_be_bytes());
    rank.extend(state.id.0);
    rank
}

fn in_time(state: &StateOutline, filter: &Filter) -> bool {
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
