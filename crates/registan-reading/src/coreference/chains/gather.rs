//! Gathers the nominals of a document from its trees.

use std::ops::Range;

use registan_language::{NameKind, Relation, Token, TokenIndex, Upos};
use registan_types::EntityKind;

use super::{
    agreement::{Agreement, Genders, Numbers},
    anaphor::{Anaphor, AnaphorKind},
    nominal::{Definiteness, Nominal, NominalForm, Role, Sort},
};
use crate::{Document, clause::Tree, knowledge::Knowledge, mention::Mentions};

/// Looks for nominals.
pub(super) struct Gatherer<'d> {
    document: Document<'d>,
    tree: &'d Tree<'d>,
    knowledge: &'d Knowledge,
    mentions: &'d Mentions,
    /// The first and last token below each token, itself included.
    extents: Vec<(u32, u32)>,
}

/// A nominal with the pronoun that it is, if it is one.
pub(super) type Found = (Nominal, Option<Anaphor>);

impl<'d> Gatherer<'d> {
    pub(super) fn new(document: Document<'d>, tree: &'d Tree<'d>, knowledge: &'d Knowledge, mentions: &'d Mentions) -> Self {
        Self { document, tree, knowledge, mentions, extents: extents(tree) }
    }

    /// All nominals, in the order of their first words, the longer first.
    pub(super) fn gather(&self) -> Vec<Found> {
        let mut found = Vec::with_capacity(self.extents.len() / 3);
        for (number, sentence) in self.document.analysis.sentences.iter().enumerate() {
            for at in sentence.tokens.clone().map(TokenIndex::new) {
                let Some(token) = self.tree.token(at) else { continue };
                let Some(nominal) = self.nominal(number, at, token) else { continue };
                found.extend(self.coordination(&nominal.0));
                found.push(nominal);
            }
        }
        found.sort_by_key(|(nominal, _)| (nominal.tokens.start, std::cmp::Reverse(nominal.tokens.end)));
        found
    }

    fn nominal(&self, sentence: usize, at: TokenIndex, token: &'d Token) -> Option<Found> {
        match token.upos {
            Upos::Pron | Upos::Det => self.pronoun(sentence, at, token),
            Upos::Noun | Upos::Propn | Upos::X => self.phrase(sentence, at, token).map(|nominal| (nominal, None)),
            Upos::Adj | Upos::Num | Upos::Sym if is_argument(token) => {
                if let Some(pronoun) = self.pronoun(sentence, at, token) {
                    return Some(pronoun);
                }
                let counted = token.upos == Upos::Num || self.tree.child(at, Relation::Det).is_some();
                counted.then(|| self.phrase(sentence, at, token)).flatten().map(|nominal| (nominal, None))
            }
            _ => None,
        }
    }

    fn word(&self, text: &str, class: &str) -> Option<&'d str> {
        self.knowledge.word(self.document.report.language, text, class).map(|word| word.value)
    }

    fn pronoun(&self, sentence: usize, at: TokenIndex, token: &Token) -> Option<Found> {
        if let Some(end) = self.reciprocal_end(at, token) {
            let agreement = Agreement::new(Genders::ANY, Numbers::PLURAL);
            let anaphor = Anaphor { kind: AnaphorKind::Reciprocal, person: 3, agreement };
            return Some(self.found_pronoun(sentence, at, at.get()..end, anaphor));
        }
        let anaphor = Anaphor::parse(self.word(&token.form, "anaphor")?, token)?;
        let bound = matches!(anaphor.kind, AnaphorKind::Reflexive | AnaphorKind::Reciprocal);
        (bound || !token.deprel.is(Relation::Expl)).then(|| self.found_pronoun(sentence, at, at.get()..at.get() + 1, anaphor))
    }

    fn found_pronoun(&self, sentence: usize, head: TokenIndex, tokens: Range<usize>, anaphor: Anaphor) -> Found {
        let nominal = Nominal {
            head,
            core: tokens.clone(),
            tokens,
            form: NominalForm::Pronoun(anaphor.kind),
            sentence,
            agreement: anaphor.agreement,
            definiteness: Definiteness::Definite,
            role: self.role(head),
            name: 0..0,
            sort: if anaphor.person < 3 { Sort::Person } else { Sort::Unknown },
        };
        (nominal, Some(anaphor))
    }

    /// Where a reciprocal of two words ends ("each other").
    fn reciprocal_end(&self, at: TokenIndex, token: &Token) -> Option<usize> {
        let second = TokenIndex::new(at.get() + 1);
        let tied = self.tree.is(second, Relation::Fixed) && self.tree.head(second) == Some(at);
        let word = self.tree.token(second).filter(|_| tied)?;
        self.word(&token.form, "reciprocal-first").and_then(|_| self.word(&word.form, "reciprocal-second"))?;
        Some(at.get() + 2)
    }

    fn phrase(&self, sentence: usize, at: TokenIndex, token: &'d Token) -> Option<Nominal> {
        let modifier = token.deprel.is(Relation::Compound);
        if !stands_for_itself(token) || (modifier && token.deprel.subtype().is_some()) || self.is_beside(at, token) {
            return None;
        }
        let name = self.name(at, token);
        if modifier && self.is_part_of_more(token, &name) {
            return None;
        }
        let tokens = self.reach(at, false);
        let core = self.reach(at, true);
        let form = match token.upos {
            _ if modifier => NominalForm::Modifier,
            Upos::Num => NominalForm::Number,
            _ if !name.is_empty() && name.contains(&at.get()) => NominalForm::Name,
            _ => NominalForm::Noun,
        };
        let definiteness = self.definiteness(at);
        let (sort, genders) = self.sort(at, token, &name);
        let numbers = self.numbers(token, sort);
        let role = self.role(at);
        Some(Nominal {
            head: at,
            tokens,
            core,
            form,
            sentence,
            agreement: Agreement::new(genders, numbers),
            definiteness,
            role,
            name,
            sort,
        })
    }

    /// Whether a modifier belongs to the name or date of its head: "Music" in "Music Hall", "May" in "May 8".
    fn is_part_of_more(&self, token: &Token, name: &Range<usize>) -> bool {
        let Some(head) = token.head else { return true };
        let number = self.tree.token(head).is_none_or(|head| head.upos == Upos::Num);
        let title = self.word(token.form.trim_end_matches('.'), "courtesy").is_some()
            || (name.is_empty() && self.word(&token.lemma, "being").is_some_and(|being| being != "g"));
        number || title || name.contains(&head.get()) || self.word(&token.form, "calendar").is_some()
    }

    /// A name or title that stands close beside the noun it belongs to is no phrase of its own: "premier Rutte".
    fn is_beside(&self, at: TokenIndex, token: &Token) -> bool {
        let beside = token.deprel.is(Relation::Appos) && token.head.is_some_and(|head| self.is_close(head, at));
        beside
            || (token.deprel.is(Relation::Nmod) && token.upos == Upos::Propn && token.head.is_some_and(|head| self.is_named_by(head, at)))
    }

    /// No mark and no word stands between a phrase and its apposition.
    fn is_close(&self, head: TokenIndex, beside: TokenIndex) -> bool {
        let start = self.extent(beside).start;
        start == head.get() + 1
    }

    /// "De schrijver Karel van het Reve", tagged as a modifier without a preposition directly behind a noun.
    fn is_named_by(&self, noun: TokenIndex, name: TokenIndex) -> bool {
        let common = self.tree.token(noun).is_some_and(|token| token.upos == Upos::Noun);
        common && self.tree.child(name, Relation::Case).is_none() && self.is_close(noun, name)
    }

    fn extent(&self, at: TokenIndex) -> Range<usize> {
        let (first, last) = self.extents.get(at.get()).copied().unwrap_or_default();
        first as usize..last as usize + 1
    }

    /// The words of a phrase: all below its head but conjunctions, other conjuncts, what a clause hangs on it, and prepositions before it.
    fn reach(&self, head: TokenIndex, core: bool) -> Range<usize> {
        let predicate = self.tree.child(head, Relation::Cop).is_some();
        let mut reach = head.get()..head.get() + 1;
        for (child, token) in self.tree.child_tokens(head) {
            if self.is_inside(head, child, token, predicate) && !(core && token.deprel == "acl:relcl") {
                let below = self.extent(child);
                reach = reach.start.min(below.start)..reach.end.max(below.end);
            }
        }
        self.trimmed(reach, head)
    }

    fn is_inside(&self, head: TokenIndex, child: TokenIndex, token: &Token, predicate: bool) -> bool {
        match token.deprel.base() {
            Relation::Det
            | Relation::Amod
            | Relation::Nmod
            | Relation::Nummod
            | Relation::Compound
            | Relation::Flat
            | Relation::Fixed
            | Relation::Goeswith
            | Relation::Acl => true,
            Relation::Case => child > head,
            Relation::Appos => self.is_close(head, child),
            Relation::Advmod | Relation::Obl | Relation::Ccomp | Relation::Xcomp => !predicate,
            _ => false,
        }
    }

    /// Without marks at either end.
    fn trimmed(&self, mut reach: Range<usize>, head: TokenIndex) -> Range<usize> {
        let mark = |at: usize| self.tree.token(TokenIndex::new(at)).is_some_and(|token| token.upos == Upos::Punct);
        while reach.start < head.get() && mark(reach.start) {
            reach.start += 1;
        }
        while reach.end > head.get() + 1 && mark(reach.end - 1) {
            reach.end -= 1;
        }
        reach
    }

    /// The first of several with all of them: "Ann and Bob".
    fn coordination(&self, first: &Nominal) -> Option<Found> {
        let is_first = !self.tree.is(first.head, Relation::Conj) && !matches!(first.form, NominalForm::Modifier | NominalForm::Number);
        if !is_first || !self.tree.child_tokens(first.head).any(|(_, child)| child.deprel.is(Relation::Conj) && is_nominal(child.upos)) {
            return None;
        }
        let others = self.tree.conjuncts(first.head);
        let last = others.last().copied().filter(|last| *last != first.head)?;
        let end = self.reach(last, false).end;
        let tokens = first.tokens.start..end.max(first.tokens.end);
        let nominal = Nominal {
            core: tokens.clone(),
            tokens,
            form: NominalForm::Coordination,
            agreement: Agreement::new(first.agreement.genders, Numbers::PLURAL),
            name: 0..0,
            ..first.clone()
        };
        Some((nominal, None))
    }

    /// The tokens of the name that a phrase has as its head or close behind it.
    fn name(&self, at: TokenIndex, token: &Token) -> Range<usize> {
        let proper = |at: TokenIndex| self.tree.token(at).is_some_and(|token| matches!(token.upos, Upos::Propn | Upos::X));
        let start = if proper(at) {
            Some(at)
        } else {
            let tied = |(child, token): &(TokenIndex, &Token)| {
                let flat = matches!(token.deprel.base(), Relation::Flat | Relation::Appos | Relation::Nmod);
                flat && *child > at && proper(*child) && self.is_close(at, *child) && self.tree.child(*child, Relation::Case).is_none()
            };
            self.tree.child_tokens(at).find(tied).map(|(child, _)| child).filter(|_| token.upos == Upos::Noun)
        };
        start.map_or(0..0, |start| self.name_around(start))
    }

    fn name_around(&self, start: TokenIndex) -> Range<usize> {
        if let Some(name) = self.document.analysis.name_of(start) {
            return name.tokens.clone();
        }
        let mut run = start.get()..start.get() + 1;
        for (child, token) in self.tree.child_tokens(start) {
            let part = matches!(token.deprel.base(), Relation::Flat | Relation::Compound | Relation::Amod)
                && matches!(token.upos, Upos::Propn | Upos::X | Upos::Adj)
                && token.form.starts_with(char::is_uppercase);
            if part {
                run = run.start.min(child.get())..run.end.max(child.get() + 1);
            }
        }
        run
    }

    fn definiteness(&self, at: TokenIndex) -> Definiteness {
        let mut found = Definiteness::Bare;
        for (child, token) in self.tree.child_tokens(at).take_while(|(child, _)| *child < at) {
            if token.deprel == "nmod:poss" || token.feats.has("Poss", "Yes") {
                return Definiteness::Possessive;
            }
            if token.deprel.is(Relation::Det) {
                found = match () {
                    () if token.feats.has("PronType", "Dem") => Definiteness::Demonstrative,
                    () if self.word(&token.form, "definite").is_some() => Definiteness::Definite,
                    () => Definiteness::Indefinite,
                };
            } else if found == Definiteness::Bare && self.tree.child(child, Relation::Case).is_some_and(|case| case > child) {
                return Definiteness::Possessive;
            }
        }
        found
    }

    fn numbers(&self, token: &Token, sort: Sort) -> Numbers {
        match token.feats.get("Number") {
            Some("Plur" | "Ptan") => Numbers::PLURAL,
            _ if sort == Sort::Group => Numbers::ANY,
            Some("Sing") => Numbers::SINGULAR,
            _ => Numbers::ANY,
        }
    }

    /// What a phrase stands for, and which pronouns may stand for it.
    fn sort(&self, at: TokenIndex, token: &Token, name: &Range<usize>) -> (Sort, Genders) {
        if let Some((sort, genders)) = self.known_sort(at) {
            // "His wife" may be resolved to somebody whose gender is not known but by the noun.
            let being = (genders == Genders::PERSON).then(|| self.word(&token.lemma, "being")).flatten();
            let told = being.filter(|being| matches!(*being, "m" | "f")).map(Genders::parse);
            return (sort, told.unwrap_or(genders));
        }
        if token.upos == Upos::Num {
            return (Sort::Time, Genders::NEUTER);
        }
        let lemma = token.lemma.as_str();
        if let Some(being) = (token.upos != Upos::Propn).then(|| self.word(lemma, "being")).flatten() {
            return match being {
                "g" => (Sort::Group, Genders::NEUTER),
                "t" => (Sort::Time, Genders::NEUTER),
                "mf" => (Sort::Person, self.gender_of_name(name).unwrap_or(Genders::PERSON)),
                letter => (Sort::Person, Genders::parse(letter)),
            };
        }
        if self.mentions.office_at(at).is_some() {
            return (Sort::Person, self.gender_of_name(name).unwrap_or(Genders::PERSON));
        }
        if name.is_empty() {
            return (Sort::Thing, Genders::NEUTER);
        }
        self.sort_of_name(name)
    }

    /// By the entity that the phrase was resolved to.
    fn known_sort(&self, at: TokenIndex) -> Option<(Sort, Genders)> {
        let [referent] = self.mentions.at(at)?.referents.as_slice() else { return None };
        match referent.entity.kind {
            EntityKind::Person => {
                let id = referent.entity.id.as_ref();
                let told = id.and_then(|id| self.mentions.gender(id));
                let known = || id.and_then(|id| self.knowledge.entity(id.as_str())).and_then(|entity| entity.gender());
                let given = referent.entity.name.split(' ').next().and_then(|given| self.knowledge.gender_of_given_name(given));
                Some((Sort::Person, Genders::of(known().or(told).or(given))))
            }
            EntityKind::State | EntityKind::Organisation | EntityKind::Group => Some((Sort::Group, Genders::NEUTER)),
            EntityKind::Place => Some((Sort::Place, Genders::NEUTER)),
            EntityKind::Other => None,
        }
    }

    fn sort_of_name(&self, name: &Range<usize>) -> (Sort, Genders) {
        match self.document.analysis.name_of(TokenIndex::new(name.start)).map(|name| name.kind) {
            Some(NameKind::Person) => (Sort::Person, self.gender_of_name(name).unwrap_or(Genders::PERSON)),
            Some(NameKind::Location) => (Sort::Place, Genders::NEUTER),
            Some(NameKind::Organisation) => (Sort::Group, Genders::NEUTER),
            Some(NameKind::Miscellaneous) => (Sort::Thing, Genders::NEUTER),
            None => self.gender_of_name(name).map_or((Sort::Unknown, Genders::ANY), |gender| (Sort::Person, gender)),
        }
    }

    /// By a word of courtesy before the name or its first word.
    fn gender_of_name(&self, name: &Range<usize>) -> Option<Genders> {
        let first = self.tree.token(TokenIndex::new(name.start)).filter(|_| !name.is_empty())?;
        let before = name.start.checked_sub(1).and_then(|at| self.tree.token(TokenIndex::new(at)));
        let courtesy = [Some(first), before].into_iter().flatten().find_map(|token| {
            let value = self.word(token.form.trim_end_matches('.'), "courtesy")?;
            value.strip_prefix("gender=").map(Genders::parse)
        });
        courtesy.or_else(|| self.knowledge.gender_of_given_name(&first.form).map(|gender| Genders::of(Some(gender))))
    }

    fn role(&self, at: TokenIndex) -> Role {
        let first = self.tree.first_conjunct(at);
        let Some(token) = self.tree.token(first) else { return Role::Other };
        match token.deprel.base() {
            Relation::Nsubj => Role::Subject,
            Relation::Obj | Relation::Iobj => Role::Object,
            Relation::Obl => Role::Oblique,
            Relation::Nmod if token.deprel.subtype() == Some("poss") => Role::Possessor,
            _ if self.tree.child(first, Relation::Cop).is_some() => Role::Predicate,
            _ => Role::Other,
        }
    }
}

/// The first and last token below each token. A climb stops where nothing is new.
fn extents(tree: &Tree<'_>) -> Vec<(u32, u32)> {
    let count = u32::try_from(tree.analysis().tokens.len()).unwrap_or(u32::MAX);
    let mut extents: Vec<(u32, u32)> = (0..count).map(|at| (at, at)).collect();
    for at in 0..count {
        let mut above = tree.head(TokenIndex::new(at as usize));
        while let Some(head) = above {
            let Some(extent) = extents.get_mut(head.get()) else { break };
            if extent.0 <= at && at <= extent.1 {
                break;
            }
            *extent = (extent.0.min(at), extent.1.max(at));
            above = tree.head(head);
        }
    }
    extents
}

fn is_nominal(upos: Upos) -> bool {
    matches!(upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::X | Upos::Num)
}

/// Whether a word stands where noun phrases do.
fn is_argument(token: &Token) -> bool {
    matches!(token.deprel.base(), Relation::Nsubj | Relation::Obj | Relation::Iobj | Relation::Obl | Relation::Nmod | Relation::Appos)
}

/// Whether a noun is not just a part of another's name or of a fixed expression.
fn stands_for_itself(token: &Token) -> bool {
    !matches!(
        token.deprel.base(),
        Relation::Flat
            | Relation::Fixed
            | Relation::Goeswith
            | Relation::Case
            | Relation::Cc
            | Relation::Mark
            | Relation::Reparandum
            | Relation::Discourse
    )
}
