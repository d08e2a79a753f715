//! Days that come every year, on a fixed date, by the moon, or on a weekday of a month.

use jiff::civil::{Date, Weekday};

use super::calendar::{civil, shift};
use crate::time::TimeUnit;

/// A day that comes every year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holiday {
    /// Month and day.
    Fixed(u8, u8),
    /// Days after Easter Sunday.
    Easter(i16),
    /// The so-manyth weekday of a month (month, weekday from Monday 1, which; the last is -1).
    Weekday(u8, u8, i8),
}

impl Holiday {
    /// As the data files write it: `12-25`, `easter+39`, `11/4/4` (month, weekday, which).
    pub(super) fn parse(text: &str) -> Option<Self> {
        if let Some(offset) = text.strip_prefix("easter") {
            return if offset.is_empty() { Some(Self::Easter(0)) } else { offset.parse().ok().map(Self::Easter) };
        }
        if let Some((month, rest)) = text.split_once('/') {
            let (weekday, which) = rest.split_once('/')?;
            return Some(Self::Weekday(month.parse().ok()?, weekday.parse().ok()?, which.parse().ok()?));
        }
        let (month, day) = text.split_once('-')?;
        Some(Self::Fixed(month.parse().ok()?, day.parse().ok()?))
    }

    /// The day in a year.
    pub(super) fn of_year(self, year: i16) -> Option<Date> {
        match self {
            Self::Fixed(month, day) => civil(year, month, day),
            Self::Easter(offset) => shift(easter(year)?, f64::from(offset), TimeUnit::Day),
            Self::Weekday(month, weekday, which) => {
                let weekday = Weekday::from_monday_one_offset(weekday.cast_signed()).ok()?;
                civil(year, month, 1)?.nth_weekday_of_month(which, weekday).ok()
            }
        }
    }
}

/// Easter Sunday by the Gregorian calendar, after the anonymous algorithm of 1876.
fn easter(year: i16) -> Option<Date> {
    let year_number = i32::from(year);
    let golden = year_number % 19;
    let (century, rest) = (year_number / 100, year_number % 100);
    let moon = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
    let sunday = (32 + 2 * (century % 4) + 2 * (rest / 4) - moon - rest % 4) % 7;
    let correction = (golden + 11 * moon + 22 * sunday) / 451;
    let days = moon + sunday - 7 * correction + 114;
    civil(year, u8::try_from(days / 31).ok()?, u8::try_from(days % 31 + 1).ok()?)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn movable_days_are_known() {
        assert_eq!(easter(2022), Some(date(2022, 4, 17)));
        assert_eq!(easter(2000), Some(date(2000, 4, 23)));
        assert_eq!(Holiday::parse("11/4/4").and_then(|day| day.of_year(1999)), Some(date(1999, 11, 25)));
        assert_eq!(Holiday::parse("easter+39").and_then(|day| day.of_year(2022)), Some(date(2022, 5, 26)));
    }
}
