//! Names that stand for a longer one of the same text: what a bracket introduces ("the Kenya Mine Board (KMB)"), and the last word of a body that was
//! named in full ("the Council" after "the Security Council").

use registan_language::NameKind;
use registan_types::EntityKind;

use super::{
    Referent,
    finder::Finder,
    name::{genitive_stem, is_local},
    spans::NameSpan,
};

/// A last word shorter than this is no name of its own.
const TELLING: usize = 4;

impl<'d> Finder<'d> {
    /// Names that a bracket shortens: the places of the name and of its acronym in `spans`.
    pub(super) fn acronyms(&self, spans: &[NameSpan<'d>]) -> Vec<(usize, usize)> {
        let form = |at: usize| self.token(at).map_or("", |token| token.form.as_str());
        let mut pairs = Vec::new();
        for (at, pair) in spans.windows(2).enumerate() {
            let [long, short] = pair else { continue };
            let bracketed = short.tokens.start == long.tokens.end + 1 && form(long.tokens.end) == "(" && form(short.tokens.end) == ")";
            if bracketed && short.tokens.len() == 1 && long.tokens.len() > 1 {
                let acronym = form(short.tokens.start);
                pairs.push((at, at + 1));
                let later = spans.iter().enumerate().skip(at + 2).filter(|(_, span)| {
                    span.tokens.len() == 1 && span.rows.is_empty() && genitive_stem(form(span.tokens.start)) == acronym
                });
                pairs.extend(later.map(|(later, _)| (at, later)));
            }
        }
        pairs
    }

    /// Capital words alone that close the name of one body known by now: the places of the name and of the word in `spans`.
    pub(super) fn last_words(&self, spans: &[NameSpan<'d>], resolved: &[Option<Referent>]) -> Vec<(usize, usize)> {
        let last =
            |span: &NameSpan<'_>| span.tokens.end.checked_sub(1).and_then(|at| self.token(at)).map_or("", |token| token.form.as_str());
        let body = |at: &usize| resolved.get(*at).and_then(Option::as_ref).filter(|known| known.entity.kind == EntityKind::Organisation);
        let mut pairs = Vec::new();
        for (at, span) in spans.iter().enumerate() {
            let word = genitive_stem(last(span)).to_lowercase();
            let open = span.tokens.len() == 1 && resolved.get(at).is_some_and(|known| known.as_ref().is_none_or(is_local));
            if !open || word.chars().count() < TELLING || span.kind == Some(NameKind::Person) {
                continue;
            }
            let longer = (0..at).rev().filter(|&of| body(&of).is_some_and(|known| !is_local(known)));
            let mut meant = longer.filter(|&of| spans.get(of).is_some_and(|span| self.ends_in(last(span), &word)));
            let id = |of: &usize| body(of).and_then(|known| known.entity.id.as_ref());
            if let Some(nearest) = meant.next().filter(|nearest| meant.all(|other| id(&other) == id(nearest))) {
                pairs.push((nearest, at));
            }
        }
        pairs
    }

    /// Whether a name's last word is the word, or a compound of the language that ends in it: "Veiligheidsraad".
    fn ends_in(&self, last: &str, word: &str) -> bool {
        let last = last.to_lowercase();
        last == word || (self.grammar.closed_compounds && last.ends_with(word))
    }
}
