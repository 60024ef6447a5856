//! Who may see and change which playlist.

use super::{Error, access};
use crate::domain::clock::Moment;
use crate::domain::playlist::Playlist;
use crate::domain::user::User;
use crate::store::playlists::{self, MOST_SONGS, Whose};
use crate::store::{Read, Viewer, Write, songs};

/// The playlists a listener sees: their own and public ones, an administrator all.
pub fn whose(user: &User) -> Whose {
    if user.roles.admin { Whose::Everybodys } else { Whose::VisibleTo(user.id.clone()) }
}

/// Whether a listener may change a playlist at all.
pub fn may_change(user: &User, list: &Playlist) -> bool {
    user.roles.admin || list.owner_id == user.id
}

/// A playlist the listener may see.
///
/// # Errors
/// Where there is none.
pub fn find(db: &mut Read, user: &User, id: &str) -> Result<Playlist, Error> {
    let list = playlists::find(db, &access::viewer(user).scope, id)?.ok_or(Error::not_found("playlist"))?;
    if list.public || may_change(user, &list) { Ok(list) } else { Err(Error::not_found("playlist")) }
}

/// A playlist the listener may change.
///
/// # Errors
/// Where there is none, or it is somebody else's.
pub fn find_own(db: &mut Read, user: &User, id: &str) -> Result<Playlist, Error> {
    let list = find(db, user, id)?;
    if may_change(user, &list) { Ok(list) } else { Err(Error::Denied("this playlist is somebody else's")) }
}

/// Makes a playlist of songs; those the listener may not see are left out.
///
/// # Errors
/// Where the name is empty or there are too many songs.
pub fn create(db: &mut Write, user: &User, viewer: &Viewer, new: Playlist, song_ids: &[String]) -> Result<(), Error> {
    if new.name.trim().is_empty() {
        return Err(Error::Invalid("a playlist needs a name".into()));
    }
    let new = Playlist { owner_id: user.id.clone(), owner_name: user.name.clone(), ..new };
    playlists::add(db, &new, 0, "")?;
    set_songs(db, viewer, &new.id, song_ids)
}

/// Puts other songs in a playlist's place, and perhaps another name.
///
/// # Errors
/// Where the listener may not, or there are too many songs.
pub fn replace(
    db: &mut Write,
    user: &User,
    viewer: &Viewer,
    id: &str,
    name: Option<&str>,
    song_ids: &[String],
    now: Moment,
) -> Result<(), Error> {
    let mut list = find_own(db, user, id)?;
    refuse_synced(&list)?;
    if let Some(name) = name.filter(|name| !name.trim().is_empty()) {
        name.clone_into(&mut list.name);
    }
    list.updated_at = now;
    playlists::update(db, &list)?;
    set_songs(db, viewer, id, song_ids)
}

/// Changes to a playlist; what is `None` or empty stays.
#[derive(Debug, Clone, Default)]
pub struct Changes<'a> {
    pub name: Option<&'a str>,
    pub comment: Option<&'a str>,
    pub public: Option<bool>,
    pub add: &'a [String],
    /// Places of songs to be removed, from 0, as they are before anything is added.
    pub remove: &'a [i64],
}

/// Changes a playlist. Places outside the list are passed over: another client may have been faster.
///
/// # Errors
/// Where the listener may not, or there are too many songs.
pub fn update(
    db: &mut Write,
    user: &User,
    viewer: &Viewer,
    id: &str,
    changes: &Changes<'_>,
    now: Moment,
) -> Result<(), Error> {
    let mut list = find_own(db, user, id)?;
    if let Some(name) = changes.name {
        if name.trim().is_empty() {
            return Err(Error::Invalid("a playlist needs a name".into()));
        }
        name.clone_into(&mut list.name);
    }
    if let Some(comment) = changes.comment {
        comment.clone_into(&mut list.comment);
    }
    list.public = changes.public.unwrap_or(list.public);
    list.updated_at = now;
    playlists::update(db, &list)?;
    if changes.add.is_empty() && changes.remove.is_empty() {
        return Ok(());
    }
    refuse_synced(&list)?;
    // places are counted as the client saw them: without songs that are gone or hidden
    let all = playlists::song_ids(db, id)?;
    let seen: Vec<String> = songs::by_ids(db, viewer, &all)?.into_iter().map(|entry| entry.song.id).collect();
    let mut places = (0_i64..).zip(&seen).peekable();
    let mut kept = Vec::with_capacity(all.len() + changes.add.len());
    for song in &all {
        match places.next_if(|(_, next)| *next == song) {
            Some((place, _)) if changes.remove.contains(&place) => {}
            _ => kept.push(song.clone()),
        }
    }
    kept.extend(visible(db, viewer, changes.add)?);
    keep(db, id, &kept)
}

fn set_songs(db: &mut Write, viewer: &Viewer, id: &str, song_ids: &[String]) -> Result<(), Error> {
    let visible = visible(db, viewer, song_ids)?;
    keep(db, id, &visible)
}

fn keep(db: &mut Write, id: &str, song_ids: &[String]) -> Result<(), Error> {
    if song_ids.len() > MOST_SONGS {
        return Err(Error::Invalid(format!("a playlist holds at most {MOST_SONGS} songs")));
    }
    Ok(playlists::set_songs(db, id, song_ids)?)
}

fn visible(db: &mut Write, viewer: &Viewer, song_ids: &[String]) -> Result<Vec<String>, Error> {
    Ok(songs::by_ids(db, viewer, song_ids)?.into_iter().map(|entry| entry.song.id).collect())
}

fn refuse_synced(list: &Playlist) -> Result<(), Error> {
    if list.sync && !list.path.is_empty() {
        return Err(Error::Denied("this playlist follows a file in the music folder"));
    }
    Ok(())
}
