//! Stars, ratings and plays stay with their songs, albums and artists, whatever happens to the files.

use crate::support::app::{Setup, TestApp, each_engine};
use crate::support::clock::{DAY, SECOND, TODAY};
use crate::support::library::song;
use crate::support::people::Person;
use navidrome_rs::domain::clock::rfc3339;
use navidrome_rs::scanner::Kind;
use serde_json::Value;

/// Two songs of one album, the first and its album and artist starred, rated and played by Anna.
fn loved(setup: Setup) -> (TestApp, Person) {
    let app = setup.with([song("Low/Hey What/01 White Horses.flac"), song("Low/Hey What/02 I Can Wait.flac")]);
    let anna = app.listener("anna");
    let (horses, album, artist) = (app.song("White Horses"), app.album("Hey What"), app.artist("Low"));
    anna.rest("star", [("id", &horses), ("albumId", &album), ("artistId", &artist)]).ok();
    for (id, rating) in [(&horses, "5"), (&album, "4"), (&artist, "3")] {
        anna.rest("setRating", [("id", id), ("rating", rating)]).ok();
    }
    anna.rest("scrobble", [("id", &horses), ("time", &TODAY.to_string())]).ok();
    (app, anna)
}

fn of_song(app: &TestApp, person: &Person, title: &str) -> Value {
    person.rest("getSong", [("id", &app.song(title))]).ok()["song"].take()
}

fn of_album(app: &TestApp, person: &Person, name: &str) -> Value {
    person.rest("getAlbum", [("id", &app.album(name))]).ok()["album"].take()
}

/// What [`loved`] left on a song, with its mean rating.
fn assert_loved(seen: &Value, stars: i64) {
    assert_eq!(seen["starred"], rfc3339(TODAY), "{seen}");
    assert_eq!((seen["userRating"].as_i64(), seen["playCount"].as_i64()), (Some(stars), Some(1)), "{seen}");
    assert_eq!(
        (seen["averageRating"].as_f64(), &seen["played"]),
        (Some(stars as f64), &rfc3339(TODAY).into()),
        "{seen}"
    );
}

#[test]
fn a_star_survives_a_full_scan_and_a_restart() {
    each_engine(|setup| {
        let (mut app, _) = loved(setup);
        app.scan(Kind::Full);
        app.restart(|_| ());
        let anna = app.listener("anna");
        assert_loved(&of_song(&app, &anna, "White Horses"), 5);
        assert_loved(&of_album(&app, &anna, "Hey What"), 4);
        let starred = anna.rest("getStarred2", []);
        assert_eq!(starred.column("/starred2/artist", "name"), ["Low"]);
        assert_eq!(starred.column("/starred2/artist", "userRating"), ["3"]);
        assert_eq!(starred.column("/starred2/album", "name"), ["Hey What"]);
        assert_eq!(starred.column("/starred2/song", "title"), ["White Horses"]);
    });
}

#[test]
fn opinions_follow_a_file_to_another_place() {
    each_engine(|setup| {
        let (app, anna) = loved(setup);
        let before = app.song("White Horses");
        app.music.rename("Low", "Moved/Low");
        app.scan(Kind::Quick);
        assert_eq!(app.song("White Horses"), before);
        assert_loved(&of_song(&app, &anna, "White Horses"), 5);
        assert_loved(&of_album(&app, &anna, "Hey What"), 4);
    });
}

#[test]
fn opinions_follow_an_album_whose_tags_are_corrected() {
    each_engine(|setup| {
        let (app, anna) = loved(setup);
        let before = app.album("Hey What");
        app.music.add([
            song("Low/Hey What/01 White Horses.flac").album("HEY WHAT (corrected)"),
            song("Low/Hey What/02 I Can Wait.flac").album("HEY WHAT (corrected)"),
        ]);
        app.scan(Kind::Quick);
        assert_ne!(app.album("HEY WHAT (corrected)"), before);
        assert_loved(&of_album(&app, &anna, "HEY WHAT (corrected)"), 4);
        assert_loved(&of_song(&app, &anna, "White Horses"), 5);
        assert_eq!(anna.rest("getAlbum", [("id", &before)]).error_code(), 70);
    });
}

#[test]
fn opinions_wait_for_a_missing_file() {
    each_engine(|setup| {
        let (app, anna) = loved(setup);
        let id = app.song("White Horses");
        let aside = tempfile::tempdir().unwrap();
        let (file, kept) = (app.music.at("Low/Hey What/01 White Horses.flac"), aside.path().join("kept.flac"));
        std::fs::copy(&file, &kept).unwrap();
        app.music.remove("Low/Hey What/01 White Horses.flac");
        app.scan(Kind::Quick);
        assert_eq!(anna.rest("getSong", [("id", &id)]).error_code(), 70);
        assert_eq!(anna.rest("getStarred2", []).column("/starred2/song", "title"), [""; 0]);
        app.music.write("Low/Hey What/01 White Horses.flac", std::fs::read(kept).unwrap());
        app.scan(Kind::Quick);
        assert_eq!(app.song("White Horses"), id);
        assert_loved(&of_song(&app, &anna, "White Horses"), 5);
    });
}

#[test]
fn a_play_told_twice_counts_once() {
    each_engine(|setup| {
        let app = setup.with([song("Low/Hey What/01 White Horses.flac")]);
        let (anna, ben, id) = (app.listener("anna"), app.listener("ben"), app.song("White Horses"));
        let (today, tomorrow) = (TODAY.to_string(), (TODAY + DAY).to_string());
        for time in [&today, &today, &tomorrow, &today] {
            anna.rest("scrobble", [("id", &id), ("time", time)]).ok();
        }
        ben.rest("scrobble", [("id", &id), ("time", &today)]).ok();
        let plays = |who| {
            (
                of_song(&app, who, "White Horses")["playCount"].clone(),
                of_album(&app, who, "Hey What")["playCount"].clone(),
            )
        };
        assert_eq!(plays(&anna), (2.into(), 2.into()));
        assert_eq!(plays(&ben), (1.into(), 1.into()));
        // told last, but played first: the last play stays the later one
        assert_eq!(of_song(&app, &anna, "White Horses")["played"], rfc3339(TODAY + DAY));
        anna.rest("scrobble", [("id", &id), ("submission", "false")]).ok();
        assert_eq!(plays(&anna), (2.into(), 2.into()));
    });
}

#[test]
fn the_mean_rating_is_that_of_all_listeners() {
    each_engine(|setup| {
        let app = setup.with([song("Low/Hey What/01 White Horses.flac")]);
        let (anna, ben, id) = (app.listener("anna"), app.listener("ben"), app.song("White Horses"));
        let mean = || of_song(&app, &app.admin(), "White Horses")["averageRating"].as_f64();
        anna.rest("setRating", [("id", &id), ("rating", "5")]).ok();
        ben.rest("setRating", [("id", &id), ("rating", "2")]).ok();
        assert_eq!(mean(), Some(3.5));
        anna.rest("setRating", [("id", &id), ("rating", "0")]).ok();
        assert_eq!(mean(), Some(2.0));
        ben.rest("setRating", [("id", &id), ("rating", "0")]).ok();
        assert_eq!(mean().unwrap_or_default(), 0.0);
        assert_eq!(of_song(&app, &ben, "White Horses").get("userRating"), None);
    });
}

#[test]
fn the_newest_star_comes_first() {
    each_engine(|setup| {
        let app = setup.with(["A", "B", "C"].map(|title| song(&format!("Low/Hey What/{title}.mp3"))));
        let anna = app.listener("anna");
        for title in ["B", "C", "A"] {
            anna.rest("star", [("id", &app.song(title))]).ok();
            app.clock.advance(SECOND);
        }
        anna.rest("unstar", [("id", &app.song("C"))]).ok();
        assert_eq!(anna.rest("getStarred2", []).column("/starred2/song", "title"), ["A", "B"]);
        assert_eq!(app.listener("ben").rest("getStarred2", []).column("/starred2/song", "title"), [""; 0]);
    });
}
