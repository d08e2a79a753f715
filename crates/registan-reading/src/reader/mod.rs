//! The reader: a report and its analysis in, statements out, and what was left unread.

mod assembly;
mod attachment;
mod bundled;
mod examples;
mod explanation;
mod game;
mod home;
mod officials;
mod sharing;
mod unread;

use registan_language::{Analysis, Language, Relation, Token, TokenIndex, Upos};
use registan_types::{FrameName, Grounded, Polarity, Reality, Report, Span, Statement};

pub use examples::{EXAMPLES_PUBLISHED, Failure, Outcome, example_report};
pub use explanation::{Chosen, Explanation};
pub use unread::{Unread, UnreadReason};

use crate::{
    Document,
    clause::{Clauses, Grammar, GrammarError, Tree, repaired},
    confidence::{Features, Weights, WeightsError},
    frame::{Attempt, CameoTable, Candidate, FrameSet, LexiconError, Matcher, Role, UnitForm},
    knowledge::Knowledge,
    mention,
    mention::Mentions,
    quantity::Quantities,
    reality::{Judge, Triggers, TriggersError},
    time::Times,
    voice::{Quotations, VoiceLexicon, VoiceLexiconError, Voices},
};

/// The data of one language beside model and frames.
#[derive(Debug, Clone, Default)]
struct LanguageData {
    grammar: Grammar,
    triggers: Triggers,
    voices: VoiceLexicon,
}

/// The texts of one language's data files, as they stand in `knowledge/`.
#[derive(Debug, Clone, Copy)]
pub struct LanguageSources<'s> {
    /// The language.
    pub language: Language,
    /// `knowledge/grammar/<language>.toml`.
    pub grammar: &'s str,
    /// `knowledge/reality/<language>.toml`.
    pub reality: &'s str,
    /// `knowledge/voices/<language>.toml`.
    pub voices: &'s str,
}

/// A data file that the reader cannot use.
#[derive(Debug, thiserror::Error)]
pub enum ReaderError {
    /// Closed-class words.
    #[error(transparent)]
    Grammar(#[from] GrammarError),
    /// Reality triggers.
    #[error(transparent)]
    Triggers(#[from] TriggersError),
    /// Voices.
    #[error(transparent)]
    Voices(#[from] VoiceLexiconError),
    /// Weights of the confidence.
    #[error(transparent)]
    Weights(#[from] WeightsError),
    /// Frames.
    #[error(transparent)]
    Frames(#[from] LexiconError),
}

/// Reads analysed reports. Holds everything that reading depends on, and nothing that changes.
#[derive(Debug)]
pub struct Reader {
    knowledge: Knowledge,
    frames: FrameSet,
    codes: CameoTable,
    dutch: LanguageData,
    english: LanguageData,
    weights: Weights,
}

/// What was read from one report.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reading {
    /// The statements, in the order of their triggers.
    pub statements: Vec<Statement>,
    /// What was left alone, and why.
    pub unread: Unread,
}

/// Everything found about one document before its predicates are read.
struct Found {
    mentions: Mentions,
    times: Times,
    quantities: Quantities,
}

impl Reader {
    /// A reader with this knowledge, these frames and the data of each language.
    ///
    /// # Errors
    /// When a language's data file is malformed.
    pub fn new<'s>(
        knowledge: Knowledge,
        frames: FrameSet,
        codes: CameoTable,
        weights: Weights,
        languages: impl IntoIterator<Item = LanguageSources<'s>>,
    ) -> Result<Self, ReaderError> {
        let mut reader = Self { knowledge, frames, codes, dutch: LanguageData::default(), english: LanguageData::default(), weights };
        for sources in languages {
            let code = sources.language.code();
            let data = LanguageData {
                grammar: Grammar::parse(code, sources.grammar)?,
                triggers: Triggers::parse(code, sources.reality)?,
                voices: VoiceLexicon::parse(code, sources.voices)?,
            };
            match sources.language {
                Language::Dutch => reader.dutch = data,
                Language::English => reader.english = data,
            }
        }
        Ok(reader)
    }

    /// The knowledge it reads with.
    pub fn knowledge(&self) -> &Knowledge {
        &self.knowledge
    }

    /// The frames it reads with.
    pub fn frames(&self) -> &FrameSet {
        &self.frames
    }

    /// What its confidence is made of.
    pub fn weights(&self) -> &Weights {
        &self.weights
    }

    /// Reads one report. Pure: the same report, analysis and reader give the same reading.
    pub fn read(&self, report: &Report, analysis: &Analysis) -> Reading {
        let document = Document { report, analysis };
        let game = game::is_of_game(document, &self.knowledge);
        self.assemble(document, |assembly| {
            let mut reading = Reading::default();
            for sentence in 0..analysis.sentences.len() {
                read_sentence(assembly, sentence, game, &mut reading);
            }
            drop_known_titles(&mut reading.statements);
            reading
        })
    }

    /// Every statement that could be read, however unsure, with what speaks for and against it: for learning the weights, and for explanations.
    pub fn weighed(&self, report: &Report, analysis: &Analysis) -> Vec<(Statement, Features)> {
        self.assemble(Document { report, analysis }, |assembly| {
            let numbers = 0..analysis.sentences.len();
            numbers
                .flat_map(|number| {
                    candidates(assembly, number).iter().filter_map(|one| assembly.statement(number, one).ok()).collect::<Vec<_>>()
                })
                .collect()
        })
    }

    /// Every unit that was tried on a word of the report, with what came of it: for explanations.
    pub fn attempts(&self, report: &Report, analysis: &Analysis) -> Vec<(TokenIndex, Vec<Attempt>)> {
        self.assemble(Document { report, analysis }, |assembly| {
            let words = (0..analysis.tokens.len()).map(TokenIndex::new);
            words.map(|word| (word, assembly.matcher.attempts(word))).filter(|(_, attempts)| !attempts.is_empty()).collect()
        })
    }

    fn assemble<R>(&self, document: Document<'_>, read: impl FnOnce(&assembly::Assembly<'_>) -> R) -> R {
        let data = self.data(document.report.language);
        let analysis = repaired(document.analysis, &data.grammar);
        let document = Document { analysis: &analysis, ..document };
        let tree = Tree::new(document.analysis);
        let clauses = Clauses::new(&tree, &data.grammar);
        let mut found = self.find(document, &tree, data);
        let quotations = Quotations::hear(document, clauses, &data.voices, &self.knowledge, &mut found.mentions);
        let matcher = Matcher {
            document,
            clauses,
            mentions: &found.mentions,
            quantities: &found.quantities,
            knowledge: &self.knowledge,
            frames: &self.frames,
        };
        let judge = Judge::new(&tree, &data.triggers, &data.grammar);
        let voices = Voices { document, clauses, mentions: &found.mentions, lexicon: &data.voices };
        read(&assembly::Assembly {
            matcher,
            judge,
            voices,
            quotations: &quotations,
            times: &found.times,
            codes: &self.codes,
            weights: &self.weights,
            home: home::home_state(&found.mentions),
        })
    }

    /// Who is meant in a report, without reading what is said: for explanations and for measuring.
    pub fn mentions(&self, report: &Report, analysis: &Analysis) -> Mentions {
        let grammar = &self.data(report.language).grammar;
        let analysis = &*repaired(analysis, grammar);
        let tree = Tree::new(analysis);
        mention::find(Document { report, analysis }, &tree, &self.knowledge, grammar)
    }

    fn find(&self, document: Document<'_>, tree: &Tree<'_>, data: &LanguageData) -> Found {
        Found {
            mentions: mention::find(document, tree, &self.knowledge, &data.grammar),
            times: Times::find(document, tree, &self.knowledge),
            quantities: Quantities::find(document, tree, &self.knowledge),
        }
    }

    fn data(&self, language: Language) -> &LanguageData {
        match language {
            Language::Dutch => &self.dutch,
            Language::English => &self.english,
        }
    }
}

/// Reads a sentence; in a report of a game only offices and other relations are what they seem.
fn read_sentence(assembly: &assembly::Assembly<'_>, number: usize, game: bool, reading: &mut Reading) {
    let candidates = candidates(assembly, number);
    for token in tokens(assembly, number) {
        let read = candidates.iter().any(|candidate| candidate.predicate.trigger == token || candidate.light_noun == Some(token));
        if !read && let Some(reason) = unread::reason(&assembly.matcher, token) {
            reading.unread.note(place(assembly, token), reason);
        }
    }
    for candidate in &candidates {
        let place = || place(assembly, candidate.predicate.trigger);
        match assembly.statement(number, candidate) {
            // "Suspended talks": the end of a doing, which its verb tells, is not also a doing that is denied.
            Ok((statement, _)) if is_over(&statement) && is_ended(assembly, candidate, &candidates) => {}
            Ok((statement, _)) if game && statement.relation.is_none() => reading.unread.note(place(), UnreadReason::Game),
            Ok((statement, _)) if statement.confidence >= assembly.weights.threshold => reading.statements.push(statement),
            Ok(_) => reading.unread.note(place(), UnreadReason::Unsure),
            Err(reason) => reading.unread.note(place(), reason),
        }
    }
}

fn is_over(statement: &Statement) -> bool {
    statement.polarity == Polarity::Denied && statement.reality == Reality::Actual
}

/// Whether a noun is what another doing, of the verb of ending above it, is about.
fn is_ended(assembly: &assembly::Assembly<'_>, noun: &Candidate, candidates: &[Candidate]) -> bool {
    let trigger = noun.predicate.trigger;
    let grammar = assembly.matcher.clauses.grammar();
    let is_noun = assembly.matcher.document.token(trigger).is_some_and(|token| token.upos == Upos::Noun);
    let above = assembly.matcher.clauses.tree().head(trigger);
    let ends = |verb: &Candidate| {
        let at = verb.predicate.trigger;
        let ending = grammar.ending_verbs.contains(&assembly.matcher.document.lemma(at).to_lowercase());
        ending && above == Some(at) && verb.of(Role::Topic).any(|topic| topic.head == trigger)
    };
    is_noun && candidates.iter().any(ends)
}

/// Where a word stands.
fn place(assembly: &assembly::Assembly<'_>, token: TokenIndex) -> Span {
    assembly.matcher.document.token(token).map(|token| token.span).unwrap_or_default()
}

fn tokens(assembly: &assembly::Assembly<'_>, number: usize) -> impl Iterator<Item = TokenIndex> {
    let sentence = assembly.matcher.document.analysis.sentences.get(number);
    sentence.map(|sentence| sentence.tokens.clone()).unwrap_or_default().map(TokenIndex::new)
}

/// What the words of a sentence say, each doing once.
fn candidates(assembly: &assembly::Assembly<'_>, number: usize) -> Vec<Candidate> {
    let mut candidates: Vec<Candidate> = tokens(assembly, number).filter_map(|token| assembly.matcher.read(token)).collect();
    drop_carried_nouns(&mut candidates);
    drop_repeated(assembly, &mut candidates);
    sharing::share_targets(assembly, &mut candidates);
    candidates
}

/// The noun of a light-verb unit is no doing of its own ("bracht een bezoek": one visit).
fn drop_carried_nouns(candidates: &mut Vec<Candidate>) {
    let carried: Vec<TokenIndex> = candidates.iter().filter_map(|candidate| candidate.light_noun).collect();
    candidates.retain(|candidate| !carried.contains(&candidate.predicate.trigger));
}

/// A verb and the noun in its object, or the infinitive of what it is done for, that evoke one frame tell one doing ("hielden een ontmoeting", "voerde
/// een aanval uit", "used tear gas to disperse them"): the one with more of its roles filled stays.
fn drop_repeated(assembly: &assembly::Assembly<'_>, candidates: &mut Vec<Candidate>) {
    let frames = assembly.matcher.frames;
    let frame = |candidate: &Candidate| frames.unit(candidate.unit).map(|unit| unit.frame);
    let tree = assembly.matcher.clauses.tree();
    let mut dropped = vec![false; candidates.len()];
    for (at, noun) in candidates.iter().enumerate() {
        let carried = assembly.matcher.document.token(noun.predicate.trigger).is_some_and(is_carried);
        let governor = tree.head(noun.predicate.trigger);
        for (other, verb) in candidates.iter().enumerate() {
            let governs = at != other && governor == Some(verb.predicate.trigger) && carried;
            let form = frames.unit(verb.unit).map(|unit| &unit.form);
            if governs && frame(noun) == frame(verb) && !matches!(form, Some(UnitForm::Noun)) && !have_other_targets(noun, verb) {
                let weaker = if noun.fillers.len() > verb.fillers.len() { other } else { at };
                if let Some(mark) = dropped.get_mut(weaker) {
                    *mark = true;
                }
            }
        }
    }
    let mut marks = dropped.into_iter();
    candidates.retain(|_| !marks.next().unwrap_or(false));
}

/// Whether a word below a verb may tell the same doing as the verb.
fn is_carried(token: &Token) -> bool {
    let purpose =
        token.upos == Upos::Verb && token.feats.has("VerbForm", "Inf") && matches!(token.deprel.base(), Relation::Advcl | Relation::Xcomp);
    token.upos == Upos::Noun || purpose
}

/// "After a visit to Kenya she goes to Egypt": two doings, each done to somebody else.
fn have_other_targets(one: &Candidate, other: &Candidate) -> bool {
    let targets = |candidate: &Candidate| -> Vec<String> {
        let referents = candidate.of(Role::Recipient).filter_map(|filled| filled.referent.as_ref());
        referents.map(|referent| referent.entity.name.clone()).collect()
    };
    let (one, other) = (targets(one), targets(other));
    !one.is_empty() && !other.is_empty() && !one.iter().any(|target| other.contains(target))
}

/// A title beside a name says the same of a person every time: once a report is enough. That he steps down is another matter.
fn drop_known_titles(statements: &mut Vec<Statement>) {
    let mut seen: Vec<(FrameName, Grounded, Vec<Grounded>)> = Vec::new();
    statements.retain(|statement| {
        let plain = statement.polarity == Polarity::Affirmed && statement.reality == Reality::Actual && statement.attribution.len() == 1;
        let [official] = statement.actors.as_slice() else { return true };
        if statement.relation != Some(registan_types::Relation::HoldsOffice) || statement.plover.is_some() || !plain {
            return true;
        }
        let bodies: Vec<Grounded> = statement.recipients.iter().map(|filler| filler.entity.clone()).collect();
        let told = seen
            .iter()
            .any(|(frame, person, at)| *frame == statement.frame && *person == official.entity && (bodies.is_empty() || *at == bodies));
        if !told {
            seen.push((statement.frame.clone(), official.entity.clone(), bodies));
        }
        !told
    });
}
