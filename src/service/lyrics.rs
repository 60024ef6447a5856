//! Words of songs.

use super::Error;
use crate::domain::fold;
use crate::domain::lyrics::Lyrics;
use crate::domain::song::Song;
use crate::store::{Read, Viewer, lyrics, songs};

/// A song with its lyrics; the list is empty where none were found.
///
/// # Errors
/// Where the listener may see no such song.
pub fn of_song(db: &mut Read, viewer: &Viewer, id: &str) -> Result<(Song, Vec<Lyrics>), Error> {
    let entry = songs::find(db, viewer, id)?.ok_or(Error::not_found("song"))?;
    let sets = lyrics::of_song(db, id)?;
    Ok((entry.song, sets))
}

/// The first song by this artist with this title that has lyrics.
///
/// # Errors
/// Where the database fails.
pub fn search(
    db: &mut Read,
    viewer: &Viewer,
    artist: &str,
    title: &str,
    articles: &str,
) -> Result<Option<(Song, Lyrics)>, Error> {
    let wanted = fold::identity(artist);
    let candidates = lyrics::candidates(db, &fold::order_name(title, articles))?;
    for entry in songs::by_ids(db, viewer, &candidates)? {
        let by_artist = wanted.is_empty()
            || fold::identity(&entry.song.artist) == wanted
            || entry.song.artists.iter().any(|artist| fold::identity(&artist.name) == wanted);
        if by_artist && let Some(first) = lyrics::of_song(db, &entry.song.id)?.into_iter().next() {
            return Ok(Some((entry.song, first)));
        }
    }
    Ok(None)
}
