//! Read-only SQL over documented views, with limits of time and rows.
//!
//! | view | columns |
//! | --- | --- |
//! | `reports` | `report` (id, hex), `uri`, `publisher`, `published` (as given), `language` (`nl`, `en`) |
//! | `sources` | `report`, `uri`, `publisher` |
//! | `statements` | `statement` (id, hex), `report`, `uri`, `publisher`, `published`, `frame`, `plover`, `score`, `relation`, `actors`, `recipients` (names joined by `; `), `time` (EDTF), `first_day`, `last_day` (ISO dates or null), `place`, `polarity`, `reality`, `certainty`, `voice` (the innermost), `confidence`, `sentence` |
//! | `removed` | `report`, `reason` |
//!
//! They show what counts on the snapshot's clocks `known` and `recorded`: the latest readings of reports that are neither
//! corrected nor retracted. Nothing can be written, attached or configured.

use std::time::{Duration, Instant};

use registan_types::{Certainty, Language, PloverType, Polarity, Reality, Relation, Statement};
use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::types::Value;
use rusqlite::{Connection, ErrorCode};

use super::{Limits, Snapshot};
use crate::belief::innermost_voice;
use crate::storage::choices::Choice;
use crate::storage::{Fault, Faulty, statement_form};
use crate::views::date_of_day;
use crate::{Clocks, RecordError};

/// How far a query may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SqlLimits {
    /// After so long it is stopped with an error.
    pub time: Duration,
    /// After so many rows it is stopped, and the table says so.
    pub rows: usize,
}

impl Default for SqlLimits {
    fn default() -> Self {
        Self { time: Duration::from_secs(10), rows: 10_000 }
    }
}

/// What a query found.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Names of columns.
    pub columns: Vec<String>,
    /// Rows of cells.
    pub rows: Vec<Vec<Cell>>,
    /// Whether there was more than the limit of rows.
    pub truncated: bool,
}

/// A value in a table.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// No value.
    Null,
    /// A whole number.
    Integer(i64),
    /// A number.
    Real(f64),
    /// Text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
}

impl Snapshot {
    /// Runs one SELECT over the documented views (see [`SqlLimits`] for how far it may go).
    ///
    /// # Errors
    /// When the query is wrong, is no SELECT, or takes too long; when the file cannot be read.
    pub fn sql(&self, query: &str, limits: SqlLimits) -> Result<Table, RecordError> {
        // A connection of its own: what is set up here must not touch other questions.
        let mut other = Self::open(&self.storage.path, Clocks { as_of: None, ..self.clocks })?;
        other.read(|| {
            add_functions(&other.storage.db)?;
            other.storage.db.execute_batch(&views(&other.limits))?;
            Ok(())
        })?;
        run(&mut other.storage.db, query, limits).map_err(|fault| match fault {
            Fault::Sql(error) => as_query_error(&error, limits),
            fault @ Fault::Known(_) => fault.at(&self.storage.path),
        })
    }
}

fn run(db: &mut Connection, query: &str, limits: SqlLimits) -> Faulty<Table> {
    let started = Instant::now();
    db.progress_handler(1000, Some(move || started.elapsed() > limits.time))?;
    db.authorizer(Some(authorize))?;
    let mut statement = db.prepare(query)?;
    let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let mut table = Table { rows: Vec::new(), truncated: false, columns };
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        if table.rows.len() >= limits.rows {
            table.truncated = true;
            break;
        }
        let cells = (0..table.columns.len()).map(|column| Ok(cell(row.get(column)?))).collect::<rusqlite::Result<_>>()?;
        table.rows.push(cells);
    }
    Ok(table)
}

/// Reading and calling functions is all that is allowed.
fn authorize(context: AuthContext<'_>) -> Authorization {
    match context.action {
        AuthAction::Select | AuthAction::Read { .. } | AuthAction::Recursive => Authorization::Allow,
        AuthAction::Function { function_name } if !function_name.eq_ignore_ascii_case("load_extension") => Authorization::Allow,
        _ => Authorization::Deny,
    }
}

fn as_query_error(error: &rusqlite::Error, limits: SqlLimits) -> RecordError {
    match error.sqlite_error_code() {
        Some(ErrorCode::OperationInterrupted) => RecordError::TooLong(u64::try_from(limits.time.as_millis()).unwrap_or(u64::MAX)),
        Some(ErrorCode::AuthorizationForStatementDenied) => RecordError::Query("only SELECT over the record's views is allowed".to_owned()),
        _ => RecordError::Query(error.to_string()),
    }
}

fn cell(value: Value) -> Cell {
    match value {
        Value::Null => Cell::Null,
        Value::Integer(value) => Cell::Integer(value),
        Value::Real(value) => Cell::Real(value),
        Value::Text(value) => Cell::Text(value),
        Value::Blob(value) => Cell::Bytes(value),
    }
}

/// The documented views, with the clocks written into them.
fn views(limits: &Limits) -> String {
    let seq = limits.seq;
    let known = |column: &str| limits.known.map_or(String::new(), |day| format!("AND {column} <= {day}"));
    let gone_by = limits.known.map_or(String::new(), |day| format!("AND (x.known_day IS NULL OR x.known_day <= {day})"));
    format!(
        "PRAGMA query_only = OFF;
         CREATE TEMP VIEW reports AS
           SELECT lower(hex(id)) AS report, uri, publisher, published, registan_name('language', language) AS language
           FROM view_report WHERE erased IS NULL AND key <= {seq} {known_report};
         CREATE TEMP VIEW sources AS
           SELECT lower(hex(r.id)) AS report, v.uri, nullif(v.publisher, '') AS publisher
           FROM view_source v JOIN view_report r ON r.key = v.report WHERE v.seq <= {seq} {known_r};
         CREATE TEMP VIEW removed AS
           SELECT lower(hex(id)) AS report, erased_why AS reason FROM view_report WHERE erased <= {seq};
         CREATE TEMP VIEW statements AS
           SELECT lower(hex(l.id)) AS statement, lower(hex(r.id)) AS report, r.uri, r.publisher, r.published, f.name AS frame,
             registan_name('plover', s.plover) AS plover, s.score / 10.0 AS score, registan_name('relation', s.relation) AS relation,
             registan_part('actors', l.body) AS actors, registan_part('recipients', l.body) AS recipients,
             registan_part('time', l.body) AS time, registan_day(s.first_day) AS first_day, registan_day(s.last_day) AS last_day,
             registan_part('place', l.body) AS place, registan_name('polarity', s.polarity) AS polarity,
             registan_name('reality', s.reality) AS reality, registan_name('certainty', s.certainty) AS certainty,
             registan_part('voice', l.body) AS voice, registan_part('confidence', l.body) AS confidence,
             registan_part('sentence', l.body) AS sentence
           FROM view_statement s JOIN log_statement l ON l.key = s.key JOIN view_report r ON r.key = s.report
             JOIN log_frame f ON f.key = s.frame
           WHERE s.reading <= {seq} {known_s}
             AND NOT EXISTS (SELECT 1 FROM view_reading_end e WHERE e.reading = s.reading AND e.seq <= {seq})
             AND NOT EXISTS (SELECT 1 FROM view_superseded x WHERE x.report = s.report AND x.seq <= {seq} {gone_by});
         PRAGMA query_only = ON;",
        known_report = known("known_day"),
        known_r = known("r.known_day"),
        known_s = known("s.known_day"),
    )
}

fn add_functions(db: &Connection) -> Faulty<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    db.create_scalar_function("registan_name", 2, flags, name_of)?;
    db.create_scalar_function("registan_part", 2, flags, part_of)?;
    db.create_scalar_function("registan_day", 1, flags, |context| {
        let day: Option<i64> = context.get(0)?;
        Ok(day.and_then(date_of_day).map(|date| date.to_string()))
    })?;
    Ok(())
}

/// The name of a stored number.
fn name_of(context: &Context<'_>) -> rusqlite::Result<Option<&'static str>> {
    let what: String = context.get(0)?;
    let Some(number) = context.get::<Option<u8>>(1)? else { return Ok(None) };
    let name = match what.as_str() {
        "language" => Language::of(number).map(Language::code),
        "plover" => PloverType::of(number).map(PloverType::name),
        "relation" => Relation::of(number).map(Relation::name),
        "polarity" => Polarity::of(number).map(Polarity::name),
        "reality" => Reality::of(number).map(Reality::name),
        "certainty" => Certainty::of(number).map(Certainty::name),
        _ => return Ok(None),
    };
    name.map(Some).map_err(|damage| rusqlite::Error::UserFunctionError(Box::new(damage)))
}

/// A part of a stored statement.
fn part_of(context: &Context<'_>) -> rusqlite::Result<Value> {
    let what: String = context.get(0)?;
    let body = context.get_raw(1).as_blob().map_err(|error| rusqlite::Error::UserFunctionError(Box::new(error)))?;
    let statement = statement_form::from_bytes(body).map_err(|damage| rusqlite::Error::UserFunctionError(Box::new(damage)))?;
    Ok(part(&what, &statement))
}

fn part(what: &str, statement: &Statement) -> Value {
    let text = |text: Option<String>| text.map_or(Value::Null, Value::Text);
    let names = |fillers: &[registan_types::Filler]| {
        let names: Vec<&str> = fillers.iter().map(|filler| filler.entity.name.as_str()).collect();
        (!names.is_empty()).then(|| names.join("; "))
    };
    match what {
        "actors" => text(names(&statement.actors)),
        "recipients" => text(names(&statement.recipients)),
        "time" => text(statement.time.as_ref().and_then(|time| time.edtf).map(|edtf| edtf.to_string())),
        "place" => text(statement.place.as_ref().map(|place| place.name.clone())),
        "voice" => text(innermost_voice(statement).map(|entity| entity.name.clone())),
        "confidence" => Value::Real(f64::from(statement.confidence)),
        "sentence" => Value::Integer(i64::from(statement.evidence.sentence)),
        _ => Value::Null,
    }
}
