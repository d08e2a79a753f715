//! Reports side by side: what they have in common, what only one tells, and where they contradict each other.

use std::collections::{BTreeMap, BTreeSet};

use axum::{extract::State, response::Response};
use registan_record::{Conflict, Event, Filter, Page};
use registan_types::ReportId;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    serve::{
        App,
        answer::Asked,
        parameters::{ClockParams, Query},
        problem::Problem,
        view::View,
    },
    wire::{ConflictForm, EventForm, ReportInfoForm, StatementForm},
};

/// How many reports can be compared.
const MOST: usize = 8;

/// Which reports.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub(super) struct Compared {
    /// Identities of two to eight reports.
    report: Vec<String>,
}

/// Reports side by side.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct Comparison {
    /// The reports, as they were asked for.
    reports: Vec<ReportInfoForm>,
    /// What two or more tell.
    common: Vec<Common>,
    /// What one alone tells.
    only: Vec<Only>,
    /// Where they contradict each other.
    contradicted: Vec<ConflictForm>,
}

/// A happening that two or more of the reports tell of.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct Common {
    /// The happening.
    event: EventForm,
    /// What each report says of it, by the report's identity.
    statements: BTreeMap<String, Vec<StatementForm>>,
}

/// What one report alone tells.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct Only {
    /// The report's identity.
    report: String,
    /// The happenings.
    events: Vec<EventForm>,
}

/// Reports side by side.
#[utoipa::path(get, path = "/compare", tag = "reports", params(Compared, ClockParams),
    responses((status = 200, body = Comparison), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn compare(
    State(app): State<App>,
    Query(compared): Query<Compared>,
    Query(clocks): Query<ClockParams>,
    asked: Asked,
) -> Result<Response, Problem> {
    let clocks = clocks.clocks()?;
    let mut ids = Vec::new();
    for id in compared.report.iter().filter(|id| !id.is_empty()) {
        let id = View::report_id(id)?;
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    if !(2..=MOST).contains(&ids.len()) {
        return Err(Problem::bad(format!("report: name two to {MOST} different reports")));
    }
    app.answer(asked, move |app| app.view(clocks, |view| comparison(view, &ids))).await
}

fn comparison(view: &View<'_>, ids: &[ReportId]) -> Result<Comparison, Problem> {
    let reports = ids.iter().map(|id| Ok(ReportInfoForm::of(&view.snapshot.report_head(*id)?))).collect::<Result<_, Problem>>()?;
    let (mut events, mut conflicts): (BTreeMap<_, Event>, BTreeMap<_, Conflict>) = Default::default();
    for id in ids {
        let filter = Filter { report: Some(*id), ..Filter::default() };
        events.extend(view.snapshot.events(&filter, Page::default())?.into_iter().map(|event| ((first_day(&event), event.id), event)));
        let found = view.snapshot.conflicts(&filter)?.into_iter().filter(|conflict| conflict.explanation.is_none());
        conflicts.extend(found.map(|conflict| (conflict.id, conflict)));
    }
    let mut common = Vec::new();
    let mut only: Vec<Only> = ids.iter().map(|id| Only { report: id.to_string(), events: Vec::new() }).collect();
    for event in events.values() {
        let tellers: BTreeSet<ReportId> = event.statements.iter().map(|stored| stored.report.id).filter(|id| ids.contains(id)).collect();
        if tellers.len() > 1 {
            common.push(Common { event: EventForm::of(event).brief(), statements: by_report(view, event, ids)? });
        } else if let Some(only) = only.iter_mut().find(|only| tellers.iter().any(|id| id.to_string() == only.report)) {
            only.events.push(EventForm::of(event).brief());
        }
    }
    let mut contradicted: Vec<&Conflict> = conflicts.values().filter(|conflict| is_between(conflict, ids)).collect();
    contradicted.sort_by(|a, b| b.score.total_cmp(&a.score));
    Ok(Comparison {
        reports,
        common,
        only,
        contradicted: contradicted.into_iter().map(|conflict| ConflictForm::of(conflict).brief()).collect(),
    })
}

fn first_day(event: &Event) -> Option<jiff::civil::Date> {
    event.time.and_then(|time| time.first_day())
}

fn by_report(view: &View<'_>, event: &Event, ids: &[ReportId]) -> Result<BTreeMap<String, Vec<StatementForm>>, Problem> {
    let mut by_report: BTreeMap<String, Vec<StatementForm>> = BTreeMap::new();
    for stored in event.statements.iter().filter(|stored| ids.contains(&stored.report.id)) {
        by_report.entry(stored.report.id.to_string()).or_default().push(view.statement(stored)?);
    }
    Ok(by_report)
}

/// Whether different ones of the reports stand on the two sides.
fn is_between(conflict: &Conflict, ids: &[ReportId]) -> bool {
    let [one, other] = conflict.sides.each_ref().map(|side| {
        let tellers = side.statements.iter().map(|stored| stored.report.id).filter(|id| ids.contains(id));
        tellers.collect::<BTreeSet<ReportId>>()
    });
    one.iter().any(|a| other.iter().any(|b| a != b))
}
