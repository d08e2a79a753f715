//! Looking names up, whole or while walking over the tokens of a text.

use super::compiled::{
    fold::{NameHasher, first_run, hash_name},
    world::{FirstRow, NameRow, NameUse, World},
};

/// Where the rows with the same top sixteen bits of their key begin.
#[derive(Debug, Clone, Default)]
pub(super) struct Buckets(Vec<u32>);

const BITS: u32 = 16;

impl Buckets {
    /// For rows sorted by key.
    pub(super) fn new(keys: impl Iterator<Item = u64>) -> Self {
        let mut starts = vec![0_u32; (1 << BITS) + 1];
        for key in keys {
            if let Some(count) = starts.get_mut(bucket(key) + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        Self(starts)
    }

    /// The rows whose key is `key`.
    pub(super) fn find<'r, R>(&self, rows: &'r [R], key: u64, key_of: impl Fn(&R) -> u64) -> &'r [R] {
        let bounds = (self.0.get(bucket(key)), self.0.get(bucket(key) + 1));
        let (Some(&from), Some(&until)) = bounds else { return &[] };
        let near = rows.get(from as usize..until as usize).unwrap_or_default();
        let start = near.partition_point(|row| key_of(row) < key);
        let rest = near.get(start..).unwrap_or_default();
        let count = rest.partition_point(|row| key_of(row) == key);
        rest.get(..count).unwrap_or_default()
    }
}

fn bucket(key: u64) -> usize {
    (key >> (u64::BITS - BITS)) as usize
}

/// The names of a world, ready to be looked up.
#[derive(Debug, Clone, Default)]
pub(super) struct NameIndex {
    names: Buckets,
    firsts: Buckets,
}

/// What a stretch of text may be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Match<'k> {
    /// Rows found by the name as it is cased.
    pub(crate) proper: &'k [NameRow],
    /// Rows found without regard to case.
    pub(crate) common: &'k [NameRow],
    /// The hash of the stretch as written.
    pub(crate) exact: u32,
}

impl NameIndex {
    pub(super) fn new(world: &World) -> Self {
        Self {
            names: Buckets::new(world.names.iter().map(|name| name.key)),
            firsts: Buckets::new(world.firsts.iter().map(|first| first.key)),
        }
    }

    /// A whole name.
    pub(super) fn find<'k>(&self, world: &'k World, name: &str) -> Match<'k> {
        let hash = hash_name(name);
        self.of_hash(world, hash)
    }

    fn of_hash<'k>(&self, world: &'k World, hash: super::compiled::fold::NameHash) -> Match<'k> {
        let proper = self.names.find(&world.names, hash.folded, |name| name.key);
        let common = if hash.lower == hash.folded { proper } else { self.names.find(&world.names, hash.lower, |name| name.key) };
        // One table holds both; the use of a row says by which key it was entered.
        let split = |rows: &'k [NameRow], wanted: bool| {
            let first_common = rows.partition_point(|row| row.usage < NameUse::Title as u8);
            let (before, behind) = rows.split_at(first_common);
            if wanted { behind } else { before }
        };
        Match { proper: split(proper, false), common: split(common, true), exact: hash.exact }
    }
}

/// A search for the names that begin at one place of a text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NameWalk<'k> {
    world: &'k World,
    index: &'k NameIndex,
    hasher: NameHasher,
    longest: usize,
}

impl<'k> NameWalk<'k> {
    /// Begins at a word; `None` when no name begins so.
    pub(super) fn begin(world: &'k World, index: &'k NameIndex, word: &str) -> Option<Self> {
        let first = hash_name(first_run(word));
        let longest = |key| {
            let rows: &[FirstRow] = index.firsts.find(&world.firsts, key, |first| first.key);
            rows.first().map_or(0, |first| usize::from(first.longest))
        };
        let longest = longest(first.folded).max(longest(first.lower));
        (longest > 0).then(|| Self { world, index, hasher: NameHasher::new(), longest })
    }

    /// Goes on over white space, where no name ends.
    pub(crate) fn pass(&mut self, gap: &str) {
        self.hasher.push(gap);
    }

    /// Goes on over more text; `None` when no name is that long.
    pub(crate) fn step(&mut self, text: &str) -> Option<Match<'k>> {
        self.hasher.push(text);
        (self.hasher.length() <= self.longest).then(|| self.index.of_hash(self.world, self.hasher.hash()))
    }
}
