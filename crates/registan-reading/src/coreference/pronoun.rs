//! Pronouns, possessive ones included.

use registan_language::{Relation, Token, TokenIndex, Upos};
use registan_types::{EntityKind, Grounded};

use super::{
    Resolver,
    antecedent::{Antecedent, Being, same_referents},
    clear_best,
};
use crate::{
    knowledge::Gender,
    mention::{Mention, MentionForm, Mentions, Referent},
};

/// How sure a body is "they" in what it says itself.
const BY_ITSELF: f32 = 0.8;

/// How sure a possessive is that of the subject which follows it.
const AHEAD: f32 = 0.85;

/// How much likelier a possessive is that of who carries out the clause around it.
const OF_ITS_CLAUSE: f32 = 0.15;

/// What a pronoun may stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Agreement {
    masculine: bool,
    feminine: bool,
    neuter: bool,
    plural: bool,
    possessive: bool,
    /// A feminine pronoun that also stands for bodies: "de junta … ze".
    of_bodies: bool,
}

impl Agreement {
    /// From the value of a pronoun in knowledge: `number=s;gender=m;possessive=yes`.
    fn parse(value: &str) -> Self {
        let field = |name: &str| {
            value.split(';').filter_map(|part| part.split_once('=')).find(|(key, _)| *key == name).map_or("", |(_, value)| value)
        };
        let (number, gender) = (field("number"), field("gender"));
        let singular = number.contains('s');
        Self {
            masculine: singular && gender.contains('m'),
            feminine: singular && gender.contains('f'),
            neuter: singular && gender.contains('n'),
            plural: number.contains('p'),
            possessive: field("possessive") == "yes",
            of_bodies: false,
        }
    }

    /// How well something agrees: 1 well, less where something is not known, 0 not at all.
    fn fits(self, being: Being) -> f32 {
        let fits = |yes: bool, well: f32| if yes { well } else { 0.0 };
        match being {
            Being::Person(Some(Gender::Masculine)) => fits(self.masculine, 1.0),
            Being::Person(Some(Gender::Feminine)) => fits(self.feminine, 1.0),
            Being::Person(None) => fits(self.masculine || self.feminine, 0.9),
            // "Het land … zijn leger", "de regering … haar beleid".
            Being::Body => fits(self.neuter, 1.0).max(fits(self.feminine && (self.possessive || self.of_bodies), 0.7)),
            Being::Place => fits(self.neuter && self.possessive, 0.5),
            Being::Several => fits(self.plural, 1.0),
        }
    }
}

impl Resolver<'_> {
    /// Who a pronoun stands for.
    pub(super) fn pronoun(&self, mentions: &Mentions, at: TokenIndex) -> Option<Mention> {
        let token = self.tree.token(at).filter(|token| matches!(token.upos, Upos::Pron | Upos::Det))?;
        let value = self.word(&token.form, "pronoun")?;
        let mut agreement = Agreement::parse(value);
        if self.stands_for_nobody(at, token, agreement) || value.contains("demonstrative") {
            return None;
        }
        if agreement.plural && (agreement.feminine || agreement.masculine) {
            self.settle_number(at, token, &mut agreement);
        }
        let excluded = self.own_phrase(mentions, token);
        if let Some(ahead) = self.subject_ahead(mentions, at, token, agreement, &excluded) {
            return Some(ahead);
        }
        let scored = self.candidates(mentions, agreement, at, token, &excluded);
        let Some((score, referents)) = clear_best(scored, |a, b| same_referents(a, b)) else {
            return self.body_that_says(mentions, at, token).filter(|_| agreement.plural);
        };
        let sure = |referent: Referent| Referent { confidence: referent.confidence * score.min(0.95), location: None, ..referent };
        Some(Mention { head: at, span: token.span, form: MentionForm::Pronoun, referents: referents.into_iter().map(sure).collect() })
    }

    /// "In their talks the two agreed", "in zijn rede zei de president": a possessive in what opens the sentence is that of the subject which follows.
    fn subject_ahead(&self, mentions: &Mentions, at: TokenIndex, token: &Token, agreement: Agreement, own: &[Referent]) -> Option<Mention> {
        let noun = token.head.filter(|_| agreement.possessive)?;
        let opening = self.tree.token(noun).filter(|noun| noun.deprel.is(Relation::Obl))?;
        let verb = opening.head.filter(|&verb| verb > noun && self.tree.token(verb).is_some_and(|verb| verb.head.is_none()))?;
        let subject = self.tree.child(verb, Relation::Nsubj).filter(|&subject| subject > at)?;
        let named = mentions.at(subject).filter(|known| known.form != MentionForm::Demonym).cloned();
        let known = named.or_else(|| self.description(mentions, subject))?;
        let agrees = self.traits(mentions, &known).is_some_and(|traits| agreement.fits(traits.being) > 0.0);
        let itself = known.referents.iter().any(|referent| own.iter().any(|own| own.entity == referent.entity));
        let sure = |referent: Referent| Referent { confidence: referent.confidence * AHEAD, location: None, ..referent };
        (agrees && !itself).then(|| Mention {
            head: at,
            span: token.span,
            form: MentionForm::Pronoun,
            referents: known.referents.into_iter().map(sure).collect(),
        })
    }

    /// "The army said they would leave": a body is several in its own words.
    fn body_that_says(&self, mentions: &Mentions, at: TokenIndex, token: &Token) -> Option<Mention> {
        let verb = token.head.filter(|_| token.deprel.is(Relation::Nsubj))?;
        let says = self.tree.token(verb).filter(|verb| verb.deprel.is(Relation::Ccomp))?.head?;
        let subject = self.tree.child(says, Relation::Nsubj).filter(|&subject| subject < at)?;
        let known = mentions.at(subject)?;
        let body = |referent: &&Referent| referent.entity.kind != EntityKind::Person && referent.entity.kind != EntityKind::Place;
        let [body] = known.referents.iter().filter(body).collect::<Vec<_>>()[..] else { return None };
        let referent = Referent { confidence: body.confidence * BY_ITSELF, location: None, ..body.clone() };
        Some(Mention { head: at, span: token.span, form: MentionForm::Pronoun, referents: vec![referent] })
    }

    /// Expletives, relative pronouns, and "it" where a clause follows.
    fn stands_for_nobody(&self, at: TokenIndex, token: &Token, agreement: Agreement) -> bool {
        if token.deprel.is(Relation::Expl) || token.feats.has("PronType", "Rel") || (token.upos == Upos::Det && !agreement.possessive) {
            return true;
        }
        // "Zijn" is a verb more often than a possessive; as one it stands before its noun.
        if agreement.possessive {
            return token.head.is_none_or(|noun| noun < at);
        }
        let only_neuter = agreement.neuter && !agreement.masculine && !agreement.feminine;
        only_neuter && !self.is_plain_subject(token) && !self.is_addressed(token)
    }

    /// "Accused it of", "urged it to": only somebody can be.
    fn is_addressed(&self, token: &Token) -> bool {
        let verb = token.head.filter(|_| matches!(token.deprel.base(), Relation::Obj | Relation::Iobj));
        let lemma =
            verb.and_then(|verb| self.tree.token(verb)).filter(|verb| verb.upos == Upos::Verb).map(|verb| verb.lemma.to_lowercase());
        lemma.is_some_and(|lemma| self.clauses.grammar().blaming_verbs.contains(&lemma))
    }

    /// A neuter pronoun stands for somebody only as the subject of a full verb that takes no clause besides saying.
    fn is_plain_subject(&self, token: &Token) -> bool {
        let Some(verb) = token.head.filter(|_| token.deprel == Relation::Nsubj) else { return false };
        let full = self.tree.token(verb).is_some_and(|verb| verb.upos == Upos::Verb);
        let lemma = self.tree.token(verb).map_or("", |verb| verb.lemma.as_str());
        let clause = self.tree.child_tokens(verb).any(|(_, child)| child.deprel.is(Relation::Csubj));
        // "It takes time", but "it would take Hungary to court".
        let named = || {
            self.tree.child(verb, Relation::Obj).and_then(|object| self.tree.token(object)).is_some_and(|token| token.upos == Upos::Propn)
        };
        full && !clause && (self.word(lemma, "impersonal").is_none() || named())
    }

    /// "Zij/ze": she or they, as the verb has it.
    fn settle_number(&self, at: TokenIndex, token: &Token, agreement: &mut Agreement) {
        let verb = token.head.filter(|_| token.deprel.is(Relation::Nsubj));
        let number = |word: TokenIndex, of: &str| self.tree.token(word).is_some_and(|word| word.feats.has("Number", of));
        let finite = |of: &str| {
            verb.is_some_and(|verb| {
                number(verb, of)
                    || self
                        .tree
                        .child_tokens(verb)
                        .any(|(child, token)| matches!(token.deprel.base(), Relation::Aux | Relation::Cop) && number(child, of))
            })
        };
        if finite("Sing") && !finite("Plur") {
            (agreement.plural, agreement.of_bodies) = (false, true);
        } else if finite("Plur") || number(at, "Plur") {
            (agreement.feminine, agreement.masculine) = (false, false);
        }
    }

    /// Who the phrase around a possessive is itself: "his colleague X" is not X's.
    fn own_phrase(&self, mentions: &Mentions, token: &Token) -> Vec<Referent> {
        let mut own = Vec::new();
        let mut above = token.head;
        for _ in 0..4 {
            let Some(head) = above else { break };
            if let Some(mention) = mentions.at(head).filter(|mention| mention.span.contains(token.span)) {
                own.extend(mention.referents.iter().cloned());
            }
            above = self.tree.head(head);
        }
        own
    }

    fn candidates(
        &self,
        mentions: &Mentions,
        agreement: Agreement,
        at: TokenIndex,
        token: &Token,
        excluded: &[Referent],
    ) -> Vec<(f32, Vec<Referent>)> {
        let mut scored: Vec<(f32, Vec<Referent>)> = Vec::new();
        let mut add = |score: f32, referents: &[Referent]| match scored.iter_mut().find(|(_, known)| same_referents(known, referents)) {
            Some(known) => known.0 = known.0.max(score),
            None => scored.push((score, referents.to_vec())),
        };
        let doers = self.clauses.subjects_above(at);
        let barred = if agreement.possessive { self.hosts(mentions, token) } else { self.doers_of_object(mentions, token, &doers) };
        for antecedent in self.antecedents.iter() {
            let barred = antecedent.referents.iter().any(|referent| barred.iter().any(|barred| is_same(barred, &referent.entity)));
            let own = barred || antecedent.referents.iter().any(|referent| excluded.iter().any(|own| own.entity == referent.entity));
            let fit = agreement.fits(antecedent.traits.being);
            if fit == 0.0 || own || (!agreement.possessive && self.are_arguments_of_one(antecedent.head, token)) {
                continue;
            }
            let of_clause = if agreement.possessive && doers.contains(&antecedent.head) { OF_ITS_CLAUSE } else { 0.0 };
            add(fit * (self.salience(antecedent, at) + of_clause), &antecedent.referents);
        }
        if agreement.plural {
            for (score, set) in self.sets() {
                add(score, &set);
            }
        }
        scored
    }

    /// Subject and object of one verb are not the same unless a reflexive says so.
    fn are_arguments_of_one(&self, head: TokenIndex, pronoun: &Token) -> bool {
        let governor = self.tree.head(self.tree.first_conjunct(head));
        governor.is_some() && governor == pronoun.head
    }

    /// "Burundi closed its border, accusing it": whoever carries out the clause is not the object in it.
    fn doers_of_object(&self, mentions: &Mentions, pronoun: &Token, doers: &[TokenIndex]) -> Vec<Grounded> {
        let object = matches!(pronoun.deprel.base(), Relation::Obj | Relation::Iobj);
        let known = doers.iter().filter(|_| object).filter_map(|&doer| mentions.at(doer));
        known.flat_map(|mention| &mention.referents).map(|referent| referent.entity.clone()).collect()
    }

    /// "Its embassy in Quito" is not Ecuador's: the states that a mission abroad is in.
    fn hosts(&self, mentions: &Mentions, possessive: &Token) -> Vec<Grounded> {
        let Some(noun) = possessive.head else { return Vec::new() };
        if self.tree.token(noun).is_none_or(|token| self.word(&token.lemma, "mission").is_none()) {
            return Vec::new();
        }
        let verb = self.tree.head(noun);
        let around = [Some(noun), verb].into_iter().flatten().flat_map(|above| self.tree.child_tokens(above));
        let places = around.filter(|(_, token)| matches!(token.deprel.base(), Relation::Nmod | Relation::Obl)).map(|(place, _)| place);
        let located = places.filter_map(|place| mentions.at(place)).flat_map(|mention| &mention.referents);
        located.filter_map(|referent| referent.location.as_ref()?.state.clone()).collect()
    }

    /// The nearer, the more prominent and the oftener mentioned, the likelier.
    pub(super) fn salience(&self, antecedent: &Antecedent, _at: TokenIndex) -> f32 {
        let distance = self.antecedents.sentence().saturating_sub(antecedent.sentence) as f32;
        let often = (antecedent.times.saturating_sub(1) as f32 * 0.05).min(0.15);
        0.62 - 0.17 * distance + 0.33 * antecedent.traits.prominence + often
    }

    /// Several who stand together: coordinated, or the only two persons or states of the sentence before.
    fn sets(&self) -> Vec<(f32, Vec<Referent>)> {
        let mut sets = Vec::new();
        for first in self.antecedents.iter() {
            let members = self.tree.conjuncts(first.head);
            if members.len() < 2 || self.tree.first_conjunct(first.head) != first.head {
                continue;
            }
            let one = |head: &TokenIndex| self.antecedents.iter().rev().find(|known| known.head == *head);
            let known: Vec<&Antecedent> = members.iter().filter_map(one).collect();
            if known.len() == members.len() {
                let set = union(known.into_iter());
                sets.push((self.salience(first, first.head), set));
            }
        }
        for kind in [EntityKind::Person, EntityKind::State] {
            for back in 0..2 {
                let set = self.in_sentence(kind, back);
                if set.len() == 2 {
                    sets.push((0.62 - 0.15 * back as f32, set));
                }
            }
        }
        sets
    }

    /// The different entities of a kind that the sentence so many before this one names.
    pub(super) fn in_sentence(&self, kind: EntityKind, back: usize) -> Vec<Referent> {
        let Some(sentence) = self.antecedents.sentence().checked_sub(back) else { return Vec::new() };
        let of_kind = |antecedent: &&Antecedent| {
            antecedent.sentence == sentence && antecedent.referents.iter().all(|referent| referent.entity.kind == kind)
        };
        union(self.antecedents.iter().filter(of_kind))
    }
}

fn is_same(one: &Grounded, other: &Grounded) -> bool {
    if one.id.is_some() { one.id == other.id } else { one.name == other.name }
}

/// All who are meant, each once.
pub(super) fn union<'a>(antecedents: impl Iterator<Item = &'a Antecedent>) -> Vec<Referent> {
    let mut all: Vec<Referent> = Vec::new();
    for referent in antecedents.flat_map(|antecedent| &antecedent.referents) {
        if !all.iter().any(|known| known.entity.id == referent.entity.id && known.entity.name == referent.entity.name) {
            all.push(referent.clone());
        }
    }
    all
}
