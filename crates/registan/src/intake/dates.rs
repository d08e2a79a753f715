//! Dates as files, pages and newspapers write them, with their length in the text.
//!
//! Only dates that say their year are read here; anything relative is a matter for reading. A date that
//! could be two days (`03/04/2022`) is none.

use jiff::civil::Date;
use registan_types::EdtfDate;

/// A date found at the beginning of a text, and how many bytes it takes.
pub(crate) type Found = (EdtfDate, usize);

/// Names of months, Dutch and English, with their usual short forms.
const MONTHS: [&[&str]; 12] = [
    &["january", "januari", "jan"],
    &["february", "februari", "feb", "febr"],
    &["march", "maart", "mar", "mrt"],
    &["april", "apr"],
    &["may", "mei"],
    &["june", "juni", "jun"],
    &["july", "juli", "jul"],
    &["august", "augustus", "aug"],
    &["september", "sept", "sep"],
    &["october", "oktober", "oct", "okt"],
    &["november", "nov"],
    &["december", "dec"],
];

/// Names of days, Dutch and English, with their usual short forms.
const WEEKDAYS: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "tues",
    "wed",
    "thu",
    "thurs",
    "fri",
    "sat",
    "sun",
    "maandag",
    "dinsdag",
    "woensdag",
    "donderdag",
    "vrijdag",
    "zaterdag",
    "zondag",
    "ma",
    "di",
    "wo",
    "do",
    "vr",
    "za",
    "zo",
];

/// The date that a piece of metadata gives: `2023-03-22T06:40:00+00:00`, `Wed, 22 Mar 2023 06:40:00 GMT`, `22 maart 2023`,
/// `20230322`, `2023-03`, `2023`. The day is taken as written, in the zone it was written for.
pub(crate) fn of_metadata(text: &str) -> Option<EdtfDate> {
    let text = text.trim();
    if let Some((date, _)) = at_start(text) {
        return Some(date);
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text.get(digits..)?;
    match digits {
        4 if rest.is_empty() => year(number(text, 4)?).map(EdtfDate::year),
        8 if !rest.starts_with(['-', '/', '.']) => {
            let [year, month, day] = [text.get(..4)?, text.get(4..6)?, text.get(6..8)?].map(|part| part.parse::<u32>().ok());
            calendar_day(year?, month?, day?)
        }
        _ => None,
    }
}

/// The date that stands at the beginning of `text`.
pub(crate) fn at_start(text: &str) -> Option<Found> {
    let start = weekday(text);
    let rest = text.get(start..)?;
    let (date, len) = year_first(rest).or_else(|| day_first(rest)).or_else(|| month_first(rest))?;
    Some((date, start + len))
}

/// The last date in `text`: a day or a month with its year, or a bare year at the very end.
pub(crate) fn last_in(text: &str) -> Option<EdtfDate> {
    let starts = text.char_indices().filter(|&(at, c)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        c.is_alphanumeric() && !before.is_some_and(char::is_alphanumeric)
    });
    let found = starts.filter_map(|(at, _)| at_start(text.get(at..)?).map(|(date, len)| (date, at + len)));
    // Of "20 april 2019" and the "april 2019" in it, the whole.
    let last = found.reduce(|best, next| if next.1 > best.1 { next } else { best });
    last.map(|(date, _)| date).or_else(|| {
        let end = text.trim_end_matches(|c: char| !c.is_alphanumeric());
        let word = end.rsplit(|c: char| !c.is_alphanumeric()).next()?;
        (word.len() == 4).then(|| number(word, 4)).flatten().and_then(year).map(EdtfDate::year)
    })
}

/// A day and month without a year (`March 3`, `3 maart`), which a dateline may have: how many bytes it takes.
pub(crate) fn yearless_at_start(text: &str) -> Option<usize> {
    let start = weekday(text);
    let rest = text.get(start..)?;
    let day_then_month = || {
        let (_, at) = day(rest)?;
        let (_, len) = month(rest.get(at..)?)?;
        Some(at + len)
    };
    let month_then_day = || {
        let (_, at) = month(rest)?;
        let (_, len) = day(rest.get(at..)?.trim_start())?;
        Some(at + spaces(rest.get(at..)?) + len)
    };
    day_then_month().or_else(month_then_day).map(|len| start + len)
}

/// `2023-03-22`, `2023/03/22`, `2023-03`.
fn year_first(text: &str) -> Option<Found> {
    let year = year(number(text, 4)?)?;
    let mark = text.as_bytes().get(4).copied().filter(|mark| matches!(mark, b'-' | b'/'))?;
    let month = number(text.get(5..)?, 2)?;
    let third = (text.as_bytes().get(7) == Some(&mark)).then(|| number(text.get(8..)?, 2)).flatten();
    let (date, len) = match third {
        Some(day) => (calendar_day(year.unsigned_abs().into(), month, day)?, 10),
        None => (EdtfDate::month(year, u8::try_from(month).ok()?)?, 7),
    };
    let next = text.get(len..)?.chars().next();
    let ends = !next.is_some_and(|c| c.is_ascii_digit()) && (len == 10 || next.is_none_or(|c| c != char::from(mark)));
    ends.then_some((date, len))
}

/// `22 maart 2023`, `22nd March, 2023`, `22-03-2023`.
fn day_first(text: &str) -> Option<Found> {
    if let Some(found) = digits_only(text) {
        return Some(found);
    }
    let (day, at) = day(text)?;
    let (month, len) = month(text.get(at..)?)?;
    let at = at + len;
    let (year, len) = year_after(text.get(at..)?)?;
    Some((calendar_day(year, month, day)?, at + len))
}

/// `March 22, 2023`, `maart 2023`.
fn month_first(text: &str) -> Option<Found> {
    let (month, at) = month(text)?;
    let rest = text.get(at..)?;
    let with_day = || {
        let gap = spaces(rest);
        let (day, len) = day(rest.get(gap..)?)?;
        let (year, more) = year_after(rest.get(gap + len..)?)?;
        Some((calendar_day(year, month, day)?, at + gap + len + more))
    };
    let without_day = || {
        let (year, len) = year_after(rest)?;
        Some((EdtfDate::month(i16::try_from(year).ok()?, u8::try_from(month).ok()?)?, at + len))
    };
    with_day().or_else(without_day)
}

/// `22-03-2023`, `22.03.2023`, `22/03/2023`: the day first, as both languages have it in Europe; with strokes, which Americans
/// write month first, only when it can be read in one way.
fn digits_only(text: &str) -> Option<Found> {
    let mut parts = [0; 2];
    let mut at = 0;
    let mut mark = None;
    for part in &mut parts {
        let digits = text.get(at..)?.bytes().take_while(u8::is_ascii_digit).count();
        *part = number(text.get(at..)?, digits).filter(|_| (1..=2).contains(&digits))?;
        at += digits;
        let this = text.as_bytes().get(at).copied().filter(|c| matches!(c, b'-' | b'/' | b'.'))?;
        if *mark.get_or_insert(this) != this {
            return None;
        }
        at += 1;
    }
    let [first, second] = parts;
    let year = number(text.get(at..)?, 4)?;
    let (day, month) = match mark {
        Some(b'/') if first <= 12 && second <= 12 && first != second => return None,
        Some(b'/') if second > 12 => (second, first),
        _ => (first, second),
    };
    Some((calendar_day(year, month, day)?, at + 4))
}

/// A day of the month with what may follow it up to the month: `22 `, `22nd `, `22 of `.
fn day(text: &str) -> Option<(u32, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let day = number(text, digits).filter(|day| digits <= 2 && (1..=31).contains(day))?;
    let rest = text.get(digits..)?;
    let suffix = ["st", "nd", "rd", "th", "e", "ste", "de"]
        .into_iter()
        .filter(|suffix| rest.strip_prefix(suffix).is_some_and(|after| !after.starts_with(char::is_alphanumeric)));
    let at = digits + suffix.map(str::len).max().unwrap_or(0);
    let gap = spaces(text.get(at..)?);
    Some((day, at + gap))
}

/// The name of a month, and a stop behind it.
fn month(text: &str) -> Option<(u32, usize)> {
    let name = word(text);
    let (number, _) = (1..).zip(MONTHS).find(|(_, names)| names.contains(&name.to_lowercase().as_str()))?;
    let len = name.len() + usize::from(text.get(name.len()..).is_some_and(|rest| rest.starts_with('.')));
    Some((number, len))
}

/// A year behind a comma or white space.
fn year_after(text: &str) -> Option<(u32, usize)> {
    let rest = text.strip_prefix(',').unwrap_or(text).trim_start_matches([' ', '\u{a0}']);
    let gap = text.len() - rest.len();
    let year = number(rest, 4).filter(|_| gap > 0)?;
    let ends = !rest.get(4..)?.starts_with(|c: char| c.is_alphanumeric());
    ends.then_some((year, gap + 4))
}

/// The length of a weekday with its comma and space; 0 without one.
fn weekday(text: &str) -> usize {
    let word = word(text);
    if !WEEKDAYS.contains(&word.to_lowercase().as_str()) {
        return 0;
    }
    let rest = text.get(word.len()..).unwrap_or("");
    let rest = rest.strip_prefix(['.', ',']).unwrap_or(rest);
    let behind = rest.trim_start_matches([' ', '\u{a0}']);
    if behind.len() < rest.len() { text.len() - behind.len() } else { 0 }
}

fn word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    text.get(..end).unwrap_or("")
}

fn spaces(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '\u{a0}']).len()
}

fn number(text: &str, digits: usize) -> Option<u32> {
    let part = text.get(..digits).filter(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))?;
    part.parse().ok()
}

/// A year that a newspaper can have been printed in.
fn year(year: u32) -> Option<i16> {
    (1600..2200).contains(&year).then(|| i16::try_from(year).ok()).flatten()
}

fn calendar_day(of_year: u32, month: u32, day: u32) -> Option<EdtfDate> {
    Date::new(year(of_year)?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok().map(EdtfDate::day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, date: &str, len: usize) {
        let found = at_start(text).map(|(date, len)| (date.to_string(), len));
        assert_eq!(found, Some((date.to_owned(), len)), "{text}");
    }

    #[test]
    fn dates_at_the_beginning_of_a_text() {
        check("2023-04-02", "2023-04-02", 10);
        check("2023-04 en verder", "2023-04", 7);
        check("2023-03-22T06:40:00Z", "2023-03-22", 10);
        check("3 mei 2021", "2021-05-03", 10);
        check("dinsdag 3 mei 2021, 10:00", "2021-05-03", 18);
        check("Tuesday, May 3, 2021", "2021-05-03", 20);
        check("Sept. 14, 2022 (AP)", "2022-09-14", 14);
        check("september 2022", "2022-09", 14);
        check("14-09-2022", "2022-09-14", 10);
        check("25/12/2022", "2022-12-25", 10);
        check("12/25/2022", "2022-12-25", 10);
    }

    #[test]
    fn what_is_no_date_or_could_be_two() {
        for text in ["03/04/2022", "2023-13-01", "31 februari 2022", "mei", "3 mei", "1234-5678", "May I 2022", "", "é"] {
            assert_eq!(at_start(text), None, "{text}");
        }
    }

    #[test]
    fn dates_of_metadata() {
        for (text, date) in [
            ("Wed, 22 Mar 2023 06:40:00 GMT", Some("2023-03-22")),
            ("20230322", Some("2023-03-22")),
            ("20230322T064000Z", Some("2023-03-22")),
            ("2023", Some("2023")),
            (" 2023-03-22 06:40 ", Some("2023-03-22")),
            ("yesterday", None),
        ] {
            assert_eq!(of_metadata(text).map(|date| date.to_string()).as_deref(), date, "{text}");
        }
    }

    #[test]
    fn the_last_date_of_a_caption() {
        for (text, date) in [
            ("Minister Ana Torres en haar ambtgenoot in Quito, april 2019.", Some("2019-04")),
            ("De haven van Mombasa in 2019.", Some("2019")),
            ("Op 3 mei 2018 gesproken, op 20 april 2019 getekend.", Some("2019-04-20")),
            ("Een markt in 2019 in Dakar", None),
            ("1000 soldaten", None),
        ] {
            assert_eq!(last_in(text).map(|date| date.to_string()).as_deref(), date, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics_and_lengths_fit(text in "\\PC{0,24}", dated in "[0-9]{1,4}[ ./-](mei|May|[0-9]{1,2})[., /-]{0,2}[0-9]{1,5}\\PC{0,4}") {
            for text in [text, dated] {
                if let Some((_, len)) = at_start(&text) {
                    prop_assert!(text.is_char_boundary(len));
                }
                if let Some(len) = yearless_at_start(&text) {
                    prop_assert!(text.is_char_boundary(len));
                }
                let _ = (of_metadata(&text), last_in(&text));
            }
        }
    }
}
