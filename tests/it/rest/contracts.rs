//! What authors of Subsonic clients have complained about elsewhere, each a promise here.

use super::formats::{ADMIN, Format, envelope, get, post, refusal};
use super::shelf::{Shelf, songs};
use crate::support::app::TestApp;
use crate::support::library::red_picture;
use navidrome_rs::scanner::Kind;
use serde_json::Value;
use std::fs;

fn walk(value: &Value, at: &str, visit: &mut impl FnMut(&str, &str, &Value)) {
    match value {
        Value::Object(object) => {
            for (key, inner) in object {
                visit(at, key, inner);
                walk(inner, key, visit);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| walk(item, at, visit)),
        _ => {}
    }
}

/// Answers with songs, albums and artists in every place where they can be.
fn answers(shelf: &Shelf) -> Vec<Value> {
    let (song, album, artist) = (shelf.app.song("Cocoon"), shelf.app.album("Vespertine"), shelf.app.artist("Björk"));
    for id in [&song, &album, &artist] {
        shelf.anna.rest("star", [("id", id)]).ok();
        shelf.anna.rest("setRating", [("id", id), ("rating", "5")]).ok();
    }
    shelf.anna.rest("savePlayQueue", [("id", &song), ("position", "3")]).ok();
    shelf.anna.rest("createBookmark", [("id", &song), ("position", "3")]).ok();
    let list = shelf.anna.rest("createPlaylist", [("name", "L"), ("songId", &song)]).ok();
    let asked: &[(&str, &[(&str, &str)])] = &[
        ("getArtists", &[]),
        ("getArtist", &[("id", &artist)]),
        ("getAlbum", &[("id", &album)]),
        ("getSong", &[("id", &song)]),
        ("getAlbumList", &[("type", "newest")]),
        ("getAlbumList2", &[("type", "newest")]),
        ("getMusicDirectory", &[("id", &album)]),
        ("search2", &[]),
        ("search3", &[]),
        ("getStarred", &[]),
        ("getStarred2", &[]),
        ("getPlayQueue", &[]),
        ("getBookmarks", &[]),
        ("getPlaylists", &[]),
        ("getRandomSongs", &[]),
    ];
    asked.iter().map(|(endpoint, params)| shelf.anna.ask(endpoint, "json", params).ok()).chain([list]).collect()
}

#[test]
fn row_5_no_required_field_is_ever_missing() {
    let shelf = Shelf::new();
    let mut seen = [0; 4];
    let has = |thing: &Value, fields: &[&str]| {
        for field in fields {
            assert!(!thing[field].is_null(), "{field} is missing in {thing}");
        }
    };
    for answer in answers(&shelf) {
        walk(&answer, "", &mut |_, key, inner| {
            let things: Vec<&Value> = inner.as_array().map_or_else(|| vec![inner], |list| list.iter().collect());
            for thing in things.into_iter().filter(|thing| thing.is_object()) {
                if thing["mediaType"] == "song" {
                    has(
                        thing,
                        &["id", "isDir", "title", "duration", "created", "size", "suffix", "contentType", "album"],
                    );
                    seen[0] += 1;
                } else if thing["isDir"] == true {
                    has(thing, &["id", "title", "artist", "created", "duration", "songCount"]);
                    seen[1] += 1;
                } else if key == "album" {
                    has(thing, &["id", "name", "songCount", "duration", "created", "artist", "artistId"]);
                    seen[2] += 1;
                } else if key == "playlist" {
                    has(thing, &["id", "name", "songCount", "duration", "created", "changed", "owner", "public"]);
                    seen[3] += 1;
                }
            }
        });
        if let Some(queue) = answer.get("playQueue") {
            has(queue, &["username", "changed", "changedBy"]);
        }
    }
    assert!(seen.iter().all(|count| *count > 0), "{seen:?}");
}

#[test]
fn row_6_ids_are_texts_and_numbers_are_numbers() {
    let shelf = Shelf::new();
    let mut looked_at = 0;
    for answer in answers(&shelf) {
        walk(&answer, "", &mut |at, key, value| {
            let right = match key {
                "id" if at == "musicFolder" => value.is_number(),
                "id" | "parent" | "albumId" | "artistId" | "coverArt" | "current" => value.is_string(),
                "userRating" | "year" | "track" | "discNumber" | "duration" | "bitRate" | "playCount" | "songCount"
                | "albumCount" | "size" | "position" | "bookmarkPosition" | "samplingRate" => value.is_i64(),
                "averageRating" => value.is_number(),
                "isDir" | "isVideo" | "isCompilation" | "public" | "openSubsonic" => value.is_boolean(),
                _ => return,
            };
            assert!(right, "{at}/{key} is {value}");
            looked_at += 1;
        });
    }
    assert!(looked_at > 300, "{looked_at}");
}

#[test]
fn rows_7_and_8_an_error_has_the_whole_envelope_with_version_1_16_1_and_status_200() {
    let app = TestApp::setup().start();
    let who = app.stranger();
    for format in Format::ALL {
        for (params, code) in [(&[][..], 10), (&[("u", "admin"), ("p", "wrong"), ("v", "1"), ("c", "t")], 40)] {
            let answer = get(&who, "ping", &[params, format.params()].concat());
            assert_eq!((answer.status.as_u16(), refusal(&answer, format).0), (200, code));
            assert_eq!(envelope(&answer, format)["version"], "1.16.1");
        }
    }
}

#[test]
fn row_11_view_names_forms_repeated_parameters_turned_years_and_other_protocols_probes_are_taken() {
    let shelf = Shelf::new();
    let who = shelf.app.stranger();
    let years = |from, to| {
        let params =
            [&ADMIN[..], &[("f", "json"), ("type", "byYear"), ("fromYear", from), ("toYear", to), ("size", "")]]
                .concat();
        let mut names = post(&who, "getAlbumList2.view", &params).column("/albumList2/album", "name");
        names.sort();
        names
    };
    assert_eq!(years("1999", "2001"), ["Postcards", "Vespertine"]);
    assert_eq!(years("2001", "1999"), years("1999", "2001"));
    let twice = [&ADMIN[..], &[("f", "json"), ("f", "xml"), ("c", "again"), ("v", "1.8.0")]].concat();
    assert_eq!(get(&who, "ping.view", &twice).envelope()["status"], "ok");
    for probe in ["/server/xml.server.php", "/server/json.server.php?action=ping", "/rest/nothing", "/ampache"] {
        let answer = who.get(probe);
        assert_eq!(answer.status, 404, "{probe}");
        assert!(!answer.text().to_lowercase().contains("<html"), "{probe}");
    }
}

#[test]
fn row_12_art_has_versions_etags_and_no_kept_placeholder_whatever_salt_is_in_the_address() {
    let shelf = Shelf::new();
    let art = shelf.anna.rest("getSong", [("id", &shelf.app.song("White Horses"))]).ok();
    let art = art["song"]["coverArt"].as_str().unwrap().to_owned();
    let token = |salt: &str| data_encoding::HEXLOWER.encode(&<md5::Md5 as md5::Digest>::digest(format!("admin{salt}")));
    let etags: Vec<String> = ["first-salt", "second-salt"]
        .iter()
        .map(|salt| {
            let login =
                [("u", "admin"), ("t", &token(salt)), ("s", salt), ("v", "1.16.1"), ("c", "tests"), ("id", &art)];
            let answer = get(&shelf.anna, "getCoverArt", &login);
            assert_eq!(answer.headers["cache-control"], "private, max-age=31536000, immutable");
            assert!(answer.body == red_picture());
            answer.headers["etag"].to_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(etags[0], etags[1]);
    assert!(etags[0].starts_with('"') && etags[0].ends_with('"'));
    let songs = shelf.anna.rest("getAlbum", [("id", &shelf.app.album("Vespertine"))]);
    let arts = songs.column("/album/song", "coverArt");
    assert_eq!(arts[0], arts[1], "songs without a picture of their own share their album's");
    let placeholder = shelf.anna.rest("getCoverArt", [("id", &shelf.app.album("Vespertine"))]);
    assert_eq!(placeholder.headers["cache-control"], "no-store");
}

#[test]
fn row_13_the_type_told_is_the_type_sent_and_the_suffix_is_the_files() {
    let shelf = Shelf::new();
    let all = shelf.anna.rest("search3", [("songCount", "100")]).ok();
    let all = all["searchResult3"]["song"].as_array().unwrap().clone();
    assert_eq!(all.len(), 6);
    for song in all {
        let answer = shelf.anna.rest("stream", [("id", song["id"].as_str().unwrap())]);
        assert_eq!(song["contentType"], answer.content_type.as_str(), "{song}");
        assert_eq!(song["size"], answer.body.len(), "{song}");
        assert!(song["path"].as_str().unwrap().ends_with(&format!(".{}", song["suffix"].as_str().unwrap())), "{song}");
    }
}

#[test]
fn row_14_what_is_gone_is_passed_over_and_what_is_unknown_is_said_in_the_format_asked_for() {
    let shelf = Shelf::new();
    let cocoon = shelf.app.song("Cocoon");
    shelf.anna.rest("savePlayQueue", [("id", "gone"), ("id", &cocoon), ("current", &cocoon)]).ok();
    let queue = shelf.anna.rest("getPlayQueue", []);
    assert_eq!(queue.column("/playQueue/entry", "title"), ["Cocoon"]);
    shelf.anna.rest("star", [("id", "gone"), ("id", &cocoon)]).ok();
    assert_eq!(shelf.anna.rest("getStarred2", []).column("/starred2/song", "title"), ["Cocoon"]);
    shelf.anna.rest("scrobble", [("id", "gone"), ("id", &cocoon)]).ok();
    let list = shelf.anna.rest("createPlaylist", [("name", "L"), ("songId", "gone"), ("songId", &cocoon)]);
    assert_eq!(list.column("/playlist/entry", "title"), ["Cocoon"]);
    for format in Format::ALL {
        let answer = get(&shelf.anna, "noSuchEndpoint", format.params());
        assert_eq!((answer.status.as_u16(), refusal(&answer, format).0), (404, 0));
    }
}

#[test]
fn row_17_forms_are_read_and_merged_with_the_address() {
    let app = TestApp::with(songs());
    let who = app.stranger();
    let extensions = get(&who, "getOpenSubsonicExtensions", &[("f", "json")]);
    assert!(extensions.column("/openSubsonicExtensions", "name").contains(&"formPost".to_owned()));
    let (one, two) = (app.song("Cocoon"), app.song("Letter"));
    let address = who.address(&format!("/rest/createPlaylist?u=admin&v=1.16.1&f=json&songId={one}"));
    let answer =
        who.send(who.client().post(address).form(&[("p", "admin"), ("c", "tests"), ("name", "é+&"), ("songId", &two)]));
    assert_eq!(answer.column("/playlist/entry", "title"), ["Cocoon", "Letter"]);
    assert_eq!(answer.ok()["playlist"]["name"], "é+&");
}

#[test]
fn row_19_pages_of_any_origin_may_ask_and_read_what_they_need() {
    let shelf = Shelf::new();
    let who = shelf.app.stranger();
    let id = shelf.app.song("White Horses");
    let login = "u=admin&p=admin&v=1.16.1&c=tests";
    for (path, status) in [
        (format!("/rest/ping?{login}"), 200),
        ("/rest/ping".to_owned(), 200),
        ("/rest/nothing".to_owned(), 404),
        (format!("/rest/stream?{login}&id={id}"), 206),
        (format!("/rest/getCoverArt?{login}&id={id}"), 200),
    ] {
        let answer = who.send(
            who.client().get(who.address(&path)).header("origin", "https://p.example").header("range", "bytes=0-9"),
        );
        assert_eq!(answer.status, status, "{path}");
        assert_eq!(answer.headers["access-control-allow-origin"], "*", "{path}");
        assert!(answer.headers.get("access-control-allow-credentials").is_none());
        let exposed = answer.headers["access-control-expose-headers"].to_str().unwrap();
        for header in ["Content-Length", "Content-Range", "X-Content-Duration"] {
            assert!(exposed.contains(header), "{path}: {exposed}");
        }
    }
    let preflight = who.send(who.client().request(reqwest::Method::OPTIONS, who.address("/rest/stream.view")));
    assert_eq!(preflight.status, 204);
    assert_eq!(preflight.headers["access-control-max-age"], "86400");
    let allowed = preflight.headers["access-control-allow-headers"].to_str().unwrap();
    assert!(allowed.contains("Range"), "{allowed}");
}

#[test]
fn the_music_folder_is_as_it_was_after_all_of_this() {
    let shelf = Shelf::new();
    let state = || -> Vec<_> {
        let entries = walkdir::WalkDir::new(shelf.app.music.root()).sort_by_file_name().into_iter().map(Result::unwrap);
        entries
            .map(|entry| {
                let modified = entry.metadata().unwrap().modified().unwrap();
                (entry.path().to_owned(), modified, fs::read(entry.path()).unwrap_or_default())
            })
            .collect()
    };
    let before = state();
    answers(&shelf);
    shelf.app.scan(Kind::Full);
    assert_eq!(before.len(), 1 + 4 + 4 + 6);
    assert!(state() == before);
}
