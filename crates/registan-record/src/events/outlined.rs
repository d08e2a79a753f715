//! Telling the events of two sides apart by the index of pairs alone. Statements are read only of those that are wanted.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use registan_types::{FrameName, Polarity, Reality, Span, StatementId};
use smallvec::SmallVec;

use super::death::{self, Deaths, Deceased};
use super::find::{CellId, Judged, Resolved, founding_day, founding_days};
use super::fit::Fit;
use super::mention::{Gist, Mention, TimeClass};
use super::resolve::{Group, resolve};
use super::story::Finder;
use crate::query::{Days, Filter, Readings, Snapshot, damaged};
use crate::storage::Faulty;
use crate::storage::by_number::{ByNumber, HashNumbers};
use crate::views::{Head, NO_DAY, outline_of, year_of};

/// No date is of an earlier year.
const FIRST_YEAR: i64 = -9_999;
/// More statements that persons have judged than this: their cells are not looked up one by one.
const MOST_JUDGED: usize = 256;

/// What is compared of the statements of a cell, with what the index has of them.
type Told = (Vec<Gist>, Vec<Head>);

/// A group as it was told apart.
#[derive(Debug)]
pub(super) enum Found {
    /// With its statements.
    Full(Resolved),
    /// With what the index has of them, the founder first.
    Outlined { heads: Vec<Head>, fits: Vec<Fit>, day: i64, days: Days },
}

impl Found {
    fn outlined(group: Group, gists: &[Gist], heads: &[Head]) -> Self {
        let founder = group.members.first().and_then(|place| gists.get(*place));
        let stated = founder.filter(|founder| founder.class < TimeClass::Implied);
        Self::Outlined {
            heads: group.members.iter().filter_map(|place| heads.get(*place)).copied().collect(),
            fits: group.fits,
            day: founder.and_then(|founder| founder.time.first).unwrap_or(NO_DAY),
            days: Days { first: stated.and_then(|it| it.time.first), last: stated.and_then(|it| it.time.last) },
        }
    }

    /// The day by which it is sorted.
    pub(super) fn day(&self) -> i64 {
        match self {
            Self::Full(group) => founding_day(group),
            Self::Outlined { day, .. } => *day,
        }
    }

    /// The time that its founder states.
    pub(super) fn days(&self) -> Days {
        match self {
            Self::Full(group) => founding_days(group),
            Self::Outlined { days, .. } => *days,
        }
    }
}

impl Snapshot {
    /// The groups of some cells of one question about a pair, and of those that persons' judgements tie to them. Of groups that have no time that the
    /// filter wants not all are given.
    pub(super) fn outline_cells(&self, filter: &Filter, cells: Vec<CellId>) -> Faulty<Vec<Found>> {
        let judged = self.judged()?;
        let Some(apart) = self.judged_cells(&judged)? else { return self.in_full(cells) };
        let mut finder = self.finder()?;
        let mut places: BTreeMap<(i64, i64), Vec<CellId>> = BTreeMap::new();
        let mut rest: Vec<CellId> = Vec::new();
        for cell in cells {
            if cell.year == NO_DAY || apart.contains(&cell) {
                rest.push(cell);
            } else {
                places.entry((cell.sides, cell.year)).or_default().push(cell);
            }
        }
        let mut found = Vec::new();
        for ((sides, year), cells) in places {
            let told = self.gists(sides, year, &cells, &finder.families)?;
            for (cell, (gists, heads)) in cells.into_iter().zip(told) {
                // Cells of one side, or of many, are none of a pair.
                if gists.is_empty()
                    || (finder.any_undated && self.may_be_in_story(&heads)?)
                    || self.may_tell_of_death(&mut finder, &gists)?
                {
                    rest.push(cell);
                    continue;
                }
                let groups = resolve(&self.schema, &gists.iter().collect::<Vec<_>>(), &judged.apart);
                let outlined = groups.into_iter().map(|group| Found::outlined(group, &gists, &heads));
                found.extend(outlined.filter(|found| filter.admits_time(found.days())));
            }
        }
        found.extend(self.in_full(rest)?);
        Ok(found)
    }

    fn in_full(&self, cells: Vec<CellId>) -> Faulty<Vec<Found>> {
        Ok(self.resolve_cells(cells)?.into_iter().map(Found::Full).collect())
    }

    /// The cells that persons' judgements speak of; `None` when they are too many to tell.
    fn judged_cells(&self, judged: &Judged) -> Faulty<Option<BTreeSet<CellId>>> {
        let ids = judged.statements();
        if ids.len() > MOST_JUDGED {
            return Ok(None);
        }
        let mut cells = BTreeSet::new();
        for id in ids {
            if let Some(key) = self.key_of(id)? {
                cells.extend(self.cell_of(key)?);
            }
        }
        Ok(Some(cells))
    }

    /// What some cells of two sides and a year hold that is in force and tells of happenings, cell by cell; nothing for other cells.
    fn gists(&self, sides: i64, year: i64, cells: &[CellId], families: &ByNumber<FrameName>) -> Faulty<Vec<Told>> {
        let cell_of = |family: &FrameName| cells.iter().position(|cell| cell.family == *family);
        // Frames of the cells, with the place of the cell.
        let mut frames: ByNumber<(FrameName, usize)> = ByNumber::default();
        for (frame, name) in self.frame_names()? {
            frames.extend(families.get(&frame).and_then(cell_of).map(|cell| (frame, (name, cell))));
        }
        let mut force = self.force()?;
        let mut told: Vec<Told> = cells.iter().map(|_| Told::default()).collect();
        let is_wanted = |frame: i64| frames.contains_key(&frame);
        self.each_posting_with(sides, (year, year), is_wanted, |head, outline| {
            let in_time = self.limits.as_of.is_none_or(|as_of| head.first_day.is_none_or(|first| first <= as_of));
            if head.sides.is_some() || !in_time || year_of(head.day()) != year || !force.admits(&head)? {
                return Ok(());
            }
            let outline = outline_of(&head, outline).map_err(damaged(sides))?;
            let Some((name, cell)) = frames.get(&head.frame) else { return Ok(()) };
            // What tells of a state alone is no event.
            if let Some((gists, heads)) = told.get_mut(*cell)
                && (head.coded.is_some() || outline.relation.is_none() || self.schema.tells_of_beginning(name))
            {
                gists.push(Gist::of_posting(&head, outline, name.clone()));
                heads.push(head);
            }
            Ok(())
        })?;
        for (gists, _) in &mut told {
            self.identify_twins(gists)?;
        }
        Ok(told)
    }

    /// Looks up the identities of statements that nothing else tells apart. Those of one report follow each other.
    fn identify_twins(&self, gists: &mut [Gist]) -> Faulty<()> {
        let mut query = self.storage.db.prepare_cached("SELECT id FROM log_statement WHERE key = ?1")?;
        for run in gists.chunk_by_mut(|a, b| a.report_key == b.report_key) {
            if run.len() < 2 {
                continue;
            }
            let triggers: SmallVec<[Span; 16]> = run.iter().map(|gist| gist.trigger).collect();
            for gist in run {
                if triggers.iter().filter(|trigger| **trigger == gist.trigger).count() > 1 {
                    gist.id = StatementId(query.query_row([gist.key], |row| row.get(0))?);
                }
            }
        }
        Ok(())
    }

    /// Whether a cell tells of a death that is told of more than once.
    fn may_tell_of_death(&self, finder: &mut Finder, gists: &[Gist]) -> Faulty<bool> {
        if gists.len() > death::MOST {
            return Ok(false);
        }
        let is_told = |gist: &&Gist| {
            self.schema.death_of(&gist.frame).is_some() && gist.polarity == Polarity::Affirmed && gist.reality == Reality::Actual
        };
        let keys: Vec<i64> = gists.iter().filter(is_told).map(|gist| gist.key).collect();
        let mut met = HashSet::new();
        for stored in self.statements_by_key(&keys, Readings::InForce, self.limits.as_of)? {
            let Some(deceased) = Deceased::of(&self.schema, &stored) else { continue };
            if !met.insert(deceased) || self.cells_of_death(finder, deceased)?.len() > 1 {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether statements without a day may tell of what these do: those of the same reports, or of near ones.
    fn may_be_in_story(&self, heads: &[Head]) -> Faulty<bool> {
        if heads.iter().any(|head| head.known_day.is_none()) {
            return Ok(true);
        }
        let mut query = self.storage.db.prepare_cached(
            "SELECT 1 FROM view_kin k JOIN view_report r ON r.key = k.other WHERE k.report = ?1 AND r.known_day IS NULL LIMIT 1",
        )?;
        let reports: BTreeSet<i64> = heads.iter().map(|head| head.report).collect();
        for report in reports {
            if query.exists([report])? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Groups with their statements.
    pub(super) fn fill_in(&self, found: Vec<Found>) -> Faulty<Vec<Resolved>> {
        let outlined = |found: &Found| match found {
            Found::Full(_) => Vec::new(),
            Found::Outlined { heads, .. } => heads.clone(),
        };
        let mut stored = self.statements_of(&found.iter().flat_map(outlined).collect::<Vec<Head>>())?.into_iter();
        let fill = |found| match found {
            Found::Full(group) => group,
            Found::Outlined { heads, fits, .. } => {
                let mentions: Vec<Mention> = stored.by_ref().take(heads.len()).map(Mention::new).collect();
                let ids: Vec<StatementId> = mentions.iter().map(|mention| mention.stored.id).collect();
                Resolved { mentions, merges: Group::merges(&fits, &ids) }
            }
        };
        Ok(found.into_iter().map(fill).collect())
    }

    /// The cells between two years, both included, that the index of pairs knows under a key, and, where a time is wanted, in which a
    /// statement may state it.
    pub(super) fn cells_of_pair(&self, pair: i64, filter: &Filter, years: (i64, i64)) -> Faulty<BTreeSet<CellId>> {
        let names = self.frame_names()?;
        let deaths = Deaths::new(&self.schema, &names);
        let families = self.families_of(names);
        let timed = (filter.from.is_some() || filter.until.is_some()) && self.judged()?.same.is_empty();
        // Years and frames; a search meets each very often.
        let mut own: HashSet<(i64, i64), HashNumbers> = HashSet::default();
        let mut others: HashSet<(i64, i64, i64)> = HashSet::new();
        self.each_posting(pair, years, |head, _| {
            // Of a statement whose time is not wanted nothing more is looked at; a death may have its time from another cell.
            let is_wanted = !timed || deaths.has(head.frame) || filter.admits_time(Days { first: head.first_day, last: head.last_day });
            if head.sides.is_none() && !is_wanted {
                return Ok(());
            }
            let year = year_of(head.day());
            if !(years.0..=years.1).contains(&year) {
                return Ok(());
            }
            match head.sides {
                Some(sides) => drop(others.insert((sides, year, head.frame))),
                // All statements of such a cell stand here.
                None => drop(own.insert((year, head.frame))),
            }
            Ok(())
        })?;
        let cell = |(sides, year, frame)| families.get(&frame).map(|family| CellId { year, sides, family: family.clone() });
        let mut found = self.reaching(others.into_iter().filter_map(cell).collect(), filter)?;
        found.extend(own.into_iter().filter_map(|(year, frame)| cell((pair, year, frame))));
        Ok(found)
    }

    /// The years under which events of a pair may be filed that are told of on known days, the first and the last; `None` when there are none.
    pub(super) fn years_of_pair(&self, pair: i64) -> Faulty<Option<(i64, i64)>> {
        let stretches = self.stretches(pair)?;
        let dated = || stretches.iter().filter(|stretch| stretch.last_year != NO_DAY);
        let first = dated().map(|stretch| if stretch.first_year == NO_DAY { FIRST_YEAR } else { stretch.first_year }).min();
        Ok(first.zip(dated().map(|stretch| stretch.last_year).max()))
    }
}
