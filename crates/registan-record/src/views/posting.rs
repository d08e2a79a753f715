//! What the index of pairs holds of a statement, as bytes and back: the one place where the two meet.
//!
//! Postings of one pair and segment follow each other, so that a new one is put behind those that are there without reading
//! them. Each is the statement's place in its segment (two bytes), the length of what follows, a head that tells what is
//! counted and where its cell is, and, where the pair is the two sides of its cell, an outline: what telling events apart compares. Whoever needs no outline passes over it.

use registan_types::{
    Certainty, CountryCode, Edtf, EdtfDate, EntityId, EntityKind, Filler, Grounded, PloverType, Polarity, Reality, Relation, Report,
    ReportId, Roles, Span, Statement,
};

use super::rows::{date_of_day, day_number};
use smallvec::SmallVec;

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
        body.folded(score);
    }
    let mut near = 0;
    for day in [head.known_day, head.first_day, head.last_day].into_iter().flatten() {
        body.folded(day - near);
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

    /// The next posting whose frame is wanted.
    #[inline]
    pub(crate) fn next_with(&mut self, wanted: impl Fn(i64) -> bool) -> Option<Read<(Head, &'b [u8])>> {
        while !self.rest.rest().is_empty() {
            match self.read(&wanted) {
                Ok(None) => {}
                Ok(Some(found)) => return Some(Ok(found)),
                Err(damage) => return Some(Err(damage)),
            }
        }
        None
    }

    /// The next posting, if its frame is wanted: of others nothing more is read.
    #[inline]
    fn read(&mut self, wanted: impl FnOnce(i64) -> bool) -> Read<Option<(Head, &'b [u8])>> {
        let statement = self.segment << 16 | i64::from(u16::from_le_bytes(self.rest.array()?));
        let len = usize::try_from(self.rest.number()?).map_err(|_| Corruption::Truncated)?;
        let mut body = Decoder::new(self.rest.raw(len)?);
        let flags = body.byte()?;
        let has = |flag: u8| flags & flag != 0;
        let (reality, certainty) = body.byte().map(|byte| (byte >> 4, byte & 15))?;
        let frame = body.number()?.cast_signed();
        if !wanted(frame) {
            return Ok(None);
        }
        let report = body.number()?.cast_signed();
        let reading = report.wrapping_add(body.number()?.cast_signed());
        let reader = body.number()?.cast_signed();
        let coded = if has(CODED) { Some((PloverType::of(body.byte()?)?, body.folded()?)) } else { None };
        let mut days = [None; 3];
        let mut near = 0i64;
        for (day, flag) in days.iter_mut().zip([KNOWN, FIRST, LAST]) {
            if has(flag) {
                near = near.wrapping_add(body.folded()?);
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
        Ok(Some((head, body.rest())))
    }
}

impl<'b> Iterator for Postings<'b> {
    type Item = Read<(Head, &'b [u8])>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_with(|_| true)
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

/// What is compared of a statement with two sides, and what it says of states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Outline {
    pub(crate) report: ReportId,
    pub(crate) trigger: Span,
    /// The days on which its report may have been published.
    pub(crate) published: Option<(i64, i64)>,
    odd_publication: Option<EdtfDate>,
    /// Whether a time is stated, be it without any end; its days are the head's.
    pub(crate) is_timed: bool,
    odd_time: Option<Edtf>,
    pub(crate) relation: Option<Relation>,
    pub(crate) mode: Option<Box<str>>,
    pub(crate) place: Option<Place>,
    pub(crate) actors: Parties,
    pub(crate) recipients: Parties,
    pub(crate) matters: Matters,
}

impl Outline {
    /// When its report was published.
    pub(crate) fn publication(&self) -> Option<EdtfDate> {
        self.odd_publication.or_else(|| self.published.and_then(plain_date))
    }

    /// The stated time; `head` is that of the same statement.
    pub(crate) fn time(&self, head: &Head) -> Option<Edtf> {
        let plain = || head.first_day.zip(head.last_day).and_then(plain_date).map(Edtf::Date);
        if self.is_timed { self.odd_time.or_else(plain) } else { None }
    }
}

/// What it is about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Matters {
    /// Keys of topics.
    pub(crate) topic: Vec<i64>,
    pub(crate) goods: Vec<Matter>,
    pub(crate) office: Vec<Matter>,
    pub(crate) currency: Vec<Matter>,
}

/// An office, goods or currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Matter {
    pub(crate) key: i64,
    /// Whether it is a person after all.
    pub(crate) is_person: bool,
}

impl Matters {
    /// Of a statement's roles.
    pub(crate) fn of(roles: &Roles) -> Self {
        let all = |fillers: &[Filler]| -> Vec<Matter> {
            let matter = |filler: &Filler| Matter { key: entity_key(&filler.entity), is_person: filler.entity.kind == EntityKind::Person };
            fillers.iter().map(matter).collect()
        };
        Self {
            topic: roles.topic.iter().map(|filler| entity_key(&filler.entity)).collect(),
            goods: all(&roles.goods),
            office: all(&roles.office),
            currency: all(&roles.currency),
        }
    }

    fn is_empty(&self) -> bool {
        self.topic.is_empty() && self.goods.is_empty() && self.office.is_empty() && self.currency.is_empty()
    }

    /// Keys of topics, goods and offices, each once, in order.
    pub(crate) fn compared(&self) -> Vec<i64> {
        let others = self.goods.iter().chain(&self.office).map(|matter| matter.key);
        let mut keys: Vec<i64> = self.topic.iter().copied().chain(others).collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }
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

/// Those who take part in a role: mostly one.
pub(crate) type Parties = SmallVec<[Party; 1]>;

/// One who takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Party {
    pub(crate) side: i64,
    pub(crate) entity: i64,
    /// Whether it is a state, which stands for its side.
    pub(crate) is_state: bool,
    /// Whether it is, or acts for, a state that is known.
    pub(crate) has_country: bool,
    /// Tells the ways apart in which one entity is told of: by name, kind, state and sector.
    pub(crate) naming: u32,
}

impl Party {
    /// Of an entity.
    pub(crate) fn of(entity: &Grounded) -> Self {
        Self::with_keys(entity, &EntityKeys::of(entity))
    }

    /// Of an entity whose keys are known.
    pub(crate) fn with_keys(entity: &Grounded, keys: &EntityKeys) -> Self {
        Self {
            side: keys.side(),
            entity: keys.entity(),
            is_state: entity.kind == EntityKind::State,
            has_country: entity.country.is_some(),
            naming: naming(entity),
        }
    }
}

fn naming(entity: &Grounded) -> u32 {
    let country = entity.country.as_ref().map_or("", CountryCode::as_str);
    let sector = entity.sector.map_or(u8::MAX, Choice::number);
    // FNV-1a.
    let bytes = entity.name.bytes().chain([0]).chain(country.bytes()).chain([entity.kind.number(), sector]);
    let hash = bytes.fold(0xCBF2_9CE4_8422_2325u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3));
    (hash ^ hash >> 32) as u32
}

const MODE: u8 = 1;
const PLACE: u8 = 1 << 1;
const TIMED: u8 = 1 << 2;
const RELATED: u8 = 1 << 3;
const PUBLISHED: u8 = 1 << 4;
/// The date of publication stands here; else it is what its days look like.
const PUBLISHED_ODDLY: u8 = 1 << 5;
/// The same of the stated time, which else is one date.
const TIMED_ODDLY: u8 = 1 << 6;
const MATTERS: u8 = 1 << 7;

/// Appends the outline of a statement; `keys` are those of its actors and recipients.
pub(crate) fn put_outline(out: &mut Vec<u8>, report: &Report, statement: &Statement, keys: &[EntityKeys]) {
    let mut out_of = Encoder::onto(std::mem::take(out));
    put_outline_to(&mut out_of, report, statement, keys);
    *out = out_of.finish();
}

fn put_outline_to(out: &mut Encoder, report: &Report, statement: &Statement, keys: &[EntityKeys]) {
    let mode = statement.plover.as_ref().and_then(|code| code.mode.as_deref());
    let published = report.published.date();
    let days = |date: EdtfDate| (day_number(date.first_day()), day_number(date.last_day()));
    let odd_publication = published.filter(|date| plain_date(days(*date)) != Some(*date));
    let time = statement.time.as_ref().and_then(|time| time.edtf);
    let is_plain = |time: &Edtf| matches!(time, Edtf::Date(date) if plain_date(days(*date)) == Some(*date));
    let odd_time = time.filter(|time| !is_plain(time));
    let matters = Matters::of(&statement.roles);
    let flag = |set: bool, flag: u8| if set { flag } else { 0 };
    out.raw(report.id.bytes());
    out.byte(
        flag(mode.is_some(), MODE)
            | flag(statement.place.is_some(), PLACE)
            | flag(time.is_some(), TIMED)
            | flag(statement.relation.is_some(), RELATED)
            | flag(published.is_some(), PUBLISHED)
            | flag(odd_publication.is_some(), PUBLISHED_ODDLY)
            | flag(odd_time.is_some(), TIMED_ODDLY)
            | flag(!matters.is_empty(), MATTERS),
    );
    statement_form::put_span(out, statement.trigger.span);
    if let Some((first, last)) = published.map(days) {
        out.number((last - first).cast_unsigned());
    }
    odd_publication.into_iter().for_each(|date| statement_form::put_date(out, date));
    odd_time.into_iter().for_each(|time| statement_form::put_edtf(out, time));
    statement.relation.into_iter().for_each(|relation| out.byte(relation.number()));
    mode.into_iter().for_each(|mode| out.text(mode));
    statement.place.iter().for_each(|place| put_place(out, &Place::of(place)));
    let mut keys = keys.iter();
    for fillers in [&statement.actors, &statement.recipients] {
        out.number(fillers.len() as u64);
        for (filler, keys) in fillers.iter().zip(&mut keys) {
            put_party(out, Party::with_keys(&filler.entity, keys));
        }
    }
    if !matters.is_empty() {
        out.list(&matters.topic, |out, key| out.raw(&key.to_le_bytes()));
        for role in [&matters.goods, &matters.office, &matters.currency] {
            out.list(role, |out, matter| {
                out.byte(u8::from(matter.is_person));
                out.raw(&matter.key.to_le_bytes());
            });
        }
    }
}

/// The date that two days look like: a day, a whole month or a whole year.
fn plain_date((first, last): (i64, i64)) -> Option<EdtfDate> {
    let begin = date_of_day(first)?;
    if first == last {
        return Some(EdtfDate::day(begin));
    }
    let end = date_of_day(last)?;
    if begin.day() != 1 || begin.year() != end.year() || end != end.last_of_month() {
        return None;
    }
    match (begin.month(), end.month()) {
        (1, 12) => Some(EdtfDate::year(begin.year())),
        (month, same) if month == same => EdtfDate::month(begin.year(), month.unsigned_abs()),
        _ => None,
    }
}

/// The outline behind a head.
#[inline]
pub(crate) fn outline_of(head: &Head, bytes: &[u8]) -> Read<Outline> {
    let mut from = Decoder::new(bytes);
    let report = ReportId::from_bytes(from.array()?);
    let flags = from.byte()?;
    let has = |flag: u8| flags & flag != 0;
    let trigger = statement_form::get_span(&mut from)?;
    let published = if has(PUBLISHED) {
        let width = from.number()?.cast_signed();
        let last = head.known_day.ok_or(Corruption::Value("day"))?;
        Some((last.wrapping_sub(width), last))
    } else {
        None
    };
    let outline = Outline {
        report,
        trigger,
        published,
        odd_publication: if has(PUBLISHED_ODDLY) { Some(statement_form::get_date(&mut from)?) } else { None },
        is_timed: has(TIMED),
        odd_time: if has(TIMED_ODDLY) { Some(statement_form::get_edtf(&mut from)?) } else { None },
        relation: if has(RELATED) { Some(Relation::of(from.byte()?)?) } else { None },
        mode: if has(MODE) { Some(from.text()?.into()) } else { None },
        place: if has(PLACE) { Some(get_place(&mut from)?) } else { None },
        actors: get_parties(&mut from)?,
        recipients: get_parties(&mut from)?,
        matters: if has(MATTERS) { get_matters(&mut from)? } else { Matters::default() },
    };
    from.end()?;
    Ok(outline)
}

fn get_matters(from: &mut Decoder<'_>) -> Read<Matters> {
    let matter = |from: &mut Decoder<'_>| Ok(Matter { is_person: from.flag()?, key: i64::from_le_bytes(from.array()?) });
    Ok(Matters {
        topic: from.list(|from| Ok(i64::from_le_bytes(from.array()?)))?,
        goods: from.list(matter)?,
        office: from.list(matter)?,
        currency: from.list(matter)?,
    })
}

const IS_STATE: u8 = 1;
const APART: u8 = 1 << 1;
const HAS_COUNTRY: u8 = 1 << 2;

fn put_party(out: &mut Encoder, party: Party) {
    let apart = party.entity != party.side;
    let flag = |set: bool, flag: u8| if set { flag } else { 0 };
    out.byte(flag(party.is_state, IS_STATE) | flag(apart, APART) | flag(party.has_country, HAS_COUNTRY));
    out.raw(&party.side.to_le_bytes());
    if apart {
        out.raw(&party.entity.to_le_bytes());
    }
    out.raw(&party.naming.to_le_bytes());
}

fn get_parties(from: &mut Decoder<'_>) -> Read<Parties> {
    let mut parties = Parties::new();
    for _ in 0..from.item_count()? {
        parties.push(get_party(from)?);
    }
    Ok(parties)
}

#[inline]
fn get_party(from: &mut Decoder<'_>) -> Read<Party> {
    let flags = from.byte()?;
    let has = |flag: u8| flags & flag != 0;
    let side = i64::from_le_bytes(from.array()?);
    let entity = if has(APART) { i64::from_le_bytes(from.array()?) } else { side };
    let naming = u32::from_le_bytes(from.array()?);
    Ok(Party { side, entity, is_state: has(IS_STATE), has_country: has(HAS_COUNTRY), naming })
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

    #[test]
    fn dates_are_told_from_their_days() {
        for text in ["2022-02-28", "2022-02", "2022", "2022-12"] {
            let date: EdtfDate = text.parse().unwrap();
            assert_eq!(plain_date((day_number(date.first_day()), day_number(date.last_day()))), Some(date));
        }
        for text in ["2022-24", "202X", "20XX"] {
            let date: EdtfDate = text.parse().unwrap();
            assert_eq!(plain_date((day_number(date.first_day()), day_number(date.last_day()))), None);
        }
    }

    proptest! {
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
