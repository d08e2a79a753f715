//! `registan series`: how often two parties are told of together, over time, beside how much was printed at all.

use std::collections::BTreeMap;

use anyhow::Result;
use jiff::civil::Date;
use registan_record::{PairPoint, Snapshot, Step};

use super::{Exit, Streams};
use crate::{engine, options::SeriesOptions, terminal::Style, wire::PointForm};

/// Shows the series.
pub(super) fn run(options: &SeriesOptions, streams: &mut Streams<'_>) -> Result<Exit> {
    let snapshot = Snapshot::open(&options.record, options.clocks)?.with_schema(engine::schema());
    let (a, b) = &options.pair;
    let points = snapshot.pair_series(a, b, options.step, options.from, options.until)?;
    if options.json {
        let press = snapshot.press(options.step, options.from, options.until)?;
        for (start, point) in &points {
            serde_json::to_writer(&mut streams.out, &PointForm::of(*start, point, &press))?;
            writeln!(streams.out)?;
        }
        return Ok(Exit::Done);
    }
    if points.is_empty() {
        writeln!(streams.out, "nothing is told of both together")?;
        return Ok(Exit::Done);
    }
    lines(&points, options.step, streams.style).iter().try_for_each(|line| writeln!(streams.out, "{line}"))?;
    Ok(Exit::Done)
}

/// Columns before the chart.
const TABLE: usize = 53;
/// The widest bar.
const WIDEST: u64 = 40;

fn lines(points: &BTreeMap<Date, PairPoint>, step: Step, style: Style) -> Vec<String> {
    let most = points.values().map(|point| point.doings).max().unwrap_or(0).max(1);
    let room = (style.width.saturating_sub(TABLE) as u64).clamp(8, WIDEST);
    let head = format!(
        "{:<10} {:>10} {:>7} {:>7} {:>6} {:>6}  doings: █ for, ▒ against, · neither",
        "from", "statements", "reports", "press", "score", "doings"
    );
    let mut lines = vec![style.faint(&head)];
    let mut former: Option<Date> = None;
    for (start, point) in points {
        if former.and_then(|day| next(step, day)).is_some_and(|expected| expected < *start) {
            lines.push(style.faint("…"));
        }
        former = Some(*start);
        let score = point.score.map_or_else(|| "–".to_owned(), |score| format!("{score:+.1}"));
        let row = format!("{:>10} {:>7} {:>7} {score:>6} {:>6}", point.statements, point.reports, point.press, point.doings);
        lines.push(format!("{} {row}  {}", style.key(&label(step, *start)), bar(point, most, room, style)));
    }
    lines
}

fn label(step: Step, start: Date) -> String {
    let text = if step == Step::Month { start.strftime("%Y-%m").to_string() } else { start.to_string() };
    format!("{text:<10}")
}

/// The first day of the stretch behind one.
fn next(step: Step, start: Date) -> Option<Date> {
    let span = match step {
        Step::Day => jiff::Span::new().days(1),
        Step::Week => jiff::Span::new().weeks(1),
        Step::Month => jiff::Span::new().months(1),
    };
    start.checked_add(span).ok()
}

/// Doings as a bar, parted as the statements are into those for, against and without a code.
fn bar(point: &PairPoint, most: u64, room: u64, style: Style) -> String {
    let [words_for, deeds_for, words_against, deeds_against] = point.quads;
    let length = (point.doings * room).div_ceil(most).min(room);
    let statements = point.statements.max(1);
    let share = |count: u64| (length * count + statements / 2) / statements;
    let good = share(words_for + deeds_for).min(length);
    let bad = share(words_against + deeds_against).min(length - good);
    let mark = |glyph: &str, count: u64| glyph.repeat(usize::try_from(count).unwrap_or(0));
    format!("{}{}{}", style.role(&mark("█", good)), style.alarm(&mark("▒", bad)), style.faint(&mark("·", length - good - bad)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_shown_and_bars_are_parted() {
        let point =
            |doings, quads: [u64; 4]| PairPoint { statements: quads.iter().sum(), doings, reports: 1, quads, score: Some(2.5), press: 9 };
        let day = |text: &str| text.parse::<Date>().unwrap();
        let points = BTreeMap::from([(day("2022-01-01"), point(2, [2, 0, 0, 0])), (day("2022-03-01"), point(4, [2, 0, 0, 2]))]);
        let lines = lines(&points, Step::Month, Style::plain(61));
        assert_eq!(lines.len(), 4);
        assert!(lines[1].starts_with("2022-01             2       1       9   +2.5      2  ████"), "{}", lines[1]);
        assert_eq!(lines[2], "…");
        assert!(lines[3].ends_with("████▒▒▒▒"), "{}", lines[3]);
    }
}
