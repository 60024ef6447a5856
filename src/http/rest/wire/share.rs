//! Links for people without an account.

use super::date::Timestamp;
use super::song::Child;
use serde::Serialize;

/// One link, with the songs or albums behind it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Share<'a> {
    pub id: &'a str,
    pub url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<&'a str>,
    pub username: &'a str,
    pub created: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_visited: Option<Timestamp>,
    pub visit_count: i64,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub entry: Vec<Child<'a>>,
}

/// `shares`
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Shares<'a> {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub share: Vec<Share<'a>>,
}

#[cfg(test)]
mod tests {
    use super::{Share, Shares};
    use crate::http::rest::wire::date::Timestamp;

    #[test]
    fn shares_have_a_link_and_count_their_visits() {
        let share = Share {
            id: "x",
            url: "https://m/share/x".to_owned(),
            description: Some("for you"),
            username: "anna",
            created: Timestamp(0),
            expires: Some(Timestamp(4_102_444_800_000)),
            last_visited: None,
            visit_count: 0,
            entry: vec![],
        };
        assert_eq!(
            serde_json::to_string(&Shares { share: vec![share] }).unwrap(),
            r#"{"share":[{"id":"x","url":"https://m/share/x","description":"for you","username":"anna","created":"1970-01-01T00:00:00Z","expires":"2100-01-01T00:00:00Z","visitCount":0}]}"#
        );
    }
}
