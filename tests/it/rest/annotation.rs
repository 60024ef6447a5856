//! star, unstar, setRating, scrobble, reportPlayback.

use super::shelf::Shelf;
use crate::support::clock;

#[test]
fn goldens() {
    let shelf = Shelf::new();
    let song = shelf.app.song("Cocoon");
    shelf.golden("star/plain", [("id", &song)]);
    shelf.golden("star/without_id", []);
    shelf.golden("unstar/plain", [("id", &song)]);
    shelf.golden("setRating/plain", [("id", &song), ("rating", "3")]);
    shelf.golden("setRating/unknown_song", [("id", "nothing"), ("rating", "3")]);
    shelf.golden("setRating/six_stars", [("id", &song), ("rating", "6")]);
    shelf.golden("scrobble/plain", [("id", &song)]);
    shelf.golden("scrobble/without_id", []);
    let report = |state: &'static str| {
        [("mediaId", song.as_str()), ("mediaType", "song"), ("positionMs", "10"), ("state", state)]
    };
    shelf.golden("reportPlayback/plain", report("playing"));
    shelf.golden("reportPlayback/unknown_state", report("dancing"));
}

#[test]
fn stars_come_and_go_for_things_of_every_kind_and_are_everybodys_own() {
    let shelf = Shelf::new();
    let (song, album, artist) = (shelf.app.song("Cocoon"), shelf.app.album("Vespertine"), shelf.app.artist("Björk"));
    let starred = |who: &crate::support::people::Person| {
        let lists = who.rest("getStarred2", []);
        ["song", "album", "artist"].map(|kind| lists.column(&format!("/starred2/{kind}"), "id"))
    };
    // any of the three parameters takes an id of any kind
    shelf.anna.rest("star", [("id", &song), ("id", &album), ("id", &artist), ("id", "gone")]).ok();
    assert_eq!(starred(&shelf.anna), [vec![song.clone()], vec![album.clone()], vec![artist.clone()]]);
    assert_eq!(starred(&shelf.admin), [const { Vec::<String>::new() }; 3]);
    shelf.anna.rest("unstar", [("id", &song), ("albumId", &album)]).ok();
    assert_eq!(starred(&shelf.anna), [vec![], vec![], vec![artist.clone()]]);
    shelf.anna.rest("unstar", [("artistId", &artist)]).ok();
    shelf.anna.rest("unstar", [("artistId", &artist)]).ok();
    assert_eq!(starred(&shelf.anna), [const { Vec::<String>::new() }; 3]);
}

#[test]
fn the_newest_star_comes_first() {
    let shelf = Shelf::new();
    for title in ["Letter", "Cocoon", "White Horses"] {
        shelf.anna.rest("star", [("id", &shelf.app.song(title))]).ok();
        shelf.app.clock.advance(clock::SECOND);
    }
    let titles = shelf.anna.rest("getStarred", []).column("/starred/song", "title");
    assert_eq!(titles, ["White Horses", "Cocoon", "Letter"]);
}

#[test]
fn ratings_are_everybodys_own_with_an_average_and_zero_takes_one_back() {
    let shelf = Shelf::new();
    let song = shelf.app.song("Cocoon");
    let rated = |who: &crate::support::people::Person| {
        let song = who.rest("getSong", [("id", &song)]).ok()["song"].take();
        (song["userRating"].as_i64(), song["averageRating"].as_f64())
    };
    shelf.anna.rest("setRating", [("id", &song), ("rating", "5")]).ok();
    shelf.admin.rest("setRating", [("id", &song), ("rating", "2")]).ok();
    assert_eq!((rated(&shelf.anna), rated(&shelf.admin)), ((Some(5), Some(3.5)), (Some(2), Some(3.5))));
    shelf.anna.rest("setRating", [("id", &song), ("rating", "0")]).ok();
    assert_eq!(rated(&shelf.anna), (None, Some(2.0)));
}

#[test]
fn plays_are_counted_for_song_album_and_artist_with_the_latest_time() {
    let shelf = Shelf::new();
    let (cocoon, hidden) = (shelf.app.song("Cocoon"), shelf.app.song("Hidden Place"));
    shelf
        .anna
        .rest("scrobble", [("id", &cocoon), ("id", &hidden), ("time", "1700000000000"), ("time", "1600000000000")])
        .ok();
    shelf.anna.rest("scrobble", [("id", &cocoon), ("submission", "true"), ("time", "1500000000000")]).ok();
    shelf.anna.rest("scrobble", [("id", &cocoon), ("submission", "false")]).ok();
    shelf.anna.rest("scrobble", [("id", "gone"), ("id", &hidden)]).ok();
    let played = |endpoint: &str, kind: &str, id: &str| {
        let thing = shelf.anna.rest(endpoint, [("id", id)]).ok()[kind].take();
        (thing["playCount"].as_i64().unwrap(), thing["played"].as_str().unwrap_or_default().to_owned())
    };
    assert_eq!(played("getSong", "song", &cocoon), (2, "2023-11-14T22:13:20Z".to_owned()));
    assert_eq!(played("getSong", "song", &hidden).0, 2);
    assert_eq!(played("getAlbum", "album", &shelf.app.album("Vespertine")).0, 4);
    let code = |params: &[(&str, &str)]| shelf.anna.ask("scrobble", "json", params).error_code();
    assert_eq!(code(&[("id", &cocoon), ("id", &hidden), ("time", "1700000000000")]), 0);
    assert_eq!(played("getSong", "song", &cocoon).0, 2);
}

#[test]
fn a_reported_play_counts_when_it_stopped_after_half_of_the_song() {
    let shelf = Shelf::new();
    let song = shelf.app.song("Cocoon");
    let report = |state: &str, position: &str, ignore: &str| {
        let params = [
            ("mediaId", song.as_str()),
            ("mediaType", "song"),
            ("positionMs", position),
            ("state", state),
            ("ignoreScrobble", ignore),
        ];
        shelf.anna.rest("reportPlayback", params).ok();
        let thing = shelf.anna.rest("getSong", [("id", &song)]).ok();
        let playing = shelf.anna.rest("getNowPlaying", []).column("/nowPlaying/entry", "id").len();
        (thing["song"]["playCount"].as_i64().unwrap_or_default(), playing)
    };
    assert_eq!(report("starting", "0", ""), (0, 1));
    assert_eq!(report("paused", "300", ""), (0, 1));
    assert_eq!(report("stopped", "300", ""), (0, 0));
    assert_eq!(report("playing", "300", ""), (0, 1));
    assert_eq!(report("stopped", "900", "true"), (0, 0));
    assert_eq!(report("stopped", "900", "false"), (1, 0));
    for (name, value, code) in [("mediaType", "podcast", 0), ("positionMs", "-1", 0), ("mediaId", "gone", 70)] {
        let mut params = vec![(name, value)];
        params.extend([("mediaId", song.as_str()), ("mediaType", "song"), ("positionMs", "1"), ("state", "playing")]);
        assert_eq!(shelf.anna.ask("reportPlayback", "json", &params).error_code(), code, "{name}={value}");
    }
}
