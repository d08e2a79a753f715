//! A report: a text with a source, kept exactly as it came.

use std::{fmt, str::FromStr};

use crate::{Language, PublishedAt, Span};

/// A report's identity: a hash of its language, title and text, so that the same content twice is one report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ReportId([u8; 16]);

impl ReportId {
    /// The identity of a content. Fields are length-prefixed, so no two contents collide by joining.
    pub fn of(language: Language, published: PublishedAt, text: &str) -> Self {
        let mut hasher = blake3::Hasher::new();
        for field in ["report-1", language.code(), &published.to_string(), text] {
            hasher.update(&(field.len() as u64).to_le_bytes());
            hasher.update(field.as_bytes());
        }
        let mut id = [0; 16];
        hasher.finalize_xof().fill(&mut id);
        Self(id)
    }

    /// As stored bytes.
    pub fn bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// From stored bytes.
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }
}

impl fmt::Display for ReportId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl FromStr for ReportId {
    type Err = ();

    fn from_str(hex: &str) -> Result<Self, ()> {
        let mut id = [0; 16];
        if hex.len() != 32 || !hex.is_ascii() {
            return Err(());
        }
        for (byte, pair) in id.iter_mut().zip(hex.as_bytes().chunks(2)) {
            let pair = str::from_utf8(pair).map_err(drop)?;
            *byte = u8::from_str_radix(pair, 16).map_err(drop)?;
        }
        Ok(Self(id))
    }
}

/// Where a report's content was found. One report may have several sources.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Source {
    /// A URL, or a file's path as it was given.
    pub uri: String,
    /// Newspaper, agency or site, if anybody says so.
    pub publisher: Option<String>,
}

/// What part of a report a stretch of its text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum BlockKind {
    /// The headline.
    Title,
    /// Words under a picture, with its date if one stands there.
    Caption,
    /// A short heading between paragraphs.
    Crosshead,
    /// Running text.
    Paragraph,
}

impl BlockKind {
    /// A stable lower-case name: `title`, `caption`, `crosshead`, `paragraph`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Caption => "caption",
            Self::Crosshead => "crosshead",
            Self::Paragraph => "paragraph",
        }
    }
}

/// A part of a report: no sentence crosses its border.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What part it is.
    pub kind: BlockKind,
    /// Where it stands in the report's text.
    pub span: Span,
    /// A date given for this part alone (a caption's picture), if any.
    pub date: Option<crate::EdtfDate>,
}

/// A text with its source, publication date and language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Identity by content.
    pub id: ReportId,
    /// Where it was found first.
    pub source: Source,
    /// When it was published.
    pub published: PublishedAt,
    /// The language it is read in.
    pub language: Language,
    /// The text exactly as it came (decoded; a byte order mark dropped, line ends kept).
    pub text: String,
    /// Its parts, in order, not overlapping.
    pub blocks: Vec<Block>,
}
