//! Files that went missing in one place and turned up in another keep their id, and with it every star, rating, play,
//! bookmark and place in a playlist.

use super::schema::{lyrics, song, song_credit, song_genre};
use super::search::{self, Index};
use super::{Read, Result, Write};
use diesel::prelude::*;

/// A missing song and the new one that is the same by its persistent id.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Move {
    pub old_seq: i64,
    pub old_id: String,
    pub old_album_id: String,
    pub old_path: String,
    pub new_seq: i64,
    pub new_id: String,
    pub new_album_id: String,
    pub new_path: String,
}

/// Pairs of a missing song and one that arrived at place `since` or later, the same by persistent id. One may occur in
/// several pairs.
///
/// # Errors
/// Where the database fails.
pub fn candidates(db: &mut Read, since: i64) -> Result<Vec<Move>> {
    let (old, new) = diesel::alias!(song as old, song as new);
    Ok(old
        .inner_join(new.on(new.field(song::pid).eq(old.field(song::pid))))
        .filter(old.field(song::missing).eq(true).and(new.field(song::missing).eq(false)))
        .filter(new.field(song::seq).ge(since))
        .order((new.field(song::seq), old.field(song::seq)))
        .select((
            old.field(song::seq),
            old.field(song::id),
            old.field(song::album_id),
            old.field(song::path),
            new.field(song::seq),
            new.field(song::id),
            new.field(song::album_id),
            new.field(song::path),
        ))
        .load(db.connection())?)
}

/// Gives the new row the old one's id, age and mean rating, and removes the old row.
///
/// # Errors
/// Where the database fails.
pub fn join(db: &mut Write, moved: &Move) -> Result<()> {
    let (created_at, average_rating): (i64, f64) =
        song::table.find(moved.old_seq).select((song::created_at, song::average_rating)).first(db.connection())?;
    diesel::delete(song_credit::table.filter(song_credit::song_seq.eq(moved.old_seq))).execute(db.connection())?;
    diesel::delete(song_genre::table.filter(song_genre::song_seq.eq(moved.old_seq))).execute(db.connection())?;
    diesel::delete(lyrics::table.find(&moved.old_id)).execute(db.connection())?;
    search::take_out(db, Index::Songs, moved.old_seq)?;
    diesel::delete(song::table.find(moved.old_seq)).execute(db.connection())?;
    diesel::update(lyrics::table.find(&moved.new_id))
        .set(lyrics::song_id.eq(&moved.old_id))
        .execute(db.connection())?;
    diesel::update(song::table.find(moved.new_seq))
        .set((song::id.eq(&moved.old_id), song::created_at.eq(created_at), song::average_rating.eq(average_rating)))
        .execute(db.connection())?;
    Ok(())
}

/// Forgets the missing songs of a library, and all that listeners said about them; returns how many.
///
/// # Errors
/// Where the database fails.
pub fn purge(db: &mut Write, library_id: i32) -> Result<usize> {
    use super::schema::{annotation, bookmark, playlist_entry};
    const BATCH: i64 = 500;
    let mut purged = 0;
    loop {
        let gone: Vec<(i64, String)> = song::table
            .filter(song::library_id.eq(library_id).and(song::missing.eq(true)))
            .select((song::seq, song::id))
            .limit(BATCH)
            .load(db.connection())?;
        if gone.is_empty() {
            return Ok(purged);
        }
        let (seqs, ids): (Vec<i64>, Vec<String>) = gone.into_iter().unzip();
        for &seq in &seqs {
            search::take_out(db, Index::Songs, seq)?;
        }
        let c = db.connection();
        diesel::delete(song_credit::table.filter(song_credit::song_seq.eq_any(&seqs))).execute(c)?;
        diesel::delete(song_genre::table.filter(song_genre::song_seq.eq_any(&seqs))).execute(c)?;
        diesel::delete(lyrics::table.filter(lyrics::song_id.eq_any(&ids))).execute(c)?;
        diesel::delete(annotation::table.filter(annotation::kind.eq("song").and(annotation::item_id.eq_any(&ids))))
            .execute(c)?;
        diesel::delete(bookmark::table.filter(bookmark::song_id.eq_any(&ids))).execute(c)?;
        diesel::delete(playlist_entry::table.filter(playlist_entry::song_id.eq_any(&ids))).execute(c)?;
        diesel::delete(song::table.filter(song::seq.eq_any(&seqs))).execute(c)?;
        purged += seqs.len();
    }
}
