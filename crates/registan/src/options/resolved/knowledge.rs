//! Options of what is known of the world, checked.

use std::path::PathBuf;

use registan_types::EntityKind;

use super::{Resolved, UsageError, language};
use crate::{options::raw, wikidata::Wanted};

/// `registan knowledge import`.
#[derive(Debug, Clone)]
pub struct ImportOptions {
    /// The dump; `-` for the standard input.
    pub dump: PathBuf,
    /// Where the pack goes.
    pub out: PathBuf,
    /// What of the dump is wanted.
    pub wanted: Wanted,
    /// A table of further classes.
    pub classes: Option<PathBuf>,
}

impl TryFrom<raw::ImportArgs> for ImportOptions {
    type Error = UsageError;

    fn try_from(args: raw::ImportArgs) -> Resolved<Self> {
        if args.out.extension().is_none_or(|end| end != "tsv") {
            return Err(UsageError::of("out", &args.out.to_string_lossy(), "a pack of names ends in .tsv"));
        }
        let kind = |kind: &String| {
            kind.parse::<EntityKind>()
                .map_err(|_| UsageError::of("kinds", kind, "write person, state, group, organisation, place or other"))
        };
        let wanted = Wanted {
            languages: args.languages.iter().map(|tag| language(tag)).collect::<Resolved<_>>()?,
            kinds: args.kinds.iter().map(kind).collect::<Resolved<_>>()?,
            sitelinks: args.sitelinks,
        };
        Ok(Self { dump: args.dump, out: args.out, wanted, classes: args.classes })
    }
}
