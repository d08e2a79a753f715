//! The commands: each takes resolved options and writes to the streams it is given.

mod pipeline;

mod demo;
mod read;
mod reread;
mod serve;

mod statements;
mod views;
mod why;

mod changes;
mod query;
mod series;

mod erase;
mod export;

mod frames;
mod knowledge;
mod parse;
mod score;

mod manual;

pub use pipeline::Summary;

use std::io::Write;

use anyhow::Result;

use crate::{
    options::{
        ChangesOptions, DemoOptions, EraseOptions, ExportOptions, FrameQuestion, ImportOptions, ParseOptions, QueryOptions, ReadOptions,
        RereadOptions, ScoreOptions, SeriesOptions, ServeOptions, StatementsOptions, UsageError, ViewOptions,
        raw::{Cli, Command, KnowledgeTask},
    },
    terminal::Style,
};

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// All was done.
    Done,
    /// Something was refused, or a check failed.
    Refused,
}

impl Exit {
    /// The exit status.
    pub fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Refused => 1,
        }
    }
}

/// Where a command writes.
pub struct Streams<'o> {
    /// The standard output.
    pub out: &'o mut dyn Write,
    /// How to write there.
    pub style: Style,
}

/// Runs a command line.
///
/// # Errors
/// When an option makes no sense ([`UsageError`]), or the command fails.
pub fn run(cli: Cli, streams: &mut Streams<'_>) -> Result<Exit> {
    match cli.command {
        Command::Demo(args) => demo::run(&DemoOptions::try_from(args)?, streams),
        Command::Serve(args) => serve::run(&ServeOptions::try_from(args)?, streams),
        Command::Read(args) => read::run(&ReadOptions::try_from(args)?, streams),
        Command::Reread(args) => reread::run(&RereadOptions::try_from(args)?, streams),
        Command::Statements(args) => statements::run(&StatementsOptions::try_from(args)?, streams),
        Command::Events(args) => views::events(&ViewOptions::try_from(args)?, streams),
        Command::State(args) => views::states(args.with_knowledge, &ViewOptions::try_from(args.view)?, streams),
        Command::Conflicts(args) => views::conflicts(args.explained, &ViewOptions::try_from(args.view)?, streams),
        Command::Series(args) => series::run(&SeriesOptions::try_from(args)?, streams),
        Command::Changes(args) => changes::run(&ChangesOptions::try_from(args)?, streams),
        Command::Sql(args) => query::sql(&QueryOptions::try_from(args)?, streams),
        Command::Sparql(args) => query::sparql(&QueryOptions::try_from(args)?, streams),
        Command::Parse(args) => parse::run(&ParseOptions::try_from(args)?, streams),
        Command::Score(args) => score::run(&ScoreOptions::try_from(args)?, streams),
        Command::Export(args) => export::run(&ExportOptions::try_from(args)?, streams),
        Command::Erase(args) => erase::run(&EraseOptions::try_from(args)?, streams),
        Command::Frames(args) => frames::run(&FrameQuestion::try_from(args.question)?, &args.packs.packs, streams),
        Command::Knowledge(args) => match args.task {
            KnowledgeTask::Import(args) => knowledge::import(&ImportOptions::try_from(args)?, streams),
        },
        Command::Completions { shell } => manual::completions(shell, streams),
        Command::Man => manual::man(streams),
    }
}

/// Whether an error is one of usage: exit status 2.
pub fn is_usage(error: &anyhow::Error) -> bool {
    error.is::<UsageError>()
}
