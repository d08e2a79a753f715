//! The only door: files, folders, pages and records come in here and leave as reports.
//!
//! What cannot be taken in is named with its reason; the rest goes on. Modules stand in the order of the way: which files there
//! are, what is in them, which text, which parts, which date and language.

mod walk;

mod decode;
mod format;
mod unpack;

mod html;
mod markdown;
mod records;

mod credit;
mod dateline;
mod layout;

mod dates;
mod fields;
mod language;
mod refusal;

mod meter;

pub use fields::{Field, FieldError, FieldNames};
pub use meter::Meter;
pub use refusal::{Reason, Refusal};

use std::{
    fs::File,
    io::{self, Cursor, Read},
    path::{Path, PathBuf},
};

use registan_types::{Block, EdtfDate, Language, PublishedAt, Report, ReportId, Source};

use format::Format;
pub(crate) use language::likelier;
use unpack::Opened;
pub(crate) use unpack::open_stream;

/// The longest text that is taken in, in bytes.
pub const LONGEST_TEXT: u64 = unpack::LONGEST;

/// What the user says of all that comes in. It goes before what files say of themselves.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IntakeOptions {
    /// When it was published.
    pub published: Option<EdtfDate>,
    /// Who published it.
    pub publisher: Option<String>,
    /// In which language it is.
    pub language: Option<Language>,
    /// Names of fields in JSON and CSV.
    pub fields: FieldNames,
    /// The record that reports go into: when it lies in a folder that is read, it is passed over.
    pub record: Option<PathBuf>,
}

/// What came to the door.
pub type Arrival = Result<Report, Refusal>;

/// Takes reports in.
///
/// ```
/// use registan::intake::{Intake, IntakeOptions};
///
/// let intake = Intake::new(IntakeOptions::default());
/// let mut reports = Vec::new();
/// let file = "Rusland stapt uit graandeal\n\nIstanbul, 18 juli 2023\n\nRusland heeft maandag de graandeal met Oekraïne opgezegd.\n";
/// intake.bytes("graandeal.txt", file.as_bytes(), &mut |arrival| reports.extend(arrival));
/// assert_eq!(reports[0].published.to_string(), "2023-07-18");
/// assert_eq!(reports[0].language.code(), "nl");
/// ```
#[derive(Debug, Clone, Default)]
pub struct Intake {
    options: IntakeOptions,
    meter: Meter,
}

/// A text on its way to becoming a report.
#[derive(Debug, Default)]
struct Draft {
    text: String,
    blocks: Vec<Block>,
    url: Option<String>,
    publisher: Option<String>,
    /// The date that metadata give.
    published: Option<EdtfDate>,
    /// The date at the head of the text.
    head_date: Option<EdtfDate>,
    language: Option<String>,
}

impl Intake {
    /// A door with these instructions.
    pub fn new(options: IntakeOptions) -> Self {
        Self { options, meter: Meter::default() }
    }

    /// The same, its bytes counted.
    #[must_use]
    pub fn metered(self, meter: Meter) -> Self {
        Self { meter, ..self }
    }

    /// What counts its bytes.
    pub fn meter(&self) -> &Meter {
        &self.meter
    }

    /// Takes in what `path` leads to: a file, a folder with all in it, or `-`, the standard input.
    pub fn path(&self, path: &Path, sink: &mut dyn FnMut(Arrival)) {
        if path == Path::new("-") {
            return self.stream("-", io::stdin().lock(), sink);
        }
        walk::files(path, &mut |found| match found {
            Ok(file) if self.is_record(&file) => {}
            Ok(file) => self.file(&file, sink),
            Err(refusal) => sink(Err(refusal)),
        });
    }

    /// Takes in what bytes hold, as if they were a file called `uri`.
    pub fn bytes(&self, uri: &str, bytes: &[u8], sink: &mut dyn FnMut(Arrival)) {
        self.stream(uri, bytes, sink);
    }

    /// Whether a file is the record itself, or one of those that SQLite keeps beside it.
    fn is_record(&self, file: &Path) -> bool {
        let Some(record) = &self.options.record else { return false };
        let (Some(name), Some(own)) = (file.file_name(), record.file_name()) else { return false };
        let (name, own) = (name.to_string_lossy(), own.to_string_lossy());
        let beside = name.strip_prefix(&*own).is_some_and(|end| ["", "-wal", "-shm", "-journal"].contains(&end));
        let folder =
            |path: &Path| path.parent().map(|folder| if folder.as_os_str().is_empty() { Path::new(".") } else { folder }.canonicalize());
        beside && matches!((folder(file), folder(record)), (Some(Ok(one)), Some(Ok(other))) if one == other)
    }

    fn file(&self, path: &Path, sink: &mut dyn FnMut(Arrival)) {
        let place = walk::place(path);
        match File::open(path) {
            Ok(file) => self.stream(&place, file, sink),
            Err(error) => sink(Err(Refusal { place, reason: Reason::of_io(&error, None) })),
        }
    }

    fn stream(&self, place: &str, raw: impl Read, sink: &mut dyn FnMut(Arrival)) {
        let refused = |reason| Err(Refusal { place: place.to_owned(), reason });
        let opened = match unpack::open(self.meter.of(raw)) {
            Ok(opened) if opened.head.is_empty() => return sink(refused(Reason::Empty)),
            Ok(opened) => opened,
            Err(reason) => return sink(refused(reason)),
        };
        let format = Format::of(place, &opened.head);
        let single = match format {
            Format::Plain => opened.read_all().and_then(|bytes| plain(&bytes)),
            Format::Markdown => opened.read_all().and_then(|bytes| markdown(&bytes)),
            Format::Html => opened.read_all().and_then(|bytes| page(&bytes)),
            Format::Json | Format::JsonLines | Format::Csv => return self.records(place, format, opened, sink),
        };
        let report = single.and_then(|draft| self.finish(place, draft));
        sink(report.map_err(|reason| Refusal { place: place.to_owned(), reason }));
    }

    fn records(&self, place: &str, format: Format, opened: Opened<'_>, sink: &mut dyn FnMut(Arrival)) {
        let opened = match narrowed(opened) {
            Ok(opened) => opened,
            Err(reason) => return sink(Err(Refusal { place: place.to_owned(), reason })),
        };
        let mut any = false;
        let mut each = |number: usize, record: Result<records::Fields, Reason>| {
            any = true;
            let numbered = format!("{place}#{number}");
            let report = record.and_then(|record| self.draft(&record)).and_then(|draft| {
                let uri = draft.url.clone().unwrap_or_else(|| numbered.clone());
                self.finish(&uri, draft)
            });
            sink(report.map_err(|reason| Refusal { place: numbered, reason }));
        };
        let Opened { head, stream, archive } = opened;
        match format {
            Format::JsonLines => records::json_lines(stream, archive, &mut each),
            Format::Csv => records::csv(&head, stream, archive, &mut each),
            _ => records::json(stream, archive, &mut each),
        }
        if !any {
            sink(Err(Refusal { place: place.to_owned(), reason: Reason::Empty }));
        }
    }

    /// A report in the making, from a record's fields.
    fn draft(&self, record: &records::Fields) -> Result<Draft, Reason> {
        let pick = |field| self.options.fields.pick(field, record).map(str::trim);
        let text = self.options.fields.pick(Field::Text, record).ok_or_else(|| {
            let names: Vec<&str> = record.iter().map(|(name, _)| name.as_str()).take(12).collect();
            Reason::NoTextField(names.join(", "))
        })?;
        let layout = layout::of_plain(text, 0);
        Ok(Draft {
            text: text.to_owned(),
            blocks: layout.blocks,
            head_date: layout.date,
            url: pick(Field::Url).map(str::to_owned),
            publisher: pick(Field::Publisher).map(str::to_owned),
            published: pick(Field::Date).and_then(|date| dates::of_metadata(date).or_else(|| of_seconds(date))),
            language: pick(Field::Language).map(str::to_owned),
        })
    }

    /// The report, once its date and language are known.
    fn finish(&self, uri: &str, draft: Draft) -> Result<Report, Reason> {
        if draft.blocks.is_empty() {
            return Err(Reason::Empty);
        }
        let language = match self.options.language {
            Some(language) => language,
            None => language::of_text(&running(&draft), draft.language.as_deref())?,
        };
        let date = self.options.published.or(draft.published).or(draft.head_date);
        let published = date.map_or(PublishedAt::UNKNOWN, PublishedAt::on);
        Ok(Report {
            id: ReportId::of(language, published, &draft.text),
            source: Source { uri: uri.to_owned(), publisher: self.options.publisher.clone().or(draft.publisher) },
            published,
            language,
            text: draft.text,
            blocks: draft.blocks,
        })
    }
}

/// The text of bytes in whatever encoding, as a report's text would be.
///
/// # Errors
/// When they are no text.
pub fn decoded(bytes: &[u8]) -> Result<String, Reason> {
    decode::text_of(bytes, None).map(std::borrow::Cow::into_owned)
}

fn plain(bytes: &[u8]) -> Result<Draft, Reason> {
    let text = decode::text_of(bytes, None)?.into_owned();
    let layout = layout::of_plain(&text, 0);
    Ok(Draft { text, blocks: layout.blocks, head_date: layout.date, ..Draft::default() })
}

fn markdown(bytes: &[u8]) -> Result<Draft, Reason> {
    let text = decode::text_of(bytes, None)?.into_owned();
    let front = markdown::front_matter(&text);
    let layout = markdown::layout(&text, front.end);
    // A file's uri is its path, whatever address its front matter names.
    Ok(Draft {
        text,
        blocks: layout.blocks,
        head_date: layout.date,
        url: None,
        publisher: front.publisher,
        published: front.published,
        language: front.language,
    })
}

fn page(bytes: &[u8]) -> Result<Draft, Reason> {
    let html = decode::text_of(bytes, charset(bytes))?;
    let page = html::article_of(&html)?;
    Ok(Draft {
        text: page.text,
        blocks: page.blocks,
        url: None,
        publisher: page.publisher,
        published: page.published,
        head_date: page.head_date,
        language: page.language,
    })
}

/// The encoding that a page names in its first kilobyte or so.
fn charset(bytes: &[u8]) -> Option<&[u8]> {
    let head = bytes.get(..bytes.len().min(2048))?;
    let at = head.windows(8).position(|word| word.eq_ignore_ascii_case(b"charset="))? + 8;
    let rest = head.get(at..)?.trim_ascii_start();
    let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
    let end = rest.iter().position(|byte| !byte.is_ascii_alphanumeric() && !b"-_:".contains(byte)).unwrap_or(rest.len());
    rest.get(..end)
}

/// A stream whose lines end in a single byte: one in UTF-16 is decoded first.
fn narrowed(opened: Opened<'_>) -> Result<Opened<'_>, Reason> {
    if decode::wide_encoding(&opened.head).is_none() {
        return Ok(opened);
    }
    let archive = opened.archive;
    let bytes = opened.read_all()?;
    let text = decode::text_of(&bytes, None)?.into_owned().into_bytes();
    let head = text.get(..text.len().min(4096)).unwrap_or_default().to_vec();
    Ok(Opened { head, stream: Box::new(Cursor::new(text)), archive })
}

/// A date given in seconds or milliseconds since 1970.
fn of_seconds(value: &str) -> Option<EdtfDate> {
    let number: i64 = value.parse().ok().filter(|_| matches!(value.len(), 9 | 10 | 13))?;
    let seconds = if value.len() == 13 { number / 1000 } else { number };
    let moment = jiff::Timestamp::from_second(seconds).ok()?;
    Some(EdtfDate::day(jiff::tz::TimeZone::UTC.to_datetime(moment).date()))
}

/// The words of a draft's parts, running text first: what its language is told by.
fn running(draft: &Draft) -> String {
    use registan_types::BlockKind as Kind;
    let mut blocks: Vec<&Block> = draft.blocks.iter().collect();
    blocks.sort_by_key(|block| !matches!(block.kind, Kind::Paragraph));
    let mut words = String::new();
    for block in blocks {
        words.push_str(block.span.of(&draft.text));
        words.push('\n');
        if words.len() > 1 << 15 {
            break;
        }
    }
    words
}
