//! What a search found.

use super::album::AlbumID3;
use super::artist::{Artist, ArtistID3};
use super::song::Child;
use serde::Serialize;

/// `searchResult2` of the folder view.
pub type SearchResult2<'a> = Found<Artist<'a>, Child<'a>, Child<'a>>;
/// `searchResult3` of the ID3 view.
pub type SearchResult3<'a> = Found<ArtistID3<'a>, AlbumID3<'a>, Child<'a>>;

/// Artists, albums and songs that belong together for some reason. What holds nothing is left out.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Found<Artist, Album, Song> {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub artist: Vec<Artist>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub album: Vec<Album>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub song: Vec<Song>,
}

#[cfg(test)]
mod tests {
    use super::{Found, SearchResult3};

    #[test]
    fn nothing_found_is_an_empty_object() {
        let nothing: SearchResult3<'_> = Found { artist: vec![], album: vec![], song: vec![] };
        assert_eq!(serde_json::to_string(&nothing).unwrap(), "{}");
        let songs = Found::<u8, u8, u8> { artist: vec![], album: vec![], song: vec![1, 2] };
        assert_eq!(serde_json::to_string(&songs).unwrap(), r#"{"song":[1,2]}"#);
    }
}
