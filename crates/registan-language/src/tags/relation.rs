//! Dependency relations: the thirty-seven universal ones and their subtypes.

use std::fmt;
use std::str::FromStr;

macro_rules! relations {
    ($($variant:ident $name:literal),* $(,)?) => {
        /// A universal dependency relation without its subtype.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[allow(missing_docs, reason = "the variants are the names of the scheme")]
        pub enum Relation { $($variant),* }

        impl Relation {
            /// All universal relations, in alphabetical order.
            pub const ALL: &'static [Relation] = &[$(Relation::$variant),*];

            /// The relation as CoNLL-U writes it, `nsubj`.
            pub const fn as_str(self) -> &'static str {
                match self { $(Relation::$variant => $name),* }
            }

            fn from_name(name: &str) -> Option<Relation> {
                match name { $($name => Some(Relation::$variant),)* _ => None }
            }
        }
    };
}

relations! {
    Acl "acl", Advcl "advcl", Advmod "advmod", Amod "amod", Appos "appos", Aux "aux",
    Case "case", Cc "cc", Ccomp "ccomp", Clf "clf", Compound "compound", Conj "conj",
    Cop "cop", Csubj "csubj", Dep "dep", Det "det", Discourse "discourse",
    Dislocated "dislocated", Expl "expl", Fixed "fixed", Flat "flat", Goeswith "goeswith",
    Iobj "iobj", List "list", Mark "mark", Nmod "nmod", Nsubj "nsubj", Nummod "nummod",
    Obj "obj", Obl "obl", Orphan "orphan", Parataxis "parataxis", Punct "punct",
    Reparandum "reparandum", Root "root", Vocative "vocative", Xcomp "xcomp",
}

impl fmt::Display for Relation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Longest subtype that a [`Deprel`] can hold, in bytes. The scheme's longest has ten.
pub const SUBTYPE_CAPACITY: usize = 14;

/// A dependency relation with its subtype, `obl:agent`. Small and `Copy`.
///
/// ```
/// use registan_language::{Deprel, Relation};
/// let relation: Deprel = "nsubj:pass".parse()?;
/// assert_eq!(relation.base(), Relation::Nsubj);
/// assert_eq!(relation.subtype(), Some("pass"));
/// assert_eq!(relation, "nsubj:pass");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Deprel {
    base: Relation,
    length: u8,
    subtype: [u8; SUBTYPE_CAPACITY],
}

impl Deprel {
    /// The relation `base` without a subtype.
    pub const fn new(base: Relation) -> Deprel {
        Deprel { base, length: 0, subtype: [0; SUBTYPE_CAPACITY] }
    }

    /// The universal relation, without the subtype.
    pub const fn base(&self) -> Relation {
        self.base
    }

    /// What follows the colon, if anything does.
    pub fn subtype(&self) -> Option<&str> {
        let bytes = self.subtype.get(..usize::from(self.length))?;
        std::str::from_utf8(bytes).ok().filter(|subtype| !subtype.is_empty())
    }

    /// Whether this is the universal relation `base`, with whatever subtype.
    pub fn is(&self, base: Relation) -> bool {
        self.base == base
    }
}

impl PartialEq<str> for Deprel {
    fn eq(&self, name: &str) -> bool {
        match name.split_once(':') {
            Some((base, subtype)) => self.base.as_str() == base && self.subtype() == Some(subtype),
            None => self.base.as_str() == name && self.length == 0,
        }
    }
}

impl PartialEq<&str> for Deprel {
    fn eq(&self, name: &&str) -> bool {
        *self == **name
    }
}

impl PartialEq<Relation> for Deprel {
    fn eq(&self, relation: &Relation) -> bool {
        *self == Deprel::new(*relation)
    }
}

impl From<Relation> for Deprel {
    fn from(base: Relation) -> Deprel {
        Deprel::new(base)
    }
}

impl fmt::Display for Deprel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.subtype() {
            Some(subtype) => write!(f, "{}:{subtype}", self.base),
            None => self.base.fmt(f),
        }
    }
}

impl fmt::Debug for Deprel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Deprel({self})")
    }
}

/// The text is no dependency relation: its base is not universal, or its subtype is too long.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown dependency relation {0:?}")]
pub struct ParseDeprelError(String);

impl FromStr for Deprel {
    type Err = ParseDeprelError;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        parse(name).ok_or_else(|| ParseDeprelError(name.to_owned()))
    }
}

fn parse(name: &str) -> Option<Deprel> {
    let (base, subtype) = match name.split_once(':') {
        Some((_, "")) => return None,
        Some((base, subtype)) => (base, subtype),
        None => (name, ""),
    };
    let mut deprel = Deprel::new(Relation::from_name(base)?);
    deprel.subtype.get_mut(..subtype.len())?.copy_from_slice(subtype.as_bytes());
    deprel.length = u8::try_from(subtype.len()).ok()?;
    Some(deprel)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_relation_reads_back() {
        assert_eq!(Relation::ALL.len(), 37);
        for relation in Relation::ALL {
            let deprel: Deprel = Deprel::new(*relation);
            assert_eq!(relation.as_str().parse(), Ok(deprel));
            assert_eq!(deprel, *relation);
        }
    }

    #[test]
    fn subtypes_count_in_comparisons() {
        let passive = parse("nsubj:pass");
        assert!(passive.is_some_and(|d| d == "nsubj:pass" && d != "nsubj" && d != Relation::Nsubj));
        assert!(passive.is_some_and(|d| d.is(Relation::Nsubj)));
        assert_eq!(passive.map(|d| d.to_string()).as_deref(), Some("nsubj:pass"));
    }

    #[test]
    fn what_is_no_relation_is_refused() {
        for name in ["", "subject", "nsubj:", ":pass", "obl:much-too-long-subtype"] {
            assert!(name.parse::<Deprel>().is_err(), "{name}");
        }
    }
}
