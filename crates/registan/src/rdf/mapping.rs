//! What each thing of the record says in triples.

use oxrdf::{
    Literal, NamedNode, Term, Triple,
    vocab::{rdf, rdfs, xsd},
};
use registan_record::{Conflict, Event, Page, ReportInfo, Snapshot, State, StoredStatement, Subject};
use registan_types::{Edtf, EntityKind, Filler, Grounded, Place, PloverCode, Quantity, ReportId, Unit, Voice};

use super::vocabulary::{self as words, EDTF, PROV, RG, SCHEMA, SEM, node};

/// Takes triples one after another.
pub(super) type Sink<'s> = &'s mut dyn FnMut(Triple);

/// Triples of one subject.
struct About<'a, 's> {
    subject: NamedNode,
    sink: &'a mut Sink<'s>,
}

impl About<'_, '_> {
    fn is(&mut self, class: NamedNode) {
        self.add(rdf::TYPE.into_owned(), class);
    }

    fn add(&mut self, predicate: NamedNode, object: impl Into<Term>) {
        (self.sink)(Triple::new(self.subject.clone(), predicate, object));
    }

    fn rg(&mut self, name: &str, object: impl Into<Term>) {
        self.add(node(RG, name), object);
    }

    fn text(&mut self, name: &str, text: &str) {
        self.rg(name, Literal::new_simple_literal(text));
    }

    /// An entity in a role, and what it is.
    fn entity(&mut self, predicates: &[NamedNode], entity: &Grounded) {
        let object = words::entity(entity.id.as_ref(), &entity.name);
        for predicate in predicates {
            self.add(predicate.clone(), object.clone());
        }
        describe_entity(object, entity, self.sink);
    }

    fn entities(&mut self, name: &str, fillers: &[Filler]) {
        fillers.iter().for_each(|filler| self.entity(&[node(RG, name)], &filler.entity));
    }

    fn code(&mut self, code: Option<&PloverCode>) {
        let Some(code) = code else { return };
        self.text("type", code.kind.name());
        if let Some(mode) = &code.mode {
            self.text("mode", mode);
        }
        self.rg("score", decimal(f64::from(code.score())));
    }

    fn place(&mut self, predicate: NamedNode, place: &Place) {
        let object = words::entity(place.id.as_ref(), &place.name);
        self.add(predicate, object.clone());
        let mut about = About { subject: object, sink: self.sink };
        about.is(node(SEM, "Place"));
        about.add(rdfs::LABEL.into_owned(), english(&place.name));
        if let Some(code) = place.country {
            about.text("country", code.as_str());
        }
        if let Some((latitude, longitude)) = place.coordinates {
            about.add(node(SCHEMA, "latitude"), decimal(latitude));
            about.add(node(SCHEMA, "longitude"), decimal(longitude));
        }
    }

    /// A time: as EDTF, and its first and last day by the names given.
    fn time(&mut self, edtf: Edtf, first: NamedNode, last: NamedNode) {
        self.rg("time", Literal::new_typed_literal(edtf.to_string(), NamedNode::new_unchecked(EDTF)));
        if let Some(day) = edtf.first_day() {
            self.add(first, date(day));
        }
        if let Some(day) = edtf.last_day() {
            self.add(last, date(day));
        }
    }
}

fn english(text: &str) -> Literal {
    Literal::new_language_tagged_literal_unchecked(text, "en")
}

fn decimal(value: f64) -> Literal {
    Literal::new_typed_literal(((value * 1e6).round() / 1e6).to_string(), xsd::DECIMAL)
}

fn date(day: jiff::civil::Date) -> Literal {
    Literal::new_typed_literal(day.to_string(), xsd::DATE)
}

fn describe_entity(subject: NamedNode, entity: &Grounded, sink: &mut Sink<'_>) {
    let mut about = About { subject, sink };
    let class = match entity.kind {
        EntityKind::Person => "Person",
        EntityKind::State => "Country",
        EntityKind::Organisation | EntityKind::Group => "Organization",
        EntityKind::Place => "Place",
        EntityKind::Other => "Thing",
    };
    about.is(node(SCHEMA, class));
    about.add(rdfs::LABEL.into_owned(), english(&entity.name));
    if let Some(code) = entity.country {
        about.text("country", code.as_str());
    }
    if let Some(sector) = entity.sector {
        about.text("sector", sector.name());
    }
}

/// A report, without its text.
pub(super) fn report(info: &ReportInfo, mut sink: Sink<'_>) {
    let mut about = About { subject: words::report(info.id.bytes()), sink: &mut sink };
    about.is(node(SCHEMA, "NewsArticle"));
    about.add(node(SCHEMA, "url"), Literal::new_simple_literal(&info.source.uri));
    about.add(node(SCHEMA, "inLanguage"), Literal::new_simple_literal(info.language.code()));
    if let Some(publisher) = &info.source.publisher {
        about.add(node(SCHEMA, "publisher"), Literal::new_simple_literal(publisher));
    }
    if let Some(published) = info.published.date() {
        let text = published.to_string();
        let whole =
            if published.is_day() { date(published.first_day()) } else { Literal::new_typed_literal(text, NamedNode::new_unchecked(EDTF)) };
        about.add(node(SCHEMA, "datePublished"), whole);
    }
}

/// A statement, with its sentence.
pub(super) fn statement(stored: &StoredStatement, text: &str, mut sink: Sink<'_>) {
    let statement = &stored.statement;
    let subject = words::statement(&stored.id.0);
    let mut about = About { subject: subject.clone(), sink: &mut sink };
    about.is(node(RG, "Statement"));
    about.add(node(PROV, "wasDerivedFrom"), words::report(stored.report.id.bytes()));
    about.text("frame", statement.frame.as_str());
    about.code(statement.plover.as_ref());
    if let Some(relation) = statement.relation {
        about.text("relation", relation.name());
    }
    about.entities("actor", &statement.actors);
    about.entities("recipient", &statement.recipients);
    let roles = &statement.roles;
    for (name, fillers) in [("topic", &roles.topic), ("office", &roles.office), ("goods", &roles.goods), ("currency", &roles.currency)] {
        about.entities(name, fillers);
    }
    if let Some(edtf) = statement.time.as_ref().and_then(|time| time.edtf) {
        about.time(edtf, node(RG, "firstDay"), node(RG, "lastDay"));
    }
    if let Some(place) = &statement.place {
        about.place(node(RG, "place"), place);
    }
    about.text("polarity", statement.polarity.name());
    about.text("reality", statement.reality.name());
    about.text("certainty", statement.certainty.name());
    about.rg("confidence", decimal(f64::from(statement.confidence)));
    about.rg("sentence", Literal::from(statement.evidence.sentence));
    let sentence = statement.evidence.span.of(text);
    about.add(node(SCHEMA, "text"), Literal::new_language_tagged_literal_unchecked(sentence, stored.report.language.code()));
    for link in &statement.attribution {
        if let Voice::Source { entity: Some(entity), .. } = &link.voice {
            about.entity(&[node(RG, "voice"), node(PROV, "wasAttributedTo")], entity);
        }
    }
    if let Some(link) = statement.attribution.last() {
        about.text("stance", link.stance.name());
    }
    for (number, quantity) in statement.quantities.iter().enumerate() {
        let amount = NamedNode::new_unchecked(format!("{}#amount{number}", subject.as_str()));
        about.rg("amount", amount.clone());
        describe_amount(amount, quantity, &mut sink);
        about = About { subject: subject.clone(), sink: &mut sink };
    }
}

fn describe_amount(subject: NamedNode, quantity: &Quantity, sink: &mut Sink<'_>) {
    let mut about = About { subject, sink };
    about.is(node(SCHEMA, "QuantitativeValue"));
    about.add(node(SCHEMA, "value"), decimal(quantity.value));
    if let Unit::Symbol(unit) | Unit::Counted(unit) = &quantity.unit {
        about.add(node(SCHEMA, "unitText"), Literal::new_simple_literal(&**unit));
    }
    about.text("measure", quantity.measure.name());
}

/// An event; its statements by their addresses.
pub(super) fn event(event: &Event, mut sink: Sink<'_>) {
    let mut about = About { subject: words::event(&event.id.0), sink: &mut sink };
    about.is(node(SEM, "Event"));
    about.text("frame", event.frame.as_str());
    about.code(event.plover.as_ref());
    if let Some(relation) = event.relation {
        about.text("relation", relation.name());
    }
    let taking_part = node(SEM, "hasActor");
    event.actors.iter().for_each(|actor| about.entity(&[taking_part.clone(), node(RG, "actor")], actor));
    event.recipients.iter().for_each(|recipient| about.entity(&[taking_part.clone(), node(RG, "recipient")], recipient));
    if let Some(edtf) = event.time {
        about.time(edtf, node(SEM, "hasEarliestBeginTimeStamp"), node(SEM, "hasLatestEndTimeStamp"));
        if let (Some(first), true) = (edtf.first_day(), edtf.first_day() == edtf.last_day()) {
            about.add(node(SEM, "hasTimeStamp"), date(first));
        }
    }
    if let Some(place) = &event.place {
        about.place(node(SEM, "hasPlace"), place);
    }
    about.text("phase", event.phase.name());
    about.rg("belief", decimal(event.belief.value));
    about.rg("origins", Literal::from(event.belief.origins.len() as u64));
    derived(&mut about, &event.statements);
}

/// A state; its statements by their addresses.
pub(super) fn state(state: &State, mut sink: Sink<'_>) {
    let mut about = About { subject: words::state(&state.outline.id.0), sink: &mut sink };
    about.is(node(RG, "State"));
    about.text("frame", state.outline.frame.as_str());
    about.text("relation", state.outline.relation.name());
    about.entity(&[node(RG, "subject")], &state.outline.subject);
    if let Some(object) = &state.outline.object {
        about.entity(&[node(RG, "object")], object);
    }
    if let Some(matter) = &state.outline.matter {
        about.entity(&[node(RG, "matter")], matter);
    }
    about.time(state.outline.valid().0, node(SCHEMA, "startDate"), node(SCHEMA, "endDate"));
    about.text("status", state.outline.status.name());
    about.rg("belief", decimal(state.belief.value));
    about.rg("origins", Literal::from(state.belief.origins.len() as u64));
    derived(&mut about, state.evidence.iter().map(|testimony| &*testimony.stored));
}

/// A conflict, with its sides as `rg:side` followed by what each says.
pub(super) fn conflict(conflict: &Conflict, mut sink: Sink<'_>) {
    let subject = words::conflict(&conflict.id.0);
    let mut about = About { subject: subject.clone(), sink: &mut sink };
    about.is(node(RG, "Conflict"));
    about.text("kind", conflict.kind.name());
    about.text("frame", conflict.frame.as_str());
    about.rg("score", decimal(conflict.score));
    if let Some(explanation) = conflict.explanation {
        about.text("reconciledBy", explanation.name());
    }
    let on = match conflict.subject {
        Subject::Event(one) => vec![words::event(&one.0)],
        Subject::Events(one, other) => vec![words::event(&one.0), words::event(&other.0)],
        Subject::State(one) => vec![words::state(&one.0)],
    };
    on.into_iter().for_each(|on| about.rg("on", on));
    for (number, side) in conflict.sides.iter().enumerate() {
        let node_of_side = NamedNode::new_unchecked(format!("{}#side{number}", subject.as_str()));
        About { subject: subject.clone(), sink: &mut sink }.rg("side", node_of_side.clone());
        let mut about = About { subject: node_of_side, sink: &mut sink };
        about.text("says", &side.says);
        derived(&mut about, &side.statements);
    }
}

fn derived<'a>(about: &mut About<'_, '_>, statements: impl IntoIterator<Item = &'a StoredStatement>) {
    for stored in statements {
        about.add(node(PROV, "wasDerivedFrom"), words::statement(&stored.id.0));
    }
}

/// Every triple of what `filter` wants, thing by thing.
pub(super) fn all(
    snapshot: &Snapshot,
    filter: &registan_record::Filter,
    out: &mut dyn FnMut(Triple) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let mut buffer: Vec<Triple> = Vec::new();
    let mut flush = |buffer: &mut Vec<Triple>| buffer.drain(..).try_for_each(&mut *out);
    let mut last: Option<(ReportId, String)> = None;
    for stored in snapshot.statements(filter)? {
        let stored = stored?;
        let known = last.as_ref().is_some_and(|(id, _)| *id == stored.report.id);
        if !known {
            report(&stored.report, &mut |triple| buffer.push(triple));
            last = Some((stored.report.id, snapshot.report(stored.report.id)?.report.text));
        }
        let text = last.as_ref().map_or("", |(_, text)| text);
        statement(&stored, text, &mut |triple| buffer.push(triple));
        flush(&mut buffer)?;
    }
    for found in snapshot.events(filter, Page::default())? {
        event(&found, &mut |triple| buffer.push(triple));
        flush(&mut buffer)?;
    }
    for found in snapshot.states(filter)? {
        state(&found, &mut |triple| buffer.push(triple));
        flush(&mut buffer)?;
    }
    for found in snapshot.conflicts(filter)? {
        conflict(&found, &mut |triple| buffer.push(triple));
        flush(&mut buffer)?;
    }
    Ok(())
}
