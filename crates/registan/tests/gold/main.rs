//! Everything that we wrote with what it says is read by the whole program: the examples of the frame lexicon, the gold sentences, whom
//! their names stand for and on whose word they are. What fails yet is listed in `gold/`; the tests fail when something fails that is not listed, and when something that is listed passes, so that the lists stay true.
//!
//! `REGISTAN_UPDATE_GOLD=1 cargo test -p registan --test gold` writes the lists anew.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, reason = "a test may fail loudly, and tells its measure")]

mod lexicon;
mod linking;
mod reality;
mod sentences;
mod voices;

use std::{collections::BTreeSet, fmt::Write as _, fs, path::PathBuf};

/// A path below `gold/`.
fn gold(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../gold").join(path)
}

/// Fails where the failures are others than those of a list, or writes the list.
fn settle(list: &str, head: &str, failing: &BTreeSet<String>) {
    let path = gold(list);
    if std::env::var_os("REGISTAN_UPDATE_GOLD").is_some() {
        let lines = failing.iter().fold(head.to_owned(), |text, line| text + line + "\n");
        fs::write(&path, lines).unwrap();
        return;
    }
    let text = fs::read_to_string(&path).unwrap_or_default();
    let listed: BTreeSet<String> = text.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect();
    let mut differences = String::new();
    for line in failing.difference(&listed) {
        writeln!(differences, "fails and is not listed: {line}").unwrap();
    }
    for line in listed.difference(failing) {
        writeln!(differences, "is listed and passes (take it off the list): {line}").unwrap();
    }
    assert!(differences.is_empty(), "gold/{list}:\n{differences}");
}
