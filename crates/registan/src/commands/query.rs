//! `registan sql` and `registan sparql`: questions in languages of their own, answered as a table.

use std::io::Write;

use anyhow::Result;
use registan_record::{Snapshot, Table};

use super::{Exit, Streams};
use crate::{
    engine,
    options::{QueryOptions, TableFormat},
    rdf,
    terminal::{Style, width_of},
    wire::{TableForm, table::text},
};

/// Answers a SELECT.
pub(super) fn sql(options: &QueryOptions, streams: &mut Streams<'_>) -> Result<Exit> {
    let snapshot = Snapshot::open(&options.record, options.clocks)?;
    let table = snapshot.sql(&options.query, options.limits)?;
    match options.format {
        TableFormat::Plain => plain(&table, streams)?,
        TableFormat::Csv => csv(&table, streams.out)?,
        TableFormat::Json => {
            serde_json::to_writer(&mut streams.out, &TableForm::of(&table))?;
            writeln!(streams.out)?;
        }
    }
    Ok(Exit::Done)
}

/// Answers a query in SPARQL.
pub(super) fn sparql(options: &QueryOptions, streams: &mut Streams<'_>) -> Result<Exit> {
    let snapshot = Snapshot::open(&options.record, options.clocks)?.with_schema(engine::schema());
    let limits = rdf::Limits { time: options.limits.time, rows: options.limits.rows, ..rdf::Limits::default() };
    let answer = rdf::query(&snapshot, &options.query, limits)?;
    match options.format {
        TableFormat::Plain => plain(&answer.table(), streams)?,
        TableFormat::Csv => answer.write_csv(&mut streams.out)?,
        TableFormat::Json => {
            answer.write_json(&mut streams.out)?;
            writeln!(streams.out)?;
        }
    }
    Ok(Exit::Done)
}

fn csv(table: &Table, out: &mut dyn Write) -> Result<()> {
    let mut rows = csv::Writer::from_writer(out);
    rows.write_record(&table.columns)?;
    for row in &table.rows {
        rows.write_record(row.iter().map(text))?;
    }
    Ok(rows.flush()?)
}

/// A column is no wider than this; what is longer is cut.
const WIDEST: usize = 60;

fn plain(table: &Table, streams: &mut Streams<'_>) -> Result<()> {
    grid(table, streams.style).iter().try_for_each(|line| writeln!(streams.out, "{line}"))?;
    if table.truncated {
        let more = format!("only the first {} rows; --rows gives more", table.rows.len());
        writeln!(streams.out, "{}", streams.style.faint(&more))?;
    }
    Ok(())
}

fn grid(table: &Table, style: Style) -> Vec<String> {
    let cells: Vec<Vec<String>> = table.rows.iter().map(|row| row.iter().map(|cell| cut(&text(cell))).collect()).collect();
    let width = |column: usize| {
        let values = cells.iter().filter_map(|row| row.get(column)).map(|value| width_of(value));
        values.chain(table.columns.get(column).map(|name| width_of(name))).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..table.columns.len()).map(width).collect();
    let line = |row: &[String]| {
        let padded = row.iter().zip(&widths).map(|(value, width)| format!("{value}{}", " ".repeat(width.saturating_sub(width_of(value)))));
        padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    let head = style.faint(&line(&table.columns));
    std::iter::once(head).chain(cells.iter().map(|row| line(row))).collect()
}

/// Text on one line and no longer than a column may be.
fn cut(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if width_of(&text) <= WIDEST {
        return text;
    }
    let mut kept = String::new();
    for letter in text.chars() {
        if width_of(&kept) + 2 > WIDEST {
            break;
        }
        kept.push(letter);
    }
    kept + "…"
}
