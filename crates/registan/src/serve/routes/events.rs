//! Happenings: the list, and one with all that is told of it.

use std::collections::HashMap;

use axum::{
    extract::{Path, State},
    response::Response,
};
use registan_record::{Event, Judge, Merge, Phase, StoredJudgement, StoredStatement};
use registan_types::StatementId;
use serde::Serialize;
use utoipa::ToSchema;

use super::{List, narrowed::Narrowed};
use crate::{
    serve::{
        App,
        answer::Asked,
        parameters::{ClockParams, FilterParams, PageParams, Part, Query},
        problem::Problem,
        view::View,
    },
    wire::{ConflictForm, EventForm, Number, StatementForm},
};

/// Happenings, the latest first.
#[utoipa::path(get, path = "/events", tag = "events", params(FilterParams, ClockParams, PageParams),
    responses((status = 200, body = List<EventForm>), (status = 400, body = Problem)))]
pub(super) async fn list(State(app): State<App>, narrowed: Narrowed, asked: Asked) -> Result<Response, Problem> {
    let page = |view: &View<'_>, wanted: &Narrowed| {
        let (places, total) = view.event_page(&wanted.filter, wanted.part)?;
        let end = wanted.part.offset + places.len();
        let next = ((end as u64) < total && !places.is_empty()).then(|| end.to_string());
        Ok((view.event_forms(&places)?, next, total))
    };
    narrowed.answer(&app, asked, page).await
}

/// An event with a page of its statements in full.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct EventDetail {
    /// The event.
    #[serde(flatten)]
    event: EventForm<StatementForm>,
    /// How far it had come, by whose word.
    phases: Vec<PhaseForm>,
    /// Why the statements of this page are of the event.
    merges: Vec<MergeForm>,
    /// Where its statements disagree, at most 20 conflicts.
    conflicts: Vec<ConflictForm>,
    /// How many conflicts there are.
    conflict_count: usize,
    /// What persons judged of the statements of this page.
    judgements: Vec<JudgementForm>,
    /// The `cursor` of the next statements; null when there are no more.
    next: Option<String>,
}

/// How many conflicts an event shows.
const CONFLICTS: usize = 20;

/// The statements that speak of one phase.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct PhaseForm {
    /// considered, planned or carried_out.
    phase: String,
    /// How many there are.
    statement_count: usize,
    /// The identities of those on this page.
    statements: Vec<String>,
}

/// Why a statement was taken to tell of the same happening as another.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct MergeForm {
    /// The statement that joined.
    a: String,
    /// The founding statement of what it joined.
    b: String,
    /// How well it fits, 0 to 1.
    score: Number,
    /// What speaks for it, with how much: `parties 1`, `time 0.8`.
    reasons: Vec<String>,
    /// `rules`, or the number of a person's judgement.
    by: String,
}

/// What a person judged of two statements.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct JudgementForm {
    /// Its number, by which it can be withdrawn.
    pub(super) id: String,
    /// same or not_same.
    pub(super) kind: String,
    /// One statement.
    pub(super) a: String,
    /// The other.
    pub(super) b: String,
    /// Who judged.
    pub(super) by: String,
    /// Why.
    pub(super) reason: String,
    /// When, in UTC.
    pub(super) at: String,
    /// Whether it was taken back.
    pub(super) withdrawn: bool,
}

impl MergeForm {
    fn of(merge: &Merge) -> Self {
        let round = |score: f64| Number((score * 1000.0).round() / 1000.0);
        let reason = |reason: &registan_record::Reason| format!("{} {}", reason.on.name(), round(reason.score).0);
        Self {
            a: merge.statement.to_string(),
            b: merge.with.to_string(),
            score: round(merge.score),
            reasons: merge.reasons.iter().map(reason).collect(),
            by: match merge.by {
                Judge::Rules => "rules".to_owned(),
                Judge::Person(number) => number.to_string(),
            },
        }
    }
}

impl JudgementForm {
    /// The form of a judgement.
    pub(super) fn of(stored: &StoredJudgement) -> Self {
        let judgement = &stored.judgement;
        Self {
            id: stored.number.to_string(),
            kind: if judgement.same { "same" } else { "not_same" }.to_owned(),
            a: judgement.left.to_string(),
            b: judgement.right.to_string(),
            by: judgement.by.clone(),
            reason: judgement.reason.clone(),
            at: stored.at.0.to_string(),
            withdrawn: stored.withdrawn,
        }
    }
}

/// One happening with the statements that tell of it in full, a page of them, the first told first. The identity of an event that became part
/// of another leads to that.
#[utoipa::path(get, path = "/events/{id}", tag = "events", params(("id" = String, Path, description = "The event's identity"), ClockParams, PageParams),
    responses((status = 200, body = EventDetail), (status = 404, body = Problem)))]
pub(super) async fn one(
    State(app): State<App>,
    Path(id): Path<String>,
    Query(clocks): Query<ClockParams>,
    Query(page): Query<PageParams>,
    asked: Asked,
) -> Result<Response, Problem> {
    let (clocks, part) = (clocks.clocks()?, page.part()?);
    app.answer(asked, move |app| app.view(clocks, |view| detail(view, &view.event(&id)?, part))).await
}

fn detail(view: &View<'_>, event: &Event, part: Part) -> Result<EventDetail, Problem> {
    let form = EventForm::of(event).part(part.range());
    let by_id: HashMap<String, &StoredStatement> = event.statements.iter().map(|stored| (stored.id.to_string(), stored)).collect();
    let shown: Vec<&StoredStatement> = form.statements.iter().filter_map(|it| by_id.get(&it.id).copied()).collect();
    let ids: Vec<StatementId> = shown.iter().map(|stored| stored.id).collect();
    let is_of = |stored: &StoredStatement, phase: Phase| Phase::of(stored.statement.reality) == phase;
    let phase = |phase: Phase| PhaseForm {
        phase: phase.name().to_owned(),
        statement_count: event.statements.iter().filter(|stored| is_of(stored, phase)).count(),
        statements: shown.iter().filter(|stored| is_of(stored, phase)).map(|stored| stored.id.to_string()).collect(),
    };
    let phases = [Phase::CarriedOut, Phase::Planned, Phase::Considered].map(phase);
    let conflicts = event.conflicts();
    Ok(EventDetail {
        event: form.with_statements(view.statements(shown.iter().copied())?),
        phases: phases.into_iter().filter(|phase| phase.statement_count > 0).collect(),
        merges: event.merges.iter().filter(|merge| ids.contains(&merge.statement)).map(MergeForm::of).collect(),
        conflicts: conflicts.iter().take(CONFLICTS).map(|conflict| ConflictForm::of(conflict).brief()).collect(),
        conflict_count: conflicts.len(),
        judgements: view.snapshot.judgements_on(&ids)?.iter().map(JudgementForm::of).collect(),
        next: part.next(shown.len(), event.statements.len()),
    })
}
