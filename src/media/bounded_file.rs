//! A file that can be read only so far: whoever follows false sizes is stopped.

use super::chapters;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::os::unix::fs::FileExt;
use std::sync::Arc;
use symphonia::core::io::MediaSource;

/// Bytes one parse may take from the disk. An honest file needs its headers, its pictures and a look at its end.
const BUDGET: u64 = 40 << 20;
/// Bytes read at once. Parsers jump to and fro within a few kilobytes, so seeks keep what was read, unlike those of
/// `BufReader`, and most files need two or three reads.
const WINDOW: usize = 16 << 10;

/// A part of a file, from some offset to its end, with a budget of bytes to read.
#[derive(Debug, Clone)]
pub struct BoundedFile {
    file: Arc<File>,
    /// Where this part begins in the file.
    start: u64,
    length: u64,
    /// Within this part.
    position: u64,
    window: Vec<u8>,
    /// Where the window begins in the file.
    window_start: u64,
    left: u64,
    hides_chapters: bool,
}

impl BoundedFile {
    /// All of an open file of `length` bytes.
    pub fn new(file: File, length: u64) -> Self {
        let file = Arc::new(file);
        Self {
            file,
            start: 0,
            length,
            position: 0,
            window: Vec::new(),
            window_start: 0,
            left: BUDGET,
            hides_chapters: false,
        }
    }

    /// The same file again with a fresh budget, as if it began at `start`.
    pub fn from(&self, start: u64) -> Self {
        let start = start.min(self.length);
        Self { start: self.start + start, length: self.length - start, position: 0, left: BUDGET, ..self.clone() }
    }

    /// With no more than `bytes` to read.
    pub fn at_most(self, bytes: u64) -> Self {
        Self { left: bytes.min(self.left), ..self }
    }

    /// With as many more bytes to read: who wants all of the sound reads more than who wants to know what it is.
    pub fn allowing(self, more: u64) -> Self {
        Self { left: self.left.saturating_add(more), ..self }
    }

    /// With the chapters of ID3v2 tags hidden, see [`chapters`].
    pub fn without_chapters(self) -> Self {
        Self { hides_chapters: true, window: Vec::new(), ..self }
    }

    /// Bytes in this part.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// What the window holds from the present position on.
    fn at_hand(&self) -> &[u8] {
        let offset = (self.start + self.position).checked_sub(self.window_start);
        offset.and_then(|offset| self.window.get(usize::try_from(offset).ok()?..)).unwrap_or_default()
    }

    fn fill(&mut self) -> io::Result<()> {
        if self.left == 0 {
            let message = format!("reading it takes more than {} MiB", BUDGET >> 20);
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
        }
        self.window_start = self.start + self.position;
        self.window.resize(WINDOW, 0);
        let read = self.file.read_at(&mut self.window, self.window_start);
        self.window.truncate(*read.as_ref().unwrap_or(&0));
        let read = read?;
        self.left = self.left.saturating_sub(read as u64);
        if self.hides_chapters {
            chapters::hide(&mut self.window, read == WINDOW);
        }
        Ok(())
    }
}

impl Read for BoundedFile {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.position >= self.length || buffer.is_empty() {
            return Ok(0);
        }
        if self.at_hand().is_empty() {
            self.fill()?;
        }
        let at_hand = self.at_hand();
        let read = at_hand.len().min(buffer.len());
        buffer[..read].copy_from_slice(&at_hand[..read]);
        self.position += read as u64;
        Ok(read)
    }
}

impl Seek for BoundedFile {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let position = match to {
            SeekFrom::Start(offset) => Some(offset),
            SeekFrom::Current(offset) => self.position.checked_add_signed(offset),
            SeekFrom::End(offset) => self.length.checked_add_signed(offset),
        };
        self.position =
            position.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "seek to before the start"))?;
        Ok(self.position)
    }
}

impl MediaSource for BoundedFile {
    fn is_seekable(&self) -> bool {
        true
    }

    fn byte_len(&self) -> Option<u64> {
        Some(self.length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn source(bytes: &[u8]) -> BoundedFile {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(bytes).unwrap();
        BoundedFile::new(file, bytes.len() as u64)
    }

    #[test]
    fn a_part_has_its_own_offsets() {
        let mut part = source(b"0123456789").from(4);
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        assert_eq!((text.as_str(), part.length()), ("456789", 6));
        assert_eq!(part.seek(SeekFrom::End(-2)).unwrap(), 4);
        assert!(part.seek(SeekFrom::Current(-5)).is_err());
        let mut inner = part.from(2);
        let mut text = String::new();
        inner.read_to_string(&mut text).unwrap();
        assert_eq!(text, "6789");
        assert_eq!(part.seek(SeekFrom::Start(99)).unwrap(), 99);
        assert_eq!(part.read(&mut [0; 4]).unwrap(), 0);
    }

    #[test]
    fn jumps_within_what_was_read_need_no_disk() {
        let bytes: Vec<u8> = (0..40_000_u32).map(|n| (n % 251) as u8).collect();
        let mut source = source(&bytes);
        for (place, left) in
            [(0_u64, WINDOW), (9000, WINDOW), (16, WINDOW), (39_000, WINDOW + 1000), (39_999, WINDOW + 1000)]
        {
            source.seek(SeekFrom::Start(place)).unwrap();
            let mut byte = [0];
            source.read_exact(&mut byte).unwrap();
            assert_eq!(u64::from(byte[0]), place % 251);
            assert_eq!(BUDGET - source.left, left as u64, "{place}");
        }
        let mut all = Vec::new();
        source.rewind().unwrap();
        source.read_to_end(&mut all).unwrap();
        assert_eq!(all, bytes);
    }

    #[test]
    fn reading_stops_when_the_budget_is_spent() {
        let mut source = source(&vec![0; 3 * WINDOW]);
        source.left = WINDOW as u64;
        let error = source.read_to_end(&mut Vec::new()).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::FileTooLarge);
    }
}
