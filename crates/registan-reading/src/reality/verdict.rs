//! What is found about one predicate, and how what words say of it comes together.

use registan_language::TokenIndex;
use registan_types::{Certainty, Polarity, Reality};

use super::Effect;

/// What was found about one predicate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// Affirmed or denied.
    pub polarity: Polarity,
    /// In what way real.
    pub reality: Reality,
    /// Whether anything made it other than plainly told: tense and time may then not change it.
    pub marked: bool,
    /// A clause told as past or perfect lies between: what is planned, asked or hoped above it has no say ("announced that it has approved").
    pub past: bool,
    /// Hypothetical only by a word that may also mean "when".
    pub perhaps_when: bool,
    /// What it is instead of possible or hypothetical if a date stands beside it.
    pub if_dated: Option<Reality>,
    /// How sure.
    pub certainty: Certainty,
    /// The word that shows that somebody unnamed says so.
    pub hearsay: Option<TokenIndex>,
    /// The innermost word that decided the reality, for explanations.
    pub decided_by: Option<TokenIndex>,
    /// The noun whose own negation was taken last: what it is the object of is not negated by it once more ("has no plans").
    pub(super) negated_by: Option<TokenIndex>,
}

impl Verdict {
    /// Told as plain fact.
    pub(super) fn plain() -> Self {
        Self {
            polarity: Polarity::Affirmed,
            reality: Reality::Actual,
            marked: false,
            past: false,
            perhaps_when: false,
            if_dated: None,
            certainty: Certainty::Certain,
            hearsay: None,
            decided_by: None,
            negated_by: None,
        }
    }

    pub(super) fn flip(&mut self) {
        // "Has yet to decide whether to join": what is asked is not denied by those who do not answer.
        if self.reality == Reality::Questioned {
            return;
        }
        self.polarity = match self.polarity {
            Polarity::Affirmed => Polarity::Denied,
            Polarity::Denied => Polarity::Affirmed,
        };
    }

    /// The innermost word decides; conditions and questions around it overrule (see [`Verdict::overrule`]).
    pub(super) fn apply(&mut self, effect: &Effect, word: TokenIndex, negated: bool) {
        let denies = effect.polarity.as_deref() == Some("denied");
        if denies != negated {
            self.flip();
        }
        let reality = effect.reality.as_deref().and_then(|reality| reality.parse().ok());
        if let Some(reality) = reality.filter(|reality| !(self.past && lies_ahead(*reality)))
            && self.reality == Reality::Actual
        {
            self.reality = reality;
            self.decided_by = Some(word);
        }
        if let Some(certainty) = effect.certainty.as_deref().and_then(|certainty| certainty.parse().ok()) {
            self.certainty = self.certainty.min(certainty);
        }
        if effect.hearsay {
            self.hearsay = self.hearsay.or(Some(word));
        }
        self.marked |= reality.is_some_and(|reality| !(self.past && lies_ahead(reality)));
    }

    /// Not yet done, unless something nearer says how it stands.
    pub(super) fn expect(&mut self, word: TokenIndex) {
        if self.reality == Reality::Actual && !self.past {
            self.reality = Reality::Planned;
            self.marked = true;
            self.decided_by = Some(word);
        }
    }

    pub(super) fn overrule(&mut self, reality: Reality, word: TokenIndex) {
        self.reality = reality;
        self.marked = true;
        self.decided_by = Some(word);
    }
}

/// What is not there yet.
fn lies_ahead(reality: Reality) -> bool {
    matches!(reality, Reality::Planned | Reality::Expected | Reality::Desired | Reality::Demanded)
}
