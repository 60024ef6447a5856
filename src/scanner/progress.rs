//! How far a scan is: read by `getScanStatus`, the log and the terminal's bar while the scan writes it.

use crate::domain::clock::Moment;
use parking_lot::Mutex;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

/// How thoroughly a scan looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Only at folders and files that changed.
    Quick,
    /// At every file.
    Full,
}

impl Kind {
    /// The word kept in the database and told to clients.
    pub fn word(self) -> &'static str {
        match self {
            Self::Quick => "quick",
            Self::Full => "full",
        }
    }
}

/// A scan's state at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    pub scanning: bool,
    /// Present songs; grows while a scan finds new ones.
    pub songs: i64,
    /// Folders looked at by this scan or the last.
    pub folders: i64,
    /// Files read by this scan or the last.
    pub files_read: i64,
    pub kind: Kind,
    pub started_at: Moment,
    /// Why the last scan failed; empty where it did not.
    pub error: String,
}

/// Counters that the stages move on.
#[derive(Debug)]
pub struct Progress {
    scanning: AtomicBool,
    pub(super) songs: AtomicI64,
    pub(super) folders: AtomicI64,
    pub(super) files_read: AtomicI64,
    started_at: AtomicI64,
    full: AtomicBool,
    error: Mutex<String>,
}

impl Progress {
    /// Before any scan, with as many songs as are known.
    pub fn new(songs: i64) -> Self {
        Self {
            scanning: AtomicBool::new(false),
            songs: AtomicI64::new(songs),
            folders: AtomicI64::new(0),
            files_read: AtomicI64::new(0),
            started_at: AtomicI64::new(0),
            full: AtomicBool::new(false),
            error: Mutex::new(String::new()),
        }
    }

    /// Takes the one place there is for a scan; false where one is running.
    pub(super) fn begin(&self, kind: Kind, now: Moment) -> bool {
        if self.scanning.swap(true, Ordering::AcqRel) {
            return false;
        }
        self.folders.store(0, Ordering::Relaxed);
        self.files_read.store(0, Ordering::Relaxed);
        self.started_at.store(now, Ordering::Relaxed);
        self.full.store(kind == Kind::Full, Ordering::Relaxed);
        self.error.lock().clear();
        true
    }

    pub(super) fn end(&self, error: Option<String>) {
        if let Some(error) = error {
            *self.error.lock() = error;
        }
        self.scanning.store(false, Ordering::Release);
    }

    /// The state now.
    pub fn status(&self) -> Status {
        Status {
            scanning: self.scanning.load(Ordering::Acquire),
            songs: self.songs.load(Ordering::Relaxed),
            folders: self.folders.load(Ordering::Relaxed),
            files_read: self.files_read.load(Ordering::Relaxed),
            kind: if self.full.load(Ordering::Relaxed) { Kind::Full } else { Kind::Quick },
            started_at: self.started_at.load(Ordering::Relaxed),
            error: self.error.lock().clone(),
        }
    }
}
