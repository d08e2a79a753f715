//! Two parties over time.

use axum::{extract::State, response::Response};
use jiff::civil::Date;
use registan_record::{EventTally, Filter, PairPoint, Standing, Step};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::overview::TypeCount;
use crate::{
    serve::{
        App,
        answer::Asked,
        parameters::{ClockParams, FilterParams, Part, Query, span_of},
        problem::Problem,
        view::View,
    },
    wire::{Number, StateForm},
};

/// How long the stretches are.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub(super) struct Steps {
    /// day, week or month; month if it is not given.
    step: Option<String>,
}

impl Steps {
    /// The step that is meant.
    pub(super) fn step(&self) -> Result<Step, Problem> {
        match self.step.as_deref() {
            Some("day") => Ok(Step::Day),
            Some("week") => Ok(Step::Week),
            None | Some("month" | "") => Ok(Step::Month),
            Some(other) => Err(Problem::bad(format!("step={other}: day, week or month"))),
        }
    }
}

/// Two parties over time.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct Pair {
    /// Stretches in which something was told of both.
    points: Vec<PointForm>,
    /// Events of both by PLOVER type.
    types: Vec<TypeCount>,
    /// What holds between them, at most 40 states; `/states` with the same parameters has all.
    states: Vec<StateForm>,
    /// How many states there are.
    state_count: u64,
    /// The events of both that no stretch counts, or only as neither for nor against.
    left_out: LeftOut,
}

/// How many events of two parties the stretches do not show, each under the first reason that holds.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
struct LeftOut {
    /// Told only as denied, or as something else than actual.
    unreal: u64,
    /// Without a day, in reports without a date.
    undated: u64,
    /// Of a time longer than a month.
    vague: u64,
    /// Counted, but without a PLOVER type: neither cooperation nor conflict.
    uncoded: u64,
}

/// How many states of a pair are told.
const STATES: usize = 40;

impl LeftOut {
    /// Counts events by the statement of each that comes nearest to being counted.
    fn of(tally: &[EventTally]) -> Self {
        let count = |wanted: Standing| tally.iter().filter(|tally| tally.standing == wanted).map(|tally| tally.events).sum();
        Self {
            unreal: count(Standing::Unreal),
            undated: count(Standing::Undated),
            vague: count(Standing::Vague),
            uncoded: count(Standing::Uncoded),
        }
    }
}

/// What was told of two parties in one stretch.
#[derive(Debug, Clone, Serialize, ToSchema)]
struct PointForm {
    /// The first day of the stretch.
    start: String,
    /// Statements, affirmed and actual.
    statements: u64,
    /// Different kinds of doing on different days.
    doings: u64,
    /// Reports that tell of them.
    reports: u64,
    /// Statements by PLOVER quadrant: words for, deeds for, words against, deeds against.
    quads: [u64; 4],
    /// The mean PLOVER score of the doings, -10 to 10.
    score: Option<Number>,
    /// Reports published in the stretch on whatever matter.
    press: u64,
}

impl PointForm {
    fn of(start: Date, point: &PairPoint) -> Self {
        Self {
            start: start.to_string(),
            statements: point.statements,
            doings: point.doings,
            reports: point.reports,
            quads: point.quads,
            score: point.score.map(|score| Number((score * 100.0).round() / 100.0)),
            press: point.press,
        }
    }
}

/// Two parties over time: `actor` is given twice.
#[utoipa::path(get, path = "/pairs", tag = "actors", params(FilterParams, Steps, ClockParams),
    responses((status = 200, body = Pair), (status = 400, body = Problem)))]
pub(super) async fn pair(
    State(app): State<App>,
    Query(filter): Query<FilterParams>,
    Query(steps): Query<Steps>,
    Query(clocks): Query<ClockParams>,
    asked: Asked,
) -> Result<Response, Problem> {
    let (filter, clocks) = (filter.filter()?, clocks.clocks()?);
    if filter.parties.len() != 2 {
        return Err(Problem::bad("actor: name two, as in actor=RUS&actor=CHN"));
    }
    let step = steps.step()?;
    app.answer(asked, move |app| app.view(clocks, |view| made(view, &filter, step))).await
}

fn made(view: &View<'_>, filter: &Filter, step: Step) -> Result<Pair, Problem> {
    let snapshot = view.snapshot;
    let [a, b] = filter.parties.as_slice() else { return Err(Problem::bad("actor: name two")) };
    let (from, until) = span_of(filter);
    let points = snapshot.pair_series(a, b, step, from, until)?;
    let tally = view.lists()?.tally(snapshot, filter)?;
    let (states, state_count) = view.state_forms(filter, Part { offset: 0, limit: STATES })?;
    Ok(Pair {
        points: points.iter().map(|(start, point)| PointForm::of(*start, point)).collect(),
        types: TypeCount::of(tally.iter().map(|tally| (tally.kind, tally.events))),
        states,
        state_count,
        left_out: LeftOut::of(&tally),
    })
}
