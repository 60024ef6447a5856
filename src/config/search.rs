//! How searches match.

use super::options::{Kind::*, Row};
use serde::{Deserialize, Serialize};

/// How searches match.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Search {
    pub backend: SearchBackend,
    pub full_string: bool,
}

/// What answers searches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SearchBackend {
    /// An index of words.
    Fts,
    /// Comparison with every name.
    Legacy,
}

#[rustfmt::skip] // one row, one line
pub(super) const OPTIONS: &[Row] = &[
    Row::later("choice of how to search", "Search.Backend", WordOr(&["fts", "legacy"], "fts"), "fts", "What answers searches: fts (an index of words) or legacy (comparison with every name). The index, because it stays fast in large libraries."),
    Row::later("choice of how to search", "Search.FullString", Bool, "false", "With the legacy search, match in the middle of words too. Off, because it finds too much."),
];
