//! What is known, as rows of numbers over one pool of text, with sorted indexes.

use std::borrow::Cow;

use super::codec::{Packed, packed_rows};

/// No row.
pub(crate) const NONE: u32 = u32::MAX;

/// What opens the bytes of compiled knowledge; the last byte counts the versions of the form.
const MAGIC: &[u8; 8] = b"RGKNOWL\x03";

packed_rows! {
    /// A stretch of the pool.
    struct Text {
        /// First byte.
        start: u32,
        /// Number of bytes.
        length: u16,
    }

    /// Somebody or something with a name.
    struct EntityRow {
        /// The stable local id.
        id: Text,
        /// Kind, as `EntityKind` names it.
        kind: Text,
        /// Finer class.
        class: Text,
        /// ISO 3166-1 alpha-3, or empty.
        country: Text,
        /// Sector, as `Sector` names it, or empty.
        sector: Text,
        /// When it exists or existed, EDTF, or empty.
        valid: Text,
        /// The English name.
        name: Text,
        /// The Dutch name, or empty where it is no other.
        dutch: Text,
        /// The Wikidata id, or empty.
        wikidata: Text,
        /// Further facts, `key=value;…`.
        note: Text,
        /// Whom its name stands for when it acts (a capital for its state): an entity row.
        stands_for: u32,
        /// The sector meant then.
        stands_sector: Text,
        /// Degrees; not a number when unknown.
        latitude: f32,
        /// Degrees; not a number when unknown.
        longitude: f32,
        /// Inhabitants of a place, 0 when unknown.
        population: u32,
    }

    /// A name and what it may stand for.
    struct NameRow {
        /// Hash without diacritics; for common nouns in lower case.
        key: u64,
        /// Hash as written.
        exact: u32,
        /// The row it stands for, in the table that `usage` names.
        target: u32,
        /// `NameUse` as a number.
        usage: u8,
        /// `EN`, `NL`, `AMBIGUOUS`, `PLURAL`.
        marks: u8,
    }

    /// How a name may begin.
    struct FirstRow {
        /// Hash of the first run of letters and digits.
        key: u64,
        /// Characters of the longest name that begins so.
        longest: u16,
    }

    /// An identifier and its row.
    struct IdRow {
        /// Hash of the id.
        key: u64,
        /// Row of the entity.
        entity: u32,
    }

    /// A title, profession or kin word.
    struct TitleRow {
        /// Its slug.
        slug: Text,
        /// What it makes of its bearer.
        role: Text,
        /// Sector, or empty.
        sector: Text,
        /// `m`, `f` or empty.
        gender: Text,
        /// The first English name.
        name: Text,
    }

    /// An office of a state or body.
    struct OfficeRow {
        /// Its id.
        id: Text,
        /// Row of its title.
        title: u32,
        /// Row of the state or body.
        of: u32,
        /// English name.
        name: Text,
        /// When it exists or existed.
        valid: Text,
        /// 1 when several hold it at a time.
        many: u8,
    }

    /// Somebody in an office for some time.
    struct TermRow {
        /// Row of the office; terms are sorted by it.
        office: u32,
        /// Row of the person.
        person: u32,
        /// EDTF.
        from: Text,
        /// EDTF, empty while it lasts.
        until: Text,
    }

    /// A state in an organisation or group for some time.
    struct MemberRow {
        /// Row of the organisation; rows are sorted by it.
        organisation: u32,
        /// Row of the member.
        member: u32,
        /// EDTF or empty.
        from: Text,
        /// EDTF or empty.
        until: Text,
        /// member, observer, partner, founder …
        role: Text,
    }

    /// A common noun for people or bodies that act for somebody.
    struct AgentRow {
        /// Sector, or empty.
        sector: Text,
        /// Class: army, government, people …
        class: Text,
    }

    /// A closed-class word.
    struct WordRow {
        /// What class.
        class: Text,
        /// What of it, `key=value;…`.
        value: Text,
    }

    /// A table kept as it came.
    struct RawTable {
        /// Its file.
        path: Text,
        /// Number of columns; the heading is the first row.
        columns: u16,
        /// The first of its cells in `cells`.
        first: u32,
        /// Number of rows, the heading not counted.
        rows: u32,
    }
}

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub(crate) enum NameUse {
    /// A name of an entity.
    Name,
    /// An adjective of a state, people or bloc.
    Adjective,
    /// People of a state or place.
    Inhabitant,
    /// The name by which a second mention calls a person.
    Family,
    /// A further name of an office.
    Office,
    /// A given name; the target is a gender: 0 masculine, 1 feminine, 2 either.
    Given,
    /// A title; in lower case.
    Title,
    /// A noun for people or bodies; in lower case.
    Agent,
    /// A good, currency or other common thing of the entity tables; in lower case.
    Common,
    /// A good as first part of a Dutch compound; in lower case.
    Part,
    /// A closed-class word; in lower case.
    Word,
}

impl NameUse {
    /// Every use, in the order of their numbers.
    pub(crate) const ALL: [Self; 11] = [
        Self::Name,
        Self::Adjective,
        Self::Inhabitant,
        Self::Family,
        Self::Office,
        Self::Given,
        Self::Title,
        Self::Agent,
        Self::Common,
        Self::Part,
        Self::Word,
    ];

    /// Whether the name may be met in a text by itself; others are asked for one by one. An office is met by its title and its body, each where it
    /// stands.
    pub(crate) fn is_met(self) -> bool {
        !matches!(self, Self::Office | Self::Given | Self::Part | Self::Word)
    }

    /// Whether the name is looked up without regard to case.
    pub(crate) fn is_common(self) -> bool {
        self >= Self::Title
    }
}

/// Marks of a [`NameRow`].
pub(crate) mod marks {
    /// An English name.
    pub(crate) const ENGLISH: u8 = 1;
    /// A Dutch name.
    pub(crate) const DUTCH: u8 = 2;
    /// Good only with support from the context.
    pub(crate) const AMBIGUOUS: u8 = 4;
    /// A plural.
    pub(crate) const PLURAL: u8 = 8;
}

/// All that is known.
#[derive(Debug, Clone, Default)]
pub(crate) struct World {
    /// All text.
    pub(crate) pool: Cow<'static, str>,
    /// Entities in the order of the files.
    pub(crate) entities: Vec<EntityRow>,
    /// Sorted by key: local and Wikidata ids.
    pub(crate) ids: Vec<IdRow>,
    /// Sorted by key.
    pub(crate) names: Vec<NameRow>,
    /// Sorted by key.
    pub(crate) firsts: Vec<FirstRow>,
    /// Sorted hashes of how the nouns that close a compound end.
    pub(crate) endings: Vec<u64>,
    /// Titles.
    pub(crate) titles: Vec<TitleRow>,
    /// Offices.
    pub(crate) offices: Vec<OfficeRow>,
    /// Sorted by office.
    pub(crate) terms: Vec<TermRow>,
    /// Rows of `terms`, sorted by person.
    pub(crate) terms_by_person: Vec<u32>,
    /// Rows of `offices`, sorted by body.
    pub(crate) offices_by_body: Vec<u32>,
    /// Sorted by organisation.
    pub(crate) members: Vec<MemberRow>,
    /// Agent nouns.
    pub(crate) agents: Vec<AgentRow>,
    /// Closed-class words.
    pub(crate) words: Vec<WordRow>,
    /// Tables kept as they came.
    pub(crate) tables: Vec<RawTable>,
    /// Their cells.
    pub(crate) cells: Vec<Text>,
}

impl World {
    /// The words of a stretch of the pool.
    pub(crate) fn text(&self, text: Text) -> &str {
        let start = text.start as usize;
        self.pool.get(start..start + usize::from(text.length)).unwrap_or("")
    }

    /// As bytes.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        u32::try_from(self.pool.len()).unwrap_or(u32::MAX).put(&mut out);
        out.extend_from_slice(self.pool.as_bytes());
        self.entities.put(&mut out);
        self.ids.put(&mut out);
        self.names.put(&mut out);
        self.firsts.put(&mut out);
        self.endings.put(&mut out);
        self.titles.put(&mut out);
        self.offices.put(&mut out);
        self.terms.put(&mut out);
        self.terms_by_person.put(&mut out);
        self.offices_by_body.put(&mut out);
        self.members.put(&mut out);
        self.agents.put(&mut out);
        self.words.put(&mut out);
        self.tables.put(&mut out);
        self.cells.put(&mut out);
        out
    }

    /// From bytes; `None` when they are no compiled knowledge of this version.
    pub(crate) fn from_bytes(bytes: Cow<'static, [u8]>) -> Option<Self> {
        let head = MAGIC.len() + 4;
        let mut rest = bytes.strip_prefix(MAGIC)?;
        let length = u32::take(&mut rest)? as usize;
        let pool = match &bytes {
            Cow::Borrowed(bytes) => Cow::Borrowed(str::from_utf8(bytes.get(head..head + length)?).ok()?),
            Cow::Owned(bytes) => Cow::Owned(str::from_utf8(bytes.get(head..head + length)?).ok()?.to_owned()),
        };
        let mut rest = rest.get(length..)?;
        let from = &mut rest;
        Some(Self {
            pool,
            entities: Vec::take(from)?,
            ids: Vec::take(from)?,
            names: Vec::take(from)?,
            firsts: Vec::take(from)?,
            endings: Vec::take(from)?,
            titles: Vec::take(from)?,
            offices: Vec::take(from)?,
            terms: Vec::take(from)?,
            terms_by_person: Vec::take(from)?,
            offices_by_body: Vec::take(from)?,
            members: Vec::take(from)?,
            agents: Vec::take(from)?,
            words: Vec::take(from)?,
            tables: Vec::take(from)?,
            cells: Vec::take(from)?,
        })
    }
}
