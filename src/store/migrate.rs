//! Brings the tables up to date at every start.

use super::engine::{AnyConnection, Location};
use super::{Error, Result};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};
use std::error::Error as StdError;
use std::path::Path;

const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgresql");

/// Applies what is pending. An SQLite file that already holds something is copied first, to `NAME.before-migration`.
pub fn run(connection: &mut AnyConnection, location: &Location) -> Result<()> {
    apply(connection, location)
        .map_err(|error| Error::Migrate { place: location.to_string(), reason: error.to_string() })
}

fn apply(
    connection: &mut AnyConnection,
    location: &Location,
) -> std::result::Result<(), Box<dyn StdError + Send + Sync>> {
    match connection {
        AnyConnection::Sqlite(connection) => {
            let pending = connection.pending_migrations(SQLITE)?.len();
            let applied = connection.applied_migrations()?.len();
            if let (Location::Sqlite(path), true, true) = (location, pending > 0, applied > 0) {
                keep_copy(connection, path)?;
            }
            connection.run_pending_migrations(SQLITE)?;
        }
        AnyConnection::Postgres(connection) => {
            connection.run_pending_migrations(POSTGRES)?;
        }
    }
    Ok(())
}

fn keep_copy(
    connection: &mut diesel::SqliteConnection,
    path: &Path,
) -> std::result::Result<(), Box<dyn StdError + Send + Sync>> {
    use diesel::RunQueryDsl;
    let copy = path.with_extension("db.before-migration");
    if copy.exists() {
        std::fs::remove_file(&copy)?;
    }
    let name = copy.to_str().ok_or("the path is not UTF-8")?;
    diesel::sql_query("VACUUM INTO $1").bind::<diesel::sql_types::Text, _>(name).execute(connection)?;
    tracing::info!(copy = %copy.display(), "kept a copy of the database before changing its tables");
    Ok(())
}
