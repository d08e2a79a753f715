//! Dates as historians and newspapers give them: EDTF (ISO 8601-2:2019), the levels that news needs.
//!
//! Supported: years, months, days, seasons (`2022-21` spring … `2022-24` winter), decades (`199X`),
//! centuries (`19XX`), the qualifiers `~` (approximate) and `?` (uncertain), intervals and open ends (`2014/..`, `../2020`, `/2020` unknown).

use std::{fmt, str::FromStr};

use jiff::civil::{Date, date};

/// An EDTF date or interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Edtf {
    /// One date of some precision.
    Date(EdtfDate),
    /// From a date to a date, both included; `None` is an open end (`..`).
    Interval(Option<EdtfDate>, Option<EdtfDate>),
}

/// How sure a date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Qualifier {
    /// Stated plainly.
    #[default]
    Exact,
    /// `~`: near the date given ("begin februari", "around 2014").
    Approximate,
    /// `?`: perhaps the date given.
    Uncertain,
}

/// A date of year, season, month or day precision, or a decade or century.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EdtfDate {
    year: i16,
    precision: Precision,
    /// How sure it is.
    pub qualifier: Qualifier,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Precision {
    Century,
    Decade,
    Year,
    /// 1 spring, 2 summer, 3 autumn, 4 winter (northern, as Dutch and English newspapers mean them).
    Season(u8),
    Month(u8),
    Day(u8, u8),
}

/// Why a text is no EDTF date that is read here.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is no date in EDTF such as 2022-09-14, 2022-09, 2022~ or 2022-09-15/2022-09-16")]
pub struct EdtfError {
    text: String,
}

impl EdtfDate {
    /// A year.
    pub fn year(year: i16) -> Self {
        Self { year, precision: Precision::Year, qualifier: Qualifier::Exact }
    }

    /// A month of a year; `None` when there is no such month.
    pub fn month(year: i16, month: u8) -> Option<Self> {
        (1..=12).contains(&month).then_some(Self { year, precision: Precision::Month(month), qualifier: Qualifier::Exact })
    }

    /// A day of the calendar.
    pub fn day(day: Date) -> Self {
        let precision = Precision::Day(day.month().unsigned_abs(), day.day().unsigned_abs());
        Self { year: day.year(), precision, qualifier: Qualifier::Exact }
    }

    /// A season: 1 spring, 2 summer, 3 autumn, 4 winter; `None` for another number.
    pub fn season(year: i16, season: u8) -> Option<Self> {
        (1..=4).contains(&season).then_some(Self { year, precision: Precision::Season(season), qualifier: Qualifier::Exact })
    }

    /// The decade that `year` lies in.
    pub fn decade(year: i16) -> Self {
        Self { year: year - year.rem_euclid(10), precision: Precision::Decade, qualifier: Qualifier::Exact }
    }

    /// The hundred years `yy00` to `yy99` that `year` lies in.
    pub fn century(year: i16) -> Self {
        Self { year: year - year.rem_euclid(100), precision: Precision::Century, qualifier: Qualifier::Exact }
    }

    /// The same date, only about then.
    #[must_use]
    pub fn approximate(self) -> Self {
        Self { qualifier: Qualifier::Approximate, ..self }
    }

    /// The first day it covers. A winter begins in December of its year.
    pub fn first_day(self) -> Date {
        let (month, day) = match self.precision {
            Precision::Century | Precision::Decade | Precision::Year => (1, 1),
            Precision::Season(season) => (season * 3, 1),
            Precision::Month(month) => (month, 1),
            Precision::Day(month, day) => (month, day),
        };
        civil(self.year, month, day)
    }

    /// The last day it covers.
    pub fn last_day(self) -> Date {
        match self.precision {
            Precision::Century => civil(self.year.saturating_add(99), 12, 31),
            Precision::Decade => civil(self.year.saturating_add(9), 12, 31),
            Precision::Year => civil(self.year, 12, 31),
            Precision::Season(4) => civil(self.year.saturating_add(1), 2, 1).last_of_month(),
            Precision::Season(season) => civil(self.year, season * 3 + 2, 1).last_of_month(),
            Precision::Month(month) => civil(self.year, month, 1).last_of_month(),
            Precision::Day(month, day) => civil(self.year, month, day),
        }
    }

    /// Whether it names one day.
    pub fn is_day(self) -> bool {
        matches!(self.precision, Precision::Day(..))
    }
}

/// A calendar day; impossible days (only from arithmetic at the ends of time) become the year's first.
fn civil(year: i16, month: u8, day: u8) -> Date {
    let year = year.clamp(-9999, 9999);
    Date::new(year, month.cast_signed(), day.cast_signed()).unwrap_or(date(1, 1, 1))
}

impl Edtf {
    /// One day.
    pub fn day(day: Date) -> Self {
        Self::Date(EdtfDate::day(day))
    }

    /// The first day it may cover; `None` when its beginning is open.
    pub fn first_day(&self) -> Option<Date> {
        match self {
            Self::Date(date) => Some(date.first_day()),
            Self::Interval(from, _) => from.map(EdtfDate::first_day),
        }
    }

    /// The last day it may cover; `None` when its end is open.
    pub fn last_day(&self) -> Option<Date> {
        match self {
            Self::Date(date) => Some(date.last_day()),
            Self::Interval(_, until) => until.map(EdtfDate::last_day),
        }
    }

    /// Whether some day may belong to both.
    pub fn overlaps(&self, other: &Self) -> bool {
        let starts_before_end = |a: &Self, b: &Self| match (a.first_day(), b.last_day()) {
            (Some(first), Some(last)) => first <= last,
            _ => true,
        };
        starts_before_end(self, other) && starts_before_end(other, self)
    }
}

impl fmt::Display for EdtfDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.precision {
            Precision::Century => write!(f, "{:02}XX", self.year / 100)?,
            Precision::Decade => write!(f, "{:03}X", self.year / 10)?,
            Precision::Year => write!(f, "{:04}", self.year)?,
            Precision::Season(season) => write!(f, "{:04}-{}", self.year, 20 + season)?,
            Precision::Month(month) => write!(f, "{:04}-{month:02}", self.year)?,
            Precision::Day(month, day) => write!(f, "{:04}-{month:02}-{day:02}", self.year)?,
        }
        f.write_str(match self.qualifier {
            Qualifier::Exact => "",
            Qualifier::Approximate => "~",
            Qualifier::Uncertain => "?",
        })
    }
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = |f: &mut fmt::Formatter<'_>, date: &Option<EdtfDate>| match date {
            Some(date) => date.fmt(f),
            None => f.write_str(".."),
        };
        match self {
            Self::Date(date) => date.fmt(f),
            Self::Interval(from, until) => {
                end(f, from)?;
                f.write_str("/")?;
                end(f, until)
            }
        }
    }
}

impl FromStr for EdtfDate {
    type Err = EdtfError;

    fn from_str(text: &str) -> Result<Self, EdtfError> {
        parse_date(text.trim()).ok_or_else(|| EdtfError { text: text.to_owned() })
    }
}

impl FromStr for Edtf {
    type Err = EdtfError;

    fn from_str(text: &str) -> Result<Self, EdtfError> {
        let Some((from, until)) = text.trim().split_once('/') else { return text.parse().map(Self::Date) };
        let end = |part: &str| match part {
            "" | ".." => Ok(None),
            part => part.parse::<EdtfDate>().map(Some),
        };
        match (end(from)?, end(until)?) {
            (Some(a), Some(b)) if a.first_day() > b.last_day() => Err(EdtfError { text: text.to_owned() }),
            (from, until) => Ok(Self::Interval(from, until)),
        }
    }
}

fn parse_date(text: &str) -> Option<EdtfDate> {
    let (body, qualifier) = match text.as_bytes().last()? {
        b'~' => (text.get(..text.len() - 1)?, Qualifier::Approximate),
        b'?' => (text.get(..text.len() - 1)?, Qualifier::Uncertain),
        _ => (text, Qualifier::Exact),
    };
    let number = |part: &str, len: usize| {
        (part.len() == len && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse::<i16>().ok()).flatten()
    };
    let parts: Vec<&str> = body.split('-').collect();
    let date = match parts.as_slice() {
        [year] if year.len() == 4 && year.ends_with("XX") => EdtfDate::century(number(&year[..2], 2)? * 100),
        [year] if year.len() == 4 && year.ends_with('X') => EdtfDate::decade(number(&year[..3], 3)? * 10),
        [year] => EdtfDate::year(number(year, 4)?),
        [year, part] => {
            let part = u8::try_from(number(part, 2)?).ok()?;
            let year = number(year, 4)?;
            if part > 20 { EdtfDate::season(year, part - 20)? } else { EdtfDate::month(year, part)? }
        }
        [year, month, day] => {
            let (month, day) = (number(month, 2)?, number(day, 2)?);
            EdtfDate::day(Date::new(number(year, 4)?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?)
        }
        _ => return None,
    };
    Some(EdtfDate { qualifier, ..date })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn dates_survive_a_round_trip() {
        for text in
            ["2022", "2022-09", "2022-09-14", "2022-09~", "199X", "19XX", "2022-21", "2014/..", "../2020-01", "2022-09-15/2022-09-16"]
        {
            assert_eq!(text.parse::<Edtf>().map(|e| e.to_string()).as_deref(), Ok(text));
        }
    }

    #[test]
    fn impossible_dates_are_refused() {
        for text in ["", "2022-13", "2022-02-30", "22", "2022-09-16/2022-09-15", "soon", "X", "é~"] {
            assert!(text.parse::<Edtf>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_winter_ends_in_the_next_year() {
        let winter = "2021-24".parse::<EdtfDate>().map(EdtfDate::last_day);
        assert_eq!(winter, Ok(date(2022, 2, 28)));
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "\\PC{0,12}") {
            if let Ok(edtf) = text.parse::<Edtf>() {
                prop_assert!(edtf.first_day().is_none() || edtf.last_day().is_none() || edtf.first_day() <= edtf.last_day());
            }
        }
    }
}
