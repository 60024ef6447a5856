//! The folders in which playlists are looked for.

use crate::domain::path;
use globset::{GlobBuilder, GlobMatcher};
use std::fmt;
use std::str::FromStr;

/// Patterns of folders, relative to each library; `*` stays within a folder's name, `**` goes deeper.
#[derive(Clone)]
pub struct PlaylistFolders(Vec<GlobMatcher>);

impl PlaylistFolders {
    /// Whether playlists in this folder count: its path relative to its library, empty for the root. Without any
    /// pattern every folder does.
    pub fn contain(&self, folder: &str) -> bool {
        let folder = path::from_text(if folder.is_empty() { "." } else { folder });
        self.0.is_empty() || self.0.iter().any(|pattern| pattern.is_match(&folder))
    }

    fn patterns(&self) -> Vec<&str> {
        self.0.iter().map(|pattern| pattern.glob().glob()).collect()
    }
}

impl FromStr for PlaylistFolders {
    type Err = String;

    /// Patterns with `:` between them.
    fn from_str(text: &str) -> Result<Self, String> {
        let compile = |pattern: &str| {
            let built = GlobBuilder::new(pattern).literal_separator(true).build();
            built.map(|glob| glob.compile_matcher()).map_err(|error| error.kind().to_string())
        };
        let tidy = |pattern: &str| match pattern.trim() {
            "./" => ".".to_string(),
            pattern => pattern.strip_prefix("./").unwrap_or(pattern).trim_end_matches('/').to_string(),
        };
        text.split(':')
            .map(tidy)
            .filter(|pattern| !pattern.is_empty())
            .map(|pattern| compile(&pattern))
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

impl fmt::Display for PlaylistFolders {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.patterns().join(":"))
    }
}

impl fmt::Debug for PlaylistFolders {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.patterns()).finish()
    }
}

impl PartialEq for PlaylistFolders {
    fn eq(&self, other: &Self) -> bool {
        self.patterns() == other.patterns()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_match_by_pattern_and_a_dot_is_the_root() {
        for (patterns, folder, wanted) in [
            ("", "anything/at/all", true),
            ("", "", true),
            (".", "", true),
            (".", "lists", false),
            ("lists", "lists", true),
            ("./lists/", "lists", true),
            ("lists", "lists/old", false),
            ("*", "lists/old", false),
            ("lists/**", "lists/old/2001", true),
            (".:lists", "", true),
            (".:lists", "lists", true),
            (".:lists", "other", false),
        ] {
            assert_eq!(patterns.parse::<PlaylistFolders>().unwrap().contain(folder), wanted, "{patterns} {folder}");
        }
        assert!("lists/[a".parse::<PlaylistFolders>().is_err());
    }
}
