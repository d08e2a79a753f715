//! What is in the record, what is new, and where sources part.

use std::collections::BTreeMap;

use axum::{extract::State, response::Response};
use registan_record::{EventIndex, Filter, ReportPage, Snapshot};
use registan_types::Language;
use serde::Serialize;
use utoipa::ToSchema;

use super::actors::ActorLine;
use crate::{
    serve::{
        App,
        answer::Asked,
        parameters::{ClockParams, Part, Query},
        problem::Problem,
        view::View,
    },
    wire::{ConflictForm, EventForm, ReportInfoForm},
};

/// How many of each are shown.
const SHOWN: usize = 10;
/// How many of those who take part are shown.
const ACTORS: usize = 20;

/// What is in the record.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct Overview {
    /// How much there is.
    counts: Counts,
    /// The first day of publication.
    first: Option<String>,
    /// The last day of publication.
    last: Option<String>,
    /// Reports by language.
    languages: BTreeMap<&'static str, u64>,
    /// Reports by publisher, the most first.
    publishers: Vec<PublisherCount>,
    /// Events by PLOVER type, the most first.
    types: Vec<TypeCount>,
    /// The latest events.
    recent: Vec<EventForm>,
    /// The surest conflicts.
    contested: Vec<ConflictForm>,
    /// The latest reports.
    reports: Vec<ReportInfoForm>,
    /// Those who take part most often.
    actors: Vec<ActorLine>,
}

/// How much there is.
#[derive(Debug, Clone, Serialize, ToSchema)]
struct Counts {
    /// Reports.
    reports: u64,
    /// Statements in force.
    statements: u64,
    /// Events.
    events: u64,
    /// States.
    states: u64,
    /// Contradictions; what something reconciles is left out.
    conflicts: u64,
    /// Reports that were removed.
    removed: u64,
}

/// Reports of a publisher.
#[derive(Debug, Clone, Serialize, ToSchema)]
struct PublisherCount {
    /// Who; null when unknown.
    publisher: Option<String>,
    /// How many.
    reports: u64,
}

/// Events of a type.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct TypeCount {
    /// PLOVER's type.
    #[serde(rename = "type")]
    pub(super) kind: String,
    /// How many.
    pub(super) events: u64,
}

impl TypeCount {
    /// Counts events by type, the most first.
    pub(super) fn of(index: &EventIndex, places: &[u32]) -> Vec<Self> {
        let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
        for kind in places.iter().filter_map(|place| index.glance(*place)?.1) {
            *counts.entry(kind.name()).or_default() += 1;
        }
        let mut counts: Vec<Self> = counts.into_iter().map(|(kind, events)| Self { kind: kind.to_owned(), events }).collect();
        counts.sort_by(|a, b| b.events.cmp(&a.events).then_with(|| a.kind.cmp(&b.kind)));
        counts
    }
}

/// What is in the record, what is new, and where sources part.
#[utoipa::path(get, path = "/overview", tag = "record", params(ClockParams),
    responses((status = 200, body = Overview), (status = 400, body = Problem)))]
pub(super) async fn overview(State(app): State<App>, Query(clocks): Query<ClockParams>, asked: Asked) -> Result<Response, Problem> {
    let clocks = clocks.clocks()?;
    app.answer(asked, move |app| app.view(clocks, made)).await
}

fn made(view: &View<'_>) -> Result<Overview, Problem> {
    let snapshot = view.snapshot;
    let index = view.index()?;
    let conflicts = view.conflicts(&Filter::default())?;
    let amount = snapshot.overview()?;
    let counts = Counts {
        reports: amount.reports,
        statements: amount.statements,
        events: index.len() as u64,
        states: view.states(&Filter::default())?.firm() as u64,
        conflicts: conflicts.firm() as u64,
        removed: amount.removed,
    };
    let places = view.places(&index, &Filter::default())?;
    let first_ten = Part { offset: 0, limit: SHOWN };
    let (first, last, languages, publishers) = papers(snapshot)?;
    let heads = snapshot.report_heads(ReportPage { offset: 0, limit: SHOWN })?;
    Ok(Overview {
        counts,
        first,
        last,
        languages,
        publishers,
        types: TypeCount::of(&index, &places),
        recent: view.event_forms(&index, places.iter().take(SHOWN))?,
        contested: conflicts.part(first_ten, false)?.0,
        reports: heads.iter().map(ReportInfoForm::of).collect(),
        actors: view.tally()?.parties.iter().take(ACTORS).map(ActorLine::of).collect(),
    })
}

type Papers = (Option<String>, Option<String>, BTreeMap<&'static str, u64>, Vec<PublisherCount>);

fn papers(snapshot: &Snapshot) -> Result<Papers, Problem> {
    let reports = snapshot.reports()?;
    let mut languages: BTreeMap<&'static str, u64> = Language::ALL.into_iter().map(|language| (language.code(), 0)).collect();
    let mut publishers: BTreeMap<Option<String>, u64> = BTreeMap::new();
    for info in &reports {
        *languages.entry(info.language.code()).or_default() += 1;
        *publishers.entry(info.source.publisher.clone()).or_default() += 1;
    }
    let dates = || reports.iter().filter_map(|info| info.published.date());
    let first = dates().min_by_key(|date| date.first_day()).map(|date| date.to_string());
    let last = dates().max_by_key(|date| date.last_day()).map(|date| date.to_string());
    let mut publishers: Vec<PublisherCount> =
        publishers.into_iter().map(|(publisher, reports)| PublisherCount { publisher, reports }).collect();
    publishers.sort_by(|a, b| b.reports.cmp(&a.reports).then_with(|| a.publisher.cmp(&b.publisher)));
    Ok((first, last, languages, publishers))
}
