//! What can go wrong with a database.

use super::Location;
use std::fmt::Display;

/// A failed query, in words for the log; clients are told only that the server failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the database at {place} cannot be opened: {reason}")]
    Open { place: String, reason: String },
    #[error("the database at {place} cannot be brought up to date: {reason}")]
    Migrate { place: String, reason: String },
    #[error("no database connection became free: {0}")]
    Busy(String),
    #[error(transparent)]
    Query(#[from] diesel::result::Error),
    #[error("a row of {table} does not hold what it should: {reason}")]
    Row { table: &'static str, reason: String },
    #[error("a rule refused the change")]
    Refused,
    #[error("the work on the database was cut off: {0}")]
    Stopped(String),
}

impl Error {
    pub(super) fn open(place: &Location, reason: &dyn Display) -> Self {
        Self::Open { place: place.to_string(), reason: reason.to_string() }
    }

    pub(super) fn busy(reason: impl Display) -> Self {
        Self::Busy(reason.to_string())
    }

    pub(crate) fn stopped(reason: impl Display) -> Self {
        Self::Stopped(reason.to_string())
    }

    /// Undoes a transaction that a rule, not the database, refused.
    pub fn refused() -> Self {
        Self::Refused
    }

    pub(super) fn row(table: &'static str, reason: impl Display) -> Self {
        Self::Row { table, reason: reason.to_string() }
    }

    /// Whether a unique index refused the change: somebody else has that name already.
    pub fn is_taken(&self) -> bool {
        matches!(
            self,
            Self::Query(diesel::result::Error::DatabaseError(diesel::result::DatabaseErrorKind::UniqueViolation, _))
        )
    }
}
