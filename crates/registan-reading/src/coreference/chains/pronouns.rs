//! Pronouns: relative, reflexive and reciprocal ones by the tree, first and second persons by who speaks, third persons by salience.

use std::collections::HashMap;

use registan_language::{Relation, TokenIndex};

use super::{
    Linker,
    agreement::{Genders, Numbers},
    anaphor::{Anaphor, AnaphorKind},
    nominal::{Definiteness, Nominal, NominalForm, Role, Sort},
};

/// What speaks for an antecedent: its role, what it is, how often it was mentioned. Chosen on GUM's training part (news, interviews, speeches, lives) and, where it
/// is about persons, on three texts of OpenBoek.
mod weight {
    pub(super) const FLOOR: f32 = 0.1;
    pub(super) const NEAREST: f32 = 2.0;
    pub(super) const A_SENTENCE_BACK: f32 = 0.65;
    pub(super) const A_WORD_BACK: f32 = 0.01;
    /// Words further back than this count no more.
    pub(super) const FURTHEST_WORD: f32 = 40.0;
    pub(super) const SUBJECT: f32 = 0.45;
    pub(super) const OBJECT: f32 = 0.35;
    pub(super) const POSSESSOR: f32 = 0.6;
    pub(super) const OBLIQUE: f32 = 0.15;
    pub(super) const SAME_ROLE: f32 = 0.1;
    pub(super) const PRONOUN: f32 = 0.3;
    pub(super) const OFTEN: f32 = 0.1;
    pub(super) const INDEFINITE: f32 = -0.05;
    pub(super) const BARE: f32 = -0.25;
    pub(super) const GROUP_AS_SEVERAL: f32 = -0.3;
    pub(super) const NO_PERSON: f32 = -2.0;
    pub(super) const OTHER_SPEECH: f32 = -0.5;
}

/// How many words from a quotation its speaker may be named.
const NEAR: usize = 10;

/// The first who says something in a quotation (0: outside of any), by person and number.
type Speakers = HashMap<(u32, u8, bool), usize>;

impl Linker<'_> {
    /// Links pronouns, in the order of the text.
    pub(super) fn link_pronouns(&mut self) {
        let mut speakers: Speakers = HashMap::new();
        for at in 0..self.nominals.len() {
            let Some(anaphor) = self.anaphors.get(at).copied().flatten() else { continue };
            let antecedent = match (anaphor.kind, anaphor.person) {
                (AnaphorKind::Relative, _) => self.relative(at),
                (_, 1 | 2) => self.speaker(at, anaphor, &mut speakers),
                (AnaphorKind::Reflexive | AnaphorKind::Reciprocal, _) => self.reflexive(at),
                // What a clause said before is meant as often as what a noun did.
                (AnaphorKind::Demonstrative, _) => None,
                (AnaphorKind::Generic, _) => self.speaker(at, anaphor, &mut speakers),
                _ => self.third_person(at, anaphor),
            };
            if let Some(antecedent) = antecedent {
                self.entities.unite(antecedent, at);
            }
        }
        self.link_speakers(&speakers);
    }

    /// Who says I in a quotation is who is said to speak; who is addressed there spoke before.
    fn link_speakers(&mut self, speakers: &Speakers) {
        let mut said_by: Vec<Option<usize>> = Vec::new();
        for at in 0..self.speech.ranges().len() {
            let speaker = self.said_by(at).or_else(|| self.goes_on(at, &said_by));
            said_by.push(speaker);
        }
        for (at, speaker) in said_by.iter().enumerate() {
            let Some(speaker) = *speaker else { continue };
            let quotation = u32::try_from(at + 1).unwrap_or(0);
            if let Some(&first) = speakers.get(&(quotation, 1, false)) {
                self.entities.unite(speaker, first);
            }
            let before = at.checked_sub(1).and_then(|before| said_by.get(before).copied().flatten());
            if let (Some(&second), Some(other)) = (speakers.get(&(quotation, 2, false)), before)
                && self.entities.root(other) != self.entities.root(speaker)
                && self.is_answer(at)
            {
                self.entities.unite(other, second);
            }
        }
    }

    /// How many words stand between a quotation and the one before it.
    fn gap_before(&self, at: usize) -> Option<usize> {
        let before = self.speech.ranges().get(at.checked_sub(1)?)?;
        // Two marks stand between.
        Some(self.speech.ranges().get(at)?.start.saturating_sub(before.end).saturating_sub(2))
    }

    fn is_answer(&self, at: usize) -> bool {
        self.gap_before(at).is_some_and(|gap| gap < 30)
    }

    /// A quotation without a speaker of its own: broken off and taken up by the same one, or the turn of the one before the last.
    fn goes_on(&self, at: usize, said_by: &[Option<usize>]) -> Option<usize> {
        let back = match self.gap_before(at)? {
            0 => 2,
            1..=15 => 1,
            _ => return None,
        };
        said_by.get(at.checked_sub(back)?).copied().flatten()
    }

    /// The nearest subject outside of a quotation in the sentences where it begins and ends.
    fn said_by(&self, quotation: usize) -> Option<usize> {
        let range = self.speech.ranges().get(quotation)?.clone();
        let last = range.end.checked_sub(1)?;
        let sentence = |token: usize| {
            let number = self.document.analysis.sentence_of(TokenIndex::new(token))?;
            self.document.analysis.sentences.get(number)
        };
        let behind = range.end..(range.end + NEAR).min(sentence(last)?.tokens.end);
        let before = range.start.saturating_sub(NEAR).max(sentence(range.start)?.tokens.start)..range.start;
        behind.chain(before.rev()).find_map(|token| {
            let token = TokenIndex::new(token);
            let outside = |token: TokenIndex| self.speech.at(token.get()) == 0;
            let subject = self.tree.is(token, Relation::Nsubj) && outside(token) && self.tree.head(token).is_some_and(outside);
            self.at_head(token).filter(|_| subject)
        })
    }

    fn head_of(&self, at: usize) -> Option<TokenIndex> {
        self.nominals.get(at).map(|nominal| nominal.head)
    }

    /// The noun that a relative pronoun's clause hangs on.
    fn relative(&self, at: usize) -> Option<usize> {
        let head = self.head_of(at)?;
        let clause = std::iter::once(head)
            .chain(self.document.analysis.ancestors(head))
            .take(6)
            .find(|above| self.tree.is(*above, Relation::Acl))?;
        self.at_head(self.tree.head(clause)?)
    }

    /// All that say I in one quotation, or outside of any, are one; so are those who are addressed.
    fn speaker(&self, at: usize, anaphor: Anaphor, speakers: &mut Speakers) -> Option<usize> {
        let nominal = self.nominals.get(at)?;
        let quotation = self.speech.at(nominal.head.get());
        let plural = anaphor.person == 1 && anaphor.agreement.numbers == Numbers::PLURAL;
        let first = *speakers.entry((quotation, anaphor.person, plural)).or_insert(at);
        (first != at).then_some(first)
    }

    /// The subject of the clause that a reflexive stands in, or the noun that the clause describes.
    fn reflexive(&self, at: usize) -> Option<usize> {
        let head = self.head_of(at)?;
        let pronoun = self.nominals.get(at)?;
        for verb in self.document.analysis.ancestors(head).take(5) {
            let noun = self.tree.head(verb).filter(|_| self.tree.is(verb, Relation::Acl));
            let subject = self.tree.child(verb, Relation::Nsubj).or(noun).and_then(|subject| self.whole(subject));
            if let Some(subject) = subject.filter(|&subject| subject != at && self.entities.agreement(subject).agrees(pronoun.agreement)) {
                return Some(subject);
            }
        }
        None
    }

    /// The coordination that a head is the first of, or its nominal.
    fn whole(&self, head: TokenIndex) -> Option<usize> {
        let single = self.at_head(head)?;
        let before = single.saturating_sub(1);
        let is_whole = |whole: &Nominal| whole.form == NominalForm::Coordination && whole.head == head;
        let coordinated = self.nominals.get(before).is_some_and(is_whole);
        Some(if coordinated { before } else { single })
    }

    /// The most salient of those before that agree.
    fn third_person(&self, at: usize, anaphor: Anaphor) -> Option<usize> {
        let pronoun = self.nominals.get(at)?;
        if !self.stands_for_something(pronoun, anaphor) {
            return None;
        }
        let reach = reach(anaphor);
        let mut best: Option<(f32, usize)> = None;
        for before in (0..at).rev() {
            let Some(candidate) = self.nominals.get(before) else { break };
            if candidate.sentence + reach < pronoun.sentence {
                break;
            }
            if !self.is_candidate(before, candidate, pronoun, anaphor) {
                continue;
            }
            let score = self.salience(before, candidate, pronoun, anaphor);
            if best.is_none_or(|(known, _)| score > known) {
                best = Some((score, before));
            }
        }
        best.filter(|(score, _)| *score > weight::FLOOR).map(|(_, found)| found)
    }

    /// Not "it is clear that …".
    fn stands_for_something(&self, pronoun: &Nominal, anaphor: Anaphor) -> bool {
        if anaphor.agreement.genders != Genders::NEUTER || pronoun.role != Role::Subject {
            return true;
        }
        let Some(verb) = self.tree.head(pronoun.head) else { return true };
        let lemma = self.tree.token(verb).map_or("", |verb| verb.lemma.as_str());
        let copula = self.tree.child(verb, Relation::Cop).is_some();
        let clause = self.tree.child_tokens(verb).any(|(_, child)| {
            child.deprel.is(Relation::Csubj)
                || (copula && matches!(child.deprel.base(), Relation::Ccomp | Relation::Xcomp | Relation::Advcl))
        });
        !clause && self.word(lemma, "impersonal").is_none()
    }

    fn is_candidate(&self, before: usize, candidate: &Nominal, pronoun: &Nominal, anaphor: Anaphor) -> bool {
        if candidate.tokens.end > pronoun.tokens.start && candidate.overlaps(pronoun) {
            return false;
        }
        let kind_fits = match candidate.form {
            NominalForm::Number | NominalForm::Modifier => false,
            NominalForm::Pronoun(AnaphorKind::Generic | AnaphorKind::Demonstrative) => false,
            _ => candidate.sort != Sort::Time,
        };
        if !kind_fits || !self.entities.agreement(before).agrees(anaphor.agreement) {
            return false;
        }
        // First and second persons are not spoken of.
        let speaks = self.anaphors.get(before).copied().flatten().is_some_and(|other| other.person < 3);
        !speaks && !self.are_arguments_of_one(candidate, pronoun, anaphor)
    }

    /// Subject and object of one verb are not the same unless a reflexive says so.
    fn are_arguments_of_one(&self, candidate: &Nominal, pronoun: &Nominal, anaphor: Anaphor) -> bool {
        if anaphor.kind == AnaphorKind::Possessive || candidate.sentence != pronoun.sentence {
            return false;
        }
        let governor = self.tree.head(self.tree.first_conjunct(candidate.head));
        governor.is_some() && (governor == self.tree.head(pronoun.head) || governor == Some(pronoun.head))
    }

    /// The nearer, the more prominent and the oftener mentioned, the likelier.
    fn salience(&self, before: usize, candidate: &Nominal, pronoun: &Nominal, anaphor: Anaphor) -> f32 {
        let distance = pronoun.sentence.saturating_sub(candidate.sentence) as f32;
        // In one sentence the nearer words count as well.
        let words = pronoun.tokens.start.saturating_sub(candidate.tokens.end) as f32;
        let nearness = weight::NEAREST - weight::A_SENTENCE_BACK * distance - weight::A_WORD_BACK * words.min(weight::FURTHEST_WORD);
        let role = match candidate.role {
            Role::Subject => weight::SUBJECT,
            Role::Object => weight::OBJECT,
            Role::Possessor => weight::POSSESSOR,
            Role::Oblique => weight::OBLIQUE,
            Role::Predicate | Role::Other => 0.0,
        };
        let when = |holds: bool, weight: f32| if holds { weight } else { 0.0 };
        let wanted = anaphor.agreement;
        let person = wanted.genders != Genders::NEUTER && wanted.numbers == Numbers::SINGULAR;
        nearness
            + role
            + when(candidate.role == pronoun.role, weight::SAME_ROLE)
            + when(candidate.is_pronoun(), weight::PRONOUN)
            + when(candidate.definiteness == Definiteness::Indefinite, weight::INDEFINITE)
            + when(candidate.definiteness == Definiteness::Bare && candidate.form == NominalForm::Noun, weight::BARE)
            + when(wanted.numbers == Numbers::PLURAL && candidate.agreement.numbers == Numbers::ANY, weight::GROUP_AS_SEVERAL)
            + when(person && !candidate.agreement.genders.is_person(), weight::NO_PERSON)
            + when(self.speech.at(pronoun.head.get()) != self.speech.at(candidate.head.get()), weight::OTHER_SPEECH)
            + weight::OFTEN * (self.entities.size(before) as f32).ln()
    }
}

/// How many sentences back a pronoun may look.
fn reach(anaphor: Anaphor) -> usize {
    if anaphor.agreement.genders == Genders::NEUTER { 2 } else { 4 }
}
