//! The contract's own example, made by hand, and laws of every form.

use registan_types::*;

use super::*;

const TEXT: &str = "Volgens Reuters bracht de Japanse premier Fumio Kishida in maart 2023 een bezoek aan Kyiv.";

fn span(words: &str) -> Span {
    let start = TEXT.find(words).unwrap();
    Span::new(start, start + words.len())
}

fn entity(id: Option<&str>, name: &str, kind: EntityKind, country: Option<&str>, sector: Option<Sector>) -> Grounded {
    Grounded { id: id.map(EntityId::new), name: name.to_owned(), kind, country: country.map(|code| code.parse().unwrap()), sector }
}

fn visit() -> Statement {
    Statement {
        frame: FrameName::new("visit"),
        plover: Some(PloverCode { kind: PloverType::Consult, mode: Some("visit".into()), contexts: vec!["diplomatic".into()] }),
        cameo: Some(Cameo { code: "042".into(), goldstein: 1.9 }),
        relation: None,
        reciprocal: false,
        actors: vec![Filler {
            span: span("de Japanse premier Fumio Kishida"),
            entity: entity(Some("Q1"), "Fumio Kishida", EntityKind::Person, Some("JPN"), Some(Sector::Government)),
            implicit: false,
        }],
        recipients: vec![Filler {
            span: span("Kyiv"),
            entity: entity(Some("Q212"), "Ukraine", EntityKind::State, Some("UKR"), None),
            implicit: false,
        }],
        roles: Roles::default(),
        time: Some(StatedTime { edtf: Some("2023-03".parse().unwrap()), span: Some(span("in maart 2023")) }),
        place: Some(Place {
            name: "Kyiv".to_owned(),
            id: Some(EntityId::new("Q1899")),
            country: "UKR".parse().ok(),
            coordinates: Some((50.45, 30.52)),
            span: span("Kyiv"),
        }),
        quantities: Vec::new(),
        polarity: Polarity::Affirmed,
        reality: Reality::Actual,
        certainty: Certainty::Certain,
        attribution: vec![
            Attribution { voice: Voice::Author, stance: Stance::Reports },
            Attribution {
                voice: Voice::Source {
                    level: 1,
                    span: span("Reuters"),
                    entity: Some(entity(Some("Q130879"), "Reuters", EntityKind::Organisation, None, None)),
                },
                stance: Stance::Asserts,
            },
        ],
        trigger: Trigger { span: span("bracht"), parts: vec![span("een bezoek")] },
        evidence: Evidence { sentence: 0, span: Span::new(0, TEXT.len()) },
        confidence: 0.91,
    }
}

fn form(statement: &Statement, text: &str) -> StatementForm {
    let published = PublishedAt::on("2023-04-02".parse().unwrap());
    let report = ReportForm {
        id: "0f".to_owned(),
        ..ReportForm::of(
            ReportId::of(Language::Dutch, published, text),
            &Source { uri: "news/kishida.txt".to_owned(), publisher: None },
            published,
            Language::Dutch,
        )
    };
    let reader = ReaderVersion { version: "0.1.0".into(), model: "m".into(), frames: "f".into(), knowledge: "k".into() };
    StatementForm::of(StatementId([0xAB; 16]), &report, statement, &reader, &Words::new(text))
}

#[test]
fn the_contracts_example() {
    let expected = concat!(
        r#"{"id":"abababababababababababababababab","report":{"id":"0f","uri":"news/kishida.txt","publisher":null,"published":"2023-04-02","language":"nl"},"#,
        r#""sentence":0,"evidence":{"start":0,"end":90,"text":"Volgens Reuters bracht de Japanse premier Fumio Kishida in maart 2023 een bezoek aan Kyiv."},"#,
        r#""trigger":{"start":16,"end":22,"text":"bracht","parts":[{"start":70,"end":80,"text":"een bezoek"}]},"#,
        r#""frame":"visit","plover":{"type":"CONSULT","mode":"visit","contexts":["diplomatic"],"score":4.0},"#,
        r#""cameo":"042","quad":1,"goldstein":1.9,"relation":null,"reciprocal":false,"#,
        r#""actors":[{"text":"de Japanse premier Fumio Kishida","start":23,"end":55,"entity":"Q1","name":"Fumio Kishida","#,
        r#""kind":"person","country":"JPN","sector":"GOV","implicit":false}],"#,
        r#""recipients":[{"text":"Kyiv","start":85,"end":89,"entity":"Q212","name":"Ukraine","kind":"state","country":"UKR","sector":null,"implicit":false}],"#,
        r#""roles":{"topic":[],"office":[],"goods":[],"currency":[],"casualties":[]},"#,
        r#""time":{"edtf":"2023-03","text":"in maart 2023","start":56,"end":69},"#,
        r#""place":{"name":"Kyiv","entity":"Q1899","country":"UKR","lat":50.45,"lon":30.52,"text":"Kyiv","start":85,"end":89},"#,
        r#""polarity":"affirmed","reality":"actual","certainty":"certain","#,
        r#""attribution":[{"voice":"author","stance":"reports"},"#,
        r#"{"voice":"source","level":1,"stance":"asserts","text":"Reuters","start":8,"end":15,"entity":"Q130879","name":"Reuters","kind":"organisation","country":null}],"#,
        r#""quantities":[],"confidence":0.91,"reader":{"version":"0.1.0","model":"m","frames":"f","knowledge":"k"}}"#,
    );
    assert_eq!(serde_json::to_string(&form(&visit(), TEXT)).unwrap(), expected);
}

#[test]
fn what_is_open_is_null_and_lists_are_never() {
    let mut bare = visit();
    bare.plover = None;
    bare.cameo = None;
    bare.time = Some(StatedTime { edtf: None, span: None });
    bare.place = None;
    bare.attribution =
        vec![Attribution { voice: Voice::Source { level: 1, span: span("Volgens"), entity: None }, stance: Stance::Reports }];
    let written = serde_json::to_value(form(&bare, TEXT)).unwrap();
    for key in ["plover", "cameo", "quad", "goldstein", "relation", "place"] {
        assert!(written[key].is_null(), "{key}");
    }
    assert_eq!(written["time"], serde_json::json!({"edtf": null, "text": null, "start": null, "end": null}));
    assert_eq!(
        written["attribution"],
        serde_json::json!([{"voice": "source", "level": 1, "stance": "reports", "text": "Volgens", "start": 0, "end": 7}])
    );
    assert_eq!(written["roles"]["casualties"], serde_json::json!([]));
}

#[test]
fn amounts_and_harm() {
    let text = "Zeker 137 Oekraïners gedood, voor 146,8 miljard dollar schade.";
    let at = |words: &str| {
        let start = text.find(words).unwrap();
        Span::new(start, start + words.len())
    };
    let mut statement = visit();
    let killed = Quantity {
        value: 137.0,
        value_max: None,
        approximate: false,
        unit: Unit::Counted("people".into()),
        si: None,
        per: None,
        measure: Measure::Count,
        span: at("137 Oekraïners"),
    };
    statement.quantities = vec![Quantity {
        value: 146.8e9,
        unit: Unit::Symbol("USD".into()),
        measure: Measure::Money,
        per: Some("year".into()),
        span: at("146,8 miljard dollar"),
        ..killed.clone()
    }];
    statement.roles.casualties.killed = Some(killed);
    let written = serde_json::to_string(&form(&statement, text)).unwrap();
    let harm = r#""casualties":[{"harm":"killed","value":137,"unit":"people","value_si":null,"unit_si":null,"per":null,"measure":"count","text":"137 Oekraïners","start":6,"end":20}]"#;
    assert!(written.contains(harm), "{written}");
    let amount = r#"{"value":146800000000,"unit":"USD","value_si":null,"unit_si":null,"per":"year","measure":"money","text":"146,8 miljard dollar","start":34,"end":54}"#;
    assert!(written.contains(amount), "{written}");
}

#[test]
fn forms_survive_a_round_trip() {
    let form = form(&visit(), TEXT);
    let written = serde_json::to_string(&form).unwrap();
    let again: StatementForm = serde_json::from_str(&written).unwrap();
    assert_eq!(again, form);
    assert_eq!(serde_json::to_string(&again).unwrap(), written);
}
