//! Lists of albums and songs, and who is listening to what.

use super::album::AlbumID3;
use super::song::Child;
use serde::Serialize;

/// `albumList` of the folder view.
pub type AlbumList<'a> = Albums<Child<'a>>;
/// `albumList2` of the ID3 view.
pub type AlbumList2<'a> = Albums<AlbumID3<'a>>;

/// Albums in some order.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Albums<A> {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub album: Vec<A>,
}

/// `randomSongs`, `songsByGenre`, `topSongs`, `similarSongs` and `similarSongs2`.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Songs<'a> {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub song: Vec<Child<'a>>,
}

/// `nowPlaying`
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct NowPlaying<'a> {
    pub entry: Vec<NowPlayingEntry<'a>>,
}

/// A song somebody is listening to.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NowPlayingEntry<'a> {
    pub username: &'a str,
    pub minutes_ago: i64,
    /// A number that tells this player from the others in the list.
    pub player_id: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub player_name: Option<&'a str>,
    #[serde(flatten)]
    pub playback: Option<Playback>,
    #[serde(flatten)]
    pub song: Child<'a>,
}

/// How far a player has got (OpenSubsonic's `playbackReport`).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Playback {
    pub state: PlaybackState,
    pub position_ms: i64,
    /// 1 is the speed of the recording.
    pub playback_rate: f64,
}

/// What a player is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PlaybackState {
    Starting,
    Playing,
    Paused,
    Stopped,
}

#[cfg(test)]
mod tests {
    use super::{AlbumList2, NowPlaying, NowPlayingEntry, Playback, PlaybackState, Songs};
    use crate::http::rest::wire::song::Child;

    fn song() -> Child<'static> {
        Child { id: "s", is_dir: false, title: "Jóga".into(), details: None, additions: None }
    }

    #[test]
    fn lists_hold_their_members_and_nothing_else() {
        assert_eq!(
            serde_json::to_string(&Songs { song: vec![song()] }).unwrap(),
            r#"{"song":[{"id":"s","isDir":false,"title":"Jóga"}]}"#
        );
        assert_eq!(serde_json::to_string(&AlbumList2 { album: vec![] }).unwrap(), "{}");
        assert_eq!(serde_json::to_string(&NowPlaying::default()).unwrap(), r#"{"entry":[]}"#);
    }

    #[test]
    fn a_player_is_shown_with_its_song() {
        let playback = Some(Playback { state: PlaybackState::Paused, position_ms: 10, playback_rate: 1.0 });
        let entry = NowPlayingEntry {
            username: "anna",
            minutes_ago: 2,
            player_id: 1,
            player_name: Some("DSub"),
            playback,
            song: song(),
        };
        assert_eq!(
            serde_json::to_string(&entry).unwrap(),
            r#"{"username":"anna","minutesAgo":2,"playerId":1,"playerName":"DSub","state":"paused","positionMs":10,"playbackRate":1.0,"id":"s","isDir":false,"title":"Jóga"}"#
        );
    }
}
