//! Internet radio stations.

use super::schema::radio;
use super::{Read, Result, Write};
use crate::domain::clock::Moment;
use diesel::prelude::*;

/// A station.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = radio)]
pub struct Radio {
    pub id: String,
    pub name: String,
    pub stream_url: String,
    pub home_page_url: String,
    pub created_at: Moment,
    pub updated_at: Moment,
}

/// Every station by name, at most a thousand.
///
/// # Errors
/// Where the database fails.
pub fn all(db: &mut Read) -> Result<Vec<Radio>> {
    Ok(radio::table.order((radio::name, radio::id)).limit(1000).select(Radio::as_select()).load(db.connection())?)
}

/// Adds a station.
///
/// # Errors
/// Where the database fails.
pub fn add(db: &mut Write, new: &Radio) -> Result<()> {
    diesel::insert_into(radio::table).values(new).execute(db.connection())?;
    Ok(())
}

/// Changes a station's name and addresses; says whether there is such a station.
///
/// # Errors
/// Where the database fails.
pub fn update(db: &mut Write, changed: &Radio) -> Result<bool> {
    let rows = diesel::update(radio::table.find(&changed.id))
        .set((
            radio::name.eq(&changed.name),
            radio::stream_url.eq(&changed.stream_url),
            radio::home_page_url.eq(&changed.home_page_url),
            radio::updated_at.eq(changed.updated_at),
        ))
        .execute(db.connection())?;
    Ok(rows > 0)
}

/// Removes a station; says whether there was one.
///
/// # Errors
/// Where the database fails.
pub fn remove(db: &mut Write, id: &str) -> Result<bool> {
    Ok(diesel::delete(radio::table.find(id)).execute(db.connection())? > 0)
}
