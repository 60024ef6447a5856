//! getPlayQueue, savePlayQueue, getPlayQueueByIndex, savePlayQueueByIndex.

use super::shelf::Shelf;
use navidrome_rs::scanner::Kind;

#[test]
fn goldens() {
    let shelf = Shelf::new();
    let (one, two) = (shelf.app.song("Cocoon"), shelf.app.song("Letter"));
    shelf.golden("getPlayQueue/none", []);
    shelf.golden("getPlayQueueByIndex/none", []);
    shelf.golden("savePlayQueue/plain", [("id", &one), ("id", &two), ("current", &two), ("position", "700")]);
    shelf.golden("savePlayQueue/current_is_not_in_it", [("id", &one), ("current", &two)]);
    shelf.golden("getPlayQueue/plain", []);
    shelf.golden("savePlayQueueByIndex/plain", [("id", &one), ("id", &one), ("currentIndex", "1")]);
    shelf.golden("savePlayQueueByIndex/index_outside", [("id", &one), ("currentIndex", "1")]);
    shelf.golden("savePlayQueueByIndex/without_index", [("id", &one)]);
    shelf.golden("getPlayQueueByIndex/one_song_twice", []);
}

#[test]
fn the_current_place_follows_its_song_when_others_are_gone() {
    let shelf = Shelf::new();
    let [wait, cocoon, letter] = ["I Can Wait", "Cocoon", "Letter"].map(|title| shelf.app.song(title));
    let queue = [("id", wait.as_str()), ("id", &cocoon), ("id", "never there"), ("id", &cocoon), ("id", &letter)];
    shelf.anna.ask("savePlayQueueByIndex", "json", &[&queue[..], &[("currentIndex", "3")]].concat()).ok();
    let current = || {
        let by_index = shelf.anna.rest("getPlayQueueByIndex", []).ok()["playQueueByIndex"].take();
        let by_id = shelf.anna.rest("getPlayQueue", []).ok()["playQueue"].take();
        let index = by_index["currentIndex"].as_u64().map(|index| usize::try_from(index).unwrap());
        assert_eq!(index.map(|index| &by_id["entry"][index]["id"]), by_id.get("current"));
        (by_id["entry"].as_array().map_or(0, Vec::len), index)
    };
    assert_eq!(current(), (4, Some(2)));
    shelf.app.music.remove("Low/Hey What/02 I Can Wait.mp3");
    shelf.app.scan(Kind::Quick);
    assert_eq!(current(), (3, Some(1)));
    shelf.app.music.remove("Björk");
    shelf.app.scan(Kind::Quick);
    assert_eq!(current(), (1, Some(0)));
    shelf.anna.rest("savePlayQueue", []).ok();
    assert_eq!(current(), (0, None));
}

#[test]
fn a_queue_is_its_listeners_and_knows_by_which_program_and_when_it_was_left() {
    let shelf = Shelf::new();
    let song = shelf.app.song("Cocoon");
    shelf.anna.rest("savePlayQueue", [("id", &song), ("position", "-5")]).ok();
    shelf.app.clock.advance(1000);
    let queue = shelf.anna.rest("getPlayQueue", []).ok()["playQueue"].take();
    assert_eq!(queue["changedBy"], "tests");
    assert_eq!((queue["changed"].as_str(), queue["username"].as_str()), (Some("2026-01-02T03:04:05Z"), Some("anna")));
    assert_eq!((queue["current"].as_str(), queue["position"].as_i64()), (Some(song.as_str()), None));
    assert_eq!(shelf.admin.rest("getPlayQueue", []).ok()["playQueue"]["entry"], serde_json::Value::Null);
}
