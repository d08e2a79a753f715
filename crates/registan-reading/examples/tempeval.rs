//! Measures the time expressions of English texts against TimeML files (TempEval-3): spans strict and relaxed, and values.
//!
//! `cargo run --release -p registan-reading --example tempeval -- FOLDER [--model FILE] [--errors]`, FOLDER holding `.tml` files at any depth. Without a model words
//! come from the segmenter alone, without tags and trees.

use std::{
    fs, io,
    io::Write,
    path::{Path, PathBuf},
};

use registan_language::{Analyser, Analysis, Language, Model, Span, segment::Segmenter};
use registan_reading::{
    Document,
    clause::Tree,
    knowledge::Knowledge,
    time::{DayPart, Reference, TimeExpression, TimeKind, TimeUnit, Times},
};
use registan_types::{Block, BlockKind, Edtf, EdtfDate, PublishedAt, Report, ReportId, Source};

/// A TIMEX3 of the gold or of ours.
struct Timex {
    start: usize,
    end: usize,
    value: String,
}

#[derive(Default)]
struct Counts {
    gold: usize,
    ours: usize,
    strict: usize,
    relaxed: usize,
    values: usize,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let folder = arguments.first().ok_or("usage: tempeval FOLDER [--model FILE] [--errors]")?;
    let errors = arguments.iter().any(|argument| argument == "--errors");
    let model = arguments.iter().position(|argument| argument == "--model").and_then(|at| arguments.get(at + 1));
    let model = model.map(Model::open).transpose()?;
    let analyser = model.as_ref().map(Analyser::new);
    let analyse = |text: &str| {
        analyser.as_ref().map_or_else(
            || Analysis::of_words(&Segmenter::new(Language::English).segment(text, &[])),
            |analyser| analyser.analyse(text, &[]),
        )
    };
    let mut files = Vec::new();
    gather(Path::new(folder), &mut files)?;
    files.sort_unstable();
    let (mut counts, mut listed) = (Counts::default(), String::new());
    let knowledge = Knowledge::embedded();
    for file in &files {
        let Some((text, gold, published)) = read(&fs::read_to_string(file)?) else { continue };
        let ours = find(&text, &analyse(&text), published, &knowledge);
        count(&text, &gold, &ours, &mut counts, &mut listed);
    }
    let mut out = io::stdout().lock();
    if errors {
        out.write_all(listed.as_bytes())?;
    }
    let f1 = |right: usize| 200.0 * right as f64 / (counts.gold + counts.ours).max(1) as f64;
    let (precision, recall) = (counts.relaxed as f64 / counts.ours.max(1) as f64, counts.relaxed as f64 / counts.gold.max(1) as f64);
    writeln!(out, "files {} gold {} ours {}", files.len(), counts.gold, counts.ours)?;
    writeln!(out, "relaxed P {:.2} R {:.2}", 100.0 * precision, 100.0 * recall)?;
    writeln!(out, "strict F1 {:.2}  relaxed F1 {:.2}  value F1 {:.2}", f1(counts.strict), f1(counts.relaxed), f1(counts.values))?;
    Ok(())
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            gather(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "tml") {
            files.push(path);
        }
    }
    Ok(())
}

/// Text, gold and publication date of a TimeML file.
fn read(tml: &str) -> Option<(String, Vec<Timex>, Option<EdtfDate>)> {
    let dct = tml.split_once("<DCT>")?.1.split_once("</DCT>")?.0;
    let published = attribute(dct, "value").and_then(|value| value.get(..10).and_then(|day| day.parse().ok()));
    let body = tml.split_once("<TEXT>")?.1.rsplit_once("</TEXT>")?.0;
    let (mut text, mut gold, mut open) = (String::new(), Vec::new(), Vec::new());
    let mut rest = body;
    while let Some(at) = rest.find('<') {
        text.push_str(&plain(&rest[..at]));
        let (tag, after) = rest[at + 1..].split_once('>')?;
        if tag.starts_with("TIMEX3") {
            open.push((text.len(), attribute(tag, "value").unwrap_or_default()));
        } else if tag == "/TIMEX3"
            && let Some((start, value)) = open.pop()
        {
            gold.push(Timex { start, end: text.len(), value });
        }
        rest = after;
    }
    text.push_str(&plain(rest));
    gold.sort_by_key(|timex| timex.start);
    Some((text, gold, published))
}

fn plain(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'").replace("&amp;", "&")
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let from = tag.split_once(&format!("{name}=\""))?.1;
    from.split_once('"').map(|(value, _)| value.to_owned())
}

fn find(text: &str, analysis: &Analysis, published: Option<EdtfDate>, knowledge: &Knowledge) -> Vec<Timex> {
    let published = published.map_or(PublishedAt::UNKNOWN, PublishedAt::on);
    let report = Report {
        id: ReportId::of(Language::English, published, text),
        source: Source { uri: "tempeval".to_owned(), publisher: None },
        published,
        language: Language::English,
        text: text.to_owned(),
        blocks: vec![Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()), date: None }],
    };
    let tree = Tree::new(analysis);
    let times = Times::find(Document { report: &report, analysis }, &tree, knowledge);
    let single = times.iter().flat_map(|time| if time.ends.is_empty() { std::slice::from_ref(time) } else { time.ends.as_slice() });
    single.filter_map(|time| timex(analysis, time)).collect()
}

fn timex(analysis: &Analysis, time: &TimeExpression) -> Option<Timex> {
    let run = analysis.tokens.get(time.tokens.clone())?;
    let span = run.iter().map(|token| token.span).reduce(Span::join)?;
    Some(Timex { start: span.start as usize, end: span.end as usize, value: value(time) })
}

/// The TIMEX3 value of an expression.
fn value(time: &TimeExpression) -> String {
    match time.reference {
        Some(Reference::Past) => return "PAST_REF".to_owned(),
        Some(Reference::Present) => return "PRESENT_REF".to_owned(),
        Some(Reference::Future) => return "FUTURE_REF".to_owned(),
        None => {}
    }
    if let Some(duration) = &time.duration {
        return duration.clone();
    }
    let date = match time.edtf {
        Some(Edtf::Date(date)) => date,
        Some(Edtf::Interval(Some(date), _) | Edtf::Interval(None, Some(date))) => date,
        _ => return String::new(),
    };
    let first = date.first_day();
    let week = first.iso_week_date();
    let day = match time.granularity {
        Some(TimeUnit::Week) => format!("{:04}-W{:02}", week.year(), week.week()),
        Some(TimeUnit::Weekend) => format!("{:04}-W{:02}-WE", week.year(), week.week()),
        Some(TimeUnit::Quarter) => format!("{:04}-Q{}", first.year(), (first.month() + 2) / 3),
        Some(TimeUnit::Half) => format!("{:04}-H{}", first.year(), (first.month() + 5) / 6),
        Some(TimeUnit::Season) => {
            format!("{:04}-{}", first.year(), ["SP", "SU", "FA", "WI"][(first.month() as usize / 3).saturating_sub(1) % 4])
        }
        _ => date.to_string().trim_end_matches('~').to_owned(),
    };
    let clock = match (time.clock, time.part) {
        (Some((hour, Some(minute))), _) => format!("T{hour:02}:{minute:02}"),
        (Some((hour, None)), _) => format!("T{hour:02}:00"),
        (None, Some(DayPart::Morning)) => "TMO".to_owned(),
        (None, Some(DayPart::Afternoon)) => "TAF".to_owned(),
        (None, Some(DayPart::Evening)) => "TEV".to_owned(),
        (None, Some(DayPart::Night)) => "TNI".to_owned(),
        (None, Some(DayPart::Noon)) if time.kind == TimeKind::Time => "T12:00".to_owned(),
        (None, Some(DayPart::Midnight)) => "T24:00".to_owned(),
        _ => String::new(),
    };
    day + &clock
}

/// Values in one spelling: `199X` and `199`, `P1E` and `P10Y` are the same.
fn normal(value: &str) -> String {
    let value = value.trim_end_matches(['~', '?']);
    let value = match value {
        "P1E" => "P10Y",
        "P1C" | "P100Y" => "P100Y",
        "P1Q" => "P3M",
        "P2Q" => "P6M",
        "PXQ" => "PXM",
        value => value,
    };
    value.trim_end_matches("-XX").trim_end_matches('X').trim_end_matches('-').to_owned()
}

fn count(text: &str, gold: &[Timex], ours: &[Timex], counts: &mut Counts, listed: &mut String) {
    let mut taken = vec![false; gold.len()];
    counts.gold += gold.len();
    counts.ours += ours.len();
    let around = |timex: &Timex| {
        let left = text[..timex.start].char_indices().rev().nth(40).map_or(0, |(at, _)| at);
        let right = text[timex.end..].char_indices().nth(30).map_or(text.len(), |(at, _)| timex.end + at);
        format!("{}[[{}]]{}", &text[left..timex.start], &text[timex.start..timex.end], &text[timex.end..right]).replace('\n', " ")
    };
    for our in ours {
        let overlaps = |timex: &Timex| our.start < timex.end && timex.start < our.end;
        let exact = gold.iter().position(|timex| timex.start == our.start && timex.end == our.end);
        let matched = exact.or_else(|| gold.iter().zip(&taken).position(|(timex, &taken)| !taken && overlaps(timex)));
        let Some(at) = matched.filter(|&at| !taken[at]) else {
            *listed += &format!("SPURIOUS\t{}\t{}\n", our.value, around(our));
            continue;
        };
        taken[at] = true;
        let theirs = &gold[at];
        let strict = theirs.start == our.start && theirs.end == our.end;
        counts.strict += usize::from(strict);
        counts.relaxed += 1;
        let same = normal(&theirs.value) == normal(&our.value);
        counts.values += usize::from(same);
        if !same {
            *listed += &format!("VALUE\t{} for {}\t{}\n", our.value, theirs.value, around(our));
        }
        if !strict {
            *listed += &format!("SPAN\t{}\t{}\n", &text[theirs.start..theirs.end].replace('\n', " "), around(our));
        }
    }
    for (timex, taken) in gold.iter().zip(taken) {
        if !taken {
            *listed += &format!("MISSED\t{}\t{}\n", timex.value, around(timex));
        }
    }
}
