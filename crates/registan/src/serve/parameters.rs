//! What an address asks for: filters, clocks and the part of a list.

use axum::{extract::FromRequestParts, http::request::Parts};
use jiff::civil::Date;
use registan_record::{Clocks, Filter};
use registan_types::{EdtfDate, FrameName, PloverType, RecordedAt, ReportId};
use serde::{Deserialize, de::DeserializeOwned};
use utoipa::{IntoParams, ToSchema};

use super::problem::Problem;
use crate::engine;

/// The query of an address, as a struct of parameters. Others than its own are left to others.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Query<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let query = parts.uri.query().unwrap_or("");
        serde_html_form::from_str(query).map(Self).map_err(|error| Problem::bad(format!("the address cannot be read: {error}")))
    }
}

/// Which statements, or what follows from them, are wanted; all that is given must be met.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub(crate) struct FilterParams {
    /// Who takes part, on either side: a Wikidata id (`Q159`), a country's code (`RUS`) or a name. Given twice, both must.
    actor: Vec<String>,
    /// PLOVER type, such as `CONSULT`.
    #[serde(rename = "type")]
    #[param(rename = "type")]
    kind: Option<String>,
    /// Frame, such as `visit`.
    frame: Option<String>,
    /// Relation, such as `member_of`.
    relation: Option<String>,
    /// Where: a Wikidata id, a country's code or a name.
    place: Option<String>,
    /// On whose word: a Wikidata id, a country's code or a name.
    voice: Option<String>,
    /// `affirmed` or `denied`.
    polarity: Option<String>,
    /// `actual`, `planned`, `expected`, `possible`, `desired`, `demanded`, `hypothetical`, `questioned` or `counterfactual`.
    reality: Option<String>,
    /// At least so certain: `doubtful`, `possible`, `probable` or `certain`.
    certainty: Option<String>,
    /// Words in the same part of the report, in the query language of SQLite's FTS5.
    text: Option<String>,
    /// Whose time may reach this day or a later one: `2022-09-14`, `2022-09` or `2022`.
    from: Option<String>,
    /// Whose time may reach this day or an earlier one.
    until: Option<String>,
    /// Of the report with this id or address.
    report: Option<String>,
}

/// As of when.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub(crate) struct ClockParams {
    /// The day of the world: what holds on it, and what had happened by then.
    as_of: Option<String>,
    /// What had been published by the end of this day.
    known: Option<String>,
    /// What this record had learnt by this moment (RFC 3339), or by the end of this day.
    recorded: Option<String>,
}

/// How an answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Format {
    /// One JSON value.
    Json,
    /// A table of comma-separated values.
    Csv,
}

/// Which part of a list.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub(crate) struct PageParams {
    /// At most so many, 1 to 500; 50 if it is not given.
    #[param(minimum = 1, maximum = 500)]
    limit: Option<String>,
    /// `next` of the page before.
    cursor: Option<String>,
}

/// A part of a list, checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) offset: usize,
    pub(super) limit: usize,
}

impl Part {
    /// From which to which of a list.
    pub(super) fn range(self) -> std::ops::Range<usize> {
        self.offset..self.offset.saturating_add(self.limit)
    }

    /// The cursor of the next part, behind the `taken` of this one; none when that are all.
    pub(super) fn next(self, taken: usize, all: usize) -> Option<String> {
        let end = self.offset.saturating_add(taken);
        (taken > 0 && end < all).then(|| end.to_string())
    }
}

/// The whole of a list that is short.
pub(super) const ALL: Part = Part { offset: 0, limit: 1000 };

impl PageParams {
    /// The part that is meant.
    pub(super) fn part(&self) -> Result<Part, Problem> {
        let limit = match given(&self.limit) {
            None => 50,
            Some(text) => text.parse().ok().filter(|limit| (1..=500).contains(limit)).ok_or_else(|| Problem::bad("limit: 1 to 500"))?,
        };
        let offset = match given(&self.cursor) {
            None => 0,
            Some(text) => text.parse().map_err(|_| Problem::bad("cursor: take `next` of the page before, as it is"))?,
        };
        Ok(Part { offset, limit })
    }
}

impl ClockParams {
    /// The clocks that are meant.
    pub(super) fn clocks(&self) -> Result<Clocks, Problem> {
        Ok(Clocks {
            as_of: day("as_of", &self.as_of, Edge::Last)?,
            known: day("known", &self.known, Edge::Last)?,
            recorded: given(&self.recorded).map(moment).transpose()?,
        })
    }
}

impl FilterParams {
    /// A filter by time alone.
    pub(super) fn between(from: &Option<String>, until: &Option<String>) -> Result<Filter, Problem> {
        Self { from: from.clone(), until: until.clone(), ..Self::default() }.filter()
    }

    /// The filter that is meant.
    pub(super) fn filter(&self) -> Result<Filter, Problem> {
        let report = given(&self.report);
        let id = report.and_then(|text| text.parse::<ReportId>().ok());
        Ok(Filter {
            report: id,
            uri: report.filter(|_| id.is_none()).map(str::to_owned),
            parties: self.actor.iter().filter(|name| !name.trim().is_empty()).map(|name| engine::party(name.trim())).collect(),
            frame: given(&self.frame).map(FrameName::new),
            plover: given(&self.kind).map(plover).transpose()?,
            relation: one_of("relation", &self.relation)?,
            place: given(&self.place).map(engine::party),
            voice: given(&self.voice).map(engine::party),
            polarity: one_of("polarity", &self.polarity)?,
            reality: one_of("reality", &self.reality)?,
            certainty: one_of("certainty", &self.certainty)?,
            from: day("from", &self.from, Edge::First)?,
            until: day("until", &self.until, Edge::Last)?,
            text: given(&self.text).map(str::to_owned),
            ..Filter::default()
        })
    }
}

/// From which day until which a filter looks; of what it leaves open the ends of the calendar of news.
pub(super) fn span_of(filter: &Filter) -> (Date, Date) {
    (filter.from.unwrap_or(jiff::civil::date(1000, 1, 1)), filter.until.unwrap_or(jiff::civil::date(2999, 12, 31)))
}

/// What was given, unless it is empty.
fn given(text: &Option<String>) -> Option<&str> {
    text.as_deref().map(str::trim).filter(|text| !text.is_empty())
}

fn plover(name: &str) -> Result<PloverType, Problem> {
    name.to_ascii_uppercase()
        .parse()
        .map_err(|()| Problem::bad(format!("type={name}: name one of PLOVER's sixteen types, such as CONSULT")))
}

fn one_of<T: std::str::FromStr>(name: &str, value: &Option<String>) -> Result<Option<T>, Problem> {
    let read = |text: &str| {
        text.parse().map_err(|_| Problem::bad(format!("{name}={text}: there is no such value; /api/v1/openapi.json names them")))
    };
    given(value).map(read).transpose()
}

/// Which day of a month or year is meant.
#[derive(Clone, Copy)]
enum Edge {
    First,
    Last,
}

fn day(name: &str, value: &Option<String>, edge: Edge) -> Result<Option<Date>, Problem> {
    let Some(text) = given(value) else { return Ok(None) };
    let date: EdtfDate = text.parse().map_err(|_| Problem::bad(format!("{name}={text}: write a date as 2022-09-14, 2022-09 or 2022")))?;
    Ok(Some(match edge {
        Edge::First => date.first_day(),
        Edge::Last => date.last_day(),
    }))
}

/// A moment of the record: the last of its second or day, since answers give seconds and days.
pub(super) fn moment(text: &str) -> Result<RecordedAt, Problem> {
    let wrong = || Problem::bad(format!("{text}: write a moment as 2024-05-01T12:00:00Z, or a day as 2024-05-01"));
    if let Ok(moment) = text.parse::<jiff::Timestamp>() {
        return Ok(RecordedAt(moment));
    }
    let date: Date = text.parse().map_err(|_| wrong())?;
    let end = date.at(23, 59, 59, 999_999_999).to_zoned(jiff::tz::TimeZone::UTC).map_err(|_| wrong())?;
    Ok(RecordedAt(end.timestamp()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filter(query: &str) -> Result<Filter, Problem> {
        serde_html_form::from_str::<FilterParams>(query).unwrap().filter()
    }

    #[test]
    fn filters_are_read_and_empty_ones_are_none() {
        let read = filter("actor=RUS&actor=Q159&type=consult&from=2022&until=2022&polarity=&limit=3").unwrap();
        assert_eq!(read.parties.len(), 2);
        assert_eq!(read.plover, Some(PloverType::Consult));
        assert_eq!((read.from, read.until), ("2022-01-01".parse().ok(), "2022-12-31".parse().ok()));
        assert_eq!(read.polarity, None);
        assert_eq!(filter("report=00000000000000000000000000000000").unwrap().uri, None);
        assert_eq!(filter("report=a.txt").unwrap().uri.as_deref(), Some("a.txt"));
    }

    #[test]
    fn what_makes_no_sense_is_named() {
        for query in ["type=X", "polarity=perhaps", "from=yesterday", "relation=friend_of"] {
            assert!(filter(query).is_err(), "{query}");
        }
        for query in ["limit=0", "limit=501", "limit=x", "cursor=x"] {
            assert!(serde_html_form::from_str::<PageParams>(query).unwrap().part().is_err(), "{query}");
        }
    }
}
