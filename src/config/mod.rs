//! What the administrator wrote, made into what the server means.
//!
//! Four sources, strongest first: flags, `ND_*` variables, one file, defaults. Each is read into names and values
//! (`sources`, `names`), the `config` crate lays them over each other, and serde makes typed sections of the
//! result: durations are [`Duration`](std::time::Duration)s, sizes are bytes, folders are absolute. What comes out of
//! [`load`] is meant: nobody checks it again.
//!
//! Every option is one row in the `OPTIONS` of its section's file, next to the field that it fills. The rows drive the
//! defaults, the warnings of unknown and not yet working options, the printed configuration, `navidrome.toml.example`
//! and `docs/CONFIGURATION.md`.
//!
//! The surface is Navidrome's, name by name, so that its files and variables work here. Not here: making folders,
//! opening files other than the configuration, or deciding what to do with any of it.

// how it is read
mod check;
mod error;
mod file;
mod load;
mod mend;
mod names;
mod show;
mod sources;
mod whole;

/// The rows that describe every option.
pub mod options;

// what single values are
mod address;
mod cron;
mod database;
mod duration;
mod globs;
mod groups;
mod network;
mod pid;
mod secret;
mod size;
mod values;

// the sections
pub mod artwork;
pub mod dev;
pub mod integrations;
pub mod library;
pub mod logging;
pub mod operations;
pub mod playlists;
pub mod scanner;
pub mod search;
pub mod security;
pub mod server;
pub mod subsonic;
pub mod tags;
pub mod transcoding;
pub mod ui;

pub use address::{BaseUrl, Host, Origin, Scheme, WebAddress};
pub use cron::Cron;
pub use database::Database;
pub use error::Error;
pub use globs::PlaylistFolders;
pub use groups::{IndexGroup, IndexGroups};
pub use load::{CommandLine, Loaded, load};
pub use logging::LogLevel;
pub use network::TrustedSource;
pub use pid::PidSpec;
pub use secret::Secret;
pub use sources::{environment, search_path};
pub use whole::Config;
