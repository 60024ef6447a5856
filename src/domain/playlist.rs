//! Lists of songs that somebody made, or a file in the music folder holds.

use super::clock::Moment;

/// A playlist without its songs.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Playlist {
    pub id: String,
    pub name: String,
    pub comment: String,
    pub owner_id: String,
    pub owner_name: String,
    pub public: bool,
    pub song_count: i32,
    /// Seconds.
    pub duration: f64,
    pub created_at: Moment,
    pub updated_at: Moment,
    /// The file it was imported from, relative to the library; empty for one made by a listener.
    pub path: String,
    /// Whether the file's changes replace the list's songs at the next scan.
    pub sync: bool,
}
