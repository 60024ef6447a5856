//! search2 and search3.

use super::{album_folders, albums, artists, plain_artists, songs, with_plays};
use crate::domain::page::Window;
use crate::http::rest::call::{Answer, Call};
use crate::http::rest::failure::Failure;
use crate::http::rest::wire::search::{SearchResult2, SearchResult3};
use crate::store::albums::AlbumEntry;
use crate::store::artists::ArtistEntry;
use crate::store::search::{self, Index};
use crate::store::songs::SongEntry;
use crate::store::{self, Read, Viewer, album_lists, song_lists};
use serde::Deserialize;

/// The most things of one kind in one answer: clients that copy the whole library ask for large pages.
const MOST: i64 = 10_000;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Wanted {
    query: Option<String>,
    artist_count: Option<i64>,
    artist_offset: Option<i64>,
    album_count: Option<i64>,
    album_offset: Option<i64>,
    song_count: Option<i64>,
    song_offset: Option<i64>,
    #[serde(default)]
    music_folder_id: Vec<i32>,
}

struct Found {
    artists: Vec<ArtistEntry>,
    albums: Vec<AlbumEntry>,
    songs: Vec<SongEntry>,
}

async fn find(call: &Call) -> Result<Found, Failure> {
    let wanted: Wanted = call.parse()?;
    let viewer = call.viewer_in(wanted.music_folder_id).await?;
    let window = |offset: Option<i64>, count: Option<i64>| Window::new(offset.unwrap_or(0), count.unwrap_or(20), MOST);
    let of_artists = window(wanted.artist_offset, wanted.artist_count);
    let of_albums = window(wanted.album_offset, wanted.album_count);
    let of_songs = window(wanted.song_offset, wanted.song_count);
    let query = wanted.query.unwrap_or_default();
    // nothing, or two quotation marks, means everything: how clients copy the library
    let everything = matches!(query.trim(), "" | "\"\"");
    let mut found = call
        .read(move |db| {
            Ok(if everything {
                Found {
                    artists: unless_empty(of_artists, || store::artists::everything(db, &viewer, of_artists))?,
                    albums: unless_empty(of_albums, || album_lists::everything(db, &viewer, of_albums))?,
                    songs: unless_empty(of_songs, || song_lists::everything(db, &viewer, of_songs))?,
                }
            } else {
                matching(db, &viewer, &query, of_artists, of_albums, of_songs)?
            })
        })
        .await?;
    found.albums = with_plays(call, found.albums);
    Ok(found)
}

fn unless_empty<T>(window: Window, ask: impl FnOnce() -> store::Result<Vec<T>>) -> store::Result<Vec<T>> {
    if window.limit == 0 { Ok(Vec::new()) } else { ask() }
}

fn matching(
    db: &mut Read,
    viewer: &Viewer,
    query: &str,
    of_artists: Window,
    of_albums: Window,
    of_songs: Window,
) -> store::Result<Found> {
    let artists = search::find(db, viewer, Index::Artists, query, of_artists)?;
    let albums = search::find(db, viewer, Index::Albums, query, of_albums)?;
    let songs = search::find(db, viewer, Index::Songs, query, of_songs)?;
    Ok(Found {
        artists: store::artists::listed(db, viewer, &artists)?,
        albums: store::albums::listed(db, viewer, &albums)?,
        songs: store::songs::listed(db, viewer, &songs)?,
    })
}

pub async fn search2(call: Call) -> Answer {
    let found = find(&call).await?;
    let shown = call.shown();
    let answer = SearchResult2 {
        artist: plain_artists(&found.artists, &shown),
        album: album_folders(&found.albums, &shown),
        song: songs(&found.songs, &shown),
    };
    call.reply("searchResult2", &answer)
}

pub async fn search3(call: Call) -> Answer {
    let found = find(&call).await?;
    let shown = call.shown();
    let answer = SearchResult3 {
        artist: artists(&found.artists, &shown),
        album: albums(&found.albums, &shown),
        song: songs(&found.songs, &shown),
    };
    call.reply("searchResult3", &answer)
}
