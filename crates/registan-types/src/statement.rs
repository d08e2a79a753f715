//! What one sentence of one report says: the atom of everything.

use std::{fmt, str::FromStr, sync::Arc};

use crate::identity::Account;
use crate::{Cameo, CountryCode, Edtf, EntityId, Grounded, PloverCode, Quad, Quantity, ReportId, Span, entity::named_variants};

/// A frame's name: `visit`, `buy-arms`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FrameName(Arc<str>);

impl FrameName {
    /// A name as the frame's file gives it.
    pub fn new(name: impl Into<Arc<str>>) -> Self {
        Self(name.into())
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FrameName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

named_variants! {
    /// What holds between the parties, for frames that assert a state.
    Relation {
        /// Belongs to an organisation.
        MemberOf = "member_of",
        /// Holds an office of a state or body.
        HoldsOffice = "holds_office",
        /// Formal allies.
        AllyOf = "ally_of",
        /// Partners.
        PartnerOf = "partner_of",
        /// Founded an organisation.
        FounderOf = "founder_of",
        /// Takes part in an event or body.
        ParticipatesIn = "participates_in",
        /// Trades with.
        TradesWith = "trades_with",
        /// Supplies goods to.
        Supplies = "supplies",
        /// Pays or is paid in a currency.
        SettlesIn = "settles_in",
        /// Shares a border with.
        Borders = "borders",
        /// At war.
        AtWarWith = "at_war_with",
        /// Has imposed sanctions or a ban on.
        Sanctions = "sanctions",
        /// Recognises.
        Recognises = "recognises",
    }
}

named_variants! {
    /// Whether the content is affirmed or denied.
    Polarity {
        /// It is so.
        Affirmed = "affirmed",
        /// It is not so.
        Denied = "denied",
    }
}

named_variants! {
    /// In what way the doing or state is told to be real (contract, "What the values mean").
    Reality {
        /// Having happened, happening or holding.
        Actual = "actual",
        /// Arranged or announced by those who will do it.
        Planned = "planned",
        /// Predicted by somebody.
        Expected = "expected",
        /// What may be or may have been.
        Possible = "possible",
        /// Wanted or attempted.
        Desired = "desired",
        /// Called for from somebody else.
        Demanded = "demanded",
        /// Inside a condition, concession or supposed case.
        Hypothetical = "hypothetical",
        /// Inside a question.
        Questioned = "questioned",
        /// What would have been, and was not.
        Counterfactual = "counterfactual",
    }
}

named_variants! {
    /// How sure the innermost voice that commits itself is, lowered by those around it.
    Certainty {
        /// Told as doubtful.
        Doubtful = "doubtful",
        /// May be.
        Possible = "possible",
        /// Likely.
        Probable = "probable",
        /// Told plainly.
        Certain = "certain",
    }
}

named_variants! {
    /// What a voice does with what it passes on.
    Stance {
        /// Says it is so.
        Asserts = "asserts",
        /// Passes it on without a stand of its own.
        Reports = "reports",
        /// Doubts it.
        Doubts = "doubts",
        /// Says it is not so.
        Denies = "denies",
    }
}

/// What fills a role: words of the text and what they stand for.
#[derive(Debug, Clone, PartialEq)]
pub struct Filler {
    /// The words; for a role resolved from elsewhere, those of the pronoun or description, or of the antecedent.
    pub span: Span,
    /// What they stand for.
    pub entity: Grounded,
    /// Nothing stands in the clause itself: the span is the antecedent's.
    pub implicit: bool,
}

/// The words that make the statement: the verb's own token or the head of the noun, and what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trigger {
    /// The verb or noun.
    pub span: Span,
    /// Separated particles, light-verb nouns and the like.
    pub parts: Vec<Span>,
}

/// Where the statement stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Evidence {
    /// Index of the sentence in the report, from 0.
    pub sentence: u32,
    /// The sentence.
    pub span: Span,
}

/// The time a statement speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedTime {
    /// Resolved; `None` for a relative time without a known date to count from.
    pub edtf: Option<Edtf>,
    /// The words; `None` when the time follows from something else (a caption's date).
    pub span: Option<Span>,
}

/// Where it happens.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// The English name.
    pub name: String,
    /// Identity, where knowledge has one.
    pub id: Option<EntityId>,
    /// The state it lies in.
    pub country: Option<CountryCode>,
    /// Latitude and longitude, degrees, WGS 84.
    pub coordinates: Option<(f64, f64)>,
    /// The words.
    pub span: Span,
}

/// People harmed, each an amount.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Casualties {
    /// Dead.
    pub killed: Option<Quantity>,
    /// Wounded.
    pub injured: Option<Quantity>,
    /// Missing.
    pub missing: Option<Quantity>,
    /// Driven from home.
    pub displaced: Option<Quantity>,
}

/// Roles besides actors and recipients.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Roles {
    /// What it is about.
    pub topic: Vec<Filler>,
    /// The office held or sought.
    pub office: Vec<Filler>,
    /// What is bought, sold, given, banned.
    pub goods: Vec<Filler>,
    /// What is paid in.
    pub currency: Vec<Filler>,
    /// Who was harmed.
    pub casualties: Casualties,
}

/// Whose word it is, one link of the chain from the author inwards.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribution {
    /// Who speaks.
    pub voice: Voice,
    /// What that voice does with it.
    pub stance: Stance,
}

/// A voice.
#[derive(Debug, Clone, PartialEq)]
pub enum Voice {
    /// The report's author: always the first.
    Author,
    /// Somebody the text names or hints at.
    Source {
        /// Nesting, from 1; joint voices share a level.
        level: u8,
        /// The words that show the voice ("Reuters", "naar verluidt").
        span: Span,
        /// Who it is; `None` when unnamed.
        entity: Option<Grounded>,
    },
}

/// The versions of what made a statement. Stored with it, so that a later reading can be told from it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ReaderVersion {
    /// The program's version.
    pub version: String,
    /// The language model's name and digest.
    pub model: String,
    /// Digest of the frames.
    pub frames: String,
    /// Digest of the knowledge.
    pub knowledge: String,
}

/// A statement's identity: a hash of the report, the reader and everything said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StatementId(pub [u8; 16]);

impl fmt::Display for StatementId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl FromStr for StatementId {
    type Err = ();

    fn from_str(hex: &str) -> Result<Self, ()> {
        hex.parse::<ReportId>().map(|id| Self(*id.bytes()))
    }
}

/// What one sentence of one report says.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// The frame.
    pub frame: FrameName,
    /// The event code, for doings that PLOVER knows.
    pub plover: Option<PloverCode>,
    /// The CAMEO code, where one adds sense.
    pub cameo: Option<Cameo>,
    /// What it says to hold, for frames of states.
    pub relation: Option<Relation>,
    /// Done together: everybody is in `actors`.
    pub reciprocal: bool,
    /// Who does it.
    pub actors: Vec<Filler>,
    /// To whom.
    pub recipients: Vec<Filler>,
    /// Further roles.
    pub roles: Roles,
    /// When.
    pub time: Option<StatedTime>,
    /// Where.
    pub place: Option<Place>,
    /// Amounts that belong to it.
    pub quantities: Vec<Quantity>,
    /// Affirmed or denied.
    pub polarity: Polarity,
    /// In what way real.
    pub reality: Reality,
    /// How sure.
    pub certainty: Certainty,
    /// The chain of voices, the author first.
    pub attribution: Vec<Attribution>,
    /// The words that make it.
    pub trigger: Trigger,
    /// The sentence.
    pub evidence: Evidence,
    /// How sure the reader is that this is what the sentence says, 0 to 1.
    pub confidence: f32,
}

impl Statement {
    /// The quadrant of its PLOVER type.
    pub fn quad(&self) -> Option<Quad> {
        self.plover.as_ref().map(|code| code.kind.quad())
    }

    /// The statement's identity: a hash of the report, the reader's version, the place in the text and the whole content.
    ///
    /// A record keeps the identity that a statement came in with: those of earlier programs, made in another way, stay what they are.
    pub fn id(&self, report: ReportId, reader: &ReaderVersion) -> StatementId {
        let hash = blake3::hash(&Account::of(self, report, reader));
        let mut id = [0; 16];
        id.copy_from_slice(hash.as_bytes().split_at(16).0);
        StatementId(id)
    }
}
