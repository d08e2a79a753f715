//! Options of the commands that ask the record for more than one of its views, checked.

use std::{io::Read as _, path::PathBuf, time::Duration};

use jiff::civil::Date;
use registan_record::{Clocks, PartyRef, SqlLimits, Step};
use registan_types::RecordedAt;

use super::{Resolved, UsageError, clocks, day, moment, raw};
use crate::engine;

/// `registan series`.
#[derive(Debug)]
pub struct SeriesOptions {
    /// The two.
    pub pair: (PartyRef, PartyRef),
    /// What one point stands for.
    pub step: Step,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
    /// JSON Lines instead of a table.
    pub json: bool,
    /// As of when.
    pub clocks: Clocks,
    /// Of which record.
    pub record: PathBuf,
}

impl TryFrom<raw::SeriesArgs> for SeriesOptions {
    type Error = UsageError;

    fn try_from(args: raw::SeriesArgs) -> Resolved<Self> {
        let [a, b] = args.actor.as_slice() else {
            return Err(UsageError("--actor: a series is of two; give the option twice".to_owned()));
        };
        let step = match args.step {
            raw::StepArg::Day => Step::Day,
            raw::StepArg::Week => Step::Week,
            raw::StepArg::Month => Step::Month,
        };
        Ok(Self {
            pair: (engine::party(a), engine::party(b)),
            step,
            from: args.from.as_deref().map_or(Ok(Date::MIN), |text| day("from", text, false))?,
            until: args.until.as_deref().map_or(Ok(Date::MAX), |text| day("until", text, true))?,
            json: args.json,
            clocks: clocks(&args.clocks)?,
            record: args.record.record,
        })
    }
}

/// `registan changes`.
#[derive(Debug)]
pub struct ChangesOptions {
    /// After which moment.
    pub since: RecordedAt,
    /// JSON Lines instead of a list.
    pub json: bool,
    /// Of which record.
    pub record: PathBuf,
}

impl TryFrom<raw::ChangesArgs> for ChangesOptions {
    type Error = UsageError;

    fn try_from(args: raw::ChangesArgs) -> Resolved<Self> {
        Ok(Self { since: moment("since", &args.since, false)?, json: args.json, record: args.record.record })
    }
}

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableFormat {
    /// For people.
    Plain,
    /// Comma-separated values.
    Csv,
    /// JSON.
    Json,
}

/// `registan sql` and `registan sparql`.
#[derive(Debug)]
pub struct QueryOptions {
    /// The query itself.
    pub query: String,
    /// How the answer is written.
    pub format: TableFormat,
    /// How far it may go.
    pub limits: SqlLimits,
    /// As of when.
    pub clocks: Clocks,
    /// Of which record.
    pub record: PathBuf,
}

impl TryFrom<raw::SqlArgs> for QueryOptions {
    type Error = UsageError;

    fn try_from(args: raw::SqlArgs) -> Resolved<Self> {
        let query = if args.query == "-" { standard_input()? } else { args.query };
        Self::of(query, args.table)
    }
}

impl TryFrom<raw::SparqlArgs> for QueryOptions {
    type Error = UsageError;

    fn try_from(args: raw::SparqlArgs) -> Resolved<Self> {
        let query = match args.query.as_str() {
            "-" => standard_input()?,
            // No query of SPARQL is without a brace, and hardly a file's name has one.
            text if text.contains('{') => text.to_owned(),
            file => std::fs::read_to_string(file).map_err(|error| UsageError(format!("{file}: {error}")))?,
        };
        Self::of(query, args.table)
    }
}

impl QueryOptions {
    fn of(query: String, table: raw::TableArgs) -> Resolved<Self> {
        let format = match (table.csv, table.json) {
            (true, _) => TableFormat::Csv,
            (_, true) => TableFormat::Json,
            _ => TableFormat::Plain,
        };
        let limits = SqlLimits { time: Duration::from_secs(table.seconds), rows: table.rows };
        Ok(Self { query, format, limits, clocks: clocks(&table.clocks)?, record: table.record.record })
    }
}

fn standard_input() -> Resolved<String> {
    let mut query = String::new();
    match std::io::stdin().read_to_string(&mut query) {
        Ok(_) => Ok(query),
        Err(error) => Err(UsageError(format!("the standard input: {error}"))),
    }
}
