//! A transcoder in this process: decodes, folds to two channels, resamples and encodes, packet by packet, on a thread of
//! its own for each song.
//!
//! It makes MP3 and Opus of what symphonia and libopus read; the rest is for ffmpeg.

mod decode;
mod encoder;
mod fold;
mod info_frame;
mod mp3;
mod opus;
mod resample;

use super::decision::Format;
use super::transcoder::{ByteStream, Error, Job, Transcoder};
use bytes::Bytes;
use decode::Source;
use futures_util::future::BoxFuture;
use futures_util::{StreamExt, stream};
use resample::Resampler;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use tokio::sync::mpsc::{self, Sender};

/// Bytes sent at once, but for the first and the last.
const CHUNK: usize = 8 << 10;
/// Chunks that are made before somebody takes them. The thread waits then.
const AHEAD: usize = 4;
const FORMATS: [Format; 2] = [Format::Mp3, Format::Opus];

/// Transcodes in this process.
#[derive(Debug, Clone, Copy, Default)]
pub struct Native;

impl Transcoder for Native {
    fn start(&self, job: Job) -> BoxFuture<'_, Result<ByteStream, Error>> {
        Box::pin(async move {
            if !FORMATS.contains(&job.target.format) {
                return Err(encoder::unsupported(job.target.format));
            }
            let (sender, mut receiver) = mpsc::channel(AHEAD);
            std::thread::Builder::new().name("transcode".into()).spawn(move || work(&job, &sender))?;
            let first = receiver.recv().await.unwrap_or_else(|| Err(io::Error::other("nothing was made").into()))?;
            let rest = stream::unfold(receiver, async |mut receiver| {
                let chunk = receiver.recv().await?;
                Some((chunk.map_err(io::Error::other), receiver))
            });
            Ok(Box::pin(stream::once(async { Ok(first) }).chain(rest)) as ByteStream)
        })
    }

    fn formats(&self) -> &'static [Format] {
        &FORMATS
    }
}

/// Makes the whole song, or as much of it as somebody wants.
fn work(job: &Job, sender: &Sender<Result<Bytes, Error>>) {
    // files are untrusted, and a decoder that gives up must not look like a song that ends
    let made = catch_unwind(AssertUnwindSafe(|| transcode(job, sender)));
    let made = made.unwrap_or_else(|_| Err(io::Error::other("its structure makes no sense").into()));
    if let Err(error) = made {
        tracing::debug!(file = ?job.file, %error, "not transcoded in the process, or not to the end");
        // nobody may be there any more
        drop(sender.blocking_send(Err(error)));
    }
}

fn transcode(job: &Job, sender: &Sender<Result<Bytes, Error>>) -> Result<(), Error> {
    let mut source = Source::open(&job.file, job.target.offset)?;
    let (rate, channels) = (source.rate(), source.channels());
    let frames = if job.target.format == Format::Mp3 { source.frames() } else { None };
    let mut encoder = encoder::encoder(&job.target, rate, channels, frames)?;
    let to = encoder.rate();
    let mut resampler = if to == rate { None } else { Some(Resampler::new(rate, to, channels)?) };
    let mut resampled = Vec::new();
    let mut made = Vec::new();
    let mut chunk = 1;
    while let Some(samples) = source.next()? {
        match &mut resampler {
            None => encoder.push(samples, &mut made)?,
            Some(resampler) => {
                resampled.clear();
                resampler.push(samples, &mut resampled)?;
                encoder.push(&resampled, &mut made)?;
            }
        }
        if sender.is_closed() {
            return Ok(());
        }
        if made.len() >= chunk {
            chunk = CHUNK;
            send(sender, &mut made);
        }
    }
    if let Some(resampler) = &mut resampler {
        resampled.clear();
        resampler.finish(&mut resampled)?;
        encoder.push(&resampled, &mut made)?;
    }
    encoder.finish(&mut made)?;
    send(sender, &mut made);
    Ok(())
}

/// Waits until there is room. Where nobody listens any more, the next packet notices.
fn send(sender: &Sender<Result<Bytes, Error>>, made: &mut Vec<u8>) {
    drop(sender.blocking_send(Ok(std::mem::take(made).into())));
}
