//! Every example of every frame is read by the whole program and must give the statement beside it. Those that do not yet are listed in
//! `gold/frames-known-failures.tsv`; the test fails when one fails that is not listed, and when one that is listed passes.
//!
//! `REGISTAN_UPDATE_GOLD=1 cargo test -p registan --test lexicon_examples` writes the list anew.

use std::{collections::BTreeSet, fmt::Write as _, fs, path::Path};

use registan::engine::Engine;

const HEAD: &str = "# Examples of the frame lexicon that are not yet read as they must be: frame, language, text.\n\
# Written by `REGISTAN_UPDATE_GOLD=1 cargo test -p registan --test lexicon_examples`; it should only ever shrink.\n";

#[test]
fn examples_are_read_as_they_must_be() {
    let Ok((engine, _)) = Engine::new(&[]) else { panic!("the bundled reader cannot be put together") };
    let outcome = engine.reader().check_examples(|_| true, |report| engine.analyse(report).ok());
    let failing: BTreeSet<String> =
        outcome.failures.iter().map(|failure| format!("{}\t{}\t{}", failure.frame, failure.language, failure.text)).collect();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../gold/frames-known-failures.tsv");
    if std::env::var_os("REGISTAN_UPDATE_GOLD").is_some() {
        let lines = failing.iter().fold(HEAD.to_owned(), |text, line| text + line + "\n");
        assert!(fs::write(&path, lines).is_ok(), "the list cannot be written");
        return;
    }
    let text = fs::read_to_string(&path).unwrap_or_default();
    let listed: BTreeSet<String> = text.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect();
    let mut report = String::new();
    for line in failing.difference(&listed) {
        let _ = writeln!(report, "fails and is not listed: {line}");
    }
    for line in listed.difference(&failing) {
        let _ = writeln!(report, "is listed and passes (take it off the list): {line}");
    }
    assert!(report.is_empty(), "{report}\n{} examples pass, {} fail", outcome.passed, failing.len());
    assert!(outcome.passed > 3 * failing.len(), "more than a quarter of the examples fail");
}
