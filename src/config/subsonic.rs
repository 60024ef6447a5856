//! What clients of the Subsonic API get to see.

use super::options::{Kind::*, Row};
use super::values;
use serde::{Deserialize, Serialize};

/// What clients of the Subsonic API get to see.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Subsonic {
    pub append_subtitle: bool,
    pub append_album_version: bool,
    pub artist_participations: bool,
    pub default_report_real_path: bool,
    pub enable_average_rating: bool,
    /// Names of clients as they send them in `c`.
    #[serde(with = "values::list")]
    pub legacy_clients: Vec<String>,
    /// Names of clients as they send them in `c`.
    #[serde(with = "values::list")]
    pub minimal_clients: Vec<String>,
    pub folder_browsing: bool,
}

#[rustfmt::skip] // one row, one line
pub(super) const OPTIONS: &[Row] = &[
    Row::works("Subsonic.AppendSubtitle", Bool, "true", "Show a song's subtitle in brackets after its title. On, because clients have no other place for it."),
    Row::works("Subsonic.AppendAlbumVersion", Bool, "true", "Show an album's version in brackets after its title. On, because two versions would look the same."),
    Row::works("Subsonic.ArtistParticipations", Bool, "false", "List with an artist also the albums on which he only appears. Off, because samplers would bury his own."),
    Row::works("Subsonic.DefaultReportRealPath", Bool, "false", "Tell new clients the real path of files instead of one made from tags. Off, because paths can give away what is on the disk."),
    Row::works("Subsonic.EnableAverageRating", Bool, "true", "Tell clients the average rating of all users. On, because clients show it where there are several users."),
    Row::works("Subsonic.LegacyClients", List, "DSub", "Clients that get no fields of OpenSubsonic, by the name they give. Those known to stumble over them."),
    Row::works("Subsonic.MinimalClients", List, "SubMusic", "Clients that get only id, title and whether it is a folder. Those that run on watches with little memory."),
    Row::works("Subsonic.FolderBrowsing", Bool, "false", "Show the real folders in getIndexes and getMusicDirectory instead of artists and albums from tags. Off, as in Navidrome, which has no such option."),
];
