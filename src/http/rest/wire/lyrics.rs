//! Words of songs.

use super::said;
use crate::domain::lyrics;
use crate::http::rest::xml::Text;
use serde::Serialize;

/// `lyrics`: the words of one song as plain text, as `getLyrics` has always answered. Empty where none are known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Lyrics<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub artist: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<&'a str>,
    pub value: Text<String>,
}

impl<'a> Lyrics<'a> {
    /// One set of lyrics without its times.
    pub fn plain(artist: &'a str, title: &'a str, lyrics: &lyrics::Lyrics) -> Self {
        let lines: Vec<_> = lyrics.lines.iter().map(|line| line.text.as_str()).collect();
        Self { artist: said(artist), title: said(title), value: Text(lines.join("\n")) }
    }
}

/// `lyricsList`: every set of lyrics of one song (OpenSubsonic's `songLyrics`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LyricsList<'a> {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub structured_lyrics: Vec<StructuredLyrics<'a>>,
}

/// One set of lyrics.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StructuredLyrics<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_artist: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_title: Option<&'a str>,
    pub lang: &'a str,
    /// Milliseconds by which the words come earlier (positive) or later.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset: Option<i64>,
    pub synced: bool,
    pub line: Vec<Line<'a>>,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line<'a> {
    /// Milliseconds; in synced lyrics alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<i64>,
    pub value: Text<&'a str>,
}

impl<'a> From<&'a lyrics::Lyrics> for StructuredLyrics<'a> {
    fn from(lyrics: &'a lyrics::Lyrics) -> Self {
        let start = |line: &lyrics::LyricLine| line.start.filter(|_| lyrics.synced);
        Self {
            display_artist: said(&lyrics.display_artist),
            display_title: said(&lyrics.display_title),
            lang: said(&lyrics.lang).unwrap_or("xxx"),
            offset: super::known(lyrics.offset),
            synced: lyrics.synced,
            line: lyrics.lines.iter().map(|line| Line { start: start(line), value: Text(&line.text) }).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Lyrics, LyricsList, StructuredLyrics};
    use crate::domain::lyrics;

    fn words() -> lyrics::Lyrics {
        let line = |start, text: &str| lyrics::LyricLine { start: Some(start), text: text.to_owned() };
        lyrics::Lyrics {
            synced: true,
            offset: -100,
            lines: vec![line(0, "It's"), line(2000, "")],
            ..Default::default()
        }
    }

    #[test]
    fn lyrics_have_times_where_they_are_synced() {
        let mut words = words();
        let json = |words: &lyrics::Lyrics| {
            serde_json::to_string(&LyricsList { structured_lyrics: vec![StructuredLyrics::from(words)] }).unwrap()
        };
        assert_eq!(
            json(&words),
            r#"{"structuredLyrics":[{"lang":"xxx","offset":-100,"synced":true,"line":[{"start":0,"value":"It's"},{"start":2000,"value":""}]}]}"#
        );
        words.synced = false;
        assert!(json(&words).ends_with(r#""synced":false,"line":[{"value":"It's"},{"value":""}]}]}"#));
    }

    #[test]
    fn plain_lyrics_are_one_text() {
        assert_eq!(
            serde_json::to_string(&Lyrics::plain("Low", "Hey", &words())).unwrap(),
            r#"{"artist":"Low","title":"Hey","value":"It's\n"}"#
        );
        assert_eq!(serde_json::to_string(&Lyrics::default()).unwrap(), r#"{"value":""}"#);
    }
}
