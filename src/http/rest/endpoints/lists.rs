//! getAlbumList, getAlbumList2, getRandomSongs, getSongsByGenre, getNowPlaying, getStarred, getStarred2.

use super::{album_folders, albums, artists, plain_artists, song, songs, with_plays};
use crate::domain::page::Window;
use crate::http::rest::call::{Answer, Call};
use crate::http::rest::failure::Failure;
use crate::http::rest::reply::Code;
use crate::http::rest::wire::list::{AlbumList as WireAlbums, AlbumList2, NowPlaying, NowPlayingEntry, Songs};
use crate::http::rest::wire::starred::{Starred, Starred2};
use crate::store::album_lists::{self, AlbumList, Newness};
use crate::store::albums::AlbumEntry;
use crate::store::artists::ArtistEntry;
use crate::store::song_lists::{self, Draw};
use crate::store::songs::SongEntry;
use crate::store::{self, Read};
use serde::Deserialize;

/// The most things of one kind in one answer.
const MOST: i64 = 500;
/// The most starred things of one kind: this list has no pages.
const MOST_STARRED: i64 = 10_000;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AlbumsWanted {
    r#type: String,
    size: Option<i64>,
    offset: Option<i64>,
    from_year: Option<i32>,
    to_year: Option<i32>,
    genre: Option<String>,
    #[serde(default)]
    music_folder_id: Vec<i32>,
}

impl AlbumsWanted {
    fn list(&self, newness: Newness) -> Result<AlbumList, Failure> {
        let missing = |name: &str| {
            let sentence = format!("required parameter {name:?} is missing for type {:?}", self.r#type);
            Failure::new(Code::MissingParameter, sentence)
        };
        Ok(match self.r#type.as_str() {
            "newest" => AlbumList::Newest(newness),
            "recent" => AlbumList::Recent,
            "random" => AlbumList::Random,
            "alphabeticalByName" => AlbumList::ByName,
            "alphabeticalByArtist" => AlbumList::ByArtist,
            "frequent" => AlbumList::Frequent,
            "starred" => AlbumList::Starred,
            "highest" => AlbumList::Highest,
            "byGenre" => AlbumList::ByGenre(self.genre.clone().ok_or_else(|| missing("genre"))?),
            "byYear" => AlbumList::ByYear(
                self.from_year.ok_or_else(|| missing("fromYear"))?,
                self.to_year.ok_or_else(|| missing("toYear"))?,
            ),
            other => {
                let known = "newest, recent, random, alphabeticalByName, alphabeticalByArtist, frequent, starred, \
                             highest, byGenre and byYear";
                let sentence = format!("parameter \"type\" is {other:?}; there are {known}");
                return Err(Failure::new(Code::Generic, sentence));
            }
        })
    }
}

async fn album_page(call: &Call) -> Result<Vec<AlbumEntry>, Failure> {
    let wanted: AlbumsWanted = call.parse()?;
    let newness = if call.app.config.library.recently_added_by_mod_time { Newness::Change } else { Newness::Arrival };
    let list = wanted.list(newness)?;
    let window = Window::new(wanted.offset.unwrap_or(0), wanted.size.unwrap_or(10), MOST);
    let viewer = call.viewer_in(wanted.music_folder_id).await?;
    let page = call.read(move |db| Ok(album_lists::page(db, &viewer, &list, window)?)).await?;
    Ok(with_plays(call, page))
}

pub async fn album_list(call: Call) -> Answer {
    let page = album_page(&call).await?;
    call.reply("albumList", &WireAlbums { album: album_folders(&page, &call.shown()) })
}

pub async fn album_list2(call: Call) -> Answer {
    let page = album_page(&call).await?;
    call.reply("albumList2", &AlbumList2 { album: albums(&page, &call.shown()) })
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RandomWanted {
    size: Option<i64>,
    genre: Option<String>,
    from_year: Option<i32>,
    to_year: Option<i32>,
    #[serde(default)]
    music_folder_id: Vec<i32>,
}

pub async fn random_songs(call: Call) -> Answer {
    let wanted: RandomWanted = call.parse()?;
    let viewer = call.viewer_in(wanted.music_folder_id).await?;
    // some clients send the years the other way round
    let (from_year, to_year) = match (wanted.from_year, wanted.to_year) {
        (Some(from), Some(to)) => (Some(from.min(to)), Some(from.max(to))),
        years => years,
    };
    let limit = wanted.size.unwrap_or(10).clamp(0, MOST);
    let lots = call.app.keys.entropy.numbers(song_lists::lots_for(limit));
    let draw = Draw { genre: wanted.genre.filter(|genre| !genre.is_empty()), from_year, to_year, lots };
    let drawn = call.read(move |db| Ok(song_lists::random(db, &viewer, &draw, limit)?)).await?;
    call.reply("randomSongs", &Songs { song: songs(&drawn, &call.shown()) })
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct GenreWanted {
    genre: String,
    count: Option<i64>,
    offset: Option<i64>,
    #[serde(default)]
    music_folder_id: Vec<i32>,
}

pub async fn songs_by_genre(call: Call) -> Answer {
    let wanted: GenreWanted = call.parse()?;
    let viewer = call.viewer_in(wanted.music_folder_id).await?;
    let window = Window::new(wanted.offset.unwrap_or(0), wanted.count.unwrap_or(10), MOST);
    let page = call.read(move |db| Ok(song_lists::of_genre(db, &viewer, &wanted.genre, window)?)).await?;
    call.reply("songsByGenre", &Songs { song: songs(&page, &call.shown()) })
}

pub async fn now_playing(call: Call) -> Answer {
    let now = call.app.clock.now();
    let playing = call.app.now_playing.all(now);
    let ids: Vec<String> = playing.iter().map(|entry| entry.song_id.clone()).collect();
    let viewer = call.viewer();
    let found = call.read(move |db| Ok(store::songs::by_ids(db, &viewer, &ids)?)).await?;
    let shown = call.shown();
    let entry = playing
        .iter()
        .filter_map(|playing| {
            let entry = found.iter().find(|entry| entry.song.id == playing.song_id)?;
            Some(NowPlayingEntry {
                username: &playing.user_name,
                minutes_ago: (now - playing.since) / 60_000,
                player_id: playing.player,
                player_name: Some(playing.client.as_str()),
                playback: None,
                song: song(entry, &shown),
            })
        })
        .collect();
    call.reply("nowPlaying", &NowPlaying { entry })
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct StarredWanted {
    #[serde(default)]
    music_folder_id: Vec<i32>,
}

type Stars = (Vec<ArtistEntry>, Vec<AlbumEntry>, Vec<SongEntry>);

async fn stars(call: &Call) -> Result<Stars, Failure> {
    let wanted: StarredWanted = call.parse()?;
    let viewer = call.viewer_in(wanted.music_folder_id).await?;
    let (artists, albums, songs) = call
        .read(move |db: &mut Read| {
            let window = Window::new(0, MOST_STARRED, MOST_STARRED);
            Ok((
                store::artists::starred(db, &viewer, MOST_STARRED)?,
                album_lists::page(db, &viewer, &AlbumList::Starred, window)?,
                song_lists::starred(db, &viewer, MOST_STARRED)?,
            ))
        })
        .await?;
    Ok((artists, with_plays(call, albums), songs))
}

pub async fn starred(call: Call) -> Answer {
    let (of_artists, of_albums, of_songs) = stars(&call).await?;
    let shown = call.shown();
    let answer = Starred {
        artist: plain_artists(&of_artists, &shown),
        album: album_folders(&of_albums, &shown),
        song: songs(&of_songs, &shown),
    };
    call.reply("starred", &answer)
}

pub async fn starred2(call: Call) -> Answer {
    let (of_artists, of_albums, of_songs) = stars(&call).await?;
    let shown = call.shown();
    let answer = Starred2 {
        artist: artists(&of_artists, &shown),
        album: albums(&of_albums, &shown),
        song: songs(&of_songs, &shown),
    };
    call.reply("starred2", &answer)
}
