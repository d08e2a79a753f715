//! `cargo xtask tidy`: what can be checked of the project's order.
//!
//! Every file says what it is for, links lead somewhere, nothing is too big to hold in mind, no crate sees what it must not, and no
//! path of anybody's machine stands in the sources.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::Command,
};

use crate::root;

/// A file longer than this must be cut.
const LONGEST_FILE: usize = 900;
/// A function longer than this must be cut.
const LONGEST_FUNCTION: usize = 120;

/// Names that say nothing.
const EMPTY_NAMES: &[&str] = &["util", "utils", "common", "helper", "helpers", "core", "misc", "tools", "shared"];

/// What a crate must not depend on: the edges that would turn the layers round, and the world outside where there is none.
const FORBIDDEN: &[(&str, &[&str])] = &[
    (
        "registan-types",
        &[
            "serde",
            "serde_json",
            "registan-language",
            "registan-reading",
            "registan-record",
            "registan",
            "anyhow",
            "rusqlite",
            "tokio",
            "axum",
        ],
    ),
    ("registan-language", &["registan-reading", "registan-record", "registan", "anyhow", "rusqlite", "tokio", "axum", "clap"]),
    ("registan-reading", &["registan-record", "registan", "anyhow", "rusqlite", "tokio", "axum", "clap"]),
    ("registan-record", &["registan-language", "registan-reading", "registan", "anyhow", "tokio", "axum", "clap", "serde_json"]),
];

/// The one module that may hold `unsafe`: vector instructions.
const UNSAFE_PLACE: &str = "crates/registan-language/src/inference/vector";

/// Checks everything and names every flaw.
pub(crate) fn run(_: &[String]) -> Result<(), String> {
    let root = root();
    let files = files(&root)?;
    let mut flaws = Vec::new();
    for file in &files {
        let Ok(text) = fs::read_to_string(root.join(file)) else { continue };
        let name = file.to_string_lossy().replace('\\', "/");
        if name.ends_with(".rs") {
            check_source(&name, &text, &mut flaws);
        }
        if name.ends_with(".md") {
            check_links(&root, &name, &text, &mut flaws);
        }
        check_paths(&name, &text, &mut flaws);
    }
    check_crates(&root, &mut flaws);
    check_changelog(&root, &mut flaws);
    let mut err = std::io::stderr();
    flaws.iter().for_each(|flaw| drop(writeln!(err, "{flaw}")));
    match flaws.len() {
        0 => {
            let _ = writeln!(err, "tidy: {} files in order", files.len());
            Ok(())
        }
        count => Err(format!("{count} flaws")),
    }
}

/// The files that belong to the project, by path from its root.
fn files(root: &Path) -> Result<Vec<PathBuf>, String> {
    let listed = Command::new("git").args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]).current_dir(root).output();
    let listed = listed.map_err(|error| format!("git could not be run: {error}"))?;
    if !listed.status.success() {
        return Err("this is no git checkout".to_owned());
    }
    let names = String::from_utf8_lossy(&listed.stdout).into_owned();
    let mut files: Vec<PathBuf> = names.split('\0').filter(|name| !name.is_empty()).map(PathBuf::from).collect();
    files.retain(|file| root.join(file).is_file());
    files.sort();
    files.dedup();
    Ok(files)
}

fn check_source(name: &str, text: &str, flaws: &mut Vec<String>) {
    if !text.trim_start().starts_with("//!") {
        flaws.push(format!("{name}: begins without `//!` lines that say what it is for"));
    }
    let lines = text.lines().count();
    if lines > LONGEST_FILE {
        flaws.push(format!("{name}: {lines} lines, more than {LONGEST_FILE}"));
    }
    for (line, length) in long_functions(text) {
        flaws.push(format!("{name}:{line}: a function of {length} lines, more than {LONGEST_FUNCTION}"));
    }
    let path = Path::new(name);
    let folder = path.parent().and_then(Path::file_name);
    let stem = path.file_stem();
    for word in [stem, folder].into_iter().flatten().map(|word| word.to_string_lossy()) {
        if EMPTY_NAMES.contains(&&*word) {
            flaws.push(format!("{name}: `{word}` says nothing of what is in it"));
        }
    }
    let has_unsafe = text.lines().any(|line| {
        let code = line.split("//").next().unwrap_or("");
        ["unsafe {", "unsafe fn", "unsafe impl"].iter().any(|word| code.contains(word) && !code.contains(&format!("\"{word}")))
    });
    if has_unsafe && !name.starts_with(UNSAFE_PLACE) && !name.starts_with("xtask/") {
        flaws.push(format!("{name}: `unsafe` outside of {UNSAFE_PLACE}"));
    }
}

/// Functions that are too long: line and length. Formatted sources end a function where a brace stands under its beginning.
fn long_functions(text: &str) -> Vec<(usize, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let code = line.trim_start();
        let indent = line.len() - code.len();
        let begins = ["fn ", "pub fn ", "pub(crate) fn ", "pub(super) fn ", "const fn ", "pub const fn ", "async fn ", "pub async fn "];
        if !begins.iter().any(|begin| code.starts_with(begin)) || code.ends_with('}') || code.ends_with(';') {
            continue;
        }
        let is_end = |line: &&str| line.len() - line.trim_start().len() == indent && line.trim_start().starts_with('}');
        let length = lines.iter().skip(at).position(is_end).map_or(0, |end| end + 1);
        if length > LONGEST_FUNCTION {
            found.push((at + 1, length));
        }
    }
    found
}

/// Links to files of the project must lead to one.
fn check_links(root: &Path, name: &str, text: &str, flaws: &mut Vec<String>) {
    let folder = root.join(name).parent().map(Path::to_owned).unwrap_or_default();
    let mut fenced = false;
    for (number, line) in text.lines().enumerate() {
        fenced ^= line.trim_start().starts_with("```");
        if fenced {
            continue;
        }
        for target in targets(line) {
            let path = target.split('#').next().unwrap_or("");
            let elsewhere = path.is_empty() || path.contains("://") || path.starts_with("mailto:");
            if !elsewhere && !folder.join(path).exists() {
                flaws.push(format!("{name}:{}: the link to {target} leads nowhere", number + 1));
            }
        }
    }
}

/// The targets of the links in a line.
fn targets(line: &str) -> impl Iterator<Item = &str> {
    line.match_indices("](").filter_map(|(at, mark)| {
        let rest = line.get(at + mark.len()..)?;
        let target = rest.split([')', ' ']).next()?;
        (!target.is_empty()).then_some(target)
    })
}

/// Paths of one machine mean nothing on another.
fn check_paths(name: &str, text: &str, flaws: &mut Vec<String>) {
    let roots = [concat!("/wo", "rk/"), concat!("/ho", "me/"), concat!("/ro", "ot/"), concat!("/Us", "ers/")];
    for (number, line) in text.lines().enumerate() {
        let found = roots.iter().any(|root| {
            line.match_indices(root).any(|(at, _)| {
                let before = line.get(..at).and_then(|before| before.chars().next_back());
                before.is_none_or(|c| c.is_whitespace() || "\"'`(=:".contains(c)) && !line.get(..at).unwrap_or("").ends_with(':')
            })
        });
        if found {
            flaws.push(format!("{name}:{}: a path of one machine", number + 1));
        }
    }
}

fn check_crates(root: &Path, flaws: &mut Vec<String>) {
    for (name, forbidden) in FORBIDDEN {
        let manifest = format!("crates/{name}/Cargo.toml");
        let Ok(text) = fs::read_to_string(root.join(&manifest)) else {
            flaws.push(format!("{manifest}: missing"));
            continue;
        };
        let mut section = "";
        for line in text.lines().map(str::trim) {
            if line.starts_with('[') {
                section = line;
            }
            let dependency = line.split(['.', ' ', '=']).next().unwrap_or("");
            // Tests may use what they like of the world outside, but no layer above.
            let counts = section == "[dependencies]" || (section == "[dev-dependencies]" && dependency.starts_with("registan"));
            if counts && forbidden.contains(&dependency) {
                flaws.push(format!("{manifest}: {name} must not see {dependency}"));
            }
        }
    }
}

fn check_changelog(root: &Path, flaws: &mut Vec<String>) {
    let text = fs::read_to_string(root.join("CHANGELOG.md")).unwrap_or_default();
    if !text.contains("\n## ") {
        flaws.push("CHANGELOG.md: missing, or without a version".to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_functions_are_found() {
        let body = "    x();\n".repeat(LONGEST_FUNCTION);
        let text = format!("fn short() {{\n    x();\n}}\n\npub fn long() {{\n{body}}}\n");
        assert_eq!(long_functions(&text), [(5, LONGEST_FUNCTION + 2)]);
    }

    #[test]
    fn links_are_found() {
        assert_eq!(targets("see [a](b.md#c) and [d](https://e.f) [g]").collect::<Vec<_>>(), ["b.md#c", "https://e.f"]);
    }

    #[test]
    fn machine_paths_are_found_and_addresses_are_not() {
        let mut flaws = Vec::new();
        check_paths("x", concat!("see `/wo", "rk/x` or https://a.b/wo", "rk/x\n"), &mut flaws);
        assert_eq!(flaws.len(), 1);
        flaws.clear();
        check_paths("x", concat!("https://a.b/wo", "rk/x\n"), &mut flaws);
        assert!(flaws.is_empty());
    }
}
