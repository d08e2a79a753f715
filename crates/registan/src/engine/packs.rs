//! The user's own names and frames.

use std::{
    fs,
    path::{Path, PathBuf},
};

use registan_reading::knowledge::{Knowledge, Problem};

/// A file of names (`.tsv`) or a frame (`.toml`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pack {
    /// Its path as it was given.
    pub path: String,
    /// Its content.
    pub text: String,
}

/// A pack that cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// It cannot be read.
    #[error("the pack {} cannot be read: {source}", .path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// It is neither names nor frames.
    #[error("the pack {} is neither a table of names (.tsv) nor a frame (.toml)", .0.display())]
    Kind(PathBuf),
}

impl Pack {
    /// Whether it holds a frame.
    pub(super) fn is_frames(&self) -> bool {
        self.path.ends_with(".toml")
    }

    /// A frame's name, which is that of its file, with its text.
    pub(super) fn named(&self) -> (&str, &str) {
        let file = self.path.rsplit(['/', '\\']).next().unwrap_or(&self.path);
        (file.strip_suffix(".toml").unwrap_or(file), &self.text)
    }
}

/// What is known, with the names of the packs, and the rows that cannot stand.
pub(super) fn knowledge(packs: &[Pack]) -> (Knowledge, Vec<Problem>) {
    let tables: Vec<(&str, &str)> =
        packs.iter().filter(|pack| !pack.is_frames()).map(|pack| (pack.path.as_str(), pack.text.as_str())).collect();
    let known = Knowledge::embedded();
    if tables.is_empty() { (known, Vec::new()) } else { known.with_pack(&tables) }
}

/// Opens packs.
///
/// # Errors
/// When one cannot be read, or is neither names nor a frame.
pub fn open_packs(paths: &[PathBuf]) -> Result<Vec<Pack>, PackError> {
    paths.iter().map(|path| open(path)).collect()
}

fn open(path: &Path) -> Result<Pack, PackError> {
    let known = path.extension().is_some_and(|end| end == "tsv" || end == "toml");
    if !known {
        return Err(PackError::Kind(path.to_owned()));
    }
    let text = fs::read_to_string(path).map_err(|source| PackError::Unreadable { path: path.to_owned(), source })?;
    Ok(Pack { path: path.to_string_lossy().into_owned(), text })
}
