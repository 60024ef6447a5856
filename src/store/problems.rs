//! Files that could not be read, for the administrator to see.

use super::engine::each_engine;
use super::schema::scan_problem;
use super::{Read, Result, Write};
use crate::domain::clock::Moment;
use crate::domain::page::Window;
use diesel::prelude::*;

/// A file and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = scan_problem)]
pub struct Problem {
    pub library_id: i32,
    pub path: String,
    /// One word for the sort of problem.
    pub kind: String,
    pub message: String,
    pub found_at: Moment,
}

/// Problems by path.
///
/// # Errors
/// Where the database fails.
pub fn page(db: &mut Read, window: Window) -> Result<Vec<Problem>> {
    Ok(scan_problem::table
        .order((scan_problem::library_id, scan_problem::path))
        .limit(window.limit)
        .offset(window.offset)
        .select(Problem::as_select())
        .load(db.connection())?)
}

/// How many files have problems.
///
/// # Errors
/// Where the database fails.
pub fn count(db: &mut Read) -> Result<i64> {
    Ok(scan_problem::table.count().get_result(db.connection())?)
}

/// Writes down what is wrong with a file or folder.
///
/// # Errors
/// Where the database fails.
pub fn put(db: &mut Write, library_id: i32, path: &str, kind: &str, message: &str, now: Moment) -> Result<()> {
    let values = (scan_problem::kind.eq(kind), scan_problem::message.eq(message), scan_problem::found_at.eq(now));
    each_engine!(db.connection(), c => diesel::insert_into(scan_problem::table)
        .values((scan_problem::library_id.eq(library_id), scan_problem::path.eq(path), values))
        .on_conflict((scan_problem::library_id, scan_problem::path))
        .do_update()
        .set(values)
        .execute(c))?;
    Ok(())
}

/// Paths of one library with a problem of this kind.
///
/// # Errors
/// Where the database fails.
pub fn paths(db: &mut Read, library_id: i32, kind: &str) -> Result<Vec<String>> {
    let those = scan_problem::library_id.eq(library_id).and(scan_problem::kind.eq(kind));
    Ok(scan_problem::table.filter(those).select(scan_problem::path).load(db.connection())?)
}

/// Forgets the problems of these paths.
///
/// # Errors
/// Where the database fails.
pub fn clear(db: &mut Write, library_id: i32, paths: &[String]) -> Result<()> {
    for part in paths.chunks(super::songs::BATCH) {
        let gone = scan_problem::library_id.eq(library_id).and(scan_problem::path.eq_any(part));
        diesel::delete(scan_problem::table.filter(gone)).execute(db.connection())?;
    }
    Ok(())
}

/// Forgets the problems of files right in a folder: those that are still there are found again.
///
/// # Errors
/// Where the database fails.
pub fn clear_folder(db: &mut Write, library_id: i32, folder: &str) -> Result<()> {
    let start = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let query =
        scan_problem::table.filter(scan_problem::library_id.eq(library_id)).select(scan_problem::path).into_boxed();
    // '0' follows '/'
    let query = if folder.is_empty() {
        query
    } else {
        query.filter(scan_problem::path.ge(start.clone()).and(scan_problem::path.lt(format!("{folder}0"))))
    };
    let below: Vec<String> = query.load(db.connection())?;
    let own: Vec<String> = below.into_iter().filter(|path| !path[start.len()..].contains('/')).collect();
    clear(db, library_id, &own)
}
