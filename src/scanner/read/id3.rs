//! ID3v2 and ID3v1 tags, word for word.

use super::RawTags;
use super::text;
use lofty::id3::v1::{GENRES, Id3v1Tag};
use lofty::id3::v2::{
    BinaryFrame, Frame, FrameFlags, Id3v2Tag, KeyValueFrame, SyncTextContentType, SynchronizedTextFrame,
    TimestampFormat,
};
use std::fmt::Write;

/// Involvements that TIPL names and Navidrome knows; any other in an old IPLS is an instrument.
const INVOLVEMENTS: [&str; 5] = ["arranger", "engineer", "producer", "dj-mix", "mix"];

/// The text of an ID3v2 tag (<https://id3.org/id3v2.4.0-frames>), and whether it holds a picture.
pub fn v2(tag: &Id3v2Tag) -> (RawTags, bool) {
    let (mut tags, mut picture) = (RawTags::default(), false);
    for frame in tag {
        match frame {
            Frame::Text(text) if frame.id_str() == "TCON" => text.value.split('\0').for_each(|v| genres(v, &mut tags)),
            Frame::Text(text) => every(&mut tags, frame.id_str(), &text.value),
            Frame::UserText(text) => every(&mut tags, &format!("txxx:{}", text.description), &text.content),
            Frame::Timestamp(time) => tags.push(frame.id_str(), time.timestamp.to_string()),
            Frame::Url(url) => tags.push(frame.id_str(), url.url()),
            Frame::UserUrl(url) => tags.push(&format!("wxxx:{}", url.description), url.content.as_ref()),
            Frame::Comment(comment) if comment.description.is_empty() => tags.push("comm", comment.content.as_ref()),
            Frame::Comment(comment) => tags.push(&format!("comm:{}", comment.description), comment.content.as_ref()),
            Frame::UnsynchronizedText(words) => {
                tags.push(&format!("uslt:{}", language(words.language)), words.content.as_ref());
            }
            Frame::UniqueFileIdentifier(id) => {
                tags.push(&format!("ufid:{}", id.owner), String::from_utf8_lossy(&id.identifier));
            }
            Frame::KeyValue(people) => involved(people, &mut tags),
            Frame::Picture(_) => picture = true,
            Frame::Binary(binary) if frame.id_str() == "SYLT" => synced(binary, &mut tags),
            _ => {}
        }
    }
    (tags, picture)
}

/// Adds the values of a text frame, which ID3v2.4 separates by NUL; ID3v2.3 has only one.
fn every(tags: &mut RawTags, key: &str, text: &str) {
    text.split('\0').for_each(|value| tags.push(key, value));
}

/// Adds genres by name, whether given by name, by number, or in ID3v2.3's `(17)(18)Refinement`.
fn genres(value: &str, tags: &mut RawTags) {
    let mut rest = value.trim();
    while let Some((number, after)) = rest.strip_prefix('(').and_then(|inner| inner.split_once(')')) {
        let Some(name) = genre(number) else { break };
        tags.push("tcon", name);
        rest = after.trim();
    }
    tags.push("tcon", genre(rest).unwrap_or(rest.strip_prefix('(').filter(|r| r.starts_with('(')).unwrap_or(rest)));
}

fn genre(code: &str) -> Option<&'static str> {
    match code {
        "RX" => Some("Remix"),
        "CR" => Some("Cover"),
        number => number.parse().ok().and_then(|number: usize| GENRES.get(number).copied()),
    }
}

/// Adds who did what: TMCL names instruments, TIPL functions, and ID3v2.3's IPLS both.
fn involved(people: &KeyValueFrame<'_>, tags: &mut RawTags) {
    let musicians = people.id().as_str() == "TMCL";
    for (role, names) in people.key_value_pairs.iter() {
        let role = role.trim().to_lowercase();
        let prefix = if musicians || !INVOLVEMENTS.contains(&role.as_str()) { "performer" } else { "tipl" };
        tags.push(&format!("{prefix}:{role}"), names.as_ref());
    }
}

/// Adds synchronised lyrics as LRC, if their times are milliseconds; MPEG frames would need the sound to be understood.
fn synced(frame: &BinaryFrame<'_>, tags: &mut RawTags) {
    let Ok(words) = SynchronizedTextFrame::parse(&frame.data, FrameFlags::default()) else { return };
    if words.timestamp_format != TimestampFormat::MS || words.content_type != SyncTextContentType::Lyrics {
        return;
    }
    let mut lines = String::new();
    for (time, line) in &words.content {
        let (minutes, seconds, rest) = (time / 60_000, time / 1000 % 60, time % 1000);
        let _ = writeln!(lines, "[{minutes:02}:{seconds:02}.{rest:03}]{}", line.trim_matches(['\n', '\r', '\0']));
    }
    tags.push(&format!("sylt:{}", language(words.language)), lines);
}

/// ISO 639-2 in lower case, `xxx` where a tag has anything else.
fn language(code: [u8; 3]) -> String {
    match std::str::from_utf8(&code) {
        Ok(code) if code.bytes().all(|byte| byte.is_ascii_alphabetic()) => code.to_ascii_lowercase(),
        _ => "xxx".to_owned(),
    }
}

/// An ID3v1 tag under the plain names that APE and Vorbis tags use.
pub fn v1(tag: &Id3v1Tag) -> RawTags {
    let mut tags = RawTags::default();
    let texts = [("title", &tag.title), ("artist", &tag.artist), ("album", &tag.album), ("comment", &tag.comment)];
    for (key, value) in texts {
        tags.push(key, value.as_deref().map(text::mend).unwrap_or_default().trim());
    }
    tags.push("date", tag.year.filter(|&year| year > 0).map(|year| format!("{year:04}")).unwrap_or_default());
    tags.push("track", tag.track_number.map(|number| number.to_string()).unwrap_or_default());
    tags.push("genre", tag.genre.and_then(|genre| GENRES.get(usize::from(genre)).copied()).unwrap_or_default());
    tags
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn genres_by_number_get_their_names() {
        let cases: [(&str, &[&str]); 7] = [
            ("(17)", &["Rock"]),
            ("17", &["Rock"]),
            ("(17)(18)", &["Rock", "Techno"]),
            ("(4)Eurodisco", &["Disco", "Eurodisco"]),
            ("(RX)", &["Remix"]),
            ("((odd) name", &["(odd) name"]),
            ("(odd) name", &["(odd) name"]),
        ];
        for (value, expected) in cases {
            let mut tags = RawTags::default();
            genres(value, &mut tags);
            assert_eq!(tags.get("tcon"), expected, "{value}");
        }
    }

    #[test]
    fn languages_that_are_none_become_xxx() {
        assert_eq!(language(*b"ENG"), "eng");
        assert_eq!(language([0, 0, 0]), "xxx");
    }

    #[test]
    fn id3v1_is_read_in_the_encoding_it_was_written_in() {
        let tag = Id3v1Tag {
            title: Some("Caf\u{e9}".to_owned()),
            genre: Some(17),
            track_number: Some(3),
            year: Some(1979),
            ..Id3v1Tag::default()
        };
        let tags = v1(&tag);
        assert_eq!((tags.get("title"), tags.get("genre")), (&["Café".to_owned()][..], &["Rock".to_owned()][..]));
        assert_eq!((tags.get("track"), tags.get("date")), (&["3".to_owned()][..], &["1979".to_owned()][..]));
    }
}
