//! getIndexes and getMusicDirectory: the older way to browse. By default its folders are artists and albums, made from the
//! tags; with `Subsonic.FolderBrowsing` they are the real ones.

use super::{album_folders, album_opinion, artist_opinion, plain_artists, songs};
use crate::domain::artist::Artist as DomainArtist;
use crate::domain::{fold, path};
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
    let shown = call.shown();
    let letters = index::letters(artists, &library.index_groups, library.prefer_sort_tags);
    let index = letters
        .iter()
        .map(|letter| Letter { name: &letter.name, artist: plain_artists(&letter.artists, &shown) })
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
            call.reply("directory", &Directory::of_artist(&entry.artist, artist_opinion(entry, &shown), children))
        }
        Place::Album(entry, of_album) => {
            let children = songs(of_album, &shown);
            call.reply("directory", &Directory::of_album(&entry.album, album_opinion(entry, &shown), children, &shown))
        }
        Place::Folder(folder, folders, of_folder) => {
            let mut children: Vec<Child<'_>> = folders.iter().map(|child| child_of(child, &shown)).collect();
            children.extend(songs(of_folder, &shown));
            let name = path::for_display(&folder.name).into();
            call.reply("directory", &Directory::of_folder(&folder.id, name, &folder.parent_id, children))
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

/// The folders right below each library's root, by letter. Songs that lie in the root itself are reached through an entry
/// named as the library.
async fn folder_indexes(call: &Call, viewer: Viewer, last_modified: i64) -> Answer {
    let tops = call.read(move |db| top_folders(db, &viewer)).await?;
    let library = &call.app.config.library;
    // folders are put under letters as artists of their names would be
    let entries = tops
        .iter()
        .map(|(folder, name)| ArtistEntry {
            artist: DomainArtist {
                id: folder.id.clone(),
                name: name.clone(),
                order_name: fold::order_name(name, &library.ignored_articles),
                ..DomainArtist::default()
            },
            ..ArtistEntry::default()
        })
        .collect();
    let shown = call.shown();
    let letters = index::letters(entries, &library.index_groups, false);
    let index = letters
        .iter()
        .map(|letter| Letter { name: &letter.name, artist: plain_artists(&letter.artists, &shown) })
        .collect::<Vec<Letter<'_, Artist<'_>>>>();
    call.reply("indexes", &Indexes { ignored_articles: &library.ignored_articles, last_modified, index })
}

fn top_folders(db: &mut Read, viewer: &Viewer) -> Result<Vec<(Folder, String)>, Error> {
    let mut tops = Vec::new();
    for library in libraries::all(db)?.into_iter().filter(|library| viewer.scope.holds(library.id)) {
        let root_id = folders::id_of(library.id, "");
        let Some(root) = folders::find(db, viewer, &root_id)? else { continue };
        if root.song_count > 0 {
            tops.push((root, library.name));
        }
        let below = folders::children(db, viewer, &root_id)?;
        tops.extend(below.into_iter().map(|folder| {
            let name = path::for_display(&folder.name);
            (folder, name)
        }));
    }
    tops.sort_by_key(|(_, name)| fold::plain(name));
    Ok(tops)
}

fn child_of<'a>(folder: &'a Folder, shown: &Presentation) -> Child<'a> {
    let name = path::for_display(&folder.name).into();
    Child::of_folder(&folder.id, name, &folder.parent_id, folder.modified_at, shown)
}
