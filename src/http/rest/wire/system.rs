//! About the server itself.

use super::date::Timestamp;
use serde::Serialize;

/// `license`: there is nothing to pay for, so it is always valid.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct License<'a> {
    pub valid: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub license_expires: Option<Timestamp>,
}

/// One member of `openSubsonicExtensions`, whose body is the list itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct OpenSubsonicExtension {
    pub name: &'static str,
    pub versions: &'static [u8],
}

/// One library.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MusicFolder<'a> {
    pub id: i32,
    pub name: &'a str,
}

/// `musicFolders`
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MusicFolders<'a> {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub music_folder: Vec<MusicFolder<'a>>,
}

/// `tokenInfo`: whose API key this is (OpenSubsonic's `apiKeyAuthentication`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TokenInfo<'a> {
    pub username: &'a str,
}

#[cfg(test)]
mod tests {
    use super::{License, MusicFolder, MusicFolders, OpenSubsonicExtension, TokenInfo};

    #[test]
    fn the_server_describes_itself() {
        let license = License { valid: true, ..License::default() };
        assert_eq!(serde_json::to_string(&license).unwrap(), r#"{"valid":true}"#);
        let extensions = [OpenSubsonicExtension { name: "songLyrics", versions: &[1, 2] }];
        assert_eq!(serde_json::to_string(&extensions).unwrap(), r#"[{"name":"songLyrics","versions":[1,2]}]"#);
        let folders = MusicFolders { music_folder: vec![MusicFolder { id: 1, name: "Music" }] };
        assert_eq!(serde_json::to_string(&folders).unwrap(), r#"{"musicFolder":[{"id":1,"name":"Music"}]}"#);
        assert_eq!(serde_json::to_string(&TokenInfo { username: "anna" }).unwrap(), r#"{"username":"anna"}"#);
    }
}
