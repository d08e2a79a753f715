//! States, persons and organisations: the list, and a dossier of one.

use std::collections::{BTreeMap, HashMap};

use axum::{
    extract::{Path, State},
    response::Response,
};
use registan_record::{EventPlace, Filter, PartyCount, PartyRef, StoredStatement};
use registan_types::{EntityKind, Grounded, PloverType, Relation};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::List;
use crate::{
    serve::{
        App,
        answer::Asked,
        parameters::{ClockParams, FilterParams, PageParams, Query},
        parties,
        problem::Problem,
        view::{View, part, party},
    },
    wire::{EventForm, Number, PartyForm, QuantityForm, StateForm, StatementForm},
};

/// How many of each a dossier shows; the lists with `actor=` have them all.
const SHOWN: usize = 40;

/// In how many statements names are looked for: the latest.
const NAMED: usize = 500;

/// Somebody who takes part, with how often.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct ActorLine {
    /// Who.
    party: PartyForm,
    /// In how many statements.
    statements: u64,
    /// In how many events.
    events: u64,
}

impl ActorLine {
    /// The line of somebody.
    pub(super) fn of(counted: &PartyCount) -> Self {
        Self { party: PartyForm::of(&counted.party), statements: counted.statements, events: counted.events }
    }
}

/// Which of those who take part.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub(super) struct Kinds {
    /// person, state, group, organisation, place or other.
    kind: Option<String>,
    /// Part of the name.
    q: Option<String>,
}

/// Those who take part, the most often named first.
#[utoipa::path(get, path = "/actors", tag = "actors", params(Kinds, ClockParams, PageParams),
    responses((status = 200, body = List<ActorLine>), (status = 400, body = Problem)))]
pub(super) async fn list(
    State(app): State<App>,
    Query(kinds): Query<Kinds>,
    Query(clocks): Query<ClockParams>,
    Query(page): Query<PageParams>,
    asked: Asked,
) -> Result<Response, Problem> {
    let (clocks, wanted) = (clocks.clocks()?, page.part()?);
    let kind = match kinds.kind.as_deref().filter(|name| !name.is_empty()) {
        Some(name) => Some(name.parse::<EntityKind>().map_err(|()| Problem::bad(format!("kind={name}: there is no such kind")))?),
        None => None,
    };
    let words = kinds.q.unwrap_or_default().to_lowercase();
    app.answer(asked, move |app| {
        app.view(clocks, |view| {
            let parties = view.parties()?;
            let fits = |counted: &&PartyCount| {
                kind.is_none_or(|kind| counted.party.kind == kind) && counted.party.name.to_lowercase().contains(&words)
            };
            let (found, next, total) = part(parties.iter().filter(fits).collect(), wanted);
            Ok(List::page((found.into_iter().map(ActorLine::of).collect(), next, total)))
        })
    })
    .await
}

/// A dossier.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct Dossier {
    /// Who.
    party: PartyForm,
    /// The names that reports call it by, as far as they are known names of it.
    names: Vec<String>,
    /// What knowledge has it for: state, igo, company, politician.
    description: Option<String>,
    /// Degrees north.
    lat: Option<f64>,
    /// Degrees east.
    lon: Option<f64>,
    /// How often in which role: actor, recipient, voice.
    roles: BTreeMap<&'static str, u64>,
    /// Offices held, or who holds one in it.
    offices: Vec<StateForm>,
    /// Memberships and foundings.
    memberships: Vec<StateForm>,
    /// Other states.
    states: Vec<StateForm>,
    /// Meetings, the latest first.
    meetings: Vec<EventForm>,
    /// With whom it has to do, the most often first.
    partners: Vec<Partner>,
    /// Amounts told of it.
    quantities: Vec<Amount>,
    /// What it says, the latest first.
    says: Vec<StatementForm>,
    /// What is said of it, the latest first.
    said_of: Vec<StatementForm>,
}

/// Somebody with whom another has to do.
#[derive(Debug, Clone, Serialize, ToSchema)]
struct Partner {
    /// Who.
    party: PartyForm,
    /// In how many statements they stand together.
    statements: u64,
    /// The mean PLOVER score of these, -10 to 10.
    score: Option<Number>,
}

/// An amount with the statement that tells it.
#[derive(Debug, Clone, Serialize, ToSchema)]
struct Amount {
    /// The statement's identity.
    statement: String,
    /// The amount.
    quantity: QuantityForm,
}

/// All there is on one state, person or organisation.
#[utoipa::path(get, path = "/actors/{id}", tag = "actors",
    params(("id" = String, Path, description = "A Wikidata id, a country's code or a name"), FilterParams, ClockParams),
    responses((status = 200, body = Dossier), (status = 404, body = Problem)))]
pub(super) async fn one(
    State(app): State<App>,
    Path(id): Path<String>,
    Query(filter): Query<FilterParams>,
    Query(clocks): Query<ClockParams>,
    asked: Asked,
) -> Result<Response, Problem> {
    let (filter, clocks) = (filter.filter()?, clocks.clocks()?);
    app.answer(asked, move |app| app.view(clocks, |view| dossier(view, &id, filter))).await
}

fn dossier(view: &View<'_>, id: &str, filter: Filter) -> Result<Dossier, Problem> {
    let snapshot = view.snapshot;
    let reference = party(id);
    let mut of = filter.clone();
    of.parties.push(reference.clone());
    let mut told: Vec<StoredStatement> = snapshot.statements(&of)?.collect::<Result<_, _>>()?;
    let mut says: Vec<StoredStatement> =
        snapshot.statements(&Filter { voice: Some(reference.clone()), ..filter })?.collect::<Result<_, _>>()?;
    let subject = subject(view, &reference, &told, &says).ok_or_else(|| Problem::missing("actor", id))?;
    let latest = |stored: &StoredStatement| std::cmp::Reverse(stored.report.published.date().map(|date| date.last_day()));
    told.sort_by_key(latest);
    says.sort_by_key(latest);
    let known = subject.id.as_ref().and_then(|id| view.app.known.entity(id.as_str()));
    let place = view.app.known.place(&subject);
    let mut dossier = Dossier {
        names: names(view, &subject, &told)?,
        description: known.map(|entity| entity.own_class()).filter(|class| !class.is_empty()).map(str::to_owned),
        lat: place.map(|(lat, _)| lat),
        lon: place.map(|(_, lon)| lon),
        roles: roles(&reference, &told, &says),
        offices: Vec::new(),
        memberships: Vec::new(),
        states: Vec::new(),
        meetings: meetings(view, &of)?,
        partners: partners(&reference, &told),
        quantities: Vec::new(),
        says: view.statements(says.iter().take(SHOWN))?,
        said_of: view.statements(told.iter().take(SHOWN))?,
        party: PartyForm::of(&subject),
    };
    for state in snapshot.states(&of)? {
        let form = StateForm::of(&state).brief();
        match state.relation {
            Relation::HoldsOffice => dossier.offices.push(form),
            Relation::MemberOf | Relation::FounderOf => dossier.memberships.push(form),
            _ => dossier.states.push(form),
        }
    }
    for form in view.statements(told.iter().filter(|stored| !stored.statement.quantities.is_empty()).take(SHOWN))? {
        dossier.quantities.extend(form.quantities.iter().map(|quantity| Amount { statement: form.id.clone(), quantity: quantity.clone() }));
    }
    Ok(dossier)
}

/// Who is meant: the state itself for a country's code, else whom statements or knowledge name so.
fn subject(view: &View<'_>, reference: &PartyRef, told: &[StoredStatement], says: &[StoredStatement]) -> Option<Grounded> {
    let known = match reference {
        PartyRef::Country(code) => view.app.known.entity(&format!("state/{code}")),
        PartyRef::Entity(id) => view.app.known.entity(id.as_str()),
        PartyRef::Named(name) => view.app.known.named(name).into_iter().next(),
    };
    if let Some(entity) = known {
        return Some(entity.grounded());
    }
    let fillers =
        told.iter().flat_map(|stored| stored.statement.actors.iter().chain(&stored.statement.recipients)).map(|filler| &filler.entity);
    let voices = says.iter().flat_map(|stored| &stored.statement.attribution).filter_map(|link| match &link.voice {
        registan_types::Voice::Source { entity, .. } => entity.as_ref(),
        registan_types::Voice::Author => None,
    });
    fillers.chain(voices).find(|entity| reference.names(entity)).cloned()
}

/// The names by which statements call somebody: of their words those that knowledge has as a name.
fn names(view: &View<'_>, subject: &Grounded, told: &[StoredStatement]) -> Result<Vec<String>, Problem> {
    let Some(id) = &subject.id else { return Ok(Vec::new()) };
    let mut words: BTreeMap<String, bool> = BTreeMap::new();
    for stored in told.iter().take(NAMED) {
        let text = view.text(stored.report.id)?;
        for filler in stored.statement.actors.iter().chain(&stored.statement.recipients) {
            if !filler.implicit && filler.entity.id.as_ref() == Some(id) {
                let name = filler.span.of(&text);
                words.entry(name.to_owned()).or_insert_with(|| view.app.known.is_name_of(name, id.as_str()));
            }
        }
    }
    Ok(words.into_iter().filter(|(_, is_name)| *is_name).map(|(name, _)| name).collect())
}

fn roles(reference: &PartyRef, told: &[StoredStatement], says: &[StoredStatement]) -> BTreeMap<&'static str, u64> {
    let count = |side: fn(&StoredStatement) -> &[registan_types::Filler]| {
        told.iter().filter(|stored| side(stored).iter().any(|filler| reference.names(&filler.entity))).count() as u64
    };
    BTreeMap::from([
        ("actor", count(|stored| &stored.statement.actors)),
        ("recipient", count(|stored| &stored.statement.recipients)),
        ("voice", says.len() as u64),
    ])
}

fn meetings(view: &View<'_>, of: &Filter) -> Result<Vec<EventForm>, Problem> {
    let places = view.places(of)?;
    let is_meeting = |place: &&EventPlace| place.kind == Some(PloverType::Consult);
    view.event_forms(places.iter().filter(is_meeting).take(SHOWN))
}

fn partners(reference: &PartyRef, told: &[StoredStatement]) -> Vec<Partner> {
    let mut found: HashMap<String, (Grounded, u64, Vec<f64>)> = HashMap::new();
    for stored in told {
        let statement = &stored.statement;
        for filler in statement.actors.iter().chain(&statement.recipients).filter(|filler| !reference.names(&filler.entity)) {
            let (_, count, scores) = found.entry(parties::key(&filler.entity)).or_insert_with(|| (filler.entity.clone(), 0, Vec::new()));
            *count += 1;
            scores.extend(statement.plover.as_ref().map(|code| f64::from(code.score())));
        }
    }
    let mut found: Vec<(Grounded, u64, Vec<f64>)> = found.into_values().collect();
    found.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.name.cmp(&b.0.name)));
    let partner =
        |(party, statements, scores): (Grounded, u64, Vec<f64>)| Partner { party: PartyForm::of(&party), statements, score: mean(&scores) };
    found.into_iter().take(SHOWN).map(partner).collect()
}

/// The mean to one place; none of nothing.
pub(super) fn mean(scores: &[f64]) -> Option<Number> {
    (!scores.is_empty()).then(|| Number((scores.iter().sum::<f64>() / scores.len() as f64 * 10.0).round() / 10.0))
}
