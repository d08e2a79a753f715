//! Markdown: front matter, headings and paragraphs, each where it stands in the file.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use registan_types::{BlockKind, EdtfDate};

use super::{
    dates,
    layout::{self, Layout, Piece},
};

/// What the lines between `---` at the head of a file say of the report.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct FrontMatter {
    /// Where the text begins, behind it.
    pub(crate) end: usize,
    /// The address it was published at.
    pub(crate) url: Option<String>,
    /// Who published it.
    pub(crate) publisher: Option<String>,
    /// When.
    pub(crate) published: Option<EdtfDate>,
    /// In which language.
    pub(crate) language: Option<String>,
}

/// Reads front matter: `key: value` lines between two lines of `---`.
pub(crate) fn front_matter(text: &str) -> FrontMatter {
    let mut found = FrontMatter::default();
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        at += line.len();
        let line = line.trim_end();
        match (number, line) {
            (0, "---") => {}
            (0, _) => break,
            (_, "---" | "...") => return FrontMatter { end: at, ..found },
            (_, line) => found.note(line),
        }
    }
    FrontMatter::default()
}

impl FrontMatter {
    fn note(&mut self, line: &str) {
        let Some((key, value)) = line.split_once(':') else { return };
        let value = value.trim().trim_matches(['"', '\'']).trim();
        let text = || (!value.is_empty()).then(|| value.to_owned());
        match key.trim().to_ascii_lowercase().as_str() {
            "date" | "published" | "datum" | "pubdate" => self.published = dates::of_metadata(value),
            "publisher" | "source" | "krant" | "newspaper" | "site" => self.publisher = text(),
            "language" | "lang" | "taal" => self.language = text(),
            "url" | "link" | "canonical" => self.url = text(),
            _ => {}
        }
    }
}

/// The parts of the Markdown text from byte `from` on.
pub(crate) fn layout(text: &str, from: usize) -> Layout {
    let body = text.get(from..).unwrap_or("");
    let mut pieces = Pieces::default();
    for (event, range) in Parser::new_ext(body, Options::ENABLE_TABLES).into_offset_iter() {
        pieces.see(&event, range);
    }
    let mut title = false;
    let shift = |mut piece: Piece| {
        piece.range = piece.range.start + from..piece.range.end + from;
        // One title a report: the first; the headings behind it stand between paragraphs.
        if piece.marked == Some(BlockKind::Title) && std::mem::replace(&mut title, true) {
            piece.marked = Some(BlockKind::Crosshead);
        }
        trimmed(text, piece)
    };
    layout::of_pieces(text, pieces.found.into_iter().map(shift).collect())
}

fn trimmed(text: &str, piece: Piece) -> Piece {
    let written = text.get(piece.range.clone()).unwrap_or("");
    let start = piece.range.start + written.len() - written.trim_start().len();
    let end = piece.range.start + written.trim_end().len();
    Piece { range: start..end.max(start), ..piece }
}

#[derive(Default)]
struct Pieces {
    found: Vec<Piece>,
    /// The heading, paragraph or list item being read, and what of it is text.
    open: Option<(Option<BlockKind>, Option<Range<usize>>)>,
    /// How many tables, code blocks and pictures we are inside: none of their text is read.
    silent: usize,
}

impl Pieces {
    fn see(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(Tag::CodeBlock(_) | Tag::Table(_) | Tag::Image { .. } | Tag::HtmlBlock) => self.silent += 1,
            Event::End(TagEnd::CodeBlock | TagEnd::Table | TagEnd::Image | TagEnd::HtmlBlock) => {
                self.silent = self.silent.saturating_sub(1)
            }
            Event::Start(Tag::Heading { level, .. }) => {
                let first = *level as usize == 1 && self.found.is_empty();
                self.begin(Some(if first { BlockKind::Title } else { BlockKind::Crosshead }));
            }
            Event::Start(Tag::Paragraph | Tag::Item) => self.begin(None),
            Event::End(TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::Item) => self.finish(),
            Event::Text(_) | Event::Code(_) if self.silent == 0 => {
                if let Some((_, words)) = &mut self.open {
                    *words = Some(words.take().map_or(range.clone(), |words| words.start..range.end));
                }
            }
            _ => {}
        }
    }

    fn begin(&mut self, marked: Option<BlockKind>) {
        self.finish();
        self.open = Some((marked, None));
    }

    fn finish(&mut self) {
        if let Some((marked, Some(range))) = self.open.take() {
            self.found.push(Piece { range, marked });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_and_paragraphs_stand_where_they_stand() {
        let text = "---\ntitle: \"X\"\ndate: 2022-09-19\npublisher: De Krant\nlanguage: nl\n---\n\n# Kop\n\nEen *alinea* met\ntwee regels.\n\n## Tussenkop\n\n- punt een\n- punt twee\n\n> Foto: twee mensen aan een tafel in Parijs\n";
        let front = front_matter(text);
        assert_eq!(front.publisher.as_deref(), Some("De Krant"));
        assert_eq!(front.published.map(|date| date.to_string()).as_deref(), Some("2022-09-19"));
        let layout = layout(text, front.end);
        let seen: Vec<_> = layout.blocks.iter().map(|block| (block.kind.name(), block.span.of(text))).collect();
        assert_eq!(
            seen,
            [
                ("title", "Kop"),
                ("paragraph", "Een *alinea* met\ntwee regels."),
                ("crosshead", "Tussenkop"),
                ("paragraph", "punt een"),
                ("paragraph", "punt twee"),
                ("caption", "twee mensen aan een tafel in Parijs"),
            ]
        );
    }

    #[test]
    fn open_front_matter_is_text() {
        assert_eq!(front_matter("---\ntitle: x\n\nText"), FrontMatter::default());
    }
}
