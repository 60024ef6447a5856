//! getPlaylists, getPlaylist, createPlaylist, updatePlaylist, deletePlaylist.

use super::shelf::{Shelf, songs};
use crate::support::app::TestApp;
use crate::support::people::Person;
use navidrome_rs::scanner::Kind;

/// A new playlist of songs; its id.
fn make(shelf: &Shelf, who: &Person, name: &str, titles: &[&str]) -> String {
    let ids: Vec<String> = titles.iter().map(|title| shelf.app.song(title)).collect();
    let mut params = vec![("name", name)];
    params.extend(ids.iter().map(|id| ("songId", id.as_str())));
    who.ask("createPlaylist", "json", &params).ok()["playlist"]["id"].as_str().unwrap().to_owned()
}

fn titles(who: &Person, id: &str) -> Vec<String> {
    who.rest("getPlaylist", [("id", id)]).column("/playlist/entry", "title")
}

#[test]
fn goldens() {
    let shelf = Shelf::new();
    let cocoon = shelf.app.song("Cocoon");
    shelf.golden("getPlaylists/none", []);
    let id = make(&shelf, &shelf.anna, "Sunday", &["Letter", "Cocoon", "Letter"]);
    shelf.golden("getPlaylists/one", []);
    shelf.golden("getPlaylist/plain", [("id", &id)]);
    shelf.golden("getPlaylist/unknown", [("id", "gone")]);
    shelf.golden("createPlaylist/replaced", [("playlistId", &id), ("name", "Monday"), ("songId", &cocoon)]);
    shelf.golden("createPlaylist/without_name", [("songId", &cocoon)]);
    shelf.golden("updatePlaylist/plain", [("playlistId", &id), ("comment", "for trains"), ("public", "true")]);
    shelf.golden("updatePlaylist/without_id", [("comment", "for trains")]);
    shelf.golden_of(&shelf.app.listener("bert"), "getPlaylist/somebody_elses_public", [("id", &id)]);
    shelf.golden_of(&shelf.app.listener("bert"), "updatePlaylist/somebody_elses_public", [("playlistId", &id)]);
    shelf.golden("deletePlaylist/unknown", [("id", "gone")]);
    let (json, xml) = (shelf.anna.rest("deletePlaylist", [("id", &id)]), make(&shelf, &shelf.anna, "Again", &[]));
    shelf.compare("deletePlaylist/plain", &shelf.anna.xml("deletePlaylist", [("id", &xml)]).text(), &json.text());
}

#[test]
fn a_playlist_is_its_owners_until_it_is_public_and_then_still_only_theirs_to_change() {
    let shelf = Shelf::new();
    let bert = shelf.app.listener("bert");
    let id = make(&shelf, &shelf.anna, "Sunday", &["Letter"]);
    let seen = |who: &Person| who.rest("getPlaylists", []).column("/playlists/playlist", "name");
    let code = |endpoint: &str, parameter: &str| bert.rest(endpoint, [(parameter, &id)]).error_code();
    assert_eq!(
        (seen(&bert), seen(&shelf.anna), seen(&shelf.admin)),
        (vec![], vec!["Sunday".to_owned()], vec!["Sunday".to_owned()])
    );
    assert_eq!(code("getPlaylist", "id"), 70);
    assert_eq!(code("updatePlaylist", "playlistId"), 70);
    assert_eq!(code("deletePlaylist", "id"), 70);
    assert_eq!(code("createPlaylist", "playlistId"), 70);
    assert_eq!(bert.rest("getCoverArt", [("id", &format!("pl-{id}"))]).error_code(), 70);

    shelf.anna.rest("updatePlaylist", [("playlistId", &id), ("public", "true")]).ok();
    assert_eq!((seen(&bert), titles(&bert, &id)), (vec!["Sunday".to_owned()], vec!["Letter".to_owned()]));
    assert_eq!(code("updatePlaylist", "playlistId"), 50);
    assert_eq!(code("deletePlaylist", "id"), 50);
    assert_eq!(code("createPlaylist", "playlistId"), 50);

    shelf.admin.rest("updatePlaylist", [("playlistId", &id), ("name", "Monday")]).ok();
    let owner = shelf.anna.rest("getPlaylist", [("id", &id)]).ok()["playlist"].take();
    assert_eq!((owner["owner"].as_str(), owner["name"].as_str()), (Some("anna"), Some("Monday")));
    shelf.admin.rest("deletePlaylist", [("id", &id)]).ok();
    assert_eq!(seen(&shelf.anna), [""; 0]);
}

#[test]
fn songs_are_removed_by_place_then_added_and_places_outside_are_passed_over() {
    let shelf = Shelf::new();
    let id = make(&shelf, &shelf.anna, "Sunday", &["Letter", "Cocoon", "Letter", "I Can Wait"]);
    let cocoon = shelf.app.song("Cocoon");
    let update = |params: &[(&str, &str)]| {
        shelf.anna.ask("updatePlaylist", "json", &[&[("playlistId", id.as_str())], params].concat()).ok();
        titles(&shelf.anna, &id)
    };
    assert_eq!(update(&[("songIndexToRemove", "0"), ("songIndexToRemove", "3")]), ["Cocoon", "Letter"]);
    assert_eq!(update(&[("songIndexToRemove", "2"), ("songIndexToRemove", "-1")]), ["Cocoon", "Letter"]);
    assert_eq!(update(&[("songIndexToRemove", "9223372036854775807")]), ["Cocoon", "Letter"]);
    assert_eq!(
        update(&[("songIdToAdd", &cocoon), ("songIdToAdd", "gone"), ("songIndexToRemove", "0")]),
        ["Letter", "Cocoon"]
    );
    assert_eq!(update(&[("songIndexToRemove", "0"), ("songIndexToRemove", "0")]), ["Cocoon"]);
    let told = shelf.anna.rest("getPlaylist", [("id", &id)]).ok()["playlist"].take();
    assert_eq!((told["songCount"].as_i64(), told["duration"].as_i64()), (Some(1), Some(1)));
}

#[test]
fn a_gone_song_is_left_out_and_places_are_counted_without_it() {
    let shelf = Shelf::new();
    let id = make(&shelf, &shelf.anna, "Sunday", &["Letter", "Cocoon", "I Can Wait"]);
    shelf.app.music.remove("Tomas");
    shelf.app.scan(Kind::Quick);
    assert_eq!(titles(&shelf.anna, &id), ["Cocoon", "I Can Wait"]);
    shelf.anna.rest("updatePlaylist", [("playlistId", &id), ("songIndexToRemove", "0")]).ok();
    assert_eq!(titles(&shelf.anna, &id), ["I Can Wait"]);
    shelf.app.music.add(songs());
    shelf.app.scan(Kind::Quick);
    assert_eq!(titles(&shelf.anna, &id), ["Letter", "I Can Wait"]);
}

#[test]
fn a_playlist_that_follows_a_file_keeps_its_songs_and_takes_another_name() {
    let shelf = Shelf::of(TestApp::setup().start());
    shelf.app.music.add(songs());
    shelf
        .app
        .music
        .write("mixes/Road.m3u", "#EXTM3U\n../Tomas/Postcards/02 Letter.ogg\n../Low/Hey What/02 I Can Wait.mp3\n");
    shelf.app.scan(Kind::Quick);
    let lists = shelf.admin.rest("getPlaylists", []);
    let id = &lists.column("/playlists/playlist", "id")[0];
    assert_eq!(titles(&shelf.admin, id), ["Letter", "I Can Wait"]);
    assert_eq!(lists.column("/playlists/playlist", "readonly"), ["true"]);
    let cocoon = shelf.app.song("Cocoon");
    for change in [("songIdToAdd", cocoon.as_str()), ("songIndexToRemove", "0")] {
        assert_eq!(shelf.admin.rest("updatePlaylist", [("playlistId", id), change]).error_code(), 50);
    }
    assert_eq!(shelf.admin.rest("createPlaylist", [("playlistId", id), ("songId", &cocoon)]).error_code(), 50);
    shelf.admin.rest("updatePlaylist", [("playlistId", id), ("comment", "for the car")]).ok();
    assert_eq!(titles(&shelf.admin, id), ["Letter", "I Can Wait"]);
}

#[test]
fn a_playlist_needs_a_name_and_one_longer_than_any_address_is_taken() {
    let shelf = Shelf::new();
    for name in ["", "  "] {
        assert_eq!(shelf.anna.rest("createPlaylist", [("name", name)]).error_code(), 0);
    }
    assert_eq!(shelf.anna.rest("getPlaylists", []).column("/playlists/playlist", "name"), [""; 0]);
    let song = shelf.app.song("Letter");
    let mut params = vec![("name", "Long")];
    params.extend(vec![("songId", song.as_str()); 10_000]);
    let made = shelf.anna.ask("createPlaylist", "json", &params).ok();
    assert_eq!(made["playlist"]["songCount"], 10_000);
}
