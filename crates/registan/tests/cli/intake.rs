//! Files in `tests/intake/`, and what the door makes of each; the same text in other dress.

use std::{io::Write, path::Path};

use proptest::prelude::*;
use registan::intake::{Arrival, FieldNames, Intake, IntakeOptions, Reason};

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/intake"))
}

fn taken_in(name: &str, bytes: &[u8]) -> Vec<Arrival> {
    taken_with(IntakeOptions::default(), name, bytes)
}

fn taken_with(options: IntakeOptions, name: &str, bytes: &[u8]) -> Vec<Arrival> {
    let mut arrivals = Vec::new();
    Intake::new(options).bytes(name, bytes, &mut |arrival| arrivals.push(arrival));
    arrivals
}

/// What came of a file, as text.
fn account(arrivals: &[Arrival]) -> String {
    let mut account = String::new();
    for arrival in arrivals {
        match arrival {
            Err(refusal) => account.push_str(&format!("refused  {refusal}\n")),
            Ok(report) => {
                let publisher = report.source.publisher.as_deref().unwrap_or("nobody");
                account.push_str(&format!("report   {} by {publisher}, {}, {}\n", report.source.uri, report.published, report.language));
                for block in &report.blocks {
                    let date = block.date.map_or(String::new(), |date| format!(" ({date})"));
                    account.push_str(&format!("  {:9}{date} {:?}\n", block.kind.name(), block.span.of(&report.text)));
                }
            }
        }
    }
    account
}

#[test]
fn files() {
    let mut names: Vec<_> = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    for name in names {
        let bytes = std::fs::read(folder().join(&name)).unwrap();
        insta::assert_snapshot!(format!("intake_{name}"), account(&taken_in(&name, &bytes)));
    }
}

/// The report in a file, in some dress.
fn dressed(name: &str, dress: impl FnOnce(&str) -> Vec<u8>) -> Vec<Arrival> {
    let text = std::fs::read_to_string(folder().join("caption-first.nl.txt")).unwrap();
    taken_in(name, &dress(&text))
}

#[test]
fn the_same_text_in_any_dress_is_the_same_report() {
    let plain = dressed("a.txt", |text| text.as_bytes().to_vec());
    let id = plain[0].as_ref().unwrap().id;
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let gzip = |text: &str| {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        packed.write_all(text.as_bytes()).unwrap();
        packed.finish().unwrap()
    };
    let dresses = [
        dressed("bom.txt", |text| format!("\u{feff}{text}").into_bytes()),
        dressed("utf16.txt", utf16),
        dressed("utf16-bom.txt", |text| [vec![0xFF, 0xFE], utf16(text)].concat()),
        dressed("windows.txt", |text| encoding_rs::WINDOWS_1252.encode(text).0.into_owned()),
        dressed("a.txt.gz", gzip),
        dressed("nameless", gzip),
        dressed("a.txt.zst", |text| zstd::encode_all(text.as_bytes(), 3).unwrap()),
    ];
    for arrivals in dresses {
        assert_eq!(arrivals.len(), 1, "{}", account(&arrivals));
        assert_eq!(arrivals[0].as_ref().unwrap().id, id, "{}", account(&arrivals));
    }
}

#[test]
fn broken_archives_are_named() {
    let text = "The ministers met. ".repeat(5000);
    let whole = zstd::encode_all(text.as_bytes(), 3).unwrap();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::none());
    gzip.write_all(text.as_bytes()).unwrap();
    let gzip = gzip.finish().unwrap();
    let reason = |bytes: &[u8]| taken_in("a.txt.gz", bytes)[0].clone().unwrap_err().reason;
    assert_eq!(reason(&gzip[..gzip.len() / 2]), Reason::Truncated("gzip"));
    assert_eq!(reason(&whole[..whole.len() / 2]), Reason::Truncated("zstd"));
    let mut damaged = gzip.clone();
    let middle = damaged.len() - 6;
    damaged[middle] ^= 0xFF;
    assert_eq!(reason(&damaged), Reason::Damaged("gzip"));
}

#[test]
fn records_before_a_cut_are_kept() {
    let line = format!("{{\"text\": \"{}\", \"lang\": \"en\"}}\n", "The ministers met in Vienna. ".repeat(50));
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::none());
    gzip.write_all(line.repeat(40).as_bytes()).unwrap();
    let gzip = gzip.finish().unwrap();
    let arrivals = taken_in("a.jsonl.gz", &gzip[..gzip.len() / 2]);
    let (last, first) = arrivals.split_last().unwrap();
    assert!(first.len() > 10 && first.iter().all(Result::is_ok));
    assert_eq!(last.clone().unwrap_err().reason, Reason::Truncated("gzip"));
}

#[test]
fn a_line_of_two_hundred_megabytes_does_not_hide_the_next() {
    struct Long(u64);
    impl std::io::Read for Long {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let size = buffer.len().min(usize::try_from(self.0).unwrap_or(usize::MAX));
            buffer[..size].fill(b'x');
            self.0 -= size as u64;
            Ok(size)
        }
    }
    let head = &b"{\"text\": \""[..];
    let tail = &b"\"}\n{\"text\": \"The ministers met in Vienna on Tuesday and spoke about the new railway.\"}\n"[..];
    let mut packed = zstd::Encoder::new(Vec::new(), 1).unwrap();
    std::io::copy(&mut std::io::Read::chain(std::io::Read::chain(head, Long(200 << 20)), tail), &mut packed).unwrap();
    let arrivals = taken_in("long.jsonl.zst", &packed.finish().unwrap());
    assert!(matches!(arrivals[0].clone().unwrap_err().reason, Reason::TooLong(_)));
    assert_eq!(arrivals[1].as_ref().unwrap().source.uri, "long.jsonl.zst#2");
}

#[test]
fn what_the_user_says_goes_before_what_files_say() {
    let text = std::fs::read(folder().join("front-matter.nl.md")).unwrap();
    let options = IntakeOptions {
        published: "2001-01".parse().ok(),
        publisher: Some("Een ander".to_owned()),
        language: Some(registan_types::Language::English),
        fields: FieldNames::default(),
        record: None,
    };
    let report = taken_with(options, "a.md", &text)[0].clone().unwrap();
    assert_eq!((report.published.to_string().as_str(), report.source.publisher.as_deref()), ("2001-01", Some("Een ander")));
    assert_eq!(report.language.code(), "en");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn no_bytes_panic_and_blocks_lie_in_the_text(
        bytes in proptest::collection::vec(any::<u8>(), 0..400),
        words in "([A-Za-zé,.\"<>{}#: \n-]{0,30}|2022-09-14|Beeld ANP|<p>|\\{\"text\": \"|\n\n){0,20}",
        name in "(a\\.(txt|md|html|json|jsonl|csv)|-)",
    ) {
        let options = IntakeOptions { language: Some(registan_types::Language::English), ..IntakeOptions::default() };
        for bytes in [bytes.as_slice(), words.as_bytes()] {
            for report in taken_with(options.clone(), &name, bytes).into_iter().flatten() {
                let mut reached = 0;
                for block in &report.blocks {
                    prop_assert!(block.span.start >= reached && !block.span.of(&report.text).trim().is_empty());
                    reached = block.span.end;
                }
            }
        }
    }
}
