//! Whose words stand in quotation marks, over as many sentences as they go on; and whose turn it is in an interview or a debate.

use std::{collections::HashSet, ops::Range};

use registan_language::{Relation, Token, TokenIndex, Upos};
use registan_types::{BlockKind, EntityKind, Grounded, Stance};

use super::{
    chain::{Link, Speaker, SpeakerForm, Voices, push},
    saying::Speaking,
};
use crate::{
    clause::Slot,
    mention::{MentionForm, Referent},
};

/// Fewer words in quotation marks are a title, a nickname or a word held at arm's length.
const FEWEST_WORDS: usize = 4;

/// So many words at most stand before the colon that opens a turn.
const LABEL: usize = 9;

/// In a conversation at least one paragraph in so many begins with a label.
const SPARSE: usize = 3;

/// A turn has at most so many paragraphs.
const LONGEST_TURN: usize = 4;

/// The quotations and turns of one document.
#[derive(Debug, Clone, Default)]
pub struct Quotations {
    quotations: Vec<Quotation>,
}

/// A run of words that somebody else than the author speaks.
#[derive(Debug, Clone)]
struct Quotation {
    tokens: Range<usize>,
    speaker: Link,
    /// The word of saying beside it.
    cue: Option<TokenIndex>,
}

impl Quotations {
    /// Finds whose words stand in quotation marks or behind a speaker's label.
    pub fn find(voices: &Voices<'_>) -> Self {
        let blocks = blocks(voices);
        let mut quotations = Vec::new();
        let mut open: Option<Open> = None;
        for (number, block) in blocks.iter().enumerate() {
            let before = number.checked_sub(1).and_then(|before| blocks.get(before));
            open = quoted(voices, before, block, open, &mut quotations);
        }
        quotations.extend(turns(voices, &blocks));
        quotations.extend(blocks.iter().flat_map(|block| taken_up(voices, block)));
        Self { quotations }
    }

    /// The runs of tokens whose one speaker is known, with him.
    pub(super) fn tokens(&self) -> impl Iterator<Item = (Range<usize>, &Grounded)> {
        self.quotations.iter().filter_map(|quotation| match quotation.speaker.speakers.as_slice() {
            [Speaker { entity: Some(entity), .. }] => Some((quotation.tokens.clone(), entity)),
            _ => None,
        })
    }

    /// The runs of tokens with their speakers and the words of saying beside them.
    pub(super) fn all(&self) -> impl Iterator<Item = (Range<usize>, &Link, Option<TokenIndex>)> {
        self.quotations.iter().map(|quotation| (quotation.tokens.clone(), &quotation.speaker, quotation.cue))
    }

    /// Puts the speaker of the words around `trigger` outside `links` (the outermost first), unless he is among them.
    pub fn enclose(&self, trigger: TokenIndex, links: &mut Vec<Link>) {
        links.reverse();
        let mut around = self.quotations.iter().filter(|quotation| quotation.tokens.contains(&trigger.get())).peekable();
        if around.peek().is_some() {
            // "I believe that …" between marks is the speaker's own word, who stands outside of them.
            links.retain(|link| !link.is_of_the_talk());
        }
        for quotation in around {
            let named = quotation.speaker.speakers.iter().any(|speaker| speaker.entity.is_some());
            if named || links.is_empty() {
                push(links, quotation.speaker.clone());
            }
        }
        links.reverse();
    }
}

/// A paragraph: its tokens, and the sentences that they make.
struct Paragraph {
    kind: BlockKind,
    sentences: Vec<Range<usize>>,
}

impl Paragraph {
    fn tokens(&self) -> Range<usize> {
        let start = self.sentences.first().map_or(0, |sentence| sentence.start);
        start..self.sentences.last().map_or(start, |sentence| sentence.end)
    }

    fn sentence_of(&self, token: usize) -> Option<&Range<usize>> {
        self.sentences.iter().find(|sentence| sentence.contains(&token))
    }
}

/// A quotation that no mark has closed at the end of its paragraph, and who speaks it.
struct Open {
    speaker: Option<Link>,
}

fn blocks(voices: &Voices<'_>) -> Vec<Paragraph> {
    let document = voices.document;
    let mut found: Vec<(u32, Paragraph)> = Vec::new();
    for sentence in &document.analysis.sentences {
        let Some(block) = document.block_of(sentence) else { continue };
        match found.last_mut() {
            Some((start, paragraph)) if *start == block.span.start => paragraph.sentences.push(sentence.tokens.clone()),
            _ => found.push((block.span.start, Paragraph { kind: block.kind, sentences: vec![sentence.tokens.clone()] })),
        }
    }
    found.into_iter().map(|(_, paragraph)| paragraph).collect()
}

/// The quotations of one paragraph. A mark left open goes on in a next paragraph that begins with one, as is usual in print.
fn quoted(
    voices: &Voices<'_>,
    before: Option<&Paragraph>,
    paragraph: &Paragraph,
    open: Option<Open>,
    found: &mut Vec<Quotation>,
) -> Option<Open> {
    let mut last: Option<Link> = None;
    let begins_quoted = is_opening(voices, paragraph.tokens().start);
    let mut inherited = open.filter(|_| begins_quoted).and_then(|open| open.speaker);
    let mut announced = before.and_then(|before| announcement(voices, before));
    let mut left_open = None;
    for (run, closed) in marked_runs(voices, paragraph.tokens()) {
        if !closed && !begins_quoted && run.start == paragraph.tokens().start {
            continue;
        }
        let beside = || speaker_beside(voices, paragraph, &run).or_else(|| signature(voices, paragraph, &run));
        let announced = || announced.take().filter(|_| run.start == paragraph.tokens().start);
        let (tagged, cue) = beside().or_else(announced).map(|(cue, link)| (link, cue)).unzip();
        let going_on = || inherited.take().or_else(|| is_whole_sentence(voices, paragraph, &run).then(|| last.clone()).flatten());
        let speaker = tagged.or_else(going_on);
        if !closed {
            left_open = Some(Open { speaker: speaker.clone() });
        }
        last.clone_from(&speaker);
        // A mark that may be an apostrophe shows nobody speaking without a speaker.
        let opening = TokenIndex::new(run.start);
        let sure = !voices.lexicon.is_apostrophe(voices.document.words(opening));
        let alone = || sure && is_whole_sentence(voices, paragraph, &run);
        let unnamed = || alone().then(|| voices.unnamed(opening, Stance::Asserts)).flatten();
        if let Some(speaker) = speaker.or_else(unnamed) {
            found.push(Quotation { tokens: run, speaker, cue });
        }
    }
    left_open
}

/// Runs between quotation marks, the marks included, and whether a mark closes them.
fn marked_runs(voices: &Voices<'_>, tokens: Range<usize>) -> Vec<(Range<usize>, bool)> {
    let mut runs = Vec::new();
    let mut at = tokens.start;
    while at < tokens.end {
        let Some(closers) = opens(voices, at) else {
            at += 1;
            continue;
        };
        let close = (at + 1..tokens.end).find(|&token| closes(voices, token, closers));
        let end = close.map_or(tokens.end, |token| token + 1);
        // A mark that nothing closes is only believed where it cannot be an apostrophe or a stray mark: at the head of its paragraph.
        let believed = close.is_some() || at == tokens.start;
        if believed && end - at >= FEWEST_WORDS + 2 {
            runs.push((at..end, close.is_some()));
        }
        at = if believed { end } else { at + 1 };
    }
    runs
}

/// The marks that may close what the mark at `token` opens; `None` when it opens nothing.
fn opens<'v>(voices: &Voices<'v>, token: usize) -> Option<&'v HashSet<String>> {
    let closers = voices.lexicon.quotes.get(voices.document.words(TokenIndex::new(token)))?;
    is_opening(voices, token).then_some(closers)
}

/// An opening mark stands right before its word.
fn is_opening(voices: &Voices<'_>, token: usize) -> bool {
    let mark = TokenIndex::new(token);
    let is_mark = voices.lexicon.quotes.contains_key(voices.document.words(mark));
    is_mark && voices.document.token(mark).is_some_and(|mark| !mark.space_after)
}

/// A closing mark stands right behind its word.
fn closes(voices: &Voices<'_>, token: usize, closers: &HashSet<String>) -> bool {
    let before = token.checked_sub(1).and_then(|before| voices.document.token(TokenIndex::new(before)));
    closers.contains(voices.document.words(TokenIndex::new(token))) && before.is_some_and(|before| !before.space_after)
}

/// Nothing but marks stands in the sentences of the quotation beside it.
fn is_whole_sentence(voices: &Voices<'_>, paragraph: &Paragraph, run: &Range<usize>) -> bool {
    outside(paragraph, run).all(|token| is_mark(voices, token))
}

fn is_mark(voices: &Voices<'_>, token: usize) -> bool {
    voices.document.token(TokenIndex::new(token)).is_some_and(|token| token.upos == Upos::Punct)
}

/// The tokens of the sentences that a quotation begins and ends in, those of the quotation left out.
fn outside(paragraph: &Paragraph, run: &Range<usize>) -> impl Iterator<Item = usize> {
    let first = paragraph.sentence_of(run.start).map_or(run.start, |sentence| sentence.start);
    let last = paragraph.sentence_of(run.end.saturating_sub(1)).map_or(run.end, |sentence| sentence.end);
    (run.end..last).chain(first..run.start)
}

/// Who says it, by a speech verb or a source marker outside the marks in the quotation's own sentences; else in the sentence that follows and
/// consists of little more.
fn speaker_beside(voices: &Voices<'_>, paragraph: &Paragraph, run: &Range<usize>) -> Option<(TokenIndex, Link)> {
    let own: Vec<usize> = outside(paragraph, run).collect();
    spoken_in(voices, own.iter().copied(), run).or_else(|| {
        let next = paragraph
            .sentences
            .iter()
            .find(|sentence| sentence.start >= run.end)
            .filter(|next| next.start == run.end && next.len() <= 12)?;
        is_whole_sentence(voices, paragraph, run).then(|| spoken_in(voices, next.clone(), run)).flatten()
    })
}

/// So many words at most has a sentence that only names the source of the one before.
const SOURCE_SENTENCE: usize = 16;

/// "That is what X reports", "Dat meldt X": the sentence before is X's word.
fn taken_up(voices: &Voices<'_>, paragraph: &Paragraph) -> Vec<Quotation> {
    let pairs = paragraph.sentences.iter().zip(paragraph.sentences.iter().skip(1));
    pairs.filter_map(|(told, source)| takes_up(voices, told, source)).collect()
}

fn takes_up(voices: &Voices<'_>, told: &Range<usize>, source: &Range<usize>) -> Option<Quotation> {
    let first = TokenIndex::new(source.start);
    let opening = voices.document.token(first).filter(|opening| opening.feats.has("PronType", "Dem"))?;
    // Of "dat meldt Reuters" the tree may take either for the subject.
    let verb = opening.head.filter(|_| opening.deprel.is(Relation::Obj) || opening.deprel.is(Relation::Nsubj))?;
    let tree = voices.clauses.tree();
    if source.len() > SOURCE_SENTENCE || tree.head(verb).is_some() || tree.child(verb, Relation::Ccomp).is_some() {
        return None;
    }
    let (_, speech) = voices.speech_phrase(verb)?;
    let party = |(child, token): (TokenIndex, &Token)| {
        let other = child > verb && (token.deprel.is(Relation::Obj) || token.deprel.is(Relation::Nsubj));
        (other && voices.may_speak(child, Speaking::Known)).then_some(child)
    };
    let speaker = tree.child_tokens(verb).find_map(party)?;
    let speaker = Link { stance: speech.stance(), speakers: voices.speakers(speaker) };
    Some(Quotation { tokens: told.clone(), speaker, cue: Some(verb) })
}

/// "…" — Name: who signs a quotation.
fn signature(voices: &Voices<'_>, paragraph: &Paragraph, run: &Range<usize>) -> Option<(TokenIndex, Link)> {
    let dash = TokenIndex::new(run.end);
    if !paragraph.tokens().contains(&run.end) || !matches!(voices.document.words(dash), "—" | "–" | "―" | "-" | "--") {
        return None;
    }
    let behind = (run.end + 1..paragraph.tokens().end).take(LABEL).map(TokenIndex::new);
    let name = behind.into_iter().find(|&token| named(voices, token))?;
    Some((dash, Link { stance: Stance::Asserts, speakers: voices.speakers(voices.head_of_name(name)) }))
}

/// Who speaks in a paragraph that ends in a colon or announces a statement: the next one is his.
fn announcement(voices: &Voices<'_>, before: &Paragraph) -> Option<(TokenIndex, Link)> {
    let sentence = before.sentences.last()?;
    let last = sentence.end.checked_sub(1)?;
    let spoken = || spoken_in(voices, sentence.clone(), &(last..last));
    let colon = voices.document.words(TokenIndex::new(last)) == ":";
    colon.then(spoken).flatten().or_else(|| announced(voices, sentence))
}

/// "The senator made the following statement": who is the subject of the verb that the announced noun hangs on.
fn announced(voices: &Voices<'_>, sentence: &Range<usize>) -> Option<(TokenIndex, Link)> {
    let tree = voices.clauses.tree();
    let is_announced = |noun: TokenIndex| {
        let named = tree.token(noun).is_some_and(|token| voices.lexicon.announced.contains(&token.lemma.to_lowercase()));
        named && tree.child_tokens(noun).any(|(_, word)| voices.lexicon.announcing.contains(&word.form.to_lowercase()))
    };
    let noun = sentence.clone().map(TokenIndex::new).find(|&noun| is_announced(noun))?;
    let verb = tree.head(noun)?;
    let predicate = voices.clauses.predicate(verb)?;
    let heads = predicate.at(&Slot::Subject).map(|subject| subject.head);
    let speakers: Vec<Speaker> = heads.flat_map(|head| voices.speakers(head)).filter(|speaker| speaker.entity.is_some()).collect();
    (!speakers.is_empty()).then_some((noun, Link { stance: Stance::Asserts, speakers }))
}

fn spoken_in(voices: &Voices<'_>, tokens: impl Iterator<Item = usize>, run: &Range<usize>) -> Option<(TokenIndex, Link)> {
    let within = |span: registan_types::Span| {
        let quoted = run.clone().filter_map(|token| voices.document.token(TokenIndex::new(token)));
        quoted.into_iter().any(|token| token.span.overlaps(span))
    };
    tokens.map(TokenIndex::new).find_map(|token| {
        let link = voices.verb_of_saying(token).or_else(|| voices.marked_source(token))?;
        (!link.speakers.iter().any(|speaker| within(speaker.span))).then_some((token, link))
    })
}

/// Turns of an interview, a debate or a hearing: "((Name)) …" and "Name: …" at the head of paragraphs. One label alone is no conversation.
fn turns(voices: &Voices<'_>, blocks: &[Paragraph]) -> Vec<Quotation> {
    let labels: Vec<(usize, Label)> =
        blocks.iter().enumerate().filter_map(|(number, block)| Some((number, label(voices, block)?))).collect();
    if labels.len() < 2 {
        return labelled(voices, blocks);
    }
    // Where few paragraphs have a label, it speaks for its own alone.
    let conversation = labels.len() * SPARSE >= blocks.len();
    let mut found = Vec::new();
    for (place, (number, label)) in labels.iter().enumerate() {
        // A turn goes on until the next one; behind the last the author may speak again, and whoever asks is soon done.
        let next = labels.get(place + 1).map(|(next, _)| *next).filter(|next| next - number <= LONGEST_TURN);
        let answers = !label.speaker.is_unnamed() && label.speaker.speakers.iter().all(|speaker| speaker.entity.is_some());
        let until = next.filter(|_| conversation && answers).unwrap_or(number + 1);
        let spoken = blocks.iter().take(until).skip(*number).filter(|block| block.kind == BlockKind::Paragraph);
        let tokens = spoken.map(|block| block.tokens()).reduce(|all, next| all.start..next.end);
        if let Some(tokens) = tokens {
            found.push(Quotation { tokens: label.end.max(tokens.start)..tokens.end, speaker: label.speaker.clone(), cue: None });
        }
    }
    found
}

/// "Name: what he says" over a report, in a list of views and in minutes: from the label to the end of its paragraph, or to the next label there.
fn labelled(voices: &Voices<'_>, blocks: &[Paragraph]) -> Vec<Quotation> {
    let mut found = Vec::new();
    for block in blocks {
        let labels: Vec<Label> = block.sentences.iter().filter_map(|sentence| sentence_label(voices, sentence)).collect();
        for (place, label) in labels.iter().enumerate() {
            let end = labels.get(place + 1).map_or(block.tokens().end, |next| next.start);
            if (label.end..end).len() >= FEWEST_WORDS && !is_topic(voices, label, end) {
                found.push(Quotation { tokens: label.end..end, speaker: label.speaker.clone(), cue: None });
            }
        }
    }
    found
}

/// "Gambia: Jammeh steps down": the state by its own name, and behind it somebody of that state: what it is about, not who says it.
fn is_topic(voices: &Voices<'_>, label: &Label, end: usize) -> bool {
    let referents = |tokens: Range<usize>| {
        let mentions = tokens.filter_map(|token| voices.mentions.at(TokenIndex::new(token)));
        mentions.flat_map(|mention| &mention.referents)
    };
    let mut states = referents(label.start..label.end).filter(|referent| &*referent.class == "state");
    let Some(country) = states.next().and_then(|state| state.entity.country) else { return false };
    let of_state = |referent: &Referent| {
        matches!(referent.entity.kind, EntityKind::Person | EntityKind::Organisation) && referent.entity.country == Some(country)
    };
    referents(label.end..end).any(of_state)
}

/// Somebody's name or title, or what speaks ("Poll"), and nothing else before the colon of a sentence.
fn sentence_label(voices: &Voices<'_>, sentence: &Range<usize>) -> Option<Label> {
    let colon = sentence.clone().take(LABEL).find(|&token| voices.document.words(TokenIndex::new(token)) == ":")?;
    let within = sentence.start..colon;
    let head = within.clone().map(TokenIndex::new);
    let nominal = |token: TokenIndex| {
        let tag = voices.document.token(token).map(|token| token.upos);
        tag.is_some_and(|tag| matches!(tag, Upos::Propn | Upos::Noun | Upos::Adj | Upos::Det | Upos::Adp | Upos::X))
    };
    if within.is_empty() || !head.clone().all(nominal) {
        return None;
    }
    let is_outermost = |&token: &TokenIndex| voices.clauses.tree().head(token).is_none_or(|above| !within.contains(&above.get()));
    let outermost = head.clone().find(is_outermost)?;
    // Of a title with a name beside it whichever is known.
    let speaker = head.clone().find(|&token| person(voices, token.get()).is_some()).unwrap_or(outermost);
    let names_somebody = named(voices, speaker) || voices.mentions.at(speaker).is_some() || speaks(voices, speaker);
    if !names_somebody || voices.is_place(speaker) || !voices.may_speak(speaker, Speaking::Known) {
        return None;
    }
    let speaker = Link { stance: Stance::Asserts, speakers: voices.speakers(speaker) };
    Some(Label { start: sentence.start, end: colon + 1, speaker })
}

/// A common noun of those who speak.
fn speaks(voices: &Voices<'_>, noun: TokenIndex) -> bool {
    voices.lexicon.speakers.contains(&voices.document.lemma(noun).to_lowercase())
}

/// A name, known or not.
fn named(voices: &Voices<'_>, token: TokenIndex) -> bool {
    voices.document.token(token).is_some_and(|token| token.upos == Upos::Propn)
}

struct Label {
    start: usize,
    end: usize,
    speaker: Link,
}

fn label(voices: &Voices<'_>, block: &Paragraph) -> Option<Label> {
    let tokens = block.tokens();
    if block.kind != BlockKind::Paragraph {
        return None;
    }
    let words = |token: usize| voices.document.words(TokenIndex::new(token));
    // The turns of a debate that is quoted whole begin with a mark.
    let tokens = tokens.start + usize::from(is_opening(voices, tokens.start))..tokens.end;
    let head = tokens.start..tokens.end.min(tokens.start + LABEL);
    let bracketed = words(tokens.start) == "(" && words(tokens.start + 1) == "(";
    let end = if bracketed {
        head.clone().find(|&token| words(token) == ")" && words(token + 1) == ")").map(|token| token + 2)?
    } else {
        head.clone().find(|&token| words(token) == ":").map(|token| token + 1)?
    };
    let spoken = tokens.start..end;
    let person = spoken.clone().filter_map(|token| person(voices, token)).next();
    let said = spoken.clone().any(|token| voices.document.token(TokenIndex::new(token)).is_some_and(|token| token.upos == Upos::Verb));
    let speaker = match person {
        Some(speaker) if !said => speaker,
        None if !bracketed && is_shouted(voices, tokens.start..end.saturating_sub(1)) => {
            let head = voices.head_of_name(TokenIndex::new(tokens.start));
            voices.speakers(head).into_iter().next()?
        }
        None if bracketed => {
            Speaker { span: voices.document.token(TokenIndex::new(tokens.start + 2))?.span, entity: None, form: SpeakerForm::Phrase }
        }
        _ => return None,
    };
    Some(Label { start: tokens.start, end, speaker: Link { stance: Stance::Asserts, speakers: vec![speaker] } })
}

/// "WALLACE:", "THE CHAIRMAN:": a label in capitals.
fn is_shouted(voices: &Voices<'_>, label: Range<usize>) -> bool {
    let shouted = |token| {
        let words = voices.document.words(TokenIndex::new(token));
        words.chars().any(char::is_uppercase) && !words.chars().any(char::is_lowercase)
    };
    !label.is_empty() && label.clone().all(|token| shouted(token) || is_mark(voices, token)) && label.clone().any(shouted)
}

fn person(voices: &Voices<'_>, token: usize) -> Option<Speaker> {
    let mention = voices.mentions.at(TokenIndex::new(token)).filter(|mention| mention.form == MentionForm::Name)?;
    let [referent] = mention.referents.as_slice() else { return None };
    let is_person = referent.entity.kind == EntityKind::Person;
    is_person.then(|| Speaker { span: mention.span, entity: Some(referent.entity.clone()), form: SpeakerForm::Phrase })
}

impl Voices<'_> {
    /// A speech verb in the author's own words with somebody who speaks: "…", said X.
    fn verb_of_saying(&self, verb: TokenIndex) -> Option<Link> {
        let token = self.document.token(verb).filter(|token| token.upos == Upos::Verb)?;
        let (speaking, speech) = self.speech_phrase(verb).filter(|(speaking, _)| *speaking != verb || !token.deprel.is(Relation::Xcomp))?;
        let link = self.speakers_of_verb(speaking, verb, speech.stance(), Speaking::Known)?;
        // A verb without a speaker tells that something is said, not by whom.
        (!link.is_unnamed()).then_some(link)
    }

    /// "Aldus X", "volgens X".
    fn marked_source(&self, head: TokenIndex) -> Option<Link> {
        self.is_source(head).then(|| self.source(head)).filter(|link| !link.speakers.is_empty())
    }
}
