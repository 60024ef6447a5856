//! Hostile parameters, names, paths and ranges, asked of the real program over kept connections.

use super::alone::peak;
use super::{ranges, spellings};
use crate::cli::program::Program;
use crate::rest::formats::{ADMIN, Format, envelope, refusal};
use crate::support::library::{Library, red_picture, song};
use crate::support::people::{Answer, Person};
use navidrome_rs::config::search_path;
use navidrome_rs::http::rest::TABLE;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use reqwest::blocking::RequestBuilder;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Random requests, every path in every place of an id by two ways, every range of a song and of a picture, callbacks.
pub const CASES: u32 =
    RANDOM + 2 * spellings::COUNT * IDS.len() as u32 + 3 * ranges::ALL.len() as u32 + CALLBACKS.len() as u32;
const RANDOM: u32 = 8_000;
/// Who asks at the same time.
const CLIENTS: usize = 4;
/// An answer that takes longer hangs.
const LONGEST: Duration = Duration::from_secs(2);

/// Where ids and names are taken.
const IDS: &[(&str, &str)] = &[
    ("getMusicDirectory", "id"),
    ("getArtist", "id"),
    ("getAlbum", "id"),
    ("getSong", "id"),
    ("stream", "id"),
    ("download", "id"),
    ("getCoverArt", "id"),
    ("getLyricsBySongId", "id"),
    ("star", "id"),
    ("star", "albumId"),
    ("unstar", "artistId"),
    ("setRating", "id"),
    ("scrobble", "id"),
    ("getPlaylist", "id"),
    ("deletePlaylist", "id"),
    ("updatePlaylist", "playlistId"),
    ("createPlaylist", "songId"),
    ("createBookmark", "id"),
    ("savePlayQueue", "id"),
    ("getUser", "username"),
    ("deleteUser", "username"),
    ("getTopSongs", "artist"),
    ("getLyrics", "title"),
    ("getAvatar", "username"),
    ("hls.m3u8", "id"),
    ("search3", "query"),
];

const CALLBACKS: &[&str] = &[
    "",
    " ",
    "alert(1)",
    "a(b",
    "a;b",
    "a b",
    "<script>",
    "a\r\nX: y",
    "1a",
    "é",
    "a\0",
    "a-b",
    "a[0]",
    "'",
    "\"",
    "/*",
    "//",
    "a\u{2028}b",
    "\u{feff}a",
    "a`b`",
    "${a}",
    "a%0a",
    "constructor(",
    "__proto__=",
    ".",
    "..",
];

const NAMES: &[&str] = &[
    "id",
    "albumId",
    "artistId",
    "songId",
    "playlistId",
    "name",
    "query",
    "size",
    "count",
    "offset",
    "type",
    "genre",
    "fromYear",
    "toYear",
    "musicFolderId",
    "rating",
    "time",
    "submission",
    "position",
    "current",
    "currentIndex",
    "songIdToAdd",
    "songIndexToRemove",
    "public",
    "comment",
    "artist",
    "title",
    "format",
    "maxBitRate",
    "timeOffset",
    "estimateContentLength",
    "square",
    "artistCount",
    "artistOffset",
    "albumCount",
    "songCount",
    "songOffset",
    "u",
    "ifModifiedSince",
    "streamUrl",
    "homepageUrl",
    "mediaId",
    "mediaType",
    "positionMs",
    "state",
    "email",
    "adminRole",
    "ownerId",
    "path",
    "sort",
    "order",
    "_order",
    "filter",
    "",
    "id[]",
    "id' OR '1'='1",
    "\0",
    "size;--",
    "__proto__",
];

const VALUES: &[&str] = &[
    "",
    " ",
    "0",
    "-1",
    "1",
    "2147483648",
    "-2147483649",
    "9223372036854775807",
    "-9223372036854775808",
    "1e309",
    "NaN",
    "inf",
    "-0.0",
    "0x10",
    "1,2",
    "true",
    "null",
    "undefined",
    "[]",
    "{}",
    "newest",
    "byYear",
    "byGenre",
    "random",
    "song",
    "playing",
    "mp3",
    "raw",
    "opus",
    "-i",
    "json",
    "' OR 1=1 --",
    "\"; DROP TABLE song; --",
    "%",
    "_",
    "*",
    "\"*\"",
    "NEAR(a b)",
    "a AND",
    "title:x",
    "<script>alert(1)</script>",
    "]]>",
    "&amp;&#0;",
    "\u{0}",
    "\u{1}\u{b}\u{1f}",
    "\u{fffe}",
    "\u{202e}abc",
    "a\u{300}\u{301}\u{302}",
    "🔑",
    "../../etc/passwd",
    "%2e%2e%2f",
    "a\r\nSet-Cookie: x=y",
    "${jndi:ldap://x}",
    "{{7*7}}",
    "http://127.0.0.1:1/",
    "file:///etc/passwd",
    "javascript:alert(1)",
];

#[derive(Debug, Clone)]
enum Case {
    /// An endpoint with these parameters.
    Random {
        endpoint: &'static str,
        format: Format,
        by_post: bool,
        params: Vec<(String, String)>,
    },
    /// A path where an id is expected, written out or as it stands.
    Path {
        place: (&'static str, &'static str),
        path: String,
        as_it_stands: bool,
    },
    Range {
        endpoint: &'static str,
        range: &'static str,
    },
    Callback(&'static str),
}

/// What is asked about where a value stands for it.
struct Known {
    song: String,
    album: String,
}

fn cases() -> Vec<Case> {
    let value = prop_oneof![
        5 => prop::sample::select(VALUES).prop_map(str::to_owned),
        2 => "\\PC{0,40}",
        1 => Just("a long value ".repeat(500)),
        3 => prop::sample::select(&["{song}", "{album}"][..]).prop_map(str::to_owned),
    ];
    let param = (prop::sample::select(NAMES).prop_map(str::to_owned), value);
    let random = (0..TABLE.len(), prop::sample::select(&Format::ALL[..]), any::<bool>());
    let strategy = (random, prop::collection::vec(param, 0..8)).prop_map(|((endpoint, format, by_post), params)| {
        Case::Random { endpoint: TABLE[endpoint].0, format, by_post, params }
    });
    let mut runner = TestRunner::new_with_rng(Config::default(), TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let mut cases: Vec<Case> = (0..RANDOM).map(|_| strategy.new_tree(&mut runner).unwrap().current()).collect();
    for path in spellings::of_paths() {
        for place in IDS {
            cases.extend([true, false].map(|as_it_stands| Case::Path {
                place: *place,
                path: path.clone(),
                as_it_stands,
            }));
        }
    }
    for range in ranges::ALL {
        cases.extend(["stream", "download", "getCoverArt"].map(|endpoint| Case::Range { endpoint, range }));
    }
    cases.extend(CALLBACKS.iter().map(|callback| Case::Callback(callback)));
    cases
}

/// Asks everything of the program; how many cases that was, and the most memory it took.
pub fn all_against_the_program() -> (u32, u64) {
    let music = Library::new();
    music.add([
        song("Low/Hey What/01 White Horses.flac").picture(&red_picture()),
        song("Low/Hey What/02 All Night.mp3"),
    ]);
    // where ffmpeg is
    let path = std::env::join_paths(search_path()).unwrap();
    let program = Program::new();
    let server = program.serve(&[
        ("ND_MUSICFOLDER", music.root().to_str().unwrap()),
        ("ND_DEVAUTOCREATEADMINPASSWORD", "admin"),
        ("ND_AUTHREQUESTLIMIT", "0"),
        ("ND_REQUESTLIMIT", "0"),
        ("PATH", path.to_str().unwrap()),
    ]);
    let known = known(&Person::known(&server.url, "admin", "admin"));
    let (cases, next, tried) = (cases(), AtomicUsize::new(0), AtomicU32::new(0));
    std::thread::scope(|scope| {
        for _ in 0..CLIENTS {
            scope.spawn(|| {
                let who = Person::stranger(&server.url);
                while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    case.run(&who, &known);
                    tried.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
    });
    Person::known(&server.url, "admin", "admin").rest("ping", []).ok();
    (tried.into_inner(), peak(&server.id().to_string()))
}

fn known(admin: &Person) -> Known {
    for _ in 0..1000 {
        let found = admin.rest("search3", [("query", "")]);
        let (songs, albums) = (found.column("/searchResult3/song", "id"), found.column("/searchResult3/album", "id"));
        if let ([song, _], [album]) = (songs.as_slice(), albums.as_slice()) {
            return Known { song: song.clone(), album: album.clone() };
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("the songs are not found");
}

impl Case {
    fn run(&self, who: &Person, known: &Known) {
        let mut answer = self.ask(who, known);
        // a busy machine may be slow once
        if answer.1 > LONGEST {
            answer = self.ask(who, known);
        }
        let (answer, took) = answer;
        assert!(took <= LONGEST, "{self:?} took {took:?}");
        assert!(answer.status.as_u16() < 500, "{self:?}: {answer:?}");
        self.judge(&answer);
    }

    fn ask(&self, who: &Person, known: &Known) -> (Answer, Duration) {
        let request = self.request(who, known);
        let begun = Instant::now();
        let answer = who.send(request);
        (answer, begun.elapsed())
    }

    fn request(&self, who: &Person, known: &Known) -> RequestBuilder {
        let at = |endpoint: &str| who.address(&format!("/rest/{endpoint}"));
        match self {
            Self::Random { endpoint, format, by_post, params } => {
                let mut all: Vec<(&str, &str)> = [&ADMIN[..], format.params()].concat();
                all.extend(params.iter().map(|(name, value)| match value.as_str() {
                    "{song}" => (name.as_str(), known.song.as_str()),
                    "{album}" => (name.as_str(), known.album.as_str()),
                    value => (name.as_str(), value),
                }));
                match by_post {
                    true => who.client().post(at(endpoint)).form(&all),
                    false => who.client().get(at(endpoint)).query(&all),
                }
            }
            Self::Path { place: (endpoint, name), path, as_it_stands: false } => {
                let all = [&ADMIN[..], &[("f", "json"), (name, path), ("rating", "1"), ("position", "1")]].concat();
                who.client().post(at(endpoint)).form(&all)
            }
            Self::Path { place: (endpoint, name), path, as_it_stands: true } => {
                let login = "u=admin&p=admin&v=1.16.1&c=tests&f=json&rating=1&position=1&name=x";
                who.client().get(format!("{}?{login}&{name}={path}", at(endpoint)))
            }
            Self::Range { endpoint, range } => {
                let all = [&ADMIN[..], &[("id", known.song.as_str())]].concat();
                who.client().get(at(endpoint)).query(&all).header("range", range.as_bytes())
            }
            Self::Callback(callback) => {
                let all = [&ADMIN[..], &[("f", "jsonp"), ("callback", callback)]].concat();
                who.client().get(at("ping")).query(&all)
            }
        }
    }

    fn judge(&self, answer: &Answer) {
        let is_file = answer.content_type.starts_with("audio/") || answer.content_type.starts_with("image/");
        match self {
            Self::Random { format, .. } if !is_file => {
                envelope(answer, *format);
            }
            Self::Random { .. } => assert!(answer.body.len() < 1 << 20),
            Self::Path { .. } => {
                assert!(!is_file, "{self:?} is a file");
                let text = answer.text();
                assert!(!text.contains("root:") && !text.contains("SQLite format"), "{self:?}: {text}");
                envelope(answer, Format::Json);
            }
            Self::Range { .. } => assert!(matches!(answer.status.as_u16(), 200 | 206 | 416), "{self:?}: {answer:?}"),
            Self::Callback(_) => {
                refusal(answer, Format::Json);
            }
        }
    }
}
