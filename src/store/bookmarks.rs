//! Places in songs that listeners want to come back to.

use super::engine::each_engine;
use super::schema::bookmark;
use super::scope::Viewer;
use super::songs::{self, SongEntry};
use super::{Read, Result, Write};
use crate::domain::clock::Moment;
use diesel::prelude::*;

/// A bookmark and its song.
#[derive(Debug, Clone)]
pub struct BookmarkEntry {
    pub song: SongEntry,
    /// Milliseconds into the song.
    pub position: i64,
    pub comment: String,
    pub created_at: Moment,
    pub updated_at: Moment,
}

/// The viewer's bookmarks, the last set first; at most a thousand.
///
/// # Errors
/// Where the database fails.
pub fn all(db: &mut Read, viewer: &Viewer) -> Result<Vec<BookmarkEntry>> {
    let rows: Vec<(String, i64, String, i64, i64)> = bookmark::table
        .filter(bookmark::account_id.eq(&viewer.account_id))
        .order((bookmark::updated_at.desc(), bookmark::song_id))
        .limit(1000)
        .select((bookmark::song_id, bookmark::position, bookmark::comment, bookmark::created_at, bookmark::updated_at))
        .load(db.connection())?;
    let ids: Vec<String> = rows.iter().map(|row| row.0.clone()).collect();
    let mut songs = songs::by_ids(db, viewer, &ids)?.into_iter().peekable();
    let mut entries = Vec::with_capacity(rows.len());
    for (id, position, comment, created_at, updated_at) in rows {
        if let Some(song) = songs.next_if(|entry| entry.song.id == id) {
            entries.push(BookmarkEntry { song, position, comment, created_at, updated_at });
        }
    }
    Ok(entries)
}

/// Sets the viewer's bookmark in a song, in place of an earlier one.
///
/// # Errors
/// Where the database fails.
pub fn set(db: &mut Write, account_id: &str, song_id: &str, position: i64, comment: &str, now: Moment) -> Result<()> {
    each_engine!(db.connection(), c => diesel::insert_into(bookmark::table)
        .values((
            bookmark::account_id.eq(account_id),
            bookmark::song_id.eq(song_id),
            bookmark::position.eq(position),
            bookmark::comment.eq(comment),
            bookmark::created_at.eq(now),
            bookmark::updated_at.eq(now),
        ))
        .on_conflict((bookmark::account_id, bookmark::song_id))
        .do_update()
        .set((bookmark::position.eq(position), bookmark::comment.eq(comment), bookmark::updated_at.eq(now)))
        .execute(c))?;
    Ok(())
}

/// Removes the viewer's bookmark in a song; none there is no error.
///
/// # Errors
/// Where the database fails.
pub fn remove(db: &mut Write, account_id: &str, song_id: &str) -> Result<()> {
    diesel::delete(bookmark::table.find((account_id, song_id))).execute(db.connection())?;
    Ok(())
}
