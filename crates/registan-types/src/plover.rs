//! The codes that users of event data know: PLOVER types with their modes and contexts, CAMEO codes, quad classes.
//!
//! Values are those of the PLOVER manual (draft 0.8, 2021) and the CAMEO 1.1b3 code book.

use std::sync::Arc;

use crate::entity::named_variants;

named_variants! {
    /// The sixteen PLOVER event types.
    PloverType {
        /// Promises, offers, agrees to cooperate.
        Agree = "AGREE",
        /// Meetings, visits, calls, negotiations.
        Consult = "CONSULT",
        /// Backs, praises, recognises, signs or ratifies.
        Support = "SUPPORT",
        /// Yields in words.
        Concede = "CONCEDE",
        /// Mutual exchange.
        Cooperate = "COOPERATE",
        /// Gives.
        Aid = "AID",
        /// Withdraws, releases, disarms.
        Retreat = "RETREAT",
        /// Asks, demands, orders.
        Request = "REQUEST",
        /// Disapproves, accuses, sues, investigates.
        Accuse = "ACCUSE",
        /// Refuses, vetoes, defies.
        Reject = "REJECT",
        /// Threatens.
        Threaten = "THREATEN",
        /// Demonstrations, strikes, riots.
        Protest = "PROTEST",
        /// Cuts existing relations.
        Sanction = "SANCTION",
        /// Shows of force short of using it.
        Mobilize = "MOBILIZE",
        /// Repression short of violence.
        Coerce = "COERCE",
        /// Force that can harm.
        Assault = "ASSAULT",
    }
}

/// PLOVER's four quadrants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Quad {
    /// 1: verbal cooperation.
    VerbalCooperation,
    /// 2: material cooperation.
    MaterialCooperation,
    /// 3: verbal conflict.
    VerbalConflict,
    /// 4: material conflict.
    MaterialConflict,
}

impl Quad {
    /// The number used in event data, 1 to 4.
    pub fn number(self) -> u8 {
        match self {
            Self::VerbalCooperation => 1,
            Self::MaterialCooperation => 2,
            Self::VerbalConflict => 3,
            Self::MaterialConflict => 4,
        }
    }
}

impl PloverType {
    /// The quadrant that the type lies in.
    pub fn quad(self) -> Quad {
        use PloverType as T;
        match self {
            T::Agree | T::Consult | T::Support | T::Concede => Quad::VerbalCooperation,
            T::Cooperate | T::Aid | T::Retreat => Quad::MaterialCooperation,
            T::Request | T::Accuse | T::Reject | T::Threaten => Quad::VerbalConflict,
            T::Protest | T::Sanction | T::Mobilize | T::Coerce | T::Assault => Quad::MaterialConflict,
        }
    }

    /// The PLOVER score of the type with a mode, from -10 (conflict) to 10 (cooperation).
    pub fn score(self, mode: Option<&str>) -> f32 {
        use PloverType as T;
        match (self, mode) {
            (T::Consult, Some("visit" | "multilateral")) => 4.0,
            (T::Consult, Some("third-party")) => 1.0,
            (T::Consult, Some("phone")) => 1.5,
            (T::Agree | T::Consult, _) => 2.5,
            (T::Support, _) => 5.0,
            (T::Concede, _) => 4.5,
            (T::Cooperate, _) => 9.5,
            (T::Aid, _) => 10.0,
            (T::Retreat, Some("withdraw")) => 8.0,
            (T::Retreat, Some("disarm")) => 10.0,
            (T::Retreat, Some("ceasefire")) => 7.5,
            (T::Retreat, Some("resign")) => 4.5,
            (T::Retreat, _) => 6.5,
            (T::Request, _) => 0.0,
            (T::Accuse, Some("investigate" | "allege")) => -3.5,
            (T::Accuse | T::Reject, _) => -2.0,
            (T::Threaten, _) => -3.5,
            (T::Protest, _) => -5.0,
            (T::Sanction, _) => -6.0,
            (T::Mobilize, _) => -5.5,
            (T::Coerce, _) => -7.0,
            (T::Assault, _) => -9.0,
        }
    }

    /// The modes that the type may have.
    pub fn modes(self) -> &'static [&'static str] {
        use PloverType as T;
        match self {
            T::Agree | T::Support | T::Concede | T::Cooperate | T::Aid => &[],
            T::Consult => &["visit", "third-party", "multilateral", "phone"],
            T::Retreat => &["withdraw", "release", "disarm", "ceasefire", "access", "resign"],
            T::Request | T::Reject => &["assist", "change", "yield", "meet"],
            T::Accuse => &["disapprove", "investigate", "allege"],
            T::Threaten => &["restrict", "arrest", "relations", "expel", "territory", "violence"],
            T::Protest => &["demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"],
            T::Sanction => &["convict", "expel", "withdraw", "discontinue"],
            T::Mobilize => &["troops", "weapons", "police", "militia"],
            T::Coerce => {
                &["seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold", "misinformation", "cyber"]
            }
            T::Assault => &[
                "abduct",
                "beat",
                "torture",
                "sexual",
                "targeted",
                "destroy",
                "primitive",
                "firearms",
                "explosives",
                "suicide-attack",
                "aerial",
                "drone",
                "heavy-weapons",
                "crowd-control",
                "unconventional",
            ],
        }
    }
}

/// The contexts of PLOVER: why, about what.
pub const CONTEXTS: &[&str] = &[
    "military",
    "intelligence",
    "executive",
    "legislative",
    "election",
    "political_institutions",
    "pro_democracy",
    "pro_autocracy",
    "economic",
    "legal",
    "reparations",
    "human_rights",
    "rights_freedoms",
    "repression",
    "human_security",
    "gender",
    "lgbt",
    "religion_ethnicity",
    "inequality",
    "diplomatic",
    "territory",
    "peacekeeping",
    "health",
    "asylum",
    "migration",
    "disasters",
    "natural_resource",
    "environment",
    "technology",
    "terrorism",
    "cbrn",
    "cyber",
    "misinformation",
    "crime",
    "corruption",
    "illegal_drugs",
    "trafficking",
];

/// A PLOVER event code: type, mode (how) and contexts (why, about what).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PloverCode {
    /// The type.
    pub kind: PloverType,
    /// One of the type's modes.
    pub mode: Option<Arc<str>>,
    /// Names from [`CONTEXTS`], sorted.
    pub contexts: Vec<Arc<str>>,
}

impl PloverCode {
    /// The PLOVER score.
    pub fn score(&self) -> f32 {
        self.kind.score(self.mode.as_deref())
    }
}

/// A CAMEO code of two to four digits with its Goldstein value.
#[derive(Debug, Clone, PartialEq)]
pub struct Cameo {
    /// The digits, `042`.
    pub code: Arc<str>,
    /// Goldstein's value, -10 to 10.
    pub goldstein: f32,
}
