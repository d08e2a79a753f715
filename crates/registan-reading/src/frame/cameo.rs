//! CAMEO's codes with their Goldstein values, from `knowledge/codes/cameo.tsv`.

use std::{collections::HashMap, sync::Arc};

use registan_types::Cameo;

/// The Goldstein value of each CAMEO code.
#[derive(Debug, Clone, Default)]
pub struct CameoTable {
    values: HashMap<Arc<str>, f32>,
}

impl CameoTable {
    /// Reads the table: lines of code, name and value; what is no such line is passed over.
    pub fn parse(text: &str) -> Self {
        let rows = text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
            let mut fields = line.split('\t');
            let code = fields.next()?;
            let value = fields.nth(1)?.trim().parse().ok()?;
            Some((code.into(), value))
        });
        Self { values: rows.collect() }
    }

    /// Whether there is such a code.
    pub fn contains(&self, code: &str) -> bool {
        self.values.contains_key(code)
    }

    /// The code with its value, or with that of the shorter code that it refines.
    pub fn cameo(&self, code: &Arc<str>) -> Cameo {
        let shorter = (2..=code.len()).rev().filter_map(|length| code.get(..length));
        let goldstein = shorter.filter_map(|code| self.values.get(code)).next().copied().unwrap_or(0.0);
        Cameo { code: code.clone(), goldstein }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_longer_code_falls_back_on_the_shorter() {
        let table = CameoTable::parse("# head\ncode\tname\tgoldstein\n04\tCONSULT\t1\n042\tMake a visit\t1.9\n");
        assert_eq!(table.cameo(&"042".into()).goldstein, 1.9);
        assert_eq!(table.cameo(&"0421".into()).goldstein, 1.9);
        assert_eq!(table.cameo(&"043".into()).goldstein, 1.0);
    }
}
