//! The administrator's order of sources: `CoverArtPriority`, `ArtistArtPriority`, `DiscArtPriority`.
//!
//! A list separated by commas. `embedded`, `external`, `discsubtitle` and `image-folder` are words; everything else is a
//! pattern for file names, in an artist's list perhaps after `album/`.

use globset::{GlobBuilder, GlobMatcher};
use std::cmp::Ordering;

/// One place to look at.
#[derive(Debug, Clone)]
pub enum Place {
    /// Picture files whose name fits.
    Files(Pattern),
    /// For artists: picture files in the folders of their albums whose name fits.
    AlbumFiles(Pattern),
    /// The picture inside a song.
    Embedded,
    /// For discs: a picture file named as the disc's subtitle.
    DiscSubtitle,
    /// For artists: the administrator's folder of artists' pictures.
    ImageFolder,
    /// Other people's servers.
    External,
}

/// A pattern for file names, blind to case.
#[derive(Debug, Clone)]
pub struct Pattern(GlobMatcher);

impl Pattern {
    /// Whether a file's name fits.
    pub fn fits(&self, name: &str) -> bool {
        self.0.is_match(name)
    }

    /// Whether the pattern leaves something open before the ending (`disc*.*`), where a disc's number can stand.
    pub fn is_open_before_ending(&self) -> bool {
        stem(self.0.glob().glob()).contains(['*', '?', '['])
    }
}

/// Places in the order in which they are looked at.
#[derive(Debug, Clone, Default)]
pub struct Priority(Vec<Place>);

/// A pattern that is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{pattern:?} is not a pattern for file names: {reason}")]
pub struct BadPattern {
    pub pattern: String,
    pub reason: String,
}

impl Priority {
    /// Reads a list. An empty one names no place at all.
    pub fn parse(list: &str) -> Result<Self, BadPattern> {
        list.split(',').map(str::trim).filter(|word| !word.is_empty()).map(place).collect::<Result<_, _>>().map(Self)
    }

    /// The places, first come first.
    pub fn places(&self) -> &[Place] {
        &self.0
    }
}

fn place(word: &str) -> Result<Place, BadPattern> {
    let folded = word.to_lowercase();
    Ok(match folded.as_str() {
        "embedded" => Place::Embedded,
        "external" => Place::External,
        "discsubtitle" => Place::DiscSubtitle,
        "image-folder" => Place::ImageFolder,
        _ => match folded.strip_prefix("album/") {
            Some(rest) => Place::AlbumFiles(pattern(rest)?),
            None => Place::Files(pattern(word)?),
        },
    })
}

fn pattern(text: &str) -> Result<Pattern, BadPattern> {
    match GlobBuilder::new(text).case_insensitive(true).build() {
        Ok(glob) => Ok(Pattern(glob.compile_matcher())),
        Err(error) => Err(BadPattern { pattern: text.to_owned(), reason: error.kind().to_string() }),
    }
}

/// The order among files that fit one pattern: `cover.jpg`, `cover.1.jpg`, `cover.2.jpg`, `cover.10.jpg`; of equal names
/// the one nearest to the library's root.
pub fn by_name(one: &str, other: &str) -> Ordering {
    let key = |path: &str| stem(path.rsplit('/').next().unwrap_or(path)).to_lowercase();
    let depth = |path: &str| path.bytes().filter(|byte| *byte == b'/').count();
    natural(&key(one), &key(other))
        .then_with(|| depth(one).cmp(&depth(other)))
        .then_with(|| natural(one, other))
        .then_with(|| one.cmp(other))
}

/// A name without its ending.
pub fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// Compares texts letter by letter, but runs of digits by their value.
fn natural(one: &str, other: &str) -> Ordering {
    let (mut one, mut other) = (one, other);
    loop {
        let (Some(left), Some(right)) = (one.chars().next(), other.chars().next()) else {
            return one.len().cmp(&other.len());
        };
        if left.is_ascii_digit() && right.is_ascii_digit() {
            let (left, right);
            (left, one) = number(one);
            (right, other) = number(other);
            // Of two numbers without leading zeros the longer is the greater, however long they are.
            let order = left.len().cmp(&right.len()).then_with(|| left.cmp(right));
            if order.is_ne() {
                return order;
            }
        } else if left == right {
            (one, other) = (&one[left.len_utf8()..], &other[right.len_utf8()..]);
        } else {
            return left.cmp(&right);
        }
    }
}

/// The digits a text begins with, without leading zeros, and the rest.
fn number(text: &str) -> (&str, &str) {
    let (digits, rest) = text.split_at(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()));
    (digits.trim_start_matches('0'), rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_lists_are_understood() {
        let words = |list: &str| -> Vec<String> {
            let of = |place: &Place| match place {
                Place::Files(pattern) => format!("file {}", pattern.0.glob()),
                Place::AlbumFiles(pattern) => format!("album file {}", pattern.0.glob()),
                word => format!("{word:?}"),
            };
            Priority::parse(list).unwrap().places().iter().map(of).collect()
        };
        assert_eq!(
            words("cover.*, folder.*, front.*, embedded, external"),
            ["file cover.*", "file folder.*", "file front.*", "Embedded", "External"]
        );
        assert_eq!(
            words("artist.*,ALBUM/artist.*,image-folder"),
            ["file artist.*", "album file artist.*", "ImageFolder"]
        );
        assert_eq!(words(" Embedded ,, discsubtitle,"), ["Embedded", "DiscSubtitle"]);
        assert!(words("").is_empty());
    }

    #[test]
    fn a_bad_pattern_is_named() {
        let complaint = Priority::parse("cover.*, [a").unwrap_err().to_string();
        assert!(complaint.starts_with("\"[a\" is not a pattern"), "{complaint}");
    }

    #[test]
    fn patterns_are_blind_to_case() {
        let fits = |pattern: &str, name: &str| super::pattern(pattern).unwrap().fits(name);
        assert!(fits("cover.*", "Cover.JPG") && fits("Front*.PNG", "frontal.png") && fits("[fb]ront.*", "Bront.gif"));
        assert!(!fits("cover.*", "cover") && !fits("cover.*", "discover.jpg"));
    }

    #[test]
    fn names_without_a_number_come_first_and_numbers_count() {
        let mut names =
            ["b/cover.jpg", "a/z/cover.jpg", "Cover.10.jpg", "cover.2.jpg", "cover.jpg", "cover.01.jpg", "a.png"];
        names.sort_by(|one, other| by_name(one, other));
        assert_eq!(
            names,
            ["a.png", "cover.jpg", "b/cover.jpg", "a/z/cover.jpg", "cover.01.jpg", "cover.2.jpg", "Cover.10.jpg"]
        );
    }

    #[test]
    fn numbers_of_any_length_and_names_in_any_script_compare() {
        let long = "9".repeat(400);
        assert_eq!(natural(&long, &format!("1{long}")), Ordering::Less);
        assert_eq!(natural("表紙2", "表紙10"), Ordering::Less);
        assert_eq!(natural("007", "7"), Ordering::Equal);
        assert_eq!(natural("", "a"), Ordering::Less);
    }
}
