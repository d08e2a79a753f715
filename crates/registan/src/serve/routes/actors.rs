//! States, persons and organisations: the list, and a dossier of one.

use std::collections::{BTreeMap, HashMap};

use axum::{
    extract::{Path, State},
    response::Response,
};
use registan_record::{Filter, PartnerCount, PartyCount, PartyRef, StatementIter, StoredStatement};
use registan_types::{EntityKind, Grounded, PloverType, Relation};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::List;
use crate::{
    serve::{
        App,
        answer::Asked,
        parameters::{ClockParams, FilterParams, PageParams, Part, Query},
        parties::{self, Sought},
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
    /// Part of the name, English or Dutch, or another whole name.
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
    let words = kinds.q.unwrap_or_default();
    app.answer(asked, move |app| {
        app.view(clocks, |view| {
            let parties = view.parties()?;
            let sought = Sought::new(view, &words);
            let fits = |counted: &&PartyCount| kind.is_none_or(|kind| counted.party.kind == kind) && sought.fits(counted);
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
    /// Other states; of each of the three at most 40, `/states` with `actor=` has all.
    states: Vec<StateForm>,
    /// Meetings, the latest first.
    meetings: Vec<EventForm>,
    /// With whom it has to do, the most often first.
    partners: Vec<Partner>,
    /// Amounts told of it lately.
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

/// What is told of somebody and what it says, as far as a dossier shows it: the latest first.
struct Matter {
    told: Vec<StoredStatement>,
    says: Vec<StoredStatement>,
    roles: BTreeMap<&'static str, u64>,
    partners: Vec<Partner>,
}

impl Matter {
    /// Of those most told lists have kept it; of others every statement is read.
    fn of(view: &View<'_>, reference: &PartyRef, of: &Filter, filter: &Filter) -> Result<Self, Problem> {
        let snapshot = view.snapshot;
        let is_whole = *filter == Filter::default();
        let lists = view.lists()?;
        let kept = if is_whole { lists.told_of(snapshot, reference)? } else { None };
        let said = if is_whole { lists.said_by(snapshot, reference)? } else { None };
        let (says, voice) = match said {
            Some(said) => (snapshot.statements_in(&said.latest, 0, SHOWN)?, said.statements),
            None => latest(snapshot.statements(&Filter { voice: Some(reference.clone()), ..filter.clone() })?)?,
        };
        let (told, actor, recipient, partners) = match kept {
            Some(kept) => {
                let partners = kept.partners.iter().take(SHOWN).map(Partner::of).collect();
                (snapshot.statements_in(&kept.latest, 0, NAMED)?, kept.actor, kept.recipient, partners)
            }
            None => {
                let (told, _) = latest(snapshot.statements(of)?)?;
                let acts = |side: fn(&StoredStatement) -> &[registan_types::Filler]| {
                    told.iter().filter(|stored| side(stored).iter().any(|filler| reference.names(&filler.entity))).count() as u64
                };
                let (actor, recipient) = (acts(|stored| &stored.statement.actors), acts(|stored| &stored.statement.recipients));
                let partners = partners(reference, &told);
                (told, actor, recipient, partners)
            }
        };
        let roles = BTreeMap::from([("actor", actor), ("recipient", recipient), ("voice", voice)]);
        Ok(Self { told, says, roles, partners })
    }
}

/// All statements, the latest published first, and how many they are.
fn latest(statements: StatementIter<'_>) -> Result<(Vec<StoredStatement>, u64), Problem> {
    let mut all: Vec<StoredStatement> = statements.collect::<Result<_, _>>()?;
    all.sort_by_key(|stored| std::cmp::Reverse(stored.report.published.date().map(|date| date.last_day())));
    let count = all.len() as u64;
    Ok((all, count))
}

fn dossier(view: &View<'_>, id: &str, filter: Filter) -> Result<Dossier, Problem> {
    let reference = party(id);
    let mut of = filter.clone();
    of.parties.push(reference.clone());
    let Matter { told, says, roles, partners } = Matter::of(view, &reference, &of, &filter)?;
    let subject = subject(view, &reference, &told, &says).ok_or_else(|| Problem::missing("actor", id))?;
    let known = subject.id.as_ref().and_then(|id| view.app.known.entity(id.as_str()));
    let place = view.app.known.place(&subject);
    let Holding { offices, memberships, others: states } = Holding::of(view, &of)?;
    let measured = told.iter().filter(|stored| !stored.statement.quantities.is_empty()).take(SHOWN);
    Ok(Dossier {
        names: names(view, &subject, &told)?,
        description: known.map(|entity| entity.own_class()).filter(|class| !class.is_empty()).map(str::to_owned),
        lat: place.map(|(lat, _)| lat),
        lon: place.map(|(_, lon)| lon),
        roles,
        offices,
        memberships,
        states,
        meetings: meetings(view, &of)?,
        partners,
        quantities: view.statements(measured)?.iter().flat_map(Amount::all).collect(),
        says: view.statements(says.iter().take(SHOWN))?,
        said_of: view.statements(told.iter().take(SHOWN))?,
        party: PartyForm::of(&subject),
    })
}

impl Amount {
    fn all(form: &StatementForm) -> Vec<Self> {
        form.quantities.iter().map(|quantity| Self { statement: form.id.clone(), quantity: quantity.clone() }).collect()
    }
}

/// The states of somebody in the order of a dossier.
#[derive(Default)]
struct Holding {
    offices: Vec<StateForm>,
    memberships: Vec<StateForm>,
    others: Vec<StateForm>,
}

impl Holding {
    fn of(view: &View<'_>, of: &Filter) -> Result<Self, Problem> {
        let mut holding = Self::default();
        if view.lists()?.has_states_of(of) {
            for relation in Relation::ALL {
                let part = Part { offset: 0, limit: SHOWN.saturating_sub(holding.place(*relation).len()) };
                let (found, _) = view.state_forms(&Filter { relation: Some(*relation), ..of.clone() }, part)?;
                holding.place(*relation).extend(found);
            }
        } else {
            for state in view.snapshot.states(of)? {
                let place = holding.place(state.outline.relation);
                if place.len() < SHOWN {
                    place.push(StateForm::of(&state).brief());
                }
            }
        }
        Ok(holding)
    }

    fn place(&mut self, relation: Relation) -> &mut Vec<StateForm> {
        match relation {
            Relation::HoldsOffice => &mut self.offices,
            Relation::MemberOf | Relation::FounderOf => &mut self.memberships,
            _ => &mut self.others,
        }
    }
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

fn meetings(view: &View<'_>, of: &Filter) -> Result<Vec<EventForm>, Problem> {
    let (places, _) = view.event_page(&Filter { plover: Some(PloverType::Consult), ..of.clone() }, Part { offset: 0, limit: SHOWN })?;
    view.event_forms(&places)
}

impl Partner {
    fn of(counted: &PartnerCount) -> Self {
        let score = counted.score.map(|score| Number((score * 10.0).round() / 10.0));
        Self { party: PartyForm::of(&counted.party), statements: counted.statements, score }
    }
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
