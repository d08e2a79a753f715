//! One box to search for everything.

use std::collections::BTreeMap;

use axum::{extract::State, response::Response};
use registan_record::Filter;
use registan_types::Span;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::actors::ActorLine;
use crate::{
    serve::{
        App,
        answer::Asked,
        parameters::{ClockParams, Query},
        parties::Sought,
        problem::Problem,
        view::View,
    },
    wire::{ReportInfoForm, StatementForm},
};

/// How many of each are shown.
const SHOWN: usize = 20;
/// How many code points a snippet has.
const SNIPPET: usize = 180;

/// What is searched for.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub(super) struct Wanted {
    /// Words; the last may be a beginning.
    q: String,
}

/// What was found.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(super) struct Found {
    /// Those whose name has the words.
    actors: Vec<ActorLine>,
    /// Frames whose name or gloss has them.
    frames: Vec<FrameLine>,
    /// Reports with them in one passage, the best first.
    reports: Vec<ReportInfoForm>,
    /// Statements in such passages.
    statements: Vec<StatementForm>,
}

/// A frame with its short names.
#[derive(Debug, Clone, Serialize, ToSchema)]
struct FrameLine {
    /// Its name.
    frame: String,
    /// A short name for people, by language.
    gloss: BTreeMap<String, String>,
}

/// Actors, frames, reports and statements by words.
#[utoipa::path(get, path = "/search", tag = "record", params(Wanted, ClockParams),
    responses((status = 200, body = Found), (status = 400, body = Problem)))]
pub(super) async fn search(
    State(app): State<App>,
    Query(wanted): Query<Wanted>,
    Query(clocks): Query<ClockParams>,
    asked: Asked,
) -> Result<Response, Problem> {
    let clocks = clocks.clocks()?;
    app.answer(asked, move |app| {
        let words = wanted.q.trim().to_lowercase();
        if words.is_empty() { Ok(Found::default()) } else { app.view(clocks, |view| found(view, &words)) }
    })
    .await
}

fn found(view: &View<'_>, words: &str) -> Result<Found, Problem> {
    let query = full_text(words);
    let (mut reports, mut statements) = (Vec::new(), Vec::new());
    if let Some(query) = query {
        let mut seen = Vec::new();
        for (id, span) in view.snapshot.passages(&query, 3 * SHOWN)? {
            if seen.contains(&id) || seen.len() >= SHOWN {
                continue;
            }
            seen.push(id);
            let text = view.text(id)?;
            let snippet = Some(snippet(&text, span, words));
            reports.push(ReportInfoForm { snippet, ..ReportInfoForm::of(&view.snapshot.report_head(id)?) });
        }
        let filter = Filter { text: Some(query), ..Filter::default() };
        for stored in view.snapshot.statements(&filter)?.take(SHOWN) {
            statements.push(view.statement(&stored?)?);
        }
    }
    Ok(Found { actors: actors(view, words)?, frames: frames(view, words), reports, statements })
}

/// Every word as itself, the last as a beginning. Quoted, so that nobody needs to know FTS5's language.
fn full_text(words: &str) -> Option<String> {
    let words: Vec<String> =
        words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(|word| format!("\"{word}\"")).collect();
    (!words.is_empty()).then(|| format!("{}*", words.join(" ")))
}

fn actors(view: &View<'_>, words: &str) -> Result<Vec<ActorLine>, Problem> {
    let sought = Sought::new(view, words);
    Ok(view.parties()?.iter().filter(|counted| sought.fits(counted)).take(SHOWN).map(ActorLine::of).collect())
}

fn frames(view: &View<'_>, words: &str) -> Vec<FrameLine> {
    let fits = |frame: &&registan_reading::frame::Frame| {
        frame.name.as_str().contains(words) || frame.gloss.values().any(|gloss| gloss.to_lowercase().contains(words))
    };
    let line = |frame: &registan_reading::frame::Frame| FrameLine { frame: frame.name.to_string(), gloss: frame.gloss.clone() };
    view.app.frames.frames().iter().filter(fits).take(SHOWN).map(line).collect()
}

/// The passage round the first of the words.
fn snippet(text: &str, span: Span, words: &str) -> String {
    let passage: Vec<char> = span.of(text).chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    let small: Vec<char> = passage.iter().map(|c| c.to_lowercase().next().unwrap_or(*c)).collect();
    let first: Vec<char> = words.split(' ').next().unwrap_or("").chars().collect();
    let at = small.windows(first.len().max(1)).position(|window| window == first).unwrap_or(0);
    let mut start = at.saturating_sub(SNIPPET / 3);
    while start > 0 && passage.get(start - 1).is_some_and(|c| *c != ' ') {
        start -= 1;
    }
    let mut end = (start + SNIPPET).min(passage.len());
    while end < passage.len() && passage.get(end).is_some_and(|c| *c != ' ') {
        end += 1;
    }
    let middle: String = passage.get(start..end).unwrap_or(&[]).iter().collect();
    format!("{}{}{}", if start > 0 { "… " } else { "" }, middle.trim(), if end < passage.len() { " …" } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_quoted() {
        assert_eq!(full_text("xi \"NEAR"), Some("\"xi\" \"NEAR\"*".to_owned()));
        assert_eq!(full_text("…"), None);
    }

    #[test]
    fn snippets_show_the_words() {
        let text = format!("{}the summit in Luanda was long", "word ".repeat(100));
        let shown = snippet(&text, Span::new(0, text.len()), "luanda");
        assert!(shown.contains("Luanda") && shown.starts_with("… ") && shown.chars().count() < 2 * SNIPPET, "{shown}");
        assert_eq!(snippet("Kort.", Span::new(0, 5), "x"), "Kort.");
    }
}
