//! Playlists, lyrics and patterns of files to leave out: whatever their bytes are, a reading that ends.

use super::alone::{in_time, try_all};
use navidrome_rs::scanner::m3u;
use navidrome_rs::scanner::tags::lyrics;
use navidrome_rs::scanner::walk::{Rules, Step, walk};
use proptest::prelude::*;
use std::fs;
use std::path::Path;

/// One for each text that is read, and large ones.
pub const CASES: u32 = PLAYLISTS + LYRICS + PATTERNS + LARGE;
const PLAYLISTS: u32 = 22_000;
const LYRICS: u32 = 24_000;
const PATTERNS: u32 = 1_500;
const LARGE: u32 = 12;

/// What such texts are made of, and what they should never be made of.
const WORDS: &[&str] = &[
    "#EXTM3U",
    "#EXTINF:-1,",
    "#PLAYLIST:",
    "#EXTALBUMARTURL:http://127.0.0.1/",
    "file:///",
    "file://",
    "%2e%2e",
    "%00",
    "%",
    "%zz",
    "..",
    "../",
    "..\\",
    "/",
    "\\",
    "C:\\",
    "\\\\host\\share\\",
    "http://[::1]/",
    "concat:",
    "/etc/passwd",
    "[00:01.00]",
    "[00:01",
    "[99999999999:00]",
    "[offset:-9223372036854775808]",
    "[offset:9e99]",
    "[la:",
    "[ar:",
    "]",
    "<00:01.00>",
    "<",
    ">",
    "00:00:01,000 --> 00:00:02,000",
    "-->",
    "<i>",
    "*",
    "**",
    "?",
    "!",
    "{a,b",
    "[a-",
    "[!",
    "\\",
    "**/**/**/*",
    "\0",
    "\u{feff}",
    "\u{202e}",
    "é",
    "日本",
    "\r",
    "\n",
    "\r\n",
    " ",
    "\t",
    "a",
    "1",
    ":",
    "-",
    "#",
];

/// Words in a row, in some encoding; or any bytes.
fn texts() -> impl Strategy<Value = Vec<u8>> {
    let words = prop::collection::vec(prop_oneof![4 => prop::sample::select(WORDS), 1 => Just("\n")], 0..60);
    let text = words.prop_map(|words| words.concat());
    prop_oneof![
        4 => text.clone().prop_map(String::into_bytes),
        1 => text.prop_map(|text| [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()),
        1 => prop::collection::vec(any::<u8>(), 0..400),
    ]
}

fn look_at_playlist(bytes: &[u8]) {
    let entries = m3u::parse(bytes).entries;
    assert!(entries.len() <= 100_000);
    for entry in entries {
        for place in m3u::places(&entry, "Lists/Mine", "/music") {
            let outside = place.starts_with('/') || place.split('/').any(|part| part == "..");
            assert!(!outside, "{entry:?} leads to {place:?}");
        }
    }
}

fn look_at_lyrics(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for lyrics in [lyrics::parse(&text, "eng"), lyrics::srt(&text)].into_iter().flatten() {
        assert!(!lyrics.lines.is_empty() && lyrics.lines.len() <= 400_000);
        assert!(lyrics.lines.windows(2).all(|pair| pair[0].start <= pair[1].start));
    }
}

fn look_at_patterns(folder: &Path, bytes: &[u8]) {
    fs::write(folder.join(".ndignore"), bytes).unwrap();
    let rules = Rules { follow_symlinks: true, ignore_dot_folders: true, lyrics: Vec::new() };
    walk(folder, &rules, |step| {
        assert!(matches!(step, Step::Folder(_)), "{step:?}");
        true
    });
}

/// Large texts of one kind of line, at which anything that looks back grows with their square.
fn large() -> impl Iterator<Item = Vec<u8>> {
    let lines = [
        "a\n",
        "[00:01.00]",
        "[00:01.00]a\n",
        "<",
        "<00:01.00>",
        "\\",
        "%2e",
        "../",
        "\n",
        "\r",
        "[",
        "00:00:01 --> \na\n",
    ];
    lines.into_iter().map(|line| line.repeat((1 << 20) / line.len()).into_bytes())
}

/// Every case of a text; how many there were.
pub fn all() -> u32 {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("a/b")).unwrap();
    fs::write(folder.path().join("a/b/1.mp3"), "x").unwrap();
    let mut cases = try_all(PLAYLISTS, &texts(), |text| look_at_playlist(&text));
    cases += try_all(LYRICS, &texts(), |text| look_at_lyrics(&text));
    cases += try_all(PATTERNS, &texts(), |text| look_at_patterns(folder.path(), &text));
    for text in large() {
        in_time(|| look_at_playlist(&text));
        in_time(|| look_at_lyrics(&text));
        cases += 1;
    }
    cases
}
