//! Embeds what the program reads with: models, frames, the data of each language, and the example reports; and the built pages that it serves.
//!
//! Nothing is made here but a list of `include_bytes!` and `include_str!`, so that the program needs no files when it runs.

use std::{
    env,
    fmt::Write as _,
    fs, io,
    path::{Path, PathBuf},
    process::Command,
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
    fs::write(target, out)?;
    pages(&root)
}

/// Embeds the built pages. Where they are not built yet they are built, if Node is there; else the program carries none and says so.
fn pages(root: &Path) -> io::Result<()> {
    let (web, built) = (root.join("web"), root.join("web/dist"));
    println!("cargo::rerun-if-changed={}", built.display());
    println!("cargo::rerun-if-env-changed=REGISTAN_NO_PAGES");
    let wanted = env::var_os("REGISTAN_NO_PAGES").is_none();
    if wanted
        && !built.join("index.html").exists()
        && web.join("package-lock.json").exists()
        && !(npm(&web, &["ci"]) && npm(&web, &["run", "build"]))
    {
        println!("cargo::warning=the pages were not built, as npm is missing or failed; `registan serve` will answer its API only");
    }
    let files = if wanted { list(&built, "")? } else { Vec::new() };
    let mut named: Vec<(String, String)> = Vec::new();
    for file in files {
        println!("cargo::rerun-if-changed={}", file.display());
        let name = file.strip_prefix(&built).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        named.push((name, file.display().to_string()));
    }
    named.sort();
    let mut out = String::from(
        "// Made by build.rs.\n/// The built pages: paths with their content, in the order of paths.\nstatic PAGES: &[(&str, &[u8])] = &[\n",
    );
    for (name, file) in named {
        writeln!(out, "    ({name:?}, include_bytes!({file:?})),").map_err(io::Error::other)?;
    }
    out.push_str("];\n");
    let target = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("pages.rs");
    fs::write(target, out)
}

/// Whether npm did it.
fn npm(folder: &Path, arguments: &[&str]) -> bool {
    let program = if cfg!(windows) { "npm.cmd" } else { "npm" };
    // What it writes must not be taken for instructions to Cargo.
    let done = Command::new(program).args(arguments).current_dir(folder).env("CI", "1").output();
    done.is_ok_and(|output| output.status.success())
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
