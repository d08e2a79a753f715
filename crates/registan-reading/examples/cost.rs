//! What finding mentions, times and amounts, and reading whole, cost on top of the analysis. Each step is timed by itself, on one thread, in processor time.
//!
//! ```text
//! cargo run --release -p registan-reading --example cost -- en 2023-06-15 FILE.txt…
//! ```

#![allow(clippy::print_stdout, reason = "a program for people")]

use std::{
    error::Error,
    fs,
    hint::black_box,
    sync::LazyLock,
    time::{Duration, Instant},
};

use registan_language::{Analyser, Analysis, Model};
use registan_reading::{Document, Reader, clause::Tree, quantity::Quantities, time::Times};
use registan_types::{Block, BlockKind, Language, PublishedAt, Report, ReportId, Source, Span};

/// How often everything is done; the fastest of them counts.
const ROUNDS: usize = 3;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [language, published, paths @ ..] = arguments.as_slice() else {
        return Err("usage: cost LANGUAGE DATE FILE.txt…".into());
    };
    let language = Language::from_tag(language).ok_or("the language is nl or en")?;
    let published = PublishedAt::on(published.parse().map_err(|_| "the date is written as 2023-06-15")?);
    let reader = Reader::bundled()?;
    let model = Model::open(format!("models/{language}.registan-model"))?;
    let analyser = Analyser::new(&model).with_gazetteer(reader.knowledge().names(language));
    let texts = paths.iter().map(fs::read_to_string).collect::<Result<Vec<_>, _>>()?;
    let reports: Vec<Report> = texts.into_iter().map(|text| report(language, published, text)).collect();
    let mut best = [Duration::MAX; 5];
    let mut tokens = 0;
    for _ in 0..ROUNDS {
        let blocks = |report: &Report| report.blocks.iter().map(|block| block.span).collect::<Vec<Span>>();
        let (analyses, first) = timed(|| reports.iter().map(|one| analyser.analyse(&one.text, &blocks(one))).collect::<Vec<_>>());
        let read: Vec<(&Report, &Analysis)> = reports.iter().zip(&analyses).collect();
        tokens = analyses.iter().map(|analysis| analysis.tokens.len()).sum();
        let found =
            |step: &dyn Fn(Document<'_>)| timed(|| read.iter().for_each(|&(report, analysis)| step(Document { report, analysis }))).1;
        let knowledge = reader.knowledge();
        let spent = [
            first,
            found(&|document| drop(black_box(reader.mentions(document.report, document.analysis)))),
            found(&|document| drop(black_box(Times::find(document, &Tree::new(document.analysis), knowledge)))),
            found(&|document| drop(black_box(Quantities::find(document, &Tree::new(document.analysis), knowledge)))),
            found(&|document| drop(black_box(reader.read(document.report, document.analysis)))),
        ];
        best = std::array::from_fn(|step| best[step].min(spent[step]));
    }
    println!("{tokens} tokens in {} texts", reports.len());
    for (step, time) in ["analysis", "mentions and coreference", "times", "amounts", "reading, all of it"].iter().zip(best) {
        println!("{step:<26} {time:>10.1?}  {:>5.1}% of the analysis", 100.0 * time.as_secs_f64() / best[0].as_secs_f64());
    }
    Ok(())
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let begun = now();
    let made = work();
    (made, now().saturating_sub(begun))
}

/// The processor time of this thread where the system tells it (Linux), so that others at work do not count; else the time on the clock.
fn now() -> Duration {
    static BEGUN: LazyLock<Instant> = LazyLock::new(Instant::now);
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.as_deref().and_then(|told| told.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| BEGUN.elapsed(), Duration::from_nanos)
}

fn report(language: Language, published: PublishedAt, text: String) -> Report {
    let source = Source { uri: "cost".to_owned(), publisher: None };
    let mut blocks = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if !line.trim().is_empty() {
            blocks.push(Block { kind: BlockKind::Paragraph, span: Span::new(start, start + line.len()), date: None });
        }
        start += line.len();
    }
    Report { id: ReportId::of(language, published, &text), source, published, language, text, blocks }
}
