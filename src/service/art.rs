//! Which picture an id means, and where it may come from.

use super::Error;
use crate::artwork::{CoverSource, Placeholder, Source};
use crate::domain::path;
use crate::store::{Read, Viewer, albums, artists, libraries, playlists, songs};
use std::path::PathBuf;

/// Where to look for a picture, best first; the placeholder is last and always there.
pub type Sources = Vec<Source>;

/// Whether songs may show the picture in their own file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SongArt {
    Own,
    Album,
}

/// The sources of the picture that an id names: `al-`, `ar-`, `mf-`, `pl-`, `dc-ALBUM:DISC` or `ra-` before it, and
/// perhaps `_VERSION` behind it, or the bare id of a thing.
///
/// # Errors
/// Where the listener may see no such thing.
pub fn sources(db: &mut Read, viewer: &Viewer, id: &str, song_art: SongArt) -> Result<Sources, Error> {
    let unversioned = id.rsplit_once('_').map_or(id, |(id, _)| id);
    let (kind, bare) = match unversioned.split_once('-') {
        Some((kind @ ("al" | "ar" | "mf" | "pl" | "dc" | "ra"), bare)) => (kind, bare),
        _ => ("", unversioned),
    };
    let roots = roots(db)?;
    let look = Look { viewer, roots: &roots, song_art };
    let found = match kind {
        "al" => look.album(db, bare)?,
        "ar" => look.artist(db, bare)?,
        "mf" => look.song(db, bare)?,
        "pl" => look.playlist(db, bare)?,
        "dc" => look.album(db, bare.split_once(':').map_or(bare, |(album, _)| album))?,
        "ra" => Some(vec![Source::Placeholder(Placeholder::Album)]),
        _ => look.anything(db, bare)?,
    };
    found.ok_or(Error::not_found("picture"))
}

fn roots(db: &mut Read) -> Result<Vec<(i32, PathBuf)>, Error> {
    Ok(libraries::all(db)?.into_iter().map(|library| (library.id, path::from_text(&library.path))).collect())
}

struct Look<'a> {
    viewer: &'a Viewer,
    roots: &'a [(i32, PathBuf)],
    song_art: SongArt,
}

impl Look<'_> {
    fn source(&self, library_id: i32, kept: &str) -> Option<Source> {
        let (_, root) = self.roots.iter().find(|(id, _)| *id == library_id)?;
        CoverSource::from_text(kept).map(|cover| cover.within(root))
    }

    fn album(&self, db: &mut Read, id: &str) -> Result<Option<Sources>, Error> {
        let Some(entry) = albums::find(db, self.viewer, id)? else { return Ok(None) };
        let own = self.source(entry.album.library_id, &entry.album.cover);
        Ok(Some(own.into_iter().chain([Source::Placeholder(Placeholder::Album)]).collect()))
    }

    fn artist(&self, db: &mut Read, id: &str) -> Result<Option<Sources>, Error> {
        let Some(entry) = artists::find(db, self.viewer, id)? else { return Ok(None) };
        let own = self.source(entry.artist.library_id, &entry.artist.image);
        Ok(Some(own.into_iter().chain([Source::Placeholder(Placeholder::Artist)]).collect()))
    }

    fn song(&self, db: &mut Read, id: &str) -> Result<Option<Sources>, Error> {
        let Some(entry) = songs::find(db, self.viewer, id)? else { return Ok(None) };
        let song = entry.song;
        let mut sources = Vec::new();
        if song.has_picture && self.song_art == SongArt::Own {
            let embedded = CoverSource::Embedded(song.path.clone()).to_text();
            sources.extend(self.source(song.library_id, &embedded));
        }
        match self.album(db, &song.album_id)? {
            Some(of_album) => sources.extend(of_album),
            None => sources.push(Source::Placeholder(Placeholder::Album)),
        }
        Ok(Some(sources))
    }

    /// The cover of the first song that has one.
    fn playlist(&self, db: &mut Read, id: &str) -> Result<Option<Sources>, Error> {
        const LOOKED_AT: usize = 20;
        let Some(list) = playlists::find(db, &self.viewer.scope, id)? else { return Ok(None) };
        if !list.public && list.owner_id != self.viewer.account_id && self.viewer.scope != crate::store::Scope::All {
            return Ok(None);
        }
        let mut ids = playlists::song_ids(db, id)?;
        ids.truncate(LOOKED_AT);
        let entries = songs::by_ids(db, self.viewer, &ids)?;
        let shown = entries.iter().find(|entry| entry.album_cover.is_some() || entry.song.has_picture);
        match shown {
            Some(entry) => self.song(db, &entry.song.id),
            None => Ok(Some(vec![Source::Placeholder(Placeholder::Album)])),
        }
    }

    fn anything(&self, db: &mut Read, id: &str) -> Result<Option<Sources>, Error> {
        if let Some(sources) = self.album(db, id)? {
            return Ok(Some(sources));
        }
        if let Some(sources) = self.song(db, id)? {
            return Ok(Some(sources));
        }
        if let Some(sources) = self.artist(db, id)? {
            return Ok(Some(sources));
        }
        self.playlist(db, id)
    }
}
