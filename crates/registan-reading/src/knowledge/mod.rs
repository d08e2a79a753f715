//! What the world is known to hold: entities with their names, offices, memberships, happenings.
//!
//! Knowledge is edited as tables in `knowledge/`, compiled when the program is built, and embedded in it. Users add
//! tables of their own when it runs.

mod check;
mod compiled;
mod entity;
mod index;
mod names;
mod office;
mod part;
mod table;

use std::borrow::Cow;
use std::sync::{Arc, LazyLock};

use registan_language::Language;
use registan_types::CountryCode;

pub use check::check;
pub(crate) use compiled::fold::slug;
pub use compiled::table::Problem;
pub(crate) use compiled::world::{NameRow, NameUse, marks};
pub use entity::{Entity, Gender};
pub(crate) use index::{Match, NameWalk};
pub use names::Names;
pub use office::{Membership, Office, Term, Title};
pub use table::{Record, Table};

use compiled::{
    fold::{hash_ending, hash_id},
    world::World,
};
use index::{Buckets, NameIndex};

/// Everything known, compiled from `knowledge/`. Cloning shares it.
#[derive(Debug, Clone, Default)]
pub struct Knowledge {
    world: Arc<World>,
    index: Arc<NameIndex>,
    ids: Arc<Buckets>,
    digest: Arc<str>,
}

/// The bytes are no compiled knowledge, or of another version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no compiled knowledge of this version")]
pub struct DecodeError;

/// What the build script made of `knowledge/`.
static EMBEDDED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/knowledge.bin"));

impl Knowledge {
    /// The knowledge that the program was built with. Decoded once, then shared.
    pub fn embedded() -> Self {
        static SHARED: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::from_bytes(Cow::Borrowed(EMBEDDED)).unwrap_or_default());
        SHARED.clone()
    }

    /// Compiles tables, each given as its path and its text. Rows that cannot stand are left out and named.
    pub fn compile(files: &[(&str, &str)]) -> (Self, Vec<Problem>) {
        let (world, problems) = compiled::compile(World::default(), files);
        let digest = digest_of(&world.to_bytes());
        (Self::over(world, digest), problems)
    }

    /// Adds tables to what is known; ids of either may be used in the other.
    #[must_use]
    pub fn with_pack(&self, files: &[(&str, &str)]) -> (Self, Vec<Problem>) {
        let (world, problems) = compiled::compile(World::clone(&self.world), files);
        let mut hasher = blake3::Hasher::new();
        hasher.update(self.digest.as_bytes());
        for (path, text) in files {
            hasher.update(path.as_bytes()).update(b"\0").update(text.as_bytes()).update(b"\0");
        }
        (Self::over(world, short(&hasher.finalize())), problems)
    }

    /// From the bytes that [`Knowledge::to_bytes`] gave.
    ///
    /// # Errors
    /// When they are something else.
    pub fn from_bytes(bytes: Cow<'static, [u8]>) -> Result<Self, DecodeError> {
        let digest = digest_of(&bytes);
        let world = World::from_bytes(bytes).ok_or(DecodeError)?;
        Ok(Self::over(world, digest))
    }

    /// In the compiled form.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.world.to_bytes()
    }

    fn over(world: World, digest: String) -> Self {
        let index = NameIndex::new(&world);
        let ids = Buckets::new(world.ids.iter().map(|id| id.key));
        Self { world: Arc::new(world), index: Arc::new(index), ids: Arc::new(ids), digest: digest.into() }
    }

    /// Sixteen hexadecimal digits that change whenever anything known does; empty for knowledge of nothing.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// An entity by its local or Wikidata id. Where several share a Wikidata id, the first of them.
    pub fn entity(&self, id: &str) -> Option<Entity<'_>> {
        let rows = self.ids.find(&self.world.ids, hash_id(id), |row| row.key);
        let entities = rows.iter().filter_map(|row| self.entity_at(row.entity));
        entities.into_iter().find(|entity| entity.local_id() == id || entity.id().as_str() == id)
    }

    /// The state or territory of a code.
    pub fn country(&self, code: CountryCode) -> Option<Entity<'_>> {
        self.entity(&format!("state/{code}"))
    }

    /// Every entity, in the order of the files.
    pub fn entities(&self) -> impl Iterator<Item = Entity<'_>> {
        self.world.entities.iter().zip(0..).map(|(data, row)| Entity { knowledge: self, row, data })
    }

    pub(crate) fn entity_at(&self, row: u32) -> Option<Entity<'_>> {
        let data = self.world.entities.get(row as usize)?;
        Some(Entity { knowledge: self, row, data })
    }

    /// The entities that a whole name may stand for, those of other spelling (diacritics) only when none is spelt so.
    pub fn named(&self, language: Language, name: &str) -> Vec<Entity<'_>> {
        let found = self.find(name);
        let entity_names = |row: &&NameRow| matches!(usage(row), Some(NameUse::Name | NameUse::Common));
        let rows: Vec<&NameRow> =
            found.proper.iter().chain(found.common).filter(entity_names).filter(|row| row.marks & mark(language) != 0).collect();
        let exact = rows.iter().any(|row| row.exact == found.exact);
        let kept = rows.into_iter().filter(|row| !exact || row.exact == found.exact);
        kept.filter_map(|row| self.entity_at(row.target)).collect()
    }

    /// A named happening with its dates ([`Entity::valid`]): games, congresses, wars, treaties.
    pub fn happening(&self, language: Language, name: &str) -> Option<Entity<'_>> {
        self.named(language, name).into_iter().find(|entity| entity.class() == "happening" || entity.fact("happening").is_some())
    }

    /// All named happenings.
    pub fn happenings(&self) -> impl Iterator<Item = Entity<'_>> {
        self.entities().filter(|entity| entity.class() == "happening")
    }

    /// The names of a language for the recogniser of names to look up.
    pub fn names(&self, language: Language) -> Names {
        Names { knowledge: self.clone(), language }
    }

    pub(crate) fn find(&self, name: &str) -> Match<'_> {
        self.index.find(&self.world, name)
    }

    /// Whether a word may be a compound that ends in a title or agent noun.
    pub(crate) fn may_end_in_noun(&self, word: &str) -> bool {
        hash_ending(word).is_some_and(|ending| self.world.endings.binary_search(&ending).is_ok())
    }

    /// Begins to look for the names that start at a word.
    pub(crate) fn walk(&self, word: &str) -> Option<NameWalk<'_>> {
        NameWalk::begin(&self.world, &self.index, word)
    }

    /// Class and sector of an agent noun.
    pub(crate) fn agent_at(&self, row: u32) -> Option<Agent<'_>> {
        let agent = self.world.agents.get(row as usize)?;
        Some(Agent { class: self.world.text(agent.class), sector: self.world.text(agent.sector).parse().ok() })
    }

    /// The gender of those who bear a given name, if they are of one.
    pub fn gender_of_given_name(&self, name: &str) -> Option<Gender> {
        let row = self.find(name).proper.iter().find(|row| usage(row) == Some(NameUse::Given))?;
        match row.target {
            0 => Some(Gender::Masculine),
            1 => Some(Gender::Feminine),
            _ => None,
        }
    }

    /// A closed-class word of a class.
    pub(crate) fn word(&self, language: Language, text: &str, class: &str) -> Option<Word<'_>> {
        let found = self.find(text);
        let words = found.common.iter().filter(|row| usage(row) == Some(NameUse::Word) && row.marks & mark(language) != 0);
        let mut words = words.filter_map(|row| self.world.words.get(row.target as usize));
        let word = words.find(|word| self.world.text(word.class) == class)?;
        Some(Word { value: self.world.text(word.value) })
    }
}

/// What an agent noun makes of those it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Agent<'k> {
    /// army, government, people …
    pub(crate) class: &'k str,
    /// The sector, if it has one.
    pub(crate) sector: Option<registan_types::Sector>,
}

/// A closed-class word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Word<'k> {
    /// What of it.
    pub(crate) value: &'k str,
}

/// How a row's name is used.
pub(crate) fn usage(row: &NameRow) -> Option<NameUse> {
    NameUse::ALL.get(usize::from(row.usage)).copied()
}

/// The mark of a language in a row of names.
pub(crate) fn mark(language: Language) -> u8 {
    match language {
        Language::English => marks::ENGLISH,
        Language::Dutch => marks::DUTCH,
    }
}

fn digest_of(bytes: &[u8]) -> String {
    short(&blake3::hash(bytes))
}

fn short(hash: &blake3::Hash) -> String {
    hash.to_hex().chars().take(16).collect()
}
