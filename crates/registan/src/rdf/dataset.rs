//! The record as a dataset that a query pulls from: pieces are turned into triples when a query first asks for them.

use std::{
    cell::RefCell,
    collections::HashSet,
    convert::Infallible,
    rc::Rc,
    sync::atomic::{AtomicBool, Ordering},
};

use oxrdf::Term;
use registan_record::{Filter, Page, PartyRef, RecordError, Snapshot, StoredStatement};
use registan_types::{ReportId, StatementId};
use spareval::{InternalQuad, QueryableDataset};

use super::{
    graph::{Graph, Id},
    mapping,
    vocabulary::{PROV, RG, SEM, Thing, thing},
};

/// Why a piece cannot be had.
#[derive(Debug, thiserror::Error)]
pub(super) enum LoadError {
    #[error("too many statements")]
    TooMuch,
    #[error(transparent)]
    Record(#[from] RecordError),
}

/// Fetches pieces of the record into a graph, each once.
#[derive(Debug)]
pub(super) struct Loader<'s> {
    snapshot: &'s Snapshot,
    /// No more statements than this.
    most: usize,
    /// Whether time is up.
    stop: &'s AtomicBool,
    /// What went wrong; from then on the dataset is empty.
    fault: RefCell<Option<LoadError>>,
    graph: RefCell<Graph>,
    done: RefCell<HashSet<Piece>>,
    statements: RefCell<HashSet<StatementId>>,
    last: RefCell<Option<(ReportId, Rc<str>)>>,
}

/// A piece of the record.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Piece {
    /// All there is.
    Whole,
    /// All in which somebody takes part.
    Party(PartyRef),
    /// One statement.
    Statement(StatementId),
    /// A report with its statements.
    Report(ReportId),
}

impl<'s> Loader<'s> {
    pub(super) fn new(snapshot: &'s Snapshot, most: usize, stop: &'s AtomicBool) -> Self {
        let (fault, graph, done, statements, last) = Default::default();
        Self { snapshot, most, stop, fault, graph, done, statements, last }
    }

    /// What went wrong, if anything did.
    pub(super) fn fault(&self) -> Option<LoadError> {
        self.fault.borrow_mut().take()
    }

    fn is_over(&self) -> bool {
        self.stop.load(Ordering::Relaxed) || self.fault.borrow().is_some()
    }

    /// Fetches what a pattern may match.
    fn prepare(&self, subject: Option<&Term>, predicate: Option<&Term>, object: Option<&Term>) -> Result<(), LoadError> {
        let piece = subject.map_or_else(|| by_object(predicate, object), by_subject);
        match piece {
            Some(piece) => self.load(piece),
            None => Ok(()),
        }
    }

    fn load(&self, piece: Piece) -> Result<(), LoadError> {
        let known = {
            let done = self.done.borrow();
            done.contains(&Piece::Whole) || done.contains(&piece)
        };
        if known {
            return Ok(());
        }
        match &piece {
            Piece::Whole => self.load_filtered(&Filter::default())?,
            Piece::Party(party) => self.load_filtered(&Filter { parties: vec![party.clone()], ..Filter::default() })?,
            Piece::Report(report) => self.load_statements(&Filter { report: Some(*report), ..Filter::default() })?,
            Piece::Statement(id) => {
                if let Some(stored) = self.snapshot.statement(*id)?.filter(|stored| stored.in_force) {
                    self.take(&stored)?;
                }
            }
        }
        self.done.borrow_mut().insert(piece);
        Ok(())
    }

    fn load_filtered(&self, filter: &Filter) -> Result<(), LoadError> {
        self.load_statements(filter)?;
        if self.is_over() {
            return Ok(());
        }
        for event in self.snapshot.events(filter, Page::default())? {
            self.with_sink(|sink| mapping::event(&event, sink));
        }
        if self.is_over() {
            return Ok(());
        }
        for state in self.snapshot.states(filter)? {
            self.with_sink(|sink| mapping::state(&state, sink));
        }
        for conflict in self.snapshot.conflicts(filter)? {
            self.with_sink(|sink| mapping::conflict(&conflict, sink));
        }
        Ok(())
    }

    fn load_statements(&self, filter: &Filter) -> Result<(), LoadError> {
        for stored in self.snapshot.statements(filter)? {
            if self.is_over() {
                return Ok(());
            }
            self.take(&stored?)?;
        }
        if filter == &Filter::default() {
            for info in self.snapshot.reports()? {
                self.with_sink(|sink| mapping::report(&info, sink));
            }
        }
        Ok(())
    }

    fn take(&self, stored: &StoredStatement) -> Result<(), LoadError> {
        if !self.statements.borrow_mut().insert(stored.id) {
            return Ok(());
        }
        if self.statements.borrow().len() > self.most {
            return Err(LoadError::TooMuch);
        }
        let text = self.text(stored)?;
        self.with_sink(|sink| mapping::statement(stored, &text, sink));
        Ok(())
    }

    /// The text of a statement's report; describes the report when it is first met.
    fn text(&self, stored: &StoredStatement) -> Result<Rc<str>, LoadError> {
        let id = stored.report.id;
        if let Some((last, text)) = &*self.last.borrow()
            && *last == id
        {
            return Ok(Rc::clone(text));
        }
        let text: Rc<str> = self.snapshot.report(id)?.report.text.into();
        self.with_sink(|sink| mapping::report(&stored.report, sink));
        *self.last.borrow_mut() = Some((id, Rc::clone(&text)));
        Ok(text)
    }

    fn with_sink(&self, tell: impl FnOnce(mapping::Sink<'_>)) {
        let mut graph = self.graph.borrow_mut();
        tell(&mut |triple| graph.insert(triple));
    }
}

/// The piece that tells everything of a subject; `None` when nothing does.
fn by_subject(subject: &Term) -> Option<Piece> {
    let Term::NamedNode(node) = subject else { return None };
    let iri = node.as_str();
    match thing(iri) {
        Some(Thing::Statement(id)) => Some(Piece::Statement(StatementId(id))),
        Some(Thing::Report(id)) => Some(Piece::Report(ReportId::from_bytes(id))),
        // Entities are told of wherever they stand, and events, states and conflicts are found through statements.
        Some(_) => Some(Piece::Whole),
        // Amounts and sides come with what they belong to; terms of the vocabulary are no subjects.
        None => iri.contains('#').then_some(Piece::Whole).filter(|_| iri.starts_with("urn:registan:")),
    }
}

/// The piece that holds every triple with this object and predicate.
fn by_object(predicate: Option<&Term>, object: Option<&Term>) -> Option<Piece> {
    let (Some(Term::NamedNode(predicate)), Some(Term::NamedNode(object))) = (predicate, object) else { return Some(Piece::Whole) };
    let takes_part = [(RG, "actor"), (RG, "recipient"), (SEM, "hasActor"), (RG, "subject"), (RG, "object")];
    let is = |(namespace, name): &(&str, &str)| predicate.as_str().strip_prefix(namespace) == Some(name);
    match thing(object.as_str()) {
        Some(Thing::Entity(id)) if takes_part.iter().any(is) => Some(Piece::Party(PartyRef::Entity(id))),
        Some(Thing::Named(name)) if takes_part.iter().any(is) => Some(Piece::Party(PartyRef::Named(name))),
        Some(Thing::Report(id)) if is(&(PROV, "wasDerivedFrom")) => Some(Piece::Report(ReportId::from_bytes(id))),
        _ => Some(Piece::Whole),
    }
}

/// The dataset of one query.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lazy<'l> {
    loader: &'l Loader<'l>,
}

impl<'l> Lazy<'l> {
    pub(super) fn new(loader: &'l Loader<'l>) -> Self {
        Self { loader }
    }

    fn find(&self, subject: Option<Id>, predicate: Option<Id>, object: Option<Id>) -> Vec<[Id; 3]> {
        let loader = self.loader;
        if loader.is_over() {
            return Vec::new();
        }
        let term = |id: Option<Id>| id.and_then(|id| loader.graph.borrow().term(id).cloned());
        // What is in the graph by its subject is there whole.
        let told = subject.is_some_and(|subject| loader.graph.borrow().tells_of(subject));
        if !told && let Err(error) = loader.prepare(term(subject).as_ref(), term(predicate).as_ref(), term(object).as_ref()) {
            *loader.fault.borrow_mut() = Some(error);
            return Vec::new();
        }
        loader.graph.borrow().find(subject, predicate, object)
    }
}

impl<'l> QueryableDataset<'l> for Lazy<'l> {
    type InternalTerm = Id;
    type Error = Infallible;

    fn internal_quads_for_pattern(
        &self,
        subject: Option<&Id>,
        predicate: Option<&Id>,
        object: Option<&Id>,
        graph_name: Option<Option<&Id>>,
    ) -> impl Iterator<Item = Result<InternalQuad<Id>, Infallible>> + use<'l> {
        let found = match graph_name {
            // There is one graph, and it has no name.
            Some(None) => self.find(subject.copied(), predicate.copied(), object.copied()),
            None | Some(Some(_)) => Vec::new(),
        };
        let loader = self.loader;
        let quads = found.into_iter().map(|[subject, predicate, object]| Ok(InternalQuad { subject, predicate, object, graph_name: None }));
        // Running dry is what ends an evaluation soonest; an error would be told again for every row.
        quads.take_while(|_| !loader.is_over())
    }

    fn internalize_term(&self, term: Term) -> Result<Id, Infallible> {
        Ok(self.loader.graph.borrow_mut().id(term))
    }

    fn externalize_term(&self, term: Id) -> Result<Term, Infallible> {
        // Every number was given out by this graph.
        let term = self.loader.graph.borrow().term(term).cloned();
        Ok(term.unwrap_or_else(|| oxrdf::BlankNode::default().into()))
    }
}
