//! Which names stand for one another, and for which state.

use std::collections::{HashMap, HashSet};

use registan_reading::knowledge::Knowledge;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::said::SaidParty;

/// Names with their other spellings and the states that they are or act for.
#[derive(Debug, Clone, Default)]
pub struct NameTable {
    /// A name, plain, to a country's code.
    countries: HashMap<String, String>,
    /// Another spelling, plain, to the name, plain.
    same: HashMap<String, String>,
}

/// Names, plain, and countries' codes behind `=`.
pub(super) type Keys = HashSet<String>;

impl NameTable {
    /// The states and their people that the program knows.
    pub fn known() -> Self {
        let mut table = Self::default();
        for entity in Knowledge::embedded().entities() {
            if let Some(code) = entity.country() {
                table.countries.entry(plain(entity.name())).or_insert_with(|| code.to_string());
            }
        }
        table
    }

    /// Adds lines of `name, kind, country, also` or `name, country`, parted by tabs; what was learnt first stays.
    pub fn learn(&mut self, text: &str) {
        for line in text.lines() {
            let cells: Vec<&str> = line.split('\t').collect();
            let Some((name, rest)) = cells.split_first() else { continue };
            let code = if let [code] = rest { *code } else { rest.get(1).copied().unwrap_or("") };
            if code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase()) {
                self.countries.entry(plain(name)).or_insert_with(|| code.to_owned());
            }
            for also in rest.get(2).into_iter().flat_map(|also| also.split(';')).filter(|also| !also.is_empty()) {
                self.same.insert(plain(also), plain(name));
            }
        }
    }

    /// What a party is called.
    pub(super) fn keys<'p>(&self, parties: impl IntoIterator<Item = &'p SaidParty>) -> Keys {
        let mut keys = Keys::new();
        for party in parties {
            let names = [&party.name, &party.text, &party.country_name];
            keys.extend(names.into_iter().flatten().filter(|name| !name.is_empty()).map(|name| self.name(name)));
            keys.extend(party.country.as_ref().filter(|code| !code.is_empty()).map(|code| format!("={code}")));
        }
        keys
    }

    /// Whether a gold name is among them, or the state that it is or acts for.
    pub(super) fn is_in(&self, gold: &str, keys: &Keys) -> bool {
        let name = self.name(gold);
        keys.contains(&name) || self.countries.get(&name).is_some_and(|code| keys.contains(&format!("={code}")))
    }

    /// The state that a name is or acts for.
    pub(super) fn country(&self, gold: &str) -> Option<&str> {
        self.countries.get(&self.name(gold)).map(String::as_str)
    }

    fn name(&self, name: &str) -> String {
        let name = plain(name);
        self.same.get(&name).cloned().unwrap_or(name)
    }
}

/// A name without case, marks and punctuation.
pub(super) fn plain(name: &str) -> String {
    let mut plain = String::new();
    for c in name.nfkd().flat_map(char::to_lowercase).filter(|c| !is_combining_mark(*c)) {
        if c.is_ascii_alphanumeric() {
            plain.push(c);
        } else if !plain.ends_with(' ') && !plain.is_empty() {
            plain.push(' ');
        }
    }
    plain.truncate(plain.trim_end().len());
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_meet() {
        assert_eq!(plain("Côte d’Ivoire (the)"), "cote d ivoire the");
        let mut table = NameTable::default();
        table.learn("Ana Torres\tperson\tPER\tAnna Tores;Tores\nPeru\tPER\n");
        let said = SaidParty { name: Some("Tores".to_owned()), ..SaidParty::default() };
        assert!(table.is_in("Ana Torres", &table.keys([&said])));
        let state = SaidParty { name: Some("Lima".to_owned()), country: Some("PER".to_owned()), ..SaidParty::default() };
        assert!(table.is_in("Tores", &table.keys([&state])));
        assert_eq!(table.country("Peru"), Some("PER"));
    }
}
