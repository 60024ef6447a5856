//! Between walk and read: which files must be read at all. Compares what the walk sees with what the last scan kept.

use super::progress::Progress;
use super::walk::{self, Found, Listing, Step};
use crate::domain::path;
use crate::store::folders::{self, Folder};
use crate::store::intake::{self, KnownFile};
use crate::store::{self, Store};
use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::SyncSender;

/// Files read by one worker at a time: a folder of fifty thousand files is work for all.
const CHUNK: usize = 32;
/// Folders whose known files are asked for at once.
const BATCH: usize = 64;

/// How closely a scan looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// At folders that changed, and in these at files that changed.
    AtChanges,
    /// At the files of every folder: a scan that was cut short kept folders whose lost files it had not marked yet.
    AtFolders,
    /// Into every file.
    IntoFiles,
}

/// A folder some of whose files are to be read. Written down when its last chunk is: a scan cut short finds it changed.
#[derive(Debug)]
pub struct FolderWork {
    pub folder: Folder,
    pub remaining: AtomicUsize,
    /// Whether any chunk was written already.
    pub begun: AtomicBool,
}

/// A file to be read, and what is known of it.
#[derive(Debug)]
pub struct FileJob {
    pub found: Found,
    pub path: String,
    pub known: Option<KnownFile>,
}

/// Work for one reader.
#[derive(Debug)]
pub struct Chunk {
    pub folder: Arc<FolderWork>,
    pub files: Vec<FileJob>,
}

/// What the walk found out beside the files to read.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Ids of the folders that are there.
    pub seen: HashSet<String>,
    /// Places of known songs whose file is no longer in its folder.
    pub gone: Vec<i64>,
    /// Paths (relative to the library) below which nothing is known.
    pub unreadable: Vec<(String, String)>,
    /// Playlist files with their paths.
    pub playlists: Vec<(String, Found)>,
    pub audio_files: u64,
}

impl Outcome {
    /// Whether nothing is known of this path, since it or a folder it lies in could not be read.
    pub fn hides(&self, path: &str) -> bool {
        self.unreadable.iter().any(|(unreadable, _)| {
            let rest = path.strip_prefix(unreadable.as_str());
            unreadable.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    }
}

/// Walks a library and sends what must be read; ends when all is sent or nobody listens any more.
///
/// # Errors
/// Where the database fails.
pub fn run(
    store: &Store,
    library_id: i32,
    root: &Path,
    rules: &walk::Rules,
    look: Look,
    progress: &Progress,
    send: &SyncSender<Chunk>,
) -> store::Result<Outcome> {
    let digests = store.read_now(|db| folders::digests(db, library_id))?;
    let mut plan = Plan { store, library_id, look, digests, waiting: Vec::new(), send, outcome: Outcome::default() };
    let mut failure = None;
    walk::walk(root, rules, |step| match plan.take(step, progress) {
        Ok(go_on) => go_on,
        Err(error) => {
            failure = Some(error);
            false
        }
    });
    if let Some(error) = failure {
        return Err(error);
    }
    plan.flush()?;
    Ok(plan.outcome)
}

struct Plan<'a> {
    store: &'a Store,
    library_id: i32,
    look: Look,
    digests: HashMap<String, String>,
    waiting: Vec<Listing>,
    send: &'a SyncSender<Chunk>,
    outcome: Outcome,
}

impl Plan<'_> {
    fn take(&mut self, step: Step, progress: &Progress) -> store::Result<bool> {
        let listing = match step {
            Step::Unreadable { path, reason } => {
                self.outcome.unreadable.push((path, reason));
                return Ok(true);
            }
            Step::Folder(listing) => listing,
        };
        progress.folders.fetch_add(1, Ordering::Relaxed);
        self.outcome.audio_files += listing.audio.len() as u64;
        progress.files_seen.fetch_add(i64::try_from(listing.audio.len()).unwrap_or_default(), Ordering::Relaxed);
        self.outcome.seen.insert(folders::id_of(self.library_id, &listing.path));
        let playlists = listing.playlists.iter().cloned();
        self.outcome.playlists.extend(playlists.map(|found| (join(&listing.path, &found.name), found)));
        let unchanged = self.digests.get(&listing.path) == Some(&listing.digest);
        if unchanged && self.look == Look::AtChanges {
            return Ok(true);
        }
        self.waiting.push(listing);
        if self.waiting.len() >= BATCH { self.flush() } else { Ok(true) }
    }

    /// Sends the waiting folders; false where nobody listens any more.
    fn flush(&mut self) -> store::Result<bool> {
        let waiting = std::mem::take(&mut self.waiting);
        // folders new to us are asked for too: one that was missing, or whose scan was cut short, has files we know
        let asked: Vec<String> = waiting.iter().map(|listing| folders::id_of(self.library_id, &listing.path)).collect();
        let mut known: HashMap<String, KnownFile> = HashMap::new();
        for file in self.store.read_now(|db| intake::known_files(db, &asked))? {
            known.insert(file.path.clone(), file);
        }
        for listing in waiting {
            if !self.send(listing, &mut known) {
                return Ok(false);
            }
        }
        let gone = known.values().filter(|file| !file.missing && !self.outcome.hides(&file.path)).map(|file| file.seq);
        let gone: Vec<i64> = gone.collect();
        self.outcome.gone.extend(gone);
        Ok(true)
    }

    fn send(&mut self, listing: Listing, known: &mut HashMap<String, KnownFile>) -> bool {
        let mut jobs = Vec::new();
        let song_count = i32::try_from(listing.audio.len()).unwrap_or(i32::MAX);
        for found in listing.audio {
            let path = join(&listing.path, &found.name);
            let known = known.remove(&path);
            let unchanged = known.as_ref().is_some_and(|known| {
                !known.missing && known.size == found.size && known.modified_at == found.modified_at
            });
            if !unchanged || self.look == Look::IntoFiles {
                jobs.push(FileJob { found, path, known });
            }
        }
        let parent = path::folder(&listing.path);
        let folder = Folder {
            id: folders::id_of(self.library_id, &listing.path),
            library_id: self.library_id,
            parent_id: if listing.path.is_empty() { String::new() } else { folders::id_of(self.library_id, parent) },
            name: path::file_name(&listing.path).to_owned(),
            path: listing.path,
            digest: listing.digest,
            images: listing.images,
            song_count,
            modified_at: listing.modified_at,
        };
        let chunks = jobs.len().div_ceil(CHUNK).max(1);
        let folder =
            Arc::new(FolderWork { folder, remaining: AtomicUsize::new(chunks), begun: AtomicBool::new(false) });
        let mut jobs = jobs.into_iter();
        (0..chunks).all(|_| {
            let files = jobs.by_ref().take(CHUNK).collect();
            self.send.send(Chunk { folder: Arc::clone(&folder), files }).is_ok()
        })
    }
}

fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}
