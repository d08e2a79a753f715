//! The program from outside: what it writes, how it ends, and what it makes of files.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

mod asking;
mod commands;
mod intake;
mod laws;
mod readme;

use std::path::Path;

use assert_cmd::Command;

/// The program, in `folder`, with nothing of the surroundings to change what it writes.
fn registan(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::cargo_bin("registan").expect("the program is built with its tests");
    command.current_dir(folder).args(args).env_remove("REGISTAN_RECORD").env("NO_COLOR", "1").env("COLUMNS", "100");
    command
}

/// What a run wrote and how it ended, as one text.
fn account(folder: &Path, args: &[&str]) -> String {
    let output = registan(folder, args).output().expect("the program runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let status = output.status.code().map_or("killed".to_owned(), |code| code.to_string());
    let mut account = format!("$ registan {}\n{}", args.join(" "), text(&output.stdout));
    if !output.stderr.is_empty() {
        account.push_str(&format!("--- errors\n{}", text(&output.stderr)));
    }
    format!("{account}--- status {status}\n")
}

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder for the test");
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).expect("a file for the test");
    }
    folder
}

/// A report whose reading is nobody's business here.
const REPORT: &str = "Ministers meet in Vienna\n\nVienna, 4 March 2020\n\nThe foreign ministers of Austria and Slovakia met in Vienna on Tuesday. \
    They spoke about a new railway between their countries, the Austrian minister said.\n";
