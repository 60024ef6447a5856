//! What a listener starred: of the same shape as what a search finds.

use super::search::{SearchResult2, SearchResult3};

/// `starred` of the folder view.
pub type Starred<'a> = SearchResult2<'a>;
/// `starred2` of the ID3 view.
pub type Starred2<'a> = SearchResult3<'a>;
