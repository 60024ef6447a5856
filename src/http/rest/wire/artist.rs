//! Artists: `ArtistID3` of the ID3 view and `Artist` of the folder view.

use super::album::AlbumID3;
use super::cover_art;
use super::date::Timestamp;
use super::opinion::Opinion;
use super::presentation::Presentation;
use super::said;
use super::song::sort_name;
use crate::domain::artist::Artist as DomainArtist;
use crate::http::rest::xml::OpenSubsonic;
use serde::Serialize;
use std::borrow::Cow;

/// An artist of the ID3 view.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ArtistID3<'a> {
    pub id: &'a str,
    pub name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cover_art: Option<String>,
    pub album_count: i32,
    /// Where the picture can be had without logging in; set by whoever can make such links.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub artist_image_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub starred: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_rating: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub average_rating: Option<f64>,
    #[serde(flatten)]
    pub additions: Option<ArtistAdditions<'a>>,
}

/// The fields of OpenSubsonic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ArtistAdditions<'a> {
    pub music_brainz_id: OpenSubsonic<&'a str>,
    pub sort_name: OpenSubsonic<Cow<'a, str>>,
    pub roles: &'a [String],
}

/// `artist`: an artist with its albums.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ArtistWithAlbumsID3<'a> {
    #[serde(flatten)]
    pub artist: ArtistID3<'a>,
    pub album: Vec<AlbumID3<'a>>,
}

/// An artist of the folder view.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Artist<'a> {
    pub id: &'a str,
    pub name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cover_art: Option<String>,
    /// As in [`ArtistID3`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub artist_image_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub starred: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_rating: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub average_rating: Option<f64>,
}

impl<'a> ArtistID3<'a> {
    /// An artist as `opinion`'s listener sees it.
    pub fn new(artist: &'a DomainArtist, opinion: Opinion<'_>, shown: &Presentation) -> Self {
        Self {
            id: &artist.id,
            name: &artist.name,
            cover_art: cover_of(artist),
            album_count: artist.album_count,
            artist_image_url: None,
            starred: opinion.starred(),
            user_rating: opinion.user_rating(),
            average_rating: opinion.average_rating(),
            additions: shown.is_full().then(|| ArtistAdditions {
                music_brainz_id: OpenSubsonic(&artist.mbz_id),
                sort_name: OpenSubsonic(sort_name(&artist.sort_name, || Cow::Borrowed(&artist.order_name))),
                roles: &artist.roles,
            }),
        }
    }
}

impl<'a> Artist<'a> {
    /// An artist as `opinion`'s listener sees it.
    pub fn new(artist: &'a DomainArtist, opinion: Opinion<'_>) -> Self {
        Self {
            id: &artist.id,
            name: &artist.name,
            cover_art: cover_of(artist),
            artist_image_url: None,
            starred: opinion.starred(),
            user_rating: opinion.user_rating(),
            average_rating: opinion.average_rating(),
        }
    }
}

/// The picture's name, where there is a picture.
pub(super) fn cover_of(artist: &DomainArtist) -> Option<String> {
    said(&artist.image).map(|_| cover_art::artist(&artist.id, artist.updated_at))
}

#[cfg(test)]
mod tests {
    use super::{Artist, ArtistID3};
    use crate::domain::{annotation::Annotation, artist};
    use crate::http::rest::wire::opinion::Opinion;
    use crate::http::rest::wire::presentation::{Presentation, Profile};

    #[test]
    fn artists_are_complete_in_the_id3_view_and_short_in_folders() {
        let bjork = artist::Artist {
            id: "b".to_owned(),
            name: "Björk".to_owned(),
            order_name: "bjork".to_owned(),
            album_count: 2,
            roles: vec!["artist".to_owned(), "composer".to_owned()],
            image: "Björk/artist.jpg".to_owned(),
            updated_at: 255,
            ..artist::Artist::default()
        };
        let annotation = Annotation { starred_at: Some(0), rating: 4, ..Annotation::default() };
        let opinion = Opinion { annotation: &annotation, average: 4.5 };
        let mut shown = Presentation::new(|_| "audio/flac");
        let json = |value: &ArtistID3<'_>| serde_json::to_string(value).unwrap();
        let classic = r#"{"id":"b","name":"Björk","coverArt":"ar-b_ff","albumCount":2,"starred":"1970-01-01T00:00:00Z","userRating":4,"averageRating":4.5"#;
        assert_eq!(
            json(&ArtistID3::new(&bjork, opinion, &shown)),
            format!(r#"{classic},"musicBrainzId":"","sortName":"bjork","roles":["artist","composer"]}}"#)
        );
        shown.profile = Profile::Legacy;
        assert_eq!(json(&ArtistID3::new(&bjork, opinion, &shown)), format!("{classic}}}"));
        assert_eq!(
            serde_json::to_string(&Artist::new(&bjork, opinion)).unwrap(),
            r#"{"id":"b","name":"Björk","coverArt":"ar-b_ff","starred":"1970-01-01T00:00:00Z","userRating":4,"averageRating":4.5}"#
        );
    }
}
