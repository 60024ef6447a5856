//! Internet radio stations.

use crate::http::rest::xml::OpenSubsonic;
use serde::Serialize;

/// One station.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct InternetRadioStation<'a> {
    pub id: &'a str,
    pub name: &'a str,
    pub stream_url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub home_page_url: Option<&'a str>,
    /// The picture's name; empty where there is none (OpenSubsonic).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cover_art: Option<OpenSubsonic<&'a str>>,
}

/// `internetRadioStations`
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct InternetRadioStations<'a> {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub internet_radio_station: Vec<InternetRadioStation<'a>>,
}

#[cfg(test)]
mod tests {
    use super::{InternetRadioStation, InternetRadioStations};
    use crate::http::rest::xml::OpenSubsonic;

    #[test]
    fn stations_have_a_stream_and_perhaps_a_home_page() {
        let air = InternetRadioStation {
            id: "r",
            name: "Air",
            stream_url: "http://a/s",
            home_page_url: Some("http://a"),
            cover_art: Some(OpenSubsonic("")),
        };
        assert_eq!(
            serde_json::to_string(&InternetRadioStations { internet_radio_station: vec![air] }).unwrap(),
            r#"{"internetRadioStation":[{"id":"r","name":"Air","streamUrl":"http://a/s","homePageUrl":"http://a","coverArt":""}]}"#
        );
    }
}
