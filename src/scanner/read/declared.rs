//! What headers declare about bit rates, where lofty cuts numbers off (MPEG) or measures instead (MP4), and about the
//! length of the file, by which cut ones are known.

use super::sniff::{Container, Sniffed};
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;

/// More atoms beside each other than any honest file has.
const MOST_ATOMS: usize = 1024;
/// Bytes of a sample description that are looked at.
const LARGEST_DESCRIPTION: u64 = 64 << 10;

/// Bytes of sound that a Xing, Info or VBRI header counts, in the MPEG frame at `start`.
pub fn mpeg_bytes(reader: &mut (impl Read + Seek), start: u64) -> Option<u64> {
    let mut frame = Vec::with_capacity(64);
    reader.seek(SeekFrom::Start(start)).ok()?;
    reader.take(64).read_to_end(&mut frame).ok()?;
    let u32_at = |place: usize| frame.get(place..)?.first_chunk().copied().map(u32::from_be_bytes);
    // Behind the frame's header and side information, whose size depends on version and channels.
    let place = [13, 21, 36].into_iter().find(|&place| {
        let mark = frame.get(place..place + 4);
        mark == Some(b"Xing") || mark == Some(b"Info") || place == 36 && mark == Some(b"VBRI")
    })?;
    let vbri = frame.get(place) == Some(&b'V');
    let bytes = match vbri {
        true => u32_at(place + 10)?,
        false if u32_at(place + 4)? & 3 == 3 => u32_at(place + 12)?,
        false => 0,
    };
    (bytes > 0).then_some(u64::from(bytes))
}

/// The average bit/s that the first sound track of an MP4 file declares (ISO 14496-12 §8.5.2, 14496-1 §7.2.6.6, and
/// Apple's ALAC magic cookie).
pub fn mp4_bits_per_second(reader: &mut (impl Read + Seek)) -> Option<u32> {
    let length = reader.seek(SeekFrom::End(0)).ok()?;
    let movie = atoms(reader, 0..length, *b"moov").ok()?.into_iter().next()?;
    for track in atoms(reader, movie, *b"trak").ok()? {
        let mut inside = Some(track);
        for name in [*b"mdia", *b"minf", *b"stbl", *b"stsd"] {
            inside = inside.and_then(|range| atoms(reader, range, name).ok()?.into_iter().next());
        }
        let Some(description) = inside.filter(|range| range.end - range.start <= LARGEST_DESCRIPTION) else { continue };
        let mut bytes = Vec::new();
        reader.seek(SeekFrom::Start(description.start)).ok()?;
        reader.take(description.end - description.start).read_to_end(&mut bytes).ok()?;
        match bytes.get(12..16) {
            Some(b"alac") => return after(&bytes, b"alac", 16).and_then(|cookie| u32_at(cookie, 20)),
            Some(b"mp4a") => return after(&bytes, b"esds", 16).and_then(elementary_stream),
            _ => {}
        }
    }
    None
}

/// How many bytes the file should have by its own headers, as far as they tell.
pub fn length(reader: &mut (impl Read + Seek), sniffed: Sniffed) -> Option<u64> {
    match sniffed.container {
        Container::Mpeg => Some(sniffed.start + mpeg_bytes(reader, sniffed.start)?),
        Container::Wav | Container::Aiff => {
            let mut head = [0; 8];
            reader.seek(SeekFrom::Start(sniffed.start)).ok()?;
            reader.read_exact(&mut head).ok()?;
            let size = *head.last_chunk()?;
            let size =
                if sniffed.container == Container::Wav { u32::from_le_bytes(size) } else { u32::from_be_bytes(size) };
            // Programs that do not know the size beforehand write the largest one.
            (size < u32::MAX - 0xFF).then_some(sniffed.start + 8 + u64::from(size))
        }
        Container::Mp4 => last_atom_end(reader).ok(),
        _ => None,
    }
}

/// Where the last atom of a file says it ends.
fn last_atom_end(reader: &mut (impl Read + Seek)) -> io::Result<u64> {
    let length = reader.seek(SeekFrom::End(0))?;
    let mut end = 0;
    for _ in 0..MOST_ATOMS {
        match atom(reader, end, length)? {
            Some(next) => end = next.content.end,
            None => break,
        }
    }
    Ok(end)
}

/// The average bit rate in an elementary stream descriptor: descriptor 4 inside descriptor 3.
fn elementary_stream(descriptor: &[u8]) -> Option<u32> {
    let stream = body(descriptor.get(4..)?, 3)?;
    body(stream.get(3..)?, 4).and_then(|decoder| u32_at(decoder, 9))
}

/// The body of a descriptor, whose length has 7 bits to the byte.
fn body(bytes: &[u8], tag: u8) -> Option<&[u8]> {
    let (&first, mut rest) = bytes.split_first()?;
    while let Some((&length, after)) = rest.split_first() {
        rest = after;
        if length & 0x80 == 0 {
            break;
        }
    }
    (first == tag).then_some(rest)
}

/// What follows a mark at or behind a place: the content of an inner atom, from its version field on.
fn after<'b>(bytes: &'b [u8], mark: &[u8; 4], from: usize) -> Option<&'b [u8]> {
    let place = bytes.get(from..)?.windows(4).position(|window| window == mark)?;
    bytes.get(from + place + 4..)
}

fn u32_at(bytes: &[u8], place: usize) -> Option<u32> {
    bytes.get(place..)?.first_chunk().copied().map(u32::from_be_bytes).filter(|&number| number > 0)
}

/// The contents of the atoms of one name in a part of a file.
fn atoms(reader: &mut (impl Read + Seek), within: Range<u64>, name: [u8; 4]) -> io::Result<Vec<Range<u64>>> {
    let (mut found, mut position) = (Vec::new(), within.start);
    for _ in 0..MOST_ATOMS {
        let Some(atom) = atom(reader, position, within.end)?.filter(|atom| atom.content.end <= within.end) else {
            break;
        };
        position = atom.content.end;
        if atom.name == name {
            found.push(atom.content);
        }
    }
    Ok(found)
}

struct Atom {
    name: [u8; 4],
    content: Range<u64>,
}

/// The atom that begins at a place before `end`, if there is room for its header (ISO 14496-12 §4.2).
fn atom(reader: &mut (impl Read + Seek), position: u64, end: u64) -> io::Result<Option<Atom>> {
    if position.saturating_add(8) > end {
        return Ok(None);
    }
    let mut head = [0; 16];
    reader.seek(SeekFrom::Start(position))?;
    reader.read_exact(&mut head[..8])?;
    let (mut header, mut size) = (8, u64::from(u32::from_be_bytes([head[0], head[1], head[2], head[3]])));
    if size == 1 {
        reader.read_exact(&mut head[8..])?;
        header = 16;
        size = head[8..].first_chunk().copied().map_or(0, u64::from_be_bytes);
    } else if size == 0 {
        size = end - position;
    }
    let content = position + header..position.saturating_add(size);
    Ok((size >= header).then_some(Atom { name: [head[4], head[5], head[6], head[7]], content }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn boxed(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
        let size = u32::try_from(content.len() + 8).unwrap().to_be_bytes();
        [&size[..], name, content].concat()
    }

    fn movie(entry: &[u8]) -> Vec<u8> {
        let table = boxed(b"stbl", &boxed(b"stsd", &[&[0; 8][..], entry].concat()));
        let track = boxed(b"trak", &boxed(b"mdia", &boxed(b"minf", &table)));
        [boxed(b"free", b""), boxed(b"moov", &track)].concat()
    }

    #[test]
    fn xing_and_vbri_count_the_bytes_of_a_stream() {
        let info =
            [&[0xff, 0xfb, 0x50, 0][..], &[0; 32], b"Info", &[0, 0, 0, 15, 0, 0, 0, 40, 0, 0, 0x21, 0x77]].concat();
        assert_eq!(mpeg_bytes(&mut Cursor::new(&info), 0), Some(0x2177));
        let vbri = [&[0; 36][..], b"VBRI", &[0, 1, 0, 0, 0, 75, 0, 0, 1, 0, 0, 0, 0, 9]].concat();
        assert_eq!(mpeg_bytes(&mut Cursor::new(&vbri), 0), Some(256));
        assert_eq!(mpeg_bytes(&mut Cursor::new(&[0; 64]), 0), None);
        assert_eq!(mpeg_bytes(&mut Cursor::new(&info[..44]), 0), None);
    }

    #[test]
    fn headers_promise_a_length() {
        let length_of = |bytes: &[u8], container| length(&mut Cursor::new(bytes), Sniffed { container, start: 0 });
        assert_eq!(length_of(b"RIFF\x10\0\0\0WAVE", Container::Wav), Some(24));
        assert_eq!(length_of(b"FORM\0\0\0\x10AIFF", Container::Aiff), Some(24));
        assert_eq!(length_of(b"RIFF\xff\xff\xff\xffWAVE", Container::Wav), None);
        let file = [boxed(b"ftyp", b"M4A "), boxed(b"mdat", &[0; 100])].concat();
        assert_eq!(length_of(&file, Container::Mp4), Some(120));
        assert_eq!(length_of(&file[..50], Container::Mp4), Some(120));
        assert_eq!(length_of(&file, Container::Flac), None);
    }

    #[test]
    fn mp4_declares_its_bit_rate_by_codec() {
        let mut cookie = vec![0; 28];
        cookie[20..24].copy_from_slice(&1_411_200_u32.to_be_bytes());
        let alac = boxed(b"alac", &[vec![0; 28], boxed(b"alac", &cookie)].concat());
        assert_eq!(mp4_bits_per_second(&mut Cursor::new(movie(&alac))), Some(1_411_200));
        let decoder = [&[4, 0x80, 17, 0x40, 0x15, 0, 0, 0][..], &[0; 4], &64_025_u32.to_be_bytes()].concat();
        let stream = [&[0, 0, 0, 0, 3, 0x80, 0x80, 40, 0, 1, 0][..], &decoder].concat();
        let aac = boxed(b"mp4a", &[vec![0; 28], boxed(b"esds", &stream)].concat());
        assert_eq!(mp4_bits_per_second(&mut Cursor::new(movie(&aac))), Some(64_025));
        assert_eq!(mp4_bits_per_second(&mut Cursor::new(&movie(&aac)[..60])), None);
    }
}
