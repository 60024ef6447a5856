//! What a file is, by its first bytes.

use std::io::{self, Read, Seek, SeekFrom};

/// A form in which sound comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Container {
    Flac,
    Mpeg,
    Adts,
    Mp4,
    Vorbis,
    Opus,
    Speex,
    /// Ogg with anything else in it (FLAC, a skeleton).
    Ogg,
    Wav,
    Aiff,
    WavPack,
    Ape,
    Musepack,
    Asf,
    Dsf,
    Matroska,
    Caf,
    /// True Audio.
    Tta,
    /// Sound that players know and nobody here reads: TAK, Shorten, DSDIFF.
    Foreign(&'static str),
    /// No known signature.
    Unknown,
}

/// Where the sound of a file begins, and what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sniffed {
    pub container: Container,
    /// Behind the ID3v2 tags in front.
    pub start: u64,
}

/// Looks at a file's first bytes, behind any ID3v2 tags (ID3v2.4 structure §3.1).
pub fn sniff(reader: &mut (impl Read + Seek)) -> io::Result<Sniffed> {
    let mut start = 0;
    let mut head = head_at(reader, start)?;
    for _ in 0..8 {
        let Some(length) = id3_length(&head) else { break };
        start += length;
        head = head_at(reader, start)?;
    }
    Ok(Sniffed { container: container(&head), start })
}

fn head_at(reader: &mut (impl Read + Seek), start: u64) -> io::Result<Vec<u8>> {
    let mut head = Vec::with_capacity(64);
    reader.seek(SeekFrom::Start(start))?;
    reader.by_ref().take(64).read_to_end(&mut head)?;
    Ok(head)
}

/// The length of an ID3v2 tag with its header and footer.
fn id3_length(head: &[u8]) -> Option<u64> {
    let [b'I', b'D', b'3', _, _, flags, a, b, c, d, ..] = *head else { return None };
    let size = [a, b, c, d].iter().fold(0, |size, &byte| size << 7 | u64::from(byte & 0x7f));
    Some(10 + size + if flags & 0x10 == 0 { 0 } else { 10 })
}

fn container(head: &[u8]) -> Container {
    match head {
        [b'f', b'L', b'a', b'C', ..] => Container::Flac,
        [b'O', b'g', b'g', b'S', ..] => ogg(head),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'A', b'V', b'E', ..] => Container::Wav,
        [b'F', b'O', b'R', b'M', _, _, _, _, b'A', b'I', b'F', b'F' | b'C', ..] => Container::Aiff,
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => Container::Mp4,
        [b'w', b'v', b'p', b'k', ..] => Container::WavPack,
        [b'M', b'A', b'C', b' ', ..] => Container::Ape,
        [b'M', b'P', b'C', b'K', ..] | [b'M', b'P', b'+', ..] => Container::Musepack,
        [0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11, ..] => Container::Asf,
        [b'D', b'S', b'D', b' ', ..] => Container::Dsf,
        [0x1A, 0x45, 0xDF, 0xA3, ..] => Container::Matroska,
        [b'c', b'a', b'f', b'f', ..] => Container::Caf,
        [b't', b'B', b'a', b'K', ..] => Container::Foreign("TAK"),
        [b'a', b'j', b'k', b'g', ..] => Container::Foreign("Shorten"),
        [b'F', b'R', b'M', b'8', ..] => Container::Foreign("DSDIFF"),
        [b'T', b'T', b'A', b'1', ..] => Container::Tta,
        // ADTS and MPEG audio share their sync word; layer 0 is ADTS (ISO 13818-7 §6.2).
        [0xFF, second, ..] if second & 0xF6 == 0xF0 => Container::Adts,
        [0xFF, second, third, ..] if second & 0xE0 == 0xE0 && second & 0x06 != 0 && third & 0xF0 != 0xF0 => {
            Container::Mpeg
        }
        _ => Container::Unknown,
    }
}

/// The codec of an Ogg file, from its first packet (RFC 3533 §6: 27 bytes and one for each segment before it).
fn ogg(head: &[u8]) -> Container {
    let packet = head.get(26).and_then(|&segments| head.get(27 + usize::from(segments)..)).unwrap_or_default();
    match packet {
        packet if packet.starts_with(b"\x01vorbis") => Container::Vorbis,
        packet if packet.starts_with(b"OpusHead") => Container::Opus,
        packet if packet.starts_with(b"Speex   ") => Container::Speex,
        _ => Container::Ogg,
    }
}

impl Container {
    /// Whether a file with this content may honestly have this ending; unknown endings promise nothing.
    pub fn fits(self, suffix: &str) -> bool {
        match suffix {
            "flac" | "fla" => self == Self::Flac,
            "mp3" | "mp2" | "mp1" | "mpga" => self == Self::Mpeg,
            "m4a" | "m4b" | "m4p" | "m4r" | "mp4" | "alac" => self == Self::Mp4,
            "aac" => matches!(self, Self::Adts | Self::Mp4),
            "ogg" | "oga" | "opus" | "spx" => matches!(self, Self::Vorbis | Self::Opus | Self::Speex | Self::Ogg),
            "wav" | "wave" => self == Self::Wav,
            "aif" | "aiff" | "aifc" => self == Self::Aiff,
            "wv" => self == Self::WavPack,
            "ape" => self == Self::Ape,
            "mpc" | "mp+" | "mpp" => self == Self::Musepack,
            "wma" | "asf" => self == Self::Asf,
            "dsf" => self == Self::Dsf,
            "mka" | "mkv" | "webm" => self == Self::Matroska,
            "caf" => self == Self::Caf,
            "tta" => self == Self::Tta,
            _ => true,
        }
    }

    /// What a file without a signature may be by its ending: MPEG audio can begin with anything.
    pub fn or_by(self, suffix: &str) -> Self {
        match (self, suffix) {
            (Self::Unknown, "mp3" | "mp2" | "mp1" | "mpga") => Self::Mpeg,
            (Self::Unknown, "aac") => Self::Adts,
            (known, _) => known,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    #[test]
    fn the_content_says_what_a_file_is() {
        let cases: [(&[u8], Container); 9] = [
            (b"fLaC\0\0\0\x22", Container::Flac),
            (b"\xff\xfb\x90\x64", Container::Mpeg),
            (b"\xff\xf1\x50\x80", Container::Adts),
            (b"\0\0\0\x1cftypM4A ", Container::Mp4),
            (b"RIFF\0\0\0\0WAVEfmt ", Container::Wav),
            (b"OggS\0\x02________________________", Container::Ogg),
            (b"this is text", Container::Unknown),
            (b"tBaK", Container::Foreign("TAK")),
            (b"", Container::Unknown),
        ];
        for (bytes, expected) in cases {
            assert_eq!(sniff(&mut Cursor::new(bytes)).unwrap().container, expected, "{bytes:?}");
        }
    }

    #[test]
    fn id3_tags_in_front_are_skipped_one_after_the_other() {
        let mut bytes = b"ID3\x04\0\0\0\0\x01\0".to_vec();
        bytes.extend([0; 128]);
        bytes.extend(b"ID3\x04\0\x10\0\0\0\x02..3DI.......");
        bytes.extend(b"fLaC");
        let sniffed = sniff(&mut Cursor::new(bytes)).unwrap();
        assert_eq!(sniffed, Sniffed { container: Container::Flac, start: 138 + 22 });
    }

    #[test]
    fn endings_promise_a_content() {
        assert!(Container::Flac.fits("flac") && !Container::Flac.fits("mp3") && Container::Flac.fits("xyz"));
        assert!(Container::Opus.fits("ogg"));
        assert_eq!(Container::Unknown.or_by("mp3"), Container::Mpeg);
        assert_eq!(Container::Flac.or_by("mp3"), Container::Flac);
    }
}
