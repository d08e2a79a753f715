//! `registan parse`: text or CoNLL-U in, CoNLL-U out.

use std::{fs, io::Read, path::Path};

use anyhow::{Context, Result, bail};
use registan_language::{Analysis, Language, Segmentation, conllu};

use super::{Exit, Streams};
use crate::{
    engine::Engine,
    intake::{Intake, IntakeOptions},
    options::ParseOptions,
};

/// Analyses the file that the options name.
pub(super) fn run(options: &ParseOptions, streams: &mut Streams<'_>) -> Result<Exit> {
    let (engine, _) = Engine::new(&[])?;
    let file = content(&options.file)?;
    let (text, analysis) = if options.pretokenised {
        let gold = conllu::read(&file).with_context(|| format!("{} is no CoNLL-U", options.file.display()))?;
        let (text, segmentation) = Segmentation::from_conllu(&gold);
        let analysis = keep_words(&engine, language(options.language, &text)?, &segmentation)?;
        (text, analysis)
    } else {
        let text = if is_conllu(&file) { plain_text(&conllu::read(&file)?) } else { file };
        let analysis = from_text(&engine, language(options.language, &text)?, &text)?;
        (text, analysis)
    };
    write!(streams.out, "{}", analysis.to_conllu(&text))?;
    Ok(Exit::Done)
}

/// The content of a file or of the standard input, as text.
pub(super) fn content(path: &Path) -> Result<String> {
    let bytes = if path == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes)?;
        bytes
    } else {
        fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?
    };
    crate::intake::decoded(&bytes).map_err(|reason| anyhow::anyhow!("{}: {reason}", path.display()))
}

/// The language given, or that of the text.
pub(super) fn language(given: Option<Language>, text: &str) -> Result<Language> {
    if let Some(language) = given {
        return Ok(language);
    }
    let mut found = None;
    let sample: String = text.chars().take(6000).collect();
    Intake::new(IntakeOptions::default()).bytes("-.txt", sample.as_bytes(), &mut |arrival| found = Some(arrival));
    match found {
        Some(Ok(report)) => Ok(report.language),
        Some(Err(refusal)) => bail!("{}", refusal.reason),
        None => bail!("there is no text"),
    }
}

/// Analyses running text.
pub(super) fn from_text(engine: &Engine, language: Language, text: &str) -> Result<Analysis> {
    Ok(engine.analyser(language)?.analyse(text, &[]))
}

/// Analyses text whose words and sentences are given.
pub(super) fn keep_words(engine: &Engine, language: Language, segmentation: &Segmentation<'_>) -> Result<Analysis> {
    Ok(engine.analyser(language)?.analyse_tokens(segmentation.clone()))
}

/// The running text of CoNLL-U, paragraphs kept.
pub(super) fn plain_text(sentences: &[conllu::Sentence]) -> String {
    Segmentation::from_conllu(sentences).0
}

fn is_conllu(text: &str) -> bool {
    let line = text.lines().find(|line| !line.trim().is_empty() && !line.starts_with('#'));
    line.is_some_and(|line| line.split('\t').count() == 10)
}
