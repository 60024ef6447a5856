//! Stars, ratings and plays. They belong to ids, so they outlive rescans, moves and files that went missing.

use super::engine::each_engine;
use super::schema::{album, annotation, artist, playlist, scrobble, song, song_credit};
use super::{Read, Result, Write};
use crate::domain::clock::Moment;
use crate::domain::credit::Role;
use crate::domain::id::ItemKind;
use diesel::prelude::*;

/// One thing that can be starred or rated.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Item {
    pub kind: ItemKind,
    pub id: String,
}

/// What kind of thing has this id, where it is known at all; missing songs still count.
///
/// # Errors
/// Where the database fails.
pub fn item(db: &mut Read, id: &str) -> Result<Option<Item>> {
    let c = db.connection();
    let found = |kind| Ok(Some(Item { kind, id: id.to_owned() }));
    if diesel::select(diesel::dsl::exists(song::table.filter(song::id.eq(id)))).get_result(c)? {
        return found(ItemKind::Song);
    }
    if diesel::select(diesel::dsl::exists(album::table.filter(album::id.eq(id)))).get_result(c)? {
        return found(ItemKind::Album);
    }
    if diesel::select(diesel::dsl::exists(artist::table.filter(artist::id.eq(id)))).get_result(c)? {
        return found(ItemKind::Artist);
    }
    if diesel::select(diesel::dsl::exists(playlist::table.filter(playlist::id.eq(id)))).get_result(c)? {
        return found(ItemKind::Playlist);
    }
    Ok(None)
}

/// Sets or takes away stars.
///
/// # Errors
/// Where the database fails.
pub fn star(db: &mut Write, account_id: &str, items: &[Item], starred_at: Option<Moment>) -> Result<()> {
    for item in items {
        each_engine!(db.connection(), c => diesel::insert_into(annotation::table)
            .values((
                annotation::account_id.eq(account_id),
                annotation::kind.eq(item.kind.word()),
                annotation::item_id.eq(&item.id),
                annotation::play_count.eq(0),
                annotation::rating.eq(0),
                annotation::starred_at.eq(starred_at),
            ))
            .on_conflict((annotation::account_id, annotation::kind, annotation::item_id))
            .do_update()
            .set(annotation::starred_at.eq(starred_at))
            .execute(c))?;
    }
    Ok(())
}

/// Rates one thing from 1 to 5, or takes the rating away with 0, and renews the mean of all ratings.
///
/// # Errors
/// Where the database fails.
pub fn rate(db: &mut Write, account_id: &str, item: &Item, rating: i32, now: Moment) -> Result<()> {
    let rated_at = Some(now).filter(|_| rating > 0);
    each_engine!(db.connection(), c => diesel::insert_into(annotation::table)
        .values((
            annotation::account_id.eq(account_id),
            annotation::kind.eq(item.kind.word()),
            annotation::item_id.eq(&item.id),
            annotation::play_count.eq(0),
            annotation::rating.eq(rating),
            annotation::rated_at.eq(rated_at),
        ))
        .on_conflict((annotation::account_id, annotation::kind, annotation::item_id))
        .do_update()
        .set((annotation::rating.eq(rating), annotation::rated_at.eq(rated_at)))
        .execute(c))?;
    renew_mean(db, item)
}

/// Works out the mean of all ratings of one thing.
fn renew_mean(db: &mut Write, item: &Item) -> Result<()> {
    let ratings: Vec<i32> = annotation::table
        .filter(annotation::item_id.eq(&item.id).and(annotation::kind.eq(item.kind.word())))
        .filter(annotation::rating.gt(0))
        .select(annotation::rating)
        .load(db.connection())?;
    let mean = if ratings.is_empty() {
        0.0
    } else {
        ratings.iter().copied().map(f64::from).sum::<f64>() / ratings.len() as f64
    };
    let c = db.connection();
    match item.kind {
        ItemKind::Song => {
            diesel::update(song::table.filter(song::id.eq(&item.id))).set(song::average_rating.eq(mean)).execute(c)?
        }
        ItemKind::Album => diesel::update(album::table.filter(album::id.eq(&item.id)))
            .set(album::average_rating.eq(mean))
            .execute(c)?,
        ItemKind::Artist => diesel::update(artist::table.filter(artist::id.eq(&item.id)))
            .set(artist::average_rating.eq(mean))
            .execute(c)?,
        ItemKind::Playlist => 0,
    };
    Ok(())
}

/// A play that came to its end.
#[derive(Debug, Clone)]
pub struct Play {
    pub song_id: String,
    pub at: Moment,
    pub client: String,
}

/// Whether each play is kept for ever, or only counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum History {
    Kept,
    Counted,
}

/// Counts plays on the song, its album and its artists. The same play told twice counts once.
///
/// # Errors
/// Where the database fails.
pub fn played(db: &mut Write, account_id: &str, plays: &[Play], history: History) -> Result<()> {
    for play in plays {
        let song: Option<(i64, String)> = song::table
            .filter(song::id.eq(&play.song_id))
            .select((song::seq, song::album_id))
            .first(db.connection())
            .optional()?;
        let Some((seq, album_id)) = song else { continue };
        if history == History::Kept {
            let new = each_engine!(db.connection(), c => diesel::insert_into(scrobble::table)
                .values((
                    scrobble::account_id.eq(account_id),
                    scrobble::played_at.eq(play.at),
                    scrobble::song_id.eq(&play.song_id),
                    scrobble::client.eq(&play.client),
                ))
                .on_conflict_do_nothing()
                .execute(c))?;
            if new == 0 {
                continue;
            }
        }
        let artists: Vec<String> = song_credit::table
            .filter(song_credit::song_seq.eq(seq).and(song_credit::role.eq(Role::Artist.word())))
            .select(song_credit::artist_id)
            .load(db.connection())?;
        count(db, account_id, ItemKind::Song, &play.song_id, play.at)?;
        count(db, account_id, ItemKind::Album, &album_id, play.at)?;
        for artist_id in artists {
            count(db, account_id, ItemKind::Artist, &artist_id, play.at)?;
        }
    }
    Ok(())
}

fn count(db: &mut Write, account_id: &str, kind: ItemKind, id: &str, at: Moment) -> Result<()> {
    let key = (account_id, kind.word(), id);
    let known: Option<Option<Moment>> =
        annotation::table.find(key).select(annotation::played_at).first(db.connection()).optional()?;
    match known {
        // plays told late do not make the last one earlier
        Some(before) => diesel::update(annotation::table.find(key))
            .set((
                annotation::play_count.eq(annotation::play_count + 1),
                annotation::played_at.eq(Some(before.map_or(at, |before| before.max(at)))),
            ))
            .execute(db.connection())?,
        None => diesel::insert_into(annotation::table)
            .values((
                annotation::account_id.eq(account_id),
                annotation::kind.eq(kind.word()),
                annotation::item_id.eq(id),
                annotation::play_count.eq(1),
                annotation::played_at.eq(Some(at)),
                annotation::rating.eq(0),
            ))
            .execute(db.connection())?,
    };
    Ok(())
}

/// Gives an album's stars, ratings and plays to the album its songs are in now, where that one has none of its own:
/// a corrected tag changes the album's id, and nobody's opinion may be lost by it.
///
/// # Errors
/// Where the database fails.
pub fn album_moved(db: &mut Write, from: &str, to: &str) -> Result<()> {
    let taken = annotation::table
        .filter(annotation::kind.eq(ItemKind::Album.word()).and(annotation::item_id.eq(to)))
        .select(annotation::account_id)
        .load::<String>(db.connection())?;
    diesel::update(
        annotation::table
            .filter(annotation::kind.eq(ItemKind::Album.word()).and(annotation::item_id.eq(from)))
            .filter(annotation::account_id.ne_all(taken)),
    )
    .set(annotation::item_id.eq(to))
    .execute(db.connection())?;
    renew_mean(db, &Item { kind: ItemKind::Album, id: to.to_owned() })
}
