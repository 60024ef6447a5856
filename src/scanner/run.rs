//! One scan of one library, from its first folder to its last count.

use super::persist::{Persist, ReadChunk, ReadFile, Touched};
use super::plan::{self, Chunk, FileJob, Look, Outcome};
use super::progress::{Kind, Progress, Status};
use super::{Purge, Settings, WalkRules, finish, missing, playlists, read, tags, walk};
use crate::domain::clock::Clock;
use crate::domain::lyrics::Lyrics;
use crate::domain::path;
use crate::store::libraries::{self, Library};
use crate::store::{self, Store, moves, properties, rollup, songs};
use parking_lot::Mutex;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::{Duration, Instant};

/// Songs kept in one transaction.
const BATCH: usize = 512;
/// Chunks that may wait between two stages.
const WAITING: usize = 16;
/// How often the log hears how far a scan is.
const TELL: Duration = Duration::from_secs(5);
/// A file that takes longer to read is told to the administrator.
const SLOW: Duration = Duration::from_secs(10);
/// Where the rules that the tags were last read by are kept.
const RULES: &str = "tag_rules";

/// Why a scan ended early.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("the music folder {folder} cannot be read ({reason}): is its disk mounted? Nothing was changed")]
    Unavailable { folder: String, reason: String },
    #[error(
        "the music folder {folder} holds no music, but {songs} songs are known: is its disk mounted? Nothing was marked as missing"
    )]
    Empty { folder: String, songs: i64 },
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error("the scanner came to an unexpected end")]
    Panicked,
}

/// Whether tags are understood today as they were at the last scan; where not, all files must be read again.
pub fn rules_unchanged(store: &Store, settings: &Settings) -> store::Result<bool> {
    let kept = store.read_now(|db| properties::get(db, RULES))?;
    Ok(kept.is_none_or(|kept| kept == settings.fingerprint))
}

pub fn library(
    store: &Store,
    library: &Library,
    settings: &Settings,
    clock: &Clock,
    progress: &Progress,
    kind: Kind,
) -> Result<(), Failure> {
    let root = path::from_text(&library.path);
    let unavailable = |reason: std::io::Error| Failure::Unavailable {
        folder: path::for_display(&library.path),
        reason: reason.to_string(),
    };
    std::fs::read_dir(&root).map_err(unavailable)?;
    let resumed = !library.scan_unfinished.is_empty();
    let started = Instant::now();
    progress.next_library();
    tracing::info!(library = %library.name, kind = kind.word(), resumed, "scan begins");
    let mut persist = Persist::new(store, library.id, &settings.ordering, clock, progress)?;
    let first_new = begin(store, library, kind, persist.next_song(), clock)?;
    let look = match kind {
        Kind::Full => Look::IntoFiles,
        Kind::Quick if resumed => Look::AtFolders,
        Kind::Quick => Look::AtChanges,
    };
    let outcome = pipeline(store, library.id, &root, settings, progress, look, &mut persist)?;
    let mut touched = persist.touched;
    if outcome.audio_files == 0 {
        let songs = store.read_now(|db| songs::count_in(db, library.id))?;
        if songs > 0 {
            return Err(Failure::Empty { folder: path::for_display(&library.path), songs });
        }
    }
    let lost = missing::run(store, library.id, &outcome, first_new, &mut touched, clock.now())?;
    progress.songs.fetch_sub(lost, Ordering::Relaxed);
    if resumed {
        everything(store, &mut touched)?;
    }
    if !touched.is_empty() {
        finish::albums(store, &touched, &settings.ordering, &settings.covers)?;
        missing::follow_albums(store, &touched.album_moves)?;
        finish::counts(store, &touched, &settings.covers, clock.now())?;
    }
    if settings.purge == Purge::Always || (settings.purge == Purge::AfterFull && kind == Kind::Full) {
        let purged = store.write_now(|db| moves::purge(db, library.id))?;
        tracing::info!(songs = purged, "songs that are gone were forgotten");
    }
    playlists::run(store, library.id, &library.path, &outcome.playlists, &settings.playlists, clock.now())?;
    store.write_now(|db| {
        properties::set(db, RULES, &settings.fingerprint)?;
        libraries::scan_ended(db, library.id, clock.now())
    })?;
    store.tidy()?;
    let status = progress.status();
    let seconds = started.elapsed().as_secs_f64();
    tracing::info!(
        library = %library.name,
        songs = status.songs,
        folders = status.folders,
        files_read = status.files_read,
        missing = lost,
        seconds = format!("{seconds:.1}"),
        files_per_second = format!("{:.0}", status.files_read as f64 / seconds.max(0.001)),
        "scan ended"
    );
    Ok(())
}

/// Notes that the scan begins; returns the place of the first song that is new to it. One that was cut short may have
/// written down songs that had moved: these are still new to the scan that takes it up again.
fn begin(store: &Store, library: &Library, kind: Kind, next_song: i64, clock: &Clock) -> store::Result<i64> {
    let key = format!("scan_first_song_{}", library.id);
    store.write_now(|db| {
        let before = if library.scan_unfinished.is_empty() { None } else { properties::get(db, &key)? };
        let first = before.and_then(|before| before.parse().ok()).unwrap_or(next_song);
        properties::set(db, &key, &first.to_string())?;
        libraries::scan_begun(db, library.id, kind.word(), clock.now())?;
        Ok(first)
    })
}

/// After a scan that was cut short nobody knows what it had touched: everything is worked out again.
fn everything(store: &Store, touched: &mut Touched) -> store::Result<()> {
    touched.albums.extend(store.read_now(rollup::all_album_ids)?);
    let (artists, genres) = store.read_now(rollup::everybody)?;
    touched.artists.extend(artists);
    touched.genres.extend(genres);
    Ok(())
}

/// Walks on one thread, reads on several and writes on this one, until all folders are through.
fn pipeline(
    store: &Store,
    library_id: i32,
    root: &Path,
    settings: &Settings,
    progress: &Progress,
    look: Look,
    persist: &mut Persist<'_>,
) -> store::Result<Outcome> {
    let (plan_out, plan_in) = sync_channel::<Chunk>(WAITING);
    let (read_out, read_in) = sync_channel::<ReadChunk>(WAITING);
    let plan_in = Mutex::new(plan_in);
    let written_all = AtomicBool::new(false);
    std::thread::scope(|threads| {
        let planner =
            threads.spawn(move || plan::run(store, library_id, root, &settings.walk, look, progress, &plan_out));
        for _ in 0..settings.threads.max(1) {
            let (plan_in, read_out) = (&plan_in, read_out.clone());
            threads.spawn(move || reader(plan_in, &read_out, root, library_id, settings, progress));
        }
        drop(read_out);
        let count = || {
            threads.spawn(|| count(root, &settings.walk, progress, &written_all));
        };
        let written = write_all(&read_in, persist, progress, count);
        written_all.store(true, Ordering::Relaxed);
        // where writing failed, the readers and the planner find nobody listening and stop
        drop(read_in);
        let planned =
            planner.join().unwrap_or_else(|_| Err(store::Error::stopped("the walk came to an unexpected end")));
        written.and(planned)
    })
}

fn write_all(
    read_in: &Receiver<ReadChunk>,
    persist: &mut Persist<'_>,
    progress: &Progress,
    count: impl FnOnce(),
) -> store::Result<()> {
    let begun = Instant::now();
    let mut told = begun;
    let mut count = Some(count);
    while let Ok(first) = read_in.recv() {
        let mut songs = first.files.len();
        let mut batch = vec![first];
        while songs < BATCH
            && batch.len() < BATCH
            && let Ok(next) = read_in.try_recv()
        {
            songs += next.files.len();
            batch.push(next);
        }
        persist.write(&batch)?;
        if told.elapsed() >= TELL {
            told = Instant::now();
            tell(&progress.status(), begun.elapsed());
            if let Some(count) = count.take() {
                count();
            }
        }
    }
    Ok(())
}

fn tell(status: &Status, elapsed: Duration) {
    tracing::info!(
        songs = status.songs,
        folders = status.folders,
        files_read = status.files_read,
        files_per_second = format!("{:.0}", status.pace(elapsed)),
        remaining = status.remaining(elapsed).map(|left| humantime::format_duration(left).to_string()).as_deref(),
        "scanning"
    );
}

/// Counts the files of a library, so that it can be told how long the scan takes yet. Only where it takes long: a walk is
/// quick, but not for nothing.
fn count(root: &Path, rules: &WalkRules, progress: &Progress, too_late: &AtomicBool) {
    let mut files = 0;
    walk::walk(root, rules, |step| {
        if let walk::Step::Folder(listing) = step {
            files += listing.audio.len();
        }
        !too_late.load(Ordering::Relaxed)
    });
    progress.files_in_all.store(i64::try_from(files).unwrap_or(i64::MAX), Ordering::Relaxed);
}

fn reader(
    plan_in: &Mutex<Receiver<Chunk>>,
    read_out: &SyncSender<ReadChunk>,
    root: &Path,
    library_id: i32,
    settings: &Settings,
    progress: &Progress,
) {
    loop {
        let next = plan_in.lock().recv();
        let Ok(chunk) = next else { return };
        let count = i64::try_from(chunk.files.len()).unwrap_or_default();
        let files = chunk.files.into_iter().map(|job| read_file(root, library_id, settings, job)).collect();
        progress.files_read.fetch_add(count, Ordering::Relaxed);
        if read_out.send(ReadChunk { folder: chunk.folder, files }).is_err() {
            return;
        }
    }
}

fn read_file(root: &Path, library_id: i32, settings: &Settings, job: FileJob) -> ReadFile {
    let file: PathBuf = root.join(path::from_text(&job.path));
    let begun = Instant::now();
    let (track, mut problem) = match read::read(&file) {
        Ok(raw) => {
            let mut track = tags::track(&raw, &job.path, library_id, &settings.tags);
            if job.found.has_lyrics {
                put_lyrics(&file, settings, &mut track.lyrics);
            }
            (Some(track), raw.problem)
        }
        Err(problem) => (None, Some(problem)),
    };
    let taken = begun.elapsed();
    if taken > SLOW && problem.is_none() {
        problem =
            Some(read::Problem::new(read::ProblemKind::Slow, format!("reading it took {} seconds", taken.as_secs())));
    }
    ReadFile { job, track, problem }
}

/// Lyrics beside the file stand before or behind those inside it, as configured.
fn put_lyrics(file: &Path, settings: &Settings, embedded: &mut Vec<Lyrics>) {
    let inside = settings.lyrics.iter().position(|source| source == "embedded").unwrap_or(settings.lyrics.len());
    let (before, behind) = settings.lyrics.split_at(inside);
    let priority = if embedded.is_empty() { [before, behind].concat() } else { before.to_vec() };
    if let Some(beside) = read::sidecar::sidecar_lyrics(file, &priority) {
        *embedded = beside;
    }
}
