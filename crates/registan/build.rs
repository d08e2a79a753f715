//! Embeds what the program reads with: models, frames, the data of each language, and the example reports.
//!
//! Nothing is made here but a list of `include_bytes!` and `include_str!`, so that the program needs no files when it runs.

use std::{
    env,
    fmt::Write as _,
    fs, io,
    path::{Path, PathBuf},
};

fn main() -> io::Result<()> {
    let here = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let root = here.join("../..").canonicalize()?;
    let mut out = String::from("// Made by build.rs.\n");
    let models = list(&root.join("models"), "registan-model")?;
    table(&mut out, "MODELS", "&[u8]", "include_bytes!", &models)?;
    table(&mut out, "FRAMES", "&str", "include_str!", &list(&root.join("knowledge/frames"), "toml")?)?;
    table(&mut out, "GRAMMAR", "&str", "include_str!", &list(&root.join("knowledge/grammar"), "toml")?)?;
    table(&mut out, "REALITY", "&str", "include_str!", &list(&root.join("knowledge/reality"), "toml")?)?;
    table(&mut out, "VOICES", "&str", "include_str!", &list(&root.join("knowledge/voices"), "toml")?)?;
    table(&mut out, "CODES", "&str", "include_str!", &list(&root.join("knowledge/codes"), "tsv")?)?;
    table(&mut out, "REPORTS", "&[u8]", "include_bytes!", &list(&root.join("examples/reports"), "")?)?;
    table(&mut out, "REPORTS_TABLE", "&str", "include_str!", &[root.join("examples/reports.tsv")])?;
    let target = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("embedded.rs");
    fs::write(target, out)
}

/// The files below a folder with this extension (all of them, when it is empty), sorted by path.
fn list(folder: &Path, extension: &str) -> io::Result<Vec<PathBuf>> {
    println!("cargo::rerun-if-changed={}", folder.display());
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(list(&path, extension)?);
        } else if extension.is_empty() || path.extension().is_some_and(|end| end == extension) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Writes a constant: file names with their content.
fn table(out: &mut String, name: &str, kind: &str, include: &str, files: &[PathBuf]) -> io::Result<()> {
    let written = (|| {
        writeln!(out, "pub(super) static {name}: &[(&str, {kind})] = &[")?;
        for file in files {
            println!("cargo::rerun-if-changed={}", file.display());
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            writeln!(out, "    ({name:?}, {include}({:?})),", file.display().to_string())?;
        }
        writeln!(out, "];")
    })();
    written.map_err(io::Error::other)
}
