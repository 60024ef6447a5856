//! Which songs, in what order.

use super::schema::{annotation, song, song_genre};
use super::scope::{Scope, Viewer};
use super::songs::{SongEntry, listed};
use super::{Read, Result};
use crate::domain::credit::Role;
use crate::domain::fold;
use crate::domain::id::{self, ItemKind};
use crate::domain::page::Window;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Double};
use std::collections::HashSet;

/// Narrows a boxed query to the libraries that may be seen.
macro_rules! in_scope {
    ($query:expr, $column:expr, $scope:expr) => {
        match $scope {
            Scope::All => $query,
            Scope::Only(libraries) => $query.filter($column.eq_any(libraries.clone())),
        }
    };
}
pub(super) use in_scope;

/// What random songs are drawn from.
#[derive(Debug, Clone, Default)]
pub struct Draw {
    pub genre: Option<String>,
    pub from_year: Option<i32>,
    pub to_year: Option<i32>,
    /// Random numbers, some more than songs are wanted: see [`lots_for`].
    pub lots: Vec<u64>,
}

/// How many random numbers draw so many songs, where at least half of all places are songs that may be drawn.
pub fn lots_for(songs: i64) -> usize {
    usize::try_from(songs).unwrap_or_default() * 4 + 64
}

/// The id of the genre with this name; case makes no difference.
pub fn genre_id(name: &str) -> String {
    id::derived(&["genre", &fold::identity(name)])
}

/// Songs drawn by lot, at most `limit`.
///
/// # Errors
/// Where the database fails.
pub fn random(db: &mut Read, viewer: &Viewer, draw: &Draw, limit: i64) -> Result<Vec<SongEntry>> {
    let mut query = song::table.filter(song::missing.eq(false)).select(song::seq).into_boxed();
    query = in_scope!(query, song::library_id, &viewer.scope);
    if draw.genre.is_none() && draw.from_year.is_none() && draw.to_year.is_none() {
        let seqs = by_lot(db, viewer, &draw.lots, limit)?;
        if seqs.len() as i64 == limit {
            return listed(db, viewer, &seqs);
        }
    }
    if let Some(from) = draw.from_year {
        query = query.filter(song::year.ge(from));
    }
    if let Some(to) = draw.to_year {
        query = query.filter(song::year.le(to).and(song::year.gt(0)));
    }
    if let Some(name) = &draw.genre {
        let of_genre = song_genre::table.filter(song_genre::genre_id.eq(genre_id(name))).select(song_genre::song_seq);
        query = query.filter(song::seq.eq_any(of_genre));
    }
    let seqs: Vec<i64> = query.order(sql::<Double>("random()")).limit(limit).load(db.connection())?;
    listed(db, viewer, &seqs)
}

/// Songs at places picked by lot, in the order of the lots. Each song is as likely as any other, and none is looked at that
/// was not picked; where too few places are songs that may be drawn, it is fewer than `limit`.
fn by_lot(db: &mut Read, viewer: &Viewer, lots: &[u64], limit: i64) -> Result<Vec<i64>> {
    let last: Option<i64> = song::table.select(diesel::dsl::max(song::seq)).first(db.connection())?;
    let Some(places) = last.and_then(|last| u64::try_from(last).ok()).filter(|places| *places > 0) else {
        return Ok(Vec::new());
    };
    let mut picked: Vec<i64> = lots.iter().filter_map(|lot| i64::try_from(lot % places + 1).ok()).collect();
    let query = song::table.filter(song::seq.eq_any(picked.clone())).filter(song::missing.eq(false));
    let query = in_scope!(query.select(song::seq).into_boxed(), song::library_id, &viewer.scope);
    let mut songs: HashSet<i64> = query.load(db.connection())?.into_iter().collect();
    picked.retain(|seq| songs.remove(seq));
    picked.truncate(usize::try_from(limit).unwrap_or_default());
    Ok(picked)
}

/// Songs of a genre, in the order of arrival.
///
/// # Errors
/// Where the database fails.
pub fn of_genre(db: &mut Read, viewer: &Viewer, name: &str, window: Window) -> Result<Vec<SongEntry>> {
    let query = song_genre::table
        .inner_join(song::table.on(song::seq.eq(song_genre::song_seq)))
        .filter(song_genre::genre_id.eq(genre_id(name)).and(song::missing.eq(false)))
        .select(song::seq)
        .into_boxed();
    let seqs: Vec<i64> = in_scope!(query, song::library_id, &viewer.scope)
        .order(song::seq)
        .limit(window.limit)
        .offset(window.offset)
        .load(db.connection())?;
    listed(db, viewer, &seqs)
}

/// Every song, in the order of arrival: what clients page through to copy the whole list.
///
/// # Errors
/// Where the database fails.
pub fn everything(db: &mut Read, viewer: &Viewer, window: Window) -> Result<Vec<SongEntry>> {
    let query = song::table.filter(song::missing.eq(false)).select(song::seq).into_boxed();
    let seqs: Vec<i64> = in_scope!(query, song::library_id, &viewer.scope)
        .order(song::seq)
        .limit(window.limit)
        .offset(window.offset)
        .load(db.connection())?;
    listed(db, viewer, &seqs)
}

/// Starred songs, the newest star first.
///
/// # Errors
/// Where the database fails.
pub fn starred(db: &mut Read, viewer: &Viewer, limit: i64) -> Result<Vec<SongEntry>> {
    let query = annotation::table
        .inner_join(song::table.on(song::id.eq(annotation::item_id)))
        .filter(annotation::account_id.eq(&viewer.account_id).and(annotation::kind.eq(ItemKind::Song.word())))
        .filter(annotation::starred_at.is_not_null().and(song::missing.eq(false)))
        .select(song::seq)
        .into_boxed();
    let seqs: Vec<i64> = in_scope!(query, song::library_id, &viewer.scope)
        .order((annotation::starred_at.desc(), song::seq))
        .limit(limit)
        .load(db.connection())?;
    listed(db, viewer, &seqs)
}

/// An artist's songs that listeners of this server like best: by plays and ratings of all of them, then in order of
/// arrival.
///
/// # Errors
/// Where the database fails.
pub fn top_of_artist(db: &mut Read, viewer: &Viewer, artist_id: &str, limit: i64) -> Result<Vec<SongEntry>> {
    use super::schema::song_credit;
    let query = song_credit::table
        .inner_join(song::table.on(song::seq.eq(song_credit::song_seq)))
        .filter(song_credit::artist_id.eq(artist_id).and(song_credit::role.eq(Role::Artist.word())))
        .filter(song::missing.eq(false))
        .select(song::seq)
        .into_boxed();
    let plays = "(SELECT COALESCE(SUM(play_count), 0) FROM annotation WHERE kind = 'song' AND item_id = song.id) DESC";
    let seqs: Vec<i64> = in_scope!(query, song::library_id, &viewer.scope)
        .order((sql::<BigInt>(plays), song::average_rating.desc(), song::seq))
        .limit(limit)
        .load(db.connection())?;
    listed(db, viewer, &seqs)
}
