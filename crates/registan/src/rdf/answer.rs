//! What a query found, and its forms.

use std::io::{self, Write};

use oxrdf::{Term, Triple, Variable};
use registan_record::{Cell, Table};
use sparesults::{QueryResultsFormat, QueryResultsSerializer};

/// The answer to a query.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// Of SELECT.
    Solutions {
        /// The columns.
        variables: Vec<Variable>,
        /// The rows; `None` where a variable is not bound.
        rows: Vec<Vec<Option<Term>>>,
        /// Whether there was more than the limit of rows.
        truncated: bool,
    },
    /// Of ASK.
    Boolean(bool),
    /// Of CONSTRUCT and DESCRIBE.
    Graph {
        /// The triples.
        triples: Vec<Triple>,
        /// Whether there was more than the limit of rows.
        truncated: bool,
    },
}

impl Answer {
    /// The answer as a table for people: addresses without the namespaces of [`super::PREFIXES`], literals by their text.
    pub fn table(&self) -> Table {
        let text = |term: &Term| Cell::Text(shown(term));
        match self {
            Self::Solutions { variables, rows, truncated } => Table {
                columns: variables.iter().map(|variable| variable.as_str().to_owned()).collect(),
                rows: rows.iter().map(|row| row.iter().map(|term| term.as_ref().map_or(Cell::Null, text)).collect()).collect(),
                truncated: *truncated,
            },
            Self::Boolean(value) => {
                Table { columns: vec!["answer".to_owned()], rows: vec![vec![Cell::Text(value.to_string())]], truncated: false }
            }
            Self::Graph { triples, truncated } => Table {
                columns: ["subject", "predicate", "object"].map(str::to_owned).to_vec(),
                rows: triples
                    .iter()
                    .map(|triple| vec![text(&triple.subject.clone().into()), text(&triple.predicate.clone().into()), text(&triple.object)])
                    .collect(),
                truncated: *truncated,
            },
        }
    }

    /// SPARQL 1.1 Query Results JSON; of a graph N-Triples.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        self.write(QueryResultsFormat::Json, out)
    }

    /// SPARQL 1.1 Query Results CSV; of a graph N-Triples.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn write_csv(&self, out: &mut dyn Write) -> io::Result<()> {
        self.write(QueryResultsFormat::Csv, out)
    }

    fn write(&self, format: QueryResultsFormat, out: &mut dyn Write) -> io::Result<()> {
        let serializer = QueryResultsSerializer::from_format(format);
        match self {
            Self::Solutions { variables, rows, .. } => {
                let mut solutions = serializer.serialize_solutions_to_writer(out, variables.clone())?;
                for row in rows {
                    let bound = variables.iter().zip(row).filter_map(|(variable, term)| Some((variable.as_ref(), term.as_ref()?.as_ref())));
                    solutions.serialize(bound)?;
                }
                solutions.finish().map(drop)
            }
            Self::Boolean(value) => serializer.serialize_boolean_to_writer(out, *value).map(drop),
            Self::Graph { triples, .. } => triples.iter().try_for_each(|triple| writeln!(out, "{triple} .")),
        }
    }
}

/// A term for people.
fn shown(term: &Term) -> String {
    match term {
        Term::NamedNode(node) => {
            let iri = node.as_str();
            let short = super::PREFIXES.iter().find_map(|(prefix, namespace)| Some(format!("{prefix}:{}", iri.strip_prefix(namespace)?)));
            short.unwrap_or_else(|| iri.to_owned())
        }
        Term::Literal(literal) => literal.value().to_owned(),
        Term::BlankNode(node) => node.to_string(),
    }
}
