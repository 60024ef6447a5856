//! Listeners and what they may do.

use super::clock::Moment;
use serde::{Deserialize, Serialize};

/// What an account may do beyond listening, by the names of the Subsonic API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Roles {
    pub admin: bool,
    pub settings: bool,
    pub stream: bool,
    pub jukebox: bool,
    pub download: bool,
    pub upload: bool,
    pub playlist: bool,
    pub cover_art: bool,
    pub comment: bool,
    pub podcast: bool,
    pub share: bool,
    pub video_conversion: bool,
}

impl Default for Roles {
    /// What the Subsonic API gives a new account for which nothing is said.
    fn default() -> Self {
        Self {
            admin: false,
            settings: true,
            stream: true,
            jukebox: false,
            download: true,
            upload: false,
            playlist: true,
            cover_art: false,
            comment: false,
            podcast: false,
            share: true,
            video_conversion: false,
        }
    }
}

/// An account, without its password.
#[derive(Debug, Clone, PartialEq)]
pub struct User {
    pub id: String,
    pub name: String,
    pub email: String,
    pub roles: Roles,
    /// Highest bit rate for this listener in kbit/s; 0 for no limit.
    pub max_bit_rate: i32,
    pub scrobbling: bool,
    pub created_at: Moment,
    pub last_access_at: Option<Moment>,
    /// Libraries this account may see; administrators see all.
    pub libraries: Vec<i32>,
}
