//! Log entries as stored bytes and back: the one place where the two meet.

use registan_types::{Block, EdtfDate, PublishedAt, Report, ReportId, Source, StatementId};

use super::bytes::{Decoder, Encoder};
use super::statement_form::{get_choice, get_date, get_span, put_choice, put_date, put_span};
use crate::Corruption;
use crate::log::{Entry, Judgement, Unread};

type Read<T> = Result<T, Corruption>;

const FORM: u8 = 1;

/// The number that an entry's kind has in the log.
pub(crate) fn kind(entry: &Entry) -> u8 {
    match entry {
        Entry::Blank => 0,
        Entry::ReportAdded(_) => 1,
        Entry::SourceAdded { .. } => 2,
        Entry::ReadingAdded { .. } => 3,
        Entry::JudgementMade(_) => 4,
        Entry::JudgementWithdrawn { .. } => 5,
        Entry::ReportCorrected { .. } => 6,
        Entry::ReportRetracted { .. } => 7,
        Entry::ReportErased { .. } => 8,
    }
}

/// The kind of entries that are left of a removed report.
pub(crate) const BLANK: u8 = 0;

/// An entry as bytes.
pub(crate) fn to_bytes(entry: &Entry) -> Vec<u8> {
    let mut out = Encoder::default();
    out.byte(FORM);
    match entry {
        Entry::Blank => {}
        Entry::ReportAdded(report) => put_report(&mut out, report),
        Entry::SourceAdded { report, source } => {
            out.raw(report.bytes());
            put_source(&mut out, source);
        }
        Entry::ReadingAdded { report, reader, first, count, sentences, unread } => {
            out.raw(report.bytes());
            out.number(reader.cast_unsigned());
            out.number(first.cast_unsigned());
            out.number(u64::from(*count));
            out.number(u64::from(*sentences));
            out.list(unread, |out, unread| {
                put_span(out, unread.span);
                out.text(&unread.reason);
            });
        }
        Entry::JudgementMade(judgement) => put_judgement(&mut out, judgement),
        Entry::JudgementWithdrawn { judgement } => out.number(judgement.cast_unsigned()),
        Entry::ReportCorrected { report, by, known } => {
            out.raw(report.bytes());
            out.raw(by.bytes());
            out.option(known.date(), put_date);
        }
        Entry::ReportRetracted { report, known, reason } => {
            out.raw(report.bytes());
            out.option(known.date(), put_date);
            out.text(reason);
        }
        Entry::ReportErased { report, reason } => {
            out.raw(report.bytes());
            out.text(reason);
        }
    }
    out.finish()
}

/// An entry from the number of its kind and its bytes.
pub(crate) fn from_bytes(kind: u8, bytes: &[u8]) -> Read<Entry> {
    if kind == BLANK {
        return Ok(Entry::Blank);
    }
    let mut from = Decoder::new(bytes);
    match from.byte()? {
        FORM => {}
        other => return Err(Corruption::Form(other)),
    }
    let from = &mut from;
    Ok(match kind {
        1 => Entry::ReportAdded(Box::new(get_report(from)?)),
        2 => Entry::SourceAdded { report: get_report_id(from)?, source: get_source(from)? },
        3 => Entry::ReadingAdded {
            report: get_report_id(from)?,
            reader: from.number()?.cast_signed(),
            first: from.number()?.cast_signed(),
            count: from.small()?,
            sentences: from.small()?,
            unread: from.list(|from| Ok(Unread { span: get_span(from)?, reason: from.text()?.to_owned() }))?,
        },
        4 => Entry::JudgementMade(get_judgement(from)?),
        5 => Entry::JudgementWithdrawn { judgement: from.number()?.cast_signed() },
        6 => Entry::ReportCorrected { report: get_report_id(from)?, by: get_report_id(from)?, known: get_published(from)? },
        7 => Entry::ReportRetracted { report: get_report_id(from)?, known: get_published(from)?, reason: from.text()?.to_owned() },
        8 => Entry::ReportErased { report: get_report_id(from)?, reason: from.text()?.to_owned() },
        _ => return Err(Corruption::Value("kind of entry")),
    })
}

fn put_report(out: &mut Encoder, report: &Report) {
    out.raw(report.id.bytes());
    put_source(out, &report.source);
    out.option(report.published.date(), put_date);
    put_choice(out, report.language);
    out.text(&report.text);
    out.list(&report.blocks, |out, block| {
        put_choice(out, block.kind);
        put_span(out, block.span);
        out.option(block.date, put_date);
    });
}

fn get_report(from: &mut Decoder<'_>) -> Read<Report> {
    Ok(Report {
        id: get_report_id(from)?,
        source: get_source(from)?,
        published: get_published(from)?,
        language: get_choice(from)?,
        text: from.text()?.to_owned(),
        blocks: from.list(|from| {
            let date = |from: &mut Decoder<'_>| from.option(get_date);
            Ok(Block { kind: get_choice(from)?, span: get_span(from)?, date: date(from)? })
        })?,
    })
}

fn put_source(out: &mut Encoder, source: &Source) {
    out.text(&source.uri);
    out.option(source.publisher.as_deref(), Encoder::text);
}

fn get_source(from: &mut Decoder<'_>) -> Read<Source> {
    Ok(Source { uri: from.text()?.to_owned(), publisher: from.option(|from| from.text().map(str::to_owned))? })
}

fn get_published(from: &mut Decoder<'_>) -> Read<PublishedAt> {
    let date: Option<EdtfDate> = from.option(get_date)?;
    Ok(date.map_or(PublishedAt::UNKNOWN, PublishedAt::on))
}

fn get_report_id(from: &mut Decoder<'_>) -> Read<ReportId> {
    from.array().map(ReportId::from_bytes)
}

fn put_judgement(out: &mut Encoder, judgement: &Judgement) {
    out.raw(&judgement.left.0);
    out.raw(&judgement.right.0);
    out.byte(u8::from(judgement.same));
    out.text(&judgement.by);
    out.text(&judgement.reason);
}

fn get_judgement(from: &mut Decoder<'_>) -> Read<Judgement> {
    Ok(Judgement {
        left: StatementId(from.array()?),
        right: StatementId(from.array()?),
        same: from.flag()?,
        by: from.text()?.to_owned(),
        reason: from.text()?.to_owned(),
    })
}
