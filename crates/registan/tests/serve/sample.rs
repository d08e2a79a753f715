//! A small record of known content: two papers, two languages, an event told twice, a denial, a membership and a sanction.

use std::path::Path;

use registan_record::{Reading, Record, Unread};
use registan_types::*;

/// Fills a record.
pub(crate) fn fill(path: &Path) {
    let mut record = Record::open(path).unwrap();
    let reports = [
        report(
            "news/herald-1.txt",
            "The Herald",
            "2023-03-22",
            Language::English,
            "Xi visits Moscow\n\nXi Jinping visited Russia on 20 March 2023. Russia attacked Ukraine in 2022. Iran joined the SCO in July 2023.",
        ),
        report(
            "news/courant-1.txt",
            "De Courant",
            "2023-03-23",
            Language::Dutch,
            "Xi Jinping bezocht Rusland op 20 maart 2023. Volgens Tass viel Rusland Oekraïne niet aan in 2022.",
        ),
        report(
            "news/herald-2.txt",
            "The Herald",
            "2023-05-02",
            Language::English,
            "The United States imposed sanctions on Russia on 1 May 2023. China may visit Russia in 2024.",
        ),
    ];
    for (second, report) in (0_i64..).zip(&reports) {
        let reading = Reading {
            reader: ReaderVersion { version: "0.1.0".into(), model: "m".into(), frames: "f".into(), knowledge: "k".into() },
            statements: statements(report),
            sentences: 3,
            unread: unread(report),
        };
        record.add(report, &reading, RecordedAt(jiff::Timestamp::from_second(1_700_000_000 + second).unwrap())).unwrap();
    }
}

/// As readings keep it, word by word; of the first report as former ones did, counted over the whole text.
fn unread(report: &Report) -> Vec<Unread> {
    match report.text.find("impose") {
        Some(start) => vec![Unread { span: Span::new(start, start + "imposed".len()), reason: "no-fit".into() }],
        None => vec![Unread { span: Span::new(0, report.text.len()), reason: "no-unit 2".into() }],
    }
}

fn report(uri: &str, publisher: &str, published: &str, language: Language, text: &str) -> Report {
    let published = PublishedAt::on(published.parse().unwrap());
    let source = Source { uri: uri.into(), publisher: Some(publisher.into()) };
    let body = text.find("\n\n").map_or(0, |end| end + 2);
    let mut blocks = vec![Block { kind: BlockKind::Paragraph, span: Span::new(body, text.len()), date: None }];
    if body > 0 {
        blocks.insert(0, Block { kind: BlockKind::Title, span: Span::new(0, body - 2), date: None });
    }
    Report { id: ReportId::of(language, published, text), source, published, language, text: text.into(), blocks }
}

fn statements(report: &Report) -> Vec<Statement> {
    let told: &[(&str, &str, &str, &str, &str)] = match report.source.uri.as_str() {
        "news/herald-1.txt" => &[
            ("Xi Jinping", "visited", "Russia| on", "2023-03-20", "visit"),
            ("Russia| attacked", "attacked", "Ukraine", "2022", "attack"),
            ("Iran", "joined", "the SCO", "2023-07", "join"),
        ],
        "news/courant-1.txt" => &[
            ("Xi Jinping", "bezocht", "Rusland| op", "2023-03-20", "visit"),
            ("Rusland| Oekraïne", "viel", "Oekraïne", "2022", "attack-denied"),
        ],
        _ => &[
            ("The United States", "imposed", "Russia| on", "2023-05-01", "sanction"),
            ("China", "visit", "Russia| in", "2024", "visit-possible"),
        ],
    };
    (0..).zip(told).map(|(sentence, told)| statement(report, sentence, told)).collect()
}

fn statement(report: &Report, sentence: u32, (actor, trigger, recipient, time, what): &(&str, &str, &str, &str, &str)) -> Statement {
    // What stands behind `|` only tells which of several places is meant.
    let span = |marked: &str| {
        let start = report.text.rfind(&marked.replace('|', "")).unwrap();
        Span::new(start, start + marked.split('|').next().unwrap().len())
    };
    let (frame, rest) = what.split_once('-').unwrap_or((what, ""));
    let (kind, relation) = match frame {
        "visit" => (PloverType::Consult, None),
        "attack" => (PloverType::Assault, None),
        "sanction" => (PloverType::Sanction, Some(Relation::Sanctions)),
        _ => (PloverType::Cooperate, Some(Relation::MemberOf)),
    };
    let trigger = span(trigger);
    let start = report.text[..trigger.start as usize].rfind(['.', '\n']).map_or(0, |end| end + 1);
    let start = start + report.text[start..].len() - report.text[start..].trim_start().len();
    let end = report.text[trigger.end as usize..].find('.').map_or(report.text.len(), |end| trigger.end as usize + end + 1);
    let mut attribution = vec![Attribution { voice: Voice::Author, stance: Stance::Reports }];
    if rest == "denied" {
        let entity = Grounded {
            id: None,
            name: "TASS".into(),
            kind: EntityKind::Organisation,
            country: "RUS".parse().ok(),
            sector: Some(Sector::Media),
        };
        attribution
            .push(Attribution { voice: Voice::Source { level: 1, span: span("Tass"), entity: Some(entity) }, stance: Stance::Asserts });
    }
    Statement {
        frame: FrameName::new(frame),
        plover: Some(PloverCode { kind, mode: None, contexts: vec![] }),
        cameo: None,
        relation,
        reciprocal: false,
        actors: vec![filler(actor, span(actor))],
        recipients: vec![filler(recipient, span(recipient))],
        roles: Roles::default(),
        time: Some(StatedTime { edtf: time.parse().ok(), span: None }),
        place: None,
        quantities: vec![],
        polarity: if rest == "denied" { Polarity::Denied } else { Polarity::Affirmed },
        reality: if rest == "possible" { Reality::Possible } else { Reality::Actual },
        certainty: Certainty::Certain,
        attribution,
        trigger: Trigger { span: trigger, parts: vec![] },
        evidence: Evidence { sentence, span: Span::new(start, end) },
        confidence: 0.9,
    }
}

/// Who some words name; the span is that of the words.
fn filler(words: &str, span: Span) -> Filler {
    let (id, name, kind, country) = match words.split([' ', '|']).next().unwrap_or("") {
        "Xi" => ("Q15031", "Xi Jinping", EntityKind::Person, "CHN"),
        "Russia" | "Rusland" => ("Q159", "Russia", EntityKind::State, "RUS"),
        "Ukraine" | "Oekraïne" => ("Q212", "Ukraine", EntityKind::State, "UKR"),
        "Iran" => ("Q794", "Iran", EntityKind::State, "IRN"),
        "the" => ("Q485207", "Shanghai Cooperation Organisation", EntityKind::Organisation, ""),
        "China" => ("Q148", "China", EntityKind::State, "CHN"),
        _ => ("Q30", "United States", EntityKind::State, "USA"),
    };
    let entity = Grounded { id: Some(EntityId::new(id)), name: name.into(), kind, country: country.parse().ok(), sector: None };
    Filler { span, entity, implicit: false }
}
