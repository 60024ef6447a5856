//! Running the server: metrics, backups, the jukebox, plugins.

use super::options::{Kind, Kind::*, Row};
use super::{Cron, Secret, cron, duration, secret, size, values};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use std::time::Duration;

/// Running the server: metrics, backups, the jukebox, plugins.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Operations {
    pub prometheus: Prometheus,
    pub backup: Backup,
    pub inspect: Inspect,
    pub plugins: Plugins,
    pub jukebox: Jukebox,
    /// Empty: sought in `PATH`.
    #[serde(with = "values::path", rename = "MPVPath")]
    pub mpv_path: PathBuf,
    #[serde(rename = "MPVCmdTemplate")]
    pub mpv_cmd_template: String,
}

/// Metrics for Prometheus.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Prometheus {
    pub enabled: bool,
    pub metrics_path: String,
    #[serde(with = "secret::optional")]
    pub password: Option<Secret>,
}

/// Copies of the database.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Backup {
    /// Absolute after loading; empty where there is none.
    #[serde(with = "values::path")]
    pub path: PathBuf,
    /// `None` for never, and wherever path or count is missing.
    #[serde(with = "cron::optional")]
    pub schedule: Option<Cron>,
    #[serde(with = "values::number")]
    pub count: u32,
}

/// Reading the tags of a file on demand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Inspect {
    pub enabled: bool,
    #[serde(with = "values::number")]
    pub max_requests: u32,
    #[serde(with = "values::number")]
    pub backlog_limit: u32,
    #[serde(with = "duration")]
    pub backlog_timeout: Duration,
}

/// Extensions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Plugins {
    pub enabled: bool,
    /// Absolute after loading.
    #[serde(with = "values::path")]
    pub folder: PathBuf,
    /// In bytes.
    #[serde(with = "size")]
    pub cache_size: u64,
    pub auto_reload: bool,
    /// Empty: as the server's.
    pub log_level: String,
}

/// Playing on the server's own sound card.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Jukebox {
    pub enabled: bool,
    /// Names, and what mpv calls them.
    #[serde(default, with = "values::pairs")]
    pub devices: Vec<(String, String)>,
    pub default: String,
    pub admin_only: bool,
}

const METRICS: &str = "Prometheus metrics";
const BACKUPS: &str = "backups";
const INSPECT: &str = "inspection of tags";
const PLUGINS: &str = "plugins";
const JUKEBOX: &str = "jukebox";

#[rustfmt::skip] // one row, one line
pub(super) const OPTIONS: &[Row] = &[
    Row::later(METRICS, "Prometheus.Enabled", Bool, "false", "Offer metrics to Prometheus. Off, because few need them."),
    Row::later(METRICS, "Prometheus.MetricsPath", Text, "/metrics", "The path of the metrics. The one that Prometheus asks for."),
    Row::later(METRICS, "Prometheus.Password", Text, "", "The password for the metrics, of the user `navidrome`. Empty: none is asked for.").secret(),
    Row::later(BACKUPS, "Backup.Path", Kind::Path, "", "The folder for copies of the database. Empty: no backups."),
    Row::later(BACKUPS, "Backup.Schedule", Kind::Cron, "", "When to make a copy, as cron has it. Empty: never."),
    Row::later(BACKUPS, "Backup.Count", Whole(0, u32::MAX as i64), "0", "How many copies are kept; older ones go. 0: no backups."),
    Row::later(INSPECT, "Inspect.Enabled", Bool, "true", "Let administrators see the tags of a file as they are. On, because it answers most questions about a strange listing."),
    Row::later(INSPECT, "Inspect.MaxRequests", Whole(0, u32::MAX as i64), "1", "How many files may be inspected at once. One, because it is for people."),
    Row::later(INSPECT, "Inspect.BacklogLimit", Whole(0, u32::MAX as i64), "100", "How many inspections may wait. More than people ask for at once."),
    Row::later(INSPECT, "Inspect.BacklogTimeout", Kind::Duration, "1m", "How long an inspection may wait. Nobody waits longer."),
    Row::later(PLUGINS, "Plugins.Enabled", Bool, "true", "Load plugins. On, because each plugin must be enabled too."),
    Row::later(PLUGINS, "Plugins.Folder", Kind::Path, "", "The folder of plugins. Empty: `plugins` in DataFolder."),
    Row::later(PLUGINS, "Plugins.CacheSize", Size, "200MB", "How much compiled plugins may fill. Room for a few dozen."),
    Row::later(PLUGINS, "Plugins.AutoReload", Bool, "false", "Load a plugin again when its file changes. Off, because only authors of plugins need it."),
    Row::later(PLUGINS, "Plugins.LogLevel", WordOr(LEVELS_OR_NONE, ""), "", "How much plugins may log. Empty: as LogLevel."),
    Row::later(JUKEBOX, "Jukebox.Enabled", Bool, "false", "Play on the server's own sound card. Off, because most servers have none."),
    Row::later(JUKEBOX, "Jukebox.Devices", Pairs, "", "The devices to play on: pairs of a name and what mpv calls it. Only in a file. Empty: those that mpv finds."),
    Row::later(JUKEBOX, "Jukebox.Default", Text, "", "The device to play on, by its name. Empty: the first."),
    Row::later(JUKEBOX, "Jukebox.AdminOnly", Bool, "true", "Let only administrators use it. On, because the sound is heard in somebody's room."),
    Row::later(JUKEBOX, "MPVPath", Kind::Path, "", "The mpv to use. Empty: the one in PATH."),
    Row::later(JUKEBOX, "MPVCmdTemplate", Text, "mpv --audio-device=%d --no-audio-display %f --input-ipc-server=%s", "How mpv is called: %d the device, %f the file, %s its socket. All that is needed for sound without a window."),
];

const LEVELS_OR_NONE: &[&str] = &["", "fatal", "error", "warn", "info", "debug", "trace"];
