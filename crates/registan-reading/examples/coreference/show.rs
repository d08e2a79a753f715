//! Texts with the chains of both sides written into them.

use std::{
    collections::{BTreeMap, HashSet},
    io::{self, Write},
};

use registan_language::Span;

use crate::corpus::Document;

/// Writes a text twice, sentence-like lines of gold above ours.
pub(crate) fn document(out: &mut impl Write, document: &Document, ours: &[Vec<Span>]) -> io::Result<()> {
    let many = |chains: &[Vec<Span>]| chains.iter().filter(|chain| chain.len() > 1).cloned().collect::<Vec<_>>();
    let (gold, ours) = (marked(&document.text, &many(&document.chains)), marked(&document.text, &many(ours)));
    for (gold, ours) in gold.split(" . ").zip(ours.split(" . ")) {
        writeln!(out, "G {gold}\nO {ours}\n")?;
    }
    Ok(())
}

/// The text with `[number words]` around each mention.
fn marked(text: &str, chains: &[Vec<Span>]) -> String {
    let mut all: Vec<(Span, usize)> =
        chains.iter().enumerate().flat_map(|(number, chain)| chain.iter().map(move |span| (*span, number))).collect();
    all.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
    let mut marks: BTreeMap<usize, (String, String)> = BTreeMap::new();
    for (span, number) in all {
        marks.entry(span.start as usize).or_default().0 += &format!("[{number} ");
        marks.entry(span.end as usize).or_default().1 += "]";
    }
    let mut written = String::new();
    let mut from = 0;
    for (at, (opening, closing)) in marks {
        written += text.get(from..at).unwrap_or("");
        written += &closing;
        written += &opening;
        from = at;
    }
    written += text.get(from..).unwrap_or("");
    written.replace('\n', " ").replace(". ", " . ")
}

/// Writes a line for each mention that only one side has: whether it is none of our phrases at all, alone with us, or alone in gold.
pub(crate) fn differences(out: &mut impl Write, document: &Document, ours: &[Vec<Span>]) -> io::Result<()> {
    let all = |chains: &[Vec<Span>], least: usize| -> HashSet<Span> {
        chains.iter().filter(|chain| chain.len() >= least).flatten().copied().collect()
    };
    let (gold, gold_single) = (all(&document.chains, 2), all(&document.chains, 1));
    let (found, found_single) = (all(ours, 2), all(ours, 1));
    let words = |span: &Span| span.of(&document.text).replace('\n', " ");
    for span in gold.iter().filter(|span| !found.contains(span)) {
        writeln!(out, "MISSED\t{}\t{}", if found_single.contains(span) { "alone" } else { "none" }, words(span))?;
    }
    for span in found.iter().filter(|span| !gold.contains(span)) {
        writeln!(out, "SPURIOUS\t{}\t{}", if gold_single.contains(span) { "alone" } else { "none" }, words(span))?;
    }
    Ok(())
}
