//! Files become albums.

use crate::support::app::TestApp;
use crate::support::library::{Song, song};
use lofty::tag::ItemKey;
use serde_json::Value;

const ALBUMS: &str = "/albumList2/album";

fn albums(songs: impl IntoIterator<Item = Song>) -> (TestApp, Vec<String>) {
    let app = TestApp::with(songs);
    let names =
        app.admin().rest("getAlbumList2", [("type", "alphabeticalByName"), ("size", "50")]).column(ALBUMS, "name");
    (app, names)
}

fn album(app: &TestApp, name: &str) -> Value {
    app.admin().rest("getAlbum", [("id", &app.album(name))]).ok()["album"].take()
}

fn titles(album: &Value) -> Vec<String> {
    crate::support::people::column(album, "/song", "title")
}

#[test]
fn songs_of_one_album_are_listed_by_disc_and_number() {
    let (app, names) = albums([
        song("Low/Box/CD2/01 Third.flac").artist("Low").album("Box").disc(2),
        song("Low/Box/CD1/02 Second.flac").artist("Low").album("Box").disc(1),
        song("Low/Box/CD1/01 First.mp3").artist("Low").album("Box").disc(1),
        song("Low/Box/CD2/10 Last.ogg").artist("Low").album("Box").disc(2),
    ]);
    assert_eq!(names, ["Box"]);
    let album = album(&app, "Box");
    assert_eq!(titles(&album), ["First", "Second", "Third", "Last"]);
    assert_eq!((&album["songCount"], &album["duration"]), (&4.into(), &4.into()));
}

#[test]
fn albums_of_the_same_name_by_different_artists_are_two() {
    let (app, names) = albums([song("Low/Greatest Hits/01 a.mp3"), song("High/Greatest Hits/01 b.mp3")]);
    assert_eq!(names, ["Greatest Hits", "Greatest Hits"]);
    let artists = app.admin().rest("getAlbumList2", [("type", "alphabeticalByArtist")]).column(ALBUMS, "artist");
    assert_eq!(artists, ["High", "Low"]);
}

#[test]
fn guests_do_not_tear_an_album_apart() {
    let (app, names) = albums([
        song("Low/Hey What/01 Alone.mp3").album_artist("Low"),
        song("Low/Hey What/02 Together.mp3").album_artist("Low").artist("Low feat. Guest"),
    ]);
    assert_eq!(names, ["Hey What"]);
    assert_eq!(titles(&album(&app, "Hey What")), ["Alone", "Together"]);
    let artists = app.admin().rest("getArtists", []).ok();
    let index = crate::support::people::column(&artists, "/artists/index/0/artist", "name");
    assert_eq!(index, ["Low"]);
}

#[test]
fn a_compilation_is_one_album_of_various_artists() {
    let (app, names) = albums([
        song("Sampler/01 a.flac").artist("Low").album("Sampler").compilation(),
        song("Sampler/02 b.mp3").artist("High").album("Sampler").compilation(),
        song("Sampler/03 c.m4a").artist("Middle").album("Sampler").compilation(),
    ]);
    assert_eq!(names, ["Sampler"]);
    let sampler = album(&app, "Sampler");
    assert_eq!((&sampler["artist"], &sampler["isCompilation"]), (&"Various Artists".into(), &true.into()));
    assert_eq!(crate::support::people::column(&sampler, "/song", "artist"), ["Low", "High", "Middle"]);
    assert_eq!(sampler["artistId"], app.artist("Various Artists").as_str());
}

#[test]
fn releases_of_one_album_stay_apart_by_their_date() {
    let (_, names) = albums([
        song("Low/1994/01 a.flac").artist("Low").album("Curtain").tag(ItemKey::ReleaseDate, "1996"),
        song("Low/2020/01 a.flac").artist("Low").album("Curtain").tag(ItemKey::ReleaseDate, "2020"),
    ]);
    assert_eq!(names, ["Curtain", "Curtain"]);
}

#[test]
fn an_album_is_rewritten_when_one_song_is_tagged_anew() {
    let (app, _) = albums([song("Low/A/01 x.mp3").year(1999), song("Low/A/02 y.mp3").year(1999).genres(&["Slow"])]);
    app.music.add([song("Low/A/02 y.mp3").year(2001).genres(&["Fast"])]);
    app.scan(navidrome_rs::scanner::Kind::Quick);
    assert_eq!(album(&app, "A")["year"], 2001);
    let genres = app.admin().rest("getGenres", []);
    assert_eq!(genres.column("/genres/genre", "value"), ["Fast"]);
    app.music.add([song("Low/A/02 y.mp3").album("B")]);
    app.scan(navidrome_rs::scanner::Kind::Quick);
    assert_eq!(titles(&album(&app, "A")), ["x"]);
    assert_eq!(titles(&album(&app, "B")), ["y"]);
    let low = app.admin().rest("getArtist", [("id", &app.artist("Low"))]).ok();
    assert_eq!(low["artist"]["albumCount"], 2);
}

#[test]
fn an_artist_of_whom_nothing_is_left_is_listed_no_more() {
    let (app, _) = albums([song("Low/A/01 x.mp3"), song("High/B/01 y.mp3")]);
    let high = app.artist("High");
    app.music.add([song("High/B/01 y.mp3").artist("Higher")]);
    app.scan(navidrome_rs::scanner::Kind::Quick);
    let found = app.admin().rest("search3", [("query", "")]);
    assert_eq!(found.column("/searchResult3/artist", "name"), ["Low", "Higher"]);
    assert_eq!(app.admin().rest("getArtist", [("id", &high)]).error_code(), 70);
}
