//! The library that all goldens are taken of: few songs, with everything in them that answers can tell.

use crate::support::app::TestApp;
use crate::support::golden::{Names, assert_golden};
use crate::support::library::{Song, red_picture, song};
use crate::support::people::Person;
use lofty::tag::ItemKey;
use std::cell::RefCell;

/// A server with that library and a listener called anna.
pub struct Shelf {
    pub app: TestApp,
    pub anna: Person,
    pub admin: Person,
    names: RefCell<Names>,
}

/// Two artists' albums, one compilation, one song that tells all there is to tell.
pub fn songs() -> Vec<Song> {
    let white_horses = song("Low/Hey What/01 White Horses.flac")
        .album_artist("Low")
        .year(2021)
        .genres(&["Slowcore", "Rock"])
        .disc(1)
        .tags(ItemKey::Composer, &["Alan Sparhawk", "Mimi Parker"])
        .tag(ItemKey::Comment, "loud & <clear>")
        .tag(ItemKey::Bpm, "92")
        .tag(ItemKey::Mood, "calm")
        .tag(ItemKey::Isrc, "USSUB2100101")
        .tag(ItemKey::MusicBrainzRecordingId, "0b0e7bd5-8f79-4d9c-9a5a-2f3a6b8d8c3e")
        .tag(ItemKey::ReplayGainTrackGain, "-7.50 dB")
        .tag(ItemKey::ReplayGainTrackPeak, "0.998")
        .tag(ItemKey::Label, "Sub Pop")
        .lyrics("Still white horses take us home")
        .picture(&red_picture());
    let low = |path: &str| song(path).album_artist("Low").year(2021).genres(&["Slowcore"]).disc(1);
    let vespertine = |path: &str| song(path).album_artist("Björk").year(2001).genres(&["Electronic"]);
    let postcards = |path: &str| song(path).album("Postcards").album_artist("Various Artists").compilation().year(1999);
    vec![
        white_horses,
        low("Low/Hey What/02 I Can Wait.mp3").lyrics("[00:00.50]I can wait\n[00:01.00]for you"),
        vespertine("Björk/Vespertine/01 Hidden Place.m4a"),
        vespertine("Björk/Vespertine/02 Cocoon.m4a"),
        postcards("Lena/Postcards/01 Orange Trees.opus").genres(&["Folk"]),
        postcards("Tomas/Postcards/02 Letter.ogg"),
    ]
}

impl Shelf {
    pub fn new() -> Self {
        Self::of(TestApp::with(songs()))
    }

    pub fn of(app: TestApp) -> Self {
        let (anna, admin) = (app.listener("anna"), app.admin());
        let everything = anna.rest("search3", [("query", ""), ("songCount", "500")]).ok();
        let mut names = Names::default();
        names.learn(&everything["searchResult3"]);
        for artist in ["Low", "Björk", "Lena", "Tomas", "Various Artists", "Alan Sparhawk", "Mimi Parker"] {
            names.add(&navidrome_rs::domain::artist::id_of(artist), &format!("artist {artist}"));
        }
        Self { app, anna, admin, names: RefCell::new(names) }
    }

    /// Says what an id means that no list of songs explains.
    pub fn name(&self, id: &str, what: &str) {
        self.names.borrow_mut().add(id, what);
    }

    /// Anna's answer to `ENDPOINT/CASE`, in both languages, against its golden.
    pub fn golden<const N: usize>(&self, name: &str, params: [(&str, &str); N]) {
        self.golden_of(&self.anna, name, params);
    }

    pub fn golden_of<const N: usize>(&self, who: &Person, name: &str, params: [(&str, &str); N]) {
        let (endpoint, _) = name.split_once('/').unwrap();
        let (xml, json) = (who.xml(endpoint, params), who.rest(endpoint, params));
        self.compare(name, &xml.text(), &json.text());
    }

    /// Compares answers that were had in some other way.
    pub fn compare(&self, name: &str, xml: &str, json: &str) {
        let mut names = self.names.borrow().clone();
        names.learn(&serde_json::from_str(json).unwrap());
        for people_make in ["getPlaylists", "getInternetRadioStations"] {
            names.learn(&self.admin.rest(people_make, []).ok());
        }
        assert_golden(name, xml, json, &names);
    }
}
