//! What is gone is only marked so, and comes back as what it was.

use crate::support::app::{TestApp, each_engine};
use crate::support::library::{album, song};
use navidrome_rs::config::scanner::PurgeMissing;
use navidrome_rs::scanner::Kind;
use std::fs;

fn titles(app: &TestApp) -> Vec<String> {
    app.admin().rest("search3", [("query", ""), ("songCount", "100")]).column("/searchResult3/song", "title")
}

#[test]
fn a_removed_folder_comes_back_with_the_same_ids() {
    each_engine(|setup| {
        let app = setup.with([album("Low/A", 2), vec![song("High/B/01 Other.mp3")]].concat());
        let before = (app.song("Song 1"), app.song("Song 2"), app.album("A"), app.artist("Low"));
        let aside = tempfile::tempdir_in(app.music.root().parent().unwrap()).unwrap();
        fs::rename(app.music.at("Low"), aside.path().join("Low")).unwrap();
        assert_eq!(app.scan(Kind::Quick).songs, 1);
        assert_eq!(titles(&app), ["Other"]);
        assert_eq!(app.admin().rest("getAlbum", [("id", &before.2)]).error_code(), 70);
        assert_eq!(app.admin().rest("getArtist", [("id", &before.3)]).error_code(), 70);
        fs::rename(aside.path().join("Low"), app.music.at("Low")).unwrap();
        assert_eq!(app.scan(Kind::Quick).songs, 3);
        assert_eq!((app.song("Song 1"), app.song("Song 2"), app.album("A"), app.artist("Low")), before);
    });
}

#[test]
fn a_vanished_or_empty_music_folder_loses_nothing_and_says_so() {
    each_engine(|setup| {
        let app = setup.with(album("Low/A", 3));
        let root = app.music.root().to_owned();
        let aside = root.with_extension("aside");
        fs::rename(&root, &aside).unwrap();
        for kind in [Kind::Quick, Kind::Full] {
            let failure = app.try_scan(kind).unwrap_err();
            assert!(failure.contains(root.to_str().unwrap()) && failure.contains("mounted"), "{failure}");
        }
        let status = app.admin().rest("getScanStatus", []).ok();
        assert!(status["scanStatus"]["error"].as_str().unwrap().contains("mounted"), "{status}");
        assert_eq!(titles(&app).len(), 3);
        // the empty folder that a disk was mounted on, perhaps with a leftover in it
        fs::create_dir(&root).unwrap();
        for leftover in ["", "README.txt"] {
            if !leftover.is_empty() {
                fs::write(root.join(leftover), "the disk goes here").unwrap();
            }
            let failure = app.try_scan(Kind::Full).unwrap_err();
            assert!(failure.contains("holds no music"), "{failure}");
        }
        assert_eq!(titles(&app).len(), 3);
        fs::remove_dir_all(&root).unwrap();
        fs::rename(&aside, &root).unwrap();
        let status = app.scan(Kind::Quick);
        assert_eq!((status.songs, status.error.as_str()), (3, ""));
    });
}

#[test]
fn what_is_gone_is_forgotten_where_so_configured() {
    for (purge, after_quick, after_full) in
        [(PurgeMissing::Never, 2, 2), (PurgeMissing::Full, 2, 1), (PurgeMissing::Always, 1, 1)]
    {
        each_engine(|setup| {
            let app = setup.config(move |config| config.scanner.purge_missing = purge).with(album("Low/A", 2));
            let (anna, id) = (app.listener("anna"), app.song("Song 1"));
            anna.rest("star", [("id", &id)]).ok();
            app.music.remove("Low/A/01 Song 1.mp3");
            let rows = || app.query("SELECT id AS it FROM song").len();
            app.scan(Kind::Quick);
            assert_eq!(rows(), after_quick, "{purge:?}");
            app.scan(Kind::Full);
            assert_eq!(rows(), after_full, "{purge:?}");
            let stars = app.query("SELECT item_id AS it FROM annotation WHERE starred_at IS NOT NULL").len();
            assert_eq!(stars, after_full - 1, "{purge:?}");
            assert_eq!(titles(&app), ["Song 2"]);
        });
    }
}

#[test]
fn getting_smaller_does_not_disturb_what_is_left() {
    each_engine(|setup| {
        let app = setup.with(album("Low/A", 4));
        app.music.remove("Low/A/02 Song 2.mp3");
        assert_eq!(app.scan(Kind::Quick).songs, 3);
        let shown = app.admin().rest("getAlbum", [("id", &app.album("A"))]).ok();
        assert_eq!((&shown["album"]["songCount"], &shown["album"]["duration"]), (&3.into(), &3.into()));
        let low = app.admin().rest("getArtists", []).ok();
        assert_eq!(low["artists"]["index"][0]["artist"][0]["albumCount"], 1);
    });
}
