//! What is in the record, what is new, and where sources part.

use std::collections::BTreeMap;

use axum::{extract::State, response::Response};
use registan_record::{Filter, ReportPage, Snapshot};
use registan_types::{Language, PloverType};
use serde::Serialize;
use utoipa::ToSchema;

use super::actors::ActorLine;
use crate::{
    serve::{
        App,
        answer::Asked,
        gathered::read,
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
    /// Counts events by type, the most first; those without one are left out.
    pub(super) fn of(kinds: impl IntoIterator<Item = (Option<PloverType>, u64)>) -> Vec<Self> {
        let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
        for (kind, events) in kinds.into_iter().filter_map(|(kind, events)| Some((kind?, events))) {
            *counts.entry(kind.name()).or_default() += events;
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
    let lists = view.lists()?;
    let (all, first_ten) = (Filter::default(), Part { offset: 0, limit: SHOWN });
    let ((reports, removed), listed) = (snapshot.report_count()?, lists.counts());
    // Lists leave out what tells of a time behind the day that is asked for.
    let statements = if snapshot.clocks().as_of.is_none() { listed.statements } else { snapshot.overview()?.statements };
    let counts = Counts { reports, statements, events: listed.events, states: listed.states, conflicts: listed.contradictions, removed };
    let (first, last, languages, publishers) = papers(snapshot)?;
    let list = view.reports()?;
    let heads = snapshot.report_heads_in(&list, ReportPage { offset: 0, limit: SHOWN })?;
    Ok(Overview {
        counts,
        first,
        last,
        languages,
        publishers,
        types: TypeCount::of(lists.kinds(snapshot)?),
        recent: view.event_forms(&view.event_page(&all, first_ten)?.0)?,
        contested: view.conflicts(&all, first_ten, false)?.items.iter().map(|text| read(text)).collect::<Result<_, _>>()?,
        reports: heads.iter().map(ReportInfoForm::of).collect(),
        actors: view.parties()?.iter().take(ACTORS).map(ActorLine::of).collect(),
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
