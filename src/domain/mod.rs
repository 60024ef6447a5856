//! Nouns of the field. A line belongs here when it would still be true with no server and no disk:
//! what an id is, how a partial date compares, which role a credit has.
//!
//! Not here: how any of it is stored (`store`), found on disk (`scanner`) or said to clients (`http`).

pub mod album;
pub mod annotation;
pub mod artist;
pub mod clock;
pub mod credit;
pub mod date;
pub mod fold;
pub mod id;
pub mod lyrics;
pub mod page;
pub mod path;
pub mod peer;
pub mod playlist;
pub mod song;
pub mod user;
