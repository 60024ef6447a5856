//! Genres, and other things that are nothing but a name.

use crate::http::rest::xml::Text;
use serde::Serialize;

/// An object with a name and nothing else: a song's genre, an album's record label, a work, a movement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Named<'a> {
    pub name: &'a str,
}

/// Every name as an object of its own.
pub fn named(names: &[String]) -> Vec<Named<'_>> {
    names.iter().map(|name| Named { name }).collect()
}

/// A genre with its counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Genre<'a> {
    pub song_count: i64,
    pub album_count: i64,
    pub value: Text<&'a str>,
}

impl<'a> Genre<'a> {
    /// A genre of this name; one without a name is shown as `<Empty>`, so that it can be chosen.
    pub fn new(name: &'a str, song_count: i64, album_count: i64) -> Self {
        Self { song_count, album_count, value: Text(super::said(name).unwrap_or("<Empty>")) }
    }
}

/// `genres`
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Genres<'a> {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub genre: Vec<Genre<'a>>,
}

#[cfg(test)]
mod tests {
    use super::{Genre, Genres};

    #[test]
    fn genres_have_counts_and_a_name() {
        let genres = Genres { genre: vec![Genre::new("Rock", 3, 1), Genre::new("", 1, 1)] };
        assert_eq!(
            serde_json::to_string(&genres).unwrap(),
            r#"{"genre":[{"songCount":3,"albumCount":1,"value":"Rock"},{"songCount":1,"albumCount":1,"value":"<Empty>"}]}"#
        );
        assert_eq!(serde_json::to_string(&Genres::default()).unwrap(), "{}");
    }
}
