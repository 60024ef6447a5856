//! Which albums, in what order.

use super::albums::{AlbumEntry, listed};
use super::schema::{album, album_genre, annotation};
use super::scope::{Scope, Viewer};
use super::song_lists::{genre_id, in_scope};
use super::{Read, Result};
use crate::domain::id::ItemKind;
use crate::domain::page::Window;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Double;

/// The lists of albums that the Subsonic API knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AlbumList {
    /// By time of arrival, or of the files' last change.
    Newest(Newness),
    /// By the viewer's last play.
    Recent,
    Random,
    ByName,
    ByArtist,
    /// By the viewer's number of plays.
    Frequent,
    Starred,
    /// By the viewer's rating.
    Highest,
    ByGenre(String),
    /// From the first year to the second; backwards where the first is the later.
    ByYear(i32, i32),
}

/// What makes an album new.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Newness {
    Arrival,
    Change,
}

/// A page of a list.
///
/// # Errors
/// Where the database fails.
pub fn page(db: &mut Read, viewer: &Viewer, list: &AlbumList, window: Window) -> Result<Vec<AlbumEntry>> {
    let seqs = match list {
        AlbumList::Recent | AlbumList::Frequent | AlbumList::Starred | AlbumList::Highest => {
            annotated(db, viewer, list, window)?
        }
        _ => plain(db, viewer, list, window)?,
    };
    listed(db, viewer, &seqs)
}

fn plain(db: &mut Read, viewer: &Viewer, list: &AlbumList, window: Window) -> Result<Vec<i64>> {
    let query = album::table.filter(album::missing.eq(false)).select(album::seq).into_boxed();
    let query = in_scope!(query, album::library_id, &viewer.scope);
    let query = match list {
        AlbumList::Newest(Newness::Arrival) => query.order((album::created_at.desc(), album::seq.desc())),
        AlbumList::Newest(Newness::Change) => query.order((album::modified_at.desc(), album::seq.desc())),
        AlbumList::Random => query.order(sql::<Double>("random()")),
        AlbumList::ByArtist => {
            query.order((album::compilation, album::order_artist, album::order_name, album::order_year, album::seq))
        }
        AlbumList::ByGenre(name) => {
            let of_genre = album_genre::table.filter(album_genre::genre_id.eq(genre_id(name)));
            query.filter(album::id.eq_any(of_genre.select(album_genre::album_id))).order((
                album::order_name,
                album::order_artist,
                album::seq,
            ))
        }
        AlbumList::ByYear(from, to) => {
            let (first, last) = (*from.min(to), *from.max(to));
            let query = query.filter(album::first_year.between(first, last).or(album::last_year.between(first, last)));
            if from <= to {
                query.order((album::order_year, album::order_name, album::seq))
            } else {
                query.order((album::order_year.desc(), album::order_name.desc(), album::seq))
            }
        }
        _ => query.order((album::order_name, album::order_artist, album::order_year, album::seq)),
    };
    Ok(query.limit(window.limit).offset(window.offset).load(db.connection())?)
}

/// Lists that only hold what the viewer played, starred or rated: they start from the few annotations there are.
fn annotated(db: &mut Read, viewer: &Viewer, list: &AlbumList, window: Window) -> Result<Vec<i64>> {
    let query = annotation::table
        .inner_join(album::table.on(album::id.eq(annotation::item_id)))
        .filter(annotation::account_id.eq(&viewer.account_id).and(annotation::kind.eq(ItemKind::Album.word())))
        .filter(album::missing.eq(false))
        .select(album::seq)
        .into_boxed();
    let query = in_scope!(query, album::library_id, &viewer.scope);
    let query = match list {
        AlbumList::Recent => {
            query.filter(annotation::played_at.is_not_null()).order((annotation::played_at.desc(), album::seq))
        }
        AlbumList::Frequent => {
            query.filter(annotation::play_count.gt(0)).order((annotation::play_count.desc(), album::seq))
        }
        AlbumList::Highest => query.filter(annotation::rating.gt(0)).order((annotation::rating.desc(), album::seq)),
        _ => query.filter(annotation::starred_at.is_not_null()).order((annotation::starred_at.desc(), album::seq)),
    };
    Ok(query.limit(window.limit).offset(window.offset).load(db.connection())?)
}

/// Every album, in the order of arrival.
///
/// # Errors
/// Where the database fails.
pub fn everything(db: &mut Read, viewer: &Viewer, window: Window) -> Result<Vec<AlbumEntry>> {
    let query = album::table.filter(album::missing.eq(false)).select(album::seq).into_boxed();
    let seqs: Vec<i64> = in_scope!(query, album::library_id, &viewer.scope)
        .order(album::seq)
        .limit(window.limit)
        .offset(window.offset)
        .load(db.connection())?;
    listed(db, viewer, &seqs)
}
