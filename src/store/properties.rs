//! Single values that outlive a restart.

use super::engine::each_engine;
use super::schema::property;
use super::{Read, Result, Write};
use diesel::prelude::*;

/// The value kept under a key.
///
/// # Errors
/// Where the database fails.
pub fn get(db: &mut Read, key: &str) -> Result<Option<String>> {
    Ok(property::table.find(key).select(property::value).first(db.connection()).optional()?)
}

/// Keeps a value under a key.
///
/// # Errors
/// Where the database fails.
pub fn set(db: &mut Write, key: &str, value: &str) -> Result<()> {
    each_engine!(db.connection(), c => diesel::insert_into(property::table)
        .values((property::key.eq(key), property::value.eq(value)))
        .on_conflict(property::key)
        .do_update()
        .set(property::value.eq(value))
        .execute(c))?;
    Ok(())
}
