//! Writes CoNLL-U.

use std::fmt;

use super::{Sentence, Word};

impl fmt::Display for Sentence {
    /// The sentence with its comments and the empty line behind it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for comment in &self.comments {
            writeln!(f, "# {comment}")?;
        }
        self.write_empty_nodes(f, 0)?;
        for (number, word) in (1..).zip(&self.words) {
            if let Some(one) = self.multiword_at(number) {
                let (first, last) = one.words.clone().into_inner();
                writeln!(f, "{first}-{last}\t{}\t_\t_\t_\t_\t_\t_\t_\t{}", one.form, one.misc)?;
            }
            write_word(f, number, word)?;
            self.write_empty_nodes(f, number)?;
        }
        writeln!(f)
    }
}

impl Sentence {
    fn write_empty_nodes(&self, f: &mut fmt::Formatter<'_>, after: usize) -> fmt::Result {
        self.empty_nodes.iter().filter(|node| node.after == after).try_for_each(|node| writeln!(f, "{}", node.line))
    }
}

fn write_word(f: &mut fmt::Formatter<'_>, number: usize, word: &Word) -> fmt::Result {
    let Word { form, lemma, upos, xpos, feats, head, deprel, deps, misc } = word;
    let head = head.map_or("_".to_owned(), |head| head.to_string());
    writeln!(f, "{number}\t{form}\t{lemma}\t{upos}\t{xpos}\t{feats}\t{head}\t{deprel}\t{deps}\t{misc}")
}
