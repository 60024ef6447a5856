//! The rules: whatever needs more than one noun, or the world.
//!
//! A rule takes the [`crate::app::App`]'s parts it needs and domain values, and gives domain values or an [`Error`] that
//! says what was wrong. It knows neither HTTP nor SQL. A plain list without a rule may go from `http` straight to `store`.

pub mod access;
pub mod accounts;
pub mod annotate;
pub mod art;
pub mod external;
pub mod index;
pub mod keys;
pub mod login;
pub mod lyrics;
pub mod now_playing;
pub mod playlists;

use crate::security::login_limit::TooMany;
use crate::store;

/// Why something was not done, in words for whoever asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such thing, or not for this listener: the two are not told apart.
    #[error("{what} not found")]
    NotFound { what: &'static str },
    #[error("{0}")]
    Denied(&'static str),
    #[error("wrong username or password")]
    WrongCredentials,
    /// Two credentials that cannot both be meant.
    #[error("{0}")]
    Conflict(&'static str),
    #[error(transparent)]
    TooMany(#[from] TooMany),
    #[error("{0}")]
    Invalid(String),
    #[error("the server could not do this; its log says why")]
    Failed(String),
}

impl Error {
    /// There is no such thing.
    pub fn not_found(what: &'static str) -> Self {
        Self::NotFound { what }
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        Self::Failed(error.to_string())
    }
}
