//! What a statement says about which state.

use registan_types::{Edtf, EdtfDate, Filler, Grounded, Polarity, Reality, Relation, ReportId, Statement};

use crate::identity::pair_key;
use crate::schema::{Effect, EffectKind};
use crate::views::{Head, Matter, Matters, Outline, Parties, Party};
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

/// A statement as far as states go by it. It follows from the statement and its report, and from the index of pairs alone.
#[derive(Debug)]
pub(super) struct Told<'s> {
    statement: i64,
    report: ReportId,
    /// What its frame does to states.
    declared: &'s [Effect],
    relation: Option<Relation>,
    polarity: Polarity,
    reality: Reality,
    when: When,
    actors: Parties,
    recipients: Parties,
    matters: Matters,
}

impl<'s> Told<'s> {
    /// Of a statement.
    pub(super) fn of(schema: &'s Schema, stored: &StoredStatement) -> Self {
        let statement = &stored.statement;
        let parties = |fillers: &[Filler]| fillers.iter().map(|filler| Party::of(&filler.entity)).collect();
        Self {
            statement: stored.key,
            report: stored.report.id,
            declared: schema.effects(&statement.frame),
            relation: statement.relation,
            polarity: statement.polarity,
            reality: statement.reality,
            when: When::of(statement.time.as_ref().and_then(|time| time.edtf), || stored.report.published.date()),
            actors: parties(&statement.actors),
            recipients: parties(&statement.recipients),
            matters: Matters::of(&statement.roles),
        }
    }

    /// From the index of pairs, with what its frame does to states.
    pub(super) fn of_posting(head: &Head, outline: Outline, declared: &'s [Effect]) -> Self {
        Self {
            statement: head.statement,
            report: outline.report,
            declared,
            relation: outline.relation,
            polarity: head.polarity,
            reality: head.reality,
            when: When::of(outline.time(head), || outline.publication()),
            actors: outline.actors,
            recipients: outline.recipients,
            matters: outline.matters,
        }
    }
}

/// A statement's bearing on one state. A search holds tens of thousands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bearing {
    pub(super) statement: i64,
    pub(super) report: ReportId,
    pub(super) effect: EffectKind,
    /// Whether it tells of something yet to come.
    pub(super) planned: bool,
    pub(super) when: When,
    pub(super) subject: Seat,
    pub(super) object: Option<Seat>,
    matter: Option<Place>,
}

/// A party of a state in a statement.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seat {
    pub(super) place: Place,
    pub(super) party: Party,
}

/// Where in a statement a party or matter of a state stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    role: Role,
    number: u32,
}

#[derive(Debug, Clone, Copy)]
enum Role {
    Actor,
    Recipient,
    Office,
    Goods,
    Currency,
}

impl Place {
    /// Who or what stands there.
    pub(super) fn entity(self, statement: &Statement) -> Option<&Grounded> {
        let fillers = match self.role {
            Role::Actor => &statement.actors,
            Role::Recipient => &statement.recipients,
            Role::Office => &statement.roles.office,
            Role::Goods => &statement.roles.goods,
            Role::Currency => &statement.roles.currency,
        };
        fillers.get(self.number as usize).map(|filler| &filler.entity)
    }
}

impl Bearing {
    /// Both parties.
    pub(super) fn seats(&self) -> impl Iterator<Item = Seat> {
        [Some(self.subject), self.object].into_iter().flatten()
    }

    /// The office, goods or currency in its statement.
    pub(super) fn matter<'s>(&self, statement: &'s Statement) -> Option<&'s Grounded> {
        self.matter.and_then(|place| place.entity(statement))
    }
}

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

impl When {
    fn of(stated: Option<Edtf>, published: impl FnOnce() -> Option<EdtfDate>) -> Self {
        match stated {
            Some(Edtf::Date(date)) => Self::Stated(Some(date), None),
            Some(Edtf::Interval(from, until)) => Self::Stated(from, until),
            None => published().map_or(Self::Unknown, Self::Published),
        }
    }
}

/// Tells the states that a statement bears on.
pub(super) fn bearings(told: &Told<'_>, mut tell: impl FnMut(StateKey, Bearing)) {
    let planned = match told.reality {
        Reality::Actual => false,
        Reality::Planned | Reality::Expected => true,
        _ => return,
    };
    for effect in effects(told) {
        let kind = if told.polarity == Polarity::Denied { turned(effect.kind) } else { effect.kind };
        each_parties(effect, told, |subject, object| {
            each_matter(effect.relation, told, |matter| {
                let key = key(effect.relation, subject.party, object.map(|seat| seat.party), matter.map(|(_, key)| key));
                let bearing = Bearing {
                    statement: told.statement,
                    report: told.report,
                    effect: kind,
                    planned,
                    when: told.when,
                    subject,
                    object,
                    matter: matter.map(|(place, _)| place),
                };
                tell(key, bearing);
            });
        });
    }
}

fn effects(told: &Told<'_>) -> impl Iterator<Item = Effect> {
    let declared = told.declared;
    let own = told.relation.filter(|relation| declared.iter().all(|effect| effect.relation != *relation));
    declared.iter().copied().chain(own.map(|relation| Effect::of_actor(EffectKind::Asserts, relation)))
}

/// What a denied effect amounts to.
fn turned(kind: EffectKind) -> EffectKind {
    match kind {
        EffectKind::Begins | EffectKind::Asserts => EffectKind::Denies,
        EffectKind::Ends | EffectKind::Denies => EffectKind::Asserts,
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

fn seats(role: Role, parties: &[Party]) -> impl Iterator<Item = Seat> + Clone {
    (0u32..).zip(parties).map(move |(number, party)| Seat { place: Place { role, number }, party: *party })
}

fn each_parties(effect: Effect, told: &Told<'_>, mut take: impl FnMut(Seat, Option<Seat>)) {
    let relation = effect.relation;
    let (actors, recipients) = (seats(Role::Actor, &told.actors), seats(Role::Recipient, &told.recipients));
    if effect.of_recipient {
        let state = actors.clone().find(|actor| actor.party.is_state);
        return recipients.for_each(|recipient| take(recipient, state));
    }
    if told.recipients.is_empty() {
        for (place, actor) in actors.clone().enumerate() {
            if is_mutual(relation) {
                actors.clone().skip(place + 1).for_each(|other| take(actor, Some(other)));
            } else {
                take(actor, None);
            }
        }
        return;
    }
    // Nobody is a member of a state, though treaties with states are left.
    let may_be = |recipient: &Seat| relation != Relation::MemberOf || !recipient.party.is_state || !recipient.party.has_country;
    for actor in actors {
        recipients.clone().filter(may_be).for_each(|recipient| take(actor, Some(recipient)));
    }
}

/// What the state is about, where that makes it another state: each office, good or currency, with its key.
fn each_matter(relation: Relation, told: &Told<'_>, mut take: impl FnMut(Option<(Place, i64)>)) {
    let (role, matters): (Role, &[Matter]) = match relation {
        Relation::HoldsOffice => (Role::Office, &told.matters.office),
        Relation::Supplies => (Role::Goods, &told.matters.goods),
        Relation::SettlesIn => (Role::Currency, &told.matters.currency),
        _ => return take(None),
    };
    // Nobody is an office, a good or a currency: a title that was taken for its bearer says no more than that there is one.
    let mut named = (0u32..).zip(matters).filter(|(_, matter)| !matter.is_person).peekable();
    if named.peek().is_none() {
        take(None);
    }
    named.for_each(|(number, matter)| take(Some((Place { role, number }, matter.key))));
}

fn key(relation: Relation, subject: Party, object: Option<Party>, matter: Option<i64>) -> StateKey {
    let of = |party: Party| if is_between_sides(relation) { party.side } else { party.entity };
    let (mut a, mut b) = (of(subject), object.map(of));
    if let Some(other) = b
        && is_mutual(relation)
        && other < a
    {
        (a, b) = (other, Some(a));
    }
    StateKey { relation, subject: a, object: b, matter }
}
