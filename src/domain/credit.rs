//! Who did what on a song.

use serde::{Deserialize, Serialize};
use std::fmt;

/// What somebody did on a song. The words are those of OpenSubsonic's `contributors` (and Navidrome's tags).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    Artist,
    AlbumArtist,
    Composer,
    Conductor,
    Lyricist,
    Arranger,
    Producer,
    Director,
    Engineer,
    Mixer,
    Remixer,
    DjMixer,
    Performer,
}

impl Role {
    /// Every role, in the order in which contributors are listed.
    pub const ALL: [Self; 13] = [
        Self::Artist,
        Self::AlbumArtist,
        Self::Composer,
        Self::Conductor,
        Self::Lyricist,
        Self::Arranger,
        Self::Producer,
        Self::Director,
        Self::Engineer,
        Self::Mixer,
        Self::Remixer,
        Self::DjMixer,
        Self::Performer,
    ];

    /// The role's word, also the name of its tag.
    pub fn word(self) -> &'static str {
        match self {
            Self::Artist => "artist",
            Self::AlbumArtist => "albumartist",
            Self::Composer => "composer",
            Self::Conductor => "conductor",
            Self::Lyricist => "lyricist",
            Self::Arranger => "arranger",
            Self::Producer => "producer",
            Self::Director => "director",
            Self::Engineer => "engineer",
            Self::Mixer => "mixer",
            Self::Remixer => "remixer",
            Self::DjMixer => "djmixer",
            Self::Performer => "performer",
        }
    }

    /// The role a word stands for.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.word() == word)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// One name in one role on a song. `artist_id` is `artist::id_of(name)`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credit {
    pub role: Role,
    /// The instrument of a performer ("Guitar"); empty elsewhere.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sub_role: String,
    pub artist_id: String,
    pub name: String,
    /// The name to sort by, as the tags give it; empty where they give none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sort_name: String,
    /// MusicBrainz artist id; empty where the tags give none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub mbz_id: String,
}
