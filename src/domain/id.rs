//! Ids: opaque strings of 22 letters and digits that never change once given out.
//!
//! An id is 128 bits written in base 62. Ids of artists and albums follow from their names and tags, ids of songs from
//! where a file was first seen, so that a rebuilt database gives the same ids again; ids of people's own things
//! (users, playlists) are random.

use std::fmt;

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// Writes 128 bits as 22 letters and digits.
pub fn base62(mut bits: u128) -> String {
    let mut text = [b'0'; 22];
    for place in text.iter_mut().rev() {
        *place = DIGITS[(bits % 62) as usize];
        bits /= 62;
    }
    text.iter().map(|&digit| char::from(digit)).collect()
}

/// The id that follows from some words: the same words in the same order give the same id, on every machine.
pub fn derived(parts: &[&str]) -> String {
    use sha2::{Digest, Sha256};
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    let digest = hash.finalize();
    let mut bits = [0; 16];
    bits.copy_from_slice(&digest[..16]);
    base62(u128::from_be_bytes(bits))
}

/// A kind of thing that can be starred, rated or have a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ItemKind {
    /// One piece of music.
    Song,
    /// Songs released together.
    Album,
    /// A person or group.
    Artist,
    /// A list somebody made.
    Playlist,
}

impl ItemKind {
    /// The word kept in the database.
    pub fn word(self) -> &'static str {
        match self {
            Self::Song => "song",
            Self::Album => "album",
            Self::Artist => "artist",
            Self::Playlist => "playlist",
        }
    }

    /// The kind a word from the database stands for.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Song, Self::Album, Self::Artist, Self::Playlist].into_iter().find(|kind| kind.word() == word)
    }
}

impl fmt::Display for ItemKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_have_22_digits_and_depend_on_where_words_end() {
        assert_eq!(base62(0), "0".repeat(22));
        assert_eq!(base62(u128::MAX).len(), 22);
        assert_eq!(derived(&["a", "b"]), derived(&["a", "b"]));
        assert_ne!(derived(&["ab", ""]), derived(&["a", "b"]));
    }
}
