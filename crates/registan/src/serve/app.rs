//! What all requests share.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use registan_reading::frame::FrameSet;
use registan_record::RecordError;

use super::{access::Access, cache::Cache, gathered::Gathered, known::Known, token::Token};
use crate::engine;

/// How a record is served.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Which record.
    pub record: PathBuf,
    /// Who knows it may judge; made up when none is given.
    pub token: Option<String>,
    /// Whether the token is needed for reading too: when others than this machine can ask.
    pub guarded: bool,
}

/// What all requests share. Cheap to clone.
#[derive(Debug, Clone)]
pub struct App(Arc<Shared>);

/// The parts of an [`App`].
#[derive(Debug)]
pub struct Shared {
    pub(super) record: PathBuf,
    pub(super) token: Token,
    pub(super) guarded: bool,
    pub(super) access: Access,
    pub(super) cache: Cache,
    pub(super) gathered: Gathered,
    pub(super) frames: FrameSet,
    pub(super) known: Known,
}

impl std::ops::Deref for App {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

impl App {
    /// Opens a record for being served.
    ///
    /// # Errors
    /// When there is no record, or it is of a newer format.
    pub fn open(settings: &Settings) -> Result<Self, RecordError> {
        Ok(Self(Arc::new(Shared {
            record: settings.record.clone(),
            token: settings.token.as_deref().map_or_else(Token::random, Token::given),
            guarded: settings.guarded,
            access: Access::open(&settings.record)?,
            cache: Cache::default(),
            gathered: Gathered::default(),
            frames: engine::frames(),
            known: Known::default(),
        })))
    }

    /// The token, to be told to who starts the server.
    pub fn token(&self) -> &str {
        self.0.token.text()
    }

    /// The record's file.
    pub(super) fn path(&self) -> &Path {
        &self.0.record
    }
}
