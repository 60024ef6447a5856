//! Stars, ratings, plays.

use super::Error;
use crate::domain::clock::Moment;
use crate::domain::id::ItemKind;
use crate::store::annotations::{self, History, Play};
use crate::store::{Viewer, Write, albums, artists, songs};

/// Sets stars on things of any kind, or takes them away. Unknown ids are passed over: clients star what they remember,
/// and one song that is gone must not cost the others their star.
///
/// # Errors
/// Where the database fails.
pub fn star(db: &mut Write, viewer: &Viewer, ids: &[String], at: Option<Moment>) -> Result<(), Error> {
    let mut items = Vec::with_capacity(ids.len());
    for id in ids {
        items.extend(annotations::item(db, id)?);
    }
    Ok(annotations::star(db, &viewer.account_id, &items, at)?)
}

/// Rates a thing of any kind.
///
/// # Errors
/// Where there is no such thing.
pub fn rate(db: &mut Write, viewer: &Viewer, id: &str, stars: i32, now: Moment) -> Result<(), Error> {
    let item = annotations::item(db, id)?.ok_or(Error::not_found("song, album, artist or playlist"))?;
    let seen = match item.kind {
        ItemKind::Song => songs::find(db, viewer, id)?.is_some(),
        ItemKind::Album => albums::find(db, viewer, id)?.is_some(),
        ItemKind::Artist => artists::find(db, viewer, id)?.is_some(),
        ItemKind::Playlist => true,
    };
    if !seen {
        return Err(Error::not_found("song, album, artist or playlist"));
    }
    Ok(annotations::rate(db, &viewer.account_id, &item, stars, now)?)
}

/// Counts plays that came to their end. Unknown songs are passed over, as for stars.
///
/// # Errors
/// Where the database fails.
pub fn played(db: &mut Write, viewer: &Viewer, plays: &[Play], history: History) -> Result<(), Error> {
    Ok(annotations::played(db, &viewer.account_id, plays, history)?)
}
