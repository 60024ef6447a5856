//! The web player, and what users share from it.

use super::options::{Kind::*, Row};
use super::{WebAddress, duration, values};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// The web player, and what users share from it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Ui {
    /// Empty: the picture that comes with the player.
    #[serde(rename = "UILoginBackgroundURL")]
    pub login_background_url: String,
    #[serde(rename = "UIWelcomeMessage")]
    pub welcome_message: String,
    #[serde(with = "values::number")]
    pub max_sidebar_playlists: u32,
    pub default_theme: String,
    pub default_language: String,
    /// From 0 to 100.
    #[serde(with = "values::number", rename = "DefaultUIVolume")]
    pub default_volume: u8,
    /// In milliseconds.
    #[serde(with = "values::number", rename = "UISearchDebounceMs")]
    pub search_debounce_ms: u32,
    /// In pixels, from 200 to 1200.
    #[serde(with = "values::number", rename = "UICoverArtSize")]
    pub cover_art_size: i64,
    pub enable_replay_gain: bool,
    pub enable_cover_animation: bool,
    pub enable_now_playing: bool,
    #[serde(with = "duration", rename = "UIPlaybackReportInterval")]
    pub playback_report_interval: Duration,
    #[serde(rename = "GATrackingID")]
    pub ga_tracking_id: String,
    pub enable_gravatar: bool,
    pub enable_favourites: bool,
    pub enable_star_rating: bool,
    pub enable_sharing: bool,
    #[serde(with = "values::optional_text", rename = "ShareURL")]
    pub share_url: Option<WebAddress>,
    #[serde(with = "duration")]
    pub default_share_expiration: Duration,
    pub default_downloadable_share: bool,
}

/// The sizes that covers may have in the player, in pixels.
pub(super) const COVER_SIZES: std::ops::RangeInclusive<i64> = 200..=1200;

/// The background that is fetched from elsewhere.
pub(super) const BACKGROUNDS: &str = "/backgrounds";

const PLAYER: &str = "web player";
const SHARES: &str = "shares";

#[rustfmt::skip] // one row, one line
pub(super) const OPTIONS: &[Row] = &[
    Row::later(PLAYER, "UILoginBackgroundURL", Text, BACKGROUNDS, "The picture behind the login. A changing choice of photographs."),
    Row::later(PLAYER, "UIWelcomeMessage", Text, "", "A greeting on the login page, HTML without scripts. Empty: none."),
    Row::later(PLAYER, "MaxSidebarPlaylists", Whole(0, u32::MAX as i64), "100", "How many playlists the side bar lists. More would be scrolled past."),
    Row::later(PLAYER, "DefaultTheme", Text, "Dark", "The theme of new users by its name, or Auto for light or dark after their system. Dark, as most players are."),
    Row::later(PLAYER, "DefaultLanguage", Text, "", "The language of new users, as a code. Empty: their browser's."),
    Row::later(PLAYER, "DefaultUIVolume", Whole(0, 100), "100", "The volume of new users, in percent. Full, because the device has a knob of its own."),
    Row::later(PLAYER, "UISearchDebounceMs", Whole(0, 60_000), "200", "How long typing must rest before a search starts, in milliseconds. Fast typists finish the word, nobody notices the wait."),
    Row::later(PLAYER, "UICoverArtSize", Whole(i64::MIN, i64::MAX), "300", "The size at which the player asks for covers, in pixels from 200 to 1200; others are brought within. Sharp on a wall of albums."),
    Row::later(PLAYER, "EnableReplayGain", Bool, "true", "Offer volume levelling by ReplayGain. On, because it does nothing until it is chosen."),
    Row::later(PLAYER, "EnableCoverAnimation", Bool, "true", "Turn the cover like a record while playing. On, because it looks nice."),
    Row::later(PLAYER, "EnableNowPlaying", Bool, "true", "Show what others are playing. On, because music is shared among those who know each other."),
    Row::later(PLAYER, "UIPlaybackReportInterval", Duration, "1m", "How often the player reports its position. Rarely enough to be no load."),
    Row::later(PLAYER, "GATrackingID", Text, "", "An id of Google Analytics. Empty: no tracking."),
    Row::later(PLAYER, "EnableGravatar", Bool, "false", "Show users' pictures from Gravatar. Off, because it tells them of every user."),
    Row::later(PLAYER, "EnableFavourites", Bool, "true", "Show hearts. On, because the API has them too."),
    Row::later(PLAYER, "EnableStarRating", Bool, "true", "Show stars. On, because the API has them too."),
    Row::later(SHARES, "EnableSharing", Bool, "true", "Let users share music by a public link. On, because nothing is public until somebody shares it."),
    Row::later(SHARES, "ShareURL", WebAddress, "", "The address that links of shares begin with. Empty: the server's own."),
    Row::later(SHARES, "DefaultShareExpiration", Duration, "8760h", "How long a share lives if not said otherwise. A year."),
    Row::later(SHARES, "DefaultDownloadableShare", Bool, "false", "Offer downloads in shares if not said otherwise. Off, because listening is what is mostly meant."),
];
