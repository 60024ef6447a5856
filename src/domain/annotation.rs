//! What one listener thinks of a song, album, artist or playlist.

use super::clock::Moment;

/// A listener's plays, star and rating of one thing; all zero where nothing was said.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Annotation {
    pub play_count: i64,
    pub played_at: Option<Moment>,
    /// 1 to 5; 0 where there is none.
    pub rating: i32,
    pub rated_at: Option<Moment>,
    pub starred_at: Option<Moment>,
}

/// The mean of all listeners' ratings, 0 where nobody rated.
pub type AverageRating = f64;
