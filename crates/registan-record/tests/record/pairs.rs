//! Questions about two parties are answered by the index of pairs: they must have the same as any other way to ask.

use proptest::prelude::*;
use registan_record::{Clocks, Event, Filter, Judgement, Page, PartyRef, Record, Snapshot, State, Step};
use registan_types::{EntityId, PublishedAt, Report};

use crate::sample::{at, day, place, reader, reading, report};

const ACTORS: [&str; 6] = ["CHN", "CHN/Xi", "CHN/Li", "CHN/Xi+CHN", "CHN+IRN", "RUS/Putin"];
const FRAMES: [&str; 6] = ["visits", "calls", "visits", "warns", "kills", "dies"];
const RECIPIENTS: [&str; 5] = ["RUS", "RUS/Putin", "RUS/Lavrov", "CHN/Xi", "-"];
const WORDS: [&str; 16] = [
    "",
    "",
    "2022-12-30",
    "2022-12-31",
    "2023-01-01",
    "2023-01-02",
    "2023-01",
    "2022-12",
    "2023",
    "2022-12-30/2023-01-02",
    "planned 2023-01-03",
    "planned",
    "not",
    "@Moscow 2023-01-01",
    "rel:ally_of",
    "possible",
];
const PUBLISHED: [&str; 6] = ["2022-12-31", "2023-01-01", "2023-01-02", "2023-01", "2023-02-10", ""];

/// Of a sentence: actor, frame, recipient and what else it says, by their places above.
type Said = (usize, usize, usize, usize);

fn said() -> impl Strategy<Value = Said> {
    (0..ACTORS.len(), 0..FRAMES.len(), 0..RECIPIENTS.len(), 0..WORDS.len())
}

fn written(number: usize, published: usize, said: &[Said]) -> Report {
    let sentence = |(actor, frame, recipient, word): &Said| {
        format!("{} {} {} {}. ", ACTORS[*actor], FRAMES[*frame], RECIPIENTS[*recipient], WORDS[*word])
    };
    report(&format!("{number}.txt"), PUBLISHED[published], &said.iter().map(sentence).collect::<String>())
}

fn pairs() -> [[PartyRef; 2]; 2] {
    let entity = |name: &str| PartyRef::Entity(EntityId::new(format!("x/{name}")));
    let country = |code: &str| PartyRef::Country(code.parse().unwrap());
    [[country("CHN"), country("RUS")], [entity("xi"), entity("putin")]]
}

/// What is asked about one of two, as far as it concerns the other.
fn the_other_way(snapshot: &Snapshot, filter: &Filter, page: Page) -> Vec<Event> {
    let [one, other] = filter.parties.as_slice() else { panic!("two parties") };
    let asked = Filter { parties: vec![one.clone()], ..filter.clone() };
    let all = snapshot.events(&asked, Page { limit: None, ..page }).unwrap();
    let both = |event: &Event| {
        event.statements.iter().any(|stored| {
            let told = || stored.statement.actors.iter().chain(&stored.statement.recipients);
            [one, other].iter().all(|party| told().any(|filler| party.names(&filler.entity)))
        })
    };
    all.into_iter().filter(both).take(page.limit.unwrap_or(usize::MAX)).collect()
}

/// Pages are the same where nothing is judged and every report has a date: what is tied over years, or told without a day, is filed by the way
/// it is found. So are events of a time where something is both judged and told without a day.
fn check(snapshot: &Snapshot, dated: bool, paged: bool) {
    for parties in pairs() {
        let parties = parties.to_vec();
        let times = [(None, None), (Some("2023-01-01"), Some("2023-01-31")), (None, Some("2022-12-31")), (Some("2023-01-02"), None)];
        for (from, until) in times.into_iter().take(if dated || paged { times.len() } else { 1 }) {
            let filter = Filter { parties: parties.clone(), from: from.map(day), until: until.map(day), ..Filter::default() };
            let sorted = |mut events: Vec<Event>| {
                events.sort_by_key(|event| event.id);
                events
            };
            let all = Page::default();
            assert_eq!(sorted(snapshot.events(&filter, all).unwrap()), sorted(the_other_way(snapshot, &filter, all)), "{filter:?}");
            for page in [all, Page { limit: Some(2), latest_first: true }, Page { limit: Some(3), latest_first: false }] {
                if dated && paged {
                    assert_eq!(snapshot.events(&filter, page).unwrap(), the_other_way(snapshot, &filter, page), "{filter:?} {page:?}");
                }
            }
        }
        // By name the index of pairs is of no use.
        let states = snapshot.states(&Filter { parties: parties.clone(), ..Filter::default() }).unwrap();
        let outlines = snapshot.state_outlines(&Filter { parties: parties.clone(), ..Filter::default() }).unwrap();
        let in_full: Vec<State> = outlines.iter().map(|outline| snapshot.state_in_full(outline).unwrap()).collect();
        assert_eq!(states, in_full);
        for (outline, state) in outlines.iter().zip(&states) {
            assert_eq!((outline.statements(), outline.valid()), (state.evidence.len(), state.outline.valid()));
            assert_eq!(
                snapshot.testimonies(outline, 1..3).unwrap(),
                state.evidence.get(1..state.evidence.len().min(3)).unwrap_or_default()
            );
        }
        let all = snapshot.states(&Filter { parties: parties[..1].to_vec(), ..Filter::default() }).unwrap();
        assert!(states.iter().all(|state| all.contains(state)));
    }
    let [_, [one, other]] = pairs();
    let names = ["Xi", "Putin"].map(|name| PartyRef::Named(name.into()));
    let series = |one, other| snapshot.pair_series(one, other, Step::Week, day("2022-01-01"), day("2023-12-31")).unwrap();
    assert_eq!(series(&one, &other), series(&names[0], &names[1]));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn two_parties_are_told_of_alike_in_every_way(
        told in proptest::collection::vec((0..PUBLISHED.len(), proptest::collection::vec(said(), 1..6)), 1..9),
        judged in proptest::option::of(any::<bool>()),
        changed in any::<bool>(),
    ) {
        let (_folder, path) = place();
        let mut record = Record::open(&path).unwrap();
        let reports: Vec<Report> = told.iter().enumerate().map(|(number, (published, said))| written(number, *published, said)).collect();
        for (second, report) in (0..).zip(&reports) {
            record.add(report, &reading(report, reader("1")), at(second)).unwrap();
        }
        if changed {
            record.reread(reports[0].id, &reading(&reports[0], reader("2")), at(20)).unwrap();
            let last = reports[reports.len() - 1].id;
            record.retract(last, PublishedAt::UNKNOWN, "wrong", at(21)).unwrap();
        }
        if let Some(same) = judged {
            let snapshot = record.snapshot(Clocks::default()).unwrap();
            let ids: Vec<_> = snapshot.statements(&Filter::default()).unwrap().map(|stored| stored.unwrap().id).collect();
            if let (Some(left), Some(right)) = (ids.first(), ids.last()) && left != right {
                let judgement = Judgement { left: *left, right: *right, same, by: "somebody".into(), reason: String::new() };
                record.judge(judgement, at(22)).unwrap();
            }
        }
        let (paged, dated) = (judged.is_none(), told.iter().all(|(published, _)| !PUBLISHED[*published].is_empty()));
        let moments = [
            Clocks::default(),
            Clocks { known: Some(day("2023-01-01")), ..Clocks::default() },
            Clocks { as_of: Some(day("2023-01-01")), recorded: Some(at(20)), ..Clocks::default() },
        ];
        for clocks in moments {
            check(&record.snapshot(clocks).unwrap().with_schema(crate::deaths::schema()), dated, paged);
        }
    }
}
