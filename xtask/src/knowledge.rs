//! `cargo xtask knowledge`: whether every row of the tables in `knowledge/` can stand.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use registan_reading::knowledge::{Knowledge, check};

use crate::root;

/// Checks the tables strictly: rows that compiling leaves out, and kinds, sectors, countries, dates, ids and names that are malformed.
pub(crate) fn run(_: &[String]) -> Result<(), String> {
    let folder = root().join("knowledge");
    let mut tables = Vec::new();
    collect(&folder, &folder, &mut tables).map_err(|error| format!("the tables cannot be read: {error}"))?;
    tables.sort();
    let borrowed: Vec<(&str, &str)> = tables.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let problems = check(&borrowed);
    let mut err = std::io::stderr();
    problems.iter().for_each(|problem| drop(writeln!(err, "knowledge/{problem}")));
    match problems.len() {
        0 => {
            let (knowledge, _) = Knowledge::compile(&borrowed);
            let (entities, size) = (knowledge.entities().count(), knowledge.to_bytes().len());
            let _ = writeln!(err, "knowledge: {} tables in order, {entities} entities, {size} bytes compiled", tables.len());
            Ok(())
        }
        count => Err(format!("{count} problems")),
    }
}

/// The folders whose tables are compiled; the others are read in forms of their own.
const FOLDERS: [&str; 8] = ["actors", "goods", "mentions", "offices", "organisations", "persons", "places", "time"];

fn collect(root: &Path, folder: &Path, tables: &mut Vec<(String, String)>) -> std::io::Result<()> {
    let names = FOLDERS.iter().map(|name| folder.join(name)).filter(|folder| folder.is_dir());
    for path in names.map(fs::read_dir).collect::<Result<Vec<_>, _>>()?.into_iter().flatten() {
        let path: PathBuf = path?.path();
        if path.extension().is_some_and(|end| end == "tsv") {
            let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            tables.push((name, fs::read_to_string(&path)?));
        }
    }
    Ok(())
}
