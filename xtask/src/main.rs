//! Chores of the project, run as `cargo xtask NAME`.

mod knowledge;
mod pages;
mod tests;
mod tidy;

use std::{io::Write, process::ExitCode};

/// A chore: its name, what it does, and the function that does it.
type Chore = (&'static str, &'static str, fn(&[String]) -> Result<(), String>);

const CHORES: &[Chore] = &[
    ("test", "everything that must hold before a change is kept: format, lints, tidiness, all tests", tests::run),
    ("knowledge", "whether every row of the tables in knowledge/ can stand", knowledge::run),
    ("tidy", "what the guide calls checkable: file heads, links, sizes, forbidden dependencies", tidy::run),
];

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let name = args.next().unwrap_or_default();
    let rest: Vec<String> = args.collect();
    let mut err = std::io::stderr();
    let Some((_, _, chore)) = CHORES.iter().find(|(known, ..)| *known == name) else {
        let _ = writeln!(err, "usage: cargo xtask NAME\n");
        for (name, about, _) in CHORES {
            let _ = writeln!(err, "  {name:10} {about}");
        }
        return ExitCode::from(2);
    };
    match chore(&rest) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            let _ = writeln!(err, "xtask {name}: {problem}");
            ExitCode::FAILURE
        }
    }
}

/// The root of the project.
fn root() -> std::path::PathBuf {
    let here = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}
