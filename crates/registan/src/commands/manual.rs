//! Completions for shells, and the manual page.

use anyhow::Result;
use clap::CommandFactory;
use clap_complete::Shell;

use super::{Exit, Streams};
use crate::options::raw::Cli;

/// Writes the completions of a shell.
pub(super) fn completions(shell: Shell, streams: &mut Streams<'_>) -> Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "registan", &mut script);
    streams.out.write_all(&script)?;
    Ok(Exit::Done)
}

/// Writes the manual page, the commands one after another.
pub(super) fn man(streams: &mut Streams<'_>) -> Result<Exit> {
    let mut program = Cli::command();
    program.build();
    clap_mangen::Man::new(program.clone()).render(&mut streams.out)?;
    for command in program.get_subcommands().filter(|command| !command.is_hide_set()) {
        let man = clap_mangen::Man::new(command.clone());
        writeln!(streams.out, ".SH \"REGISTAN {}\"", command.get_name().to_uppercase())?;
        man.render_description_section(&mut streams.out)?;
        man.render_options_section(&mut streams.out)?;
    }
    Ok(Exit::Done)
}
