//! LRC: lines with times in brackets (<https://en.wikipedia.org/wiki/LRC_(file_format)>), also of the enhanced kind,
//! whose words have times of their own in angle brackets; those are dropped.

use super::{MOST_LINES, plain, synced};
use crate::domain::lyrics::{LyricLine, Lyrics};

/// More repetitions of one line than any song has.
const MOST_TIMES: usize = 32;

/// Reads a text in which any line may have times; without a single one it is plain.
pub fn lrc(text: &str) -> Lyrics {
    let (mut lines, mut untimed): (Vec<LyricLine>, Vec<&str>) = (Vec::new(), Vec::new());
    let mut header = Lyrics::default();
    for line in text.lines().flat_map(|line| line.split('\r')).map(str::trim).take(MOST_LINES) {
        let (times, words) = timed(line);
        if !times.is_empty() {
            let words = without_word_times(words);
            lines.extend(times.into_iter().map(|start| LyricLine { start: Some(start), text: words.clone() }));
        } else if !tag(line, &mut header) {
            untimed.push(line);
            // A line without a time goes on with the one before.
            if let Some(last) = lines.last_mut().filter(|_| !line.is_empty()) {
                last.text.push('\n');
                last.text.push_str(line);
            }
        }
    }
    let mut lyrics = if lines.is_empty() { plain(untimed) } else { synced(lines) };
    lyrics.offset = header.offset;
    lyrics.display_artist = header.display_artist;
    lyrics.display_title = header.display_title;
    if !header.lang.is_empty() {
        lyrics.lang = header.lang;
    }
    lyrics
}

/// The times at the start of a line, and what follows.
fn timed(line: &str) -> (Vec<i64>, &str) {
    let (mut times, mut rest) = (Vec::new(), line);
    while let Some((time, after)) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        match milliseconds(time) {
            Some(time) if times.len() < MOST_TIMES => times.push(time),
            _ => break,
        }
        rest = after.trim_start();
    }
    (times, rest)
}

/// `mm:ss`, `mm:ss.xx` or `hh:mm:ss.xxx` in milliseconds.
pub(super) fn milliseconds(time: &str) -> Option<i64> {
    let (whole, fraction) = time.trim().split_once(['.', ',']).unwrap_or((time.trim(), "0"));
    let digits = |text: &str, most| !text.is_empty() && text.len() <= most && text.bytes().all(|b| b.is_ascii_digit());
    let parts: Vec<&str> = whole.split(':').collect();
    if !(2..=3).contains(&parts.len()) || !parts.iter().all(|part| digits(part, 4)) || !digits(fraction, 9) {
        return None;
    }
    let seconds = parts.iter().try_fold(0, |sum, part| part.parse::<i64>().ok().map(|part| sum * 60 + part))?;
    let fraction: i64 = format!("{fraction:0<3}").get(..3)?.parse().ok()?;
    Some(seconds * 1000 + fraction)
}

/// A line without the times of its words.
fn without_word_times(words: &str) -> String {
    let (mut text, mut rest) = (String::with_capacity(words.len()), words);
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        match after.split_once('>') {
            Some((time, after)) if milliseconds(time).is_some() => rest = after,
            _ => {
                text.push('<');
                rest = after;
            }
        }
    }
    text.push_str(rest);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Takes a line such as `[offset:100]` for what it says about all lines; tells whether it is one.
fn tag(line: &str, header: &mut Lyrics) -> bool {
    let inner = line.strip_prefix('[').and_then(|line| line.strip_suffix(']'));
    let Some((name, value)) = inner.and_then(|inner| inner.split_once(':')) else { return false };
    let value = value.trim();
    match name.trim().to_ascii_lowercase().as_str() {
        "ar" => value.clone_into(&mut header.display_artist),
        "ti" => value.clone_into(&mut header.display_title),
        "la" => header.lang = value.to_ascii_lowercase(),
        "offset" => header.offset = value.trim_start_matches('+').parse().unwrap_or(0),
        "al" | "au" | "lr" | "length" | "by" | "re" | "tool" | "ve" | "#" | "id" => {}
        _ => return false,
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(lyrics: &Lyrics) -> Vec<(i64, &str)> {
        lyrics.lines.iter().map(|line| (line.start.unwrap_or(-1), line.text.as_str())).collect()
    }

    #[test]
    fn times_are_read_in_every_form() {
        let cases = [
            ("00:02.14", Some(2140)),
            ("01:00", Some(60_000)),
            ("1:02:03.5", Some(3_723_500)),
            ("00:01.123456", Some(1123)),
            ("00:00:01,250", Some(1250)),
            ("ar:x", None),
            ("00", None),
            ("99999:00", None),
            ("", None),
        ];
        for (time, expected) in cases {
            assert_eq!(milliseconds(time), expected, "{time}");
        }
    }

    #[test]
    fn lines_have_one_or_several_times_and_come_in_their_order() {
        let text = "[ar:Somebody]\n[ti:Sidecar]\n[offset:+100]\n[la:ENG]\n[00:10.00][00:02.14] refrain\n[00:04.00]verse\ngoes on\n\n[00:06]\n";
        let lyrics = lrc(text);
        assert_eq!(lines(&lyrics), [(2140, "refrain"), (4000, "verse\ngoes on"), (6000, ""), (10_000, "refrain")]);
        assert_eq!((lyrics.offset, lyrics.display_artist.as_str(), lyrics.lang.as_str()), (100, "Somebody", "eng"));
        assert!(lyrics.synced);
    }

    #[test]
    fn times_of_words_are_dropped() {
        let lyrics = lrc("[00:01.00] <00:01.00> two <00:01.50> words <3");
        assert_eq!(lines(&lyrics), [(1000, "two words <3")]);
    }

    #[test]
    fn brackets_that_are_no_times_stay_words() {
        let lyrics = lrc("[Chorus]\nla la");
        assert_eq!(lines(&lyrics), [(-1, "[Chorus]"), (-1, "la la")]);
    }
}
