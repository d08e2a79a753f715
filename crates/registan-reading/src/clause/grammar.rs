//! Closed-class words of a language that clauses turn on: data of `knowledge/grammar/<language>.toml`.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;

/// Letters that the last part of a compound has at least; shorter endings are chance.
const LAST_PART: usize = 5;

/// The closed-class words of one language. All lemmas and forms in lower case.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grammar {
    /// Markers of the agent of a passive: door, by.
    pub agent_markers: HashSet<String>,
    /// Relative pronouns: die, dat, who, which.
    pub relative_pronouns: HashSet<String>,
    /// Words that stand for a marker and a pronoun, with the marker: waaraan → aan, daarmee → met.
    pub pronominal_adverbs: HashMap<String, String>,
    /// Relative adverbs of place, with the marker that they stand for: waar → in.
    pub relative_places: HashMap<String, String>,
    /// Reflexive pronouns: zich, himself.
    pub reflexives: HashSet<String>,
    /// Reciprocal pronouns: elkaar, "each other" by its head.
    pub reciprocals: HashSet<String>,
    /// Verbs whose object is the subject of their infinitive: dwingen, urge.
    pub object_control: HashSet<String>,
    /// Endings of a name in the genitive: 's, s.
    pub genitive_endings: HashSet<String>,
    /// Verbs that only say at what point a doing is: whose subject begins it, does it ("began with the attack").
    pub aspectual_verbs: HashSet<String>,
    /// Verbs that say that their subject no longer does what their noun tells: stoppen (met het leveren).
    #[serde(default)]
    pub ending_verbs: HashSet<String>,
    /// What stands between a stretch of time and what it lies before or behind: before, after.
    #[serde(default)]
    pub time_relations: HashSet<String>,
    /// Verbs with an adjective for their particle: vrijlaten, vastzetten.
    #[serde(default)]
    pub verbs_of_result: HashSet<String>,
    /// Nouns of stretches of time, which no name explains: week, maand.
    #[serde(default)]
    pub time_nouns: HashSet<String>,
    /// Participles that say of a place where it lies: neighbouring.
    #[serde(default)]
    pub place_participles: HashSet<String>,
    /// Verbs that lend their subject to a noun in their object or oblique: houden, voeren, conduct.
    pub light_verbs: HashSet<String>,
    /// Nouns that together with the word before them or the phrase behind them mean what is not coded: price war, war of words.
    #[serde(default)]
    pub fixed_nouns: HashSet<String>,
    /// Verbs whose subject has part in what their object tells to be done together: want (a deal with), verdiepen.
    #[serde(default)]
    pub sharing_verbs: HashSet<String>,
    /// Verbs that with an infinitive say only that it came about: (hij) wist (te ontkomen).
    pub implicatives: HashSet<String>,
    /// Verbs of blame and punishment: their object did what stands behind one of `reason_markers`.
    pub blaming_verbs: HashSet<String>,
    /// Verbs with which somebody gives a thing its name: "what he called a victory".
    #[serde(default)]
    pub naming_verbs: HashSet<String>,
    /// Verbs whose object does what an infinitive behind it says, whatever the tree takes it for: urge, expect.
    #[serde(default)]
    pub verbs_of_asking: HashSet<String>,
    /// Nouns that ask something of somebody, who does what their infinitive says: call, oproep.
    #[serde(default)]
    pub requests: HashSet<String>,
    /// Nouns of what is made known in words: what a participle behind them tells is told by whoever makes it ("a statement condemning").
    #[serde(default)]
    pub messages: HashSet<String>,
    /// Markers of whom such a noun asks: aan, on.
    #[serde(default)]
    pub addressee_markers: HashSet<String>,
    /// Words for a part or number of what an owner marker introduces: some (of the troops), deel (van).
    #[serde(default)]
    pub parts: HashSet<String>,
    /// Words before a number that limit it, the first of which is also a particle of verbs: "up to".
    #[serde(default)]
    pub limits: HashSet<String>,
    /// Days of the week and the like, on which the tree hangs names that stand behind them.
    #[serde(default)]
    pub days: HashSet<String>,
    /// Negations that stand before an infinitive though the tree hangs them on its governor: "zei niet te komen".
    #[serde(default)]
    pub moving_negations: HashSet<String>,
    /// Relative pronouns of persons alone: who.
    #[serde(default)]
    pub personal_relatives: HashSet<String>,
    /// Nouns of bodies that somebody leads: government, party.
    #[serde(default)]
    pub bodies: HashSet<String>,
    /// Verbs of what is done in words by whoever speaks: to invite, to urge, to condemn.
    pub acts_in_words: HashSet<String>,
    /// Subordinators that never open what somebody says, refuses or knows: omdat, tenzij, because, unless.
    pub adverbial_subordinators: HashSet<String>,
    /// What opens an infinitive or participle of how or when something was done, and not of what: door, zonder, by, while.
    #[serde(default)]
    pub manner_markers: HashSet<String>,
    /// Verbs that say what ought to be: must, moeten.
    #[serde(default)]
    pub obligations: HashSet<String>,
    /// Words that set one apart from others, beside ordinals: only, enige.
    #[serde(default)]
    pub ranks: HashSet<String>,
    /// Negations of one member of a coordination: "but not Iran".
    #[serde(default)]
    pub exclusions: HashSet<String>,
    /// Markers of a clause that tells what the object of a verb of blame or object control does: (accused) of, (kept) from.
    #[serde(default)]
    pub charge_markers: HashSet<String>,
    /// Markers of what somebody is blamed or punished for: wegens, over.
    pub reason_markers: HashSet<String>,
    /// Verbs that never stand without their object, so that a headline that has none is in the passive: arrest, arresteren.
    #[serde(default)]
    pub always_with_object: HashSet<String>,
    /// Whether the participle of most verbs is written as their past: arrested.
    #[serde(default)]
    pub participle_like_past: bool,
    /// Nouns of what somebody is set on doing, which their infinitive tells: decision, besluit.
    #[serde(default)]
    pub intentions: HashSet<String>,
    /// Verbs of standing by somebody: their object is in what stands behind one of `help_markers`: "backed Mali in its war".
    #[serde(default)]
    pub helping_verbs: HashSet<String>,
    /// Markers of what somebody is helped in: in, bij.
    #[serde(default)]
    pub help_markers: HashSet<String>,
    /// Verbs of going and being somewhere: their subject does what stands behind one of `purpose_markers`.
    pub motion_verbs: HashSet<String>,
    /// Markers of an occasion at which the subject of the clause does or did something else: na, tijdens.
    pub occasion_markers: HashSet<String>,
    /// Markers of where goods go to: aan, naar, to.
    #[serde(default)]
    pub destination_markers: HashSet<String>,
    /// Adverbs of manner that look like the particle of a separable verb: scherp, fel.
    #[serde(default)]
    pub manner_adverbs: HashSet<String>,
    /// Nouns that are adjectives elsewhere, each with a verb whose object it is: "druk uitoefenen".
    #[serde(default)]
    pub nouns_with_verbs: HashSet<String>,
    /// What one is put out of, or goes across, with no preposition before it: land, grens ("het land uit").
    #[serde(default)]
    pub way_nouns: HashSet<String>,
    /// Prepositions that open an infinitive clause: door, zonder, na.
    #[serde(default)]
    pub infinitive_openers: HashSet<String>,
    /// Markers of something else that goes on around the clause, which has none of its phrases: ondanks, wegens, amid.
    #[serde(default)]
    pub circumstance_markers: HashSet<String>,
    /// Markers of whose a doing is: van, tussen.
    #[serde(default)]
    pub owner_markers: HashSet<String>,
    /// Markers of whom or what a doing concerns: tegen, with.
    #[serde(default)]
    pub concern_markers: HashSet<String>,
    /// First parts of hyphenated adjectives that say whom something is against, with the marker that they stand for: anti → tegen.
    #[serde(default)]
    pub opposing_prefixes: HashMap<String, String>,
    /// Markers of what somebody comes for: voor.
    pub purpose_markers: HashSet<String>,
    /// First parts of compound nouns that leave the meaning of the last part as it is: staats(bezoek).
    pub plain_modifiers: HashSet<String>,
    /// Words that open a list of examples: zoals, waaronder, including.
    pub list_openers: HashSet<String>,
    /// Verbs that stand for another: (as) did (Mali), (zoals ook Mali) deed.
    #[serde(default)]
    pub pro_verbs: HashSet<String>,
    /// Adverbs that make a joined clause with such a verb say the same of another: (and) so (did Mali), (dat deed) ook (Mali).
    #[serde(default)]
    pub echoing_adverbs: HashSet<String>,
    /// Words before such a clause: as (did Mali).
    #[serde(default)]
    pub likening_markers: HashSet<String>,
    /// Words that open a list of names right behind a noun in the plural, and compare elsewhere: "landen als Polen".
    #[serde(default)]
    pub member_markers: HashSet<String>,
    /// Markers of those who do it too: naast, net als, alongside. What they mark joins the subject.
    pub additive_markers: HashSet<String>,
    /// Adverbs that with such a preposition say who does it too: samen (met), along (with).
    #[serde(default)]
    pub companion_adverbs: HashSet<String>,
    /// Markers under which a noun's own participants stand beside it as with a subject: met, with.
    pub comitative_markers: HashSet<String>,
    /// Prepositions before where something happens: in, te, near.
    pub place_markers: HashSet<String>,
    /// Endings of nouns with what stands in their place in the dictionary: a second guess where the lexicon does not know the lemma.
    pub noun_endings: Vec<[String; 2]>,
    /// The same for verbs.
    pub verb_endings: Vec<[String; 2]>,
    /// Whether compounds are written as one word, so that a noun may stand for what its last part names: (koper)sanctie.
    #[serde(default)]
    pub closed_compounds: bool,
    /// Particles that verbs are written with, before the `ge` of their participle too: op(ge)stapt.
    #[serde(default)]
    pub separable_particles: HashSet<String>,
    /// Verbs and nouns of meaning to do something oneself, with the preposition of what is meant: (has) plan for (an attack).
    #[serde(default)]
    pub intending_words: HashSet<String>,
    /// Verbs of telling others to do something: without an object it is not said whom.
    #[serde(default)]
    pub commanding_verbs: HashSet<String>,
    /// Nouns with which a verb of being says that there is something: (er is) sprake (van).
    #[serde(default)]
    pub nouns_of_existence: HashSet<String>,
    /// Auxiliaries that make nothing but passives, whatever the tree calls the subject beside them: (wordt) beschuldigd.
    #[serde(default)]
    pub passive_auxiliaries: HashSet<String>,
    /// The ending of the participle of a progressive: (is) mulling.
    #[serde(default)]
    pub progressive_endings: HashSet<String>,
    /// Auxiliaries of those who have done something: hebben, have.
    #[serde(default)]
    pub having: HashSet<String>,
    /// Verbs without a passive that make their perfect with the auxiliary of being: (is) gestapt, vertrokken.
    #[serde(default)]
    pub being_perfects: HashSet<String>,
    /// Verbs that make a perfect with a participle right behind them: (has) broken.
    #[serde(default)]
    pub perfect_verbs: HashSet<String>,
    /// Separable verbs whose content is an infinitive: (biedt) aan (te bemiddelen).
    #[serde(default)]
    pub particle_verbs_of_infinitives: HashSet<String>,
    /// Those that are never prepositions, so that one right behind a finite verb is its own: (zegt) toe.
    #[serde(default)]
    pub lone_particles: HashSet<String>,
    /// What alone marks an infinitive that is a complement where the tree takes it for one of purpose.
    #[serde(default)]
    pub complement_markers: HashSet<String>,
    /// Relative possessives: wier, wiens, whose.
    pub relative_possessives: HashSet<String>,
}

/// The file of closed-class words is malformed.
#[derive(Debug, thiserror::Error)]
#[error("grammar of `{language}`: {source}")]
pub struct GrammarError {
    language: String,
    source: toml::de::Error,
}

impl Grammar {
    /// Whether a word marks whom something is done to or with, and never stands inside a name, as those of owners do.
    pub(crate) fn joins_no_name(&self, word: &str) -> bool {
        let marks = [&self.addressee_markers, &self.comitative_markers, &self.concern_markers];
        marks.iter().any(|markers| markers.contains(word)) && !self.owner_markers.contains(word)
    }

    /// The marker that the first part of a hyphenated adjective stands for, and the rest: "anti-Chinese" → tegen, Chinese.
    pub(crate) fn opposed<'f>(&self, form: &'f str) -> Option<(&str, &'f str)> {
        let (prefix, rest) = form.split_once('-')?;
        let marker = self.opposing_prefixes.get(&prefix.to_lowercase())?;
        Some((marker, rest))
    }

    /// Whether a marker says whom something is against.
    pub(crate) fn opposes(&self, marker: &str) -> bool {
        self.opposing_prefixes.values().any(|opposing| opposing == marker)
    }

    /// Reads the TOML text of one language's file.
    ///
    /// # Errors
    /// When the text is not TOML or names an unknown list.
    pub fn parse(language: &str, text: &str) -> Result<Self, GrammarError> {
        toml::from_str(text).map_err(|source| GrammarError { language: language.to_owned(), source })
    }

    /// The dictionary forms that a noun may have by its ending, the likeliest first.
    pub fn noun_bases<'g>(&'g self, form: &'g str) -> impl Iterator<Item = String> + 'g {
        bases(&self.noun_endings, form)
    }

    /// The last parts that a compound may have, the longest first; none where compounds are written apart.
    pub fn last_parts<'g>(&'g self, lemma: &'g str) -> impl Iterator<Item = &'g str> + 'g {
        let cuts = lemma.char_indices().skip(3).filter_map(|(at, _)| lemma.get(at..));
        cuts.filter(|rest| self.closed_compounds && rest.chars().count() >= LAST_PART)
    }

    /// The dictionary forms that a verb may have by its ending, the likeliest first.
    pub fn verb_bases<'g>(&'g self, form: &'g str) -> impl Iterator<Item = String> + 'g {
        bases(&self.verb_endings, form)
    }

    /// Those of a separable verb written as one word: "teruggehaald" → terughalen.
    pub fn separable_bases<'g>(&'g self, form: &'g str) -> impl Iterator<Item = String> + 'g {
        let cuts =
            form.char_indices().map(|(at, _)| form.split_at(at)).filter(|(particle, _)| self.separable_particles.contains(*particle));
        cuts.flat_map(|(particle, rest)| {
            let participle = rest.strip_prefix("ge").into_iter().flat_map(|stem| self.verb_bases(stem));
            participle.chain(self.verb_bases(rest)).map(move |base| format!("{particle}{base}"))
        })
    }
}

/// A base that begins with `~` is joined by the spelling of open and closed syllables: haal + ~en → halen, stap + ~en → stappen, reis + ~en → reizen.
fn bases<'g>(endings: &'g [[String; 2]], form: &'g str) -> impl Iterator<Item = String> + 'g {
    endings.iter().flat_map(move |[ending, base]| {
        let stem = form.strip_suffix(ending.as_str());
        match (stem, base.strip_prefix('~')) {
            (None, _) => Vec::new(),
            (Some(stem), None) => vec![format!("{stem}{base}")],
            (Some(stem), Some(rest)) => respelled(stem).into_iter().map(|stem| stem + rest).collect(),
        }
    })
}

/// How a closed syllable may be written when a vowel follows.
fn respelled(stem: &str) -> Vec<String> {
    let mut letters = stem.chars().rev();
    let (last, vowel, before) = (letters.next(), letters.next(), letters.next());
    let (Some(last), Some(vowel)) = (last.filter(char::is_ascii_lowercase), vowel.filter(char::is_ascii_lowercase)) else {
        return Vec::new();
    };
    let head = stem.get(..stem.len() - 1).unwrap_or_default();
    let mut spellings = vec![stem.to_owned()];
    if "aeiou".contains(vowel) && !"aeiou".contains(last) {
        let long = before == Some(vowel);
        spellings.push(if long { format!("{}{last}", head.get(..head.len() - 1).unwrap_or_default()) } else { format!("{stem}{last}") });
    }
    let voiced: Vec<String> = spellings
        .iter()
        .filter_map(|spelling| match last {
            'f' => spelling.strip_suffix('f').map(|rest| format!("{rest}v")),
            's' => spelling.strip_suffix('s').map(|rest| format!("{rest}z")),
            _ => None,
        })
        .collect();
    spellings.extend(voiced);
    spellings
}
