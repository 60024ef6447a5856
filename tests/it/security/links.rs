//! Links in the music folder: to music anywhere they are followed, to anything else they give nothing away.

use crate::support::app::TestApp;
use crate::support::library::song;
use navidrome_rs::scanner::Kind;
use std::fs;
use std::os::unix::fs::symlink;

const SECRET: &str = "root:x:0:0:the secret of another folder";

#[test]
fn a_link_to_what_is_no_music_is_neither_listed_nor_served() {
    let app = TestApp::with([song("Low/A/01 One.flac"), song("Low/A/02 Two.mp3")]);
    let (one, two) = (app.song("One"), app.song("Two"));
    let elsewhere = tempfile::tempdir().unwrap();
    let secret = elsewhere.path().join("passwd");
    fs::write(&secret, SECRET).unwrap();
    let link = |name: &str| symlink(&secret, app.music.at(name)).unwrap();

    // after the scan, in the place of songs that are known
    for name in ["Low/A/01 One.flac", "Low/A/02 Two.mp3"] {
        app.music.remove(name);
        link(name);
    }
    for id in [&one, &two] {
        for (endpoint, format) in [("stream", "raw"), ("stream", "mp3"), ("stream", "opus"), ("download", "")] {
            let answer = app.admin().rest(endpoint, [("id", id), ("format", format), ("maxBitRate", "64")]);
            assert_eq!(answer.error_code(), 70, "{endpoint} {format}");
        }
    }
    // before the scan, under names of every kind
    for name in
        ["Low/A/x.wav", "Low/A/y.mp3", "Low/A/cover.jpg", "Low/A/z.m3u", "Low/A/01 One.lrc", "Low/A/03 Three.txt"]
    {
        link(name);
    }
    app.music.add([song("Low/A/03 Three.flac")]);
    app.scan(Kind::Full);
    let listed = app.admin().rest("search3", [("query", ""), ("songCount", "100")]);
    assert_eq!(listed.column("/searchResult3/song", "title"), ["Three"]);
    let three = app.song("Three");
    for (endpoint, id) in [("getLyricsBySongId", &three), ("getCoverArt", &three), ("getAlbum", &app.album("A"))] {
        let answer = app.admin().rest(endpoint, [("id", id)]);
        assert!(!String::from_utf8_lossy(&answer.body).contains("secret"), "{endpoint}: {}", answer.text());
    }
    assert_eq!(app.query("SELECT name AS it FROM playlist"), ["z"]);
}

#[test]
fn links_to_music_are_followed_where_the_configuration_says_so() {
    let elsewhere = crate::support::library::Library::new();
    elsewhere.add([song("Far/Away/01 Afar.flac")]);
    for (follow, titles) in [(true, vec!["Afar", "Near"]), (false, vec!["Near"])] {
        let app = TestApp::setup().config(move |config| config.scanner.follow_symlinks = follow).start();
        app.music.add([song("Low/A/01 Near.flac")]);
        symlink(elsewhere.root().join("Far"), app.music.at("Far")).unwrap();
        app.scan(Kind::Quick);
        let mut listed =
            app.admin().rest("search3", [("query", ""), ("songCount", "100")]).column("/searchResult3/song", "title");
        listed.sort();
        assert_eq!(listed, titles);
        if follow {
            let served = app.admin().rest("stream", [("id", &app.song("Afar"))]);
            assert!(served.body == fs::read(elsewhere.at("Far/Away/01 Afar.flac")).unwrap());
        }
    }
}
