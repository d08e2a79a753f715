//! Measures how many tokens a second one thread analyses, all layers from raw text:
//! `cargo run --release --example speed -- MODEL FILE [SECONDS]`.
//!
//! Every paragraph of the file (parted by empty lines) is a document of its own.

use std::io::Write;
use std::time::{Duration, Instant};

use registan_language::segment::Segmenter;
use registan_language::{Analyser, Instructions, Model};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let usage = "usage: speed MODEL FILE [SECONDS]";
    let mut arguments = std::env::args().skip(1);
    let bytes = std::fs::read(arguments.next().ok_or(usage)?)?;
    let text = std::fs::read_to_string(arguments.next().ok_or(usage)?)?;
    let limit = Duration::from_secs_f64(arguments.next().map_or(Ok(3.0), |seconds| seconds.parse())?);
    let documents: Vec<&str> = text.split("\n\n").filter(|document| !document.trim().is_empty()).collect();
    let mut output = std::io::stdout();
    for instructions in Instructions::available() {
        let begin = Instant::now();
        let model = Model::with_instructions(bytes.clone(), instructions)?;
        let load = begin.elapsed();
        let analyser = Analyser::new(&model);
        let all = tokens_per_second(&documents, limit, |document| analyser.analyse(document, &[]).tokens.len());
        writeln!(output, "{}\t{all:.0} tokens/s\tload {:.0} ms", instructions.name(), load.as_secs_f64() * 1e3)?;
    }
    let language = Model::from_bytes(bytes)?.language();
    let segmenter = Segmenter::new(language);
    let words = tokens_per_second(&documents, limit, |document| segmenter.segment(document, &[]).words.len());
    writeln!(output, "segmentation alone\t{words:.0} tokens/s")?;
    Ok(())
}

/// Goes through the documents until the time is up, after one warm round over some of them.
fn tokens_per_second(documents: &[&str], limit: Duration, mut analyse: impl FnMut(&str) -> usize) -> f64 {
    documents.iter().take(20).for_each(|document| {
        analyse(document);
    });
    let begin = Instant::now();
    let mut tokens = 0;
    for document in documents.iter().cycle() {
        tokens += analyse(document);
        if begin.elapsed() > limit {
            break;
        }
    }
    tokens as f64 / begin.elapsed().as_secs_f64()
}
