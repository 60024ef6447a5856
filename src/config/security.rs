//! Who comes in, and how passwords are kept.

use super::options::{Kind::*, Row};
use super::{Secret, TrustedSource, WebAddress, duration, secret, values};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Who comes in, and how passwords are kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Security {
    /// `None`: a random key kept in the data folder.
    #[serde(with = "secret::optional")]
    pub password_encryption_key: Option<Secret>,
    /// Attempts to log in from one address within the window; zero for no limit.
    #[serde(with = "values::number")]
    pub auth_request_limit: u32,
    #[serde(with = "duration")]
    pub auth_window_length: Duration,
    #[serde(with = "duration")]
    pub session_timeout: Duration,
    pub enable_user_editing: bool,
    #[serde(rename = "ExtAuth")]
    pub external: ExternalAuth,
    #[serde(rename = "HTTPHeaders")]
    pub headers: Headers,
}

/// A reverse proxy that says who a user is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct ExternalAuth {
    /// The name of the header with the user's name.
    pub user_header: String,
    /// None: off.
    #[serde(with = "values::list")]
    pub trusted_sources: Vec<TrustedSource>,
    #[serde(with = "values::optional_text", rename = "LogoutURL")]
    pub logout_url: Option<WebAddress>,
}

/// Headers of answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Headers {
    pub frame_options: String,
}

#[rustfmt::skip] // one row, one line
pub(super) const OPTIONS: &[Row] = &[
    Row::works("PasswordEncryptionKey", Text, "", "The key that seals the passwords in the database. Empty: a random one is made at the first start and kept in DataFolder, so that nobody runs without.").secret(),
    Row::later("limit of login attempts", "AuthRequestLimit", Whole(0, u32::MAX as i64), "5", "How many attempts to log in one address has within AuthWindowLength; 0 for any number. Enough for fingers, too few for guessing."),
    Row::later("limit of login attempts", "AuthWindowLength", Duration, "20s", "The time within which attempts to log in are counted. Short, so that somebody who mistyped is not shut out for long."),
    Row::later("web sessions", "SessionTimeout", Duration, "48h", "How long a session of the web player lives without being used. Two days, so that a weekend does not end it."),
    Row::later("users who edit themselves", "EnableUserEditing", Bool, "true", "Let users change their own name, e-mail and password. On, because a password is its user's own."),
    Row::later("external authentication", "ExtAuth.UserHeader", Text, "Remote-User", "The header in which a reverse proxy says who the user is. The one that Authelia and its kin send."),
    Row::later("external authentication", "ExtAuth.TrustedSources", Networks, "", "The networks of reverse proxies whose word is taken, or `@` for the Unix socket. Empty: none, because the header could come from anybody."),
    Row::later("external authentication", "ExtAuth.LogoutURL", WebAddress, "", "Where the web player goes after logging out. Empty: to its own login."),
    Row::later("web player", "HTTPHeaders.FrameOptions", Text, "DENY", "The header X-Frame-Options: who may show the player within a page. Nobody, because framed pages steal clicks."),
];
