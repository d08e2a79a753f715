//! The record as RDF, and SPARQL 1.1 over it.
//!
//! The vocabulary stands in `docs/vocabulary.md`: events by SEM, provenance by PROV-O, reports by schema.org, entities by
//! their Wikidata ids. A query is answered from what it touches: a graph is made of the record piece by piece, as far
//! as the query asks for it, and is dropped with the answer. Nothing is written, and no other service is asked.

mod answer;
mod dataset;
mod graph;
mod mapping;
mod vocabulary;

pub use answer::Answer;
pub use vocabulary::PREFIXES;

use std::{
    sync::{
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
    time::Duration,
};

use registan_record::{RecordError, Snapshot};
use spareval::{QueryEvaluationError, QueryEvaluator, QueryResults};
use spargebra::{Query, SparqlParser};

use dataset::{Lazy, LoadError, Loader};

/// How far a query may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// After so long it is stopped with an error.
    pub time: Duration,
    /// After so many rows it is stopped, and the answer says so.
    pub rows: usize,
    /// A query that touches more statements than this is refused.
    pub statements: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { time: Duration::from_secs(10), rows: 10_000, statements: 100_000 }
    }
}

/// Why a query has no answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RdfError {
    /// It is no query of SPARQL 1.1; updates are none either.
    #[error("the query cannot be read: {0}")]
    Syntax(String),
    /// It took too long.
    #[error("the query was stopped after {0:?}")]
    TooLong(Duration),
    /// It touches too much.
    #[error("the query touches more than {0} statements; name an actor, statement, event or report in it, or ask in SQL")]
    TooMuch(usize),
    /// It cannot be answered, as one that asks another service.
    #[error("the query cannot be answered: {0}")]
    Evaluation(String),
    /// The record cannot be read.
    #[error(transparent)]
    Record(#[from] RecordError),
}

/// Answers a query in SPARQL 1.1 over what counts on the snapshot's clocks.
///
/// # Errors
/// When the query is no query, asks for another service, or goes beyond the limits; when the record cannot be read.
pub fn query(snapshot: &Snapshot, query: &str, limits: Limits) -> Result<Answer, RdfError> {
    let query = parse(query)?;
    let stop = &AtomicBool::new(false);
    let (done, finished) = mpsc::channel::<()>();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            // Whoever hangs up first: the answer, or the clock.
            if finished.recv_timeout(limits.time) == Err(mpsc::RecvTimeoutError::Timeout) {
                stop.store(true, Ordering::Relaxed);
            }
        });
        let loader = Loader::new(snapshot, limits.statements, stop);
        let answer = answer(&query, Lazy::new(&loader), limits);
        drop(done);
        // A dataset that has failed or was stopped has given less than there is.
        let fault = loader.fault();
        match fault {
            Some(LoadError::TooMuch) => Err(RdfError::TooMuch(limits.statements)),
            Some(LoadError::Record(error)) => Err(RdfError::Record(error)),
            None if stop.load(Ordering::Relaxed) => Err(RdfError::TooLong(limits.time)),
            None => answer,
        }
    })
}

/// Every triple of the record, as N-Triples; in the order of what they tell of.
///
/// # Errors
/// When the record cannot be read or `out` cannot be written.
pub fn write_n_triples(snapshot: &Snapshot, filter: &registan_record::Filter, out: &mut dyn std::io::Write) -> anyhow::Result<()> {
    mapping::all(snapshot, filter, &mut |triple| Ok(writeln!(out, "{triple} .")?))
}

fn parse(query: &str) -> Result<Query, RdfError> {
    let mut parser = SparqlParser::new();
    for (name, iri) in PREFIXES {
        parser = parser.with_prefix(*name, *iri).map_err(|error| RdfError::Syntax(error.to_string()))?;
    }
    parser.parse_query(query).map_err(|error| RdfError::Syntax(error.to_string()))
}

fn answer<'l>(query: &Query, dataset: Lazy<'l>, limits: Limits) -> Result<Answer, RdfError> {
    let evaluator = QueryEvaluator::new();
    let fault = |error: QueryEvaluationError| RdfError::Evaluation(error.to_string());
    match evaluator.prepare(query).execute(dataset).map_err(fault)? {
        QueryResults::Boolean(value) => Ok(Answer::Boolean(value)),
        QueryResults::Solutions(solutions) => {
            let variables = solutions.variables().to_vec();
            let (mut rows, mut truncated) = (Vec::new(), false);
            for solution in solutions {
                let solution = solution.map_err(fault)?;
                if rows.len() >= limits.rows {
                    truncated = true;
                    break;
                }
                rows.push(variables.iter().map(|variable| solution.get(variable).cloned()).collect());
            }
            Ok(Answer::Solutions { variables, rows, truncated })
        }
        QueryResults::Graph(found) => {
            let (mut triples, mut truncated) = (Vec::new(), false);
            for triple in found {
                let triple = triple.map_err(fault)?;
                if triples.len() >= limits.rows {
                    truncated = true;
                    break;
                }
                triples.push(triple);
            }
            Ok(Answer::Graph { triples, truncated })
        }
    }
}
