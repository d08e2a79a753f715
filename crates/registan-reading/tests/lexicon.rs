//! The frame files themselves: all of them parse, name what exists, and every word of every unit has an example.

use std::{collections::BTreeSet, fs, path::Path};

use registan_reading::frame::{CameoTable, FrameSet};

fn files() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../knowledge/frames");
    let mut files = Vec::new();
    let mut folders = vec![folder];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "toml") {
                let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                files.push((name, fs::read_to_string(&path).unwrap_or_default()));
            }
        }
    }
    files.sort();
    files
}

fn lexicon() -> FrameSet {
    let files = files();
    let (set, problems) = FrameSet::parse(files.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    set
}

#[test]
fn every_file_is_a_frame() {
    assert_eq!(lexicon().frames().len(), files().len());
}

#[test]
fn every_cameo_code_exists() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../knowledge/codes/cameo.tsv");
    let table = CameoTable::parse(&fs::read_to_string(path).unwrap_or_default());
    let set = lexicon();
    let unknown: Vec<_> = set
        .frames()
        .iter()
        .filter_map(|frame| {
            frame.cameo.as_deref().filter(|code| !table.contains(code)).map(|code| (frame.name.to_string(), code.to_owned()))
        })
        .collect();
    assert!(unknown.is_empty(), "no such CAMEO codes: {unknown:?}");
}

#[test]
fn every_first_line_says_what_the_frame_is() {
    let bare: BTreeSet<String> = files().into_iter().filter(|(_, text)| !text.starts_with("# ")).map(|(name, _)| name).collect();
    assert!(bare.is_empty(), "{bare:?}");
}

#[test]
fn every_unit_has_examples() {
    let set = lexicon();
    let bare: Vec<String> = set.units().iter().filter(|unit| unit.says.is_empty()).map(|unit| format!("{:?}", unit.lemmas)).collect();
    assert!(bare.is_empty(), "units without an example: {}", bare.join("; "));
}
