//! Whatever is asked, in whatever form: a code and a sentence that names what was wrong, in the format asked for, with
//! the whole envelope; and the next request is answered as if nothing had been.

use super::formats::{ADMIN, Format, envelope, get, post, refusal};
use super::shelf::songs;
use crate::support::app::TestApp;
use crate::support::people::{Answer, Person};
use reqwest::Method;
use std::sync::Barrier;

/// Endpoint, parameters beside the administrator's, code, a word of the sentence.
type Row = (&'static str, &'static [(&'static str, &'static str)], i64, &'static str);

const BAD: &[Row] = &[
    // missing
    ("getAlbum", &[], 10, "\"id\""),
    ("getArtist", &[], 10, "\"id\""),
    ("getSong", &[], 10, "\"id\""),
    ("getMusicDirectory", &[], 10, "\"id\""),
    ("getPlaylist", &[], 10, "\"id\""),
    ("getLyricsBySongId", &[], 10, "\"id\""),
    ("getCoverArt", &[], 10, "\"id\""),
    ("stream", &[], 10, "\"id\""),
    ("download", &[], 10, "\"id\""),
    ("star", &[], 10, "\"id\""),
    ("unstar", &[("id", "")], 10, "\"id\""),
    ("scrobble", &[("id", "")], 10, "\"id\""),
    ("setRating", &[("id", "x")], 10, "\"rating\""),
    ("getAlbumList", &[], 10, "\"type\""),
    ("getAlbumList2", &[("type", "byYear"), ("toYear", "2000")], 10, "\"fromYear\""),
    ("getAlbumList2", &[("type", "byGenre")], 10, "\"genre\""),
    ("getSongsByGenre", &[], 10, "\"genre\""),
    ("getTopSongs", &[], 10, "\"artist\""),
    ("createPlaylist", &[], 10, "\"name\""),
    ("updatePlaylist", &[], 10, "\"playlistId\""),
    ("deletePlaylist", &[], 10, "\"id\""),
    ("createBookmark", &[("id", "x"), ("position", "")], 10, "\"position\""),
    ("deleteBookmark", &[], 10, "\"id\""),
    ("savePlayQueueByIndex", &[("id", "x")], 10, "\"currentIndex\""),
    ("createUser", &[], 10, "\"username\""),
    ("createUser", &[("username", "x")], 10, "\"password\""),
    ("updateUser", &[], 10, "\"username\""),
    ("deleteUser", &[], 10, "\"username\""),
    ("changePassword", &[("username", "admin")], 10, "\"password\""),
    ("createInternetRadioStation", &[("name", "x")], 10, "\"streamUrl\""),
    ("reportPlayback", &[("mediaId", "x")], 10, "\"mediaType\""),
    // of the wrong kind
    ("setRating", &[("id", "x"), ("rating", "6")], 0, "\"rating\""),
    ("setRating", &[("id", "x"), ("rating", "-1")], 0, "\"rating\""),
    ("setRating", &[("id", "x"), ("rating", "4.5")], 0, "\"rating\""),
    ("scrobble", &[("id", "x"), ("time", "soon")], 0, "\"time\""),
    ("scrobble", &[("id", "x"), ("time", "-1")], 0, "\"time\""),
    ("scrobble", &[("id", "x"), ("submission", "perhaps")], 0, "\"submission\""),
    ("getAlbumList2", &[("type", "oldest")], 0, "\"type\""),
    ("getAlbumList2", &[("type", "newest"), ("size", "many")], 0, "\"size\""),
    ("getAlbumList2", &[("type", "newest"), ("offset", "1e3")], 0, "\"offset\""),
    ("getAlbumList2", &[("type", "newest"), ("size", "9223372036854775808")], 0, "\"size\""),
    ("getRandomSongs", &[("fromYear", "old")], 0, "\"fromYear\""),
    ("search3", &[("query", "x"), ("songCount", "0x10")], 0, "\"songCount\""),
    ("getArtists", &[("musicFolderId", "one")], 0, "\"musicFolderId\""),
    ("getIndexes", &[("ifModifiedSince", "yesterday")], 0, "\"ifModifiedSince\""),
    ("updatePlaylist", &[("playlistId", "x"), ("songIndexToRemove", "two")], 0, "\"songIndexToRemove\""),
    ("updatePlaylist", &[("playlistId", "x"), ("public", "yes")], 0, "\"public\""),
    ("createBookmark", &[("id", "x"), ("position", "-1")], 0, "\"position\""),
    ("savePlayQueue", &[("id", "x"), ("current", "y")], 0, "\"current\""),
    ("savePlayQueueByIndex", &[("id", "x"), ("currentIndex", "-1")], 10, "\"currentIndex\""),
    ("getCoverArt", &[("id", "x"), ("size", "large")], 0, "\"size\""),
    ("createUser", &[("username", "x"), ("password", "y"), ("email", ""), ("adminRole", "2")], 0, "\"adminRole\""),
    ("createUser", &[("username", "x"), ("password", "y"), ("email", ""), ("musicFolderId", "9")], 0, "music folder 9"),
    ("createInternetRadioStation", &[("name", "x"), ("streamUrl", "javascript:alert(1)")], 0, "\"streamUrl\""),
    ("startScan", &[("fullScan", "perhaps")], 0, "\"fullScan\""),
    (
        "reportPlayback",
        &[("mediaId", "x"), ("mediaType", "song"), ("positionMs", "1"), ("state", "odd")],
        0,
        "\"state\"",
    ),
    // unknown
    ("getAlbum", &[("id", "gone")], 70, "album not found"),
    ("getAlbum", &[("id", "")], 70, "album not found"),
    ("getArtist", &[("id", "gone")], 70, "artist not found"),
    ("getSong", &[("id", "' OR 1=1 --")], 70, "song not found"),
    ("getMusicDirectory", &[("id", "../..")], 70, "directory not found"),
    ("getPlaylist", &[("id", "%")], 70, "playlist not found"),
    ("deletePlaylist", &[("id", "gone")], 70, "playlist not found"),
    ("createPlaylist", &[("playlistId", "gone")], 70, "playlist not found"),
    ("getLyricsBySongId", &[("id", "gone")], 70, "song not found"),
    ("getCoverArt", &[("id", "../../etc/passwd")], 70, "picture not found"),
    ("getCoverArt", &[("id", "")], 70, "picture not found"),
    ("stream", &[("id", "/etc/passwd")], 70, "song not found"),
    ("download", &[("id", "gone")], 70, "song not found"),
    ("setRating", &[("id", "gone"), ("rating", "1")], 70, "not found"),
    ("createBookmark", &[("id", "gone"), ("position", "1")], 70, "song not found"),
    (
        "reportPlayback",
        &[("mediaId", "x"), ("mediaType", "song"), ("positionMs", "1"), ("state", "playing")],
        70,
        "song",
    ),
    ("getUser", &[("username", "nobody")], 70, "user not found"),
    ("updateUser", &[("username", "nobody")], 70, "user not found"),
    ("deleteUser", &[("username", "nobody")], 70, "user not found"),
    ("deleteInternetRadioStation", &[("id", "gone")], 70, "station not found"),
    ("getArtists", &[("musicFolderId", "77")], 70, "music folder not found"),
    ("getIndexes", &[("musicFolderId", "0")], 70, "music folder not found"),
    ("getRandomSongs", &[("musicFolderId", "-1")], 70, "music folder not found"),
    ("getStarred2", &[("musicFolderId", "1"), ("musicFolderId", "2")], 70, "music folder not found"),
    ("search3", &[("query", ""), ("musicFolderId", "2147483647")], 70, "music folder not found"),
    // impossible letters
    ("getAlbum", &[("id", "a\0b")], 0, "\"id\" must not hold a NUL"),
    ("search3", &[("query", "\0")], 0, "\"query\" must not hold a NUL"),
    ("createPlaylist", &[("name", "a\0")], 0, "\"name\" must not hold a NUL"),
    ("createUser", &[("username", "a\0"), ("password", "x"), ("email", "")], 0, "\"username\" must not hold a NUL"),
    ("getAlbum", &[("other\0", "a\0b"), ("id", "x")], 0, "must not hold a NUL"),
];

/// The administrator's parameters in this format, and these.
fn all<'a>(format: Format, params: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    [&ADMIN[..], format.params(), params].concat()
}

fn still_there(who: &Person) {
    let ping = get(who, "ping", &all(Format::Json, &[]));
    assert_eq!(ping.envelope()["status"], "ok");
}

#[test]
fn what_was_wrong_is_named_in_every_format_by_get_and_post() {
    let app = TestApp::with(songs());
    let who = app.stranger();
    for (endpoint, params, code, word) in BAD {
        for format in Format::ALL {
            let params = all(format, params);
            for answer in [get(&who, endpoint, &params), post(&who, endpoint, &params)] {
                let (found, sentence) = refusal(&answer, format);
                assert_eq!(answer.status, 200);
                assert!(found == *code && sentence.contains(word), "{endpoint} {params:?}: {found} {sentence}");
                let disk = app.music.root().to_str().unwrap();
                assert!(!sentence.contains(disk) && !sentence.contains(app.data().to_str().unwrap()), "{sentence}");
            }
        }
        still_there(&who);
    }
    assert_eq!(app.query("SELECT name AS it FROM account"), ["admin"]);
    assert_eq!(app.query("SELECT name AS it FROM playlist"), [""; 0]);
}

#[test]
fn an_unknown_endpoint_is_a_404_with_the_envelope_and_never_a_page() {
    let app = TestApp::setup().start();
    let who = app.stranger();
    for format in Format::ALL {
        for endpoint in
            ["nothing", "nothing.view", "getalbum", "ping.view.view", "ping.html", ".view", "%00", "%FF", "pi%0Ang"]
        {
            let answer = get(&who, endpoint, &all(format, &[]));
            let (code, sentence) = refusal(&answer, format);
            assert_eq!((answer.status.as_u16(), code), (404, 0), "{endpoint}");
            assert!(sentence.starts_with("there is no endpoint"), "{sentence}");
        }
        still_there(&who);
    }
    for path in ["/rest", "/rest/", "/rest/a/b", "/rest/ping/", "/rest/../rest/nothing"] {
        let answer = who.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert_eq!(refusal(&answer, Format::Xml).0, 0, "{path}");
    }
    for path in ["/index.html", "/app", "/server/xml.server.php", "/server/json.server.php", "/.env"] {
        let answer = who.get(path);
        assert_eq!((answer.status.as_u16(), answer.content_type.as_str()), (404, "application/json"), "{path}");
    }
    let front = who.get("/");
    assert_eq!((front.status.as_u16(), front.content_type.as_str()), (200, "text/html; charset=utf-8"));
}

#[test]
fn bytes_that_are_no_text_are_taken_without_harm() {
    let app = TestApp::with(songs());
    let who = app.stranger();
    let login = "u=admin&p=admin&v=1.16.1&c=tests&f=json";
    for (query, code) in [
        ("getAlbum?id=%FF%FE", Some(70)),
        ("getAlbum?id=%C3%28", Some(70)),
        ("getAlbum?id=%", Some(70)),
        ("getAlbum?id=%ZZ", Some(70)),
        ("getAlbum?id=%F0%9F", Some(70)),
        ("getAlbum?id=%ED%A0%80", Some(70)),
        ("search3?query=%FF%FE", None),
        ("search3?query=%", None),
        ("search3?query=%22%22%22", None),
        ("search3?query=%EF%BF%BF%EF%BF%BE", None),
        ("ping?%FF=%FF&=&&&==&%00=1", None),
        ("ping?c=%FF", None),
    ] {
        let answer = who.get(&format!("/rest/{query}&{login}"));
        assert_eq!(answer.status, 200, "{query}");
        let error = answer.envelope()["error"]["code"].as_i64();
        assert_eq!(error, code, "{query}: {}", answer.text());
        still_there(&who);
    }
}

#[test]
fn numbers_beyond_all_pages_are_taken_for_what_they_can_mean() {
    let app = TestApp::with(songs());
    let who = app.stranger();
    for (endpoint, list, params, count) in [
        ("getAlbumList2", "/albumList2/album", &[("type", "newest"), ("size", "2000000000")][..], 3),
        ("getAlbumList2", "/albumList2/album", &[("type", "newest"), ("size", "-5")], 0),
        ("getAlbumList2", "/albumList2/album", &[("type", "newest"), ("offset", "-5")], 3),
        ("getAlbumList2", "/albumList2/album", &[("type", "newest"), ("offset", "9223372036854775807")], 0),
        ("search3", "/searchResult3/song", &[("songCount", "9223372036854775807")], 6),
        ("search3", "/searchResult3/song", &[("songCount", "-9223372036854775808")], 0),
        ("search3", "/searchResult3/song", &[("query", "o"), ("songOffset", "9223372036854775807")], 0),
        ("getSongsByGenre", "/songsByGenre/song", &[("genre", "Slowcore"), ("count", "9223372036854775807")], 2),
        ("getRandomSongs", "/randomSongs/song", &[("size", "9223372036854775807")], 6),
        ("getRandomSongs", "/randomSongs/song", &[("fromYear", "-2147483648"), ("toYear", "2147483647")], 6),
        ("getTopSongs", "/topSongs/song", &[("artist", "Low"), ("count", "-1")], 0),
    ] {
        let answer = get(&who, endpoint, &all(Format::Json, params));
        assert_eq!(answer.column(list, "id").len(), count, "{endpoint} {params:?}");
        for format in [Format::Xml, Format::Jsonp] {
            assert_eq!(envelope(&get(&who, endpoint, &all(format, params)), format)["status"], "ok");
        }
    }
}

#[test]
fn a_callback_that_is_no_name_is_refused_and_never_repeated() {
    let app = TestApp::setup().start();
    let who = app.stranger();
    for callback in ["", "alert(1)", "a;b", "a b", "<script>", "a\r\nX: y", "1a", "é", "a\0", &"x".repeat(65)] {
        let answer = get(&who, "ping", &[&ADMIN[..], &[("f", "jsonp"), ("callback", callback)]].concat());
        let (code, sentence) = refusal(&answer, Format::Json);
        assert_eq!(code, 0);
        assert!(sentence.contains("\"callback\""), "{sentence}");
        assert!(callback.len() < 4 || !answer.text().contains(callback));
    }
    let answer = get(&who, "ping", &[&ADMIN[..], &[("f", "jsonp")]].concat());
    assert_eq!(refusal(&answer, Format::Json).0, 0);
    for unknown in ["foo", "", "JSON", "html"] {
        let answer = get(&who, "ping", &[&ADMIN[..], &[("f", unknown)]].concat());
        assert_eq!(envelope(&answer, Format::Xml)["status"], "ok", "f={unknown}");
    }
}

#[test]
fn other_methods_are_refused_and_browsers_may_ask_beforehand() {
    let app = TestApp::setup().start();
    let who = app.stranger();
    for method in [Method::PUT, Method::DELETE, Method::PATCH, Method::TRACE, Method::from_bytes(b"BREW").unwrap()] {
        for format in Format::ALL {
            let request = who.client().request(method.clone(), who.address("/rest/deleteUser"));
            let answer = who.send(request.query(&all(format, &[("username", "admin")])));
            let (code, sentence) = refusal(&answer, format);
            assert_eq!((code, sentence), (0, format!("{method} is not a method of this API")));
        }
        still_there(&who);
    }
    for endpoint in ["ping", "deleteUser.view", "nothing"] {
        let request = who.client().request(Method::OPTIONS, who.address(&format!("/rest/{endpoint}")));
        let answer = who
            .send(request.header("origin", "https://player.example").header("access-control-request-method", "POST"));
        assert_eq!((answer.status.as_u16(), answer.body.len()), (204, 0));
        assert_eq!(answer.headers["access-control-allow-origin"], "*");
    }
}

#[test]
fn who_asks_is_said_once_and_in_one_way() {
    let app = TestApp::setup().start();
    app.listener("anna");
    let who = app.stranger();
    for format in Format::ALL {
        let ask = |params: &[(&str, &str)]| refusal(&get(&who, "ping", &[params, format.params()].concat()), format);
        let mut twice = ADMIN.to_vec();
        twice.push(("u", "anna"));
        assert_eq!(ask(&twice), (43, "the parameter \"u\" is given twice".to_owned()));
        let mut both = ADMIN.to_vec();
        both.push(("apiKey", "abc"));
        assert_eq!(ask(&both).0, 43);
        assert_eq!(ask(&[("apiKey", "abc"), ("v", "1.16.1"), ("c", "tests")]).0, 42);
        assert_eq!(ask(&[("apiKey", "abc")]).0, 42);
    }
    // the query's name is not replaced by the form's
    let answer = who.send(who.client().post(who.address("/rest/ping?u=anna")).form(&all(Format::Json, &[])));
    assert_eq!(answer.error_code(), 43);
}

#[test]
fn a_body_that_is_no_form_is_not_read() {
    let app = TestApp::setup().start();
    let who = app.stranger();
    let body = "u=admin&p=admin&v=1.16.1&c=tests&f=json";
    let post = |content_type: &str, body: &str| {
        who.send(
            who.client().post(who.address("/rest/ping")).header("content-type", content_type).body(body.to_owned()),
        )
    };
    for other in [
        "application/json",
        "text/plain",
        "multipart/form-data; boundary=x",
        "",
        "\"",
        "application/x-www-form-urlencodedx\u{7f}",
    ] {
        if reqwest::header::HeaderValue::from_str(other).is_err() {
            continue;
        }
        assert_eq!(
            refusal(&post(other, body), Format::Xml),
            (10, "required parameter \"u\" is missing".to_owned()),
            "{other}"
        );
    }
    for form in ["application/x-www-form-urlencoded", "Application/X-WWW-Form-URLencoded; charset=UTF-8"] {
        assert_eq!(post(form, body).envelope()["status"], "ok", "{form}");
    }
    still_there(&who);
}

#[test]
fn two_hundred_requests_at_once_are_all_answered() {
    let app = TestApp::with(songs());
    let id = app.song("White Horses");
    let start = Barrier::new(200);
    let login = format!("u=admin&p=admin&v=1.16.1&c=tests&f=json&id={id}");
    let asked = [
        format!("/rest/getSong?{login}"),
        format!("/rest/search3?{login}&query="),
        format!("/rest/star?{login}"),
        format!("/rest/scrobble?{login}&time="),
        format!("/rest/getCoverArt?{login}&size=3"),
    ];
    let good = |answer: &Answer| answer.content_type.starts_with("image/") || answer.envelope()["status"] == "ok";
    let answered = std::thread::scope(|scope| {
        let requests: Vec<_> = (0..200)
            .map(|number| {
                let (url, start) = (app.url(), &start);
                // a play told twice with the same time is one play
                let path = asked[number % asked.len()].replace("time=", &format!("time={number}"));
                scope.spawn(move || {
                    let who = Person::stranger(url);
                    start.wait();
                    let answer = who.get(&path);
                    assert!(good(&answer), "{path}: {}", answer.text());
                })
            })
            .collect();
        requests.into_iter().filter_map(|request| request.join().ok()).count()
    });
    assert_eq!(answered, 200);
    assert_eq!(app.admin().rest("getSong", [("id", &id)]).ok()["song"]["playCount"], 40);
}
