//! What README tells a newcomer to type is there to be typed.

use std::{path::Path, process::Command};

/// The commands of README's fenced shell blocks that begin with `prefix`, without it.
fn commands(readme: &str, prefix: &str) -> Vec<String> {
    let mut fenced = false;
    let mut found = Vec::new();
    for line in readme.lines() {
        if line.starts_with("```") {
            fenced = line == "```sh";
        } else if let Some(rest) = line.strip_prefix(prefix).filter(|_| fenced) {
            found.push(rest.trim().to_owned());
        }
    }
    found
}

#[test]
fn first_command_of_the_readme_means_this_program() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let readme = std::fs::read_to_string(root.join("README.md")).expect("README");
    let typed = commands(&readme, "cargo run --release -- ");
    assert!(!typed.is_empty(), "README shows no `cargo run`");
    for arguments in typed {
        let command = arguments.split(' ').next().expect("split gives something").to_owned();
        let folder = tempfile::tempdir().expect("a folder for the test");
        super::registan(folder.path(), &[&command, "--help"]).assert().success();
    }
    // `cargo run` without a name runs the one program of the default members; with two it refuses.
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(&root)
        .output()
        .expect("cargo describes the workspace");
    let workspace: serde_json::Value = serde_json::from_slice(&output.stdout).expect("cargo writes JSON");
    let list = |value: &serde_json::Value| value.as_array().cloned().unwrap_or_default();
    let members = list(&workspace["workspace_default_members"]);
    let packages = list(&workspace["packages"]).into_iter().filter(|package| members.contains(&package["id"]));
    let targets = packages.flat_map(|package| list(&package["targets"]));
    let programs: Vec<_> =
        targets.filter(|target| list(&target["kind"]).contains(&"bin".into())).map(|target| target["name"].clone()).collect();
    assert_eq!(programs, ["registan"]);
}
