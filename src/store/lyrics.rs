//! Words of songs, as they were found in files and beside them.

use super::schema::{lyrics, song};
use super::{Error, Read, Result};
use crate::domain::lyrics::Lyrics;
use diesel::prelude::*;

/// A song's lyrics; none where none were found.
///
/// # Errors
/// Where the database fails.
pub fn of_song(db: &mut Read, song_id: &str) -> Result<Vec<Lyrics>> {
    let sets: Option<String> = lyrics::table.find(song_id).select(lyrics::sets).first(db.connection()).optional()?;
    match sets {
        Some(sets) => serde_json::from_str(&sets).map_err(|error| Error::row("lyrics", error)),
        None => Ok(Vec::new()),
    }
}

/// Ids of songs with lyrics whose title and artist are these, folded as in lists; the first few.
///
/// # Errors
/// Where the database fails.
pub fn candidates(db: &mut Read, order_title: &str) -> Result<Vec<String>> {
    Ok(lyrics::table
        .inner_join(song::table.on(song::id.eq(lyrics::song_id)))
        .filter(song::order_title.eq(order_title).and(song::missing.eq(false)))
        .select(song::id)
        .order(song::seq)
        .limit(50)
        .load(db.connection())?)
}
