//! The gold of times and amounts as tests: every row is found as it stands there, but for the known failures listed beside the gold. One that is
//! listed and starts to pass fails the test too, so that the list stays true.
//!
//! Words come from the segmenter alone, so that the lists do not move with the models. `cargo test --test expressions -- --nocapture` prints the
//! figures; with `REGISTAN_MODELS` set to the folder of the models those with tags and trees, and nothing is asserted.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a gold file that cannot be read must fail, and the figures are what one runs this for"
)]

use std::{collections::BTreeMap, fs, path::PathBuf, sync::LazyLock};

use registan_language::{Analyser, Analysis, Language, Model, Span, segment::Segmenter};
use registan_reading::{
    Document,
    clause::Tree,
    knowledge::Knowledge,
    quantity::Quantities,
    time::{Reference, TimeExpression, TimeKind, Times},
};
use registan_types::{Block, BlockKind, PublishedAt, Quantity, Report, ReportId, Source, Unit};

/// What was found or should be: the words, and what they say.
type Found = Vec<(String, String)>;

/// Sentences of a gold file with what stands in them, by language, text and date.
type Gold = BTreeMap<(String, String, String), Found>;

fn gold_file(path: &str) -> Vec<Vec<String>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../gold").join(path);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).skip(1);
    lines.map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

fn known_failures(path: &str) -> Vec<String> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../gold").join(path);
    let text = fs::read_to_string(path).unwrap_or_default();
    text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(str::to_owned).collect()
}

fn report(language: Language, text: &str, published: &str) -> Report {
    let published = published.parse().map_or(PublishedAt::UNKNOWN, PublishedAt::on);
    Report {
        id: ReportId::of(language, published, text),
        source: Source { uri: "gold".to_owned(), publisher: None },
        published,
        language,
        text: text.to_owned(),
        blocks: vec![Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()), date: None }],
    }
}

fn model(language: Language) -> Option<Model> {
    let folder = PathBuf::from(std::env::var_os("REGISTAN_MODELS")?);
    Model::open(folder.join(format!("{language}.registan-model"))).ok()
}

fn analysed(text: &str, language: Language) -> Analysis {
    static MODELS: LazyLock<[Option<Model>; 2]> = LazyLock::new(|| [model(Language::Dutch), model(Language::English)]);
    let model = MODELS.get(usize::from(language == Language::English)).and_then(Option::as_ref);
    model.map_or_else(|| Analysis::of_words(&Segmenter::new(language).segment(text, &[])), |model| Analyser::new(model).analyse(text, &[]))
}

/// The words of an expression without what introduces it, and its value.
fn written(time: &TimeExpression, analysis: &Analysis, text: &str) -> (String, String) {
    let run = analysis.tokens.get(time.tokens.clone()).unwrap_or_default();
    let span = run.iter().map(|token| token.span).reduce(Span::join).unwrap_or_default();
    let reference = time.reference.map(|reference| match reference {
        Reference::Past => "past".to_owned(),
        Reference::Present => "now".to_owned(),
        Reference::Future => "future".to_owned(),
    });
    let length = || time.duration.clone().filter(|_| matches!(time.kind, TimeKind::Duration | TimeKind::Set));
    let value = reference.or_else(length).or_else(|| time.edtf.map(|edtf| edtf.to_string())).unwrap_or_else(|| "-".to_owned());
    (span.of(text).to_owned(), value)
}

fn times(language: Language, text: &str, published: &str, knowledge: &Knowledge) -> Found {
    let report = report(language, text, published);
    let analysis = analysed(text, language);
    let tree = Tree::new(&analysis);
    let found = Times::find(Document { report: &report, analysis: &analysis }, &tree, knowledge);
    found.iter().map(|time| written(time, &analysis, text)).collect()
}

/// Value, upper value after two dots, unit, and the period of a rate: `5..10 tanks/year`.
fn amount(quantity: &Quantity, text: &str) -> (String, String) {
    let upper = quantity.value_max.map_or_else(String::new, |upper| format!("..{upper}"));
    let unit = match &quantity.unit {
        Unit::Symbol(symbol) => symbol.to_string(),
        Unit::Counted(words) => words.to_string(),
        Unit::None => "-".to_owned(),
    };
    let per = quantity.per.as_ref().map_or_else(String::new, |per| format!("/{per}"));
    let about = if quantity.approximate { "~" } else { "" };
    let value = format!("{:.6}", quantity.value);
    let value = value.trim_end_matches('0').trim_end_matches('.');
    (quantity.span.of(text).to_owned(), format!("{about}{value}{upper} {unit}{per}"))
}

fn amounts(language: Language, text: &str, knowledge: &Knowledge) -> Found {
    let report = report(language, text, "");
    let analysis = analysed(text, language);
    let tree = Tree::new(&analysis);
    let found = Quantities::find(Document { report: &report, analysis: &analysis }, &tree, knowledge);
    let mut all: Vec<&Quantity> = found.iter().map(|(_, quantity)| quantity).collect();
    all.sort_by_key(|quantity| quantity.span);
    all.into_iter().map(|quantity| amount(quantity, text)).collect()
}

/// Compares the gold with what is found; the rows that fail, as the list of known failures writes them, and a line of figures.
fn compare(gold: &Gold, find: impl Fn(Language, &str, &str) -> Found) -> (Vec<String>, String) {
    let (mut failures, mut expected, mut ours, mut strict, mut values) = (Vec::new(), 0, 0, 0, 0);
    for ((language, text, published), rows) in gold {
        let language = Language::from_tag(language).expect("a language that is read");
        let mut found = find(language, text, published);
        (expected, ours) = (expected + rows.len(), ours + found.len());
        for (words, value) in rows {
            let at = found.iter().position(|(other, _)| other == words);
            let theirs = at.map(|at| found.remove(at).1);
            strict += usize::from(theirs.is_some());
            let same = theirs.as_ref() == Some(value);
            values += usize::from(same);
            if !same {
                failures.push(format!("{text}\t{published}\t{words}\t{value}\t{}", theirs.unwrap_or_else(|| "missed".to_owned())));
            }
        }
        failures.extend(found.iter().map(|(words, value)| format!("{text}\t{published}\t{words}\tnothing\t{value}")));
    }
    let f1 = |right: usize| 200.0 * right as f64 / (expected + ours).max(1) as f64;
    let accuracy = 100.0 * values as f64 / expected.max(1) as f64;
    (
        failures,
        format!("{expected} in gold, {ours} found, strict F1 {:.1}, value F1 {:.1}, value right {accuracy:.1}%", f1(strict), f1(values)),
    )
}

/// Fails where the failures are other than those listed.
fn settle(name: &str, list: &str, (failures, figures): (Vec<String>, String)) {
    println!("{name}: {figures}");
    let known = known_failures(list);
    let new: Vec<&String> = failures.iter().filter(|failure| !known.contains(failure)).collect();
    let gone: Vec<&String> = known.iter().filter(|known| !failures.contains(known)).collect();
    for failure in &new {
        println!("+ {failure}");
    }
    for failure in &gone {
        println!("- {failure}");
    }
    if std::env::var_os("REGISTAN_MODELS").is_some() {
        return;
    }
    assert!(
        new.is_empty() && gone.is_empty(),
        "{name}: {} new failures (+), {} of gold/{list} no longer fail so (-)",
        new.len(),
        gone.len()
    );
}

fn gather(rows: Vec<Vec<String>>, columns: [Option<usize>; 3], language: &str) -> Gold {
    let mut gold = Gold::new();
    for row in rows {
        let cell = |at: usize| row.get(at).cloned().unwrap_or_default();
        let [text, published, given] = columns.map(|column| column.map(cell));
        let key = (given.unwrap_or_else(|| language.to_owned()), text.unwrap_or_default(), published.unwrap_or_default());
        let found = gold.entry(key).or_default();
        let words = cell(2);
        if !words.is_empty() {
            found.push((words, cell(3)));
        }
    }
    gold
}

#[test]
fn dutch_times_are_read() {
    let knowledge = Knowledge::embedded();
    let gold = gather(gold_file("time/nl.tsv"), [Some(0), Some(1), None], "nl");
    settle("Dutch times", "time/nl.known.tsv", compare(&gold, |language, text, published| times(language, text, published, &knowledge)));
}

#[test]
fn english_times_are_read() {
    let knowledge = Knowledge::embedded();
    let gold = gather(gold_file("time/en.tsv"), [Some(0), Some(1), None], "en");
    settle("English times", "time/en.known.tsv", compare(&gold, |language, text, published| times(language, text, published, &knowledge)));
}

#[test]
fn amounts_are_read() {
    let knowledge = Knowledge::embedded();
    let gold = gather(gold_file("amounts.tsv"), [Some(1), None, Some(0)], "");
    settle("amounts", "amounts.known.tsv", compare(&gold, |language, text, _| amounts(language, text, &knowledge)));
}
