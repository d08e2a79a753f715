//! A compact table from strings to their numbers, for vocabularies of many thousands.

/// Strings with the number of their place; where one stands twice, the first place counts.
#[derive(Debug, Default)]
pub(crate) struct StringTable {
    /// All strings, one after the other.
    text: String,
    /// Where each string ends in `text`.
    ends: Vec<u32>,
    /// Open addressing: number of a string plus one, 0 where free. Its length is a power of two.
    slots: Vec<u32>,
}

impl StringTable {
    pub(crate) fn new<'s>(strings: impl ExactSizeIterator<Item = &'s str>) -> StringTable {
        let mut table = StringTable { slots: vec![0; (2 * strings.len()).next_power_of_two()], ..StringTable::default() };
        for (number, string) in (1..).zip(strings) {
            table.text.push_str(string);
            table.ends.push(u32::try_from(table.text.len()).unwrap_or(u32::MAX));
            if let (None, slot) = table.find(string)
                && let Some(entry) = table.slots.get_mut(slot)
            {
                *entry = number;
            }
        }
        table
    }

    /// The number of `string`.
    pub(crate) fn get(&self, string: &str) -> Option<usize> {
        self.find(string).0
    }

    /// The string with that number, empty if there is none.
    pub(crate) fn string(&self, number: usize) -> &str {
        let end_of = |number: usize| self.ends.get(number).map(|end| *end as usize);
        let start = number.checked_sub(1).map_or(Some(0), end_of);
        start.zip(end_of(number)).and_then(|(start, end)| self.text.get(start..end)).unwrap_or_default()
    }

    /// The number of `string` if it is known, and else the slot where it belongs. There is always a free slot, as at
    /// most half of them are taken.
    fn find(&self, string: &str) -> (Option<usize>, usize) {
        let mask = self.slots.len().wrapping_sub(1);
        let mut slot = fnv1a(string.as_bytes()) as usize & mask;
        while let Some(number) = self.slots.get(slot).and_then(|entry| entry.checked_sub(1)) {
            if self.string(number as usize) == string {
                return (Some(number as usize), slot);
            }
            slot = (slot + 1) & mask;
        }
        (None, slot)
    }
}

/// FNV-1a with 64 bits.
pub(crate) fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_found_by_their_first_place() {
        let table = StringTable::new(["", "de", "het", "de", "é"].into_iter());
        let found: Vec<_> = ["de", "het", "é", "", "hé", "d"].iter().map(|string| table.get(string)).collect();
        assert_eq!(found, [Some(1), Some(2), Some(4), Some(0), None, None]);
        assert_eq!((table.string(2), table.string(9)), ("het", ""));
        assert_eq!(StringTable::default().get("de"), None);
        assert_eq!(StringTable::new([].into_iter()).get("de"), None);
    }
}
