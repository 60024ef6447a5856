//! Songs as listeners see them: each with the viewer's star, rating and bookmark.
//!
//! Every list is made in two steps: a small query says which songs and in what order (`song_lists`), and [`listed`]
//! fetches them all at once. Deep pages so never carry whole rows along.

use super::rows::SongRow;
use super::schema::{album, annotation, bookmark, song};
use super::scope::Viewer;
use super::{Read, Result};
use crate::domain::annotation::{Annotation, AverageRating};
use crate::domain::clock::Moment;
use crate::domain::id::ItemKind;
use crate::domain::song::Song;
use diesel::prelude::*;
use std::collections::HashMap;

/// How many rows one statement fetches: below SQLite's limit of bound values.
pub(super) const BATCH: usize = 500;

/// A song with what the viewer thinks of it.
#[derive(Debug, Clone, Default)]
pub struct SongEntry {
    pub song: Song,
    pub annotation: Annotation,
    pub average_rating: AverageRating,
    /// Milliseconds into the song.
    pub bookmark: Option<i64>,
    /// The time of the album's last change, where the album has a cover: the version of that picture.
    pub album_cover: Option<Moment>,
}

pub(super) type AnnotationColumns = (Option<i64>, Option<i64>, Option<i32>, Option<i64>, Option<i64>);

pub(super) fn annotation_of(columns: AnnotationColumns) -> Annotation {
    let (play_count, played_at, rating, rated_at, starred_at) = columns;
    Annotation {
        play_count: play_count.unwrap_or_default(),
        played_at,
        rating: rating.unwrap_or_default(),
        rated_at,
        starred_at,
    }
}

type Columns = (SongRow, f64, AnnotationColumns, Option<i64>, Option<(String, i64)>);

fn entry(columns: Columns) -> Result<(i64, SongEntry)> {
    let (row, average_rating, annotation, bookmark, album) = columns;
    let seq = row.seq;
    let album_cover = album.filter(|(cover, _)| !cover.is_empty()).map(|(_, changed)| changed);
    let annotation = annotation_of(annotation);
    Ok((seq, SongEntry { song: row.into_song()?, annotation, average_rating, bookmark, album_cover }))
}

/// Which songs, and in what order.
enum Which<'a> {
    Id(&'a str),
    Ids(&'a [String]),
    Seqs(&'a [i64]),
    Album(&'a str),
    Folder(&'a str),
}

/// Present songs in the viewer's libraries with their places. One statement for all questions: it is compiled once, which
/// matters, since each of diesel's large queries costs seconds of compiling for each engine.
fn load(db: &mut Read, viewer: &Viewer, which: &Which<'_>) -> Result<Vec<(i64, SongEntry)>> {
    let query = song::table
        .left_join(
            annotation::table.on(annotation::item_id
                .eq(song::id)
                .and(annotation::kind.eq(ItemKind::Song.word()))
                .and(annotation::account_id.eq(viewer.account_id.clone()))),
        )
        .left_join(
            bookmark::table.on(bookmark::song_id.eq(song::id).and(bookmark::account_id.eq(viewer.account_id.clone()))),
        )
        .left_join(album::table.on(album::id.eq(song::album_id)))
        .filter(song::missing.eq(false))
        .select((
            SongRow::as_select(),
            song::average_rating,
            (
                annotation::play_count.nullable(),
                annotation::played_at.nullable(),
                annotation::rating.nullable(),
                annotation::rated_at.nullable(),
                annotation::starred_at.nullable(),
            ),
            bookmark::position.nullable(),
            (album::cover, album::updated_at).nullable(),
        ))
        .into_boxed();
    let query = match which {
        Which::Id(id) => query.filter(song::id.eq(*id)),
        Which::Ids(ids) => query.filter(song::id.eq_any(*ids)),
        Which::Seqs(seqs) => query.filter(song::seq.eq_any(*seqs)),
        Which::Album(id) => {
            query.filter(song::album_id.eq(*id)).order((song::disc, song::track, song::order_title, song::seq))
        }
        Which::Folder(id) => query.filter(song::folder_id.eq(*id)).order((song::path, song::seq)),
    };
    let rows: Vec<Columns> = query.load(db.connection())?;
    let mut entries = Vec::with_capacity(rows.len());
    for row in rows {
        let (seq, entry) = entry(row)?;
        if viewer.scope.holds(entry.song.library_id) {
            entries.push((seq, entry));
        }
    }
    Ok(entries)
}

fn without_places(entries: Vec<(i64, SongEntry)>) -> Vec<SongEntry> {
    entries.into_iter().map(|(_, entry)| entry).collect()
}

/// The song with this id, where the viewer may see it.
///
/// # Errors
/// Where the database fails.
pub fn find(db: &mut Read, viewer: &Viewer, id: &str) -> Result<Option<SongEntry>> {
    Ok(load(db, viewer, &Which::Id(id))?.pop().map(|(_, entry)| entry))
}

/// The songs of an album, in the order of discs and tracks.
///
/// # Errors
/// Where the database fails.
pub fn of_album(db: &mut Read, viewer: &Viewer, album_id: &str) -> Result<Vec<SongEntry>> {
    Ok(without_places(load(db, viewer, &Which::Album(album_id))?))
}

/// The songs lying in a folder, by file name.
///
/// # Errors
/// Where the database fails.
pub fn of_folder(db: &mut Read, viewer: &Viewer, folder_id: &str) -> Result<Vec<SongEntry>> {
    Ok(without_places(load(db, viewer, &Which::Folder(folder_id))?))
}

/// The songs of these places in the order of arrival, in the order given.
///
/// # Errors
/// Where the database fails.
pub fn listed(db: &mut Read, viewer: &Viewer, seqs: &[i64]) -> Result<Vec<SongEntry>> {
    let mut found = HashMap::with_capacity(seqs.len());
    for part in seqs.chunks(BATCH) {
        found.extend(load(db, viewer, &Which::Seqs(part))?);
    }
    Ok(seqs.iter().filter_map(|seq| found.remove(seq)).collect())
}

/// The songs with these ids, in the order given and as often; those that are gone are left out.
///
/// # Errors
/// Where the database fails.
pub fn by_ids(db: &mut Read, viewer: &Viewer, ids: &[String]) -> Result<Vec<SongEntry>> {
    let mut found = HashMap::with_capacity(ids.len());
    for part in ids.chunks(BATCH) {
        let entries = load(db, viewer, &Which::Ids(part))?;
        found.extend(entries.into_iter().map(|(_, entry)| (entry.song.id.clone(), entry)));
    }
    Ok(ids.iter().filter_map(|id| found.get(id).cloned()).collect())
}

/// How many songs are present in all.
///
/// # Errors
/// Where the database fails.
pub fn count(db: &mut Read) -> Result<i64> {
    Ok(song::table.filter(song::missing.eq(false)).count().get_result(db.connection())?)
}

/// How many songs of one library are present.
///
/// # Errors
/// Where the database fails.
pub fn count_in(db: &mut Read, library_id: i32) -> Result<i64> {
    let present = song::table.filter(song::missing.eq(false).and(song::library_id.eq(library_id)));
    Ok(present.count().get_result(db.connection())?)
}

/// Ids of the songs at these paths of a library, by path; missing ones too, since they may come back.
///
/// # Errors
/// Where the database fails.
pub fn at_paths(db: &mut Read, library_id: i32, paths: &[String]) -> Result<HashMap<String, String>> {
    let mut found = HashMap::with_capacity(paths.len());
    for part in paths.chunks(BATCH) {
        let rows = song::table.filter(song::library_id.eq(library_id).and(song::path.eq_any(part)));
        found.extend(rows.select((song::path, song::id)).load::<(String, String)>(db.connection())?);
    }
    Ok(found)
}

/// Paths and ids of a library's present songs after a place in the order of arrival, with those places.
///
/// # Errors
/// Where the database fails.
pub fn paths_after(db: &mut Read, library_id: i32, after: i64, limit: i64) -> Result<Vec<(i64, String, String)>> {
    Ok(song::table
        .filter(song::library_id.eq(library_id).and(song::missing.eq(false)).and(song::seq.gt(after)))
        .order(song::seq)
        .limit(limit)
        .select((song::seq, song::path, song::id))
        .load(db.connection())?)
}
