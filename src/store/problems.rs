//! Files that could not be read, for the administrator to see.

use super::schema::scan_problem;
use super::{Read, Result};
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
