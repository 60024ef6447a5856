//! getMusicFolders, getGenres, getArtists, getArtist, getAlbum, getSong, getTopSongs.

use super::{albums, artist_opinion, songs, with_plays};
use crate::domain::artist;
use crate::http::rest::call::{Answer, Call};
use crate::http::rest::failure::Failure;
use crate::http::rest::reply::Code;
use crate::http::rest::wire::album::AlbumID3WithSongs;
use crate::http::rest::wire::artist::{ArtistID3, ArtistWithAlbumsID3};
use crate::http::rest::wire::genre::{Genre, Genres};
use crate::http::rest::wire::index::{ArtistsID3, Letter};
use crate::http::rest::wire::list::Songs;
use crate::http::rest::wire::system::{MusicFolder, MusicFolders};
use crate::service::{Error, index};
use crate::store::albums::Part;
use crate::store::{self, libraries, song_lists};
use serde::Deserialize;

#[derive(Deserialize)]
struct ById {
    id: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct InFolders {
    #[serde(default)]
    music_folder_id: Vec<i32>,
}

pub async fn music_folders(call: Call) -> Answer {
    let viewer = call.viewer();
    let all = call.read(|db| Ok(libraries::all(db)?)).await?;
    let seen = all.iter().filter(|library| viewer.scope.holds(library.id));
    let music_folder = seen.map(|library| MusicFolder { id: library.id, name: &library.name }).collect();
    call.reply("musicFolders", &MusicFolders { music_folder })
}

pub async fn genres(call: Call) -> Answer {
    let viewer = call.viewer();
    let all = call.read(move |db| Ok(store::genres::all(db, &viewer)?)).await?;
    let genre = all.iter().map(|genre| Genre::new(&genre.name, genre.song_count, genre.album_count)).collect();
    call.reply("genres", &Genres { genre })
}

pub async fn artists(call: Call) -> Answer {
    let wanted: InFolders = call.parse()?;
    let viewer = call.viewer_in(wanted.music_folder_id).await?;
    let (all, scanned) = call
        .read(move |db| {
            let scanned = libraries::all(db)?.iter().map(|library| library.scan_ended_at).max();
            Ok((store::artists::album_artists(db, &viewer)?, scanned.unwrap_or_default()))
        })
        .await?;
    let library = &call.app.config.library;
    let letters = index::letters(all, &library.index_groups, library.prefer_sort_tags);
    let shown = call.shown();
    let index = letters
        .iter()
        .map(|letter| Letter { name: &letter.name, artist: super::artists(&letter.artists, &shown) })
        .collect();
    let answer = ArtistsID3 { ignored_articles: &library.ignored_articles, last_modified: scanned, index };
    call.reply("artists", &answer)
}

pub async fn artist(call: Call) -> Answer {
    let ById { id } = call.parse()?;
    let viewer = call.viewer();
    let part = if call.app.config.subsonic.artist_participations { Part::Any } else { Part::AlbumArtist };
    let (entry, of_artist) = call
        .read(move |db| {
            let entry = store::artists::find(db, &viewer, &id)?.ok_or(Error::not_found("artist"))?;
            Ok((entry, store::albums::of_artist(db, &viewer, &id, part)?))
        })
        .await?;
    let shown = call.shown();
    let artist = ArtistID3::new(&entry.artist, artist_opinion(&entry, &shown), &shown);
    call.reply("artist", &ArtistWithAlbumsID3 { artist, album: albums(&with_plays(&call, of_artist), &shown) })
}

pub async fn album(call: Call) -> Answer {
    let ById { id } = call.parse()?;
    let viewer = call.viewer();
    let (entry, of_album) = call
        .read(move |db| {
            let entry = store::albums::find(db, &viewer, &id)?.ok_or(Error::not_found("album"))?;
            Ok((entry, store::songs::of_album(db, &viewer, &id)?))
        })
        .await?;
    let shown = call.shown();
    let entry = with_plays(&call, vec![entry]);
    let [entry] = entry.as_slice() else { return Err(Failure::not_found("album")) };
    let answer = AlbumID3WithSongs { album: super::album(entry, &shown), song: songs(&of_album, &shown) };
    call.reply("album", &answer)
}

pub async fn song(call: Call) -> Answer {
    let ById { id } = call.parse()?;
    let viewer = call.viewer();
    let entry = call.read(move |db| store::songs::find(db, &viewer, &id)?.ok_or(Error::not_found("song"))).await?;
    call.reply("song", &super::song(&entry, &call.shown()))
}

#[derive(Deserialize)]
struct TopSongs {
    artist: Option<String>,
    /// OpenSubsonic's `topSongsByArtistId`.
    id: Option<String>,
    count: Option<i64>,
}

/// What listeners of this server like best of an artist.
pub async fn top_songs(call: Call) -> Answer {
    let TopSongs { artist: name, id, count } = call.parse()?;
    let id = match (id, name) {
        (Some(id), _) => id,
        (None, Some(name)) => artist::id_of(&name),
        (None, None) => {
            return Err(Failure::new(Code::MissingParameter, "required parameter \"artist\" is missing"));
        }
    };
    let viewer = call.viewer();
    let limit = count.unwrap_or(50).clamp(0, 500);
    let top = call.read(move |db| Ok(song_lists::top_of_artist(db, &viewer, &id, limit)?)).await?;
    call.reply("topSongs", &Songs { song: songs(&top, &call.shown()) })
}
