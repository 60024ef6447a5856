//! Artists as listeners see them, with counts of what the viewer may see.

use super::rows::ArtistRow;
use super::schema::{annotation, artist, artist_count};
use super::scope::{Scope, Viewer};
use super::song_lists::in_scope;
use super::songs::{AnnotationColumns, BATCH, annotation_of};
use super::{Read, Result};
use crate::domain::annotation::{Annotation, AverageRating};
use crate::domain::artist::Artist;
use crate::domain::credit::Role;
use crate::domain::id::ItemKind;
use crate::domain::page::Window;
use diesel::dsl::exists;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use std::collections::HashMap;

/// An artist with what the viewer thinks of them.
#[derive(Debug, Clone, Default)]
pub struct ArtistEntry {
    pub artist: Artist,
    pub annotation: Annotation,
    pub average_rating: AverageRating,
}

type Columns = (ArtistRow, f64, AnnotationColumns);

/// Which artists, and in what order.
enum Which<'a> {
    Id(&'a str),
    Seqs(&'a [i64]),
    /// The newest star first.
    Starred(i64),
}

/// Present artists; one statement for all questions, as in `songs`.
fn load(db: &mut Read, viewer: &Viewer, which: &Which<'_>) -> Result<Vec<Columns>> {
    let query = artist::table
        .left_join(
            annotation::table.on(annotation::item_id
                .eq(artist::id)
                .and(annotation::kind.eq(ItemKind::Artist.word()))
                .and(annotation::account_id.eq(viewer.account_id.clone()))),
        )
        .filter(artist::missing.eq(false))
        .select((
            ArtistRow::as_select(),
            artist::average_rating,
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
        Which::Id(id) => query.filter(artist::id.eq(*id)),
        Which::Seqs(seqs) => query.filter(artist::seq.eq_any(*seqs)),
        Which::Starred(limit) => query
            .filter(annotation::starred_at.is_not_null())
            .order((annotation::starred_at.desc(), artist::seq))
            .limit(*limit),
    };
    Ok(query.load(db.connection())?)
}

/// Adds counts; an artist of whom the viewer may see nothing is left out.
fn counted(db: &mut Read, viewer: &Viewer, rows: Vec<Columns>) -> Result<Vec<ArtistEntry>> {
    let mut counts: HashMap<String, Vec<(String, i32, i32)>> = HashMap::with_capacity(rows.len());
    let ids: Vec<&str> = rows.iter().map(|(row, ..)| row.id.as_str()).collect();
    for part in ids.chunks(BATCH) {
        let query = artist_count::table
            .filter(artist_count::artist_id.eq_any(part))
            .select((artist_count::artist_id, artist_count::role, artist_count::song_count, artist_count::album_count))
            .into_boxed();
        let read: Vec<(String, String, i32, i32)> =
            in_scope!(query, artist_count::library_id, &viewer.scope).load(db.connection())?;
        for (id, role, songs, albums) in read {
            counts.entry(id).or_default().push((role, songs, albums));
        }
    }
    let entry = |(row, average_rating, annotation): Columns| {
        let counted = counts.remove(&row.id)?;
        let mut artist = row.into_artist();
        for role in Role::ALL {
            let of_role = counted.iter().filter(|(word, ..)| word == role.word());
            let (songs, albums) = of_role.fold((0, 0), |(s, a), (_, songs, albums)| (s + songs, a + albums));
            if songs > 0 {
                artist.roles.push(role.word().to_owned());
                artist.song_count = artist.song_count.max(songs);
            }
            if role == Role::AlbumArtist {
                artist.album_count = albums;
            }
        }
        Some(ArtistEntry { artist, annotation: annotation_of(annotation), average_rating })
    };
    Ok(rows.into_iter().filter_map(entry).collect())
}

/// The artist with this id, where the viewer may see anything of theirs.
///
/// # Errors
/// Where the database fails.
pub fn find(db: &mut Read, viewer: &Viewer, id: &str) -> Result<Option<ArtistEntry>> {
    let rows = load(db, viewer, &Which::Id(id))?;
    Ok(counted(db, viewer, rows)?.pop())
}

/// Every album artist, in alphabetical order.
///
/// # Errors
/// Where the database fails.
pub fn album_artists(db: &mut Read, viewer: &Viewer) -> Result<Vec<ArtistEntry>> {
    let (everywhere, libraries) = viewer.scope.parts();
    let own = artist_count::table
        .filter(artist_count::role.eq(Role::AlbumArtist.word()).and(artist_count::album_count.gt(0)))
        .filter(everywhere.into_sql::<Bool>().or(artist_count::library_id.eq_any(libraries)))
        .select(artist_count::artist_id);
    let seqs: Vec<i64> = artist::table
        .filter(artist::missing.eq(false).and(artist::id.eq_any(own)))
        .select(artist::seq)
        .order((artist::order_name, artist::name, artist::seq))
        .load(db.connection())?;
    listed(db, viewer, &seqs)
}

/// The artists of these places in the order of arrival, in the order given.
///
/// # Errors
/// Where the database fails.
pub fn listed(db: &mut Read, viewer: &Viewer, seqs: &[i64]) -> Result<Vec<ArtistEntry>> {
    let place: HashMap<i64, usize> = seqs.iter().enumerate().map(|(place, &seq)| (seq, place)).collect();
    let mut rows = Vec::with_capacity(seqs.len());
    for part in seqs.chunks(BATCH) {
        rows.extend(load(db, viewer, &Which::Seqs(part))?);
    }
    rows.sort_by_key(|(row, ..)| place.get(&row.seq).copied());
    counted(db, viewer, rows)
}

/// Everybody who has any role on a song, in the order of arrival.
///
/// # Errors
/// Where the database fails.
pub fn everything(db: &mut Read, viewer: &Viewer, window: Window) -> Result<Vec<ArtistEntry>> {
    let (everywhere, libraries) = viewer.scope.parts();
    let seen = artist_count::table
        .filter(artist_count::artist_id.eq(artist::id))
        .filter(everywhere.into_sql::<Bool>().or(artist_count::library_id.eq_any(libraries)));
    let seqs: Vec<i64> = artist::table
        .filter(artist::missing.eq(false).and(exists(seen)))
        .select(artist::seq)
        .order(artist::seq)
        .limit(window.limit)
        .offset(window.offset)
        .load(db.connection())?;
    listed(db, viewer, &seqs)
}

/// Starred artists, the newest star first.
///
/// # Errors
/// Where the database fails.
pub fn starred(db: &mut Read, viewer: &Viewer, limit: i64) -> Result<Vec<ArtistEntry>> {
    let rows = load(db, viewer, &Which::Starred(limit))?;
    counted(db, viewer, rows)
}
