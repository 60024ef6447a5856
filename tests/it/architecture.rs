//! The tables of `docs/ARCHITECTURE.md` are the rules, and this holds the code to them.

mod paths;
mod table;

use paths::{Path, paths};
use std::fs;
use std::path::PathBuf;
use table::{Crates, Rooms};

const DOCUMENT: &str = "docs/ARCHITECTURE.md";
/// Beyond this a file holds more than one idea.
const MOST_LINES: usize = 500;

struct Source {
    file: String,
    text: String,
}

fn sources() -> Vec<Source> {
    let (mut folders, mut sources) = (vec![root().join("src")], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let file = path.strip_prefix(root()).unwrap().to_str().unwrap().to_owned();
                sources.push(Source { file, text: fs::read_to_string(&path).unwrap() });
            }
        }
    }
    assert!(sources.len() > 100, "only {} files below src were found", sources.len());
    sources.sort_by(|a, b| a.file.cmp(&b.file));
    sources
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn document() -> String {
    fs::read_to_string(root().join(DOCUMENT)).unwrap()
}

/// `src/http/rest/mod.rs` and `src/http/rest.rs` are the module `http/rest`.
fn module(file: &str) -> &str {
    let module = file.trim_start_matches("src/").trim_end_matches(".rs");
    module.strip_suffix("/mod").unwrap_or(module)
}

fn complain(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn rooms_know_only_the_rooms_their_row_names() {
    let rooms = Rooms::read(&document());
    let mut faults = Vec::new();
    for Source { file, text } in sources() {
        let module = module(&file);
        if matches!(module, "lib" | "main") {
            continue;
        }
        for Path { line, path } in paths(&text, module) {
            let Some(target) = path.strip_prefix("crate::") else { continue };
            if let Some((room, unknown)) = rooms.refused(module, &target.replace("::", "/")) {
                faults.push(format!("{room} may not know {unknown}: see {DOCUMENT} ({file}:{line} says {path})"));
            }
        }
    }
    complain(&faults);
}

#[test]
fn crates_are_used_only_in_the_rooms_their_row_names() {
    let crates = Crates::read(&document());
    let mut faults = Vec::new();
    for Source { file, text } in sources() {
        let module = module(&file);
        for Path { line, path } in paths(&text, module) {
            if let Some(name) = crates.refused(module, &path) {
                faults.push(format!("{module} may not use {name}: see {DOCUMENT} ({file}:{line} says {path})"));
            }
        }
    }
    complain(&faults);
}

#[test]
fn every_room_has_a_row_and_every_row_a_room() {
    let lib = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let mut built: Vec<&str> =
        lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    let rooms = Rooms::read(&document());
    let mut written: Vec<&str> = rooms.names().filter(|room| !room.contains('/')).collect();
    built.sort_unstable();
    written.sort_unstable();
    assert_eq!(written, built, "the rows of {DOCUMENT} and the rooms of src/lib.rs");
    for room in rooms.names().filter(|room| room.contains('/')) {
        let place = root().join("src").join(room);
        assert!(place.is_dir() || place.with_extension("rs").is_file(), "{DOCUMENT} has a row for {room}");
    }
}

#[test]
fn no_file_outgrows_one_idea() {
    let long = |source: &Source| {
        let lines = source.text.lines().count();
        (lines > MOST_LINES).then(|| format!("{} has {lines} lines, more than {MOST_LINES}", source.file))
    };
    complain(&sources().iter().filter_map(long).collect::<Vec<_>>());
}

#[test]
fn the_document_stays_short_enough_to_be_read() {
    assert!(document().lines().count() <= 200, "{DOCUMENT} has more than 200 lines");
}

#[test]
fn a_forbidden_arrow_is_seen_however_it_is_written() {
    let rooms = Rooms::read("| room | may use |\n|---|---|\n| `store` | `domain` |\n| `http` | `store` |\n");
    let refused = |text: &str| {
        let all = paths(text, "store/songs");
        let ours = all.iter().filter_map(|found| Some(found.path.strip_prefix("crate::")?.replace("::", "/")));
        ours.filter(|target| rooms.refused("store/songs", target).is_some()).count()
    };
    for forbidden in [
        "use crate::http::rest;",
        "use crate::{domain::id, http::rest};",
        "use crate::{domain::{id, song}, http};",
        "fn f() -> crate::http::Thing {}",
        "use super::super::http::rest;",
    ] {
        assert_eq!(refused(forbidden), 1, "{forbidden}");
    }
    for allowed in [
        "use crate::domain::id;",
        "use super::rows;",
        "// use crate::http::rest;",
        "/// See [`crate::http`].",
        "const TEXT: &str = \"crate::http::rest\";",
        "let c = '\"'; use crate::domain::id; let d = '\"';",
    ] {
        assert_eq!(refused(allowed), 0, "{allowed}");
    }
}
