//! getIndexes and getMusicDirectory: the older way to browse. By default its folders are artists and albums, made from the
//! tags; with `Subsonic.FolderBrowsing` they are the real ones.

use super::{album_folders, album_opinion, artist_opinion, plain_artists, songs};
use crate::domain::path;
use crate::http::rest::call::{Answer, Call};
use crate::http::rest::params::When;
use crate::http::rest::wire::artist::Artist;
use crate::http::rest::wire::directory::Directory;
use crate::http::rest::wire::index::{Indexes, Letter};
use crate::http::rest::wire::presentation::Presentation;
use crate::http::rest::wire::song::Child;
use crate::service::{Error, index};
use crate::store::albums::{AlbumEntry, Part};
use crate::store::artists::ArtistEntry;
use crate::store::folders::{self, Folder};
use crate::store::songs::SongEntry;
use crate::store::{self, Read, Viewer, libraries};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Wanted {
    #[serde(default)]
    music_folder_id: Vec<i32>,
    if_modified_since: Option<When>,
}

pub async fn indexes(call: Call) -> Answer {
    let wanted: Wanted = call.parse()?;
    let viewer = call.viewer_in(wanted.music_folder_id).await?;
    let all = call.read(|db| Ok(libraries::all(db)?)).await?;
    let last_modified = all.iter().map(|library| library.scan_ended_at).max().unwrap_or_default();
    let ignored_articles = &call.app.config.library.ignored_articles;
    if wanted.if_modified_since.is_some_and(|since| since.moment() >= last_modified) {
        return call.reply("indexes", &Indexes { ignored_articles, last_modified, index: Vec::new() });
    }
    if call.app.config.subsonic.folder_browsing {
        return folder_indexes(&call, viewer, last_modified).await;
    }
    let artists = call.read(move |db| Ok(store::artists::album_artists(db, &viewer)?)).await?;
    let library = &call.app.config.library;
    let letters = index::letters(artists, &library.index_groups, library.prefer_sort_tags);
    let index = letters
        .iter()
        .map(|letter| Letter { name: &letter.name, artist: plain_artists(&letter.artists) })
        .collect();
    call.reply("indexes", &Indexes { ignored_articles, last_modified, index })
}

#[derive(Deserialize)]
struct ById {
    id: String,
}

/// What an id of this part of the API names.
enum Place {
    Artist(ArtistEntry, Vec<AlbumEntry>),
    Album(AlbumEntry, Vec<SongEntry>),
    Folder(Folder, Vec<Folder>, Vec<SongEntry>),
}

pub async fn directory(call: Call) -> Answer {
    let ById { id } = call.parse()?;
    let viewer = call.viewer();
    let place = call.read(move |db| place(db, &viewer, &id)?.ok_or(Error::not_found("directory"))).await?;
    let shown = call.shown();
    match &place {
        Place::Artist(entry, albums) => {
            let children = album_folders(albums, &shown);
            call.reply("directory", &Directory::of_artist(&entry.artist, artist_opinion(entry), children))
        }
        Place::Album(entry, of_album) => {
            let children = songs(of_album, &shown);
            call.reply("directory", &Directory::of_album(&entry.album, album_opinion(entry), children, &shown))
        }
        Place::Folder(folder, folders, of_folder) => {
            let mut children: Vec<Child<'_>> = folders.iter().map(|child| child_of(child, &shown)).collect();
            children.extend(songs(of_folder, &shown));
            call.reply("directory", &Directory::of_folder(folder_ref(folder), children))
        }
    }
}

fn place(db: &mut Read, viewer: &Viewer, id: &str) -> Result<Option<Place>, Error> {
    if let Some(artist) = store::artists::find(db, viewer, id)? {
        return Ok(Some(Place::Artist(artist, store::albums::of_artist(db, viewer, id, Part::AlbumArtist)?)));
    }
    if let Some(album) = store::albums::find(db, viewer, id)? {
        return Ok(Some(Place::Album(album, store::songs::of_album(db, viewer, id)?)));
    }
    if let Some(folder) = folders::find(db, viewer, id)? {
        let folders = folders::children(db, viewer, id)?;
        return Ok(Some(Place::Folder(folder, folders, store::songs::of_folder(db, viewer, id)?)));
    }
    Ok(None)
}
