//! Playlists: where files of them are found and who sees them.

use super::options::{Kind::*, Row};
use super::{PlaylistFolders, duration, values};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Playlists: where files of them are found and who sees them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Playlists {
    #[serde(rename = "AutoImportPlaylists")]
    pub auto_import: bool,
    #[serde(rename = "DefaultPlaylistPublicVisibility")]
    pub public_by_default: bool,
    #[serde(with = "values::text", rename = "PlaylistsPath")]
    pub folders: PlaylistFolders,
    #[serde(with = "duration", rename = "SmartPlaylistRefreshDelay")]
    pub smart_refresh_delay: Duration,
    #[serde(rename = "EnableM3UExternalAlbumArt")]
    pub external_album_art: bool,
}

#[rustfmt::skip] // one row, one line
pub(super) const OPTIONS: &[Row] = &[
    Row::works("AutoImportPlaylists", Bool, "true", "Import playlist files found while scanning. On, because they lie among the music to be used."),
    Row::works("DefaultPlaylistPublicVisibility", Bool, "false", "Let every user see imported and new playlists. Off, because a playlist is its owner's to share."),
    Row::works("PlaylistsPath", Globs, "", "The folders, relative to the library, in which playlists are looked for: patterns with `:` between them, `.` for the root, `**` for any depth. Empty: all."),
    Row::later("smart playlists", "SmartPlaylistRefreshDelay", Duration, "5s", "The least time between two evaluations of a smart playlist. A client asks for the same list several times in a row."),
    Row::later("pictures of playlists from the web", "EnableM3UExternalAlbumArt", Bool, "false", "Fetch the picture that a playlist file names by its web address. Off, because a file should not make the server call others."),
];
