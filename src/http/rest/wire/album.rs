//! `AlbumID3`: albums as their tags make them.

use super::credit::{self, ArtistLink};
use super::date::{ItemDate, Timestamp};
use super::genre::{Named, named};
use super::opinion::Opinion;
use super::presentation::{Added, Presentation};
use super::song::{Child, explicit_status, sort_name, with_suffix};
use super::{cover_art, known, said, whole_seconds};
use crate::domain::album::{Album, Disc};
use crate::http::rest::xml::OpenSubsonic;
use serde::Serialize;
use std::borrow::Cow;

/// An album without its songs.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AlbumID3<'a> {
    pub id: &'a str,
    pub name: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub artist: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub artist_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cover_art: Option<String>,
    pub song_count: i32,
    /// Seconds.
    pub duration: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub play_count: Option<i64>,
    pub created: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub starred: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub genre: Option<&'a str>,
    #[serde(flatten)]
    pub additions: Option<AlbumAdditions<'a>>,
}

/// The fields of OpenSubsonic.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AlbumAdditions<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub played: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_rating: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub average_rating: Option<f64>,
    pub music_brainz_id: OpenSubsonic<&'a str>,
    pub is_compilation: OpenSubsonic<bool>,
    pub sort_name: OpenSubsonic<Cow<'a, str>>,
    pub display_artist: OpenSubsonic<&'a str>,
    pub explicit_status: OpenSubsonic<&'static str>,
    pub version: OpenSubsonic<&'a str>,
    pub genres: Vec<Named<'a>>,
    pub disc_titles: Vec<DiscTitle<'a>>,
    pub original_release_date: OpenSubsonic<ItemDate>,
    pub release_date: OpenSubsonic<ItemDate>,
    pub release_types: &'a [String],
    pub record_labels: Vec<Named<'a>>,
    pub moods: &'a [String],
    pub artists: Vec<ArtistLink<'a>>,
}

/// The title of one disc.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DiscTitle<'a> {
    pub disc: i32,
    pub title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cover_art: Option<String>,
}

/// `album`: an album with its songs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AlbumID3WithSongs<'a> {
    #[serde(flatten)]
    pub album: AlbumID3<'a>,
    pub song: Vec<Child<'a>>,
}

impl<'a> AlbumID3<'a> {
    /// An album as `opinion`'s listener sees it.
    pub fn new(album: &'a Album, opinion: Opinion<'_>, shown: &Presentation) -> Self {
        Self {
            id: &album.id,
            name: name_of(album, shown),
            artist: said(&album.artist),
            artist_id: said(&album.artist_id),
            cover_art: cover_of(album),
            song_count: album.song_count,
            duration: whole_seconds(album.duration),
            play_count: opinion.play_count(),
            created: added(album, shown),
            starred: opinion.starred(),
            year: known(album.year),
            genre: album.extra.genres.first().map(String::as_str),
            additions: shown.is_full().then(|| additions(album, opinion)),
        }
    }
}

fn additions<'a>(album: &'a Album, opinion: Opinion<'_>) -> AlbumAdditions<'a> {
    let extra = &album.extra;
    AlbumAdditions {
        played: opinion.played(),
        user_rating: opinion.user_rating(),
        average_rating: opinion.average_rating(),
        music_brainz_id: OpenSubsonic(&album.mbz_id),
        is_compilation: OpenSubsonic(album.compilation),
        sort_name: OpenSubsonic(sort_name(&album.sort_name, || Cow::Borrowed(&album.order_name))),
        display_artist: OpenSubsonic(&album.artist),
        explicit_status: OpenSubsonic(explicit_status(&extra.explicit_status)),
        version: OpenSubsonic(&extra.version),
        genres: named(&extra.genres),
        disc_titles: extra
            .discs
            .iter()
            .filter(|disc| !disc.title.is_empty())
            .map(|disc| disc_title(album, disc))
            .collect(),
        original_release_date: OpenSubsonic(ItemDate::from(extra.original_date)),
        release_date: OpenSubsonic(ItemDate::from(extra.release_date)),
        release_types: &extra.release_types,
        record_labels: named(&extra.record_labels),
        moods: &extra.moods,
        artists: credit::links(&extra.artists),
    }
}

fn disc_title<'a>(album: &Album, disc: &'a Disc) -> DiscTitle<'a> {
    let cover_art = said(&album.cover).map(|_| cover_art::disc(&album.id, disc.number, album.updated_at));
    DiscTitle { disc: disc.number, title: &disc.title, cover_art }
}

/// The name, with the version of the album where that is wanted.
pub(super) fn name_of<'a>(album: &'a Album, shown: &Presentation) -> Cow<'a, str> {
    with_suffix(&album.name, if shown.append_album_version { &album.extra.version } else { "" })
}

/// The cover's name, where there is a cover.
pub(super) fn cover_of(album: &Album) -> Option<String> {
    said(&album.cover).map(|_| cover_art::album(&album.id, album.updated_at))
}

/// When it counts as added.
pub(super) fn added(album: &Album, shown: &Presentation) -> Timestamp {
    Timestamp(match shown.album_added {
        Added::FirstSeen => album.created_at,
        Added::FileChanged => album.modified_at,
    })
}

#[cfg(test)]
mod tests;
