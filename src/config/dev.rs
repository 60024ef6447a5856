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
    Row::later(SWITCHES, "DevLogSourceLine", Bool, "false", "Name the line of the source in logs."),
    Row::later(SWITCHES, "DevEnableProfiler", Bool, "false", "Offer a profiler under `/debug`."),
    Row::later(PLAYER, "DevAutoLoginUsername", Text, "", "Log everybody in as this user. Empty: nobody, because it opens the server to all."),
    Row::later(PLAYER, "DevActivityPanel", Bool, "true", "Show what the server is doing."),
    Row::later(PLAYER, "DevActivityPanelUpdateRate", Kind::Duration, "300ms", "How often that is renewed."),
    Row::later(PLAYER, "DevSidebarPlaylists", Bool, "true", "List playlists in the side bar."),
    Row::later(PLAYER, "DevShowArtistPage", Bool, "true", "Give artists a page of their own."),
    Row::later(PLAYER, "DevUIShowConfig", Bool, "true", "Show the configuration to administrators, secrets masked."),
    Row::later(PLAYER, "DevNewEventStream", Bool, "true", "Send events as Navidrome has done since 2024."),
    Row::later(SWITCHES, "DevOffsetOptimize", Whole(0, u32::MAX as i64), "50000", "From which offset on pages of lists are asked for in another way."),
    Row::later(ARTWORK, "DevArtworkMaxRequests", ByProcessors, "", "How many pictures are made at once. Empty: by the count of processors."),
    Row::later(ARTWORK, "DevArtworkThrottleBacklogLimit", Whole(0, u32::MAX as i64), "100", "How many requests for pictures may wait."),
    Row::later(ARTWORK, "DevArtworkThrottleBacklogTimeout", Kind::Duration, "1m", "How long a request for a picture may wait."),
    Row::later(ARTWORK, "DevArtworkThrottleBuffered", Bool, "true", "Free the place of a request once its picture is made, not once it is sent."),
    Row::later(ARTWORK, "DevArtworkWorkerConcurrency", ByProcessors, "", "How many pictures are prepared at once. Empty: by the count of processors."),
    Row::later(SERVICES, "DevArtworkExternalMaxRPS", Whole(0, u32::MAX as i64), "2", "How many pictures are fetched a second."),
    Row::later(SERVICES, "DevArtistInfoTimeToLive", Kind::Duration, "24h", "How long what others say of an artist is kept."),
    Row::later(SERVICES, "DevAlbumInfoTimeToLive", Kind::Duration, "168h", "How long what others say of an album is kept."),
    Row::later(SWITCHES, "DevExternalScanner", Bool, "true", "Scan in a process of its own."),
    Row::later("watcher of the music folder", "DevSelectiveWatcher", Bool, "true", "Scan only the folders that changed."),
    Row::later(REPORTS, "DevInsightsInitialDelay", Kind::Duration, "30m", "How long after the start the first report is sent."),
    Row::later(REPORTS, "DevEnablePlayerInsights", Bool, "true", "Report which clients are used."),
    Row::later(REPORTS, "DevEnablePluginsInsights", Bool, "true", "Report which plugins are used."),
    Row::later("plugins", "DevPluginCompilationTimeout", Kind::Duration, "1m", "How long compiling a plugin may take."),
    Row::later(SERVICES, "DevExternalArtistFetchMultiplier", Number, "1.5", "How many more similar artists are asked for than shown, since some are not in the library."),
    Row::later(SERVICES, "DevPreserveUnicodeInExternalCalls", Bool, "false", "Ask others by names as they are, without simplifying their signs."),
    Row::later("probing by ffmpeg", "DevEnableMediaFileProbe", Bool, "true", "Probe files by ffmpeg before deciding how to stream them."),
];
