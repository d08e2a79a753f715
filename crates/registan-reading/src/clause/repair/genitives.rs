//! Names in the genitive before a noun: "Ruslands oorlog", "Bidens steun".

use registan_language::{Analysis, Deprel, Name, NameKind, Relation, Token, TokenIndex, Upos};

use super::Arc;
use crate::clause::Grammar;

/// A name in the genitive right before its noun is whose the noun is, though the tree takes it for an adjective, or for the subject of a verb behind both.
pub(super) fn owner(analysis: &Analysis, grammar: &Grammar, at: TokenIndex) -> Vec<Arc> {
    let Some((noun, token)) = owned(analysis, grammar, at) else { return Vec::new() };
    // "Brits" is an adjective.
    let adjective = analysis.name_of(at).is_some_and(|name| name.kind == NameKind::Miscellaneous) && !token.deprel.is(Relation::Amod);
    let below = token.upos == Upos::Propn
        && !adjective
        && token.head == Some(noun)
        && token.deprel.subtype().is_none()
        && matches!(token.deprel.base(), Relation::Amod | Relation::Nmod | Relation::Compound);
    let Some(poss) = "nmod:poss".parse::<Deprel>().ok() else { return Vec::new() };
    let to_noun = Arc { token: at, head: noun, deprel: poss };
    let kind = analysis.name_of(at).map(|name| name.kind);
    // "Laos" may be given arms; a person's name has no such ending of its own.
    let twin = token.deprel.is(Relation::Nsubj)
        || matches!(token.deprel.base(), Relation::Nmod | Relation::Obl) && analysis.children_by(noun, Relation::Case).next().is_none()
        || (token.deprel.is(Relation::Obj) && kind == Some(NameKind::Person));
    let beside = token.upos == Upos::Propn
        && twin
        && analysis.token(noun).is_some_and(|noun| noun.head == token.head && noun.deprel.base() == token.deprel.base());
    if below || beside {
        // "Steun voor Poetins oorlog": the preposition is the noun's.
        let cases = analysis.children_by(at, Relation::Case).map(|(case, _)| Arc::new(case, noun, Relation::Case));
        return cases.chain([to_noun]).collect();
    }
    match side_by_side(analysis, at, noun) {
        Some(verb) => vec![to_noun, Arc::new(noun, verb, Relation::Nsubj)],
        None => Vec::new(),
    }
}

/// "Erdogans bezoek": an owner that the tree takes for an adjective is a name.
pub(super) fn is_name(analysis: &Analysis, grammar: &Grammar, at: TokenIndex) -> bool {
    let adjective = analysis.token(at).is_some_and(|token| token.upos == Upos::Adj && token.deprel == "nmod:poss");
    adjective && owned(analysis, grammar, at).is_some()
}

/// "Poetins oorlog" is no name, though its first word is one: the end of the name without the noun.
pub(super) fn end_of_name(analysis: &Analysis, grammar: &Grammar, name: &Name) -> Option<usize> {
    let last = name.tokens.end.checked_sub(1).filter(|&last| last > name.tokens.start)?;
    let before = analysis.tokens.get(last.checked_sub(1)?)?;
    let noun = analysis.tokens.get(last).is_some_and(|token| token.upos == Upos::Noun && token.form.chars().all(char::is_lowercase));
    (noun && is_genitive(before, grammar)).then_some(last)
}

/// The noun right behind a capitalised word with a genitive ending, where compounds are written as one word.
fn owned<'a>(analysis: &'a Analysis, grammar: &Grammar, at: TokenIndex) -> Option<(TokenIndex, &'a Token)> {
    let token = analysis.token(at).filter(|token| grammar.closed_compounds && is_genitive(token, grammar))?;
    let noun = TokenIndex::new(at.get() + 1);
    let behind = analysis.token(noun).is_some_and(|noun| noun.upos == Upos::Noun && noun.form.starts_with(char::is_lowercase));
    behind.then_some((noun, token))
}

fn is_genitive(token: &Token, grammar: &Grammar) -> bool {
    let ends = grammar.genitive_endings.iter().any(|ending| token.form.ends_with(ending.as_str()));
    ends && token.form.starts_with(char::is_uppercase) && token.form.chars().count() > 3
}

/// The verb behind both, of a main clause, whose subject and object the tree has them for.
fn side_by_side(analysis: &Analysis, name: TokenIndex, noun: TokenIndex) -> Option<TokenIndex> {
    let subject = analysis.token(name).filter(|token| token.upos == Upos::Propn && token.deprel.is(Relation::Nsubj))?;
    let verb = subject.head.filter(|&verb| verb > noun)?;
    let object = analysis.token(noun).is_some_and(|token| token.head == Some(verb) && token.deprel.is(Relation::Obj));
    let finite = analysis.token(verb).is_some_and(|token| token.feats.has("VerbForm", "Fin"));
    let marked = analysis.children_by(verb, Relation::Mark).next().is_some();
    let first = analysis
        .sentence_of(name)
        .and_then(|number| analysis.sentences.get(number))
        .is_some_and(|sentence| sentence.tokens.start == name.get());
    (object && finite && !marked && first).then_some(verb)
}
