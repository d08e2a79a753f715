//! What reads: the embedded models, knowledge and frames, put together once; with the user's own names and frames, if any.

mod embedded;
mod known;
mod packs;

pub use embedded::{ExampleReport, example_reports, frames, models, schema};
pub use known::{KnownState, known_states};
pub use packs::{Pack, PackError, open_packs};

use std::sync::OnceLock;

use registan_language::{Analyser, Analysis, Model, ModelError};
use registan_reading::{Reader, ReaderError, Unread, knowledge::Problem};
use registan_types::{EntityId, Language, ReaderVersion, Report, Span};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Everything that reading depends on. Any number of threads may read with it.
#[derive(Debug)]
pub struct Engine {
    dutch: OnceLock<Result<Analyser, EngineError>>,
    english: OnceLock<Result<Analyser, EngineError>>,
    reader: Reader,
    /// A digest of the data of each language beside model and frames.
    grammar: String,
}

/// Why nothing can be read.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum EngineError {
    /// The program was built without it.
    #[error("this program was built without a model for {0}; build it from a complete checkout")]
    NoModel(Language),
    /// The embedded model is none.
    #[error("the model for {0} cannot be used: {1}")]
    Model(Language, String),
    /// A frame or another data file is malformed.
    #[error("{0}")]
    Reader(String),
}

impl From<ReaderError> for EngineError {
    fn from(error: ReaderError) -> Self {
        Self::Reader(error.to_string())
    }
}

impl Engine {
    /// The engine with the user's packs. Rows of tables that cannot stand are left out and named.
    ///
    /// # Errors
    /// When a frame cannot be read; the message names it.
    pub fn new(packs: &[Pack]) -> Result<(Self, Vec<Problem>), EngineError> {
        let (knowledge, flaws) = packs::knowledge(packs);
        let frames = packs.iter().filter(|pack| pack.is_frames()).map(Pack::named);
        let reader = Reader::bundled_with(knowledge, frames)?;
        let engine = Self { dutch: OnceLock::new(), english: OnceLock::new(), reader, grammar: embedded::language_digest() };
        Ok((engine, flaws))
    }

    /// The analyser of a language, its model opened when it is first needed.
    ///
    /// # Errors
    /// When the program was built without it.
    pub fn analyser(&self, language: Language) -> Result<&Analyser, EngineError> {
        let analyser = match language {
            Language::Dutch => &self.dutch,
            Language::English => &self.english,
        };
        let open = || {
            let bytes = embedded::model(language).ok_or(EngineError::NoModel(language))?;
            let model = Model::from_bytes(bytes).map_err(|error: ModelError| EngineError::Model(language, error.to_string()))?;
            Ok(Analyser::new(&model).with_gazetteer(self.reader.knowledge().names(language)))
        };
        analyser.get_or_init(open).as_ref().map_err(Clone::clone)
    }

    /// The reader of statements.
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// The words, trees and names of a report.
    ///
    /// # Errors
    /// As [`Engine::analyser`].
    pub fn analyse(&self, report: &Report) -> Result<Analysis, EngineError> {
        let blocks: Vec<Span> = report.blocks.iter().map(|block| block.span).collect();
        Ok(self.analyser(report.language)?.analyse(&report.text, &blocks))
    }

    /// What a report says, as the record keeps it, and how much of it was left unread.
    ///
    /// # Errors
    /// As [`Engine::analyser`].
    pub fn read(&self, report: &Report) -> Result<(registan_record::Reading, Unread), EngineError> {
        let analysis = self.analyse(report)?;
        let reading = self.reader.read(report, &analysis);
        let kept = registan_record::Reading {
            reader: self.version(report.language)?,
            statements: reading.statements,
            sentences: u32::try_from(analysis.sentences.len()).unwrap_or(u32::MAX),
            unread: kept_unread(&reading.unread),
        };
        Ok((kept, reading.unread))
    }

    /// The versions that statements of a report in `language` carry.
    ///
    /// # Errors
    /// As [`Engine::analyser`].
    pub fn version(&self, language: Language) -> Result<ReaderVersion, EngineError> {
        let model = self.analyser(language)?.model().description();
        Ok(ReaderVersion {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            model: format!("{} {}", model.name, model.digest.get(..16).unwrap_or(&model.digest)),
            frames: format!("{} {}", self.reader.frames().digest(), self.grammar),
            knowledge: self.reader.knowledge().digest().to_owned(),
        })
    }
}

/// What was left alone, as the record keeps it: in the order of the text.
fn kept_unread(unread: &Unread) -> Vec<registan_record::Unread> {
    let mut kept: Vec<registan_record::Unread> =
        unread.places().iter().map(|(span, reason)| registan_record::Unread { span: *span, reason: reason.name().to_owned() }).collect();
    kept.sort_by_key(|unread| (unread.span.start, unread.span.end));
    kept
}

/// The Dutch name of whom a form calls by the English `name`, where it is another; one that only leaves out marks is none.
pub fn dutch_name(id: &str, name: &str) -> Option<String> {
    let knowledge = registan_reading::knowledge::Knowledge::embedded();
    let dutch = knowledge.entity(id).filter(|entity| entity.name() == name)?.name_in(Language::Dutch);
    let only_bare = dutch.is_ascii() && unmarked(dutch).eq(unmarked(name));
    (dutch != name && !only_bare).then(|| dutch.to_owned())
}

/// The letters of a name without their marks, small.
fn unmarked(name: &str) -> impl Iterator<Item = char> {
    name.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase)
}

/// Who a name typed by the user stands for: an entity's identity, a country's code, or a name in either language.
pub fn party(name: &str) -> registan_record::PartyRef {
    use registan_record::PartyRef;
    let knowledge = registan_reading::knowledge::Knowledge::embedded();
    let wikidata = name.strip_prefix('Q').is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()));
    if wikidata || name.contains('/') {
        return PartyRef::Entity(EntityId::new(name));
    }
    if let Ok(code) = name.parse()
        && knowledge.country(code).is_some()
    {
        return PartyRef::Country(code);
    }
    let known = Language::ALL.into_iter().find_map(|language| knowledge.named(language, name).into_iter().next());
    known.map_or_else(|| PartyRef::Named(name.to_owned()), |entity| PartyRef::Named(entity.name().to_owned()))
}
