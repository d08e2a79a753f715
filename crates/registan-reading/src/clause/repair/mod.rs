//! What trees get wrong in ways that the words themselves show, put right before anything is read off them.
//!
//! The tree is evidence, not law: a person is never in apposition to a place. The analysis itself, as `registan parse` shows it, stays what it was,
//! and what comes out is a tree again: an arc that would close a circle is not drawn.

mod agreement;
mod ascent;
mod clauses;
mod genitives;
mod infinitives;
mod names;
mod words;

use std::borrow::Cow;

use registan_language::{Analysis, Deprel, Relation, TokenIndex, Upos};

use super::Grammar;

/// How many words back a phrase may begin.
const NEAR: usize = 12;

/// An arc to be drawn instead of the tree's own.
struct Arc {
    token: TokenIndex,
    head: TokenIndex,
    deprel: Deprel,
}

impl Arc {
    fn new(token: TokenIndex, head: TokenIndex, relation: Relation) -> Self {
        Self { token, head, deprel: Deprel::new(relation) }
    }
}

/// The same analysis with such arcs mended; borrowed where nothing is wrong.
pub fn repaired<'a>(analysis: &'a Analysis, grammar: &Grammar) -> Cow<'a, Analysis> {
    let faults = Faults::of(analysis, grammar);
    if faults.is_empty() {
        return Cow::Borrowed(analysis);
    }
    let mut mended = analysis.clone();
    faults.mend(&mut mended);
    Cow::Owned(mended)
}

/// What is wrong in an analysis.
#[derive(Default)]
struct Faults {
    ascents: Vec<ascent::Ascent>,
    clusters: Vec<ascent::Cluster>,
    rises: Vec<ascent::Rise>,
    nouns: Vec<TokenIndex>,
    particles: Vec<words::Particle>,
    hyphens: Vec<words::Hyphen>,
    adverbs: Vec<words::Particle>,
    names: Vec<TokenIndex>,
    ends: Vec<(usize, usize)>,
    arcs: Vec<Arc>,
}

impl Faults {
    fn of(analysis: &Analysis, grammar: &Grammar) -> Self {
        let mut faults =
            Self { arcs: analysis.names.iter().flat_map(|name| names::arcs(analysis, grammar, name)).collect(), ..Self::default() };
        let names = analysis.names.iter().enumerate();
        faults.ends = names.filter_map(|(at, name)| Some((at, genitives::end_of_name(analysis, grammar, name)?))).collect();
        for (at, token) in analysis.tokens.iter().enumerate().map(|(at, token)| (TokenIndex::new(at), token)) {
            match token.upos {
                Upos::Verb => {
                    faults.arcs.extend(clauses::arc(analysis, grammar, at));
                    faults.arcs.extend(clauses::subjects_of_headline(analysis, at));
                    faults.arcs.extend(clauses::speaker_behind_comma(analysis, at));
                    faults.arcs.extend(infinitives::opened(analysis, grammar, at));
                    faults.arcs.extend(infinitives::of_last_verb(analysis, at));
                    faults.arcs.extend(infinitives::agent_before(analysis, grammar, at));
                    faults.arcs.extend(agreement::content_of_saying(analysis, grammar, at));
                    faults.ascents.extend(ascent::of_participle(analysis, grammar, at));
                    faults.clusters.extend(ascent::cluster(analysis, grammar, at));
                    faults.rises.extend(ascent::rise(analysis, at));
                }
                Upos::Noun => {
                    faults.arcs.extend(clauses::existence(analysis, grammar, at));
                    faults.arcs.extend(agreement::counted_party(analysis, grammar, at));
                    faults.arcs.extend(clauses::quoted_object(analysis, grammar, at));
                    faults.arcs.extend(clauses::counted_out(analysis, grammar, at));
                    faults.arcs.extend(words::bare_object(analysis, grammar, at));
                    faults.arcs.extend(clauses::object_before_time(analysis, grammar, at));
                    faults.arcs.extend(clauses::subject_of_next(analysis, at));
                }
                Upos::Propn => {
                    faults.arcs.extend(clauses::subject_of_next(analysis, at));
                    faults.arcs.extend(clauses::blamed(analysis, grammar, at));
                }
                Upos::Sconj => faults.arcs.extend(clauses::mark_of_subject(analysis, at)),
                Upos::Pron => faults.arcs.extend(agreement::turned_relative(analysis, at)),
                Upos::Num => faults.arcs.extend(agreement::counted_party(analysis, grammar, at)),
                Upos::Det => faults.arcs.extend(words::pronoun(analysis, at)),
                Upos::Adv => faults.arcs.extend(clauses::negation(analysis, grammar, at)),
                Upos::Sym => faults.arcs.extend(words::currency(analysis, at)),
                _ => {}
            }
            faults.nouns.extend(words::is_noun(analysis, at).then_some(at));
            if let Some(arc) = words::object_of_light(analysis, grammar, at) {
                faults.nouns.push(at);
                faults.arcs.push(arc);
            }
            faults.particles.extend(words::particle(analysis, grammar, at));
            faults.hyphens.extend(words::hyphen(analysis, at));
            faults.adverbs.extend(words::adverb(analysis, grammar, at));
            faults.arcs.extend(genitives::owner(analysis, grammar, at));
            faults.names.extend(genitives::is_name(analysis, grammar, at).then_some(at));
        }
        faults
    }

    fn is_empty(&self) -> bool {
        let words = self.nouns.is_empty() && self.particles.is_empty() && self.hyphens.is_empty() && self.adverbs.is_empty();
        let words = words && self.names.is_empty() && self.ends.is_empty();
        words && self.ascents.is_empty() && self.clusters.is_empty() && self.rises.is_empty() && self.arcs.is_empty()
    }

    fn mend(&self, analysis: &mut Analysis) {
        self.nouns.iter().for_each(|&noun| words::make_noun(analysis, noun));
        self.particles.iter().for_each(|particle| words::join_particle(analysis, particle));
        self.hyphens.iter().for_each(|hyphen| words::join_hyphen(analysis, hyphen));
        self.adverbs.iter().for_each(|adverb| words::part_adverb(analysis, adverb));
        for &(name, end) in &self.ends {
            if let Some(name) = analysis.names.get_mut(name) {
                name.tokens.end = end;
            }
        }
        for name in &self.names {
            if let Some(token) = analysis.tokens.get_mut(name.get()) {
                token.upos = Upos::Propn;
            }
        }
        self.ascents.iter().for_each(|ascent| ascent.climb(analysis));
        self.clusters.iter().for_each(|cluster| cluster.turn(analysis));
        self.rises.iter().for_each(|rise| rise.turn(analysis));
        self.arcs.iter().for_each(|arc| draw(analysis, arc));
    }
}

fn draw(analysis: &mut Analysis, arc: &Arc) {
    let circle = arc.head == arc.token || analysis.ancestors(arc.head).any(|above| above == arc.token);
    if let Some(token) = analysis.tokens.get_mut(arc.token.get()).filter(|_| !circle) {
        token.head = Some(arc.head);
        token.deprel = arc.deprel;
        if arc.deprel.is(Relation::Amod) {
            token.upos = Upos::Adj;
        }
        if arc.deprel.is(Relation::Nsubj) && token.upos == Upos::Det {
            token.upos = Upos::Pron;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;
    use registan_language::{Analysis, Name, NameKind, Sentence};
    use registan_types::Span;

    use super::repaired;
    use crate::clause::Grammar;

    const GRAMMAR: &str = "blaming_verbs = [\"blame\"]\ncharge_markers = [\"of\"]\nperfect_verbs = [\"minister\"]\n";

    /// A word as CoNLL-U has it, hanging on an earlier one or on the one behind it.
    fn line(at: usize, count: usize, (form, upos, relation, up): (usize, usize, usize, usize)) -> String {
        let form = ["Mali", ",", "and", "-", "of", "that", "blame", "minister"][form % 8];
        let upos = ["PROPN", "NOUN", "VERB", "ADJ", "CCONJ", "ADP", "PUNCT"][upos % 7];
        let relation =
            ["nsubj", "obj", "appos", "conj", "nmod", "flat", "acl", "amod", "compound", "case", "cc", "mark", "ccomp"][relation % 13];
        let feats = ["_", "Number=Sing", "VerbForm=Fin", "Number=Plur", "Tense=Past|VerbForm=Part"][up % 5];
        let (head, relation) = if at == 0 { (0, "root") } else { (up % at + 1, relation) };
        debug_assert!(head <= count);
        format!("{}\t{form}\t{form}\t{upos}\t_\t{feats}\t{head}\t{relation}\t_\t_\n", at + 1)
    }

    proptest! {
        #[test]
        fn a_tree_stays_a_tree(
            words in prop::collection::vec((0..8_usize, 0..7_usize, 0..13_usize, 0..40_usize), 2..24),
            names in prop::collection::vec((0..24_usize, 1..3_usize, 0..4_usize), 0..6),
        ) {
            let count = words.len();
            let conllu: String = words.into_iter().enumerate().map(|(at, word)| line(at, count, word)).collect();
            let (_, mut analysis) = Analysis::from_conllu(&format!("# text = x\n{conllu}\n")).unwrap_or_default();
            prop_assume!(analysis.tokens.len() == count);
            analysis.sentences = vec![Sentence { tokens: 0..count, span: Span::default() }];
            let mut taken = 0;
            for (start, length, kind) in names {
                let tokens = (taken + start)..(taken + start + length);
                if tokens.end <= count {
                    taken = tokens.end;
                    analysis.names.push(Name { tokens, kind: NameKind::ALL[kind % 4], probability: 1.0 });
                }
            }
            let grammar = Grammar::parse("en", GRAMMAR).unwrap_or_default();
            let mended = repaired(&analysis, &grammar);
            for at in 0..count {
                let mut seen = HashSet::from([at]);
                let mut up = mended.tokens[at].head;
                while let Some(head) = up {
                    prop_assert!(seen.insert(head.get()), "word {at} hangs in a circle");
                    up = mended.tokens[head.get()].head;
                }
            }
        }
    }
}
