//! `registan export`: the record's statements in other forms, and all of it in triples.

use std::{
    fs::File,
    io::{BufWriter, Write},
};

use anyhow::{Context, Result};
use registan_record::Snapshot;

use super::{
    Exit, Streams,
    statements::{Texts, form},
};
use crate::{
    engine::schema,
    options::{ExportFormat, ExportOptions},
    rdf,
    wire::{AttributionForm, FillerForm, QuantityForm, StatementForm},
};

/// Writes the statements that the options want.
pub(super) fn run(options: &ExportOptions, streams: &mut Streams<'_>) -> Result<Exit> {
    match &options.out {
        Some(path) => {
            let file = File::create(path).with_context(|| format!("{} cannot be written", path.display()))?;
            let mut out = BufWriter::new(file);
            write(options, &mut out)?;
            out.flush().with_context(|| format!("{} cannot be written", path.display()))?;
        }
        None => write(options, streams.out)?,
    }
    Ok(Exit::Done)
}

fn write(options: &ExportOptions, out: &mut dyn Write) -> Result<()> {
    let snapshot = Snapshot::open(&options.record, options.clocks)?.with_schema(schema());
    let mut texts = Texts::new(&snapshot);
    let mut forms = snapshot.statements(&options.filter)?.map(|stored| {
        let stored = stored?;
        let text = texts.of(stored.report.id)?;
        Ok(form(&stored, &text))
    });
    match options.format {
        ExportFormat::Jsonl => forms.try_for_each(|form: Result<StatementForm>| {
            serde_json::to_writer(&mut *out, &form?)?;
            Ok(writeln!(out)?)
        }),
        ExportFormat::Csv => {
            let mut rows = csv::Writer::from_writer(out);
            rows.write_record(COLUMNS)?;
            for form in forms {
                rows.write_record(row(&form?))?;
            }
            Ok(rows.flush()?)
        }
        ExportFormat::Nt => rdf::write_n_triples(&snapshot, &options.filter, out),
    }
}

/// The columns of a row, several values in a cell parted by `; `.
const COLUMNS: [&str; 34] = [
    "id",
    "report",
    "uri",
    "publisher",
    "published",
    "language",
    "sentence",
    "frame",
    "plover_type",
    "plover_mode",
    "plover_contexts",
    "cameo",
    "quad",
    "goldstein",
    "relation",
    "reciprocal",
    "actors",
    "actor_entities",
    "actor_countries",
    "recipients",
    "recipient_entities",
    "recipient_countries",
    "time",
    "place",
    "place_country",
    "polarity",
    "reality",
    "certainty",
    "voices",
    "quantities",
    "confidence",
    "trigger",
    "evidence",
    "evidence_start",
];

fn row(form: &StatementForm) -> [String; 34] {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let plover = form.plover.as_ref();
    let place = form.place.as_ref();
    [
        form.id.clone(),
        form.report.id.clone(),
        form.report.uri.clone(),
        text(&form.report.publisher),
        text(&form.report.published),
        form.report.language.clone(),
        form.sentence.to_string(),
        form.frame.clone(),
        plover.map(|code| code.kind.clone()).unwrap_or_default(),
        plover.and_then(|code| code.mode.clone()).unwrap_or_default(),
        plover.map(|code| code.contexts.join("; ")).unwrap_or_default(),
        text(&form.cameo),
        form.quad.map(|quad| quad.to_string()).unwrap_or_default(),
        form.goldstein.map(|value| value.to_string()).unwrap_or_default(),
        text(&form.relation),
        form.reciprocal.to_string(),
        joined(&form.actors, |filler| Some(&filler.name)),
        joined(&form.actors, |filler| filler.entity.as_ref()),
        joined(&form.actors, |filler| filler.country.as_ref()),
        joined(&form.recipients, |filler| Some(&filler.name)),
        joined(&form.recipients, |filler| filler.entity.as_ref()),
        joined(&form.recipients, |filler| filler.country.as_ref()),
        form.time.as_ref().and_then(|time| time.edtf.clone()).unwrap_or_default(),
        place.map(|place| place.name.clone()).unwrap_or_default(),
        place.and_then(|place| place.country.clone()).unwrap_or_default(),
        form.polarity.clone(),
        form.reality.clone(),
        form.certainty.clone(),
        form.attribution.iter().filter_map(voice).collect::<Vec<_>>().join("; "),
        form.quantities.iter().map(amount).collect::<Vec<_>>().join("; "),
        form.confidence.to_string(),
        form.trigger.word.text.clone(),
        form.evidence.text.clone(),
        form.evidence.start.to_string(),
    ]
}

fn joined<'f>(fillers: &'f [FillerForm], part: impl Fn(&'f FillerForm) -> Option<&'f String>) -> String {
    fillers.iter().map(|filler| part(filler).map_or("", String::as_str)).collect::<Vec<_>>().join("; ")
}

fn voice(attribution: &AttributionForm) -> Option<String> {
    match attribution {
        AttributionForm::Author { .. } => None,
        AttributionForm::Source { stance, speaker, .. } => {
            Some(format!("{} {stance}", speaker.as_ref().map_or("unnamed", |speaker| speaker.name.as_str())))
        }
    }
}

fn amount(quantity: &QuantityForm) -> String {
    let unit = quantity.unit.as_ref().map(|unit| format!(" {unit}")).unwrap_or_default();
    let per = quantity.per.as_ref().map(|per| format!(" per {per}")).unwrap_or_default();
    format!("{}{unit}{per}", quantity.value.0)
}
