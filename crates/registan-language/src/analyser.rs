//! The engine: segments a text, runs the network over its sentences in batches, and decodes what it says.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use registan_types::Span;

use crate::analysis::{Analysis, Multiword, Name, NameKind, SecondHead, Sentence, Token, TokenIndex};
use crate::decode::{KnownNames, NameDecoder, best_tree, known_among};
use crate::features::normalise;
use crate::inference::{ArcScores, FormCache, RelationScores, Work, scalar_exp};
use crate::model::{Model, Parts};
use crate::segment::{Segmentation, Segmenter};
use crate::tags::{Deprel, Feats, Relation};

/// Longer sentences are analysed in stretches of at most so many tokens, so that time and memory stay in proportion
/// to the length of the text. Their trees are joined under the first one's root.
pub const LONGEST_STRETCH: usize = 200;

/// Sentences that go through the network together.
const BATCH_SENTENCES: usize = 24;
/// Tokens that go through the network together, unless one sentence alone has more.
const BATCH_TOKENS: usize = 500;

/// Analyses texts with one model. Any number of threads may share it; what it finds depends on the text, the model
/// and the known names alone.
///
/// ```
/// use registan_language::{Analyser, Language, Model, testing};
/// # let bytes = testing::random_model(Language::Dutch, 1);
/// let analyser = Analyser::new(&Model::from_bytes(bytes)?);
/// let text = "De minister trad af. Dat zei hij.";
/// let analysis = analyser.analyse(text, &[]);
/// assert_eq!(analysis.sentences.len(), 2);
/// assert_eq!(analysis.tokens[1].span.of(text), "minister");
/// # Ok::<(), registan_language::ModelError>(())
/// ```
#[derive(Debug)]
pub struct Analyser {
    model: Model,
    segmenter: Segmenter,
    gazetteer: Option<Arc<dyn KnownNames>>,
    /// Memory that no thread is using.
    idle: Mutex<Vec<Workspace>>,
}

/// What one thread works in.
#[derive(Debug)]
struct Workspace {
    cache: FormCache,
    work: Work,
    arcs: ArcScores,
    relations: RelationScores,
    /// The head of each token of the batch, none for a root.
    heads: Vec<Option<usize>>,
    names: NameDecoder,
    /// Copies of the labels that are handed out, so that threads do not contend for their counters.
    feats: Vec<Feats>,
    xpos: Vec<Arc<str>>,
    key: String,
}

/// What is decided of a token, before the tokens are put together in order.
#[derive(Clone, Copy, Debug)]
struct Decision {
    tags: [usize; 4],
    head: Option<usize>,
    head_probability: f32,
    second: Option<(Option<usize>, f32)>,
    deprel: Deprel,
    label_probability: f32,
}

impl Analyser {
    /// An analyser with the weights of `model`, which it shares.
    pub fn new(model: &Model) -> Analyser {
        let segmenter = Segmenter::new(model.language());
        Analyser { model: model.clone(), segmenter, gazetteer: None, idle: Mutex::default() }
    }

    /// Lets the recogniser of names know these.
    #[must_use]
    pub fn with_gazetteer(mut self, gazetteer: impl KnownNames + 'static) -> Analyser {
        self.gazetteer = Some(Arc::new(gazetteer));
        self
    }

    /// The model it works with.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Analyses a text. `blocks` are stretches of it, in order, that share no sentence: titles, captions, paragraphs.
    /// Without any, empty lines and list items part the text (see [`blocks`](crate::segment::blocks)).
    pub fn analyse(&self, text: &str, blocks: &[Span]) -> Analysis {
        self.analyse_tokens(self.segmenter.segment(text, blocks))
    }

    /// Analyses a text that is cut into sentences and words already.
    pub fn analyse_tokens(&self, segmentation: Segmentation<'_>) -> Analysis {
        let mut workspace = self.take_workspace();
        let analysis = workspace.analyse(self.model.parts(), self.gazetteer.as_deref(), segmentation);
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(workspace);
        analysis
    }

    fn take_workspace(&self) -> Workspace {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        idle.unwrap_or_else(|| Workspace::new(self.model.parts()))
    }
}

impl Workspace {
    fn new(parts: &Parts) -> Workspace {
        Workspace {
            cache: FormCache::default(),
            work: Work::default(),
            arcs: ArcScores::default(),
            relations: RelationScores::default(),
            heads: Vec::new(),
            names: NameDecoder::new(&parts.labels.names, parts.network.transitions()),
            feats: parts.labels.feats.iter().map(Feats::unshared).collect(),
            xpos: parts.labels.xpos.iter().map(|tag| Arc::from(&**tag)).collect(),
            key: String::new(),
        }
    }

    fn analyse(&mut self, parts: &Parts, gazetteer: Option<&dyn KnownNames>, found: Segmentation<'_>) -> Analysis {
        let mut analysis = Analysis::default();
        let mut decisions = vec![None; found.words.len()];
        let mut stretches = stretches(&found);
        // The longest first, as a batch wants them; sentences of one length stay in order.
        stretches.sort_by_key(|run| std::cmp::Reverse(run.len()));
        let mut rest = stretches.as_slice();
        while !rest.is_empty() {
            let (batch, after) = rest.split_at(batch_size(rest));
            self.batch(parts, gazetteer, &found, batch, &mut decisions, &mut analysis);
            rest = after;
        }
        analysis.names.sort_by_key(|name| name.tokens.start);
        join_stretches(&found, &mut decisions);
        for run in &found.sentences {
            let words = found.words.get(run.clone()).unwrap_or_default();
            let span = words.iter().map(|word| word.span).reduce(Span::join).unwrap_or_default();
            analysis.sentences.push(Sentence { tokens: run.clone(), span });
        }
        let multiwords = found.multiwords.into_iter();
        analysis.multiwords = multiwords.map(|one| Multiword { tokens: one.words, span: one.span, form: one.form.into_owned() }).collect();
        analysis.tokens.reserve(found.words.len());
        for (word, decision) in found.words.into_iter().zip(decisions) {
            let token = self.token(parts, word.form.into_owned(), word.span, word.space_after, decision.unwrap_or(Decision::LONE));
            analysis.tokens.push(token);
        }
        if parts.particles_join_lemma {
            join_particles(&mut analysis.tokens);
        }
        analysis
    }

    /// Runs a batch of stretches through the network and decodes them.
    fn batch(
        &mut self,
        parts: &Parts,
        gazetteer: Option<&dyn KnownNames>,
        found: &Segmentation<'_>,
        stretches: &[Range<usize>],
        decisions: &mut [Option<Decision>],
        analysis: &mut Analysis,
    ) {
        let words = |run: &Range<usize>| found.words.get(run.clone()).unwrap_or_default().iter();
        let sentences = stretches.iter().map(|run| words(run).map(|word| &*word.form));
        parts.network.run(parts, sentences, &mut self.cache, &mut self.work);
        self.heads.clear();
        for (number, run) in stretches.iter().enumerate() {
            let forms: Vec<&str> = words(run).map(|word| &*word.form).collect();
            let known = gazetteer.map(|gazetteer| known_among(gazetteer, &forms)).unwrap_or_default();
            let rows = self.work.batch.sentence(number).map(|token| self.work.names(token, parts.labels.names.len()));
            let names = self.names.decode(rows, &known, run.start);
            self.tree(parts, number, run, &names, decisions);
            analysis.names.extend(names);
        }
        self.relations(parts, stretches, decisions);
    }

    /// Decides heads and tags of a stretch, the one with `number` in the batch.
    fn tree(&mut self, parts: &Parts, number: usize, run: &Range<usize>, names: &[Name], decisions: &mut [Option<Decision>]) {
        parts.network.score_arcs(&self.work, number, &mut self.arcs);
        self.part_names(names, run.start);
        let heads = best_tree(&self.arcs);
        let global = |head: usize| head.checked_sub(1).map(|head| run.start + head);
        let tokens = self.work.batch.sentence(number);
        self.heads.extend(heads.iter().map(|head| head.checked_sub(1).map(|head| tokens.start + head)));
        for (place, (token, head)) in tokens.zip(&heads).enumerate() {
            let (sum, shift) = self.arcs.normaliser(&parts.network, place);
            let row = self.arcs.row(place);
            let probability = |head: usize| row.get(head).map_or(0.0, |score| scalar_exp(score - shift) / sum);
            let second = second_head(row, *head, place + 1);
            let decision = Decision {
                tags: self.work.tags(token),
                head: global(*head),
                head_probability: probability(*head),
                second: second.map(|second| (global(second), probability(second))),
                ..Decision::LONE
            };
            if let Some(entry) = decisions.get_mut(run.start + place) {
                *entry = Some(decision);
            }
        }
    }

    /// Two names side by side are two participants: of "versloeg Lula Bolsonaro" neither hangs on the other. An adjective may hang on a name: "the
    /// American Jake Sullivan".
    fn part_names(&mut self, names: &[Name], start: usize) {
        let local = |name: &Name| name.tokens.start - start..name.tokens.end - start;
        for pair in names.windows(2) {
            if let [one, other] = pair
                && one.tokens.end == other.tokens.start
                && one.tokens.start >= start
                && [one, other].iter().all(|name| name.kind != NameKind::Miscellaneous)
            {
                self.arcs.part(&local(one), &local(other));
            }
        }
    }

    /// Decides the relations of all tokens of the batch to the heads that they were given.
    fn relations(&mut self, parts: &Parts, stretches: &[Range<usize>], decisions: &mut [Option<Decision>]) {
        parts.network.score_relations(&self.work, &self.heads, &mut self.relations);
        for (place, (label, probability)) in stretches.iter().flat_map(Clone::clone).zip(&self.relations.best) {
            if let Some(Some(decision)) = decisions.get_mut(place) {
                decision.deprel = parts.labels.deprel.get(*label).copied().unwrap_or(Deprel::new(Relation::Dep));
                decision.label_probability = *probability;
            }
        }
    }

    fn token(&mut self, parts: &Parts, form: String, span: Span, space_after: bool, decision: Decision) -> Token {
        let [upos, feats, lemma, xpos] = decision.tags;
        let upos = parts.labels.upos.get(upos).copied().unwrap_or(crate::tags::Upos::X);
        let known = parts.lexicon.lemma(&normalise(&form), upos, &mut self.key);
        let lemma = match (known, parts.labels.lemma.get(lemma)) {
            (Some(lemma), _) => lemma.to_owned(),
            (None, Some(script)) => script.apply(&form),
            (None, None) => form.to_lowercase(),
        };
        Token {
            span,
            lemma,
            upos,
            xpos: self.xpos.get(xpos).cloned(),
            feats: self.feats.get(feats).cloned().unwrap_or_default(),
            head: decision.head.map(TokenIndex::new),
            deprel: decision.deprel,
            head_probability: decision.head_probability,
            label_probability: decision.label_probability,
            second_head: decision.second.map(|(head, probability)| SecondHead { head: head.map(TokenIndex::new), probability }),
            space_after,
            form,
        }
    }
}

impl Decision {
    /// What a token gets that belongs to no sentence; there is none such in a segmentation that is well-formed.
    const LONE: Decision = Decision {
        tags: [0; 4],
        head: None,
        head_probability: 0.0,
        second: None,
        deprel: Deprel::new(Relation::Root),
        label_probability: 0.0,
    };
}

/// The most probable head besides the one chosen; a token is no head of its own.
fn second_head(row: &[f32], chosen: usize, own: usize) -> Option<usize> {
    let others = row.iter().enumerate().filter(|(head, _)| *head != chosen && *head != own);
    others
        .fold(None, |best: Option<(usize, f32)>, (head, score)| match best {
            Some((_, most)) if most >= *score => best,
            _ => Some((head, *score)),
        })
        .map(|(head, _)| head)
}

/// The sentences, long ones cut into stretches, behind a punctuation mark where there is one.
fn stretches(found: &Segmentation<'_>) -> Vec<Range<usize>> {
    let is_mark = |token: usize| found.words.get(token).is_some_and(|word| !word.form.contains(char::is_alphanumeric));
    let mut all = Vec::with_capacity(found.sentences.len());
    for run in &found.sentences {
        let mut start = run.start;
        while run.end - start > LONGEST_STRETCH {
            let reach = start + LONGEST_STRETCH / 2..start + LONGEST_STRETCH;
            let end = reach.clone().rev().find(|token| is_mark(*token)).map_or(reach.end, |token| token + 1);
            all.push(start..end);
            start = end;
        }
        all.push(start..run.end);
    }
    all
}

/// How many of the stretches, the longest first, go through the network together.
fn batch_size(stretches: &[Range<usize>]) -> usize {
    let mut tokens = 0;
    let fits = |run: &&Range<usize>| {
        tokens += run.len();
        tokens <= BATCH_TOKENS
    };
    stretches.iter().take(BATCH_SENTENCES).take_while(fits).count().max(1)
}

/// Puts a particle before the lemma of the verb that it hangs on: of "spoorde … aan", "sporen" becomes "aansporen". Of
/// several, the last counts. A word with words of its own below it is no particle: "voor het laatst".
fn join_particles(tokens: &mut [Token]) {
    let heads: HashSet<TokenIndex> = tokens.iter().filter_map(|token| token.head).collect();
    let bare = |at: usize, token: &Token| token.deprel == "compound:prt" && !heads.contains(&TokenIndex::new(at));
    let particle = |token: &Token| Some((token.head?, token.form.to_lowercase()));
    let particles: BTreeMap<TokenIndex, String> =
        tokens.iter().enumerate().filter(|(at, token)| bare(*at, token)).filter_map(|(_, token)| particle(token)).collect();
    for (verb, particle) in particles {
        if let Some(verb) = tokens.get_mut(verb.get()) {
            verb.lemma.insert_str(0, &particle);
        }
    }
}

/// Hangs the trees of the later stretches of a sentence below the root of the first.
fn join_stretches(found: &Segmentation<'_>, decisions: &mut [Option<Decision>]) {
    for run in found.sentences.iter().filter(|run| run.len() > LONGEST_STRETCH) {
        let mut root = None;
        for (token, decision) in decisions.iter_mut().enumerate().take(run.end).skip(run.start) {
            let Some(decision) = decision.as_mut().filter(|decision| decision.head.is_none()) else { continue };
            match root {
                None => root = Some(token),
                Some(root) => {
                    decision.second = Some((None, decision.head_probability));
                    (decision.head, decision.deprel) = (Some(root), Deprel::new(Relation::Parataxis));
                    (decision.head_probability, decision.label_probability) = (0.0, 0.0);
                }
            }
        }
    }
}
