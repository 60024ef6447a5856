//! From one number of frames a second to another.

use audioadapter_buffers::direct::InterleavedSlice;
use rubato::{Fft, FixedSync, Indexing, Resampler as _};
use std::io;

/// Frames taken at once.
const CHUNK: usize = 1024;

/// Resamples a stream of interleaved samples: as long as before, and nothing shifted.
pub struct Resampler {
    inner: Fft<f32>,
    channels: usize,
    from: u32,
    to: u32,
    waiting: Vec<f32>,
    made: Vec<f32>,
    /// Frames to drop, which are the filter's delay.
    delay: usize,
    taken: u64,
    given: u64,
}

/// Frames that `frames` become.
pub fn resampled(frames: u64, from: u32, to: u32) -> u64 {
    (u128::from(frames) * u128::from(to)).div_ceil(u128::from(from.max(1))) as u64
}

impl Resampler {
    /// `from` and `to` in frames a second.
    pub fn new(from: u32, to: u32, channels: usize) -> io::Result<Self> {
        let inner = Fft::new_custom(
            from as usize,
            to as usize,
            CHUNK,
            1,
            channels,
            rubato::WindowFunction::BlackmanHarris2,
            FixedSync::Input,
        )
        .map_err(io::Error::other)?;
        let delay = inner.output_delay();
        Ok(Self { inner, channels, from, to, waiting: Vec::new(), made: Vec::new(), delay, taken: 0, given: 0 })
    }

    /// Takes samples and adds what they become to `out`, as far as that is known yet.
    pub fn push(&mut self, samples: &[f32], out: &mut Vec<f32>) -> io::Result<()> {
        self.taken += (samples.len() / self.channels) as u64;
        self.waiting.extend_from_slice(samples);
        while self.waiting.len() / self.channels >= self.inner.input_frames_next() {
            self.step(u64::MAX, out)?;
        }
        Ok(())
    }

    /// Adds the rest.
    pub fn finish(&mut self, out: &mut Vec<f32>) -> io::Result<()> {
        let whole = resampled(self.taken, self.from, self.to);
        while self.given < whole {
            self.step(whole - self.given, out)?;
        }
        Ok(())
    }

    /// One chunk, filled up with silence; at most so many frames of it.
    fn step(&mut self, most: u64, out: &mut Vec<f32>) -> io::Result<()> {
        let waiting = self.waiting.len() / self.channels;
        let used = waiting.min(self.inner.input_frames_next());
        let room = self.inner.output_frames_next();
        self.made.resize(room * self.channels, 0.0);
        let input = InterleavedSlice::new(&self.waiting, self.channels, waiting).map_err(io::Error::other)?;
        let mut output = InterleavedSlice::new_mut(&mut self.made, self.channels, room).map_err(io::Error::other)?;
        let part = Indexing::new().partial_len(used);
        let (_, made) = self.inner.process_into_buffer(&input, &mut output, Some(&part)).map_err(io::Error::other)?;
        self.waiting.drain(..used * self.channels);
        let dropped = self.delay.min(made);
        self.delay -= dropped;
        let kept = (made - dropped).min(usize::try_from(most).unwrap_or(usize::MAX));
        self.given += kept as u64;
        out.extend_from_slice(&self.made[dropped * self.channels..(dropped + kept) * self.channels]);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tone_stays_where_it_is_and_as_long_and_loud_as_it_is() {
        for (from, to) in [(44_100, 48_000), (96_000, 48_000), (8000, 48_000), (48_000, 44_100)] {
            let tone =
                |rate: u32| move |frame: u32| (frame as f32 * 440.0 * std::f32::consts::TAU / rate as f32).sin() * 0.5;
            let before: Vec<f32> = (0..from).map(tone(from)).collect();
            let mut resampler = Resampler::new(from, to, 1).unwrap();
            let mut after = Vec::new();
            for part in before.chunks(777) {
                resampler.push(part, &mut after).unwrap();
            }
            resampler.finish(&mut after).unwrap();
            assert_eq!(after.len(), to as usize);
            let wanted: Vec<f32> = (0..to).map(tone(to)).collect();
            let middle = 2000..to as usize - 2000;
            let off = middle.map(|frame| (after[frame] - wanted[frame]).abs()).fold(0.0, f32::max);
            // the filter's delay need not be whole frames: a frame's worth of the tone's steepest slope is borne
            assert!(off < 0.5 * 440.0 * std::f32::consts::TAU / to as f32, "{from} to {to}: {off}");
        }
    }

    #[test]
    fn a_few_frames_are_not_lost() {
        let mut resampler = Resampler::new(44_100, 48_000, 2).unwrap();
        let mut after = Vec::new();
        resampler.push(&[0.1; 20], &mut after).unwrap();
        resampler.finish(&mut after).unwrap();
        assert_eq!(after.len() / 2, 11);
    }
}
