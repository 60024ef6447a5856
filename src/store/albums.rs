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

macro_rules! load {
    ($db:expr, $viewer:expr, $query:ident => $refine:expr) => {{
        let $query = album::table
            .left_join(
                annotation::table.on(annotation::item_id
                    .eq(album::id)
                    .and(annotation::kind.eq(ItemKind::Album.word()))
                    .and(annotation::account_id.eq($viewer.account_id.clone()))),
            )
            .filter(album::missing.eq(false));
        $refine
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
            .load::<Columns>($db.connection())?
            .into_iter()
            .map(entry)
            .filter(|read| !matches!(read, Ok((_, entry)) if !$viewer.scope.holds(entry.album.library_id)))
    }};
}

/// The album with this id, where the viewer may see it.
///
/// # Errors
/// Where the database fails.
pub fn find(db: &mut Read, viewer: &Viewer, id: &str) -> Result<Option<AlbumEntry>> {
    let found: Result<Vec<_>> = load!(db, viewer, query => query.filter(album::id.eq(id))).collect();
    Ok(found?.pop().map(|(_, entry)| entry))
}

/// The albums of these places in the order of arrival, in the order given.
///
/// # Errors
/// Where the database fails.
pub fn listed(db: &mut Read, viewer: &Viewer, seqs: &[i64]) -> Result<Vec<AlbumEntry>> {
    let mut found = HashMap::with_capacity(seqs.len());
    for part in seqs.chunks(BATCH) {
        for read in load!(db, viewer, query => query.filter(album::seq.eq_any(part))) {
            let (seq, entry) = read?;
            found.insert(seq, entry);
        }
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

/// An artist's albums by date.
///
/// # Errors
/// Where the database fails.
pub fn of_artist(db: &mut Read, viewer: &Viewer, artist_id: &str, part: Part) -> Result<Vec<AlbumEntry>> {
    let credits = album_credit::table.filter(album_credit::artist_id.eq(artist_id.to_owned()));
    let order = (album::order_year, album::order_name, album::seq);
    let read: Box<dyn Iterator<Item = Result<(i64, AlbumEntry)>>> = match part {
        Part::AlbumArtist => {
            let own = credits.filter(album_credit::role.eq(Role::AlbumArtist.word())).select(album_credit::album_id);
            Box::new(load!(db, viewer, query => query.filter(album::id.eq_any(own)).order(order)))
        }
        Part::Any => {
            let any = credits.select(album_credit::album_id);
            Box::new(load!(db, viewer, query => query.filter(album::id.eq_any(any)).order(order)))
        }
    };
    read.map(|read| read.map(|(_, entry)| entry)).collect()
}
