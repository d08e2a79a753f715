//! Two times as the ends of one: "van mei tot juni 2022", "between Monday and Friday".

use registan_types::Edtf;

use super::{TimeExpression, TimeKind, TimeUnit, calendar::shift, grammar::TimeGrammar, resolve, scan::Raw};
use crate::quantity::wording::Atom;

/// Marks neighbours that are the ends of one range, and lends the year of the second to the first.
pub(super) fn join(grammar: &TimeGrammar, atoms: &[Atom], raws: &mut [Raw]) {
    let mut at = 0;
    while at + 1 < raws.len() {
        let joined = match raws.get(at..at + 2) {
            Some([first, second]) => is_range(grammar, atoms, first, second),
            _ => false,
        };
        if let Some([first, second]) = raws.get_mut(at..at + 2)
            && joined
        {
            first.joined = true;
            lend(first, second);
            at += 1;
        }
        at += 1;
    }
}

fn is_range(grammar: &TimeGrammar, atoms: &[Atom], first: &Raw, second: &Raw) -> bool {
    let link = atoms.get(first.atoms.end..second.atoms.start).unwrap_or_default();
    let word = link.first().map(|atom| atom.word);
    let Some(word) = word.filter(|_| (1..=3).contains(&link.len())) else { return false };
    let plain = link.iter().all(|atom| grammar.ranges.to.contains(&atom.word) || grammar.ranges.and.contains(&atom.word));
    let opener = first.atoms.start.checked_sub(1).and_then(|at| atoms.get(at)).map(|atom| atom.word);
    let opened = |list: &std::collections::HashSet<u32>| opener.is_some_and(|word| list.contains(&word));
    let dates = gives_date(grammar, first) && gives_date(grammar, second);
    let to = grammar.ranges.to.contains(&word);
    let and = grammar.ranges.and.contains(&word) && opened(&grammar.ranges.between);
    dates && plain && (and || to)
}

fn gives_date(grammar: &TimeGrammar, raw: &Raw) -> bool {
    use super::grammar::Gives;
    grammar.rules.get(raw.rule).is_some_and(|rule| matches!(rule.gives, Gives::Calendar | Gives::Unit | Gives::Shift | Gives::Present))
}

/// "from March to June 2021": both are of 2021.
fn lend(first: &mut Raw, second: &Raw) {
    let partial = first.captures.month.is_some() || first.captures.season.is_some();
    if partial && first.captures.year.is_none() && first.captures.relative.is_none() {
        first.captures.year = second.captures.year;
    }
}

/// One expression of both ends, if they are dates in order.
pub(super) fn merge(first: &TimeExpression, second: &TimeExpression) -> Option<TimeExpression> {
    let from = first.edtf.map(closed);
    let until = match (second.edtf, second.reference) {
        (Some(edtf), _) => Some(closed(edtf)),
        (None, Some(super::Reference::Present)) => None,
        _ => return None,
    };
    let edtf = match (from?, until) {
        (from, Some(until)) => {
            resolve::join(from, until).or_else(|| next_week(second, until).and_then(|until| resolve::join(from, until)))?
        }
        (from, None) => Edtf::Interval(start_of(from), None),
    };
    Some(TimeExpression {
        tokens: first.tokens.start..second.tokens.end,
        span: first.span.join(second.span),
        kind: TimeKind::Date,
        edtf: Some(edtf),
        duration: None,
        granularity: second.granularity,
        reference: None,
        part: None,
        clock: None,
        ends: vec![first.clone(), second.clone()],
    })
}

/// The end that a marker left, as a date: the range itself says which end it is.
fn closed(edtf: Edtf) -> Edtf {
    match edtf {
        Edtf::Interval(Some(date), None) | Edtf::Interval(None, Some(date)) => Edtf::Date(date),
        edtf => edtf,
    }
}

fn start_of(edtf: Edtf) -> Option<registan_types::EdtfDate> {
    match edtf {
        Edtf::Date(date) => Some(date),
        Edtf::Interval(from, _) => from,
    }
}

/// "from Monday to Friday" ends in the week that it begins in: a weekday found before the first end is that of a week later.
fn next_week(second: &TimeExpression, until: Edtf) -> Option<Edtf> {
    let day = until.first_day().filter(|_| second.granularity == Some(TimeUnit::Day))?;
    shift(day, 7.0, TimeUnit::Day).map(Edtf::day)
}
