//! getPlaylists, getPlaylist, createPlaylist, updatePlaylist, deletePlaylist.

use super::songs;
use crate::domain::playlist::Playlist as DomainPlaylist;
use crate::domain::user::User;
use crate::http::rest::call::{Answer, Call};
use crate::http::rest::failure::Failure;
use crate::http::rest::reply::Code;
use crate::http::rest::wire::cover_art;
use crate::http::rest::wire::playlist::{Access, Playlist, PlaylistWithSongs, Playlists};
use crate::http::rest::wire::presentation::Presentation;
use crate::service::playlists::{self as rules, Changes};
use crate::store::playlists;
use serde::Deserialize;

fn shown_list<'a>(list: &'a DomainPlaylist, user: &User, shown: &Presentation) -> Playlist<'a> {
    let synced = list.sync && !list.path.is_empty();
    let access = if rules::may_change(user, list) && !synced { Access::Change } else { Access::Read };
    let cover = (list.song_count > 0).then(|| cover_art::playlist(&list.id, list.updated_at));
    Playlist::new(list, access, cover, shown)
}

pub async fn all(call: Call) -> Answer {
    let (whose, viewer) = (rules::whose(&call.user), call.viewer());
    let lists = call.read(move |db| Ok(playlists::all(db, &viewer.scope, &whose)?)).await?;
    let shown = call.shown();
    let playlist = lists.iter().map(|list| shown_list(list, &call.user, &shown)).collect();
    call.reply("playlists", &Playlists { playlist })
}

#[derive(Deserialize)]
struct ById {
    id: String,
}

pub async fn one(call: Call) -> Answer {
    let ById { id } = call.parse()?;
    answer_with(&call, id).await
}

async fn answer_with(call: &Call, id: String) -> Answer {
    let (user, viewer) = (call.user.clone(), call.viewer());
    let (list, entries) = call
        .read(move |db| {
            let list = rules::find(db, &user, &id)?;
            Ok((list, playlists::entries(db, &viewer, &id)?))
        })
        .await?;
    let shown = call.shown();
    let playlist = shown_list(&list, &call.user, &shown);
    call.reply("playlist", &PlaylistWithSongs { playlist, entry: songs(&entries, &shown) })
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Create {
    playlist_id: Option<String>,
    name: Option<String>,
    #[serde(default)]
    song_id: Vec<String>,
}

/// Makes a playlist, or replaces the songs of the one that `playlistId` names.
pub async fn create(call: Call) -> Answer {
    let Create { playlist_id, name, song_id } = call.parse()?;
    let (user, viewer, now) = (call.user.clone(), call.viewer(), call.app.clock.now());
    let id = match (playlist_id.filter(|id| !id.is_empty()), name) {
        (Some(id), name) => {
            let of_list = id.clone();
            call.write(move |db| rules::replace(db, &user, &viewer, &of_list, name.as_deref(), &song_id, now)).await?;
            id
        }
        (None, Some(name)) => {
            let id = call.app.keys.entropy.id();
            let public = call.app.config.playlists.public_by_default;
            let new =
                DomainPlaylist { id: id.clone(), name, public, created_at: now, updated_at: now, ..Default::default() };
            call.write(move |db| rules::create(db, &user, &viewer, new, &song_id)).await?;
            id
        }
        (None, None) => {
            let sentence = "required parameter \"name\" (or \"playlistId\") is missing";
            return Err(Failure::new(Code::MissingParameter, sentence));
        }
    };
    answer_with(&call, id).await
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Update {
    playlist_id: String,
    name: Option<String>,
    comment: Option<String>,
    public: Option<bool>,
    #[serde(default)]
    song_id_to_add: Vec<String>,
    #[serde(default)]
    song_index_to_remove: Vec<i64>,
}

pub async fn update(call: Call) -> Answer {
    let wanted: Update = call.parse()?;
    let (user, viewer, now) = (call.user.clone(), call.viewer(), call.app.clock.now());
    call.write(move |db| {
        let changes = Changes {
            name: wanted.name.as_deref(),
            comment: wanted.comment.as_deref(),
            public: wanted.public,
            add: &wanted.song_id_to_add,
            remove: &wanted.song_index_to_remove,
        };
        rules::update(db, &user, &viewer, &wanted.playlist_id, &changes, now)
    })
    .await?;
    call.done()
}

pub async fn delete(call: Call) -> Answer {
    let ById { id } = call.parse()?;
    let user = call.user.clone();
    call.write(move |db| {
        rules::find_own(db, &user, &id)?;
        Ok(playlists::remove(db, &id)?)
    })
    .await?;
    call.done()
}
