//! Old programs are told less (`Subsonic.LegacyClients`, DSub) and watches as little as possible
//! (`Subsonic.MinimalClients`, SubMusic).

use super::formats::{ADMIN, post};
use super::shelf::Shelf;
use serde_json::Value;

/// What a program of this name is told, in XML and in JSON.
fn told(shelf: &Shelf, client: &str, endpoint: &str, params: &[(&str, &str)]) -> [String; 2] {
    ["xml", "json"].map(|format| {
        let who = ADMIN.iter().filter(|(name, _)| *name != "c").copied();
        let all: Vec<_> = who.chain([("c", client), ("f", format)]).chain(params.iter().copied()).collect();
        post(&shelf.admin, endpoint, &all).text()
    })
}

#[test]
fn goldens() {
    let shelf = Shelf::new();
    let (song, album, artist) = (shelf.app.song("White Horses"), shelf.app.album("Hey What"), shelf.app.artist("Low"));
    for id in [&song, &album, &artist] {
        shelf.admin.rest("star", [("id", id)]).ok();
    }
    let golden = |client: &str, name: &str, params: &[(&str, &str)]| {
        let [xml, json] = told(&shelf, client, name.split_once('/').unwrap().0, params);
        shelf.compare(name, &xml, &json);
    };
    golden("DSub", "getSong/legacy", &[("id", &song)]);
    golden("SubMusic", "getSong/minimal", &[("id", &song)]);
    golden("DSub", "getAlbum/legacy", &[("id", &album)]);
    golden("SubMusic", "getAlbum/minimal", &[("id", &album)]);
    golden("DSub", "getArtist/legacy", &[("id", &artist)]);
    golden("SubMusic", "getArtist/minimal", &[("id", &artist)]);
    golden("DSub", "getMusicDirectory/legacy", &[("id", &artist)]);
    golden("SubMusic", "getMusicDirectory/minimal", &[("id", &artist)]);
    golden("DSub", "getStarred2/legacy", &[]);
    golden("DSub", "search3/legacy", &[("query", "low")]);
    golden("SubMusic", "search3/minimal", &[("query", "low")]);
}

/// Every field of an answer, by its path.
fn fields(value: &Value, at: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(object) => object.iter().for_each(|(name, inner)| fields(inner, &format!("{at}/{name}"), found)),
        Value::Array(items) => items.iter().for_each(|item| fields(item, at, found)),
        _ => found.push(at.to_owned()),
    }
}

#[test]
fn old_programs_get_no_field_of_open_subsonic_in_a_song_whatever_the_case_of_their_name() {
    let shelf = Shelf::new();
    let song = shelf.app.song("White Horses");
    let said = |client: &str| {
        let [_, json] = told(&shelf, client, "getSong", &[("id", &song)]);
        let mut found = Vec::new();
        fields(&serde_json::from_str::<Value>(&json).unwrap()["subsonic-response"]["song"], "", &mut found);
        found
    };
    let later =
        ["/artists/id", "/genres/name", "/replayGain/trackGain", "/musicBrainzId", "/isrc", "/contributors/role"];
    let full = said("Symfonium");
    assert!(later.iter().all(|field| full.iter().any(|found| found == field)), "{full:?}");
    for client in ["DSub", "dsub"] {
        let legacy = said(client);
        assert!(later.iter().all(|field| legacy.iter().all(|found| found != field)), "{legacy:?}");
        assert!(legacy.iter().any(|found| found == "/duration") && legacy.iter().all(|found| full.contains(found)));
    }
    assert_eq!(said("SubMusic"), ["/id", "/isDir", "/title"]);
    assert_eq!(said("DSub2"), full);
}
