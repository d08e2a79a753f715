//! The data files of a language, and what is made of them. Read once, when the first text of the language comes.

use std::sync::LazyLock;

use registan_types::Language;
use serde::Deserialize;

use super::{
    figures::Figures,
    lexicon::{Compounds, Lexicon, Links, SenseError, Values},
    pattern::PatternError,
};
use crate::{
    quantity::grammar::{AmountGrammar, AmountSource, Goods},
    time::grammar::{TimeGrammar, TimeSource},
};

/// What a language says of number and time.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wording {
    /// Its words.
    pub(crate) lexicon: Lexicon,
    /// Its expressions of time.
    pub(crate) time: TimeGrammar,
    /// Its expressions of amount.
    pub(crate) amounts: AmountGrammar,
}

/// A data file cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum WordingError {
    /// It is not TOML, or names what there is not.
    #[error(transparent)]
    Toml(#[from] toml::de::Error),
    /// A word cannot be what the file says.
    #[error(transparent)]
    Sense(#[from] SenseError),
    /// A pattern is malformed.
    #[error(transparent)]
    Pattern(#[from] PatternError),
    /// A pattern names a class that there is not.
    #[error("no class `{0}`")]
    Class(String),
    /// A rule says something that cannot be.
    #[error("rule: {0}")]
    Rule(String),
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct FigureSource {
    decimal: char,
    group: char,
    month_first: bool,
    ordinals: Vec<String>,
    decades: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct NumberSource {
    figures: FigureSource,
    links: Links,
    #[serde(default)]
    compounds: Compounds,
    classes: std::collections::BTreeMap<String, Values>,
    amounts: AmountSource,
}

const UNITS: &str = include_str!("../../../../../knowledge/goods/units.tsv");
const CURRENCIES: &str = include_str!("../../../../../knowledge/goods/currencies.tsv");

static DUTCH: LazyLock<Wording> = LazyLock::new(|| {
    let files =
        (include_str!("../../../../../knowledge/amounts/words-nl.toml"), include_str!("../../../../../knowledge/time/words-nl.toml"));
    Wording::parse(files.0, files.1, "names_nl").unwrap_or_default()
});

static ENGLISH: LazyLock<Wording> = LazyLock::new(|| {
    let files =
        (include_str!("../../../../../knowledge/amounts/words-en.toml"), include_str!("../../../../../knowledge/time/words-en.toml"));
    Wording::parse(files.0, files.1, "names_en").unwrap_or_default()
});

impl Wording {
    /// That of a language. Files that cannot be used give an empty one; a test sees to it that they can.
    pub(crate) fn of(language: Language) -> &'static Self {
        match language {
            Language::Dutch => &DUTCH,
            Language::English => &ENGLISH,
        }
    }

    /// From the texts of the files; `names` is the column of the tables with the language's names.
    pub(crate) fn parse(amounts: &str, time: &str, names: &str) -> Result<Self, WordingError> {
        let numbers: NumberSource = toml::from_str(amounts)?;
        let time: TimeSource = toml::from_str(time)?;
        let FigureSource { decimal, group, month_first, ordinals, decades } = numbers.figures;
        let mut lexicon = Lexicon::new(Figures { decimal, group, month_first, ordinals, decades });
        for (name, values) in numbers.classes.iter().chain(&time.classes) {
            lexicon.add_class(name, values)?;
        }
        lexicon.add_links(&numbers.links);
        lexicon.add_compounds(&numbers.compounds);
        let amounts = AmountGrammar::new(numbers.amounts, Goods { units: UNITS, currencies: CURRENCIES, names }, &mut lexicon)?;
        let time = TimeGrammar::new(time, &mut lexicon)?;
        Ok(Self { lexicon, time, amounts })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_files_can_be_used() {
        let dutch =
            (include_str!("../../../../../knowledge/amounts/words-nl.toml"), include_str!("../../../../../knowledge/time/words-nl.toml"));
        let english =
            (include_str!("../../../../../knowledge/amounts/words-en.toml"), include_str!("../../../../../knowledge/time/words-en.toml"));
        for ((amounts, time), names) in [(dutch, "names_nl"), (english, "names_en")] {
            if let Err(error) = Wording::parse(amounts, time, names) {
                panic!("{error}");
            }
        }
    }
}
