//! Playlists and their songs.

use super::engine::each_engine;
use super::schema::{account, playlist, playlist_entry, song};
use super::scope::Viewer;
use super::songs::{self, SongEntry};
use super::{Read, Result, Write};
use crate::domain::clock::Moment;
use crate::domain::fold;
use crate::domain::playlist::Playlist;
use diesel::dsl::{count_star, sum};
use diesel::prelude::*;
use std::collections::HashMap;

/// The most songs one playlist may hold.
pub const MOST_SONGS: usize = 100_000;

type Columns = (String, String, String, String, String, bool, i64, i64, String, bool);

macro_rules! load {
    ($db:expr, $query:ident => $refine:expr) => {{
        let $query = playlist::table.inner_join(account::table.on(account::id.eq(playlist::account_id)));
        let rows: Vec<Columns> = $refine
            .select((
                playlist::id,
                playlist::name,
                playlist::comment,
                playlist::account_id,
                account::name,
                playlist::public,
                playlist::created_at,
                playlist::updated_at,
                playlist::path,
                playlist::sync,
            ))
            .load($db.connection())?;
        counted($db, rows)
    }};
}

/// Adds how many songs there are and how long they play; missing ones do not count.
fn counted(db: &mut Read, rows: Vec<Columns>) -> Result<Vec<Playlist>> {
    let ids: Vec<&str> = rows.iter().map(|row| row.0.as_str()).collect();
    let mut sums: HashMap<String, (i64, f64)> = HashMap::with_capacity(rows.len());
    for part in ids.chunks(songs::BATCH) {
        let read: Vec<(String, i64, Option<f64>)> = playlist_entry::table
            .inner_join(song::table.on(song::id.eq(playlist_entry::song_id)))
            .filter(playlist_entry::playlist_id.eq_any(part).and(song::missing.eq(false)))
            .group_by(playlist_entry::playlist_id)
            .select((playlist_entry::playlist_id, count_star(), sum(song::duration)))
            .load(db.connection())?;
        sums.extend(read.into_iter().map(|(id, songs, seconds)| (id, (songs, seconds.unwrap_or_default()))));
    }
    let whole = |row: Columns| {
        let (id, name, comment, owner_id, owner_name, public, created_at, updated_at, path, sync) = row;
        let (songs, duration) = sums.get(&id).copied().unwrap_or_default();
        let song_count = i32::try_from(songs).unwrap_or(i32::MAX);
        Playlist {
            id,
            name,
            comment,
            owner_id,
            owner_name,
            public,
            song_count,
            duration,
            created_at,
            updated_at,
            path,
            sync,
        }
    };
    Ok(rows.into_iter().map(whole).collect())
}

/// Whose playlists are meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whose {
    /// Everybody's: what an administrator sees.
    Everybodys,
    /// This account's own and all public ones.
    VisibleTo(String),
}

/// Playlists by name, at most two thousand.
///
/// # Errors
/// Where the database fails.
pub fn all(db: &mut Read, whose: &Whose) -> Result<Vec<Playlist>> {
    let order = (playlist::name, playlist::id);
    let mut lists = match whose {
        Whose::Everybodys => load!(db, query => query.order(order).limit(2000)),
        Whose::VisibleTo(account) => load!(db, query => query
            .filter(playlist::public.eq(true).or(playlist::account_id.eq(account)))
            .order(order)
            .limit(2000)),
    }?;
    lists.sort_by_cached_key(|list| fold::plain(&list.name));
    Ok(lists)
}

/// The playlist with this id, whoever owns it.
///
/// # Errors
/// Where the database fails.
pub fn find(db: &mut Read, id: &str) -> Result<Option<Playlist>> {
    Ok(load!(db, query => query.filter(playlist::id.eq(id)))?.pop())
}

/// A playlist's songs as far as the viewer may see them, in order.
///
/// # Errors
/// Where the database fails.
pub fn entries(db: &mut Read, viewer: &Viewer, id: &str) -> Result<Vec<SongEntry>> {
    let ids = song_ids(db, id)?;
    songs::by_ids(db, viewer, &ids)
}

/// The ids of a playlist's songs, in order.
///
/// # Errors
/// Where the database fails.
pub fn song_ids(db: &mut Read, id: &str) -> Result<Vec<String>> {
    Ok(playlist_entry::table
        .filter(playlist_entry::playlist_id.eq(id))
        .order(playlist_entry::position)
        .select(playlist_entry::song_id)
        .load(db.connection())?)
}

/// Adds a playlist, as yet without songs.
///
/// # Errors
/// Where the database fails.
pub fn add(db: &mut Write, new: &Playlist, library_id: i32, digest: &str) -> Result<()> {
    diesel::insert_into(playlist::table)
        .values((
            playlist::id.eq(&new.id),
            playlist::name.eq(&new.name),
            playlist::comment.eq(&new.comment),
            playlist::account_id.eq(&new.owner_id),
            playlist::public.eq(new.public),
            playlist::path.eq(&new.path),
            playlist::library_id.eq(library_id),
            playlist::sync.eq(new.sync),
            playlist::digest.eq(digest),
            playlist::created_at.eq(new.created_at),
            playlist::updated_at.eq(new.updated_at),
        ))
        .execute(db.connection())?;
    Ok(())
}

/// Writes back name, comment and visibility.
///
/// # Errors
/// Where the database fails.
pub fn update(db: &mut Write, changed: &Playlist) -> Result<()> {
    diesel::update(playlist::table.find(&changed.id))
        .set((
            playlist::name.eq(&changed.name),
            playlist::comment.eq(&changed.comment),
            playlist::public.eq(changed.public),
            playlist::updated_at.eq(changed.updated_at),
        ))
        .execute(db.connection())?;
    Ok(())
}

/// Puts these songs in place of the earlier ones.
///
/// # Errors
/// Where the database fails.
pub fn set_songs(db: &mut Write, id: &str, song_ids: &[String]) -> Result<()> {
    diesel::delete(playlist_entry::table.filter(playlist_entry::playlist_id.eq(id))).execute(db.connection())?;
    let rows: Vec<_> = song_ids
        .iter()
        .zip(0_i32..)
        .map(|(song_id, position)| {
            (
                playlist_entry::playlist_id.eq(id),
                playlist_entry::position.eq(position),
                playlist_entry::song_id.eq(song_id),
            )
        })
        .collect();
    for part in rows.chunks(songs::BATCH) {
        each_engine!(db.connection(), c => diesel::insert_into(playlist_entry::table).values(part.to_vec()).execute(c))?;
    }
    Ok(())
}

/// Removes a playlist.
///
/// # Errors
/// Where the database fails.
pub fn remove(db: &mut Write, id: &str) -> Result<()> {
    diesel::delete(playlist::table.find(id)).execute(db.connection())?;
    Ok(())
}

/// A playlist file imported before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    pub id: String,
    /// Of the file, at its last import.
    pub digest: String,
    pub sync: bool,
}

/// The playlist that was imported from this file.
///
/// # Errors
/// Where the database fails.
pub fn imported_from(db: &mut Read, library_id: i32, path: &str) -> Result<Option<Imported>> {
    let row: Option<(String, String, bool)> = playlist::table
        .filter(playlist::library_id.eq(library_id).and(playlist::path.eq(path)))
        .select((playlist::id, playlist::digest, playlist::sync))
        .first(db.connection())
        .optional()?;
    Ok(row.map(|(id, digest, sync)| Imported { id, digest, sync }))
}

/// Notes which state of its file a playlist was imported from.
///
/// # Errors
/// Where the database fails.
pub fn imported(db: &mut Write, id: &str, digest: &str, now: Moment) -> Result<()> {
    diesel::update(playlist::table.find(id))
        .set((playlist::digest.eq(digest), playlist::updated_at.eq(now)))
        .execute(db.connection())?;
    Ok(())
}
