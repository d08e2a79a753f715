//! Options of the commands that ask the record for more than one of its views.

use clap::{Args, ValueEnum};

use super::{ClockArgs, RecordArg, ViewArgs};

/// `registan state`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  registan state --as-of 2022-09-15
  registan state --actor NATO --relation member_of
  registan state --actor \"Emmanuel Macron\" --with-knowledge --json")]
pub struct StateArgs {
    /// Also who held which office and who is a member of what by the program's own tables; named so, never as a report
    #[arg(long)]
    pub with_knowledge: bool,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub view: ViewArgs,
}

/// The stretches of a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum StepArg {
    /// A day
    Day,
    /// A week, from Monday on
    Week,
    /// A month of the calendar
    Month,
}

/// `registan series`.
#[derive(Debug, Args)]
#[command(
    after_help = "Only what is affirmed and actual counts. Doings are different kinds of doing on different days: copies and retellings count once.
The press column is the number of all reports published in that stretch: a rise in reporting must not be taken for a rise in events.

Examples:
  registan series --actor CHN --actor RUS --step month
  registan series --actor \"Turkey\" --actor \"Greece\" --from 2022 --until 2022-12 --json"
)]
pub struct SeriesArgs {
    /// One of the two: a name, country code or entity; give it twice
    #[arg(long, visible_alias = "party", value_name = "NAME", required = true)]
    pub actor: Vec<String>,
    /// What one line stands for
    #[arg(long, value_enum, default_value = "month")]
    pub step: StepArg,
    /// From this day on
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// Until this day
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    /// One JSON object a line, with the reports of each publisher
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub clocks: ClockArgs,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub record: RecordArg,
}

/// `registan changes`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  registan changes --since 2024-05-01
  registan changes --since 2024-05-01T08:00:00Z --json")]
pub struct ChangesArgs {
    /// After this moment, or the beginning of this day (UTC)
    #[arg(long, value_name = "MOMENT")]
    pub since: String,
    /// One JSON object a line
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub record: RecordArg,
}

/// How a table is written, and how far a query may go.
#[derive(Debug, Args)]
pub struct TableArgs {
    /// Comma-separated values instead of a table
    #[arg(long, conflicts_with = "json")]
    pub csv: bool,
    /// JSON instead of a table
    #[arg(long)]
    pub json: bool,
    /// At most so many rows
    #[arg(long, value_name = "N", default_value_t = 10_000)]
    pub rows: usize,
    /// At most so many seconds
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub seconds: u64,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub clocks: ClockArgs,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub record: RecordArg,
}

/// `registan sql`.
#[derive(Debug, Args)]
#[command(
    after_help = "The views are reports, sources, statements and removed; docs/vocabulary.md lists their columns. Nothing can be written.

Examples:
  registan sql \"SELECT frame, count(*) AS n FROM statements GROUP BY frame ORDER BY n DESC LIMIT 10\"
  registan sql --csv \"SELECT published, publisher, actors, frame, recipients FROM statements WHERE plover = 'CONSULT'\""
)]
pub struct SqlArgs {
    /// One SELECT, or - for the standard input
    #[arg(value_name = "SELECT")]
    pub query: String,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub table: TableArgs,
}

/// `registan sparql`.
#[derive(Debug, Args)]
#[command(
    after_help = "SPARQL 1.1, without SERVICE and updates, over the vocabulary of docs/vocabulary.md; its prefixes need not be declared.

Examples:
  registan sparql 'SELECT ?frame (count(*) AS ?n) { ?s a rg:Statement ; rg:frame ?frame } GROUP BY ?frame ORDER BY DESC(?n)'
  registan sparql 'SELECT ?event ?day { ?event a sem:Event ; sem:hasActor wd:Q15031, wd:Q7747 ; sem:hasTimeStamp ?day }'
  registan sparql query.rq --json"
)]
pub struct SparqlArgs {
    /// A query, the name of a file with one, or - for the standard input
    #[arg(value_name = "QUERY|FILE")]
    pub query: String,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub table: TableArgs,
}
