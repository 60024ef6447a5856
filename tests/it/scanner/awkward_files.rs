//! Broken files are rows that the administrator can see, and never stop the rest.

use crate::support::app::{TestApp, each_engine};
use crate::support::library::{Song, album, silence, song};
use lofty::tag::ItemKey;
use navidrome_rs::domain::page::Window;
use navidrome_rs::scanner::Kind;
use navidrome_rs::store::problems;
use std::collections::BTreeMap;
use std::fs;

fn problems_of(app: &TestApp) -> BTreeMap<String, String> {
    let rows = app.read(|db| problems::page(db, Window::new(0, 100, 100)));
    rows.into_iter().map(|row| (row.path, row.kind)).collect()
}

fn titles(app: &TestApp) -> Vec<String> {
    let found = app.admin().rest("search3", [("query", ""), ("songCount", "500")]);
    let mut titles = found.column("/searchResult3/song", "title");
    titles.sort();
    titles
}

/// Bytes that are nothing, the same at each run.
fn noise(count: usize) -> Vec<u8> {
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_be_bytes()[0]
    };
    std::iter::repeat_with(next).take(count).collect()
}

#[test]
fn broken_files_are_told_and_the_rest_is_listed() {
    each_engine(|setup| {
        let app = setup.start();
        app.music.add(album("Broken", 2)).add([song("Broken/whole.flac"), song("Broken/huge tag.mp3")]);
        let flac = fs::read(app.music.at("Broken/whole.flac")).unwrap();
        let m4a = fs::read(silence("a.m4a")).unwrap();
        let mut huge = fs::read(app.music.at("Broken/huge tag.mp3")).unwrap();
        huge[6..10].copy_from_slice(&[0x7f; 4]);
        app.music
            .write("Broken/huge tag.mp3", huge)
            .write("Broken/empty.mp3", "")
            .write("Broken/noise.flac", noise(5000))
            .write("Broken/text.ogg", "this is not audio\n".repeat(50))
            .write("Broken/cut.flac", &flac[..flac.len() / 2])
            .write("Broken/cut.m4a", &m4a[..700])
            .write("Broken/really a flac.mp3", &flac)
            .write("Broken/cover.jpg", b"\xff\xd8\xff\xe0 broken picture");
        let status = app.scan(Kind::Quick);
        let listed = titles(&app);
        for title in ["Song 1", "Song 2", "whole"] {
            assert!(listed.contains(&title.to_owned()), "{title} is not in {listed:?}");
        }
        let problems = problems_of(&app);
        for (name, kind) in [
            ("empty.mp3", "empty"),
            ("noise.flac", "not-audio"),
            ("text.ogg", "not-audio"),
            ("cut.flac", "cut-short"),
            ("really a flac.mp3", "wrong-ending"),
        ] {
            assert_eq!(problems.get(&format!("Broken/{name}")).map(String::as_str), Some(kind), "{problems:?}");
        }
        for whole in ["Broken/01 Song 1.mp3", "Broken/whole.flac", "Broken/cover.jpg"] {
            assert!(!problems.contains_key(whole), "{problems:?}");
        }
        for silent in ["empty", "noise", "text"] {
            assert!(!listed.contains(&silent.to_owned()), "{listed:?}");
        }
        assert_eq!(usize::try_from(status.songs).unwrap(), listed.len());
        // a picture that is none harms nobody
        let album = app.admin().rest("getCoverArt", [("id", &app.song("whole"))]);
        assert!(album.status.is_success() && album.content_type.starts_with("image/"), "{}", album.content_type);
    });
}

#[test]
fn a_mended_file_is_no_problem_any_more() {
    each_engine(|setup| {
        let app = setup.start();
        app.music.add(album("Low/A", 1)).write("Low/A/broken.mp3", noise(3000));
        app.scan(Kind::Quick);
        assert_eq!(problems_of(&app).len(), 1);
        app.scan(Kind::Full);
        assert_eq!(problems_of(&app).len(), 1);
        app.music.add([song("Low/A/broken.mp3").title("Mended")]);
        app.scan(Kind::Quick);
        assert_eq!((titles(&app), problems_of(&app).len()), (vec!["Mended".to_owned(), "Song 1".to_owned()], 0));
        app.music.write("Low/A/broken.mp3", noise(3000));
        assert_eq!(app.scan(Kind::Quick).songs, 1);
        app.music.remove("Low/A/broken.mp3");
        app.scan(Kind::Quick);
        assert_eq!(problems_of(&app).len(), 0);
    });
}

#[test]
fn odd_tags_are_understood_as_far_as_they_go() {
    each_engine(|setup| {
        let odd = |path: &str| -> Song { song(path).album("Odd").artist("Old Timer") };
        let app = setup.with([
            odd("Odd/huge.flac")
                .tag(ItemKey::TrackNumber, "99999999999")
                .tag(ItemKey::DiscNumber, "-1")
                .tag(ItemKey::Bpm, "120.7")
                .tag(ItemKey::ReplayGainTrackGain, "not a number"),
            odd("Odd/padded.flac").title("  Padded  "),
            odd("Odd/control.flac").title("Tab\tand\u{1}control"),
            odd("Odd/nul.flac").title("nul\0here"),
            odd("Odd/long.flac").title(&"Long ".repeat(2000)),
            odd("Odd/private.flac").title("private \u{10FFE9} plane"),
            odd("Odd/no title.flac").title(""),
            odd("Odd/year.flac").tag(ItemKey::RecordingDate, "soon"),
        ]);
        assert_eq!(app.scan(Kind::Full).songs, 8);
        let listed = titles(&app);
        for title in ["huge", "Padded", "no title", "year"] {
            assert!(listed.contains(&title.to_owned()), "{title} is not in {listed:?}");
        }
        // what is told is XML, too
        let xml = app.admin().xml("getAlbum", [("id", &app.album("Odd"))]).text();
        let mut reader = quick_xml::Reader::from_str(&xml);
        let mut songs = 0;
        loop {
            match reader.read_event().unwrap() {
                quick_xml::events::Event::Eof => break,
                quick_xml::events::Event::Start(tag) | quick_xml::events::Event::Empty(tag) => {
                    songs += usize::from(tag.name().as_ref() == "song");
                }
                _ => {}
            }
        }
        assert_eq!(songs, 8);
        assert!(!xml.contains(['\0', '\u{1}']));
    });
}
