//! Spoilt audio files before the reader, and what it makes of them before the tags' rules.

use super::alone::{in_time, try_all};
use super::bytes::{damages, spoilt};
use crate::support::library::{Library, red_picture, silence, song};
use lofty::tag::ItemKey;
use navidrome_rs::artwork::embedded;
use navidrome_rs::scanner::read::{RawFile, read};
use navidrome_rs::scanner::tags::{Rules, track};
use proptest::prelude::*;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Spoilt files, and files made by hand.
pub const CASES: u32 = SPOILT + BY_HAND;
const SPOILT: u32 = 25_000;
const BY_HAND: u32 = 12;

const ENDINGS: &[&str] =
    &["mp3", "flac", "m4a", "ogg", "opus", "wav", "aiff", "wv", "wma", "aac", "tta", "mka", "caf", "spx", "oga"];

/// A whole file of each format, and of each that has tags one that is full of them: name and bytes.
fn whole() -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> = ENDINGS
        .iter()
        .map(|ending| format!("silence.{ending}"))
        .map(|name| (name.clone(), fs::read(silence(&name)).unwrap()))
        .collect();
    let music = Library::new();
    for ending in ["mp3", "flac", "m4a", "ogg", "opus", "wav", "aiff", "wv"] {
        let name = format!("full.{ending}");
        music.add([song(&name)
            .tags(ItemKey::TrackArtist, &["One; Two / Three feat. Four", "Five"])
            .album("Album")
            .track(7)
            .year(1999)
            .genres(&["Rock", "Pop"])
            .lyrics("[00:01.00]one\n[00:02.00]two")
            .tag(ItemKey::Comment, "comment")
            .tag(ItemKey::ReplayGainTrackGain, "-7.5 dB")
            .picture(&red_picture())]);
        files.push((name.clone(), fs::read(music.at(&name)).unwrap()));
    }
    files
}

/// Everything that is ever read of an audio file.
fn look(file: &Path, rules: &Rules) {
    let raw = read(file).unwrap_or_else(|_| RawFile::default());
    assert!(raw.audio.duration.is_finite() && raw.audio.duration >= 0.0);
    track(&raw, "Artist/Album/01 Title.mp3", 1, rules);
    let picture = embedded::front_cover(file, 20 << 20);
    assert!(picture.is_err() || picture.is_ok_and(|bytes| bytes.len() <= 20 << 20));
}

/// Files of a kind that damage by chance does not find.
fn by_hand(desk: &Path) -> Vec<PathBuf> {
    let sized = |name: &str, head: &[u8], length: u64| {
        let path = desk.join(name);
        let mut file = fs::File::create(&path).unwrap();
        file.write_all(head).unwrap();
        file.set_len(length).unwrap();
        path
    };
    let mp3 = fs::read(silence("x.mp3")).unwrap();
    let boxes = |kind: &[u8; 4], depth: u32| {
        let nested = (0..depth).flat_map(|level| [&((depth - level) * 8).to_be_bytes()[..], kind].concat());
        [&b"\0\0\0\x14ftypM4A \0\0\0\0M4A "[..], &nested.collect::<Vec<u8>>()].concat()
    };
    let chunks = |count: usize| [&b"RIFF\xff\xff\xff\xffWAVE"[..], &b"LIST\x04\0\0\0INFO".repeat(count)].concat();
    let synchsafe = |size: u32| [21, 14, 7, 0].map(|shift| (size >> shift & 0x7f) as u8);
    // words of a hundred million letters: one frame of an ID3v2.4 tag as long as that
    let lyrics = |size: u32| {
        let frame = [&b"USLT"[..], &synchsafe(size - 10), &[0, 0, 3], b"eng\0"].concat();
        [&b"ID3\x04\0\0"[..], &synchsafe(size), &frame].concat()
    };
    let flac = fs::read(silence("x.flac")).unwrap();
    let comments = [&flac[..42], &b"\x84\xff\xff\xff\0\0\0\0\0\0\0\x80"[..]].concat();
    vec![
        sized("lyrics.mp3", &lyrics(100_000_000), 100_000_100),
        sized("lyrics in a small file.mp3", &lyrics(200_000_000), 5000),
        sized("zeros.mp3", b"ID3\x04\0\0\x7f\x7f\x7f\x7f", 300 << 20),
        sized("zeros.flac", b"fLaC\x04\xff\xff\xff", 300 << 20),
        sized("zeros.m4a", b"\0\0\0\x14ftypM4A \0\0\0\0M4A \x10\0\0\0moov\x0f\xff\xff\xf0udta", 300 << 20),
        sized("zeros.ogg", b"OggS\0\x02", 300 << 20),
        sized("comments.flac", &comments, 1 << 20),
        sized("deep.m4a", &boxes(b"moov", 100_000), 900_000),
        sized("deeper.m4a", &boxes(b"meta", 100_000), 900_000),
        sized("chunks.wav", &chunks(200_000), 3_000_000),
        sized("tags.mp3", &[b"ID3\x04\0\0\0\0\0\0".repeat(100_000), mp3].concat(), 2_000_000),
        sized("nothing.mp3", b"", 0),
    ]
}

/// Every case of a file; how many there were.
pub fn all() -> u32 {
    let desk = tempfile::tempdir().unwrap();
    let (files, rules) = (whole(), Rules::default());
    let endings: Vec<&str> = files.iter().map(|(name, _)| name.rsplit_once('.').unwrap().1).collect();
    let places: Vec<PathBuf> = ENDINGS.iter().map(|ending| desk.path().join(format!("spoilt.{ending}"))).collect();
    let own = |file: usize| &places[ENDINGS.iter().position(|ending| *ending == endings[file]).unwrap()];
    let strategy = (0..files.len(), damages(), prop::option::weighted(0.1, 0..ENDINGS.len()));
    let mut cases = try_all(SPOILT, &strategy, |(file, damages, other_ending)| {
        let place = other_ending.map_or_else(|| own(file), |ending| &places[ending]);
        fs::write(place, spoilt(&files[file].1, &damages)).unwrap();
        look(place, &rules);
    });
    for file in by_hand(desk.path()) {
        println!("{}", file.display());
        in_time(|| look(&file, &rules));
        cases += 1;
    }
    cases
}
