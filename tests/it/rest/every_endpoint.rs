//! Nothing is forgotten: every endpoint has goldens, and every golden is of a test.

use super::formats::{ADMIN, get};
use crate::support::app::TestApp;
use crate::support::golden;
use navidrome_rs::http::rest::TABLE;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The names of all goldens: `ENDPOINT/CASE`.
fn goldens() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for endpoint in fs::read_dir(golden::folder()).unwrap().map(Result::unwrap) {
        for case in fs::read_dir(endpoint.path()).unwrap().map(Result::unwrap) {
            let case = case.path().with_extension("");
            let name = case.strip_prefix(golden::folder()).unwrap().to_str().unwrap().to_owned();
            for ending in ["json", "xml"] {
                assert!(case.with_extension(ending).is_file(), "{name} is not there in {ending}");
            }
            names.insert(name);
        }
    }
    names
}

fn sources(folder: &Path) -> String {
    let mut text = String::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            text += &sources(&path);
        } else {
            text += &fs::read_to_string(&path).unwrap();
        }
    }
    text
}

#[test]
fn no_golden_is_left_that_no_test_asks_for() {
    let tests = sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it"));
    let left: Vec<String> = goldens().into_iter().filter(|name| !tests.contains(&format!("\"{name}\""))).collect();
    assert_eq!(left, [""; 0]);
}

#[test]
fn every_endpoint_of_this_version_has_a_golden_and_the_others_say_that_they_are_not_part_of_it() {
    let goldens = goldens();
    let app = TestApp::setup().start();
    let admin = app.admin();
    let mut later = Vec::new();
    for (name, _) in TABLE {
        let answer = get(&admin, name, &[&ADMIN[..], &[("f", "json")]].concat()).envelope();
        let sentence = format!("{name} is not part of this version yet");
        if answer["error"]["message"] == sentence.as_str() {
            assert_eq!((answer["error"]["code"].as_i64(), answer["status"].as_str()), (Some(0), Some("failed")));
            later.push(*name);
        } else {
            assert!(goldens.iter().any(|golden| golden.starts_with(&format!("{name}/"))), "{name} has no golden");
        }
    }
    assert_eq!((TABLE.len(), later.len()), (88, 32), "not part of this version: {later:?}");
}

#[test]
fn every_endpoint_is_there_once_with_and_without_view_for_get_post_and_head() {
    let app = TestApp::setup().start();
    let stranger = app.stranger();
    let names: BTreeSet<&str> = TABLE.iter().map(|(name, _)| *name).collect();
    assert_eq!(names.len(), TABLE.len());
    for name in names {
        for name in [name.to_owned(), format!("{name}.view")] {
            let address = stranger.address(&format!("/rest/{name}"));
            let client = stranger.client();
            for request in [client.get(&address), client.post(&address), client.head(&address)] {
                let answer = stranger.send(request);
                assert_eq!(
                    (answer.status.as_u16(), answer.content_type.as_str()),
                    (200, "application/xml; charset=utf-8")
                );
            }
        }
    }
}
