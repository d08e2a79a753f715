//! Statements of which no day is known: neither they nor their reports say when. What can be compared instead is how near
//! their reports are in origin.
//!
//! **Loose** is a statement without a day. Its **story** are the loose statements of one family of frames in reports that are tied to its
//! own by likeness on one matter, directly or through others. A story that grows too large is taken at a higher likeness, so that
//! what is compared stays little; which story a statement is in depends on the reports alone, never on their order.
//!
//! Within a story statements are clustered by average link. Events of known days that reports near to the story tell of take part
//! as wholes. A cluster may join several of them if they share a cell and their own times allow them to be one; they become one event by
//! what is told without a day, unless a person judged statements of them apart.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use registan_types::{FrameName, StatementId};
use rusqlite::params;

use super::death::Deaths;
use super::find::{CellId, Judged, Resolved};
use super::likeness::{Likeness, Origin, Told, likeness};
use super::linkage::Table;
use super::mention::Mention;
use super::resolve::ordered;
use super::{Judge, LOOSE_THRESHOLD, Merge};
use crate::log;
use crate::query::{Readings, Snapshot};
use crate::storage::Faulty;
use crate::storage::by_number::ByNumber;
use crate::views::NO_DAY;

/// Likeness of reports, in thousandths, at which a story is taken; the first at which it is small enough.
const LEVELS: [i64; 6] = [80, 140, 200, 300, 500, 800];
/// More reports than this are no one story.
const MOST_REPORTS: usize = 64;
/// More statements than this are not compared with each other.
const MOST_STATEMENTS: usize = 256;

/// Numbers of statements by the family of their frame.
pub(super) type KeysByFamily = HashMap<FrameName, Vec<i64>>;

/// What is found on the way of one question, so that it is found once.
#[derive(Debug)]
pub(super) struct Finder {
    pub(super) families: ByNumber<FrameName>,
    pub(super) deaths: Deaths,
    /// Whether there are reports without a date at all.
    pub(super) any_undated: bool,
    loose: HashMap<CellId, Rc<Vec<Mention>>>,
    kin: ByNumber<Rc<Vec<Kin>>>,
    stories: HashMap<CellId, Rc<Story>>,
    groups: HashMap<CellId, Rc<Vec<Resolved>>>,
    /// The year and sides that were looked at last, with their statements by family.
    pub(super) lately: Option<((i64, i64), KeysByFamily)>,
}

#[derive(Debug, Clone, Copy)]
struct Kin {
    report: i64,
    alike: i64,
    dated: bool,
}

/// The clusters of a story.
#[derive(Debug, Default)]
pub(super) struct Story {
    /// The cells it takes in.
    pub(super) cells: Vec<CellId>,
    pub(super) clusters: Vec<Cluster>,
}

/// Loose statements that tell of one happening.
#[derive(Debug)]
pub(super) struct Cluster {
    pub(super) group: Resolved,
    /// The event of a known day that they tell of.
    pub(super) dated: Option<Dated>,
}

/// An event of a known day that loose statements tell of: one group of its cell, or several that they tie together.
#[derive(Debug)]
pub(super) struct Dated {
    pub(super) cell: CellId,
    /// The first statement of the first group.
    founder: StatementId,
    /// Why the other groups, each by its first statement, are one with the first.
    ties: Vec<Merge>,
}

impl CellId {
    /// The cell of loose statements of one report.
    fn loose(report: i64, family: &FrameName) -> Self {
        Self { year: NO_DAY, sides: report, family: family.clone() }
    }

    pub(super) fn is_loose(&self) -> bool {
        self.year == NO_DAY
    }
}

impl Finder {
    fn new(families: ByNumber<FrameName>, deaths: Deaths, any_undated: bool) -> Self {
        let (loose, kin, stories, groups, lately) = Default::default();
        Self { families, deaths, any_undated, loose, kin, stories, groups, lately }
    }
}

impl Snapshot {
    pub(super) fn finder(&self) -> Faulty<Finder> {
        let names = self.frame_names()?;
        let deaths = Deaths::new(&self.schema, &names);
        Ok(Finder::new(self.families_of(names), deaths, self.any_undated()?))
    }

    /// The groups of a cell of known days, as their own statements make them.
    pub(super) fn dated_groups(&self, finder: &mut Finder, cell: &CellId, judged: &Judged) -> Faulty<Rc<Vec<Resolved>>> {
        if let Some(groups) = finder.groups.get(cell) {
            return Ok(Rc::clone(groups));
        }
        let mentions = self.mentions(cell, finder)?;
        let groups = Rc::new(super::find::tell_apart(&self.schema, mentions, judged));
        finder.groups.insert(cell.clone(), Rc::clone(&groups));
        Ok(groups)
    }

    /// Adds to the groups of a cell the loose statements that tell of them, and unites those that loose statements tie together.
    pub(super) fn attach(&self, finder: &mut Finder, cell: &CellId, groups: &mut Vec<Resolved>, judged: &Judged) -> Faulty<()> {
        let stories = self.stories_near(finder, cell, groups, judged)?;
        let clusters = stories.iter().flat_map(|story| &story.clusters);
        let own = |cluster: &'_ Cluster| cluster.dated.as_ref().is_some_and(|dated| dated.cell == *cell);
        let mut clusters: Vec<&Cluster> = clusters.filter(|cluster| own(cluster)).collect();
        // Which story is met first follows from the order of arrival, and must not show.
        clusters.sort_by_cached_key(|cluster| cluster.group.mentions.first().map(Mention::precedence));
        let founder = |group: &Resolved| group.mentions.first().map(|first| first.stored.id);
        let places: HashMap<StatementId, usize> =
            groups.iter().enumerate().filter_map(|(place, group)| Some((founder(group)?, place))).collect();
        for cluster in &clusters {
            let place = cluster.dated.as_ref().and_then(|dated| places.get(&dated.founder));
            if let Some(group) = place.and_then(|place| groups.get_mut(*place)) {
                group.mentions.extend(cluster.group.mentions.iter().cloned());
                group.merges.extend(cluster.group.merges.iter().cloned());
            }
        }
        let ties = clusters.iter().filter_map(|cluster| cluster.dated.as_ref()).flat_map(|dated| &dated.ties);
        unite_tied(groups, &places, ties, judged);
        Ok(())
    }

    /// The stories near to the reports that groups of a cell are told in, each once.
    fn stories_near(&self, finder: &mut Finder, cell: &CellId, groups: &[Resolved], judged: &Judged) -> Faulty<Vec<Rc<Story>>> {
        let mentions = groups.iter().flat_map(|group| &group.mentions);
        let reports: BTreeSet<i64> = mentions.map(|mention| mention.stored.report_key).collect();
        let mut near = reports.clone();
        for report in reports {
            near.extend(self.kin(finder, report)?.iter().filter(|kin| !kin.dated).map(|kin| kin.report));
        }
        let mut done: BTreeSet<CellId> = BTreeSet::new();
        let mut stories = Vec::new();
        for report in near {
            let loose = CellId::loose(report, &cell.family);
            if done.contains(&loose) || self.loose(finder, &loose)?.is_empty() {
                continue;
            }
            let story = self.story(finder, &loose, judged)?;
            done.extend(story.cells.iter().cloned());
            stories.push(story);
        }
        Ok(stories)
    }

    /// The story of a cell of loose statements.
    pub(super) fn story(&self, finder: &mut Finder, cell: &CellId, judged: &Judged) -> Faulty<Rc<Story>> {
        if let Some(story) = finder.stories.get(cell) {
            return Ok(Rc::clone(story));
        }
        let reports = self.reports_of_story(finder, cell)?;
        let cells: Vec<CellId> = reports.iter().map(|report| CellId::loose(*report, &cell.family)).collect();
        let mut loose: Vec<Mention> = Vec::new();
        for cell in &cells {
            loose.extend(self.loose(finder, cell)?.iter().cloned());
        }
        loose.sort_by_cached_key(Mention::precedence);
        let anchors = self.anchors(finder, &reports, &cell.family, judged)?;
        let clusters = self.cluster(&loose, &anchors, judged)?;
        let story = Rc::new(Story { cells, clusters });
        for cell in &story.cells {
            finder.stories.insert(cell.clone(), Rc::clone(&story));
        }
        Ok(story)
    }

    /// The reports of the story that a cell belongs to, at the first level at which they are few enough.
    fn reports_of_story(&self, finder: &mut Finder, cell: &CellId) -> Faulty<BTreeSet<i64>> {
        for level in LEVELS {
            let mut reports = BTreeSet::from([cell.sides]);
            let mut to_do = vec![cell.sides];
            let mut statements = self.loose(finder, cell)?.len();
            while let Some(report) = to_do.pop() {
                for kin in self.kin(finder, report)?.iter().filter(|kin| !kin.dated && kin.alike >= level) {
                    let told = self.loose(finder, &CellId::loose(kin.report, &cell.family))?.len();
                    if told > 0 && reports.insert(kin.report) {
                        statements += told;
                        to_do.push(kin.report);
                    }
                }
                if reports.len() > MOST_REPORTS || statements > MOST_STATEMENTS {
                    break;
                }
            }
            if reports.len() <= MOST_REPORTS && statements <= MOST_STATEMENTS {
                return Ok(reports);
            }
        }
        Ok(BTreeSet::from([cell.sides]))
    }

    fn loose(&self, finder: &mut Finder, cell: &CellId) -> Faulty<Rc<Vec<Mention>>> {
        if let Some(loose) = finder.loose.get(cell) {
            return Ok(Rc::clone(loose));
        }
        let loose = Rc::new(self.mentions(cell, finder)?);
        finder.loose.insert(cell.clone(), Rc::clone(&loose));
        Ok(loose)
    }

    fn kin(&self, finder: &mut Finder, report: i64) -> Faulty<Rc<Vec<Kin>>> {
        if let Some(kin) = finder.kin.get(&report) {
            return Ok(Rc::clone(kin));
        }
        let mut query = self.storage.db.prepare_cached(
            "SELECT k.other, k.alike, r.known_day IS NOT NULL FROM view_kin k JOIN view_report r ON r.key = k.other
             WHERE k.report = ?1 AND k.other <= ?2 ORDER BY k.other",
        )?;
        let rows = query
            .query_map(params![report, self.limits.seq], |row| Ok(Kin { report: row.get(0)?, alike: row.get(1)?, dated: row.get(2)? }))?;
        let kin = Rc::new(rows.collect::<Result<Vec<Kin>, _>>()?);
        finder.kin.insert(report, Rc::clone(&kin));
        Ok(kin)
    }

    /// The events of known days that the reports of a story, or dated reports near to them, tell of, in a fixed order: each with the statements
    /// by which they do.
    fn anchors(&self, finder: &mut Finder, reports: &BTreeSet<i64>, family: &FrameName, judged: &Judged) -> Faulty<Vec<Anchor>> {
        let mut near = reports.clone();
        for report in reports {
            near.extend(self.kin(finder, *report)?.iter().filter(|kin| kin.dated).map(|kin| kin.report));
        }
        let mut keys: Vec<i64> = Vec::new();
        let mut query = self.storage.db.prepare_cached(
            "SELECT s.key, s.frame FROM view_reading d JOIN view_statement s ON s.key >= d.first AND s.key < d.first + d.count
             WHERE d.report = ?1 AND s.year <> ?2",
        )?;
        for report in near {
            let mut rows = query.query([report, NO_DAY])?;
            while let Some(row) = rows.next()? {
                if finder.families.get(&row.get(1)?) == Some(family) {
                    keys.push(row.get(0)?);
                }
            }
        }
        let mut anchors: BTreeMap<StatementId, Anchor> = BTreeMap::new();
        for stored in self.statements_by_key(&keys, Readings::InForce, self.limits.as_of)? {
            let Some(cell) = self.cell_of(stored.key)? else { continue };
            let groups = self.dated_groups(finder, &cell, judged)?;
            let id = stored.id;
            let Some(place) = groups.iter().position(|group| group.mentions.iter().any(|mention| mention.stored.id == id)) else {
                continue;
            };
            let Some(founder) = groups.get(place).and_then(|group| group.mentions.first()).map(|first| first.stored.id) else { continue };
            let anchor = anchors.entry(founder).or_insert_with(|| Anchor { cell, founder, groups, place, mentions: Vec::new() });
            anchor.mentions.push(Mention::new(stored));
        }
        let mut anchors: Vec<Anchor> = anchors.into_values().collect();
        anchors.iter_mut().for_each(|anchor| anchor.mentions.sort_by_cached_key(Mention::precedence));
        Ok(anchors)
    }

    fn cluster(&self, loose: &[Mention], anchors: &[Anchor], judged: &Judged) -> Faulty<Vec<Cluster>> {
        let mut origins: BTreeMap<i64, Origin> = BTreeMap::new();
        // Alone there is nothing to compare.
        if loose.len() + anchors.len() > 1 {
            for mention in loose.iter().chain(anchors.iter().flat_map(|anchor| &anchor.mentions)) {
                let key = mention.stored.report_key;
                if let std::collections::btree_map::Entry::Vacant(entry) = origins.entry(key) {
                    entry.insert(Origin::new(log::report_at(&self.storage.db, key)?.text));
                }
            }
        }
        let nodes: Vec<Vec<&Mention>> =
            anchors.iter().map(|anchor| anchor.mentions.iter().collect()).chain(loose.iter().map(|mention| vec![mention])).collect();
        let told: Vec<Vec<Told<'_>>> =
            nodes.iter().map(|node| node.iter().filter_map(|mention| Told::new(mention, &origins)).collect()).collect();
        let mut compared = Compared { table: Table::new(nodes.len()), grounds: HashMap::new() };
        for (a, ours) in told.iter().enumerate() {
            compared.table.weigh(a, ours.len());
            for (b, theirs) in told.iter().enumerate().skip(a + 1) {
                let one = anchors.get(a).zip(anchors.get(b)).is_none_or(|(one, other)| one.may_be(other));
                if !one || is_judged_apart(judged, &nodes, a, b) {
                    compared.table.keep_apart(a, b);
                } else {
                    compared.compare(&self.schema, (a, ours), (b, theirs));
                }
            }
        }
        let clusters = compared.table.clone().clusters(LOOSE_THRESHOLD);
        Ok(clusters.iter().filter_map(|places| compared.gather(places, anchors, loose)).collect())
    }
}

/// An event of a known day, with the statements by which reports near to a story tell of it.
#[derive(Debug)]
struct Anchor {
    cell: CellId,
    founder: StatementId,
    /// The groups of its cell, and which of them it is.
    groups: Rc<Vec<Resolved>>,
    place: usize,
    mentions: Vec<Mention>,
}

impl Anchor {
    /// Whether both may be one event as far as their own times go.
    fn may_be(&self, other: &Self) -> bool {
        let founder = |anchor: &Self| anchor.groups.get(anchor.place).and_then(|group| group.mentions.first()).map(|first| first.gist.time);
        self.cell == other.cell && founder(self).zip(founder(other)).is_some_and(|(ours, theirs)| ours.overlaps(theirs))
    }
}

/// How alike the parts of a story are, with why. Events of known days stand before the loose statements.
struct Compared {
    table: Table,
    grounds: HashMap<(usize, usize), [f64; 5]>,
}

impl Compared {
    fn compare(&mut self, schema: &crate::Schema, (a, ours): (usize, &[Told<'_>]), (b, theirs): (usize, &[Told<'_>])) {
        let pairs = ours.iter().flat_map(|one| theirs.iter().map(move |other| likeness(schema, one, other)));
        let found: Vec<Likeness> = pairs.flatten().collect();
        let count = (ours.len() * theirs.len()).max(1) as f64;
        if let Some(first) = found.first() {
            self.table.set(a, b, found.iter().map(|likeness| likeness.likelihood).sum::<f64>() / count);
            self.grounds.insert((a, b), first.grounds);
        }
    }

    /// A cluster of places as statements with their merges; `None` for events that nothing loose tells of.
    fn gather(&self, places: &[usize], anchors: &[Anchor], loose: &[Mention]) -> Option<Cluster> {
        let mut told: Vec<(usize, &Anchor)> = places.iter().filter_map(|place| Some((*place, anchors.get(*place)?))).collect();
        // Those of one cluster are of one cell.
        told.sort_by_key(|(_, anchor)| anchor.place);
        let members: Vec<(usize, &Mention)> =
            places.iter().filter_map(|place| Some((*place, loose.get(place.checked_sub(anchors.len())?)?))).collect();
        let first = members.first()?.1;
        let founder = told.first().map_or(first.stored.id, |(_, anchor)| anchor.founder);
        let joined = members.iter().filter(|(_, mention)| mention.stored.id != founder);
        let merges = joined.map(|(place, mention)| self.merge(*place, places, mention.stored.id, founder)).collect();
        let ties = told.iter().skip(1).map(|(place, anchor)| self.merge(*place, places, anchor.founder, founder)).collect();
        let dated = told.first().map(|(_, anchor)| Dated { cell: anchor.cell.clone(), founder, ties });
        let mentions = members.into_iter().map(|(_, mention)| mention.clone()).collect();
        Some(Cluster { group: Resolved { mentions, merges }, dated })
    }

    /// Why a statement is in its cluster: the mean over all others in it.
    fn merge(&self, place: usize, places: &[usize], statement: StatementId, with: StatementId) -> Merge {
        let others: Vec<usize> = places.iter().copied().filter(|other| *other != place).collect();
        let count = others.len().max(1) as f64;
        let score = others.iter().map(|other| self.table.alike(place, *other)).sum::<f64>() / count;
        let mut grounds = [0.0; 5];
        for other in &others {
            let found = self.grounds.get(&(place.min(*other), place.max(*other))).copied().unwrap_or_default();
            grounds.iter_mut().zip(found).for_each(|(sum, score)| *sum += score / count);
        }
        Merge { statement, with, by: Judge::Rules, score, reasons: Likeness::reasons(grounds) }
    }
}

fn is_judged_apart(judged: &Judged, nodes: &[Vec<&Mention>], a: usize, b: usize) -> bool {
    if judged.apart.is_empty() {
        return false;
    }
    let ids = |place: usize| nodes.get(place).into_iter().flatten().map(|mention| mention.stored.id);
    ids(a).any(|one| ids(b).any(|other| judged.apart.contains(&ordered(one, other))))
}

/// Unites groups as far as no two statements that a person judged apart meet. The first in the order of the cell leads.
fn unite_tied<'t>(
    groups: &mut Vec<Resolved>,
    places: &HashMap<StatementId, usize>,
    ties: impl Iterator<Item = &'t Merge>,
    judged: &Judged,
) {
    let mut leaders: Vec<usize> = (0..groups.len()).collect();
    for tie in ties {
        let leader = |id: &StatementId| places.get(id).and_then(|place| leaders.get(*place)).copied();
        let Some((one, other)) = leader(&tie.statement).zip(leader(&tie.with)).filter(|(one, other)| one != other) else { continue };
        let (first, second) = (one.min(other), one.max(other));
        if groups.get(first).zip(groups.get(second)).is_none_or(|(ours, theirs)| are_judged_apart(judged, ours, theirs)) {
            continue;
        }
        let Some(taken) = groups
            .get_mut(second)
            .map(|group| Resolved { mentions: std::mem::take(&mut group.mentions), merges: std::mem::take(&mut group.merges) })
        else {
            continue;
        };
        if let Some(group) = groups.get_mut(first) {
            group.mentions.extend(taken.mentions);
            group.merges.extend(taken.merges);
            group.merges.push(tie.clone());
            // The most precise first, as in every group.
            group.mentions.sort_by_cached_key(Mention::precedence);
        }
        leaders.iter_mut().filter(|leader| **leader == second).for_each(|leader| *leader = first);
    }
    groups.retain(|group| !group.mentions.is_empty());
}

pub(super) fn are_judged_apart(judged: &Judged, ours: &Resolved, theirs: &Resolved) -> bool {
    let apart = |one: &Mention| theirs.mentions.iter().any(|other| judged.apart.contains(&ordered(one.stored.id, other.stored.id)));
    !judged.apart.is_empty() && ours.mentions.iter().any(apart)
}
