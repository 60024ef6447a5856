//! Paths as text. File names on Linux are bytes, databases and clients want Unicode: bytes that are no UTF-8 are kept
//! as letters of a private plane (U+10FF80 to U+10FFFF, one for each byte), so that every name survives the way there
//! and back. Letters of that range in a real name are treated as bytes too, which keeps the way back unambiguous.

use std::ffi::OsStr;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};

const PLANE: u32 = 0x10FF00;

/// A path as the database keeps it.
pub fn to_text(path: &Path) -> String {
    let bytes = path.as_os_str().as_bytes();
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        for letter in chunk.valid().chars() {
            if u32::from(letter) >= PLANE {
                let mut buffer = [0; 4];
                letter.encode_utf8(&mut buffer).bytes().for_each(|byte| push_byte(&mut text, byte));
            } else {
                text.push(letter);
            }
        }
        chunk.invalid().iter().for_each(|&byte| push_byte(&mut text, byte));
    }
    text
}

fn push_byte(text: &mut String, byte: u8) {
    text.extend(char::from_u32(PLANE + u32::from(byte)));
}

/// The path that [`to_text`] was given.
pub fn from_text(text: &str) -> PathBuf {
    let mut bytes = Vec::with_capacity(text.len());
    let mut buffer = [0; 4];
    for letter in text.chars() {
        match u32::from(letter).checked_sub(PLANE).and_then(|low| u8::try_from(low).ok()) {
            Some(byte) => bytes.push(byte),
            None => bytes.extend_from_slice(letter.encode_utf8(&mut buffer).as_bytes()),
        }
    }
    PathBuf::from(std::ffi::OsString::from_vec(bytes))
}

/// A kept path for people to read: bytes that are no letters become U+FFFD.
pub fn for_display(text: &str) -> String {
    text.chars().map(|letter| if u32::from(letter) >= PLANE { '\u{FFFD}' } else { letter }).collect()
}

/// A kept file name's ending in lower case, without the dot; empty where it has none.
pub fn suffix(name: &str) -> String {
    Path::new(name).extension().and_then(OsStr::to_str).unwrap_or_default().to_ascii_lowercase()
}

/// A kept path's last part.
pub fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// A kept path's folder; empty for what lies in the library's root.
pub fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_any_encoding_survive_the_way_there_and_back() {
        for name in [&b"latin1 \xe9.mp3"[..], "日本 é 🎵.mp3".as_bytes(), b"\xff\xfe", "odd \u{10FFE9}".as_bytes()] {
            let path = PathBuf::from(OsStr::from_bytes(name));
            assert_eq!(from_text(&to_text(&path)), path);
        }
        assert_eq!(for_display(&to_text(Path::new(OsStr::from_bytes(b"\xe9.mp3")))), "\u{FFFD}.mp3");
    }
}
