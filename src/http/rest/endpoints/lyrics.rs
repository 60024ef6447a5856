//! getLyrics and getLyricsBySongId.

use crate::http::rest::call::{Answer, Call};
use crate::http::rest::wire::lyrics::{Lyrics, LyricsList, StructuredLyrics};
use crate::service::lyrics;
use serde::Deserialize;

#[derive(Deserialize)]
struct ByName {
    artist: Option<String>,
    title: Option<String>,
}

pub async fn first(call: Call) -> Answer {
    let ByName { artist, title } = call.parse()?;
    let (artist, title) = (artist.unwrap_or_default(), title.unwrap_or_default());
    let viewer = call.viewer();
    let articles = call.app.config.library.ignored_articles.clone();
    let found = call.read(move |db| lyrics::search(db, &viewer, &artist, &title, &articles)).await?;
    match &found {
        Some((song, words)) => call.reply("lyrics", &Lyrics::plain(&song.artist, &song.title, words)),
        None => call.reply("lyrics", &Lyrics::plain("", "", &crate::domain::lyrics::Lyrics::default())),
    }
}

#[derive(Deserialize)]
struct ById {
    id: String,
}

pub async fn of_song(call: Call) -> Answer {
    let ById { id } = call.parse()?;
    let viewer = call.viewer();
    let (song, mut sets) = call.read(move |db| lyrics::of_song(db, &viewer, &id)).await?;
    for set in &mut sets {
        set.display_artist.clone_from(&song.artist);
        set.display_title.clone_from(&song.title);
    }
    let structured_lyrics = sets.iter().map(StructuredLyrics::from).collect();
    call.reply("lyricsList", &LyricsList { structured_lyrics })
}
