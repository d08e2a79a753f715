//! The lexicon of words that make a doing unreal, denied or unsure.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;

/// What a trigger does to what stands in its scope. Fields left out leave the matter as it is.
#[derive(Debug, Clone, Default, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields, default)]
pub struct Effect {
    /// `denied` turns the polarity over.
    pub polarity: Option<String>,
    /// A reality of the contract.
    pub reality: Option<String>,
    /// A certainty of the contract.
    pub certainty: Option<String>,
    /// Told on the word of somebody unnamed ("zou … hebben", "reportedly").
    pub hearsay: bool,
    /// A negation of this governor leaves what it governs as it is ("betreurt niet dat").
    pub factive: bool,
    /// For auxiliaries: the effect with a perfect infinitive ("zou hebben gedaan").
    pub perfect: Option<Box<Effect>>,
    /// For auxiliaries: the effect beside a date: "would arrive on Tuesday" tells what was planned.
    pub dated: Option<Box<Effect>>,
    /// What it does in what somebody says: "announced that he would resign" looks ahead, as "will" does.
    pub reported: Option<Box<Effect>>,
    /// For governors and adverbs: the effect where they, or what they belong to, stand in the past tense ("was able to reach" says that it was reached).
    pub past: Option<Box<Effect>>,
    /// For governors: the effect where they are negated, in place of a plain turn of the polarity: "no evidence that" leaves it open, "no doubt
    /// that" takes the doubt away.
    pub negated: Option<Box<Effect>>,
    /// For governors: only clauses are in scope ("gaat terugtrekken", not "het gaat om een aanval").
    pub clausal: bool,
    /// For governors: only what a clause at their object says is in scope ("dismissed reports that …", not "dismissed the attack").
    pub contents: bool,
    /// For governors: also, or only (`only_subject`), what is its subject is in scope ("de aanval ging niet door").
    pub subject: bool,
}

/// The trigger words of one language; lemmas and forms in lower case.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Triggers {
    /// Negating adverbs and particles.
    pub negators: HashSet<String>,
    /// Adverbs of time whose negation denies the clause: (nooit) eerder, (never) before.
    pub time_adverbs: HashSet<String>,
    /// Conjunctions of what is said, shown or asked: that, whether.
    pub complementizers: HashSet<String>,
    /// Determiners that all but negate a governor with an effect of its own when negated: little (doubt).
    pub slight_determiners: HashSet<String>,
    /// Negating determiners and pronouns.
    pub negative_determiners: HashSet<String>,
    /// Conjunctions that negate what they join: (Kenia) noch (Oeganda).
    pub negative_conjunctions: HashSet<String>,
    /// Conjunctions of what is opposed, so that the negation of one is none of the other: but, maar.
    pub adversatives: HashSet<String>,
    /// Prepositions of a gerund that its governor decides on: (barred) from, (accused) of.
    pub gerund_markers: HashSet<String>,
    /// Prepositions of when and where something was said, planned or feared, which is none of what was: during, tijdens.
    pub occasion_markers: HashSet<String>,
    /// Words of quantity that an adverb of nearness belongs to: bijna (alle), almost (every).
    pub quantity_words: HashSet<String>,
    /// Subordinators that say for how long: what goes with it does, or does not, take place now.
    pub lasting_markers: HashSet<String>,
    /// Prepositions before what is spoken or decided about, which need not take place: about, over.
    pub subject_markers: HashSet<String>,
    /// What stands before a negator that names the other case: (al dan) niet, (whether or) not.
    pub other_cases: HashSet<String>,
    /// Words that undo a negator that they follow: (niet) alleen.
    pub focus_words: HashSet<String>,
    /// Subordinators and prepositions that deny: zonder, without.
    pub negative_markers: HashSet<String>,
    /// Subordinators of conditions and concessions of supposed cases.
    pub conditional_markers: HashSet<String>,
    /// Those of them that may also mean "when": with a date beside them they set no condition.
    pub temporal_markers: HashSet<String>,
    /// Subordinators before what has not happened yet where the present tense tells it: until, before.
    pub pending_markers: HashSet<String>,
    /// Pronouns whose clause tells what anybody may do: "wie Rusland aanvalt", "whoever attacks Russia".
    pub free_relatives: HashSet<String>,
    /// Copulas whose present tense tells of what is to come: "wordt de eerste ontmoeting".
    pub becoming: HashSet<String>,
    /// Verbs of setting out, with the preposition before where to, whose present tense tells of a journey to come: "gaat naar Kenia".
    pub departing: HashMap<String, String>,
    /// Prepositions before what has happened or is so, whatever is planned, asked or feared around it: after, because of.
    pub granting_markers: HashSet<String>,
    /// What marks an infinitive: to, te.
    pub infinitive_markers: HashSet<String>,
    /// Governors whose infinitive takes place when they do: begin, manage, seem. That of any other is yet to come.
    pub realising: HashSet<String>,
    /// Adjectives that make the infinitive of their noun a fact, beside ordinals: "the last to recognise".
    pub superlatives: HashSet<String>,
    /// Auxiliaries of the passive that make no perfect: "would be attacked".
    pub passive_auxiliaries: HashSet<String>,
    /// Subordinators of indirect questions.
    pub interrogative_markers: HashSet<String>,
    /// Governors of indirect questions with a question word.
    pub question_governors: HashSet<String>,
    /// Question words.
    pub question_words: HashSet<String>,
    /// Auxiliaries and modals, by form or lemma.
    pub auxiliaries: HashMap<String, Effect>,
    /// Adverbs and fixed phrases ("naar verwachting"), words joined by a space.
    pub adverbs: HashMap<String, Effect>,
    /// Verbs, nouns and adjectives, by the effect on what they govern: complement clauses and noun objects.
    pub governors: HashMap<String, Effect>,
    /// Adjectives before a noun that tells of a doing: "mogelijke", "alleged".
    pub attributes: HashMap<String, Effect>,
}

/// The file of triggers is malformed.
#[derive(Debug, thiserror::Error)]
#[error("reality triggers of `{language}`: {source}")]
pub struct TriggersError {
    language: String,
    source: toml::de::Error,
}

impl Triggers {
    /// Reads the TOML text of one language's file.
    ///
    /// # Errors
    /// When the text is not TOML or has an unknown key.
    pub fn parse(language: &str, text: &str) -> Result<Self, TriggersError> {
        toml::from_str(text).map_err(|source| TriggersError { language: language.to_owned(), source })
    }
}
