//! The files of a pack: a table of entities, and one of terms of office beside it.

use std::{
    ffi::OsString,
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use super::rows::{EntityRow, TermRow};

/// A pack that is being written. Nothing stands at its place before it is whole.
pub(crate) struct Pack {
    entities: Part,
    terms: Option<Part>,
}

const ENTITIES: &str = "# Names from a Wikidata dump, made by `registan knowledge import`; further ones of entities that the program knows stand under its ids.
# Source: Wikidata, CC0.
id\tkind\tclass\tcountry\tsector\tvalid\tname\tnames_en\tnames_nl\twikidata\tnote\tlat\tlon\tpopulation
";

const TERMS: &str = "# Terms of office from a Wikidata dump, made by `registan knowledge import`; goes with the table of names beside it.
# Source: Wikidata, CC0.
person\toffice\tfrom\tuntil\tsource\tnote
";

impl Pack {
    /// Begins a pack whose table of entities is to stand at `path`.
    pub(crate) fn create(path: &Path) -> io::Result<Self> {
        Ok(Self { entities: Part::create(path.to_owned(), ENTITIES)?, terms: None })
    }

    pub(super) fn entity(&mut self, row: &EntityRow) -> io::Result<()> {
        let (lat, lon) = row.coordinates.map_or_else(Default::default, |(lat, lon)| (format!("{lat:.5}"), format!("{lon:.5}")));
        let sector = row.sector.map_or_else(String::new, |sector| sector.to_string());
        let population = row.population.map_or_else(String::new, |people| people.to_string());
        let cells = [
            &row.id,
            &row.kind.to_string(),
            &row.class,
            &row.country,
            &sector,
            &row.valid,
            &row.name,
            &row.names_en.join(";"),
            &row.names_nl.join(";"),
            &row.wikidata,
            &row.note,
            &lat,
            &lon,
            &population,
        ];
        writeln!(self.entities.file, "{}", cells.map(String::as_str).join("\t"))
    }

    pub(super) fn term(&mut self, row: &TermRow) -> io::Result<()> {
        let terms = match &mut self.terms {
            Some(terms) => terms,
            none => none.insert(Part::create(self.entities.path.with_extension("terms.tsv"), TERMS)?),
        };
        writeln!(terms.file, "{}\t{}\t{}\t{}\twikidata\t", row.person, row.office, row.from, row.until)
    }

    /// Puts the files in their places, and names them.
    pub(crate) fn finish(self) -> io::Result<Vec<PathBuf>> {
        let terms = self.terms.map(Part::finish).transpose()?;
        Ok([Some(self.entities.finish()?), terms].into_iter().flatten().collect())
    }
}

/// A file that is being written beside its place.
struct Part {
    path: PathBuf,
    file: BufWriter<File>,
}

impl Part {
    fn create(path: PathBuf, head: &str) -> io::Result<Self> {
        let mut file = BufWriter::new(File::create(unfinished(&path))?);
        file.write_all(head.as_bytes())?;
        Ok(Self { path, file })
    }

    fn finish(mut self) -> io::Result<PathBuf> {
        self.file.flush()?;
        fs::rename(unfinished(&self.path), &self.path)?;
        Ok(self.path)
    }
}

/// Where a file stands until it is whole.
fn unfinished(path: &Path) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(".part");
    name.into()
}
