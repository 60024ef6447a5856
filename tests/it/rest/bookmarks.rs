//! getBookmarks, createBookmark, deleteBookmark.

use super::shelf::Shelf;
use crate::support::clock;

#[test]
fn goldens() {
    let shelf = Shelf::new();
    let song = shelf.app.song("Cocoon");
    shelf.golden("getBookmarks/none", []);
    shelf.golden("createBookmark/plain", [("id", &song), ("position", "4321"), ("comment", "the bridge")]);
    shelf.golden("createBookmark/unknown_song", [("id", "gone"), ("position", "4321")]);
    shelf.golden("createBookmark/without_position", [("id", &song)]);
    shelf.golden("getBookmarks/one", []);
    shelf.golden("deleteBookmark/plain", [("id", &song)]);
    shelf.golden("deleteBookmark/without_id", []);
}

#[test]
fn a_song_has_one_bookmark_for_each_listener_which_moves() {
    let shelf = Shelf::new();
    let song = shelf.app.song("Cocoon");
    let bookmarks = |who: &crate::support::people::Person| {
        let answer = who.rest("getBookmarks", []);
        let field = |name| answer.column("/bookmarks/bookmark", name);
        field("position").into_iter().zip(field("created")).zip(field("changed")).collect::<Vec<_>>()
    };
    shelf.anna.rest("createBookmark", [("id", &song), ("position", "10")]).ok();
    shelf.app.clock.advance(clock::SECOND);
    shelf.anna.rest("createBookmark", [("id", &song), ("position", "9223372036854775807"), ("comment", "end")]).ok();
    let times = ("2026-01-02T03:04:05Z".to_owned(), "2026-01-02T03:04:06Z".to_owned());
    assert_eq!(bookmarks(&shelf.anna), [(("9223372036854775807".to_owned(), times.0), times.1)]);
    assert_eq!(bookmarks(&shelf.admin), []);
    assert_eq!(shelf.anna.rest("getSong", [("id", &song)]).ok()["song"]["bookmarkPosition"], i64::MAX);
    assert_eq!(shelf.admin.rest("getSong", [("id", &song)]).ok()["song"]["bookmarkPosition"], serde_json::Value::Null);
    shelf.admin.rest("deleteBookmark", [("id", &song)]).ok();
    assert_eq!(bookmarks(&shelf.anna).len(), 1);
    shelf.anna.rest("deleteBookmark", [("id", &song)]).ok();
    assert_eq!(bookmarks(&shelf.anna), []);
}
