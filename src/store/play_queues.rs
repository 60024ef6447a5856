//! What a listener was about to hear, kept to go on with on another device.

use super::engine::each_engine;
use super::schema::play_queue;
use super::{Error, Read, Result, Write};
use crate::domain::clock::Moment;
use diesel::prelude::*;

/// A queue: ids of songs, which of them is playing, and how far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlayQueue {
    pub song_ids: Vec<String>,
    /// Place of the playing song, from 0.
    pub current: i32,
    /// Milliseconds into it.
    pub position: i64,
    /// The client that saved it.
    pub changed_by: String,
    pub updated_at: Moment,
}

/// A listener's queue, if one was saved.
///
/// # Errors
/// Where the database fails.
pub fn of_account(db: &mut Read, account_id: &str) -> Result<Option<PlayQueue>> {
    let row: Option<(String, i32, i64, String, i64)> = play_queue::table
        .find(account_id)
        .select((
            play_queue::songs,
            play_queue::current,
            play_queue::position,
            play_queue::changed_by,
            play_queue::updated_at,
        ))
        .first(db.connection())
        .optional()?;
    row.map(|(songs, current, position, changed_by, updated_at)| {
        let song_ids = serde_json::from_str(&songs).map_err(|error| Error::row("play_queue", error))?;
        Ok(PlayQueue { song_ids, current, position, changed_by, updated_at })
    })
    .transpose()
}

/// Saves a listener's queue in place of the earlier one.
///
/// # Errors
/// Where the database fails.
pub fn save(db: &mut Write, account_id: &str, queue: &PlayQueue) -> Result<()> {
    let songs = serde_json::to_string(&queue.song_ids).map_err(|error| Error::row("play_queue", error))?;
    let values = (
        play_queue::songs.eq(&songs),
        play_queue::current.eq(queue.current),
        play_queue::position.eq(queue.position),
        play_queue::changed_by.eq(&queue.changed_by),
        play_queue::updated_at.eq(queue.updated_at),
    );
    each_engine!(db.connection(), c => diesel::insert_into(play_queue::table)
        .values((play_queue::account_id.eq(account_id), values))
        .on_conflict(play_queue::account_id)
        .do_update()
        .set(values)
        .execute(c))?;
    Ok(())
}
