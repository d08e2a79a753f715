//! One walk over the tokens of a document: which runs of them knowledge has a name for.

use std::ops::Range;

use registan_language::{Relation, Token, TokenIndex, Upos};
use registan_types::EntityKind;

use crate::{
    Document,
    clause::Grammar,
    knowledge::{Knowledge, Match, NameRow, NameUse, mark, marks, usage},
};

/// A run of tokens that knowledge has a name for.
#[derive(Debug, Clone)]
pub(super) struct Hit<'k> {
    /// Positions of the tokens.
    pub(super) tokens: Range<usize>,
    /// What the name may stand for; never empty.
    pub(super) rows: Vec<&'k NameRow>,
    /// What stands before the hyphen or seam when only the last part of a compound is known: its text.
    pub(super) first_part: Option<String>,
    /// A genitive ending was cut off to find it.
    pub(super) genitive: bool,
}

/// The hits of a document. Proper names and common nouns are two layers; within one, hits never overlap.
#[derive(Debug, Clone, Default)]
pub(super) struct Scan<'k> {
    /// Proper names, adjectives, inhabitants, in the order of the text.
    pub(super) proper: Vec<Hit<'k>>,
    /// Titles, agent nouns, goods and the like, in the order of the text.
    pub(super) common: Vec<Hit<'k>>,
    proper_at: Vec<u32>,
    common_at: Vec<u32>,
}

/// No hit.
const NONE: u32 = u32::MAX;

/// The fewest letters of the last part of a compound that is looked up by itself.
const LAST_PART: usize = 4;

/// The letters of a genitive ending, longest first.
const GENITIVES: [&str; 4] = ["'s", "\u{2019}s", "s", "'"];

impl<'k> Scan<'k> {
    /// Walks over a document.
    pub(super) fn new(document: Document<'_>, knowledge: &'k Knowledge, grammar: &Grammar) -> Self {
        let count = document.analysis.tokens.len();
        let mut scan = Self { proper_at: vec![NONE; count], common_at: vec![NONE; count], ..Self::default() };
        let walker = Walker { document, knowledge, grammar, mark: mark(document.report.language) };
        for sentence in &document.analysis.sentences {
            let (mut proper_from, mut common_from) = (sentence.tokens.start, sentence.tokens.start);
            for at in sentence.tokens.clone() {
                let (proper, common) = walker.longest(at, sentence.tokens.end);
                if let Some(hit) = proper.filter(|hit| at >= proper_from && !walker.gives_way(hit, sentence.tokens.end)) {
                    proper_from = hit.tokens.end;
                    note(&mut scan.proper_at, &hit.tokens, scan.proper.len());
                    scan.proper.push(hit);
                }
                if let Some(hit) = common.filter(|_| at >= common_from) {
                    common_from = hit.tokens.end;
                    note(&mut scan.common_at, &hit.tokens, scan.common.len());
                    scan.common.push(hit);
                }
            }
        }
        scan
    }

    /// The proper name that a token belongs to.
    pub(super) fn proper(&self, token: TokenIndex) -> Option<&Hit<'k>> {
        self.proper_at.get(token.get()).and_then(|&at| self.proper.get(at as usize))
    }

    /// The common noun that a token belongs to.
    pub(super) fn common(&self, token: TokenIndex) -> Option<&Hit<'k>> {
        self.common_at.get(token.get()).and_then(|&at| self.common.get(at as usize))
    }
}

/// "The Australian government": article and adjective of the noun behind them are no name, though a newspaper has it.
pub(super) fn is_attributive(tokens: &[Token], run: &Range<usize>) -> bool {
    let Some([article, adjective]) = tokens.get(run.clone()) else { return false };
    let behind = tokens.get(run.end).is_some_and(|noun| noun.upos == Upos::Noun);
    let describes =
        adjective.upos == Upos::Adj && adjective.deprel.is(Relation::Amod) && adjective.head.is_some_and(|head| head.get() >= run.end);
    article.upos == Upos::Det && describes && behind
}

fn note(places: &mut [u32], tokens: &Range<usize>, hit: usize) {
    let hit = u32::try_from(hit).unwrap_or(NONE);
    places.get_mut(tokens.clone()).unwrap_or_default().fill(hit);
}

struct Walker<'d, 'k> {
    document: Document<'d>,
    knowledge: &'k Knowledge,
    grammar: &'d Grammar,
    mark: u8,
}

impl<'k> Walker<'_, 'k> {
    /// The longest proper and the longest common name that begin at a token.
    fn longest(&self, at: usize, end: usize) -> (Option<Hit<'k>>, Option<Hit<'k>>) {
        let Some(token) = self.document.analysis.tokens.get(at).filter(|token| may_begin(token)) else { return (None, None) };
        let (mut proper, mut common) = self.walk(at, end, false);
        if proper.is_none() && is_shouted(&token.form) {
            proper = self.walk(at, end, true).0;
        }
        if common.is_none() && matches!(token.upos, Upos::Noun | Upos::Propn) {
            common = self.by_lemma(at, token);
        }
        if proper.is_none() && common.is_none() && matches!(token.upos, Upos::Noun | Upos::Propn) {
            common = self.by_last_part(at, token);
        }
        (proper, common)
    }

    /// Whether a name with its article crosses a longer one that begins behind the article: "the West" in "the West Bank".
    fn gives_way(&self, hit: &Hit<'_>, end: usize) -> bool {
        if is_attributive(&self.document.analysis.tokens, &hit.tokens) {
            return true;
        }
        let article = self.document.analysis.tokens.get(hit.tokens.start).is_some_and(|token| token.form.starts_with(char::is_lowercase));
        let next = || self.longest(hit.tokens.start + 1, end).0;
        article && hit.tokens.len() > 1 && next().is_some_and(|next| next.tokens.end > hit.tokens.end)
    }

    fn walk(&self, at: usize, end: usize, shouted: bool) -> (Option<Hit<'k>>, Option<Hit<'k>>) {
        let tokens = &self.document.analysis.tokens;
        let text = &self.document.report.text;
        let (mut proper, mut common) = (None, None);
        let Some(first) = tokens.get(at) else { return (None, None) };
        let Some(mut walk) = self.begin(first.span.of(text), shouted) else { return (None, None) };
        let mut reached = first.span.start;
        for (position, token) in tokens.get(at..end).unwrap_or_default().iter().enumerate() {
            if token.span.start < reached {
                break;
            }
            let gap = text.get(reached as usize..token.span.start as usize).unwrap_or("");
            let words = token.span.of(text);
            let before = walk;
            let matched = {
                walk.pass(gap);
                walk.step(&cased(words, shouted))
            };
            let run = at..at + position + 1;
            if let Some(matched) = matched {
                proper = self.hit(&run, matched.proper, &matched).or(proper);
                common = self.hit(&run, matched.common, &matched).or(common);
            }
            // A genitive may be all that keeps a name from being found, or from being as short as the longest.
            let found = proper.as_ref().is_some_and(|hit: &Hit<'_>| hit.tokens == run);
            if !found && let Some(hit) = self.genitive(before, gap, words, shouted, &run) {
                proper = Some(hit);
            }
            if matched.is_none() {
                break;
            }
            reached = token.span.end;
        }
        (proper, common)
    }

    fn begin(&self, word: &str, shouted: bool) -> Option<crate::knowledge::NameWalk<'k>> {
        let plain = self.knowledge.walk(&cased(word, shouted));
        let stripped = || GENITIVES.iter().find_map(|ending| self.knowledge.walk(word.strip_suffix(ending)?));
        plain.or_else(|| (!shouted && word.starts_with(char::is_uppercase)).then(stripped).flatten())
    }

    /// "Ruslands", "Bidens", "Xi's".
    fn genitive(&self, walk: crate::knowledge::NameWalk<'k>, gap: &str, words: &str, shouted: bool, run: &Range<usize>) -> Option<Hit<'k>> {
        if !words.starts_with(char::is_uppercase) || words.chars().count() < 3 || shouted {
            return None;
        }
        GENITIVES.iter().find_map(|ending| {
            let stem = words.strip_suffix(ending).filter(|stem| ending.len() > 1 || stem.len() > 2)?;
            let mut walk = walk;
            walk.pass(gap);
            let matched = walk.step(stem)?;
            let named = |row: &&&NameRow| matches!(usage(row), Some(NameUse::Name | NameUse::Family));
            let rows: Vec<&NameRow> = matched.proper.iter().filter(|row| named(&row)).collect();
            let hit = self.kept(run, &rows, &matched)?;
            Some(Hit { genitive: true, ..hit })
        })
    }

    fn hit(&self, run: &Range<usize>, rows: &'k [NameRow], matched: &Match<'k>) -> Option<Hit<'k>> {
        if rows.is_empty() {
            return None;
        }
        self.kept(run, &rows.iter().collect::<Vec<_>>(), matched)
    }

    /// The rows that the language allows; those spelt exactly so when there are any.
    fn kept(&self, run: &Range<usize>, rows: &[&'k NameRow], matched: &Match<'k>) -> Option<Hit<'k>> {
        let mut rows: Vec<&NameRow> = rows.iter().copied().filter(|row| self.fits(row)).collect();
        if rows.iter().any(|row| row.exact == matched.exact && !usage(row).is_some_and(NameUse::is_common)) {
            rows.retain(|row| row.exact == matched.exact);
        }
        (!rows.is_empty()).then(|| Hit { tokens: run.clone(), rows, first_part: None, genitive: false })
    }

    /// Names of the text's own language; of the other, those of persons and bodies.
    fn fits(&self, row: &NameRow) -> bool {
        if row.marks & self.mark != 0 {
            return usage(row).is_some_and(NameUse::is_met);
        }
        let foreign = || self.knowledge.entity_at(row.target).map(|entity| entity.kind());
        usage(row) == Some(NameUse::Name) && matches!(foreign(), Some(EntityKind::Person | EntityKind::Organisation))
    }

    fn by_lemma(&self, at: usize, token: &Token) -> Option<Hit<'k>> {
        let found = self.knowledge.find(&token.lemma);
        let rows: Vec<&NameRow> = found.common.iter().collect();
        self.kept(&(at..at + 1), &rows, &found)
    }

    /// "regeringstroepen", "VN-gezant": the last part of a compound is a noun that knowledge has.
    fn by_last_part(&self, at: usize, token: &Token) -> Option<Hit<'k>> {
        let sure = |row: &NameRow| row.marks & marks::AMBIGUOUS == 0;
        let agent = |row: &NameRow| matches!(usage(row), Some(NameUse::Agent | NameUse::Title));
        // "Rafale-gevechtsvliegtuigen" are fighter jets.
        let thing = |row: &NameRow| usage(row) == Some(NameUse::Common);
        let try_at = |word: &str, seam: usize| {
            let hyphen = word.get(seam..)?.starts_with('-');
            let rest = word.get(seam..)?.trim_start_matches('-');
            if rest.chars().count() < LAST_PART {
                return None;
            }
            let found = self.knowledge.find(rest);
            let rows: Vec<&NameRow> = found.common.iter().filter(|row| sure(row) && (agent(row) || (hyphen && thing(row)))).collect();
            let mut hit = self.kept(&(at..at + 1), &rows, &found)?;
            let part = word.get(..seam)?.trim_end_matches('-');
            hit.first_part = Some(part.to_owned());
            self.is_part(part, hyphen).then_some(hit)
        };
        let words = [token.form.as_str(), token.lemma.as_str()];
        let distinct = if token.form == token.lemma { &words[..1] } else { &words[..] };
        for word in distinct.iter().filter(|word| word.contains('-') || self.knowledge.may_end_in_noun(word)) {
            let seams = word.char_indices().skip(2).map(|(seam, _)| seam);
            let hyphens = word.match_indices('-').map(|(seam, _)| seam);
            if let Some(hit) = hyphens.chain(seams).find_map(|seam| try_at(word, seam)) {
                return Some(hit);
            }
        }
        None
    }
}

impl Walker<'_, '_> {
    /// Whether a compound may begin so: "begeleider" is nobody's leider.
    fn is_part(&self, part: &str, hyphen: bool) -> bool {
        let known = |stem: &str| {
            let found = self.knowledge.find(stem);
            found.common.iter().any(|row| usage(row) != Some(NameUse::Word))
        };
        hyphen
            || self.grammar.plain_modifiers.contains(part)
            || known(part)
            || ["s", "en", "e"].iter().filter_map(|link| part.strip_suffix(link)).any(|stem| stem.chars().count() > 2 && known(stem))
            || self.knowledge.part(self.document.report.language, part).is_some_and(|whole| {
                matches!(whole.entity.kind, EntityKind::State | EntityKind::Group | EntityKind::Organisation | EntityKind::Other)
            })
    }
}

fn may_begin(token: &Token) -> bool {
    !matches!(token.upos, Upos::Punct | Upos::Sym) && token.form.starts_with(|first: char| first.is_alphanumeric() || first == '\'')
}

/// Written in capitals throughout, and too long for an acronym.
fn is_shouted(form: &str) -> bool {
    let letters = || form.chars().filter(|letter| letter.is_alphabetic());
    letters().count() >= 4 && letters().all(char::is_uppercase)
}

/// The words as they are, or in title case.
fn cased(words: &str, shouted: bool) -> std::borrow::Cow<'_, str> {
    if !shouted {
        return words.into();
    }
    let mut out = String::with_capacity(words.len());
    let mut at_start = true;
    for letter in words.chars() {
        if at_start {
            out.push(letter)
        } else {
            out.extend(letter.to_lowercase())
        }
        at_start = !letter.is_alphanumeric();
    }
    out.into()
}
