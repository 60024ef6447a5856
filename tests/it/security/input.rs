//! What strangers wrote, shown to others; and what they may not write at all.

use crate::rest::formats::{ADMIN, Format, envelope, get};
use crate::support::app::TestApp;
use crate::support::library::song;
use lofty::tag::ItemKey;

const SCRIPT: &str = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>&lt;b&gt;]]>\u{2028}";

#[test]
fn markup_in_tags_and_names_arrives_as_text() {
    let tagged = song("Low/A/01 x.flac").title(SCRIPT).artist(SCRIPT).album(SCRIPT).album_artist(SCRIPT);
    let app = TestApp::with([tagged
        .genres(&[SCRIPT])
        .tag(ItemKey::Comment, SCRIPT)
        .lyrics(SCRIPT)
        .tag(ItemKey::Mood, SCRIPT)]);
    let (admin, who) = (app.admin(), app.stranger());
    let id = admin.rest("search3", [("query", "")]).column("/searchResult3/song", "id").remove(0);
    admin.rest("createPlaylist", [("name", SCRIPT), ("songId", &id)]).ok();
    admin.rest("createInternetRadioStation", [("name", SCRIPT), ("streamUrl", "http://example.org/")]).ok();
    admin.rest("createBookmark", [("id", &id), ("position", "1"), ("comment", SCRIPT)]).ok();
    admin.rest("createUser", [("username", SCRIPT), ("password", "a long password"), ("email", SCRIPT)]).ok();
    // the program's name is shown to others, too
    get(
        &who,
        "scrobble",
        &[("u", "admin"), ("p", "admin"), ("v", "1.16.1"), ("c", SCRIPT), ("id", &id), ("submission", "false")],
    );
    let mut seen = 0;
    for (endpoint, params) in [
        ("getSong", &[("id", id.as_str())][..]),
        ("getGenres", &[]),
        ("getArtists", &[]),
        ("getIndexes", &[]),
        ("getAlbumList2", &[("type", "newest")]),
        ("search3", &[("query", "")]),
        ("getPlaylists", &[]),
        ("getBookmarks", &[]),
        ("getNowPlaying", &[]),
        ("getInternetRadioStations", &[]),
        ("getLyricsBySongId", &[("id", &id)]),
        ("getUsers", &[]),
        (SCRIPT, &[]),
    ] {
        for format in Format::ALL {
            let answer = get(&who, &endpoint.replace('/', "%2F"), &[&ADMIN[..], format.params(), params].concat());
            // well formed in its language, which a browser is told and may not doubt
            envelope(&answer, format);
            let text = answer.text();
            assert_eq!(answer.headers["x-content-type-options"], "nosniff");
            assert!(answer.headers["content-security-policy"].to_str().unwrap().contains("default-src 'none'"));
            match format {
                Format::Xml => assert!(!text.contains("<script") && !text.contains("<img"), "{endpoint}: {text}"),
                Format::Json | Format::Jsonp => seen += usize::from(text.contains("alert(1)")),
            }
        }
    }
    assert!(seen > 20, "the script was to be seen in {seen} answers only");
}

#[test]
fn what_the_server_knows_better_is_not_taken_from_a_request() {
    let app = TestApp::with([song("Low/A/01 One.flac")]);
    let (anna, admin) = (app.listener("anna"), app.admin());
    let id = app.query("SELECT id AS it FROM account WHERE login = 'admin'").remove(0);
    let forged = [
        ("ownerId", id.as_str()),
        ("owner", "admin"),
        ("userId", &id),
        ("user", "admin"),
        ("username", "admin"),
        ("created", "1999-01-01T00:00:00Z"),
        ("path", "/etc/passwd"),
        ("adminRole", "true"),
        ("sync", "true"),
    ];
    let song = app.song("One");
    let with = |params: &[(&'static str, &str)]| {
        let params: Vec<(&'static str, String)> =
            params.iter().chain(&forged).map(|(name, value)| (*name, (*value).to_owned())).collect();
        params
    };
    let ask = |endpoint: &str, params: &[(&'static str, &str)]| {
        let params = with(params);
        let params: Vec<(&str, &str)> = params.iter().map(|(name, value)| (*name, value.as_str())).collect();
        anna.ask(endpoint, "json", &params).ok()
    };
    let list = ask("createPlaylist", &[("name", "Anna's"), ("songId", &song), ("id", "mine")])["playlist"].clone();
    let list_id = list["id"].as_str().unwrap();
    ask("updatePlaylist", &[("playlistId", list_id), ("comment", "x")]);
    for endpoint in ["star", "scrobble", "savePlayQueue"] {
        ask(endpoint, &[("id", &song)]);
    }
    ask("createBookmark", &[("id", &song), ("position", "1")]);
    assert_ne!(list_id, "mine");
    let list = anna.rest("getPlaylist", [("id", list_id)]).ok()["playlist"].clone();
    assert_eq!((list["owner"].as_str(), list["public"].as_bool()), (Some("anna"), Some(false)), "{list}");
    assert!(!list["created"].as_str().unwrap().starts_with("1999"), "{list}");
    for (endpoint, place) in [("getStarred2", "/starred2/song"), ("getBookmarks", "/bookmarks/bookmark")] {
        assert_eq!(anna.rest(endpoint, []).column(place, "id").len(), 1, "{endpoint}");
        assert_eq!(admin.rest(endpoint, []).column(place, "id").len(), 0, "{endpoint}");
    }
    assert_eq!(admin.rest("getPlayQueue", []).column("/playQueue/entry", "id").len(), 0);
    assert_eq!(anna.rest("getUser", [("username", "anna")]).ok()["user"]["adminRole"], false);
}
