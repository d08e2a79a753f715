//! What may fill a role.

use std::{fmt, str::FromStr, sync::Arc};

use registan_types::EntityKind;

/// A kind of filler (`knowledge/frames/README.md`, "Kinds of filler").
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum FillerKind {
    /// An entity of this kind.
    Entity(EntityKind),
    /// People who act for somebody, told by a common noun.
    Agent,
    /// An army, armed group or their people.
    Armed,
    /// A building, village, base or other place that common words tell, as part of the state that owns it or that it lies in. Allowed by the frame,
    /// for the role, wherever one of its units allows a state.
    Site,
    /// A state by its own name, or its government: not its people.
    Power,
    /// A state, or a place that stands for the state it lies in.
    Host,
    /// An organisation of states: an alliance, a union, a body of the United Nations.
    Bloc,
    /// An organisation that is no firm, club or newspaper as far as knowledge tells: a party, ministry, union, body of states.
    Public,
    /// A person known for a part in public affairs: by an office, a title, a party, a movement or an army.
    Official,
    /// A good; of one class if given.
    Goods(Option<Arc<str>>),
    /// A title.
    Office,
    /// A number with a unit.
    Amount,
    /// A currency.
    Currency,
    /// A doing or happening.
    Event,
    /// Anything.
    Any,
}

impl FromStr for FillerKind {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Ok(match text {
            "agent" => Self::Agent,
            "armed" => Self::Armed,
            "site" => Self::Site,
            "power" => Self::Power,
            "host" => Self::Host,
            "bloc" => Self::Bloc,
            "public" => Self::Public,
            "official" => Self::Official,
            "goods" => Self::Goods(None),
            "office" => Self::Office,
            "amount" => Self::Amount,
            "currency" => Self::Currency,
            "event" => Self::Event,
            "any" => Self::Any,
            text => match text.strip_prefix("goods:") {
                Some(class) => Self::Goods(Some(class.into())),
                None => Self::Entity(text.parse()?),
            },
        })
    }
}

impl fmt::Display for FillerKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Entity(kind) => kind.fmt(f),
            Self::Bloc => f.write_str("bloc"),
            Self::Public => f.write_str("public"),
            Self::Official => f.write_str("official"),
            Self::Goods(Some(class)) => write!(f, "goods:{class}"),
            Self::Agent => f.write_str("agent"),
            Self::Armed => f.write_str("armed"),
            Self::Site => f.write_str("site"),
            Self::Power => f.write_str("power"),
            Self::Host => f.write_str("host"),
            Self::Goods(None) => f.write_str("goods"),
            Self::Office => f.write_str("office"),
            Self::Amount => f.write_str("amount"),
            Self::Currency => f.write_str("currency"),
            Self::Event => f.write_str("event"),
            Self::Any => f.write_str("any"),
        }
    }
}
