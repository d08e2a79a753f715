//! Random sequences of operations against a model that is too simple to be wrong.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use registan_record::{Added, Clocks, Filter, Reading, Readings, Record, Snapshot};
use registan_types::{Report, ReportId, Statement};

use crate::sample::{at, place, reader, reading, report};

#[derive(Debug, Clone)]
enum Operation {
    Add { content: usize, uri: usize },
    Reread { content: usize, version: usize },
    Retract { content: usize },
    Erase { content: usize },
    Reopen,
    Rebuild,
}

const CONTENTS: [&str; 5] = [
    "CHN visits RUS 2022-02-04.",
    "RUS attacks UKR 2022-02-24. UKR resists RUS.",
    "Kishida visits UKR 2023-03-21. CHN visits RUS 2023-03-20. USA warns CHN.",
    "IND buys RUS 2022.",
    "KAZ hosts CHN 2022-09-14. UZB hosts RUS 2022-09-15.",
];

fn content(content: usize, uri: usize) -> Report {
    report(&format!("{uri}.txt"), "2023-04-01", CONTENTS[content])
}

/// What should be in the record.
#[derive(Default)]
struct Model {
    reports: BTreeMap<usize, Known>,
    erased: BTreeSet<usize>,
}

struct Known {
    uris: BTreeSet<usize>,
    readings: Vec<Reading>,
    retracted: bool,
}

impl Model {
    fn expect(&self, readings: Readings) -> Vec<(String, ReportId, Statement)> {
        let mut rows = Vec::new();
        for (n, known) in &self.reports {
            let uri = known.uris.first().map(|uri| format!("{uri}.txt")).unwrap();
            let wanted: &[Reading] = match readings {
                Readings::All => &known.readings,
                Readings::InForce if known.retracted => &[],
                Readings::InForce => &known.readings[known.readings.len() - 1..],
            };
            for statement in wanted.iter().flat_map(|reading| &reading.statements) {
                rows.push((uri.clone(), content(*n, 0).id, statement.clone()));
            }
        }
        rows.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
        rows
    }
}

fn operation() -> impl Strategy<Value = Operation> {
    let any_content = 0..CONTENTS.len();
    prop_oneof![
        6 => (any_content.clone(), 0..3usize).prop_map(|(content, uri)| Operation::Add { content, uri }),
        3 => (any_content.clone(), 1..4usize).prop_map(|(content, version)| Operation::Reread { content, version }),
        1 => any_content.clone().prop_map(|content| Operation::Retract { content }),
        1 => any_content.prop_map(|content| Operation::Erase { content }),
        1 => Just(Operation::Reopen),
        1 => Just(Operation::Rebuild),
    ]
}

fn run(record: &mut Record, model: &mut Model, operation: &Operation, second: i64, path: &std::path::Path) {
    let moment = at(second);
    match *operation {
        Operation::Add { content: n, uri } => {
            let report = content(n, uri);
            let said = reading(&report, reader("0"));
            let added = record.add(&report, &said, moment).unwrap();
            if model.erased.contains(&n) {
                assert_eq!(added, Added::Removed);
            } else if let Some(known) = model.reports.get_mut(&n) {
                assert_eq!(added, if known.uris.insert(uri) { Added::SourceOnly } else { Added::Known });
            } else {
                assert_eq!(added, Added::New);
                model.reports.insert(n, Known { uris: [uri].into(), readings: vec![said], retracted: false });
            }
        }
        Operation::Reread { content: n, version } => {
            let report = content(n, 0);
            let said = reading(&report, reader(&version.to_string()));
            let done = record.reread(report.id, &said, moment);
            match model.reports.get_mut(&n) {
                Some(known) if known.readings.last().unwrap().reader == said.reader => assert!(!done.unwrap()),
                Some(known) => {
                    assert!(done.unwrap());
                    known.readings.push(said);
                }
                None => assert!(done.is_err()),
            }
        }
        Operation::Retract { content: n } => {
            let done = record.retract(content(n, 0).id, registan_types::PublishedAt::UNKNOWN, "wrong", moment);
            assert_eq!(done.is_ok(), model.reports.contains_key(&n));
            model.reports.entry(n).and_modify(|known| known.retracted = true);
        }
        Operation::Erase { content: n } => {
            let done = record.erase(content(n, 0).id, "law", moment);
            assert_eq!(done.is_ok(), model.reports.remove(&n).is_some());
            if done.is_ok() {
                model.erased.insert(n);
            }
        }
        Operation::Reopen => *record = Record::open(path).unwrap(),
        Operation::Rebuild => {
            let before = record.views_digest().unwrap();
            record.rebuild_views().unwrap();
            assert_eq!(record.views_digest().unwrap(), before);
        }
    }
}

fn stored(path: &std::path::Path, clocks: Clocks, readings: Readings) -> Vec<(String, ReportId, Statement)> {
    let snapshot = Snapshot::open(path, clocks).unwrap();
    let filter = Filter { readings, ..Filter::default() };
    let found = snapshot.statements(&filter).unwrap().map(Result::unwrap);
    found.map(|stored| (stored.report.source.uri.clone(), stored.report.id, stored.statement)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn the_record_agrees_with_the_model(operations in proptest::collection::vec(operation(), 1..25)) {
        let (_folder, path) = place();
        let mut record = Record::open(&path).unwrap();
        let mut model = Model::default();
        for (second, operation) in (0..).zip(&operations) {
            run(&mut record, &mut model, operation, second, &path);
        }
        for readings in [Readings::InForce, Readings::All] {
            prop_assert_eq!(stored(&path, Clocks::default(), readings), model.expect(readings));
        }
    }
}
