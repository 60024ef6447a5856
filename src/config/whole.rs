//! The whole configuration, section by section.

use super::check::at;
use super::error::Error;
use super::{
    artwork::Artwork, dev::Dev, integrations::Integrations, library::Library, logging::Logging, operations::Operations,
    playlists::Playlists, scanner::Scanner, search::Search, security::Security, server::Folders, server::Server,
    subsonic::Subsonic, tags::Pid, tags::Tags, transcoding::Transcoding, ui::Ui,
};
use super::{check, mend};
use ::config::{Map, Value};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::path::Path;

/// What the server means to do: typed, mended, final. Its default is Navidrome's, with folders relative.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Config {
    #[serde(flatten)]
    pub folders: Folders,
    #[serde(flatten)]
    pub server: Server,
    #[serde(flatten)]
    pub logging: Logging,
    pub scanner: Scanner,
    #[serde(rename = "PID")]
    pub pid: Pid,
    pub tags: Tags,
    #[serde(flatten)]
    pub library: Library,
    #[serde(flatten)]
    pub playlists: Playlists,
    pub search: Search,
    #[serde(flatten)]
    pub artwork: Artwork,
    pub subsonic: Subsonic,
    #[serde(flatten)]
    pub security: Security,
    #[serde(flatten)]
    pub transcoding: Transcoding,
    #[serde(flatten)]
    pub ui: Ui,
    #[serde(flatten)]
    pub integrations: Integrations,
    #[serde(flatten)]
    pub operations: Operations,
    #[serde(flatten)]
    pub dev: Dev,
}

impl Config {
    /// Reads each section from the part of the tree in which its options are.
    pub(super) fn read(tree: &Value) -> Result<Self, Error> {
        Ok(Self {
            folders: section(tree, "")?,
            server: section(tree, "")?,
            logging: section(tree, "")?,
            scanner: section(tree, "Scanner")?,
            pid: section(tree, "PID")?,
            tags: section(tree, "Tags")?,
            library: section(tree, "")?,
            playlists: section(tree, "")?,
            search: section(tree, "Search")?,
            artwork: section(tree, "")?,
            subsonic: section(tree, "Subsonic")?,
            security: section(tree, "")?,
            transcoding: section(tree, "")?,
            ui: section(tree, "")?,
            integrations: section(tree, "")?,
            operations: section(tree, "")?,
            dev: section(tree, "")?,
        })
    }
}

impl Default for Config {
    #[expect(clippy::expect_used, reason = "only constants of the table are read, and every test loads them")]
    fn default() -> Self {
        let nothing = &mut Vec::new();
        let mut config = check::lay(&[], nothing).and_then(|tree| Self::read(&tree)).expect("defaults are valid");
        mend::mend(&mut config, Path::new(""), nothing);
        config
    }
}

fn section<T: DeserializeOwned>(tree: &Value, name: &str) -> Result<T, Error> {
    let value = if name.is_empty() { Some(tree) } else { at(tree, name) };
    let value = value.cloned().unwrap_or_else(|| Value::from(Map::<String, Value>::new()));
    serde_path_to_error::deserialize(value).map_err(|error| {
        let path = error.path().to_string();
        let path = path.split('[').next().unwrap_or_default();
        let key = if name.is_empty() { path.into() } else { format!("{name}.{path}") };
        Error::refused(&key, at(tree, &key), error.inner())
    })
}
