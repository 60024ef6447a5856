//! How many bytes of a file are no sound, for bit rates as listeners know them: sound by time, without the pictures.

use std::io::{self, Read, Seek, SeekFrom};

/// Pages of an Ogg file to look at for its header packets; pictures in comments fill many.
const MOST_PAGES: usize = 4096;

/// Bytes of the first `packets` packets of an Ogg file (RFC 3533 §6).
pub fn ogg_packets(reader: &mut (impl Read + Seek), packets: usize) -> io::Result<u64> {
    let (mut bytes, mut ended) = (0, 0);
    reader.seek(SeekFrom::Start(0))?;
    for _ in 0..MOST_PAGES {
        let mut header = [0; 27];
        reader.read_exact(&mut header)?;
        if !header.starts_with(b"OggS") {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let mut lacing = [0; 255];
        let lacing = lacing.get_mut(..usize::from(header[26])).unwrap_or_default();
        reader.read_exact(lacing)?;
        for &segment in lacing.iter() {
            bytes += u64::from(segment);
            ended += usize::from(segment < 255);
            if ended == packets {
                return Ok(bytes);
            }
        }
        reader.seek_relative(lacing.iter().map(|&segment| i64::from(segment)).sum())?;
    }
    Err(io::ErrorKind::InvalidData.into())
}

/// Where the frames of a FLAC stream begin, whose marker is at `start` (RFC 9639 §8.1).
pub fn flac_frames(reader: &mut (impl Read + Seek), start: u64) -> io::Result<u64> {
    let mut position = start + 4;
    loop {
        reader.seek(SeekFrom::Start(position))?;
        let mut header = [0; 4];
        reader.read_exact(&mut header)?;
        let [kind, a, b, c] = header;
        position += 4 + u64::from(u32::from_be_bytes([0, a, b, c]));
        if kind & 0x80 != 0 {
            return Ok(position);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn page(lacing: &[u8]) -> Vec<u8> {
        let mut page = b"OggS".to_vec();
        page.extend([0; 22]);
        page.push(u8::try_from(lacing.len()).unwrap());
        page.extend(lacing);
        page.extend(lacing.iter().flat_map(|&segment| vec![7; usize::from(segment)]));
        page
    }

    #[test]
    fn header_packets_of_ogg_may_share_and_span_pages() {
        let file = [page(&[30]), page(&[255, 255]), page(&[10, 100, 50])].concat();
        let sizes: Vec<_> = (1..4).map(|n| ogg_packets(&mut Cursor::new(&file), n).unwrap()).collect();
        assert_eq!(sizes, [30, 550, 650]);
        assert!(ogg_packets(&mut Cursor::new(&file), 9).is_err());
    }

    #[test]
    fn flac_frames_begin_behind_the_last_block() {
        let file = [b"..fLaC".to_vec(), vec![0, 0, 0, 2, 9, 9], vec![0x84, 0, 0, 1, 9], vec![0xff]].concat();
        assert_eq!(flac_frames(&mut Cursor::new(&file), 2).unwrap(), 17);
        assert!(flac_frames(&mut Cursor::new(&file[..10]), 2).is_err());
    }
}
