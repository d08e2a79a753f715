//! What a statement's identity is made from: its whole content as bytes, the same on every machine and in every version.
//!
//! Texts are preceded by their length, lists by their number of items and options by a flag, so that no two contents meet in one
//! account. Named values stand by their stable names, floats by their bits, dates by their EDTF. Types are taken apart whole: a
//! field that is added does not compile until it has its place here.

use std::fmt::{self, Write};

use crate::{
    Attribution, Cameo, Casualties, Edtf, Evidence, Filler, Grounded, Place, PloverCode, Quantity, ReaderVersion, ReportId, Roles, Span,
    StatedTime, Statement, Trigger, Unit, Voice,
};

/// Bytes that a hash is taken of.
#[derive(Debug, Default)]
pub(crate) struct Account {
    bytes: Vec<u8>,
}

impl Account {
    /// Of a statement in a report, read by a reader.
    pub(crate) fn of(statement: &Statement, report: ReportId, reader: &ReaderVersion) -> Vec<u8> {
        let mut account = Self { bytes: Vec::with_capacity(512) };
        account.text("statement-2");
        account.bytes.extend_from_slice(report.bytes());
        let ReaderVersion { version, model, frames, knowledge } = reader;
        for part in [version, model, frames, knowledge] {
            account.text(part);
        }
        account.statement(statement);
        account.bytes
    }

    fn number(&mut self, number: u64) {
        self.bytes.extend_from_slice(&number.to_le_bytes());
    }

    fn flag(&mut self, flag: bool) {
        self.bytes.push(u8::from(flag));
    }

    fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.bytes.extend_from_slice(text.as_bytes());
    }

    fn shown(&mut self, shown: impl fmt::Display) {
        let before = self.bytes.len();
        self.number(0);
        // Writing to memory does not fail.
        let _ = write!(self, "{shown}");
        let length = (self.bytes.len() - before - 8) as u64;
        if let Some(place) = self.bytes.get_mut(before..before + 8) {
            place.copy_from_slice(&length.to_le_bytes());
        }
    }

    fn float(&mut self, value: f64) {
        self.number(value.to_bits());
    }

    fn option<T>(&mut self, value: Option<T>, put: impl FnOnce(&mut Self, T)) {
        self.flag(value.is_some());
        if let Some(value) = value {
            put(self, value);
        }
    }

    fn list<T>(&mut self, items: &[T], mut put: impl FnMut(&mut Self, &T)) {
        self.number(items.len() as u64);
        items.iter().for_each(|item| put(self, item));
    }

    fn span(&mut self, span: Span) {
        let Span { start, end } = span;
        self.bytes.extend_from_slice(&start.to_le_bytes());
        self.bytes.extend_from_slice(&end.to_le_bytes());
    }

    fn statement(&mut self, statement: &Statement) {
        let Statement { frame, plover, cameo, relation, reciprocal, actors, recipients, roles, time, place, .. } = statement;
        self.text(frame.as_str());
        self.option(plover.as_ref(), Self::plover);
        self.option(cameo.as_ref(), |account, Cameo { code, goldstein }| {
            account.text(code);
            account.float(f64::from(*goldstein));
        });
        self.option(*relation, |account, relation| account.text(relation.name()));
        self.flag(*reciprocal);
        self.list(actors, Self::filler);
        self.list(recipients, Self::filler);
        self.roles(roles);
        self.option(time.as_ref(), Self::time);
        self.option(place.as_ref(), Self::place);
        self.manner(statement);
    }

    /// What the other half of a statement's fields hold.
    fn manner(&mut self, statement: &Statement) {
        let Statement {
            frame: _,
            plover: _,
            cameo: _,
            relation: _,
            reciprocal: _,
            actors: _,
            recipients: _,
            roles: _,
            time: _,
            place: _,
            quantities,
            polarity,
            reality,
            certainty,
            attribution,
            trigger: Trigger { span, parts },
            evidence: Evidence { sentence, span: sentence_span },
            confidence,
        } = statement;
        self.list(quantities, Self::quantity);
        for name in [polarity.name(), reality.name(), certainty.name()] {
            self.text(name);
        }
        self.list(attribution, Self::attribution);
        self.span(*span);
        self.list(parts, |account, part| account.span(*part));
        self.number(u64::from(*sentence));
        self.span(*sentence_span);
        self.float(f64::from(*confidence));
    }

    fn plover(&mut self, code: &PloverCode) {
        let PloverCode { kind, mode, contexts } = code;
        self.text(kind.name());
        self.option(mode.as_deref(), Self::text);
        self.list(contexts, |account, context| account.text(context));
    }

    fn grounded(&mut self, entity: &Grounded) {
        let Grounded { id, name, kind, country, sector } = entity;
        self.option(id.as_ref(), |account, id| account.text(id.as_str()));
        self.text(name);
        self.text(kind.name());
        self.option(country.as_ref(), |account, code| account.text(code.as_str()));
        self.option(*sector, |account, sector| account.text(sector.name()));
    }

    fn filler(&mut self, filler: &Filler) {
        let Filler { span, entity, implicit } = filler;
        self.span(*span);
        self.grounded(entity);
        self.flag(*implicit);
    }

    fn roles(&mut self, roles: &Roles) {
        let Roles { topic, office, goods, currency, casualties } = roles;
        for role in [topic, office, goods, currency] {
            self.list(role, Self::filler);
        }
        let Casualties { killed, injured, missing, displaced } = casualties;
        for amount in [killed, injured, missing, displaced] {
            self.option(amount.as_ref(), Self::quantity);
        }
    }

    fn time(&mut self, time: &StatedTime) {
        let StatedTime { edtf, span } = time;
        // By parts, since an open end and an unknown one are written alike.
        self.option(*edtf, |account, edtf| match edtf {
            Edtf::Date(date) => {
                account.flag(false);
                account.shown(date);
            }
            Edtf::Interval(from, until) => {
                account.flag(true);
                account.option(from, Self::shown);
                account.option(until, Self::shown);
            }
        });
        self.option(*span, Self::span);
    }

    fn place(&mut self, place: &Place) {
        let Place { name, id, country, coordinates, span } = place;
        self.text(name);
        self.option(id.as_ref(), |account, id| account.text(id.as_str()));
        self.option(country.as_ref(), |account, code| account.text(code.as_str()));
        self.option(*coordinates, |account, (latitude, longitude)| {
            account.float(latitude);
            account.float(longitude);
        });
        self.span(*span);
    }

    fn quantity(&mut self, quantity: &Quantity) {
        let Quantity { value, value_max, approximate, unit, si, per, measure, span } = quantity;
        self.float(*value);
        self.option(*value_max, Self::float);
        self.flag(*approximate);
        let (kind, name) = match unit {
            Unit::None => ("none", ""),
            Unit::Symbol(symbol) => ("symbol", &**symbol),
            Unit::Counted(what) => ("counted", &**what),
        };
        self.text(kind);
        self.text(name);
        self.option(si.as_ref(), |account, (value, unit)| {
            account.float(*value);
            account.text(unit);
        });
        self.option(per.as_deref(), Self::text);
        self.text(measure.name());
        self.span(*span);
    }

    fn attribution(&mut self, link: &Attribution) {
        let Attribution { voice, stance } = link;
        match voice {
            Voice::Author => self.flag(false),
            Voice::Source { level, span, entity } => {
                self.flag(true);
                self.bytes.push(*level);
                self.span(*span);
                self.option(entity.as_ref(), Self::grounded);
            }
        }
        self.text(stance.name());
    }
}

impl Write for Account {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.bytes.extend_from_slice(text.as_bytes());
        Ok(())
    }
}
