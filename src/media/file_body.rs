//! A part of a file as a stream of chunks, one of which is being read while the one before is sent.
//!
//! Reading happens on the blocking pool, so that a slow disk holds up nobody else's request. Memory is bounded by two
//! chunks a stream however slow the client is: nothing is read before the last chunk was taken. (Mapping the file into
//! memory would be faster; a file cut short meanwhile would then end the server instead of the stream.)

use bytes::Bytes;
use futures_util::Stream;
use std::fs::File;
use std::future::Future;
use std::io;
use std::os::unix::fs::FileExt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use tokio::task::JoinHandle;

/// Bytes of the first chunk: small, so that the music starts at once.
const FIRST: u64 = 64 << 10;
/// Bytes of every further chunk.
const CHUNK: u64 = 256 << 10;

/// Bytes `offset` to `offset + length` of a file. To be polled within a tokio runtime.
///
/// Ends after exactly `length` bytes. A file that became shorter meanwhile gives an error of kind `UnexpectedEof`: what
/// was promised cannot be kept, and the connection should break rather than look complete.
#[derive(Debug)]
pub struct FileBody {
    file: Arc<File>,
    next: u64,
    end: u64,
    chunk: u64,
    reading: Option<JoinHandle<io::Result<Bytes>>>,
}

impl FileBody {
    /// The part of `file` that begins at `offset` and has `length` bytes.
    pub fn new(file: File, offset: u64, length: u64) -> Self {
        Self { file: Arc::new(file), next: offset, end: offset.saturating_add(length), chunk: FIRST, reading: None }
    }

    /// Begins to read the next chunk, where there is one.
    fn read_on(&mut self) {
        let (file, offset) = (Arc::clone(&self.file), self.next);
        let length = self.chunk.min(self.end - self.next);
        if length > 0 {
            self.next += length;
            self.chunk = CHUNK;
            self.reading = Some(tokio::task::spawn_blocking(move || read_exact_at(&file, offset, length as usize)));
        }
    }
}

fn read_exact_at(file: &File, offset: u64, length: usize) -> io::Result<Bytes> {
    let mut bytes = vec![0; length];
    file.read_exact_at(&mut bytes, offset)?;
    Ok(bytes.into())
}

impl Stream for FileBody {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.reading.is_none() {
            self.read_on();
        }
        let Some(reading) = &mut self.reading else { return Poll::Ready(None) };
        let read = ready!(Pin::new(reading).poll(context)).unwrap_or_else(|stopped| Err(io::Error::other(stopped)));
        self.reading = None;
        match read {
            Ok(_) => self.read_on(),
            Err(_) => self.next = self.end, // an error is the last thing said
        }
        Poll::Ready(Some(read))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::StreamExt;
    use std::io::Write;

    fn file(bytes: &[u8]) -> File {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(bytes).unwrap();
        file
    }

    fn bytes(length: usize) -> Vec<u8> {
        (0..length).map(|place| (place % 251) as u8).collect()
    }

    async fn chunks(body: FileBody) -> Vec<io::Result<Bytes>> {
        body.collect().await
    }

    #[tokio::test]
    async fn a_part_arrives_whole_and_in_order() {
        let content = bytes(700_000);
        for (offset, length) in [(0, 700_000), (0, 1), (699_999, 1), (100, 65_536), (100, 65_537), (5, 600_000), (9, 0)]
        {
            let sent = chunks(FileBody::new(file(&content), offset as u64, length as u64)).await;
            let sent: Vec<u8> = sent.into_iter().flat_map(|chunk| chunk.unwrap()).collect();
            assert_eq!(sent, content[offset..offset + length], "{length} bytes from {offset}");
        }
    }

    #[tokio::test]
    async fn the_first_chunk_is_small_and_no_chunk_large() {
        let sent = chunks(FileBody::new(file(&bytes(700_000)), 0, 700_000)).await;
        let lengths: Vec<usize> = sent.iter().map(|chunk| chunk.as_ref().unwrap().len()).collect();
        assert_eq!(lengths, [65_536, 262_144, 262_144, 110_176]);
    }

    #[tokio::test]
    async fn a_file_cut_short_ends_in_an_error_and_nothing_after_it() {
        let file = file(&bytes(200_000));
        let mut body = FileBody::new(file.try_clone().unwrap(), 0, 1_000_000);
        assert_eq!(body.next().await.unwrap().unwrap().len(), 65_536);
        let sent = chunks(body).await;
        assert_eq!(sent.len(), 1);
        assert_eq!(sent[0].as_ref().unwrap_err().kind(), io::ErrorKind::UnexpectedEof);
    }

    #[tokio::test]
    async fn an_offset_at_the_end_of_numbers_ends_instead_of_wrapping() {
        let sent = chunks(FileBody::new(file(b"abc"), u64::MAX - 1, 10)).await;
        assert!(sent.len() == 1 && sent[0].is_err());
    }

    #[tokio::test]
    async fn nothing_more_is_read_than_one_chunk_ahead() {
        let mut body = FileBody::new(file(&bytes(2_000_000)), 0, 2_000_000);
        assert_eq!(body.next, 0);
        body.next().await.unwrap().unwrap();
        assert_eq!(body.next, FIRST + CHUNK);
    }
}
