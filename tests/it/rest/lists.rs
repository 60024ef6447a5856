//! getAlbumList, getAlbumList2, getRandomSongs, getSongsByGenre, getNowPlaying, getStarred, getStarred2.

use super::shelf::Shelf;
use crate::support::clock;

#[test]
fn goldens() {
    let shelf = Shelf::new();
    shelf.golden("getAlbumList/by_name", [("type", "alphabeticalByName"), ("size", "2")]);
    shelf.golden("getAlbumList2/by_name", [("type", "alphabeticalByName"), ("size", "2")]);
    shelf.golden(
        "getAlbumList2/by_year_from_later_to_earlier",
        [("type", "byYear"), ("fromYear", "2030"), ("toYear", "2000")],
    );
    shelf.golden("getAlbumList2/by_genre", [("type", "byGenre"), ("genre", "slowcore")]);
    shelf.golden("getAlbumList2/none", [("type", "recent")]);
    shelf.golden("getAlbumList2/without_type", []);
    shelf.golden("getRandomSongs/of_a_genre_with_one_song", [("genre", "Folk")]);
    shelf.golden("getSongsByGenre/plain", [("genre", "Electronic")]);
    shelf.golden("getSongsByGenre/unknown_genre", [("genre", "Polka")]);
    shelf.golden("getStarred/none", []);
    shelf.golden("getStarred2/none", []);
    shelf.golden("getNowPlaying/nobody", []);
}

#[test]
fn goldens_of_what_somebody_likes_and_hears() {
    let shelf = Shelf::new();
    let (song, album, artist) = (shelf.app.song("Cocoon"), shelf.app.album("Vespertine"), shelf.app.artist("Björk"));
    shelf.anna.rest("star", [("id", &song), ("albumId", &album), ("artistId", &artist)]).ok();
    shelf.golden("getStarred/one_of_each", []);
    shelf.golden("getStarred2/one_of_each", []);
    shelf.admin.rest("scrobble", [("id", &song), ("submission", "false")]).ok();
    shelf.golden("getNowPlaying/somebody", []);
}

#[test]
fn every_list_of_albums_has_its_order_and_its_pages() {
    let shelf = Shelf::new();
    let list = |params: &[(&str, &str)]| {
        let [two, one] = ["getAlbumList2", "getAlbumList"].map(|name| shelf.anna.ask(name, "json", params));
        let names = two.column("/albumList2/album", "name");
        assert_eq!(one.column("/albumList/album", "title"), names, "{params:?}");
        names
    };
    assert_eq!(list(&[("type", "alphabeticalByName")]), ["Hey What", "Postcards", "Vespertine"]);
    assert_eq!(list(&[("type", "alphabeticalByArtist")]), ["Vespertine", "Hey What", "Postcards"]);
    assert_eq!(list(&[("type", "byYear"), ("fromYear", "1999"), ("toYear", "2001")]), ["Postcards", "Vespertine"]);
    assert_eq!(list(&[("type", "byYear"), ("fromYear", "2001"), ("toYear", "1999")]), ["Vespertine", "Postcards"]);
    assert_eq!(list(&[("type", "byGenre"), ("genre", "Rock")]), ["Hey What"]);
    let mut random = list(&[("type", "random"), ("size", "0")]);
    assert_eq!(random, [""; 0]);
    random =
        shelf.anna.rest("getAlbumList2", [("type", "random"), ("size", "500")]).column("/albumList2/album", "name");
    random.sort();
    assert_eq!(random, ["Hey What", "Postcards", "Vespertine"]);

    for nothing in ["recent", "frequent", "starred", "highest"] {
        assert_eq!(list(&[("type", nothing)]), [""; 0], "{nothing}");
    }
    shelf.anna.rest("scrobble", [("id", &shelf.app.song("Cocoon"))]).ok();
    shelf.app.clock.advance(clock::SECOND);
    let wait = shelf.app.song("I Can Wait");
    shelf.anna.rest("scrobble", [("id", &wait)]).ok();
    shelf.anna.rest("scrobble", [("id", &wait), ("time", "1600000000000")]).ok();
    shelf.anna.rest("star", [("albumId", &shelf.app.album("Postcards"))]).ok();
    shelf.anna.rest("setRating", [("id", &shelf.app.album("Vespertine")), ("rating", "5")]).ok();
    assert_eq!(list(&[("type", "recent")]), ["Hey What", "Vespertine"]);
    assert_eq!(list(&[("type", "frequent")]), ["Hey What", "Vespertine"]);
    assert_eq!(list(&[("type", "starred")]), ["Postcards"]);
    assert_eq!(list(&[("type", "highest")]), ["Vespertine"]);

    let all = list(&[("type", "alphabeticalByName")]);
    for (offset, size, expected) in [
        ("0", "1", &all[..1]),
        ("1", "1", &all[1..2]),
        ("2", "2", &all[2..]),
        ("3", "2", &[]),
        ("9223372036854775807", "2", &[]),
        ("0", "9223372036854775807", &all),
        ("-1", "1", &all[..1]),
        ("0", "-1", &[]),
    ] {
        let page = list(&[("type", "alphabeticalByName"), ("offset", offset), ("size", size)]);
        assert_eq!(page, expected, "{size} from {offset}");
    }
}

#[test]
fn random_songs_keep_to_years_and_genre_and_come_in_any_order_of_years() {
    let shelf = Shelf::new();
    let drawn = |params: &[(&str, &str)]| {
        let mut titles = shelf.anna.ask("getRandomSongs", "json", params).column("/randomSongs/song", "title");
        titles.sort();
        titles
    };
    assert_eq!(drawn(&[]).len(), 6);
    assert_eq!(drawn(&[("size", "2")]).len(), 2);
    assert_eq!(drawn(&[("size", "0")]).len() + drawn(&[("size", "-7")]).len(), 0);
    for years in [[("fromYear", "2000"), ("toYear", "2010")], [("fromYear", "2010"), ("toYear", "2000")]] {
        assert_eq!(drawn(&years), ["Cocoon", "Hidden Place"]);
    }
    assert_eq!(drawn(&[("genre", "Slowcore"), ("fromYear", "2022")]), [""; 0]);
    assert_eq!(drawn(&[("genre", "Slowcore")]), ["I Can Wait", "White Horses"]);
}

#[test]
fn a_song_is_now_playing_until_it_is_over() {
    let shelf = Shelf::new();
    let playing = || shelf.admin.rest("getNowPlaying", []).column("/nowPlaying/entry", "title");
    shelf.anna.rest("scrobble", [("id", &shelf.app.song("Cocoon")), ("submission", "false")]).ok();
    assert_eq!(playing(), ["Cocoon"]);
    shelf.anna.rest("scrobble", [("id", &shelf.app.song("Letter")), ("submission", "false")]).ok();
    assert_eq!(playing(), ["Letter"]);
    shelf.app.clock.advance(60 * clock::SECOND);
    assert_eq!(playing(), [""; 0]);
}
