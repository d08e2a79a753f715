//! Who there is in a record, and who of them is meant by some words.

use registan_record::PartyCount;
use registan_types::Grounded;

use super::{known::Known, view::View};

/// What tells one party from another.
pub(super) fn key(party: &Grounded) -> String {
    party.id.as_ref().map_or_else(|| party.name.to_lowercase(), ToString::to_string)
}

/// Words that are looked for in the names of parties, in small letters.
#[derive(Debug)]
pub(super) struct Sought<'k> {
    known: &'k Known,
    words: String,
    /// Whom the words are a whole name of, in either language.
    meant: Vec<String>,
}

impl<'k> Sought<'k> {
    /// Those whose names have the words of a question.
    pub(super) fn new(view: &View<'k>, words: &str) -> Self {
        let known = &view.app.known;
        let named = |name: &str| known.named(name).iter().map(|entity| entity.id().to_string()).collect::<Vec<_>>();
        let words = words.trim().to_lowercase();
        let meant =
            if words.is_empty() { Vec::new() } else { [named(&words), named(&words.to_uppercase()), named(&titled(&words))].concat() };
        Self { known, words, meant }
    }

    /// Whether they are in somebody's name, English or Dutch, or another name of theirs.
    pub(super) fn fits(&self, counted: &PartyCount) -> bool {
        let has = |name: &str| name.to_lowercase().contains(&self.words);
        has(&counted.party.name) || self.known.dutch(&counted.party).is_some_and(has) || self.meant.contains(&key(&counted.party))
    }
}

/// Each word with a capital, as names are written.
fn titled(words: &str) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    };
    words.split(' ').map(capital).collect::<Vec<_>>().join(" ")
}
