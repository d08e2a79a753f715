//! Nobody dies twice: statements that tell of one person's death tell of one happening, whatever words they use and whichever cell
//! they are in.
//!
//! Which frames tell of a death, and whose, is said where frames are said ([`crate::DeathOf`]). Only what is told as a fact counts, of one
//! person alone who is named: one that the names known everywhere tell, or one that only a report tells, of at least two words, when
//! the reports are near in origin. Both must be told of one year, and their times must allow it. Who is said to have done it need not agree: that
//! two are accused of one killing is a conflict within the event.
//!
//! **Bounds.** A person with more such statements than [`MOST`], and a cell with more statements than that, are left as their cells have them, so
//! that what is looked up for one group stays little. Both are counted over what is in force, so that no order shows.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use registan_types::{EntityKind, FrameName, Grounded, Polarity, Reality, StatementId};
use rusqlite::params;

use super::find::{CellId, Judged, Resolved};
use super::likeness::NEAR;
use super::mention::{Mention, TimeClass};
use super::story::Finder;
use super::{Ground, Judge, Merge, Reason};
use crate::identity::{PartyRef, Telling, entity_key, is_of_one_report};
use crate::query::{STATEMENT_IN_FORCE, Snapshot};
use crate::schema::{DeathOf, Kinship};
use crate::storage::Faulty;
use crate::storage::by_number::ByNumber;
use crate::views::{NO_DAY, Role};
use crate::{Schema, StoredStatement, log};

/// More statements than this, of one death or in one cell, are not looked at beyond their cells.
pub(super) const MOST: usize = 256;

/// How likely two statements that are put together so tell of one happening: the share that did on the topics of ECB+ that are not those
/// for development, rounded.
const LIKELY: f64 = 0.9;

/// Whose death a statement tells of as a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Deceased {
    /// The key by which statements on them are found.
    key: i64,
    /// Whether it is one and the same in all reports; else only one of that name.
    is_known: bool,
}

impl Deceased {
    /// `None` when it tells of no death, or not of exactly one named person's.
    pub(super) fn of(schema: &Schema, stored: &StoredStatement) -> Option<Self> {
        let statement = &stored.statement;
        let fillers = match schema.death_of(&statement.frame)? {
            DeathOf::Actor => &statement.actors,
            DeathOf::Recipient => &statement.recipients,
        };
        if statement.polarity != Polarity::Affirmed || statement.reality != Reality::Actual {
            return None;
        }
        let mut named = fillers.iter().map(|filler| &filler.entity).filter(|entity| entity.id.is_some());
        let one = named.next().filter(|one| one.kind == EntityKind::Person)?;
        if named.any(|other| entity_key(other) != entity_key(one)) {
            return None;
        }
        Self::person(one)
    }

    fn person(entity: &Grounded) -> Option<Self> {
        if !is_of_one_report(entity) {
            return Some(Self { key: entity_key(entity), is_known: true });
        }
        // One word is the name of many.
        let is_full = entity.name.split_whitespace().nth(1).is_some();
        is_full.then(|| Self { key: PartyRef::Named(entity.name.clone()).key(), is_known: false })
    }
}

/// What is known of deaths on the way of one question.
#[derive(Debug, Default)]
pub(super) struct Deaths {
    /// Frames that tell of one, by their numbers.
    frames: BTreeSet<i64>,
    cells: HashMap<Deceased, Rc<Vec<CellId>>>,
    small: HashMap<CellId, bool>,
}

impl Deaths {
    pub(super) fn new(schema: &Schema, names: &ByNumber<FrameName>) -> Self {
        let frames = names.iter().filter(|(_, name)| schema.death_of(name).is_some()).map(|(key, _)| *key).collect();
        Self { frames, ..Self::default() }
    }

    /// Whether a frame, by its number, tells of a death.
    pub(super) fn has(&self, frame: i64) -> bool {
        self.frames.contains(&frame)
    }
}

/// Which places belong together.
struct Parts {
    /// The part that a place is in.
    of: Vec<usize>,
    members: Vec<Vec<usize>>,
}

impl Parts {
    fn new(size: usize) -> Self {
        Self { of: (0..size).collect(), members: (0..size).map(|place| vec![place]).collect() }
    }

    /// Unites the parts of two places if every two places of them may be together.
    fn unite(&mut self, into: usize, from: usize, may_be: impl Fn(usize, usize) -> bool) {
        let Some((into, from)) = self.of.get(into).copied().zip(self.of.get(from).copied()).filter(|(into, from)| into != from) else {
            return;
        };
        let of = |part: usize| self.members.get(part).map_or(&[][..], Vec::as_slice);
        if !of(into).iter().all(|one| of(from).iter().all(|other| may_be(*one, *other))) {
            return;
        }
        let taken = self.members.get_mut(from).map(std::mem::take).unwrap_or_default();
        self.of.iter_mut().filter(|part| **part == from).for_each(|part| *part = into);
        if let Some(members) = self.members.get_mut(into) {
            members.extend(taken);
        }
    }
}

/// A group of a cell, with the deaths it tells of.
#[derive(Debug)]
pub(super) struct Node {
    /// Of its cell.
    year: i64,
    pub(super) group: Resolved,
    deaths: BTreeSet<Deceased>,
    /// Whether a question asks for it; else it only belongs to what does.
    is_asked: bool,
}

impl Snapshot {
    /// A group that a question asks for.
    pub(super) fn asked(&self, finder: &mut Finder, cell: &CellId, group: Resolved) -> Faulty<Node> {
        self.node(finder, cell, group, true)
    }

    fn node(&self, finder: &mut Finder, cell: &CellId, group: Resolved, is_asked: bool) -> Faulty<Node> {
        let mut deaths: BTreeSet<Deceased> =
            group.mentions.iter().filter_map(|mention| Deceased::of(&self.schema, &mention.stored)).collect();
        if !deaths.is_empty() && !self.is_small(finder, cell)? {
            deaths.clear();
        }
        Ok(Node { year: cell.year, group, deaths, is_asked })
    }

    /// The groups beyond `asked` that tell of the same deaths, directly or through others.
    pub(super) fn reached(&self, finder: &mut Finder, asked: &[Node], judged: &Judged) -> Faulty<Vec<Node>> {
        let mut to_do: Vec<Deceased> = asked.iter().flat_map(|node| &node.deaths).copied().collect();
        let mut done: HashSet<Deceased> = HashSet::new();
        let mut seen: HashSet<StatementId> = asked.iter().filter_map(|node| founder(&node.group)).collect();
        let mut reached = Vec::new();
        while let Some(deceased) = to_do.pop() {
            if !done.insert(deceased) {
                continue;
            }
            for cell in self.cells_of_death(finder, deceased)?.iter() {
                for node in self.groups_told_in(finder, cell, judged)? {
                    if node.deaths.contains(&deceased) && founder(&node.group).is_some_and(|id| seen.insert(id)) {
                        to_do.extend(&node.deaths);
                        reached.push(node);
                    }
                }
            }
        }
        Ok(reached)
    }

    /// The groups of a cell; of loose statements those of their story, and of the cells of known days they were put in.
    fn groups_told_in(&self, finder: &mut Finder, cell: &CellId, judged: &Judged) -> Faulty<Vec<Node>> {
        let mut found: Vec<(CellId, Resolved)> = Vec::new();
        let mut dated: BTreeSet<CellId> = BTreeSet::new();
        if cell.is_loose() {
            let story = self.story(finder, cell, judged)?;
            for cluster in &story.clusters {
                match &cluster.dated {
                    Some(known) => drop(dated.insert(known.cell.clone())),
                    None => found.push((cell.clone(), cluster.group.clone())),
                }
            }
        } else {
            dated.insert(cell.clone());
        }
        for cell in dated {
            found.extend(self.groups_of_cell(finder, &cell, judged)?.into_iter().map(|group| (cell.clone(), group)));
        }
        found.into_iter().map(|(cell, group)| self.node(finder, &cell, group, false)).collect()
    }

    /// The cells with statements on a death; none when they are too many.
    pub(super) fn cells_of_death(&self, finder: &mut Finder, deceased: Deceased) -> Faulty<Rc<Vec<CellId>>> {
        if let Some(cells) = finder.deaths.cells.get(&deceased) {
            return Ok(Rc::clone(cells));
        }
        let keys = self.keys_of_party(deceased.key, Role::Party, Some(&finder.deaths.frames))?;
        let mut query = self.storage.db.prepare_cached(&format!(
            "SELECT s.parties, s.year, s.frame FROM view_statement s
             WHERE s.key = ?3 AND {STATEMENT_IN_FORCE} AND s.polarity = 0 AND s.reality = 0
               AND (?4 IS NULL OR s.first_day IS NULL OR s.first_day <= ?4)"
        ))?;
        let mut cells: BTreeSet<CellId> = BTreeSet::new();
        let mut told = 0;
        for key in keys {
            let mut rows = query.query(params![self.limits.seq, self.limits.known, key, self.limits.as_of])?;
            let Some(row) = rows.next()? else { continue };
            told += 1;
            if told > MOST {
                cells.clear();
                break;
            }
            if let Some(family) = finder.families.get(&row.get(2)?) {
                cells.insert(CellId { sides: row.get(0)?, year: row.get(1)?, family: family.clone() });
            }
        }
        let mut small = Vec::new();
        for cell in cells {
            if self.is_small(finder, &cell)? {
                small.push(cell);
            }
        }
        let cells = Rc::new(small);
        finder.deaths.cells.insert(deceased, Rc::clone(&cells));
        Ok(cells)
    }

    /// Whether a cell has few statements that are in force.
    fn is_small(&self, finder: &mut Finder, cell: &CellId) -> Faulty<bool> {
        if let Some(is_small) = finder.deaths.small.get(cell) {
            return Ok(*is_small);
        }
        let keys = self.keys_of_cell(cell, finder)?;
        let is_small = keys.len() <= MOST || self.count_in_force(keys)? <= MOST;
        finder.deaths.small.insert(cell.clone(), is_small);
        Ok(is_small)
    }

    /// How many of some statements are in force, counted until there are more than [`MOST`].
    fn count_in_force(&self, keys: &[i64]) -> Faulty<usize> {
        let mut query = self.storage.db.prepare_cached(&format!(
            "SELECT 1 FROM view_statement s
             WHERE s.key = ?3 AND {STATEMENT_IN_FORCE} AND (?4 IS NULL OR s.first_day IS NULL OR s.first_day <= ?4)"
        ))?;
        let mut count = 0;
        for key in keys {
            count += usize::from(query.exists(params![self.limits.seq, self.limits.known, key, self.limits.as_of])?);
            if count > MOST {
                break;
            }
        }
        Ok(count)
    }

    /// Unites groups that tell of one death; of the others those that were asked for stay.
    pub(super) fn unite_deaths(&self, mut nodes: Vec<Node>, judged: &Judged) -> Faulty<Vec<Resolved>> {
        nodes.sort_by_cached_key(|node| node.group.mentions.first().map(Mention::precedence));
        let mut by_death: BTreeMap<Deceased, Vec<usize>> = BTreeMap::new();
        for (place, node) in nodes.iter().enumerate() {
            node.deaths.iter().for_each(|deceased| by_death.entry(*deceased).or_default().push(place));
        }
        by_death.retain(|_, places| places.len() > 1);
        let tellings = self.tellings(&nodes, &by_death)?;
        let mut parts = Parts::new(nodes.len());
        for (deceased, places) in &by_death {
            for (number, later) in places.iter().enumerate() {
                for earlier in places.iter().take(number) {
                    let Some((one, other)) = nodes.get(*earlier).zip(nodes.get(*later)) else { continue };
                    if are_tied(*deceased, one, other, &tellings, self) {
                        parts.unite(*earlier, *later, |a, b| {
                            nodes.get(a).zip(nodes.get(b)).is_some_and(|(one, other)| may_be_one(one, other, judged))
                        });
                    }
                }
            }
        }
        let mut nodes: Vec<Option<Node>> = nodes.into_iter().map(Some).collect();
        let mut united = Vec::new();
        for mut part in parts.members.into_iter().filter(|part| !part.is_empty()) {
            part.sort_unstable();
            let part: Vec<Node> = part.into_iter().filter_map(|place| nodes.get_mut(place).and_then(Option::take)).collect();
            if part.iter().any(|node| node.is_asked) {
                united.extend(self.one_of(part));
            }
        }
        Ok(united)
    }

    /// One group of several, the most precise first.
    fn one_of(&self, part: Vec<Node>) -> Option<Resolved> {
        let mut part = part.into_iter().map(|node| node.group);
        let mut whole = part.next()?;
        let count = whole.mentions.len();
        for group in part {
            if let Some((ours, theirs)) = whole.mentions.first().zip(group.mentions.first()) {
                whole.merges.push(self.merge_of_death(theirs, ours));
            }
            whole.mentions.extend(group.mentions);
            whole.merges.extend(group.merges);
        }
        if whole.mentions.len() > count {
            whole.mentions.sort_by_cached_key(Mention::precedence);
        }
        Some(whole)
    }

    fn merge_of_death(&self, joins: &Mention, founder: &Mention) -> Merge {
        let frame = match self.schema.kinship(&joins.gist.frame, &founder.gist.frame) {
            Kinship::Same => 1.0,
            _ => 0.5,
        };
        let time = if has_day(joins) && has_day(founder) { 1.0 } else { 0.5 };
        let reasons = [(Ground::Frame, frame), (Ground::Parties, 1.0), (Ground::Time, time)];
        let reasons = reasons.into_iter().map(|(on, score)| Reason { on, score }).collect();
        Merge { statement: joins.stored.id, with: founder.stored.id, by: Judge::Rules, score: LIKELY, reasons }
    }

    /// The telling words of reports that alone tell who somebody is.
    fn tellings(&self, nodes: &[Node], by_death: &BTreeMap<Deceased, Vec<usize>>) -> Faulty<BTreeMap<i64, Telling>> {
        let mut tellings = BTreeMap::new();
        for (deceased, places) in by_death.iter().filter(|(deceased, _)| !deceased.is_known) {
            for mention in places.iter().filter_map(|place| nodes.get(*place)).flat_map(|node| on(*deceased, node, self)) {
                let report = mention.stored.report_key;
                if let std::collections::btree_map::Entry::Vacant(entry) = tellings.entry(report) {
                    entry.insert(Telling::of_report(&log::report_at(&self.storage.db, report)?.text));
                }
            }
        }
        Ok(tellings)
    }
}

fn founder(group: &Resolved) -> Option<StatementId> {
    group.mentions.first().map(|first| first.stored.id)
}

fn has_day(mention: &Mention) -> bool {
    mention.gist.class < TimeClass::Implied
}

/// The statements of a group on a death.
fn on<'n>(deceased: Deceased, node: &'n Node, snapshot: &'n Snapshot) -> impl Iterator<Item = &'n Mention> {
    node.group.mentions.iter().filter(move |mention| Deceased::of(&snapshot.schema, &mention.stored) == Some(deceased))
}

/// Whether both tell of one death of one person: of a name alone only in reports that are near in origin.
fn are_tied(deceased: Deceased, a: &Node, b: &Node, tellings: &BTreeMap<i64, Telling>, snapshot: &Snapshot) -> bool {
    let near = |ours: i64, theirs: i64| {
        ours == theirs || tellings.get(&ours).zip(tellings.get(&theirs)).is_some_and(|(ours, theirs)| ours.likeness(theirs) >= NEAR)
    };
    deceased.is_known
        || on(deceased, a, snapshot)
            .any(|ours| on(deceased, b, snapshot).any(|theirs| near(ours.stored.report_key, theirs.stored.report_key)))
}

/// Whether two groups may be one event as far as years, times and persons' judgements go.
fn may_be_one(a: &Node, b: &Node, judged: &Judged) -> bool {
    if a.year != b.year && a.year != NO_DAY && b.year != NO_DAY {
        return false;
    }
    let times = a.group.mentions.first().zip(b.group.mentions.first());
    times.is_none_or(|(one, other)| times_allow(one, other)) && !super::story::are_judged_apart(judged, &a.group, &b.group)
}

/// Stated times must overlap, and nobody's death is told before it.
fn times_allow(one: &Mention, other: &Mention) -> bool {
    let (ours, theirs) = (one.gist.time, other.gist.time);
    let told_before = |dated: Option<i64>, told: Option<i64>| dated.zip(told).is_some_and(|(day, told)| day > told);
    match (has_day(one), has_day(other)) {
        (true, true) => ours.overlaps(theirs),
        (true, false) => !told_before(ours.first, theirs.last),
        (false, true) => !told_before(theirs.first, ours.last),
        (false, false) => true,
    }
}
