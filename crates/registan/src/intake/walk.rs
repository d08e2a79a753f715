//! Files below the paths that were given, in a fixed order.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{Reason, Refusal};

/// Visits the files below `path`: itself, or everything in a folder, sorted by name, hidden names left out.
pub(crate) fn files(path: &Path, visit: &mut dyn FnMut(Result<PathBuf, Refusal>)) {
    below(path, &mut Vec::new(), visit);
}

fn below(path: &Path, above: &mut Vec<PathBuf>, visit: &mut dyn FnMut(Result<PathBuf, Refusal>)) {
    let refused = |reason| Err(Refusal { place: place(path), reason });
    let kind = match fs::metadata(path) {
        Ok(kind) => kind,
        Err(error) => return visit(refused(Reason::of_io(&error, None))),
    };
    if !kind.is_dir() {
        // A pipe that the user names is meant; one that stands about in a folder is not.
        let readable = kind.is_file() || above.is_empty();
        return visit(if readable { Ok(path.to_owned()) } else { refused(Reason::NotAFile) });
    }
    match entries(path) {
        Ok((here, _)) if above.contains(&here) => visit(refused(Reason::Circle)),
        Ok((here, names)) => {
            above.push(here);
            names.iter().for_each(|name| below(&path.join(name), above, visit));
            above.pop();
        }
        Err(error) => visit(refused(Reason::of_io(&error, None))),
    }
}

/// The folder's own place, and the names in it.
fn entries(folder: &Path) -> io::Result<(PathBuf, Vec<std::ffi::OsString>)> {
    let here = fs::canonicalize(folder)?;
    let names = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.file_name()));
    let mut names: Vec<_> = names.collect::<io::Result<_>>()?;
    names.retain(|name| !name.as_encoded_bytes().starts_with(b"."));
    names.sort();
    Ok((here, names))
}

/// A path as it is shown and stored: as given, with `/` between its parts.
pub(crate) fn place(path: &Path) -> String {
    let place = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { place.into_owned() } else { place.replace(std::path::MAIN_SEPARATOR, "/") }
}
