//! Statements as stored bytes and back: the one place where the two meet.
//!
//! The first byte is the form's number. Fields follow in the order of the type's declaration; a form once
//! written is read for good.

use std::sync::Arc;

use registan_types::{
    Attribution, Cameo, Casualties, CountryCode, Edtf, EdtfDate, EntityId, Evidence, Filler, FrameName, Grounded, Place, PloverCode,
    Quantity, Roles, Span, StatedTime, Statement, Trigger, Unit, Voice,
};

use super::bytes::{Decoder, Encoder};
use super::choices::Choice;
use crate::Corruption;

const FORM: u8 = 1;

type Read<T> = Result<T, Corruption>;

/// A statement as bytes.
pub(crate) fn to_bytes(statement: &Statement) -> Vec<u8> {
    let mut out = Encoder::default();
    out.byte(FORM);
    out.text(statement.frame.as_str());
    out.option(statement.plover.as_ref(), put_plover);
    out.option(statement.cameo.as_ref(), |out, cameo| {
        out.text(&cameo.code);
        out.small_float(cameo.goldstein);
    });
    out.option(statement.relation, put_choice);
    out.byte(u8::from(statement.reciprocal));
    out.list(&statement.actors, put_filler);
    out.list(&statement.recipients, put_filler);
    put_roles(&mut out, &statement.roles);
    out.option(statement.time.as_ref(), put_time);
    out.option(statement.place.as_ref(), put_place);
    out.list(&statement.quantities, put_quantity);
    put_choice(&mut out, statement.polarity);
    put_choice(&mut out, statement.reality);
    put_choice(&mut out, statement.certainty);
    out.list(&statement.attribution, put_attribution);
    put_span(&mut out, statement.trigger.span);
    out.list(&statement.trigger.parts, |out, span| put_span(out, *span));
    out.number(u64::from(statement.evidence.sentence));
    put_span(&mut out, statement.evidence.span);
    out.small_float(statement.confidence);
    out.finish()
}

/// A statement from bytes.
pub(crate) fn from_bytes(bytes: &[u8]) -> Read<Statement> {
    let mut from = Decoder::new(bytes);
    match from.byte()? {
        FORM => {}
        other => return Err(Corruption::Form(other)),
    }
    let statement = Statement {
        frame: FrameName::new(from.text()?),
        plover: from.option(get_plover)?,
        cameo: from.option(|from| Ok(Cameo { code: Arc::from(from.text()?), goldstein: from.small_float()? }))?,
        relation: from.option(get_choice)?,
        reciprocal: from.flag()?,
        actors: from.list(get_filler)?,
        recipients: from.list(get_filler)?,
        roles: get_roles(&mut from)?,
        time: from.option(get_time)?,
        place: from.option(get_place)?,
        quantities: from.list(get_quantity)?,
        polarity: get_choice(&mut from)?,
        reality: get_choice(&mut from)?,
        certainty: get_choice(&mut from)?,
        attribution: from.list(get_attribution)?,
        trigger: Trigger { span: get_span(&mut from)?, parts: from.list(get_span)? },
        evidence: Evidence { sentence: from.small()?, span: get_span(&mut from)? },
        confidence: from.small_float()?,
    };
    from.end()?;
    Ok(statement)
}

pub(crate) fn put_choice<T: Choice>(out: &mut Encoder, value: T) {
    out.byte(value.number());
}

pub(crate) fn get_choice<T: Choice>(from: &mut Decoder<'_>) -> Read<T> {
    T::of(from.byte()?)
}

pub(crate) fn put_span(out: &mut Encoder, span: Span) {
    out.number(u64::from(span.start));
    out.number(u64::from(span.end.saturating_sub(span.start)));
}

pub(crate) fn get_span(from: &mut Decoder<'_>) -> Read<Span> {
    let start = from.small()?;
    let end = start.checked_add(from.small()?).ok_or(Corruption::Value("span"))?;
    Ok(Span { start, end })
}

pub(crate) fn put_date(out: &mut Encoder, date: EdtfDate) {
    out.text(&date.to_string());
}

pub(crate) fn get_date(from: &mut Decoder<'_>) -> Read<EdtfDate> {
    from.text()?.parse().map_err(|_| Corruption::Value("date"))
}

fn put_plover(out: &mut Encoder, code: &PloverCode) {
    put_choice(out, code.kind);
    out.option(code.mode.as_deref(), Encoder::text);
    out.list(&code.contexts, |out, context| out.text(context));
}

fn get_plover(from: &mut Decoder<'_>) -> Read<PloverCode> {
    Ok(PloverCode {
        kind: get_choice(from)?,
        mode: from.option(|from| from.text().map(Arc::from))?,
        contexts: from.list(|from| from.text().map(Arc::from))?,
    })
}

pub(crate) fn put_grounded(out: &mut Encoder, entity: &Grounded) {
    out.option(entity.id.as_ref(), |out, id| out.text(id.as_str()));
    out.text(&entity.name);
    put_choice(out, entity.kind);
    out.option(entity.country, put_country);
    out.option(entity.sector, put_choice);
}

fn get_grounded(from: &mut Decoder<'_>) -> Read<Grounded> {
    Ok(Grounded {
        id: from.option(|from| from.text().map(EntityId::new))?,
        name: from.text()?.to_owned(),
        kind: get_choice(from)?,
        country: from.option(get_country)?,
        sector: from.option(get_choice)?,
    })
}

fn put_country(out: &mut Encoder, country: CountryCode) {
    out.raw(country.as_str().as_bytes());
}

pub(crate) fn get_country(from: &mut Decoder<'_>) -> Read<CountryCode> {
    let code = from.array::<3>()?;
    str::from_utf8(&code).ok().and_then(|code| code.parse().ok()).ok_or(Corruption::Value("country"))
}

fn put_filler(out: &mut Encoder, filler: &Filler) {
    put_span(out, filler.span);
    put_grounded(out, &filler.entity);
    out.byte(u8::from(filler.implicit));
}

fn get_filler(from: &mut Decoder<'_>) -> Read<Filler> {
    Ok(Filler { span: get_span(from)?, entity: get_grounded(from)?, implicit: from.flag()? })
}

fn put_roles(out: &mut Encoder, roles: &Roles) {
    for role in [&roles.topic, &roles.office, &roles.goods, &roles.currency] {
        out.list(role, put_filler);
    }
    let harm = &roles.casualties;
    for amount in [&harm.killed, &harm.injured, &harm.missing, &harm.displaced] {
        out.option(amount.as_ref(), put_quantity);
    }
}

fn get_roles(from: &mut Decoder<'_>) -> Read<Roles> {
    Ok(Roles {
        topic: from.list(get_filler)?,
        office: from.list(get_filler)?,
        goods: from.list(get_filler)?,
        currency: from.list(get_filler)?,
        casualties: Casualties {
            killed: from.option(get_quantity)?,
            injured: from.option(get_quantity)?,
            missing: from.option(get_quantity)?,
            displaced: from.option(get_quantity)?,
        },
    })
}

fn put_time(out: &mut Encoder, time: &StatedTime) {
    out.option(time.edtf, put_edtf);
    out.option(time.span, put_span);
}

fn get_time(from: &mut Decoder<'_>) -> Read<StatedTime> {
    Ok(StatedTime { edtf: from.option(get_edtf)?, span: from.option(get_span)? })
}

pub(crate) fn put_edtf(out: &mut Encoder, edtf: Edtf) {
    match edtf {
        Edtf::Date(date) => {
            out.byte(0);
            put_date(out, date);
        }
        Edtf::Interval(from, until) => {
            out.byte(1);
            out.option(from, put_date);
            out.option(until, put_date);
        }
    }
}

pub(crate) fn get_edtf(from: &mut Decoder<'_>) -> Read<Edtf> {
    match from.byte()? {
        0 => Ok(Edtf::Date(get_date(from)?)),
        1 => Ok(Edtf::Interval(from.option(get_date)?, from.option(get_date)?)),
        _ => Err(Corruption::Value("date")),
    }
}

fn put_place(out: &mut Encoder, place: &Place) {
    out.text(&place.name);
    out.option(place.id.as_ref(), |out, id| out.text(id.as_str()));
    out.option(place.country, put_country);
    out.option(place.coordinates, |out, (latitude, longitude)| {
        out.float(latitude);
        out.float(longitude);
    });
    put_span(out, place.span);
}

fn get_place(from: &mut Decoder<'_>) -> Read<Place> {
    Ok(Place {
        name: from.text()?.to_owned(),
        id: from.option(|from| from.text().map(EntityId::new))?,
        country: from.option(get_country)?,
        coordinates: from.option(|from| Ok((from.float()?, from.float()?)))?,
        span: get_span(from)?,
    })
}

fn put_quantity(out: &mut Encoder, quantity: &Quantity) {
    out.float(quantity.value);
    out.option(quantity.value_max, Encoder::float);
    out.byte(u8::from(quantity.approximate));
    match &quantity.unit {
        Unit::None => out.byte(0),
        Unit::Symbol(symbol) => {
            out.byte(1);
            out.text(symbol);
        }
        Unit::Counted(what) => {
            out.byte(2);
            out.text(what);
        }
    }
    out.option(quantity.si.as_ref(), |out, (value, unit)| {
        out.float(*value);
        out.text(unit);
    });
    out.option(quantity.per.as_deref(), Encoder::text);
    put_choice(out, quantity.measure);
    put_span(out, quantity.span);
}

fn get_quantity(from: &mut Decoder<'_>) -> Read<Quantity> {
    Ok(Quantity {
        value: from.float()?,
        value_max: from.option(Decoder::float)?,
        approximate: from.flag()?,
        unit: match from.byte()? {
            0 => Unit::None,
            1 => Unit::Symbol(Arc::from(from.text()?)),
            2 => Unit::Counted(Arc::from(from.text()?)),
            _ => return Err(Corruption::Value("unit")),
        },
        si: from.option(|from| Ok((from.float()?, Arc::from(from.text()?))))?,
        per: from.option(|from| from.text().map(Arc::from))?,
        measure: get_choice(from)?,
        span: get_span(from)?,
    })
}

fn put_attribution(out: &mut Encoder, link: &Attribution) {
    match &link.voice {
        Voice::Author => out.byte(0),
        Voice::Source { level, span, entity } => {
            out.byte(1);
            out.byte(*level);
            put_span(out, *span);
            out.option(entity.as_ref(), put_grounded);
        }
    }
    put_choice(out, link.stance);
}

fn get_attribution(from: &mut Decoder<'_>) -> Read<Attribution> {
    let voice = match from.byte()? {
        0 => Voice::Author,
        1 => Voice::Source { level: from.byte()?, span: get_span(from)?, entity: from.option(get_grounded)? },
        _ => return Err(Corruption::Value("voice")),
    };
    Ok(Attribution { voice, stance: get_choice(from)? })
}
