//! Stage 5: what is gone, and what only moved. Runs when every folder was seen.

use super::persist::Touched;
use super::plan::Outcome;
use crate::domain::clock::Moment;
use crate::domain::path;
use crate::store::moves::{self, Move};
use crate::store::{self, Store, annotations, folders, intake, problems};
use std::collections::HashSet;

/// Rows changed in one transaction.
const BATCH: usize = 500;
/// What is wrong with a folder that could not be listed.
const UNREADABLE: &str = "unreadable";

/// Marks songs whose file is gone, and gives those that turned up elsewhere their id back. Returns how many songs are
/// missing now that were not before.
///
/// # Errors
/// Where the database fails.
pub fn run(
    store: &Store,
    library_id: i32,
    outcome: &Outcome,
    first_new: i64,
    touched: &mut Touched,
    now: Moment,
) -> store::Result<i64> {
    let vanished = vanished_folders(store, library_id, outcome)?;
    let mut gone = outcome.gone.clone();
    gone.extend(songs_in(store, &vanished)?);
    let mut lost = 0;
    for part in gone.chunks(BATCH) {
        let (artists, genres, albums) = store.write_now(|db| {
            let artists = intake::artists_of(db, part)?;
            let genres = intake::genres_of(db, part)?;
            let albums = intake::albums_of(db, part)?;
            intake::set_missing(db, part, true)?;
            Ok((artists, genres, albums))
        })?;
        touched.artists.extend(artists);
        touched.genres.extend(genres);
        touched.albums.extend(albums);
        lost += i64::try_from(part.len()).unwrap_or_default();
    }
    give_up(store, library_id, &vanished)?;
    store.write_now(|db| {
        let mut readable = problems::paths(db, library_id, UNREADABLE)?;
        readable.retain(|path| outcome.seen.contains(&folders::id_of(library_id, path)));
        problems::clear(db, library_id, &readable)?;
        for (path, reason) in &outcome.unreadable {
            problems::put(db, library_id, path, UNREADABLE, reason, now)?;
        }
        Ok(())
    })?;
    join_moved(store, first_new, touched)?;
    Ok(lost)
}

/// Folders that were there and are no longer, by id and path; what lies below an unreadable folder is left alone.
fn vanished_folders(store: &Store, library_id: i32, outcome: &Outcome) -> store::Result<Vec<(String, String)>> {
    let known = store.read_now(|db| folders::digests(db, library_id))?;
    let with_id = known.into_keys().map(|path| (folders::id_of(library_id, &path), path));
    Ok(with_id.filter(|(id, path)| !outcome.seen.contains(id) && !outcome.hides(path)).collect())
}

/// Places of the present songs in these folders.
fn songs_in(store: &Store, folders: &[(String, String)]) -> store::Result<Vec<i64>> {
    let mut songs = Vec::new();
    for part in folders.chunks(BATCH) {
        let ids: Vec<String> = part.iter().map(|(id, _)| id.clone()).collect();
        let files = store.read_now(|db| intake::known_files(db, &ids))?;
        songs.extend(files.into_iter().filter(|file| !file.missing).map(|file| file.seq));
    }
    Ok(songs)
}

/// Marks folders as missing. Only when their songs are: a scan cut short in between would never ask for these again.
fn give_up(store: &Store, library_id: i32, vanished: &[(String, String)]) -> store::Result<()> {
    for part in vanished.chunks(BATCH) {
        let ids: Vec<String> = part.iter().map(|(id, _)| id.clone()).collect();
        store.write_now(|db| {
            folders::mark_missing(db, &ids)?;
            for (_, path) in part {
                problems::clear_folder(db, library_id, path)?;
            }
            Ok(())
        })?;
    }
    Ok(())
}

/// Pairs each new song with the missing one it most likely is: the one with the same file name where several are the
/// same by persistent id. No song takes part twice.
fn join_moved(store: &Store, first_new: i64, touched: &mut Touched) -> store::Result<()> {
    let mut candidates = store.read_now(|db| moves::candidates(db, first_new))?;
    let renamed = |pair: &Move| path::file_name(&pair.old_path) != path::file_name(&pair.new_path);
    candidates.sort_by_key(|pair| (renamed(pair), pair.new_seq, pair.old_seq));
    let mut taken: HashSet<i64> = HashSet::new();
    let chosen: Vec<Move> = candidates
        .into_iter()
        .filter(|pair| {
            let free = !taken.contains(&pair.old_seq) && !taken.contains(&pair.new_seq);
            if free {
                taken.extend([pair.old_seq, pair.new_seq]);
            }
            free
        })
        .collect();
    for part in chosen.chunks(BATCH) {
        store.write_now(|db| {
            for pair in part {
                moves::join(db, pair)?;
            }
            Ok(())
        })?;
    }
    for pair in chosen {
        if pair.old_album_id != pair.new_album_id {
            touched.album_moves.push((pair.old_album_id.clone(), pair.new_album_id));
        }
        touched.albums.insert(pair.old_album_id);
    }
    Ok(())
}

/// Gives stars, ratings and plays of albums that no song is left of to the albums their songs went to.
///
/// # Errors
/// Where the database fails.
pub fn follow_albums(store: &Store, moves: &[(String, String)]) -> store::Result<()> {
    for part in moves.chunks(BATCH) {
        store.write_now(|db| {
            for (from, to) in part {
                if store::rollup::songs_of(db, std::slice::from_ref(from))?.is_empty() {
                    annotations::album_moved(db, from, to)?;
                }
            }
            Ok(())
        })?;
    }
    Ok(())
}
