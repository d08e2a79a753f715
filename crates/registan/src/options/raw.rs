//! Options as they are typed. Nothing is looked up or opened here.

mod knowledge;
mod questions;
mod serve;

pub use knowledge::{ImportArgs, KnowledgeArgs, KnowledgeTask};
pub use questions::{ChangesArgs, SeriesArgs, SparqlArgs, SqlArgs, StateArgs, StepArg, TableArgs};
pub use serve::{DemoArgs, ListenArgs, ServeArgs};

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

/// Reads Dutch and English news reports and keeps the record of who did or said what to whom.
#[derive(Debug, Parser)]
#[command(name = "registan", version, about, max_term_width = 110, disable_help_subcommand = true, arg_required_else_help = true)]
#[command(after_help = "Examples:
  registan demo                                   read the bundled reports and open their record
  registan read news/ --publisher \"De Krant\"      read a folder into ./registan.db
  registan statements                             show what they say, sentence by sentence
  registan conflicts                              show where they cannot all be right

The record is one file, ./registan.db, or what --record or REGISTAN_RECORD names.")]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read the bundled example reports into a fresh record, show its highlights and open its pages
    Demo(DemoArgs),
    /// Open the record's pages and API in a browser
    Serve(ServeArgs),
    /// Read reports into the record
    Read(ReadArgs),
    /// Read the reports of the record again with today's models, frames and knowledge
    Reread(RereadArgs),
    /// Show statements: what single sentences say
    Statements(StatementsArgs),
    /// Show events: happenings that one or more statements tell of
    Events(ViewArgs),
    /// Show states: what holds, from when to when
    State(StateArgs),
    /// Show conflicts: statements that cannot all be right
    Conflicts(ConflictsArgs),
    /// Show how often two parties are told of together, over time
    Series(SeriesArgs),
    /// Show what changed in the record since a moment
    Changes(ChangesArgs),
    /// Ask the record in SQL
    Sql(SqlArgs),
    /// Ask the record in SPARQL
    Sparql(SparqlArgs),
    /// Analyse text: words, lemmas, tags, trees and names, as CoNLL-U
    Parse(ParseArgs),
    /// Measure against gold data by the field's own measures
    Score(ScoreArgs),
    /// Write the record's statements in another form
    Export(ExportArgs),
    /// Remove a report from the record lawfully: its text and statements are overwritten
    Erase(EraseArgs),
    /// Show and test frames: the kinds of doing and being that are read
    Frames(FramesArgs),
    /// Make packs of names that the program does not know
    Knowledge(KnowledgeArgs),
    /// Write completions for a shell
    Completions {
        /// The shell.
        shell: Shell,
    },
    /// Write the manual page
    Man,
}

/// Which record.
#[derive(Debug, Args)]
pub struct RecordArg {
    /// The record
    #[arg(long, value_name = "FILE", env = "REGISTAN_RECORD", default_value = "registan.db")]
    pub record: PathBuf,
}

/// The user's own names and frames.
#[derive(Debug, Args)]
pub struct PackArg {
    /// The user's own names (.tsv) or frames (.toml); may be repeated
    #[arg(long = "pack", value_name = "FILE", num_args = 1..)]
    pub packs: Vec<PathBuf>,
}

/// `registan read`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  registan read report.txt --published 2022-09-14
  registan read news/ --publisher \"De Krant\" --language nl
  registan read dump.jsonl.zst --field text=body --field date=first_seen
  curl -s https://news.example/article | registan read -

Exit status: 0 when all was read, 1 when something was refused, 2 on wrong usage.")]
pub struct ReadArgs {
    /// Files, folders, or - for the standard input: text, Markdown, HTML, JSON, JSON Lines or CSV, also gzip, bzip2 or zstd
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// When they were published, as 2022-09-14, 2022-09 or 2022
    #[arg(long, value_name = "DATE")]
    pub published: Option<String>,
    /// Who published them
    #[arg(long, value_name = "NAME")]
    pub publisher: Option<String>,
    /// The language they are in, whatever they look like
    #[arg(long, value_name = "nl|en")]
    pub language: Option<String>,
    /// Which field of JSON or CSV holds what: text, url, date, publisher or language; may be repeated
    #[arg(long = "field", value_name = "FIELD=NAME")]
    pub fields: Vec<String>,
    /// How many reports are read at a time; results do not depend on it [default: the machine's cores]
    #[arg(long, value_name = "N")]
    pub jobs: Option<usize>,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub record: RecordArg,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub packs: PackArg,
}

/// `registan reread`.
#[derive(Debug, Args)]
#[command(after_help = "The former statements stay reachable. Reports already read by exactly this reader are passed over.

Example:
  registan reread --record registan.db --pack my-names.tsv")]
pub struct RereadArgs {
    /// How many reports are read at a time; results do not depend on it [default: the machine's cores]
    #[arg(long, value_name = "N")]
    pub jobs: Option<usize>,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub record: RecordArg,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub packs: PackArg,
}

/// What limits a view.
#[derive(Debug, Args)]
pub struct FilterArgs {
    /// Only of the report with this address, or whose address ends so
    #[arg(long, value_name = "URI")]
    pub report: Option<String>,
    /// Only with this frame, such as visit
    #[arg(long, value_name = "NAME")]
    pub frame: Option<String>,
    /// Only of this PLOVER type, such as CONSULT
    #[arg(long = "type", visible_alias = "plover", value_name = "TYPE")]
    pub plover: Option<String>,
    /// Only with this relation, such as member_of
    #[arg(long, value_name = "NAME")]
    pub relation: Option<String>,
    /// Only in which this name, country code or entity takes part, on either side; may be repeated: all of them
    #[arg(long = "actor", visible_alias = "party", value_name = "NAME")]
    pub party: Vec<String>,
    /// Only at this place, or in this state
    #[arg(long, value_name = "NAME")]
    pub place: Option<String>,
    /// Only on the word of this name, country code or entity
    #[arg(long, value_name = "NAME")]
    pub voice: Option<String>,
    /// Only told as real in this way, such as actual or planned
    #[arg(long, value_name = "REALITY")]
    pub reality: Option<String>,
    /// Only affirmed or only denied
    #[arg(long, value_name = "POLARITY")]
    pub polarity: Option<String>,
    /// Only at least this certain: doubtful, possible, probable or certain
    #[arg(long, value_name = "CERTAINTY")]
    pub certainty: Option<String>,
    /// Only whose time reaches this day or a later one
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// Only whose time reaches this day or an earlier one
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    /// Only in parts of reports that hold these words
    #[arg(long, value_name = "WORDS")]
    pub text: Option<String>,
}

/// The clocks of a question.
#[derive(Debug, Args)]
pub struct ClockArgs {
    /// What held, or had happened, on this day in the world
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<String>,
    /// What had been published by the end of this day
    #[arg(long, value_name = "DATE")]
    pub known: Option<String>,
    /// What this record had learnt by this moment, or the end of this day (UTC)
    #[arg(long, value_name = "MOMENT")]
    pub recorded: Option<String>,
}

/// `registan statements`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  registan statements --report kishida.txt
  registan statements --actor RUS --actor CHN --frame meet
  registan statements --json | jq -r '[.frame, .evidence.text] | @tsv'")]
pub struct StatementsArgs {
    /// One JSON object a line, as docs and contract have it
    #[arg(long)]
    pub json: bool,
    /// Former readings and superseded reports too
    #[arg(long)]
    pub all: bool,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub filter: FilterArgs,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub clocks: ClockArgs,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub record: RecordArg,
}

/// `registan events`, and what `state` and `conflicts` have in common with it.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  registan events --actor Turkey --actor Greece --type CONSULT --until 2023-09-14
  registan events --actor RUS --from 2022-02 --until 2022-03 --known 2022-02-25
  registan events --text pipeline --json")]
pub struct ViewArgs {
    /// One JSON object a line
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub filter: FilterArgs,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub clocks: ClockArgs,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub record: RecordArg,
}

/// `registan conflicts`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  registan conflicts
  registan conflicts --actor NATO --explained")]
pub struct ConflictsArgs {
    /// Also pairs that seem to disagree and do not: rounding, other moments, a part and the whole
    #[arg(long)]
    pub explained: bool,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub view: ViewArgs,
}

/// `registan parse`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  echo 'Hij slaapt.' | registan parse --language nl -
  registan parse --language en --pretokenised gold.conllu > system.conllu")]
pub struct ParseArgs {
    /// Text or CoNLL-U; - for the standard input
    #[arg(value_name = "FILE", default_value = "-")]
    pub file: PathBuf,
    /// The language; recognised when it is not given
    #[arg(long, value_name = "nl|en")]
    pub language: Option<String>,
    /// The file is CoNLL-U whose words and sentences are kept
    #[arg(long)]
    pub pretokenised: bool,
}

/// `registan score`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  registan score --treebank gold.conllu --language nl              parse the gold text and score the result
  registan score --treebank gold.conllu --against system.conllu
  registan score --names gold.conll --language en
  registan score --statements examples/gold.jsonl --against statements.jsonl --name-table examples/names.tsv
  registan score --events gold/events.tsv --record registan.db --misses")]
#[group(id = "gold", required = true, multiple = false, args = ["treebank", "names", "statements", "events"])]
pub struct ScoreArgs {
    /// Gold trees in CoNLL-U: the measures of the CoNLL 2018 shared task
    #[arg(long, value_name = "GOLD.conllu")]
    pub treebank: Option<PathBuf>,
    /// Gold names in CoNLL columns (the word first, its label last): entity F1
    #[arg(long, value_name = "GOLD.conll")]
    pub names: Option<PathBuf>,
    /// Gold statements in JSON Lines
    #[arg(long, value_name = "GOLD.jsonl")]
    pub statements: Option<PathBuf>,
    /// Gold mentions of happenings, a table: how the record's statements are put into events (pairs, B³)
    #[arg(long, value_name = "GOLD.tsv")]
    pub events: Option<PathBuf>,
    /// What to score; without it, our own analysis of the gold text, or the statements of the record
    #[arg(long, value_name = "FILE")]
    pub against: Option<PathBuf>,
    /// The language of the gold text
    #[arg(long, value_name = "nl|en")]
    pub language: Option<String>,
    /// Keep the gold words and sentences when analysing
    #[arg(long)]
    pub pretokenised: bool,
    /// Other spellings and countries of names (name, kind, country, also), instead of what the program knows; may be repeated
    #[arg(long, value_name = "TSV")]
    pub name_table: Vec<PathBuf>,
    /// Name the gold lines that are not fully right
    #[arg(long)]
    pub misses: bool,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub record: RecordArg,
}

/// Forms to export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Statements, one JSON object a line
    Jsonl,
    /// Statements, a row each
    Csv,
    /// All there is, in triples: reports, statements, events, states, conflicts (N-Triples, `docs/vocabulary.md`)
    Nt,
}

/// `registan export`.
#[derive(Debug, Args)]
#[command(after_help = "Example:
  registan export --format csv --out statements.csv")]
pub struct ExportArgs {
    /// The form
    #[arg(long, value_enum)]
    pub format: Format,
    /// Where to write; the standard output without it
    #[arg(long, value_name = "PATH")]
    pub out: Option<PathBuf>,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub filter: FilterArgs,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub clocks: ClockArgs,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub record: RecordArg,
}

/// `registan erase`.
#[derive(Debug, Args)]
#[command(after_help = "A tombstone with the report's identity, which is a hash, and the reason stays.

Example:
  registan erase news/report.txt --reason \"request under the GDPR, 2024-05-01\"")]
pub struct EraseArgs {
    /// The report's identity or address
    #[arg(value_name = "REPORT")]
    pub report: String,
    /// Why it must go; kept in the record
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub record: RecordArg,
}

/// `registan frames`.
#[derive(Debug, Args)]
pub struct FramesArgs {
    /// What of them.
    #[command(subcommand)]
    pub question: FramesQuestion,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub packs: PackArg,
}

/// What to do with frames.
#[derive(Debug, Subcommand)]
pub enum FramesQuestion {
    /// Name all frames with their codes and how many units each language has
    List,
    /// Show all of one frame
    Explain {
        /// The frame's name.
        frame: String,
    },
    /// Say why a sentence is read as it is: which units were tried, who fills which role by which way through the tree, what decided
    #[command(after_help = "\
Examples:
  registan frames why 'Kenia riep Ethiopië op zijn troepen terug te trekken.'
  registan frames why --published 2023-06-15 'Lula will meet Macron on Thursday.'")]
    Why {
        /// The sentence, or a whole text; - reads the standard input.
        text: String,
        /// Its language; recognised when it is not given
        #[arg(long, value_name = "nl|en")]
        language: Option<String>,
        /// When it was published: 2022-09-14, 2022-09 or 2022
        #[arg(long, value_name = "DATE")]
        published: Option<String>,
    },
    /// Check the files for mistakes
    Lint,
    /// Read every example of every frame and compare
    Test {
        /// Only this frame.
        frame: Option<String>,
    },
}
