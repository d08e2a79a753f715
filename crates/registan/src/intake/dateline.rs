//! Datelines: where and when a report was filed, at the head of its text.
//!
//! They are no sentences. The date in one is the report's date where no flag and no metadata gives another.

use registan_types::EdtfDate;

use super::dates;

/// A dateline at the head of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Dateline {
    /// Its date, if it gives a full one.
    pub(crate) date: Option<EdtfDate>,
    /// How many bytes of the line it takes, white space behind it included.
    pub(crate) len: usize,
}

/// Words that announce a date. What follows them may be anything.
const ANNOUNCERS: &[&str] = &[
    "date",
    "datum",
    "published",
    "published on",
    "publication date",
    "posted",
    "posted on",
    "updated",
    "gepubliceerd",
    "gepubliceerd op",
    "publicatiedatum",
    "geplaatst",
    "geplaatst op",
    "bijgewerkt",
];

/// Marks that part a dateline from the text on the same line.
const DASHES: &[char] = &['-', '–', '—'];

/// The dateline at the head of `line`, which is trimmed: the whole line (`Amsterdam, 3 mei 2021`, `2023-04-02`), an announced
/// date (`date 2021-05 …`), or one with a dash behind it (`BRUSSELS, March 3, 2022 (Reuters) - …`).
pub(crate) fn of_line(line: &str) -> Option<Dateline> {
    announced(line).or_else(|| bare(line)).or_else(|| with_place(line))
}

/// `date 2021-05 …`, `Gepubliceerd op: 3 mei 2021`.
fn announced(line: &str) -> Option<Dateline> {
    let at_date = ANNOUNCERS.iter().filter_map(|words| {
        let head = line.get(..words.len()).filter(|head| head.eq_ignore_ascii_case(words))?;
        let rest = line.get(head.len()..)?;
        let rest = rest.strip_prefix(':').unwrap_or(rest);
        let behind = rest.trim_start();
        (behind.len() < rest.len()).then(|| line.len() - behind.len())
    });
    let start = at_date.max()?;
    let (date, len) = dates::at_start(line.get(start..)?)?;
    let len = start + len;
    let rest = line.get(len..)?;
    if rest.starts_with(char::is_alphanumeric) {
        return None;
    }
    Some(Dateline { date: Some(date), len: line.len() - without_time(rest).len() })
}

/// A line that is a date and nothing else but perhaps a time.
fn bare(line: &str) -> Option<Dateline> {
    let (date, len) = dates::at_start(line)?;
    let rest = without_time(line.get(len..)?);
    rest.is_empty().then_some(Dateline { date: Some(date), len: line.len() })
}

/// `Amsterdam, 3 mei 2021`, `BRUSSELS, March 3, 2022 (Reuters) - …`, `AMSTERDAM (ANP) - …`, `LIMA (Andina): …`, `WASHINGTON, March 3 (AP) — …`.
fn with_place(line: &str) -> Option<Dateline> {
    let place = place(line)?;
    let mut at = place;
    let mut date = None;
    let mut dated = false;
    let rest = line.get(at..)?;
    let behind = rest.trim_start_matches([',', ' ', '\u{a0}']);
    if let Some((found, len)) = dates::at_start(behind) {
        (date, dated, at) = (Some(found), true, at + rest.len() - behind.len() + len);
    } else if let Some(len) = dates::yearless_at_start(behind) {
        (dated, at) = (true, at + rest.len() - behind.len() + len);
    }
    let rest = line.get(at..)?.trim_start();
    let after_agency = agency(rest);
    let rest = after_agency.unwrap_or(rest);
    if rest.is_empty() && date.is_some() {
        return Some(Dateline { date, len: line.len() });
    }
    let loud = |words: &str| !words.chars().any(char::is_lowercase);
    // "YEREVAN, Armenia - …": the city alone, if it is no acronym.
    let loud_city = |words: &str| words.split_once(',').is_some_and(|(city, _)| loud(city) && city.chars().count() > 3);
    let shouted = line.get(..place).is_some_and(|place| loud(place) || loud_city(place));
    // "KABUL (Pajhwok): …": behind an agency a colon does as well; behind a bare name it tells who speaks.
    let colon = || after_agency.and_then(|rest| rest.strip_prefix(':'));
    let text = rest.strip_prefix(DASHES).or_else(colon)?.trim_start();
    // A capitalised word before a dash may well begin a sentence; a dateline shows itself by more.
    let sure = dated || after_agency.is_some() || shouted;
    (sure && !text.is_empty()).then_some(Dateline { date, len: line.len() - text.len() })
}

/// The length of the place names that a line begins with: up to five capitalised words, perhaps several with commas or
/// strokes between them; small words as in `Den Haag` or `Rio de Janeiro` may stand inside.
fn place(line: &str) -> Option<usize> {
    let mut end = None;
    let mut at = 0;
    for word in line.split_inclusive([' ', '\u{a0}']).take(6) {
        let bare = word.trim_end_matches([' ', '\u{a0}', ',']);
        let name = bare.starts_with(char::is_uppercase) && bare.chars().all(|c| c.is_alphabetic() || "-/.’'`".contains(c));
        let small = matches!(bare, "de" | "of" | "aan" | "den" | "der" | "al" | "el" | "la" | "en" | "and");
        if !(name || (small && end.is_some()))
            || dates::at_start(line.get(at..)?).is_some()
            || dates::yearless_at_start(line.get(at..)?).is_some()
        {
            break;
        }
        if name {
            end = Some(at + bare.len());
        }
        at += word.len();
    }
    end
}

/// What follows `(Reuters)` or the like.
fn agency(text: &str) -> Option<&str> {
    let (name, rest) = text.strip_prefix('(')?.split_once(')')?;
    (name.chars().count() <= 40 && name.starts_with(char::is_uppercase)).then(|| rest.trim_start())
}

/// `rest` without a time of day (`, 10:00 uur`, `at 6.40 am`, `T06:40Z`), marks and white space at its head.
fn without_time(rest: &str) -> &str {
    let trim = |text: &str| text.trim_start_matches([' ', '\u{a0}', ',', '|', '.', ':', '-', '–', '—']).len();
    let tail = |len: usize| rest.get(rest.len() - len..).unwrap_or("");
    let behind = tail(trim(rest));
    let clock = behind.strip_prefix("om ").or_else(|| behind.strip_prefix("at ")).or_else(|| behind.strip_prefix('T')).unwrap_or(behind);
    let digits = clock.bytes().take_while(u8::is_ascii_digit).count();
    let is_clock = (1..=2).contains(&digits)
        && clock.get(digits..).is_some_and(|c| c.starts_with([':', '.']))
        && clock.as_bytes().get(digits + 1).is_some_and(u8::is_ascii_digit);
    if !is_clock {
        return behind;
    }
    let end = clock.find(|c: char| !c.is_ascii_digit() && !":.+Z".contains(c)).unwrap_or(clock.len());
    let after = clock.get(end..).unwrap_or("").trim_start();
    let units = ["uur", "am", "pm", "a.m.", "p.m.", "GMT", "UTC", "CET", "CEST"];
    let after = units.iter().find_map(|unit| after.strip_prefix(unit)).unwrap_or(after);
    tail(trim(after))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(line: &str, date: Option<&str>, rest: &str) {
        let Some(found) = of_line(line) else { panic!("no dateline in {line:?}") };
        assert_eq!(found.date.map(|date| date.to_string()).as_deref(), date, "{line}");
        assert_eq!(&line[found.len..], rest, "{line}");
    }

    #[test]
    fn datelines() {
        check("Amsterdam, 3 mei 2021", Some("2021-05-03"), "");
        check("Den Haag, 1 juli 2023", Some("2023-07-01"), "");
        check("2023-04-02", Some("2023-04-02"), "");
        check("3 mei 2021, 10:00 uur", Some("2021-05-03"), "");
        check("2023-04-02 10:15", Some("2023-04-02"), "");
        check("date 2021-05 Een foto van iets. Beeld ANP", Some("2021-05"), "Een foto van iets. Beeld ANP");
        check("Gepubliceerd op 3 mei 2021 om 10:00", Some("2021-05-03"), "");
        check("Published: March 3, 2022", Some("2022-03-03"), "");
        check("BRUSSELS, March 3, 2022 (Reuters) - The EU met.", Some("2022-03-03"), "The EU met.");
        check("WASHINGTON, March 3 (AP) — He said so.", None, "He said so.");
        check("AMSTERDAM (ANP) - De minister zei dat.", None, "De minister zei dat.");
        check("PARIS - The minister left.", None, "The minister left.");
        check("LIMA (Andina): The minister left.", None, "The minister left.");
        check("Kyiv/Moscow, 24 February 2022 – Tanks rolled.", Some("2022-02-24"), "Tanks rolled.");
    }

    #[test]
    fn sentences_are_no_datelines() {
        for line in [
            "Amsterdam is mooi.",
            "Rutte - de premier - zei dat.",
            "2023-04-02 was een zondag.",
            "Op 3 mei 2021 viel het kabinet.",
            "Date palms grow there.",
            "In May 2022, Finland applied.",
            "Rusland, China en Iran tekenden.",
            "Ana Torres",
            "",
        ] {
            assert_eq!(of_line(line), None, "{line}");
        }
    }

    proptest! {
        #[test]
        fn no_line_panics(line in "\\PC{0,40}", dated in "(Date:? |[A-Z]{3,8},? )?[0-9]{1,2} (mei|May) ?[0-9]{0,4}\\PC{0,12}") {
            for line in [line, dated] {
                if let Some(found) = of_line(&line) {
                    prop_assert!(line.is_char_boundary(found.len));
                }
            }
        }
    }
}
