//! Playlists.

use super::date::Timestamp;
use super::presentation::Presentation;
use super::song::Child;
use super::{said, whole_seconds};
use crate::domain::playlist;
use serde::Serialize;

/// A playlist without its songs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Playlist<'a> {
    pub id: &'a str,
    pub name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<&'a str>,
    pub song_count: i32,
    /// Seconds.
    pub duration: i64,
    pub public: bool,
    pub owner: &'a str,
    pub created: Timestamp,
    pub changed: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cover_art: Option<String>,
    /// Whether this listener cannot change its songs (OpenSubsonic).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub readonly: Option<bool>,
    /// Until when its songs stay as they are: of lists that are made by rules (OpenSubsonic).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Timestamp>,
}

/// Whether a listener may change a list's songs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    Change,
    Read,
}

impl<'a> Playlist<'a> {
    /// A playlist. `cover_art` names its picture where it has one ([`super::cover_art::playlist`]).
    pub fn new(
        playlist: &'a playlist::Playlist,
        access: Access,
        cover_art: Option<String>,
        shown: &Presentation,
    ) -> Self {
        Self {
            id: &playlist.id,
            name: &playlist.name,
            comment: said(&playlist.comment),
            song_count: playlist.song_count,
            duration: whole_seconds(playlist.duration),
            public: playlist.public,
            owner: &playlist.owner_name,
            created: Timestamp(playlist.created_at),
            changed: Timestamp(playlist.updated_at),
            cover_art,
            readonly: shown.is_full().then_some(access == Access::Read),
            valid_until: None,
        }
    }
}

/// `playlist`: a playlist with its songs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlaylistWithSongs<'a> {
    #[serde(flatten)]
    pub playlist: Playlist<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub entry: Vec<Child<'a>>,
}

/// `playlists`
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Playlists<'a> {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub playlist: Vec<Playlist<'a>>,
}

#[cfg(test)]
mod tests {
    use super::{Access, Playlist, PlaylistWithSongs, Playlists};
    use crate::domain::playlist;
    use crate::http::rest::wire::cover_art;
    use crate::http::rest::wire::presentation::{Presentation, Profile};

    #[test]
    fn playlists_say_whose_they_are_and_who_may_change_them() {
        let mine = playlist::Playlist {
            id: "p".to_owned(),
            name: "Mine".to_owned(),
            owner_name: "anna".to_owned(),
            song_count: 2,
            duration: 4.9,
            ..playlist::Playlist::default()
        };
        let head = r#"{"id":"p","name":"Mine","songCount":2,"duration":4,"public":false,"owner":"anna","created":"1970-01-01T00:00:00Z","changed":"1970-01-01T00:00:00Z""#;
        let mut shown = Presentation::new(|_| "audio/flac");
        let cover = Some(cover_art::playlist("p", 15));
        let lists = Playlists { playlist: vec![Playlist::new(&mine, Access::Read, cover, &shown)] };
        assert_eq!(
            serde_json::to_string(&lists).unwrap(),
            format!(r#"{{"playlist":[{head},"coverArt":"pl-p_f","readonly":true}}]}}"#)
        );
        shown.profile = Profile::Legacy;
        let empty = PlaylistWithSongs { playlist: Playlist::new(&mine, Access::Change, None, &shown), entry: vec![] };
        assert_eq!(serde_json::to_string(&empty).unwrap(), format!("{head}}}"));
    }
}
