//! Albums: songs released together.

use super::artist::ArtistRef;
use super::clock::Moment;
use super::date::PartialDate;
use serde::{Deserialize, Serialize};

/// The name of songs without an album.
pub const UNKNOWN: &str = "[Unknown Album]";

/// An album as it is listed: what its songs have in common.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Album {
    pub id: String,
    pub library_id: i32,
    pub name: String,
    pub artist: String,
    pub artist_id: String,
    pub sort_name: String,
    pub order_name: String,
    pub order_artist: String,
    /// Of the original release where known, else of the recording; 0 where unknown.
    pub year: i32,
    pub song_count: i32,
    /// Seconds.
    pub duration: f64,
    /// Bytes.
    pub size: i64,
    pub compilation: bool,
    pub mbz_id: String,
    pub extra: AlbumExtra,
    /// Where the cover was found; empty where there is none.
    pub cover: String,
    pub created_at: Moment,
    /// The newest of its files' times of change.
    pub modified_at: Moment,
    /// When the row last changed: the version of its picture.
    pub updated_at: Moment,
}

/// What is kept with an album but never searched by the database.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AlbumExtra {
    pub artists: Vec<ArtistRef>,
    pub genres: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub moods: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groupings: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub record_labels: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub release_types: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub discs: Vec<Disc>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub original_date: Option<PartialDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub release_date: Option<PartialDate>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub explicit_status: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub version: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub mbz_release_group_id: String,
}

/// One disc of an album that names its discs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disc {
    pub number: i32,
    pub title: String,
}
