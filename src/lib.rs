//! navidrome-rs: a Subsonic-compatible music server for your own music.
//!
//! The rooms of the house, each listed before those that may use it (the table of arrows is in
//! `docs/ARCHITECTURE.md` and enforced by `tests/it/architecture.rs`):

/// Everything a request may need, built once.
pub mod app;
/// Item to picture: sources in their configured order, resizing, placeholders.
pub mod artwork;
/// One file per command of the command line.
pub mod cli;
/// What the administrator wrote, made into what the server means.
pub mod config;
/// A small library of synthesised albums, for whoever has no music at hand.
pub mod demo;
/// Nouns of the field: songs, albums, artists, users. Pure; no disk, no database, no network.
pub mod domain;
/// The only room that speaks HTTP.
pub mod http;
/// Song to bytes: file types and names.
pub mod media;
/// Calls to other servers, guarded.
pub mod outbound;
/// Disk to store, one way: walk, read, group, persist.
pub mod scanner;
/// Keys, sealed passwords, tokens. No HTTP, no SQL.
pub mod security;
/// Binds the listener and serves until told to stop.
pub mod server;
/// The rules that need more than one noun, or the world.
pub mod service;
/// The only room that speaks SQL: rows in, domain types out.
pub mod store;
/// Logs: their form, their level, and what never goes into them.
pub mod telemetry;
