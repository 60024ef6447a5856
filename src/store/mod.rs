//! The only room that speaks SQL. Rows come in, domain types go out; no row type leaves.
//!
//! One module for each noun, with free functions that take the connection first: `albums::page(db, …)`. Reading and
//! writing are different types: [`Read`] cannot change anything, [`Write`] is one transaction. There is one writer, so
//! that our own requests never fight for the database's write lock, and many readers that never wait for it.
//!
//! Two engines, SQLite and PostgreSQL, share one text of queries wherever the dialects allow; where they do not (upserts,
//! batches), `each_engine!` expands the same body for both, and full-text search has a file for each.
//!
//! Not here: rules. Whether somebody may see or change a thing is decided in `service`.

pub mod accounts;
pub mod album_lists;
pub mod albums;
pub mod annotations;
pub mod artists;
pub mod bookmarks;
mod engine;
mod error;
pub mod folders;
pub mod genres;
pub mod intake;
pub mod libraries;
pub mod lyrics;
mod migrate;
pub mod moves;
pub mod play_queues;
pub mod playlists;
pub mod problems;
pub mod properties;
pub mod radios;
pub mod rollup;
mod rows;
mod schema;
pub mod scope;
pub mod search;
pub mod song_lists;
pub mod songs;
mod transaction;

pub use engine::{Engine, Location};
pub use error::Error;
pub use scope::{Scope, Viewer};
pub use transaction::{Read, Write};

use diesel::r2d2::Pool;
use parking_lot::FairMutex;
use std::sync::Arc;

/// What every query gives.
pub type Result<T> = std::result::Result<T, Error>;

/// The database, open and migrated. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    readers: Pool<transaction::Readers>,
    writer: Arc<FairMutex<Write>>,
    engine: Engine,
}

impl Store {
    /// Opens the database, makes it if need be, and brings its tables up to date.
    ///
    /// # Errors
    /// Where the database cannot be opened or migrated; the sentence names its place.
    pub fn open(location: &Location) -> Result<Self> {
        let mut writer = Write::open(location)?;
        migrate::run(writer.connection(), location)?;
        let readers = Pool::builder()
            .max_size(engine::READERS)
            .min_idle(Some(1))
            .test_on_check_out(false)
            .build(transaction::Readers::new(location.clone()))
            .map_err(|error| Error::open(location, &error))?;
        Ok(Self { readers, writer: Arc::new(FairMutex::new(writer)), engine: location.engine() })
    }

    /// Which engine this is.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Asks something, away from the async workers.
    ///
    /// # Errors
    /// Whatever the query gives.
    pub async fn read<T, F>(&self, ask: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Read) -> Result<T> + Send + 'static,
    {
        let store = self.clone();
        off_worker(move || store.read_now(ask)).await
    }

    /// Changes something in one transaction, away from the async workers. An error undoes all of it.
    ///
    /// # Errors
    /// Whatever the change gives.
    pub async fn write<T, F>(&self, change: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Write) -> Result<T> + Send + 'static,
    {
        let store = self.clone();
        off_worker(move || store.write_now(change)).await
    }

    /// [`Store::read`] for threads that may block: the scanner, the command line.
    ///
    /// # Errors
    /// Whatever the query gives.
    pub fn read_now<T>(&self, ask: impl FnOnce(&mut Read) -> Result<T>) -> Result<T> {
        let mut reader = self.readers.get().map_err(Error::busy)?;
        ask(&mut reader)
    }

    /// Lets the engine renew its statistics, after much has changed.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn tidy(&self) -> Result<()> {
        engine::tidy(self.writer.lock().connection())
    }

    /// [`Store::write`] for threads that may block.
    ///
    /// # Errors
    /// Whatever the change gives.
    pub fn write_now<T>(&self, change: impl FnOnce(&mut Write) -> Result<T>) -> Result<T> {
        self.writer.lock().transaction(change)
    }

    /// [`Store::write_now`] for secrets that are replaced: when it returns, the change will outlive a power failure, and
    /// on SQLite the file holds nothing of what was there before.
    ///
    /// # Errors
    /// Whatever the change gives.
    pub fn replace_now<T>(&self, change: impl FnOnce(&mut Write) -> Result<T>) -> Result<T> {
        let mut writer = self.writer.lock();
        engine::leave_no_traces(writer.connection(), true)?;
        let outcome = writer.transaction(change);
        engine::leave_no_traces(writer.connection(), false)?;
        outcome
    }
}

async fn off_worker<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(Error::stopped)?
}
