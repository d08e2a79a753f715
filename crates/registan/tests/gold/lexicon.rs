//! The examples of every frame.

use std::collections::BTreeSet;

use registan::engine::Engine;

const HEAD: &str = "# Examples of the frame lexicon that are not yet read as they must be: frame, language, text.\n\
# Written by `REGISTAN_UPDATE_GOLD=1 cargo test -p registan --test gold`; it should only ever shrink.\n";

#[test]
fn examples_are_read_as_they_must_be() {
    let (engine, _) = Engine::new(&[]).expect("the bundled reader");
    let outcome = engine.reader().check_examples(|_| true, |report| engine.analyse(report).ok());
    let line = |failure: &registan_reading::Failure| format!("{}\t{}\t{}", failure.frame, failure.language, failure.text);
    let failing: BTreeSet<String> = outcome.failures.iter().map(line).collect();
    super::settle("frames.known.tsv", HEAD, &failing);
    assert!(outcome.passed > 3 * failing.len(), "{} examples pass, {} fail: more than a quarter", outcome.passed, failing.len());
}
