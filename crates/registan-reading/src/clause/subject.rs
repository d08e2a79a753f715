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
        Relation::Advcl | Relation::Xcomp if is_infinitive(tree, verb) && asked(tree, grammar, governor).is_some() => {
            asked(tree, grammar, governor).flatten().and_then(inherited)
        }
        Relation::Xcomp | Relation::Ccomp | Relation::Csubj if is_finite(tree, verb) => None,
        Relation::Xcomp | Relation::Ccomp | Relation::Advcl | Relation::Obl if is_told_to_nobody(tree, grammar, verb, governor) => None,
        Relation::Xcomp | Relation::Ccomp => {
            controller(tree, grammar, governor, verb).map_or_else(|| climb(tree, grammar, governor, reach).map(inherit), inherited)
        }
        Relation::Advcl if is_finite(tree, verb) => None,
        // "Pressed the two sides to accept": the object's doing, though the tree takes it for a purpose.
        Relation::Advcl if is_infinitive(tree, verb) && is_told_to_object(tree, grammar, verb, governor) => {
            charged(tree, governor).and_then(inherited)
        }
        Relation::Advcl | Relation::Obl | Relation::Acl if is_charge(tree, grammar, verb, governor) => {
            charged(tree, governor).map_or_else(|| climb(tree, grammar, governor, reach).map(inherit), inherited)
        }
        Relation::Advcl | Relation::Parataxis if is_predicate(tree, governor) => climb(tree, grammar, governor, reach).map(inherit),
        Relation::Acl if is_infinitive(tree, verb) && !is_finite(tree, verb) => holder_of_plan(tree, grammar, governor, reach),
        Relation::Acl if is_participle(tree, verb) && is_active(tree, verb) && is_message(tree, grammar, governor) => {
            sender(tree, grammar, governor, reach).or_else(|| inherited(governor))
        }
        Relation::Acl | Relation::Amod if is_participle(tree, verb) => inherited(governor),
        Relation::Obl if is_nominalised(tree, verb) && is_carried_on(tree, grammar, governor) => {
            climb(tree, grammar, governor, reach).map(inherit)
        }
        _ => None,
    }
}

/// "Met het leveren van tanks", "het sluiten van de grens": an infinitive with a determiner, which stands as a noun.
pub(super) fn is_nominalised(tree: &Tree<'_>, verb: TokenIndex) -> bool {
    let determined = || tree.child_tokens(verb).any(|(child, token)| child < verb && token.deprel.is(Relation::Det));
    is_infinitive(tree, verb) && determined()
}

/// Whether a verb says that its subject begins, goes on with or ends what its noun tells: "is begonnen met het leveren".
fn is_carried_on(tree: &Tree<'_>, grammar: &Grammar, verb: TokenIndex) -> bool {
    let lemma = tree.token(verb).map(|token| token.lemma.to_lowercase());
    lemma.is_some_and(|lemma| grammar.aspectual_verbs.contains(&lemma) || grammar.ending_verbs.contains(&lemma))
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
    // "De rechtbank veroordeelde Shell": of two names or nouns around a verb the one before it, for the tree took the object for a subject.
    let nominal = |subject: TokenIndex| tree.token(subject).is_some_and(|token| matches!(token.upos, Upos::Propn | Upos::Noun));
    if *first < verb && *last > verb && nominal(*first) && nominal(*last) && is_finite(tree, verb) {
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
    let head = all_described(tree, verb, relative_head(tree, verb)?);
    let common = tree.token(head).is_some_and(|token| token.upos == Upos::Noun);
    let ranked = || bearer(tree, head).filter(|_| common && is_ranked(tree, grammar, head));
    Some(ranked().or_else(|| described_name(tree, head)).unwrap_or(head))
}

/// "Russia and France, who chair the group": where several must do it, all of the coordination before the clause.
fn all_described(tree: &Tree<'_>, verb: TokenIndex, described: TokenIndex) -> TokenIndex {
    let plural =
        |index: TokenIndex| tree.token(index).is_some_and(|token| token.feats.has("Number", "Plur") && token.feats.has("VerbForm", "Fin"));
    let several = plural(verb) || tree.child_tokens(verb).any(|(index, token)| token.deprel.is(Relation::Aux) && plural(index));
    let one = tree.token(described).is_some_and(|token| token.upos == Upos::Propn && token.deprel.is(Relation::Conj));
    if several && one { tree.first_conjunct(described) } else { described }
}

/// "Odile Ngarta, a diplomat who …": the name that the noun in the singular describes.
fn described_name(tree: &Tree<'_>, noun: TokenIndex) -> Option<TokenIndex> {
    let token = tree.token(noun).filter(|token| token.upos == Upos::Noun && token.deprel.is(Relation::Appos))?;
    let singular = !token.feats.has("Number", "Plur");
    token.head.filter(|&name| singular && name < noun && tree.token(name).is_some_and(|token| token.upos == Upos::Propn))
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
fn controller(tree: &Tree<'_>, grammar: &Grammar, governor: TokenIndex, infinitive: TokenIndex) -> Option<TokenIndex> {
    let lemma = tree.token(governor)?.lemma.to_lowercase();
    if !grammar.object_control.contains(&lemma) {
        return None;
    }
    charged(tree, governor).or_else(|| first_of_two_objects(tree, infinitive))
}

/// Whether a verb that asks or expects its object to do something has that object before the infinitive.
fn is_told_to_object(tree: &Tree<'_>, grammar: &Grammar, infinitive: TokenIndex, governor: TokenIndex) -> bool {
    let asks = tree.token(governor).is_some_and(|token| grammar.verbs_of_asking.contains(&token.lemma.to_lowercase()));
    asks && charged(tree, governor).is_some_and(|object| governor < object && object < infinitive)
}

/// "Riep op om sancties op te heffen", "called for lifting sanctions": who tells others to do something, and does not say whom, does not do it.
fn is_told_to_nobody(tree: &Tree<'_>, grammar: &Grammar, verb: TokenIndex, governor: TokenIndex) -> bool {
    let commands = tree.token(governor).is_some_and(|token| grammar.commanding_verbs.contains(&token.lemma.to_lowercase()));
    let content = || {
        let asked_for = |(_, token): (TokenIndex, &registan_language::Token)| {
            matches!(token.deprel.base(), Relation::Mark | Relation::Case) && grammar.addressee_markers.contains(&token.form.to_lowercase())
        };
        let complement = tree.token(verb).is_some_and(|token| matches!(token.deprel.base(), Relation::Xcomp | Relation::Ccomp));
        complement || tree.child_tokens(verb).any(asked_for)
    };
    let passive = || tree.child_tokens(governor).any(|(_, token)| token.deprel.subtype() == Some("pass"));
    commands && content() && !passive() && charged(tree, governor).is_none() && first_of_two_objects(tree, verb).is_none()
}

/// "Verbood Iran wapens in te voeren": both objects hang on the infinitive; the first is whom the verb above concerns.
fn first_of_two_objects(tree: &Tree<'_>, infinitive: TokenIndex) -> Option<TokenIndex> {
    let objects = tree.child_tokens(infinitive).filter(|(_, token)| token.deprel.is(Relation::Obj)).map(|(index, _)| index);
    match objects.collect::<Vec<_>>().as_slice() {
        [first, _second] if *first < infinitive => Some(*first),
        _ => None,
    }
}

/// "Accused Iran of arming rebels", "kept the ships from leaving": the clause tells of a doing of the verb's object.
fn is_charge(tree: &Tree<'_>, grammar: &Grammar, verb: TokenIndex, governor: TokenIndex) -> bool {
    let Some(above) = tree.token(governor).filter(|above| above.upos == Upos::Verb) else { return false };
    let lemma = above.lemma.to_lowercase();
    let opened = |(index, token): (TokenIndex, &registan_language::Token)| {
        let opens = matches!(token.deprel.base(), Relation::Mark | Relation::Case) && index < verb;
        opens && grammar.charge_markers.contains(&token.form.to_lowercase())
    };
    let verbal = tree.token(verb).is_some_and(|token| token.upos == Upos::Verb);
    verbal && (grammar.blaming_verbs.contains(&lemma) || grammar.object_control.contains(&lemma)) && tree.child_tokens(verb).any(opened)
}

/// Whom a charge is laid on; none in a passive, whose subject it is.
fn charged(tree: &Tree<'_>, governor: TokenIndex) -> Option<TokenIndex> {
    [Relation::Obj, Relation::Iobj].into_iter().find_map(|relation| tree.child(governor, relation))
}

/// "Renewed its call for Iran to leave", the infinitive hanging on the verb: where its object asks something of somebody, whom it asks, if it says so.
fn asked(tree: &Tree<'_>, grammar: &Grammar, verb: TokenIndex) -> Option<Option<TokenIndex>> {
    let object = tree.child(verb, Relation::Obj)?;
    let lemma = tree.token(object)?.lemma.to_lowercase();
    grammar.requests.contains(&lemma).then(|| addressee(tree, grammar, object))
}

/// Whom a noun of asking addresses: "oproep aan Iran", "call on Iran".
fn addressee(tree: &Tree<'_>, grammar: &Grammar, noun: TokenIndex) -> Option<TokenIndex> {
    phrase_with(tree, noun, &grammar.addressee_markers)
}

/// The noun below `noun` that one of these prepositions opens.
fn phrase_with(tree: &Tree<'_>, noun: TokenIndex, markers: &std::collections::HashSet<String>) -> Option<TokenIndex> {
    let marked = |phrase: TokenIndex| {
        let case = tree.child(phrase, Relation::Case).and_then(|case| tree.token(case));
        case.is_some_and(|case| markers.contains(&case.form.to_lowercase()))
    };
    let below = |token: &registan_language::Token| matches!(token.deprel.base(), Relation::Nmod | Relation::Obl);
    tree.child_tokens(noun).find(|(index, token)| below(token) && marked(*index)).map(|(index, _)| index)
}

/// Who holds what a noun of intention names: "Ruslands plan", "heeft plannen".
pub(super) fn holder_of(tree: &Tree<'_>, grammar: &Grammar, noun: TokenIndex) -> Option<SurfaceSubject> {
    holder_of_plan(tree, grammar, noun, REACH)
}

/// "Rusland heeft plannen om …", "Bidens belofte om …", "the Russian plan to …": who holds the plan is the subject of its infinitive; whom a request
/// addresses, of its; of "the first to recognise" whoever is the first.
fn holder_of_plan(tree: &Tree<'_>, grammar: &Grammar, noun: TokenIndex, reach: usize) -> Option<SurfaceSubject> {
    let lemma = tree.token(noun)?.lemma.to_lowercase();
    let inherited = |head| SurfaceSubject { head, inherited: true };
    if grammar.requests.contains(&lemma) {
        return addressee(tree, grammar, noun).map(inherited);
    }
    if let Some(bearer) = bearer(tree, noun) {
        return is_ranked(tree, grammar, noun).then(|| inherited(bearer));
    }
    let possessor = tree.child_tokens(noun).find(|(_, token)| token.deprel == "nmod:poss").map(|(index, _)| index);
    let owner = || phrase_with(tree, noun, &grammar.owner_markers).or_else(|| phrase_with(tree, noun, &grammar.agent_markers));
    if let Some(head) = possessor.or_else(owner).or_else(|| capitalised_adjective(tree, noun)) {
        return Some(inherited(head));
    }
    // "Uganda to withdraw troops": a headline, whose name leads.
    let Some(governor) = tree.head(noun) else {
        return tree.token(noun).is_some_and(|token| token.upos == Upos::Propn).then(|| inherited(noun));
    };
    is_predicate(tree, governor).then(|| climb(tree, grammar, governor, reach)).flatten().map(inherit)
}

/// A statement, letter or resolution, whose words are those of whoever makes it.
fn is_message(tree: &Tree<'_>, grammar: &Grammar, noun: TokenIndex) -> bool {
    tree.token(noun).is_some_and(|token| token.upos == Upos::Noun && grammar.messages.contains(&token.lemma.to_lowercase()))
}

/// "Kenya issued a statement condemning", "a letter from Oslo urging": whose words they are; "said in a statement condemning": who speaks.
fn sender(tree: &Tree<'_>, grammar: &Grammar, message: TokenIndex, reach: usize) -> Option<SurfaceSubject> {
    let inherited = |head| SurfaceSubject { head, inherited: true };
    let possessor = tree.child_tokens(message).find(|(_, token)| token.deprel == "nmod:poss").map(|(index, _)| index);
    let owner = || phrase_with(tree, message, &grammar.owner_markers).or_else(|| phrase_with(tree, message, &grammar.agent_markers));
    if let Some(head) = possessor.or_else(owner) {
        return Some(inherited(head));
    }
    let token = tree.token(message).filter(|token| matches!(token.deprel.base(), Relation::Obj | Relation::Obl))?;
    let verb = token.head.filter(|&verb| is_predicate(tree, verb))?;
    let passive = tree.child_tokens(verb).any(|(_, token)| token.deprel.subtype() == Some("pass"));
    (!passive).then(|| climb(tree, grammar, verb, reach)).flatten().map(inherit)
}

/// "Condemning", not "condemned".
fn is_active(tree: &Tree<'_>, participle: TokenIndex) -> bool {
    tree.token(participle).is_some_and(|token| token.feats.has("VerbForm", "Ger") || token.feats.has("Tense", "Pres"))
}

/// Of whom a nominal predicate is said: "Macron was de eerste leider die …".
fn bearer(tree: &Tree<'_>, noun: TokenIndex) -> Option<TokenIndex> {
    tree.child(noun, Relation::Cop)?;
    tree.child_tokens(noun)
        .find(|(_, token)| token.deprel.is(Relation::Nsubj) && matches!(token.upos, Upos::Propn | Upos::Noun))
        .map(|(index, _)| index)
}

/// "The first to", "the only country to".
fn is_ranked(tree: &Tree<'_>, grammar: &Grammar, noun: TokenIndex) -> bool {
    let ranks = |token: &registan_language::Token| {
        token.feats.has("NumType", "Ord")
            || grammar.ranks.contains(&token.lemma.to_lowercase())
            || grammar.ranks.contains(&token.form.to_lowercase())
    };
    tree.token(noun).is_some_and(ranks) || tree.child_tokens(noun).any(|(_, token)| token.deprel.is(Relation::Amod) && ranks(token))
}

/// An adjective with a capital: that of a state or people.
fn capitalised_adjective(tree: &Tree<'_>, noun: TokenIndex) -> Option<TokenIndex> {
    let capital = |token: &registan_language::Token| token.upos == Upos::Adj && token.form.starts_with(char::is_uppercase);
    tree.child_tokens(noun).find(|(_, token)| token.deprel.is(Relation::Amod) && capital(token)).map(|(index, _)| index)
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
