//! Folders of music.

use super::schema::library;
use super::{Read, Result, Write};
use crate::domain::clock::Moment;
use diesel::prelude::*;

/// A folder of music and how far its last scan came.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable)]
#[diesel(table_name = library)]
pub struct Library {
    pub id: i32,
    pub name: String,
    /// Absolute, as `domain::path::to_text` writes it.
    pub path: String,
    pub scan_started_at: Moment,
    pub scan_ended_at: Moment,
    /// `quick` or `full` while a scan runs or after one was cut short; else empty.
    pub scan_unfinished: String,
}

/// Every library, in the order of their ids.
///
/// # Errors
/// Where the database fails.
pub fn all(db: &mut Read) -> Result<Vec<Library>> {
    Ok(library::table.order(library::id).select(Library::as_select()).load(db.connection())?)
}

/// Makes library 1 if there is none, and points it at the configured music folder.
///
/// # Errors
/// Where the database fails.
pub fn configure(db: &mut Write, path: &str, now: Moment) -> Result<()> {
    let known = diesel::update(library::table.find(1))
        .set((library::path.eq(path), library::updated_at.eq(now)))
        .execute(db.connection())?;
    if known == 0 {
        diesel::insert_into(library::table)
            .values((
                library::id.eq(1),
                library::name.eq("Music Library"),
                library::path.eq(path),
                library::created_at.eq(now),
                library::updated_at.eq(now),
            ))
            .execute(db.connection())?;
    }
    Ok(())
}

/// Notes that a scan of this kind (`quick`, `full`) has begun.
///
/// # Errors
/// Where the database fails.
pub fn scan_begun(db: &mut Write, id: i32, kind: &str, now: Moment) -> Result<()> {
    diesel::update(library::table.find(id))
        .set((library::scan_unfinished.eq(kind), library::scan_started_at.eq(now)))
        .execute(db.connection())?;
    Ok(())
}

/// Notes that the scan came to its end.
///
/// # Errors
/// Where the database fails.
pub fn scan_ended(db: &mut Write, id: i32, now: Moment) -> Result<()> {
    diesel::update(library::table.find(id))
        .set((library::scan_unfinished.eq(""), library::scan_ended_at.eq(now)))
        .execute(db.connection())?;
    Ok(())
}
