//! The pages' own checks and tests, as far as this machine has what they need.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use crate::{root, tests::say};

/// Debian's Chromium.
const CHROMIUM: &str = "/usr/bin/chromium";

/// Checks and tests the pages where Node is there and their libraries can be had; walks them in a real browser where there is one. What is left out is
/// said. `true` when all of it was done.
pub(crate) fn run() -> Result<bool, String> {
    let web = root().join("web");
    if !quiet(&web, &["--version"]) {
        say("the pages are not tested: npm is not on this machine");
        return Ok(false);
    }
    if !web.join("node_modules").exists() && !quiet(&web, &["ci"]) {
        say("the pages are not tested: `npm ci` cannot get their libraries");
        return Ok(false);
    }
    npm(&web, &["run", "check"])?;
    npm(&web, &["test"])?;
    let browser = std::env::var_os("CHROMIUM").map_or_else(|| PathBuf::from(CHROMIUM), PathBuf::from);
    if !browser.exists() {
        say(&format!("the pages are not walked in a browser: there is no {}", browser.display()));
        return Ok(false);
    }
    npm(&web, &["run", "e2e"])?;
    Ok(true)
}

fn npm(web: &Path, arguments: &[&str]) -> Result<(), String> {
    let program = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from).join("debug/registan");
    // A test says whether the pages work; how fast they are is measured by `npm run e2e` alone.
    let slow = std::env::var_os("REGISTAN_SLOW").unwrap_or_else(|| "20".into());
    let status = Command::new("npm")
        .args(arguments)
        .current_dir(web)
        .env("REGISTAN_BIN", program)
        .env("REGISTAN_SLOW", slow)
        .env("CI", "1")
        .status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`npm {}` failed ({status})", arguments.join(" "))),
        Err(error) => Err(format!("npm could not be run: {error}")),
    }
}

fn quiet(web: &Path, arguments: &[&str]) -> bool {
    let done = Command::new("npm").args(arguments).current_dir(web).stdout(Stdio::null()).stderr(Stdio::null()).status();
    done.is_ok_and(|status| status.success())
}
