//! The music folder is only ever read.

use super::program::{Program, User, give_back_rights};
use crate::support::app::TestApp;
use crate::support::library::{Library, album, red_picture, song};
use crate::support::people::Person;
use navidrome_rs::scanner::Kind;
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

fn fill(music: &Library) {
    music
        .add(album("Low/A", 3))
        .add([song("Low/B/01 Pictured.flac").picture(&red_picture())])
        .write("Low/A/cover.png", red_picture())
        .write("Low/A/01 Song 1.lrc", "[00:00.10]words\n")
        .write("Low/broken.mp3", "nothing to hear ".repeat(100))
        .write("list.m3u", "Low/A/01 Song 1.mp3\nLow/A/gone.mp3\n");
}

/// Everything there is to see of a tree: path, size, mode, time of change, content.
fn snapshot(folder: &Path) -> BTreeMap<PathBuf, (u64, u32, i64, i64, Vec<u8>)> {
    let mut seen = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let (path, meta) = (entry.path(), entry.metadata().unwrap());
        let content = if meta.is_dir() { Vec::new() } else { fs::read(&path).unwrap() };
        if meta.is_dir() {
            seen.extend(snapshot(&path));
        }
        seen.insert(path, (meta.len(), meta.mode(), meta.mtime(), meta.mtime_nsec(), content));
    }
    let meta = fs::metadata(folder).unwrap();
    seen.insert(folder.to_owned(), (meta.len(), meta.mode(), meta.mtime(), meta.mtime_nsec(), Vec::new()));
    seen
}

/// Whatever a listener may do that concerns a song's files.
fn use_all(admin: &Person, titles: usize) {
    let found = admin.rest("search3", [("query", ""), ("songCount", "50")]);
    let songs = found.column("/searchResult3/song", "id");
    assert_eq!(songs.len(), titles);
    for id in &songs {
        for endpoint in ["star", "scrobble", "getLyricsBySongId"] {
            admin.rest(endpoint, [("id", id)]).ok();
        }
        admin.rest("setRating", [("id", id), ("rating", "5")]).ok();
        for endpoint in ["stream", "download"] {
            let answer = admin.rest(endpoint, [("id", id)]);
            assert!(answer.content_type.starts_with("audio/"), "{endpoint}: {}", answer.content_type);
        }
        for size in ["", "100"] {
            let answer = admin.rest("getCoverArt", [("id", id), ("size", size)]);
            let answer = if size.is_empty() { admin.rest("getCoverArt", [("id", id)]) } else { answer };
            assert!(answer.content_type.starts_with("image/"), "{}", answer.text());
        }
    }
}

#[test]
fn nothing_in_the_music_folder_changes() {
    let app = TestApp::setup().start();
    fill(&app.music);
    let before = snapshot(app.music.root());
    assert!(before.len() > 10);
    app.scan(Kind::Quick);
    use_all(&app.admin(), 4);
    app.scan(Kind::Full);
    assert!(snapshot(app.music.root()) == before);
}

#[test]
fn music_that_may_not_be_written_is_scanned_and_served() {
    let music = Library::new();
    fill(&music);
    let program = Program::new(&music, User::MayNotWrite);
    program.scan();
    let serving = program.serve();
    use_all(&Person::known(&serving.url, "admin", "admin"), 4);
    drop(serving);
    give_back_rights(music.root());
}

#[test]
fn what_may_not_be_read_is_told_and_not_lost() {
    let music = Library::new();
    music.add(album("Open", 2)).add(album("Closed", 2)).add(album("Closed/deep", 1));
    let program = Program::new(&music, User::MayNotWrite);
    program.scan();
    let titles = |serving: &super::program::Serving| {
        let admin = Person::known(&serving.url, "admin", "admin");
        admin.rest("search3", [("query", "")]).column("/searchResult3/song", "id").len()
    };
    assert_eq!(titles(&program.serve()), 5);
    let close = |mode| {
        let permissions = std::os::unix::fs::PermissionsExt::from_mode(mode);
        fs::set_permissions(music.at("Closed"), permissions).unwrap();
    };
    close(0o000);
    program.scan();
    let told = program.command(&["problems"]).output().unwrap();
    let told = String::from_utf8(told.stdout).unwrap();
    assert_eq!(told.lines().filter(|line| line.starts_with("unreadable\tClosed\t")).count(), 1, "{told}");
    assert_eq!(titles(&program.serve()), 5);
    close(0o555);
    program.scan();
    assert_eq!(titles(&program.serve()), 5);
    let told = program.command(&["problems"]).output().unwrap();
    assert_eq!(String::from_utf8(told.stdout).unwrap(), "");
    give_back_rights(music.root());
}
