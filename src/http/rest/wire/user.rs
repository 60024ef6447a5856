//! Accounts.

use super::{known, said};
use crate::domain::user;
use serde::Serialize;

/// `user`: an account and what it may do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct User<'a> {
    pub username: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<&'a str>,
    pub scrobbling_enabled: bool,
    /// kbit/s.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_bit_rate: Option<i32>,
    pub admin_role: bool,
    pub settings_role: bool,
    pub download_role: bool,
    pub upload_role: bool,
    pub playlist_role: bool,
    pub cover_art_role: bool,
    pub comment_role: bool,
    pub podcast_role: bool,
    pub stream_role: bool,
    pub jukebox_role: bool,
    pub share_role: bool,
    pub video_conversion_role: bool,
    /// The libraries it may see.
    pub folder: &'a [i32],
}

impl<'a> User<'a> {
    /// An account; `folders` are the libraries it may see, which for an administrator are all there are.
    pub fn new(user: &'a user::User, folders: &'a [i32]) -> Self {
        let roles = user.roles;
        Self {
            username: &user.name,
            email: said(&user.email),
            scrobbling_enabled: user.scrobbling,
            max_bit_rate: known(user.max_bit_rate),
            admin_role: roles.admin,
            settings_role: roles.settings,
            download_role: roles.download,
            upload_role: roles.upload,
            playlist_role: roles.playlist,
            cover_art_role: roles.cover_art,
            comment_role: roles.comment,
            podcast_role: roles.podcast,
            stream_role: roles.stream,
            jukebox_role: roles.jukebox,
            share_role: roles.share,
            video_conversion_role: roles.video_conversion,
            folder: folders,
        }
    }
}

/// `users`
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Users<'a> {
    pub user: Vec<User<'a>>,
}

#[cfg(test)]
mod tests {
    use super::User;
    use crate::domain::user::{self, Roles};

    #[test]
    fn users_have_every_role_and_their_folders() {
        let anna = user::User {
            id: "u".to_owned(),
            name: "anna".to_owned(),
            email: String::new(),
            roles: Roles { admin: true, ..Roles::default() },
            max_bit_rate: 0,
            scrobbling: true,
            created_at: 0,
            last_access_at: None,
            libraries: vec![],
        };
        assert_eq!(
            serde_json::to_string(&User::new(&anna, &[1, 2])).unwrap(),
            concat!(
                r#"{"username":"anna","scrobblingEnabled":true,"adminRole":true,"settingsRole":true,"downloadRole":true,"#,
                r#""uploadRole":false,"playlistRole":true,"coverArtRole":false,"commentRole":false,"podcastRole":false,"#,
                r#""streamRole":true,"jukeboxRole":false,"shareRole":true,"videoConversionRole":false,"folder":[1,2]}"#
            )
        );
    }
}
