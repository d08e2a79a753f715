//! What a statement says about which state.

use std::sync::Arc;

use registan_types::{Edtf, EdtfDate, EntityKind, Filler, Grounded, Polarity, Reality, Relation, Statement};

use super::Testimony;
use crate::identity::{entity_key, pair_key, side_key};
use crate::schema::{Effect, EffectKind};
use crate::{Schema, StoredStatement};

/// Which state: the relation, the keys of its parties and of what it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct StateKey {
    pub(super) relation: Relation,
    pub(super) subject: i64,
    pub(super) object: Option<i64>,
    pub(super) matter: Option<i64>,
}

impl StateKey {
    /// The key under which the index of pairs has its parties, when they are two.
    pub(super) fn pair(&self) -> Option<i64> {
        self.object.filter(|object| *object != self.subject).map(|object| pair_key(self.subject, object))
    }
}

/// A statement's bearing on one state.
#[derive(Debug, Clone)]
pub(super) struct Bearing {
    pub(super) key: StateKey,
    subject: Place,
    object: Option<Place>,
    matter: Option<Place>,
    pub(super) testimony: Testimony,
    pub(super) when: When,
}

/// Where in a statement a party or matter of a state stands.
#[derive(Debug, Clone, Copy)]
struct Place {
    role: Role,
    number: usize,
}

#[derive(Debug, Clone, Copy)]
enum Role {
    Actor,
    Recipient,
    Office,
    Goods,
    Currency,
}

impl Role {
    fn fillers(self, statement: &Statement) -> &[Filler] {
        match self {
            Self::Actor => &statement.actors,
            Self::Recipient => &statement.recipients,
            Self::Office => &statement.roles.office,
            Self::Goods => &statement.roles.goods,
            Self::Currency => &statement.roles.currency,
        }
    }

    /// Everybody in it, with their places.
    fn all(self, statement: &Statement) -> Vec<(Place, &Grounded)> {
        let places = self.fillers(statement).iter().enumerate();
        places.map(|(number, filler)| (Place { role: self, number }, &filler.entity)).collect()
    }
}

impl Bearing {
    fn entity(&self, place: Place) -> Option<&Grounded> {
        place.role.fillers(&self.testimony.stored.statement).get(place.number).map(|filler| &filler.entity)
    }

    pub(super) fn subject(&self) -> Option<&Grounded> {
        self.entity(self.subject)
    }

    pub(super) fn object(&self) -> Option<&Grounded> {
        self.object.and_then(|place| self.entity(place))
    }

    pub(super) fn matter(&self) -> Option<&Grounded> {
        self.matter.and_then(|place| self.entity(place))
    }
}

/// Somebody or something in a statement, with where it stands.
type Placed<'s> = (Place, &'s Grounded);

/// The time that a statement speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum When {
    /// Stated: from and until, as far as they are.
    Stated(Option<EdtfDate>, Option<EdtfDate>),
    /// Not stated: it was so when the report was published.
    Published(EdtfDate),
    /// Nothing is known.
    Unknown,
}

/// The states that a statement bears on.
pub(super) fn bearings(schema: &Schema, stored: &Arc<StoredStatement>) -> Vec<Bearing> {
    let statement = &stored.statement;
    let planned = match statement.reality {
        Reality::Actual => false,
        Reality::Planned | Reality::Expected => true,
        _ => return Vec::new(),
    };
    let when = when(stored);
    let mut found = Vec::new();
    for effect in effects(schema, statement) {
        let kind = if statement.polarity == Polarity::Denied { turned(effect.kind) } else { effect.kind };
        for (subject, object) in parties(effect.relation, statement) {
            for matter in matters(effect.relation, statement) {
                let key = key(effect.relation, subject.1, object.map(|(_, object)| object), matter.map(|(_, matter)| matter));
                let testimony = Testimony { stored: Arc::clone(stored), effect: kind, planned };
                let place = |placed: Placed<'_>| placed.0;
                found.push(Bearing { key, subject: subject.0, object: object.map(place), matter: matter.map(place), testimony, when });
            }
        }
    }
    found
}

fn effects(schema: &Schema, statement: &Statement) -> Vec<Effect> {
    let mut effects = schema.effects(&statement.frame).to_vec();
    if let Some(relation) = statement.relation
        && effects.iter().all(|effect| effect.relation != relation)
    {
        effects.push(Effect { kind: EffectKind::Asserts, relation });
    }
    effects
}

/// What a denied effect amounts to.
fn turned(kind: EffectKind) -> EffectKind {
    match kind {
        EffectKind::Begins | EffectKind::Asserts => EffectKind::Denies,
        EffectKind::Ends | EffectKind::Denies => EffectKind::Asserts,
    }
}

fn when(stored: &StoredStatement) -> When {
    let stated = stored.statement.time.as_ref().and_then(|time| time.edtf);
    match (stated, stored.report.published.date()) {
        (Some(Edtf::Date(date)), _) => When::Stated(Some(date), None),
        (Some(Edtf::Interval(from, until)), _) => When::Stated(from, until),
        (None, Some(date)) => When::Published(date),
        (None, None) => When::Unknown,
    }
}

/// Whether a relation holds both ways.
pub(super) fn is_mutual(relation: Relation) -> bool {
    use Relation as R;
    matches!(relation, R::AllyOf | R::PartnerOf | R::TradesWith | R::Borders | R::AtWarWith)
}

/// Whether a relation is one of states, so that a president's doing is the state's.
fn is_between_sides(relation: Relation) -> bool {
    use Relation as R;
    is_mutual(relation) || matches!(relation, R::Supplies | R::SettlesIn | R::Sanctions | R::Recognises)
}

fn parties(relation: Relation, statement: &Statement) -> Vec<(Placed<'_>, Option<Placed<'_>>)> {
    let actors = Role::Actor.all(statement);
    let mut recipients = Role::Recipient.all(statement);
    if relation == Relation::MemberOf && !recipients.is_empty() {
        // Nobody is a member of a state, though treaties with states are left.
        recipients.retain(|(_, body)| body.kind != EntityKind::State || body.country.is_none());
        if recipients.is_empty() {
            return Vec::new();
        }
    }
    if is_mutual(relation) && recipients.is_empty() {
        let behind = |place: usize| actors.iter().skip(place + 1);
        return actors.iter().enumerate().flat_map(|(place, a)| behind(place).map(|b| (*a, Some(*b)))).collect();
    }
    if recipients.is_empty() {
        return actors.iter().map(|actor| (*actor, None)).collect();
    }
    actors.iter().flat_map(|actor| recipients.iter().map(|recipient| (*actor, Some(*recipient)))).collect()
}

/// What the state is about, where that makes it another state: each office, good or currency.
fn matters(relation: Relation, statement: &Statement) -> Vec<Option<Placed<'_>>> {
    let role = match relation {
        Relation::HoldsOffice => Role::Office,
        Relation::Supplies => Role::Goods,
        Relation::SettlesIn => Role::Currency,
        _ => return vec![None],
    };
    // Nobody is an office, a good or a currency: a title that was taken for its bearer says no more than that there is one.
    let mut matters: Vec<Option<Placed<'_>>> =
        role.all(statement).into_iter().filter(|(_, entity)| entity.kind != EntityKind::Person).map(Some).collect();
    if matters.is_empty() {
        matters.push(None);
    }
    matters
}

fn key(relation: Relation, subject: &Grounded, object: Option<&Grounded>, matter: Option<&Grounded>) -> StateKey {
    let of = |entity: &Grounded| if is_between_sides(relation) { side_key(entity) } else { entity_key(entity) };
    let (mut a, mut b) = (of(subject), object.map(of));
    if let Some(other) = b
        && is_mutual(relation)
        && other < a
    {
        (a, b) = (other, Some(a));
    }
    StateKey { relation, subject: a, object: b, matter: matter.map(entity_key) }
}
