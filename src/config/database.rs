//! Where rows are kept.

use super::secret::{MASK, Secret};
use crate::domain::path;
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

/// The engine and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Database {
    /// One file, absolute after loading.
    Sqlite(PathBuf),
    /// A `postgres://` address, which may hold a password.
    Postgres(Secret),
}

/// The name of the SQLite file in the data folder where none is given. Not Navidrome's, whose own file is never written.
pub(super) const FILE: &str = "navidrome-rs.db";

impl FromStr for Database {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once("://") {
            Some(("postgres" | "postgresql", _)) => Ok(Self::Postgres(Secret::new(text))),
            Some((scheme, _)) if scheme.chars().all(|letter| letter.is_ascii_alphanumeric()) => {
                Err(format!("there is no engine called {scheme:?}"))
            }
            _ => Ok(Self::Sqlite(path::from_text(text))),
        }
    }
}

impl fmt::Display for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(file) => f.write_str(&path::to_text(file)),
            Self::Postgres(_) => f.write_str(MASK),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_postgres_and_never_shown_and_a_path_is_sqlite() {
        let database: Database = "postgres://me:hunter2@db/music".parse().unwrap();
        assert_eq!(format!("{database} {database:?}"), "[secret] Postgres([secret])");
        assert_eq!("/data/a.db".parse(), Ok(Database::Sqlite("/data/a.db".into())));
        assert!("mysql://host/db".parse::<Database>().is_err());
    }
}
