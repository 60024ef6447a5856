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

use super::wire::album::AlbumID3;
use super::wire::artist::{Artist, ArtistID3};
use super::wire::opinion::Opinion;
use super::wire::presentation::Presentation;
use super::wire::song::Child;
use crate::store::albums::AlbumEntry;
use crate::store::artists::ArtistEntry;
use crate::store::songs::SongEntry;

fn song<'a>(entry: &'a SongEntry, shown: &Presentation) -> Child<'a> {
    let opinion = Opinion { annotation: &entry.annotation, average: entry.average_rating };
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
    AlbumID3::new(&entry.album, album_opinion(entry), shown)
}

fn albums<'a>(entries: &'a [AlbumEntry], shown: &Presentation) -> Vec<AlbumID3<'a>> {
    entries.iter().map(|entry| album(entry, shown)).collect()
}

/// Albums as the older part of the API shows them: as folders.
fn album_folders<'a>(entries: &'a [AlbumEntry], shown: &Presentation) -> Vec<Child<'a>> {
    entries.iter().map(|entry| Child::of_album(&entry.album, album_opinion(entry), shown)).collect()
}

fn album_opinion(entry: &AlbumEntry) -> Opinion<'_> {
    Opinion { annotation: &entry.annotation, average: entry.average_rating }
}

fn artist_opinion(entry: &ArtistEntry) -> Opinion<'_> {
    Opinion { annotation: &entry.annotation, average: entry.average_rating }
}

fn artists<'a>(entries: &'a [ArtistEntry], shown: &Presentation) -> Vec<ArtistID3<'a>> {
    entries.iter().map(|entry| ArtistID3::new(&entry.artist, artist_opinion(entry), shown)).collect()
}

fn plain_artists(entries: &[ArtistEntry]) -> Vec<Artist<'_>> {
    entries.iter().map(|entry| Artist::new(&entry.artist, artist_opinion(entry))).collect()
}
