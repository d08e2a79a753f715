//! Options of what is known of the world, as they are typed.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// `registan knowledge`.
#[derive(Debug, Args)]
pub struct KnowledgeArgs {
    /// What to do.
    #[command(subcommand)]
    pub task: KnowledgeTask,
}

/// What to do with knowledge.
#[derive(Debug, Subcommand)]
pub enum KnowledgeTask {
    /// Make a pack of names from a Wikidata JSON dump
    Import(ImportArgs),
}

/// `registan knowledge import`.
#[derive(Debug, Args)]
#[command(
    after_help = "The dump is a JSON array with one entity a line, as https://dumps.wikimedia.org/wikidatawiki/entities/ has it; it is read once, in
little memory. Taken are labels and aliases, class (P31), country (P17, P27), gender (P21), and terms (P39) in offices that
the program knows; these stand in a second file beside the pack. What the program knows already gets only further names.
A table of classes has the columns wikidata, kind, class and sector, as knowledge/import/wikidata-classes.tsv has them.

Examples:
  registan knowledge import latest-all.json.bz2 --out world.tsv
  registan knowledge import latest-all.json.gz --out people.tsv --kinds person --sitelinks 20
  registan read news/ --pack world.tsv world.terms.tsv

Exit status: 0 when all was read, 1 when lines were malformed or the dump breaks off, 2 on wrong usage."
)]
pub struct ImportArgs {
    /// The dump, also gzip, bzip2 or zstd; - for the standard input
    #[arg(value_name = "DUMP")]
    pub dump: PathBuf,
    /// Where the pack goes; it ends in .tsv
    #[arg(long, value_name = "PACK.tsv")]
    pub out: PathBuf,
    /// Names in which languages
    #[arg(long, value_name = "nl,en", value_delimiter = ',', default_value = "nl,en")]
    pub languages: Vec<String>,
    /// Which kinds of entity: person, state, group, organisation, place or other [default: all]
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    pub kinds: Vec<String>,
    /// Only entities with pages in so many Wikimedia projects
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub sitelinks: usize,
    /// A table of further classes, which goes before the program's own
    #[arg(long, value_name = "TSV")]
    pub classes: Option<PathBuf>,
}
