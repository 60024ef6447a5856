//! Albums as listeners see them. Lists are made in two steps, as in `songs`.

use super::rows::AlbumRow;
use super::schema::{album, album_credit, annotation};
use super::scope::Viewer;
use super::songs::{AnnotationColumns, BATCH, annotation_of};
use super::{Read, Result};
use crate::domain::album::Album;
use crate::domain::annotation::{Annotation, AverageRating};
use crate::domain::credit::Role;
use crate::domain::id::ItemKind;
use diesel::prelude::*;
use std::collections::HashMap;

/// An album with what the viewer thinks of it.
#[derive(Debug, Clone, Default)]
pub struct AlbumEntry {
    pub album: Album,
    pub annotation: Annotation,
    pub average_rating: AverageRating,
}

type Columns = (AlbumRow, f64, AnnotationColumns);

fn entry((row, average_rating, annotation): Columns) -> Result<(i64, AlbumEntry)> {
    let seq = row.seq;
    Ok((seq, AlbumEntry { album: row.into_album()?, annotation: annotation_of(annotation), average_rating }))
}

/// Which albums, and in what order.
enum Which<'a> {
    Id(&'a str),
    Seqs(&'a [i64]),
    Ids(&'a [String]),
}

/// Present albums in the viewer's libraries with their places; one statement for all questions, as in `songs`.
fn load(db: &mut Read, viewer: &Viewer, which: &Which<'_>) -> Result<Vec<(i64, AlbumEntry)>> {
    let query = album::table
        .left_join(
            annotation::table.on(annotation::item_id
                .eq(album::id)
                .and(annotation::kind.eq(ItemKind::Album.word()))
                .and(annotation::account_id.eq(viewer.account_id.clone()))),
        )
        .filter(album::missing.eq(false))
        .select((
            AlbumRow::as_select(),
            album::average_rating,
            (
                annotation::play_count.nullable(),
                annotation::played_at.nullable(),
                annotation::rating.nullable(),
                annotation::rated_at.nullable(),
                annotation::starred_at.nullable(),
            ),
        ))
        .into_boxed();
    let query = match which {
        Which::Id(id) => query.filter(album::id.eq(*id)),
        Which::Seqs(seqs) => query.filter(album::seq.eq_any(*seqs)),
        Which::Ids(ids) => {
            query.filter(album::id.eq_any(*ids)).order((album::order_year, album::order_name, album::seq))
        }
    };
    let rows: Vec<Columns> = query.load(db.connection())?;
    let mut entries = Vec::with_capacity(rows.len());
    for row in rows {
        let (seq, entry) = entry(row)?;
        if viewer.scope.holds(entry.album.library_id) {
            entries.push((seq, entry));
        }
    }
    Ok(entries)
}

/// The album with this id, where the viewer may see it.
///
/// # Errors
/// Where the database fails.
pub fn find(db: &mut Read, viewer: &Viewer, id: &str) -> Result<Option<AlbumEntry>> {
    Ok(load(db, viewer, &Which::Id(id))?.pop().map(|(_, entry)| entry))
}

/// The albums of these places in the order of arrival, in the order given.
///
/// # Errors
/// Where the database fails.
pub fn listed(db: &mut Read, viewer: &Viewer, seqs: &[i64]) -> Result<Vec<AlbumEntry>> {
    let mut found = HashMap::with_capacity(seqs.len());
    for part in seqs.chunks(BATCH) {
        found.extend(load(db, viewer, &Which::Seqs(part))?);
    }
    Ok(seqs.iter().filter_map(|seq| found.remove(seq)).collect())
}

/// Which of an artist's albums are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Those that are the artist's own.
    AlbumArtist,
    /// Those on which the artist has any role.
    Any,
}

/// An artist's albums by date, at most ten thousand.
///
/// # Errors
/// Where the database fails.
pub fn of_artist(db: &mut Read, viewer: &Viewer, artist_id: &str, part: Part) -> Result<Vec<AlbumEntry>> {
    const MOST: i64 = 10_000;
    let credits = album_credit::table
        .filter(album_credit::artist_id.eq(artist_id))
        .select(album_credit::album_id)
        .distinct()
        .limit(MOST)
        .into_boxed();
    let ids: Vec<String> = match part {
        Part::AlbumArtist => credits.filter(album_credit::role.eq(Role::AlbumArtist.word())),
        Part::Any => credits,
    }
    .load(db.connection())?;
    // bound values have a limit, and the order is that of all
    let mut entries = Vec::with_capacity(ids.len());
    for part in ids.chunks(20_000) {
        entries.extend(load(db, viewer, &Which::Ids(part))?);
    }
    Ok(entries.into_iter().map(|(_, entry)| entry).collect())
}
