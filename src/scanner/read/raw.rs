//! Tags word for word, under the keys of their own format.

use crate::media::chapters;

/// More keys than any honest file has.
const MOST_KEYS: usize = 512;
/// More values under one key than any honest file has.
const MOST_VALUES: usize = 256;
/// Bytes of all values together; the longest lyrics fit in.
const MOST_BYTES: usize = 4 << 20;

/// Keys in lower case with their values, both in the file's order.
///
/// Keys are those of the format: `tit2`, `txxx:musicbrainz album id`, `ufid:http://musicbrainz.org`, `uslt:eng`,
/// `performer:guitar`, `tipl:producer` (ID3v2), `title` (Vorbis, APE, ID3v1, AIFF), `©nam`,
/// `----:com.apple.itunes:isrc` (MP4), `wm/albumartist` (ASF), `inam` (RIFF).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RawTags {
    entries: Vec<(String, Vec<String>)>,
    bytes: usize,
}

impl RawTags {
    /// Adds a value; empty ones and those beyond the bounds are dropped.
    pub fn push(&mut self, key: &str, value: impl Into<String>) {
        let (key, value) = (chapters::restore(key.to_owned()).to_lowercase(), chapters::restore(value.into()));
        let bytes = self.bytes + key.len() + value.len();
        if value.is_empty() || bytes > MOST_BYTES {
            return;
        }
        let room = self.entries.len() < MOST_KEYS;
        match self.entries.iter_mut().find(|(known, _)| *known == key) {
            Some((_, values)) if values.len() < MOST_VALUES => values.push(value),
            None if room => self.entries.push((key, vec![value])),
            _ => return,
        }
        self.bytes = bytes;
    }

    /// Adds the keys of a lesser tag of the same file that this one lacks.
    pub fn underlay(&mut self, lesser: Self) {
        let known = self.entries.len();
        for (key, values) in lesser.entries {
            if self.entries.iter().take(known).all(|(mine, _)| *mine != key) {
                values.into_iter().for_each(|value| self.push(&key, value));
            }
        }
    }

    /// The values under a key.
    pub fn get(&self, key: &str) -> &[String] {
        self.entries.iter().find(|(known, _)| known == key).map_or(&[], |(_, values)| values)
    }

    /// Every key with its values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.entries.iter().map(|(key, values)| (key.as_str(), values.as_slice()))
    }

    /// Whether the file says nothing about itself.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl<K: AsRef<str>, V: Into<String>> FromIterator<(K, V)> for RawTags {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(pairs: I) -> Self {
        let mut tags = Self::default();
        pairs.into_iter().for_each(|(key, value)| tags.push(key.as_ref(), value));
        tags
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_lower_case_and_values_keep_their_order() {
        let tags: RawTags = [("ARTIST", "b"), ("artist", "a"), ("©ART", "c"), ("X", "")].into_iter().collect();
        assert_eq!(tags.get("artist"), ["b", "a"]);
        assert_eq!(tags.get("©art"), ["c"]);
        assert_eq!(tags.iter().count(), 2);
    }

    #[test]
    fn a_lesser_tag_fills_only_what_is_missing() {
        let mut tags: RawTags = [("title", "long title")].into_iter().collect();
        tags.underlay([("title", "long ti"), ("album", "a"), ("album", "b")].into_iter().collect());
        assert_eq!(tags.get("title"), ["long title"]);
        assert_eq!(tags.get("album"), ["a", "b"]);
    }

    #[test]
    fn a_hostile_tag_fills_a_bounded_space() {
        let mut tags = RawTags::default();
        for n in 0..2000 {
            tags.push(&format!("key{n}"), "v");
            tags.push("one", n.to_string());
        }
        tags.push("huge", "x".repeat(MOST_BYTES));
        assert_eq!(tags.iter().count(), MOST_KEYS);
        assert_eq!(tags.get("one").len(), MOST_VALUES);
        assert!(tags.get("huge").is_empty());
    }
}
