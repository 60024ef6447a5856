//! SubRip subtitles as lyrics: blocks of a number, a line of times and words.

use super::lrc::milliseconds;
use super::{MOST_LINES, synced};
use crate::domain::lyrics::{LyricLine, Lyrics};

/// Reads SubRip text; None where no line has a time.
pub fn srt(text: &str) -> Option<Lyrics> {
    let mut lines: Vec<LyricLine> = Vec::new();
    let mut open = false;
    for line in text.lines().map(str::trim).take(MOST_LINES) {
        if let Some(start) = line.split_once("-->").and_then(|(start, _)| milliseconds(start)) {
            lines.push(LyricLine { start: Some(start), text: String::new() });
            open = true;
        } else if line.is_empty() {
            open = false;
        } else if let Some(last) = lines.last_mut().filter(|_| open) {
            if !last.text.is_empty() {
                last.text.push('\n');
            }
            last.text.push_str(&without_markup(line));
        }
    }
    (!lines.is_empty()).then(|| synced(lines))
}

/// Without `<i>` and its like.
fn without_markup(line: &str) -> String {
    let mut inside = false;
    let letters = line.chars().filter(|&letter| {
        let tag = inside || letter == '<';
        inside = tag && letter != '>';
        !tag
    });
    letters.collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_become_lines() {
        let text =
            "1\r\n00:00:01,000 --> 00:00:02,000\r\n<i>first</i>\r\nsecond\r\n\r\n2\r\n00:01:00.500 --> x\r\nthird\r\n";
        let lyrics = srt(text).unwrap();
        let lines: Vec<_> = lyrics.lines.iter().map(|line| (line.start, line.text.as_str())).collect();
        assert_eq!(lines, [(Some(1000), "first\nsecond"), (Some(60_500), "third")]);
        assert_eq!(srt("no times"), None);
    }
}
