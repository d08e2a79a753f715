//! What the steps of finding mentions share: the document, its hits, what was found so far.

use std::collections::HashMap;

use registan_language::{Language, Relation, Token, TokenIndex};
use registan_types::{CountryCode, Edtf, EntityKind, Sector, Span};

use super::{Mention, MentionForm, Possessed, Referent, Standing, scan::Scan};
use crate::{
    Document,
    clause::{Grammar, Tree},
    knowledge::{Entity, Gender, Knowledge, NameUse, Word, mark, marks, usage},
};

/// Finds the mentions of one document.
pub(super) struct Finder<'d> {
    pub(super) document: Document<'d>,
    pub(super) tree: &'d Tree<'d>,
    pub(super) knowledge: &'d Knowledge,
    pub(super) grammar: &'d Grammar,
    pub(super) language: Language,
    pub(super) scan: Scan<'d>,
    /// States that the text names or whose adjectives it uses, by local id, with how often.
    pub(super) states: HashMap<&'d str, u32>,
    /// What was found so far, by head.
    pub(super) found: HashMap<TokenIndex, Mention>,
    /// Titles as offices, by head.
    pub(super) offices: HashMap<TokenIndex, Referent>,
    /// Titles that somebody has no more or not yet, by head.
    pub(super) standings: HashMap<TokenIndex, Standing>,
    /// Titles that stand with a person's name: the title's head and the name's.
    pub(super) bearers: Vec<(TokenIndex, TokenIndex)>,
    /// What titles say of persons that only this text knows: country and sector by id.
    pub(super) facts: HashMap<String, (Option<CountryCode>, Option<Sector>)>,
    /// Genders of persons that only this text knows, and of others that it tells.
    pub(super) genders: HashMap<String, Gender>,
    /// Nouns whose owner a possessive pronoun tells, by head.
    pub(super) possessed: HashMap<TokenIndex, Possessed>,
}

impl<'d> Finder<'d> {
    pub(super) fn new(document: Document<'d>, tree: &'d Tree<'d>, knowledge: &'d Knowledge, grammar: &'d Grammar) -> Self {
        let mut finder = Self {
            document,
            tree,
            knowledge,
            grammar,
            language: document.report.language,
            scan: Scan::new(document, knowledge, grammar),
            states: HashMap::new(),
            found: HashMap::new(),
            offices: HashMap::new(),
            standings: HashMap::new(),
            bearers: Vec::new(),
            facts: HashMap::new(),
            genders: HashMap::new(),
            possessed: HashMap::new(),
        };
        finder.count_states();
        finder
    }

    /// Counts the states that the text speaks of, before anything is resolved: context for names that several bear.
    fn count_states(&mut self) {
        let knowledge = self.knowledge;
        for hit in &self.scan.proper {
            let plain = |use_of: Option<NameUse>| matches!(use_of, Some(NameUse::Name | NameUse::Adjective | NameUse::Inhabitant));
            let sure = hit.rows.iter().filter(|row| plain(usage(row)) && row.marks & marks::AMBIGUOUS == 0);
            let mut entities = sure.filter_map(|row| knowledge.entity_at(row.target));
            // A full name of somebody, or of a body, speaks of the state that he serves as well as the state's own name does.
            let full = hit.tokens.len() > 1;
            let telling = |entity: &Entity<'_>| {
                let serves = full && matches!(entity.kind(), EntityKind::Person | EntityKind::Organisation);
                entity.kind() == EntityKind::State || entity.stands_for().is_some() || serves
            };
            let Some(entity) = entities.find(telling) else { continue };
            // A name that newspapers use for two bodies tells of neither.
            let body = |entity: Entity<'_>| entity.stands_for().map_or(entity.country(), |(body, _)| body.country());
            if entities.any(|other| telling(&other) && body(other) != body(entity)) {
                continue;
            }
            if let Some(state) = entity.country().and_then(|code| knowledge.country(code)) {
                *self.states.entry(state.local_id()).or_default() += 1;
            }
        }
    }

    /// Whether the text speaks of the state that an entity belongs to.
    pub(super) fn speaks_of(&self, entity: Entity<'_>) -> bool {
        let state = entity.country().and_then(|code| self.knowledge.country(code));
        state.is_some_and(|state| self.states.contains_key(state.local_id()))
    }

    /// Whether the text speaks of some other state more than four times as often: "the Supreme Court" of a report on Ghana is not that of another state.
    pub(super) fn speaks_rather_of_others(&self, entity: Entity<'_>) -> bool {
        let Some(state) = entity.country().and_then(|code| self.knowledge.country(code)) else { return false };
        let own = self.states.get(state.local_id()).copied().unwrap_or_default();
        self.states.iter().any(|(id, &count)| *id != state.local_id() && count > own.saturating_mul(4))
    }

    /// When the report was published.
    pub(super) fn published(&self) -> Option<Edtf> {
        self.document.report.published.date().map(Edtf::Date)
    }

    /// The closed-class word that a token is, of a class.
    pub(super) fn word(&self, text: &str, class: &str) -> Option<Word<'d>> {
        self.knowledge.word(self.language, text, class)
    }

    /// The gender that a person's given name tells.
    pub(super) fn gender_of_name(&self, name: &str) -> Option<Gender> {
        self.knowledge.gender_of_given_name(name.split(' ').next()?)
    }

    /// The token of a run that the rest of the run hangs on: the first whose head stands outside.
    pub(super) fn head_of(&self, tokens: &std::ops::Range<usize>) -> TokenIndex {
        self.document.analysis.head_of_run(tokens).unwrap_or(TokenIndex::new(tokens.start))
    }

    /// The token at a position.
    pub(super) fn token(&self, at: usize) -> Option<&'d Token> {
        self.document.analysis.tokens.get(at)
    }

    /// The stretch of text of a run of tokens.
    pub(super) fn span(&self, tokens: &std::ops::Range<usize>) -> Option<Span> {
        let first = self.token(tokens.start)?;
        let last = self.token(tokens.end.checked_sub(1)?)?;
        Some(first.span.join(last.span))
    }

    /// The words of a span.
    pub(super) fn words(&self, span: Span) -> &'d str {
        span.of(&self.document.report.text)
    }

    /// Notes a mention. One that is there already gives way to a longer one of names, and to none else; a name of somebody known not to words for
    /// nobody in particular ("the UN peacekeepers").
    pub(super) fn add(&mut self, mention: Mention) {
        let nobody = mention.referents.iter().all(|referent| referent.entity.id.is_none());
        let named = |known: &Mention| known.referents.iter().any(|referent| referent.entity.id.is_some());
        match self.found.get(&mention.head) {
            Some(known) if !known.referents.is_empty() && known.span.len() >= mention.span.len() => {}
            Some(known) if nobody && named(known) => {}
            _ => {
                self.found.insert(mention.head, mention);
            }
        }
    }

    /// Whether the phrase of a token follows a preposition of place: "in Peking".
    pub(super) fn is_located(&self, token: TokenIndex) -> bool {
        let first = self.tree.first_conjunct(token);
        let marked = |of: TokenIndex| {
            self.tree.child_tokens(of).any(|(_, child)| child.deprel.is(Relation::Case) && self.word(&child.form, "locative").is_some())
        };
        marked(token) || (first != token && marked(first) && !self.has_case(token))
    }

    /// Whether a preposition of its own stands before the phrase.
    fn has_case(&self, token: TokenIndex) -> bool {
        self.tree.child(token, Relation::Case).is_some()
    }

    /// The phrase of a head without what follows it: determiner, adjectives, numbers, possessors and compound parts before it, and it.
    pub(super) fn phrase_before(&self, head: TokenIndex) -> std::ops::Range<usize> {
        let mut start = head.get();
        for (child, token) in self.tree.child_tokens(head) {
            let inner = matches!(
                token.deprel.base(),
                Relation::Det | Relation::Amod | Relation::Nummod | Relation::Compound | Relation::Nmod | Relation::Flat | Relation::Advmod
            );
            let own = token.deprel.base() != Relation::Nmod || token.deprel.subtype() == Some("poss") || token.feats.has("Poss", "Yes");
            if inner && own && child < head {
                start = start.min(self.first_below(child));
            }
        }
        start..head.get() + 1
    }

    /// The first token of what hangs on a token, no further than a phrase reaches.
    fn first_below(&self, token: TokenIndex) -> usize {
        let mut first = token.get();
        let mut at = token;
        for _ in 0..8 {
            let Some(&child) = self.tree.children(at).first().filter(|child| child.get() < first) else { break };
            first = child.get();
            at = child;
        }
        first
    }

    /// Whether the phrase of a noun begins with a definite determiner or possessive.
    pub(super) fn is_definite(&self, head: TokenIndex) -> bool {
        self.tree.child_tokens(head).any(|(_, child)| {
            child.deprel.subtype() == Some("poss")
                || child.feats.has("Poss", "Yes")
                || child.deprel.is(Relation::Det) && self.word(&child.form, "definite").is_some()
        })
    }

    /// Whether the phrase of a noun begins with an indefinite determiner.
    pub(super) fn is_indefinite(&self, head: TokenIndex) -> bool {
        self.tree.child_tokens(head).any(|(_, child)| {
            matches!(child.deprel.base(), Relation::Det | Relation::Nummod | Relation::Amod)
                && self.word(&child.form, "indefinite").is_some()
        })
    }

    /// Whether a noun is in the plural.
    pub(super) fn is_plural(&self, token: TokenIndex) -> bool {
        self.tree.token(token).is_some_and(|token| token.feats.has("Number", "Plur"))
    }

    /// A mention of a form over a run of tokens.
    pub(super) fn mention(
        &self,
        head: TokenIndex,
        tokens: &std::ops::Range<usize>,
        form: MentionForm,
        referents: Vec<Referent>,
    ) -> Option<Mention> {
        Some(Mention { head, span: self.span(tokens)?, form, referents })
    }

    /// The mark of the text's language in rows of names.
    pub(super) fn mark(&self) -> u8 {
        mark(self.language)
    }
}
