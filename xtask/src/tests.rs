//! `cargo xtask test`: every check and every test, in the order of what they cost.

use std::{
    io::Write,
    process::{Command, Stdio},
    time::Instant,
};

use crate::{knowledge, pages, root, tidy};

/// Runs every step; stops at the first that fails.
pub(crate) fn run(_: &[String]) -> Result<(), String> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let cargo = |args: &[&str]| step(&cargo, args);
    let begun = Instant::now();
    cargo(&["fmt", "--all", "--check"])?;
    say("tidy");
    tidy::run(&[])?;
    say("knowledge");
    knowledge::run(&[])?;
    cargo(&["clippy", "--workspace", "--all-targets", "--locked", "--quiet", "--", "-D", "warnings"])?;
    if has_nextest() {
        cargo(&["nextest", "run", "--workspace", "--locked", "--no-fail-fast"])?;
    } else {
        cargo(&["test", "--workspace", "--locked", "--no-fail-fast", "--lib", "--bins", "--tests"])?;
    }
    cargo(&["test", "--workspace", "--locked", "--doc"])?;
    say("pages");
    pages::run()?;
    say(&format!("all steps passed in {} s", begun.elapsed().as_secs()));
    Ok(())
}

fn step(program: &str, args: &[&str]) -> Result<(), String> {
    say(&format!("cargo {}", args.join(" ")));
    let status = Command::new(program).args(args).current_dir(root()).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`cargo {}` failed ({status})", args.join(" "))),
        Err(error) => Err(format!("`{program}` could not be run: {error}")),
    }
}

fn has_nextest() -> bool {
    let asked = Command::new("cargo-nextest").args(["nextest", "--version"]).stdout(Stdio::null()).stderr(Stdio::null()).status();
    asked.is_ok_and(|status| status.success())
}

/// Tells what goes on.
pub(crate) fn say(text: &str) {
    let _ = writeln!(std::io::stderr(), "\n== {text}");
}
