//! Whose doing it is: the subject of a verb, found through passives, control, relative clauses, participles and
//! shared conjuncts.

use registan_language::{Relation, TokenIndex, Upos};

use super::{Grammar, Tree};

/// How far up the tree a missing subject is looked for.
const REACH: usize = 6;

/// The surface subject of a verb: what agrees with it, whether it acts or suffers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SurfaceSubject {
    /// Head of the phrase.
    pub(super) head: TokenIndex,
    /// Understood from another clause.
    pub(super) inherited: bool,
}

/// Finds the surface subject of `verb`.
pub(super) fn surface_subject(tree: &Tree<'_>, grammar: &Grammar, verb: TokenIndex) -> Option<SurfaceSubject> {
    climb(tree, grammar, verb, REACH)
}

fn climb(tree: &Tree<'_>, grammar: &Grammar, verb: TokenIndex, reach: usize) -> Option<SurfaceSubject> {
    if let Some(own) = own_subject(tree, verb) {
        return Some(through_relative(tree, grammar, verb, own));
    }
    let reach = reach.checked_sub(1)?;
    let governor = tree.head(verb)?;
    let inherited = |head| Some(SurfaceSubject { head, inherited: true });
    let relation = tree.token(verb)?.deprel.base();
    match relation {
        Relation::Conj if is_predicate(tree, governor) => climb(tree, grammar, governor, reach).map(inherit),
        Relation::Xcomp | Relation::Ccomp | Relation::Csubj if is_finite(tree, verb) => None,
        Relation::Xcomp | Relation::Ccomp => {
            controller(tree, grammar, governor).map_or_else(|| climb(tree, grammar, governor, reach).map(inherit), inherited)
        }
        Relation::Advcl if is_finite(tree, verb) => None,
        Relation::Advcl | Relation::Parataxis if is_predicate(tree, governor) => climb(tree, grammar, governor, reach).map(inherit),
        Relation::Acl if is_infinitive(tree, verb) => holder_of_plan(tree, grammar, governor, reach),
        Relation::Acl | Relation::Amod if is_participle(tree, verb) => inherited(governor),
        _ => None,
    }
}

fn inherit(subject: SurfaceSubject) -> SurfaceSubject {
    SurfaceSubject { inherited: true, ..subject }
}

fn own_subject(tree: &Tree<'_>, verb: TokenIndex) -> Option<TokenIndex> {
    let subjects: Vec<TokenIndex> =
        tree.child_tokens(verb).filter(|(_, token)| token.deprel.is(Relation::Nsubj)).map(|(index, _)| index).collect();
    let [first, .., last] = subjects.as_slice() else { return subjects.first().copied() };
    // "A, B, and C are members": the first, with which the others are coordinated.
    if tree.conjuncts(*first).contains(last) {
        return Some(*first);
    }
    let nominative = subjects.iter().copied().find(|&subject| is_nominative(tree, subject));
    // "Montenegro, a member of NATO, recognised": the noun behind the comma describes the first.
    let described = is_apposed(tree, *first, *last).then_some(*first);
    // "Oman en Iran zijn het eens": beside a name or noun the neuter pronoun stands for nothing.
    let named = || subjects.iter().rev().copied().find(|&subject| tree.token(subject).is_some_and(|token| token.upos != Upos::Pron));
    nominative.or(described).or_else(named).or(Some(*last))
}

/// Whether a noun stands in apposition to the name before it, whatever the tree made of the two: behind a comma, with a determiner of its own.
pub(super) fn is_apposed(tree: &Tree<'_>, name: TokenIndex, noun: TokenIndex) -> bool {
    let tag = |index| tree.token(index).map(|token| token.upos);
    let comma = |at: usize| tree.token(TokenIndex::new(at)).is_some_and(|token| token.form == ",");
    let opens = tree.child(noun, Relation::Det).unwrap_or(noun).get();
    tag(name) == Some(Upos::Propn)
        && tag(noun) == Some(Upos::Noun)
        && name < noun
        && opens.checked_sub(1).is_some_and(comma)
        && opens < name.get() + 6
}

/// Subjects that the tree has beside the one chosen: a second one is an object that the parser took for a subject, or somebody who does it too.
pub(super) fn other_subjects(tree: &Tree<'_>, verb: TokenIndex) -> Vec<TokenIndex> {
    let chosen = own_subject(tree, verb);
    let all = tree.child_tokens(verb).filter(|(_, token)| token.deprel.is(Relation::Nsubj)).map(|(index, _)| index);
    let coordinated = chosen.map_or_else(Vec::new, |chosen| tree.conjuncts(chosen));
    all.filter(|index| !coordinated.contains(index) && Some(*index) != chosen).collect()
}

fn is_nominative(tree: &Tree<'_>, token: TokenIndex) -> bool {
    tree.token(token).is_some_and(|token| token.feats.has("Case", "Nom"))
}

/// A relative pronoun gives way to the noun that its clause describes.
fn through_relative(tree: &Tree<'_>, grammar: &Grammar, verb: TokenIndex, subject: TokenIndex) -> SurfaceSubject {
    match antecedent(tree, grammar, verb, subject) {
        Some(head) => SurfaceSubject { head, inherited: true },
        None => SurfaceSubject { head: subject, inherited: false },
    }
}

/// The noun that a relative pronoun stands for: the head of the relative clause that `verb` leads.
pub(super) fn antecedent(tree: &Tree<'_>, grammar: &Grammar, verb: TokenIndex, pronoun: TokenIndex) -> Option<TokenIndex> {
    let token = tree.token(pronoun)?;
    let form = token.form.to_lowercase();
    let relative = token.feats.has("PronType", "Rel") || grammar.relative_pronouns.contains(&form);
    if !relative || token.upos == Upos::Noun {
        return None;
    }
    relative_head(tree, verb)
}

/// The noun that the relative clause around `verb` describes.
pub(super) fn relative_head(tree: &Tree<'_>, verb: TokenIndex) -> Option<TokenIndex> {
    let mut at = verb;
    for _ in 0..REACH {
        let token = tree.token(at)?;
        match token.deprel.base() {
            Relation::Acl => return token.head,
            Relation::Conj | Relation::Xcomp | Relation::Ccomp => at = token.head?,
            _ => return None,
        }
    }
    None
}

/// "dwong Rusland zich terug te trekken": the object of a verb of object control is the subject of its infinitive.
fn controller(tree: &Tree<'_>, grammar: &Grammar, governor: TokenIndex) -> Option<TokenIndex> {
    let lemma = tree.token(governor)?.lemma.to_lowercase();
    if !grammar.object_control.contains(&lemma) {
        return None;
    }
    [Relation::Obj, Relation::Iobj].into_iter().find_map(|relation| tree.child(governor, relation))
}

/// "Rusland heeft plannen om …", "Bidens belofte om …": who holds the plan is the subject of its infinitive.
fn holder_of_plan(tree: &Tree<'_>, grammar: &Grammar, noun: TokenIndex, reach: usize) -> Option<SurfaceSubject> {
    let possessor = tree.child_tokens(noun).find(|(_, token)| token.deprel == "nmod:poss").map(|(index, _)| index);
    if let Some(head) = possessor {
        return Some(SurfaceSubject { head, inherited: true });
    }
    let governor = tree.head(noun)?;
    is_predicate(tree, governor).then(|| climb(tree, grammar, governor, reach)).flatten().map(inherit)
}

/// Whether a token heads a clause: a verb, or a nominal or adjective with copula or subject.
pub(super) fn is_predicate(tree: &Tree<'_>, token: TokenIndex) -> bool {
    let Some(this) = tree.token(token) else { return false };
    matches!(this.upos, Upos::Verb | Upos::Aux)
        || tree.child(token, Relation::Cop).is_some()
        || tree.child(token, Relation::Nsubj).is_some()
}

fn is_finite(tree: &Tree<'_>, verb: TokenIndex) -> bool {
    let finite = |index| tree.token(index).is_some_and(|token| token.feats.has("VerbForm", "Fin"));
    finite(verb) || tree.child_tokens(verb).any(|(index, token)| token.deprel.is(Relation::Aux) && finite(index))
}

fn is_infinitive(tree: &Tree<'_>, verb: TokenIndex) -> bool {
    tree.token(verb).is_some_and(|token| token.feats.has("VerbForm", "Inf"))
}

/// Whether the verb is a participle without an auxiliary of its own.
pub(super) fn is_participle(tree: &Tree<'_>, verb: TokenIndex) -> bool {
    let this = tree.token(verb);
    this.is_some_and(|token| token.feats.has("VerbForm", "Part") || token.feats.has("VerbForm", "Ger"))
        && tree.child(verb, Relation::Aux).is_none()
}
