//! What answers are made of: one serde type for each type of the published API, and how a domain type becomes one.
//!
//! Fields have the names and the order of the schema. A field that must be there is no `Option`; one of the original API
//! is left out where nothing is known, one of OpenSubsonic is always in the JSON and in the XML where it says something
//! ([`OpenSubsonic`](super::xml::OpenSubsonic)). The types borrow from the domain: an answer lives as long as it takes to
//! write it.
//!
//! What depends on the client or on the configuration is in [`presentation`]; what a listener thinks of a thing arrives
//! as an [`Opinion`](opinion::Opinion). Nothing here decides what a listener may see.

pub mod album;
pub mod artist;
pub mod bookmark;
pub mod cover_art;
pub mod credit;
pub mod date;
pub mod directory;
pub mod genre;
pub mod index;
pub mod info;
pub mod list;
pub mod lyrics;
pub mod opinion;
pub mod playlist;
pub mod presentation;
pub mod queue;
pub mod radio;
pub mod replay_gain;
pub mod scan;
pub mod search;
pub mod share;
pub mod song;
pub mod starred;
pub mod system;
pub mod user;

/// What a number says, where 0 means that nothing is known.
fn known<N: Default + PartialEq>(number: N) -> Option<N> {
    Some(number).filter(|number| *number != N::default())
}

/// What a text says, where an empty one means that nothing is known.
fn said(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

/// Seconds as clients want them: whole ones. Lengths that are no number count as nothing.
fn whole_seconds(seconds: f64) -> i64 {
    seconds as i64
}
