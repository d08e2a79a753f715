//! `registan knowledge import`: a small dump in the format of Wikidata's own, plain and compressed, and what is read with the pack made of it.
//!
//! `dump.json` holds a few well-known items as far as the importer looks at them, a property, and a line that is cut off.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

use std::{fs, io::Write, path::Path, process::Output};

use assert_cmd::Command;
use serde_json::Value;

const DUMP: &[u8] = include_bytes!("dump.json");

fn registan(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::cargo_bin("registan").unwrap();
    command.current_dir(folder).args(args).env_remove("REGISTAN_RECORD").env("NO_COLOR", "1").env("COLUMNS", "100");
    command.output().unwrap()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

/// In two streams behind each other, as parallel compressors write them.
fn bzip2(bytes: &[u8]) -> Vec<u8> {
    let (front, back) = bytes.split_at(bytes.len() / 2);
    let packed = [front, back].map(|half| {
        let mut packed = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::best());
        packed.write_all(half).unwrap();
        packed.finish().unwrap()
    });
    packed.concat()
}

/// Imports a dump and gives what was told, the pack and its terms.
fn import(name: &str, bytes: &[u8], more: &[&str]) -> (Output, String, String) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), bytes).unwrap();
    let args = [&["knowledge", "import", name, "--out", "world.tsv"], more].concat();
    let output = registan(folder.path(), &args);
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap_or_default();
    assert!(!folder.path().join("world.tsv.part").exists());
    (output, read("world.tsv"), read("world.terms.tsv"))
}

/// The cells of the row with this id.
fn row<'p>(pack: &'p str, id: &str) -> Option<Vec<&'p str>> {
    pack.lines().map(|line| line.split('\t').collect::<Vec<_>>()).find(|row| row.first() == Some(&id))
}

#[test]
fn every_compression_gives_the_same_pack() {
    let (output, plain, terms) = import("dump.json", DUMP, &[]);
    let told = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1), "one line is malformed");
    assert!(told.contains("1 line malformed"), "{told}");
    assert!(String::from_utf8_lossy(&output.stderr).contains("line 6: no entity"), "the line is named");
    for (name, bytes) in [("dump.json.gz", gzip(DUMP)), ("dump.json.bz2", bzip2(DUMP)), ("dump", bzip2(DUMP))] {
        let (_, pack, other_terms) = import(name, &bytes, &[]);
        assert_eq!((&pack, &other_terms), (&plain, &terms), "{name}");
    }
}

#[test]
fn entities_become_rows() {
    let (_, pack, terms) = import("dump.json", DUMP, &[]);
    let kennedy = row(&pack, "wikidata/Q9696").unwrap();
    assert_eq!(kennedy[1..4], ["person", "politician", "USA"]);
    assert_eq!(kennedy[7], "John F. Kennedy;JFK?;John Fitzgerald Kennedy;Kennedy?", "single words are dangerous by themselves");
    assert_eq!((kennedy[9], kennedy[10]), ("Q9696", "gender=m"));
    assert!(terms.contains("wikidata/Q9696\toffice/USA/president\t1961-01-20\t1963-11-22\twikidata"), "{terms}");
    assert!(!terms.contains("office/USA/president\t2009"), "a term that is known is left out: {terms}");
    let curie = row(&pack, "wikidata/Q7186").unwrap();
    assert_eq!((curie[3], curie[8], curie[10]), ("", "Marie Curie", "gender=f"), "of two states none is guessed");
    assert!(row(&pack, "wikidata/Q42").is_none(), "too few pages");
    assert!(row(&pack, "wikidata/Q1860").is_none(), "a language is of no class in the table");
}

#[test]
fn what_is_known_gets_further_names_only() {
    let (_, pack, _) = import("dump.json", DUMP, &[]);
    assert!(row(&pack, "state/BEL").is_none(), "all its names are known");
    let paper = row(&pack, "media/nyt").unwrap();
    assert_eq!(paper[7], "Gray Lady", "known without a Wikidata id, by name, kind and country");
    assert!(row(&pack, "wikidata/Q9684").is_none());
    assert!(pack.lines().any(|line| line.starts_with("geonames/") && line.contains("Windy City")), "known as a place, by where it lies");
}

#[test]
fn kinds_and_languages_can_be_chosen() {
    let (_, pack, _) = import("dump.json", DUMP, &["--kinds", "person", "--languages", "nl", "--sitelinks", "0"]);
    let adams = row(&pack, "wikidata/Q42").unwrap();
    assert_eq!((adams[3], adams[7], adams[8]), ("GBR", "", "Douglas Adams"));
    assert!(!pack.contains("\torganisation\t"));
    let (output, ..) = import("dump.json", DUMP, &["--kinds", "ship"]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_dump_that_breaks_off_is_read_so_far() {
    let packed = gzip(DUMP);
    let (output, pack, _) = import("dump.json.gz", &packed[..packed.len() - 20], &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stdout).unwrap().contains("breaks off"));
    assert!(pack.lines().count() > 3);
}

#[test]
fn sentences_are_read_with_the_pack() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("dump.json"), DUMP).unwrap();
    registan(folder.path(), &["knowledge", "import", "dump.json", "--out", "world.tsv"]);
    let text = "The American president visited Germany on Wednesday. John F. Kennedy condemned the Soviet Union.";
    fs::write(folder.path().join("report.txt"), text).unwrap();
    let read = ["read", "report.txt", "--published", "1963-06-27", "--language", "en", "--pack", "world.tsv", "world.terms.tsv"];
    let output = registan(folder.path(), &read);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let said = registan(folder.path(), &["statements", "--json"]);
    let lines = String::from_utf8(said.stdout).unwrap();
    let statements: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let actors: Vec<&str> = statements.iter().filter_map(|one| one["actors"][0]["entity"].as_str()).collect();
    assert_eq!(actors, ["Q9696", "Q9696"], "by office and by name: {lines}");
}
