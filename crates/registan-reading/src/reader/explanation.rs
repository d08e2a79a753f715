//! Why a report was read as it was: for every word that some unit has, what was tried, who was found for each role, and what decided.

use registan_language::{Analysis, TokenIndex};
use registan_types::{Report, Statement};

use super::{Reader, candidates};
use crate::{
    Document,
    confidence::Features,
    frame::{Attempt, Candidate},
    reality::Verdict,
};

/// What was made of one word.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The word.
    pub word: TokenIndex,
    /// Every unit that has it, with the roles that were filled or why it does not fit.
    pub attempts: Vec<Attempt>,
    /// The reading that was chosen, if any was.
    pub chosen: Option<Chosen>,
}

/// The reading of a word.
#[derive(Debug, Clone, PartialEq)]
pub struct Chosen {
    /// Unit and roles.
    pub candidate: Candidate,
    /// What the words around it make of its polarity and reality, before unit, frame and time have their say.
    pub verdict: Verdict,
    /// The statement, and what speaks for and against it; none where nobody in it is known.
    pub statement: Option<(Statement, Features)>,
}

impl Reader {
    /// Explains every word of the report that some unit has.
    pub fn explain(&self, report: &Report, analysis: &Analysis) -> Vec<Explanation> {
        self.assemble(Document { report, analysis }, |assembly| {
            let mut explained = Vec::new();
            for number in 0..analysis.sentences.len() {
                let read = candidates(assembly, number);
                for word in super::tokens(assembly, number) {
                    let attempts = assembly.matcher.attempts(word);
                    if attempts.is_empty() {
                        continue;
                    }
                    let chosen = read.iter().find(|candidate| candidate.predicate.trigger == word).map(|candidate| Chosen {
                        candidate: candidate.clone(),
                        verdict: assembly.judge.judge(word, candidate.light_noun),
                        statement: assembly.statement(number, candidate).ok(),
                    });
                    explained.push(Explanation { word, attempts, chosen });
                }
            }
            explained
        })
    }
}
