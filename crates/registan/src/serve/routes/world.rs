//! Actors on the map and in the network.

use std::collections::{BTreeMap, BTreeSet};

use axum::{extract::State, response::Response};
use registan_record::{Event, Filter};
use registan_types::{Grounded, Relation};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::actors::mean;
use crate::{
    serve::{
        App,
        answer::Asked,
        parameters::{ALL, ClockParams, FilterParams, Part, Query},
        parties,
        problem::Problem,
        view::View,
    },
    wire::{Number, PartyForm, StateForm},
};

/// How many actors there are at most.
const ACTORS: usize = 200;
/// How many events are looked at: the latest.
const EVENTS: usize = 20_000;
/// How many links there are at most.
const LINKS: usize = 1000;

/// Who is an actor.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub(super) struct Sides {
    /// `state`: those who act for a state count as it. `party`: everybody for themselves. `state` if it is not given.
    by: Option<String>,
}

/// Actors on the map and in the network.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct World {
    /// Whether only the latest events were looked at, as there are too many.
    truncated: bool,
    /// Those who take part most often.
    actors: Vec<ActorSpot>,
    /// What brings two of them together.
    links: Vec<Link>,
    /// Who belongs to what.
    memberships: Vec<StateForm>,
    /// Who has sanctions on whom.
    sanctions: Vec<StateForm>,
}

/// An actor with a place.
#[derive(Debug, Clone, Serialize, ToSchema)]
struct ActorSpot {
    /// By which links name it: the entity's identity, or the name in small letters.
    key: String,
    /// Who.
    party: PartyForm,
    /// Degrees north.
    lat: Option<f64>,
    /// Degrees east.
    lon: Option<f64>,
    /// In how many statements.
    statements: u64,
}

/// Two actors that events bring together.
#[derive(Debug, Clone, Serialize, ToSchema)]
struct Link {
    /// The key of one.
    a: String,
    /// The key of the other.
    b: String,
    /// How many statements tell of these events.
    statements: u64,
    /// How many events.
    events: u64,
    /// Their mean PLOVER score, -10 to 10.
    score: Option<Number>,
    /// Events by PLOVER type.
    types: BTreeMap<&'static str, u64>,
}

#[derive(Default)]
struct LinkTally {
    statements: u64,
    events: u64,
    scores: Vec<f64>,
    types: BTreeMap<&'static str, u64>,
}

/// Actors on the map and in the network.
#[utoipa::path(get, path = "/world", tag = "actors", params(FilterParams, Sides, ClockParams),
    responses((status = 200, body = World), (status = 400, body = Problem)))]
pub(super) async fn world(
    State(app): State<App>,
    Query(filter): Query<FilterParams>,
    Query(sides): Query<Sides>,
    Query(clocks): Query<ClockParams>,
    asked: Asked,
) -> Result<Response, Problem> {
    let (filter, clocks) = (filter.filter()?, clocks.clocks()?);
    let by_state = match sides.by.as_deref() {
        None | Some("state" | "") => true,
        Some("party") => false,
        Some(other) => return Err(Problem::bad(format!("by={other}: state or party"))),
    };
    app.answer(asked, move |app| app.view(clocks, |view| made(view, &filter, by_state))).await
}

fn made(view: &View<'_>, filter: &Filter, by_state: bool) -> Result<World, Problem> {
    let mut actors: BTreeMap<String, (Grounded, u64)> = BTreeMap::new();
    let mut links: BTreeMap<(String, String), LinkTally> = BTreeMap::new();
    let (places, total) = view.event_page(filter, Part { offset: 0, limit: EVENTS })?;
    for event in view.events_at(&places)? {
        let told = event.statements.len() as u64;
        let mut keys = BTreeSet::new();
        for entity in event.actors.iter().chain(&event.recipients) {
            let side = if by_state { side(view, entity) } else { entity.clone() };
            let key = parties::key(&side);
            if keys.insert(key.clone()) {
                actors.entry(key).or_insert((side, 0)).1 += told;
            }
        }
        let keys: Vec<&String> = keys.iter().collect();
        for (place, a) in keys.iter().enumerate() {
            for b in keys.iter().skip(place + 1) {
                links.entry(((*a).clone(), (*b).clone())).or_default().count(&event);
            }
        }
    }
    let mut actors: Vec<(String, (Grounded, u64))> = actors.into_iter().collect();
    actors.sort_by(|a, b| b.1.1.cmp(&a.1.1).then_with(|| a.0.cmp(&b.0)));
    actors.truncate(ACTORS);
    let shown: BTreeSet<&String> = actors.iter().map(|(key, _)| key).collect();
    let mut links: Vec<Link> =
        links.into_iter().filter(|((a, b), _)| shown.contains(a) && shown.contains(b)).map(|(ends, tally)| tally.link(ends)).collect();
    links.sort_by(|a, b| b.statements.cmp(&a.statements).then_with(|| (&a.a, &a.b).cmp(&(&b.a, &b.b))));
    links.truncate(LINKS);
    let states = |relations: &[Relation]| -> Result<Vec<StateForm>, Problem> {
        let mut found = Vec::new();
        for relation in relations {
            let wanted = Filter { relation: Some(*relation), ..filter.clone() };
            let (states, _) = view.state_forms(&wanted, ALL)?;
            found.extend(states.into_iter().filter(|state| state.relation == relation.name()));
        }
        Ok(found)
    };
    let spot = |(key, (party, statements)): (String, (Grounded, u64))| {
        let place = view.app.known.place(&party);
        ActorSpot { key, party: PartyForm::of(&party), lat: place.map(|(lat, _)| lat), lon: place.map(|(_, lon)| lon), statements }
    };
    Ok(World {
        truncated: total > EVENTS as u64,
        actors: actors.into_iter().map(spot).collect(),
        links,
        memberships: states(&[Relation::MemberOf, Relation::FounderOf])?,
        sanctions: states(&[Relation::Sanctions])?,
    })
}

impl LinkTally {
    fn count(&mut self, event: &Event) {
        self.statements += event.statements.len() as u64;
        self.events += 1;
        if let Some(code) = &event.plover {
            self.scores.push(f64::from(code.score()));
            *self.types.entry(code.kind.name()).or_default() += 1;
        }
    }

    fn link(self, (a, b): (String, String)) -> Link {
        Link { a, b, statements: self.statements, events: self.events, score: mean(&self.scores), types: self.types }
    }
}

/// The state that somebody acts for; themselves where they act for none.
fn side(view: &View<'_>, entity: &Grounded) -> Grounded {
    view.app.known.state(entity).map_or_else(|| entity.clone(), |state| state.grounded())
}
