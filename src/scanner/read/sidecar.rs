//! Lyrics in files of their own beside the music.

use super::text;
use crate::domain::lyrics::Lyrics;
use crate::scanner::tags::lyrics::{parse, srt};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Bytes of the largest file that is read as lyrics.
const LARGEST: u64 = 1 << 20;

/// The lyrics beside an audio file: of the first of the endings in `priority` (".lrc", ".srt"…, in either case) under
/// which there is a file with words. Entries that are no such ending are passed over; whoever prefers what is
/// `embedded` cuts the list there.
pub fn sidecar_lyrics(audio: &Path, priority: &[String]) -> Option<Vec<Lyrics>> {
    priority.iter().find_map(|ending| {
        let ending = ending.trim().strip_prefix('.')?.to_ascii_lowercase();
        let read = match ending.as_str() {
            "lrc" | "elrc" | "txt" => |text: &str| parse(text, ""),
            "srt" => |text: &str| srt(text),
            _ => return None,
        };
        let text =
            [ending.clone(), ending.to_ascii_uppercase()].iter().find_map(|e| text_of(&audio.with_extension(e)))?;
        read(&text).map(|lyrics| vec![lyrics])
    })
}

/// The text of a small regular file. Links are not followed: any text could be read as lyrics.
fn text_of(path: &Path) -> Option<String> {
    let metadata = std::fs::symlink_metadata(path).ok()?;
    if !metadata.is_file() || metadata.len() > LARGEST {
        return None;
    }
    let mut bytes = Vec::new();
    File::open(path).ok()?.take(LARGEST).read_to_end(&mut bytes).ok()?;
    Some(text::decode(&bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn priority(endings: &str) -> Vec<String> {
        endings.split(',').map(str::to_owned).collect()
    }

    #[test]
    fn the_first_ending_with_words_wins() {
        let folder = tempfile::tempdir().unwrap();
        let song = folder.path().join("a.song.mp3");
        fs::write(folder.path().join("a.song.lrc"), b"").unwrap();
        fs::write(folder.path().join("a.song.SRT"), b"1\n00:00:01,000 --> 00:00:02,000\nsub\n").unwrap();
        fs::write(folder.path().join("a.song.txt"), b"\xff\xfew\0o\0").unwrap();
        let first = |endings| sidecar_lyrics(&song, &priority(endings)).map(|lyrics| lyrics[0].lines[0].text.clone());
        assert_eq!(first(".ttml,.lrc,.srt,.txt,embedded").as_deref(), Some("sub"));
        assert_eq!(first(".txt").as_deref(), Some("wo"));
        assert_eq!(first(".lrc,embedded"), None);
    }

    #[test]
    fn large_files_are_no_lyrics() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.txt"), vec![b'x'; 2 << 20]).unwrap();
        assert_eq!(sidecar_lyrics(&folder.path().join("a.mp3"), &priority(".txt")), None);
    }
}
