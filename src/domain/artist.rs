//! People and groups.

use super::clock::Moment;
use super::{fold, id};
use serde::{Deserialize, Serialize};

/// The name under which songs without an artist are listed.
pub const UNKNOWN: &str = "[Unknown Artist]";
/// The name of the artist of compilations.
pub const VARIOUS: &str = "Various Artists";

/// The id of whoever has this name: case and surrounding spaces make no difference.
pub fn id_of(name: &str) -> String {
    id::derived(&["artist", &fold::identity(name)])
}

/// An id with the name it stands for, as songs and albums mention artists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArtistRef {
    pub id: String,
    pub name: String,
}

/// A person or group, with what is counted about them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Artist {
    pub id: String,
    pub name: String,
    /// The name to sort by, as tags give it; may be empty.
    pub sort_name: String,
    /// What lists are ordered by: folded, without a leading article.
    pub order_name: String,
    pub mbz_id: String,
    /// Albums on which this is an album artist.
    pub album_count: i32,
    pub song_count: i32,
    /// Roles this artist has on any present song, as words.
    pub roles: Vec<String>,
    /// Where a picture was found: path of a file, relative to its library; empty where there is none.
    pub image: String,
    pub library_id: i32,
    pub updated_at: Moment,
}
