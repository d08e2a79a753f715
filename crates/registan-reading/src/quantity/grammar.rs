//! The expressions of amount of a language: its words, and the units and currencies of `knowledge/goods/`.

use std::{collections::HashSet, sync::Arc};

use registan_types::Measure;
use serde::Deserialize;

use super::wording::{Class, Lexicon, Trie, TrieBuilder, WordingError};

/// One language's part of `knowledge/amounts/words-<language>.toml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct AmountSource {
    /// Before an amount that is not exact: about.
    approximate: Vec<String>,
    /// Before an amount, saying that it is a bound: at least, up to.
    bounds: Vec<String>,
    /// Between the ends of a range.
    to: Vec<String>,
    /// Between the ends of a range that `between` opens.
    and: Vec<String>,
    between: Vec<String>,
    /// Before the period of a rate.
    per: Vec<String>,
    /// Before a number that counts nothing: article, resolution.
    never_after: Vec<String>,
    /// Behind a number that tells how often.
    never_before: Vec<String>,
    /// Between an indefinite number and what it counts: of.
    of: Vec<String>,
    /// No nouns: where a text has no tags, what is counted does not reach over them.
    stops: Vec<String>,
    /// Endings of what is counted, where a text has no tags.
    plural_endings: Vec<String>,
}

/// A unit of measure.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct MeasureUnit {
    pub(crate) symbol: Arc<str>,
    pub(crate) si: Arc<str>,
    pub(crate) factor: f64,
    pub(crate) measure: Measure,
}

/// A currency, or a hundredth of one.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Currency {
    pub(crate) code: Arc<str>,
    /// The name is also another word, or several currencies share it.
    pub(crate) doubtful: bool,
}

/// Words before and after a number.
#[derive(Debug, Clone, Default)]
pub(crate) struct AmountWords {
    pub(crate) to: HashSet<u32>,
    pub(crate) and: HashSet<u32>,
    pub(crate) between: HashSet<u32>,
    pub(crate) per: HashSet<u32>,
    pub(crate) never_after: HashSet<u32>,
    pub(crate) never_before: HashSet<u32>,
    pub(crate) of: HashSet<u32>,
    pub(crate) stops: HashSet<u32>,
}

/// The expressions of amount of one language.
#[derive(Debug, Clone, Default)]
pub(crate) struct AmountGrammar {
    pub(crate) units: Vec<MeasureUnit>,
    pub(crate) currencies: Vec<Currency>,
    pub(crate) words: AmountWords,
    /// Rule 0 approximates, rule 1 bounds.
    pub(crate) before: Trie,
    /// Names and symbols of units and currencies.
    pub(crate) named: Trie,
    /// Signs and codes that stand before their amount.
    pub(crate) signs: Trie,
    pub(crate) plural_endings: Vec<String>,
}

/// Tables of `knowledge/goods/`, and the column that holds the language's names.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Goods<'t> {
    pub(crate) units: &'t str,
    pub(crate) currencies: &'t str,
    pub(crate) names: &'t str,
}

impl AmountGrammar {
    /// From a language's file and the tables.
    pub(crate) fn new(source: AmountSource, goods: Goods<'_>, lexicon: &mut Lexicon) -> Result<Self, WordingError> {
        let mut grammar = Self { plural_endings: source.plural_endings, ..Self::default() };
        grammar.add_units(goods, lexicon);
        grammar.add_currencies(goods, lexicon);
        let mut ids = |words: &[String]| words.iter().map(|word| lexicon.intern(word)).collect::<HashSet<u32>>();
        grammar.words = AmountWords {
            to: ids(&source.to),
            and: ids(&source.and),
            between: ids(&source.between),
            per: ids(&source.per),
            never_after: ids(&source.never_after),
            never_before: ids(&source.never_before),
            of: ids(&source.of),
            stops: ids(&source.stops),
        };
        let macros = std::collections::BTreeMap::new();
        let mut before = TrieBuilder::new(lexicon, &macros);
        for (rule, phrases) in [source.approximate, source.bounds].iter().enumerate() {
            for phrase in phrases {
                before.add(phrase, rule)?;
            }
        }
        grammar.before = before.finish();
        let mut named = TrieBuilder::new(lexicon, &macros);
        for (rule, pattern) in ["MEASURE", "CURRENCY", "CODE", "SIGN"].iter().enumerate() {
            named.add(pattern, rule)?;
        }
        grammar.named = named.finish();
        let mut signs = TrieBuilder::new(lexicon, &macros);
        signs.add("SIGN", 0)?;
        signs.add("CODE", 1)?;
        grammar.signs = signs.finish();
        Ok(grammar)
    }

    fn add_units(&mut self, goods: Goods<'_>, lexicon: &mut Lexicon) {
        for row in rows(goods.units) {
            let (Ok(measure), Ok(factor)) = (row.get("measure").parse::<Measure>(), row.get("factor").parse::<f64>()) else { continue };
            // Lengths of time are expressions of time; people and things are counted by any noun.
            if matches!(measure, Measure::Duration | Measure::Count) {
                continue;
            }
            let place = self.units.len() as f64;
            self.units.push(MeasureUnit { symbol: row.get("unit").into(), si: row.get("si_unit").into(), factor, measure });
            let names = alternatives(row.get(goods.names)).filter(|(name, doubtful)| !doubtful || !name.contains(' '));
            let symbols = alternatives(row.get("symbols")).filter(|(_, doubtful)| !doubtful);
            for (name, _) in names.chain(symbols) {
                lexicon.add(Class::Measure, &words(name), place);
            }
        }
    }

    fn add_currencies(&mut self, goods: Goods<'_>, lexicon: &mut Lexicon) {
        for row in rows(goods.currencies) {
            for (name, doubtful) in alternatives(row.get(goods.names)) {
                let name = words(name);
                let plural = format!("{name}s");
                if doubtful && !name.ends_with('s') && lexicon.sense(lexicon.word(&plural), Class::Currency).is_none() {
                    lexicon.add(Class::Currency, &plural, self.currency(row.get("code"), doubtful));
                }
                // Of currencies that share a bare name the first listed is meant.
                let taken = doubtful && lexicon.sense(lexicon.word(&name), Class::Currency).is_some();
                if !taken {
                    lexicon.add(Class::Currency, &name, self.currency(row.get("code"), doubtful));
                }
            }
            for (sign, _) in alternatives(row.get("symbols")).filter(|(_, doubtful)| !doubtful) {
                let place = self.currency(row.get("code"), false);
                lexicon.add(Class::Sign, &sign_words(sign), place);
            }
            let place = self.currency(row.get("code"), false);
            lexicon.add(Class::Code, &row.get("code").to_lowercase(), place);
        }
    }

    /// The place of a currency in the list.
    fn currency(&mut self, code: &str, doubtful: bool) -> f64 {
        let known = self.currencies.iter().position(|one| &*one.code == code && one.doubtful == doubtful);
        known.unwrap_or_else(|| {
            self.currencies.push(Currency { code: code.into(), doubtful });
            self.currencies.len() - 1
        }) as f64
    }
}

/// As the segmenter cuts it: in lower case, hyphens as words of their own.
fn words(name: &str) -> String {
    let name = name.to_lowercase();
    if name.chars().any(char::is_alphabetic) && name.contains('-') { name.replace('-', " - ") } else { name }
}

/// "US$" is cut before its sign.
fn sign_words(sign: &str) -> String {
    let lower = sign.to_lowercase();
    match lower.find(|c: char| !c.is_alphabetic()) {
        Some(at) if at > 0 => format!("{} {}", lower.get(..at).unwrap_or_default(), lower.get(at..).unwrap_or_default()),
        _ => lower,
    }
}

/// A row of a table with its heading.
struct Row<'t> {
    heading: &'t str,
    line: &'t str,
}

impl<'t> Row<'t> {
    fn get(&self, column: &str) -> &'t str {
        let place = self.heading.split('\t').position(|name| name == column);
        place.and_then(|place| self.line.split('\t').nth(place)).unwrap_or_default()
    }
}

fn rows(table: &str) -> impl Iterator<Item = Row<'_>> {
    let mut lines = table.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    let heading = lines.next().unwrap_or_default();
    lines.map(move |line| Row { heading, line })
}

/// The names in a cell; those with a question mark are doubtful.
fn alternatives(cell: &str) -> impl Iterator<Item = (&str, bool)> {
    let names = cell.split(';').map(str::trim).filter(|name| !name.is_empty());
    names.map(|name| name.strip_suffix('?').map_or((name, false), |name| (name, true)))
}
