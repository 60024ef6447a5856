//! Two transcoders as one: what the first cannot begin, the second does.

use super::decision::Format;
use super::transcoder::{ByteStream, Error, Job, Transcoder};
use futures_util::future::BoxFuture;

/// The second makes every format that the first makes, and may be the slower one.
pub struct Fallback<A, B> {
    pub first: A,
    pub second: B,
}

impl<A: Transcoder, B: Transcoder> Transcoder for Fallback<A, B> {
    fn start(&self, job: Job) -> BoxFuture<'_, Result<ByteStream, Error>> {
        Box::pin(async move {
            match self.first.start(job.clone()).await {
                Err(error @ (Error::Unsupported(_) | Error::Failed(_))) => {
                    tracing::debug!(file = ?job.file, %error, "another transcoder is tried");
                    self.second.start(job).await
                }
                done => done,
            }
        })
    }

    fn formats(&self) -> &'static [Format] {
        self.second.formats()
    }
}
