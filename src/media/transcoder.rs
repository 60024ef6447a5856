//! What makes songs into other formats, whatever does the work. Wrappers ([`super::limited`]) are transcoders again.

use super::decision::{Format, Target};
use bytes::Bytes;
use futures_util::Stream;
use futures_util::future::BoxFuture;
use std::io;
use std::path::PathBuf;
use std::pin::Pin;

/// A song while it is being made. Dropping it ends the work at once; an error is the last thing it gives, and what came
/// before is then no whole song.
pub type ByteStream = Pin<Box<dyn Stream<Item = io::Result<Bytes>> + Send>>;

/// One song to be made into something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Absolute.
    pub file: PathBuf,
    pub target: Target,
    /// The id of the account it is done for.
    pub listener: String,
}

/// Makes songs into other formats.
pub trait Transcoder: Send + Sync {
    /// Begins, and waits until there is something to send.
    ///
    /// # Errors
    /// [`Error::Busy`] where too much is being done already, [`Error::Unsupported`] where this transcoder does not do
    /// such a thing, [`Error::Failed`] where nothing can be made of the file.
    fn start(&self, job: Job) -> BoxFuture<'_, Result<ByteStream, Error>>;

    /// What it makes of songs that it can read.
    fn formats(&self) -> &'static [Format];
}

/// Why a song was not begun.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("too many songs are being transcoded")]
    Busy,
    #[error("not without ffmpeg: {0}")]
    Unsupported(String),
    #[error("the song could not be transcoded: {0}")]
    Failed(#[from] io::Error),
}
