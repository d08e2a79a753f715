//! Reckoning on the calendar: periods of a unit, shifts by units, the nearest weekday or month. Nothing overflows: what leaves the years 1 to
//! 9999 is no date.

use jiff::{
    Span,
    civil::{Date, Weekday},
};
use registan_types::{Edtf, EdtfDate};

use super::TimeUnit;

/// A date to count from, as precisely as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Anchor {
    /// A day of it: the day itself, or one in the middle.
    pub(super) day: Date,
    /// What it is precise to.
    pub(super) unit: TimeUnit,
    /// It may be beside the mark itself.
    pub(super) approximate: bool,
}

impl Anchor {
    /// A date as something to count from.
    pub(super) fn of(date: EdtfDate) -> Self {
        let (first, last) = (date.first_day(), date.last_day());
        let days = first.until(last).map_or(0, |span| span.get_days());
        let unit = match days {
            0 => TimeUnit::Day,
            1..=30 => TimeUnit::Month,
            31..=92 => TimeUnit::Season,
            93..=366 => TimeUnit::Year,
            367..=4000 => TimeUnit::Decade,
            _ => TimeUnit::Century,
        };
        Self { day: middle(first, last), unit, approximate: date.qualifier != registan_types::Qualifier::Exact }
    }

    /// A period as something to count from.
    pub(super) fn of_edtf(edtf: Edtf) -> Option<Self> {
        match edtf {
            Edtf::Date(date) => Some(Self::of(date)),
            Edtf::Interval(Some(from), Some(until)) => {
                let (first, last) = (from.first_day(), until.last_day());
                let days = first.until(last).map_or(0, |span| span.get_days());
                let unit = match days {
                    0..=1 => TimeUnit::Day,
                    2..=7 => TimeUnit::Week,
                    8..=31 => TimeUnit::Month,
                    32..=92 => TimeUnit::Quarter,
                    93..=183 => TimeUnit::Half,
                    _ => TimeUnit::Year,
                };
                Some(Self { day: middle(first, last), unit, approximate: false })
            }
            Edtf::Interval(Some(one), None) | Edtf::Interval(None, Some(one)) => Some(Self::of(one)),
            Edtf::Interval(None, None) => None,
        }
    }

    /// The period of a unit around `day`; where the anchor is not known so precisely, the period that it is known to, approximate.
    pub(super) fn period(&self, day: Date, unit: TimeUnit) -> Edtf {
        let known = if unit < self.unit { self.unit } else { unit };
        let found = period(day, known);
        if known == unit && !self.approximate { found } else { approximate(found) }
    }
}

fn middle(first: Date, last: Date) -> Date {
    let days = first.until(last).map_or(0, |span| span.get_days());
    shift(first, f64::from(days / 2), TimeUnit::Day).unwrap_or(first)
}

/// The period of a unit that a day lies in.
pub(super) fn period(day: Date, unit: TimeUnit) -> Edtf {
    let days_around = |before: i64, after: i64| {
        let end = |offset| day.checked_add(Span::new().days(offset)).unwrap_or(day);
        Edtf::Interval(Some(EdtfDate::day(end(-before))), Some(EdtfDate::day(end(after))))
    };
    let weekday = i64::from(day.weekday().to_monday_zero_offset());
    let month = day.month().unsigned_abs();
    match unit {
        TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour | TimeUnit::Day => Edtf::day(day),
        TimeUnit::Weekend => days_around(weekday - 5, 6 - weekday),
        TimeUnit::Week => days_around(weekday, 6 - weekday),
        TimeUnit::Month => EdtfDate::month(day.year(), month).map_or(Edtf::day(day), Edtf::Date),
        TimeUnit::Quarter => months(day.year(), (month - 1) / 3 * 3 + 1, 3),
        TimeUnit::Half => months(day.year(), (month - 1) / 6 * 6 + 1, 6),
        TimeUnit::Season => {
            let (year, season) = season_of(day);
            EdtfDate::season(year, season).map_or(Edtf::day(day), Edtf::Date)
        }
        TimeUnit::Year => Edtf::Date(EdtfDate::year(day.year())),
        TimeUnit::Decade => Edtf::Date(EdtfDate::decade(day.year())),
        TimeUnit::Century => Edtf::Date(EdtfDate::century(day.year())),
        TimeUnit::Millennium => Edtf::Date(EdtfDate::century(day.year())),
    }
}

/// Year and number of the season of a day; a winter belongs to the year that it begins in.
fn season_of(day: Date) -> (i16, u8) {
    match day.month() {
        1 | 2 => (day.year() - 1, 4),
        month => (day.year(), month.unsigned_abs() / 3),
    }
}

/// A run of months of one year as an interval.
pub(super) fn months(year: i16, first: u8, count: u8) -> Edtf {
    Edtf::Interval(EdtfDate::month(year, first), EdtfDate::month(year, (first + count - 1).min(12)))
}

/// The same period, only about then.
pub(super) fn approximate(edtf: Edtf) -> Edtf {
    match edtf {
        Edtf::Date(date) => Edtf::Date(date.approximate()),
        Edtf::Interval(from, until) => Edtf::Interval(from.map(EdtfDate::approximate), until.map(EdtfDate::approximate)),
    }
}

/// A day so many units later, or earlier for negative counts.
pub(super) fn shift(day: Date, count: f64, unit: TimeUnit) -> Option<Date> {
    let (months, days) = match unit {
        TimeUnit::Second => (0.0, count / 86_400.0),
        TimeUnit::Minute => (0.0, count / 1_440.0),
        TimeUnit::Hour => (0.0, count / 24.0),
        TimeUnit::Day => (0.0, count),
        TimeUnit::Weekend | TimeUnit::Week => (0.0, count * 7.0),
        TimeUnit::Month => (count, 0.0),
        TimeUnit::Quarter | TimeUnit::Season => (count * 3.0, 0.0),
        TimeUnit::Half => (count * 6.0, 0.0),
        TimeUnit::Year => (count * 12.0, 0.0),
        TimeUnit::Decade => (count * 120.0, 0.0),
        TimeUnit::Century => (count * 1_200.0, 0.0),
        TimeUnit::Millennium => (count * 12_000.0, 0.0),
    };
    // Half a month is a fortnight.
    let days = days.trunc() + (months.fract() * 30.0).trunc();
    if !(months.abs() < 120_000.0 && days.abs() < 4_000_000.0) {
        return None;
    }
    let span = Span::new().try_months(months.trunc() as i64).ok()?.try_days(days as i64).ok()?;
    day.checked_add(span).ok().filter(|day| day.year() > 0)
}

/// The nearest day of a weekday before, on or after a day.
pub(super) fn weekday(day: Date, weekday: u8, direction: Direction) -> Option<Date> {
    let wanted = Weekday::from_monday_one_offset(weekday.cast_signed()).ok()?;
    let behind = i64::from(day.weekday().since(wanted));
    let offset = match direction {
        Direction::Before if behind == 0 => -7,
        Direction::Before | Direction::BeforeOrOn => -behind,
        Direction::After if behind == 0 => 7,
        Direction::After => 7 - behind,
        Direction::AfterOrOn if behind == 0 => 0,
        Direction::AfterOrOn => 7 - behind,
        Direction::Nearest => {
            if behind <= 3 {
                -behind
            } else {
                7 - behind
            }
        }
    };
    day.checked_add(Span::new().days(offset)).ok()
}

/// Where to look for what recurs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Before,
    BeforeOrOn,
    Nearest,
    AfterOrOn,
    After,
}

/// The year in which what happens yearly is meant: `first` and `last` give its first and last day in a year. Strictly before or after the day for
/// those directions; else the nearest, where a day on the wrong side counts as `weight` times as far.
pub(super) fn year_of(
    day: Date,
    (direction, weight): (Direction, i32),
    first: impl Fn(i16) -> Option<Date>,
    last: impl Fn(i16) -> Option<Date>,
) -> Option<i16> {
    let years = [day.year().checked_sub(1)?, day.year(), day.year().checked_add(1)?];
    let fits = |&year: &i16| {
        let (Some(first), Some(last)) = (first(year), last(year)) else { return false };
        match direction {
            Direction::Before => last < day,
            Direction::After => first > day,
            Direction::BeforeOrOn | Direction::Nearest | Direction::AfterOrOn => true,
        }
    };
    let distance = |year: &i16| {
        let (Some(first), Some(last)) = (first(*year), last(*year)) else { return i32::MAX };
        let away = |from: Date, until: Date| from.until(until).map_or(i32::MAX, |span| span.get_days());
        let (ahead, behind) = (away(day, first), away(last, day));
        match direction {
            _ if ahead <= 0 && behind <= 0 => 0,
            Direction::BeforeOrOn if ahead > 0 => ahead.saturating_mul(weight),
            Direction::AfterOrOn if behind > 0 => behind.saturating_mul(weight),
            _ => ahead.max(behind),
        }
    };
    years.into_iter().filter(fits).min_by_key(distance)
}

/// A day of the calendar, if there is one.
pub(super) fn civil(year: i16, month: u8, day: u8) -> Option<Date> {
    Date::new(year, month.cast_signed(), day.cast_signed()).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn periods_lie_around_their_day() {
        let day = date(2022, 9, 14);
        for (unit, expected) in [
            (TimeUnit::Week, "2022-09-12/2022-09-18"),
            (TimeUnit::Weekend, "2022-09-17/2022-09-18"),
            (TimeUnit::Quarter, "2022-07/2022-09"),
            (TimeUnit::Half, "2022-07/2022-12"),
            (TimeUnit::Season, "2022-23"),
            (TimeUnit::Decade, "202X"),
        ] {
            assert_eq!(period(day, unit).to_string(), expected);
        }
    }

    #[test]
    fn weekdays_are_found_in_every_direction() {
        let wednesday = date(2022, 9, 14);
        assert_eq!(weekday(wednesday, 2, Direction::BeforeOrOn), Some(date(2022, 9, 13)));
        assert_eq!(weekday(wednesday, 3, Direction::BeforeOrOn), Some(wednesday));
        assert_eq!(weekday(wednesday, 3, Direction::Before), Some(date(2022, 9, 7)));
        assert_eq!(weekday(wednesday, 5, Direction::After), Some(date(2022, 9, 16)));
        assert_eq!(weekday(wednesday, 9, Direction::After), None);
    }

    #[test]
    fn the_end_of_time_is_no_panic() {
        assert_eq!(shift(date(2022, 9, 14), 1e300, TimeUnit::Year), None);
        assert_eq!(shift(date(2022, 9, 14), -3000.0, TimeUnit::Year), None);
        assert_eq!(shift(date(2022, 9, 14), f64::NAN, TimeUnit::Day), None);
    }
}
