//! Clauses that the tree hung on the wrong word.

use registan_language::{Analysis, Relation, Token, TokenIndex, Upos};

use super::Arc;
use crate::clause::Grammar;

/// The arc to be drawn for a verb, if any.
pub(super) fn arc(analysis: &Analysis, grammar: &Grammar, verb: TokenIndex) -> Option<Arc> {
    said_clause(analysis, verb)
        .or_else(|| subject_of_content(analysis, verb))
        .or_else(|| charge(analysis, grammar, verb))
        .or_else(|| second_content(analysis, verb))
        .or_else(|| object_of_conjunct(analysis, verb))
        .or_else(|| relative_of_other(analysis, verb))
        .or_else(|| relative_of_person(analysis, grammar, verb))
        .or_else(|| relative_of_member(analysis, grammar, verb))
        .or_else(|| day_before(analysis, grammar, verb))
        .or_else(|| adverbial(analysis, grammar, verb))
        .or_else(|| second_subject(analysis, verb))
        .or_else(|| charge_on_agent(analysis, grammar, verb))
        .or_else(|| intention(analysis, grammar, verb))
        .or_else(|| act_of_speaker(analysis, grammar, verb))
        .or_else(|| finite_conjunct(analysis, verb))
}

/// "The government of the president, who fled": a pronoun of persons right behind a person's name and a comma speaks of that person, not of the body the tree
/// hangs it on.
fn relative_of_person(analysis: &Analysis, grammar: &Grammar, verb: TokenIndex) -> Option<Arc> {
    let token = analysis.token(verb).filter(|token| token.deprel.subtype() == Some("relcl"))?;
    let described = token.head.filter(|&described| described < verb)?;
    let body = analysis.token(described).filter(|noun| grammar.bodies.contains(&noun.lemma.to_lowercase()))?;
    let near = (described.get()..verb.get()).map(TokenIndex::new);
    let personal = |word: &Token| word.head == Some(verb) && grammar.personal_relatives.contains(&word.form.to_lowercase());
    let pronoun = near.into_iter().find(|at| analysis.token(*at).is_some_and(personal))?;
    let comma = pronoun.get().checked_sub(1).filter(|&at| analysis.tokens.get(at).is_some_and(|word| word.form == ","))?;
    let name = analysis.name_of(TokenIndex::new(comma.checked_sub(1)?)).filter(|name| name.kind == registan_language::NameKind::Person)?;
    let head = analysis.head_of_run(&name.tokens)?;
    let below = analysis.ancestors(head).any(|above| above == described);
    (below && body.upos == Upos::Noun).then_some(Arc { token: verb, head, deprel: token.deprel })
}

/// "Jane Doe, a colonel in French intelligence who defected": a pronoun of persons speaks of the colonel who is named, not of where she serves.
fn relative_of_member(analysis: &Analysis, grammar: &Grammar, verb: TokenIndex) -> Option<Arc> {
    let token = analysis.token(verb).filter(|token| token.deprel.subtype() == Some("relcl"))?;
    let described = token.head.filter(|&described| described < verb)?;
    let body = analysis.token(described).filter(|noun| noun.upos == Upos::Noun && noun.deprel.is(Relation::Nmod))?;
    let member = body.head.filter(|&member| member < described)?;
    let bearer = analysis.token(member).filter(|token| token.deprel.is(Relation::Appos) && token.upos == Upos::Noun)?.head?;
    let person = analysis.name_of(bearer).is_some_and(|name| name.kind == registan_language::NameKind::Person);
    let singular = |token: &Token| !token.feats.has("Number", "Plur");
    let personal = |word: &Token| word.head == Some(verb) && grammar.personal_relatives.contains(&word.form.to_lowercase());
    let pronoun = analysis.tokens.iter().take(verb.get()).skip(described.get()).any(personal);
    (person && pronoun && singular(body) && singular(analysis.token(member)?)).then_some(Arc {
        token: verb,
        head: member,
        deprel: token.deprel,
    })
}

/// "Said that the minister had been misquoted and invited Chile to talks": an act in words that is joined to what somebody said, without a subject of
/// its own, is the speaker's.
fn act_of_speaker(analysis: &Analysis, grammar: &Grammar, verb: TokenIndex) -> Option<Arc> {
    let token = analysis
        .token(verb)
        .filter(|token| token.deprel.is(Relation::Conj) && grammar.acts_in_words.contains(&token.lemma.to_lowercase()))?;
    let said = token.head.filter(|&said| said < verb)?;
    let speech = analysis.token(said).filter(|said| said.deprel.is(Relation::Ccomp))?.head.filter(|&speech| speech < said)?;
    let finite = |at: TokenIndex| analysis.token(at).is_some_and(|token| token.feats.has("VerbForm", "Fin") && token.upos == Upos::Verb);
    let near = || analysis.tokens.iter().enumerate().take(verb.get()).skip(said.get());
    let own = near().any(|(_, word)| {
        word.head == Some(verb) && (word.deprel.is(Relation::Nsubj) || word.deprel.is(Relation::Mark) || word.deprel.is(Relation::Aux))
    });
    let tense = |at: TokenIndex| analysis.token(at).and_then(|token| token.feats.get("Tense").map(str::to_owned));
    // "Has denied that … and accused": both share the auxiliary.
    let carried = || {
        analysis
            .tokens
            .iter()
            .take(speech.get())
            .skip(speech.get().saturating_sub(super::NEAR))
            .any(|word| word.head == Some(speech) && word.deprel.is(Relation::Aux) && is_tensed(word))
    };
    let participle = |at: TokenIndex| analysis.token(at).is_some_and(|token| token.feats.has("VerbForm", "Part"));
    let alike = finite(verb) && finite(speech) && tense(verb) == tense(speech);
    let shared = participle(speech) && tense(verb) == tense(speech) && carried();
    ((alike || shared) && !own).then_some(Arc::new(verb, speech, Relation::Conj))
}

/// "Wants aid to pass and blames Israel": a finite verb without a subject is joined to the finite verb above, not to the infinitive or gerund below it.
fn finite_conjunct(analysis: &Analysis, verb: TokenIndex) -> Option<Arc> {
    let token = analysis.token(verb).filter(|token| token.deprel.is(Relation::Conj))?;
    let first = token.head.filter(|&first| first < verb)?;
    // "Accused Iran of directing attacks and expelled its envoy": what is told as past is not joined to a gerund.
    let ing = |first: &Token| first.feats.has("VerbForm", "Ger") || first.feats.has("VerbForm", "Part") && first.feats.has("Tense", "Pres");
    let gerund = analysis.token(first).is_some_and(|first| first.upos == Upos::Verb && ing(first));
    if !(is_tensed(token) || gerund && token.upos == Upos::Verb && token.feats.has("Tense", "Past")) {
        return None;
    }
    let near = || analysis.tokens.iter().enumerate().take(verb.get()).skip(verb.get().saturating_sub(super::NEAR));
    let has = |of: TokenIndex, relation: Relation| near().any(|(_, word)| word.head == Some(of) && word.deprel.is(relation));
    let infinitive = analysis.token(first).filter(|first| gerund || first.upos == Upos::Verb && first.feats.has("VerbForm", "Inf"))?;
    let carried = near().any(|(_, word)| word.head == Some(first) && word.deprel.is(Relation::Aux) && is_tensed(word));
    let own = has(verb, Relation::Nsubj) || has(verb, Relation::Aux) || has(verb, Relation::Mark);
    let above = analysis.ancestors(first).take_while(|above| *above < first).find(|above| analysis.token(*above).is_some_and(is_tensed))?;
    (infinitive.head.is_some() && !carried && !own).then_some(Arc::new(verb, above, Relation::Conj))
}

fn is_tensed(token: &Token) -> bool {
    token.feats.has("VerbForm", "Fin") && matches!(token.upos, Upos::Verb | Upos::Aux)
}

/// "Criticised the decision of Mali to leave": the infinitive behind a noun of intention tells what is intended, not why it was criticised.
fn intention(analysis: &Analysis, grammar: &Grammar, verb: TokenIndex) -> Option<Arc> {
    let token = analysis.token(verb).filter(|token| matches!(token.deprel.base(), Relation::Advcl | Relation::Xcomp))?;
    let governor = token.head.filter(|&governor| governor < verb)?;
    let start = analysis.subtree(verb).into_iter().min()?;
    let between = || (governor.get() + 1..start.get()).map(TokenIndex::new);
    let intended = |at: &TokenIndex| {
        analysis.token(*at).is_some_and(|noun| {
            let of_governor = noun.head == Some(governor) && matches!(noun.deprel.base(), Relation::Obj | Relation::Obl);
            of_governor && noun.upos == Upos::Noun && grammar.intentions.contains(&noun.lemma.to_lowercase())
        })
    };
    let noun = between().rfind(intended)?;
    let infinitive =
        analysis.tokens.iter().take(verb.get()).skip(start.get()).any(|word| word.deprel.is(Relation::Mark) && word.head == Some(verb));
    let unbroken = between().filter(|at| *at > noun).all(|at| analysis.ancestors(at).any(|above| above == noun));
    (infinitive && unbroken && !token.feats.has("VerbForm", "Fin")).then_some(Arc::new(verb, noun, Relation::Acl))
}

/// "Ankara verwijt Stockholm rebellen te helpen": a name right behind a verb of blame without an object is whom it blames, not whom the infinitive
/// concerns.
pub(super) fn blamed(analysis: &Analysis, grammar: &Grammar, name: TokenIndex) -> Option<Arc> {
    let token = analysis.token(name).filter(|token| matches!(token.deprel.base(), Relation::Obj | Relation::Iobj))?;
    let infinitive = token.head.filter(|&infinitive| infinitive > name)?;
    let content = analysis.token(infinitive).filter(|token| matches!(token.deprel.base(), Relation::Ccomp | Relation::Xcomp))?;
    let verb = content.head.filter(|verb| verb.get() + 1 == name.get() && !content.feats.has("VerbForm", "Fin"))?;
    let lemma = analysis.token(verb)?.lemma.to_lowercase();
    // "Riep Caracas op de wet in te trekken": the particle behind the name makes it a verb of asking.
    let asks = || {
        let particle = analysis.tokens.get(name.get() + 1).filter(|particle| particle.upos == Upos::Adp);
        particle.is_some_and(|particle| grammar.object_control.contains(&format!("{}{lemma}", particle.form.to_lowercase())))
    };
    let blames = grammar.blaming_verbs.contains(&lemma) || asks();
    let near = analysis.tokens.iter().take(name.get() + super::NEAR).skip(verb.get().saturating_sub(super::NEAR));
    let free = !near.into_iter().any(|word| word.head == Some(verb) && word.deprel.is(Relation::Obj));
    (blames && free).then_some(Arc::new(name, verb, Relation::Obj))
}

/// "France was accused by Mali of supporting rebels": what somebody is charged with hangs on the charge, not on who brings it.
fn charge_on_agent(analysis: &Analysis, grammar: &Grammar, verb: TokenIndex) -> Option<Arc> {
    let token = analysis.token(verb).filter(|token| token.deprel.is(Relation::Acl) && token.deprel.subtype().is_none())?;
    let agent = token.head.filter(|&agent| agent < verb)?;
    let charge = analysis.token(agent).filter(|token| token.deprel.subtype() == Some("agent"))?.head?;
    let blames = analysis.token(charge).is_some_and(|token| grammar.blaming_verbs.contains(&token.lemma.to_lowercase()));
    let near = analysis.tokens.iter().take(verb.get()).skip(agent.get());
    let marks = |word: &Token| word.head == Some(verb) && matches!(word.deprel.base(), Relation::Mark | Relation::Case);
    let charged = near.into_iter().any(|word| marks(word) && grammar.charge_markers.contains(&word.form.to_lowercase()));
    (blames && charged).then_some(Arc::new(verb, charge, Relation::Advcl))
}

/// "China en andere landen hebben het Westen niet nodig": of two subjects of a verb in the plural the one in the singular behind it is its object.
fn second_subject(analysis: &Analysis, verb: TokenIndex) -> Option<Arc> {
    let near = || analysis.tokens.iter().enumerate().take(verb.get() + super::NEAR).skip(verb.get().saturating_sub(2 * super::NEAR));
    let child = |of: TokenIndex, relation: Relation| {
        near().filter(move |(_, word)| word.head == Some(of) && word.deprel.is(relation)).map(|(at, word)| (TokenIndex::new(at), word))
    };
    let plural = |token: &Token| token.feats.has("VerbForm", "Fin") && token.feats.has("Number", "Plur");
    let finite = plural(analysis.token(verb)?) || child(verb, Relation::Aux).any(|(_, auxiliary)| plural(auxiliary));
    let several = |(at, word): &(TokenIndex, &Token)| word.feats.has("Number", "Plur") || child(*at, Relation::Conj).next().is_some();
    let mut subjects = child(verb, Relation::Nsubj);
    let first = subjects.next().filter(|(at, _)| *at < verb).filter(several)?;
    let (second, _) = subjects.next().filter(|(at, _)| *at > first.0).filter(|second| !several(second))?;
    let free = child(verb, Relation::Obj).next().is_none();
    (finite && free).then_some(Arc::new(second, verb, Relation::Obj))
}

/// "Mali condemned the coup and Ghana left the bloc": what is joined to an object, and stands right before a finite verb of its own without a subject,
/// is that verb's subject.
pub(super) fn subject_of_next(analysis: &Analysis, noun: TokenIndex) -> Vec<Arc> {
    next_clause(analysis, noun).map_or_else(Vec::new, |verb| {
        let conjunction = |(_, word): &(usize, &Token)| word.head == Some(noun) && word.deprel.is(Relation::Cc);
        let near = analysis.tokens.iter().enumerate().take(noun.get()).skip(noun.get().saturating_sub(super::NEAR));
        let conjunctions = near.filter(conjunction).map(|(at, _)| Arc::new(TokenIndex::new(at), verb, Relation::Cc));
        conjunctions.chain([Arc::new(noun, verb, Relation::Nsubj)]).collect()
    })
}

/// The verb of which a conjunct of an object is in truth the subject.
fn next_clause(analysis: &Analysis, noun: TokenIndex) -> Option<TokenIndex> {
    let token = analysis.token(noun).filter(|token| token.deprel.is(Relation::Conj) && matches!(token.upos, Upos::Propn | Upos::Noun))?;
    let first = token.head.filter(|&first| first < noun)?;
    let end = analysis.subtree(noun).into_iter().max()?;
    let verb = TokenIndex::new(end.get() + 1);
    // Without its subject a past tense looks like a participle.
    let tensed = |token: &Token| token.feats.has("VerbForm", "Fin") || token.feats.has("VerbForm", "Part");
    let before = analysis.token(verb).filter(|token| token.upos == Upos::Verb && tensed(token) && token.deprel.is(Relation::Conj))?.head?;
    let of_before = before < first && analysis.ancestors(first).any(|above| above == before);
    let near = || analysis.tokens.iter().take(verb.get() + super::NEAR).skip(before.get().saturating_sub(super::NEAR));
    let has_subject = near().any(|word| word.head == Some(verb) && matches!(word.deprel.base(), Relation::Nsubj | Relation::Aux));
    let carried = near().any(|word| word.head == Some(before) && word.deprel.is(Relation::Aux));
    let agrees = ["Sing", "Plur"].iter().all(|number| {
        let is = |token: &Token| token.feats.has("Number", number);
        analysis.token(verb).is_none_or(|verb| !is(verb)) || is(token) || token.feats.get("Number").is_none() || token.upos == Upos::Propn
    });
    (of_before && !has_subject && !carried && agrees).then_some(verb)
}

/// "Er is geen sprake van een aanval": what there is, or is not, hangs on the noun that says so.
pub(super) fn existence(analysis: &Analysis, grammar: &Grammar, noun: TokenIndex) -> Vec<Arc> {
    let says = |token: &&Token| token.deprel.is(Relation::Nsubj) && grammar.nouns_of_existence.contains(&token.form.to_lowercase());
    let Some(being) = analysis.token(noun).filter(says).and_then(|token| token.head) else { return Vec::new() };
    let near = analysis.tokens.iter().enumerate().take(noun.get() + super::NEAR).skip(noun.get().saturating_sub(super::NEAR));
    let phrase = |token: &Token| token.head == Some(being) && token.deprel.is(Relation::Obl) && token.upos == Upos::Noun;
    near.filter(|(_, token)| phrase(token)).map(|(at, _)| Arc::new(TokenIndex::new(at), noun, Relation::Nmod)).collect()
}

/// "Congo, M23 rebels agree", "Sudan army, RSF trade blame": in a headline two subjects with a comma between them, right before a verb that is not of one,
/// stand side by side.
pub(super) fn subjects_of_headline(analysis: &Analysis, verb: TokenIndex) -> Option<Arc> {
    let of_one =
        |token: &Token| token.feats.has("Number", "Sing") || token.feats.has("Tense", "Past") || token.feats.has("VerbForm", "Part");
    let token = analysis.tokens.get(verb.get()).filter(|token| !of_one(token) && token.form.starts_with(char::is_lowercase))?;
    let subjects: Vec<TokenIndex> =
        analysis.children(verb).filter(|(_, child)| child.deprel.is(Relation::Nsubj)).map(|(index, _)| index).collect();
    let [first, second] = subjects.as_slice() else { return None };
    let start = analysis.subtree(*second).into_iter().min()?;
    let comma = analysis.tokens.get(start.get().checked_sub(1)?).is_some_and(|word| word.form == ",");
    let named = |noun: TokenIndex| {
        analysis.subtree(noun).into_iter().any(|at| analysis.tokens.get(at.get()).is_some_and(|word| word.upos == Upos::Propn))
    };
    let beside = first.get() + 2 == start.get() && second.get() + 1 == verb.get();
    let headline = token.head.is_none() && beside && comma && named(*first) && named(*second);
    headline.then(|| Arc::new(*second, *first, Relation::Conj))
}

/// "Shot down 71 of 88 drones": what is counted out hangs on the number, not on the verb.
pub(super) fn counted_out(analysis: &Analysis, grammar: &Grammar, noun: TokenIndex) -> Option<Arc> {
    let verb = analysis.tokens.get(noun.get()).filter(|token| token.deprel.is(Relation::Obl))?.head?;
    let (marker, token) = analysis.children_by(noun, Relation::Case).next()?;
    let number = TokenIndex::new(marker.get().checked_sub(1)?);
    let counts = analysis.tokens.get(number.get())?;
    let counted = counts.upos == Upos::Num && counts.head == Some(verb) && matches!(counts.deprel.base(), Relation::Obj | Relation::Nsubj);
    let of = grammar.owner_markers.contains(&token.form.to_lowercase());
    // The tree may also give both numbers to the noun.
    let both = counts.upos == Upos::Num && counts.head == Some(noun) && analysis.children_by(verb, Relation::Obj).next().is_none();
    match (of && counted, of && both) {
        (true, _) => Some(Arc::new(noun, number, Relation::Nmod)),
        (_, true) => Some(Arc::new(noun, verb, Relation::Obj)),
        _ => None,
    }
}

/// "Drones hit the port, the governor said": of two subjects of a verb the one before the clause that it has for its content, and that has none, is that
/// clause's.
fn subject_of_content(analysis: &Analysis, verb: TokenIndex) -> Option<Arc> {
    let content = analysis.children_by(verb, Relation::Ccomp).map(|(index, _)| index).find(|&content| content < verb)?;
    analysis.token(content).filter(|token| token.upos == Upos::Verb)?;
    let mut subjects = analysis.children_by(verb, Relation::Nsubj).map(|(index, _)| index);
    let (first, second) = (subjects.next()?, subjects.next()?);
    let own = analysis.children_by(content, Relation::Nsubj).next().is_some();
    (first < content && content < second && !own).then_some(Arc::new(first, content, Relation::Nsubj))
}

/// "Hit Odesa port hours before talks": a stretch of time before or after something is not the object, but what the tree takes for its first part is.
pub(super) fn object_before_time(analysis: &Analysis, grammar: &Grammar, noun: TokenIndex) -> Vec<Arc> {
    let arcs = || {
        let token = analysis.token(noun).filter(|token| token.deprel.is(Relation::Obj) && token.feats.has("Number", "Plur"))?;
        let time = grammar.time_nouns.contains(&token.lemma.to_lowercase());
        let next = analysis.token(TokenIndex::new(noun.get() + 1)).map(|next| next.form.to_lowercase())?;
        let before = time && grammar.time_relations.contains(&next);
        let (part, _) = analysis.children_by(noun, Relation::Compound).rfind(|(part, _)| *part < noun).filter(|_| before)?;
        let verb = token.head?;
        let others = analysis.children(noun).map(|(child, _)| child).filter(|&child| child < part);
        let mut arcs: Vec<Arc> = others
            .filter_map(|child| Some((child, analysis.token(child)?.deprel.base())))
            .map(|(child, relation)| Arc::new(child, part, relation))
            .collect();
        arcs.extend([Arc::new(part, verb, Relation::Obj), Arc::new(noun, verb, Relation::Obl)]);
        Some(arcs)
    };
    arcs().unwrap_or_default()
}

/// "Uitte volgens het blad ‘begrip’ voor de maatregel": a bare noun between quotation marks behind the phrase of a light verb without an object is that
/// object, and explains nothing in the phrase.
pub(super) fn quoted_object(analysis: &Analysis, grammar: &Grammar, noun: TokenIndex) -> Option<Arc> {
    let token = analysis.tokens.get(noun.get()).filter(|token| token.deprel.is(Relation::Appos))?;
    let phrase = token.head?;
    let quote = analysis.tokens.get(noun.get().checked_sub(1)?)?;
    let opens = quote.upos == Upos::Punct && quote.form.starts_with(['\'', '"', '‘', '“', '„', '«']) && phrase.get() + 2 == noun.get();
    let verb = analysis.tokens.get(phrase.get()).filter(|above| opens && above.deprel.is(Relation::Obl))?.head?;
    let light = analysis.tokens.get(verb.get()).is_some_and(|token| grammar.light_verbs.contains(&token.lemma.to_lowercase()));
    let complete = analysis.children(verb).any(|(_, child)| matches!(child.deprel.base(), Relation::Obj | Relation::Ccomp));
    (light && !complete).then(|| Arc::new(noun, verb, Relation::Obj))
}

/// "They refuse, because they fear …", "a second round, unless he yields": a clause behind a word of cause or condition tells neither what is refused
/// nor which round; and one of manner ("zonder iets te noemen") not what is said.
fn adverbial(analysis: &Analysis, grammar: &Grammar, verb: TokenIndex) -> Option<Arc> {
    let token = analysis.token(verb)?;
    let openers = match token.deprel.base() {
        Relation::Ccomp | Relation::Acl => &grammar.adverbial_subordinators,
        Relation::Xcomp => &grammar.manner_markers,
        _ => return None,
    };
    let near = analysis.tokens.iter().take(verb.get()).skip(verb.get().saturating_sub(super::NEAR));
    let marks = |word: &Token| word.head == Some(verb) && word.deprel.is(Relation::Mark);
    let marked = near.into_iter().any(|word| marks(word) && openers.contains(&word.form.to_lowercase()));
    let clause =
        |at: &TokenIndex| analysis.token(*at).is_some_and(|token| matches!(token.upos, Upos::Verb | Upos::Aux) || token.head.is_none());
    let governor = token.head.into_iter().chain(token.head.into_iter().flat_map(|head| analysis.ancestors(head))).find(clause)?;
    marked.then_some(Arc::new(verb, governor, Relation::Advcl))
}

/// "Zei niet te komen": a negation right before an infinitive and behind the verb that governs it denies the infinitive, not the verb.
pub(super) fn negation(analysis: &Analysis, grammar: &Grammar, word: TokenIndex) -> Option<Arc> {
    let token = analysis.token(word).filter(|token| token.deprel.is(Relation::Advmod))?;
    let verb = token.head.filter(|&verb| verb < word && grammar.moving_negations.contains(&token.form.to_lowercase()))?;
    let near = || analysis.tokens.iter().enumerate().skip(word.get() + 1).take(super::NEAR);
    let of_verb = |token: &Token| token.head == Some(verb) && token.deprel.is(Relation::Xcomp) && token.feats.has("VerbForm", "Inf");
    let infinitive = near().find(|(_, token)| of_verb(token)).map(|(at, _)| TokenIndex::new(at))?;
    let opened = near()
        .take_while(|(at, _)| *at < infinitive.get())
        .any(|(_, token)| token.deprel.is(Relation::Mark) && token.head == Some(infinitive));
    let next = TokenIndex::new(word.get() + 1);
    let before_it = next == infinitive || analysis.ancestors(next).any(|above| above == infinitive);
    let main = analysis.token(verb).is_some_and(|verb| verb.upos == Upos::Verb);
    (opened && before_it && main).then_some(Arc::new(word, infinitive, Relation::Advmod))
}

/// "A judge Thursday approved the plan": a day of the week right before the verb, which the tree takes for its subject beside another, tells when.
fn day_before(analysis: &Analysis, grammar: &Grammar, verb: TokenIndex) -> Option<Arc> {
    let of_verb = |token: &Token| token.head == Some(verb) && token.deprel.is(Relation::Nsubj);
    let near = || analysis.tokens.iter().enumerate().take(verb.get()).skip(verb.get().saturating_sub(super::NEAR));
    let (day, _) = near().find(|(_, token)| of_verb(token) && grammar.days.contains(&token.form.to_lowercase()))?;
    near().any(|(at, token)| at != day && of_verb(token)).then_some(Arc::new(TokenIndex::new(day), verb, Relation::Obl))
}

/// "Kenya plans to sue, the minister said on Monday": a verb that the tree takes for a second subject is what is said.
fn said_clause(analysis: &Analysis, verb: TokenIndex) -> Option<Arc> {
    let token = analysis.token(verb).filter(|token| token.deprel.is(Relation::Nsubj))?;
    let head = token.head.filter(|&head| head > verb)?;
    let between = analysis.tokens.get(verb.get() + 1..head.get())?;
    let subject = between.iter().any(|word| word.head == Some(head) && word.deprel.is(Relation::Nsubj) && word.upos != Upos::Verb);
    subject.then_some(Arc::new(verb, head, Relation::Ccomp))
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
    (blames && opened).then_some(Arc::new(verb, blame, Relation::Advcl))
}

/// "Denied that they came or that he knew": a clause with conjunction and subordinator of its own goes on the clause before that has the same.
fn second_content(analysis: &Analysis, verb: TokenIndex) -> Option<Arc> {
    analysis.token(verb).filter(|token| token.deprel.is(Relation::Acl))?;
    let before = |relation: Relation| {
        let words = analysis.tokens.iter().enumerate().take(verb.get()).skip(verb.get().saturating_sub(super::NEAR));
        words
            .filter(move |(_, word)| word.head == Some(verb) && word.deprel.is(relation))
            .map(|(at, word)| (at, word.form.to_lowercase()))
            .next()
    };
    let (conjunction, _) = before(Relation::Cc)?;
    let (mark, form) = before(Relation::Mark).filter(|(mark, _)| *mark == conjunction + 1)?;
    let sentence = analysis.sentences.iter().find(|sentence| sentence.tokens.contains(&mark))?;
    let earlier = (sentence.tokens.start..conjunction).rev().filter_map(|at| analysis.tokens.get(at));
    let first = earlier.filter(|word| word.deprel.is(Relation::Mark) && word.form.to_lowercase() == form).find_map(|word| word.head)?;
    let clause =
        analysis.token(first).is_some_and(|token| matches!(token.deprel.base(), Relation::Ccomp | Relation::Acl | Relation::Csubj));
    clause.then_some(Arc::new(verb, first, Relation::Conj))
}

/// "He left, blamed the minister and …": a conjunct that opens with its verb has the subject of the first, so that a noun behind it, which the tree
/// takes for its subject, is its object.
fn object_of_conjunct(analysis: &Analysis, verb: TokenIndex) -> Option<Arc> {
    let token = analysis.token(verb).filter(|token| token.deprel.is(Relation::Conj) && token.feats.has("VerbForm", "Fin"))?;
    let first = token.head.filter(|&first| first < verb)?;
    let opens = analysis.tokens.get(verb.get().checked_sub(1)?).is_some_and(|word| word.form == "," || word.upos == Upos::Cconj);
    let child = |of: TokenIndex, relation: Relation| {
        let near = analysis.tokens.iter().enumerate().take(of.get() + super::NEAR).skip(of.get().saturating_sub(super::NEAR));
        near.filter(move |(_, word)| word.head == Some(of) && word.deprel.is(relation)).map(|(at, _)| TokenIndex::new(at)).next()
    };
    let led = child(first, Relation::Nsubj).is_some_and(|subject| subject < first);
    let subject = child(verb, Relation::Nsubj).filter(|&subject| subject > verb && opens && led)?;
    let nominal = |token: &Token| matches!(token.upos, Upos::Noun | Upos::Propn) && token.deprel.subtype().is_none();
    let relation = if child(verb, Relation::Obj).is_some() { Relation::Iobj } else { Relation::Obj };
    analysis.token(subject).is_some_and(nominal).then_some(Arc::new(subject, verb, relation))
}

/// "Supporters of Diallo, who has left": where the verb agrees with the name or noun before the comma alone, and not with what the tree hangs the
/// relative clause on, the clause describes that one.
fn relative_of_other(analysis: &Analysis, verb: TokenIndex) -> Option<Arc> {
    let token = analysis.token(verb).filter(|token| token.deprel.subtype() == Some("relcl"))?;
    let described = token.head.filter(|&described| described < verb)?;
    let near = || (described.get()..verb.get() + super::NEAR).map(TokenIndex::new).filter_map(|at| Some((at, analysis.token(at)?)));
    let of_verb = || near().filter(|(_, word)| word.head == Some(verb));
    let finite = |word: &Token| word.feats.has("VerbForm", "Fin");
    let carrier = of_verb().find(|(_, word)| matches!(word.deprel.base(), Relation::Aux | Relation::Cop) && finite(word));
    let wanted = carrier.map_or(token, |(_, word)| word).feats.get("Number")?;
    // The subject agrees with its verb; an object does not.
    let relative = |word: &Token| word.deprel.is(Relation::Nsubj) && word.upos == Upos::Pron;
    let (pronoun, _) = of_verb().find(|(at, word)| *at < verb && relative(word))?;
    let several = near().any(|(_, word)| word.head == Some(described) && word.deprel.is(Relation::Conj));
    if several || analysis.token(described)?.feats.get("Number")? == wanted {
        return None;
    }
    let comma = pronoun.get().checked_sub(1).filter(|&at| analysis.tokens.get(at).is_some_and(|word| word.form == ","))?;
    let last = comma.checked_sub(1).map(TokenIndex::new)?;
    let name = analysis.token(last).filter(|word| word.deprel.is(Relation::Flat)).and_then(|word| word.head).unwrap_or(last);
    let noun = analysis.token(name).filter(|word| matches!(word.upos, Upos::Propn | Upos::Noun))?;
    // Some names are not tagged for number: they are of one.
    let number = noun.feats.get("Number").or((noun.upos == Upos::Propn).then_some("Sing"));
    let below = analysis.ancestors(name).any(|above| above == described);
    (below && number == Some(wanted)).then_some(Arc { token: verb, head: name, deprel: token.deprel })
}

/// "Als China Taiwan zou aanvallen": a subordinator that the tree hangs on the subject right behind it opens the clause of the verb.
pub(super) fn mark_of_subject(analysis: &Analysis, mark: TokenIndex) -> Option<Arc> {
    let token = analysis.token(mark).filter(|token| token.deprel.is(Relation::Mark))?;
    let subject = token.head.filter(|&subject| subject > mark)?;
    let noun = analysis.token(subject).filter(|noun| noun.deprel.is(Relation::Nsubj) && matches!(noun.upos, Upos::Noun | Upos::Propn))?;
    let verb = noun.head.filter(|&verb| verb > subject && analysis.token(verb).is_some_and(|verb| verb.upos == Upos::Verb))?;
    let own = analysis.children_by(verb, Relation::Mark).any(|(other, _)| other < subject);
    (!own).then_some(Arc::new(mark, verb, Relation::Mark))
}

/// "…, killing 21 people, health officials in the enclave said": what stands between a comma and a verb of saying that has no subject is its subject, not
/// one more of those killed.
pub(super) fn speaker_behind_comma(analysis: &Analysis, verb: TokenIndex) -> Option<Arc> {
    let told = |token: &Token| token.deprel.is(Relation::Parataxis) && token.feats.has("VerbForm", "Fin");
    analysis.token(verb).filter(|token| told(token))?;
    let has = |relation| analysis.children_by(verb, relation).next().is_some();
    if has(Relation::Nsubj) || has(Relation::Obj) || has(Relation::Ccomp) {
        return None;
    }
    let last = TokenIndex::new(verb.get().checked_sub(1)?);
    let beside = |token: &Token| matches!(token.deprel.base(), Relation::Conj | Relation::Appos);
    let up = std::iter::once(last).chain(analysis.ancestors(last));
    let noun = up.take_while(|&at| at < verb).find(|&at| analysis.token(at).is_some_and(beside))?;
    let nominal = analysis.token(noun).is_some_and(|noun| matches!(noun.upos, Upos::Noun | Upos::Propn));
    let phrase = analysis.subtree(noun);
    let (first, end) = (phrase.first()?, phrase.last()?);
    let comma = first.get().checked_sub(1).and_then(|at| analysis.tokens.get(at)).is_some_and(|token| token.form == ",");
    let joined = analysis.children_by(noun, Relation::Cc).next().is_some();
    (nominal && comma && !joined && *end == last).then_some(Arc::new(noun, verb, Relation::Nsubj))
}
