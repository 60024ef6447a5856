//! Artists under the letters they begin with.

use super::artist::{Artist, ArtistID3};
use crate::domain::clock::Moment;
use serde::Serialize;

/// `indexes` of the folder view.
pub type Indexes<'a> = Index<'a, Artist<'a>>;
/// `artists` of the ID3 view.
pub type ArtistsID3<'a> = Index<'a, ArtistID3<'a>>;

/// All artists, by letter.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Index<'a, A> {
    /// The articles that do not count for the order, separated by spaces.
    pub ignored_articles: &'a str,
    /// When the library last changed, in milliseconds since 1970.
    pub last_modified: Moment,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub index: Vec<Letter<'a, A>>,
}

/// The artists under one letter.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Letter<'a, A> {
    pub name: &'a str,
    pub artist: Vec<A>,
}

#[cfg(test)]
mod tests {
    use super::{Index, Indexes, Letter};
    use crate::domain::{annotation::Annotation, artist};
    use crate::http::rest::wire::artist::Artist;
    use crate::http::rest::wire::opinion::Opinion;

    #[test]
    fn indexes_hold_letters_and_letters_hold_artists() {
        let low = artist::Artist { id: "l".to_owned(), name: "Low".to_owned(), ..artist::Artist::default() };
        let annotation = Annotation::default();
        let artist = vec![Artist::new(&low, Opinion { annotation: &annotation, average: 0.0 })];
        let indexes = Index { ignored_articles: "The A", last_modified: 7, index: vec![Letter { name: "L", artist }] };
        assert_eq!(
            serde_json::to_string(&indexes).unwrap(),
            r#"{"ignoredArticles":"The A","lastModified":7,"index":[{"name":"L","artist":[{"id":"l","name":"Low"}]}]}"#
        );
        let unchanged = Indexes { index: vec![], ..indexes };
        assert_eq!(serde_json::to_string(&unchanged).unwrap(), r#"{"ignoredArticles":"The A","lastModified":7}"#);
    }
}
