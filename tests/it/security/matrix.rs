//! Who gets what: every endpoint, asked by a stranger, by a listener with somebody else's ids, by a listener of another
//! library, and by an administrator, with the code that each must get.

use crate::support::app::TestApp;
use crate::support::house::{House, house};
use crate::support::people::Person;
use navidrome_rs::http::rest::TABLE;
use std::collections::BTreeSet;

/// Success, where the others are codes of errors.
const OK: i64 = -1;
/// What endpoints answer that are not part of this version.
const NOT_YET: [i64; 4] = [10, 0, 0, 0];

/// Endpoint, parameters, and what comes of it for a stranger, a listener with the things of others, a listener of another
/// library, an administrator. Of the ids all are of the first library; the list and the user are none of the callers'.
type Row = (&'static str, &'static [(&'static str, &'static str)], [i64; 4]);

const SONG: (&str, &str) = ("id", "{song}");
const ALBUM: (&str, &str) = ("id", "{album}");
const ARTIST: (&str, &str) = ("id", "{artist}");
const LIST: (&str, &str) = ("id", "{list}");
const DORA: (&str, &str) = ("username", "dora");
const RADIO: (&str, &str) = ("id", "{radio}");
const FIRST: (&str, &str) = ("musicFolderId", "1");

const MATRIX: &[Row] = &[
    ("getOpenSubsonicExtensions", &[], [OK, OK, OK, OK]),
    ("ping", &[], [10, OK, OK, OK]),
    ("getLicense", &[], [10, OK, OK, OK]),
    ("tokenInfo", &[], [10, 42, 42, 42]),
    ("getMusicFolders", &[], [10, OK, OK, OK]),
    ("getIndexes", &[FIRST], [10, OK, 70, OK]),
    ("getMusicDirectory", &[ALBUM], [10, OK, 70, OK]),
    ("getGenres", &[], [10, OK, OK, OK]),
    ("getArtists", &[FIRST], [10, OK, 70, OK]),
    ("getArtist", &[ARTIST], [10, OK, 70, OK]),
    ("getAlbum", &[ALBUM], [10, OK, 70, OK]),
    ("getSong", &[SONG], [10, OK, 70, OK]),
    ("getTopSongs", &[("artist", "Secret Artist")], [10, OK, OK, OK]),
    ("getAlbumList", &[("type", "newest"), FIRST], [10, OK, 70, OK]),
    ("getAlbumList2", &[("type", "newest"), FIRST], [10, OK, 70, OK]),
    ("getRandomSongs", &[FIRST], [10, OK, 70, OK]),
    ("getSongsByGenre", &[("genre", "Shared"), FIRST], [10, OK, 70, OK]),
    ("getNowPlaying", &[], [10, OK, OK, OK]),
    ("getStarred", &[FIRST], [10, OK, 70, OK]),
    ("getStarred2", &[FIRST], [10, OK, 70, OK]),
    ("search2", &[("query", "secret"), FIRST], [10, OK, 70, OK]),
    ("search3", &[("query", "secret"), FIRST], [10, OK, 70, OK]),
    // the name is not looked at: everybody sees their own lists and the public ones
    ("getPlaylists", &[("username", "dora")], [10, OK, OK, OK]),
    ("getPlaylist", &[LIST], [10, 70, 70, OK]),
    ("createPlaylist", &[("playlistId", "{list}"), ("songId", "{song}")], [10, 70, 70, OK]),
    ("updatePlaylist", &[("playlistId", "{list}"), ("name", "mine")], [10, 70, 70, OK]),
    ("deletePlaylist", &[LIST], [10, 70, 70, OK]),
    ("stream", &[SONG], [10, OK, 70, OK]),
    ("download", &[SONG], [10, OK, 70, OK]),
    ("getCoverArt", &[SONG], [10, OK, 70, OK]),
    ("getCoverArt", &[LIST], [10, 70, 70, OK]),
    ("getLyrics", &[("artist", "Shared Singer"), ("title", "Secret Two")], [10, OK, OK, OK]),
    ("getLyricsBySongId", &[SONG], [10, OK, 70, OK]),
    ("star", &[SONG], [10, OK, OK, OK]),
    ("unstar", &[SONG], [10, OK, OK, OK]),
    ("setRating", &[SONG, ("rating", "3")], [10, OK, 70, OK]),
    ("scrobble", &[SONG], [10, OK, OK, OK]),
    (
        "reportPlayback",
        &[("mediaId", "{song}"), ("mediaType", "song"), ("positionMs", "1"), ("state", "playing")],
        [10, OK, 70, OK],
    ),
    ("getInternetRadioStations", &[], [10, OK, OK, OK]),
    ("createInternetRadioStation", &[("name", "n"), ("streamUrl", "http://example.org/")], [10, 50, 50, OK]),
    ("updateInternetRadioStation", &[RADIO, ("name", "n"), ("streamUrl", "http://example.org/")], [10, 50, 50, OK]),
    ("deleteInternetRadioStation", &[RADIO], [10, 50, 50, OK]),
    ("getUser", &[DORA], [10, 50, 50, OK]),
    ("getUsers", &[], [10, 50, 50, OK]),
    ("createUser", &[("username", "eve{n}"), ("password", "a password of eve"), ("email", "")], [10, 50, 50, OK]),
    ("updateUser", &[DORA, ("adminRole", "true")], [10, 50, 50, OK]),
    ("deleteUser", &[DORA], [10, 50, 50, OK]),
    ("changePassword", &[DORA, ("password", "another long password")], [10, 50, 50, OK]),
    ("getBookmarks", &[], [10, OK, OK, OK]),
    ("createBookmark", &[SONG, ("position", "1")], [10, OK, 70, OK]),
    ("deleteBookmark", &[SONG], [10, OK, OK, OK]),
    ("getPlayQueue", &[], [10, OK, OK, OK]),
    ("savePlayQueue", &[SONG], [10, OK, OK, OK]),
    ("getPlayQueueByIndex", &[], [10, OK, OK, OK]),
    ("savePlayQueueByIndex", &[SONG, ("currentIndex", "0")], [10, OK, OK, OK]),
    ("getScanStatus", &[], [10, OK, OK, OK]),
    ("startScan", &[], [10, 50, 50, OK]),
];

/// What is asked about, made anew before each question, since the one before may have removed it.
#[derive(Default)]
struct Things {
    values: Vec<(&'static str, String)>,
}

impl Things {
    fn fresh(app: &TestApp, anna: &Person, number: usize) -> Self {
        app.await_scan();
        app.listener("dora");
        let song = app.song("Secret One");
        let list = anna.rest("createPlaylist", [("name", "Anna's own"), ("songId", &song)]).ok();
        let admin = app.admin();
        let stations =
            || admin.rest("getInternetRadioStations", []).column("/internetRadioStations/internetRadioStation", "id");
        if stations().is_empty() {
            admin.rest("createInternetRadioStation", [("name", "r"), ("streamUrl", "http://example.org/")]).ok();
        }
        Self {
            values: vec![
                ("{album}", app.album("Secret Album")),
                ("{artist}", app.artist("Secret Artist")),
                ("{list}", list["playlist"]["id"].as_str().unwrap().to_owned()),
                ("{radio}", stations().remove(0)),
                ("{n}", number.to_string()),
                ("{song}", song),
            ],
        }
    }

    fn fill(&self, value: &str) -> String {
        self.values.iter().fold(value.to_owned(), |value, (name, meant)| value.replace(name, meant))
    }
}

/// What comes of a question: the code, or [`OK`].
fn asked(who: &Person, endpoint: &str, params: &[(&str, &str)]) -> i64 {
    let answer = who.ask(endpoint, "json", params);
    if !answer.content_type.starts_with("application/json") {
        return OK;
    }
    answer.envelope()["error"]["code"].as_i64().unwrap_or(OK)
}

#[test]
fn everybody_gets_what_is_theirs_and_nothing_else() {
    let House { app, ben, anna, .. } = &house(TestApp::setup());
    let carl = app.listener("carl");
    app.admin().rest("updateUser", [("username", "carl"), FIRST]).ok();
    let callers = [&app.stranger(), &carl, ben, &app.admin()];
    let listed: BTreeSet<&str> = MATRIX.iter().map(|(endpoint, ..)| *endpoint).collect();
    let others = TABLE.iter().map(|(name, _)| *name).filter(|name| !listed.contains(name));
    let others: Vec<Row> = others.map(|name| (name, &[("id", "1")][..], NOT_YET)).collect();
    assert_eq!(listed.len() + others.len(), TABLE.len());
    let mut faults = Vec::new();
    for (number, (endpoint, params, expected)) in MATRIX.iter().chain(&others).enumerate() {
        let got = callers.map(|who| {
            let needed = params.iter().any(|(_, value)| value.contains('{') || *value == "dora");
            let things = if needed { Things::fresh(app, anna, number) } else { Things::default() };
            let filled: Vec<(&str, String)> = params.iter().map(|(name, value)| (*name, things.fill(value))).collect();
            let filled: Vec<(&str, &str)> = filled.iter().map(|(name, value)| (*name, value.as_str())).collect();
            asked(who, endpoint, &filled)
        });
        if got != *expected {
            faults.push(format!("{endpoint} {params:?}: {got:?} instead of {expected:?}"));
        }
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
    assert_eq!(app.admin().rest("getUser", [("username", "carl")]).ok()["user"]["adminRole"], false);
}
