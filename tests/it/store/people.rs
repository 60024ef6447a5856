//! What listeners keep for themselves: playlists, bookmarks, queues.

use crate::support::app::{TestApp, each_engine};
use crate::support::library::album;
use crate::support::people::Person;
use navidrome_rs::scanner::Kind;

const LIST: &str = "/playlist/entry";

/// A playlist of these songs, made by this person; its id.
fn playlist(app: &TestApp, person: &Person, titles: &[&str]) -> String {
    let ids: Vec<String> = titles.iter().map(|title| app.song(title)).collect();
    let mut params = vec![("name", "Evening")];
    params.extend(ids.iter().map(|id| ("songId", id.as_str())));
    person.ask("createPlaylist", "json", &params).ok()["playlist"]["id"].as_str().unwrap().to_owned()
}

fn titles(person: &Person, playlist: &str) -> Vec<String> {
    person.rest("getPlaylist", [("id", playlist)]).column(LIST, "title")
}

#[test]
fn a_playlist_holds_a_song_as_often_as_it_was_added() {
    each_engine(|setup| {
        let app = setup.with(album("Low/Hey What", 3));
        let anna = app.listener("anna");
        let id = playlist(&app, &anna, &["Song 2", "Song 1", "Song 2"]);
        assert_eq!(titles(&anna, &id), ["Song 2", "Song 1", "Song 2"]);
        let third = app.song("Song 3");
        anna.rest("updatePlaylist", [("playlistId", &id), ("songIndexToRemove", "0"), ("songIdToAdd", &third)]).ok();
        assert_eq!(titles(&anna, &id), ["Song 1", "Song 2", "Song 3"]);
        let shown = anna.rest("getPlaylist", [("id", &id)]).ok();
        assert_eq!((&shown["playlist"]["songCount"], &shown["playlist"]["duration"]), (&3.into(), &3.into()));
    });
}

#[test]
fn songs_that_are_gone_keep_their_places_in_a_playlist() {
    each_engine(|setup| {
        let app = setup.with(album("Low/Hey What", 4));
        let anna = app.listener("anna");
        let id = playlist(&app, &anna, &["Song 1", "Song 2", "Song 3", "Song 4"]);
        app.music.rename("Low/Hey What/02 Song 2.mp3", "aside.tmp");
        app.scan(Kind::Quick);
        assert_eq!(titles(&anna, &id), ["Song 1", "Song 3", "Song 4"]);
        // the second as she sees it
        anna.rest("updatePlaylist", [("playlistId", &id), ("songIndexToRemove", "1")]).ok();
        assert_eq!(titles(&anna, &id), ["Song 1", "Song 4"]);
        app.music.rename("aside.tmp", "Low/Hey What/02 Song 2.mp3");
        app.scan(Kind::Quick);
        assert_eq!(titles(&anna, &id), ["Song 1", "Song 2", "Song 4"]);
    });
}

#[test]
fn a_playlist_is_its_owners_until_it_is_public() {
    each_engine(|setup| {
        let app = setup.with(album("Low/Hey What", 1));
        let (anna, ben) = (app.listener("anna"), app.listener("ben"));
        let id = playlist(&app, &anna, &["Song 1"]);
        let seen = || ben.rest("getPlaylists", []).column("/playlists/playlist", "name");
        assert_eq!(seen(), [""; 0]);
        assert_eq!(ben.rest("getPlaylist", [("id", &id)]).error_code(), 70);
        anna.rest("updatePlaylist", [("playlistId", &id), ("public", "true")]).ok();
        assert_eq!(seen(), ["Evening"]);
        assert_eq!(ben.rest("updatePlaylist", [("playlistId", &id), ("name", "Ben's")]).error_code(), 50);
        assert_eq!(ben.rest("deletePlaylist", [("id", &id)]).error_code(), 50);
        assert_eq!(seen(), ["Evening"]);
    });
}

#[test]
fn a_bookmark_stays_with_its_song() {
    each_engine(|setup| {
        let app = setup.with(album("Low/Hey What", 2));
        let (anna, id) = (app.listener("anna"), app.song("Song 2"));
        for position in ["100", "250"] {
            anna.rest("createBookmark", [("id", &id), ("position", position), ("comment", "the good part")]).ok();
        }
        app.music.rename("Low", "Moved");
        app.scan(Kind::Full);
        let bookmarks = anna.rest("getBookmarks", []).ok();
        let bookmark = &bookmarks["bookmarks"]["bookmark"];
        assert_eq!(bookmark.as_array().unwrap().len(), 1);
        assert_eq!((&bookmark[0]["position"], &bookmark[0]["entry"]["title"]), (&250.into(), &"Song 2".into()));
        assert_eq!((&bookmark[0]["comment"], &bookmark[0]["username"]), (&"the good part".into(), &"anna".into()));
        assert_eq!(anna.rest("getSong", [("id", &id)]).ok()["song"]["bookmarkPosition"], 250);
        assert_eq!(app.admin().rest("getBookmarks", []).column("/bookmarks/bookmark", "position"), [""; 0]);
        anna.rest("deleteBookmark", [("id", &id)]).ok();
        assert_eq!(anna.rest("getBookmarks", []).column("/bookmarks/bookmark", "position"), [""; 0]);
    });
}

#[test]
fn a_queue_goes_on_where_it_was_left_without_songs_that_are_gone() {
    each_engine(|setup| {
        let app = setup.with(album("Low/Hey What", 3));
        let anna = app.listener("anna");
        let [one, two, three] = ["Song 1", "Song 2", "Song 3"].map(|title| app.song(title));
        let queue = [
            ("id", one.as_str()),
            ("id", &two),
            ("id", &three),
            ("id", &two),
            ("current", &three),
            ("position", "500"),
        ];
        anna.rest("savePlayQueue", queue).ok();
        let saved = anna.rest("getPlayQueue", []);
        assert_eq!(saved.column("/playQueue/entry", "title"), ["Song 1", "Song 2", "Song 3", "Song 2"]);
        app.music.remove("Low/Hey What/02 Song 2.mp3");
        app.scan(Kind::Quick);
        let left = anna.rest("getPlayQueue", []);
        assert_eq!(left.column("/playQueue/entry", "title"), ["Song 1", "Song 3"]);
        let left = left.ok();
        assert_eq!((&left["playQueue"]["current"], &left["playQueue"]["position"]), (&three.into(), &500.into()));
        assert_eq!(anna.rest("getPlayQueueByIndex", []).ok()["playQueueByIndex"]["currentIndex"], 1);
    });
}

#[test]
fn a_removed_account_takes_its_things_along() {
    each_engine(|setup| {
        let app = setup.with(album("Low/Hey What", 1));
        let (anna, id) = (app.listener("anna"), app.song("Song 1"));
        anna.rest("star", [("id", &id)]).ok();
        anna.rest("createBookmark", [("id", &id), ("position", "1")]).ok();
        let list = playlist(&app, &anna, &["Song 1"]);
        app.admin().rest("deleteUser", [("username", "anna")]).ok();
        assert_eq!(anna.rest("ping", []).error_code(), 40);
        assert_eq!(app.admin().rest("getPlaylist", [("id", &list)]).error_code(), 70);
        let again = app.listener("anna");
        assert_eq!(again.rest("getStarred2", []).column("/starred2/song", "title"), [""; 0]);
        assert_eq!(again.rest("getBookmarks", []).column("/bookmarks/bookmark", "position"), [""; 0]);
    });
}
