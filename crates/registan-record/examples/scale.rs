//! Fills a record with made-up statements of known truth and measures it.
//!
//! ```text
//! cargo run --release -p registan-record --example scale -- 100000 [FILE]   # fills FILE anew and asks
//! cargo run --release -p registan-record --example scale -- ask FILE [WORD] # asks what was filled before; only questions with WORD
//! cargo run --release -p registan-record --example scale -- rebuild FILE    # makes its views anew
//! cargo run --release -p registan-record --example scale -- digest FILE     # hashes of answers, to compare two versions
//! ```
//!
//! A made-up world of 190 states with five persons each goes from day to day for twenty years. Every day has its happenings,
//! between pairs that are drawn unevenly (few pairs make most of the news); reports of the following days tell of each
//! happening about three times: with the day, the month or no time, by the persons or their states, planned before or carried out
//! after, and with small errors. Which happening a statement means is known, and kept where merging never looks (the
//! CAMEO code).
#![expect(clippy::print_stdout, reason = "a measurement prints what it measured")]

use std::collections::HashMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use registan_record::{Clocks, Filter, Page, PartyRef, Reading, Record, Snapshot, Step};
use registan_types::*;

const STATES: u64 = 190;
const FRAMES: [(&str, PloverType, Option<Relation>); 12] = [
    ("meet", PloverType::Consult, None),
    ("visit", PloverType::Consult, None),
    ("attack", PloverType::Assault, None),
    ("accuse", PloverType::Accuse, None),
    ("threaten", PloverType::Threaten, None),
    ("sanction", PloverType::Sanction, Some(Relation::Sanctions)),
    ("support", PloverType::Support, None),
    ("aid", PloverType::Aid, None),
    ("agree", PloverType::Agree, None),
    ("ask", PloverType::Request, None),
    ("ally", PloverType::Support, Some(Relation::AllyOf)),
    ("trade", PloverType::Cooperate, Some(Relation::TradesWith)),
];
const STATEMENTS_PER_REPORT: usize = 20;
const DAYS: i64 = 7300;
const BATCH: usize = 500;

/// SplitMix64: the same numbers on every machine.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound.max(1)
    }

    fn share(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// Small numbers often, large ones seldom.
    fn uneven(&mut self, bound: u64) -> u64 {
        let unit = (self.next() >> 11) as f64 / (1u64 << 53) as f64;
        ((bound as f64).powf(unit) - 1.0) as u64
    }
}

/// What happened.
#[derive(Clone, Copy)]
struct Happening {
    number: u64,
    day: i64,
    frame: usize,
    actor: u64,
    recipient: u64,
    person: u64,
}

fn happening(chance: &mut Chance, number: u64, day: i64) -> Happening {
    let actor = chance.uneven(STATES);
    let recipient = (actor + 1 + chance.uneven(STATES - 1)) % STATES;
    Happening { number, day, frame: chance.below(FRAMES.len() as u64) as usize, actor, recipient, person: chance.below(5) }
}

fn code(state: u64) -> String {
    let letter = |n: u64| char::from(b'A' + (n % 26) as u8);
    [letter(state / 26), letter(state), 'X'].iter().collect()
}

fn party(state: u64, person: Option<u64>) -> Grounded {
    let country = code(state).parse().ok();
    match person {
        Some(person) => Grounded {
            id: Some(EntityId::new(format!("Q{}", 10_000 + state * 5 + person))),
            name: format!("Person {person} of {}", code(state)),
            kind: EntityKind::Person,
            country,
            sector: Some(Sector::Government),
        },
        None => {
            let id = Some(EntityId::new(format!("Q{}", 100 + state)));
            Grounded { id, name: format!("State {}", code(state)), kind: EntityKind::State, country, sector: None }
        }
    }
}

fn date(day: i64) -> jiff::civil::Date {
    let start = jiff::civil::date(2004, 1, 1);
    start.checked_add(jiff::Span::new().try_days(day).unwrap_or_default()).unwrap_or(start)
}

/// How a report of a day tells of a happening, and the sentence it does so in.
fn tell(chance: &mut Chance, it: &Happening, today: i64, sentence: u32, text: &mut String) -> Statement {
    let (frame, kind, relation) = FRAMES[it.frame];
    let person = chance.share(60).then_some(it.person);
    let (actor, recipient) = (party(it.actor, person), party(it.recipient, None));
    let time = match chance.below(10) {
        0..=5 => Some(EdtfDate::day(date(it.day))),
        6 => EdtfDate::month(date(it.day).year(), date(it.day).month().unsigned_abs()),
        _ => None,
    };
    let start = text.len();
    let filler =
        ["according to people near the talks", "a day after a long night of debate", "as was widely expected", "to the surprise of many"];
    let words = [actor.name.as_str(), frame, recipient.name.as_str()];
    let mut spans = [Span::default(); 3];
    for (span, word) in spans.iter_mut().zip(words) {
        let at = text.len();
        text.push_str(word);
        *span = Span::new(at, text.len());
        text.push(' ');
    }
    text.push_str(filler[chance.below(4) as usize]);
    text.push_str(&format!(", in matter {} of year {}, and nobody would say more. ", chance.below(10_000), date(today).year()));
    let entity = |entity: Grounded, span: Span| Filler { span, entity, implicit: false };
    Statement {
        frame: FrameName::new(frame),
        plover: Some(PloverCode { kind, mode: None, contexts: Vec::new() }),
        cameo: Some(Cameo { code: it.number.to_string().into(), goldstein: 0.0 }),
        relation,
        reciprocal: false,
        actors: vec![entity(actor, spans[0])],
        recipients: vec![entity(recipient, spans[2])],
        roles: Roles::default(),
        time: time.map(|date| StatedTime { edtf: Some(Edtf::Date(date)), span: Some(spans[1]) }),
        place: None,
        quantities: Vec::new(),
        polarity: if chance.share(3) { Polarity::Denied } else { Polarity::Affirmed },
        reality: if it.day > today { Reality::Planned } else { Reality::Actual },
        certainty: Certainty::Certain,
        attribution: vec![Attribution { voice: Voice::Author, stance: Stance::Asserts }],
        trigger: Trigger { span: spans[1], parts: Vec::new() },
        evidence: Evidence { sentence, span: Span::new(start, text.trim_end().len()) },
        confidence: 0.8,
    }
}

/// The reports of the world, one after another.
struct World {
    chance: Chance,
    /// Happenings of the days around today.
    recent: Vec<Happening>,
    happenings: u64,
    reports: u64,
    reports_per_day: u64,
    day: i64,
}

impl World {
    fn new(statements: u64) -> Self {
        let reports_per_day = (statements / STATEMENTS_PER_REPORT as u64).div_ceil(DAYS as u64);
        Self { chance: Chance(7), recent: Vec::new(), happenings: 0, reports: 0, reports_per_day, day: -1 }
    }

    fn report(&mut self) -> (Report, Reading) {
        if self.reports.is_multiple_of(self.reports_per_day) {
            self.next_day();
        }
        self.reports += 1;
        let mut text = String::new();
        let mut statements = Vec::with_capacity(STATEMENTS_PER_REPORT);
        for sentence in 0..STATEMENTS_PER_REPORT as u32 {
            let place = self.chance.below(self.recent.len() as u64) as usize;
            let it = self.recent[place];
            statements.push(tell(&mut self.chance, &it, self.day, sentence, &mut text));
        }
        let published = PublishedAt::on(EdtfDate::day(date(self.day)));
        let source = Source {
            uri: format!("https://paper{}.example/{}", self.reports % 40, self.reports),
            publisher: Some(format!("Paper {}", self.reports % 40)),
        };
        let blocks = vec![Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()), date: None }];
        let report =
            Report { id: ReportId::of(Language::English, published, &text), source, published, language: Language::English, text, blocks };
        let reader = ReaderVersion { version: "bench".into(), model: "none".into(), frames: "none".into(), knowledge: "none".into() };
        (report, Reading { reader, statements, sentences: STATEMENTS_PER_REPORT as u32, unread: Vec::new() })
    }

    fn next_day(&mut self) {
        self.day += 1;
        let each = (self.reports_per_day * STATEMENTS_PER_REPORT as u64).div_ceil(3);
        let (today, horizon) = (self.day, if self.day == 0 { 0..=2 } else { 2..=2 });
        self.recent.retain(|happening| happening.day >= today - 3);
        for ahead in horizon {
            for _ in 0..each {
                self.happenings += 1;
                let it = happening(&mut self.chance, self.happenings, today + ahead);
                self.recent.push(it);
            }
        }
    }
}

/// Processor time of this process so far: what counts on a machine that others use too.
fn processor_time() -> Duration {
    // Nanoseconds of the one thread that there is.
    let spent = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    Duration::from_nanos(spent.split_whitespace().next().and_then(|field| field.parse().ok()).unwrap_or(0))
}

fn memory_peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status
        .lines()
        .find(|line| line.starts_with("VmHWM"))
        .map_or_else(|| "unknown".to_owned(), |line| line.replace("VmHWM:", "").trim().to_owned())
}

fn size(path: &Path) -> u64 {
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let stem = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    files
        .filter(|file| file.file_name().to_string_lossy().starts_with(&stem))
        .filter_map(|file| file.metadata().ok())
        .map(|meta| meta.len())
        .sum()
}

/// Adds everything; returns the time spent in the record alone.
fn ingest(path: &Path, statements: u64) -> Result<(Duration, Duration), Box<dyn Error>> {
    let mut record = Record::open(path)?;
    let mut world = World::new(statements);
    let (mut spent, mut busy) = (Duration::ZERO, Duration::ZERO);
    let mut left = (statements as usize).div_ceil(STATEMENTS_PER_REPORT);
    let started = Instant::now();
    let mut marks = 0;
    while left > 0 {
        let batch: Vec<(Report, Reading)> = (0..left.min(BATCH)).map(|_| world.report()).collect();
        left -= batch.len();
        let at = RecordedAt(jiff::Timestamp::from_second(world.reports as i64)?);
        let (begin, before) = (Instant::now(), processor_time());
        record.add_all(batch.iter().map(|(report, reading)| (report, reading)), at)?;
        spent += begin.elapsed();
        busy += processor_time() - before;
        let done = world.reports * STATEMENTS_PER_REPORT as u64;
        if done / 1_000_000 > marks {
            marks = done / 1_000_000;
            println!("  {marks} million after {:.0} s ({:.0} s in the record)", started.elapsed().as_secs_f64(), spent.as_secs_f64());
        }
    }
    Ok((spent, busy))
}

fn percentile(times: &mut [Duration], share: f64) -> f64 {
    times.sort();
    let place = ((times.len() as f64 * share) as usize).min(times.len().saturating_sub(1));
    times.get(place).map_or(0.0, Duration::as_secs_f64) * 1000.0
}

fn measure(name: &str, count: usize, mut query: impl FnMut(&mut Chance) -> Result<usize, Box<dyn Error>>) -> Result<(), Box<dyn Error>> {
    let mut chance = Chance(99);
    let (mut times, mut busy) = (Vec::new(), Vec::new());
    let mut found = 0;
    for _ in 0..count {
        let (begin, before) = (Instant::now(), processor_time());
        found += query(&mut chance)?;
        times.push(begin.elapsed());
        busy.push(processor_time() - before);
    }
    let mean = busy.iter().sum::<Duration>().as_secs_f64() * 1000.0 / count.max(1) as f64;
    let (median, high) = (percentile(&mut times, 0.5), percentile(&mut times, 0.99));
    let (busy_median, busy_high) = (percentile(&mut busy, 0.5), percentile(&mut busy, 0.99));
    println!(
        "{name}: median {median:.1} ms, 99th percentile {high:.1} ms on the clock; processor time: median {busy_median:.1} ms, \
         99th percentile {busy_high:.1} ms, mean {mean:.1} ms ({} found a query)",
        found / count.max(1)
    );
    Ok(())
}

fn state(number: u64) -> PartyRef {
    code(number).parse().map_or(PartyRef::Named(String::new()), PartyRef::Country)
}

/// Asks once, and tells how much was found.
type Question<'q> = &'q mut dyn FnMut(&mut Chance) -> Result<usize, Box<dyn Error>>;

/// Asks the questions whose name holds `only`.
fn queries(path: &Path, only: &str) -> Result<(), Box<dyn Error>> {
    let snapshot = Snapshot::open(path, Clocks::default())?;
    let measure = |name: &str, query: Question<'_>| {
        if name.contains(only) { measure(name, 200, query) } else { Ok(()) }
    };
    let pair = |chance: &mut Chance| {
        let a = chance.uneven(STATES);
        (state(a), state((a + 1 + chance.uneven(STATES - 1)) % STATES))
    };
    let last = Page { limit: Some(20), latest_first: true };
    measure("latest 20 events of a pair", &mut |chance| {
        let (a, b) = pair(chance);
        Ok(snapshot.events(&Filter { parties: vec![a, b], ..Filter::default() }, last)?.len())
    })?;
    measure("events of a pair in a month", &mut |chance| {
        let (a, b) = pair(chance);
        let from = date(chance.below(DAYS as u64) as i64);
        let until = from.checked_add(jiff::Span::new().days(30))?;
        let filter = Filter { parties: vec![a, b], from: Some(from), until: Some(until), ..Filter::default() };
        Ok(snapshot.events(&filter, Page::default())?.len())
    })?;
    measure("states of a pair", &mut |chance| {
        let (a, b) = pair(chance);
        Ok(snapshot.state_outlines(&Filter { parties: vec![a, b], ..Filter::default() })?.len())
    })?;
    measure("all evidence on the states of a pair", &mut |chance| {
        let (a, b) = pair(chance);
        Ok(snapshot.states(&Filter { parties: vec![a, b], ..Filter::default() })?.len())
    })?;
    measure("series of a pair by month, 20 years", &mut |chance| {
        let (a, b) = pair(chance);
        Ok(snapshot.pair_series(&a, &b, Step::Month, date(0), date(DAYS))?.len())
    })
}

/// Pairwise precision and recall of merging against the truth, over the first years' events.
fn truth(path: &Path, until: i64) -> Result<(), Box<dyn Error>> {
    let snapshot = Snapshot::open(path, Clocks::default())?;
    let filter = Filter { until: Some(date(until)), ..Filter::default() };
    let pairs = |count: u64| count * count.saturating_sub(1) / 2;
    let (mut right, mut merged) = (0, 0);
    let mut told: HashMap<String, u64> = HashMap::new();
    let begin = Instant::now();
    let events = snapshot.events(&filter, Page::default())?;
    for event in &events {
        let mut means: HashMap<String, u64> = HashMap::new();
        for stored in &event.statements {
            let number = stored.statement.cameo.as_ref().map_or_else(String::new, |cameo| cameo.code.to_string());
            *means.entry(number).or_default() += 1;
        }
        merged += pairs(event.statements.len() as u64);
        for (number, count) in means {
            right += pairs(count);
            *told.entry(number).or_default() += count;
        }
    }
    let true_pairs: u64 = told.values().map(|count| pairs(*count)).sum();
    let (precision, recall) = (right as f64 / merged.max(1) as f64, right as f64 / true_pairs.max(1) as f64);
    let f1 = 2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE);
    println!(
        "merging: {} events in {:.1} s; pairwise precision {precision:.3}, recall {recall:.3}, F1 {f1:.3}",
        events.len(),
        begin.elapsed().as_secs_f64()
    );
    Ok(())
}

/// Hashes of what fifty questions of each sort are answered, in full.
fn digest(path: &Path) -> Result<(), Box<dyn Error>> {
    let snapshot = Snapshot::open(path, Clocks::default())?;
    let known = Snapshot::open(path, Clocks { known: Some(date(DAYS / 2)), as_of: Some(date(DAYS / 3)), ..Clocks::default() })?;
    let mut chance = Chance(5);
    let mut hashers: [blake3::Hasher; 4] = std::array::from_fn(|_| blake3::Hasher::new());
    for round in 0..50 {
        let a = chance.uneven(STATES);
        let (a, b) = (state(a), state((a + 1 + chance.uneven(STATES - 1)) % STATES));
        let from = date(chance.below(DAYS as u64) as i64);
        let until = from.checked_add(jiff::Span::new().days(30))?;
        let asked = if round % 5 == 4 { &known } else { &snapshot };
        let of_pair = Filter { parties: vec![a.clone(), b.clone()], ..Filter::default() };
        let of_month = Filter { from: Some(from), until: Some(until), ..of_pair.clone() };
        let step = [Step::Day, Step::Week, Step::Month][round % 3];
        let answers = [
            format!("{:?}", asked.events(&of_pair, Page { limit: Some(20), latest_first: true })?),
            format!("{:?}", asked.events(&of_month, Page::default())?),
            format!("{:?}", asked.states(&of_pair)?),
            format!("{:?}", asked.pair_series(&a, &b, step, date(0), date(DAYS))?),
        ];
        for (hasher, answer) in hashers.iter_mut().zip(answers) {
            hasher.update(answer.as_bytes());
        }
    }
    for (name, hasher) in ["latest events", "events of a month", "states", "series"].iter().zip(hashers) {
        println!("{name}: {}", hasher.finalize().to_hex());
    }
    Ok(())
}

/// Makes all views anew.
fn rebuild(path: &Path) -> Result<(), Box<dyn Error>> {
    let mut record = Record::open(path)?;
    let (begin, before) = (Instant::now(), processor_time());
    record.rebuild_views()?;
    let busy = (processor_time() - before).as_secs_f64();
    println!("views made anew in {:.1} s, {busy:.1} s of processor time; memory at most {}", begin.elapsed().as_secs_f64(), memory_peak());
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1).peekable();
    if arguments.next_if(|word| word == "rebuild").is_some() {
        return rebuild(Path::new(&arguments.next().ok_or("name the file")?));
    }
    if arguments.next_if(|word| word == "digest").is_some() {
        return digest(Path::new(&arguments.next().ok_or("name the file")?));
    }
    if arguments.next_if(|word| word == "ask").is_some() {
        queries(Path::new(&arguments.next().ok_or("name the file")?), &arguments.next().unwrap_or_default())?;
        println!("memory at most {}", memory_peak());
        return Ok(());
    }
    let statements: u64 = arguments.next().map_or(Ok(100_000), |count| count.parse())?;
    let path = arguments.next().map_or_else(|| std::env::temp_dir().join("registan-scale.db"), PathBuf::from);
    for end in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{end}", path.display()));
    }
    let (spent, busy) = ingest(&path, statements)?;
    let rate = |time: Duration| statements as f64 / time.as_secs_f64().max(0.01);
    println!(
        "{statements} statements in {:.1} s: {:.0} a second; {:.0} a second of processor time",
        spent.as_secs_f64(),
        rate(spent),
        rate(busy)
    );
    println!("disk: {:.0} bytes a statement; memory at most {}", size(&path) as f64 / statements as f64, memory_peak());
    queries(&path, "")?;
    println!("memory at most {}", memory_peak());
    if statements <= 1_000_000 {
        truth(&path, if statements <= 200_000 { DAYS } else { 1000 })?;
        println!("first ingest took {:.1} s of processor time", busy.as_secs_f64());
        rebuild(&path)?;
    }
    Ok(())
}
