//! What makes a file of samples.

use super::mp3::{self, Mp3};
use super::opus::Opus;
use super::resample::resampled;
use crate::media::decision::{Format, Target};
use crate::media::transcoder::Error;
use std::io;

/// Makes a file piece by piece.
pub trait Encoder {
    /// Frames a second that it takes.
    fn rate(&self) -> u32;

    /// Takes interleaved samples and adds what they become to `out`, as far as that is known yet.
    fn push(&mut self, samples: &[f32], out: &mut Vec<u8>) -> io::Result<()>;

    /// Adds the rest. Nothing may be pushed afterwards.
    fn finish(&mut self, out: &mut Vec<u8>) -> io::Result<()>;
}

/// The encoder for a target and a source of `rate` frames a second, with `frames` in all where that is known.
///
/// # Errors
/// [`Error::Unsupported`] for formats that are not made here.
pub fn encoder(target: &Target, rate: u32, channels: usize, frames: Option<u64>) -> Result<Box<dyn Encoder>, Error> {
    let bit_rate = target.bit_rate.unwrap_or(128);
    Ok(match target.format {
        Format::Opus => Box::new(Opus::new(channels, bit_rate)?),
        Format::Mp3 => {
            let to = mp3::rate_for(rate);
            Box::new(Mp3::new(to, channels, bit_rate, frames.map(|frames| resampled(frames, rate, to)))?)
        }
        Format::Aac | Format::Flac => return Err(unsupported(target.format)),
    })
}

/// Why a format cannot be made.
pub fn unsupported(format: Format) -> Error {
    Error::Unsupported(format!("{} is not made here", format.name()))
}
