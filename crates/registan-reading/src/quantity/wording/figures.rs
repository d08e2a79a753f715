//! Figures: numbers in the language's own style and in the other one, ordinals, dates, clocks, decades.

use super::{
    atom::{Atom, Shape},
    class::{Class, Clock},
};

/// How a language writes figures.
#[derive(Debug, Clone, Default)]
pub(crate) struct Figures {
    /// The decimal comma or point.
    pub(super) decimal: char,
    /// What stands between groups of three.
    pub(super) group: char,
    /// Whether 09/14/2022 puts the month first.
    pub(super) month_first: bool,
    /// Endings of ordinals: th, e.
    pub(super) ordinals: Vec<String>,
    /// Endings of decades: s.
    pub(super) decades: Vec<String>,
}

impl Figures {
    /// Notes in `atom` what `form` may be.
    pub(super) fn read(&self, form: &str, atom: &mut Atom) {
        if let Some(rest) = form.strip_prefix(['\'', '’', '‘']) {
            self.read_short(rest, atom);
            return;
        }
        atom.clock = clock(form);
        if let Some(value) = self.number(form) {
            let plain = form.bytes().all(|byte| byte.is_ascii_digit());
            let places = plain.then(|| u8::try_from(form.len()).unwrap_or(u8::MAX));
            atom.shape = Shape::Number(value, places);
            atom.mask |= number_classes(value, places);
        } else if let Some((year, month, day)) = self.date(form) {
            atom.shape = Shape::Date(year, month, day);
            atom.mask |= Class::Date.bit();
        } else {
            self.read_ending(form, atom);
        }
        if atom.clock.is_some() {
            atom.mask |= if form.contains(':') { Class::Clock.bit() } else { Class::PointClock.bit() };
            if atom.shape == Shape::Plain {
                // A clock is figures, even where it is no number.
                atom.shape = Shape::Number(f64::NAN, None);
            }
        }
    }

    /// Figures with letters behind: 19th, 1990s.
    fn read_ending(&self, form: &str, atom: &mut Atom) {
        let at = form.find(|c: char| !c.is_ascii_digit()).unwrap_or(form.len());
        let (figures, ending) = form.split_at(at);
        let Ok(value) = figures.parse::<u32>() else { return };
        let listed = |endings: &[String]| endings.iter().any(|one| ending.eq_ignore_ascii_case(one));
        let decade = value % 10 == 0 && (figures.len() == 2 || (figures.len() == 4 && (1000..2200).contains(&value)));
        if listed(&self.decades) && decade {
            atom.shape = Shape::Decade(i32::try_from(value).unwrap_or(0));
            atom.mask |= Class::Decade.bit();
        } else if listed(&self.ordinals) && figures.len() <= 3 {
            atom.shape = Shape::Ordinal(value);
            atom.mask |= Class::Ordinal.bit() | if (1..=31).contains(&value) { Class::Day.bit() } else { 0 };
        }
    }

    /// Behind an apostrophe: '98, '90s.
    fn read_short(&self, rest: &str, atom: &mut Atom) {
        let figures = rest.get(..2).filter(|figures| figures.bytes().all(|byte| byte.is_ascii_digit()));
        let Some(value) = figures.and_then(|figures| figures.parse::<i32>().ok()) else { return };
        let ending = rest.get(2..).unwrap_or_default();
        if ending.is_empty() {
            atom.shape = Shape::ShortYear(value);
            atom.mask |= Class::ShortYear.bit();
        } else if value % 10 == 0 && self.decades.iter().any(|one| ending == one) {
            atom.shape = Shape::Decade(value);
            atom.mask |= Class::Decade.bit();
        }
    }

    /// A number in figures, in the language's style or unmistakably in the other.
    pub(super) fn number(&self, form: &str) -> Option<f64> {
        if let Some((at, fraction)) = form.char_indices().find_map(|(at, c)| Some((at, vulgar(c)?))) {
            let whole = form.get(..at)?;
            let last = form.get(at..)?.chars().count() == 1;
            return (last && whole.bytes().all(|b| b.is_ascii_digit())).then(|| whole.parse::<f64>().unwrap_or(0.0) + fraction);
        }
        if let Some((above, below)) = form.split_once('/') {
            let digit = |part: &str| part.parse::<u8>().ok().filter(|_| part.len() == 1);
            let (above, below) = (digit(above)?, digit(below)?);
            return (0 < above && above < below).then(|| f64::from(above) / f64::from(below));
        }
        if form.len() > 30 || !form.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',')) {
            return None;
        }
        let own = grouped(form, self.group, self.decimal);
        own.or_else(|| {
            grouped(form, self.decimal, self.group).filter(|_| form.matches(self.decimal).count() != 1 || form.contains(self.group))
        })
        .or_else(|| decimal(form, self.group))
    }

    fn date(&self, form: &str) -> Option<(i32, u8, u8)> {
        let sign = form.chars().find(|c| matches!(c, '-' | '/' | '.'))?;
        let parts: Vec<&str> = form.split(sign).collect();
        if parts.iter().any(|part| part.is_empty() || part.len() > 4 || !part.bytes().all(|b| b.is_ascii_digit())) {
            return None;
        }
        let number = |part: &str| part.parse::<i32>().unwrap_or(0);
        let (year, month, day) = match parts.as_slice() {
            [year, month, day] if year.len() == 4 => (number(year), number(month), number(day)),
            [year, month] if year.len() == 4 && month.len() == 2 && month.starts_with('0') && sign == '-' => {
                (number(year), number(month), 0)
            }
            [a, b, year] if year.len() == 4 || (year.len() == 2 && sign != '.') => {
                let year = if year.len() == 4 { number(year) } else { full_year(number(year)) };
                let (a, b) = (number(a), number(b));
                let swapped = (self.month_first && sign == '/' && a <= 12) || b > 12;
                if swapped { (year, a, b) } else { (year, b, a) }
            }
            _ => return None,
        };
        let sound = (1000..2200).contains(&year) && (1..=12).contains(&month) && (0..=31).contains(&day);
        sound.then(|| Some((year, u8::try_from(month).ok()?, u8::try_from(day).ok()?))).flatten()
    }
}

/// The year that two figures stand for, as newspapers of our time mean them.
pub(crate) fn full_year(short: i32) -> i32 {
    if short < 50 { 2000 + short } else { 1900 + short }
}

fn number_classes(value: f64, places: Option<u8>) -> u64 {
    let mut mask = Class::Number.bit();
    match places {
        Some(1 | 2) => {
            mask |= Class::Small.bit() | Class::OrdinalSmall.bit();
            if (1.0..=31.0).contains(&value) {
                mask |= Class::Day.bit();
            }
        }
        Some(4) if (1000.0..2200.0).contains(&value) => mask |= Class::Year.bit(),
        _ => {}
    }
    mask
}

fn vulgar(c: char) -> Option<f64> {
    Some(match c {
        '½' => 0.5,
        '¼' => 0.25,
        '¾' => 0.75,
        '⅓' => 1.0 / 3.0,
        '⅔' => 2.0 / 3.0,
        '⅕' => 0.2,
        '⅛' => 0.125,
        _ => return None,
    })
}

/// A number with groups of three, or without groups, and perhaps with decimals.
fn grouped(form: &str, group: char, decimal: char) -> Option<f64> {
    let (whole, places) = form.split_once(decimal).map_or((form, None), |(whole, places)| (whole, Some(places)));
    if places.is_some_and(|places| places.is_empty() || !places.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    let mut parts = whole.split(group);
    let first = parts.next().filter(|first| !first.is_empty())?;
    let rest: Vec<&str> = parts.collect();
    let sound = rest.is_empty() || (first.len() <= 3 && rest.iter().all(|part| part.len() == 3));
    if !sound {
        return None;
    }
    format!("{first}{}.{}", rest.concat(), places.unwrap_or("0")).parse().ok()
}

/// A number with the other style's decimal sign: 146.8 in a Dutch text.
fn decimal(form: &str, sign: char) -> Option<f64> {
    let (whole, places) = form.split_once(sign)?;
    let figures = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    (figures(whole) && figures(places)).then(|| format!("{whole}.{places}").parse().ok()).flatten()
}

/// Hours and minutes: 14:30, 14.30.
fn clock(form: &str) -> Option<Clock> {
    let (hour, minute) = form.split_once([':', '.'])?;
    if hour.is_empty() || hour.len() > 2 || minute.len() != 2 {
        return None;
    }
    let (hour, minute) = (hour.parse().ok()?, minute.parse().ok()?);
    (hour <= 24 && minute < 60).then_some(Clock { hour, minute: Some(minute) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dutch() -> Figures {
        Figures { decimal: ',', group: '.', month_first: false, ordinals: vec!["e".into(), "ste".into()], decades: vec![] }
    }

    #[test]
    fn both_styles_are_read() {
        let english = Figures { decimal: '.', group: ',', month_first: true, ..Figures::default() };
        for (form, nl, en) in [
            ("4.300", 4300.0, 4.3),
            ("4,300", 4.3, 4300.0),
            ("146,8", 146.8, 146.8),
            ("146.8", 146.8, 146.8),
            ("1,000,000", 1e6, 1e6),
            ("1.000.000,5", 1_000_000.5, 1_000_000.5),
            ("2½", 2.5, 2.5),
            ("1/2", 0.5, 0.5),
        ] {
            assert_eq!(dutch().number(form), Some(nl), "{form} in Dutch");
            assert_eq!(english.number(form), Some(en), "{form} in English");
        }
        for form in ["1.2.3", "..", "12a", "", "9/7"] {
            assert_eq!(dutch().number(form), None, "{form}");
        }
    }

    #[test]
    fn dates_in_figures_are_read() {
        for form in ["2022-09-14", "14-09-2022", "14/9/2022", "14.09.2022"] {
            assert_eq!(dutch().date(form), Some((2022, 9, 14)), "{form}");
        }
        assert_eq!(dutch().date("2009-10"), None);
    }
}
