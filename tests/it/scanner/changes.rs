//! What a scan looks at, and how songs keep their ids while files move.

use crate::support::app::{TestApp, each_engine};
use crate::support::library::{album, song};
use navidrome_rs::scanner::Kind;
use std::collections::BTreeSet;

fn id(app: &TestApp, title: &str) -> String {
    app.song(title)
}

#[test]
fn a_quick_scan_reads_only_what_changed() {
    each_engine(|setup| {
        let app = setup.with([album("Low/A", 3), album("Low/B", 3)].concat());
        assert_eq!(app.scan(Kind::Quick).files_read, 0);
        app.music.add([song("Low/A/02 Song 2.mp3").year(2001)]);
        assert_eq!(app.scan(Kind::Quick).files_read, 1);
        app.music.add([song("Low/B/04 Song 4.mp3")]).remove("Low/B/01 Song 1.mp3");
        let status = app.scan(Kind::Quick);
        assert_eq!((status.files_read, status.songs), (1, 6));
        app.music.write("Low/A/notes.txt", "nothing to hear");
        assert_eq!(app.scan(Kind::Quick).files_read, 0);
        app.music.rename("Low/A", "Low/C");
        assert_eq!(app.scan(Kind::Quick).files_read, 3);
        assert_eq!(app.scan(Kind::Quick).files_read, 0);
    });
}

#[test]
fn a_full_scan_reads_all_and_changes_no_id() {
    each_engine(|setup| {
        let app = setup.with([album("Low/A", 3), album("Low/B", 2)].concat());
        let ids = || app.query("SELECT id || album_id || created_at AS it FROM song ORDER BY seq");
        let before = ids();
        app.clock.advance(1000);
        let status = app.scan(Kind::Full);
        assert_eq!((status.files_read, status.songs), (5, 5));
        assert_eq!(ids(), before);
    });
}

#[test]
fn other_rules_of_reading_make_the_next_start_read_all() {
    let mut app = TestApp::with(album("Low/A", 3));
    app.restart(|config| config.library.prefer_sort_tags = !config.library.prefer_sort_tags);
    assert_eq!(app.await_scan().files_read, 3);
    app.restart(|_| ());
    assert_eq!(app.await_scan().files_read, 0);
}

#[test]
fn songs_keep_their_ids_wherever_their_files_are_moved() {
    each_engine(|setup| {
        let app = setup.with([album("Low/A", 3), vec![song("High/B/01 Other.flac")]].concat());
        let titles = ["Song 1", "Song 2", "Song 3", "Other"];
        let before = titles.map(|title| id(&app, title));
        app.music
            .rename("Low/A/01 Song 1.mp3", "renamed.mp3")
            .rename("Low/A/02 Song 2.mp3", "Elsewhere/deep/02 Song 2.mp3")
            .rename("Low/A/03 Song 3.mp3", "Low/03 Song 3.mp3")
            .rename("High", "Low/High");
        let status = app.scan(Kind::Quick);
        assert_eq!(titles.map(|title| id(&app, title)), before);
        assert_eq!((status.songs, app.query("SELECT id AS it FROM song").len()), (4, 4));
    });
}

#[test]
fn two_songs_that_change_places_change_their_titles_and_keep_their_places_ids() {
    each_engine(|setup| {
        let app = setup.with(album("Low/A", 2));
        let (one, two) = (id(&app, "Song 1"), id(&app, "Song 2"));
        app.music.add([
            song("Low/A/01 Song 1.mp3").title("Song 2").track(2),
            song("Low/A/02 Song 2.mp3").title("Song 1").track(1),
        ]);
        app.scan(Kind::Quick);
        assert_eq!((id(&app, "Song 2"), id(&app, "Song 1")), (one, two));
    });
}

#[test]
fn a_new_song_where_another_was_gets_an_id_of_its_own() {
    each_engine(|setup| {
        let app = setup.with(album("Low/A", 1));
        let first = id(&app, "Song 1");
        app.music.rename("Low/A/01 Song 1.mp3", "Low/A/moved.mp3");
        app.scan(Kind::Quick);
        app.music.add([song("Low/A/01 Song 1.mp3").title("Newcomer")]);
        app.scan(Kind::Quick);
        assert_eq!(id(&app, "Song 1"), first);
        assert_ne!(id(&app, "Newcomer"), first);
        app.scan(Kind::Full);
        assert_eq!(id(&app, "Song 1"), first);
    });
}

#[test]
fn copies_are_songs_of_their_own() {
    each_engine(|setup| {
        let app = setup.with([song("Low/A/01 Twin.mp3"), song("Low/A/01 Twin.mp3").at("Copies/01 Twin.mp3")]);
        let ids = || app.query("SELECT id AS it FROM song ORDER BY path").into_iter().collect::<BTreeSet<_>>();
        let before = ids();
        assert_eq!(before.len(), 2);
        // one goes, the other is not it
        app.music.remove("Copies");
        assert_eq!(app.scan(Kind::Quick).songs, 1);
        assert_eq!(ids(), before);
        app.scan(Kind::Full);
        assert_eq!(ids(), before);
    });
}

#[test]
fn a_scan_that_broke_off_still_finds_what_moved() {
    let app = TestApp::with(album("Low/A", 2));
    let (anna, before) = (app.listener("anna"), id(&app, "Song 1"));
    anna.rest("star", [("id", &before)]).ok();
    app.music.rename("Low", "Moved");
    // it breaks when the new places are written down and the old ones are about to be given up
    app.execute("CREATE TRIGGER broken BEFORE UPDATE OF missing ON song BEGIN SELECT RAISE(ABORT, 'broken'); END");
    assert!(app.try_scan(Kind::Quick).is_err());
    app.execute("DROP TRIGGER broken");
    assert_eq!(app.scan(Kind::Quick).songs, 2);
    assert_eq!(id(&app, "Song 1"), before);
    assert_eq!(anna.rest("getStarred2", []).column("/starred2/song", "title"), ["Song 1"]);
}

#[test]
fn a_scan_that_broke_off_still_finds_what_is_gone() {
    let app = TestApp::with([album("Low/A", 2), album("Low/B", 2)].concat());
    app.music.remove("Low/A/01 Song 1.mp3").remove("Low/B").add([song("Low/A/03 Song 3.mp3")]);
    app.execute("CREATE TRIGGER broken BEFORE UPDATE OF missing ON song BEGIN SELECT RAISE(ABORT, 'broken'); END");
    assert!(app.try_scan(Kind::Quick).is_err());
    app.execute("DROP TRIGGER broken");
    let status = app.scan(Kind::Quick);
    assert_eq!(
        app.query("SELECT path AS it FROM song WHERE NOT missing ORDER BY path"),
        ["Low/A/02 Song 2.mp3", "Low/A/03 Song 3.mp3"]
    );
    assert_eq!((status.songs, status.files_read), (2, 0));
}

#[test]
fn new_lyrics_beside_a_song_are_shown_after_a_quick_scan() {
    each_engine(|setup| {
        let app = setup.with(album("Low/A", 2));
        let lines = || {
            let lyrics = app.admin().rest("getLyricsBySongId", [("id", &id(&app, "Song 1"))]);
            lyrics.column("/lyricsList/structuredLyrics/0/line", "value")
        };
        assert_eq!(lines(), [""; 0]);
        app.music.write("Low/A/01 Song 1.lrc", "[00:00.10]First words\n[00:00.50]Last words\n");
        assert_eq!(app.scan(Kind::Quick).files_read, 1);
        assert_eq!(lines(), ["First words", "Last words"]);
        app.music.remove("Low/A/01 Song 1.lrc");
        assert_eq!(app.scan(Kind::Quick).files_read, 1);
        assert_eq!(lines(), [""; 0]);
    });
}
