//! Services of others, and protocols other than Subsonic's.

use super::options::{Kind::*, Row};
use super::{Secret, WebAddress, secret, values};
use ipnet::IpNet;
use serde::{Deserialize, Serialize};

/// Services of others, and protocols other than Subsonic's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Integrations {
    /// Names in the order in which they are asked.
    #[serde(with = "values::list")]
    pub agents: Vec<String>,
    pub external_services: ExternalServices,
    #[serde(rename = "LastFM")]
    pub last_fm: LastFm,
    pub deezer: Deezer,
    pub listen_brainz: ListenBrainz,
    pub jellyfin: Jellyfin,
}

/// Calls to other servers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct ExternalServices {
    /// Called although they are not on the public internet.
    #[serde(with = "values::list")]
    pub allowed_networks: Vec<IpNet>,
}

/// Last.fm.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct LastFm {
    pub enabled: bool,
    #[serde(with = "secret::optional")]
    pub api_key: Option<Secret>,
    #[serde(with = "secret::optional")]
    pub secret: Option<Secret>,
    /// Codes, best first; never empty.
    #[serde(with = "values::list", rename = "Language")]
    pub languages: Vec<String>,
    pub scrobble_first_artist_only: bool,
}

/// Deezer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Deezer {
    pub enabled: bool,
    /// Codes, best first; never empty.
    #[serde(with = "values::list", rename = "Language")]
    pub languages: Vec<String>,
}

/// ListenBrainz.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct ListenBrainz {
    pub enabled: bool,
    #[serde(with = "values::text", rename = "BaseURL")]
    pub base_url: WebAddress,
    pub artist_algorithm: String,
    pub track_algorithm: String,
}

/// The API of Jellyfin.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Jellyfin {
    pub enabled: bool,
    pub server_name: String,
    #[serde(with = "values::list")]
    pub exposed_public_users: Vec<String>,
    /// `None`: by the count of processors.
    #[serde(with = "values::optional_number")]
    pub max_concurrent_streams: Option<u32>,
}

const ALGORITHM: &str = "session_based_days_9000_session_300_contribution_5_threshold_15_limit_50_skip_30";
const SERVICES: &str = "calls to other services";
const LASTFM: &str = "Last.fm";
const DEEZER: &str = "Deezer";
const BRAINZ: &str = "ListenBrainz";
const JELLYFIN: &str = "Jellyfin API";

#[rustfmt::skip] // one row, one line
pub(super) const OPTIONS: &[Row] = &[
    Row::later(SERVICES, "Agents", List, "deezer,lastfm,listenbrainz", "The services asked about artists and albums, in order; what the library knows itself comes last. Deezer first, because it needs no key."),
    Row::later(SERVICES, "ExternalServices.AllowedNetworks", Subnets, "", "Networks that may be called although they are not on the public internet, such as one at home with a radio station in it. Empty: none, so that no address that somebody enters leads to what only this machine can reach."),
    Row::later(LASTFM, "LastFM.Enabled", Bool, "true", "Use Last.fm, once it has a key. On, because without a key nothing happens anyway."),
    Row::later(LASTFM, "LastFM.ApiKey", Text, "", "The key of the API of Last.fm. Empty: not used.").secret(),
    Row::later(LASTFM, "LastFM.Secret", Text, "", "The secret that belongs to the key. Empty: not used.").secret(),
    Row::later(LASTFM, "LastFM.Language", List, "en", "The languages of biographies, best first. English has the most of them."),
    Row::later(LASTFM, "LastFM.ScrobbleFirstArtistOnly", Bool, "false", "Report only the first of several artists. Off, because it is what the tags say."),
    Row::later(DEEZER, "Deezer.Enabled", Bool, "true", "Use Deezer, for pictures of artists. On, because it needs no key."),
    Row::later(DEEZER, "Deezer.Language", List, "en", "The languages of biographies, best first. English has the most of them."),
    Row::later(BRAINZ, "ListenBrainz.Enabled", Bool, "true", "Let users report plays to ListenBrainz. On, because each user must link an account first."),
    Row::later(BRAINZ, "ListenBrainz.BaseURL", WebAddress, "https://api.listenbrainz.org/1/", "The address of its API. Its own; others, such as Maloja, speak the same."),
    Row::later(BRAINZ, "ListenBrainz.ArtistAlgorithm", Text, ALGORITHM, "How it finds artists that are alike. The one that its makers offer."),
    Row::later(BRAINZ, "ListenBrainz.TrackAlgorithm", Text, ALGORITHM, "How it finds songs that are alike. The one that its makers offer."),
    Row::later(JELLYFIN, "Jellyfin.Enabled", Bool, "false", "Speak the API of Jellyfin too, for its clients. Off, because it is one more door."),
    Row::later(JELLYFIN, "Jellyfin.ServerName", Text, "", "The name that its clients show. Empty: the host's."),
    Row::later(JELLYFIN, "Jellyfin.ExposedPublicUsers", List, "", "Users that its clients may list before anybody logs in. Empty: none."),
    Row::later(JELLYFIN, "Jellyfin.MaxConcurrentStreams", ByProcessors, "", "How many streams its clients may have at once. Empty: by the count of processors."),
];
