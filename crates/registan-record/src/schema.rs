//! What the record must know of frames, handed in as plain data: which is a kind of which, and what each does to states.

use std::{collections::BTreeMap, str::FromStr};

use registan_types::{FrameName, Relation};

/// What a frame does to a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EffectKind {
    /// It holds from then on.
    Begins,
    /// It holds until then.
    Ends,
    /// It holds at that time.
    Asserts,
    /// It does not hold at that time.
    Denies,
}

/// What a frame does to which relation between its parties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Effect {
    /// What it does.
    pub kind: EffectKind,
    /// To which relation.
    pub relation: Relation,
    /// Whether the recipient is in the relation, to the state that acts: who is appointed holds an office of whoever appoints him.
    pub of_recipient: bool,
}

impl Effect {
    /// What a doing does to a relation of the one who does it.
    pub const fn of_actor(kind: EffectKind, relation: Relation) -> Self {
        Self { kind, relation, of_recipient: false }
    }
}

/// A text is no effect such as `begins member_of`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no effect; write begins, ends, asserts or denies and a relation, as in `begins member_of`, or `begins holds_office of recipient`"
)]
pub struct EffectError(String);

impl FromStr for Effect {
    type Err = EffectError;

    fn from_str(text: &str) -> Result<Self, EffectError> {
        let parse = || {
            let (verb, relation) = text.trim().split_once(' ')?;
            let kind = match verb {
                "begins" => EffectKind::Begins,
                "ends" => EffectKind::Ends,
                "asserts" => EffectKind::Asserts,
                "denies" => EffectKind::Denies,
                _ => return None,
            };
            let (relation, of_recipient) = match relation.trim().strip_suffix(" of recipient") {
                Some(relation) => (relation, true),
                None => (relation, false),
            };
            Some(Self { kind, relation: relation.trim().parse().ok()?, of_recipient })
        };
        parse().ok_or_else(|| EffectError(text.to_owned()))
    }
}

/// The side of a statement on which the one stands whose death it tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DeathOf {
    /// Who does it.
    Actor,
    /// To whom it is done.
    Recipient,
}

/// The frames that the record's views go by. Without one, every frame stands alone and relations are asserted only.
///
/// ```
/// use registan_record::Schema;
/// use registan_types::FrameName;
///
/// let mut schema = Schema::default();
/// schema.add(FrameName::new("attack"), None, vec![]);
/// schema.add(FrameName::new("invade"), Some(FrameName::new("attack")), vec![]);
/// assert_eq!(schema.family(&FrameName::new("invade")).as_str(), "attack");
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Schema {
    frames: BTreeMap<FrameName, Frame>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Frame {
    parent: Option<FrameName>,
    effects: Vec<Effect>,
    death_of: Option<DeathOf>,
}

/// How two frames are related.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kinship {
    /// Different families.
    None,
    /// Kinds of the same more general frame.
    Siblings,
    /// One is a kind of the other.
    Line,
    /// The same frame.
    Same,
}

impl Schema {
    /// Adds a frame: its more general frame, and what it does to states.
    pub fn add(&mut self, frame: FrameName, parent: Option<FrameName>, effects: Vec<Effect>) {
        self.frames.insert(frame, Frame { parent, effects, death_of: None });
    }

    /// Says that a frame tells of the death of who stands on a side. Nobody dies twice: such statements may be one event whatever else
    /// they say. A frame that was not added stays unknown.
    pub fn tells_of_death(&mut self, frame: &FrameName, of: DeathOf) {
        if let Some(frame) = self.frames.get_mut(frame) {
            frame.death_of = Some(of);
        }
    }

    /// On which side the one stands whose death a frame tells of.
    pub fn death_of(&self, frame: &FrameName) -> Option<DeathOf> {
        self.frames.get(frame).and_then(|frame| frame.death_of)
    }

    /// The most general frame that a frame is a kind of; itself when there is none.
    pub fn family<'s>(&'s self, frame: &'s FrameName) -> &'s FrameName {
        self.line(frame).last().unwrap_or(frame)
    }

    /// What a frame does to states.
    pub fn effects(&self, frame: &FrameName) -> &[Effect] {
        self.frames.get(frame).map_or(&[], |frame| &frame.effects)
    }

    /// Whether a frame tells of a happening although it has a relation: taking office begins to hold, holding it only holds.
    pub(crate) fn tells_of_beginning(&self, frame: &FrameName) -> bool {
        self.effects(frame).iter().any(|effect| effect.kind == EffectKind::Begins)
    }

    /// Whether a frame tells that somebody takes an office, which one does once in a long time.
    pub(crate) fn tells_of_office(&self, frame: &FrameName) -> bool {
        self.effects(frame).iter().any(|effect| effect.kind == EffectKind::Begins && effect.relation == Relation::HoldsOffice)
    }

    pub(crate) fn kinship(&self, a: &FrameName, b: &FrameName) -> Kinship {
        if a == b {
            Kinship::Same
        } else if self.line(a).any(|frame| frame == b) || self.line(b).any(|frame| frame == a) {
            Kinship::Line
        } else if self.family(a) == self.family(b) {
            Kinship::Siblings
        } else {
            Kinship::None
        }
    }

    /// A frame and the more general ones, in turn. A circle in the data is walked once at most.
    fn line<'s>(&'s self, frame: &'s FrameName) -> impl Iterator<Item = &'s FrameName> {
        let parent = |frame: &&'s FrameName| self.frames.get(*frame).and_then(|frame| frame.parent.as_ref());
        std::iter::successors(Some(frame), parent).take(self.frames.len() + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn effects_are_read_from_frame_files() {
        let effect = "begins member_of".parse::<Effect>();
        assert_eq!(effect, Ok(Effect::of_actor(EffectKind::Begins, Relation::MemberOf)));
        let effect = "begins holds_office of recipient".parse::<Effect>();
        assert!(effect.is_ok_and(|effect| effect.of_recipient && effect.relation == Relation::HoldsOffice));
        assert!("begins friendship".parse::<Effect>().is_err());
    }

    #[test]
    fn kinds_of_one_frame_are_kin_and_circles_end() {
        let name = |text: &str| FrameName::new(text);
        let mut schema = Schema::default();
        schema.add(name("invade"), Some(name("attack")), vec![]);
        schema.add(name("bomb"), Some(name("attack")), vec![]);
        assert_eq!(schema.kinship(&name("invade"), &name("attack")), Kinship::Line);
        assert_eq!(schema.kinship(&name("invade"), &name("bomb")), Kinship::Siblings);
        assert_eq!(schema.kinship(&name("invade"), &name("visit")), Kinship::None);
        schema.add(name("attack"), Some(name("invade")), vec![]);
        let _ = schema.family(&name("bomb"));
    }
}
