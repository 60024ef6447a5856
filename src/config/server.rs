//! Folders, the database, and how the server is reached.

use super::options::{Kind, Kind::*, Row};
use super::{BaseUrl, Database, Host, values};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// Where things are. After loading every path is absolute.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Folders {
    #[serde(with = "values::folder")]
    pub music_folder: PathBuf,
    #[serde(with = "values::folder")]
    pub data_folder: PathBuf,
    #[serde(with = "values::path")]
    pub cache_folder: PathBuf,
    #[serde(with = "values::text", rename = "DbPath")]
    pub database: Database,
}

/// How the server is reached, and what it may do as a process.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Server {
    #[serde(with = "values::text")]
    pub address: Host,
    #[serde(with = "values::number")]
    pub port: u16,
    #[serde(with = "values::text", rename = "BaseURL")]
    pub base_url: BaseUrl,
    pub enforce_non_root_user: bool,
    #[serde(with = "values::mode")]
    pub unix_socket_perm: u32,
    /// Empty where there is none.
    #[serde(with = "values::path", rename = "TLSCert")]
    pub tls_cert: PathBuf,
    /// Empty where there is none.
    #[serde(with = "values::path", rename = "TLSKey")]
    pub tls_key: PathBuf,
    pub enable_external_services: bool,
    pub enable_insights_collector: bool,
    #[serde(rename = "EnableScheduledDBAnalyze")]
    pub enable_scheduled_db_analyze: bool,
}

#[rustfmt::skip] // one row, one line
pub(super) const FOLDERS: &[Row] = &[
    Row::works("MusicFolder", Folder, "./music", "The folder with your music; it is only ever read. Relative paths start where the server does."),
    Row::works("DataFolder", Folder, ".", "The folder for what must last: the database, the key that seals passwords, uploaded pictures. The current folder, so that a trial leaves nothing elsewhere."),
    Row::works("CacheFolder", Kind::Path, "", "The folder for what can be made again, such as resized pictures. Empty: `cache` in DataFolder, so that one folder is enough."),
    Row::works("DbPath", Database, "", "The database: a file for SQLite or `postgres://user:password@host/name`. Empty: `navidrome-rs.db` in DataFolder, which leaves a `navidrome.db` beside it alone.").secret(),
];

#[rustfmt::skip] // one row, one line
pub(super) const OPTIONS: &[Row] = &[
    Row::works("Address", Kind::Host, "0.0.0.0", "The IP address or host name to listen on, or `unix:/path` for a Unix socket. All of IPv4, since players are other devices."),
    Row::works("Port", Whole(0, 65535), "4533", "The TCP port to listen on; 0 takes any free one. The one that clients suggest for Navidrome. The variable `PORT` is read too."),
    Row::works("BaseURL", Kind::BaseUrl, "", "The path (`/music`) or whole address (`https://example.org/music`) under which a reverse proxy shows the server. Empty: the root, without a proxy."),
    Row::works("EnforceNonRootUser", Bool, "false", "Refuse to start as root. Off, because in many containers root is harmless and the only user."),
    Row::works("UnixSocketPerm", Mode, "0660", "The mode of the Unix socket: owner and group may connect, as a reverse proxy of the same group needs."),
    Row::works("TLSCert", Kind::Path, "", "The certificate for HTTPS with its chain, a PEM file, read again when it changes. Empty: plain HTTP, as behind a reverse proxy."),
    Row::works("TLSKey", Kind::Path, "", "The key that belongs to TLSCert, a PEM file without a password. Empty: plain HTTP."),
    Row::later("calls to other services", "EnableExternalServices", Bool, "true", "Allow calls to other services at all; false turns every one of them off. On, since each has a switch of its own."),
    Row::later("usage reports", "EnableInsightsCollector", Bool, "true", "Send an anonymous report of use to Navidrome's makers. Navidrome's default; this server sends nothing."),
    Row::later("scheduled analysis of the database", "EnableScheduledDBAnalyze", Bool, "true", "Let the database renew its statistics now and then. On, because queries stay fast by it."),
];
