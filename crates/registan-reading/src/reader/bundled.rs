//! The reader that the project ships: its own frames, knowledge and language data, embedded in the program.

use registan_language::Language;

use super::{LanguageSources, Reader, ReaderError};
use crate::{
    confidence::Weights,
    frame::{CameoTable, FrameSet},
    knowledge::Knowledge,
};

/// Name and text of every frame file.
const FRAMES: &[(&str, &str)] = &include!(concat!(env!("OUT_DIR"), "/frames.rs"));

macro_rules! knowledge_file {
    ($path:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../knowledge/", $path))
    };
}

const LANGUAGES: [LanguageSources<'static>; 2] = [
    LanguageSources {
        language: Language::Dutch,
        grammar: knowledge_file!("grammar/nl.toml"),
        reality: knowledge_file!("reality/nl.toml"),
        voices: knowledge_file!("voices/nl.toml"),
    },
    LanguageSources {
        language: Language::English,
        grammar: knowledge_file!("grammar/en.toml"),
        reality: knowledge_file!("reality/en.toml"),
        voices: knowledge_file!("voices/en.toml"),
    },
];

const WEIGHTS: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/confidence.toml"));

impl Reader {
    /// The reader with everything that the project ships.
    ///
    /// # Errors
    /// When a file of `knowledge/` was malformed when the program was built; the project's tests rule that out.
    pub fn bundled() -> Result<Self, ReaderError> {
        Self::bundled_with(Knowledge::embedded(), [])
    }

    /// The bundled reader with this knowledge (perhaps with the user's packs) and further frame files, each name and text.
    ///
    /// # Errors
    /// When a frame file cannot be read; the message names it.
    pub fn bundled_with<'s>(knowledge: Knowledge, frames: impl IntoIterator<Item = (&'s str, &'s str)>) -> Result<Self, ReaderError> {
        let (frames, problems) = FrameSet::parse(FRAMES.iter().copied().chain(frames));
        if let Some(problem) = problems.into_iter().next() {
            return Err(problem.into());
        }
        Self::new(knowledge, frames, CameoTable::parse(knowledge_file!("codes/cameo.tsv")), Weights::parse(WEIGHTS)?, LANGUAGES)
    }
}
