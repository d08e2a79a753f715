//! The log: what happened to this record, entry after entry. The only ground state; everything else is a view.
//!
//! Entries are appended and stay. The one exception is lawful removal, which takes the text and the statements
//! of a report out of the entries that carried them, and appends an entry that says so.

mod append;
mod read;

pub(crate) use append::{FrameKeys, append, append_reading, blank_report, find_reader, moment_of, number_of, reader_key};
pub(crate) use read::{LoggedStatement, entry_after, entry_at, report_at, statement_of, statements_from};

use registan_types::{PublishedAt, ReaderVersion, RecordedAt, Report, ReportId, Source, Span, Statement, StatementId};

/// One reader's statements of one report, with what it left unread.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The versions that read it.
    pub reader: ReaderVersion,
    /// What it says, in the order of the text.
    pub statements: Vec<Statement>,
    /// How many sentences the report has.
    pub sentences: u32,
    /// What the reader did not understand and left alone.
    pub unread: Vec<Unread>,
}

/// A stretch of a report that the reader left alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// Where it stands.
    pub span: Span,
    /// Why it was left.
    pub reason: String,
}

/// What a person says of two statements: whether they tell of one happening.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// One statement.
    pub left: StatementId,
    /// The other.
    pub right: StatementId,
    /// Whether both tell of the same happening.
    pub same: bool,
    /// Who says so.
    pub by: String,
    /// Why.
    pub reason: String,
}

/// One line of the log.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Entry {
    /// A report came in, with the place it was found.
    ReportAdded(Box<Report>),
    /// A known content was found in another place.
    SourceAdded { report: ReportId, source: Source },
    /// A reader made statements of a report. The statements stand in a table of their own.
    ReadingAdded { report: ReportId, reader: i64, first: i64, count: u32, sentences: u32, unread: Vec<Unread> },
    /// A person judged.
    JudgementMade(Judgement),
    /// A judgement was taken back: the number of its entry.
    JudgementWithdrawn { judgement: i64 },
    /// A later text takes the place of a report; `known` is when that was published, kept here because the later text
    /// itself may be removed one day.
    ReportCorrected { report: ReportId, by: ReportId, known: PublishedAt },
    /// A report was taken back by who published it; `known` is when that was published.
    ReportRetracted { report: ReportId, known: PublishedAt, reason: String },
    /// A report was removed lawfully.
    ReportErased { report: ReportId, reason: String },
    /// What is left of an entry whose report was removed.
    Blank,
}

/// An entry with its number and its moment.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Logged {
    pub(crate) seq: i64,
    pub(crate) at: RecordedAt,
    pub(crate) entry: Entry,
}
