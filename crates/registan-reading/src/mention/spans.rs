//! Where names stand: what the model found and what knowledge found, made one list without overlaps.

use std::ops::Range;

use registan_language::{Name, NameKind, TokenIndex, Upos};
use registan_types::EntityKind;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

use super::{
    finder::Finder,
    scan::{Hit, is_attributive},
};
use crate::knowledge::{NameRow, NameUse, usage};

/// A run of tokens that is a name.
#[derive(Debug, Clone)]
pub(super) struct NameSpan<'k> {
    /// Positions of the tokens.
    pub(super) tokens: Range<usize>,
    /// What the model takes it for.
    pub(super) kind: Option<NameKind>,
    /// What knowledge has under this name.
    pub(super) rows: Vec<&'k NameRow>,
    /// The rows are those of the last word alone, a family name.
    pub(super) by_family: bool,
}

impl<'d> Finder<'d> {
    /// All names, in the order of the text.
    pub(super) fn name_spans(&self) -> Vec<NameSpan<'d>> {
        let mut spans = Vec::new();
        let mut covered = vec![false; self.document.analysis.tokens.len()];
        for name in &self.document.analysis.names {
            let runs = self.parted(&name.tokens, name.kind);
            for span in runs.iter().flat_map(|run| self.of_model(run, name.kind)) {
                let free = covered.get(span.tokens.clone()).is_some_and(|run| !run.contains(&true));
                if free {
                    covered.get_mut(span.tokens.clone()).unwrap_or_default().fill(true);
                    spans.push(span);
                }
            }
        }
        for hit in &self.scan.proper {
            let free = covered.get(hit.tokens.clone()).is_some_and(|run| !run.contains(&true));
            if free && self.is_plausible(hit) {
                spans.push(NameSpan { tokens: hit.tokens.clone(), kind: None, rows: self.named_rows(hit), by_family: false });
            }
        }
        spans.retain(|span| (!span.rows.is_empty() || self.may_be_unknown(span)) && !self.is_of_currency(span) && !self.is_day(span));
        spans.sort_by_key(|span| span.tokens.start);
        spans
    }

    /// "Daan aan Bram": a preposition before a capital parts two persons whom the model takes for one; "Daan van Veen" stays one. Of "Daan’s X-beleid"
    /// the person ends with the genitive.
    fn parted(&self, run: &Range<usize>, kind: NameKind) -> Vec<Range<usize>> {
        if is_attributive(&self.document.analysis.tokens, run) {
            return Vec::new();
        }
        let capital = |at: usize| self.token(at).is_some_and(|token| token.form.starts_with(char::is_uppercase));
        let marker = |at: usize| self.token(at).is_some_and(|token| token.upos == Upos::Adp && self.grammar.joins_no_name(&token.form));
        let genitive = |at: &usize| self.token(*at).is_some_and(|token| self.ends_in_genitive(&token.form));
        if let Some(owner) = run.clone().find(genitive).filter(|&at| kind == NameKind::Person && at + 1 < run.end) {
            let person = run.start..owner + 1;
            return vec![person];
        }
        let between = run.clone().skip(1).find(|&at| kind == NameKind::Person && marker(at) && at + 1 < run.end && capital(at + 1));
        between.map_or_else(|| vec![run.clone()], |at| vec![run.start..at, at + 1..run.end])
    }

    /// An apostrophe and what follows it, if anything: "Daan’s", "'s".
    fn ends_in_genitive(&self, form: &str) -> bool {
        let marked = |ending: &String| ending.starts_with(['\'', '’']) && form.ends_with(ending.as_str());
        self.grammar.genitive_endings.iter().any(marked)
    }

    /// The last word of a person's full name in this report, there or alone: "Baloch" after "Qandeel Baloch" is no people.
    pub(super) fn is_family_here(&self, tokens: &Range<usize>) -> bool {
        let names = || self.document.analysis.names.iter().filter(|name| name.kind == NameKind::Person);
        let Some(word) = self.token(tokens.start).filter(|_| tokens.len() == 1).map(|token| token.form.as_str()) else { return false };
        let ends_so = |name: &Name| {
            let last = name.tokens.end.checked_sub(1).and_then(|last| self.token(last));
            name.tokens.len() > 1 && last.is_some_and(|last| last.form == word)
        };
        let within = names().any(|name| name.tokens.contains(&tokens.start));
        within && names().any(ends_so)
    }

    /// "US$1 million": what stands right before a sign of money says whose money it is, and names nobody.
    fn is_of_currency(&self, span: &NameSpan<'_>) -> bool {
        let close = span.tokens.end.checked_sub(1).and_then(|last| self.token(last)).is_some_and(|token| !token.space_after);
        let money = |form: &str| form.chars().next().is_some_and(|sign| sign.general_category() == GeneralCategory::CurrencySymbol);
        close && self.token(span.tokens.end).is_some_and(|token| money(&token.form))
    }

    /// "A judge Thursday approved": a day of the week behind a title is nobody's name.
    fn is_day(&self, span: &NameSpan<'_>) -> bool {
        let day = self.token(span.tokens.start).is_some_and(|token| self.grammar.days.contains(&token.form.to_lowercase()));
        day && span.tokens.len() == 1
    }

    /// What a name of the model is, by what knowledge has inside it.
    fn of_model(&self, run: &Range<usize>, kind: NameKind) -> Vec<NameSpan<'d>> {
        let run = &self.without_day(self.without_portfolio(self.without_title(run, kind), kind), kind);
        let run = &self.without_opening(run.clone(), kind);
        if self.is_part_of_title(run) {
            return Vec::new();
        }
        let mut inside: Vec<&Hit<'d>> = Vec::new();
        for hit in run.clone().filter_map(|at| self.scan.proper(TokenIndex::new(at))) {
            // "The National" is no name beside "National Transportation Safety Board".
            let within = run.start <= hit.tokens.start && hit.tokens.end <= run.end;
            let covers = hit.tokens.start <= run.start && run.end <= hit.tokens.end;
            if (within || covers) && !inside.iter().any(|known| known.tokens == hit.tokens) {
                inside.push(hit);
            }
        }
        let span = |tokens: &Range<usize>, rows, by_family| NameSpan { tokens: tokens.clone(), kind: Some(kind), rows, by_family };
        let reaches_out = |hit: &&Hit<'_>| hit.tokens.start < run.start || hit.tokens.end > run.end;
        if let Some(hit) = inside.iter().find(|hit| hit.tokens == *run || reaches_out(hit)) {
            // Adjectives and inhabitants are no names here, unless a family is called so.
            let rows = self.named_rows(hit);
            if rows.is_empty() {
                let family = hit.tokens == *run && self.is_family_here(run);
                return if family { vec![span(run, Vec::new(), false)] } else { Vec::new() };
            }
            return vec![span(&hit.tokens, self.named_rows(hit), false)];
        }
        if inside.is_empty() {
            return vec![span(run, Vec::new(), false)];
        }
        if let Some(place) = self.place_of_body(run, kind, &inside) {
            return vec![span(&place.tokens, self.named_rows(place), false)];
        }
        let extra = run.clone().filter(|at| !inside.iter().any(|hit| hit.tokens.contains(at)));
        // "George Wallace": a given name and what follows are one person, though knowledge has each word as a name.
        // … unless it begins with the full name of somebody known: "Angela Merkels CDU".
        let full = inside.first().is_some_and(|hit| hit.tokens.start == run.start && hit.tokens.len() > 1);
        let one_person = kind == NameKind::Person && !full && self.token(run.start).is_some_and(|first| self.is_given(&first.form));
        if !one_person && !extra.clone().any(|at| self.is_content(at)) {
            let named = inside.iter().map(|hit| span(&hit.tokens, self.named_rows(hit), false));
            return named.filter(|span| !span.rows.is_empty()).collect();
        }
        let tail = inside.last().filter(|hit| hit.tokens.end == run.end && kind == NameKind::Person);
        let family: Vec<&NameRow> =
            tail.map(|hit| hit.rows.iter().copied().filter(|row| usage(row) == Some(NameUse::Family)).collect()).unwrap_or_default();
        let by_family = !family.is_empty();
        vec![span(run, family, by_family)]
    }

    /// "Kenya Police", "Delhi Police": what the body is stands behind the name of its state or town, which alone is a name.
    fn place_of_body<'h>(&self, run: &Range<usize>, kind: NameKind, inside: &[&'h Hit<'d>]) -> Option<&'h Hit<'d>> {
        let place = inside.iter().copied().find(|hit| hit.tokens.start == run.start && kind == NameKind::Organisation)?;
        let rest = self.scan.common(TokenIndex::new(run.end - 1)).filter(|rest| rest.tokens == (place.tokens.end..run.end))?;
        let agent =
            rest.rows.iter().filter(|row| usage(row) == Some(NameUse::Agent)).find_map(|row| self.knowledge.agent_at(row.target))?;
        let of_state = matches!(agent.class, "police" | "court" | "army" | "government" | "parliament" | "ministry");
        let located = |row: &&NameRow| {
            let kind = self.knowledge.entity_at(row.target).map(|entity| entity.kind());
            matches!(kind, Some(EntityKind::State | EntityKind::Place))
        };
        (of_state && self.named_rows(place).iter().any(located)).then_some(place)
    }

    /// "premier Rutte" as a name of a person: the title is no part of it.
    fn without_title(&self, run: &Range<usize>, kind: NameKind) -> Range<usize> {
        let is_title = |at: usize| {
            let hit = self.scan.common(TokenIndex::new(at));
            let title = hit.filter(|hit| hit.rows.iter().any(|row| usage(row) == Some(NameUse::Title))).map(|hit| hit.tokens.end);
            let is = |class: &str| self.token(at).is_some_and(|token| self.word(token.form.trim_end_matches('.'), class).is_some());
            title.or_else(|| (is("courtesy") || is("former")).then_some(at + 1))
        };
        let mut start = run.start;
        while kind == NameKind::Person
            && let Some(end) = is_title(start).filter(|&end| end > start && end < run.end)
        {
            start = end;
        }
        start..run.end
    }

    /// "Minister Hoekstra van Financiën": what with the title makes another title is no part of the name.
    fn without_portfolio(&self, run: Range<usize>, kind: NameKind) -> Range<usize> {
        let title = self.title_before(run.start).filter(|_| kind == NameKind::Person);
        let Some(title) = title.and_then(|(hit, _)| self.span(&hit.tokens)).map(|span| self.words(span)) else { return run };
        let of = |at: &usize| self.token(*at).is_some_and(|token| self.word(&token.form, "genitive").is_some());
        let portfolio = (run.start + 1..run.end).filter(of).find(|&at| {
            let words = self.span(&(at..run.end)).map_or("", |span| self.words(span));
            self.knowledge.title(self.language, &format!("{title} {words}")).is_some()
        });
        run.start..portfolio.unwrap_or(run.end)
    }

    /// "The State Department Monday condemned": a day of the week behind the name of a body or person is no part of it.
    fn without_day(&self, run: Range<usize>, kind: NameKind) -> Range<usize> {
        let day = |at: usize| self.token(at).is_some_and(|token| self.grammar.days.contains(&token.form.to_lowercase()));
        let trailing = matches!(kind, NameKind::Person | NameKind::Organisation) && run.len() > 1 && day(run.end - 1);
        run.start..run.end - usize::from(trailing)
    }

    /// "Neighbouring Syria", "Old rival Turkey" at the head of a sentence: what describes a state there has its capital from the sentence.
    fn without_opening(&self, run: Range<usize>, kind: NameKind) -> Range<usize> {
        if kind == NameKind::Person || !self.opens_sentence(run.start) {
            return run;
        }
        let describes = |at: &usize| {
            let token = self.token(*at);
            token.is_some_and(|token| match token.upos {
                Upos::Adj | Upos::Verb => self.scan.proper(TokenIndex::new(*at)).is_none(),
                Upos::Noun => token.form.starts_with(char::is_lowercase),
                _ => false,
            })
        };
        let start = run.start + run.clone().take_while(describes).count();
        let state = self.scan.proper(TokenIndex::new(start)).filter(|hit| start > run.start && hit.tokens == (start..run.end));
        let is_state = |row: &&NameRow| self.knowledge.entity_at(row.target).is_some_and(|entity| entity.kind() == EntityKind::State);
        if state.is_some_and(|hit| self.named_rows(hit).iter().any(is_state)) { start..run.end } else { run }
    }

    /// "Buitenlandse Zaken" in "minister van Buitenlandse Zaken" names no body.
    fn is_part_of_title(&self, run: &Range<usize>) -> bool {
        self.scan.common(TokenIndex::new(run.start)).is_some_and(|hit| {
            let title = hit.rows.iter().any(|row| usage(row) == Some(NameUse::Title));
            title && hit.tokens.start < run.start && hit.tokens.end >= run.end
        })
    }

    /// Whether a token is a telling part of a name: not an article, title or mark, nor a noun that has its capital from the sentence ("Fighters of").
    fn is_content(&self, at: usize) -> bool {
        let capital = self.token(at).is_some_and(|token| {
            token.form.starts_with(|first: char| first.is_uppercase() || first.is_numeric())
                && !matches!(token.upos, Upos::Punct | Upos::Det | Upos::Adp)
                && !(token.upos == Upos::Noun && self.opens_sentence(at))
        });
        let title = self.scan.common(TokenIndex::new(at)).is_some_and(|hit| hit.rows.iter().any(|row| usage(row) == Some(NameUse::Title)));
        capital && !title
    }

    /// Whether a name of the model that knowledge has not may stand: it has a proper noun in it and is no common noun.
    fn may_be_unknown(&self, span: &NameSpan<'_>) -> bool {
        let proper = span.tokens.clone().any(|at| self.token(at).is_some_and(|token| matches!(token.upos, Upos::Propn | Upos::X)));
        // "Served as Vice President": a common noun or title, however it is written.
        let common = self.scan.common(TokenIndex::new(span.tokens.start)).is_some_and(|hit| hit.tokens == span.tokens);
        let courtesy = span
            .tokens
            .clone()
            .all(|at| self.token(at).is_some_and(|token| self.word(token.form.trim_end_matches('.'), "courtesy").is_some()));
        span.kind.is_some() && proper && !common && !courtesy
    }

    /// Whether a hit that the model did not see as a name may be one.
    fn is_plausible(&self, hit: &Hit<'_>) -> bool {
        if hit.tokens.len() > 1 {
            return true;
        }
        self.token(hit.tokens.start).is_some_and(|token| {
            let acronym = token.form.chars().filter(|letter| letter.is_uppercase()).count() > 1;
            // "Fans" at the head of a sentence is no genitive of Fan.
            let noun = token.upos == Upos::Noun && token.form.starts_with(char::is_uppercase);
            matches!(token.upos, Upos::Propn | Upos::X) || acronym || (noun && !(hit.genitive && self.opens_sentence(hit.tokens.start)))
        })
    }

    /// The rows that name an entity. A parish or family that bears a people's name gives way to the people: "German".
    fn named_rows(&self, hit: &Hit<'d>) -> Vec<&'d NameRow> {
        let peoples: Vec<u32> = hit
            .rows
            .iter()
            .filter(|row| matches!(usage(row), Some(NameUse::Adjective | NameUse::Inhabitant)))
            .map(|row| row.target)
            .collect();
        let minor = |row: &NameRow| {
            let kind = self.knowledge.entity_at(row.target).map(|entity| entity.kind());
            // Of "Gaza" name and adjective are one.
            matches!(kind, Some(EntityKind::Place | EntityKind::Person)) && !peoples.contains(&row.target)
        };
        let named = hit.rows.iter().copied().filter(|row| matches!(usage(row), Some(NameUse::Name | NameUse::Family)));
        named.filter(|row| peoples.is_empty() || !minor(row)).collect()
    }

    /// Whether a token is the first of its sentence.
    fn opens_sentence(&self, at: usize) -> bool {
        let sentence = self.document.analysis.sentence_of(TokenIndex::new(at));
        sentence.and_then(|number| self.document.analysis.sentences.get(number)).is_some_and(|sentence| sentence.tokens.start == at)
    }
}
