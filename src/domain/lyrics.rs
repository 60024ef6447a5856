//! Words of a song, with or without times.

use serde::{Deserialize, Serialize};

/// One set of lyrics, in one language.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Lyrics {
    /// ISO 639 code; `xxx` where the source names none.
    pub lang: String,
    pub synced: bool,
    /// Milliseconds by which every line is to be shown earlier (positive) or later, as LRC has it.
    #[serde(default)]
    pub offset: i64,
    #[serde(default)]
    pub display_artist: String,
    #[serde(default)]
    pub display_title: String,
    pub lines: Vec<LyricLine>,
}

/// One line; `start` in milliseconds where the lyrics are synced.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct LyricLine {
    pub start: Option<i64>,
    pub text: String,
}
