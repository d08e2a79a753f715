//! Frames: the kinds of doing and being that are read.

use std::collections::BTreeMap;

use axum::{
    extract::{Path, State},
    response::Response,
};
use registan_reading::frame::{Frame, UnitForm as Form};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    serve::{App, answer::Asked, problem::Problem},
    wire::PloverForm,
};

/// A kind of doing or being.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct FrameForm {
    /// Its name.
    name: String,
    /// A short name for people, by language.
    gloss: BTreeMap<String, String>,
    /// PLOVER's code.
    plover: Option<PloverForm>,
    /// CAMEO's code.
    cameo: Option<String>,
    /// The relation that it says to hold.
    relation: Option<String>,
    /// A more general frame.
    parent: Option<String>,
    /// Done together.
    reciprocal: bool,
    /// What it does to states: `begins member_of`.
    effects: Vec<String>,
    /// Its roles.
    roles: Vec<String>,
    /// The words that evoke it.
    units: Vec<UnitForm>,
}

/// Words that evoke a frame.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct UnitForm {
    /// nl or en.
    language: String,
    /// verb, noun, adjective or light.
    form: &'static str,
    /// The lemmas.
    lemmas: Vec<String>,
    /// The verbs that stand with a noun of a light-verb unit.
    verbs: Vec<String>,
    /// Sentences that are read so.
    examples: Vec<String>,
}

/// Every frame, in the order of names; without units.
#[utoipa::path(get, path = "/frames", tag = "frames", responses((status = 200, body = Vec<FrameForm>)))]
pub(super) async fn list(State(app): State<App>, asked: Asked) -> Result<Response, Problem> {
    app.answer(asked, |app| {
        let mut frames: Vec<FrameForm> = app.frames.frames().iter().map(|frame| form(frame, Vec::new())).collect();
        frames.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(frames)
    })
    .await
}

/// One frame with the words that evoke it.
#[utoipa::path(get, path = "/frames/{name}", tag = "frames", params(("name" = String, Path, description = "The frame's name")),
    responses((status = 200, body = FrameForm), (status = 404, body = Problem)))]
pub(super) async fn one(State(app): State<App>, Path(name): Path<String>, asked: Asked) -> Result<Response, Problem> {
    app.answer(asked, move |app| {
        let frame = app.frames.frame(&name).ok_or_else(|| Problem::missing("frame", &name))?;
        let own = app.frames.units().iter().filter(|unit| app.frames.frame_of(unit).is_some_and(|owner| owner.name == frame.name));
        let units = own.map(|unit| {
            let (form, verbs) = match &unit.form {
                Form::Verb => ("verb", Vec::new()),
                Form::Noun => ("noun", Vec::new()),
                Form::Adjective => ("adjective", Vec::new()),
                Form::Light { verbs, .. } => ("light", verbs.clone()),
            };
            let examples = unit.says.iter().map(|example| example.text.clone()).collect();
            UnitForm { language: unit.language.code().to_owned(), form, lemmas: unit.lemmas.clone(), verbs, examples }
        });
        Ok(form(frame, units.collect()))
    })
    .await
}

fn form(frame: &Frame, units: Vec<UnitForm>) -> FrameForm {
    FrameForm {
        name: frame.name.to_string(),
        gloss: frame.gloss.clone(),
        plover: frame.plover.as_ref().map(PloverForm::of),
        cameo: frame.cameo.as_ref().map(ToString::to_string),
        relation: frame.relation.map(|relation| relation.name().to_owned()),
        parent: frame.parent.as_ref().map(ToString::to_string),
        reciprocal: frame.reciprocal,
        effects: frame.effects.clone(),
        roles: frame.roles.keys().map(|role| format!("{role:?}").to_lowercase()).collect(),
        units,
    }
}
