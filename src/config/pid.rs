//! What makes two songs, or two albums, the same one: alternatives of fields, `a|b,c`.

use std::fmt;
use std::str::FromStr;

/// The recipe of a persistent id. Alternatives are tried in order; the first of which any field has a value is used,
/// all of its fields together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PidSpec(Vec<Vec<String>>);

impl PidSpec {
    /// The alternatives in order, each a list of field names in lower case; neither is ever empty.
    pub fn alternatives(&self) -> &[Vec<String>] {
        &self.0
    }
}

impl FromStr for PidSpec {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let fields = |alternative: &str| -> Vec<String> {
            alternative.split(',').map(|field| field.trim().to_lowercase()).collect()
        };
        let alternatives: Vec<_> = text.split('|').map(fields).collect();
        match alternatives.iter().flatten().any(String::is_empty) {
            true => Err("there is nothing between two signs".into()),
            false => Ok(Self(alternatives)),
        }
    }
}

impl fmt::Display for PidSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.iter().map(|fields| fields.join(",")).collect::<Vec<_>>().join("|"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alternatives_are_split_at_bars_and_fields_at_commas() {
        let spec: PidSpec = "MusicBrainz_TrackID | albumid, title".parse().unwrap();
        assert_eq!(spec.alternatives(), [vec!["musicbrainz_trackid"], vec!["albumid", "title"]]);
        assert_eq!(spec.to_string(), "musicbrainz_trackid|albumid,title");
        for text in ["", "a||b", "a,", "|"] {
            assert!(text.parse::<PidSpec>().is_err(), "{text}");
        }
    }
}
