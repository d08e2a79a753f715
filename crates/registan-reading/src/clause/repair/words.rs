//! Words whose part of speech goes against what hangs on them.

use registan_language::{Analysis, Deprel, Relation, Token, TokenIndex, Upos};

use super::Arc;
use crate::clause::Grammar;

/// What stands behind a hyphen is a noun of its own from so many letters on.
const SHORTEST_KIND: usize = 6;

/// "Arresteerde veertig verdachten", "Keniaanse jongeren gooiden", "a top Mali militant": a participle that is counted or described, a comparative
/// that is, or an adjective with a noun for its first part, that does what a verb says, is a noun.
pub(super) fn is_noun(analysis: &Analysis, at: TokenIndex) -> bool {
    let Some(token) = analysis.token(at) else { return false };
    let described = match token.upos {
        Upos::Verb if token.feats.has("VerbForm", "Part") => [Relation::Nummod, Relation::Amod].as_slice(),
        Upos::Adj if token.feats.has("Degree", "Cmp") => &[Relation::Nummod, Relation::Amod, Relation::Det],
        Upos::Adj => &[Relation::Compound],
        Upos::Propn => return is_named_kind(token),
        _ => return false,
    };
    // "Hebben zaterdag gevangenen uitgewisseld": no participle is the object of a verb.
    if token.upos == Upos::Verb && token.deprel.is(Relation::Obj) && token.form.ends_with("en") && token.feats.has("VerbForm", "Part") {
        return analysis.children_by(at, Relation::Obj).next().is_none();
    }
    let argument = matches!(token.deprel.base(), Relation::Obj | Relation::Nsubj | Relation::Obl | Relation::Nmod | Relation::Conj);
    let before = at.get().checked_sub(1).and_then(|before| analysis.tokens.get(before));
    argument && before.is_some_and(|before| before.head == Some(at) && described.contains(&before.deprel.base()))
}

/// "Rafale-gevechtsvliegtuigen": of a name and a common noun behind its hyphen, the noun.
fn is_named_kind(token: &Token) -> bool {
    let kind = token.form.rsplit_once('-').map(|(_, kind)| kind);
    kind.is_some_and(|kind| kind.chars().count() >= SHORTEST_KIND && kind.chars().all(char::is_lowercase))
        && token.feats.has("Number", "Plur")
}

/// "Oefent druk uit op", "zet druk op": a word that is an adjective elsewhere, as a bare complement of a verb with which it is a noun, is its object.
pub(super) fn object_of_light(analysis: &Analysis, grammar: &Grammar, at: TokenIndex) -> Option<Arc> {
    let token = analysis.token(at).filter(|token| token.upos == Upos::Adj)?;
    let verb = token.head.filter(|_| matches!(token.deprel.base(), Relation::Advmod | Relation::Xcomp | Relation::Obl | Relation::Obj))?;
    let lemma = &analysis.token(verb).filter(|verb| verb.upos == Upos::Verb)?.lemma;
    let known = grammar.nouns_with_verbs.contains(&format!("{} {}", token.form.to_lowercase(), lemma.to_lowercase()));
    let free = !analysis.children_by(verb, Relation::Obj).any(|(object, _)| object != at);
    (known && free).then(|| Arc::new(at, verb, Relation::Obj))
}

/// The lemma of such a noun is its form, its ending aside that no rule here knows.
pub(super) fn make_noun(analysis: &mut Analysis, at: TokenIndex) {
    if let Some(token) = analysis.tokens.get_mut(at.get()) {
        // "Gevangenen", "verdachten": a participle that is a noun has its plural in -n.
        let form = token.form.to_lowercase();
        let plural = token.upos == Upos::Verb && form.ends_with("en");
        token.upos = Upos::Noun;
        token.lemma = if plural { form[..form.len() - 1].to_owned() } else { form };
    }
}

/// "Provides €45m support": the sign of a currency hangs on the number behind it, also where the tree gives the verb two objects.
pub(super) fn currency(analysis: &Analysis, sign: TokenIndex) -> Option<Arc> {
    let token = analysis.token(sign).filter(|token| matches!(token.deprel.base(), Relation::Obj | Relation::Nsubj | Relation::Obl))?;
    let verb = token.head?;
    let number = TokenIndex::new(sign.get() + 1);
    let counted = analysis.token(number).filter(|token| token.upos == Upos::Num)?;
    let noun = analysis.ancestors(number).find(|&above| analysis.token(above).is_some_and(|token| token.upos != Upos::Num))?;
    let beside = analysis.token(noun).is_some_and(|noun| noun.head == Some(verb) && noun.deprel.base() == token.deprel.base());
    (beside && counted.head != Some(sign)).then_some(Arc::new(sign, number, Relation::Compound))
}

/// "Dat het drones heeft geleverd": right behind a subordinator a neuter determiner of a noun in the plural, or of one that is not neuter, is the subject of
/// a verb that has none.
pub(super) fn pronoun(analysis: &Analysis, at: TokenIndex) -> Option<Arc> {
    let token = analysis.token(at).filter(|token| token.deprel.is(Relation::Det) && token.feats.has("Definite", "Def"))?;
    let before = at.get().checked_sub(1).and_then(|before| analysis.tokens.get(before))?;
    let noun = token.head.filter(|&noun| noun > at)?;
    let described = analysis.token(noun)?;
    let neuter = token.form.eq_ignore_ascii_case("het");
    let other = described.feats.has("Number", "Plur") || described.feats.has("Gender", "Com");
    let verb = described.head.filter(|_| before.deprel.is(Relation::Mark) && neuter && other)?;
    let clause = before.head == Some(verb) && analysis.token(verb).is_some_and(|verb| verb.upos == Upos::Verb);
    let own = analysis.children_by(verb, Relation::Nsubj).next().is_some();
    (clause && !own && !described.deprel.is(Relation::Nsubj)).then_some(Arc::new(at, verb, Relation::Nsubj))
}

/// "De straat op gegaan", "de grens overgestoken": a noun with a determiner and without preposition right before the verb or its particle, which tells no
/// time, is the object of a verb that has none.
pub(super) fn bare_object(analysis: &Analysis, grammar: &Grammar, noun: TokenIndex) -> Option<Arc> {
    let token = analysis.token(noun).filter(|token| token.deprel.is(Relation::Obl) && grammar.closed_compounds)?;
    let verb = token.head.filter(|&verb| verb > noun && analysis.token(verb).is_some_and(|verb| verb.upos == Upos::Verb))?;
    let time = grammar.time_nouns.contains(&token.lemma.to_lowercase()) || grammar.days.contains(&token.lemma.to_lowercase());
    let next = TokenIndex::new(noun.get() + 1);
    let particle = analysis.token(next).is_some_and(|next| next.head == Some(verb) && next.deprel.subtype() == Some("prt"));
    let near = particle || next == verb || analysis.token(next).is_some_and(|next| next.upos == Upos::Aux && next.head == Some(verb));
    let has = |relation| analysis.children_by(noun, relation).next().is_some();
    let bare = has(Relation::Det) && !has(Relation::Case) && !has(Relation::Nummod);
    let own = analysis.children_by(verb, Relation::Obj).next().is_some();
    (near && bare && !time && !own).then_some(Arc::new(noun, verb, Relation::Obj))
}

/// A particle that belongs to a verb before it.
pub(super) struct Particle {
    at: TokenIndex,
    verb: TokenIndex,
}

/// The particle of a finite verb before it that the tree takes for a preposition ("zegt toe extra munitie te leveren") or gives to the infinitive
/// behind it ("biedt aan te bemiddelen").
pub(super) fn particle(analysis: &Analysis, grammar: &Grammar, at: TokenIndex) -> Option<Particle> {
    if let Some(verb) = verb_of_result(analysis, grammar, at) {
        return Some(Particle { at, verb });
    }
    let token = analysis.token(at).filter(|token| token.upos == Upos::Adp)?;
    let form = token.form.to_lowercase();
    let finite = |at: &TokenIndex| analysis.token(*at).is_some_and(|verb| verb.upos == Upos::Verb && verb.feats.has("VerbForm", "Fin"));
    let lone = || at.get().checked_sub(1).map(TokenIndex::new).filter(finite);
    let of_clause =
        || token.head.filter(|&head| head > at).and_then(|head| analysis.ancestors(head).find(|above| *above < at && finite(above)));
    let verb = match token.deprel.base() {
        Relation::Case | Relation::Mark if grammar.lone_particles.contains(&form) => lone()?,
        Relation::Compound | Relation::Case | Relation::Mark if !grammar.particle_verbs_of_infinitives.is_empty() => {
            of_clause().filter(|&verb| is_of_infinitive(analysis, grammar, (at, verb), &form))?
        }
        _ => return None,
    };
    let joined = analysis.token(verb)?.lemma.to_lowercase().starts_with(&form);
    (token.head != Some(verb) && !joined).then_some(Particle { at, verb })
}

/// "Liet negentig gevangenen vrij in ruil voor …": the verb to which an adjective belongs as its particle, though the tree takes it for an adverb.
fn verb_of_result(analysis: &Analysis, grammar: &Grammar, at: TokenIndex) -> Option<TokenIndex> {
    let token = analysis.token(at).filter(|token| matches!(token.upos, Upos::Adj | Upos::Adv))?;
    let verb = token.head.filter(|_| matches!(token.deprel.base(), Relation::Advmod | Relation::Xcomp))?;
    let lemma = &analysis.token(verb).filter(|verb| verb.upos == Upos::Verb)?.lemma;
    grammar.verbs_of_result.contains(&format!("{}{}", token.form.to_lowercase(), lemma.to_lowercase())).then_some(verb)
}

/// "Veroordeelden het scherp", "met 204 stemmen voor en 85 tegen": an adjective that tells how, or a word behind what is counted, is no particle.
pub(super) fn adverb(analysis: &Analysis, grammar: &Grammar, at: TokenIndex) -> Option<Particle> {
    let token = analysis.token(at).filter(|token| token.deprel == "compound:prt")?;
    let verb = token.head?;
    let (form, lemma) = (token.form.to_lowercase(), analysis.token(verb)?.lemma.to_lowercase());
    if token.upos == Upos::Adp {
        let particles = analysis.children(verb).filter(|(_, child)| child.deprel == "compound:prt").count();
        return (particles > 1 && is_behind_count(analysis, at)).then_some(Particle { at, verb });
    }
    let manner = token.upos == Upos::Adj && grammar.manner_adverbs.contains(&form);
    (manner && lemma.starts_with(&form)).then_some(Particle { at, verb })
}

/// Right behind a number, or a noun with one.
fn is_behind_count(analysis: &Analysis, at: TokenIndex) -> bool {
    let Some(before) = at.get().checked_sub(1).map(TokenIndex::new) else { return false };
    let number = analysis.token(before).is_some_and(|token| token.upos == Upos::Num);
    number || analysis.children_by(before, Relation::Nummod).next().is_some()
}

/// The verb loses what is none of it.
pub(super) fn part_adverb(analysis: &mut Analysis, adverb: &Particle) {
    let Some(form) = analysis.token(adverb.at).map(|token| token.form.to_lowercase()) else { return };
    if let Some(verb) = analysis.tokens.get_mut(adverb.verb.get()) {
        verb.lemma = verb.lemma.strip_prefix(form.as_str()).filter(|rest| !rest.is_empty()).unwrap_or(&verb.lemma).to_owned();
    }
    if let Some(token) = analysis.tokens.get_mut(adverb.at.get()) {
        token.deprel = Deprel::new(Relation::Advmod);
    }
}

/// Whether particle and verb together are a verb whose content is the infinitive right behind the particle, or behind its object.
fn is_of_infinitive(analysis: &Analysis, grammar: &Grammar, (at, verb): (TokenIndex, TokenIndex), form: &str) -> bool {
    let joined = analysis.token(verb).map(|verb| format!("{form}{}", verb.lemma.to_lowercase()));
    let marker = analysis.tokens.get(at.get() + 1).is_some_and(|next| next.deprel.is(Relation::Mark));
    // "Droeg de troepen op het land te verlaten": before an object of the infinitive too.
    let clause = analysis.tokens.iter().enumerate().skip(at.get() + 1).take_while(|(_, token)| token.upos != Upos::Punct);
    let mut near = clause.take(super::NEAR);
    let infinitive = |(index, token): (usize, &Token)| {
        let marked = || analysis.tokens.get(index.saturating_sub(1)).is_some_and(|mark| mark.head == Some(TokenIndex::new(index)));
        token.head == Some(verb)
            && matches!(token.deprel.base(), Relation::Xcomp | Relation::Ccomp)
            && token.feats.has("VerbForm", "Inf")
            && marked()
    };
    let behind_noun = at
        .get()
        .checked_sub(1)
        .and_then(|before| analysis.tokens.get(before))
        .is_some_and(|before| matches!(before.upos, Upos::Noun | Upos::Propn));
    // "Bood aan troepen te sturen": right behind the verb.
    let behind_verb = || at.get().checked_sub(1) == Some(verb.get());
    let infinitive = marker || (behind_noun || behind_verb()) && near.any(infinitive);
    infinitive && joined.is_some_and(|joined| grammar.particle_verbs_of_infinitives.contains(&joined))
}

/// Joins it to the verb, whose lemma has it in front as the dictionary does; the infinitive that had it loses it.
pub(super) fn join_particle(analysis: &mut Analysis, particle: &Particle) {
    let Some((form, infinitive)) = analysis.token(particle.at).map(|token| (token.form.to_lowercase(), token.head)) else { return };
    if let Some(above) = infinitive.and_then(|above| analysis.tokens.get_mut(above.get())) {
        match above.upos {
            Upos::Verb => above.lemma = above.lemma.strip_prefix(form.as_str()).unwrap_or(&above.lemma).to_owned(),
            // Without the preposition the noun is an object.
            _ if above.deprel.is(Relation::Obl) => above.deprel = Deprel::new(Relation::Obj),
            _ => {}
        }
    }
    if let Some(noun) = infinitive.filter(|&noun| analysis.token(noun).is_some_and(|noun| noun.deprel.is(Relation::Nmod))) {
        give_to_infinitive(analysis, particle, noun);
    }
    if let Some(token) = analysis.tokens.get_mut(particle.verb.get()) {
        token.lemma = format!("{form}{}", token.lemma);
    }
    if let Some(token) = analysis.tokens.get_mut(particle.at.get()) {
        token.head = Some(particle.verb);
        token.deprel = "compound:prt".parse().unwrap_or(Deprel::new(Relation::Compound));
    }
    let below: Vec<TokenIndex> = analysis.children(particle.at).map(|(child, _)| child).collect();
    for child in below {
        if let Some(token) = analysis.tokens.get_mut(child.get()) {
            token.head = Some(particle.verb);
        }
    }
    part_objects(analysis, particle);
}

/// "Riep hem in een gesprek op de acties te beëindigen": what stands behind the particle, and hangs on a word before it, is the infinitive's object.
fn give_to_infinitive(analysis: &mut Analysis, particle: &Particle, noun: TokenIndex) {
    let across = analysis.token(noun).and_then(|noun| noun.head).is_some_and(|head| head < particle.at);
    let infinitive = analysis.children(particle.verb).map(|(child, _)| child).find(|&child| child > noun && is_infinitive(analysis, child));
    let Some(infinitive) = infinitive.filter(|&infinitive| across && analysis.children_by(infinitive, Relation::Obj).next().is_none())
    else {
        return;
    };
    if let Some(token) = analysis.tokens.get_mut(noun.get()) {
        (token.head, token.deprel) = (Some(infinitive), Deprel::new(Relation::Obj));
    }
}

fn is_infinitive(analysis: &Analysis, token: TokenIndex) -> bool {
    analysis.token(token).is_some_and(|token| token.upos == Upos::Verb && token.feats.has("VerbForm", "Inf"))
}

/// "Roept zijn burgers op Mali te verlaten": what stands before the particle is the verb's, what stands behind it the infinitive's.
fn part_objects(analysis: &mut Analysis, particle: &Particle) {
    let Particle { at, verb } = *particle;
    let infinitive = analysis.children_by(verb, Relation::Xcomp).map(|(index, _)| index).find(|&index| {
        index > at && analysis.token(index).is_some_and(|token| token.upos == Upos::Verb && token.feats.has("VerbForm", "Inf"))
    });
    let Some(infinitive) = infinitive else { return };
    let before: Vec<TokenIndex> =
        analysis.children(infinitive).map(|(child, _)| child).filter(|&child| verb < child && child < at).collect();
    for child in before {
        if let Some(token) = analysis.tokens.get_mut(child.get()) {
            token.head = Some(verb);
        }
    }
    let name = TokenIndex::new(at.get() + 1);
    let Some(token) = analysis.token(name).filter(|token| token.upos == Upos::Propn && name < infinitive) else { return };
    let Some(noun) = token.head.filter(|&noun| verb < noun && noun < at && token.deprel.is(Relation::Nmod)) else { return };
    let parted = [(name, infinitive), (noun, verb)];
    for (object, head) in parted {
        if let Some(token) = analysis.tokens.get_mut(object.get()) {
            (token.head, token.deprel) = (Some(head), Deprel::new(Relation::Obj));
        }
    }
}

/// A verb with a noun before its hyphen: "test-fired".
pub(super) struct Hyphen {
    noun: TokenIndex,
    verb: TokenIndex,
}

/// "Pakistan test-fired a missile": a common noun that a hyphen joins to a finite verb is a part of that verb, not its subject.
pub(super) fn hyphen(analysis: &Analysis, verb: TokenIndex) -> Option<Hyphen> {
    let token = analysis.token(verb).filter(|token| token.upos == Upos::Verb && token.feats.has("VerbForm", "Fin"))?;
    let [noun, hyphen] = [2, 1].map(|steps| verb.get().checked_sub(steps).map(TokenIndex::new));
    let (noun, hyphen) = noun.zip(hyphen)?;
    let joined = analysis.token(hyphen).is_some_and(|hyphen| hyphen.form == "-" && !hyphen.space_after);
    let part = analysis.token(noun).filter(|noun| joined && !noun.space_after && noun.upos == Upos::Noun && noun.head == Some(verb))?;
    let plain = part.form.starts_with(char::is_lowercase) && part.deprel.is(Relation::Nsubj) && !token.deprel.is(Relation::Amod);
    plain.then_some(Hyphen { noun, verb })
}

/// Joins it to the verb, as the dictionary has it; what stood before the noun is the subject.
pub(super) fn join_hyphen(analysis: &mut Analysis, hyphen: &Hyphen) {
    let part = analysis.token(hyphen.noun).map(|noun| noun.form.to_lowercase()).unwrap_or_default();
    let before: Vec<TokenIndex> = analysis.children(hyphen.noun).map(|(child, _)| child).filter(|&child| child < hyphen.noun).collect();
    let subject = before.iter().copied().rfind(|&child| analysis.token(child).is_some_and(|token| is_nominal(token.upos)));
    if let Some(verb) = analysis.tokens.get_mut(hyphen.verb.get()) {
        verb.lemma = format!("{part}-{}", verb.lemma);
    }
    if let Some(noun) = analysis.tokens.get_mut(hyphen.noun.get()) {
        noun.deprel = Deprel::new(Relation::Compound);
    }
    let Some(subject) = subject else { return };
    for child in before {
        let Some(token) = analysis.tokens.get_mut(child.get()) else { continue };
        if child == subject {
            (token.head, token.deprel) = (Some(hyphen.verb), Deprel::new(Relation::Nsubj));
        } else {
            token.head = Some(subject);
        }
    }
}

fn is_nominal(upos: Upos) -> bool {
    matches!(upos, Upos::Noun | Upos::Propn | Upos::Pron)
}
