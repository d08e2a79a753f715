//! One pool of text in which equal texts are one.

use std::collections::HashMap;

use super::world::Text;

/// A growing pool.
#[derive(Debug, Default)]
pub(super) struct Interner {
    pool: String,
    known: HashMap<String, Text>,
}

impl Interner {
    /// Goes on with a pool.
    pub(super) fn over(pool: String) -> Self {
        Self { pool, known: HashMap::new() }
    }

    /// The stretch that holds `text`. Texts longer than 65,535 bytes and pools larger than 4 GiB are cut.
    pub(super) fn add(&mut self, text: &str) -> Text {
        if let Some(&known) = self.known.get(text) {
            return known;
        }
        let mut end = text.len().min(usize::from(u16::MAX));
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let kept = text.get(..end).unwrap_or("");
        let start = u32::try_from(self.pool.len()).unwrap_or(u32::MAX);
        self.pool.push_str(kept);
        let added = Text { start, length: u16::try_from(kept.len()).unwrap_or(u16::MAX) };
        self.known.insert(text.to_owned(), added);
        added
    }

    /// The words of a stretch.
    pub(super) fn read(&self, text: Text) -> &str {
        let start = text.start as usize;
        self.pool.get(start..start + usize::from(text.length)).unwrap_or("")
    }

    /// The pool.
    pub(super) fn into_pool(self) -> String {
        self.pool
    }
}
