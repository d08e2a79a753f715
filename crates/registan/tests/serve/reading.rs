//! What can be read.

use axum::http::{Method, StatusCode, header};
use serde_json::Value;

use crate::{Server, request};

fn ids(list: &Value) -> Vec<&str> {
    list["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap()).collect()
}

#[test]
fn the_overview_counts() {
    let server = Server::new();
    let overview = server.json("/overview");
    assert_eq!(overview["counts"]["reports"], 3);
    assert_eq!(overview["counts"]["statements"], 7);
    assert_eq!(overview["counts"]["conflicts"], 1);
    assert_eq!(overview["languages"], serde_json::json!({"en": 2, "nl": 1}));
    assert_eq!((&overview["first"], &overview["last"]), (&"2023-03-22".into(), &"2023-05-02".into()));
    assert_eq!(overview["publishers"][0]["publisher"], "The Herald");
    assert_eq!(overview["actors"][0]["party"]["entity"], "Q159");
    assert_eq!(overview["contested"][0]["kind"], "polarity");
    let then = server.json("/overview?known=2023-03-22");
    assert_eq!((&then["counts"]["reports"], &then["counts"]["conflicts"]), (&1.into(), &0.into()));
}

#[test]
fn a_report_comes_with_text_and_statements() {
    let server = Server::new();
    let list = server.json("/reports");
    assert_eq!(list["items"][0]["published"], "2023-05-02");
    let id = list["items"][2]["id"].as_str().unwrap();
    let report = server.json(&format!("/reports/{id}"));
    let text: Vec<char> = report["text"].as_str().unwrap().chars().collect();
    assert_eq!(report["title"], "Xi visits Moscow");
    assert_eq!(report["unread"][0]["count"], 2);
    let placed = server.json(&format!("/reports/{}", list["items"][0]["id"].as_str().unwrap()));
    assert_eq!(placed["unread"], serde_json::json!([{"start": 18, "end": 25, "reason": "no-fit", "count": 1}]));
    let statements = report["statements"].as_array().unwrap();
    assert_eq!(statements.len(), 3);
    for statement in statements {
        let span = &statement["trigger"];
        let (start, end) = (span["start"].as_u64().unwrap() as usize, span["end"].as_u64().unwrap() as usize);
        assert_eq!(text[start..end].iter().collect::<String>(), span["text"].as_str().unwrap());
    }
    assert_eq!(server.get("/reports/00000000000000000000000000000000").status, StatusCode::NOT_FOUND);
    assert_eq!(server.get("/reports/x").status, StatusCode::NOT_FOUND);
}

#[test]
fn an_event_gathers_both_papers() {
    let server = Server::new();
    let events = server.json("/events?frame=visit&reality=actual");
    assert_eq!(events["total"], 1);
    let id = events["items"][0]["id"].as_str().unwrap();
    let event = server.json(&format!("/events/{id}"));
    assert_eq!(event["statements"].as_array().unwrap().len(), 2);
    assert_eq!(event["statements"][0]["report"]["published"], "2023-03-22");
    assert_eq!(event["statements"][1]["evidence"]["text"], "Xi Jinping bezocht Rusland op 20 maart 2023.");
    assert_eq!(event["merges"][0]["by"], "rules");
    assert_eq!(event["phases"][0]["phase"], "carried_out");
    assert_eq!(event["statements"][0]["event"], id);
    // In lists the first told stands first.
    assert_eq!(events["items"][0]["statements"][0]["report"]["published"], "2023-03-22");
    assert_eq!(events["items"][0]["statement_count"], 2);
    let statement = event["statements"][1]["id"].as_str().unwrap();
    assert_eq!(server.json(&format!("/statements/{statement}"))["frame"], "visit");
    // One after another: of each page what concerns its statements.
    let page = |cursor: usize| server.json(&format!("/events/{id}?limit=1&cursor={cursor}"));
    let (one, other) = (page(0), page(1));
    assert_eq!((&one["statements"][0], &other["statements"][0]), (&event["statements"][0], &event["statements"][1]));
    assert_eq!((&one["next"], &other["next"], &one["statement_count"]), (&"1".into(), &Value::Null, &2.into()));
    let merges = |page: &Value| page["merges"].as_array().unwrap().len();
    assert_eq!((merges(&one) + merges(&other), &one["phases"][0]["statement_count"]), (1, &2.into()));
    assert_eq!(server.get("/events/11111111111111111111111111111111").status, StatusCode::NOT_FOUND);
}

#[test]
fn dutch_names_stand_beside_english_ones() {
    let server = Server::new();
    let russia = server.json("/actors/Q159");
    assert_eq!((&russia["party"]["name"], &russia["party"]["name_nl"]), (&"Russia".into(), &"Rusland".into()));
    let told = server.json("/statements?report=herald-2.txt&frame=sanction");
    assert_eq!(told["items"][0]["recipients"][0]["name_nl"], "Rusland");
    assert_eq!(told["items"][0]["actors"][0]["name_nl"], "Verenigde Staten");
    // Where both languages have the same name there is no label.
    let iran = server.json("/actors/Q794");
    assert_eq!((&iran["party"]["name"], iran["party"].get("name_nl")), (&"Iran".into(), None));
}

#[test]
fn parties_are_found_by_their_names_in_either_language() {
    let server = Server::new();
    let found = |query: &str| server.json(&format!("/actors?{query}"))["items"].as_array().unwrap().clone();
    for words in ["Rusland", "rusl", "Russia", "russische%20federatie"] {
        let found = found(&format!("q={words}"));
        assert!(found.iter().any(|actor| actor["party"]["entity"] == "Q159"), "{words}: {found:?}");
    }
    assert_eq!(found("q=Rusland&kind=person").len(), 0);
    assert_eq!(found("q=").len(), found("").len());
}

#[test]
fn what_was_printed_is_told_by_publisher() {
    let server = Server::new();
    let press = server.json("/press");
    assert_eq!(press["items"][0]["start"], "2023-03-01");
    let reports = |list: &Value| list["items"].as_array().unwrap().iter().map(|point| point["reports"].as_u64().unwrap()).sum::<u64>();
    assert_eq!((reports(&press), reports(&server.json("/press?step=day&from=2023-05"))), (3, 1));
    assert_eq!(server.get("/press?step=year").status, StatusCode::BAD_REQUEST);
}

#[test]
fn a_pair_tells_what_its_chart_leaves_out() {
    let server = Server::new();
    let left_out = |query: &str| server.json(&format!("/pairs?{query}"))["left_out"].clone();
    assert_eq!(left_out("actor=CHN&actor=RUS"), serde_json::json!({"unreal": 1, "undated": 0, "vague": 0, "uncoded": 0}));
    let attacks = left_out("actor=RUS&actor=UKR");
    assert_eq!(attacks["vague"].as_u64().unwrap() + attacks["unreal"].as_u64().unwrap(), 1, "{attacks}");
}

#[test]
fn filters_narrow_and_pages_follow() {
    let server = Server::new();
    let count = |query: &str| server.json(&format!("/statements?{query}"))["items"].as_array().unwrap().len();
    for (query, expected) in [
        ("", 7),
        ("actor=RUS", 6),
        ("actor=RUS&actor=Q212", 2),
        ("actor=Oekra%C3%AFne", 2),
        ("type=CONSULT", 3),
        ("relation=member_of", 1),
        ("polarity=denied", 1),
        ("voice=TASS", 1),
        ("reality=possible", 1),
        ("text=bezocht", 2),
        ("from=2023-07-01", 2),
        ("report=herald-2.txt", 2),
        ("known=2023-03-22", 3),
    ] {
        assert_eq!(count(query), expected, "{query}");
    }
    for list in ["/statements", "/events", "/states", "/reports", "/actors"] {
        let all = server.json(&format!("{list}?limit=500"));
        let (mut seen, mut cursor) = (Vec::new(), Some(String::new()));
        while let Some(at) = cursor {
            let page = server.json(&format!("{list}?limit=2&cursor={at}"));
            assert!(page["items"].as_array().unwrap().len() <= 2);
            seen.extend(page["items"].as_array().unwrap().clone());
            cursor = page["next"].as_str().map(str::to_owned);
        }
        assert_eq!(&Value::from(seen), &all["items"], "{list}");
    }
}

#[test]
fn states_conflicts_and_their_words() {
    let server = Server::new();
    let states = server.json("/states?relation=member_of");
    assert_eq!(states["items"][0]["actors"][0]["name"], "Iran");
    let state = server.json(&format!("/states/{}", ids(&states)[0]));
    assert_eq!(state["statements"][0]["evidence"]["text"], "Iran joined the SCO in July 2023.");
    let conflicts = server.json("/conflicts?explained=true");
    let conflict = server.json(&format!("/conflicts/{}", ids(&conflicts)[0]));
    assert_eq!(conflict["statements"].as_array().unwrap().len(), 2);
    assert_eq!((&conflict["statement_count"], &conflict["next"]), (&2.into(), &Value::Null));
    let told_at = |cursor: usize| {
        let page = server.json(&format!("/conflicts/{}?limit=1&cursor={cursor}", ids(&conflicts)[0]));
        let carried: Vec<usize> =
            page["sides"].as_array().unwrap().iter().map(|side| side["statements"].as_array().unwrap().len()).collect();
        assert_eq!(carried.iter().sum::<usize>(), 1);
        (page["statements"][0]["id"].clone(), page["next"].clone())
    };
    let ((one, next), (other, end)) = (told_at(0), told_at(1));
    assert_eq!((next, end), ("1".into(), Value::Null));
    assert!(one != other && conflict["statements"].as_array().unwrap().iter().all(|told| told["id"] == one || told["id"] == other));
    assert_eq!(server.get(&format!("/conflicts/{}?limit=0", ids(&conflicts)[0])).status, StatusCode::BAD_REQUEST);
    assert_eq!(server.get("/states/x").status, StatusCode::NOT_FOUND);
    assert_eq!(server.get("/conflicts/x").status, StatusCode::NOT_FOUND);
}

#[test]
fn dossiers_pairs_and_the_world() {
    let server = Server::new();
    let russia = server.json("/actors/Q159");
    assert_eq!(russia["party"]["name"], "Russia");
    assert_eq!(russia["roles"], serde_json::json!({"actor": 2, "recipient": 4, "voice": 0}));
    assert!(russia["lat"].is_number() && russia["names"].as_array().unwrap().contains(&"Rusland".into()));
    assert_eq!(russia["states"][0]["relation"], "sanctions");
    assert_eq!(server.json("/actors/RUS")["says"][0]["polarity"], "denied");
    assert_eq!(server.get("/actors/Nobody%20At%20All").status, StatusCode::NOT_FOUND);
    let pair = server.json("/pairs?actor=CHN&actor=RUS&step=day");
    assert_eq!((&pair["points"][0]["start"], &pair["points"][0]["statements"]), (&"2023-03-20".into(), &2.into()));
    assert_eq!(server.get("/pairs?actor=CHN").status, StatusCode::BAD_REQUEST);
    let world = server.json("/world");
    assert_eq!(world["sanctions"][0]["actors"][0]["name"], "United States");
    assert!(world["links"].as_array().unwrap().iter().any(|link| link["a"] == "Q148" && link["b"] == "Q159"));
    assert!(server.json("/world?by=party")["links"].as_array().unwrap().iter().any(|link| link["a"] == "Q15031"));
}

#[test]
fn reports_are_compared() {
    let server = Server::new();
    let reports = server.json("/reports");
    let id = |place: usize| reports["items"][place]["id"].as_str().unwrap();
    let compared = server.json(&format!("/compare?report={}&report={}", id(2), id(1)));
    assert_eq!(compared["common"].as_array().unwrap().len(), 2);
    assert_eq!(compared["only"][0]["events"][0]["frame"], "join");
    assert_eq!(compared["contradicted"][0]["kind"], "polarity");
    assert_eq!(server.get(&format!("/compare?report={}", id(0))).status, StatusCode::BAD_REQUEST);
}

#[test]
fn search_finds_everything() {
    let server = Server::new();
    let found = server.json("/search?q=oekra");
    assert_eq!(found["reports"].as_array().unwrap().len(), 1);
    assert!(found["reports"][0]["snippet"].as_str().unwrap().contains("Oekraïne"));
    let found = server.json("/search?q=rusland");
    assert_eq!(found["actors"][0]["party"]["name"], "Russia");
    assert_eq!(server.json("/search?q=visit")["frames"][0]["gloss"]["nl"], "bezoek");
    assert_eq!(server.json("/search?q=")["actors"].as_array().unwrap().len(), 0);
    assert_eq!(server.get("/search?q=%22%20OR%20(").status, StatusCode::OK);
}

#[test]
fn sql_frames_changes_and_the_session() {
    let server = Server::new();
    let table = server.json("/sql?query=SELECT%20frame,%20count(*)%20AS%20n%20FROM%20statements%20GROUP%20BY%20frame%20ORDER%20BY%20frame");
    assert_eq!((&table["columns"][1], &table["rows"][0][1]), (&"n".into(), &2.into()));
    for query in ["DROP%20TABLE%20log_entry", "nonsense", ""] {
        assert_eq!(server.get(&format!("/sql?query={query}")).status, StatusCode::BAD_REQUEST, "{query}");
    }
    assert!(server.json("/sql/views").as_array().unwrap().len() >= 4);
    assert!(server.json("/frames").as_array().unwrap().len() > 50);
    assert_eq!(server.json("/frames/visit")["plover"]["type"], "CONSULT");
    let changes = server.json("/changes?since=2023-11-14T22:13:21Z");
    assert_eq!(changes["reports"].as_array().unwrap().len(), 2);
    assert_eq!(server.get("/changes").status, StatusCode::BAD_REQUEST);
    let session = server.json("/session");
    assert_eq!((&session["can_judge"], &session["record"]), (&false.into(), &"registan.db".into()));
}

#[test]
fn sparql_is_answered_by_its_protocol() {
    let server = Server::new();
    let ask = |kind: &str, body: &str| {
        let builder = request(Method::POST, "/api/v1/sparql").header(header::CONTENT_TYPE, kind);
        server.send(builder.body(axum::body::Body::from(body.to_owned())).unwrap())
    };
    let select = "SELECT ?s WHERE { ?s ?p ?o } LIMIT 3";
    for (kind, body) in [
        ("application/sparql-query", select.to_owned()),
        ("application/json", serde_json::json!({ "query": select }).to_string()),
        ("application/x-www-form-urlencoded", "query=SELECT+?s+WHERE+{+?s+?p+?o+}+LIMIT+3".to_owned()),
    ] {
        let answer = ask(kind, &body);
        assert_eq!(answer.header(header::CONTENT_TYPE), "application/sparql-results+json", "{}", answer.text());
        assert_eq!(answer.json()["results"]["bindings"].as_array().unwrap().len(), 3);
    }
    assert_eq!(server.get("/sparql?query=ASK%20%7B%7D").json()["boolean"], true);
    for wrong in ["", "DELETE WHERE { ?s ?p ?o }", "SELECT * WHERE { SERVICE <http://example.org/> { ?s ?p ?o } }"] {
        assert_eq!(ask("application/sparql-query", wrong).status, StatusCode::BAD_REQUEST, "{wrong}");
    }
}

#[test]
fn tables_come_as_csv() {
    let server = Server::new();
    let answer = server.get("/statements?format=csv&limit=2");
    assert_eq!(answer.header(header::CONTENT_TYPE), "text/csv; charset=utf-8");
    assert_eq!(answer.header(header::LINK), "</api/v1/statements?format=csv&limit=2&cursor=2>; rel=\"next\"");
    let text = answer.text();
    assert!(text.starts_with("id,") && text.lines().count() == 3, "{text}");
    let accepted = request(Method::GET, "/api/v1/events").header(header::ACCEPT, "text/csv").body(axum::body::Body::empty()).unwrap();
    assert!(server.send(accepted).text().starts_with("id,"));
    assert_eq!(server.get("/statements?format=xml").status, StatusCode::BAD_REQUEST);
}

#[test]
fn what_is_unchanged_is_not_sent_again() {
    let server = Server::new();
    let first = server.get("/events");
    let tag = first.header(header::ETAG);
    assert!(tag.starts_with("W/\""), "{tag}");
    let ask = |address: &str, tag: &str| {
        server.send(request(Method::GET, address).header(header::IF_NONE_MATCH, tag).body(axum::body::Body::empty()).unwrap()).status
    };
    assert_eq!(ask("/api/v1/events", tag), StatusCode::NOT_MODIFIED);
    assert_eq!(ask("/api/v1/states", tag), StatusCode::OK);
    assert_eq!(server.get("/events").body, first.body);
    registan_record::Record::open(server.folder.path().join("registan.db"))
        .unwrap()
        .retract(
            server.json("/reports")["items"][0]["id"].as_str().unwrap().parse().unwrap(),
            registan_types::PublishedAt::UNKNOWN,
            "wrong",
            registan_types::RecordedAt(jiff::Timestamp::from_second(1_700_001_000).unwrap()),
        )
        .unwrap();
    assert_eq!(ask("/api/v1/events", tag), StatusCode::OK);
}

#[test]
fn wrong_parameters_are_problems() {
    let server = Server::new();
    for address in [
        "/events?type=NONE",
        "/events?limit=0",
        "/events?cursor=x",
        "/events?from=soon",
        "/statements?text=%22",
        "/actors?kind=god",
        "/nowhere",
    ] {
        let answer = server.get(address);
        assert!(answer.status.is_client_error(), "{address}: {}", answer.status);
        assert_eq!(answer.header(header::CONTENT_TYPE), "application/problem+json", "{address}");
        assert_eq!(answer.json()["status"], answer.status.as_u16());
    }
}
