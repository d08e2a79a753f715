//! Finding events: which cells a question touches, and the events told apart in them.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use registan_types::{FrameName, Grounded, Polarity, StatementId};
use rusqlite::params;

use super::death::{Deaths, Node};
use super::mention::{Mention, TimeClass};
use super::outlined::Found;
use super::resolve::{Group, ordered, resolve};
use super::story::{Finder, KeysByFamily};
use super::{Event, EventId, Ground, Judge, Merge, Phase, Reason};
use crate::RecordError;
use crate::belief::{Vote, belief};
use crate::identity::{Fingerprint, entity_key};
use crate::query::{Days, Filter, Readings, Snapshot, StoredStatement, Wanted, blob, pair_of};
use crate::storage::Faulty;
use crate::storage::by_number::ByNumber;
use crate::views::{CellEntry, NO_DAY, PrintEntry, entries};

/// How many events are wanted, and from which end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Page {
    /// At most so many; `None` for all.
    pub limit: Option<usize>,
    /// The latest first.
    pub latest_first: bool,
}

/// So many cells of loose statements are looked through together.
const TOGETHER: usize = 4096;

/// Where statements must meet to be one event.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct CellId {
    pub(crate) year: i64,
    pub(crate) sides: i64,
    pub(crate) family: FrameName,
}

/// The groups of one cell of known days.
pub(super) fn tell_apart(schema: &crate::Schema, mentions: Vec<Mention>, judged: &Judged) -> Vec<Resolved> {
    let groups = resolve(schema, &mentions.iter().map(|mention| &mention.gist).collect::<Vec<_>>(), &judged.apart);
    // Every statement is in one group.
    let mut mentions: Vec<Option<Mention>> = mentions.into_iter().map(Some).collect();
    groups.into_iter().map(|group| gather(&mut mentions, group)).collect()
}

/// A group with its statements.
#[derive(Debug, Clone)]
pub(crate) struct Resolved {
    /// The founder first.
    pub(crate) mentions: Vec<Mention>,
    pub(crate) merges: Vec<Merge>,
}

impl Snapshot {
    /// The events that `filter` wants, in the order of time and identity. An event is wanted when one of its statements is.
    ///
    /// With a limit, whole years are taken from one end until there are enough; what is planned over the turn of a year is
    /// filed under the year it was told in.
    ///
    /// # Errors
    /// When the text query is wrong or the file cannot be read.
    pub fn events(&self, filter: &Filter, page: Page) -> Result<Vec<Event>, RecordError> {
        self.read(|| {
            let wanted = self.wanted(filter)?;
            let mut seen = HashSet::new();
            let mut events = Vec::new();
            let mut walk = self.walk(filter, page)?;
            while let Some(years) = self.next_years(&mut walk)? {
                for (year, cells) in years {
                    for part in parts(self.tell_cells_apart(filter, cells)?, filter, page) {
                        let mut found = self.fill_in(part)?;
                        found.retain(|group| year != NO_DAY || group.mentions.first().is_none_or(Mention::is_loose));
                        found.retain(|group| seen.insert(event_id(group)) && wants(&wanted, group));
                        sort_by_time(&mut found, page.latest_first);
                        let room = page.limit.map_or(usize::MAX, |limit| limit.saturating_sub(events.len()));
                        for group in found.into_iter().take(room) {
                            events.push(self.event(group)?);
                        }
                        if page.limit.is_some_and(|limit| events.len() >= limit) {
                            return Ok(events);
                        }
                    }
                }
            }
            Ok(events)
        })
    }

    /// The groups of some cells that a question touches, in full or as outlines.
    fn tell_cells_apart(&self, filter: &Filter, cells: Vec<CellId>) -> Faulty<Vec<Found>> {
        match pair_of(filter) {
            Some(_) => self.outline_cells(filter, cells),
            None => Ok(self.resolve_cells(cells)?.into_iter().map(Found::Full).collect()),
        }
    }

    /// The event that a statement tells of; `None` when it is not in force on the snapshot's clocks or tells of a state.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn event_of(&self, statement: StatementId) -> Result<Option<Event>, RecordError> {
        let Some(stored) = self.statement(statement)? else { return Ok(None) };
        self.read(|| {
            let cells: Vec<CellId> = self.cell_of(stored.key)?.into_iter().collect();
            let groups = self.resolve_cells(cells)?;
            let own = groups.into_iter().find(|group| group.mentions.iter().any(|mention| mention.stored.id == statement));
            own.map(|group| self.event(group)).transpose()
        })
    }

    /// The cells in which wanted events may lie, by year.
    pub(crate) fn cells_by_year(&self, filter: &Filter) -> Faulty<BTreeMap<i64, Vec<CellId>>> {
        let mut by_year: BTreeMap<i64, Vec<CellId>> = BTreeMap::new();
        for cell in self.cells(filter)? {
            by_year.entry(cell.year).or_default().push(cell);
        }
        Ok(by_year)
    }

    /// The same, with events of a known day that statements without a day tell of filed under their year.
    pub(super) fn filed(&self, mut by_year: BTreeMap<i64, Vec<CellId>>) -> Faulty<BTreeMap<i64, Vec<CellId>>> {
        let Some(loose) = by_year.get(&NO_DAY) else { return Ok(by_year) };
        let loose: Vec<CellId> = loose.iter().filter(|cell| cell.is_loose()).cloned().collect();
        let mut anchors: BTreeSet<CellId> = BTreeSet::new();
        for cells in loose.chunks(TOGETHER) {
            for group in self.resolve_cells(cells.to_vec())? {
                if let Some(founder) = group.mentions.first().filter(|founder| !founder.is_loose()) {
                    anchors.extend(self.cell_of(founder.stored.key)?);
                }
            }
        }
        for cell in anchors {
            by_year.entry(cell.year).or_default().push(cell);
        }
        Ok(by_year)
    }

    /// The cells in which wanted events may lie, in order.
    fn cells(&self, filter: &Filter) -> Faulty<BTreeSet<CellId>> {
        if let Some(pair) = pair_of(filter) {
            let mut cells = self.cells_of_pair(pair, filter, years_reached(filter))?;
            // What is told without a day may have it from a cell of others.
            cells.extend(self.cells_of_pair(pair, filter, (NO_DAY, NO_DAY))?);
            return Ok(cells);
        }
        let families = self.families()?;
        let only_reports = filter.report.is_some() || filter.uri.is_some();
        let mut cells = BTreeSet::new();
        let mut add = |sides: i64, year: i64, frame: i64| {
            if let Some(family) = families.get(&frame)
                && filter_may_reach(filter, year)
            {
                cells.insert(CellId { year, sides, family: family.clone() });
            }
        };
        let db = &self.storage.db;
        match self.keys_by_index(filter)? {
            None if !only_reports => {
                let mut query = db.prepare_cached("SELECT parties, year, part, entries FROM view_cell")?;
                let mut rows = query.query([])?;
                let mut frames: BTreeSet<i64> = BTreeSet::new();
                while let Some(row) = rows.next()? {
                    frames.clear();
                    for entry in entries::<CellEntry>(row.get(2)?, blob(row, 3)?) {
                        frames.insert(entry?.frame);
                    }
                    let (sides, year) = (row.get(0)?, row.get(1)?);
                    frames.iter().for_each(|frame| add(sides, year, *frame));
                }
            }
            keys => {
                let keys = match keys {
                    Some(keys) => keys,
                    None => self.keys_of_reports(filter)?,
                };
                let kind = filter.plover.map(crate::storage::choices::Choice::number);
                let mut query =
                    db.prepare_cached("SELECT parties, year, frame FROM view_statement WHERE key = ?1 AND (?2 IS NULL OR plover = ?2)")?;
                for key in keys {
                    let mut rows = query.query(params![key, kind])?;
                    if let Some(row) = rows.next()? {
                        add(row.get(0)?, row.get(1)?, row.get(2)?);
                    }
                }
            }
        }
        self.reaching(cells, filter)
    }

    /// Of some cells those in which an event may have a time that the filter wants: one of its statements states it.
    pub(super) fn reaching(&self, mut cells: BTreeSet<CellId>, filter: &Filter) -> Faulty<BTreeSet<CellId>> {
        // What persons tied together may have its time from another cell.
        if cells.is_empty() || (filter.from.is_none() && filter.until.is_none()) || !self.judged()?.same.is_empty() {
            return Ok(cells);
        }
        let names = self.frame_names()?;
        let deaths = Deaths::new(&self.schema, &names);
        let families = self.families_of(names);
        let mut reached: BTreeSet<CellId> = BTreeSet::new();
        // Of one year and sides all families are looked up together.
        let places: BTreeSet<(i64, i64)> = cells.iter().filter(|cell| !cell.is_loose()).map(|cell| (cell.year, cell.sides)).collect();
        for (year, sides) in places {
            self.each_in_cell((year, sides), |entry| {
                // A death may have its time from another cell.
                if (filter.admits_time(Days { first: entry.first_day, last: entry.last_day }) || deaths.has(entry.frame))
                    && let Some(family) = families.get(&entry.frame)
                {
                    reached.insert(CellId { year, sides, family: family.clone() });
                }
            })?;
        }
        // What is told without a day is filed under the event it belongs to.
        cells.retain(|cell| cell.is_loose() || reached.contains(cell));
        Ok(cells)
    }

    pub(crate) fn cell_of(&self, key: i64) -> Faulty<Option<CellId>> {
        let families = self.families()?;
        let mut query = self.storage.db.prepare_cached("SELECT parties, year, frame FROM view_statement WHERE key = ?1")?;
        let mut rows = query.query([key])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let (sides, year, frame): (i64, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        Ok(families.get(&frame).map(|family| CellId { year, sides, family: family.clone() }))
    }

    /// The names of all frames that the record has met, by their numbers.
    pub(crate) fn frame_names(&self) -> Faulty<ByNumber<FrameName>> {
        let mut query = self.storage.db.prepare_cached("SELECT key, name FROM log_frame")?;
        let rows = query.query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)))?;
        rows.map(|row| row.map(|(key, name)| (key, FrameName::new(name))).map_err(Into::into)).collect()
    }

    /// The families of all frames that the record has met, by the frame's number.
    pub(super) fn families(&self) -> Faulty<ByNumber<FrameName>> {
        Ok(self.families_of(self.frame_names()?))
    }

    pub(super) fn families_of(&self, names: ByNumber<FrameName>) -> ByNumber<FrameName> {
        names.into_iter().map(|(key, frame)| (key, self.schema.family(&frame).clone())).collect()
    }

    /// The groups of some cells, and of those that persons' judgements tie to them; with what else tells of a death that they tell of.
    pub(crate) fn resolve_cells(&self, cells: Vec<CellId>) -> Faulty<Vec<Resolved>> {
        let judged = self.judged()?;
        let mut finder = self.finder()?;
        let mut to_do = cells;
        let mut done: HashSet<CellId> = HashSet::new();
        let mut asked: Vec<Node> = Vec::new();
        loop {
            self.resolve_each(&mut finder, &mut to_do, &mut done, &mut asked, &judged)?;
            let reached = self.reached(&mut finder, &asked, &judged)?;
            for node in &reached {
                to_do.extend(self.judged_cells_of(&node.group, &judged)?.into_iter().filter(|cell| !done.contains(cell)));
            }
            if to_do.is_empty() {
                asked.extend(reached);
                return Ok(unite_judged(self.unite_deaths(asked, &judged)?, &judged));
            }
        }
    }

    /// The groups of each of some cells, and of those that persons' judgements tie to them.
    fn resolve_each(
        &self,
        finder: &mut Finder,
        to_do: &mut Vec<CellId>,
        done: &mut HashSet<CellId>,
        groups: &mut Vec<Node>,
        judged: &Judged,
    ) -> Faulty<()> {
        while let Some(cell) = to_do.pop() {
            if !done.insert(cell.clone()) {
                continue;
            }
            let found = if cell.is_loose() {
                let story = self.story(finder, &cell, judged)?;
                done.extend(story.cells.iter().cloned());
                // What tells of an event of a known day is found with that event.
                to_do.extend(story.clusters.iter().filter_map(|cluster| cluster.dated.as_ref()).map(|dated| dated.cell.clone()));
                story.clusters.iter().filter(|cluster| cluster.dated.is_none()).map(|cluster| cluster.group.clone()).collect()
            } else {
                self.groups_of_cell(finder, &cell, judged)?
            };
            for group in found {
                to_do.extend(self.judged_cells_of(&group, judged)?);
                groups.push(self.asked(finder, &cell, group)?);
            }
        }
        Ok(())
    }

    /// The cells of statements that a person judged the same as some of a group.
    fn judged_cells_of(&self, group: &Resolved, judged: &Judged) -> Faulty<Vec<CellId>> {
        let mut cells = Vec::new();
        for other in group.mentions.iter().flat_map(|mention| judged.same_as(mention.stored.id)) {
            if let Some(stored) = self.stored_by_id(other)? {
                cells.extend(self.cell_of(stored.key)?);
            }
        }
        Ok(cells)
    }

    /// The groups of a cell of known days, with what is told of them without a day.
    pub(super) fn groups_of_cell(&self, finder: &mut Finder, cell: &CellId, judged: &Judged) -> Faulty<Vec<Resolved>> {
        if !finder.any_undated {
            return Ok(tell_apart(&self.schema, self.mentions(cell, finder)?, judged));
        }
        let mut groups = Vec::clone(&*self.dated_groups(finder, cell, judged)?);
        self.attach(finder, cell, &mut groups, judged)?;
        Ok(groups)
    }

    /// Whether there are reports without a date.
    pub(super) fn any_undated(&self) -> Faulty<bool> {
        Ok(self.storage.db.prepare_cached("SELECT 1 FROM view_report WHERE known_day IS NULL AND erased IS NULL LIMIT 1")?.exists([])?)
    }

    fn stored_by_id(&self, id: StatementId) -> Faulty<Option<StoredStatement>> {
        match self.key_of(id)? {
            Some(key) => Ok(self.statements_by_key(&[key], Readings::InForce, self.limits.as_of)?.pop()),
            None => Ok(None),
        }
    }

    /// The statements of a cell that are in force and tell of happenings.
    pub(super) fn mentions(&self, cell: &CellId, finder: &mut Finder) -> Faulty<Vec<Mention>> {
        let mut stored = self.statements_by_key(self.keys_of_cell(cell, finder)?, Readings::InForce, self.limits.as_of)?;
        stored.retain(|stored| tells_of_event(&self.schema, stored));
        Ok(stored.into_iter().map(Mention::new).collect())
    }

    /// The numbers of a cell's statements, those of former readings too.
    pub(super) fn keys_of_cell<'f>(&self, cell: &CellId, finder: &'f mut Finder) -> Faulty<&'f [i64]> {
        // Cells of one year and sides mostly come one after another.
        let place = (cell.year, cell.sides);
        if finder.lately.as_ref().is_none_or(|(lately, _)| *lately != place) {
            finder.lately = Some((place, self.keys_by_family(place, &finder.families)?));
        }
        Ok(finder.lately.as_ref().and_then(|(_, keys)| keys.get(&cell.family)).map_or(&[][..], Vec::as_slice))
    }

    /// The statements of a year and sides, by the family of their frame.
    fn keys_by_family(&self, place: (i64, i64), families: &ByNumber<FrameName>) -> Faulty<KeysByFamily> {
        let mut keys = KeysByFamily::new();
        self.each_in_cell(place, |entry| {
            if let Some(family) = families.get(&entry.frame) {
                keys.entry(family.clone()).or_default().push(entry.statement);
            }
        })?;
        Ok(keys)
    }

    /// Goes over the statements of a year and sides, in their order.
    fn each_in_cell(&self, (year, sides): (i64, i64), mut take: impl FnMut(CellEntry)) -> Faulty<()> {
        let mut query =
            self.storage.db.prepare_cached("SELECT part, entries FROM view_cell WHERE year = ?1 AND parties = ?2 ORDER BY part")?;
        let mut rows = query.query([year, sides])?;
        while let Some(row) = rows.next()? {
            for entry in entries::<CellEntry>(row.get(0)?, blob(row, 1)?) {
                take(entry?);
            }
        }
        Ok(())
    }

    pub(super) fn judged(&self) -> Faulty<Judged> {
        let mut query = self.storage.db.prepare_cached(
            "SELECT key, left, right, same FROM view_judgement WHERE key <= ?1 AND (withdrawn IS NULL OR withdrawn > ?1) ORDER BY key",
        )?;
        let mut rows = query.query([self.limits.seq])?;
        let mut latest: BTreeMap<(StatementId, StatementId), (i64, bool)> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let pair = ordered(StatementId(row.get(1)?), StatementId(row.get(2)?));
            latest.insert(pair, (row.get(0)?, row.get(3)?));
        }
        let mut judged = Judged::default();
        for (pair, (key, same)) in latest {
            if same {
                judged.same.entry(pair.0).or_default().push((pair.1, key));
                judged.same.entry(pair.1).or_default().push((pair.0, key));
            } else {
                judged.apart.insert(pair);
            }
        }
        Ok(judged)
    }

    /// The event of a group.
    pub(crate) fn event(&self, group: Resolved) -> Faulty<Event> {
        let id = event_id(&group);
        let phase = group.mentions.iter().map(|mention| Phase::of(mention.stored.statement.reality)).max().unwrap_or(Phase::Considered);
        let statements = || group.mentions.iter().map(|mention| &mention.stored.statement);
        let time = statements().find_map(|statement| statement.time.as_ref().and_then(|time| time.edtf));
        let place = statements().find_map(|statement| statement.place.clone());
        let actors = distinct(statements().flat_map(|statement| &statement.actors).map(|filler| &filler.entity));
        let recipients = distinct(statements().flat_map(|statement| &statement.recipients).map(|filler| &filler.entity));
        let reciprocal = statements().any(|statement| statement.reciprocal);
        let relation = statements().find_map(|statement| statement.relation);
        let plover = statements().find_map(|statement| statement.plover.clone());
        let frame = statements().next().map_or_else(|| FrameName::new(""), |statement| statement.frame.clone());
        let mut stored: Vec<StoredStatement> = group.mentions.into_iter().map(|mention| mention.stored).collect();
        stored.sort_by(|a, b| standing(a).cmp(&standing(b)));
        let prints = self.prints(stored.iter())?;
        let vote = |(stored, print)| Vote { stored, print, against: is_denied(stored) };
        let belief = belief(&stored.iter().zip(prints).map(vote).collect::<Vec<_>>());
        Ok(Event {
            id,
            frame,
            plover,
            relation,
            reciprocal,
            actors,
            recipients,
            time,
            place,
            phase,
            belief,
            statements: stored,
            merges: group.merges,
        })
    }

    /// The fingerprints of the statements' sentences; none are needed for one statement alone.
    pub(crate) fn prints<'s>(&self, stored: impl ExactSizeIterator<Item = &'s StoredStatement>) -> Faulty<Vec<Option<Fingerprint>>> {
        if stored.len() < 2 {
            return Ok(vec![None; stored.len()]);
        }
        let mut query = self.storage.db.prepare_cached("SELECT entries FROM view_print WHERE place = ?1")?;
        stored
            .map(|stored| {
                let place = PrintEntry::row(stored.key);
                let mut rows = query.query([place])?;
                let Some(row) = rows.next()? else { return Ok(None) };
                let mut found = entries::<PrintEntry>(place, blob(row, 0)?);
                found
                    .find(|entry| entry.as_ref().map_or(true, |entry| entry.statement == stored.key))
                    .transpose()
                    .map(|entry| entry.map(|entry| entry.print))
            })
            .collect()
    }
}

/// What persons have judged, as far as it counts.
#[derive(Debug, Default)]
pub(super) struct Judged {
    pub(super) same: HashMap<StatementId, Vec<(StatementId, i64)>>,
    pub(super) apart: HashSet<(StatementId, StatementId)>,
}

impl Judged {
    /// Every statement that was judged.
    pub(super) fn statements(&self) -> BTreeSet<StatementId> {
        self.same.keys().copied().chain(self.apart.iter().flat_map(|(one, other)| [*one, *other])).collect()
    }

    fn same_as(&self, id: StatementId) -> impl Iterator<Item = StatementId> {
        self.same.get(&id).into_iter().flatten().map(|(other, _)| *other)
    }
}

/// Whether a statement tells of a happening rather than of a state alone.
pub(crate) fn tells_of_event(schema: &crate::Schema, stored: &StoredStatement) -> bool {
    let statement = &stored.statement;
    let happens = statement.plover.is_some() || statement.relation.is_none() || schema.tells_of_beginning(&statement.frame);
    happens && (!statement.actors.is_empty() || !statement.recipients.is_empty())
}

fn is_denied(stored: &StoredStatement) -> bool {
    stored.statement.polarity == Polarity::Denied
}

/// The order of report and place.
pub(crate) fn standing(stored: &StoredStatement) -> impl Ord + '_ {
    (&stored.report.source.uri, stored.report.id, stored.key)
}

fn gather(mentions: &mut [Option<Mention>], group: Group) -> Resolved {
    let taken: Vec<Mention> = group.members.iter().filter_map(|place| mentions.get_mut(*place).and_then(Option::take)).collect();
    let ids: Vec<StatementId> = taken.iter().map(|mention| mention.stored.id).collect();
    Resolved { merges: Group::merges(&group.fits, &ids), mentions: taken }
}

/// Unites groups whose statements a person judged the same. The most precise founder leads.
fn unite_judged(mut groups: Vec<Resolved>, judged: &Judged) -> Vec<Resolved> {
    if judged.same.is_empty() {
        return groups;
    }
    let is_judged = |group: &Resolved| group.mentions.iter().any(|mention| judged.same.contains_key(&mention.stored.id));
    // Few are: the others need not be compared.
    let mut own: Vec<Resolved> = groups.extract_if(.., |group| is_judged(group)).collect();
    own.sort_by_cached_key(|group| group.mentions.first().map(Mention::precedence));
    let mut united: Vec<Resolved> = Vec::new();
    for group in own {
        let (tied, rest): (Vec<Resolved>, Vec<Resolved>) = united.into_iter().partition(|target| tie(target, &group, judged).is_some());
        united = rest;
        united.push(tied.into_iter().fold(group, |whole, other| join_judged(other, whole, judged)));
    }
    groups.extend(united);
    groups
}

/// A judgement that ties two groups: the statements and its number.
fn tie(a: &Resolved, b: &Resolved, judged: &Judged) -> Option<(StatementId, StatementId, i64)> {
    let ours: HashSet<StatementId> = a.mentions.iter().map(|mention| mention.stored.id).collect();
    b.mentions.iter().find_map(|mention| {
        let same = judged.same.get(&mention.stored.id)?;
        same.iter().find(|(other, _)| ours.contains(other)).map(|(other, key)| (mention.stored.id, *other, *key))
    })
}

fn join_judged(mut leader: Resolved, follower: Resolved, judged: &Judged) -> Resolved {
    if let Some((statement, with, key)) = tie(&leader, &follower, judged) {
        let reasons = vec![Reason { on: Ground::Judgement, score: 1.0 }];
        leader.merges.push(Merge { statement, with, by: Judge::Person(key), score: 1.0, reasons });
    }
    leader.merges.extend(follower.merges);
    leader.mentions.extend(follower.mentions);
    leader.mentions.sort_by_cached_key(Mention::precedence);
    leader
}

pub(crate) fn event_id(group: &Resolved) -> EventId {
    EventId::founded_by(group.mentions.first().map_or(StatementId([0; 16]), |founder| founder.stored.id))
}

fn sort_by_time(groups: &mut [Resolved], latest_first: bool) {
    groups.sort_by_cached_key(|group| (founding_day(group), event_id(group)));
    if latest_first {
        groups.sort_by_cached_key(|group| (Reverse(founding_day(group)), event_id(group)));
    }
}

/// Whether one of a group's statements is wanted, and its time lies where it should.
fn wants(wanted: &Wanted<'_>, group: &Resolved) -> bool {
    wanted.filter.admits_time(founding_days(group)) && group.mentions.iter().any(|mention| wanted.admits(&mention.stored))
}

/// The time that the founder states.
pub(crate) fn founding_days(group: &Resolved) -> Days {
    let stated = |mention: &&Mention| mention.gist.class < TimeClass::Implied;
    let founder = group.mentions.first().filter(stated);
    founder.map_or(Days { first: None, last: None }, |founder| Days { first: founder.gist.time.first, last: founder.gist.time.last })
}

/// The day by which an event is sorted: the first of the founder's time, stated or implied.
pub(crate) fn founding_day(group: &Resolved) -> i64 {
    group.mentions.first().and_then(|mention| mention.gist.time.first).unwrap_or(NO_DAY)
}

/// Whether an event of a cell's year may have a time that the filter wants.
fn filter_may_reach(filter: &Filter, year: i64) -> bool {
    let (first, last) = years_reached(filter);
    year == NO_DAY || (first..=last).contains(&year)
}

/// The first and the last year under which wanted events may be filed.
pub(super) fn years_reached(filter: &Filter) -> (i64, i64) {
    let first = filter.from.map_or(i64::MIN, |from| i64::from(from.year()) - 1);
    let last = filter.until.map_or(i64::MAX, |until| i64::from(until.year()) + 1);
    (first, last)
}

/// Groups that may have a time that the filter wants, in parts that are looked at one after another: days, when only some are wanted.
fn parts(mut found: Vec<Found>, filter: &Filter, page: Page) -> Vec<Vec<Found>> {
    found.retain(|found| filter.admits_time(found.days()));
    if page.limit.is_none() {
        return vec![found];
    }
    let mut days: BTreeMap<i64, Vec<Found>> = BTreeMap::new();
    for found in found {
        days.entry(found.day()).or_default().push(found);
    }
    if page.latest_first { days.into_values().rev().collect() } else { days.into_values().collect() }
}

fn distinct<'e>(entities: impl Iterator<Item = &'e Grounded>) -> Vec<Grounded> {
    let mut seen = HashSet::new();
    entities.filter(|entity| seen.insert(entity_key(entity))).cloned().collect()
}
