//! How songs and artists are listed and counted.

use super::options::{Kind::*, Row};
use super::{IndexGroups, values};
use serde::{Deserialize, Serialize};

/// How songs, albums and artists are listed and counted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Library {
    /// Text with spaces, as clients get it; see [`Library::ignored_articles`].
    pub ignored_articles: String,
    #[serde(with = "values::text")]
    pub index_groups: IndexGroups,
    pub prefer_sort_tags: bool,
    pub recently_added_by_mod_time: bool,
    pub album_play_count_mode: AlbumPlayCountMode,
    pub enable_scrobble_history: bool,
    pub enable_downloads: bool,
    /// Downloads of one listener at once; zero for any number.
    #[serde(with = "values::number")]
    pub max_concurrent_downloads: u32,
    pub matcher: Matcher,
}

impl Library {
    /// The articles one by one.
    pub fn ignored_articles(&self) -> impl Iterator<Item = &str> {
        self.ignored_articles.split_whitespace()
    }
}

/// How plays of an album are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AlbumPlayCountMode {
    /// All plays of its songs.
    Absolute,
    /// Plays of its songs by the number of songs, rounded.
    Normalized,
}

/// How songs of other services are found in the library.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Matcher {
    pub prefer_starred: bool,
    /// How alike two names must be, in percent.
    #[serde(with = "values::number")]
    pub fuzzy_threshold: u8,
}

#[rustfmt::skip] // one row, one line
pub(super) const OPTIONS: &[Row] = &[
    Row::works("IgnoredArticles", Text, "The El La Los Las Le Les Os As O A", "Words that do not count at the beginning of a name when sorting. Articles of English, Spanish, French and Portuguese."),
    Row::works("IndexGroups", Groups, "A B C D E F G H I J K L M N O P Q R S T U V W X-Z(XYZ) [Unknown]([)", "The buckets under which artists are listed; `Name(letters)` gathers several letters. The Latin alphabet, its rare end in one bucket."),
    Row::works("PreferSortTags", Bool, "false", "Sort by the sort names in tags where there are some. Off, because few libraries have them throughout."),
    Row::works("RecentlyAddedByModTime", Bool, "false", "Order new albums by when their files changed rather than by when they were first seen. Off, because editing tags would make old albums new."),
    Row::works("AlbumPlayCountMode", WordOr(&["absolute", "normalized"], "absolute"), "absolute", "How plays of an album are counted: absolute (all plays of its songs) or normalized (by their number). Absolute, because a play is a play."),
    Row::works("EnableScrobbleHistory", Bool, "true", "Keep each play with its time. On, because history cannot be had afterwards."),
    Row::works("EnableDownloads", Bool, "true", "Allow downloads of original files. On, because most clients keep music for travelling by them."),
    Row::works("MaxConcurrentDownloads", Whole(0, 10_000), "10", "How many files one listener may download at once; 0 for any number. More than clients use, fewer than would keep others waiting."),
    Row::later("matching of songs from other services", "Matcher.PreferStarred", Bool, "true", "Of several songs that match one of another service, take a starred one first. On, because it is the one you know."),
    Row::later("matching of songs from other services", "Matcher.FuzzyThreshold", Whole(0, 100), "85", "How alike names must be, in percent, to be the same song. Lets spellings differ but not titles."),
];
