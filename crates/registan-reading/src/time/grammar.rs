//! The expressions of time of a language: data of `knowledge/time/words-<language>.toml`.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Deserialize;

use super::holiday::Holiday;
use crate::quantity::wording::{Class, Lexicon, Trie, TrieBuilder, WordingError, number_of};

/// What a rule makes of what its pattern gathers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Gives {
    /// A date of the calendar, whole or partial.
    Calendar,
    /// This, the last or the next of a unit.
    Unit,
    /// So many units from the anchor.
    Shift,
    /// The units up to now, or from now on.
    Stretch,
    /// The first or last units of a period: "the first nine months of 1990".
    Within,
    /// A length.
    Duration,
    /// A repetition.
    Set,
    /// Indefinitely before now.
    Past,
    /// About now.
    Present,
    /// Indefinitely after now.
    Future,
    /// Nothing: words that look like a time and are none.
    Nothing,
}

/// What a relative time counts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Base {
    /// The publication.
    #[default]
    Published,
    /// The time last spoken of.
    Context,
}

/// Under what circumstances a rule holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Guard {
    /// Always.
    #[default]
    None,
    /// A bare year: no amount may be meant.
    Year,
    /// A doubtful word must have a capital and not begin the sentence.
    Capital,
    /// It must not be written as a name.
    Lowercase,
    /// A word that opens a length must stand before it.
    Length,
    /// A word that opens a season must stand before it.
    Season,
    /// An article must stand before it.
    Article,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleSource {
    gives: Gives,
    #[serde(default)]
    base: Base,
    #[serde(default)]
    guard: Guard,
    #[serde(default)]
    article: bool,
    #[serde(default)]
    set: BTreeMap<String, toml::Value>,
    says: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct PrefixSource {
    #[serde(default)]
    set: BTreeMap<String, toml::Value>,
    #[serde(default)]
    approximate: bool,
    #[serde(default)]
    lengths: bool,
    says: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct HolidaySource {
    date: String,
    names: Vec<String>,
}

/// Words before an expression that open or close its period.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct MarkerSource {
    since: Vec<String>,
    until: Vec<String>,
    after: Vec<String>,
    before: Vec<String>,
    /// That introduce an expression and say no more.
    plain: Vec<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct RangeSource {
    /// Between the ends, whatever stands before: until, tot.
    to: Vec<String>,
    /// Between the ends where an opener stands before: between … and.
    and: Vec<String>,
    /// Before the first end of what `and` joins: between, tussen.
    between: Vec<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct TenseSource {
    future_auxiliaries: Vec<String>,
    perfect_auxiliaries: Vec<String>,
    future_forms: Vec<String>,
    past_forms: Vec<String>,
    present_forms: Vec<String>,
    past_endings: Vec<String>,
    infinitive_markers: Vec<String>,
    openers: Vec<String>,
    past_openers: Vec<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct HappeningSource {
    starts: Vec<String>,
    ends: Vec<String>,
    after: Vec<String>,
    before: Vec<String>,
    during: Vec<String>,
    skip: Vec<String>,
}

/// One language's file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TimeSource {
    pub(crate) classes: BTreeMap<String, crate::quantity::wording::Values>,
    #[serde(default)]
    macros: BTreeMap<String, String>,
    articles: Vec<String>,
    doubtful: Vec<String>,
    year_openers: Vec<String>,
    length_openers: Vec<String>,
    season_openers: Vec<String>,
    plural_endings: Vec<String>,
    #[serde(default)]
    markers: MarkerSource,
    #[serde(default)]
    ranges: RangeSource,
    #[serde(default)]
    tense: TenseSource,
    #[serde(default)]
    happenings: HappeningSource,
    #[serde(default)]
    holidays: Vec<HolidaySource>,
    prefixes: Vec<PrefixSource>,
    rules: Vec<RuleSource>,
}

/// A rule of the grammar.
#[derive(Debug, Clone)]
pub(crate) struct Rule {
    pub(crate) gives: Gives,
    pub(crate) base: Base,
    pub(crate) guard: Guard,
    /// Whether an article before it belongs to it.
    pub(crate) article: bool,
    pub(crate) set: Vec<(Class, f64)>,
}

impl Rule {
    /// Whether it counts units.
    pub(crate) fn is_count(&self) -> bool {
        matches!(self.gives, Gives::Shift | Gives::Stretch | Gives::Within | Gives::Duration)
    }
}

/// Words before an expression that belong to it.
#[derive(Debug, Clone)]
pub(crate) struct Prefix {
    pub(crate) approximate: bool,
    /// Only before a number of units, with no article between.
    pub(crate) lengths: bool,
    pub(crate) set: Vec<(Class, f64)>,
}

/// What a word before an expression makes of its period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Marker {
    /// It begins there and goes on.
    Since,
    /// It ends there.
    Until,
    /// Introduces it.
    Plain,
}

/// What a word says of a named happening.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HappeningWord {
    /// Its beginning is meant.
    Start,
    /// Its end is meant.
    End,
    /// Reckoned from it onwards.
    After,
    /// Reckoned from it backwards.
    Before,
    /// The time that it lasts.
    During,
    /// Says nothing of it.
    Skip,
}

/// Endings and forms that tell the tense where no tags do.
#[derive(Debug, Clone, Default)]
pub(crate) struct TenseWords {
    pub(crate) future_auxiliaries: HashSet<String>,
    pub(crate) perfect_auxiliaries: HashSet<String>,
    pub(crate) future_forms: HashSet<String>,
    pub(crate) past_forms: HashSet<String>,
    pub(crate) present_forms: HashSet<String>,
    pub(crate) past_endings: Vec<String>,
    pub(crate) infinitive_markers: HashSet<String>,
    /// Before a time that lies ahead: until.
    pub(crate) openers: HashSet<String>,
    /// … and before one that lies behind: since.
    pub(crate) past_openers: HashSet<String>,
}

/// Words between and before the two ends of a range.
#[derive(Debug, Clone, Default)]
pub(crate) struct RangeWords {
    pub(crate) to: HashSet<u32>,
    pub(crate) and: HashSet<u32>,
    pub(crate) between: HashSet<u32>,
}

/// The expressions of time of one language.
#[derive(Debug, Clone, Default)]
pub(crate) struct TimeGrammar {
    pub(crate) rules: Vec<Rule>,
    pub(crate) patterns: Trie,
    pub(crate) prefixes: Vec<Prefix>,
    pub(crate) prefix_patterns: Trie,
    pub(crate) articles: HashSet<u32>,
    pub(crate) doubtful: HashSet<u32>,
    pub(crate) year_openers: HashSet<u32>,
    pub(crate) length_openers: HashSet<u32>,
    pub(crate) season_openers: HashSet<u32>,
    pub(crate) plural_endings: Vec<String>,
    pub(crate) markers: HashMap<u32, Marker>,
    pub(crate) ranges: RangeWords,
    pub(crate) tense: TenseWords,
    pub(crate) happenings: HashMap<u32, HappeningWord>,
    pub(crate) holidays: Vec<Holiday>,
}

impl TimeGrammar {
    /// From a language's file.
    pub(crate) fn new(source: TimeSource, lexicon: &mut Lexicon) -> Result<Self, WordingError> {
        let mut grammar = Self::default();
        grammar.add_holidays(&source.holidays, lexicon)?;
        let mut patterns = TrieBuilder::new(lexicon, &source.macros);
        for (number, rule) in source.rules.iter().enumerate() {
            for pattern in &rule.says {
                patterns.add(pattern, number)?;
            }
            let set = presets(&rule.set)?;
            grammar.rules.push(Rule { gives: rule.gives, base: rule.base, guard: rule.guard, article: rule.article, set });
        }
        grammar.patterns = patterns.finish();
        let mut prefixes = TrieBuilder::new(lexicon, &source.macros);
        for (number, prefix) in source.prefixes.iter().enumerate() {
            for pattern in &prefix.says {
                prefixes.add(pattern, number)?;
            }
            grammar.prefixes.push(Prefix { approximate: prefix.approximate, lengths: prefix.lengths, set: presets(&prefix.set)? });
        }
        grammar.prefix_patterns = prefixes.finish();
        grammar.add_words(source, lexicon);
        Ok(grammar)
    }

    fn add_holidays(&mut self, holidays: &[HolidaySource], lexicon: &mut Lexicon) -> Result<(), WordingError> {
        for source in holidays {
            let holiday = Holiday::parse(&source.date).ok_or_else(|| WordingError::Rule(source.date.clone()))?;
            for name in &source.names {
                lexicon.add(Class::Holiday, name, self.holidays.len() as f64);
            }
            self.holidays.push(holiday);
        }
        Ok(())
    }

    fn add_words(&mut self, source: TimeSource, lexicon: &mut Lexicon) {
        let mut ids = |words: &[String]| words.iter().map(|word| lexicon.intern(word)).collect::<HashSet<u32>>();
        self.articles = ids(&source.articles);
        self.doubtful = ids(&source.doubtful);
        self.year_openers = ids(&source.year_openers);
        self.length_openers = ids(&source.length_openers);
        self.season_openers = ids(&source.season_openers);
        self.ranges = RangeWords { to: ids(&source.ranges.to), and: ids(&source.ranges.and), between: ids(&source.ranges.between) };
        let markers = [
            (Marker::Plain, source.markers.plain),
            (Marker::Since, source.markers.since),
            (Marker::Since, source.markers.after),
            (Marker::Until, source.markers.until),
            (Marker::Until, source.markers.before),
        ];
        for (marker, words) in markers {
            self.markers.extend(ids(&words).into_iter().map(|word| (word, marker)));
        }
        let happenings = [
            (HappeningWord::Skip, source.happenings.skip),
            (HappeningWord::Start, source.happenings.starts),
            (HappeningWord::End, source.happenings.ends),
            (HappeningWord::After, source.happenings.after),
            (HappeningWord::Before, source.happenings.before),
            (HappeningWord::During, source.happenings.during),
        ];
        for (word, words) in happenings {
            self.happenings.extend(ids(&words).into_iter().map(|id| (id, word)));
        }
        self.plural_endings = source.plural_endings;
        self.tense = TenseWords {
            future_auxiliaries: source.tense.future_auxiliaries.into_iter().collect(),
            perfect_auxiliaries: source.tense.perfect_auxiliaries.into_iter().collect(),
            future_forms: source.tense.future_forms.into_iter().collect(),
            past_forms: source.tense.past_forms.into_iter().collect(),
            present_forms: source.tense.present_forms.into_iter().collect(),
            past_endings: source.tense.past_endings,
            infinitive_markers: source.tense.infinitive_markers.into_iter().collect(),
            openers: source.tense.openers.into_iter().collect(),
            past_openers: source.tense.past_openers.into_iter().collect(),
        };
    }
}

fn presets(set: &BTreeMap<String, toml::Value>) -> Result<Vec<(Class, f64)>, WordingError> {
    let preset = |(name, value): (&String, &toml::Value)| {
        let class = Class::named(name).ok_or_else(|| WordingError::Class(name.clone()))?;
        let value = number_of(value).ok_or_else(|| WordingError::Rule(name.clone()))?;
        Ok((class, value))
    };
    set.iter().map(preset).collect()
}
