//! What trees get wrong in ways that the words themselves show, put right before anything is read off them.
//!
//! The tree is evidence, not law: a person is never in apposition to a place. Most repairs need a name that the analysis found and move only arcs
//! of that name or of what it describes; the analysis itself, as `registan parse` shows it, stays what it was.

use std::borrow::Cow;

use super::Grammar;
use registan_language::{Analysis, Deprel, Name, NameKind, Relation, Token, TokenIndex, Upos};

/// How far up the tree the noun that a name describes is looked for.
const REACH: usize = 4;

/// How many words back a name's phrase may begin.
const NEAR: usize = 12;

/// An arc to be drawn instead of the tree's own.
struct Arc {
    token: TokenIndex,
    head: TokenIndex,
    relation: Relation,
}

/// The same analysis with such arcs mended; borrowed where nothing is wrong.
pub fn repaired<'a>(analysis: &'a Analysis, grammar: &Grammar) -> Cow<'a, Analysis> {
    let of_names = analysis.names.iter().flat_map(|name| arcs_of(analysis, name));
    let verbs = analysis.tokens.iter().enumerate().filter(|(_, token)| token.upos == Upos::Verb).map(|(at, _)| TokenIndex::new(at));
    let of_verbs = verbs.filter_map(|verb| said_clause(analysis, verb).or_else(|| charge(analysis, grammar, verb)));
    let arcs: Vec<Arc> = of_names.chain(of_verbs).collect();
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

/// "Kenya plans to sue, the minister said on Monday": a verb that the tree takes for a second subject is what is said.
fn said_clause(analysis: &Analysis, verb: TokenIndex) -> Option<Arc> {
    let token = analysis.token(verb).filter(|token| token.deprel.is(Relation::Nsubj))?;
    let head = token.head.filter(|&head| head > verb)?;
    let between = analysis.tokens.get(verb.get() + 1..head.get())?;
    let subject = between.iter().any(|word| word.head == Some(head) && word.deprel.is(Relation::Nsubj) && word.upos != Upos::Verb);
    subject.then_some(Arc { token: verb, head, relation: Relation::Ccomp })
}

/// "Accused the Polish authorities of overrunning it": the clause of a charge hangs on the verb of blame, not on whom it blames.
fn charge(analysis: &Analysis, grammar: &Grammar, verb: TokenIndex) -> Option<Arc> {
    let token = analysis.token(verb).filter(|token| token.deprel.is(Relation::Acl))?;
    let blamed = token.head.filter(|&blamed| blamed < verb)?;
    let object = analysis.token(blamed).filter(|token| token.deprel.is(Relation::Obj))?;
    let blame = object.head.filter(|&blame| analysis.token(blame).is_some_and(|token| token.upos == Upos::Verb))?;
    let blames = grammar.blaming_verbs.contains(&analysis.token(blame)?.lemma.to_lowercase());
    let opened = analysis.tokens.get(blamed.get() + 1..verb.get())?.iter().any(|word| {
        let marks = matches!(word.deprel.base(), Relation::Mark | Relation::Case) && word.head == Some(verb);
        marks && grammar.charge_markers.contains(&word.form.to_lowercase())
    });
    (blames && opened).then_some(Arc { token: verb, head: blame, relation: Relation::Advcl })
}

fn arcs_of(analysis: &Analysis, name: &Name) -> Vec<Arc> {
    match name.kind {
        NameKind::Person => {
            let arcs = person_beside_place(analysis, name);
            if arcs.is_empty() { person_between_commas(analysis, name).into_iter().collect() } else { arcs }
        }
        NameKind::Miscellaneous => demonym_apart(analysis, name),
        NameKind::Location | NameKind::Organisation => Vec::new(),
    }
}

/// "The mayor of Lyon, Anne Rousseau, said", "the leader of Mali Assimi Goïta left": the person behind the place is the mayor, not the city.
fn person_beside_place(analysis: &Analysis, name: &Name) -> Vec<Arc> {
    let first = TokenIndex::new(name.tokens.start);
    let Some(last) = name.tokens.start.checked_sub(1) else { return Vec::new() };
    let comma = analysis.tokens.get(last).is_some_and(|token| token.form == ",");
    let place = if comma { last.checked_sub(1) } else { Some(last) }.map(TokenIndex::new);
    let place = place.and_then(|place| owner_at(analysis, place)).filter(|_| is_astray(analysis, first, comma));
    let Some(noun) = place.and_then(|place| described(analysis, place)) else { return Vec::new() };
    let Some(owner) = place else { return Vec::new() };
    let mut arcs = vec![Arc { token: first, head: noun, relation: Relation::Appos }];
    // The preposition before the place may hang on the person.
    let before = (0..owner.get()).rev().take(NEAR).map(TokenIndex::new);
    let preposition =
        before.filter(|&at| analysis.token(at).is_some_and(|token| token.head == Some(first) && token.deprel.is(Relation::Case)));
    arcs.extend(preposition.map(|token| Arc { token, head: owner, relation: Relation::Case }));
    // The rest of the name hangs on its first word.
    let rest = name.tokens.clone().skip(1).map(TokenIndex::new);
    let strayed = rest.filter(|&at| analysis.token(at).is_some_and(|token| token.head.is_some_and(|head| head < first)));
    arcs.extend(strayed.map(|token| Arc { token, head: first, relation: Relation::Flat }));
    arcs
}

/// "Blair and his counterpart, Anne Rousseau, signed": a person between commas behind a noun in the singular is the one whom the noun describes,
/// not one more.
fn person_between_commas(analysis: &Analysis, name: &Name) -> Option<Arc> {
    let form = |at: usize| analysis.tokens.get(at).map(|token| token.form.as_str());
    let first = TokenIndex::new(name.tokens.start);
    let noun = name.tokens.start.checked_sub(2).filter(|noun| form(noun + 1) == Some(",")).map(TokenIndex::new)?;
    let listed = analysis.tokens.get(name.tokens.end + 1).is_none_or(|token| token.upos == Upos::Cconj);
    if form(name.tokens.end) != Some(",") || listed {
        return None;
    }
    let described = analysis.token(noun).filter(|token| token.upos == Upos::Noun && token.feats.has("Number", "Sing"))?;
    let determines = |word: &Token| {
        word.head == Some(noun) && (word.deprel.is(Relation::Det) || word.deprel.subtype() == Some("poss") || word.feats.has("Poss", "Yes"))
    };
    let determined = analysis.tokens.iter().take(noun.get()).skip(noun.get().saturating_sub(NEAR)).any(determines);
    let token = analysis.token(first).filter(|token| determined && analysis.name_of(noun).is_none() && token.head != Some(noun))?;
    let beside =
        matches!(token.deprel.base(), Relation::Conj | Relation::Nsubj) && (token.head == described.head || token.head < Some(noun));
    beside.then_some(Arc { token: first, head: noun, relation: Relation::Appos })
}

/// Whether the arc of a name can be one that missed the noun: a modifier, or a second subject.
fn is_astray(analysis: &Analysis, name: TokenIndex, comma: bool) -> bool {
    let Some(token) = analysis.token(name) else { return false };
    let Some(head) = token.head.filter(|&head| head < name || token.deprel.is(Relation::Nsubj)) else { return false };
    let second_subject = || {
        let before = analysis.tokens.iter().take(name.get()).skip(name.get().saturating_sub(NEAR));
        !comma && before.filter(|word| word.head == Some(head)).any(|word| word.deprel.is(Relation::Nsubj) && word.upos == Upos::Noun)
    };
    match token.deprel.base() {
        Relation::Appos | Relation::Flat => true,
        Relation::Conj => comma,
        Relation::Nmod => !comma,
        Relation::Nsubj => second_subject(),
        _ => false,
    }
}

/// The head of the phrase that ends at a token, if it is a name of a place or body with a preposition: "of Lyon", "of the Senate".
fn owner_at(analysis: &Analysis, last: TokenIndex) -> Option<TokenIndex> {
    let name = analysis.name_of(last).filter(|name| name.kind != NameKind::Person)?;
    let head = name
        .tokens
        .clone()
        .map(TokenIndex::new)
        .find(|&at| analysis.token(at).is_some_and(|token| token.head.is_none_or(|head| !name.tokens.contains(&head.get()))))?;
    is_owner(analysis, head).then_some(head)
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
