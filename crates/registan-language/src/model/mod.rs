//! Model files: what is inside (`docs/model-format.md`), checked once when opened, so that analysing cannot fail.

mod header;
mod labels;
mod lemma;
mod lexicon;
mod tensors;
mod words;

pub(crate) use header::Config;
pub use header::{DataSource, Description};
pub(crate) use labels::{Labels, NameLabel};
pub(crate) use lemma::LemmaScript;
pub(crate) use lexicon::Lexicon;
pub(crate) use tensors::{Table, Tensors};
pub(crate) use words::{StringTable, fnv1a};

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

use registan_types::Language;
use safetensors::SafeTensors;

use crate::inference::{Instructions, Network};
use header::Header;

/// The version of the file format that is read here.
pub const FORMAT: u32 = 1;

/// A trained model of one language, ready for use by any number of threads. Cloning shares it.
///
/// ```
/// use registan_language::{Model, testing};
/// // A tiny model with random weights stands in for a trained one.
/// let model = Model::from_bytes(testing::random_model(registan_language::Language::Dutch, 1))?;
/// assert_eq!(model.language().code(), "nl");
/// # Ok::<(), registan_language::ModelError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Model(Arc<Parts>);

/// What a model consists of.
#[derive(Debug)]
pub(crate) struct Parts {
    pub(crate) language: Language,
    pub(crate) description: Description,
    pub(crate) labels: Labels,
    /// Normalised forms to the rows of their embedding.
    pub(crate) words: StringTable,
    pub(crate) lexicon: Lexicon,
    pub(crate) network: Network,
    /// Whether a separable verb's lemma begins with the particle that stands apart from it.
    pub(crate) particles_join_lemma: bool,
    /// The file, whose embeddings are used in place.
    pub(crate) bytes: Cow<'static, [u8]>,
}

/// Why a file is no model that can be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ModelError {
    /// The file cannot be read.
    #[error("cannot read the model file")]
    Read(#[from] std::io::Error),
    /// It is no safetensors container.
    #[error("not a safetensors container: {0}")]
    Container(String),
    /// The container holds no description of a language model, or a malformed one.
    #[error("no description of a language model: {0}")]
    Description(String),
    /// It is of another version of the format.
    #[error("format {0} instead of {FORMAT}")]
    Format(u32),
    /// The language is not one that is read here.
    #[error("unknown language {0:?}")]
    Language(String),
    /// The data do not have the digest that the file names: it is damaged.
    #[error("the data do not fit their digest: the file is damaged")]
    Damaged,
    /// A label is none of Universal Dependencies or CoNLL 2002.
    #[error("unusable label {0:?}")]
    Label(String),
    /// A tensor is missing, or of another type or size than the others ask for.
    #[error("tensor {0:?} is missing or has another shape")]
    Tensor(String),
}

impl Model {
    /// Reads the model file at `path`.
    pub fn open(path: impl AsRef<Path>) -> Result<Model, ModelError> {
        Model::from_bytes(std::fs::read(path)?)
    }

    /// Takes the bytes of a model file. Bytes that live as long as the program (`include_bytes!`) are not copied:
    /// their embeddings stay where they are.
    pub fn from_bytes(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Model, ModelError> {
        Model::with_instructions(bytes, Instructions::best())
    }

    /// As [`Model::from_bytes`], for the given vector instructions instead of the best. The labels are the same.
    pub fn with_instructions(bytes: impl Into<Cow<'static, [u8]>>, instructions: Instructions) -> Result<Model, ModelError> {
        let bytes = bytes.into();
        let (size, metadata) = SafeTensors::read_metadata(&bytes).map_err(|error| ModelError::Container(error.to_string()))?;
        let header = Header::read(&metadata)?;
        let tensors = Tensors::new(&bytes, size, &metadata)?;
        tensors.check_digest(&header.digest)?;
        let labels = Labels::new(&header.labels)?;
        let network = Network::read(&tensors, &header.config, &labels, header.words.len(), instructions)?;
        let language = Language::from_tag(&header.language).ok_or_else(|| ModelError::Language(header.language.clone()))?;
        let words = StringTable::new(header.words.iter().map(String::as_str));
        let lexicon = Lexicon::new(&header.lexicon)?;
        let particles_join_lemma = header.config.particles_join_lemma;
        let description = header.description();
        Ok(Model(Arc::new(Parts { language, description, labels, words, lexicon, network, particles_join_lemma, bytes })))
    }

    /// The language it is of.
    pub fn language(&self) -> Language {
        self.0.language
    }

    /// Name, digest, training data and scores, as the file has them.
    pub fn description(&self) -> &Description {
        &self.0.description
    }

    pub(crate) fn parts(&self) -> &Parts {
        &self.0
    }
}
