//! What others know about an artist or album. Here the schema wants elements where other types have attributes.

use super::artist::{Artist, ArtistID3};
use crate::http::rest::xml::Element;
use serde::Serialize;

/// `artistInfo` of the folder view.
pub type ArtistInfo<'a> = Info<'a, Artist<'a>>;
/// `artistInfo2` of the ID3 view.
pub type ArtistInfo2<'a> = Info<'a, ArtistID3<'a>>;

/// About an artist.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Info<'a, A> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub biography: Option<Element<&'a str>>,
    #[serde(flatten)]
    pub links: Links<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub similar_artist: Vec<A>,
}

/// `albumInfo`, in both views.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AlbumInfo<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notes: Option<Element<&'a str>>,
    #[serde(flatten)]
    pub links: Links<'a>,
}

/// Where to learn more, and pictures in three sizes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Links<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub music_brainz_id: Option<Element<&'a str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_fm_url: Option<Element<&'a str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub small_image_url: Option<Element<&'a str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub medium_image_url: Option<Element<&'a str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub large_image_url: Option<Element<&'a str>>,
}

#[cfg(test)]
mod tests {
    use super::{AlbumInfo, ArtistInfo, Info, Links};
    use crate::http::rest::xml::{self, Element};

    #[test]
    fn what_is_known_is_said_in_elements() {
        let links = Links { last_fm_url: Some(Element("https://l/?a&b")), ..Links::default() };
        let info = AlbumInfo { notes: Some(Element("good")), links: links.clone() };
        assert_eq!(serde_json::to_string(&info).unwrap(), r#"{"notes":"good","lastFmUrl":"https://l/?a&b"}"#);
        assert!(
            xml::to_string("albumInfo", &info)
                .unwrap()
                .ends_with("<albumInfo><notes>good</notes><lastFmUrl>https://l/?a&amp;b</lastFmUrl></albumInfo>")
        );
        let unknown: ArtistInfo<'_> = Info { biography: None, links: Links::default(), similar_artist: vec![] };
        assert_eq!(serde_json::to_string(&unknown).unwrap(), "{}");
    }
}
