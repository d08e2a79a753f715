//! Options checked and turned into what the commands work with.

mod knowledge;
mod questions;
mod serve;

pub use knowledge::ImportOptions;
pub use questions::{ChangesOptions, QueryOptions, SeriesOptions, TableFormat};
pub use serve::{DemoOptions, ListenOptions, ServeOptions};

use std::{
    num::NonZeroUsize,
    path::{Path, PathBuf},
};

use jiff::civil::Date;
use registan_record::{Clocks, Filter, Readings};
use registan_types::{Certainty, EdtfDate, FrameName, Language, PloverType, Polarity, Reality, RecordedAt, Relation};

use super::raw;
use crate::{
    engine,
    intake::{FieldNames, IntakeOptions},
};

/// An option that makes no sense: exit status 2.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct UsageError(String);

impl UsageError {
    fn of(flag: &str, value: &str, wanted: &str) -> Self {
        Self(format!("--{flag} {value}: {wanted}"))
    }
}

type Resolved<T> = Result<T, UsageError>;

/// `registan read`.
#[derive(Debug)]
pub struct ReadOptions {
    /// What to read, in this order.
    pub paths: Vec<PathBuf>,
    /// What the user says of it.
    pub intake: IntakeOptions,
    /// How many at a time.
    pub jobs: NonZeroUsize,
    /// Into which record.
    pub record: PathBuf,
    /// The user's own names and frames.
    pub packs: Vec<PathBuf>,
}

impl TryFrom<raw::ReadArgs> for ReadOptions {
    type Error = UsageError;

    fn try_from(args: raw::ReadArgs) -> Resolved<Self> {
        let intake = IntakeOptions {
            published: args.published.as_deref().map(publication).transpose()?,
            publisher: args.publisher.filter(|name| !name.trim().is_empty()),
            language: args.language.as_deref().map(language).transpose()?,
            fields: FieldNames::new(args.fields.iter().map(String::as_str)).map_err(|error| UsageError(format!("--field: {error}")))?,
            record: Some(args.record.record.clone()),
        };
        Ok(Self { paths: args.paths, intake, jobs: jobs(args.jobs)?, record: args.record.record, packs: args.packs.packs })
    }
}

/// `registan reread`.
#[derive(Debug)]
pub struct RereadOptions {
    /// How many at a time.
    pub jobs: NonZeroUsize,
    /// Which record.
    pub record: PathBuf,
    /// The user's own names and frames.
    pub packs: Vec<PathBuf>,
}

impl TryFrom<raw::RereadArgs> for RereadOptions {
    type Error = UsageError;

    fn try_from(args: raw::RereadArgs) -> Resolved<Self> {
        Ok(Self { jobs: jobs(args.jobs)?, record: args.record.record, packs: args.packs.packs })
    }
}

/// `registan statements`.
#[derive(Debug)]
pub struct StatementsOptions {
    /// JSON Lines instead of a table.
    pub json: bool,
    /// Which statements.
    pub filter: Filter,
    /// As of when.
    pub clocks: Clocks,
    /// Of which record.
    pub record: PathBuf,
}

impl TryFrom<raw::StatementsArgs> for StatementsOptions {
    type Error = UsageError;

    fn try_from(args: raw::StatementsArgs) -> Resolved<Self> {
        let readings = if args.all { Readings::All } else { Readings::InForce };
        Ok(Self {
            json: args.json,
            filter: Filter { readings, ..filter(args.filter)? },
            clocks: clocks(&args.clocks)?,
            record: args.record.record,
        })
    }
}

/// `registan events`, `state` and `conflicts`.
#[derive(Debug)]
pub struct ViewOptions {
    /// JSON Lines instead of a table.
    pub json: bool,
    /// Which.
    pub filter: Filter,
    /// As of when.
    pub clocks: Clocks,
    /// Of which record.
    pub record: PathBuf,
}

impl TryFrom<raw::ViewArgs> for ViewOptions {
    type Error = UsageError;

    fn try_from(args: raw::ViewArgs) -> Resolved<Self> {
        Ok(Self { json: args.json, filter: filter(args.filter)?, clocks: clocks(&args.clocks)?, record: args.record.record })
    }
}

/// `registan parse`.
#[derive(Debug)]
pub struct ParseOptions {
    /// What to analyse.
    pub file: PathBuf,
    /// Its language, if it was given.
    pub language: Option<Language>,
    /// Keep its words and sentences.
    pub pretokenised: bool,
}

impl TryFrom<raw::ParseArgs> for ParseOptions {
    type Error = UsageError;

    fn try_from(args: raw::ParseArgs) -> Resolved<Self> {
        Ok(Self { file: args.file, language: args.language.as_deref().map(language).transpose()?, pretokenised: args.pretokenised })
    }
}

/// `registan score`: what is measured, and against which gold.
#[derive(Debug)]
pub enum ScoreOptions {
    /// Trees.
    Treebank {
        /// The gold trees.
        gold: PathBuf,
        /// What to score.
        against: Option<PathBuf>,
        /// The language of our own analysis.
        language: Option<Language>,
        /// Keep the gold words.
        pretokenised: bool,
    },
    /// Names.
    Names {
        /// The gold labels.
        gold: PathBuf,
        /// What to score.
        against: Option<PathBuf>,
        /// The language of our own analysis.
        language: Option<Language>,
    },
    /// Statements.
    Statements {
        /// The gold lines.
        gold: PathBuf,
        /// What to score; the record's statements without it.
        against: Option<PathBuf>,
        /// Tables of names.
        tables: Vec<PathBuf>,
        /// Name what is not fully right.
        misses: bool,
        /// The record.
        record: PathBuf,
    },
    /// Events.
    Events {
        /// The gold mentions.
        gold: PathBuf,
        /// Other groups of the record's statements, in the same form.
        against: Option<PathBuf>,
        /// Name what is wrongly joined or kept apart.
        misses: bool,
        /// The record.
        record: PathBuf,
    },
}

impl TryFrom<raw::ScoreArgs> for ScoreOptions {
    type Error = UsageError;

    fn try_from(args: raw::ScoreArgs) -> Resolved<Self> {
        let language = args.language.as_deref().map(language).transpose()?;
        let against = args.against;
        match (args.treebank, args.names, args.statements) {
            (Some(gold), ..) => Ok(Self::Treebank { gold, against, language, pretokenised: args.pretokenised }),
            (_, Some(gold), _) => Ok(Self::Names { gold, against, language }),
            (_, _, Some(gold)) => {
                Ok(Self::Statements { gold, against, tables: args.name_table, misses: args.misses, record: args.record.record })
            }
            (None, None, None) => match args.events {
                Some(gold) => Ok(Self::Events { gold, against, misses: args.misses, record: args.record.record }),
                None => Err(UsageError("name the gold data with --treebank, --names, --statements or --events".to_owned())),
            },
        }
    }
}

/// Forms to export.
pub type ExportFormat = raw::Format;

/// `registan export`.
#[derive(Debug)]
pub struct ExportOptions {
    /// The form.
    pub format: ExportFormat,
    /// Where to; the standard output without it.
    pub out: Option<PathBuf>,
    /// What.
    pub filter: Filter,
    /// As of when.
    pub clocks: Clocks,
    /// Of which record.
    pub record: PathBuf,
}

impl TryFrom<raw::ExportArgs> for ExportOptions {
    type Error = UsageError;

    fn try_from(args: raw::ExportArgs) -> Resolved<Self> {
        let out = args.out.filter(|out| out != Path::new("-"));
        Ok(Self { format: args.format, out, filter: filter(args.filter)?, clocks: clocks(&args.clocks)?, record: args.record.record })
    }
}

/// `registan erase`.
#[derive(Debug)]
pub struct EraseOptions {
    /// Identity or address.
    pub report: String,
    /// Why.
    pub reason: String,
    /// From which record.
    pub record: PathBuf,
}

impl TryFrom<raw::EraseArgs> for EraseOptions {
    type Error = UsageError;

    fn try_from(args: raw::EraseArgs) -> Resolved<Self> {
        if args.reason.trim().is_empty() {
            return Err(UsageError("--reason: say why the report must go; it is kept in the record".to_owned()));
        }
        Ok(Self { report: args.report, reason: args.reason, record: args.record.record })
    }
}

/// What is asked of frames.
#[derive(Debug)]
pub enum FrameQuestion {
    /// All frames.
    List,
    /// One frame.
    Explain {
        /// Its name.
        frame: String,
    },
    /// A sentence.
    Why(WhyOptions),
    /// The files' mistakes.
    Lint,
    /// The examples.
    Test {
        /// Of this frame only.
        frame: Option<String>,
    },
}

/// `registan frames why`.
#[derive(Debug)]
pub struct WhyOptions {
    /// The text, or `-`.
    pub text: String,
    /// Its language, where given.
    pub language: Option<Language>,
    /// When it was published, where given.
    pub published: Option<EdtfDate>,
}

impl TryFrom<raw::FramesQuestion> for FrameQuestion {
    type Error = UsageError;

    fn try_from(question: raw::FramesQuestion) -> Resolved<Self> {
        Ok(match question {
            raw::FramesQuestion::List => Self::List,
            raw::FramesQuestion::Explain { frame } => Self::Explain { frame },
            raw::FramesQuestion::Lint => Self::Lint,
            raw::FramesQuestion::Test { frame } => Self::Test { frame },
            raw::FramesQuestion::Why { text, language: tag, published } => Self::Why(WhyOptions {
                text,
                language: tag.as_deref().map(language).transpose()?,
                published: published.as_deref().map(publication).transpose()?,
            }),
        })
    }
}

fn publication(text: &str) -> Resolved<EdtfDate> {
    text.parse().map_err(|_| UsageError::of("published", text, "write a date as 2022-09-14, 2022-09 or 2022"))
}

fn language(tag: &str) -> Resolved<Language> {
    Language::from_tag(tag).ok_or_else(|| UsageError::of("language", tag, "only nl and en are read"))
}

fn jobs(jobs: Option<usize>) -> Resolved<NonZeroUsize> {
    match jobs {
        Some(jobs) => NonZeroUsize::new(jobs).ok_or_else(|| UsageError::of("jobs", "0", "at least one is needed")),
        None => Ok(std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)),
    }
}

fn day(flag: &str, text: &str, last: bool) -> Resolved<Date> {
    let date: EdtfDate = text.parse().map_err(|_| UsageError::of(flag, text, "write a date as 2022-09-14, 2022-09 or 2022"))?;
    Ok(if last { date.last_day() } else { date.first_day() })
}

fn clocks(args: &raw::ClockArgs) -> Resolved<Clocks> {
    Ok(Clocks {
        as_of: args.as_of.as_deref().map(|text| day("as-of", text, true)).transpose()?,
        known: args.known.as_deref().map(|text| day("known", text, true)).transpose()?,
        recorded: args.recorded.as_deref().map(|text| moment("recorded", text, true)).transpose()?,
    })
}

/// A moment, or for a day its beginning or its end, by the clock of Greenwich.
fn moment(flag: &str, text: &str, last: bool) -> Resolved<RecordedAt> {
    if let Ok(moment) = text.parse() {
        return Ok(RecordedAt(moment));
    }
    let wanted = "write a moment as 2024-05-01T08:00:00Z, or a date";
    let wrong = || UsageError::of(flag, text, wanted);
    let date: EdtfDate = text.parse().map_err(|_| wrong())?;
    let midnight = |day: Date| day.to_zoned(jiff::tz::TimeZone::UTC).map(|zoned| zoned.timestamp()).map_err(|_| wrong());
    if !last {
        return midnight(date.first_day()).map(RecordedAt);
    }
    let next = date.last_day().tomorrow().map_err(|_| wrong())?;
    let before = midnight(next)?.checked_sub(jiff::SignedDuration::from_nanos(1)).map_err(|_| wrong())?;
    Ok(RecordedAt(before))
}

fn filter(args: raw::FilterArgs) -> Resolved<Filter> {
    let plover = |name: &str| {
        let wanted = "name one of PLOVER's sixteen types, such as CONSULT";
        name.to_ascii_uppercase().parse::<PloverType>().map_err(|()| UsageError::of("type", name, wanted))
    };
    Ok(Filter {
        uri: args.report,
        frame: args.frame.map(FrameName::new),
        plover: args.plover.as_deref().map(plover).transpose()?,
        relation: choice("relation", args.relation, Relation::ALL, Relation::name)?,
        parties: args.party.iter().map(|name| engine::party(name)).collect(),
        place: args.place.as_deref().map(engine::party),
        voice: args.voice.as_deref().map(engine::party),
        reality: choice("reality", args.reality, Reality::ALL, Reality::name)?,
        polarity: choice("polarity", args.polarity, Polarity::ALL, Polarity::name)?,
        certainty: choice("certainty", args.certainty, Certainty::ALL, Certainty::name)?,
        from: args.from.as_deref().map(|text| day("from", text, false)).transpose()?,
        until: args.until.as_deref().map(|text| day("until", text, true)).transpose()?,
        text: args.text,
        ..Filter::default()
    })
}

/// One of a few names.
fn choice<T: Copy>(flag: &str, text: Option<String>, all: &[T], name: fn(T) -> &'static str) -> Resolved<Option<T>> {
    let Some(text) = text else { return Ok(None) };
    let found = all.iter().copied().find(|value| name(*value) == text);
    let names: Vec<&str> = all.iter().map(|value| name(*value)).collect();
    found.map(Some).ok_or_else(|| UsageError::of(flag, &text, &format!("one of {}", names.join(", "))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    fn read(args: &[&str]) -> Result<ReadOptions, UsageError> {
        let all = ["registan", "read", "x"].iter().chain(args);
        match raw::Cli::try_parse_from(all).unwrap().command {
            raw::Command::Read(args) => args.try_into(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn options_that_make_no_sense_are_named() {
        assert!(read(&["--published", "2022-09"]).is_ok());
        for (args, words) in [
            (["--published", "gisteren"], "--published gisteren: write a date"),
            (["--language", "de"], "--language de: only nl and en"),
            (["--field", "body"], "`body` maps no field"),
            (["--jobs", "0"], "--jobs 0"),
        ] {
            let error = read(&args).unwrap_err().to_string();
            assert!(error.contains(words), "{error}");
        }
    }
}
