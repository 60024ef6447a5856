//! How far a scan is: read by `getScanStatus`, the log and the terminal's bar while the scan writes it.

use crate::domain::clock::Moment;
use parking_lot::Mutex;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::Duration;

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
    /// Files that this scan has come to, whether they had to be read or not.
    pub files_seen: i64,
    /// Files that there are in the library being scanned; none as long as nobody has counted them, which is done only
    /// where a scan takes long.
    pub files_in_all: Option<i64>,
    pub kind: Kind,
    pub started_at: Moment,
    /// Why the last scan failed; empty where it did not.
    pub error: String,
}

impl Status {
    /// Files seen in a second, on the average of this long.
    pub fn pace(&self, elapsed: Duration) -> f64 {
        self.files_seen as f64 / elapsed.as_secs_f64().max(0.001)
    }

    /// How long the library takes yet at its pace until now, in whole seconds; none where its size is not known.
    pub fn remaining(&self, elapsed: Duration) -> Option<Duration> {
        let left = (self.files_in_all? - self.files_seen).max(0);
        let seconds = left as f64 / self.pace(elapsed).max(0.001);
        Some(Duration::from_secs(seconds.round().min(1e9) as u64))
    }
}

/// Counters that the stages move on.
#[derive(Debug)]
pub struct Progress {
    scanning: AtomicBool,
    pub(super) songs: AtomicI64,
    pub(super) folders: AtomicI64,
    pub(super) files_read: AtomicI64,
    pub(super) files_seen: AtomicI64,
    /// Negative while it is not known.
    pub(super) files_in_all: AtomicI64,
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
            files_seen: AtomicI64::new(0),
            files_in_all: AtomicI64::new(-1),
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
        self.next_library();
        self.started_at.store(now, Ordering::Relaxed);
        self.full.store(kind == Kind::Full, Ordering::Relaxed);
        self.error.lock().clear();
        true
    }

    /// What is known of one library says nothing of the next.
    pub(super) fn next_library(&self) {
        self.files_seen.store(0, Ordering::Relaxed);
        self.files_in_all.store(-1, Ordering::Relaxed);
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
            files_seen: self.files_seen.load(Ordering::Relaxed),
            files_in_all: Some(self.files_in_all.load(Ordering::Relaxed)).filter(|files| *files >= 0),
            kind: if self.full.load(Ordering::Relaxed) { Kind::Full } else { Kind::Quick },
            started_at: self.started_at.load(Ordering::Relaxed),
            error: self.error.lock().clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_remains_follows_from_the_pace_once_the_files_are_counted() {
        let progress = Progress::new(0);
        progress.files_seen.store(2000, Ordering::Relaxed);
        let ten = Duration::from_secs(10);
        assert_eq!((progress.status().pace(ten), progress.status().remaining(ten)), (200.0, None));
        progress.files_in_all.store(50_000, Ordering::Relaxed);
        assert_eq!(progress.status().remaining(ten), Some(Duration::from_secs(240)));
        progress.files_seen.store(60_000, Ordering::Relaxed);
        assert_eq!(progress.status().remaining(ten), Some(Duration::ZERO));
        progress.next_library();
        assert_eq!(progress.status().remaining(ten), None);
    }
}
