//! Who looks, and at which libraries.

/// The libraries a question is about. Decided by `service::access`, applied by every query here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// Every library there is.
    All,
    /// These alone.
    Only(Vec<i32>),
}

impl Scope {
    /// Whether all may be seen, and which where not: for subqueries, which cannot be boxed.
    pub(super) fn parts(&self) -> (bool, Vec<i32>) {
        match self {
            Self::All => (true, Vec::new()),
            Self::Only(libraries) => (false, libraries.clone()),
        }
    }

    /// Whether something of this library may be seen.
    pub fn holds(&self, library: i32) -> bool {
        match self {
            Self::All => true,
            Self::Only(libraries) => libraries.contains(&library),
        }
    }
}

/// Whose stars and ratings are shown, and what may be seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Viewer {
    pub account_id: String,
    pub scope: Scope,
}
