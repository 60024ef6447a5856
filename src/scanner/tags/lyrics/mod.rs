//! Words of songs, out of the texts in which people keep them.

mod lrc;
mod srt;

pub use srt::srt;

use crate::domain::lyrics::{LyricLine, Lyrics};

/// The language of a text that names none.
const NO_LANGUAGE: &str = "xxx";
/// More lines than any song has.
const MOST_LINES: usize = 10_000;

/// Reads lyrics that are LRC if any line has a time, else plain text. `lang` is the language its tag names, which may
/// be empty. None where there are no words at all.
pub fn parse(text: &str, lang: &str) -> Option<Lyrics> {
    let mut lyrics = lrc::lrc(text);
    if !lang.is_empty() && lang != NO_LANGUAGE {
        lang.clone_into(&mut lyrics.lang);
    }
    (!lyrics.lines.is_empty()).then_some(lyrics)
}

/// Lyrics whose lines have times, in their order.
fn synced(mut lines: Vec<LyricLine>) -> Lyrics {
    lines.sort_by_key(|line| line.start);
    Lyrics { lang: NO_LANGUAGE.to_owned(), synced: true, lines, ..Lyrics::default() }
}

/// Lyrics without times; blank lines at both ends are no lines.
fn plain(mut lines: Vec<&str>) -> Lyrics {
    while lines.last().is_some_and(|line| line.is_empty()) {
        lines.pop();
    }
    let lines = lines.into_iter().skip_while(|line| line.is_empty());
    let lines = lines.map(|line| LyricLine { start: None, text: line.to_owned() }).collect();
    Lyrics { lang: NO_LANGUAGE.to_owned(), lines, ..Lyrics::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_keeps_its_gaps() {
        let lyrics = parse("\r\nfirst line\r\nsecond line  \n\nafter a gap\n\n", "eng").unwrap();
        let lines: Vec<_> = lyrics.lines.iter().map(|line| (line.start, line.text.as_str())).collect();
        assert_eq!(lines, [(None, "first line"), (None, "second line"), (None, ""), (None, "after a gap")]);
        assert_eq!((lyrics.synced, lyrics.lang.as_str()), (false, "eng"));
        assert_eq!(parse("x", "").unwrap().lang, "xxx");
        assert_eq!(parse(" \n ", "eng"), None);
    }
}
