//! Play queues: what a listener left playing on one device, to go on with on another.

use super::date::Timestamp;
use super::song::Child;
use serde::Serialize;

/// `playQueue`: the current song by its id.
pub type PlayQueue<'a> = Queue<'a, ById<'a>>;
/// `playQueueByIndex`: the current song by its place, which stays clear where a song is there twice (OpenSubsonic).
pub type PlayQueueByIndex<'a> = Queue<'a, ByIndex>;

/// Songs in the order they are to be played.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Queue<'a, Current> {
    #[serde(flatten)]
    pub current: Current,
    /// Milliseconds into the current song.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<i64>,
    pub username: &'a str,
    pub changed: Timestamp,
    /// The client that left it.
    pub changed_by: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub entry: Vec<Child<'a>>,
}

/// The current song's id.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct ById<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current: Option<&'a str>,
}

/// The current song's place, counted from 0.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ByIndex {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current_index: Option<i64>,
}

#[cfg(test)]
mod tests {
    use super::{ById, ByIndex, PlayQueue, PlayQueueByIndex};
    use crate::http::rest::wire::date::Timestamp;

    #[test]
    fn queues_name_the_current_song_by_id_or_by_place() {
        let rest = r#""username":"anna","changed":"1970-01-01T00:00:00Z","changedBy":"""#;
        let empty = PlayQueue {
            current: ById::default(),
            position: None,
            username: "anna",
            changed: Timestamp(0),
            changed_by: "",
            entry: vec![],
        };
        assert_eq!(serde_json::to_string(&empty).unwrap(), format!("{{{rest}}}"));
        let by_id = PlayQueue { current: ById { current: Some("s") }, position: Some(4321), ..empty };
        assert_eq!(serde_json::to_string(&by_id).unwrap(), format!(r#"{{"current":"s","position":4321,{rest}}}"#));
        let by_index = PlayQueueByIndex {
            current: ByIndex { current_index: Some(0) },
            position: None,
            username: "anna",
            changed: Timestamp(0),
            changed_by: "",
            entry: vec![],
        };
        assert_eq!(serde_json::to_string(&by_index).unwrap(), format!(r#"{{"currentIndex":0,{rest}}}"#));
    }
}
