//! A transcoder that does only so much at once. Whoever comes when it is busy is sent away rather than made to wait: a
//! client that hears nothing asks again, and then there are two.

use super::decision::Format;
use super::slots::{Held, Limits, Slots};
use super::transcoder::{ByteStream, Error, Job, Transcoder};
use futures_util::future::BoxFuture;

/// A transcoder within limits.
pub struct Limited<T> {
    inner: T,
    slots: Slots,
}

impl<T> Limited<T> {
    pub fn new(inner: T, limits: Limits) -> Self {
        Self { inner, slots: Slots::new(limits) }
    }
}

impl<T: Transcoder> Transcoder for Limited<T> {
    fn start(&self, job: Job) -> BoxFuture<'_, Result<ByteStream, Error>> {
        Box::pin(async move {
            let slot = self.slots.take(&job.listener).ok_or(Error::Busy)?;
            let stream = self.inner.start(job).await?;
            Ok(Box::pin(Held::new(stream, slot)) as ByteStream)
        })
    }

    fn formats(&self) -> &'static [Format] {
        self.inner.formats()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::media::decision::Target;
    use futures_util::stream;
    use std::io;
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

        fn formats(&self) -> &'static [Format] {
            &Format::ALL
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
        assert_eq!(limited.slots.listeners(), 3);
    }

    #[tokio::test]
    async fn nought_is_any_number_and_nobody_is_remembered() {
        let limited = Limited::new(Endless, Limits { in_all: 0, per_listener: 0 });
        let mut songs = Vec::new();
        for _ in 0..100 {
            songs.push(start(&limited, "anna", "a").await.ok().unwrap());
        }
        drop(songs);
        assert_eq!(limited.slots.listeners(), 0);
    }
}
