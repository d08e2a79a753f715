//! What the lists of statements, events, states and conflicts have in common: a filter, clocks, and a page of what they want.

use axum::{extract::FromRequestParts, http::request::Parts, response::Response};
use registan_record::{Clocks, Filter};
use serde::Serialize;

use super::List;
use crate::serve::{
    App,
    answer::{Asked, RawList},
    parameters::{ClockParams, FilterParams, PageParams, Part, Query},
    problem::Problem,
    view::View,
};

/// Which part of a list is wanted, of what fits a filter, as of when: checked.
#[derive(Debug)]
pub(super) struct Narrowed {
    pub(super) filter: Filter,
    pub(super) part: Part,
    clocks: Clocks,
}

impl<S: Sync> FromRequestParts<S> for Narrowed {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Query(filter) = Query::<FilterParams>::from_request_parts(parts, state).await?;
        let Query(clocks) = Query::<ClockParams>::from_request_parts(parts, state).await?;
        let Query(page) = Query::<PageParams>::from_request_parts(parts, state).await?;
        Ok(Self { filter: filter.filter()?, part: page.part()?, clocks: clocks.clocks()? })
    }
}

impl Narrowed {
    /// Answers with the page that `page` makes: its items, the cursor of the next, and how many there are.
    pub(super) async fn answer<T: Serialize>(
        self,
        app: &App,
        asked: Asked,
        page: impl FnOnce(&View<'_>, &Self) -> Result<(Vec<T>, Option<String>, u64), Problem> + Send + 'static,
    ) -> Result<Response, Problem> {
        app.answer(asked, move |app| app.view(self.clocks, |view| Ok(List::page(page(view, &self)?)))).await
    }

    /// The same with items that are written already.
    pub(super) async fn answer_raw(
        self,
        app: &App,
        asked: Asked,
        page: impl FnOnce(&View<'_>, &Self) -> Result<RawList, Problem> + Send + 'static,
    ) -> Result<Response, Problem> {
        app.answer_raw(asked, move |app| app.view(self.clocks, |view| page(view, &self))).await
    }
}
