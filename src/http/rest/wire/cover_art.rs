//! Names of pictures: what the picture is of, and which version of it, so that a client may keep it for ever.
//!
//! `al-<id>_<hex of the time of change>`. Whoever reads one must also take it without its version, and a bare id.

use crate::domain::clock::Moment;
use std::fmt::Display;

/// An album's cover.
pub fn album(id: &str, version: Moment) -> String {
    name("al", id, version)
}

/// The picture of one disc of an album.
pub fn disc(album_id: &str, number: i32, version: Moment) -> String {
    name("dc", format_args!("{album_id}:{number}"), version)
}

/// The picture a song's own file holds.
pub fn song(id: &str, version: Moment) -> String {
    name("mf", id, version)
}

/// An artist's picture.
pub fn artist(id: &str, version: Moment) -> String {
    name("ar", id, version)
}

/// A playlist's picture.
pub fn playlist(id: &str, version: Moment) -> String {
    name("pl", id, version)
}

/// A radio station's picture.
pub fn radio(id: &str, version: Moment) -> String {
    name("ra", id, version)
}

fn name(kind: &str, id: impl Display, version: Moment) -> String {
    format!("{kind}-{id}_{version:x}")
}

#[cfg(test)]
mod tests {
    #[test]
    fn names_tell_kind_thing_and_version() {
        assert_eq!(super::album("2Xh", 1_700_000_000_000), "al-2Xh_18bcfe56800");
        assert_eq!(super::disc("2Xh", 2, 255), "dc-2Xh:2_ff");
    }
}
