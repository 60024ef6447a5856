//! Handlers, one file for each family of the published API. Each reads its parameters, asks, and renders.

pub mod annotation;
pub mod bookmarks;
pub mod browsing;
pub mod directories;
pub mod lists;
pub mod lyrics;
pub mod not_yet;
pub mod playlists;
pub mod queues;
pub mod radio;
pub mod retrieval;
pub mod scanning;
pub mod searching;
pub mod system;
pub mod users;

use super::call::Call;
use super::wire::album::AlbumID3;
use super::wire::artist::{Artist, ArtistID3};
use super::wire::opinion::Opinion;
use super::wire::presentation::Presentation;
use super::wire::song::Child;
use crate::config::library::AlbumPlayCountMode;
use crate::domain::annotation::{Annotation, AverageRating};
use crate::store::albums::AlbumEntry;
use crate::store::artists::ArtistEntry;
use crate::store::songs::SongEntry;

fn song<'a>(entry: &'a SongEntry, shown: &Presentation) -> Child<'a> {
    let opinion = opinion(&entry.annotation, entry.average_rating, shown);
    let child = Child::of_song(&entry.song, opinion, entry.album_cover, shown);
    match entry.bookmark {
        Some(position) => child.bookmarked(position),
        None => child,
    }
}

fn songs<'a>(entries: &'a [SongEntry], shown: &Presentation) -> Vec<Child<'a>> {
    entries.iter().map(|entry| song(entry, shown)).collect()
}

fn album<'a>(entry: &'a AlbumEntry, shown: &Presentation) -> AlbumID3<'a> {
    AlbumID3::new(&entry.album, album_opinion(entry, shown), shown)
}

fn albums<'a>(entries: &'a [AlbumEntry], shown: &Presentation) -> Vec<AlbumID3<'a>> {
    entries.iter().map(|entry| album(entry, shown)).collect()
}

/// Albums as the older part of the API shows them: as folders.
fn album_folders<'a>(entries: &'a [AlbumEntry], shown: &Presentation) -> Vec<Child<'a>> {
    entries.iter().map(|entry| Child::of_album(&entry.album, album_opinion(entry, shown), shown)).collect()
}

fn opinion<'a>(annotation: &'a Annotation, average: AverageRating, shown: &Presentation) -> Opinion<'a> {
    Opinion { annotation, average: if shown.average_rating { average } else { 0.0 } }
}

fn album_opinion<'a>(entry: &'a AlbumEntry, shown: &Presentation) -> Opinion<'a> {
    opinion(&entry.annotation, entry.average_rating, shown)
}

fn artist_opinion<'a>(entry: &'a ArtistEntry, shown: &Presentation) -> Opinion<'a> {
    opinion(&entry.annotation, entry.average_rating, shown)
}

/// Albums with their plays as configured: all plays of their songs, or (`AlbumPlayCountMode = "normalized"`) these by the
/// number of songs.
fn with_plays(call: &Call, mut entries: Vec<AlbumEntry>) -> Vec<AlbumEntry> {
    if call.app.config.library.album_play_count_mode == AlbumPlayCountMode::Normalized {
        for entry in &mut entries {
            let songs = i64::from(entry.album.song_count).max(1);
            entry.annotation.play_count = (entry.annotation.play_count + songs / 2) / songs;
        }
    }
    entries
}

fn artists<'a>(entries: &'a [ArtistEntry], shown: &Presentation) -> Vec<ArtistID3<'a>> {
    entries.iter().map(|entry| ArtistID3::new(&entry.artist, artist_opinion(entry, shown), shown)).collect()
}

fn plain_artists<'a>(entries: &'a [ArtistEntry], shown: &Presentation) -> Vec<Artist<'a>> {
    entries.iter().map(|entry| Artist::new(&entry.artist, artist_opinion(entry, shown))).collect()
}
