//! What the index of pairs holds of a statement, as bytes and back: the one place where the two meet.
//!
//! Postings of one pair and segment follow each other, so that a new one is put behind those that are there without reading
//! them. Each is the statement's place in its segment (two bytes), the length of what follows, a head that tells what is
//! counted and where its cell is, and, where the pair is the two sides of its cell, an outline: what telling events apart compares. Whoever needs no outline passes over it.

use registan_types::{
    Certainty, CountryCode, EntityId, EntityKind, Grounded, PloverType, Polarity, Reality, Report, ReportId, Span, Statement,
};

use super::rows::day_number;
use crate::Corruption;
use crate::identity::{EntityKeys, entity_key};
use crate::storage::bytes::{Decoder, Encoder};
use crate::storage::choices::Choice;
use crate::storage::statement_form;

type Read<T> = Result<T, Corruption>;

const DENIED: u8 = 1;
const KNOWN: u8 = 1 << 1;
const FIRST: u8 = 1 << 2;
const LAST: u8 = 1 << 3;
const CODED: u8 = 1 << 4;
const OTHER_SIDES: u8 = 1 << 5;
const RECIPROCAL: u8 = 1 << 6;

/// A statement as the index of pairs has it: what is counted, and where its cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Head {
    pub(crate) statement: i64,
    pub(crate) frame: i64,
    pub(crate) report: i64,
    pub(crate) reading: i64,
    pub(crate) reader: i64,
    pub(crate) polarity: Polarity,
    pub(crate) reality: Reality,
    pub(crate) certainty: Certainty,
    pub(crate) reciprocal: bool,
    /// Its code, with tenths of the score.
    pub(crate) coded: Option<(PloverType, i64)>,
    pub(crate) known_day: Option<i64>,
    pub(crate) first_day: Option<i64>,
    pub(crate) last_day: Option<i64>,
    /// The sides of its cell; `None` when they are the pair itself.
    pub(crate) sides: Option<i64>,
}

impl Head {
    /// The day that tells which year its cell is of.
    pub(crate) fn day(&self) -> Option<i64> {
        self.first_day.or(self.last_day).or(self.known_day)
    }
}

/// Appends a head, and the outline behind it when there is one. `scratch` is room to write in.
pub(crate) fn put(out: &mut Vec<u8>, scratch: &mut Vec<u8>, head: &Head, outline: &[u8]) {
    scratch.clear();
    let mut body = Encoder::onto(std::mem::take(scratch));
    let flag = |set: bool, flag: u8| if set { flag } else { 0 };
    body.byte(
        flag(head.polarity == Polarity::Denied, DENIED)
            | flag(head.known_day.is_some(), KNOWN)
            | flag(head.first_day.is_some(), FIRST)
            | flag(head.last_day.is_some(), LAST)
            | flag(head.coded.is_some(), CODED)
            | flag(head.sides.is_some(), OTHER_SIDES)
            | flag(head.reciprocal, RECIPROCAL),
    );
    body.byte(head.reality.number() << 4 | head.certainty.number());
    body.number(head.frame.cast_unsigned());
    body.number(head.report.cast_unsigned());
    body.number((head.reading - head.report).cast_unsigned());
    body.number(head.reader.cast_unsigned());
    if let Some((kind, score)) = head.coded {
        body.byte(kind.number());
        body.number(folded(score));
    }
    let mut near = 0;
    for day in [head.known_day, head.first_day, head.last_day].into_iter().flatten() {
        body.number(folded(day - near));
        near = day;
    }
    if let Some(sides) = head.sides {
        body.raw(&sides.to_le_bytes());
    }
    body.raw(outline);
    *scratch = body.finish();
    let mut whole = Encoder::onto(std::mem::take(out));
    whole.raw(&((head.statement & 0xFFFF) as u16).to_le_bytes());
    whole.number(scratch.len() as u64);
    whole.raw(scratch);
    *out = whole.finish();
}

/// Postings one after another, each with the bytes of its outline.
#[derive(Debug, Clone)]
pub(crate) struct Postings<'b> {
    segment: i64,
    rest: Decoder<'b>,
}

impl<'b> Postings<'b> {
    /// Those of a segment.
    pub(crate) fn new(segment: i64, bytes: &'b [u8]) -> Self {
        Self { segment, rest: Decoder::new(bytes) }
    }

    fn read(&mut self) -> Read<(Head, &'b [u8])> {
        let statement = self.segment << 16 | i64::from(u16::from_le_bytes(self.rest.array()?));
        let len = usize::try_from(self.rest.number()?).map_err(|_| Corruption::Truncated)?;
        let mut body = Decoder::new(self.rest.raw(len)?);
        let flags = body.byte()?;
        let has = |flag: u8| flags & flag != 0;
        let (reality, certainty) = body.byte().map(|byte| (byte >> 4, byte & 15))?;
        let frame = body.number()?.cast_signed();
        let report = body.number()?.cast_signed();
        let reading = report.wrapping_add(body.number()?.cast_signed());
        let reader = body.number()?.cast_signed();
        let coded = if has(CODED) { Some((PloverType::of(body.byte()?)?, unfolded(body.number()?))) } else { None };
        let mut days = [None; 3];
        let mut near = 0i64;
        for (day, flag) in days.iter_mut().zip([KNOWN, FIRST, LAST]) {
            if has(flag) {
                near = near.wrapping_add(unfolded(body.number()?));
                *day = Some(near);
            }
        }
        let sides = if has(OTHER_SIDES) { Some(i64::from_le_bytes(body.array()?)) } else { None };
        let [known_day, first_day, last_day] = days;
        let polarity = if has(DENIED) { Polarity::Denied } else { Polarity::Affirmed };
        let head = Head {
            statement,
            frame,
            report,
            reading,
            reader,
            polarity,
            reality: Reality::of(reality)?,
            certainty: Certainty::of(certainty)?,
            reciprocal: has(RECIPROCAL),
            coded,
            known_day,
            first_day,
            last_day,
            sides,
        };
        Ok((head, body.rest()))
    }
}

impl<'b> Iterator for Postings<'b> {
    type Item = Read<(Head, &'b [u8])>;

    fn next(&mut self) -> Option<Self::Item> {
        (!self.rest.rest().is_empty()).then(|| self.read())
    }
}

/// Postings without those of a statement: what is left of the bytes, and its heads.
pub(crate) fn without(segment: i64, bytes: &[u8], statement: i64) -> Read<(Vec<u8>, Vec<Head>)> {
    let (mut kept, mut scratch, mut heads) = (Vec::new(), Vec::new(), Vec::new());
    for posting in Postings::new(segment, bytes) {
        let (head, outline) = posting?;
        if head.statement != statement {
            put(&mut kept, &mut scratch, &head, outline);
            heads.push(head);
        }
    }
    Ok((kept, heads))
}

/// What is compared of a statement with two sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Outline {
    pub(crate) report: ReportId,
    pub(crate) trigger: Span,
    /// The first day that its report may have been published on; the last is the head's.
    pub(crate) published: Option<i64>,
    /// Whether a time is stated, be it without any end.
    pub(crate) is_timed: bool,
    /// Whether it has a relation.
    pub(crate) is_related: bool,
    pub(crate) mode: Option<Box<str>>,
    pub(crate) place: Option<Place>,
    pub(crate) actors: Vec<Party>,
    pub(crate) recipients: Vec<Party>,
    /// Keys of topics, goods and offices.
    pub(crate) matter: Vec<i64>,
}

/// Where it happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    /// In small letters.
    pub(crate) name: String,
    pub(crate) id: Option<EntityId>,
    pub(crate) country: Option<CountryCode>,
}

impl Place {
    /// Of a statement's place.
    pub(crate) fn of(place: &registan_types::Place) -> Self {
        Self { name: place.name.to_lowercase(), id: place.id.clone(), country: place.country }
    }
}

/// One who takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Party {
    pub(crate) side: i64,
    pub(crate) entity: i64,
    /// Whether it is a state, which stands for its side.
    pub(crate) is_state: bool,
}

impl Party {
    /// Of an entity.
    pub(crate) fn of(entity: &Grounded) -> Self {
        Self::with_keys(entity, &EntityKeys::of(entity))
    }

    /// Of an entity whose keys are known.
    pub(crate) fn with_keys(entity: &Grounded, keys: &EntityKeys) -> Self {
        Self { side: keys.side(), entity: keys.entity(), is_state: entity.kind == EntityKind::State }
    }
}

const MODE: u8 = 1;
const PLACE: u8 = 1 << 1;
const TIMED: u8 = 1 << 2;
const RELATED: u8 = 1 << 3;
const PUBLISHED: u8 = 1 << 4;

/// Appends the outline of a statement; `keys` are those of its actors and recipients.
pub(crate) fn put_outline(out: &mut Vec<u8>, report: &Report, statement: &Statement, keys: &[EntityKeys]) {
    let mut out_of = Encoder::onto(std::mem::take(out));
    put_outline_to(&mut out_of, report, statement, keys);
    *out = out_of.finish();
}

fn put_outline_to(out: &mut Encoder, report: &Report, statement: &Statement, keys: &[EntityKeys]) {
    let mode = statement.plover.as_ref().and_then(|code| code.mode.as_deref());
    let published = report.published.date();
    let flag = |set: bool, flag: u8| if set { flag } else { 0 };
    out.raw(report.id.bytes());
    out.byte(
        flag(mode.is_some(), MODE)
            | flag(statement.place.is_some(), PLACE)
            | flag(statement.time.as_ref().is_some_and(|time| time.edtf.is_some()), TIMED)
            | flag(statement.relation.is_some(), RELATED)
            | flag(published.is_some(), PUBLISHED),
    );
    statement_form::put_span(out, statement.trigger.span);
    if let Some(date) = published {
        out.number((day_number(date.last_day()) - day_number(date.first_day())).cast_unsigned());
    }
    if let Some(mode) = mode {
        out.text(mode);
    }
    if let Some(place) = &statement.place {
        put_place(out, &Place::of(place));
    }
    let mut keys = keys.iter();
    for fillers in [&statement.actors, &statement.recipients] {
        out.number(fillers.len() as u64);
        for (filler, keys) in fillers.iter().zip(&mut keys) {
            put_party(out, Party::with_keys(&filler.entity, keys));
        }
    }
    out.list(&matter_keys(statement), |out, key| out.raw(&key.to_le_bytes()));
}

/// Keys of what a statement is about, each once, in order.
pub(crate) fn matter_keys(statement: &Statement) -> Vec<i64> {
    let roles = &statement.roles;
    let mut matter: Vec<i64> =
        [&roles.topic, &roles.goods, &roles.office].into_iter().flatten().map(|filler| entity_key(&filler.entity)).collect();
    matter.sort_unstable();
    matter.dedup();
    matter
}

/// The outline behind a head.
pub(crate) fn outline_of(head: &Head, bytes: &[u8]) -> Read<Outline> {
    let mut from = Decoder::new(bytes);
    let report = ReportId::from_bytes(from.array()?);
    let flags = from.byte()?;
    let has = |flag: u8| flags & flag != 0;
    let trigger = statement_form::get_span(&mut from)?;
    let published = if has(PUBLISHED) {
        let width = from.number()?.cast_signed();
        Some(head.known_day.ok_or(Corruption::Value("day"))?.wrapping_sub(width))
    } else {
        None
    };
    let outline = Outline {
        report,
        trigger,
        published,
        is_timed: has(TIMED),
        is_related: has(RELATED),
        mode: if has(MODE) { Some(from.text()?.into()) } else { None },
        place: if has(PLACE) { Some(get_place(&mut from)?) } else { None },
        actors: from.list(get_party)?,
        recipients: from.list(get_party)?,
        matter: from.list(|from| Ok(i64::from_le_bytes(from.array()?)))?,
    };
    from.end()?;
    Ok(outline)
}

fn put_party(out: &mut Encoder, party: Party) {
    let apart = party.entity != party.side;
    out.byte(u8::from(party.is_state) | u8::from(apart) << 1);
    out.raw(&party.side.to_le_bytes());
    if apart {
        out.raw(&party.entity.to_le_bytes());
    }
}

fn get_party(from: &mut Decoder<'_>) -> Read<Party> {
    let flags = from.byte()?;
    let side = i64::from_le_bytes(from.array()?);
    let entity = if flags & 2 == 0 { side } else { i64::from_le_bytes(from.array()?) };
    Ok(Party { side, entity, is_state: flags & 1 != 0 })
}

fn put_place(out: &mut Encoder, place: &Place) {
    out.text(&place.name);
    out.option(place.id.as_ref(), |out, id| out.text(id.as_str()));
    out.option(place.country, |out, country| out.raw(country.as_str().as_bytes()));
}

fn get_place(from: &mut Decoder<'_>) -> Read<Place> {
    Ok(Place {
        name: from.text()?.to_owned(),
        id: from.option(|from| from.text().map(EntityId::new))?,
        country: from.option(statement_form::get_country)?,
    })
}

/// Signed numbers as unsigned ones, small ones small.
fn folded(value: i64) -> u64 {
    (value << 1 ^ value >> 63).cast_unsigned()
}

fn unfolded(value: u64) -> i64 {
    (value >> 1).cast_signed() ^ -(value & 1).cast_signed()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn head(statement: i64) -> Head {
        Head {
            statement,
            frame: 300,
            report: 70_000,
            reading: 70_001,
            reader: 1,
            polarity: Polarity::Denied,
            reality: Reality::Counterfactual,
            certainty: Certainty::Certain,
            reciprocal: true,
            coded: Some((PloverType::Assault, -100)),
            known_day: Some(-5),
            first_day: None,
            last_day: Some(19_000),
            sides: Some(i64::MIN),
        }
    }

    #[test]
    fn postings_are_read_as_they_were_put() {
        let second = Head { sides: None, known_day: None, coded: None, first_day: Some(-9), ..head((3 << 16) + 65_535) };
        let first = head(3 << 16);
        let mut bytes = Vec::new();
        put(&mut bytes, &mut Vec::new(), &first, b"");
        put(&mut bytes, &mut Vec::new(), &second, b"outline");
        let found: Vec<_> = Postings::new(3, &bytes).map(Result::unwrap).collect();
        assert_eq!(found, [(first, &b""[..]), (second, &b"outline"[..])]);
        let (kept, heads) = without(3, &bytes, first.statement).unwrap();
        assert_eq!(heads, [second]);
        assert_eq!(Postings::new(3, &kept).map(Result::unwrap).collect::<Vec<_>>(), [(second, &b"outline"[..])]);
    }

    proptest! {
        #[test]
        fn signs_survive_folding(value: i64) {
            prop_assert_eq!(unfolded(folded(value)), value);
        }

        #[test]
        fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
            // One that fails is the last.
            for posting in Postings::new(1, &bytes).take_while(Result::is_ok).flatten() {
                let _ = outline_of(&posting.0, posting.1);
            }
            let _ = outline_of(&head(1), &bytes);
        }
    }
}
