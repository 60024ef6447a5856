//! Text as XML 1.0 can hold it.

use std::fmt;

/// Where a text goes: white space survives in an element's text, but not in an attribute (XML 1.0 §3.3.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quoting {
    Attribute,
    Text,
}

/// A sink that escapes what is written to it. Characters XML 1.0 cannot hold at all (§2.2) are dropped: a reader that
/// meets one must refuse the whole document, and one odd tag would hide an entire library.
pub struct Escaped<'a> {
    pub out: &'a mut String,
    pub quoting: Quoting,
}

impl fmt::Write for Escaped<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let mut written = 0;
        for (at, letter) in text.char_indices() {
            if let Some(instead) = replacement(letter, self.quoting) {
                self.out.push_str(&text[written..at]);
                self.out.push_str(instead);
                written = at + letter.len_utf8();
            }
        }
        self.out.push_str(&text[written..]);
        Ok(())
    }
}

/// What stands for a letter that cannot stand for itself.
fn replacement(letter: char, quoting: Quoting) -> Option<&'static str> {
    match (letter, quoting) {
        ('&', _) => Some("&amp;"),
        ('<', _) => Some("&lt;"),
        ('>', _) => Some("&gt;"),
        ('\r', _) => Some("&#13;"),
        ('"', Quoting::Attribute) => Some("&quot;"),
        ('\n', Quoting::Attribute) => Some("&#10;"),
        ('\t', Quoting::Attribute) => Some("&#9;"),
        ('\n' | '\t', Quoting::Text) => None,
        ('\0'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}', _) => Some(""),
        _ => None,
    }
}
