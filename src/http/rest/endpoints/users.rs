//! getUser, getUsers, createUser, updateUser, deleteUser, changePassword.

use crate::domain::fold;
use crate::domain::user::{Roles, User};
use crate::http::rest::call::{AdminCall, Answer, Call, Request};
use crate::http::rest::failure::Failure;
use crate::http::rest::reply::Code;
use crate::http::rest::wire::user::{User as WireUser, Users};
use crate::service::Error;
use crate::service::accounts::{self as rules, Changes, New};
use crate::store::{accounts, libraries};
use serde::Deserialize;

#[derive(Deserialize)]
struct ByName {
    username: String,
}

async fn folders(call: &Request) -> Result<Vec<i32>, Failure> {
    call.read(|db| Ok(libraries::all(db)?.into_iter().map(|library| library.id).collect())).await
}

fn shown<'a>(user: &'a User, all_folders: &'a [i32]) -> WireUser<'a> {
    WireUser::new(user, if user.roles.admin { all_folders } else { &user.libraries })
}

pub async fn one(call: Call) -> Answer {
    let username = call.params.get("username").unwrap_or(&call.user.name).to_owned();
    let all_folders = folders(&call).await?;
    if fold::identity(&username) == fold::identity(&call.user.name) {
        return call.reply("user", &shown(&call.user, &all_folders));
    }
    if !call.user.roles.admin {
        return Err(Failure::new(Code::NotAuthorized, "only an administrator may look at other users"));
    }
    let account = call.read(move |db| accounts::by_name(db, &username)?.ok_or(Error::not_found("user"))).await?;
    call.reply("user", &shown(&account.user, &all_folders))
}

pub async fn all(call: AdminCall) -> Answer {
    let all_folders = folders(&call).await?;
    let all = call.read(|db| Ok(accounts::all(db)?)).await?;
    let user = all.iter().map(|account| shown(&account.user, &all_folders)).collect();
    call.reply("users", &Users { user })
}

/// Roles as parameters; what is not given stays as it was.
#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase")]
struct WantedRoles {
    admin_role: Option<bool>,
    settings_role: Option<bool>,
    stream_role: Option<bool>,
    jukebox_role: Option<bool>,
    download_role: Option<bool>,
    upload_role: Option<bool>,
    playlist_role: Option<bool>,
    cover_art_role: Option<bool>,
    comment_role: Option<bool>,
    podcast_role: Option<bool>,
    share_role: Option<bool>,
    video_conversion_role: Option<bool>,
}

impl WantedRoles {
    fn over(&self, before: Roles) -> Roles {
        Roles {
            admin: self.admin_role.unwrap_or(before.admin),
            settings: self.settings_role.unwrap_or(before.settings),
            stream: self.stream_role.unwrap_or(before.stream),
            jukebox: self.jukebox_role.unwrap_or(before.jukebox),
            download: self.download_role.unwrap_or(before.download),
            upload: self.upload_role.unwrap_or(before.upload),
            playlist: self.playlist_role.unwrap_or(before.playlist),
            cover_art: self.cover_art_role.unwrap_or(before.cover_art),
            comment: self.comment_role.unwrap_or(before.comment),
            podcast: self.podcast_role.unwrap_or(before.podcast),
            share: self.share_role.unwrap_or(before.share),
            video_conversion: self.video_conversion_role.unwrap_or(before.video_conversion),
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Create {
    username: String,
    password: String,
    email: String,
    max_bit_rate: Option<i32>,
    #[serde(default)]
    music_folder_id: Vec<i32>,
}

pub async fn create(call: AdminCall) -> Answer {
    let new: Create = call.parse()?;
    let roles = call.parse::<WantedRoles>()?.over(Roles::default());
    let (keys, now) = (call.app.keys.clone(), call.app.clock.now());
    let user = call
        .write(move |db| {
            let new = New {
                name: &new.username,
                password: &new.password,
                email: &new.email,
                roles,
                max_bit_rate: new.max_bit_rate.unwrap_or_default().max(0),
                libraries: &new.music_folder_id,
            };
            rules::create(db, &keys, &new, now)
        })
        .await?;
    tracing::info!(user = %user.name, by = %call.user.name, admin = user.roles.admin, "a user was made");
    call.done()
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Update {
    username: String,
    password: Option<String>,
    email: Option<String>,
    max_bit_rate: Option<i32>,
    #[serde(default)]
    music_folder_id: Vec<i32>,
}

pub async fn update(call: AdminCall) -> Answer {
    let wanted: Update = call.parse()?;
    let roles: WantedRoles = call.parse()?;
    let (keys, now) = (call.app.keys.clone(), call.app.clock.now());
    let user = call
        .write(move |db| {
            let before = accounts::by_name(db, &wanted.username)?.ok_or(Error::not_found("user"))?;
            let changes = Changes {
                password: wanted.password.as_deref().filter(|password| !password.is_empty()),
                email: wanted.email.as_deref(),
                roles: Some(roles.over(before.user.roles)),
                max_bit_rate: wanted.max_bit_rate.map(|rate| rate.max(0)),
                libraries: Some(wanted.music_folder_id.as_slice()).filter(|libraries| !libraries.is_empty()),
            };
            rules::update(db, &keys, &wanted.username, &changes, now)
        })
        .await?;
    tracing::info!(user = %user.name, by = %call.user.name, admin = user.roles.admin, "a user was changed");
    call.done()
}

pub async fn delete(call: AdminCall) -> Answer {
    let ByName { username } = call.parse()?;
    let name = username.clone();
    call.write(move |db| rules::delete(db, &name)).await?;
    tracing::info!(user = %username, by = %call.user.name, "a user was removed");
    call.done()
}

#[derive(Deserialize)]
struct ChangePassword {
    username: String,
    password: String,
}

/// Everybody may change their own password, an administrator anybody's.
pub async fn change_password(call: Call) -> Answer {
    let ChangePassword { username, password } = call.parse()?;
    let own = fold::identity(&username) == fold::identity(&call.user.name);
    if !own && !call.user.roles.admin {
        return Err(Failure::new(Code::NotAuthorized, "only an administrator may change other users' passwords"));
    }
    let (keys, now) = (call.app.keys.clone(), call.app.clock.now());
    let user = call
        .write(move |db| {
            let changes = Changes { password: Some(&password), ..Changes::default() };
            rules::update(db, &keys, &username, &changes, now)
        })
        .await?;
    tracing::info!(user = %user.name, by = %call.user.name, "a password was changed");
    call.done()
}
