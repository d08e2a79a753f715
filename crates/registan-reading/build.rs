//! Compiles the tables of `knowledge/` into the bytes that the crate embeds, and lists its frame files.

#![allow(clippy::print_stdout, reason = "cargo reads what a build script prints")]

#[allow(dead_code, unreachable_pub, missing_docs, reason = "the library uses all of it")]
#[path = "src/knowledge/compiled/mod.rs"]
mod compiled;

use std::{
    error::Error,
    fs,
    path::{Path, PathBuf},
};

/// The folders of `knowledge/` that hold tables.
const FOLDERS: [&str; 8] = ["actors", "goods", "mentions", "offices", "organisations", "persons", "places", "time"];

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(&std::env::var("CARGO_MANIFEST_DIR")?).join("../../knowledge");
    let mut files = Vec::new();
    for folder in FOLDERS {
        let folder = root.join(folder);
        println!("cargo::rerun-if-changed={}", folder.display());
        read_tables(&root, &folder, &mut files)?;
    }
    files.sort_unstable();
    let borrowed: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let (world, problems) = compiled::compile(compiled::world::World::default(), &borrowed);
    if !problems.is_empty() {
        println!("cargo::warning=knowledge: {} rows left out; `cargo xtask knowledge` names them", problems.len());
    }
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    fs::write(out.join("knowledge.bin"), world.to_bytes())?;
    fs::write(out.join("frames.rs"), frame_list(&root.join("frames"))?)?;
    Ok(())
}

/// Reads the tables in a folder; a folder that is not there holds none.
fn read_tables(root: &Path, folder: &Path, files: &mut Vec<(String, String)>) -> Result<(), Box<dyn Error>> {
    let Ok(entries) = fs::read_dir(folder) else { return Ok(()) };
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "tsv") {
            println!("cargo::rerun-if-changed={}", path.display());
            let name = path.strip_prefix(root)?.to_string_lossy().replace('\\', "/");
            files.push((name, fs::read_to_string(&path)?));
        }
    }
    Ok(())
}

/// Rust source of an array of all frame files below a folder: (name, text).
fn frame_list(folder: &Path) -> Result<String, Box<dyn Error>> {
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "toml") {
                files.push(path);
            }
        }
    }
    files.sort_unstable();
    let entries = files.iter().map(|path| {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        format!("    ({name:?}, include_str!({:?})),\n", path.to_string_lossy())
    });
    Ok(format!("[\n{}]\n", entries.collect::<String>()))
}
