//! The data that the program carries.

use std::sync::{Arc, OnceLock};

use registan_reading::frame::{FrameSet, Role};
use registan_record::{DeathOf, Schema};
use registan_types::Language;

include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// The model of a language, if the program was built with it.
pub(super) fn model(language: Language) -> Option<&'static [u8]> {
    let name = format!("{}.registan-model", language.code());
    MODELS.iter().find(|(file, _)| *file == name).map(|(_, bytes)| *bytes)
}

/// Eight hexadecimal digits that change when the data of a language do.
pub(super) fn language_digest() -> String {
    let mut hasher = blake3::Hasher::new();
    for (file, text) in [GRAMMAR, REALITY, VOICES, CODES].into_iter().flatten() {
        hasher.update(&(text.len() as u64).to_le_bytes()).update(file.as_bytes()).update(text.as_bytes());
    }
    hasher.finalize().to_hex().chars().take(8).collect()
}

/// The bundled frames. One that cannot be read is left out; `registan frames lint` names it.
pub fn frames() -> FrameSet {
    FrameSet::parse(FRAMES.iter().map(|(file, text)| (file.strip_suffix(".toml").unwrap_or(file), *text))).0
}

/// The bundled language models, by file name with the first sixteen digits of their digest.
pub fn models() -> Vec<String> {
    static NAMES: OnceLock<Vec<String>> = OnceLock::new();
    let named = || MODELS.iter().map(|(file, bytes)| format!("{file} {}", blake3::hash(bytes).to_hex().get(..16).unwrap_or_default()));
    NAMES.get_or_init(|| named().collect()).clone()
}

/// What the record must know of frames to tell events and states.
pub fn schema() -> Arc<Schema> {
    let frames = frames();
    let mut schema = Schema::default();
    for frame in frames.frames() {
        // An effect that the record does not know is no effect; `registan frames lint` names it.
        let effects = frame.effects.iter().filter_map(|effect| effect.parse().ok()).collect();
        schema.add(frame.name.clone(), frame.parent.clone(), effects);
        match frame.death_of {
            Some(Role::Actor) => schema.tells_of_death(&frame.name, DeathOf::Actor),
            Some(Role::Recipient) => schema.tells_of_death(&frame.name, DeathOf::Recipient),
            _ => {}
        }
    }
    Arc::new(schema)
}

/// A bundled report.
#[derive(Debug, Clone, Copy)]
pub struct ExampleReport {
    /// The file's name.
    pub file: &'static str,
    /// Its bytes.
    pub bytes: &'static [u8],
    /// The newspaper, where the file itself does not name it.
    pub publisher: Option<&'static str>,
}

/// The bundled reports, in the order of their names.
pub fn example_reports() -> impl Iterator<Item = ExampleReport> {
    let table = REPORTS_TABLE.first().map_or("", |(_, text)| *text);
    let publisher = |file: &str| {
        let row = table.lines().map(|line| line.split('\t').collect::<Vec<_>>()).find(|row| row.first() == Some(&file))?;
        row.get(1).copied().filter(|name| !name.is_empty())
    };
    REPORTS.iter().map(move |(file, bytes)| ExampleReport { file, bytes, publisher: publisher(file) })
}
