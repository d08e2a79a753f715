//! Conflicts on events: within one, and between two that may be one.

use std::collections::{BTreeMap, HashSet};

use jiff::civil::Date;
use registan_types::{EntityKind, Grounded, Place, Polarity, Quantity, ReportId};

use super::amounts::{Agreement, Slot, agreement, amounts, value};
use super::{About, Conflict, ConflictKind, Explanation, Side, Subject};
use crate::StoredStatement;
use crate::belief::innermost_voice;
use crate::events::{Event, Phase};
use crate::identity::{entity_key, is_of_one_report, side_key};
use crate::views::day_number;

/// A time told this many days off at most may be a slip; what is further apart is another happening.
const SLIP_DAYS: i64 = 7;

pub(super) fn about(event: &Event) -> About {
    About {
        subject: Subject::Event(event.id),
        frame: event.frame.clone(),
        plover: event.plover.clone(),
        relation: event.relation,
        actors: event.actors.clone(),
        recipients: event.recipients.clone(),
        time: event.time,
    }
}

/// Conflicts among the statements of one event.
pub(super) fn within(event: &Event) -> Vec<Conflict> {
    let about = about(event);
    let sureness = event.merges.iter().map(|merge| merge.score).fold(1.0, f64::min);
    let mut found: Vec<Conflict> = polarity(&about, &event.statements, sureness);
    let told: Vec<&StoredStatement> = event.statements.iter().filter(|stored| is_told(stored)).collect();
    found.extend(values(&about, &told, sureness));
    found.extend(places(&about, &told, sureness));
    found.extend(doers(&about, &told, sureness));
    found
}

fn is_told(stored: &StoredStatement) -> bool {
    stored.statement.polarity == Polarity::Affirmed && Phase::of(stored.statement.reality) != Phase::Considered
}

fn side(says: impl Into<String>, statements: Vec<&StoredStatement>) -> Side {
    Side { says: says.into(), statements: statements.into_iter().cloned().collect() }
}

/// Affirmed and denied. A plan that was affirmed and a doing that was denied is a plan that came to nothing.
fn polarity(about: &About, statements: &[StoredStatement], sureness: f64) -> Vec<Conflict> {
    let of = |polarity: Polarity, phase: Phase| -> Vec<&StoredStatement> {
        let wanted = |stored: &&StoredStatement| stored.statement.polarity == polarity && Phase::of(stored.statement.reality) == phase;
        statements.iter().filter(wanted).collect()
    };
    let mut found = Vec::new();
    for phase in [Phase::CarriedOut, Phase::Planned] {
        found.extend(two_sides(about, of(Polarity::Affirmed, phase), of(Polarity::Denied, phase), None, sureness));
    }
    let (planned, not_done) = (of(Polarity::Affirmed, Phase::Planned), of(Polarity::Denied, Phase::CarriedOut));
    found.extend(two_sides(about, planned, not_done, Some(Explanation::Phases), sureness));
    found
}

/// A conflict of polarity; of voice, when one and the same named voice stands on both sides.
pub(super) fn two_sides(
    about: &About,
    affirmed: Vec<&StoredStatement>,
    denied: Vec<&StoredStatement>,
    explanation: Option<Explanation>,
    sureness: f64,
) -> Option<Conflict> {
    if affirmed.is_empty() || denied.is_empty() {
        return None;
    }
    let voices = |side: &[&StoredStatement]| -> HashSet<i64> {
        side.iter().filter_map(|stored| innermost_voice(&stored.statement)).map(entity_key).collect()
    };
    let one_voice = !voices(&affirmed).is_disjoint(&voices(&denied));
    let kind = if one_voice { ConflictKind::Voice } else { ConflictKind::Polarity };
    Some(about.conflict(kind, explanation, sureness, [side("affirmed", affirmed), side("denied", denied)]))
}

/// Amounts of one thing that differ: neighbours in order of size.
pub(super) fn values(about: &About, told: &[&StoredStatement], sureness: f64) -> Vec<Conflict> {
    let mut by_slot: BTreeMap<Slot, Vec<(&Quantity, &StoredStatement)>> = BTreeMap::new();
    for stored in told {
        for (slot, amount) in amounts(&stored.statement) {
            by_slot.entry(slot).or_default().push((amount, stored));
        }
    }
    let mut found = Vec::new();
    for (slot, mut amounts) in by_slot {
        amounts.sort_by(|a, b| value(a.0).total_cmp(&value(b.0)));
        let agree = |a: &(&Quantity, &StoredStatement), b: &(&Quantity, &StoredStatement)| agreement(a.0, b.0) == Agreement::Same;
        let classes: Vec<&[(&Quantity, &StoredStatement)]> = amounts.chunk_by(agree).collect();
        for pair in classes.windows(2) {
            if let [low, high] = pair {
                found.extend(value_pair(about, &slot, low, high, sureness));
            }
        }
    }
    found
}

fn value_pair(
    about: &About,
    slot: &Slot,
    low: &[(&Quantity, &StoredStatement)],
    high: &[(&Quantity, &StoredStatement)],
    sureness: f64,
) -> Option<Conflict> {
    let (a, b) = (low.last()?, high.first()?);
    // One voice in one report gives two amounts of two things.
    let source = |stored: &StoredStatement| (stored.report.id, innermost_voice(&stored.statement).map(entity_key));
    let lows: HashSet<_> = low.iter().map(|(_, stored)| source(stored)).collect();
    if high.iter().any(|(_, stored)| lows.contains(&source(stored))) {
        return None;
    }
    let explanation = match agreement(a.0, b.0) {
        Agreement::Same => return None,
        Agreement::Explained(explanation) => Some(explanation),
        Agreement::Different => (slot.is_toll() && grew(low, high)).then_some(Explanation::Moments),
    };
    let statements =
        |class: &[(&Quantity, &StoredStatement)]| -> Vec<StoredStatement> { class.iter().map(|(_, stored)| (*stored).clone()).collect() };
    let sides = [Side { says: says(a.0), statements: statements(low) }, Side { says: says(b.0), statements: statements(high) }];
    Some(about.conflict(ConflictKind::Value, explanation, sureness, sides))
}

fn says(amount: &Quantity) -> String {
    let high = amount.value_max.map(|high| format!("–{high}")).unwrap_or_default();
    let unit = match &amount.unit {
        registan_types::Unit::Symbol(unit) | registan_types::Unit::Counted(unit) => format!(" {unit}"),
        registan_types::Unit::None => String::new(),
    };
    format!("{}{high}{unit}", amount.value)
}

/// Whether every higher count was published after every lower one.
fn grew(low: &[(&Quantity, &StoredStatement)], high: &[(&Quantity, &StoredStatement)]) -> bool {
    let days = |class: &[(&Quantity, &StoredStatement)]| -> Option<Vec<(Date, Date)>> {
        class.iter().map(|(_, stored)| stored.report.published.date().map(|date| (date.first_day(), date.last_day()))).collect()
    };
    let (Some(low), Some(high)) = (days(low), days(high)) else { return false };
    low.iter().all(|(_, last)| high.iter().all(|(first, _)| last < first))
}

/// Two named places. A place in the state that the other names is a narrower telling.
fn places(about: &About, told: &[&StoredStatement], sureness: f64) -> Vec<Conflict> {
    let mut by_name: BTreeMap<String, (Place, Vec<&StoredStatement>)> = BTreeMap::new();
    for stored in told {
        if let Some(place) = &stored.statement.place {
            let key = place.id.as_ref().map_or_else(|| place.name.to_lowercase(), ToString::to_string);
            by_name.entry(key).or_insert_with(|| (place.clone(), Vec::new())).1.push(stored);
        }
    }
    let places: Vec<&(Place, Vec<&StoredStatement>)> = by_name.values().collect();
    let mut found = Vec::new();
    for pair in places.windows(2) {
        if let [(a, ours), (b, theirs)] = pair {
            let whole_state = |place: &Place| stands_for_state(place);
            let explanation = (whole_state(a) != whole_state(b)).then_some(Explanation::Scope);
            let sides = [side(&*a.name, ours.clone()), side(&*b.name, theirs.clone())];
            found.push(about.conflict(ConflictKind::Place, explanation, sureness * 0.5, sides));
        }
    }
    found
}

/// Two who are known and did the same to somebody, neither of them together with the other: neighbours in the order of their names.
fn doers(about: &About, told: &[&StoredStatement], sureness: f64) -> Vec<Conflict> {
    let mut by_names: BTreeMap<String, (Vec<i64>, Vec<&StoredStatement>)> = BTreeMap::new();
    for stored in told {
        let statement = &stored.statement;
        let doers: Vec<Grounded> = statement.actors.iter().map(|filler| filler.entity.clone()).collect();
        if !statement.reciprocal && !statement.recipients.is_empty() && !doers.is_empty() && !doers.iter().any(is_of_one_report) {
            let mut names: Vec<&str> = doers.iter().map(|doer| doer.name.as_str()).collect();
            names.sort_unstable();
            by_names.entry(names.join(", ")).or_insert_with(|| (sides(&doers), Vec::new())).1.push(stored);
        }
    }
    let mut found = Vec::new();
    for pair in by_names.into_iter().collect::<Vec<_>>().windows(2) {
        if let [(ours, (our_sides, one)), (theirs, (their_sides, other))] = pair
            && !our_sides.iter().any(|side| their_sides.contains(side))
        {
            found.push(about.conflict(
                ConflictKind::Actor,
                None,
                sureness * 0.5,
                [side(&**ours, one.clone()), side(&**theirs, other.clone())],
            ));
        }
    }
    found
}

/// Whether a place is a state itself: it has no coordinates of its own, or its identity is the state's code.
fn stands_for_state(place: &Place) -> bool {
    place.country.is_some() && place.coordinates.is_none()
}

/// Conflicts between events that may be one: the same persons on another day, the same deed with another doer.
pub(super) fn between(events: &[Event]) -> Vec<Conflict> {
    let mut found = times(events);
    found.extend(actors(events));
    found
}

fn agents(entities: &[Grounded]) -> Vec<i64> {
    let acts_for_another = |entity: &&Grounded| entity.kind != EntityKind::State && side_key(entity) != entity_key(entity);
    let mut keys: Vec<i64> = entities.iter().filter(acts_for_another).map(entity_key).collect();
    keys.sort_unstable();
    keys
}

fn sides(entities: &[Grounded]) -> Vec<i64> {
    let mut keys: Vec<i64> = entities.iter().map(side_key).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// The one day of an event that was carried out.
fn one_day(event: &Event) -> Option<Date> {
    let (first, last) = event.time.map(|time| (time.first_day(), time.last_day()))?;
    (event.phase == Phase::CarriedOut && first == last).then_some(first).flatten()
}

fn reports(event: &Event) -> HashSet<ReportId> {
    event.statements.iter().map(|stored| stored.report.id).collect()
}

fn whole_side(event: &Event, says: impl Into<String>) -> Side {
    Side { says: says.into(), statements: event.statements.clone() }
}

/// What events have in common that may be one: a hash.
pub(crate) type Alike = [u8; 16];

/// What one day and the next are compared by: the frame and the named persons; none for events without such, or without one day.
pub(crate) fn alike_in_time(event: &Event) -> Option<(Alike, Date)> {
    let (doers, others) = (agents(&event.actors), agents(&event.recipients));
    let day = one_day(event).filter(|_| !(doers.is_empty() && others.is_empty()))?;
    Some((alike(&[event.frame.as_str()], &[doers, others, sides(&event.actors), sides(&event.recipients)]), day))
}

/// What doers are compared by: the frame, the day, the place and to whom; with the doers' names.
pub(crate) fn alike_in_place(event: &Event) -> Option<(Alike, String)> {
    let (day, place) = (one_day(event)?, event.place.as_ref()?);
    if event.reciprocal || event.recipients.is_empty() {
        return None;
    }
    let day = vec![day_number(day)];
    Some((alike(&[event.frame.as_str(), &place.name], &[day, sides(&event.recipients), agents(&event.recipients)]), names(event)))
}

fn alike(words: &[&str], numbers: &[Vec<i64>]) -> Alike {
    let mut hasher = blake3::Hasher::new();
    for word in words {
        hasher.update(&(word.len() as u64).to_le_bytes()).update(word.as_bytes());
    }
    for list in numbers {
        hasher.update(&(list.len() as u64).to_le_bytes());
        list.iter().for_each(|number| {
            hasher.update(&number.to_le_bytes());
        });
    }
    let mut alike = [0; 16];
    hasher.finalize_xof().fill(&mut alike);
    alike
}

fn names(event: &Event) -> String {
    event.actors.iter().map(|actor| actor.name.as_str()).collect::<Vec<_>>().join(", ")
}

/// Whether a later day may be a slip for an earlier one.
pub(crate) fn may_slip(earlier: Date, later: Date) -> bool {
    (1..=SLIP_DAYS).contains(&(day_number(later) - day_number(earlier)))
}

/// Two events alike but for a few days, never both in one report.
pub(crate) fn slip((earlier, a): (Date, &Event), (later, b): (Date, &Event)) -> Option<Conflict> {
    if !may_slip(earlier, later) || !reports(a).is_disjoint(&reports(b)) || !same_place(a, b) {
        return None;
    }
    let about = About { subject: Subject::Events(a.id, b.id), ..about(a) };
    let sides = [whole_side(a, earlier.to_string()), whole_side(b, later.to_string())];
    Some(about.conflict(ConflictKind::Time, None, 0.5, sides))
}

/// Two events alike but for who did it, never both in one report.
pub(crate) fn other_doers(a: &Event, b: &Event) -> Option<Conflict> {
    if sides(&a.actors).iter().any(|side| sides(&b.actors).contains(side)) || !reports(a).is_disjoint(&reports(b)) {
        return None;
    }
    let about = About { subject: Subject::Events(a.id, b.id), ..about(a) };
    Some(about.conflict(ConflictKind::Actor, None, 0.5, [whole_side(a, names(a)), whole_side(b, names(b))]))
}

/// The same frame and the same named persons within a few days: neighbours in the order of days.
fn times(events: &[Event]) -> Vec<Conflict> {
    let mut groups: BTreeMap<Alike, Vec<(Date, &Event)>> = BTreeMap::new();
    for event in events {
        if let Some((alike, day)) = alike_in_time(event) {
            groups.entry(alike).or_default().push((day, event));
        }
    }
    let mut found = Vec::new();
    for mut group in groups.into_values() {
        group.sort_by_key(|(day, event)| (*day, event.id));
        for pair in group.windows(2) {
            if let [earlier, later] = pair {
                found.extend(slip(*earlier, *later));
            }
        }
    }
    found
}

fn same_place(a: &Event, b: &Event) -> bool {
    a.place.as_ref().zip(b.place.as_ref()).is_none_or(|(a, b)| a.name == b.name || (a.id.is_some() && a.id == b.id))
}

/// The same deed on the same day in the same place, with other doers: neighbours in the order of their names.
fn actors(events: &[Event]) -> Vec<Conflict> {
    let mut groups: BTreeMap<Alike, Vec<(String, &Event)>> = BTreeMap::new();
    for event in events {
        if let Some((alike, names)) = alike_in_place(event) {
            groups.entry(alike).or_default().push((names, event));
        }
    }
    let mut found = Vec::new();
    for mut group in groups.into_values() {
        group.sort_by(|a, b| (&a.0, a.1.id).cmp(&(&b.0, b.1.id)));
        for pair in group.windows(2) {
            if let [(_, a), (_, b)] = pair {
                found.extend(other_doers(a, b));
            }
        }
    }
    found
}
