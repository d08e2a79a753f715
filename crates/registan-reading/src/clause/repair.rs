//! What trees get wrong around names in ways that the words themselves show, put right before anything is read off them.
//!
//! The tree is evidence, not law: a person is never in apposition to a place. Every repair needs a name that the analysis found and moves only
//! arcs of that name or of what it describes; the analysis itself, as `registan parse` shows it, stays what it was.

use std::borrow::Cow;

use registan_language::{Analysis, Deprel, Name, NameKind, Relation, TokenIndex, Upos};

/// How far up the tree the noun that a name describes is looked for.
const REACH: usize = 4;

/// An arc to be drawn instead of the tree's own.
struct Arc {
    token: TokenIndex,
    head: TokenIndex,
    relation: Relation,
}

/// The same analysis with such arcs mended; borrowed where nothing is wrong.
pub fn repaired(analysis: &Analysis) -> Cow<'_, Analysis> {
    let arcs: Vec<Arc> = analysis.names.iter().flat_map(|name| arcs_of(analysis, name)).collect();
    if arcs.is_empty() {
        return Cow::Borrowed(analysis);
    }
    let mut mended = analysis.clone();
    for Arc { token, head, relation } in arcs {
        if let Some(token) = mended.tokens.get_mut(token.get()) {
            token.head = Some(head);
            token.deprel = Deprel::new(relation);
            if relation == Relation::Amod {
                token.upos = Upos::Adj;
            }
        }
    }
    Cow::Owned(mended)
}

fn arcs_of(analysis: &Analysis, name: &Name) -> Vec<Arc> {
    match name.kind {
        NameKind::Person => person_beside_place(analysis, name),
        NameKind::Miscellaneous => demonym_apart(analysis, name),
        NameKind::Location | NameKind::Organisation => Vec::new(),
    }
}

/// "The mayor of Lyon, Anne Rousseau, said": the person behind the comma is the mayor, not the city.
fn person_beside_place(analysis: &Analysis, name: &Name) -> Vec<Arc> {
    let first = TokenIndex::new(name.tokens.start);
    let Some(token) = analysis.token(first).filter(|token| matches!(token.deprel.base(), Relation::Appos | Relation::Flat)) else {
        return Vec::new();
    };
    let behind_comma = first.get().checked_sub(1).and_then(|at| analysis.tokens.get(at)).is_some_and(|token| token.form == ",");
    let place = token.head.filter(|place| behind_comma && *place < first && is_owner(analysis, *place));
    let Some((place, noun)) = place.and_then(|place| Some((place, described(analysis, place)?))) else { return Vec::new() };
    let mut arcs = vec![Arc { token: first, head: noun, relation: Relation::Appos }];
    // The rest of the name hangs on its first word.
    let rest = name.tokens.clone().skip(1).map(TokenIndex::new);
    let strayed = rest.filter(|&at| analysis.token(at).is_some_and(|token| token.head == Some(place)));
    arcs.extend(strayed.map(|token| Arc { token, head: first, relation: Relation::Flat }));
    arcs
}

/// A name of a place or body that hangs on a noun with a preposition: "of Lyon".
fn is_owner(analysis: &Analysis, token: TokenIndex) -> bool {
    let named = analysis.name_of(token).is_some_and(|name| name.kind != NameKind::Person);
    let hangs = analysis.token(token).is_some_and(|token| token.deprel.is(Relation::Nmod));
    let opens = |at: usize| analysis.tokens.get(at).is_some_and(|token| token.upos == Upos::Adp);
    let start = analysis.name_of(token).map_or(token.get(), |name| name.tokens.start);
    // "Of the Senate": an article may stand between.
    named && hangs && (1..=2).any(|back| start.checked_sub(back).is_some_and(opens))
}

/// The noun in the singular that a place's phrase describes, other names and plurals passed over ("minister of Foreign Affairs of Kenya").
fn described(analysis: &Analysis, place: TokenIndex) -> Option<TokenIndex> {
    let person = |&at: &TokenIndex| {
        let noun = analysis.token(at).is_some_and(|token| {
            matches!(token.upos, Upos::Noun | Upos::Propn) && !token.feats.has("Number", "Plur") && !token.deprel.is(Relation::Root)
        });
        noun && analysis.name_of(at).is_none_or(|name| name.kind == NameKind::Person)
    };
    analysis.ancestors(place).take(REACH).find(person)
}

/// "Het Chinees militair vertoon": an adjective of a people that the tree takes for a noun of its own beside the one it belongs to.
fn demonym_apart(analysis: &Analysis, name: &Name) -> Vec<Arc> {
    let at = TokenIndex::new(name.tokens.start);
    let Some(token) = analysis.token(at).filter(|token| name.tokens.len() == 1 && token.upos == Upos::Propn) else { return Vec::new() };
    let mut next = (name.tokens.end..analysis.tokens.len()).map(TokenIndex::new).filter_map(|at| Some((at, analysis.token(at)?)));
    let Some((noun, head)) = next.find(|(_, token)| token.upos != Upos::Adj).filter(|(_, token)| token.upos == Upos::Noun) else {
        return Vec::new();
    };
    let alike = token.head == head.head && token.head.is_some() && token.deprel.base() == head.deprel.base();
    let subject = matches!(token.deprel.base(), Relation::Nsubj | Relation::Obj);
    if !(alike && subject) {
        return Vec::new();
    }
    vec![Arc { token: at, head: noun, relation: Relation::Amod }]
}
