//! The passes over noun phrases, the surest first.

use std::collections::HashMap;

use registan_language::{Relation, TokenIndex, Upos};
use registan_types::EntityKind;

use super::{
    Linker,
    agreement::Numbers,
    names::{abbreviates, parts, shortens},
    nominal::{Definiteness, Nominal, NominalForm, Role, Sort},
};
use crate::mention::MentionForm;

/// How many sentences back the name may stand that a description is for.
const DESCRIBED: usize = 3;

/// How many phrases with the same head word are looked at, the nearest first.
const NEAREST: usize = 12;

impl Linker<'_> {
    /// Links names and phrases around nouns.
    pub(super) fn link_phrases(&mut self) {
        self.link_entities();
        self.link_same_words();
        self.link_names();
        self.link_constructs();
        self.link_heads();
        self.link_descriptions();
    }

    /// Names, titles and descriptions that were resolved to one entity.
    fn link_entities(&mut self) {
        let mut known: HashMap<(&str, &str), usize> = HashMap::new();
        for (at, nominal) in self.nominals.iter().enumerate() {
            if matches!(nominal.form, NominalForm::Coordination | NominalForm::Pronoun(_)) {
                continue;
            }
            let Some(mention) = self.mentions.at(nominal.head) else { continue };
            let [referent] = mention.referents.as_slice() else { continue };
            let Some(id) = referent.entity.id.as_ref() else { continue };
            let named = mention.form == MentionForm::Name || referent.entity.kind == EntityKind::Person;
            let described = mention.form == MentionForm::Description && nominal.points_back();
            if !named && !described {
                continue;
            }
            let first = *known.entry((id.as_str(), &*referent.class)).or_insert(at);
            self.entities.unite(first, at);
        }
    }

    /// The same words again.
    fn link_same_words(&mut self) {
        let mut seen: HashMap<String, usize> = HashMap::new();
        for at in 0..self.nominals.len() {
            let Some(nominal) = self.nominals.get(at) else { continue };
            if nominal.is_pronoun() || nominal.form == NominalForm::Coordination || nominal.definiteness == Definiteness::Indefinite {
                continue;
            }
            let key = if nominal.name.is_empty() { self.key(nominal) } else { self.name_parts(nominal).join(" ") };
            if key.is_empty() || self.has_possessive_pronoun(nominal) {
                continue;
            }
            match seen.get(&key) {
                Some(&before) => {
                    self.entities.unite(before, at);
                }
                None => {
                    seen.insert(key, at);
                }
            }
        }
    }

    /// The words of a phrase in lower case, without determiner and genitive ending.
    fn key(&self, nominal: &Nominal) -> String {
        let mut key = String::new();
        let tokens = self.document.analysis.tokens.get(nominal.core.clone()).unwrap_or_default();
        for (place, token) in tokens.iter().enumerate() {
            let determiner = token.upos == Upos::Det && place == 0;
            let genitive = token.upos == Upos::Part && place + 1 == tokens.len();
            if !determiner && !genitive && token.upos != Upos::Punct {
                key.push_str(if key.is_empty() { "" } else { " " });
                key.push_str(&token.form.to_lowercase());
            }
        }
        key
    }

    fn name_parts(&self, nominal: &Nominal) -> Vec<String> {
        let tokens = self.document.analysis.tokens.get(nominal.name.clone()).unwrap_or_default();
        let courtesy = |form: &str| self.word(form.trim_end_matches('.'), "courtesy").is_some();
        let all: Vec<&str> = tokens.iter().map(|token| token.form.as_str()).collect();
        let start = all.iter().take_while(|form| courtesy(form)).count();
        parts(all.get(start..).filter(|rest| !rest.is_empty()).unwrap_or(&all).iter().copied())
    }

    /// Short names for long ones, and acronyms.
    fn link_names(&mut self) {
        let mut names: Vec<(usize, Vec<String>)> = Vec::new();
        for (at, nominal) in self.nominals.iter().enumerate() {
            if !nominal.name.is_empty() && nominal.form != NominalForm::Coordination {
                names.push((at, self.name_parts(nominal)));
            }
        }
        let mut by_part: HashMap<&str, Vec<usize>> = HashMap::new();
        for (place, (_, parts)) in names.iter().enumerate() {
            for part in parts {
                by_part.entry(part.as_str()).or_default().push(place);
            }
        }
        self.correct_family_names(&names, &by_part);
        for (place, (at, own)) in names.iter().enumerate() {
            let Some(places) = own.last().and_then(|last| by_part.get(last.as_str())) else { continue };
            // The nearest before, else the nearest behind.
            let before = places.iter().rev().filter(|&&other| other < place);
            let behind = places.iter().filter(|&&other| other > place);
            let person =
                self.nominals.get(*at).is_some_and(|nominal| matches!(nominal.sort, Sort::Person | Sort::Unknown) || nominal.points_back());
            let longer = before
                .chain(behind)
                .filter_map(|&other| names.get(other))
                .find(|(other, long)| shortens(own, long, person) && self.may_be_one(*at, *other));
            if let Some(&(other, _)) = longer {
                self.entities.unite(*at, other);
            }
        }
        self.link_acronyms(&names);
    }

    /// A lone family name that was taken for a place or body, unless knowledge has one of that name.
    fn correct_family_names(&mut self, names: &[(usize, Vec<String>)], by_part: &HashMap<&str, Vec<usize>>) {
        for (at, own) in names {
            let [family] = own.as_slice() else { continue };
            let open = |one: &Nominal| {
                one.sort != Sort::Person
                    && self
                        .mentions
                        .at(one.head)
                        .is_none_or(|mention| mention.referents.iter().all(|referent| referent.entity.id.is_none()))
            };
            if !self.nominals.get(*at).is_some_and(open) {
                continue;
            }
            let full = by_part.get(family.as_str()).into_iter().flatten().filter_map(|&place| names.get(place));
            let person =
                full.filter(|(_, long)| long.len() > 1 && long.last() == Some(family)).filter_map(|(other, _)| self.nominals.get(*other));
            let Some(agreement) = { person }.find(|one| one.sort == Sort::Person).map(|one| one.agreement) else { continue };
            if let Some(nominal) = self.nominals.get_mut(*at) {
                (nominal.sort, nominal.agreement) = (Sort::Person, agreement);
            }
            self.entities.correct(*at, agreement);
        }
    }

    fn link_acronyms(&mut self, names: &[(usize, Vec<String>)]) {
        let is_acronym = |parts: &[String], nominal: &Nominal| {
            let one = parts.len() == 1 && nominal.name.len() == 1;
            one && self.form(nominal.name.start).chars().filter(|letter| letter.is_uppercase()).count() > 1
        };
        let mut pairs = Vec::new();
        for (at, own) in names {
            let Some(nominal) = self.nominals.get(*at).filter(|nominal| is_acronym(own, nominal)) else { continue };
            let acronym = self.form(nominal.name.start);
            let long = names.iter().find(|(other, parts)| {
                parts.len() > 1
                    && self.nominals.get(*other).is_some_and(|long| abbreviates(acronym, long.name.clone().map(|token| self.form(token))))
            });
            pairs.extend(long.map(|(other, _)| (*at, *other)));
        }
        for (a, b) in pairs {
            self.entities.unite(a, b);
        }
    }

    pub(super) fn form(&self, token: usize) -> &str {
        self.tree.token(TokenIndex::new(token)).map_or("", |token| token.form.as_str())
    }

    /// Whether nothing forbids that two nominals are one: neither holds the other, and their sets agree.
    fn may_be_one(&self, a: usize, b: usize) -> bool {
        let (Some(first), Some(second)) = (self.nominals.get(a), self.nominals.get(b)) else { return false };
        !first.overlaps(second) && self.entities.agree(a, b)
    }

    /// Appositions, and what the verb to be says of its subject.
    fn link_constructs(&mut self) {
        for at in 0..self.nominals.len() {
            let Some(nominal) = self.nominals.get(at).filter(|nominal| !nominal.is_pronoun()) else { continue };
            let other = match self.tree.token(nominal.head) {
                Some(token) if token.deprel.is(Relation::Appos) => token.head,
                Some(_) if nominal.role == Role::Predicate => self.tree.child(nominal.head, Relation::Nsubj),
                _ => None,
            };
            let Some(other) = other.and_then(|head| self.at_head(head)) else { continue };
            // "Paris, France" are two.
            let place = |at: usize| {
                self.nominals.get(at).is_some_and(|one| one.form == NominalForm::Name && matches!(one.sort, Sort::Place | Sort::Group))
            };
            if self.may_be_one(at, other) && !(place(at) && place(other)) {
                self.entities.unite(at, other);
            }
        }
    }

    /// A definite phrase for the nearest one before it with the same head word, when it says nothing that the other does not say.
    fn link_heads(&mut self) {
        let mut by_lemma: HashMap<&str, Vec<usize>> = HashMap::new();
        for at in 0..self.nominals.len() {
            let Some(nominal) = self.nominals.get(at).filter(|nominal| nominal.form == NominalForm::Noun && nominal.name.is_empty()) else {
                continue;
            };
            let Some(head) = self.tree.token(nominal.head) else { continue };
            let before = by_lemma.entry(head.lemma.as_str()).or_default();
            if nominal.points_back() {
                let found = before.iter().rev().take(NEAREST).copied().find(|&other| self.is_again(at, other));
                if let Some(other) = found {
                    self.entities.unite(other, at);
                }
            }
            before.push(at);
        }
    }

    /// "The city", "the company": the nearest name of that kind, where nothing said so far has the same head word.
    fn link_descriptions(&mut self) {
        for at in 0..self.nominals.len() {
            let Some(nominal) = self.nominals.get(at).filter(|nominal| self.is_short_description(nominal)) else { continue };
            if self.entities.size(at) > 1 {
                continue;
            }
            let lemma = self.tree.token(nominal.head).map_or("", |token| token.lemma.as_str());
            let wanted = match self.word(lemma, "kind-noun") {
                Some("city" | "region") => Sort::Place,
                Some("state" | "organisation" | "alliance" | "company" | "party" | "armed-group" | "media") => Sort::Group,
                _ => continue,
            };
            let back = self
                .nominals
                .get(..at)
                .unwrap_or_default()
                .iter()
                .enumerate()
                .rev()
                .take_while(|(_, one)| one.sentence + DESCRIBED >= nominal.sentence);
            let fits =
                |(other, one): &(usize, &Nominal)| one.form == NominalForm::Name && one.sort == wanted && self.may_be_one(at, *other);
            let found = { back }.find(fits).map(|(other, _)| other);
            if let Some(other) = found {
                self.entities.unite(other, at);
            }
        }
    }

    fn is_short_description(&self, nominal: &Nominal) -> bool {
        let short = nominal.form == NominalForm::Noun && nominal.name.is_empty() && nominal.points_back();
        short && nominal.agreement.numbers != Numbers::PLURAL && self.content(nominal).is_empty()
    }

    /// Whether a later phrase with the same head can stand for an earlier one.
    fn is_again(&self, at: usize, other: usize) -> bool {
        let (Some(nominal), Some(before)) = (self.nominals.get(at), self.nominals.get(other)) else { return false };
        if !self.may_be_one(at, other) {
            return false;
        }
        let said = self.content(before);
        self.content(nominal).iter().all(|word| said.contains(word))
    }

    /// The telling words of a phrase besides its head.
    fn content(&self, nominal: &Nominal) -> Vec<&str> {
        let tokens = self.document.analysis.tokens.get(nominal.tokens.clone()).unwrap_or_default();
        let telling = tokens.iter().enumerate().filter(|(place, token)| {
            let head = nominal.tokens.start + place == nominal.head.get();
            !head && matches!(token.upos, Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num | Upos::Verb)
        });
        telling.map(|(_, token)| token.lemma.as_str()).collect()
    }

    /// Whether a phrase begins with a possessive pronoun, which may be somebody else's each time.
    fn has_possessive_pronoun(&self, nominal: &Nominal) -> bool {
        nominal.definiteness == Definiteness::Possessive
            && self.possessor(nominal).is_some_and(|owner| self.nominals.get(owner).is_some_and(Nominal::is_pronoun))
    }

    /// "Her brother … her brother": the same words of the same possessor.
    pub(super) fn link_possessed(&mut self) {
        let mut seen: HashMap<(usize, String), usize> = HashMap::new();
        for at in 0..self.nominals.len() {
            let Some(nominal) = self.nominals.get(at) else { continue };
            if nominal.definiteness != Definiteness::Possessive || nominal.form != NominalForm::Noun {
                continue;
            }
            let Some(owner) = self.possessor(nominal) else { continue };
            let Some(head) = self.tree.token(nominal.head) else { continue };
            let first = *seen.entry((self.entities.root(owner), head.lemma.to_lowercase())).or_insert(at);
            if first != at && self.may_be_one(first, at) {
                self.entities.unite(first, at);
            }
        }
    }

    /// Whose the phrase says that it is.
    fn possessor(&self, nominal: &Nominal) -> Option<usize> {
        let owner = |(child, token): (TokenIndex, &registan_language::Token)| {
            let own = token.deprel == "nmod:poss" || token.feats.has("Poss", "Yes");
            self.at_head(child).filter(|_| own)
        };
        self.tree.child_tokens(nominal.head).find_map(owner)
    }
}
