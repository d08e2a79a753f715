//! Lists say what the questions say that go through the whole record.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use registan_record::{
    Clocks, ConflictId, EventPlace, EventTally, Filter, Judgement, ListForms, ListPart, Listed, Lists, Page, PartyRef, Readings, Record,
    Schema, Snapshot, State, StateId, StoredStatement,
};
use registan_types::{EntityId, FrameName, PloverType, Relation};

use crate::sample::{at, day, place, reader, reading, report};

/// The identity alone in lists; a state by itself twice.
const FORMS: ListForms<'_> = ListForms {
    version: "test",
    state: &|state| Listed { brief: state.outline.id.0.to_vec(), whole: Some(state.outline.id.0.repeat(2)) },
    conflict: &|conflict| Listed { brief: conflict.id.0.to_vec(), whole: None },
};
const ALL: ListPart = ListPart { offset: 0, limit: usize::MAX };

/// Numbers that look drawn by lot.
struct Chance(u64);

impl Chance {
    fn of<'w>(&mut self, words: &[&'w str]) -> &'w str {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        words[(self.0 >> 33) as usize % words.len()]
    }
}

fn sentence(chance: &mut Chance) -> String {
    let actor = chance.of(&["CHN", "RUS", "USA", "RUS/Putin", "CHN/Xi", "Acme", "RUS+CHN"]);
    let recipient = chance.of(&["CHN", "RUS", "USA", "USA/Biden", "Acme", "-"]);
    let frame = chance.of(&["visits", "attacks", "joins", "pays", "helps"]);
    let relation = chance.of(&["", "", "", " rel:sanctions", " rel:member_of", " rel:ally_of"]);
    let time = chance.of(&["", "", " 2023-03-01", " 2023-03-02", " 2023-03-04", " 2023-03", " 2022", " 2022-12-31", " 2021/2023-01"]);
    let more = chance.of(&["", "", "", " not", " planned", " @Kyiv", " n:40", " n:70", " by:Tass"]);
    format!("{actor} {frame} {recipient}{relation}{time}{more}. ")
}

/// A record of reports of a few days, some without a date, in an order of its own.
fn fill(path: &std::path::Path, seed: u64) -> Record {
    let mut record = Record::open(path).unwrap();
    let mut chance = Chance(seed);
    for n in 0..24 {
        let published = chance.of(&["2023-03-01", "2023-03-03", "2023-03-05", "2023-01-01", ""]);
        let text: String = (0..6).map(|_| sentence(&mut chance)).collect();
        let report = report(&format!("{}{n}.txt", chance.of(&["a/", "b/"])), published, &text);
        record.add(&report, &reading(&report, reader("1")), at(n)).unwrap();
    }
    record
}

fn schema() -> Arc<Schema> {
    let mut schema = Schema::default();
    schema.add(FrameName::new("helps"), None, vec!["begins partner_of".parse().unwrap()]);
    Arc::new(schema)
}

fn filters() -> Vec<Filter> {
    let party = |party: PartyRef| Filter { parties: vec![party], ..Filter::default() };
    let russia = || PartyRef::Country("RUS".parse().unwrap());
    let china = || PartyRef::Country("CHN".parse().unwrap());
    let date = |text: &str| -> Option<Date> { Some(day(text)) };
    vec![
        Filter::default(),
        party(russia()),
        party(PartyRef::Named("acme".into())),
        party(PartyRef::Entity(EntityId::new("x/putin"))),
        Filter { plover: Some(PloverType::Consult), ..party(china()) },
        Filter { plover: Some(PloverType::Assault), ..party(china()) },
        Filter { parties: vec![russia(), china()], ..Filter::default() },
        Filter { parties: vec![china(), russia()], plover: Some(PloverType::Assault), ..Filter::default() },
        Filter { parties: vec![russia(), china()], from: date("2023-03-02"), ..Filter::default() },
        Filter {
            parties: vec![PartyRef::Entity(EntityId::new("x/putin")), PartyRef::Entity(EntityId::new("x/biden"))],
            ..Filter::default()
        },
        Filter { parties: vec![china(), PartyRef::Named("acme".into())], ..Filter::default() },
        Filter { from: date("2023-03-02"), until: date("2023-03-03"), ..party(china()) },
        Filter { from: date("2023-03-02"), until: date("2023-03-03"), ..Filter::default() },
        Filter { until: date("2022-12-31"), ..party(russia()) },
        Filter { frame: Some(FrameName::new("visits")), ..Filter::default() },
    ]
}

fn compare(snapshot: &Snapshot, lists: &Lists) {
    for filter in filters() {
        let direct: Vec<_> =
            snapshot.events(&filter, Page { limit: None, latest_first: true }).unwrap().iter().map(|event| event.id).collect();
        let places = lists.all_events(snapshot, &filter).unwrap();
        let listed: Vec<_> = places.iter().map(|place| lists.event(snapshot, *place).unwrap().id).collect();
        let sorted = |ids: &[registan_record::EventId]| {
            let mut ids = ids.to_vec();
            ids.sort();
            ids
        };
        assert_eq!(sorted(&listed), sorted(&direct), "{filter:?}");
        let page = ListPart { offset: 2, limit: 3 };
        let (part, total) = lists.events(snapshot, &filter, page).unwrap();
        assert_eq!(total, places.len() as u64);
        assert_eq!(lists.statement_list(snapshot, &filter).unwrap(), snapshot.statement_list(&filter).unwrap(), "{filter:?}");
        assert_eq!(part, places.iter().skip(2).take(3).copied().collect::<Vec<_>>());
        narrowed(snapshot, lists, &filter, &places);
    }
    let states: Vec<Vec<u8>> = snapshot.states(&Filter::default()).unwrap().iter().map(|state| state.outline.id.0.to_vec()).collect();
    assert_eq!(lists.states(snapshot, ALL).unwrap(), states);
    let conflicts = snapshot.conflicts(&Filter::default()).unwrap();
    assert!(!conflicts.is_empty() && !states.is_empty());
    assert_eq!(lists.conflicts(snapshot, ALL).unwrap(), conflicts.iter().map(|conflict| conflict.id.0.to_vec()).collect::<Vec<_>>());
    let statements: Vec<StoredStatement> = snapshot.statements(&Filter::default()).unwrap().map(Result::unwrap).collect();
    assert_eq!(lists.statements(snapshot, ALL).unwrap(), statements);
    let counts = lists.counts();
    assert_eq!((counts.states, counts.conflicts), (states.len() as u64, conflicts.len() as u64));
    assert_eq!(counts.contradictions, conflicts.iter().filter(|conflict| conflict.explanation.is_none()).count() as u64);
    assert_eq!(counts.statements, statements.len() as u64);
    for stored in statements.iter().step_by(9) {
        let direct = snapshot.event_of(stored.id).unwrap().map(|event| event.id);
        assert_eq!(lists.event_of(snapshot, stored).unwrap().map(|(id, _)| id), direct);
    }
    parties(snapshot, lists, &statements);
}

/// What is counted of events, and the states and conflicts of those who are asked for.
fn narrowed(snapshot: &Snapshot, lists: &Lists, filter: &Filter, places: &[EventPlace]) {
    let mut kinds: BTreeMap<Option<PloverType>, u64> = BTreeMap::new();
    places.iter().for_each(|place| *kinds.entry(place.kind).or_default() += 1);
    let mut tallied: BTreeMap<Option<PloverType>, u64> = BTreeMap::new();
    let mut tally = lists.tally(snapshot, filter).unwrap();
    tally.iter().for_each(|tally| *tallied.entry(tally.kind).or_default() += tally.events);
    assert_eq!(tallied, kinds, "{filter:?}");
    // The same by the statements, one after another.
    let other_way = Filter { readings: Readings::All, ..filter.clone() };
    let mut again = lists.tally(snapshot, &other_way).unwrap();
    let key = |tally: &EventTally| (tally.kind, tally.standing);
    tally.sort_by_key(key);
    again.sort_by_key(key);
    assert_eq!(tally, again, "{filter:?}");
    for relation in [None, Some(Relation::Sanctions)] {
        let filter = Filter { relation, ..filter.clone() };
        if let Some((items, total)) = lists.states_of(snapshot, &filter, ALL).unwrap() {
            let wanted = |state: &&State| relation.is_none_or(|relation| state.outline.relation == relation);
            let direct: Vec<Vec<u8>> =
                snapshot.states(&filter).unwrap().iter().filter(wanted).map(|state| state.outline.id.0.to_vec()).collect();
            assert_eq!((items, total), (direct.clone(), direct.len() as u64), "{filter:?}");
        }
    }
    if let Some((items, total)) = lists.conflicts_of(snapshot, filter, true, ALL).unwrap() {
        let direct = snapshot.conflicts(&Filter::default()).unwrap();
        let told = |stored: &StoredStatement| snapshot_wants(filter, stored);
        let direct = direct.iter().filter(|conflict| conflict.sides.iter().flat_map(|side| &side.statements).any(told));
        let direct: Vec<Vec<u8>> = direct.map(|conflict| conflict.id.0.to_vec()).collect();
        assert_eq!((items, total), (direct.clone(), direct.len() as u64), "{filter:?}");
    }
}

fn snapshot_wants(filter: &Filter, stored: &StoredStatement) -> bool {
    let statement = &stored.statement;
    let fillers = || statement.actors.iter().chain(&statement.recipients);
    filter.parties.iter().all(|party| fillers().any(|filler| party.names(&filler.entity)))
}

/// Who takes part is counted by statement and by event.
fn parties(snapshot: &Snapshot, lists: &Lists, statements: &[StoredStatement]) {
    let parties = lists.parties(snapshot).unwrap();
    assert!(parties.is_sorted_by(|a, b| a.statements >= b.statements));
    for counted in parties {
        let fillers = |stored: &&StoredStatement| {
            stored.statement.actors.iter().chain(&stored.statement.recipients).any(|filler| filler.entity.id == counted.party.id)
        };
        let told: Vec<&StoredStatement> = statements.iter().filter(fillers).collect();
        let mut events: Vec<_> = told.iter().filter_map(|stored| lists.event_of(snapshot, stored).unwrap()).map(|(id, _)| id).collect();
        events.sort();
        events.dedup();
        assert_eq!((counted.statements, counted.events), (told.len() as u64, events.len() as u64), "{}", counted.party.name);
    }
}

#[test]
fn lists_agree_with_questions() {
    for seed in [1, 3] {
        let (_folder, path) = place();
        let mut record = fill(&path, seed);
        if seed == 3 {
            let snapshot = record.snapshot(Clocks::default()).unwrap();
            let told: Vec<_> = snapshot.statements(&Filter::default()).unwrap().map(|stored| stored.unwrap().id).collect();
            let judgement = Judgement { left: told[3], right: told[90], same: true, by: "Ana".into(), reason: String::new() };
            drop(snapshot);
            record.judge(judgement, at(100)).unwrap();
        }
        for known in [None, Some(day("2023-03-03"))] {
            let snapshot = record.snapshot(Clocks { known, ..Clocks::default() }).unwrap().with_schema(schema());
            compare(&snapshot, &Lists::make(&snapshot, None, &FORMS).unwrap());
        }
    }
}

#[test]
fn what_is_told_of_the_most_told_is_kept() {
    let (_folder, path) = place();
    let mut record = Record::open(&path).unwrap();
    let mut chance = Chance(7);
    for n in 0..30 {
        let published = chance.of(&["2023-03-01", "2023-03-03", "2023-03-05", "2022", ""]);
        let text: String = (0..60).map(|_| format!("RUS {}", sentence(&mut chance).split_once(' ').unwrap().1)).collect();
        let report = report(&format!("{}{n}.txt", chance.of(&["a/", "b/"])), published, &text);
        record.add(&report, &reading(&report, reader("1")), at(n)).unwrap();
    }
    let snapshot = record.snapshot(Clocks::default()).unwrap().with_schema(schema());
    let lists = Lists::make(&snapshot, None, &FORMS).unwrap();
    let russia = PartyRef::Country("RUS".parse().unwrap());
    let of_russia = Filter { parties: vec![russia.clone()], ..Filter::default() };
    for filter in [of_russia.clone(), Filter { plover: Some(PloverType::Consult), ..of_russia.clone() }] {
        let all: Vec<StoredStatement> = snapshot.statements(&filter).unwrap().map(Result::unwrap).collect();
        let (part, total) = lists.statement_page(&snapshot, &filter, ListPart { offset: 100, limit: 20 }).unwrap().unwrap();
        assert_eq!((part.as_slice(), total), (&all[100..120], all.len() as u64));
        let (events, total) = lists.events(&snapshot, &filter, ALL).unwrap();
        assert_eq!(events.len() as u64, total);
    }
    let mut all: Vec<StoredStatement> = snapshot.statements(&of_russia).unwrap().map(Result::unwrap).collect();
    let told = lists.told_of(&snapshot, &russia).unwrap().unwrap();
    let acts = |stored: &&StoredStatement| stored.statement.actors.iter().any(|filler| russia.names(&filler.entity));
    assert_eq!(told.actor, all.iter().filter(acts).count() as u64);
    for partner in &told.partners {
        let named = || PartyRef::Named(partner.party.name.clone());
        let party = partner.party.id.clone().map_or_else(named, PartyRef::Entity);
        let both = Filter { parties: vec![russia.clone(), party], ..Filter::default() };
        assert_eq!(partner.statements, snapshot.statements(&both).unwrap().count() as u64);
    }
    assert!(told.partners.len() > 3 && told.partners.is_sorted_by(|a, b| a.statements >= b.statements));
    all.sort_by_key(|stored| std::cmp::Reverse(stored.report.published.date().map(|date| date.last_day())));
    assert_eq!(snapshot.statements_in(&told.latest, 0, 500).unwrap(), &all[..500]);
    assert_eq!(lists.told_of(&snapshot, &PartyRef::Named("nobody".into())).unwrap(), None);
    assert_eq!(lists.said_by(&snapshot, &russia).unwrap(), None);
}

#[test]
fn lists_are_kept_until_the_record_changes() {
    let (_folder, path) = place();
    let mut record = fill(&path, 4);
    let home = Lists::beside(&path);
    let snapshot = record.snapshot(Clocks::default()).unwrap().with_schema(schema());
    assert!(Lists::open(&snapshot, &home, &FORMS).unwrap().is_none());
    let made = Lists::make(&snapshot, Some(&home), &FORMS).unwrap();
    assert_eq!(made.path(), Some(&*home));
    let kept = Lists::open(&snapshot, &home, &FORMS).unwrap().unwrap();
    compare(&snapshot, &kept);
    let bytes = std::fs::read(&home).unwrap();
    drop(Lists::make(&snapshot, Some(&home), &FORMS).unwrap());
    assert!(std::fs::read(&home).unwrap() == bytes, "made again, they are the same to the byte");
    let state = StateId(kept.states(&snapshot, ALL).unwrap()[0].as_slice().try_into().unwrap());
    assert_eq!(kept.state(&snapshot, state).unwrap(), Some(state.0.repeat(2)));
    assert_eq!(kept.conflict(&snapshot, ConflictId([0; 16])).unwrap(), None);

    let other_forms = ListForms { version: "other", ..FORMS };
    assert!(Lists::open(&snapshot, &home, &other_forms).unwrap().is_none());
    let other_schema = record.snapshot(Clocks::default()).unwrap();
    assert!(Lists::open(&other_schema, &home, &FORMS).unwrap().is_none());
    let late = report("c.txt", "2023-03-09", "USA visits CHN.");
    record.add(&late, &reading(&late, reader("1")), at(200)).unwrap();
    let snapshot = record.snapshot(Clocks::default()).unwrap().with_schema(schema());
    assert!(Lists::open(&snapshot, &home, &FORMS).unwrap().is_none());
    drop((snapshot, other_schema));

    record.erase(late.id, "asked", at(201)).unwrap();
    assert!(!home.exists(), "what repeats a removed report goes with it");
}

#[test]
fn a_damaged_file_holds_no_lists() {
    let (_folder, path) = place();
    let record = fill(&path, 5);
    let snapshot = record.snapshot(Clocks::default()).unwrap();
    let home = Lists::beside(&path);
    std::fs::write(&home, "no database").unwrap();
    assert!(Lists::open(&snapshot, &home, &FORMS).unwrap().is_none());
    compare(&snapshot, &Lists::make(&snapshot, Some(&home), &FORMS).unwrap());
}
