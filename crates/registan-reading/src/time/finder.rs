//! Finds the time expressions of a document, sentence by sentence, and resolves each in the order of the text.

use std::ops::Range;

use registan_types::{Edtf, Span};

use super::{
    TimeExpression, TimeKind, TimeUnit,
    calendar::{Anchor, approximate},
    grammar::{Base, Gives, Marker, TimeGrammar},
    range,
    resolve::{Anchors, Resolved, resolve},
    scan::{Raw, Scanner},
    tense::tense,
};
use crate::{
    Document,
    clause::Tree,
    knowledge::Knowledge,
    quantity::wording::{Atom, Atoms, Wording},
};

/// Finds the time expressions of a document.
pub(super) fn find(document: Document<'_>, tree: &Tree<'_>, _knowledge: &Knowledge) -> Vec<TimeExpression> {
    let wording = Wording::of(document.report.language);
    let published = document.report.published.date().map(Anchor::of);
    let mut finder = Finder { scanner: Scanner { document, wording }, tree, published, context: None, quarter: None, found: Vec::new() };
    let mut atoms = Atoms::default();
    for sentence in &document.analysis.sentences {
        atoms.read(document, sentence, &wording.lexicon);
        finder.sentence(atoms.all());
    }
    finder.found
}

/// The atoms of a sentence that expressions of time cover, in order.
pub(crate) fn covered(document: Document<'_>, atoms: &[Atom]) -> Vec<Range<usize>> {
    let scanner = Scanner { document, wording: Wording::of(document.report.language) };
    scanner.scan(atoms).into_iter().map(|raw| raw.atoms).collect()
}

struct Finder<'d> {
    scanner: Scanner<'d>,
    tree: &'d Tree<'d>,
    published: Option<Anchor>,
    context: Option<Anchor>,
    quarter: Option<Anchor>,
    found: Vec<TimeExpression>,
}

impl Finder<'_> {
    fn grammar(&self) -> &'static TimeGrammar {
        &self.scanner.wording.time
    }

    fn sentence(&mut self, atoms: &[Atom]) {
        let mut raws = self.scanner.scan(atoms);
        range::join(self.grammar(), atoms, &mut raws);
        let mut at = 0;
        while let Some(raw) = raws.get(at) {
            let first = self.expression(atoms, raw);
            at += 1;
            let (Some(first), true) = (first.clone(), raw.joined) else {
                self.push(first);
                continue;
            };
            let second = raws.get(at).and_then(|raw| self.expression(atoms, raw));
            at += 1;
            match second.as_ref().and_then(|second| range::merge(&first, second)) {
                Some(whole) => self.push(Some(whole)),
                None => {
                    self.push(Some(first));
                    self.push(second);
                }
            }
        }
    }

    fn push(&mut self, expression: Option<TimeExpression>) {
        self.found.extend(expression);
    }

    fn expression(&mut self, atoms: &[Atom], raw: &Raw) -> Option<TimeExpression> {
        let rule = self.grammar().rules.get(raw.rule)?;
        let (first, last) = (atoms.get(raw.atoms.start)?, atoms.get(raw.atoms.end.checked_sub(1)?)?);
        let tokens = first.token as usize..last.token as usize + 1;
        let tense = tense(self.scanner.document, self.tree, &self.grammar().tense, &tokens);
        let anchors = Anchors { published: self.published, context: self.context, quarter: self.quarter, tense };
        let mut resolved = resolve(self.grammar(), rule.gives, rule.base, &raw.captures, anchors);
        if raw.approximate {
            resolved.edtf = resolved.edtf.map(approximate);
        }
        // What is told in comparison leaves the time that is spoken of.
        let back = rule.gives == Gives::Shift && raw.captures.relative.is_some_and(|steps| steps < 0);
        let compared = back && (rule.base == Base::Context || self.quarter.is_some());
        if !compared {
            self.remember(&resolved);
        }
        let mut span = Span { start: first.start, end: last.end };
        if let Some((marker, lead)) = self.marker(atoms, raw.atoms.start) {
            span = span.join(Span { start: lead.start, end: lead.end });
            resolved.edtf = open(resolved.edtf, marker, &resolved);
        }
        Some(TimeExpression {
            tokens,
            span,
            kind: resolved.kind?,
            edtf: resolved.edtf,
            duration: resolved.duration,
            granularity: resolved.granularity,
            reference: resolved.reference,
            part: resolved.part,
            clock: resolved.clock,
            ends: Vec::new(),
        })
    }

    /// Later times may be counted from this one.
    fn remember(&mut self, resolved: &Resolved) {
        if resolved.duration.is_none()
            && matches!(resolved.kind, Some(TimeKind::Date | TimeKind::Time))
            && let Some(anchor) = resolved.edtf.and_then(Anchor::of_edtf)
        {
            self.context = Some(anchor);
            self.quarter = if anchor.unit == TimeUnit::Quarter { Some(anchor) } else { self.quarter };
        }
    }

    /// The word before an expression, if it says how its period stands.
    fn marker<'a>(&self, atoms: &'a [Atom], start: usize) -> Option<(Marker, &'a Atom)> {
        let before = atoms.get(start.checked_sub(1)?)?;
        Some((*self.grammar().markers.get(&before.word)?, before))
    }
}

/// Opens a period at its end ("since 2014") or its beginning ("until 2020").
fn open(edtf: Option<Edtf>, marker: Marker, resolved: &Resolved) -> Option<Edtf> {
    let dated = resolved.duration.is_none() && resolved.granularity.is_some_and(|unit| unit >= TimeUnit::Day);
    if !dated {
        return edtf;
    }
    match (edtf?, marker) {
        (Edtf::Date(date), Marker::Since) => Some(Edtf::Interval(Some(date), None)),
        (Edtf::Interval(from, _), Marker::Since) => Some(Edtf::Interval(from, None)),
        (Edtf::Date(date), Marker::Until) => Some(Edtf::Interval(None, Some(date))),
        (Edtf::Interval(_, until), Marker::Until) => Some(Edtf::Interval(None, until)),
        (edtf, Marker::Plain) => Some(edtf),
    }
}
