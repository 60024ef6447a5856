//! Where a picture is: as the database keeps it, and as it is opened.

use super::placeholder::Placeholder;
use crate::domain::path;
use std::path::{Path, PathBuf};

const EMBEDDED: &str = "embedded:";

/// Where an album's or artist's picture was found. Paths are relative to the library, as `domain::path` writes them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CoverSource {
    /// A picture file.
    File(String),
    /// The picture inside a song.
    Embedded(String),
}

impl CoverSource {
    /// The text for the database: the file's path, or `embedded:` and the song's.
    pub fn to_text(&self) -> String {
        match self {
            Self::Embedded(song) => format!("{EMBEDDED}{song}"),
            Self::File(path) if path.starts_with(EMBEDDED) => format!("./{path}"),
            Self::File(path) => path.clone(),
        }
    }

    /// What [`Self::to_text`] wrote; an empty text stands for no picture.
    pub fn from_text(text: &str) -> Option<Self> {
        match text.strip_prefix(EMBEDDED) {
            _ if text.is_empty() => None,
            Some(song) => Some(Self::Embedded(song.to_owned())),
            None => Some(Self::File(text.strip_prefix("./").unwrap_or(text).to_owned())),
        }
    }

    /// The source in a library that lies at `root`.
    pub fn within(&self, root: &Path) -> Source {
        match self {
            Self::File(file) => Source::File(root.join(path::from_text(file))),
            Self::Embedded(song) => Source::Embedded(root.join(path::from_text(song))),
        }
    }
}

/// Something a picture can be made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A picture file.
    File(PathBuf),
    /// The picture inside an audio file.
    Embedded(PathBuf),
    /// What stands for a missing picture.
    Placeholder(Placeholder),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_survive_the_way_to_the_database_and_back() {
        for (source, text) in [
            (CoverSource::File("A/B/cover.jpg".into()), "A/B/cover.jpg"),
            (CoverSource::Embedded("A/B/1.mp3".into()), "embedded:A/B/1.mp3"),
            (CoverSource::File("embedded:/cover.jpg".into()), "./embedded:/cover.jpg"),
            (CoverSource::Embedded("embedded:x.mp3".into()), "embedded:embedded:x.mp3"),
        ] {
            assert_eq!(source.to_text(), text);
            assert_eq!(CoverSource::from_text(text), Some(source));
        }
        assert_eq!(CoverSource::from_text(""), None);
    }

    #[test]
    fn names_that_are_no_unicode_are_found_again_on_disk() {
        use std::os::unix::ffi::OsStrExt;
        let name = std::ffi::OsStr::from_bytes(b"caf\xe9.jpg");
        let kept = CoverSource::File(path::to_text(Path::new(name)));
        assert_eq!(kept.within(Path::new("/music")), Source::File(Path::new("/music").join(name)));
    }
}
