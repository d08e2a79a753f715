//! The words of a language that speak of number and time, each with the classes that it may be of.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Deserialize;

use super::{class::Class, figures::Figures};
use crate::time::{DayPart, TimeUnit};

/// The word that is none of the lexicon.
pub(crate) const NO_WORD: u32 = u32::MAX;

/// Values of the words of a class, as a data file gives them.
pub(crate) type Values = BTreeMap<String, toml::Value>;

/// Closed-class words that numerals turn on.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Links {
    /// and, en.
    and: Vec<String>,
    /// of, van: between "tens" and "thousands".
    of: Vec<String>,
    /// Hyphens.
    hyphens: Vec<String>,
    /// Whether "hundred" alone is a number ("honderd mensen").
    alone: Vec<f64>,
}

/// How the language builds words out of number words.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Compounds {
    /// Between ones and tens that are written solid, ones first: vijf-en-twintig; the second behind a vowel.
    joiners: Vec<String>,
    /// Magnitudes written solid with what they multiply: tweehonderd.
    solid: Vec<String>,
    /// Behind a number for a half more: tweeënhalf.
    halves: Vec<String>,
    /// Makes ordinals of numbers from twenty on.
    ordinal: String,
    /// Adjectives of length: daags, with their unit.
    lengths: BTreeMap<String, String>,
}

/// The words of a language, and what they may be.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lexicon {
    ids: HashMap<Box<str>, u32>,
    senses: Vec<Vec<(Class, f64)>>,
    masks: Vec<u64>,
    figures: Figures,
    and: BTreeSet<u32>,
    of: BTreeSet<u32>,
    hyphens: BTreeSet<u32>,
    alone: Vec<f64>,
    /// Phrases of several words per class.
    phrases: BTreeMap<Class, Vec<(Vec<u32>, f64)>>,
}

/// A data file says something that cannot be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{word}` cannot be of class `{class}`")]
pub(crate) struct SenseError {
    class: String,
    word: String,
}

impl Lexicon {
    pub(crate) fn new(figures: Figures) -> Self {
        Self { figures, ..Self::default() }
    }

    /// The number of a word, given one if it has none yet.
    pub(crate) fn intern(&mut self, word: &str) -> u32 {
        if let Some(&known) = self.ids.get(word) {
            return known;
        }
        let id = u32::try_from(self.senses.len()).unwrap_or(NO_WORD);
        self.ids.insert(word.into(), id);
        self.senses.push(Vec::new());
        self.masks.push(0);
        id
    }

    /// Says of a word, or of a phrase of several, that it may be of a class.
    pub(crate) fn add(&mut self, class: Class, words: &str, value: f64) {
        let ids: Vec<u32> = words.split_whitespace().map(|word| self.intern(word)).collect();
        match ids.as_slice() {
            &[id] => {
                if let (Some(senses), Some(mask)) = (self.senses.get_mut(id as usize), self.masks.get_mut(id as usize)) {
                    senses.push((class, value));
                    *mask |= class.bit();
                }
            }
            _ => self.phrases.entry(class).or_default().push((ids, value)),
        }
    }

    /// Takes the words of a class from a data file.
    pub(crate) fn add_class(&mut self, name: &str, values: &Values) -> Result<(), SenseError> {
        for (word, value) in values {
            let error = || SenseError { class: name.to_owned(), word: word.clone() };
            let class = Class::named(name).ok_or_else(error)?;
            let value = number_of(value).ok_or_else(error)?;
            self.add(class, word, value);
        }
        Ok(())
    }

    pub(crate) fn add_links(&mut self, links: &Links) {
        self.and = links.and.iter().map(|word| self.intern(word)).collect();
        self.of = links.of.iter().map(|word| self.intern(word)).collect();
        self.hyphens = links.hyphens.iter().map(|word| self.intern(word)).collect();
        self.alone.clone_from(&links.alone);
    }

    /// Writes out the number words that the language builds from others.
    pub(crate) fn add_compounds(&mut self, compounds: &Compounds) {
        let mut cardinals: BTreeMap<String, f64> = self.words_of(Class::Cardinal);
        let one = self.words_of(Class::One).into_iter().filter(|(word, _)| word.chars().all(char::is_alphabetic));
        let ones = cardinals.clone().into_iter().chain(one);
        let below_ten: Vec<(String, f64)> = ones.filter(|(_, value)| *value < 10.0 && value.fract() == 0.0).collect();
        let tens: Vec<(String, f64)> = cardinals.iter().filter(|(_, v)| **v >= 20.0 && **v < 100.0).map(|(w, v)| (w.clone(), *v)).collect();
        for (one, ten) in below_ten.iter().flat_map(|one| tens.iter().map(move |ten| (one, ten))) {
            for joiner in &compounds.joiners {
                cardinals.insert(format!("{}{joiner}{}", one.0, ten.0), one.1 + ten.1);
            }
        }
        let small: Vec<(String, f64)> = cardinals.iter().map(|(w, v)| (w.clone(), *v)).collect();
        let mut smaller: Option<(&String, f64)> = None;
        for magnitude in &compounds.solid {
            let Some(times) = self.sense_of(magnitude, Class::Multiplier) else { continue };
            add_solid(&mut cardinals, &small, (magnitude, times), &compounds.joiners);
            if let Some((front, value)) = smaller.replace((magnitude, times)) {
                cardinals.insert(format!("{front}{magnitude}"), value * times);
            }
        }
        for (word, value) in &small {
            for ending in compounds.halves.iter().filter(|_| value.fract() == 0.0) {
                cardinals.insert(format!("{word}{ending}"), value + 0.5);
            }
            for (ending, unit) in &compounds.lengths {
                let unit = TimeUnit::named(unit).map_or(0.0, |unit| unit as usize as f64);
                self.add(Class::Long, &format!("{word}{ending}"), value * 100.0 + unit);
            }
            if *value >= 20.0 && !compounds.ordinal.is_empty() {
                self.add(Class::Ordinal, &format!("{word}{}", compounds.ordinal), *value);
                self.mark_day(&format!("{word}{}", compounds.ordinal), *value);
            }
        }
        for (word, value) in cardinals {
            if self.sense_of(&word, Class::Cardinal).is_none() {
                self.add(Class::Cardinal, &word, value);
            }
        }
        for (word, value) in self.words_of(Class::Ordinal) {
            self.mark_day(&word, value);
        }
    }

    /// An ordinal up to 31 may be a day of a month.
    fn mark_day(&mut self, word: &str, value: f64) {
        if (1.0..=31.0).contains(&value) && self.sense_of(word, Class::Day).is_none() {
            self.add(Class::Day, word, value);
        }
    }

    fn words_of(&self, class: Class) -> BTreeMap<String, f64> {
        self.ids.iter().filter_map(|(word, &id)| Some((word.to_string(), self.sense(id, class)?))).collect()
    }

    fn sense_of(&self, word: &str, class: Class) -> Option<f64> {
        self.sense(self.word(word), class)
    }

    /// The number of a word in lower case, or [`NO_WORD`].
    pub(crate) fn word(&self, word: &str) -> u32 {
        self.ids.get(word).copied().unwrap_or(NO_WORD)
    }

    /// The classes that a word may be of.
    pub(crate) fn mask(&self, word: u32) -> u64 {
        self.masks.get(word as usize).copied().unwrap_or(0)
    }

    /// What a word says as a member of a class.
    pub(crate) fn sense(&self, word: u32, class: Class) -> Option<f64> {
        let senses = self.senses.get(word as usize)?;
        senses.iter().find(|(of, _)| *of == class).map(|&(_, value)| value)
    }

    /// Phrases of several words that are of a class.
    pub(super) fn phrases(&self, class: Class) -> &[(Vec<u32>, f64)] {
        self.phrases.get(&class).map_or(&[], Vec::as_slice)
    }

    pub(super) fn figures(&self) -> &Figures {
        &self.figures
    }

    pub(crate) fn is_and(&self, word: u32) -> bool {
        self.and.contains(&word)
    }

    pub(crate) fn is_of(&self, word: u32) -> bool {
        self.of.contains(&word)
    }

    pub(crate) fn is_hyphen(&self, word: u32) -> bool {
        self.hyphens.contains(&word)
    }

    /// Whether a magnitude is a number without another before it.
    pub(super) fn stands_alone(&self, times: f64) -> bool {
        self.alone.contains(&times)
    }

    /// Whether a numeral may begin with this word.
    pub(crate) fn may_begin_number(&self, word: u32) -> bool {
        let begins = Class::Cardinal.bit() | Class::Multiplier.bit() | Class::One.bit() | Class::Fraction.bit() | Class::Collective.bit();
        self.mask(word) & begins != 0
    }
}

/// Writes out a magnitude with all that it may be written solid with: tweehonderdvijf, vijftigduizend.
fn add_solid(into: &mut BTreeMap<String, f64>, small: &[(String, f64)], (magnitude, times): (&str, f64), joiners: &[String]) {
    let limit = if times > 100.0 { 1000.0 } else { 20.0 };
    let multiplied = |word: &String, value: f64| (format!("{word}{magnitude}"), value * times);
    let fronts: Vec<(String, f64)> = into
        .iter()
        .filter(|(_, value)| value.fract() == 0.0 && **value > 1.0 && **value < limit)
        .map(|(word, value)| multiplied(word, *value))
        .chain([(magnitude.to_owned(), times)])
        .collect();
    for (front, value) in fronts {
        for (rest, more) in small.iter().filter(|(_, more)| more.fract() == 0.0 && times == 100.0 && *more > 0.0) {
            into.insert(format!("{front}{rest}"), value + more);
            for joiner in joiners.iter().filter(|_| *more <= 20.0) {
                into.insert(format!("{front}{joiner}{rest}"), value + more);
            }
        }
        if front != magnitude {
            into.insert(front, value);
        }
    }
}

/// A value of a data file as a number: units and parts of the day by their place, pairs as hundreds and ones.
pub(crate) fn number_of(value: &toml::Value) -> Option<f64> {
    match value {
        toml::Value::Integer(number) => Some(*number as f64),
        toml::Value::Float(number) => Some(*number),
        toml::Value::String(name) => named_value(name),
        toml::Value::Array(pair) => match pair.as_slice() {
            [first, second] => Some(number_of(first)? * 100.0 + number_of(second)?),
            _ => None,
        },
        _ => None,
    }
}

fn named_value(name: &str) -> Option<f64> {
    let halves = ["start", "mid", "end"];
    let unit = TimeUnit::named(name).map(|unit| unit as usize);
    let part = || DayPart::named(name).map(|part| part as usize);
    let half = || halves.iter().position(|half| *half == name);
    unit.or_else(part).or_else(half).map(|place| place as f64)
}
