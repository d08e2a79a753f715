//! Infinitive clauses that open with a preposition: "door troepen te sturen", "zonder Oekraïne te raadplegen".

use registan_language::{Analysis, Deprel, Relation, TokenIndex, Upos};

use super::{Arc, Grammar};
/// A preposition that the tree gives to the first noun of an infinitive clause opens the clause; the noun is the object where there is no other.
pub(super) fn opened(analysis: &Analysis, grammar: &Grammar, verb: TokenIndex) -> Vec<Arc> {
    let Some((case, noun)) = opener(analysis, grammar, verb) else { return Vec::new() };
    let mut arcs = vec![Arc::new(case, verb, Relation::Mark)];
    if analysis.children_by(verb, Relation::Obj).next().is_none() {
        arcs.push(Arc::new(noun, verb, Relation::Obj));
    }
    let above = analysis.token(verb).filter(|token| matches!(token.deprel.base(), Relation::Xcomp | Relation::Ccomp));
    if let Some(head) = above.and_then(|token| token.head) {
        arcs.push(Arc { token: verb, head, deprel: Deprel::new(Relation::Advcl) });
    }
    arcs
}

/// The preposition and the noun that it hangs on.
fn opener(analysis: &Analysis, grammar: &Grammar, verb: TokenIndex) -> Option<(TokenIndex, TokenIndex)> {
    let marks: Vec<TokenIndex> = analysis.children_by(verb, Relation::Mark).map(|(mark, _)| mark).collect();
    let &[to] = marks.as_slice() else { return None };
    let next = TokenIndex::new(to.get() + 1);
    let has_done = || analysis.token(next).is_some_and(|token| grammar.having.contains(&token.lemma.to_lowercase()));
    if !(next == verb || has_done())
        || analysis
            .children(verb)
            .any(|(_, token)| token.deprel.is(Relation::Aux) && grammar.passive_auxiliaries.contains(&token.lemma.to_lowercase()))
    {
        return None;
    }
    let below = |token: TokenIndex| analysis.ancestors(token).any(|above| above == verb);
    let first = (0..to.get()).rev().map(TokenIndex::new).take_while(|&token| below(token)).last()?;
    let case = analysis.token(first).filter(|token| token.deprel.is(Relation::Case))?;
    let noun = case.head.filter(|_| grammar.infinitive_openers.contains(&case.form.to_lowercase()))?;
    let object = analysis.token(noun).filter(|token| matches!(token.upos, Upos::Noun | Upos::Propn) && token.head == Some(verb))?;
    matches!(object.deprel.base(), Relation::Obj | Relation::Obl).then_some((first, noun))
}

/// "Veroordeelden het en beloofden te helpen": an infinitive with its marker is not coordinated with a finite verb, but hangs on the last one before it.
pub(super) fn of_last_verb(analysis: &Analysis, infinitive: TokenIndex) -> Option<Arc> {
    let token = analysis.token(infinitive).filter(|token| token.deprel.is(Relation::Conj) && token.feats.has("VerbForm", "Inf"))?;
    let finite = |at: TokenIndex| analysis.token(at).is_some_and(|token| token.upos == Upos::Verb && token.feats.has("VerbForm", "Fin"));
    let first = token.head.filter(|&first| first < infinitive && finite(first))?;
    let has = |relation| analysis.children_by(infinitive, relation).next().is_some();
    let marked = has(Relation::Mark) && !has(Relation::Cc);
    let mut others = analysis.children_by(first, Relation::Conj).map(|(other, _)| other);
    let last = others.rfind(|&other| first < other && other < infinitive && finite(other))?;
    marked.then_some(Arc::new(infinitive, last, Relation::Xcomp))
}

/// "Wordt er door experts van beschuldigd rebellen te steunen": who does it, before a participle, is no phrase of the infinitive behind it.
pub(super) fn agent_before(analysis: &Analysis, grammar: &Grammar, infinitive: TokenIndex) -> Option<Arc> {
    let token = analysis.token(infinitive).filter(|token| matches!(token.deprel.base(), Relation::Xcomp | Relation::Ccomp))?;
    let participle = token.head.filter(|&verb| verb < infinitive && token.feats.has("VerbForm", "Inf"))?;
    let told = analysis.token(participle).is_some_and(|verb| verb.upos == Upos::Verb && verb.feats.has("VerbForm", "Part"));
    let by = |phrase: TokenIndex| {
        let mut cases = analysis.children_by(phrase, Relation::Case);
        cases.any(|(_, case)| grammar.agent_markers.contains(&case.form.to_lowercase()))
    };
    let mut phrases = analysis.children_by(infinitive, Relation::Obl).map(|(phrase, _)| phrase);
    let agent = phrases.find(|&phrase| told && phrase < participle && by(phrase))?;
    Some(Arc::new(agent, participle, Relation::Obl))
}
