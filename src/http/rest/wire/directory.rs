//! The folder view: artists and albums as directories, as clients from before the ID3 view browse.

use super::credit;
use super::date::Timestamp;
use super::genre::named;
use super::opinion::Opinion;
use super::presentation::{Presentation, Profile};
use super::song::{Child, ChildAdditions, ChildDetails, explicit_status, sort_name};
use super::{album, artist, known, said, whole_seconds};
use crate::domain::album::Album;
use crate::domain::annotation::Annotation;
use crate::domain::artist::Artist;
use crate::domain::clock::Moment;
use crate::http::rest::xml::OpenSubsonic;
use serde::Serialize;
use std::borrow::Cow;

/// `directory`: an artist with its albums, or an album with its songs.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Directory<'a> {
    pub id: &'a str,
    pub name: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub starred: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub play_count: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub played: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_rating: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub average_rating: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub album_count: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub song_count: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cover_art: Option<String>,
    pub child: Vec<Child<'a>>,
}

impl<'a> Directory<'a> {
    /// An artist, with albums made by [`Child::of_album`].
    pub fn of_artist(artist: &'a Artist, opinion: Opinion<'_>, albums: Vec<Child<'a>>) -> Self {
        Self {
            album_count: Some(artist.album_count),
            cover_art: artist::cover_of(artist),
            ..Self::new(&artist.id, Cow::Borrowed(&artist.name), opinion, albums)
        }
    }

    /// An album, with songs made by [`Child::of_song`].
    pub fn of_album(album: &'a Album, opinion: Opinion<'_>, songs: Vec<Child<'a>>, shown: &Presentation) -> Self {
        Self {
            parent: said(&album.artist_id),
            song_count: Some(album.song_count),
            cover_art: album::cover_of(album),
            ..Self::new(&album.id, album::name_of(album, shown), opinion, songs)
        }
    }

    /// A real folder, with the folders and songs in it.
    pub fn of_folder(id: &'a str, name: Cow<'a, str>, parent: &'a str, child: Vec<Child<'a>>) -> Self {
        let nobodys = Annotation::default();
        let opinion = Opinion { annotation: &nobodys, average: 0.0 };
        Self { parent: said(parent), ..Self::new(id, name, opinion, child) }
    }

    fn new(id: &'a str, name: Cow<'a, str>, opinion: Opinion<'_>, child: Vec<Child<'a>>) -> Self {
        Self {
            id,
            name,
            parent: None,
            starred: opinion.starred(),
            play_count: opinion.play_count(),
            played: opinion.played(),
            user_rating: opinion.user_rating(),
            average_rating: opinion.average_rating(),
            album_count: None,
            song_count: None,
            cover_art: None,
            child,
        }
    }
}

impl<'a> Child<'a> {
    /// A real folder in another.
    pub fn of_folder(id: &'a str, name: Cow<'a, str>, parent: &'a str, changed: Moment, shown: &Presentation) -> Self {
        let details = || ChildDetails { parent: said(parent), created: Timestamp(changed), ..ChildDetails::default() };
        Self {
            id,
            is_dir: true,
            title: name,
            details: (shown.profile != Profile::Minimal).then(details),
            additions: None,
        }
    }

    /// An album as a folder in its artist's folder.
    pub fn of_album(album: &'a Album, opinion: Opinion<'_>, shown: &Presentation) -> Self {
        let name = album::name_of(album, shown);
        let details = || ChildDetails {
            parent: said(&album.artist_id),
            name: Some(name.clone()),
            album: Some(name.clone()),
            artist: said(&album.artist),
            year: known(album.year),
            genre: album.extra.genres.first().map(String::as_str),
            cover_art: album::cover_of(album),
            duration: whole_seconds(album.duration),
            user_rating: opinion.user_rating(),
            average_rating: opinion.average_rating(),
            play_count: opinion.play_count(),
            created: album::added(album, shown),
            starred: opinion.starred(),
            artist_id: said(&album.artist_id),
            song_count: Some(album.song_count),
            ..ChildDetails::default()
        };
        Self {
            id: &album.id,
            is_dir: true,
            title: name.clone(),
            details: (shown.profile != Profile::Minimal).then(details),
            additions: shown.is_full().then(|| additions(album, opinion)),
        }
    }
}

fn additions<'a>(album: &'a Album, opinion: Opinion<'_>) -> ChildAdditions<'a> {
    let extra = &album.extra;
    ChildAdditions {
        played: opinion.played(),
        sort_name: OpenSubsonic(sort_name(&album.sort_name, || Cow::Borrowed(&album.order_name))),
        media_type: "album",
        music_brainz_id: OpenSubsonic(&album.mbz_id),
        display_artist: OpenSubsonic(&album.artist),
        display_album_artist: OpenSubsonic(&album.artist),
        explicit_status: OpenSubsonic(explicit_status(&extra.explicit_status)),
        genres: named(&extra.genres),
        moods: &extra.moods,
        groupings: &extra.groupings,
        artists: credit::links(&extra.artists),
        album_artists: credit::links(&extra.artists),
        ..ChildAdditions::default()
    }
}
