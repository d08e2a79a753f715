//! The words of the graph: namespaces and terms, as `docs/vocabulary.md` explains them.

use oxrdf::NamedNode;
use registan_types::EntityId;

/// Prefixes that queries may use without declaring them.
pub const PREFIXES: &[(&str, &str)] = &[
    ("rg", RG),
    ("sem", SEM),
    ("prov", PROV),
    ("schema", SCHEMA),
    ("wd", WIKIDATA),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

pub(super) const RG: &str = "https://github.com/registan/registan/blob/main/docs/vocabulary.md#";
pub(super) const SEM: &str = "http://semanticweb.cs.vu.nl/2009/11/sem/";
pub(super) const PROV: &str = "http://www.w3.org/ns/prov#";
pub(super) const SCHEMA: &str = "https://schema.org/";
pub(super) const WIKIDATA: &str = "http://www.wikidata.org/entity/";
/// The datatype of dates in EDTF.
pub(super) const EDTF: &str = "http://id.loc.gov/datatypes/edtf/EDTF";

const STATEMENT: &str = "urn:registan:statement:";
const REPORT: &str = "urn:registan:report:";
const EVENT: &str = "urn:registan:event:";
const STATE: &str = "urn:registan:state:";
const CONFLICT: &str = "urn:registan:conflict:";
const ENTITY: &str = "urn:registan:entity:";
const NAMED: &str = "urn:registan:named:";

/// What a node of the graph stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Thing {
    Statement([u8; 16]),
    Report([u8; 16]),
    Event([u8; 16]),
    State,
    Conflict,
    Entity(EntityId),
    /// Somebody without identity: the English name.
    Named(String),
}

pub(super) fn node(namespace: &str, name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{namespace}{name}"))
}

pub(super) fn statement(id: &[u8; 16]) -> NamedNode {
    hashed(STATEMENT, id)
}

pub(super) fn report(id: &[u8; 16]) -> NamedNode {
    hashed(REPORT, id)
}

pub(super) fn event(id: &[u8; 16]) -> NamedNode {
    hashed(EVENT, id)
}

pub(super) fn state(id: &[u8; 16]) -> NamedNode {
    hashed(STATE, id)
}

pub(super) fn conflict(id: &[u8; 16]) -> NamedNode {
    hashed(CONFLICT, id)
}

/// An entity by its identity, or one without by its name.
pub(super) fn entity(id: Option<&EntityId>, name: &str) -> NamedNode {
    match id.map(EntityId::as_str) {
        Some(id) if is_wikidata(id) => node(WIKIDATA, id),
        Some(id) => node(ENTITY, &escaped(id)),
        None => node(NAMED, &escaped(&name.to_lowercase())),
    }
}

/// What an address of the graph stands for; `None` for terms of the vocabulary and addresses of others.
pub(super) fn thing(iri: &str) -> Option<Thing> {
    let bytes = |text: &str| -> Option<[u8; 16]> {
        let mut id = [0; 16];
        (text.len() == 32 && text.is_ascii()).then_some(())?;
        for (place, byte) in id.iter_mut().enumerate() {
            *byte = u8::from_str_radix(text.get(place * 2..place * 2 + 2)?, 16).ok()?;
        }
        Some(id)
    };
    if let Some(id) = iri.strip_prefix(STATEMENT) {
        return bytes(id).map(Thing::Statement);
    }
    if let Some(id) = iri.strip_prefix(REPORT) {
        return bytes(id).map(Thing::Report);
    }
    if let Some(id) = iri.strip_prefix(EVENT) {
        return bytes(id).map(Thing::Event);
    }
    if iri.starts_with(STATE) {
        return Some(Thing::State);
    }
    if iri.starts_with(CONFLICT) {
        return Some(Thing::Conflict);
    }
    if let Some(id) = iri.strip_prefix(WIKIDATA).filter(|id| is_wikidata(id)) {
        return Some(Thing::Entity(EntityId::new(id)));
    }
    if let Some(id) = iri.strip_prefix(ENTITY) {
        return plain(id).map(|id| Thing::Entity(EntityId::new(id)));
    }
    iri.strip_prefix(NAMED).and_then(plain).map(Thing::Named)
}

fn is_wikidata(id: &str) -> bool {
    id.strip_prefix('Q').is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

fn hashed(namespace: &str, id: &[u8; 16]) -> NamedNode {
    let hex: String = id.iter().map(|byte| format!("{byte:02x}")).collect();
    node(namespace, &hex)
}

/// Text as it may stand in an address: what is no letter, digit or one of `-._~/` of ASCII is written `%XX`.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// What [`escaped`] was made of.
fn plain(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lead_back_to_what_they_stand_for() {
        let id = EntityId::new("report:é/3 x");
        assert_eq!(thing(entity(Some(&id), "").as_str()), Some(Thing::Entity(id)));
        assert_eq!(thing(entity(Some(&EntityId::new("Q159")), "").as_str()), Some(Thing::Entity(EntityId::new("Q159"))));
        assert_eq!(thing(entity(None, "De Bond").as_str()), Some(Thing::Named("de bond".to_owned())));
        assert_eq!(thing(statement(&[0xA7; 16]).as_str()), Some(Thing::Statement([0xA7; 16])));
        for other in ["urn:registan:statement:a7", "urn:registan:named:%2", "http://www.wikidata.org/entity/P31", RG] {
            assert_eq!(thing(other), None, "{other}");
        }
    }
}
