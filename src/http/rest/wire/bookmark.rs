//! Bookmarks: where a listener left off in long recordings.

use super::date::Timestamp;
use super::song::Child;
use serde::Serialize;

/// One place in one song.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Bookmark<'a> {
    /// Milliseconds.
    pub position: i64,
    pub username: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<&'a str>,
    pub created: Timestamp,
    pub changed: Timestamp,
    pub entry: Child<'a>,
}

/// `bookmarks`
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Bookmarks<'a> {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub bookmark: Vec<Bookmark<'a>>,
}

#[cfg(test)]
mod tests {
    use super::{Bookmark, Bookmarks};
    use crate::domain::{annotation::Annotation, song::Song};
    use crate::http::rest::wire::date::Timestamp;
    use crate::http::rest::wire::opinion::Opinion;
    use crate::http::rest::wire::presentation::{Presentation, Profile};
    use crate::http::rest::wire::song::Child;

    #[test]
    fn bookmarks_hold_a_place_and_a_song() {
        let song = Song { id: "s".to_owned(), title: "Long".to_owned(), ..Song::default() };
        let annotation = Annotation::default();
        let opinion = Opinion { annotation: &annotation, average: 0.0 };
        let shown = Presentation { profile: Profile::Minimal, ..Presentation::new(|_| "audio/flac") };
        let bookmark = Bookmark {
            position: 500,
            username: "anna",
            comment: Some("here"),
            created: Timestamp(0),
            changed: Timestamp(1000),
            entry: Child::of_song(&song, opinion, None, &shown),
        };
        assert_eq!(
            serde_json::to_string(&Bookmarks { bookmark: vec![bookmark] }).unwrap(),
            r#"{"bookmark":[{"position":500,"username":"anna","comment":"here","created":"1970-01-01T00:00:00Z","changed":"1970-01-01T00:00:01Z","entry":{"id":"s","isDir":false,"title":"Long"}}]}"#
        );
        assert_eq!(serde_json::to_string(&Bookmarks::default()).unwrap(), "{}");
    }
}
