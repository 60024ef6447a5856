//! M3U and M3U8 files, pure: bytes to a name and entries.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use percent::decode;
use std::path::Path;

/// The largest file that is read, in bytes.
pub const LARGEST: u64 = 10 << 20;
/// Lines beyond this are not read.
const MOST_LINES: usize = 100_000;
/// A longer line is no path.
const LONGEST_LINE: usize = 8 << 10;

/// What a playlist file says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct M3u {
    /// From `#PLAYLIST:`; empty where there is none.
    pub name: String,
    /// Paths as they are written, without comments.
    pub entries: Vec<String>,
}

/// Reads the text of a playlist file: with a byte order mark as this says, else UTF-8, else Windows-1252.
pub fn parse(bytes: &[u8]) -> M3u {
    let text = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding.decode(bytes).0,
        None => match UTF_8.decode_without_bom_handling_and_without_replacement(bytes) {
            Some(text) => text,
            None => WINDOWS_1252.decode_without_bom_handling(bytes).0,
        },
    };
    let mut list = M3u::default();
    for line in text.lines().take(MOST_LINES).map(str::trim).filter(|line| line.len() <= LONGEST_LINE) {
        if let Some(name) = line.strip_prefix("#PLAYLIST:") {
            name.trim().clone_into(&mut list.name);
        } else if !line.is_empty() && !line.starts_with('#') {
            list.entries.push(line.to_owned());
        }
    }
    list
}

/// The places an entry may mean, relative to the library: as it is written, and with Windows' separators. `folder` is
/// that of the playlist file, relative to the library; `root` is the library's own place.
pub fn places(entry: &str, folder: &str, root: &str) -> Vec<String> {
    let entry = match entry.strip_prefix("file://") {
        Some(url) => decode(url),
        None if entry.contains("://") => return Vec::new(),
        None => entry.to_owned(),
    };
    let mut places = Vec::new();
    for written in [entry.clone(), entry.replace('\\', "/")] {
        if let Some(place) = place(&written, folder, root)
            && !places.contains(&place)
        {
            places.push(place);
        }
    }
    places
}

fn place(written: &str, folder: &str, root: &str) -> Option<String> {
    if Path::new(written).is_absolute() {
        let rest = written.strip_prefix(root.trim_end_matches('/'))?;
        return normal("", rest.strip_prefix('/')?);
    }
    normal(folder, written)
}

/// `path` seen from `folder`, without `.` and `..`; none where it leads out of the library.
fn normal(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

mod percent {
    /// `%41` to `A` (RFC 3986 §2.1); what is no such triplet stays as it is.
    pub fn decode(text: &str) -> String {
        let mut bytes = Vec::with_capacity(text.len());
        let mut rest = text.as_bytes();
        while let Some((&first, tail)) = rest.split_first() {
            let decoded = (first == b'%')
                .then(|| tail.get(..2))
                .flatten()
                .and_then(|pair| data_encoding::HEXLOWER_PERMISSIVE.decode(pair).ok());
            match decoded.as_deref() {
                Some(&[byte]) => {
                    bytes.push(byte);
                    rest = &tail[2..];
                }
                _ => {
                    bytes.push(first);
                    rest = tail;
                }
            }
        }
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_entries_are_read_whatever_the_encoding() {
        let text = "#EXTM3U\r\n#PLAYLIST: Café \r\n#EXTINF:1,x\r\n..\\a\\é.mp3\r\n\r\nb.mp3\r\n";
        let expected = M3u { name: "Café".into(), entries: vec!["..\\a\\é.mp3".into(), "b.mp3".into()] };
        let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let latin1: Vec<u8> = text.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect();
        for bytes in [text.as_bytes().to_vec(), format!("\u{feff}{text}").into_bytes(), utf16, latin1] {
            assert_eq!(parse(&bytes), expected);
        }
        assert_eq!(parse(b"").entries.len(), 0);
    }

    #[test]
    fn entries_are_looked_for_where_they_point() {
        for (entry, places_) in [
            ("01.mp3", vec!["Lists/01.mp3"]),
            ("../A/01.mp3", vec!["A/01.mp3"]),
            ("..\\A\\01.mp3", vec!["Lists/..\\A\\01.mp3", "A/01.mp3"]),
            ("/music/A/01.mp3", vec!["A/01.mp3"]),
            ("/musical/A/01.mp3", vec![]),
            ("/elsewhere/01.mp3", vec![]),
            ("file:///music/A%20b/01.mp3", vec!["A b/01.mp3"]),
            ("../../../etc/passwd", vec![]),
            ("http://example.com/radio", vec![]),
            ("100%.mp3", vec!["Lists/100%.mp3"]),
        ] {
            assert_eq!(places(entry, "Lists", "/music"), places_, "{entry}");
        }
    }
}
