//! Two parties over time.

use std::collections::HashMap;

use axum::{extract::State, response::Response};
use jiff::civil::{Date, date};
use registan_record::{EventPlace, Filter, PairPoint, PressPoint, Step, StoredStatement};
use registan_types::{Polarity, Reality};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::overview::TypeCount;
use crate::{
    serve::{
        App,
        answer::Asked,
        parameters::{ClockParams, FilterParams, Part, Query},
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

/// Two parties over time.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct Pair {
    /// Stretches in which something was told of both.
    points: Vec<PointForm>,
    /// Events of both by PLOVER type.
    types: Vec<TypeCount>,
    /// What holds between them, at most 100 states; `/states` with the same parameters has all.
    states: Vec<StateForm>,
    /// How much was printed at all: a rise in reporting is none in happenings.
    press: Vec<PressForm>,
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
const STATES: usize = 100;

/// Times longer than this, in days, belong to no stretch.
const LONGEST: i32 = 31;

/// How far a statement is from being counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    Coded,
    Uncoded,
    Vague,
    Undated,
    Unreal,
}

impl Standing {
    fn of(stored: &StoredStatement) -> Self {
        let statement = &stored.statement;
        if statement.polarity != Polarity::Affirmed || statement.reality != Reality::Actual {
            return Self::Unreal;
        }
        let time = statement.time.as_ref().and_then(|time| time.edtf);
        match time.and_then(|time| time.first_day()) {
            Some(first) if time.and_then(|time| time.last_day()).is_none_or(|last| (last - first).get_days() > LONGEST) => Self::Vague,
            None if stored.report.published.date().is_none() => Self::Undated,
            _ if statement.plover.is_none() => Self::Uncoded,
            _ => Self::Coded,
        }
    }
}

impl LeftOut {
    /// Counts events by the statement of each that comes nearest to being counted.
    fn of(view: &View<'_>, filter: &Filter) -> Result<Self, Problem> {
        let lists = view.lists()?;
        let mut events: HashMap<EventPlace, Standing> = HashMap::new();
        for stored in view.snapshot.statements(filter)? {
            let stored = stored?;
            let Some((_, place)) = lists.event_of(view.snapshot, &stored)? else { continue };
            let standing = Standing::of(&stored);
            events.entry(place).and_modify(|best| *best = standing.min(*best)).or_insert(standing);
        }
        let count = |wanted: Standing| events.values().filter(|standing| **standing == wanted).count() as u64;
        Ok(Self {
            unreal: count(Standing::Unreal),
            undated: count(Standing::Undated),
            vague: count(Standing::Vague),
            uncoded: count(Standing::Uncoded),
        })
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

/// Reports of one publisher in one stretch.
#[derive(Debug, Clone, Serialize, ToSchema)]
struct PressForm {
    /// The first day of the stretch.
    start: String,
    /// Who; null when unknown.
    publisher: Option<String>,
    /// How many.
    reports: u64,
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

impl PressForm {
    fn of(point: &PressPoint) -> Self {
        Self { start: point.start.to_string(), publisher: point.publisher.clone(), reports: point.reports }
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
    let step = match steps.step.as_deref() {
        Some("day") => Step::Day,
        Some("week") => Step::Week,
        None | Some("month" | "") => Step::Month,
        Some(other) => return Err(Problem::bad(format!("step={other}: day, week or month"))),
    };
    app.answer(asked, move |app| app.view(clocks, |view| made(view, &filter, step))).await
}

fn made(view: &View<'_>, filter: &Filter, step: Step) -> Result<Pair, Problem> {
    let snapshot = view.snapshot;
    let [a, b] = filter.parties.as_slice() else { return Err(Problem::bad("actor: name two")) };
    let (from, until) = (filter.from.unwrap_or(date(1000, 1, 1)), filter.until.unwrap_or(date(2999, 12, 31)));
    let points = snapshot.pair_series(a, b, step, from, until)?;
    let first = points.keys().next().copied();
    let last = points.keys().next_back().and_then(|day| day.checked_add(jiff::Span::new().days(31)).ok());
    let press = match (first, last) {
        (Some(first), Some(last)) => snapshot.press(step, first, last.min(until))?,
        _ => Vec::new(),
    };
    let states = view.all_states(filter, Part { offset: 0, limit: STATES })?;
    Ok(Pair {
        points: points.iter().map(|(start, point)| PointForm::of(*start, point)).collect(),
        types: TypeCount::of(view.places(filter)?.iter().map(|place| (place.kind, 1))),
        states,
        press: press.iter().map(PressForm::of).collect(),
        left_out: LeftOut::of(view, filter)?,
    })
}
