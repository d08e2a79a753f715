//! Reads CoNLL-U lines and says where they break the format.

use super::{EmptyNode, Multiword, Sentence, Word};

/// A line that is not CoNLL-U.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {problem}")]
pub struct ReadError {
    /// Number of the line, counted from 1.
    pub line: usize,
    /// What is wrong with it.
    pub problem: ReadProblem,
}

/// What can be wrong with a line of CoNLL-U.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReadProblem {
    /// Not ten columns.
    #[error("{0} columns instead of 10")]
    Columns(usize),
    /// The id is no number, range or decimal, or not the next one.
    #[error("unexpected id {0:?}")]
    Id(String),
    /// The head is no number, or greater than the sentence is long.
    #[error("impossible head {0:?}")]
    Head(String),
    /// The form is empty.
    #[error("empty form")]
    Form,
}

/// Reads all sentences of a CoNLL-U text.
///
/// ```
/// let text = "# text = Hij slaapt.\n1\tHij\thij\tPRON\t_\t_\t2\tnsubj\t_\t_\n\
///             2\tslaapt\tslapen\tVERB\t_\t_\t0\troot\t_\tSpaceAfter=No\n3\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_\n\n";
/// let sentences = registan_language::conllu::read(text)?;
/// assert_eq!(sentences[0].words[1].lemma, "slapen");
/// assert_eq!(sentences[0].text(), "Hij slaapt.");
/// # Ok::<(), registan_language::conllu::ReadError>(())
/// ```
pub fn read(text: &str) -> Result<Vec<Sentence>, ReadError> {
    let mut sentences = Vec::new();
    let mut open = Reading::default();
    for (number, line) in text.strip_prefix('\u{feff}').unwrap_or(text).lines().enumerate() {
        let number = number + 1;
        if line.trim().is_empty() {
            open.finish(&mut sentences)?;
        } else {
            open.line(line, number).map_err(|problem| ReadError { line: number, problem })?;
        }
    }
    open.finish(&mut sentences)?;
    Ok(sentences)
}

/// The sentence being read.
#[derive(Default)]
struct Reading {
    sentence: Sentence,
    /// Line of each word, to name it should its head not exist.
    lines: Vec<usize>,
}

impl Reading {
    fn line(&mut self, line: &str, number: usize) -> Result<(), ReadProblem> {
        if let Some(comment) = line.strip_prefix('#') {
            self.sentence.comments.push(comment.trim_start().to_owned());
            return Ok(());
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, form, lemma, upos, xpos, feats, head, deprel, deps, misc] = columns[..] else {
            return Err(ReadProblem::Columns(columns.len()));
        };
        if form.is_empty() {
            return Err(ReadProblem::Form);
        }
        if let Some((first, last)) = id.split_once('-') {
            self.multiword(id, first, last, form, misc)
        } else if id.contains('.') {
            self.sentence.empty_nodes.push(EmptyNode { after: self.sentence.words.len(), line: line.to_owned() });
            Ok(())
        } else if id.parse() == Ok(self.sentence.words.len() + 1) {
            let head = read_head(head)?;
            let [lemma, upos, xpos, feats, deprel, deps, misc] = [lemma, upos, xpos, feats, deprel, deps, misc].map(str::to_owned);
            self.sentence.words.push(Word { form: form.to_owned(), lemma, upos, xpos, feats, head, deprel, deps, misc });
            self.lines.push(number);
            Ok(())
        } else {
            Err(ReadProblem::Id(id.to_owned()))
        }
    }

    fn multiword(&mut self, id: &str, first: &str, last: &str, form: &str, misc: &str) -> Result<(), ReadProblem> {
        let next = self.sentence.words.len() + 1;
        let free = self.sentence.multiwords.last().is_none_or(|one| *one.words.end() < next);
        match (first.parse::<usize>(), last.parse::<usize>()) {
            (Ok(first), Ok(last)) if first == next && first < last && free => {
                self.sentence.multiwords.push(Multiword { words: first..=last, form: form.to_owned(), misc: misc.to_owned() });
                Ok(())
            }
            _ => Err(ReadProblem::Id(id.to_owned())),
        }
    }

    fn finish(&mut self, sentences: &mut Vec<Sentence>) -> Result<(), ReadError> {
        let Reading { sentence, lines } = std::mem::take(self);
        let length = sentence.words.len();
        for (word, line) in sentence.words.iter().zip(&lines) {
            if let Some(head) = word.head.filter(|head| *head > length) {
                return Err(ReadError { line: *line, problem: ReadProblem::Head(head.to_string()) });
            }
        }
        if let (Some(one), Some(line)) = (sentence.multiwords.iter().find(|one| *one.words.end() > length), lines.last()) {
            let id = format!("{}-{}", one.words.start(), one.words.end());
            return Err(ReadError { line: *line, problem: ReadProblem::Id(id) });
        }
        if length > 0 {
            sentences.push(sentence);
        }
        Ok(())
    }
}

fn read_head(head: &str) -> Result<Option<usize>, ReadProblem> {
    match head {
        "_" => Ok(None),
        number => number.parse().map(Some).map_err(|_| ReadProblem::Head(number.to_owned())),
    }
}
