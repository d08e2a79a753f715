//! How much was printed, on whatever matter: a rise in reporting is none in happenings.

use axum::{extract::State, response::Response};
use jiff::civil::Date;
use registan_record::PressPoint;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{List, pairs::Steps};
use crate::serve::{
    App,
    answer::Asked,
    parameters::{ClockParams, FilterParams, PageParams, Query, span_of},
    problem::Problem,
};

/// Between which days.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub(super) struct Between {
    /// Published on this day or later: `2022-09-14`, `2022-09` or `2022`.
    from: Option<String>,
    /// Published on this day or earlier.
    until: Option<String>,
}

impl Between {
    fn days(&self) -> Result<(Date, Date), Problem> {
        Ok(span_of(&FilterParams::between(&self.from, &self.until)?))
    }
}

/// Reports of one publisher in one stretch.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct PressForm {
    /// The first day of the stretch.
    start: String,
    /// Who; null when unknown.
    publisher: Option<String>,
    /// How many.
    reports: u64,
}

impl PressForm {
    fn of(point: &PressPoint) -> Self {
        Self { start: point.start.to_string(), publisher: point.publisher.clone(), reports: point.reports }
    }
}

/// Reports by stretch of time and publisher, in this order.
#[utoipa::path(get, path = "/press", tag = "reports", params(Between, Steps, ClockParams, PageParams),
    responses((status = 200, body = List<PressForm>), (status = 400, body = Problem)))]
pub(super) async fn press(
    State(app): State<App>,
    Query(between): Query<Between>,
    Query(steps): Query<Steps>,
    Query(clocks): Query<ClockParams>,
    Query(page): Query<PageParams>,
    asked: Asked,
) -> Result<Response, Problem> {
    let (days, step) = (between.days()?, steps.step()?);
    let (clocks, part) = (clocks.clocks()?, page.part()?);
    app.answer(asked, move |app| {
        app.view(clocks, |view| {
            let all = view.press(step, days)?;
            let items: Vec<PressForm> = all.iter().skip(part.offset).take(part.limit).map(PressForm::of).collect();
            let next = part.next(items.len(), all.len());
            Ok(List::page((items, next, all.len() as u64)))
        })
    })
    .await
}
