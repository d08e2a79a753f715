//! The lexicon: all frames with their units, checked, and an index from lemmas to units.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
};

use registan_language::Language;
use registan_types::{CONTEXTS, FrameName, PloverCode, PloverType, Reality, Relation};

use super::{
    Example, ExampleError, FillerKind, Pattern, PatternError, Role,
    source::{FrameSource, PloverSource, UnitSource},
};
use crate::clause::Slot;

/// Position of a frame in its set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FrameId(u32);

/// Position of a unit in its set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UnitId(u32);

/// A kind of doing or being.
#[derive(Debug, Clone)]
pub struct Frame {
    /// Its name.
    pub name: FrameName,
    /// A short name for people, by language code.
    pub gloss: BTreeMap<String, String>,
    /// A more general frame.
    pub parent: Option<FrameName>,
    /// Event code.
    pub plover: Option<PloverCode>,
    /// CAMEO code.
    pub cameo: Option<Arc<str>>,
    /// The relation it says to hold.
    pub relation: Option<Relation>,
    /// Done together.
    pub reciprocal: bool,
    /// What it does to states, as written: `begins member_of`.
    pub effects: Vec<String>,
    /// It judges a doing: its recipient is who does that, and not to whom it is done.
    pub judges: bool,
    /// Reality of what it tells, unless the sentence says otherwise.
    pub reality: Option<Reality>,
    /// The role of the one whose death it tells of, actor or recipient.
    pub death_of: Option<Role>,
    /// Which kinds may fill which role.
    pub roles: BTreeMap<Role, Vec<FillerKind>>,
}

/// How the words of a unit stand in the clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UnitForm {
    /// A verb, perhaps separable.
    Verb,
    /// A noun.
    Noun,
    /// An adjective.
    Adjective,
    /// A noun in a slot of one of these verbs.
    Light {
        /// Lemmas of the verbs.
        verbs: Vec<String>,
        /// Where the noun stands.
        slot: Slot,
    },
}

/// Words that evoke a frame and express its roles alike.
#[derive(Debug, Clone)]
pub struct Unit {
    /// The frame.
    pub frame: FrameId,
    /// The language of its words.
    pub language: Language,
    /// How they stand.
    pub form: UnitForm,
    /// The lemmas: of the verb, adjective or noun (of a light-verb unit, the noun).
    pub lemmas: Vec<String>,
    /// How each role is expressed.
    pub patterns: Vec<(Role, Pattern)>,
    /// Only in the passive (`true`) or active (`false`).
    pub passive: Option<bool>,
    /// What must be so besides.
    pub needs: Option<Need>,
    /// With a reflexive pronoun.
    pub reflexive: bool,
    /// With a reciprocal pronoun: "zien elkaar".
    pub each_other: bool,
    /// The unit itself denies.
    pub negated: bool,
    /// Overrides the frame's.
    pub reality: Option<Reality>,
    /// Overrides the frame's.
    pub cameo: Option<Arc<str>>,
    /// Overrides the frame's.
    pub plover: Option<PloverCode>,
    /// How sure the bare word makes, 0 to 1.
    pub confidence: f32,
    /// What must be read.
    pub says: Vec<Example>,
    /// What must not be read so.
    pub never: Vec<String>,
}

/// What a unit asks for beside its roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// The actor must be several.
    Plural,
    /// The word must be in the singular: one invasion; several are raids.
    Singular,
    /// Its clause must tell of what ought to be: "said that Mali must go".
    Obligation,
    /// Its clause tells what the actor does himself: "said that it would strike back".
    Own,
}

impl Need {
    fn parse(text: &str) -> Result<Self, Problem> {
        match text {
            "plural" => Ok(Self::Plural),
            "obligation" => Ok(Self::Obligation),
            "own" => Ok(Self::Own),
            "singular" => Ok(Self::Singular),
            other => Err(Problem::Unknown { what: "need (plural, singular, obligation, own)", value: other.to_owned() }),
        }
    }
}

/// What is wrong in a frame file.
#[derive(Debug, thiserror::Error)]
#[error("{file}: {problem}")]
pub struct LexiconError {
    file: String,
    problem: Problem,
}

#[derive(Debug, thiserror::Error)]
enum Problem {
    #[error("not a frame file: {0}")]
    Toml(#[from] toml::de::Error),
    #[error("the frame is called `{0}`, the file is not")]
    Name(String),
    #[error("`{value}` is no {what}")]
    Unknown { what: &'static str, value: String },
    #[error("unit {unit}: {source}")]
    Pattern { unit: String, source: PatternError },
    #[error("unit {unit}: {source}")]
    Example { unit: String, source: ExampleError },
    #[error("unit {0}: give one of verb, noun, adjective, or light with noun")]
    Form(String),
    #[error("there is another frame `{0}`")]
    Twice(String),
    #[error("the parent `{0}` is no frame")]
    Parent(String),
}

/// All frames, with the units of each language.
#[derive(Debug, Clone, Default)]
pub struct FrameSet {
    frames: Vec<Frame>,
    units: Vec<Unit>,
    by_language: HashMap<Language, Index>,
    digest: String,
}

/// Units by the lemma of their verb, noun or adjective.
#[derive(Debug, Clone, Default)]
struct Index {
    verbs: HashMap<String, Vec<UnitId>>,
    nouns: HashMap<String, Vec<UnitId>>,
    adjectives: HashMap<String, Vec<UnitId>>,
    /// Light-verb units, by noun.
    light: HashMap<String, Vec<UnitId>>,
    /// The verbs of those units.
    light_verbs: HashSet<String>,
}

impl FrameSet {
    /// Reads frame files, given as (file name without `.toml`, text). Bad files are left out and named; the rest is kept.
    pub fn parse<'s>(files: impl IntoIterator<Item = (&'s str, &'s str)>) -> (Self, Vec<LexiconError>) {
        let mut files: Vec<_> = files.into_iter().collect();
        files.sort_unstable();
        let mut set = Self::default();
        let mut problems = Vec::new();
        let mut hasher = blake3::Hasher::new();
        for (file, text) in files {
            hasher.update(&(text.len() as u64).to_le_bytes()).update(text.as_bytes());
            if let Err(problem) = set.add(file, text) {
                problems.push(LexiconError { file: format!("{file}.toml"), problem });
            }
        }
        set.digest = hasher.finalize().to_hex().get(..16).unwrap_or_default().to_owned();
        problems.extend(set.orphans());
        (set, problems)
    }

    /// A digest of all files read, 16 hexadecimal digits.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// All frames.
    pub fn frames(&self) -> &[Frame] {
        &self.frames
    }

    /// All units.
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    /// The frame of a unit.
    pub fn frame_of(&self, unit: &Unit) -> Option<&Frame> {
        self.frames.get(unit.frame.0 as usize)
    }

    /// A unit.
    pub fn unit(&self, id: UnitId) -> Option<&Unit> {
        self.units.get(id.0 as usize)
    }

    /// A frame by name.
    pub fn frame(&self, name: &str) -> Option<&Frame> {
        self.frames.iter().find(|frame| frame.name.as_str() == name)
    }

    /// Units whose verb has this lemma.
    pub fn verbs(&self, language: Language, lemma: &str) -> &[UnitId] {
        self.look_up(language, |index| index.verbs.get(lemma))
    }

    /// Units whose noun has this lemma.
    pub fn nouns(&self, language: Language, lemma: &str) -> &[UnitId] {
        self.look_up(language, |index| index.nouns.get(lemma))
    }

    /// Units whose adjective has this lemma.
    pub fn adjectives(&self, language: Language, lemma: &str) -> &[UnitId] {
        self.look_up(language, |index| index.adjectives.get(lemma))
    }

    /// Light-verb units whose noun has this lemma.
    pub fn light(&self, language: Language, noun: &str) -> &[UnitId] {
        self.look_up(language, |index| index.light.get(noun))
    }

    /// Whether any unit has this verb with one of its nouns.
    pub fn is_light_verb(&self, language: Language, lemma: &str) -> bool {
        self.by_language.get(&language).is_some_and(|index| index.light_verbs.contains(lemma))
    }

    fn look_up<'s>(&'s self, language: Language, find: impl Fn(&'s Index) -> Option<&'s Vec<UnitId>>) -> &'s [UnitId] {
        self.by_language.get(&language).and_then(find).map_or(&[], Vec::as_slice)
    }

    fn add(&mut self, file: &str, text: &str) -> Result<(), Problem> {
        let source: FrameSource = toml::from_str(text)?;
        if source.frame != file {
            return Err(Problem::Name(source.frame));
        }
        if self.frame(&source.frame).is_some() {
            return Err(Problem::Twice(source.frame));
        }
        let frame = build_frame(&source)?;
        let id = FrameId(u32::try_from(self.frames.len()).unwrap_or(u32::MAX));
        // Build every unit before adding any, so that a bad file leaves nothing behind.
        let mut units = Vec::new();
        for (language, sources) in [(Language::Dutch, &source.nl), (Language::English, &source.en)] {
            for unit in sources {
                units.push((language, build_unit(id, language, &frame, unit)?));
            }
        }
        self.frames.push(frame);
        for (language, unit) in units {
            self.index(language, unit);
        }
        Ok(())
    }

    fn index(&mut self, language: Language, unit: Unit) {
        let id = UnitId(u32::try_from(self.units.len()).unwrap_or(u32::MAX));
        let index = self.by_language.entry(language).or_default();
        if let UnitForm::Light { verbs, .. } = &unit.form {
            index.light_verbs.extend(verbs.iter().cloned());
        }
        let table = match unit.form {
            UnitForm::Verb => &mut index.verbs,
            UnitForm::Noun => &mut index.nouns,
            UnitForm::Adjective => &mut index.adjectives,
            UnitForm::Light { .. } => &mut index.light,
        };
        for lemma in &unit.lemmas {
            table.entry(lemma.clone()).or_default().push(id);
        }
        self.units.push(unit);
    }

    fn orphans(&self) -> Vec<LexiconError> {
        let missing = self
            .frames
            .iter()
            .filter_map(|frame| Some((frame, frame.parent.as_ref()?)))
            .filter(|(_, parent)| self.frame(parent.as_str()).is_none());
        missing
            .map(|(frame, parent)| LexiconError { file: format!("{}.toml", frame.name), problem: Problem::Parent(parent.to_string()) })
            .collect()
    }
}

fn known<T: std::str::FromStr>(what: &'static str, value: &str) -> Result<T, Problem> {
    value.parse().map_err(|_| Problem::Unknown { what, value: value.to_owned() })
}

fn build_frame(source: &FrameSource) -> Result<Frame, Problem> {
    let mut roles = BTreeMap::new();
    for (role, kinds) in &source.roles {
        let kinds: Result<Vec<FillerKind>, _> = kinds.split_whitespace().map(|kind| known("kind of filler", kind)).collect();
        roles.insert(known("role", role)?, kinds?);
    }
    Ok(Frame {
        name: FrameName::new(source.frame.as_str()),
        gloss: source.gloss.clone(),
        parent: source.parent.as_deref().map(FrameName::new),
        plover: source.plover.as_ref().map(plover_code).transpose()?,
        cameo: source.cameo.as_deref().map(Into::into),
        relation: source.relation.as_deref().map(|relation| known("relation", relation)).transpose()?,
        reciprocal: source.reciprocal,
        effects: source.effects.clone(),
        judges: source.judges,
        reality: source.reality.as_deref().map(|reality| known("reality", reality)).transpose()?,
        death_of: source.death_of.as_deref().map(|role| known("role", role)).transpose()?,
        roles,
    })
}

fn plover_code(source: &PloverSource) -> Result<PloverCode, Problem> {
    let kind: PloverType = known("PLOVER type", &source.kind)?;
    checked_code(kind, source.mode.as_deref(), &source.contexts)
}

fn checked_code(kind: PloverType, mode: Option<&str>, contexts: &[String]) -> Result<PloverCode, Problem> {
    if let Some(mode) = mode.filter(|mode| !kind.modes().contains(mode)) {
        return Err(Problem::Unknown { what: "mode of its PLOVER type", value: mode.to_owned() });
    }
    if let Some(context) = contexts.iter().find(|context| !CONTEXTS.contains(&context.as_str())) {
        return Err(Problem::Unknown { what: "PLOVER context", value: context.clone() });
    }
    let mut contexts: Vec<Arc<str>> = contexts.iter().map(|context| context.as_str().into()).collect();
    contexts.sort_unstable();
    Ok(PloverCode { kind, mode: mode.map(Into::into), contexts })
}

fn build_unit(frame_id: FrameId, language: Language, frame: &Frame, source: &UnitSource) -> Result<Unit, Problem> {
    let (form, lemmas) = unit_form(source)?;
    let name = || lemmas.join(", ");
    let mut patterns = Vec::new();
    for (role, pattern) in role_sources(source) {
        let parsed = pattern.parse().map_err(|error| Problem::Pattern { unit: name(), source: error })?;
        patterns.push((role, parsed));
    }
    let says: Result<Vec<Example>, _> = source.says.iter().map(|example| example.parse()).collect();
    let plover = match &frame.plover {
        Some(code) if source.mode.is_some() || !source.contexts.is_empty() => {
            let own: Vec<String> = code.contexts.iter().map(ToString::to_string).collect();
            let contexts = if source.contexts.is_empty() { &own } else { &source.contexts };
            Some(checked_code(code.kind, source.mode.as_deref().or(code.mode.as_deref()), contexts)?)
        }
        _ => None,
    };
    Ok(Unit {
        frame: frame_id,
        language,
        patterns,
        passive: match source.voice.as_deref() {
            None => None,
            Some("passive") => Some(true),
            Some("active") => Some(false),
            Some(other) => return Err(Problem::Unknown { what: "voice (active, passive)", value: other.to_owned() }),
        },
        needs: source.needs.as_deref().map(Need::parse).transpose()?,
        reflexive: source.reflexive,
        each_other: source.each_other,
        negated: source.negated,
        reality: source.reality.as_deref().map(|reality| known("reality", reality)).transpose()?,
        cameo: source.cameo.as_deref().map(Into::into),
        plover,
        confidence: source.confidence.unwrap_or(0.9).clamp(0.0, 1.0),
        says: says.map_err(|error| Problem::Example { unit: name(), source: error })?,
        never: source.never.clone(),
        form,
        lemmas,
    })
}

fn unit_form(source: &UnitSource) -> Result<(UnitForm, Vec<String>), Problem> {
    let given = [&source.verb, &source.noun, &source.adjective];
    let name = || given.iter().flat_map(|lemmas| lemmas.iter()).cloned().collect::<Vec<_>>().join(", ");
    if !source.light.is_empty() {
        if source.noun.is_empty() || !source.verb.is_empty() || !source.adjective.is_empty() {
            return Err(Problem::Form(name()));
        }
        let slot = source.noun_slot.as_deref().map_or(Slot::Object, Slot::from_name);
        return Ok((UnitForm::Light { verbs: source.light.clone(), slot }, source.noun.clone()));
    }
    match (source.verb.is_empty(), source.noun.is_empty(), source.adjective.is_empty()) {
        (false, true, true) => Ok((UnitForm::Verb, source.verb.clone())),
        (true, false, true) => Ok((UnitForm::Noun, source.noun.clone())),
        (true, true, false) => Ok((UnitForm::Adjective, source.adjective.clone())),
        _ => Err(Problem::Form(name())),
    }
}

fn role_sources(source: &UnitSource) -> impl Iterator<Item = (Role, &str)> {
    let given = [
        (Role::Actor, &source.actor),
        (Role::Recipient, &source.recipient),
        (Role::Body, &source.body),
        (Role::Topic, &source.topic),
        (Role::Goods, &source.goods),
        (Role::Office, &source.office),
        (Role::Currency, &source.currency),
        (Role::Place, &source.place),
        (Role::Killed, &source.killed),
        (Role::Injured, &source.injured),
        (Role::Missing, &source.missing),
        (Role::Displaced, &source.displaced),
    ];
    given.into_iter().filter_map(|(role, pattern)| Some((role, pattern.as_deref()?)))
}
