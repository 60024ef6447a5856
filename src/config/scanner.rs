//! When and how the music folder is read.

use super::options::{Kind::*, Row};
use super::{Cron, cron, duration, values};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// When and how the music folder is read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Scanner {
    pub enabled: bool,
    pub scan_on_startup: bool,
    /// `None` for never.
    #[serde(with = "cron::optional")]
    pub schedule: Option<Cron>,
    /// Zero turns the watcher off.
    #[serde(with = "duration")]
    pub watcher_wait: Duration,
    pub extractor: String,
    pub artist_joiner: String,
    #[serde(with = "values::list")]
    pub artist_split_exceptions: Vec<String>,
    pub follow_symlinks: bool,
    pub ignore_dot_folders: bool,
    pub purge_missing: PurgeMissing,
    /// Already turned into the separators of the genre in [`super::tags`].
    pub genre_separators: String,
    pub group_album_releases: bool,
}

/// When songs whose files are gone are forgotten, plays and stars with them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PurgeMissing {
    Never,
    /// After each scan.
    Always,
    /// After full scans.
    Full,
}

#[rustfmt::skip] // one row, one line
pub(super) const OPTIONS: &[Row] = &[
    Row::works("Scanner.Enabled", Bool, "true", "Scan without being asked. False leaves only scans that somebody starts."),
    Row::works("Scanner.ScanOnStartup", Bool, "true", "Look for changes when the server starts. On, since nobody watched while it was down."),
    Row::later("scheduled scans", "Scanner.Schedule", Cron, "0", "When to scan, as cron has it: `0 3 * * *`, `@daily`, `@every 6h`. Never, because the watcher sees changes as they happen."),
    Row::later("watcher of the music folder", "Scanner.WatcherWait", Duration, "5s", "How long files must lie still before a change is scanned; 0 stops watching. Long enough for an album to be copied in one go."),
    Row::later("choice of tag readers", "Scanner.Extractor", Text, "taglib", "What reads tags. Navidrome's only choice; here it is always lofty."),
    Row::works("Scanner.ArtistJoiner", Text, " • ", "What stands between several artists in a displayed name. A sign that hardly any name has in it."),
    Row::works("Scanner.ArtistSplitExceptions", List, "", "Names that are never split, such as `AC/DC`. Empty, because only you know them."),
    Row::works("Scanner.FollowSymlinks", Bool, "true", "Follow symbolic links to files and folders. On, because libraries are often spread over disks; a loop is walked once."),
    Row::works("Scanner.IgnoreDotFolders", Bool, "true", "Pass over folders whose names begin with a dot. On, because programs hide their own things there."),
    Row::works("Scanner.PurgeMissing", Word(&["never", "always", "full"]), "never", "When songs whose files are gone are forgotten: never, always (after each scan) or full (after full scans). Never, because a disk may only be unplugged, and plays and stars would be lost."),
    Row::works("Scanner.GenreSeparators", Text, "", "Deprecated, use Tags.genre.Split: letters at which genres are split. Empty: the usual ones."),
    Row::later("grouping of releases by a switch (use PID.Album)", "Scanner.GroupAlbumReleases", Bool, "false", "Deprecated, use PID.Album: show all releases of an album as one. Off, because releases differ in their songs."),
];
