//! Songs: what one audio file says about itself.

use super::artist::ArtistRef;
use super::clock::Moment;
use super::credit::{Credit, Role};
use super::date::PartialDate;
use super::lyrics::Lyrics;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a decoder needs to know, and listeners like to see.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AudioProperties {
    /// Seconds.
    pub duration: f64,
    /// kbit/s.
    pub bit_rate: i32,
    /// Hz.
    pub sample_rate: i32,
    /// Bits per sample; 0 where the codec has no such thing (mp3, ogg, opus).
    pub bit_depth: i32,
    pub channels: i32,
    /// Lower-case name of the codec: `mp3`, `flac`, `aac`, `alac`, `vorbis`, `opus`, `pcm`, `wavpack`, `wma`…
    pub codec: String,
}

/// Everything the tags of one file say, understood. Made by `scanner::tags`, kept by `store`.
///
/// Nothing in here depends on the database: the same file under the same configuration gives the same track.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Track {
    /// Never empty: the file's base name stands in.
    pub title: String,
    /// Never empty: `[Unknown Album]` stands in.
    pub album: String,
    /// The artist as shown: the tag's own words, or the names joined.
    pub artist: String,
    /// The album artist as shown.
    pub album_artist: String,
    pub track: Option<i32>,
    pub disc: Option<i32>,
    pub disc_subtitle: String,
    /// Of the recording, as Navidrome's `date`.
    pub date: Option<PartialDate>,
    pub original_date: Option<PartialDate>,
    pub release_date: Option<PartialDate>,
    pub compilation: bool,
    /// Every name in every role, artists and album artists first (`Role::ALL` order).
    pub credits: Vec<Credit>,
    pub genres: Vec<String>,
    pub sort_title: String,
    pub sort_album: String,
    pub sort_artist: String,
    pub sort_album_artist: String,
    pub extra: Extra,
    pub lyrics: Vec<Lyrics>,
    /// Whether the file holds a picture.
    pub has_picture: bool,
    pub audio: AudioProperties,
    /// Persistent identity of the song (PID.Track), of 22 digits.
    pub pid: String,
    /// Id of the album (PID.Album), of 22 digits.
    pub album_id: String,
}

impl Track {
    /// The names in one role, in their order.
    pub fn named(&self, role: Role) -> impl Iterator<Item = &Credit> {
        self.credits.iter().filter(move |credit| credit.role == role)
    }

    /// The year shown for the song, 0 where none is known.
    pub fn year(&self) -> i32 {
        self.date.map_or(0, |date| date.year)
    }
}

/// What is kept with a song but never searched by the database: one JSON text in its row.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Extra {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub comment: String,
    #[serde(skip_serializing_if = "is_zero")]
    pub bpm: i32,
    /// MusicBrainz recording id.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub mbz_recording_id: String,
    /// MusicBrainz id of the track on its release.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub mbz_track_id: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub mbz_album_id: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub mbz_release_group_id: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub isrc: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub moods: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groupings: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub works: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub movements: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub record_labels: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub release_types: Vec<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub catalog_number: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub album_version: String,
    /// `e` explicit, `c` clean, empty where nothing is said.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub explicit_status: String,
    /// The tag `subtitle`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub subtitle: String,
    #[serde(skip_serializing_if = "ReplayGain::is_empty")]
    pub replay_gain: ReplayGain,
    /// Every further tag that the mapping names, by its canonical name, for smart playlists and the native API.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub tags: BTreeMap<String, Vec<String>>,
}

fn is_zero(number: &i32) -> bool {
    *number == 0
}

/// Loudness, as the tags give it. Gains in dB, peaks as a fraction of full scale.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ReplayGain {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub track_gain: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub track_peak: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub album_gain: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub album_peak: Option<f64>,
}

impl ReplayGain {
    /// Whether the tags say nothing about loudness.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A song as it is listed: a track at its place in a library.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Song {
    pub id: String,
    pub library_id: i32,
    pub folder_id: String,
    /// Relative to the library, as [`super::path::to_text`] writes it.
    pub path: String,
    pub title: String,
    pub album_id: String,
    pub album: String,
    pub artist: String,
    pub album_artist: String,
    /// The first artist's id.
    pub artist_id: String,
    pub artists: Vec<ArtistRef>,
    pub album_artists: Vec<ArtistRef>,
    /// All other roles.
    pub contributors: Vec<Credit>,
    pub genres: Vec<String>,
    pub track: Option<i32>,
    pub disc: Option<i32>,
    pub year: i32,
    pub sort_title: String,
    /// Bytes.
    pub size: i64,
    pub suffix: String,
    pub audio: AudioProperties,
    pub has_picture: bool,
    pub extra: Extra,
    pub created_at: Moment,
    /// The file's own time of change.
    pub modified_at: Moment,
}

/// What a song says about the release it is on: what its album is made of.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Release {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub original_date: Option<PartialDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub release_date: Option<PartialDate>,
    pub compilation: bool,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub disc_subtitle: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub sort_album: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub sort_album_artist: String,
}
