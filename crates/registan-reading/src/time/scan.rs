//! Finds the words that expressions of time cover, before any is resolved.

use std::{collections::HashSet, ops::Range};

use registan_language::Upos;
use registan_types::Span;

use super::grammar::{Guard, Rule, TimeGrammar};
use crate::{
    Document,
    quantity::wording::{Atom, Captures, Class, Found, Wording},
};

/// Words that a rule covers, before they are resolved.
#[derive(Debug, Clone)]
pub(super) struct Raw {
    pub(super) atoms: Range<usize>,
    pub(super) rule: usize,
    pub(super) captures: Captures,
    pub(super) approximate: bool,
    /// How it is joined to the next one: both are ends of one range.
    pub(super) joined: bool,
}

/// Looks for expressions in the atoms of a sentence.
#[derive(Clone, Copy)]
pub(super) struct Scanner<'d> {
    pub(super) document: Document<'d>,
    pub(super) wording: &'static Wording,
}

impl Scanner<'_> {
    fn grammar(&self) -> &'static TimeGrammar {
        &self.wording.time
    }

    /// The longest expressions from left to right.
    pub(super) fn scan(&self, atoms: &[Atom]) -> Vec<Raw> {
        let grammar = self.grammar();
        let mut raws: Vec<Raw> = Vec::new();
        let (mut at, mut floor) = (0, 0);
        while at < atoms.len() {
            let accept = |found: &Found| self.is_whole_end(atoms, found.end) && self.holds(atoms, at, found);
            let Some(found) = grammar.patterns.longest(&self.wording.lexicon, atoms, at, accept) else {
                at += 1;
                continue;
            };
            let raw = self.extended(atoms, floor, at, &found);
            let whole = self.is_whole_end(atoms, raw.atoms.start);
            if whole {
                raws.push(raw);
            }
            (at, floor) = (found.end, found.end);
        }
        raws
    }

    /// With the words before it that belong to it: "early", "the end of", an article.
    fn extended(&self, atoms: &[Atom], floor: usize, at: usize, found: &Found) -> Raw {
        let grammar = self.grammar();
        let mut raw = Raw { atoms: at..found.end, rule: found.rule, captures: found.captures, approximate: false, joined: false };
        let Some(rule) = grammar.rules.get(found.rule) else { return raw };
        for &(class, value) in &rule.set {
            raw.captures.set(class, value);
        }
        let article = |start: usize| start > floor && atoms.get(start - 1).is_some_and(|atom| grammar.articles.contains(&atom.word));
        if rule.article && article(raw.atoms.start) {
            raw.atoms.start -= 1;
        }
        for _ in 0..2 {
            let start = raw.atoms.start;
            let ends_here = |from: usize| {
                grammar
                    .prefix_patterns
                    .longest(&self.wording.lexicon, atoms.get(..start).unwrap_or_default(), from, |found| found.end == start)
            };
            let Some((from, prefix)) = (floor.max(start.saturating_sub(4))..start).find_map(|from| Some((from, ends_here(from)?))) else {
                break;
            };
            let Some(known) = grammar.prefixes.get(prefix.rule).filter(|known| !known.lengths || rule.is_count()) else { break };
            if known.lengths && self.is_one_of(atoms, raw.atoms.start, &grammar.articles) {
                break;
            }
            raw.approximate |= known.approximate;
            raw.captures.fuzzy = raw.captures.fuzzy.or(prefix.captures.fuzzy);
            for &(class, value) in &known.set {
                raw.captures.set(class, value);
            }
            raw.atoms.start = from;
            if article(from) {
                raw.atoms.start -= 1;
            }
        }
        raw
    }

    /// Whether no token is cut between this atom and the one before it.
    fn is_whole_end(&self, atoms: &[Atom], at: usize) -> bool {
        let token = |at: usize| atoms.get(at).map(|atom| atom.token);
        at == 0 || token(at) != token(at - 1)
    }

    /// Whether the guard of the rule lets the match pass.
    fn holds(&self, atoms: &[Atom], at: usize, found: &Found) -> bool {
        let rule = self.grammar().rules.get(found.rule);
        // "the 1988 quarter" is no length.
        let year_like = found.captures.count.is_some_and(|count| (1900.0..2100.0).contains(&count));
        let in_figures = atoms.get(at).is_some_and(|atom| atom.is(Class::Year));
        if year_like && in_figures && rule.is_some_and(Rule::is_count) {
            return false;
        }
        match rule.map(|rule| rule.guard) {
            None => false,
            Some(Guard::None) => true,
            Some(Guard::Year) => self.is_year(atoms, at, found),
            Some(Guard::Capital) => self.has_capital(atoms, at),
            Some(Guard::Lowercase) => at == 0 || atoms.get(at).is_some_and(|atom| !self.text(atom).starts_with(char::is_uppercase)),
            Some(Guard::Length) => self.is_after(atoms, at, &self.grammar().length_openers),
            Some(Guard::Season) => self.is_after(atoms, at, &self.grammar().season_openers),
            Some(Guard::Article) => self.is_after(atoms, at, &self.grammar().articles),
        }
    }

    fn is_one_of(&self, atoms: &[Atom], at: usize, words: &HashSet<u32>) -> bool {
        atoms.get(at).is_some_and(|atom| words.contains(&atom.word))
    }

    fn is_after(&self, atoms: &[Atom], at: usize, words: &HashSet<u32>) -> bool {
        at.checked_sub(1).is_some_and(|before| self.is_one_of(atoms, before, words))
    }

    /// A word that is also something else ("May", "march", "Sun") must be written as a name, and not because a sentence begins.
    fn has_capital(&self, atoms: &[Atom], at: usize) -> bool {
        let Some(atom) = atoms.get(at) else { return false };
        if !self.grammar().doubtful.contains(&atom.word) {
            return true;
        }
        let first = self.text(atom).chars().next();
        let token = self.document.analysis.tokens.get(atom.token as usize);
        let verbal = token.is_some_and(|token| matches!(token.upos, Upos::Verb | Upos::Aux));
        let before = at.checked_sub(1).and_then(|before| atoms.get(before));
        let named = before.is_some_and(|atom| atom.is_blank() && at > 1 && self.text(atom).starts_with(char::is_uppercase));
        let surname = named || before.is_some_and(|atom| at == 1 && atom.is_blank());
        at > 0 && first.is_some_and(char::is_uppercase) && !verbal && !surname
    }

    fn text(&self, atom: &Atom) -> &str {
        Span { start: atom.start, end: atom.end }.of(&self.document.report.text)
    }

    /// A number of four figures is a year where nothing says that it counts or measures something.
    fn is_year(&self, atoms: &[Atom], at: usize, found: &Found) -> bool {
        let Some(year) = found.captures.year else { return true };
        let grammar = self.grammar();
        let opened = self.is_after(atoms, at, &grammar.year_openers);
        let before = at.checked_sub(1).and_then(|before| atoms.get(before));
        let after = atoms.get(found.end);
        let measures = Class::Currency.bit() | Class::Sign.bit() | Class::Measure.bit() | Class::Multiplier.bit() | Class::Units.bit();
        let signed = before.is_some_and(|atom| atom.mask & (Class::Sign.bit() | Class::Currency.bit()) != 0);
        let measured = after.is_some_and(|atom| atom.mask & measures != 0 && self.text(atom) != "in");
        let numbered = before.is_some_and(|atom| self.wording.amounts.words.never_after.contains(&atom.word));
        if signed || measured || numbered {
            return false;
        }
        // "Tweeduizend gevangenen": in words it is a year only where something says so.
        let figures = atoms.get(at).is_some_and(|atom| self.text(atom).starts_with(|first: char| first.is_ascii_digit()));
        let sound = if opened { (1000..2150).contains(&year) } else { figures && (1900..2100).contains(&year) };
        let plural = after.is_some_and(|atom| {
            let text = self.text(atom);
            let lower = text.chars().all(|c| c.is_lowercase() || c == '\'' || c == '’') && text.len() > 3;
            lower && grammar.plural_endings.iter().any(|ending| text.ends_with(ending.as_str()))
        });
        let article = before.is_some_and(|atom| grammar.articles.contains(&atom.word));
        sound && (!plural || article || (opened && year % 100 != 0))
    }
}
