//! What number tells: who acts in a relative clause, what a number counts.

use registan_language::{Analysis, Deprel, Relation, Token, TokenIndex, Upos};

use super::Arc;
use crate::clause::Grammar;

/// "De agenten die het had opgepakt": a relative pronoun of several does not act where the verb is in the singular; what the tree has for the object,
/// in the singular itself, does.
pub(super) fn turned_relative(analysis: &Analysis, pronoun: TokenIndex) -> Vec<Arc> {
    let arcs = || {
        let token = analysis.token(pronoun).filter(|token| token.deprel == "nsubj" && token.feats.has("PronType", "Rel"))?;
        let verb = token.head.filter(|&verb| verb > pronoun)?;
        let clause = analysis.token(verb).filter(|token| token.deprel.is(Relation::Acl) && token.upos == Upos::Verb)?;
        let antecedent = clause.head.filter(|&noun| analysis.children_by(noun, Relation::Conj).next().is_none())?;
        let number = |token: &Token| ["Sing", "Plur"].into_iter().find(|number| token.feats.has("Number", number));
        let finite = |token: &&Token| token.feats.has("VerbForm", "Fin");
        let auxiliary = || analysis.children_by(verb, Relation::Aux).map(|(_, token)| token).find(finite);
        let told = number(Some(clause).filter(finite).or_else(auxiliary)?)?;
        let several = number(analysis.token(antecedent)?)?;
        let (object, other) = analysis.children_by(verb, Relation::Obj).next()?;
        let single = |token: &Token| number(token).unwrap_or("Sing");
        let nominal =
            matches!(other.upos, Upos::Noun | Upos::Propn | Upos::Pron) && analysis.children_by(object, Relation::Conj).next().is_none();
        let turned = several != told && single(other) == told && nominal && object > pronoun;
        turned.then(|| vec![Arc::new(pronoun, verb, Relation::Obj), Arc::new(object, verb, Relation::Nsubj)])
    };
    arcs().unwrap_or_default()
}

/// "Eisten duizenden betogers", "tientallen dorpelingen gedood": of two subjects, or two objects, side by side the first counts the second.
pub(super) fn counted_party(analysis: &Analysis, grammar: &Grammar, number: TokenIndex) -> Option<Arc> {
    let token = analysis.token(number)?;
    let counts = token.upos == Upos::Num || grammar.parts.contains(&token.form.to_lowercase());
    let subject = |token: &Token| token.deprel == "nsubj" || token.deprel == "nsubj:pass";
    let object = |token: &Token| matches!(token.deprel.base(), Relation::Obj | Relation::Iobj);
    let next = TokenIndex::new(number.get() + 1);
    let noun = analysis.token(next).filter(|noun| noun.upos == Upos::Noun && noun.feats.has("Number", "Plur"))?;
    let alike = (subject(token) && subject(noun)) || (object(token) && object(noun));
    (counts && alike && noun.head == token.head).then_some(Arc::new(number, next, Relation::Nummod))
}

/// "Eisten duizenden dat hij opstapt": a clause with a conjunction and a subject of its own describes no number and no name; whoever says it says it.
pub(super) fn content_of_saying(analysis: &Analysis, grammar: &Grammar, clause: TokenIndex) -> Option<Arc> {
    let token = analysis.token(clause).filter(|token| token.deprel.is(Relation::Acl) && token.upos == Upos::Verb)?;
    let speaker = token.head.filter(|&speaker| speaker < clause)?;
    let named = analysis.token(speaker).filter(|speaker| matches!(speaker.upos, Upos::Num | Upos::Propn | Upos::Noun))?;
    let verb = named.head.filter(|&verb| named.deprel.is(Relation::Nsubj) && verb < clause)?;
    let says =
        analysis.token(verb).is_some_and(|verb| verb.upos == Upos::Verb && grammar.acts_in_words.contains(&verb.lemma.to_lowercase()));
    let conjunction = analysis.children_by(clause, Relation::Mark).any(|(mark, token)| token.upos == Upos::Sconj && mark > speaker);
    let own = analysis.children_by(clause, Relation::Nsubj).any(|(subject, _)| subject > speaker);
    let free = [Relation::Ccomp, Relation::Obj].into_iter().all(|relation| analysis.children_by(verb, relation).next().is_none());
    let said = says && conjunction && own && (free || named.upos != Upos::Noun);
    said.then(|| Arc { token: clause, head: verb, deprel: Deprel::new(Relation::Ccomp) })
}
