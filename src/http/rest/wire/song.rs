//! `Child`: a song, or a folder that stands for an album.

use super::credit::{self, ArtistLink, Contributor};
use super::date::Timestamp;
use super::genre::{Named, named};
use super::opinion::Opinion;
use super::presentation::{Paths, Presentation, Profile, SongArt};
use super::replay_gain::ReplayGain;
use super::{cover_art, known, said, whole_seconds};
use crate::domain::clock::Moment;
use crate::domain::credit::Role;
use crate::domain::song::Song;
use crate::domain::{fold, path};
use crate::http::rest::xml::OpenSubsonic;
use serde::Serialize;
use std::borrow::Cow;

/// A song or a folder. What a client of the profile cannot stand is `None` as a whole.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Child<'a> {
    pub id: &'a str,
    pub is_dir: bool,
    pub title: Cow<'a, str>,
    #[serde(flatten)]
    pub details: Option<ChildDetails<'a>>,
    #[serde(flatten)]
    pub additions: Option<ChildAdditions<'a>>,
}

/// The fields of the original API.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ChildDetails<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<&'a str>,
    /// Of a folder: the same as its title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub album: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub artist: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub track: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub genre: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cover_art: Option<String>,
    /// Bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_type: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suffix: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transcoded_content_type: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transcoded_suffix: Option<&'a str>,
    /// Seconds.
    pub duration: i64,
    /// kbit/s.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bit_rate: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    pub is_video: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_rating: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub average_rating: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub play_count: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disc_number: Option<i32>,
    pub created: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub starred: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub album_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub artist_id: Option<&'a str>,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<&'static str>,
    /// Milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bookmark_position: Option<i64>,
    /// Of a folder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub song_count: Option<i32>,
}

/// The fields of OpenSubsonic.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ChildAdditions<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub played: Option<Timestamp>,
    pub bpm: OpenSubsonic<i32>,
    pub comment: OpenSubsonic<&'a str>,
    pub sort_name: OpenSubsonic<Cow<'a, str>>,
    pub media_type: &'static str,
    pub music_brainz_id: OpenSubsonic<&'a str>,
    pub channel_count: OpenSubsonic<i32>,
    /// Hz.
    pub sampling_rate: OpenSubsonic<i32>,
    pub bit_depth: OpenSubsonic<i32>,
    pub display_artist: OpenSubsonic<&'a str>,
    pub display_album_artist: OpenSubsonic<&'a str>,
    pub display_composer: OpenSubsonic<String>,
    pub explicit_status: OpenSubsonic<&'static str>,
    pub isrc: &'a [String],
    pub genres: Vec<Named<'a>>,
    pub replay_gain: OpenSubsonic<ReplayGain>,
    pub moods: &'a [String],
    pub artists: Vec<ArtistLink<'a>>,
    pub album_artists: Vec<ArtistLink<'a>>,
    pub contributors: Vec<Contributor<'a>>,
    pub groupings: &'a [String],
    pub works: Vec<Named<'a>>,
    pub movements: Vec<Named<'a>>,
}

impl<'a> Child<'a> {
    /// A song. `album_cover` is the version of its album's cover (`Album::updated_at`), where the album has one.
    pub fn of_song(song: &'a Song, opinion: Opinion<'_>, album_cover: Option<Moment>, shown: &Presentation) -> Self {
        let subtitle = if shown.append_subtitle { song.extra.subtitle.as_str() } else { "" };
        Self {
            id: &song.id,
            is_dir: false,
            title: with_suffix(&song.title, subtitle),
            details: (shown.profile != Profile::Minimal).then(|| details(song, opinion, album_cover, shown)),
            additions: shown.is_full().then(|| additions(song, opinion)),
        }
    }

    /// The same, with where its listener left off, in milliseconds.
    pub fn bookmarked(mut self, position: i64) -> Self {
        if let Some(details) = &mut self.details {
            details.bookmark_position = Some(position);
        }
        self
    }

    /// The same, seen in a real folder: going up leads there.
    pub fn lying_in(mut self, folder_id: &'a str) -> Self {
        if let Some(details) = &mut self.details {
            details.parent = said(folder_id);
        }
        self
    }

    /// The same, with the form in which it would be sent to this client where that is not the file's own.
    pub fn transcoded(mut self, content_type: &'a str, suffix: &'a str) -> Self {
        if let Some(details) = &mut self.details {
            details.transcoded_content_type = Some(content_type);
            details.transcoded_suffix = Some(suffix);
        }
        self
    }
}

fn details<'a>(
    song: &'a Song,
    opinion: Opinion<'_>,
    album_cover: Option<Moment>,
    shown: &Presentation,
) -> ChildDetails<'a> {
    let version = if shown.append_album_version { song.extra.album_version.as_str() } else { "" };
    ChildDetails {
        parent: said(&song.album_id),
        name: None,
        album: said(&song.album).map(|album| with_suffix(album, version)),
        artist: said(&song.artist),
        track: song.track.and_then(known),
        year: known(song.year),
        genre: song.genres.first().map(String::as_str),
        cover_art: cover_of(song, album_cover, shown.song_art),
        size: Some(song.size),
        content_type: Some((shown.content_type)(&song.suffix)),
        suffix: said(&song.suffix),
        transcoded_content_type: None,
        transcoded_suffix: None,
        duration: whole_seconds(song.audio.duration),
        bit_rate: known(song.audio.bit_rate),
        path: Some(match shown.paths {
            Paths::FromTags => path_from_tags(song),
            Paths::Real => path::for_display(&song.path),
        }),
        is_video: false,
        user_rating: opinion.user_rating(),
        average_rating: opinion.average_rating(),
        play_count: opinion.play_count(),
        disc_number: song.disc.and_then(known),
        created: Timestamp(song.created_at),
        starred: opinion.starred(),
        album_id: said(&song.album_id),
        artist_id: said(&song.artist_id),
        kind: Some("music"),
        bookmark_position: None,
        song_count: None,
    }
}

fn additions<'a>(song: &'a Song, opinion: Opinion<'_>) -> ChildAdditions<'a> {
    let extra = &song.extra;
    ChildAdditions {
        played: opinion.played(),
        bpm: OpenSubsonic(extra.bpm),
        comment: OpenSubsonic(&extra.comment),
        sort_name: OpenSubsonic(sort_name(&song.sort_title, || fold::plain(&song.title).into())),
        media_type: "song",
        music_brainz_id: OpenSubsonic(&extra.mbz_recording_id),
        channel_count: OpenSubsonic(song.audio.channels),
        sampling_rate: OpenSubsonic(song.audio.sample_rate),
        bit_depth: OpenSubsonic(song.audio.bit_depth),
        display_artist: OpenSubsonic(&song.artist),
        display_album_artist: OpenSubsonic(&song.album_artist),
        display_composer: OpenSubsonic(credit::line(&song.contributors, Role::Composer)),
        explicit_status: OpenSubsonic(explicit_status(&extra.explicit_status)),
        isrc: &extra.isrc,
        genres: named(&song.genres),
        replay_gain: OpenSubsonic(ReplayGain::from(&extra.replay_gain)),
        moods: &extra.moods,
        artists: credit::links(&song.artists),
        album_artists: credit::links(&song.album_artists),
        contributors: song.contributors.iter().map(Contributor::from).collect(),
        groupings: &extra.groupings,
        works: named(&extra.works),
        movements: named(&extra.movements),
    }
}

/// "Title (Suffix)".
pub(super) fn with_suffix<'a>(title: &'a str, suffix: &str) -> Cow<'a, str> {
    if suffix.is_empty() { Cow::Borrowed(title) } else { Cow::Owned(format!("{title} ({suffix})")) }
}

/// The name to sort by: the tag's, else what the list is ordered by.
pub(super) fn sort_name<'a>(tag: &'a str, order: impl FnOnce() -> Cow<'a, str>) -> Cow<'a, str> {
    said(tag).map_or_else(order, Cow::Borrowed)
}

/// OpenSubsonic's word for what the tag abbreviates.
pub(super) fn explicit_status(tag: &str) -> &'static str {
    match tag {
        "e" => "explicit",
        "c" => "clean",
        _ => "",
    }
}

fn cover_of(song: &Song, album_cover: Option<Moment>, whose: SongArt) -> Option<String> {
    if song.has_picture && whose == SongArt::Own {
        return Some(cover_art::song(&song.id, song.modified_at));
    }
    album_cover.map(|version| cover_art::album(&song.album_id, version))
}

/// `AlbumArtist/Album/DD-TT - Title.ext`: where clients that keep files put them. No part can leave its folder.
fn path_from_tags(song: &Song) -> String {
    let number = match (song.disc.and_then(known), song.track.and_then(known)) {
        (Some(disc), Some(track)) => format!("{disc:02}-{track:02} - "),
        (Some(one), None) | (None, Some(one)) => format!("{one:02} - "),
        (None, None) => String::new(),
    };
    let file = format!("{number}{}.{}", part(&song.title), part(&song.suffix));
    format!("{}/{}/{file}", folder(&song.album_artist), folder(&song.album))
}

fn part(name: &str) -> String {
    name.replace(['/', '\\', '\0'], "_")
}

fn folder(name: &str) -> String {
    match name.trim() {
        "" | "." | ".." => "_".to_owned(),
        name => part(name),
    }
}

#[cfg(test)]
mod tests;
