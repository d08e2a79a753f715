//! Text in, linguistic analysis out: sentences, words, lemmas, tags, Universal Dependencies
//! trees and names, for Dutch and English.
//!
//! The crate knows language and nothing else: no politics, no network, no clock. Its weights come
//! from a file that the caller opens or embeds.
//!
//! ```no_run
//! use registan_language::{Analyser, Model};
//! let analyser = Analyser::new(&Model::open("models/nl.registan-model")?);
//! let text = "Volgens Reuters bracht de Japanse premier een bezoek aan Kyiv.";
//! let analysis = analyser.analyse(text, &[]);
//! for token in &analysis.tokens {
//!     println!("{}\t{}\t{}\t{}", token.form, token.lemma, token.upos, token.deprel);
//! }
//! # Ok::<(), registan_language::ModelError>(())
//! ```

pub mod analysis;
pub mod tags;

mod analyser;
pub mod model;

pub mod segment;

mod decode;
mod features;
mod inference;

pub mod conllu;
pub mod score;
pub mod testing;

pub use analyser::{Analyser, LONGEST_STRETCH};
pub use analysis::{Analysis, Multiword, Name, NameKind, SecondHead, Sentence, Token, TokenIndex};
pub use decode::{Gazetteer, KnownNames, NameKinds};
pub use inference::Instructions;
pub use model::{Model, ModelError};
pub use registan_types::{Language, Span};
pub use segment::Segmentation;
pub use tags::{Deprel, Feats, Relation, Upos};
