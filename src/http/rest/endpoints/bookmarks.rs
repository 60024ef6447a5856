//! getBookmarks, createBookmark, deleteBookmark.

use super::song;
use crate::http::rest::call::{Answer, Call};
use crate::http::rest::failure::Failure;
use crate::http::rest::reply::Code;
use crate::http::rest::wire::bookmark::{Bookmark, Bookmarks};
use crate::http::rest::wire::date::Timestamp;
use crate::service::Error;
use crate::store::{bookmarks, songs};
use serde::Deserialize;

pub async fn all(call: Call) -> Answer {
    let viewer = call.viewer();
    let entries = call.read(move |db| Ok(bookmarks::all(db, &viewer)?)).await?;
    let shown = call.shown();
    let bookmark = entries
        .iter()
        .map(|entry| Bookmark {
            position: entry.position,
            username: &call.user.name,
            comment: Some(entry.comment.as_str()).filter(|comment| !comment.is_empty()),
            created: Timestamp(entry.created_at),
            changed: Timestamp(entry.updated_at),
            entry: song(&entry.song, &shown),
        })
        .collect();
    call.reply("bookmarks", &Bookmarks { bookmark })
}

#[derive(Deserialize)]
struct Create {
    id: String,
    position: i64,
    comment: Option<String>,
}

pub async fn create(call: Call) -> Answer {
    let Create { id, position, comment } = call.parse()?;
    if position < 0 {
        return Err(Failure::new(Code::Generic, "parameter \"position\" must not be negative"));
    }
    let (viewer, now) = (call.viewer(), call.app.clock.now());
    call.write(move |db| {
        songs::find(db, &viewer, &id)?.ok_or(Error::not_found("song"))?;
        let comment = comment.as_deref().unwrap_or_default();
        Ok(bookmarks::set(db, &viewer.account_id, &id, position, comment, now)?)
    })
    .await?;
    call.done()
}

#[derive(Deserialize)]
struct ById {
    id: String,
}

pub async fn delete(call: Call) -> Answer {
    let ById { id } = call.parse()?;
    let account = call.user.id.clone();
    call.write(move |db| Ok(bookmarks::remove(db, &account, &id)?)).await?;
    call.done()
}
