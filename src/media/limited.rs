//! A transcoder that does only so much at once. Whoever comes when it is busy is sent away rather than made to wait: a
//! client that hears nothing asks again, and then there are two.

use super::transcoder::{ByteStream, Error, Job, Transcoder};
use bytes::Bytes;
use futures_util::Stream;
use futures_util::future::BoxFuture;
use parking_lot::Mutex;
use std::collections::HashMap;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

/// How many songs may be made at once; 0 for any number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    pub in_all: u32,
    pub per_listener: u32,
}

/// A transcoder within limits.
pub struct Limited<T> {
    inner: T,
    limits: Limits,
    running: Arc<Running>,
}

/// How many songs are being made for each listener. Nobody is in it with none.
#[derive(Default)]
struct Running(Mutex<HashMap<String, u32>>);

/// The right to make one song, until it is dropped.
struct Slot {
    running: Arc<Running>,
    listener: String,
}

impl<T> Limited<T> {
    pub fn new(inner: T, limits: Limits) -> Self {
        Self { inner, limits, running: Arc::default() }
    }

    fn slot(&self, listener: &str) -> Result<Slot, Error> {
        let mut running = self.running.0.lock();
        let in_all: u32 = running.values().sum();
        let own = running.get(listener).copied().unwrap_or_default();
        let is_full = |limit: u32, now: u32| limit > 0 && now >= limit;
        if is_full(self.limits.in_all, in_all) || is_full(self.limits.per_listener, own) {
            return Err(Error::Busy);
        }
        running.insert(listener.to_owned(), own + 1);
        Ok(Slot { running: Arc::clone(&self.running), listener: listener.to_owned() })
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        let mut running = self.running.0.lock();
        if let Some(own) = running.get_mut(&self.listener) {
            *own -= 1;
            if *own == 0 {
                running.remove(&self.listener);
            }
        }
    }
}

impl<T: Transcoder> Transcoder for Limited<T> {
    fn start(&self, job: Job) -> BoxFuture<'_, Result<ByteStream, Error>> {
        Box::pin(async move {
            let slot = self.slot(&job.listener)?;
            let stream = self.inner.start(job).await?;
            Ok(Box::pin(Held { stream, _slot: slot }) as ByteStream)
        })
    }
}

/// A song with its slot.
struct Held {
    // dropped first, so that the work has ended when the slot is free
    stream: ByteStream,
    _slot: Slot,
}

impl Stream for Held {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.stream.as_mut().poll_next(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::media::decision::{Format, Target};
    use futures_util::stream;
    use std::time::Duration;

    /// Songs that never end; none where the file's name is empty.
    struct Endless;

    impl Transcoder for Endless {
        fn start(&self, job: Job) -> BoxFuture<'_, Result<ByteStream, Error>> {
            Box::pin(async move {
                match job.file.as_os_str().is_empty() {
                    true => Err(Error::Failed(io::Error::other("no file"))),
                    false => Ok(Box::pin(stream::pending()) as ByteStream),
                }
            })
        }
    }

    async fn start(limited: &Limited<Endless>, listener: &str, file: &str) -> Result<ByteStream, Error> {
        let target = Target { format: Format::Flac, bit_rate: None, offset: Duration::ZERO };
        limited.start(Job { file: file.into(), target, listener: listener.into() }).await
    }

    #[tokio::test]
    async fn a_slot_is_taken_while_a_song_is_made_and_free_afterwards() {
        let limited = Limited::new(Endless, Limits { in_all: 3, per_listener: 2 });
        let (first, _second) = (start(&limited, "anna", "a").await, start(&limited, "anna", "b").await);
        assert!(matches!(start(&limited, "anna", "c").await, Err(Error::Busy)));
        let _third = start(&limited, "bert", "c").await.ok().unwrap();
        assert!(matches!(start(&limited, "cleo", "c").await, Err(Error::Busy)));
        drop(first.ok().unwrap());
        assert!(matches!(start(&limited, "cleo", "").await, Err(Error::Failed(_))));
        let _fourth = start(&limited, "cleo", "c").await.ok().unwrap();
        assert_eq!(limited.running.0.lock().len(), 3);
    }

    #[tokio::test]
    async fn nought_is_any_number_and_nobody_is_remembered() {
        let limited = Limited::new(Endless, Limits { in_all: 0, per_listener: 0 });
        let mut songs = Vec::new();
        for _ in 0..100 {
            songs.push(start(&limited, "anna", "a").await.ok().unwrap());
        }
        drop(songs);
        assert!(limited.running.0.lock().is_empty());
    }
}
