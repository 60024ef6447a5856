//! Genres and how much there is of each.

use super::schema::{genre, genre_count};
use super::scope::{Scope, Viewer};
use super::song_lists::in_scope;
use super::{Read, Result};
use diesel::dsl::sum;
use diesel::prelude::*;

/// A genre with what the viewer may see of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GenreEntry {
    pub name: String,
    pub song_count: i64,
    pub album_count: i64,
}

/// Every genre of which the viewer may see a song, the largest first.
///
/// # Errors
/// Where the database fails.
pub fn all(db: &mut Read, viewer: &Viewer) -> Result<Vec<GenreEntry>> {
    let query = genre_count::table
        .inner_join(genre::table.on(genre::id.eq(genre_count::genre_id)))
        .filter(genre_count::song_count.gt(0))
        .group_by(genre::name)
        .select((genre::name, sum(genre_count::song_count), sum(genre_count::album_count)))
        .into_boxed();
    let rows: Vec<(String, Option<i64>, Option<i64>)> =
        in_scope!(query, genre_count::library_id, &viewer.scope).load(db.connection())?;
    let entry = |(name, songs, albums): (String, Option<i64>, Option<i64>)| GenreEntry {
        name,
        song_count: songs.unwrap_or_default(),
        album_count: albums.unwrap_or_default(),
    };
    let mut genres: Vec<GenreEntry> = rows.into_iter().map(entry).collect();
    genres.sort_by(|a, b| b.song_count.cmp(&a.song_count).then_with(|| a.name.cmp(&b.name)));
    Ok(genres)
}
