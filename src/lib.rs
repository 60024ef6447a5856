//! navidrome-rs: a Subsonic-compatible music server for your own music.
//!
//! The rooms of the house, each listed before those that may use it (the table of arrows is in
//! `docs/ARCHITECTURE.md` and enforced by `tests/it/architecture.rs`):

/// Nouns of the field: songs, albums, artists, users. Pure; no disk, no database, no network.
pub mod domain;
/// Keys, sealed passwords, tokens. No HTTP, no SQL.
pub mod security;
/// What the administrator wrote, made into what the server means.
pub mod config;
/// The only room that speaks SQL: rows in, domain types out.
pub mod store;
/// Song to bytes: file types and names.
pub mod media;
/// Item to picture: sources in their configured order, resizing, placeholders.
pub mod artwork;
/// Disk to store, one way: walk, read, group, persist.
pub mod scanner;
/// The rules that need more than one noun, or the world.
pub mod service;
/// Everything a request may need, built once.
pub mod app;
/// The only room that speaks HTTP.
pub mod http;
/// Binds the listener and serves until told to stop.
pub mod server;
/// Logs: their form, their level, and what never goes into them.
pub mod telemetry;
/// A small library of synthesised albums, for whoever has no music at hand.
pub mod demo;
/// One file per command of the command line.
pub mod cli;
