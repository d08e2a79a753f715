//! Numerals: numbers in figures and words, with their magnitudes ("2,4 miljard", "two hundred and five", "half a million").

use super::{
    atom::{Atom, Shape},
    class::Class,
    lexicon::Lexicon,
};

/// A number and where it ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Numeral {
    /// Magnitudes expanded.
    pub(crate) value: f64,
    /// The atom behind the last.
    pub(crate) end: usize,
    /// An indefinite amount: dozens, tientallen.
    pub(crate) indefinite: bool,
    /// Written in figures alone, without a magnitude.
    pub(crate) figures: bool,
    /// With a word for a magnitude of a thousand or more.
    pub(crate) magnified: bool,
}

/// The number that begins at an atom.
pub(crate) fn numeral(atoms: &[Atom], at: usize, lexicon: &Lexicon) -> Option<Numeral> {
    let mut reader = Reader { atoms, lexicon, at, total: 0.0, current: None, words: false, magnified: false, indefinite: false };
    reader.lead_in();
    while reader.step() {}
    reader.finish()
}

struct Reader<'a> {
    atoms: &'a [Atom],
    lexicon: &'a Lexicon,
    at: usize,
    /// What is multiplied out.
    total: f64,
    /// What a following magnitude would multiply.
    current: Option<f64>,
    words: bool,
    magnified: bool,
    indefinite: bool,
}

impl Reader<'_> {
    fn sense(&self, ahead: usize, class: Class) -> Option<f64> {
        let atom = self.atoms.get(self.at + ahead)?;
        self.lexicon.sense(atom.word, class)
    }

    fn is(&self, ahead: usize, class: Class) -> bool {
        self.atoms.get(self.at + ahead).is_some_and(|atom| atom.is(class))
    }

    /// "half a million", "een half miljoen", "a hundred", "dozens of", "tens of thousands of".
    fn lead_in(&mut self) {
        if let Some(value) = self.sense(0, Class::Collective) {
            self.collective(value);
            return;
        }
        let (skip, part) = match (self.sense(0, Class::Fraction), self.is(0, Class::One), self.is(1, Class::One)) {
            (Some(part), _, true) => (2, part),
            (Some(part), _, false) => (1, part),
            (None, true, _) => match self.sense(1, Class::Fraction) {
                Some(part) => (2, part),
                None => (1, 1.0),
            },
            _ => return,
        };
        if self.sense(skip, Class::Multiplier).is_some() {
            self.at += skip;
            self.current = Some(part);
            self.words = true;
        } else if let Some(value) = self.sense(skip, Class::Collective) {
            self.at += skip;
            self.collective(value * part);
            self.indefinite = false;
        }
    }

    fn collective(&mut self, value: f64) {
        self.at += 1;
        self.words = true;
        self.indefinite = true;
        let linked = self.atoms.get(self.at).is_some_and(|atom| self.lexicon.is_of(atom.word));
        let more = self.sense(usize::from(linked), Class::Collective).or_else(|| self.sense(usize::from(linked), Class::Multiplier));
        match more {
            Some(times) => {
                self.at += 1 + usize::from(linked);
                self.current = Some(value * times);
            }
            None => self.current = Some(value),
        }
    }

    /// Takes what comes next; false at the end of the number.
    fn step(&mut self) -> bool {
        let Some(&atom) = self.atoms.get(self.at) else { return false };
        if let Shape::Number(value, places) = atom.shape {
            return self.figure(atom, value, places);
        }
        if let Some(value) = self.lexicon.sense(atom.word, Class::Cardinal) {
            return self.add(value, 1);
        }
        if let Some(times) = self.lexicon.sense(atom.word, Class::Multiplier) {
            return self.multiply(times);
        }
        self.joined(atom)
    }

    fn figure(&mut self, atom: Atom, value: f64, places: Option<u8>) -> bool {
        if value.is_nan() {
            return false;
        }
        match self.current {
            None if self.total == 0.0 => self.current = Some(value),
            // "5 1/2", and "10 000" with a space between the groups.
            Some(whole) if !self.words && value > 0.0 && value < 1.0 && whole.fract() == 0.0 => self.current = Some(whole + value),
            Some(whole) if !self.words && places == Some(3) && self.is_spaced_group(atom) => self.current = Some(whole * 1000.0 + value),
            _ => return false,
        }
        self.at += 1;
        true
    }

    /// Whether the figures may be a group of a number written with spaces: "10 000", or any group behind a space that does not break.
    fn is_spaced_group(&self, atom: Atom) -> bool {
        let Some(before) = self.at.checked_sub(1).and_then(|at| self.atoms.get(at)) else { return false };
        let gap = atom.start.saturating_sub(before.end);
        let short = before.end - before.start <= 3;
        short && (gap >= 2 || (gap == 1 && matches!(atom.shape, Shape::Number(0.0, Some(3)))))
    }

    /// Adds a number word where it fits: "two hundred" + "five", "twenty" + "five".
    fn add(&mut self, value: f64, skip: usize) -> bool {
        self.current = match self.current {
            None if self.total == 0.0 || value < 1000.0 => Some(value),
            Some(current) if self.words && fits(current, value) => Some(current + value),
            _ => return false,
        };
        self.words = true;
        self.at += skip;
        true
    }

    fn multiply(&mut self, times: f64) -> bool {
        let current = match self.current {
            Some(current) => current,
            None if self.total == 0.0 && self.lexicon.stands_alone(times) => 1.0,
            None => return false,
        };
        if times < 1000.0 {
            self.current = Some(current * times);
        } else {
            self.total += current * times;
            self.current = None;
            self.magnified = true;
        }
        self.words = true;
        self.at += 1;
        true
    }

    /// "two hundred and five", "forty-five", "two and a half".
    fn joined(&mut self, atom: Atom) -> bool {
        let Some(current) = self.current.or((self.total > 0.0).then_some(0.0)) else { return false };
        let hyphen = self.lexicon.is_hyphen(atom.word);
        // "a 50-million-euro loan".
        if let Some(times) = self.sense(1, Class::Multiplier).filter(|_| hyphen && self.total == 0.0) {
            self.at += 1;
            return self.multiply(times);
        }
        if !hyphen && !self.lexicon.is_and(atom.word) {
            return false;
        }
        let half = if self.is(1, Class::One) { self.sense(2, Class::Fraction).map(|part| (part, 3)) } else { None };
        if let Some((part, skip)) = half.filter(|_| !hyphen && current.fract() == 0.0 && current > 0.0) {
            self.current = Some(current + part);
            self.at += skip;
            return true;
        }
        let Some(value) = self.sense(1, Class::Cardinal) else { return false };
        let sound = self.words
            && if hyphen {
                value < 10.0 && current % 10.0 == 0.0 && current % 100.0 >= 20.0
            } else {
                current % 100.0 == 0.0 && value < 100.0
            };
        sound && {
            self.current = Some(current + value);
            self.at += 2;
            true
        }
    }

    fn finish(self) -> Option<Numeral> {
        let value = self.total + self.current.or((self.total > 0.0).then_some(0.0))?;
        let found = Numeral { value, end: self.at, indefinite: self.indefinite, figures: !self.words, magnified: self.magnified };
        value.is_finite().then_some(found)
    }
}

/// Whether a number word may follow another within one number.
fn fits(current: f64, value: f64) -> bool {
    let hundreds = current >= 100.0 && current % 100.0 == 0.0 && value < 100.0;
    let tens = current % 10.0 == 0.0 && current % 100.0 >= 20.0 && value < 10.0;
    hundreds || tens
}
