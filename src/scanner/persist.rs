//! Stage 4: the single writer. Takes what the readers understood and keeps it, some hundred songs a transaction, so that
//! stars and plays of listeners get in between.

use super::group::Ordering;
use super::plan::{FileJob, FolderWork};
use super::progress::Progress;
use super::read::Problem;
use crate::domain::clock::{Clock, Moment};
use crate::domain::song::Track;
use crate::domain::{id, path};
use crate::store::intake::{self, FileRecord};
use crate::store::search::Before;
use crate::store::{self, Store, Write, folders, problems, song_lists};
use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::Ordering as Memory;

/// A file that was read.
#[derive(Debug)]
pub struct ReadFile {
    pub job: FileJob,
    /// The song it holds, if any.
    pub track: Option<Track>,
    /// What is wrong with it, if anything.
    pub problem: Option<Problem>,
}

/// Files of one folder that were read.
#[derive(Debug)]
pub struct ReadChunk {
    pub folder: Arc<FolderWork>,
    pub files: Vec<ReadFile>,
}

/// What a scan changed: albums, artists and genres to be worked out again.
#[derive(Debug, Default)]
pub struct Touched {
    pub albums: HashSet<String>,
    pub artists: HashSet<String>,
    pub genres: HashSet<String>,
    /// Albums that songs left, with the album they went to.
    pub album_moves: Vec<(String, String)>,
}

impl Touched {
    /// Whether nothing changed at all.
    pub fn is_empty(&self) -> bool {
        self.albums.is_empty()
    }
}

/// The writer's memory during one scan.
pub struct Persist<'a> {
    store: &'a Store,
    library_id: i32,
    ordering: &'a Ordering,
    clock: &'a Clock,
    progress: &'a Progress,
    next_song: i64,
    next_artist: i64,
    /// Whether the library had no song when the scan began: then no id can be in use.
    fresh: bool,
    known_artists: HashSet<String>,
    known_genres: HashSet<String>,
    pub touched: Touched,
}

impl<'a> Persist<'a> {
    /// Gets ready to write songs of one library.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn new(
        store: &'a Store,
        library_id: i32,
        ordering: &'a Ordering,
        clock: &'a Clock,
        progress: &'a Progress,
    ) -> store::Result<Self> {
        let (songs, artists) = store.read_now(intake::last_places)?;
        Ok(Self {
            store,
            library_id,
            ordering,
            clock,
            progress,
            next_song: songs + 1,
            next_artist: artists + 1,
            fresh: songs == 0,
            known_artists: HashSet::new(),
            known_genres: HashSet::new(),
            touched: Touched::default(),
        })
    }

    /// The place the next new song gets.
    pub fn next_song(&self) -> i64 {
        self.next_song
    }

    /// Keeps these chunks in one transaction.
    ///
    /// # Errors
    /// Where the database fails; the scan cannot go on then.
    pub fn write(&mut self, chunks: &[ReadChunk]) -> store::Result<()> {
        let now = self.clock.now();
        let store = self.store;
        let new_songs = store.write_now(|db| {
            let mut new_songs = 0;
            let ids = self.free_ids(db, chunks)?;
            let mut ids = ids.into_iter();
            for chunk in chunks {
                if !chunk.folder.begun.swap(true, Memory::AcqRel) {
                    problems::clear_folder(db, self.library_id, &chunk.folder.folder.path)?;
                }
                for file in &chunk.files {
                    new_songs += self.file(db, chunk, file, &mut ids, now)?;
                }
                if chunk.folder.remaining.fetch_sub(1, Memory::AcqRel) == 1 {
                    folders::put(db, &chunk.folder.folder)?;
                }
            }
            Ok(new_songs)
        })?;
        self.progress.songs.fetch_add(new_songs, Memory::Relaxed);
        Ok(())
    }

    /// Ids for the files never seen before, in their order.
    fn free_ids(&self, db: &mut Write, chunks: &[ReadChunk]) -> store::Result<Vec<String>> {
        let library = self.library_id.to_string();
        let new = chunks.iter().flat_map(|chunk| &chunk.files).filter(|file| is_new(file));
        let mut ids: Vec<String> = new.map(|file| id::derived(&["song", &library, &file.job.path])).collect();
        if self.fresh || ids.is_empty() {
            return Ok(ids);
        }
        // a song that moved away keeps the id of the path where it was first seen
        let mut attempt = 0_u32;
        loop {
            let used: HashSet<String> = intake::used_ids(db, &ids)?.into_iter().collect();
            if used.is_empty() {
                return Ok(ids);
            }
            attempt += 1;
            for id in ids.iter_mut().filter(|id| used.contains(*id)) {
                *id = id::derived(&[id, &attempt.to_string()]);
            }
        }
    }

    fn file(
        &mut self,
        db: &mut Write,
        chunk: &ReadChunk,
        file: &ReadFile,
        ids: &mut impl Iterator<Item = String>,
        now: Moment,
    ) -> store::Result<i64> {
        let job = &file.job;
        if let Some(problem) = &file.problem {
            problems::put(db, self.library_id, &job.path, problem.kind.word(), &problem.message, now)?;
        }
        let Some(track) = &file.track else {
            // what held a song and holds none now is gone
            let Some(known) = job.known.as_ref().filter(|known| !known.missing) else { return Ok(0) };
            self.touch_known(db, &[known.seq])?;
            self.touched.albums.insert(known.album_id.clone());
            intake::set_missing(db, &[known.seq], true)?;
            return Ok(-1);
        };
        self.make_known(db, track, now)?;
        let (seq, song_id, before) = match &job.known {
            Some(known) => {
                self.touch_known(db, &[known.seq])?;
                if known.album_id != track.album_id {
                    self.touched.albums.insert(known.album_id.clone());
                    self.touched.album_moves.push((known.album_id.clone(), track.album_id.clone()));
                }
                (known.seq, known.id.clone(), Before::Present)
            }
            None => {
                let seq = self.next_song;
                self.next_song += 1;
                (seq, ids.next().unwrap_or_default(), Before::Absent)
            }
        };
        let record = FileRecord {
            seq,
            id: &song_id,
            library_id: self.library_id,
            folder_id: &chunk.folder.folder.id,
            path: &job.path,
            suffix: &path::suffix(&job.found.name),
            size: job.found.size,
            modified_at: job.found.modified_at,
            created_at: now,
            order_title: &self.ordering.key(&track.title, &track.sort_title),
            track,
        };
        intake::put_song(db, &record, before)?;
        self.touched.albums.insert(track.album_id.clone());
        let arrived = job.known.as_ref().is_none_or(|known| known.missing);
        Ok(i64::from(arrived))
    }

    /// Remembers whose counts change when known songs do.
    fn touch_known(&mut self, db: &mut Write, seqs: &[i64]) -> store::Result<()> {
        self.touched.artists.extend(intake::artists_of(db, seqs)?);
        self.touched.genres.extend(intake::genres_of(db, seqs)?);
        Ok(())
    }

    /// Sees to it that the artists and genres a song names exist.
    fn make_known(&mut self, db: &mut Write, track: &Track, now: Moment) -> store::Result<()> {
        for credit in &track.credits {
            let key = format!("{}{}{}", credit.artist_id, credit.sort_name.is_empty(), credit.mbz_id.is_empty());
            if self.known_artists.insert(key) {
                let taken = intake::put_artist(db, self.next_artist, credit, &self.ordering.articles, now)?;
                self.next_artist += i64::from(taken);
                self.touched.artists.insert(credit.artist_id.clone());
            }
        }
        for name in &track.genres {
            let id = song_lists::genre_id(name);
            if self.known_genres.insert(id.clone()) {
                intake::put_genre(db, name)?;
                self.touched.genres.insert(id);
            }
        }
        Ok(())
    }
}

fn is_new(file: &ReadFile) -> bool {
    file.track.is_some() && file.job.known.is_none()
}
