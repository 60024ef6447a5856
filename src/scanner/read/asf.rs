//! ASF, the container of WMA, which lofty does not read: the objects of its header that tell of sound and tags.
//!
//! BoundedFile: Advanced Systems Format specification, revision 01.20.03, chapters 3 and 10.

use super::text::utf16;
use super::{Problem, ProblemKind, RawFile};
use crate::domain::song::AudioProperties;
use crate::media::bounded_file::BoundedFile;
use std::io::{Read, Seek, SeekFrom};

/// Most of one header object that is read; pictures larger than that are only noticed.
const LARGEST_OBJECT: u64 = 32 << 20;
/// More objects than any honest header has.
const MOST_OBJECTS: usize = 256;

type Guid = [u8; 16];
const FILE_PROPERTIES: Guid = *b"\xA1\xDC\xAB\x8C\x47\xA9\xCF\x11\x8E\xE4\x00\xC0\x0C\x20\x53\x65";
const STREAM_PROPERTIES: Guid = *b"\x91\x07\xDC\xB7\xB7\xA9\xCF\x11\x8E\xE6\x00\xC0\x0C\x20\x53\x65";
const AUDIO_MEDIA: Guid = *b"\x40\x9E\x69\xF8\x4D\x5B\xCF\x11\xA8\xFD\x00\x80\x5F\x5C\x44\x2B";
const CONTENT_DESCRIPTION: Guid = *b"\x33\x26\xB2\x75\x8E\x66\xCF\x11\xA6\xD9\x00\xAA\x00\x62\xCE\x6C";
const EXTENDED_CONTENT: Guid = *b"\x40\xA4\xD0\xD2\x07\xE3\xD2\x11\x97\xF0\x00\xA0\xC9\x5E\xA8\x50";
const HEADER_EXTENSION: Guid = *b"\xB5\x03\xBF\x5F\x2E\xA9\xCF\x11\x8E\xE3\x00\xC0\x0C\x20\x53\x65";
const METADATA: Guid = *b"\xEA\xCB\xF8\xC5\xAF\x5B\x77\x48\x84\x67\xAA\x8C\x44\xFA\x4C\xCA";
const METADATA_LIBRARY: Guid = *b"\x94\x1C\x23\x44\x98\x94\xD1\x49\xA1\x41\x1D\x13\x4E\x45\x70\x54";

/// Reads an ASF file.
pub fn read(source: BoundedFile) -> Result<RawFile, Problem> {
    let length = source.length();
    let mut reader = source;
    let mut file = RawFile::default();
    header(&mut reader, &mut file).map_err(|error| Problem::io(&error))?;
    if file.audio.codec.is_empty() {
        return Err(Problem::new(ProblemKind::NotAudio, "it holds no stream of sound"));
    }
    let sound = reader.stream_position().unwrap_or(length);
    if sound >= length {
        return Err(Problem::new(ProblemKind::CutShort, "it ends before its sound begins"));
    }
    Ok(file)
}

/// Reads the header's objects, and leaves the reader behind the header.
fn header(reader: &mut BoundedFile, file: &mut RawFile) -> std::io::Result<()> {
    let mut head = [0; 30];
    reader.read_exact(&mut head)?;
    let end = Fields(&head[16..]).u64().unwrap_or(0);
    for _ in 0..MOST_OBJECTS {
        let start = reader.stream_position()?;
        if start.saturating_add(24) > end {
            break;
        }
        let mut head = [0; 24];
        reader.read_exact(&mut head)?;
        let mut fields = Fields(&head);
        let (guid, size) = (fields.guid().unwrap_or_default(), fields.u64().unwrap_or(0));
        if size < 24 {
            break;
        }
        if is_known(&guid) && size <= LARGEST_OBJECT {
            let mut body = Vec::new();
            reader.take(size - 24).read_to_end(&mut body)?;
            let _ = object(&guid, &mut Fields(&body), file);
        } else {
            file.has_picture |= is_known(&guid);
        }
        reader.seek(SeekFrom::Start(start.saturating_add(size)))?;
    }
    reader.seek(SeekFrom::Start(end))?;
    Ok(())
}

fn is_known(guid: &Guid) -> bool {
    [FILE_PROPERTIES, STREAM_PROPERTIES, CONTENT_DESCRIPTION, EXTENDED_CONTENT, HEADER_EXTENSION].contains(guid)
}

/// Takes from one object what it tells; what is cut off in it is lost, the rest kept.
fn object(guid: &Guid, fields: &mut Fields<'_>, file: &mut RawFile) -> Option<()> {
    match *guid {
        FILE_PROPERTIES => duration(fields, &mut file.audio),
        STREAM_PROPERTIES => stream(fields, &mut file.audio),
        CONTENT_DESCRIPTION => description(fields, file),
        EXTENDED_CONTENT => extended(fields, file),
        HEADER_EXTENSION => {
            fields.take(22)?;
            while let (Some(guid), Some(size)) = (fields.guid(), fields.u64()) {
                let mut body = Fields(fields.take(usize::try_from(size).ok()?.checked_sub(24)?)?);
                if guid == METADATA || guid == METADATA_LIBRARY {
                    let _ = metadata(&mut body, file);
                }
            }
            Some(())
        }
        _ => None,
    }
}

/// The play duration in 100 ns, of which the preroll in ms is not heard.
fn duration(fields: &mut Fields<'_>, audio: &mut AudioProperties) -> Option<()> {
    fields.take(40)?;
    let (duration, _, preroll) = (fields.u64()?, fields.u64()?, fields.u64()?);
    audio.duration = (duration / 10_000).saturating_sub(preroll) as f64 / 1000.0;
    Some(())
}

/// The WAVEFORMATEX of the first stream of sound.
fn stream(fields: &mut Fields<'_>, audio: &mut AudioProperties) -> Option<()> {
    if fields.guid()? != AUDIO_MEDIA || !audio.codec.is_empty() {
        return None;
    }
    fields.take(38)?;
    audio.codec = match fields.u16()? {
        0x0055 => "mp3",
        0x000A => "wmavoice",
        0x0162 => "wmapro",
        0x0163 => "wmalossless",
        _ => "wma",
    }
    .to_owned();
    audio.channels = i32::from(fields.u16()?);
    audio.sample_rate = i32::try_from(fields.u32()?).unwrap_or(0);
    audio.bit_rate = (f64::from(fields.u32()?) * 8.0 / 1000.0).round() as i32;
    fields.take(2)?;
    audio.bit_depth = i32::from(fields.u16()?);
    Some(())
}

fn description(fields: &mut Fields<'_>, file: &mut RawFile) -> Option<()> {
    let mut lengths = [0; 5];
    for length in &mut lengths {
        *length = usize::from(fields.u16()?);
    }
    for (key, length) in ["title", "author", "copyright", "description", "rating"].into_iter().zip(lengths) {
        file.tags.push(key, utf16(fields.take(length)?));
    }
    Some(())
}

fn extended(fields: &mut Fields<'_>, file: &mut RawFile) -> Option<()> {
    for _ in 0..fields.u16()? {
        let length = usize::from(fields.u16()?);
        let name = utf16(fields.take(length)?);
        let (kind, length) = (fields.u16()?, usize::from(fields.u16()?));
        attribute(&name, kind, fields.take(length)?, file);
    }
    Some(())
}

fn metadata(fields: &mut Fields<'_>, file: &mut RawFile) -> Option<()> {
    for _ in 0..fields.u16()? {
        fields.take(4)?;
        let (name, kind, length) = (usize::from(fields.u16()?), fields.u16()?, fields.u32()?);
        let name = utf16(fields.take(name)?);
        attribute(&name, kind, fields.take(usize::try_from(length).ok()?)?, file);
    }
    Some(())
}

/// Adds one attribute: text, or a number as text; of binary ones only pictures are noticed.
fn attribute(name: &str, kind: u16, value: &[u8], file: &mut RawFile) {
    let number = || value.iter().take(8).rev().fold(0, |number, &byte| number << 8 | u64::from(byte));
    match kind {
        0 => file.tags.push(name, utf16(value)),
        2..=5 => file.tags.push(name, number().to_string()),
        _ => file.has_picture |= name.eq_ignore_ascii_case("WM/Picture"),
    }
}

/// Little-endian fields, one after the other, as far as there are any.
struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (field, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(field)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    fn guid(&mut self) -> Option<Guid> {
        self.array()
    }

    fn u16(&mut self) -> Option<u16> {
        self.array().map(u16::from_le_bytes)
    }

    fn u32(&mut self) -> Option<u32> {
        self.array().map(u32::from_le_bytes)
    }

    fn u64(&mut self) -> Option<u64> {
        self.array().map(u64::from_le_bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn wide(text: &str) -> Vec<u8> {
        text.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect()
    }

    fn number<const N: usize>(bytes: usize) -> Vec<u8> {
        bytes.to_le_bytes()[..N].to_vec()
    }

    fn boxed(guid: Guid, content: &[u8]) -> Vec<u8> {
        [&guid[..], &number::<8>(content.len() + 24), content].concat()
    }

    fn extended_attribute(name: &str, kind: u8, value: &[u8]) -> Vec<u8> {
        let name = wide(name);
        [number::<2>(name.len()), name, vec![kind, 0], number::<2>(value.len()), value.to_vec()].concat()
    }

    fn library_attribute(name: &str, kind: u8, value: &[u8]) -> Vec<u8> {
        let name = wide(name);
        [vec![0; 4], number::<2>(name.len()), vec![kind, 0], number::<4>(value.len()), name, value.to_vec()].concat()
    }

    fn stream() -> Vec<u8> {
        let format = [0x61, 1, 2, 0, 0x44, 0xAC, 0, 0, 0x40, 0x1F, 0, 0, 0, 0, 16, 0];
        boxed(STREAM_PROPERTIES, &[&AUDIO_MEDIA[..], &[0; 38], &format].concat())
    }

    fn file_of(objects: &[Vec<u8>], sound: &[u8]) -> Result<RawFile, Problem> {
        let objects = objects.concat();
        let head = [&b"\x30\x26\xB2\x75\x8E\x66\xCF\x11\xA6\xD9\x00\xAA\x00\x62\xCE\x6C"[..]].concat();
        let bytes = [head, number::<8>(objects.len() + 30), vec![9, 0, 0, 0, 1, 2], objects, sound.to_vec()].concat();
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(&bytes).unwrap();
        read(BoundedFile::new(file, bytes.len() as u64))
    }

    #[test]
    fn every_kind_of_description_is_read() {
        let (title, author) = (wide("T"), wide("A"));
        let lengths = [title.len(), author.len(), 0, 0, 0].map(number::<2>).concat();
        let times = [vec![0; 40], number::<8>(40_000_000), vec![0; 8], number::<8>(1500)].concat();
        let attributes = [
            number::<2>(2),
            extended_attribute("WM/AlbumTitle", 0, &wide("Al")),
            extended_attribute("WM/TrackNumber", 3, &[7, 0, 0, 0]),
        ];
        let library = [
            number::<2>(2),
            library_attribute("WM/Mood", 0, &wide("calm")),
            library_attribute("WM/Picture", 1, &[3; 9]),
        ];
        let library = boxed(METADATA_LIBRARY, &library.concat());
        let extension = [vec![0; 18], number::<4>(library.len()), library].concat();
        let objects = [
            boxed(FILE_PROPERTIES, &times),
            stream(),
            boxed(CONTENT_DESCRIPTION, &[lengths, title, author].concat()),
            boxed([7; 16], b"unknown"),
            boxed(EXTENDED_CONTENT, &attributes.concat()),
            boxed(HEADER_EXTENSION, &extension),
        ];
        let file = file_of(&objects, b"sound").unwrap();
        let first = |key| file.tags.get(key).first().map_or("", String::as_str);
        assert_eq!([first("title"), first("author"), first("wm/albumtitle")], ["T", "A", "Al"]);
        assert_eq!([first("wm/tracknumber"), first("wm/mood")], ["7", "calm"]);
        let audio = &file.audio;
        assert_eq!((audio.duration, audio.sample_rate, audio.bit_rate, audio.channels), (2.5, 44_100, 64, 2));
        assert!(file.has_picture);
    }

    #[test]
    fn a_file_without_a_stream_or_without_its_data_is_refused() {
        assert_eq!(file_of(&[], b"sound").unwrap_err().kind, ProblemKind::NotAudio);
        assert_eq!(file_of(&[stream()], b"").unwrap_err().kind, ProblemKind::CutShort);
        let lies = boxed(EXTENDED_CONTENT, &[0xff; 40]);
        assert_eq!(file_of(&[stream(), lies], b"sound").unwrap().tags.iter().count(), 0);
    }
}
