//! getIndexes and getMusicDirectory: from the tags, and by `Subsonic.FolderBrowsing` from the real folders.

use super::shelf::{Shelf, songs};
use crate::support::app::TestApp;
use crate::support::clock;
use crate::support::library::song;
use crate::support::people::{Answer, column};
use navidrome_rs::scanner::Kind;

#[test]
fn goldens_from_the_tags() {
    let shelf = Shelf::new();
    shelf.golden("getIndexes/plain", []);
    shelf.golden("getMusicDirectory/artist", [("id", &shelf.app.artist("Low"))]);
    shelf.golden("getMusicDirectory/album", [("id", &shelf.app.album("Hey What"))]);
    shelf.golden("getMusicDirectory/unknown", [("id", "nowhere")]);
}

fn real_folders() -> TestApp {
    let in_the_root = song("Loose Leaf.flac").artist("Nobody");
    TestApp::setup()
        .config(|config| config.subsonic.folder_browsing = true)
        .with(songs().into_iter().chain([in_the_root]))
}

/// The id of the entry of this name in the answer to getIndexes.
fn index_entry(answer: &Answer, name: &str) -> String {
    let answer = answer.ok();
    let letters = answer["indexes"]["index"].as_array().unwrap();
    let entries = letters.iter().flat_map(|letter| letter["artist"].as_array().unwrap());
    let entry =
        entries.into_iter().find(|entry| entry["name"] == name).unwrap_or_else(|| panic!("no {name}: {answer}"));
    entry["id"].as_str().unwrap().to_owned()
}

#[test]
fn goldens_of_real_folders() {
    let shelf = Shelf::of(real_folders());
    let indexes = shelf.anna.rest("getIndexes", []);
    let low = index_entry(&indexes, "Low");
    let hey_what = shelf.anna.rest("getMusicDirectory", [("id", &low)]).ok();
    let hey_what = hey_what["directory"]["child"][0]["id"].as_str().unwrap().to_owned();
    let root = index_entry(&indexes, "Music Library");
    for (id, name) in [(&low, "folder Low"), (&hey_what, "folder Hey What"), (&root, "folder of the library")] {
        shelf.name(id, name);
    }
    for folder in ["Björk", "Lena", "Tomas"] {
        shelf.name(&index_entry(&indexes, folder), &format!("folder {folder}"));
    }
    shelf.golden("getIndexes/real_folders", []);
    shelf.golden("getMusicDirectory/real_folder_of_folders", [("id", &low)]);
    shelf.golden("getMusicDirectory/real_folder_of_songs", [("id", &hey_what)]);
}

#[test]
fn every_song_can_be_reached_through_the_real_folders_also_one_in_the_root() {
    let app = real_folders();
    let anna = app.listener("anna");
    let indexes = anna.rest("getIndexes", []).ok();
    let letters = indexes["indexes"]["index"].as_array().unwrap().clone();
    let mut waiting: Vec<String> = letters.iter().flat_map(|letter| column(letter, "/artist", "id")).collect();
    let (mut titles, mut seen) = (Vec::new(), Vec::new());
    while let Some(id) = waiting.pop() {
        if seen.contains(&id) {
            continue;
        }
        let directory = anna.rest("getMusicDirectory", [("id", &id)]).ok();
        for child in directory["directory"]["child"].as_array().unwrap() {
            let said = |field: &str| child[field].as_str().unwrap().to_owned();
            assert_eq!(said("parent"), id, "{child}");
            if child["isDir"] == true { waiting.push(said("id")) } else { titles.push(said("title")) }
        }
        seen.push(id);
    }
    titles.sort();
    let all = ["Cocoon", "Hidden Place", "I Can Wait", "Letter", "Loose Leaf", "Orange Trees", "White Horses"];
    assert_eq!(titles, all);
}

#[test]
fn nothing_is_listed_again_while_nothing_was_scanned_since() {
    let shelf = Shelf::new();
    let letters = |since: &str| {
        let indexes = shelf.anna.rest("getIndexes", [("ifModifiedSince", since)]).ok();
        (column(&indexes, "/indexes/index", "name").len(), indexes["indexes"]["lastModified"].as_i64().unwrap())
    };
    let (all, last) = letters("0");
    assert_eq!((all, last), (3, clock::TODAY));
    assert_eq!(letters(&(last - 1).to_string()).0, 3);
    assert_eq!(letters(&last.to_string()), (0, last));
    assert_eq!(letters(&(last + clock::DAY).to_string()).0, 0);
    shelf.app.clock.advance(clock::DAY);
    shelf.app.music.add([song("Yes/Fragile/01 Roundabout.flac")]);
    shelf.app.scan(Kind::Quick);
    assert_eq!(letters(&last.to_string()), (4, last + clock::DAY));
}
