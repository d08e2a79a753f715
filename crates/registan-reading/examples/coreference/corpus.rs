//! Texts with gold chains, from GUM's CoNLL-U and OpenBoek's CoNLL 2012.

use std::{collections::BTreeMap, fs};

use registan_language::{Segmentation, Span, conllu};

/// A text with gold chains.
pub(crate) struct Document {
    pub(crate) name: String,
    pub(crate) text: String,
    /// Its paragraphs.
    pub(crate) blocks: Vec<Span>,
    /// Words and sentences, where they are given.
    pub(crate) words: Option<Segmentation<'static>>,
    /// The mentions of each chain, those of one mention included.
    pub(crate) chains: Vec<Vec<Span>>,
    pub(crate) style: Style,
}

/// How a corpus draws its mentions.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// Phrases with their relative clauses; no relative pronouns.
    Gum,
    /// Phrases without relative clauses; relative pronouns are mentions.
    OpenBoek,
}

/// Reads all documents of a file.
pub(crate) fn read(path: &str) -> Result<Vec<Document>, Box<dyn std::error::Error>> {
    let content = fs::read_to_string(path)?;
    if path.ends_with(".conll") {
        return Ok(vec![open_boek(path, &content)]);
    }
    let mut documents = Vec::new();
    for part in content.split("# newdoc id = ").filter(|part| !part.trim().is_empty()) {
        let (name, rest) = part.split_once('\n').unwrap_or((part, ""));
        documents.push(gum(name.trim(), &conllu::read(rest)?));
    }
    Ok(documents)
}

fn gum(name: &str, sentences: &[conllu::Sentence]) -> Document {
    let (text, given) = Segmentation::from_conllu(sentences);
    let mut brackets = Brackets::default();
    for (sentence, words) in sentences.iter().zip(&given.sentences) {
        for (word, at) in sentence.words.iter().zip(words.clone()) {
            brackets.read(word.misc("Entity").unwrap_or(""), at, |label| label.split('-').next().unwrap_or(label));
        }
    }
    let blocks = paragraphs(&text);
    let chains = brackets.chains(&given);
    Document { name: name.to_owned(), text, blocks, words: None, chains, style: Style::Gum }
}

fn paragraphs(text: &str) -> Vec<Span> {
    let mut blocks = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim_end();
        if !words.is_empty() {
            blocks.push(Span::new(start, start + words.len()));
        }
        start += line.len();
    }
    blocks
}

fn open_boek(path: &str, content: &str) -> Document {
    let mut sentences = Vec::new();
    let mut words = Vec::new();
    let mut marks = Vec::new();
    for line in content.lines().chain([""]) {
        let columns: Vec<&str> = line.split('\t').collect();
        match (columns.get(3), columns.last()) {
            (Some(form), Some(mark)) => {
                words.push(conllu::Word::open(form));
                marks.push(mark.trim_start_matches('-').to_owned());
            }
            _ if !words.is_empty() => sentences.push(conllu::Sentence { words: std::mem::take(&mut words), ..conllu::Sentence::default() }),
            _ => {}
        }
    }
    let (text, given) = Segmentation::from_conllu(&sentences);
    let mut brackets = Brackets::default();
    for (at, mark) in marks.iter().enumerate() {
        brackets.read(mark, at, |label| label);
    }
    let blocks = vec![Span::new(0, text.len())];
    let chains = brackets.chains(&given);
    let name = path.rsplit('/').next().unwrap_or(path).trim_end_matches(".conll").to_owned();
    Document { name, text, blocks, words: Some(given), chains, style: Style::OpenBoek }
}

/// Mentions written as brackets around words, `(1-person(2)` and `1)`.
#[derive(Default)]
struct Brackets {
    open: Vec<(String, usize)>,
    closed: BTreeMap<String, Vec<(usize, usize)>>,
}

impl Brackets {
    fn read(&mut self, marks: &str, at: usize, id: impl Fn(&str) -> &str) {
        let mut rest = marks;
        while !rest.is_empty() {
            rest = rest.trim_start_matches('|');
            let opens = rest.starts_with('(');
            let body = rest.trim_start_matches('(');
            let end = body.find(['(', ')', '|']).unwrap_or(body.len());
            let (label, after) = body.split_at(end);
            let label = id(label).to_owned();
            let closes = after.starts_with(')');
            rest = if closes { &after[1..] } else { after };
            if opens {
                self.open.push((label.clone(), at));
            } else if !closes {
                break;
            }
            if closes && let Some(from) = self.open.iter().rposition(|(known, _)| *known == label) {
                let (label, start) = self.open.remove(from);
                self.closed.entry(label).or_default().push((start, at));
            }
        }
    }

    fn chains(self, given: &Segmentation<'_>) -> Vec<Vec<Span>> {
        let span = |&(start, end): &(usize, usize)| Some(given.words.get(start)?.span.join(given.words.get(end)?.span));
        self.closed.values().map(|mentions| mentions.iter().filter_map(span).collect()).collect()
    }
}
