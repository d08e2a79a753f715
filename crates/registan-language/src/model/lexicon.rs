//! Lemmas that are known for a form and its part of speech.

use super::{ModelError, StringTable};
use crate::tags::Upos;

/// Normalised form and part of speech to lemma.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    /// `form\tUPOS`
    keys: StringTable,
    lemmas: StringTable,
}

impl Lexicon {
    /// Reads lines of form, part of speech and lemma, parted by tabs.
    pub(super) fn new(lines: &str) -> Result<Lexicon, ModelError> {
        let mut keys = Vec::new();
        let mut lemmas = Vec::new();
        for line in lines.split('\n').filter(|line| !line.is_empty()) {
            let entry = line.rsplit_once('\t').filter(|(key, lemma)| key.contains('\t') && !lemma.is_empty());
            let (key, lemma) = entry.ok_or_else(|| ModelError::Description(format!("lexicon line {line:?}")))?;
            keys.push(key);
            lemmas.push(lemma);
        }
        Ok(Lexicon { keys: StringTable::new(keys.into_iter()), lemmas: StringTable::new(lemmas.into_iter()) })
    }

    /// The lemma of a normalised form with that part of speech. `key` is memory to work in.
    pub(crate) fn lemma(&self, normalised: &str, upos: Upos, key: &mut String) -> Option<&str> {
        key.clear();
        key.push_str(normalised);
        key.push('\t');
        key.push_str(upos.as_str());
        self.keys.get(key).map(|number| self.lemmas.string(number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lemmas_depend_on_the_part_of_speech() -> Result<(), ModelError> {
        let lexicon = Lexicon::new("was\tAUX\tzijn\nwas\tNOUN\twas\n")?;
        let lemma = |upos| lexicon.lemma("was", upos, &mut String::new());
        assert_eq!((lemma(Upos::Aux), lemma(Upos::Noun), lemma(Upos::Verb)), (Some("zijn"), Some("was"), None));
        assert!(Lexicon::new("was\tzijn").is_err());
        Ok(())
    }
}
