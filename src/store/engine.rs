//! The two engines behind one connection type.

use super::{Error, Result};
use diesel::Connection;
use diesel::connection::SimpleConnection;
use std::fmt;
use std::path::PathBuf;

/// Connections that read at the same time.
pub const READERS: u32 = 8;

/// A connection to either engine. Four things do not pass through it (`on_conflict`, batches, `as_returning`,
/// migrations): these go through [`each_engine!`].
#[derive(diesel::MultiConnection)]
pub enum AnyConnection {
    Sqlite(diesel::SqliteConnection),
    Postgres(diesel::PgConnection),
}

/// Expands one body for each engine, with the engine's own connection type.
macro_rules! each_engine {
    ($connection:expr, $inner:ident => $body:expr) => {
        match $connection {
            $crate::store::engine::AnyConnection::Sqlite($inner) => $body,
            $crate::store::engine::AnyConnection::Postgres($inner) => $body,
        }
    };
}
pub(crate) use each_engine;

/// Which database it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// One file in the data folder: the default.
    Sqlite,
    /// A server of its own.
    Postgres,
}

/// Where the database is: decided by the form of `DbPath`, never by trial.
#[derive(Clone, PartialEq, Eq)]
pub enum Location {
    /// A file.
    Sqlite(PathBuf),
    /// A `postgres://` or `postgresql://` URL; it may hold a password, so it is never printed.
    Postgres(String),
}

impl fmt::Debug for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => path.display().fmt(f),
            Self::Postgres(url) => {
                let shown = url.rsplit_once('@').map_or(url.as_str(), |(_, place)| place);
                write!(f, "postgres://{}", shown.trim_start_matches("postgres://").trim_start_matches("postgresql://"))
            }
        }
    }
}

/// What a connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    Reading,
    Writing,
}

impl Location {
    /// The engine of this place.
    pub fn engine(&self) -> Engine {
        match self {
            Self::Sqlite(_) => Engine::Sqlite,
            Self::Postgres(_) => Engine::Postgres,
        }
    }

    /// A new connection, set up for its purpose.
    pub(super) fn connect(&self, purpose: Purpose) -> Result<AnyConnection> {
        match self {
            Self::Sqlite(path) => {
                let name = path.to_str().ok_or_else(|| Error::open(self, &"the path is not UTF-8"))?;
                let mut connection =
                    diesel::SqliteConnection::establish(name).map_err(|error| Error::open(self, &error))?;
                connection.batch_execute(pragmas(purpose)).map_err(|error| Error::open(self, &error))?;
                Ok(AnyConnection::Sqlite(connection))
            }
            Self::Postgres(url) => diesel::PgConnection::establish(url)
                .map(AnyConnection::Postgres)
                // the driver's sentence may repeat the URL's password
                .map_err(|error| Error::open(self, &hide(url, &error.to_string()))),
        }
    }
}

/// Few megabytes for each connection: eight readers with large caches would be most of a small machine's memory.
fn pragmas(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Reading => {
            "PRAGMA busy_timeout=5000; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA temp_store=MEMORY; \
             PRAGMA cache_size=-2048; PRAGMA mmap_size=0; PRAGMA foreign_keys=ON; PRAGMA query_only=ON"
        }
        Purpose::Writing => {
            "PRAGMA busy_timeout=15000; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA temp_store=MEMORY; \
             PRAGMA cache_size=-32768; PRAGMA mmap_size=0; PRAGMA foreign_keys=ON; PRAGMA wal_autocheckpoint=4000; PRAGMA journal_size_limit=16777216"
        }
    }
}

/// Renews the statistics that plans of queries follow; bounded in time on large tables.
pub(super) fn tidy(connection: &mut AnyConnection) -> Result<()> {
    Ok(match connection {
        AnyConnection::Sqlite(c) => c.batch_execute("PRAGMA analysis_limit=400; PRAGMA optimize=0x10002"),
        AnyConnection::Postgres(c) => c.batch_execute("ANALYZE"),
    }?)
}

/// Whether what is removed or replaced is overwritten, and a commit waits for the disk. Ending it empties SQLite's log
/// into its file. PostgreSQL always waits; what it removes goes with its next `VACUUM`.
pub(super) fn leave_no_traces(connection: &mut AnyConnection, begin: bool) -> Result<()> {
    if let AnyConnection::Sqlite(c) = connection {
        c.batch_execute(if begin {
            "PRAGMA secure_delete=ON; PRAGMA synchronous=FULL"
        } else {
            "PRAGMA wal_checkpoint(TRUNCATE); PRAGMA synchronous=NORMAL; PRAGMA secure_delete=OFF"
        })?;
    }
    Ok(())
}

fn hide(url: &str, sentence: &str) -> String {
    let secret = url.split_once("://").and_then(|(_, rest)| rest.rsplit_once('@')).map(|(login, _)| login);
    match secret.filter(|secret| !secret.is_empty()) {
        Some(secret) => {
            let password = secret.split_once(':').map_or(secret, |(_, password)| password);
            sentence.replace(url, "the given URL").replace(password, "[secret]")
        }
        None => sentence.to_owned(),
    }
}
