//! A report on the wire: as lists show it, and with its text.

use registan_record::{ReportHead, StoredReading, StoredReport};
use registan_types::{BlockKind, Span};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{ReaderForm, ReportForm, StatementForm, Words};

/// A report as lists show it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReportInfoForm {
    /// Identity, address, publisher, date and language.
    #[serde(flatten)]
    pub head: ReportForm,
    /// Its headline.
    pub title: Option<String>,
    /// How many statements its latest reading made.
    pub statements: u32,
    /// How many sentences it has.
    pub sentences: u32,
    /// How many clauses and nouns its latest reading left alone.
    pub unread: u32,
    /// Words of it that were searched for.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub snippet: Option<String>,
}

/// A report with its text and all that is known about it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReportDetailForm {
    /// Identity, address, publisher, date and language.
    #[serde(flatten)]
    pub head: ReportForm,
    /// Its headline.
    pub title: Option<String>,
    /// How many sentences it has.
    pub sentences: u32,
    /// The text as it came.
    pub text: String,
    /// The parts of the text.
    pub blocks: Vec<BlockForm>,
    /// Everywhere it was found.
    pub sources: Vec<SourceForm>,
    /// When it came in, in UTC.
    pub recorded: String,
    /// Its readings, the latest last.
    pub readings: Vec<ReadingForm>,
    /// Later versions that took its place.
    pub corrected_by: Vec<String>,
    /// Why it was taken back.
    pub retracted: Option<String>,
    /// What its latest reading left alone.
    pub unread: Vec<UnreadForm>,
    /// What it says, in the order of the text.
    pub statements: Vec<StatementForm>,
}

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BlockForm {
    /// title, caption, crosshead or paragraph.
    pub kind: String,
    /// Its first code point.
    pub start: usize,
    /// Behind its last.
    pub end: usize,
}

/// A place where a report was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SourceForm {
    /// The address.
    pub uri: String,
    /// Who published it there.
    pub publisher: Option<String>,
}

/// A reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReadingForm {
    /// Who read.
    pub reader: ReaderForm,
    /// When, in UTC.
    pub recorded: String,
    /// How many statements it made.
    pub statements: u32,
    /// How many sentences there are.
    pub sentences: u32,
}

/// What was left alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UnreadForm {
    /// The first code point of the stretch; of the whole text where only their number is known.
    pub start: usize,
    /// Behind its last.
    pub end: usize,
    /// Why: no-unit, no-fit, nobody-known, unsaid, unsure or game.
    pub reason: String,
    /// How many there are in the stretch.
    pub count: u32,
}

impl ReportInfoForm {
    /// The form of a report in a list.
    pub fn of(head: &ReportHead) -> Self {
        let info = &head.info;
        Self {
            head: ReportForm::of(info.id, &info.source, info.published, info.language),
            title: head.title.clone(),
            statements: head.statements,
            sentences: head.sentences,
            unread: head.unread.iter().map(|unread| counted(&unread.reason).1).sum(),
            snippet: None,
        }
    }
}

impl ReportDetailForm {
    /// The form of a report with its statements.
    pub fn of(stored: &StoredReport, statements: Vec<StatementForm>) -> Self {
        let report = &stored.report;
        let words = Words::new(&report.text);
        let place = |span: Span| {
            let span = words.of(span);
            (span.start, span.end)
        };
        let title = report.blocks.iter().find(|block| block.kind == BlockKind::Title);
        let latest = stored.readings.last();
        Self {
            head: ReportForm::of(report.id, &report.source, report.published, report.language),
            title: title.map(|block| block.span.of(&report.text).trim().to_owned()),
            sentences: latest.map_or(0, |reading| reading.sentences),
            blocks: report
                .blocks
                .iter()
                .map(|block| {
                    let (start, end) = place(block.span);
                    BlockForm { kind: block.kind.name().to_owned(), start, end }
                })
                .collect(),
            sources: stored
                .sources
                .iter()
                .map(|source| SourceForm { uri: source.uri.clone(), publisher: source.publisher.clone() })
                .collect(),
            recorded: stored.recorded.0.to_string(),
            readings: stored.readings.iter().map(ReadingForm::of).collect(),
            corrected_by: stored.corrected_by.iter().map(ToString::to_string).collect(),
            retracted: stored.retracted.clone(),
            unread: latest
                .iter()
                .flat_map(|reading| &reading.unread)
                .map(|unread| {
                    let ((start, end), (reason, count)) = (place(unread.span), counted(&unread.reason));
                    UnreadForm { start, end, reason: reason.to_owned(), count }
                })
                .collect(),
            text: report.text.clone(),
            statements,
        }
    }
}

impl ReadingForm {
    fn of(reading: &StoredReading) -> Self {
        Self {
            reader: ReaderForm::of(&reading.reader),
            recorded: reading.recorded.0.to_string(),
            statements: reading.statements,
            sentences: reading.sentences,
        }
    }
}

/// A reason with how many there are: `no-unit 12`.
fn counted(reason: &str) -> (&str, u32) {
    match reason.rsplit_once(' ') {
        Some((name, count)) => count.parse().map_or((reason, 1), |count| (name, count)),
        None => (reason, 1),
    }
}
