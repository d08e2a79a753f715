//! Laying the evidence on one state along time.

use jiff::civil::Date;
use registan_types::EdtfDate;

use super::evidence::{Bearing, When};
use super::{Begin, End, Status};
use crate::schema::EffectKind;
use crate::views::day_number;

/// Two tellings so many days apart or fewer speak of the same stretch of time: a quarter.
const NEAR_DAYS: i64 = 92;

/// A period with its evidence: places in the list that was handed in.
#[derive(Debug, Clone)]
pub(super) struct Period {
    pub(super) begin: Begin,
    pub(super) end: End,
    pub(super) status: Status,
    pub(super) evidence: Vec<usize>,
}

/// The periods of one state, in the order of time. `bearings` come in the order of [`precedence`].
pub(super) fn periods(bearings: &[&Bearing]) -> Vec<Period> {
    let mut line = Timeline::default();
    let of = |wanted: fn(&Bearing) -> bool| bearings.iter().copied().enumerate().filter(move |(_, bearing)| wanted(bearing));
    of(|bearing| !bearing.planned && bearing.effect != EffectKind::Denies).for_each(|(place, bearing)| line.affirm(place, bearing));
    let sightings: Vec<Vec<i64>> = line.periods.iter().map(|period| sightings(period, bearings)).collect();
    of(|bearing| !bearing.planned && bearing.effect == EffectKind::Denies)
        .for_each(|(place, bearing)| line.deny(place, bearing, &sightings));
    of(|bearing| bearing.planned).for_each(|(place, bearing)| line.plan(place, bearing));
    let mut periods = line.periods;
    periods.extend(line.denied);
    periods.extend(line.planned);
    periods
}

/// Evidence in the order in which it is taken: by the first day it may speak of, what has no time last.
pub(super) fn in_order(bearings: &[Bearing]) -> Vec<&Bearing> {
    let place = |(number, bearing): (u32, &Bearing)| {
        let day = first_day(bearing.when).map_or(i64::MAX, day_number);
        let told = matches!(bearing.when, When::Stated(..));
        // What a statement says several times of one state stays as it was told.
        ((day, !told, bearing.effect, bearing.report), number)
    };
    let mut order: Vec<_> = (0u32..).zip(bearings).map(place).collect();
    order.sort_unstable_by(|(a, number), (b, other)| {
        let statement = |number: &u32| bearings.get(*number as usize).map(|bearing| bearing.statement);
        a.cmp(b).then_with(|| (statement(number), number).cmp(&(statement(other), other)))
    });
    order.into_iter().filter_map(|(_, number)| bearings.get(number as usize)).collect()
}

#[derive(Default)]
struct Timeline {
    periods: Vec<Period>,
    denied: Option<Period>,
    planned: Option<Period>,
}

impl Timeline {
    fn affirm(&mut self, place: usize, bearing: &Bearing) {
        match bearing.effect {
            EffectKind::Begins => self.begin(place, bearing.when),
            EffectKind::Ends => self.end(place, bearing.when),
            EffectKind::Asserts | EffectKind::Denies => self.assert(place, bearing.when),
        }
    }

    fn begin(&mut self, place: usize, when: When) {
        let begin = match when {
            When::Stated(Some(date), _) => Begin::Since(date),
            When::Published(date) => Begin::SinceAtLeast(date),
            When::Stated(None, _) | When::Unknown => Begin::Unknown,
        };
        match self.running(when) {
            Some(period) => {
                period.evidence.push(place);
                // Told beginnings say more than sightings.
                if !matches!(period.begin, Begin::Since(_)) && matches!(begin, Begin::Since(_)) {
                    period.begin = begin;
                }
            }
            None => self.periods.push(Period { begin, end: until(when), status: Status::Holds, evidence: vec![place] }),
        }
    }

    fn assert(&mut self, place: usize, when: When) {
        let end = until(when);
        match self.running(when) {
            Some(period) => {
                period.evidence.push(place);
                period.end = period.end.max(end);
            }
            None => {
                let begin = match when {
                    // An interval with two ends tells both: "from 2001 to 2010".
                    When::Stated(Some(date), Some(_)) => Begin::Since(date),
                    When::Stated(Some(date), None) | When::Published(date) => Begin::SinceAtLeast(date),
                    When::Stated(None, _) | When::Unknown => Begin::Unknown,
                };
                self.periods.push(Period { begin, end, status: Status::Holds, evidence: vec![place] });
            }
        }
    }

    fn end(&mut self, place: usize, when: When) {
        let end = match when {
            When::Stated(_, Some(date)) | When::Stated(Some(date), None) => End::Until(date),
            When::Published(date) => End::UntilAtMost(date),
            When::Stated(None, None) | When::Unknown => End::Open,
        };
        match self.periods.last_mut() {
            Some(period) if period.end == End::Open || ended_alike(period.end, end) => {
                period.evidence.push(place);
                period.end = period.end.max(end);
            }
            _ => self.periods.push(Period { begin: Begin::Unknown, end, status: Status::Holds, evidence: vec![place] }),
        }
    }

    /// A denial contests the periods it may speak of; alone, it makes a denied state.
    ///
    /// A period that is only known by sightings has no told beginning to be denied long after: a denial within
    /// [`NEAR_DAYS`] of a sighting contests it, a much later one shows that it had ended.
    fn deny(&mut self, place: usize, bearing: &Bearing, sightings: &[Vec<i64>]) {
        let day = first_day(bearing.when);
        let mut met = false;
        for (period, sightings) in self.periods.iter_mut().zip(sightings) {
            let near = day.is_none_or(|day| is_sighted_near(sightings, day_number(day)));
            let told_to_hold = matches!(period.begin, Begin::Since(_)) && reaches(period, day);
            let sighted_before = reaches(period, day) && period.end == End::Open;
            if near || told_to_hold {
                period.status = Status::Contested;
            } else if sighted_before && let Some(date) = date_of(bearing.when) {
                period.end = End::UntilAtMost(date);
            } else {
                continue;
            }
            period.evidence.push(place);
            met = true;
        }
        if !met {
            let date = date_of(bearing.when);
            let begin = date.map_or(Begin::Unknown, Begin::SinceAtLeast);
            let period = self.denied.get_or_insert(Period { begin, end: End::Open, status: Status::Denied, evidence: Vec::new() });
            period.evidence.push(place);
        }
    }

    /// A plan is evidence of the period that came of it; until then it makes a planned state.
    fn plan(&mut self, place: usize, bearing: &Bearing) {
        if !matches!(bearing.effect, EffectKind::Begins | EffectKind::Asserts) {
            return;
        }
        let day = first_day(bearing.when);
        let comes_to_be = |period: &&mut Period| day.is_some_and(|day| period.end.date().is_none_or(|end| day <= end.last_day()));
        if let Some(period) = self.periods.iter_mut().find(comes_to_be) {
            period.evidence.push(place);
            return;
        }
        let begin = match bearing.when {
            When::Stated(Some(date), _) => Begin::Since(date),
            _ => Begin::Unknown,
        };
        let period = self.planned.get_or_insert(Period { begin, end: until(bearing.when), status: Status::Planned, evidence: Vec::new() });
        period.evidence.push(place);
    }

    /// The last period, unless it had ended when this is told of.
    fn running(&mut self, when: When) -> Option<&mut Period> {
        let day = first_day(when);
        self.periods.last_mut().filter(|period| match (period.end.date(), day) {
            (Some(end), Some(day)) => day <= end.last_day(),
            _ => true,
        })
    }
}

/// The days on which a period is affirmed, in order.
fn sightings(period: &Period, bearings: &[&Bearing]) -> Vec<i64> {
    let affirms = |bearing: &&Bearing| bearing.effect != EffectKind::Denies;
    let told = period.evidence.iter().filter_map(|place| bearings.get(*place)).copied().filter(affirms);
    let mut days: Vec<i64> = told.filter_map(|bearing| first_day(bearing.when)).map(day_number).collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// Whether a day is near one of some days, which are in order.
fn is_sighted_near(sightings: &[i64], day: i64) -> bool {
    let next = sightings.partition_point(|sighted| *sighted < day - NEAR_DAYS);
    sightings.get(next).is_some_and(|sighted| *sighted <= day + NEAR_DAYS)
}

/// Two tellings of one ending: the same date, or a report of it some time after.
fn ended_alike(former: End, now: End) -> bool {
    match (former, now) {
        (End::Until(a), End::Until(b)) => a.first_day() <= b.last_day() && b.first_day() <= a.last_day(),
        (_, End::UntilAtMost(_)) | (End::UntilAtMost(_), _) => true,
        _ => false,
    }
}

fn until(when: When) -> End {
    match when {
        When::Stated(_, Some(date)) => End::Until(date),
        _ => End::Open,
    }
}

/// Whether a period may cover a day; an unknown day may be any.
pub(super) fn reaches(period: &Period, day: Option<Date>) -> bool {
    let Some(day) = day else { return true };
    let begun = period.begin.date().is_none_or(|begin| begin.first_day() <= day);
    let going_on = period.end.date().is_none_or(|end| day <= end.last_day());
    begun && going_on
}

fn date_of(when: When) -> Option<EdtfDate> {
    match when {
        When::Stated(from, until) => from.or(until),
        When::Published(date) => Some(date),
        When::Unknown => None,
    }
}

pub(super) fn first_day(when: When) -> Option<Date> {
    date_of(when).map(EdtfDate::first_day)
}
