//! Things about which everything is known, in awkward letters, and things about which nothing is.

use navidrome_rs::domain::album::{Album, AlbumExtra, Disc};
use navidrome_rs::domain::annotation::Annotation;
use navidrome_rs::domain::artist::{Artist, ArtistRef};
use navidrome_rs::domain::credit::{Credit, Role};
use navidrome_rs::domain::date::PartialDate;
use navidrome_rs::domain::song::{AudioProperties, Extra, ReplayGain, Song};
use navidrome_rs::http::rest::wire;
use navidrome_rs::http::rest::wire::album::AlbumID3;
use navidrome_rs::http::rest::wire::artist::ArtistID3;
use navidrome_rs::http::rest::wire::opinion::Opinion;
use navidrome_rs::http::rest::wire::presentation::{Presentation, Profile};
use navidrome_rs::http::rest::wire::song::Child;

/// What XML has to escape, or cannot hold.
pub const AWKWARD: &str = "a'b\"c & <d> ]]>\u{1}\u{FFFF} é日🎵\r\n\ttail";

/// How each kind of client is answered.
pub fn presentations() -> [Presentation; 3] {
    [Profile::Full, Profile::Legacy, Profile::Minimal]
        .map(|profile| Presentation { profile, ..Presentation::new(|_| "audio/flac") })
}

/// Every word with awkward letters in it.
fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| format!("{word} {AWKWARD}")).collect()
}

fn people(names: &[&str]) -> Vec<ArtistRef> {
    names.iter().map(|name| ArtistRef { id: format!("id-{name}"), name: format!("{name} {AWKWARD}") }).collect()
}

fn credit(role: Role, sub_role: &str, name: &str) -> Credit {
    let text = |text: &str| text.to_owned();
    Credit {
        role,
        sub_role: text(sub_role),
        artist_id: text("c"),
        name: text(name),
        sort_name: text(""),
        mbz_id: text(""),
    }
}

/// Things about which everything is known, and things about which nothing is.
pub struct Library {
    songs: Vec<Song>,
    pub albums: Vec<Album>,
    pub artists: Vec<Artist>,
    annotations: [Annotation; 2],
}

impl Library {
    pub fn new() -> Self {
        Self {
            songs: vec![full_song(), Song { id: "bare".to_owned(), suffix: "mp3".to_owned(), ..Song::default() }],
            albums: vec![full_album(), Album { id: "bare".to_owned(), ..Album::default() }],
            artists: vec![
                Artist {
                    id: "ar".to_owned(),
                    name: AWKWARD.to_owned(),
                    order_name: "a".to_owned(),
                    mbz_id: "mbid".to_owned(),
                    album_count: 3,
                    roles: vec!["artist".to_owned(), "albumartist".to_owned()],
                    image: "x.jpg".to_owned(),
                    updated_at: -5,
                    ..Artist::default()
                },
                Artist { id: "bare".to_owned(), ..Artist::default() },
            ],
            annotations: [
                Annotation {
                    play_count: 1 << 40,
                    played_at: Some(1),
                    rating: 5,
                    rated_at: Some(2),
                    starred_at: Some(-1),
                },
                Annotation::default(),
            ],
        }
    }

    pub fn opinions(&self) -> impl Iterator<Item = Opinion<'_>> {
        self.annotations.iter().zip([4.25, 0.0]).map(|(annotation, average)| Opinion { annotation, average })
    }

    pub fn children(&self, shown: &Presentation) -> Vec<Child<'_>> {
        let songs = self.songs.iter().zip(self.opinions()).zip([None, Some(16)]);
        songs.map(|((song, opinion), cover)| Child::of_song(song, opinion, cover, shown)).collect()
    }

    pub fn folders(&self, shown: &Presentation) -> Vec<Child<'_>> {
        self.albums.iter().zip(self.opinions()).map(|(album, opinion)| Child::of_album(album, opinion, shown)).collect()
    }

    pub fn albums(&self, shown: &Presentation) -> Vec<AlbumID3<'_>> {
        self.albums.iter().zip(self.opinions()).map(|(album, opinion)| AlbumID3::new(album, opinion, shown)).collect()
    }

    pub fn artists(&self, shown: &Presentation) -> Vec<ArtistID3<'_>> {
        self.artists
            .iter()
            .zip(self.opinions())
            .map(|(artist, opinion)| ArtistID3::new(artist, opinion, shown))
            .collect()
    }

    pub fn folder_artists(&self) -> Vec<wire::artist::Artist<'_>> {
        self.artists
            .iter()
            .zip(self.opinions())
            .map(|(artist, opinion)| wire::artist::Artist::new(artist, opinion))
            .collect()
    }
}

fn full_song() -> Song {
    Song {
        id: "so".to_owned(),
        path: "a/b.flac".to_owned(),
        title: AWKWARD.to_owned(),
        album_id: "al".to_owned(),
        album: AWKWARD.to_owned(),
        artist: AWKWARD.to_owned(),
        album_artist: AWKWARD.to_owned(),
        artist_id: "ar".to_owned(),
        artists: people(&["A", "B"]),
        album_artists: people(&["A"]),
        contributors: vec![credit(Role::Composer, "", AWKWARD), credit(Role::Performer, "Drums", "Di")],
        genres: words(&["Rock", "Pop"]),
        track: Some(2),
        disc: Some(1),
        year: 1997,
        size: 1 << 40,
        suffix: "flac".to_owned(),
        audio: AudioProperties {
            duration: 305.9,
            bit_rate: 912,
            sample_rate: 44100,
            bit_depth: 16,
            channels: 2,
            codec: "flac".to_owned(),
        },
        has_picture: true,
        extra: Extra {
            comment: AWKWARD.to_owned(),
            bpm: 90,
            mbz_recording_id: "mbid".to_owned(),
            isrc: words(&["GB1", "GB2"]),
            moods: words(&["calm"]),
            groupings: words(&["g"]),
            works: words(&["w"]),
            movements: words(&["m"]),
            explicit_status: "e".to_owned(),
            replay_gain: ReplayGain {
                track_gain: Some(-7.5),
                album_gain: Some(0.0),
                track_peak: Some(0.999),
                album_peak: Some(1.2),
            },
            ..Extra::default()
        },
        ..Song::default()
    }
}

fn full_album() -> Album {
    Album {
        id: "al".to_owned(),
        name: AWKWARD.to_owned(),
        artist: AWKWARD.to_owned(),
        artist_id: "ar".to_owned(),
        order_name: "a".to_owned(),
        year: 1974,
        song_count: 9,
        duration: 61.5,
        compilation: true,
        mbz_id: "mbid".to_owned(),
        extra: AlbumExtra {
            artists: people(&["A"]),
            genres: words(&["Rock", "Pop"]),
            moods: words(&["calm"]),
            record_labels: words(&["Nowhere"]),
            release_types: words(&["album", "live"]),
            discs: vec![Disc { number: 1, title: AWKWARD.to_owned() }, Disc { number: 2, title: "II".to_owned() }],
            original_date: PartialDate::parse("1974-11-01"),
            release_date: PartialDate::parse("1990"),
            explicit_status: "c".to_owned(),
            version: AWKWARD.to_owned(),
            ..AlbumExtra::default()
        },
        cover: "x.jpg".to_owned(),
        ..Album::default()
    }
}
