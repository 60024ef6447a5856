//! Folders as the last scan saw them.

use super::engine::each_engine;
use super::schema::folder;
use super::scope::{Scope, Viewer};
use super::song_lists::in_scope;
use super::{Error, Read, Result, Write};
use crate::domain::clock::Moment;
use crate::domain::id;
use diesel::prelude::*;
use std::collections::HashMap;

/// A folder, its path relative to the library (empty for the library's root).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folder {
    pub id: String,
    pub library_id: i32,
    /// Empty for the library's root.
    pub parent_id: String,
    pub path: String,
    pub name: String,
    /// Of names, sizes and times of what lies in it.
    pub digest: String,
    /// File names of its pictures.
    pub images: Vec<String>,
    pub song_count: i32,
    pub modified_at: Moment,
}

/// The id of the folder at this path.
pub fn id_of(library_id: i32, path: &str) -> String {
    id::derived(&["folder", &library_id.to_string(), path])
}

/// Digests of all present folders of a library by path: what a quick scan compares with.
///
/// # Errors
/// Where the database fails.
pub fn digests(db: &mut Read, library_id: i32) -> Result<HashMap<String, String>> {
    let rows: Vec<(String, String)> = folder::table
        .filter(folder::library_id.eq(library_id).and(folder::missing.eq(false)))
        .select((folder::path, folder::digest))
        .load(db.connection())?;
    Ok(rows.into_iter().collect())
}

/// Writes down how a folder looks now.
///
/// # Errors
/// Where the database fails.
pub fn put(db: &mut Write, seen: &Folder) -> Result<()> {
    let images = serde_json::to_string(&seen.images).map_err(|error| Error::row("folder", error))?;
    let values = (
        folder::parent_id.eq(&seen.parent_id),
        folder::digest.eq(&seen.digest),
        folder::images.eq(&images),
        folder::song_count.eq(seen.song_count),
        folder::missing.eq(false),
        folder::modified_at.eq(seen.modified_at),
    );
    each_engine!(db.connection(), c => diesel::insert_into(folder::table)
        .values((
            folder::id.eq(&seen.id),
            folder::library_id.eq(seen.library_id),
            folder::path.eq(&seen.path),
            folder::name.eq(&seen.name),
            values,
        ))
        .on_conflict(folder::id)
        .do_update()
        .set(values)
        .execute(c))?;
    Ok(())
}

/// Marks folders as gone.
///
/// # Errors
/// Where the database fails.
pub fn mark_missing(db: &mut Write, ids: &[String]) -> Result<()> {
    diesel::update(folder::table.filter(folder::id.eq_any(ids)))
        .set(folder::missing.eq(true))
        .execute(db.connection())?;
    Ok(())
}

type Columns = (String, i32, String, String, String, String, i32, i64);

fn folder_of(row: Columns) -> Result<Folder> {
    let (id, library_id, parent_id, path, name, images, song_count, modified_at) = row;
    let images = serde_json::from_str(&images).map_err(|error| Error::row("folder", error))?;
    Ok(Folder { id, library_id, parent_id, path, name, digest: String::new(), images, song_count, modified_at })
}

macro_rules! columns {
    () => {
        (
            folder::id,
            folder::library_id,
            folder::parent_id,
            folder::path,
            folder::name,
            folder::images,
            folder::song_count,
            folder::modified_at,
        )
    };
}

/// Present folders with these ids, in no order.
///
/// # Errors
/// Where the database fails.
pub fn by_ids(db: &mut Read, ids: &[String]) -> Result<Vec<Folder>> {
    let mut found = Vec::with_capacity(ids.len());
    for part in ids.chunks(super::songs::BATCH) {
        let rows: Vec<Columns> = folder::table
            .filter(folder::id.eq_any(part).and(folder::missing.eq(false)))
            .select(columns!())
            .load(db.connection())?;
        for row in rows {
            found.push(folder_of(row)?);
        }
    }
    Ok(found)
}

/// The folder with this id, where the viewer may see it.
///
/// # Errors
/// Where the database fails.
pub fn find(db: &mut Read, viewer: &Viewer, id: &str) -> Result<Option<Folder>> {
    let found = by_ids(db, &[id.to_owned()])?.pop();
    Ok(found.filter(|folder| viewer.scope.holds(folder.library_id)))
}

/// The ids of the folders lying right in some folders, for the scanner.
///
/// # Errors
/// Where the database fails.
pub fn ids_within(db: &mut Read, parent_ids: &[String]) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for part in parent_ids.chunks(super::songs::BATCH) {
        found.extend(
            folder::table.filter(folder::parent_id.eq_any(part)).select(folder::id).load::<String>(db.connection())?,
        );
    }
    Ok(found)
}

/// The folders lying in a folder, by name.
///
/// # Errors
/// Where the database fails.
pub fn children(db: &mut Read, viewer: &Viewer, parent_id: &str) -> Result<Vec<Folder>> {
    let query = folder::table
        .filter(folder::parent_id.eq(parent_id).and(folder::missing.eq(false)))
        .select(columns!())
        .into_boxed();
    let rows: Vec<Columns> =
        in_scope!(query, folder::library_id, &viewer.scope).order((folder::name, folder::id)).load(db.connection())?;
    rows.into_iter().map(folder_of).collect()
}
