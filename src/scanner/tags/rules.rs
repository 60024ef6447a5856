//! What the administrator decides about tags.

use super::mapping::Mapping;
use std::collections::BTreeMap;

/// The configuration's part in understanding tags; the default is Navidrome's.
#[derive(Debug, Clone)]
pub struct Rules {
    pub mapping: Mapping,
    /// Joins several artists for display.
    pub artist_joiner: String,
    /// Names that are one artist although a separator is in them.
    pub split_exceptions: Vec<String>,
    /// Alternatives of attributes that identify a song, see [`crate::scanner::identity`].
    pub pid_track: Vec<Vec<String>>,
    /// Alternatives of attributes that identify an album.
    pub pid_album: Vec<Vec<String>>,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            mapping: Mapping::new(&BTreeMap::new()),
            artist_joiner: " • ".to_owned(),
            split_exceptions: Vec::new(),
            pid_track: crate::scanner::identity::specification(
                "musicbrainz_trackid|albumid,discnumber,tracknumber,title",
            ),
            pid_album: crate::scanner::identity::specification(
                "musicbrainz_albumid|albumartistid,album,albumversion,releasedate",
            ),
        }
    }
}
