//! How often two parties are told of together, over time, and how much was printed at all: a rise in reporting must not
//! be taken for a rise in happenings.

use std::collections::BTreeMap;

use jiff::civil::Date;
use registan_types::{PloverType, Polarity, Reality};
use rusqlite::params;

use super::{Filter, STATEMENT_IN_FORCE, Snapshot};
use crate::identity::{PartyRef, pair_key};
use crate::storage::Faulty;
use crate::storage::by_number::ByNumber;
use crate::storage::choices::Choice;
use crate::views::{date_of_day, day_number, year_of};
use crate::{Corruption, RecordError};

/// The stretch that one point of a series stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Step {
    /// A day.
    Day,
    /// A week from Monday on.
    Week,
    /// A month of the calendar.
    Month,
}

impl Step {
    /// The first day of the stretch that `day` lies in.
    pub fn start(self, day: Date) -> Date {
        match self {
            Self::Day => day,
            Self::Week => date_of_day(day_number(day) - i64::from(day.weekday().to_monday_zero_offset())).unwrap_or(day),
            Self::Month => day.first_of_month(),
        }
    }
}

/// What was told of two parties in one stretch. Only what is affirmed and actual counts.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct PairPoint {
    /// Statements whose time begins in the stretch.
    pub statements: u64,
    /// Different frames on different days among them: copies and retellings of one doing count once.
    pub doings: u64,
    /// Reports that tell of them.
    pub reports: u64,
    /// Statements by PLOVER quadrant, 1 to 4.
    pub quads: [u64; 4],
    /// The mean PLOVER score of the doings, -10 (conflict) to 10 (cooperation); `None` when none has a code.
    pub score: Option<f64>,
    /// Reports published in the stretch, on whatever matter: the denominator.
    pub press: u64,
}

/// Reports published in one stretch by one publisher.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PressPoint {
    /// The first day of the stretch.
    pub start: Date,
    /// Who published; `None` when unknown.
    pub publisher: Option<String>,
    /// How many reports.
    pub reports: u64,
}

#[derive(Default)]
struct Tally {
    point: PairPoint,
    /// As they come, also several times.
    reports: Vec<i64>,
    /// The first day of the stretch.
    first: i64,
    /// Scores by frames and days as one number: of one doing the last counts.
    doings: ByNumber<Option<i64>>,
}

/// The stretches that were met.
struct Stretches {
    step: Step,
    /// Where days were counted that were met lately: news are of few days around their own.
    lately: [Option<(i64, usize)>; NEWS_DAYS],
    by_start: BTreeMap<Date, usize>,
    tallies: Vec<Tally>,
}

impl Stretches {
    fn new(step: Step) -> Self {
        Self { step, lately: [None; NEWS_DAYS], by_start: BTreeMap::new(), tallies: Vec::new() }
    }

    fn count(&mut self, told: &Told) {
        let slot = (told.day.cast_unsigned() % NEWS_DAYS as u64) as usize;
        let known = self.lately.get(slot).copied().flatten().filter(|(day, _)| *day == told.day);
        let place = known.map(|(_, place)| place).or_else(|| self.place(told.day));
        if let Some(place) = place {
            self.lately.get_mut(slot).into_iter().for_each(|lately| *lately = Some((told.day, place)));
            self.tallies.get_mut(place).into_iter().for_each(|tally| tally.count(told));
        }
    }

    fn place(&mut self, day: i64) -> Option<usize> {
        let start = self.step.start(date_of_day(day)?);
        let place = self.by_start.entry(start).or_insert_with(|| {
            self.tallies.push(Tally { first: day_number(start), ..Tally::default() });
            self.tallies.len() - 1
        });
        Some(*place)
    }

    fn finish(self) -> impl Iterator<Item = (Date, PairPoint)> {
        let mut tallies: Vec<Option<Tally>> = self.tallies.into_iter().map(Some).collect();
        self.by_start.into_iter().filter_map(move |(start, place)| Some((start, tallies.get_mut(place)?.take()?.finish())))
    }
}

impl Snapshot {
    /// The series of two parties between two days, both included; one point a stretch in which anything was told. Times
    /// longer than a month are left out, as they belong to no one stretch.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn pair_series(
        &self,
        a: &PartyRef,
        b: &PartyRef,
        step: Step,
        from: Date,
        until: Date,
    ) -> Result<BTreeMap<Date, PairPoint>, RecordError> {
        self.read(|| {
            let mut stretches = Stretches::new(step);
            self.tell_pair(a, b, (day_number(from), day_number(until)), |told| stretches.count(&told))?;
            let press = self.printed(step, from, until)?;
            let with_press =
                |(start, point): (Date, PairPoint)| (start, PairPoint { press: press.get(&start).copied().unwrap_or(0), ..point });
            Ok(stretches.finish().map(with_press).collect())
        })
    }

    /// How many reports each publisher published between two days, both included. Reports whose day is unknown are left out.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn press(&self, step: Step, from: Date, until: Date) -> Result<Vec<PressPoint>, RecordError> {
        self.read(|| self.press_by(step, from, until))
    }

    fn press_by(&self, step: Step, from: Date, until: Date) -> Faulty<Vec<PressPoint>> {
        let mut query = self.storage.db.prepare_cached(
            "SELECT known_day, publisher, count(*) FROM view_report
             WHERE known_day BETWEEN ?1 AND ?2 AND length(published) = 10 AND key <= ?3 AND (?4 IS NULL OR known_day <= ?4)
             GROUP BY known_day, publisher",
        )?;
        let limits = params![day_number(from), day_number(until), self.limits.seq, self.limits.known];
        let mut rows = query.query(limits)?;
        let mut counts: BTreeMap<(Date, Option<String>), u64> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            if let Some(day) = date_of_day(row.get(0)?) {
                *counts.entry((step.start(day), row.get(1)?)).or_default() += row.get::<_, i64>(2)?.unsigned_abs();
            }
        }
        Ok(counts.into_iter().map(|((start, publisher), reports)| PressPoint { start, publisher, reports }).collect())
    }

    /// How many reports were published in each stretch, on whatever matter and by whomever.
    fn printed(&self, step: Step, from: Date, until: Date) -> Faulty<BTreeMap<Date, u64>> {
        let mut printed: BTreeMap<Date, u64> = BTreeMap::new();
        if self.clocks.recorded.is_some() {
            for point in self.press_by(step, from, until)? {
                *printed.entry(point.start).or_default() += point.reports;
            }
            return Ok(printed);
        }
        let mut query = self
            .storage
            .db
            .prepare_cached("SELECT day, reports FROM view_press WHERE day BETWEEN ?1 AND min(?2, coalesce(?3, ?2)) ORDER BY day")?;
        let mut rows = query.query(params![day_number(from), day_number(until), self.limits.known])?;
        // Days come in order, those of a stretch together.
        let mut counts: Vec<(Date, u64)> = Vec::new();
        while let Some(row) = rows.next()? {
            let (Some(day), reports) = (date_of_day(row.get(0)?), row.get::<_, i64>(1)?.unsigned_abs()) else { continue };
            let start = step.start(day);
            match counts.last_mut().filter(|(lately, _)| *lately == start) {
                Some((_, count)) => *count += reports,
                None => counts.push((start, reports)),
            }
        }
        Ok(counts.into_iter().collect())
    }

    /// Tells of what counts between two days: what is affirmed and actual, and no longer than a month.
    fn tell_pair(&self, a: &PartyRef, b: &PartyRef, days: (i64, i64), mut tell: impl FnMut(Told)) -> Faulty<()> {
        if let (PartyRef::Entity(_), PartyRef::Entity(_)) | (PartyRef::Country(_), PartyRef::Country(_)) = (a, b) {
            return self.tell_by_postings(pair_key(a.key(), b.key()), days, tell);
        }
        let limits = (self.limits.seq, self.limits.known, days.0, days.1);
        let filter = Filter { parties: vec![a.clone(), b.clone()], ..Filter::default() };
        let sql = format!(
            "SELECT s.key, s.report, s.frame, s.plover, s.score, coalesce(s.first_day, s.known_day) FROM view_statement s
             WHERE s.key = ?5 AND {STATEMENT_IN_FORCE} AND s.polarity = 0 AND s.reality = 0
             AND coalesce(s.first_day, s.known_day) BETWEEN ?3 AND ?4
             AND (s.first_day IS NULL) = (s.last_day IS NULL) AND (s.first_day IS NULL OR s.last_day - s.first_day <= {LONGEST})"
        );
        let mut query = self.storage.db.prepare_cached(&sql)?;
        for key in self.keys_by_index(&filter)?.unwrap_or_default() {
            let mut rows = query.query(params![limits.0, limits.1, limits.2, limits.3, key])?;
            if let Some(row) = rows.next()? {
                tell(told(row)?);
            }
        }
        Ok(())
    }

    fn tell_by_postings(&self, pair: i64, days: (i64, i64), mut tell: impl FnMut(Told)) -> Faulty<()> {
        let mut force = self.force()?;
        self.each_posting(pair, (year_of(Some(days.0)), year_of(Some(days.1))), |head, _| {
            let time = match (head.first_day, head.last_day) {
                (Some(first), Some(last)) if last - first <= LONGEST => Some(first),
                (None, None) => head.known_day,
                _ => None,
            };
            let is_fact = head.polarity == Polarity::Affirmed && head.reality == Reality::Actual;
            if let Some(day) = time.filter(|day| is_fact && (days.0..=days.1).contains(day))
                && force.admits(&head)?
            {
                let (kind, score) = head.coded.unzip();
                tell(Told { report: head.report, frame: head.frame, kind, score, day });
            }
            Ok(())
        })
    }
}

/// Times of more days than this after their first belong to no one stretch.
const LONGEST: i64 = 31;

/// Of so many days it is remembered which stretch they are of.
const NEWS_DAYS: usize = 64;

/// So many bits tell the days of a stretch apart.
const DAY_BITS: u32 = 5;

/// A statement as a series counts it.
struct Told {
    report: i64,
    frame: i64,
    kind: Option<PloverType>,
    score: Option<i64>,
    day: i64,
}

fn told(row: &rusqlite::Row<'_>) -> Faulty<Told> {
    let key: i64 = row.get(0)?;
    let damaged = |damage: Corruption| crate::storage::Fault::corrupt("view of statements", key)(damage);
    let kind = row.get::<_, Option<u8>>(3)?.map(PloverType::of).transpose().map_err(damaged)?;
    Ok(Told { report: row.get(1)?, frame: row.get(2)?, kind, score: row.get(4)?, day: row.get(5)? })
}

impl Tally {
    fn count(&mut self, told: &Told) {
        self.point.statements += 1;
        if self.reports.last() != Some(&told.report) {
            self.reports.push(told.report);
        }
        // No stretch has more days than the lowest bits can tell apart.
        self.doings.insert(told.frame << DAY_BITS | (told.day - self.first), told.score);
        if let Some(kind) = told.kind {
            let place = usize::from(kind.quad().number().saturating_sub(1));
            if let Some(count) = self.point.quads.get_mut(place) {
                *count += 1;
            }
        }
    }

    fn finish(mut self) -> PairPoint {
        self.reports.sort_unstable();
        self.reports.dedup();
        let scores: Vec<i64> = self.doings.values().copied().flatten().collect();
        let score = (!scores.is_empty()).then(|| scores.iter().sum::<i64>() as f64 / 10.0 / scores.len() as f64);
        PairPoint { doings: self.doings.len() as u64, reports: self.reports.len() as u64, score, ..self.point }
    }
}
