//! For those who work on the server or test it.

use super::options::{Kind, Kind::*, Row};
use super::{LogLevel, Secret, duration, logging::LEVELS, secret, values};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::time::Duration;

/// For those who work on the server or test it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Dev {
    /// The password of a user `admin` that is made at the first start.
    #[serde(with = "secret::optional", rename = "DevAutoCreateAdminPassword")]
    pub auto_create_admin_password: Option<Secret>,
    /// How many folders are read at once; at least one.
    #[serde(with = "values::number", rename = "DevScannerThreads")]
    pub scanner_threads: usize,
    #[serde(default, rename = "DevLogLevels")]
    pub log_levels: BTreeMap<String, LogLevel>,
    #[serde(rename = "DevLogSourceLine")]
    pub log_source_line: bool,
    #[serde(rename = "DevEnableProfiler")]
    pub enable_profiler: bool,
    #[serde(rename = "DevAutoLoginUsername")]
    pub auto_login_username: String,
    #[serde(rename = "DevActivityPanel")]
    pub activity_panel: bool,
    #[serde(with = "duration", rename = "DevActivityPanelUpdateRate")]
    pub activity_panel_update_rate: Duration,
    #[serde(rename = "DevSidebarPlaylists")]
    pub sidebar_playlists: bool,
    #[serde(rename = "DevShowArtistPage")]
    pub show_artist_page: bool,
    #[serde(rename = "DevUIShowConfig")]
    pub ui_show_config: bool,
    #[serde(rename = "DevNewEventStream")]
    pub new_event_stream: bool,
    #[serde(with = "values::number", rename = "DevOffsetOptimize")]
    pub offset_optimize: u32,
    /// `None`: by the count of processors.
    #[serde(with = "values::optional_number", rename = "DevArtworkMaxRequests")]
    pub artwork_max_requests: Option<u32>,
    #[serde(with = "values::number", rename = "DevArtworkThrottleBacklogLimit")]
    pub artwork_backlog_limit: u32,
    #[serde(with = "duration", rename = "DevArtworkThrottleBacklogTimeout")]
    pub artwork_backlog_timeout: Duration,
    #[serde(rename = "DevArtworkThrottleBuffered")]
    pub artwork_buffered: bool,
    /// `None`: by the count of processors.
    #[serde(with = "values::optional_number", rename = "DevArtworkWorkerConcurrency")]
    pub artwork_workers: Option<u32>,
    /// Per second.
    #[serde(with = "values::number", rename = "DevArtworkExternalMaxRPS")]
    pub artwork_external_rate: u32,
    #[serde(with = "duration", rename = "DevArtistInfoTimeToLive")]
    pub artist_info_lifetime: Duration,
    #[serde(with = "duration", rename = "DevAlbumInfoTimeToLive")]
    pub album_info_lifetime: Duration,
    #[serde(rename = "DevExternalScanner")]
    pub external_scanner: bool,
    #[serde(rename = "DevSelectiveWatcher")]
    pub selective_watcher: bool,
    #[serde(with = "duration", rename = "DevInsightsInitialDelay")]
    pub insights_initial_delay: Duration,
    #[serde(rename = "DevEnablePlayerInsights")]
    pub player_insights: bool,
    #[serde(rename = "DevEnablePluginsInsights")]
    pub plugins_insights: bool,
    #[serde(with = "duration", rename = "DevPluginCompilationTimeout")]
    pub plugin_compilation_timeout: Duration,
    #[serde(with = "values::number", rename = "DevExternalArtistFetchMultiplier")]
    pub external_artist_fetch_multiplier: f64,
    #[serde(rename = "DevPreserveUnicodeInExternalCalls")]
    pub preserve_unicode_in_external_calls: bool,
    #[serde(rename = "DevEnableMediaFileProbe")]
    pub media_file_probe: bool,
}

const SWITCHES: &str = "such development switch";
const PLAYER: &str = "web player";
const ARTWORK: &str = "throttle of pictures";
const SERVICES: &str = "calls to other services";
const REPORTS: &str = "usage reports";

#[rustfmt::skip] // one row, one line
pub(super) const OPTIONS: &[Row] = &[
    Row::works("DevAutoCreateAdminPassword", Text, "", "Make a user `admin` with this password at the first start. Empty: the first administrator is made by hand.").secret(),
    Row::works("DevScannerThreads", Whole(1, 256), "5", "How many folders are read at once. Disks and networks answer several requests faster than one after the other."),
    Row::later(SWITCHES, "DevLogLevels.<name>", WordOr(LEVELS, "info"), "", "How much one part of the server logs."),
    Row::later(SWITCHES, "DevLogSourceLine", Bool, "false", "Name the line of the source in logs. Off, because only authors of the server need it."),
    Row::later(SWITCHES, "DevEnableProfiler", Bool, "false", "Offer a profiler under `/debug`. Off, because it slows the server and shows its inside."),
    Row::later(PLAYER, "DevAutoLoginUsername", Text, "", "Log everybody in as this user. Empty: nobody, because it opens the server to all."),
    Row::later(PLAYER, "DevActivityPanel", Bool, "true", "Show what the server is doing. On, because a scan should be seen."),
    Row::later(PLAYER, "DevActivityPanelUpdateRate", Kind::Duration, "300ms", "How often that is renewed. As smooth as the eye needs."),
    Row::later(PLAYER, "DevSidebarPlaylists", Bool, "true", "List playlists in the side bar. On, because they are used most."),
    Row::later(PLAYER, "DevShowArtistPage", Bool, "true", "Give artists a page of their own. On, because it has biography and best songs."),
    Row::later(PLAYER, "DevUIShowConfig", Bool, "true", "Show the configuration to administrators, secrets masked. On, because it spares a look at the server."),
    Row::later(PLAYER, "DevNewEventStream", Bool, "true", "Send events in the newer of two ways. On, because the web player expects it."),
    Row::later(SWITCHES, "DevOffsetOptimize", Whole(0, u32::MAX as i64), "50000", "From which offset on pages of lists are asked for in another way. Plain pages are fast enough before that."),
    Row::later(ARTWORK, "DevArtworkMaxRequests", ByProcessors, "", "How many pictures are made at once. Empty: by the count of processors."),
    Row::later(ARTWORK, "DevArtworkThrottleBacklogLimit", Whole(0, u32::MAX as i64), "100", "How many requests for pictures may wait. A wall of albums fits."),
    Row::later(ARTWORK, "DevArtworkThrottleBacklogTimeout", Kind::Duration, "1m", "How long a request for a picture may wait. Clients give up by then."),
    Row::later(ARTWORK, "DevArtworkThrottleBuffered", Bool, "true", "Free the place of a request once its picture is made, not once it is sent. On, so that slow clients do not hold up others."),
    Row::later(ARTWORK, "DevArtworkWorkerConcurrency", ByProcessors, "", "How many pictures are prepared at once. Empty: by the count of processors."),
    Row::later(SERVICES, "DevArtworkExternalMaxRPS", Whole(0, u32::MAX as i64), "2", "How many pictures are fetched a second. Services shut out who asks faster."),
    Row::later(SERVICES, "DevArtistInfoTimeToLive", Kind::Duration, "24h", "How long what others say of an artist is kept. A day, because biographies hardly change."),
    Row::later(SERVICES, "DevAlbumInfoTimeToLive", Kind::Duration, "168h", "How long what others say of an album is kept. A week, because notes on albums change even less."),
    Row::later(SWITCHES, "DevExternalScanner", Bool, "true", "Scan in a process of its own. On in Navidrome, so that memory is given back after a scan."),
    Row::later("watcher of the music folder", "DevSelectiveWatcher", Bool, "true", "Scan only the folders that changed. On, because looking at all of a large library takes long."),
    Row::later(REPORTS, "DevInsightsInitialDelay", Kind::Duration, "30m", "How long after the start the first report is sent. Trials that end sooner do not count."),
    Row::later(REPORTS, "DevEnablePlayerInsights", Bool, "true", "Report which clients are used. On wherever reports are."),
    Row::later(REPORTS, "DevEnablePluginsInsights", Bool, "true", "Report which plugins are used. On wherever reports are."),
    Row::later("plugins", "DevPluginCompilationTimeout", Kind::Duration, "1m", "How long compiling a plugin may take. Enough for large ones on small machines."),
    Row::later(SERVICES, "DevExternalArtistFetchMultiplier", Number, "1.5", "How many more similar artists are asked for than shown, since some are not in the library. Half as many again are mostly enough."),
    Row::later(SERVICES, "DevPreserveUnicodeInExternalCalls", Bool, "false", "Ask others by names as they are, without simplifying their signs. Off, because services know plain apostrophes and dashes better."),
    Row::later("probing by ffmpeg", "DevEnableMediaFileProbe", Bool, "true", "Probe files by ffmpeg before deciding how to stream them. On, because tags do not tell everything of a file."),
];
