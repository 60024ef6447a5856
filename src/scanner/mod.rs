//! Disk to store, one way: walk, read, group, persist.
//!
//! One scan at a time, in stages:
//!
//! 1. `walk` lists folders; `plan` compares them with the last scan and says which files must be read;
//! 2. `read` opens these, on several threads, and `tags` understands what they say, touching no database;
//! 3. `persist` is the single writer: some hundred songs a transaction, so that listeners' stars get in between;
//! 4. `missing`, when every folder was seen: what is gone is only marked so, what turned up elsewhere keeps its id;
//! 5. `finish` groups songs to albums (`group`, pure) and counts, for whatever was touched;
//! 6. `playlists`, last, since they point at songs.
//!
//! Channels between the stages are bounded, so memory is too, however large the folder. A folder counts as scanned only
//! when its last file is kept: a scan that was cut short finds it changed and goes on there.
//!
//! The music folder is only ever read. Not here: the schedule of scans (`server`) and who may start one (`service`).

mod finish;
mod group;
pub mod identity;
pub mod m3u;
mod missing;
mod persist;
mod plan;
mod playlists;
pub mod progress;
pub mod read;
mod run;
pub mod tags;
pub mod walk;

pub use finish::Covers;
pub use group::Ordering;
pub use playlists::Import;
pub use progress::{Kind, Progress, Status};
pub use run::Failure;
pub use walk::Rules as WalkRules;

use crate::domain::clock::Clock;
use crate::store::{self, Store, libraries, songs};
use std::sync::Arc;

/// How the administrator wants the music folder to be read.
#[derive(Debug, Clone)]
pub struct Settings {
    pub walk: WalkRules,
    pub tags: tags::Rules,
    pub ordering: Ordering,
    pub covers: Covers,
    pub playlists: Import,
    /// Endings of lyrics files and `embedded`, the first found wins.
    pub lyrics: Vec<String>,
    /// Threads that read files.
    pub threads: usize,
    pub purge: Purge,
    /// Stands for the rules by which tags are understood: another one means that all files must be read again.
    pub fingerprint: String,
}

/// Whether songs that are gone are forgotten, with their stars and plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purge {
    Never,
    AfterFull,
    Always,
}

/// Scans on request, one at a time. Cheap to clone.
#[derive(Clone)]
pub struct Scanner {
    store: Store,
    settings: Arc<Settings>,
    clock: Clock,
    progress: Arc<Progress>,
}

impl Scanner {
    /// A scanner of all libraries of this store.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn new(store: Store, settings: Settings, clock: Clock) -> store::Result<Self> {
        let songs = store.read_now(songs::count)?;
        Ok(Self { store, settings: Arc::new(settings), clock, progress: Arc::new(Progress::new(songs)) })
    }

    /// How far the running scan is, or how the last one ended.
    pub fn status(&self) -> Status {
        self.progress.status()
    }

    /// Scans now, on this thread; says nothing where a scan is running already.
    ///
    /// # Errors
    /// Where a music folder or the database fails. Nothing was marked as missing then.
    pub fn scan(&self, kind: Kind) -> Result<(), Failure> {
        if !self.progress.begin(kind, self.clock.now()) {
            return Ok(());
        }
        self.go(kind)
    }

    /// Starts a scan on a thread of its own; false where one is running already.
    pub fn start(&self, kind: Kind) -> bool {
        if !self.progress.begin(kind, self.clock.now()) {
            return false;
        }
        let scanner = self.clone();
        let spawned = std::thread::Builder::new().name("scanner".into()).spawn(move || {
            // told in the log and in the status
            let _ = scanner.go(kind);
        });
        if let Err(error) = &spawned {
            self.progress.end(Some(format!("no thread could be started: {error}")));
        }
        spawned.is_ok()
    }

    fn go(&self, kind: Kind) -> Result<(), Failure> {
        // whatever happens inside, the place for the next scan becomes free again
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| self.all_libraries(kind)));
        let outcome = outcome.unwrap_or(Err(Failure::Panicked));
        if let Err(failure) = &outcome {
            tracing::error!(%failure, "the scan failed");
        }
        self.progress.end(outcome.as_ref().err().map(ToString::to_string));
        outcome
    }

    fn all_libraries(&self, kind: Kind) -> Result<(), Failure> {
        let mut outcome = Ok(());
        for library in self.store.read_now(libraries::all)? {
            let scanned = run::library(&self.store, &library, &self.settings, &self.clock, &self.progress, kind);
            // a disk that is not mounted keeps nobody from the music on the others
            outcome = outcome.and(scanned);
        }
        outcome
    }

    /// The kind of scan that must be taken up again, because the last was cut short or the rules of reading changed.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn unfinished(&self) -> store::Result<Option<Kind>> {
        let libraries = self.store.read_now(libraries::all)?;
        if !run::rules_unchanged(&self.store, &self.settings)? && libraries.iter().any(|each| each.scan_ended_at > 0) {
            return Ok(Some(Kind::Full));
        }
        Ok(libraries
            .iter()
            .filter(|library| !library.scan_unfinished.is_empty())
            .map(|library| if library.scan_unfinished == Kind::Full.word() { Kind::Full } else { Kind::Quick })
            .max())
    }
}
