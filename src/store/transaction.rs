//! Reading and writing as different types.

use super::engine::{AnyConnection, Location, Purpose, each_engine};
use super::{Error, Result};
use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};
use diesel::r2d2::ManageConnection;
use std::ops::{Deref, DerefMut};

/// A connection that asks. On SQLite the engine itself refuses changes through it.
pub struct Read {
    connection: AnyConnection,
}

impl Read {
    pub(super) fn connection(&mut self) -> &mut AnyConnection {
        &mut self.connection
    }
}

/// A connection that changes; what reads can be asked through it too.
pub struct Write {
    inner: Read,
    location: Location,
}

impl Deref for Write {
    type Target = Read;

    fn deref(&self) -> &Read {
        &self.inner
    }
}

impl DerefMut for Write {
    fn deref_mut(&mut self) -> &mut Read {
        &mut self.inner
    }
}

impl Write {
    pub(super) fn open(location: &Location) -> Result<Self> {
        let inner = Read { connection: location.connect(Purpose::Writing)? };
        Ok(Self { inner, location: location.clone() })
    }

    fn begin(&mut self) -> Result<()> {
        // taking SQLite's write lock at once spares the failure of a later upgrade
        Ok(match &mut self.connection {
            AnyConnection::Sqlite(c) => AnsiTransactionManager::begin_transaction_sql(c, "BEGIN IMMEDIATE"),
            AnyConnection::Postgres(c) => AnsiTransactionManager::begin_transaction(c),
        }?)
    }

    /// Runs `change` in one transaction; an error or a panic undoes all of it.
    pub(super) fn transaction<T>(&mut self, change: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        if let Err(error) = self.begin() {
            // a database server that was restarted left us a dead connection
            tracing::warn!(%error, "the writing connection is made anew");
            self.inner.connection = self.location.connect(Purpose::Writing)?;
            self.begin()?;
        }
        let open = Open { write: self };
        let outcome = change(open.write)?;
        each_engine!(&mut open.write.connection, c => AnsiTransactionManager::commit_transaction(c))?;
        std::mem::forget(open);
        Ok(outcome)
    }
}

/// A transaction that is undone unless it is forgotten.
struct Open<'a> {
    write: &'a mut Write,
}

impl Drop for Open<'_> {
    fn drop(&mut self) {
        let undone = each_engine!(&mut self.write.connection, c => AnsiTransactionManager::rollback_transaction(c));
        if let Err(error) = undone {
            tracing::warn!(%error, "a transaction could not be undone");
        }
    }
}

/// Makes the readers of the pool.
pub struct Readers {
    location: Location,
}

impl Readers {
    pub(super) fn new(location: Location) -> Self {
        Self { location }
    }
}

impl ManageConnection for Readers {
    type Connection = Read;
    type Error = Error;

    fn connect(&self) -> Result<Read> {
        Ok(Read { connection: self.location.connect(Purpose::Reading)? })
    }

    fn is_valid(&self, reader: &mut Read) -> Result<()> {
        Ok(reader.connection.batch_execute("SELECT 1")?)
    }

    fn has_broken(&self, reader: &mut Read) -> bool {
        match &mut reader.connection {
            AnyConnection::Sqlite(_) => std::thread::panicking(),
            AnyConnection::Postgres(connection) => diesel::r2d2::R2D2Connection::is_broken(connection),
        }
    }
}
