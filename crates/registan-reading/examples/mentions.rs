//! Shows the mentions that are found in an analysed text.
//!
//! ```text
//! cargo run -p registan-reading --example mentions -- nl 2023-06-15 analysed.conllu
//! ```

#![allow(clippy::print_stdout, reason = "a program for people")]

use std::{
    error::Error,
    time::{Duration, Instant},
};

use registan_language::{Analysis, Language, TokenIndex};
use registan_reading::{
    Document,
    clause::{Grammar, Tree},
    knowledge::Knowledge,
    mention::{self, Mention},
};
use registan_types::{PublishedAt, Report, ReportId, Source};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [language, published, path] = arguments.as_slice() else {
        return Err("usage: mentions LANGUAGE DATE FILE.conllu".into());
    };
    let language = Language::from_tag(language).ok_or("the language is nl or en")?;
    let start = Instant::now();
    let knowledge = Knowledge::embedded();
    println!("# knowledge {} loaded in {:?}, {} entities", knowledge.digest(), start.elapsed(), knowledge.entities().count());
    let grammar = std::fs::read_to_string(format!("knowledge/grammar/{language}.toml"))?;
    let grammar = Grammar::parse(language.code(), &grammar)?;
    let conllu = std::fs::read_to_string(path)?;
    let (mut tokens, mut spent) = (0, Duration::ZERO);
    // A file may hold several documents: `# newdoc id = X date = 2023-06-15`.
    for part in conllu.split("# newdoc id = ").filter(|part| !part.trim().is_empty()) {
        let (heading, body) =
            if part.starts_with(|first: char| first.is_ascii_digit()) { ("", part) } else { part.split_once('\n').unwrap_or_default() };
        let (id, date) = heading.split_once(" date = ").unwrap_or((heading, published));
        println!("\n## {id} {date}");
        let (text, analysis) = Analysis::from_conllu(body)?;
        let published = date.trim().parse().map_or(PublishedAt::UNKNOWN, PublishedAt::on);
        let report = Report {
            id: ReportId::of(language, published, &text),
            source: Source { uri: path.clone(), publisher: None },
            published,
            language,
            text,
            blocks: Vec::new(),
        };
        let document = Document { report: &report, analysis: &analysis };
        let start = Instant::now();
        let tree = Tree::new(&analysis);
        let mentions = mention::find(document, &tree, &knowledge, &grammar);
        spent += start.elapsed();
        tokens += analysis.tokens.len();
        for sentence in &analysis.sentences {
            println!("\n{}", sentence.span.of(&report.text));
            for at in sentence.tokens.clone() {
                if let Some(mention) = mentions.at(TokenIndex::new(at)) {
                    show(mention, document);
                }
            }
        }
    }
    println!("\n# {tokens} tokens in {spent:?}: {:?} a token", spent / u32::try_from(tokens.max(1))?);
    Ok(())
}

fn show(mention: &Mention, document: Document<'_>) {
    let words = mention.span.of(&document.report.text);
    println!("    {words} [{}] {:?}", document.words(mention.head), mention.form);
    for referent in &mention.referents {
        let entity = &referent.entity;
        let field = |value: Option<String>| value.unwrap_or_else(|| "-".to_owned());
        let location = referent.location.as_ref().map(|location| location.name.clone());
        println!(
            "        = {} {} {} {} {} {} @{} {:.2}",
            field(entity.id.as_ref().map(ToString::to_string)),
            entity.name,
            entity.kind,
            referent.class,
            field(entity.country.map(|code| code.to_string())),
            field(entity.sector.map(|sector| sector.to_string())),
            field(location),
            referent.confidence,
        );
    }
}
