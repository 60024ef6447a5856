//! Who comes in, and how passwords are kept.

use super::options::{Kind::*, Row};
use super::{Secret, TrustedSource, WebAddress, duration, secret, values};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use std::time::Duration;

/// Who comes in, and how passwords are kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Security {
    /// `None`: a random key kept in the data folder.
    #[serde(with = "secret::optional")]
    pub password_encryption_key: Option<Secret>,
    /// Failed logins from one address within the window; zero for no limit.
    #[serde(with = "values::number")]
    pub auth_request_limit: u32,
    #[serde(with = "duration")]
    pub auth_window_length: Duration,
    #[serde(with = "duration")]
    pub session_timeout: Duration,
    pub enable_user_editing: bool,
    /// Requests a second of one address and of one user; zero for no limit.
    #[serde(with = "values::number")]
    pub request_limit: u32,
    /// Proxies that are believed when they say for whom they ask (`X-Forwarded-For`).
    #[serde(with = "values::list")]
    pub trusted_proxies: Vec<TrustedSource>,
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
    /// Where nobody comes in but by the header.
    #[serde(with = "values::text")]
    pub exclusive: Exclusive,
    /// What the proxy must send beside the name.
    #[serde(with = "secret::optional")]
    pub shared_secret: Option<Secret>,
    /// The name of the header with the shared secret.
    pub secret_header: String,
    /// The number of the only user who is believed over the Unix socket; negative for any.
    #[serde(with = "values::number", rename = "SocketUID")]
    pub socket_uid: i64,
}

/// Where every other way to log in is switched off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exclusive {
    Off,
    Web,
    Rest,
    Both,
}

impl Exclusive {
    /// Whether passwords, tokens and keys count for nothing on `/rest`.
    pub fn on_rest(self) -> bool {
        matches!(self, Self::Rest | Self::Both)
    }

    /// Whether passwords count for nothing in the web player and its API.
    pub fn on_web(self) -> bool {
        matches!(self, Self::Web | Self::Both)
    }
}

impl FromStr for Exclusive {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Ok(match text {
            "web" => Self::Web,
            "rest" => Self::Rest,
            "both" | "true" => Self::Both,
            _ => Self::Off,
        })
    }
}

impl fmt::Display for Exclusive {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Off => "off",
            Self::Web => "web",
            Self::Rest => "rest",
            Self::Both => "both",
        })
    }
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
    Row::works("AuthRequestLimit", Whole(0, u32::MAX as i64), "5", "How many failed logins one address has within AuthWindowLength, whatever way it tries; an account has four times as many from all addresses together; 0 for any number. Enough for fingers, too few for guessing."),
    Row::works("AuthWindowLength", Duration, "20s", "The time within which failed logins are counted. Short, so that somebody who mistyped is not shut out for long."),
    Row::later("web sessions", "SessionTimeout", Duration, "48h", "How long a session of the web player lives without being used. Two days, so that a weekend does not end it."),
    Row::later("users who edit themselves", "EnableUserEditing", Bool, "true", "Let users change their own name, e-mail and password. On, because a password is its user's own."),
    Row::works("RequestLimit", Whole(0, 1_000_000), "200", "How many requests a second one address, and one user, may make of the API, with bursts of five times as many; 0 for any number. More than a phone needs that scrolls through covers, less than a crawler wants."),
    Row::works("TrustedProxies", Networks, "", "The networks of reverse proxies that are believed when X-Forwarded-For says for whom they ask, or `@` for the Unix socket. Empty: none, and whoever sends that header changes nothing by it."),
    Row::works("ExtAuth.UserHeader", Text, "Remote-User", "The header in which a reverse proxy says who the user is. The one that Authelia and its kin send."),
    Row::works("ExtAuth.TrustedSources", Networks, "", "The networks of reverse proxies whose word is taken, or `@` for the Unix socket. Empty: none, because the header could come from anybody."),
    Row::works("ExtAuth.Exclusive", Word(&["off", "web", "rest", "both", "true", "false"]), "off", "Where the header is the only way in and passwords count for nothing: `web`, `rest` or `both` (`true` means both). Off, because most clients of `/rest` cannot pass a proxy's login."),
    Row::works("ExtAuth.SharedSecret", Text, "", "A secret that the reverse proxy must send in ExtAuth.SecretHeader, so that a neighbour in the same network cannot pretend to be it. Empty: the network is enough.").secret(),
    Row::works("ExtAuth.SecretHeader", Text, "Remote-Secret", "The header with ExtAuth.SharedSecret. A name beside Remote-User."),
    Row::works("ExtAuth.SocketUID", Whole(-1, u32::MAX as i64), "-1", "The number of the only user of this machine whose processes are believed over the Unix socket; -1 for all who may open it."),
    Row::later("external authentication", "ExtAuth.LogoutURL", WebAddress, "", "Where the web player goes after logging out. Empty: to its own login."),
    Row::later("web player", "HTTPHeaders.FrameOptions", Text, "DENY", "The header X-Frame-Options: who may show the player within a page. Nobody, because framed pages steal clicks."),
];
