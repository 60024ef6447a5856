//! Files and folders of any name, ignored ones, links.

use crate::support::app::{TestApp, each_engine};
use crate::support::library::{silence, song, untagged};
use navidrome_rs::scanner::Kind;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;

fn titles(app: &TestApp) -> Vec<String> {
    let found = app.admin().rest("search3", [("query", ""), ("songCount", "500")]);
    let mut titles = found.column("/searchResult3/song", "title");
    titles.sort();
    titles
}

#[test]
fn names_in_any_encoding_are_served_byte_for_byte() {
    each_engine(|setup| {
        let app = setup.start();
        let names: [&[u8]; 7] = [
            b"\xdcn\xefc\xf6d\xe9/latin1 \xe9.mp3",
            "日本語の曲.mp3".as_bytes(),
            "🎵 emoji.mp3".as_bytes(),
            b"a'b\"c & d <e>; %41 #?.mp3",
            b"new\nline\ttab.mp3",
            b"back\\slash.mp3",
            "e\u{301} decomposed.mp3".as_bytes(),
        ];
        let sound = fs::read(silence("a.mp3")).unwrap();
        // each is told apart by one byte that no decoder minds
        let content = |place: usize| [sound.as_slice(), &[u8::try_from(place).unwrap()]].concat();
        for (place, name) in names.iter().enumerate() {
            app.music.write(OsStr::from_bytes(name), content(place));
        }
        app.scan(Kind::Quick);
        let ids = app.query("SELECT id AS it FROM song ORDER BY seq");
        assert_eq!(ids.len(), names.len());
        let mut bodies: Vec<Vec<u8>> = ids.iter().map(|id| app.admin().rest("stream", [("id", id)]).body).collect();
        let mut wanted: Vec<Vec<u8>> = (0..names.len()).map(content).collect();
        bodies.sort();
        wanted.sort();
        assert!(bodies == wanted);
        assert_eq!(app.scan(Kind::Quick).files_read, 0);
        app.scan(Kind::Full);
        assert_eq!(app.query("SELECT id AS it FROM song ORDER BY seq"), ids);
    });
}

#[test]
fn hidden_and_ignored_places_are_passed_by() {
    let app = TestApp::setup().start();
    app.music.add(
        [
            "A/seen.mp3",
            "A/.hidden.mp3",
            ".folder/hidden.mp3",
            "..And Justice/seen too.mp3",
            "Ignored/ignored.mp3",
            "Partly/kept.mp3",
            "Partly/drop-this.mp3",
            "Partly/Extras/dropped.mp3",
            "Partly/Deep/Extras/dropped.mp3",
            "Partly/Deep/kept deep.mp3",
            "$RECYCLE.BIN/bin.mp3",
        ]
        .map(song),
    );
    app.music.write("Ignored/.ndignore", "").write("Partly/.ndignore", "# patterns\nExtras\ndrop-*\n");
    app.scan(Kind::Quick);
    assert_eq!(titles(&app), ["kept", "kept deep", "seen", "seen too"]);
    // lifted and laid down again
    app.music.remove("Ignored/.ndignore").write("A/.ndignore", "*.mp3");
    app.scan(Kind::Quick);
    assert_eq!(titles(&app), ["ignored", "kept", "kept deep", "seen too"]);
}

#[test]
fn links_are_followed_once_or_not_at_all() {
    let mut app = TestApp::setup().start();
    let outside = tempfile::tempdir().unwrap();
    fs::copy(silence("a.mp3"), outside.path().join("from outside.mp3")).unwrap();
    app.music.add([song("A/real.mp3")]);
    for (target, link) in [
        ("..", "A/round"),
        ("A", "also A"),
        ("real.mp3", "A/linked.mp3"),
        ("nowhere.mp3", "A/dangling.mp3"),
        ("itself", "itself"),
        (outside.path().to_str().unwrap(), "outside"),
    ] {
        symlink(target, app.music.at(link)).unwrap();
    }
    app.scan(Kind::Quick);
    let paths = |app: &TestApp| app.query("SELECT path AS it FROM song WHERE NOT missing ORDER BY path");
    assert_eq!(
        paths(&app),
        ["A/linked.mp3", "A/real.mp3", "also A/linked.mp3", "also A/real.mp3", "outside/from outside.mp3"]
    );
    app.restart(|config| config.scanner.follow_symlinks = false);
    app.scan(Kind::Full);
    assert_eq!(paths(&app), ["A/real.mp3"]);
}

#[test]
fn every_format_is_listed_in_any_case_of_its_ending() {
    let app = TestApp::setup().start();
    let endings = ["mp3", "flac", "m4a", "ogg", "oga", "opus", "wav", "aiff", "wv", "wma", "spx", "tta", "mka", "aac"];
    for ending in endings {
        app.music.add([untagged(&format!("{ending}.{ending}"))]);
        app.music.write(
            format!("SHOUT/{ending}.{}", ending.to_uppercase()),
            fs::read(silence(&format!("a.{ending}"))).unwrap(),
        );
    }
    app.scan(Kind::Quick);
    let mut wanted: Vec<String> =
        endings.iter().flat_map(|ending| [(*ending).to_owned(), (*ending).to_owned()]).collect();
    wanted.sort();
    assert_eq!(titles(&app), wanted);
}
