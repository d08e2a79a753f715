//! What the indexes hold of one statement, as plain values.

use jiff::civil::Date;
use registan_types::{Attribution, Filler, Grounded, PublishedAt, Statement, Voice};

use crate::identity::{EntityKeys, pair_key, place_keys};

/// The day of what has neither a stated time nor a known publication date.
pub(crate) const NO_DAY: i64 = -9_999_999;

/// Pairs are indexed for so many parties of one statement, the first in the order of their keys: a list of more is a
/// roll call, and is found party by party.
const MOST_PAIRED: usize = 48;

/// In what way somebody stands in a statement. The numbers are those of the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Role {
    /// Actor or recipient.
    Party = 0,
    /// Topic, office, goods or currency.
    Other = 1,
    /// A voice of the attribution.
    Voice = 2,
    /// Where it happens.
    Place = 3,
}

/// The index entries of a statement.
#[derive(Debug)]
pub(crate) struct Rows {
    /// First and last day of the stated time; an open end is `None`.
    pub(crate) first_day: Option<i64>,
    pub(crate) last_day: Option<i64>,
    /// Tenths of the PLOVER score.
    pub(crate) score: Option<i64>,
    /// Index keys with roles, each once, in order.
    pub(crate) parties: Vec<(i64, Role)>,
    /// Of actors and recipients, in their order.
    pub(crate) participants: Vec<EntityKeys>,
    /// Keys of pairs of parties, each once, in order.
    pub(crate) pairs: Vec<i64>,
    /// The key of the set of sides that take part (of the report, where no day is known), and the year of the first day, else of
    /// the last, else of the publication: together with the family of the frame the cell in which events are told apart.
    pub(crate) sides: i64,
    pub(crate) year: i64,
}

/// Days since 1970-01-01. Counted over years that begin in March, so that what a month begins with follows from its number
/// (Hinnant, "chrono-Compatible Low-Level Date Algorithms"): a search turns many days into dates and back.
pub(crate) fn day_number(day: Date) -> i64 {
    let (year, month) = (i64::from(day.year()), i64::from(day.month()));
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + i64::from(day.day()) - 1;
    era * ERA + of_era * 365 + of_era / 4 - of_era / 100 + of_year - EPOCH
}

/// The date of a number of days since 1970-01-01, if it is in the calendar.
pub(crate) fn date_of_day(day: i64) -> Option<Date> {
    let days = day.checked_add(EPOCH)?;
    let (era, day) = (days.div_euclid(ERA), days.rem_euclid(ERA));
    let of_era = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let of_year = day - (365 * of_era + of_era / 4 - of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = era * 400 + of_era + i64::from(month <= 2);
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// Days of 400 years, after which the calendar begins anew.
const ERA: i64 = 146_097;
/// Days from 0000-03-01 to 1970-01-01.
const EPOCH: i64 = 719_468;

/// The year of a day, by which cells are told apart.
pub(crate) fn year_of(day: Option<i64>) -> i64 {
    day.and_then(date_of_day).map_or(NO_DAY, |date| i64::from(date.year()))
}

/// The last day that a report may have been published on.
pub(crate) fn known_day(published: PublishedAt) -> Option<i64> {
    published.date().map(|date| day_number(date.last_day()))
}

/// The index entries of a statement in a report that was published by `known_day`.
pub(crate) fn rows(statement: &Statement, report: i64, known_day: Option<i64>) -> Rows {
    let edtf = statement.time.as_ref().and_then(|time| time.edtf);
    let first_day = edtf.and_then(|edtf| edtf.first_day()).map(day_number);
    let last_day = edtf.and_then(|edtf| edtf.last_day()).map(day_number);
    let day = first_day.or(last_day).or(known_day).unwrap_or(NO_DAY);
    // Of every participant, worked out once.
    let participants: Vec<EntityKeys> = participants(statement).map(EntityKeys::of).collect();
    Rows {
        first_day,
        last_day,
        score: statement.plover.as_ref().map(|code| f64::from(code.score() * 10.0).round() as i64),
        parties: party_keys(statement, &participants),
        pairs: pair_keys(&participants),
        // Without any day the parties alone tell of too many doings: those of one report are kept together, and reports are compared.
        sides: if day == NO_DAY { report } else { sides_key(&participants) },
        year: year_of(Some(day)),
        participants,
    }
}

/// Those who take part: actors and recipients.
pub(crate) fn participants(statement: &Statement) -> impl Iterator<Item = &Grounded> {
    statement.actors.iter().chain(&statement.recipients).map(|filler| &filler.entity)
}

/// The named voices behind the author.
pub(crate) fn voices(attribution: &[Attribution]) -> impl Iterator<Item = &Grounded> {
    attribution.iter().filter_map(|link| match &link.voice {
        Voice::Source { entity, .. } => entity.as_ref(),
        Voice::Author => None,
    })
}

fn party_keys(statement: &Statement, participants: &[EntityKeys]) -> Vec<(i64, Role)> {
    let roles = &statement.roles;
    let others = [&roles.topic, &roles.office, &roles.goods, &roles.currency];
    let others = others.into_iter().flatten().map(|filler: &Filler| &filler.entity);
    let of = |entity: &Grounded| EntityKeys::of(entity).all();
    let mut keys: Vec<(i64, Role)> = participants.iter().flat_map(EntityKeys::all).map(|key| (key, Role::Party)).collect();
    keys.extend(others.flat_map(of).map(|key| (key, Role::Other)));
    keys.extend(voices(&statement.attribution).flat_map(of).map(|key| (key, Role::Voice)));
    keys.extend(statement.place.iter().flat_map(place_keys).map(|key| (key, Role::Place)));
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Every key under which the indexes have those who take part, alone and in pairs.
pub(crate) fn party_and_pair_keys(statement: &Statement) -> Vec<i64> {
    let participants: Vec<EntityKeys> = participants(statement).map(EntityKeys::of).collect();
    sorted(participants.iter().flat_map(EntityKeys::all).chain(pair_keys(&participants)))
}

fn sorted(keys: impl Iterator<Item = i64>) -> Vec<i64> {
    let mut keys: Vec<i64> = keys.collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// The set of sides as one number. Three sides and more share one: lists of parties differ from paper to paper.
fn sides_key(participants: &[EntityKeys]) -> i64 {
    match sorted(participants.iter().map(EntityKeys::side)).as_slice() {
        [] => 0,
        [one] => *one,
        [one, other] => pair_key(*one, *other),
        _ => 1,
    }
}

/// Pairs of entities, of the states they are of, and of the sides they act for.
fn pair_keys(participants: &[EntityKeys]) -> Vec<i64> {
    let entities = sorted(participants.iter().map(EntityKeys::entity));
    let states = sorted(participants.iter().filter_map(|keys| keys.country));
    let sides = sorted(participants.iter().map(EntityKeys::side));
    // Sides are mostly states: what was paired once is not paired again.
    let others = if sides == states { Vec::new() } else { combinations(&sides) };
    sorted(combinations(&entities).into_iter().chain(combinations(&states)).chain(others))
}

fn combinations(keys: &[i64]) -> Vec<i64> {
    let keys = keys.get(..MOST_PAIRED).unwrap_or(keys);
    let behind = |place: usize| keys.iter().skip(place + 1);
    keys.iter().enumerate().flat_map(|(place, a)| behind(place).map(|b| pair_key(*a, *b))).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_are_numbered_as_the_calendar_has_them() {
        let first = day_number(Date::MIN);
        for (day, date) in (first..).zip(Date::MIN.series(jiff::Span::new().days(1))) {
            assert_eq!((day_number(date), date_of_day(day)), (day, Some(date)));
        }
        assert_eq!(day_number(date(1970, 1, 1)), 0);
        for beyond in [first - 1, day_number(Date::MAX) + 1, i64::MIN, i64::MAX, NO_DAY] {
            assert_eq!(date_of_day(beyond), None);
        }
    }
}
