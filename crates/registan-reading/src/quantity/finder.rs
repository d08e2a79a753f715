//! Finds the amounts of a document, sentence by sentence.

use std::{ops::Range, sync::Arc};

use registan_language::{TokenIndex, Upos};
use registan_types::{Measure, Quantity, Span, Unit};

use super::{
    counted::Place,
    grammar::AmountGrammar,
    wording::{Atom, Atoms, Class, Numeral, Wording, numeral},
};
use crate::{Document, clause::Tree, time};

/// Finds the amounts of a document, each with the token that stands highest in it.
pub(super) fn find(document: Document<'_>, tree: &Tree<'_>) -> Vec<(TokenIndex, Quantity)> {
    let wording = Wording::of(document.report.language);
    let mut atoms = Atoms::default();
    let mut found = Vec::new();
    for sentence in &document.analysis.sentences {
        atoms.read(document, sentence, &wording.lexicon);
        let numbers = Class::Number.bit()
            | Class::Cardinal.bit()
            | Class::Multiplier.bit()
            | Class::Collective.bit()
            | Class::Portion.bit()
            | Class::Fraction.bit();
        if !atoms.all().iter().any(|atom| atom.mask & numbers != 0) {
            continue;
        }
        let times = time::covered(document, atoms.all());
        let finder = Finder { document, tree, wording, atoms: atoms.all(), times };
        finder.sentence(&mut found);
    }
    found
}

struct Finder<'d> {
    document: Document<'d>,
    tree: &'d Tree<'d>,
    wording: &'static Wording,
    atoms: &'d [Atom],
    /// What expressions of time cover.
    times: Vec<Range<usize>>,
}

/// What an amount is measured in.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Named {
    Unit(usize),
    Currency(usize),
}

/// A number or range with what stands around it.
#[derive(Debug, Clone, Copy)]
struct Amount {
    /// First atom, sign included.
    start: usize,
    /// First atom of the number.
    number: usize,
    end: usize,
    value: f64,
    value_max: Option<f64>,
    approximate: bool,
    /// Written in figures without a magnitude.
    figures: bool,
    magnified: bool,
    named: Option<Named>,
    /// The atom of the unit.
    unit_at: Option<usize>,
    /// Two numbers against each other.
    score: bool,
}

impl Finder<'_> {
    fn grammar(&self) -> &'static AmountGrammar {
        &self.wording.amounts
    }

    fn sentence(&self, found: &mut Vec<(TokenIndex, Quantity)>) {
        let mut at = 0;
        while at < self.atoms.len() {
            let portion = self.portion(at);
            if let Some(time) = self.times.iter().find(|time| time.contains(&at)).filter(|_| portion.is_none()) {
                at = time.end.max(at + 1);
                continue;
            }
            let read = portion.or_else(|| self.amount(at).and_then(|amount| self.quantity(amount)));
            match read {
                Some((head, quantity, end)) => {
                    found.push((head, quantity));
                    at = end.max(at + 1);
                }
                None => at += 1,
            }
        }
    }

    fn atom(&self, at: usize) -> Option<&Atom> {
        self.atoms.get(at)
    }

    fn word_in(&self, at: usize, list: &std::collections::HashSet<u32>) -> bool {
        self.atom(at).is_some_and(|atom| list.contains(&atom.word))
    }

    fn text(&self, at: usize) -> &str {
        self.atom(at).map_or("", |atom| Span { start: atom.start, end: atom.end }.of(&self.document.report.text))
    }

    /// A sign or code before a number: its currency and the atom behind it.
    fn sign(&self, at: usize) -> Option<(usize, usize)> {
        let upper = |from: usize, until: usize| (from..until).all(|at| !self.text(at).chars().any(char::is_lowercase));
        let found = self.grammar().signs.longest(&self.wording.lexicon, self.atoms, at, |found| upper(at, found.end))?;
        Some((found.captures.currency?, found.end))
    }

    /// A number with its range and unit.
    fn amount(&self, at: usize) -> Option<Amount> {
        let sign = self.sign(at);
        let number_at = sign.map_or(at, |(_, next)| next);
        let number = self.number(number_at, sign.is_some())?;
        let mut amount = Amount {
            start: at,
            number: number_at,
            end: number.end,
            value: number.value,
            value_max: None,
            approximate: number.indefinite,
            figures: number.figures,
            magnified: number.magnified,
            named: sign.map(|(currency, _)| Named::Currency(currency)),
            unit_at: sign.map(|_| at),
            score: false,
        };
        if amount.named.is_none() {
            self.add_unit(&mut amount);
        }
        self.add_range(&mut amount);
        Some(amount)
    }

    /// A number that begins at an atom; behind a sign or before a currency m, bn and the like are magnitudes.
    fn number(&self, at: usize, signed: bool) -> Option<Numeral> {
        let atom = self.atom(at)?;
        if !atom.is(Class::Number) && !self.wording.lexicon.may_begin_number(atom.word) {
            return None;
        }
        let mut number = numeral(self.atoms, at, &self.wording.lexicon).or_else(|| self.part_of_unit(at))?;
        let magnitude = self.atom(number.end).and_then(|atom| self.wording.lexicon.sense(atom.word, Class::Magnitude));
        let before_currency = self.atom(number.end + 1).is_some_and(|atom| atom.mask & (Class::Currency.bit() | Class::Code.bit()) != 0);
        if let Some(times) = magnitude.filter(|_| number.figures && (signed || before_currency)) {
            number = Numeral { value: number.value * times, end: number.end + 1, figures: false, magnified: true, ..number };
        }
        Some(number)
    }

    /// "half a percentage point": a part of a unit.
    fn part_of_unit(&self, at: usize) -> Option<Numeral> {
        let lexicon = &self.wording.lexicon;
        let sense = |at: usize, class| self.atom(at).and_then(|atom| lexicon.sense(atom.word, class));
        let (value, end) = match (sense(at, Class::Fraction), sense(at + 1, Class::Fraction)) {
            (Some(part), _) => (part, at + 1 + usize::from(sense(at + 1, Class::One).is_some())),
            (None, Some(part)) => (part, at + 2),
            (None, None) => return None,
        };
        let unit = self.grammar().named.longest(lexicon, self.atoms, end, |found| found.rule == 0)?;
        (unit.end > end).then_some(Numeral { value, end, indefinite: false, figures: false, magnified: false })
    }

    fn add_unit(&self, amount: &mut Amount) {
        // "5-km", "a 50-million-euro loan".
        let hyphen = usize::from(self.atom(amount.end).is_some_and(|atom| self.wording.lexicon.is_hyphen(atom.word)));
        let at = amount.end + hyphen;
        let lexicon = &self.wording.lexicon;
        let Some(found) = self.grammar().named.longest(lexicon, self.atoms, at, |found| self.is_name(amount, at, found.rule, found.end))
        else {
            return;
        };
        let named = match (found.captures.currency, found.captures.measure) {
            (Some(currency), _) => Named::Currency(currency),
            (None, Some(unit)) => Named::Unit(unit),
            (None, None) => return,
        };
        amount.named = Some(named);
        amount.unit_at = Some(found.end - 1);
        amount.end = found.end;
    }

    /// Whether words that may name a unit do so here: rule 2 is a code and needs capitals, a doubtful name needs a large number or a noun.
    fn is_name(&self, amount: &Amount, at: usize, rule: usize, end: usize) -> bool {
        let text = self.text(at);
        if rule == 2 {
            return end == at + 1 && text.chars().all(char::is_uppercase);
        }
        let word = self.atom(at).map_or(0, |atom| atom.word);
        let place = self.wording.lexicon.sense(word, Class::Currency).map(|place| place as usize);
        let doubtful =
            end == at + 1 && place.and_then(|place| self.grammar().currencies.get(place)).is_some_and(|currency| currency.doubtful);
        let noun = self
            .atom(at)
            .and_then(|atom| self.document.analysis.tokens.get(atom.token as usize))
            .is_some_and(|token| matches!(token.upos, Upos::Noun | Upos::Propn | Upos::X | Upos::Sym));
        // A pound of something is a weight, others are money.
        if rule == 0 && place.is_some() {
            return self.word_in(end, &self.grammar().words.of) && !amount.magnified;
        }
        rule != 1 || !doubtful || amount.magnified || (noun && text.len() >= 4)
    }

    /// "10 tot 20 miljoen", "between 5 and 10", "$5-$10 billion".
    fn add_range(&self, amount: &mut Amount) {
        let words = &self.grammar().words;
        let article = amount.start.checked_sub(1).is_some_and(|at| self.word_in(at, &self.wording.time.articles));
        let opener = amount.start.checked_sub(1 + usize::from(article));
        let opened = opener.is_some_and(|at| self.word_in(at, &words.between));
        let to = self.word_in(amount.end, &words.to);
        let and = opened && self.word_in(amount.end, &words.and);
        if !(to || and) {
            return;
        }
        let next = amount.end + 1;
        let sign = self.sign(next);
        let number_at = sign.map_or(next, |(_, at)| at);
        let signed = sign.is_some() || matches!(amount.named, Some(Named::Currency(_)));
        let Some(second) = self.number(number_at, signed) else { return };
        let mut first_value = amount.value;
        if second.magnified && !amount.magnified && amount.value * 1000.0 <= second.value {
            // "10 tot 20 miljoen": the magnitude belongs to both.
            let magnitude = 1000_f64.powf((second.value.log10() / 3.0).floor());
            if amount.value < second.value / magnitude {
                first_value *= magnitude;
            }
        }
        let mut last = Amount { end: second.end, named: None, magnified: second.magnified, figures: second.figures, ..*amount };
        self.add_unit(&mut last);
        let signed = sign.map(|(currency, _)| Named::Currency(currency));
        last.named = last.named.or(signed);
        let same = last.named.is_none() || amount.named.is_none() || last.named == amount.named;
        if second.value <= first_value || !same {
            // "3-2" is a score.
            amount.score = self.atom(next - 1).is_some_and(|atom| self.wording.lexicon.is_hyphen(atom.word)) && amount.named.is_none();
            if amount.score {
                amount.end = second.end;
            }
            return;
        }
        amount.value = first_value;
        amount.value_max = Some(second.value);
        amount.end = last.end;
        amount.magnified |= second.magnified;
        if amount.named.is_none() {
            amount.named = last.named;
            amount.unit_at = last.unit_at;
        }
    }

    /// The amount as statements have it, its head, and the atom behind it.
    fn quantity(&self, amount: Amount) -> Option<(TokenIndex, Quantity, usize)> {
        if self.is_label(&amount) || amount.score || self.word_in(amount.end, &self.grammar().words.never_before) {
            return None;
        }
        let noun = if amount.named.is_none() { self.counted(&amount) } else { None };
        if amount.named.is_none() && noun.is_none() && self.counts_nothing(&amount) {
            return None;
        }
        let (per, mut end) = self.rate_behind(&amount);
        let (unit, measure) = match (amount.named, noun) {
            (Some(Named::Currency(place)), _) => (Unit::Symbol(Arc::clone(&self.grammar().currencies.get(place)?.code)), Measure::Money),
            (Some(Named::Unit(place)), _) => {
                let unit = self.grammar().units.get(place)?;
                (Unit::Symbol(Arc::clone(&unit.symbol)), unit.measure)
            }
            (None, Some(noun)) => (Unit::Counted(self.document.token(noun)?.form.to_lowercase().into()), Measure::Count),
            (None, None) => (Unit::None, Measure::Count),
        };
        let noun_end = noun.and_then(|noun| self.atoms.iter().rposition(|atom| atom.token as usize == noun.get())).map(|at| at + 1);
        let (noun_per, noun_rate_end) = noun_end.map_or((None, 0), |at| self.rate(at));
        let last = noun_end.unwrap_or(0).max(end).max(noun_rate_end).checked_sub(1)?;
        let span = Span { start: self.atom(amount.start)?.start, end: self.atom(last)?.end };
        end = end.max(noun_rate_end).max(amount.end);
        let quantity = Quantity {
            value: amount.value,
            value_max: amount.value_max,
            approximate: amount.approximate || self.is_approximate(amount.start),
            si: self.si(&amount, measure),
            unit,
            per: per.or(noun_per),
            measure,
            span,
        };
        Some((self.head(&amount, noun), quantity, end))
    }

    fn si(&self, amount: &Amount, measure: Measure) -> Option<(f64, Arc<str>)> {
        let Some(Named::Unit(place)) = amount.named else { return None };
        let unit = self.grammar().units.get(place)?;
        let value = match (measure, &*unit.symbol) {
            (Measure::Temperature, "degC") => amount.value + 273.15,
            (Measure::Temperature, _) => (amount.value + 459.67) * 5.0 / 9.0,
            _ => amount.value * unit.factor,
        };
        // Fifteen places are more than any text gives: what the factor adds beyond is rounding.
        let value = format!("{value:.14e}").parse().unwrap_or(value);
        Some((value, Arc::clone(&unit.si)))
    }

    /// "per jaar", "a day", "/month": the period, and the atom behind it.
    fn rate(&self, at: usize) -> (Option<Arc<str>>, usize) {
        let unit = |at: usize| self.atom(at).and_then(|atom| self.wording.lexicon.sense(atom.word, Class::Unit));
        let name = |value: f64| time::TimeUnit::ALL.get(value as usize).map(|unit| Arc::from(unit.name()));
        if self.word_in(at, &self.grammar().words.per)
            && let Some(value) = unit(at + 1)
        {
            return (name(value), at + 2);
        }
        let often = self.atom(at).and_then(|atom| self.wording.lexicon.sense(atom.word, Class::Often));
        match often {
            Some(value) => (name(value), at + 1),
            None => (None, at),
        }
    }

    /// The rate behind a unit, also behind what is measured: "kubieke meter gas per jaar".
    fn rate_behind(&self, amount: &Amount) -> (Option<Arc<str>>, usize) {
        let words = &self.grammar().words;
        let measured = matches!(amount.named, Some(Named::Unit(_)));
        for at in amount.end..amount.end + 3 {
            let (per, end) = self.rate(at);
            if per.is_some() {
                return (per, end);
            }
            let word = self.text(at).chars().all(char::is_alphabetic);
            if !(measured && word && (self.word_in(at, &words.of) || !self.word_in(at, &words.stops))) {
                break;
            }
        }
        (None, amount.end)
    }

    fn is_approximate(&self, start: usize) -> bool {
        let window = self.atoms.get(..start).unwrap_or_default();
        (start.saturating_sub(5)..start).any(|from| {
            let found = self.grammar().before.longest(&self.wording.lexicon, window, from, |found| found.end == start);
            found.is_some_and(|found| found.rule == 0)
        })
    }

    fn counted(&self, amount: &Amount) -> Option<TokenIndex> {
        let place = Place {
            document: self.document,
            tree: self.tree,
            grammar: self.grammar(),
            atoms: self.atoms,
            number: amount.number,
            from: amount.end,
            articles: &self.wording.time.articles,
            single: amount.value == 1.0,
        };
        place.noun()
    }

    /// A number that names or ranks: F-16, Resolution 1973, Boeing 737.
    fn is_label(&self, amount: &Amount) -> bool {
        let Some(before) = amount.start.checked_sub(1).and_then(|at| self.atom(at)) else { return false };
        let near = self.atom(amount.start).is_some_and(|atom| atom.start == before.end);
        let text = Span { start: before.start, end: before.end }.of(&self.document.report.text);
        let glued = near && (text.chars().all(char::is_alphabetic) || matches!(text, "-" | "–" | "/" | "#" | "." | ","));
        glued && amount.named.is_none() || self.grammar().words.never_after.contains(&before.word) || text == "#"
    }

    /// A bare number that tells no amount: a name's, an age, "one" as a pronoun.
    fn counts_nothing(&self, amount: &Amount) -> bool {
        let before = amount.start.checked_sub(1);
        let name = before.is_some_and(|at| at > 0 && self.text(at).chars().next().is_some_and(char::is_uppercase));
        // "10 Downing Street".
        let address = amount.figures && self.text(amount.end).starts_with(char::is_uppercase);
        let comma = |at: Option<usize>| at.is_some_and(|at| matches!(self.text(at), "," | "(" | ")"));
        let age = comma(before) && (comma(Some(amount.end)) || amount.end >= self.atoms.len());
        let single = amount.value <= 1.0 && !amount.figures;
        // "12 of 13".
        let number = |at: usize| self.atom(at).is_some_and(|atom| atom.is(Class::Number));
        let of = |at: usize| self.word_in(at, &self.grammar().words.of);
        let share = of(amount.end) && number(amount.end + 1) || amount.start >= 2 && of(amount.start - 1) && number(amount.start - 2);
        let token = self.atom(amount.number).and_then(|atom| self.document.analysis.tokens.get(atom.token as usize));
        let other = token.is_some_and(|token| matches!(token.upos, Upos::Det | Upos::Pron | Upos::Propn | Upos::Adv));
        let alone = self.atoms.len() <= amount.end - amount.start + 1;
        name || address || age || single || share || other || alone
    }

    /// The token of the amount that stands highest in the tree; unit and noun before the number.
    fn head(&self, amount: &Amount, noun: Option<TokenIndex>) -> TokenIndex {
        let token = |at: usize| self.atom(at).map(|atom| TokenIndex::new(atom.token as usize));
        let numbers = (amount.number..amount.end).rev().filter_map(token);
        let own: Vec<TokenIndex> = noun.into_iter().chain(amount.unit_at.and_then(token)).chain(numbers).collect();
        let highest = own.iter().find(|&&index| self.tree.head(index).is_none_or(|head| !own.contains(&head)));
        highest.or(own.first()).copied().unwrap_or(TokenIndex::new(usize::MAX))
    }

    /// A share told in words: "two-thirds of", "eenderde van".
    fn portion(&self, at: usize) -> Option<(TokenIndex, Quantity, usize)> {
        let lexicon = &self.wording.lexicon;
        let sense = |at: usize, class| self.atom(at).and_then(|atom| lexicon.sense(atom.word, class));
        let (value, end) = if let Some(value) = sense(at, Class::Portion) {
            (value, at + 1)
        } else if let Some(value) = sense(at, Class::Fraction) {
            (value, at + 1)
        } else {
            let times = sense(at, Class::Cardinal).or_else(|| sense(at, Class::One))?;
            let hyphen = usize::from(self.atom(at + 1).is_some_and(|atom| lexicon.is_hyphen(atom.word)));
            (times * sense(at + 1 + hyphen, Class::Fraction)?, at + 2 + hyphen)
        };
        let whole = sense(at, Class::Portion).is_some() || self.word_in(end, &self.grammar().words.of);
        if !(whole && value > 0.0 && value < 1.0) {
            return None;
        }
        let span = Span { start: self.atom(at)?.start, end: self.atom(end - 1)?.end };
        let head = (at..end).rev().filter_map(|at| self.atom(at)).map(|atom| TokenIndex::new(atom.token as usize));
        let own: Vec<TokenIndex> = head.collect();
        let highest = own.iter().find(|&&index| self.tree.head(index).is_none_or(|head| !own.contains(&head)))?;
        let quantity = Quantity {
            value,
            value_max: None,
            approximate: self.is_approximate(at),
            unit: Unit::None,
            si: Some((value, Arc::from("1"))),
            per: None,
            measure: Measure::Ratio,
            span,
        };
        Some((*highest, quantity, end))
    }
}
