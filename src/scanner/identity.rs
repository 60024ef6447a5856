//! Persistent ids: what makes a song or an album the same one after its file was moved, renamed or tagged anew.
//!
//! The options `PID.Track` and `PID.Album` name attributes: alternatives separated by `|`, of which the first with any
//! value wins, each a list separated by commas. An attribute is a tag, or `albumid`, `albumartistid`, `folder`, `title`,
//! `album`, and for databases of old `track_legacy` and `album_legacy`; what each means for a file, `tags::track` knows.

use crate::domain::id;

/// What an id is for; equal attributes of different kinds give different ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Song,
    Album,
}

/// Reads the text of an option `PID.*`.
pub fn specification(text: &str) -> Vec<Vec<String>> {
    let attributes = |alternative: &str| {
        let names = alternative.split(',').map(|name| name.trim().to_lowercase());
        names.filter(|name| !name.is_empty()).collect::<Vec<String>>()
    };
    text.split('|').map(attributes).filter(|alternative| !alternative.is_empty()).collect()
}

/// The id that follows from the first alternative of which `attribute` knows any value. `otherwise` is what identifies
/// a thing that has none of them: the path of a song, the folder of an album.
pub fn pid(
    kind: Kind,
    library_id: i32,
    specification: &[Vec<String>],
    attribute: impl Fn(&str) -> String,
    otherwise: &str,
) -> String {
    let library = library_id.to_string();
    let values = specification.iter().find_map(|alternative| {
        let values: Vec<String> = alternative.iter().map(|name| attribute(name)).collect();
        values.iter().any(|value| !value.is_empty()).then_some(values)
    });
    let values = values.unwrap_or_else(|| vec![otherwise.to_owned()]);
    let prefix = match kind {
        Kind::Song => "song",
        Kind::Album => "album",
    };
    let parts: Vec<&str> = [prefix, &library].into_iter().chain(values.iter().map(String::as_str)).collect();
    id::derived(&parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(values: &[(&str, &str)], text: &str) -> String {
        let attribute = |name: &str| {
            values.iter().find(|(known, _)| *known == name).map_or_else(String::new, |(_, value)| (*value).to_owned())
        };
        pid(Kind::Song, 1, &specification(text), attribute, "the path")
    }

    #[test]
    fn a_specification_has_alternatives_of_attributes() {
        assert_eq!(specification(" A , b| c |,|"), [vec!["a".to_owned(), "b".to_owned()], vec!["c".to_owned()]]);
    }

    #[test]
    fn the_first_alternative_with_a_value_identifies() {
        let spec = "mbid|album,title";
        let by_id = of(&[("mbid", "1"), ("title", "x")], spec);
        assert_eq!(by_id, of(&[("mbid", "1"), ("title", "y")], spec));
        assert_ne!(by_id, of(&[("mbid", "2")], spec));
        assert_ne!(of(&[("title", "x")], spec), of(&[("album", "x")], spec));
        assert_eq!(of(&[], spec), of(&[("mbid", ""), ("other", "x")], spec));
        assert_eq!(by_id.len(), 22);
    }

    #[test]
    fn kinds_and_libraries_have_ids_of_their_own() {
        let one = |kind, library| pid(kind, library, &specification("title"), |_| "x".to_owned(), "");
        assert_ne!(one(Kind::Song, 1), one(Kind::Album, 1));
        assert_ne!(one(Kind::Song, 1), one(Kind::Song, 2));
    }
}
