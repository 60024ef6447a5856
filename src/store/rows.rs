//! Rows as the tables hold them, and the domain types they stand for.

use super::schema::{album, artist, song};
use super::{Error, Result};
use crate::domain::album::{Album, AlbumExtra};
use crate::domain::artist::{Artist, ArtistRef};
use crate::domain::credit::{Credit, Role};
use crate::domain::song::{AudioProperties, Extra, Song};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

/// A row of `song` without `release` and `average_rating`, which lists do not need.
#[derive(Queryable, Selectable)]
#[diesel(table_name = song)]
pub struct SongRow {
    pub seq: i64,
    id: String,
    library_id: i32,
    folder_id: String,
    path: String,
    title: String,
    album_id: String,
    album: String,
    artist: String,
    artist_id: String,
    album_artist: String,
    track: i32,
    disc: i32,
    year: i32,
    size: i64,
    suffix: String,
    duration: f64,
    bit_rate: i32,
    sample_rate: i32,
    bit_depth: i32,
    channels: i32,
    codec: String,
    has_picture: bool,
    details: String,
    modified_at: i64,
    created_at: i64,
}

/// The JSON of `song.details`.
#[derive(Serialize, Deserialize, Default)]
#[serde(default)]
pub struct Details {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub sort_title: String,
    pub credits: Vec<Credit>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub genres: Vec<String>,
    pub extra: Extra,
}

impl SongRow {
    pub fn into_song(self) -> Result<Song> {
        let details: Details = serde_json::from_str(&self.details).map_err(|error| Error::row("song", error))?;
        let (mut artists, mut album_artists, mut contributors) = (Vec::new(), Vec::new(), Vec::new());
        for credit in details.credits {
            match credit.role {
                Role::Artist => artists.push(ArtistRef { id: credit.artist_id, name: credit.name }),
                Role::AlbumArtist => album_artists.push(ArtistRef { id: credit.artist_id, name: credit.name }),
                _ => contributors.push(credit),
            }
        }
        Ok(Song {
            id: self.id,
            library_id: self.library_id,
            folder_id: self.folder_id,
            path: self.path,
            title: self.title,
            album_id: self.album_id,
            album: self.album,
            artist: self.artist,
            album_artist: self.album_artist,
            artist_id: self.artist_id,
            artists,
            album_artists,
            contributors,
            genres: details.genres,
            track: Some(self.track).filter(|&number| number > 0),
            disc: Some(self.disc).filter(|&number| number > 0),
            year: self.year,
            sort_title: details.sort_title,
            size: self.size,
            suffix: self.suffix,
            audio: AudioProperties {
                duration: self.duration,
                bit_rate: self.bit_rate,
                sample_rate: self.sample_rate,
                bit_depth: self.bit_depth,
                channels: self.channels,
                codec: self.codec,
            },
            has_picture: self.has_picture,
            extra: details.extra,
            created_at: self.created_at,
            modified_at: self.modified_at,
        })
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = album)]
pub struct AlbumRow {
    pub seq: i64,
    id: String,
    library_id: i32,
    name: String,
    artist: String,
    artist_id: String,
    sort_name: String,
    order_name: String,
    order_artist: String,
    year: i32,
    song_count: i32,
    duration: f64,
    size: i64,
    compilation: bool,
    mbz_id: String,
    extra: String,
    cover: String,
    created_at: i64,
    modified_at: i64,
    updated_at: i64,
}

impl AlbumRow {
    pub fn into_album(self) -> Result<Album> {
        let extra: AlbumExtra = serde_json::from_str(&self.extra).map_err(|error| Error::row("album", error))?;
        Ok(Album {
            id: self.id,
            library_id: self.library_id,
            name: self.name,
            artist: self.artist,
            artist_id: self.artist_id,
            sort_name: self.sort_name,
            order_name: self.order_name,
            order_artist: self.order_artist,
            year: self.year,
            song_count: self.song_count,
            duration: self.duration,
            size: self.size,
            compilation: self.compilation,
            mbz_id: self.mbz_id,
            extra,
            cover: self.cover,
            created_at: self.created_at,
            modified_at: self.modified_at,
            updated_at: self.updated_at,
        })
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = artist)]
pub struct ArtistRow {
    pub seq: i64,
    pub id: String,
    name: String,
    sort_name: String,
    order_name: String,
    mbz_id: String,
    image: String,
    image_library_id: i32,
    updated_at: i64,
}

impl ArtistRow {
    /// The artist, with counts left at zero.
    pub fn into_artist(self) -> Artist {
        Artist {
            id: self.id,
            name: self.name,
            sort_name: self.sort_name,
            order_name: self.order_name,
            mbz_id: self.mbz_id,
            image: self.image,
            library_id: self.image_library_id,
            updated_at: self.updated_at,
            ..Artist::default()
        }
    }
}
