//! getMusicFolders, getGenres, getArtists, getArtist, getAlbum, getSong, getTopSongs.

use super::shelf::Shelf;

#[test]
fn goldens() {
    let shelf = Shelf::new();
    let app = &shelf.app;
    shelf.golden("getMusicFolders/plain", []);
    shelf.golden("getGenres/plain", []);
    shelf.golden("getArtists/plain", []);
    shelf.golden("getArtists/in_unknown_folder", [("musicFolderId", "77")]);
    shelf.golden("getArtist/plain", [("id", &app.artist("Low"))]);
    shelf.golden("getArtist/unknown", [("id", "nobody")]);
    shelf.golden("getAlbum/plain", [("id", &app.album("Hey What"))]);
    shelf.golden("getAlbum/compilation", [("id", &app.album("Postcards"))]);
    shelf.golden("getAlbum/without_id", []);
    shelf.golden("getSong/everything_told", [("id", &app.song("White Horses"))]);
    shelf.golden("getSong/little_told", [("id", &app.song("Letter"))]);
}

#[test]
fn what_somebody_thinks_of_a_thing_is_shown_with_it() {
    let shelf = Shelf::new();
    let (song, album, artist) = (shelf.app.song("White Horses"), shelf.app.album("Hey What"), shelf.app.artist("Low"));
    for id in [&song, &album, &artist] {
        shelf.anna.rest("star", [("id", id)]).ok();
        shelf.anna.rest("setRating", [("id", id), ("rating", "4")]).ok();
    }
    shelf.anna.rest("scrobble", [("id", &song), ("time", "1700000000000")]).ok();
    shelf.anna.rest("createBookmark", [("id", &song), ("position", "500")]).ok();
    shelf.admin.rest("setRating", [("id", &song), ("rating", "1")]).ok();
    shelf.golden("getSong/starred_rated_played_bookmarked", [("id", &song)]);
    shelf.golden("getAlbum/starred_rated_played", [("id", &album)]);
    shelf.golden("getArtist/starred_rated_played", [("id", &artist)]);
    shelf.golden("getTopSongs/of_one_played", [("artist", "Low"), ("count", "1")]);
    shelf.golden("getTopSongs/without_artist", []);
}

#[test]
fn top_songs_are_the_most_played_of_an_artist_by_name_or_by_id() {
    let shelf = Shelf::new();
    let wait = shelf.app.song("I Can Wait");
    shelf.anna.rest("scrobble", [("id", &wait)]).ok();
    let by_name = shelf.anna.rest("getTopSongs", [("artist", "low"), ("count", "10")]);
    let titles = by_name.column("/topSongs/song", "title");
    assert_eq!(titles.first().map(String::as_str), Some("I Can Wait"));
    let by_id = shelf.anna.rest("getTopSongs", [("id", &shelf.app.artist("Low")), ("count", "10")]);
    assert_eq!(by_id.column("/topSongs/song", "title"), titles);
    for (name, value) in [("count", "0"), ("count", "-3"), ("artist", "Nobody")] {
        let params =
            if name == "artist" { [("artist", value), ("count", "9")] } else { [("artist", "Low"), (name, value)] };
        assert_eq!(shelf.anna.rest("getTopSongs", params).column("/topSongs/song", "title"), [""; 0], "{name}={value}");
    }
}
