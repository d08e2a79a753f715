//! Names that the tree hung on the wrong word, or took for something else. Only arcs of a name, or of what it describes, are moved.

use registan_language::{Analysis, Deprel, Name, NameKind, Relation, Token, TokenIndex, Upos};

use super::{Arc, NEAR};
use crate::clause::Grammar;

/// How far up the tree the noun that a name describes is looked for.
const REACH: usize = 4;

/// The arcs to be drawn around a name.
pub(super) fn arcs(analysis: &Analysis, grammar: &Grammar, name: &Name) -> Vec<Arc> {
    let mut arcs = match name.kind {
        NameKind::Person => {
            let arcs = person_beside_place(analysis, name);
            if arcs.is_empty() { person_between_commas(analysis, name).into_iter().collect() } else { arcs }
        }
        NameKind::Miscellaneous => demonym_apart(analysis, name),
        NameKind::Location | NameKind::Organisation => {
            let arc = listed_place(analysis, name).or_else(|| object_behind_subject(analysis, name));
            arc.or_else(|| opened_subject(analysis, grammar, name)).into_iter().collect()
        }
    };
    arcs.extend(listed_in_headline(analysis, name).or_else(|| listed_before_verb(analysis, name)));
    arcs.extend(hyphenated(analysis, name));
    arcs.extend(given_to(analysis, grammar, name));
    arcs.extend(found_so(analysis, name));
    arcs.extend(behind_semicolon(analysis, name));
    arcs.extend(genitive_subject(analysis, grammar, name));
    arcs.extend(genitive_owner(analysis, grammar, name));
    arcs.extend(coordinated_person(analysis, name));
    arcs.extend(bearer_of_subject(analysis, name));
    arcs.extend(names_of_subject(analysis, name));
    arcs.extend(behind_time(analysis, grammar, name));
    arcs.extend(named_object(analysis, name));
    arcs.extend(beside_participle(analysis, grammar, name));
    arcs
}

/// "Zal volgende week Peking bezoeken": a place is not in apposition to a stretch of time, but the object of the verb behind it that has none.
fn behind_time(analysis: &Analysis, grammar: &Grammar, name: &Name) -> Option<Arc> {
    let head = analysis.head_of_run(&name.tokens)?;
    let token = analysis.token(head).filter(|token| matches!(token.deprel.base(), Relation::Appos | Relation::Nmod | Relation::Flat))?;
    let time = token.head.filter(|time| time.get() + 1 == name.tokens.start)?;
    let stretch = analysis.token(time).filter(|time| grammar.time_nouns.contains(&time.lemma.to_lowercase()))?;
    let verb = stretch.head.filter(|&verb| verb > head && stretch.deprel.is(Relation::Obl))?;
    let transitive = analysis.token(verb).is_some_and(|verb| verb.upos == Upos::Verb);
    let own = analysis.children_by(verb, Relation::Obj).next().is_some();
    (transitive && !own).then_some(Arc::new(head, verb, Relation::Obj))
}

/// "Were leaving the bloc ECOWAS": of two objects side by side the name tells which the noun is.
fn named_object(analysis: &Analysis, name: &Name) -> Option<Arc> {
    let head = analysis.head_of_run(&name.tokens)?;
    let token = analysis.token(head).filter(|token| token.deprel.is(Relation::Obj) && name.kind == NameKind::Organisation)?;
    let noun = name.tokens.start.checked_sub(1).map(TokenIndex::new)?;
    let before = analysis.token(noun).filter(|noun| noun.upos == Upos::Noun && noun.deprel.is(Relation::Obj))?;
    let one = before.head == token.head && before.feats.has("Number", "Sing");
    one.then_some(Arc::new(head, noun, Relation::Appos))
}

/// "To neighbouring Chad": a participle that is an adjective before a name, which the tree takes for the verb of a clause.
fn beside_participle(analysis: &Analysis, grammar: &Grammar, name: &Name) -> Vec<Arc> {
    let arcs = || {
        let head = analysis.head_of_run(&name.tokens)?;
        let participle = name.tokens.start.checked_sub(1).map(TokenIndex::new)?;
        let token = analysis.token(participle).filter(|token| grammar.place_participles.contains(&token.form.to_lowercase()))?;
        let verb = token.head.filter(|_| matches!(token.deprel.base(), Relation::Advcl | Relation::Acl | Relation::Obl))?;
        let below = analysis.token(head).is_some_and(|token| token.head == Some(participle));
        let relation = if analysis.token(verb)?.upos == Upos::Verb { Relation::Obl } else { Relation::Nmod };
        let mut arcs = vec![Arc::new(head, verb, relation), Arc::new(participle, head, Relation::Amod)];
        let marks = analysis.children_by(participle, Relation::Mark).chain(analysis.children_by(participle, Relation::Case));
        arcs.extend(marks.map(|(mark, _)| Arc::new(mark, head, Relation::Case)));
        below.then_some(arcs)
    };
    arcs().unwrap_or_default()
}

/// "UK and EU negotiators have agreed": of two subjects the bare noun in the plural right behind the names is who they are, and the names are whose.
fn names_of_subject(analysis: &Analysis, name: &Name) -> Option<Arc> {
    let head = analysis.head_of_run(&name.tokens)?;
    let token = analysis.token(head).filter(|token| token.deprel == "nsubj")?;
    let bare = |noun: TokenIndex| {
        let plural = analysis.token(noun)?;
        let subject = plural.deprel.is(Relation::Nsubj) && plural.head == token.head && plural.upos == Upos::Noun;
        (subject && plural.feats.has("Number", "Plur")).then_some(noun)
    };
    let nouns = (name.tokens.end..name.tokens.end + NEAR).map(TokenIndex::new);
    let noun = nouns.filter_map(bare).find(|&noun| {
        let between = (name.tokens.end..noun.get()).filter_map(|at| analysis.tokens.get(at));
        let mut joined = between.clone().any(|word| word.upos == Upos::Cconj && word.form != "&");
        between.for_each(|word| joined &= matches!(word.upos, Upos::Cconj | Upos::Propn | Upos::Adj));
        joined || noun.get() == name.tokens.end
    })?;
    Some(Arc::new(head, noun, Relation::Compound))
}

/// "Dat was Ruslands oorlog in Mali": of two subjects the genitive right before the noun is whose it is.
fn genitive_subject(analysis: &Analysis, grammar: &Grammar, name: &Name) -> Option<Arc> {
    let head = analysis.head_of_run(&name.tokens)?;
    let token = analysis.token(head).filter(|token| token.deprel.is(Relation::Nsubj))?;
    let noun = token.head.filter(|noun| noun.get() == name.tokens.end)?;
    let last = analysis.tokens.get(name.tokens.end.checked_sub(1)?)?;
    let genitive = grammar.genitive_endings.iter().any(|ending| last.form.ends_with(ending.as_str()));
    let predicate = analysis.token(noun).is_some_and(|noun| noun.upos == Upos::Noun);
    let before = analysis.tokens.iter().take(name.tokens.start).skip(name.tokens.start.saturating_sub(NEAR));
    let other = before.into_iter().any(|word| word.head == Some(noun) && word.deprel.is(Relation::Nsubj));
    let deprel = "nmod:poss".parse().ok()?;
    (genitive && predicate && other).then_some(Arc { token: head, head: noun, deprel })
}

/// "Colombia's president Gustavo Petro werd": a genitive is whose the noun right behind it is, not what that noun describes.
fn genitive_owner(analysis: &Analysis, grammar: &Grammar, name: &Name) -> Vec<Arc> {
    let arcs = || {
        let head = analysis.head_of_run(&name.tokens)?;
        let owner = analysis.token(head).filter(|token| token.upos == Upos::Propn)?;
        let noun = TokenIndex::new(name.tokens.end);
        let owned =
            analysis.token(noun).filter(|noun| noun.upos == Upos::Noun && noun.deprel.is(Relation::Appos) && noun.head == Some(head))?;
        let last = analysis.tokens.get(name.tokens.end.checked_sub(1)?)?;
        let genitive = grammar.genitive_endings.iter().any(|ending| last.form.ends_with(ending.as_str()));
        let single = owned.feats.has("Number", "Sing");
        let poss = "nmod:poss".parse().ok()?;
        let arcs = vec![Arc { token: noun, head: owner.head?, deprel: owner.deprel }, Arc { token: head, head: noun, deprel: poss }];
        (genitive && single).then_some(arcs)
    };
    arcs().unwrap_or_default()
}

/// "President William Ruto and Prime Minister Abiy Ahmed": a name is no part of another one before a conjunction, but coordinated with it; the titles
/// right before it are its own.
fn coordinated_person(analysis: &Analysis, name: &Name) -> Vec<Arc> {
    let arcs = || {
        let first = TokenIndex::new(name.tokens.start);
        let token = analysis.token(first).filter(|token| token.deprel.is(Relation::Flat) && name.kind == NameKind::Person)?;
        let other = token.head.filter(|&other| other < first && !name.tokens.contains(&other.get()))?;
        let joins = |at: usize| analysis.tokens.get(at).is_some_and(|token| token.upos == Upos::Cconj);
        let conjunction = (other.get() + 1..name.tokens.start).rev().take(NEAR).find(|&at| joins(at))?;
        let titles = (conjunction + 1..name.tokens.start).map(TokenIndex::new);
        let of_other =
            titles.filter(|&at| analysis.token(at).is_some_and(|title| title.head == Some(other) && title.deprel.is(Relation::Nmod)));
        let mut arcs = vec![Arc::new(first, other, Relation::Conj), Arc::new(TokenIndex::new(conjunction), first, Relation::Cc)];
        arcs.extend(of_other.map(|at| Arc { token: at, head: first, deprel: "nmod:desc".parse().unwrap_or(Deprel::new(Relation::Nmod)) }));
        Some(arcs)
    };
    arcs().unwrap_or_default()
}

/// "Presidents Tshisekedi and Kagame met": of two subjects side by side, a title and a person, the person bears it.
fn bearer_of_subject(analysis: &Analysis, name: &Name) -> Option<Arc> {
    let head = analysis.head_of_run(&name.tokens).filter(|_| name.kind == NameKind::Person)?;
    let token = analysis.token(head).filter(|token| token.deprel == "nsubj")?;
    let verb = token.head.filter(|&verb| verb > head)?;
    let title = name.tokens.start.checked_sub(1).map(TokenIndex::new)?;
    let titled = analysis.token(title).filter(|noun| noun.upos == Upos::Noun && noun.deprel == "nsubj" && noun.head == Some(verb))?;
    titled.feats.has("Number", "Plur").then_some(Arc::new(head, title, Relation::Appos))
}

/// "Japan protested; Chad, which held the chair, urged calm": a name behind a semicolon is the subject of the verb behind it, not of the one before.
fn behind_semicolon(analysis: &Analysis, name: &Name) -> Option<Arc> {
    let head = analysis.head_of_run(&name.tokens)?;
    let token = analysis.token(head).filter(|token| matches!(token.deprel.base(), Relation::Nsubj | Relation::Obj | Relation::Appos))?;
    let before = token.head.filter(|&before| before < head)?;
    let opened = name.tokens.start.checked_sub(1).and_then(|at| analysis.tokens.get(at)).is_some_and(|word| word.form == ";");
    let near = || analysis.tokens.iter().enumerate().skip(name.tokens.end).take(2 * NEAR);
    let goes_on = |token: &registan_language::Token| {
        let verb = token.upos == Upos::Verb && token.feats.has("VerbForm", "Fin");
        verb && matches!(token.deprel.base(), Relation::Conj | Relation::Parataxis) && token.head == Some(before)
    };
    let (verb, _) = near().find(|(_, token)| goes_on(token)).filter(|_| opened)?;
    let verb = TokenIndex::new(verb);
    let own = near().any(|(_, token)| token.head == Some(verb) && token.deprel.is(Relation::Nsubj));
    (!own).then_some(Arc::new(head, verb, Relation::Nsubj))
}

/// "Found Anne Rousseau guilty": the name between a verb and an adjective that the tree takes for the object is the object, and the adjective what is
/// said of it.
fn found_so(analysis: &Analysis, name: &Name) -> Vec<Arc> {
    let adjective = TokenIndex::new(name.tokens.end);
    let found = || {
        // A noun may be the object itself: "gave Obama support".
        let said = |token: &&Token| match token.upos {
            Upos::Adj => matches!(token.deprel.base(), Relation::Obj | Relation::Xcomp),
            Upos::Noun => token.deprel.is(Relation::Xcomp),
            _ => false,
        };
        let token = analysis.token(adjective).filter(said)?;
        let before = name.tokens.start.checked_sub(1).map(TokenIndex::new).filter(|&before| Some(before) == token.head)?;
        let head = analysis.head_of_run(&name.tokens)?;
        let within = analysis.token(head).is_some_and(|token| token.head == Some(adjective));
        let verb = analysis.token(before).is_some_and(|verb| verb.upos == Upos::Verb);
        (within && verb).then(|| vec![Arc::new(head, before, Relation::Obj), Arc::new(adjective, before, Relation::Xcomp)])
    };
    found().unwrap_or_default()
}

/// "Bood IJsland excuses aan", "fined Apple 2 billion euros": a bare name before the object, which no genitive ties to it, is whom it is given to.
fn given_to(analysis: &Analysis, grammar: &Grammar, name: &Name) -> Option<Arc> {
    let head = analysis.head_of_run(&name.tokens)?;
    let token = analysis.token(head).filter(|token| token.upos == Upos::Propn)?;
    let amount = || token.deprel.is(Relation::Compound) && is_amount(analysis, token.head, name.tokens.end);
    if token.deprel != "nmod" && !amount() {
        return None;
    }
    let last = analysis.tokens.get(name.tokens.end.checked_sub(1)?)?;
    let genitive = grammar.genitive_endings.iter().any(|ending| last.form.ends_with(ending)) || last.feats.has("Case", "Gen");
    let object = token.head.filter(|object| object.get() >= name.tokens.end && !genitive)?;
    let object =
        analysis.token(object).filter(|object| object.deprel.is(Relation::Obj) && matches!(object.upos, Upos::Noun | Upos::Sym))?;
    let verb = object.head.filter(|&verb| verb < head && analysis.token(verb).is_some_and(|verb| verb.upos == Upos::Verb))?;
    let marked = analysis.tokens.iter().take(name.tokens.start).skip(name.tokens.start.saturating_sub(3));
    let marked = marked.into_iter().any(|word| word.head == Some(head) && word.deprel.is(Relation::Case));
    (!marked).then_some(Arc::new(head, verb, Relation::Iobj))
}

/// Whether a phrase is a sum from `start` on: "$2", "2 billion euros", but not "737 jets".
fn is_amount(analysis: &Analysis, phrase: Option<TokenIndex>, start: usize) -> bool {
    let is = |at: usize, upos: Upos| analysis.tokens.get(at).is_some_and(|token| token.upos == upos);
    let sign = phrase.is_some_and(|phrase| phrase.get() == start && is(start, Upos::Sym));
    sign || (is(start, Upos::Num) && is(start + 1, Upos::Num))
}

/// "Where among others (onder meer) Kenya takes part": names behind what opens a list, which the tree takes for a phrase of place, are the subject of a
/// verb that has none.
fn opened_subject(analysis: &Analysis, grammar: &Grammar, name: &Name) -> Option<Arc> {
    let head = analysis.head_of_run(&name.tokens)?;
    let verb = analysis.token(head).filter(|token| token.deprel.is(Relation::Obl))?.head?;
    let clause = || analysis.tokens.iter().enumerate().take(verb.get() + NEAR).skip(verb.get().saturating_sub(2 * NEAR));
    let of = |above: TokenIndex, relation: Relation| clause().find(|(_, word)| word.head == Some(above) && word.deprel.is(relation));
    let opener = clause().find_map(|(at, word)| {
        let (_, rest) = of(TokenIndex::new(at), Relation::Fixed)?;
        let words = format!("{}_{}", word.form.to_lowercase(), rest.form.to_lowercase());
        (word.head == Some(head) && at < head.get() && grammar.list_openers.contains(&words)).then_some(())
    });
    let verbal = analysis.token(verb).is_some_and(|token| token.upos == Upos::Verb);
    let free = of(verb, Relation::Nsubj).is_none() && of(head, Relation::Case).is_none();
    (opener.is_some() && verbal && free).then_some(Arc::new(head, verb, Relation::Nsubj))
}

/// "Dat zijn troepen Mali hadden aangevallen": soldiers are not called Mali, so that the name behind them is what the verb is about.
fn object_behind_subject(analysis: &Analysis, name: &Name) -> Option<Arc> {
    let head = analysis.head_of_run(&name.tokens)?;
    let token = analysis.token(head).filter(|token| matches!(token.deprel.base(), Relation::Appos | Relation::Nmod | Relation::Flat))?;
    let noun = token.head.filter(|noun| noun.get() + 1 == name.tokens.start)?;
    let subject = analysis.token(noun).filter(|token| token.upos == Upos::Noun && token.feats.has("Number", "Plur"))?;
    let verb = subject.head.filter(|&verb| subject.deprel.is(Relation::Nsubj) && verb > head)?;
    let of_verb = |word: &Token| word.head == Some(verb) && word.deprel.is(Relation::Obj);
    let near = || analysis.tokens.iter().take(verb.get() + NEAR).skip(noun.get().saturating_sub(NEAR));
    let several = near().any(|word| word.head == Some(head) && word.deprel.is(Relation::Conj));
    let free = analysis.token(verb).is_some_and(|verb| verb.upos == Upos::Verb) && !near().any(of_verb);
    (free && !several).then_some(Arc::new(head, verb, Relation::Obj))
}

/// "Of Kenya, the United States, Mali and Chad": a name behind a name and a comma that hangs on the same noun as an apposition is one more of the list.
fn listed_place(analysis: &Analysis, name: &Name) -> Option<Arc> {
    let head = analysis.head_of_run(&name.tokens)?;
    let token = analysis.token(head).filter(|token| token.deprel.is(Relation::Appos))?;
    let noun = token.head.filter(|&noun| noun < head)?;
    let comma = (name.tokens.start.saturating_sub(2)..name.tokens.start)
        .rev()
        .find(|&at| analysis.tokens.get(at).is_some_and(|word| word.form == ","))?;
    let before = analysis.name_of(TokenIndex::new(comma.checked_sub(1)?)).filter(|before| before.kind == name.kind)?;
    let first = before.tokens.clone().map(TokenIndex::new).find(|&at| analysis.token(at).is_some_and(|token| token.head == Some(noun)))?;
    // "Denver, Colorado" ends there; a list goes on.
    let goes_on = analysis.tokens.get(name.tokens.end).is_some_and(|word| word.form == "," || word.upos == Upos::Cconj);
    goes_on.then_some(Arc::new(head, first, Relation::Conj))
}

/// "Manila, Canberra sign pact": what the model takes for one name with a comma in it are two, side by side.
fn listed_in_headline(analysis: &Analysis, name: &Name) -> Option<Arc> {
    let comma = name.tokens.clone().find(|&at| analysis.tokens.get(at).is_some_and(|word| word.form == ","))?;
    let (first, second) = (TokenIndex::new(name.tokens.start), TokenIndex::new(comma + 1));
    let joined = |token: &&registan_language::Token| matches!(token.deprel.base(), Relation::Flat | Relation::Appos);
    let flat = analysis.token(second).filter(|token| joined(token) && token.head == Some(first))?;
    // "Sumy, Ukraine came under fire" is one place.
    let of_one = |word: &registan_language::Token| word.feats.has("Number", "Sing") || word.feats.has("Tense", "Past");
    let explains = |word: &registan_language::Token| flat.deprel.is(Relation::Appos) && of_one(word);
    let ends = analysis.tokens.get(name.tokens.end).is_some_and(|word| matches!(word.upos, Upos::Verb | Upos::Aux) && !explains(word));
    (flat.upos == Upos::Propn && ends && name.kind == NameKind::Location).then_some(Arc::new(second, first, Relation::Conj))
}

/// "Ukraine, Romania to build a terminal", "Israel, Lebanon exchange fire": of two places before the infinitive of a headline, or right before a verb
/// that is not of one, neither explains the other.
fn listed_before_verb(analysis: &Analysis, name: &Name) -> Option<Arc> {
    let head = analysis.head_of_run(&name.tokens)?;
    let token = analysis.token(head).filter(|token| token.deprel.is(Relation::Appos) && name.kind == NameKind::Location)?;
    let first = token.head.filter(|&first| first < head)?;
    let leads = analysis.token(first).is_some_and(|token| token.head.is_none() || token.deprel.is(Relation::Nsubj));
    let before =
        analysis.name_of(first).filter(|before| before.kind == NameKind::Location && before.tokens.end + 1 == name.tokens.start)?;
    let comma = analysis.tokens.get(before.tokens.end).is_some_and(|word| word.form == ",");
    let next = analysis.tokens.get(name.tokens.end)?;
    let infinitive = next.upos == Upos::Part && next.deprel.is(Relation::Mark);
    let of_one = next.feats.has("Number", "Sing") || next.feats.has("Tense", "Past") || next.feats.has("VerbForm", "Part");
    let plural = next.upos == Upos::Verb && !of_one && next.form.starts_with(char::is_lowercase);
    (leads && comma && (infinitive || plural)).then_some(Arc::new(head, first, Relation::Conj))
}

/// "The EU-Russia summit", "Saudi-Iranian talks": two names with a hyphen between them stand side by side.
fn hyphenated(analysis: &Analysis, name: &Name) -> Vec<Arc> {
    let next = name.tokens.end + 1;
    let hyphen =
        analysis.tokens.get(name.tokens.end).is_some_and(|word| matches!(word.form.as_str(), "-" | "\u{2013}") && !word.space_after);
    let Some(other) = analysis.name_of(TokenIndex::new(next)).filter(|other| hyphen && other.tokens.start == next) else {
        return Vec::new();
    };
    let heads = analysis.head_of_run(&name.tokens).zip(analysis.head_of_run(&other.tokens));
    let Some((first, second)) = heads else { return Vec::new() };
    let Some((one, two)) = analysis.token(first).zip(analysis.token(second)) else { return Vec::new() };
    let modifies = |relation: Relation| matches!(relation, Relation::Compound | Relation::Amod | Relation::Nmod);
    let (Some(above), true) = (two.head.filter(|&above| above > second), modifies(two.deprel.base())) else { return Vec::new() };
    if !modifies(one.deprel.base()) {
        return Vec::new();
    }
    let lead = Arc::new(first, above, two.deprel.base());
    vec![lead, Arc::new(second, first, Relation::Conj)]
}

/// "The mayor of Lyon, Anne Rousseau, said", "the leader of Mali Assimi Goïta left": the person behind the place is the mayor, not the city.
fn person_beside_place(analysis: &Analysis, name: &Name) -> Vec<Arc> {
    let first = TokenIndex::new(name.tokens.start);
    let Some(last) = name.tokens.start.checked_sub(1) else { return Vec::new() };
    let comma = analysis.tokens.get(last).is_some_and(|token| token.form == ",");
    let place = if comma { last.checked_sub(1) } else { Some(last) }.map(TokenIndex::new);
    let owner = place.and_then(|place| owner_at(analysis, place)).filter(|_| is_astray(analysis, first, comma));
    let Some((owner, noun)) = owner.and_then(|owner| Some((owner, described(analysis, owner)?))) else { return Vec::new() };
    let mut arcs = vec![Arc::new(first, noun, Relation::Appos)];
    // The preposition before the place may hang on the person.
    let before = (0..owner.get()).rev().take(NEAR).map(TokenIndex::new);
    let preposition =
        before.filter(|&at| analysis.token(at).is_some_and(|token| token.head == Some(first) && token.deprel.is(Relation::Case)));
    arcs.extend(preposition.map(|token| Arc::new(token, owner, Relation::Case)));
    // The rest of the name hangs on its first word.
    let rest = name.tokens.clone().skip(1).map(TokenIndex::new);
    let strayed = rest.filter(|&at| analysis.token(at).is_some_and(|token| token.head.is_some_and(|head| head < first)));
    arcs.extend(strayed.map(|token| Arc::new(token, first, Relation::Flat)));
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
    beside.then_some(Arc::new(first, noun, Relation::Appos))
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

/// The head of the phrase that ends at a token, if it is a name of a place or body that hangs on a noun with a preposition: "of Lyon", "of the Senate".
fn owner_at(analysis: &Analysis, last: TokenIndex) -> Option<TokenIndex> {
    let name = analysis.name_of(last).filter(|name| name.kind != NameKind::Person)?;
    let head = analysis.head_of_run(&name.tokens)?;
    // "The member of parliament Krah": a common noun may well have him beside it.
    let hangs = analysis.token(head).is_some_and(|token| token.deprel.is(Relation::Nmod) && token.upos != Upos::Noun);
    let opens = |at: usize| analysis.tokens.get(at).is_some_and(|token| token.upos == Upos::Adp);
    // An article may stand between.
    let marked = (1..=2).any(|back| name.tokens.start.checked_sub(back).is_some_and(opens));
    (hangs && marked).then_some(head)
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
    // Between the noun's determiner and another adjective of it nothing else can stand.
    let before = at.get().checked_sub(1).and_then(|before| analysis.tokens.get(before));
    let determined = before.is_some_and(|before| before.deprel.is(Relation::Det) && before.head == Some(noun));
    let enclosed = determined && noun.get() > name.tokens.end && !matches!(token.deprel.base(), Relation::Compound | Relation::Flat);
    // "Canadees varkensvlees", "een Noors vrachtschip": a bare noun beside the one right behind it; a preposition before it is the other's.
    let next_to = noun.get() == name.tokens.end && token.deprel == "nmod" && (alike || token.head == Some(noun));
    let case = analysis.tokens.get(at.get().saturating_sub(1)).filter(|case| case.deprel.is(Relation::Case) && case.head == Some(at));
    let beside = next_to && (case.is_none() || alike);
    if !(alike && subject || enclosed || beside) {
        return Vec::new();
    }
    let mut arcs = vec![Arc::new(at, noun, Relation::Amod)];
    if case.is_some() {
        arcs.push(Arc::new(TokenIndex::new(at.get() - 1), noun, Relation::Case));
    }
    arcs
}
