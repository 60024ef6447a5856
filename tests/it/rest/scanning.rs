//! getScanStatus and startScan.

use super::shelf::{Shelf, songs};
use crate::support::app::TestApp;
use crate::support::library::album;

#[test]
fn goldens() {
    let shelf = Shelf::new();
    shelf.golden("getScanStatus/after_a_scan", []);
    shelf.golden("startScan/listener", []);
    let app = TestApp::setup().start();
    let empty = Shelf::of(app);
    empty.golden("getScanStatus/before_any", []);
    let [xml, json] = ["xml", "json"].map(|format| {
        let answer = empty.admin.ask("startScan", format, &[]);
        empty.app.await_scan();
        // whether the scan has come to the music folder itself yet is chance
        answer.text().replace("folderCount\":1", "folderCount\":0").replace("folderCount=\"1\"", "folderCount=\"0\"")
    });
    empty.compare("startScan/plain", &xml, &json);
}

#[test]
fn a_scan_that_was_asked_for_finds_what_is_new_and_its_count_never_falls() {
    let app = TestApp::with(songs());
    let admin = app.admin();
    let status = || {
        let status = admin.rest("getScanStatus", []).ok()["scanStatus"].take();
        (status["scanning"].as_bool().unwrap(), status["count"].as_i64().unwrap())
    };
    assert_eq!(status(), (false, 6));
    for full in ["false", "true"] {
        app.music.add(album(&format!("New/{full}"), 30));
        admin.rest("startScan", [("fullScan", full)]).ok();
        let mut counts = vec![status()];
        while counts.last().is_some_and(|(scanning, _)| *scanning) {
            counts.push(status());
        }
        assert!(counts.is_sorted_by_key(|(_, count)| *count), "{counts:?}");
    }
    assert_eq!(status(), (false, 66));
}
