//! A stream kept whole before it is sent, for those who want to know its length first.

use super::transcoder::ByteStream;
use futures_util::StreamExt;
use std::fs::File;
use std::io;
use std::path::Path;
use tokio::io::AsyncWriteExt;

/// Bytes that are kept at most: three hours of FLAC in CD quality.
const MOST: u64 = 1 << 30;

/// Keeps all of `stream` in a file without a name in `folder`, which is gone when it is closed, and gives its length in
/// bytes.
///
/// # Errors
/// Where the stream fails, the disk does, or there is more than 1 GiB.
pub async fn keep(stream: ByteStream, folder: &Path) -> io::Result<(File, u64)> {
    keep_at_most(MOST, stream, folder).await
}

async fn keep_at_most(most: u64, mut stream: ByteStream, folder: &Path) -> io::Result<(File, u64)> {
    let folder = folder.to_owned();
    let file = tokio::task::spawn_blocking(move || tempfile::tempfile_in(folder)).await??;
    let mut file = tokio::fs::File::from_std(file);
    let mut length = 0;
    while let Some(chunk) = stream.next().await {
        let chunk = chunk?;
        length += chunk.len() as u64;
        if length > most {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, format!("it has more than {most} bytes")));
        }
        file.write_all(&chunk).await?;
    }
    file.flush().await?;
    Ok((file.into_std().await, length))
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytes::Bytes;
    use futures_util::stream;
    use std::io::{Read, Seek};

    fn chunks(chunks: Vec<io::Result<Bytes>>) -> ByteStream {
        Box::pin(stream::iter(chunks))
    }

    #[tokio::test]
    async fn everything_is_kept_in_order_and_leaves_no_name() {
        let folder = tempfile::tempdir().unwrap();
        let song = chunks(vec![Ok(Bytes::from_static(b"abc")), Ok(Bytes::from_static(b"de"))]);
        let (mut file, length) = keep(song, folder.path()).await.unwrap();
        let mut text = String::new();
        file.rewind().unwrap();
        file.read_to_string(&mut text).unwrap();
        assert_eq!((text.as_str(), length), ("abcde", 5));
        assert_eq!(folder.path().read_dir().unwrap().count(), 0);
    }

    #[tokio::test]
    async fn half_a_song_and_too_much_of_one_are_errors() {
        let folder = tempfile::tempdir().unwrap();
        let broken = chunks(vec![Ok(Bytes::from_static(b"abc")), Err(io::Error::other("broken"))]);
        assert_eq!(keep(broken, folder.path()).await.unwrap_err().to_string(), "broken");
        let large = chunks(vec![Ok(Bytes::from_static(b"abc")), Ok(Bytes::from_static(b"de"))]);
        assert_eq!(keep_at_most(4, large, folder.path()).await.unwrap_err().kind(), io::ErrorKind::FileTooLarge);
    }
}
