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
    let mut gone = outcome.gone.clone();
    gone.extend(in_vanished_folders(store, library_id, outcome)?);
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
    store.write_now(|db| {
        for (path, reason) in &outcome.unreadable {
            problems::put(db, library_id, path, "unreadable", reason, now)?;
        }
        Ok(())
    })?;
    join_moved(store, first_new, touched)?;
    Ok(lost)
}

/// Songs of folders that were there and are no longer; what lies below an unreadable folder is left alone.
fn in_vanished_folders(store: &Store, library_id: i32, outcome: &Outcome) -> store::Result<Vec<i64>> {
    let known = store.read_now(|db| folders::digests(db, library_id))?;
    let hidden = |folder: &str| {
        let below = |(path, _): &(String, String)| {
            path.is_empty()
                || folder == path
                || folder.strip_prefix(path.as_str()).is_some_and(|rest| rest.starts_with('/'))
        };
        outcome.unreadable.iter().any(below)
    };
    let vanished: Vec<(String, String)> = known
        .into_keys()
        .map(|path| (folders::id_of(library_id, &path), path))
        .filter(|(id, path)| !outcome.seen.contains(id) && !hidden(path))
        .collect();
    let mut gone = Vec::new();
    for part in vanished.chunks(BATCH) {
        let ids: Vec<String> = part.iter().map(|(id, _)| id.clone()).collect();
        let files = store.write_now(|db| {
            folders::mark_missing(db, &ids)?;
            for (_, path) in part {
                problems::clear_folder(db, library_id, path)?;
            }
            intake::known_files(db, &ids)
        })?;
        gone.extend(files.into_iter().filter(|file| !file.missing).map(|file| file.seq));
    }
    Ok(gone)
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
