//! Asking a record in more than one way: what each answer looks like. How well is read is not the matter here.

use super::{REPORT, account, folder};

fn read() -> tempfile::TempDir {
    let place = folder(&[("a.txt", REPORT)]);
    account(place.path(), &["read", "a.txt", "--publisher", "Post"]);
    place
}

#[test]
fn helps_have_examples() {
    let place = folder(&[]);
    for command in ["state", "series", "changes", "sql", "sparql"] {
        let help = account(place.path(), &[command, "--help"]);
        assert!(help.contains("Examples:") && help.ends_with("status 0\n"), "{help}");
    }
    insta::assert_snapshot!(account(place.path(), &["series", "--help"]));
}

#[test]
fn tables_are_written_in_three_forms() {
    let place = read();
    let query = "SELECT uri, publisher, published, language, NULL AS empty FROM reports";
    insta::assert_snapshot!(account(place.path(), &["sql", query]));
    insta::assert_snapshot!(account(place.path(), &["sql", "--csv", query]));
    insta::assert_snapshot!(account(place.path(), &["sql", "--json", query]));
    let query = "SELECT ?uri ?day { ?report a schema:NewsArticle ; schema:url ?uri ; schema:datePublished ?day }";
    insta::assert_snapshot!(account(place.path(), &["sparql", query]));
    insta::assert_snapshot!(account(place.path(), &["sparql", "--csv", query]));
    insta::assert_snapshot!(account(place.path(), &["sparql", "--json", query]));
}

#[test]
fn queries_that_cannot_be_answered_say_why() {
    let place = read();
    for (args, words) in [
        (vec!["sql", "DELETE FROM reports"], "error:"),
        (vec!["sql", "SELECT absent FROM reports"], "no such column"),
        (vec!["sparql", "SELECT {"], "cannot be read"),
        (vec!["sparql", "INSERT DATA { <a:b> <a:c> <a:d> }"], "cannot be read"),
        (vec!["sparql", "SELECT * { SERVICE <http://example.org/> { ?a ?b ?c } }"], "not supported"),
        (vec!["sparql", "nowhere.rq"], "nowhere.rq"),
        (vec!["series", "--actor", "AUT"], "give the option twice"),
        (vec!["changes", "--since", "gisteren"], "write a moment"),
        (vec!["events", "--reality", "true"], "one of actual, planned"),
    ] {
        let account = account(place.path(), &args);
        assert!(account.contains(words) && !account.ends_with("status 0\n"), "{account}");
    }
}

#[test]
fn a_query_without_end_is_stopped() {
    let place = read();
    let query = "SELECT (count(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }";
    let begun = std::time::Instant::now();
    let account = account(place.path(), &["sparql", "--seconds", "1", query]);
    assert!(account.contains("was stopped after 1s"), "{account}");
    assert!(begun.elapsed().as_secs() < 60, "it went on for {:?}", begun.elapsed());
}

#[test]
fn knowledge_is_shown_only_when_asked_for_and_named() {
    let place = read();
    let asked = ["state", "--actor", "Alexander Van der Bellen", "--as-of", "2020-03-04"];
    let plain = account(place.path(), &asked);
    assert!(!plain.contains("knowledge"), "{plain}");
    let mut with = asked.to_vec();
    with.push("--with-knowledge");
    let with = account(place.path(), &with);
    assert!(with.contains("Austria · president · since 2017-01-26") && with.contains("from the program's knowledge"), "{with}");
}

#[test]
fn changes_and_series_are_told() {
    let place = read();
    let changes = account(place.path(), &["changes", "--since", "2020-01-01"]);
    assert!(changes.contains("report added     a.txt") && changes.ends_with("status 0\n"), "{changes}");
    assert!(account(place.path(), &["changes", "--since", "2200-01-01"]).contains("nothing has changed"));
    let series = account(place.path(), &["series", "--actor", "NLD", "--actor", "BEL"]);
    assert!(series.contains("nothing is told of both together"), "{series}");
}

#[test]
fn why_a_sentence_is_read_so_is_told() {
    let place = folder(&[]);
    let told = account(place.path(), &["frames", "why", "Iran blamed Israel for killing a general."]);
    for words in [
        "accuse by its verb accuse",
        "“Israel” = Israel Q801, state",
        "Israel ─obj→ blamed ←",
        "affirmed, actual, certain; on the word of the author · Iran (“Iran”, asserts)",
        "read from 0.",
    ] {
        assert!(told.contains(words), "{words} is not in\n{told}");
    }
    let silent = account(place.path(), &["frames", "why", "--language", "en", "Roses are red."]);
    assert!(silent.contains("no word of it is in any frame"), "{silent}");
    let wrong = account(place.path(), &["frames", "why", "--published", "yesterday", "Roses are red."]);
    assert!(wrong.contains("write a date as") && wrong.ends_with("status 2\n"), "{wrong}");
}
