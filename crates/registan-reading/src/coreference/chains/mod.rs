//! Chains: which noun phrases and pronouns of a text stand for one and the same, whoever or whatever it is.
//!
//! A sieve (Lee et al. 2013): passes from the surest to the least sure over all noun phrases, each adding to the sets that those before it made; pronouns come
//! last, one after the other in the order of the text, and choose among what agrees by salience. Nothing is learnt, and nothing random.

mod agreement;
mod anaphor;
mod entity;
mod gather;
mod names;
mod nominal;
mod passes;
mod pronouns;
mod speech;

use registan_language::TokenIndex;

use crate::{Document, clause::Tree, knowledge::Knowledge, mention::Mentions};
use anaphor::Anaphor;
pub use anaphor::AnaphorKind;
use entity::Entities;
use gather::Gatherer;
pub use nominal::{Nominal, NominalForm};
use speech::Speech;

/// All nominals of a text, in sets that stand for one.
#[derive(Debug, Clone, Default)]
pub struct Chains {
    nominals: Vec<Nominal>,
    /// The chain of each nominal, by number; every nominal has one.
    chain_of: Vec<u32>,
    /// The nominals of each chain, in the order of the text.
    chains: Vec<Vec<u32>>,
    /// The nominal of each head.
    by_head: Vec<u32>,
}

/// No nominal.
const NONE: u32 = u32::MAX;

impl Chains {
    /// Finds the chains of a document, with what is known already of who its names are.
    pub fn find(document: Document<'_>, tree: &Tree<'_>, knowledge: &Knowledge, mentions: &Mentions) -> Self {
        let mut linker = Linker::new(document, tree, knowledge, mentions);
        linker.link_phrases();
        linker.link_pronouns();
        linker.link_possessed();
        linker.into_chains()
    }

    /// All nominals, in the order of their first words.
    pub fn nominals(&self) -> &[Nominal] {
        &self.nominals
    }

    /// The chains, each with its nominals in the order of the text; most have one only.
    pub fn iter(&self) -> impl Iterator<Item = impl Iterator<Item = &Nominal>> {
        self.chains.iter().map(|chain| chain.iter().filter_map(|&at| self.nominals.get(at as usize)))
    }

    /// The nominals that stand for what the phrase of a head stands for, itself among them; none where no phrase has that head.
    pub fn with(&self, head: TokenIndex) -> impl Iterator<Item = &Nominal> {
        let chain =
            self.by_head.get(head.get()).and_then(|&at| self.chain_of.get(at as usize)).and_then(|&chain| self.chains.get(chain as usize));
        chain.into_iter().flatten().filter_map(|&at| self.nominals.get(at as usize))
    }
}

/// Links the nominals of one document.
struct Linker<'d> {
    document: Document<'d>,
    tree: &'d Tree<'d>,
    knowledge: &'d Knowledge,
    mentions: &'d Mentions,
    nominals: Vec<Nominal>,
    anaphors: Vec<Option<Anaphor>>,
    entities: Entities,
    by_head: Vec<u32>,
    speech: Speech,
}

impl<'d> Linker<'d> {
    fn new(document: Document<'d>, tree: &'d Tree<'d>, knowledge: &'d Knowledge, mentions: &'d Mentions) -> Self {
        let found = Gatherer::new(document, tree, knowledge, mentions).gather();
        let (nominals, anaphors): (Vec<Nominal>, Vec<Option<Anaphor>>) = found.into_iter().unzip();
        let entities = Entities::new(nominals.iter().map(|nominal| nominal.agreement));
        let mut by_head = vec![NONE; document.analysis.tokens.len()];
        for (at, nominal) in nominals.iter().enumerate().filter(|(_, nominal)| nominal.form != NominalForm::Coordination) {
            if let Some(place) = by_head.get_mut(nominal.head.get()) {
                *place = u32::try_from(at).unwrap_or(NONE);
            }
        }
        let speech = Speech::find(document);
        Self { document, tree, knowledge, mentions, nominals, anaphors, entities, by_head, speech }
    }

    /// The nominal whose head a token is.
    fn at_head(&self, head: TokenIndex) -> Option<usize> {
        let at = *self.by_head.get(head.get())? as usize;
        (at < self.nominals.len()).then_some(at)
    }

    fn word(&self, text: &str, class: &str) -> Option<&'d str> {
        self.knowledge.word(self.document.report.language, text, class).map(|word| word.value)
    }

    fn into_chains(self) -> Chains {
        let mut number = vec![NONE; self.nominals.len()];
        let mut chains: Vec<Vec<u32>> = Vec::new();
        let mut chain_of = Vec::with_capacity(self.nominals.len());
        for at in 0..self.nominals.len() {
            let Some(known) = number.get_mut(self.entities.root(at)) else { continue };
            if *known == NONE {
                *known = u32::try_from(chains.len()).unwrap_or(NONE);
                chains.push(Vec::new());
            }
            chain_of.push(*known);
            if let Some(chain) = chains.get_mut(*known as usize) {
                chain.push(u32::try_from(at).unwrap_or(NONE));
            }
        }
        Chains { nominals: self.nominals, chain_of, chains, by_head: self.by_head }
    }
}
