//! MP3 at a constant bit rate, by LAME.

use super::encoder::Encoder;
use super::info_frame;
use mp3lame_encoder::{Bitrate, Builder, FlushGap, InterleavedPcm, MonoPcm, Quality, max_required_buffer_size};
use std::io;
use std::num::NonZeroU32;

/// Frames a second that MPEG 2.5, 2 and 1 have (three each).
const RATES: [u32; 9] = [8000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000];
/// Those of MPEG 1 have more bit rates.
const MPEG_1: u32 = 32_000;
/// And those of MPEG 2.5 have fewer than MPEG 2.
const MPEG_2: u32 = 16_000;
/// In kbit/s, and as LAME's wrapper calls them.
const BIT_RATES: [(u32, Bitrate); 15] = [
    (16, Bitrate::Kbps16),
    (24, Bitrate::Kbps24),
    (32, Bitrate::Kbps32),
    (40, Bitrate::Kbps40),
    (48, Bitrate::Kbps48),
    (64, Bitrate::Kbps64),
    (80, Bitrate::Kbps80),
    (96, Bitrate::Kbps96),
    (112, Bitrate::Kbps112),
    (128, Bitrate::Kbps128),
    (160, Bitrate::Kbps160),
    (192, Bitrate::Kbps192),
    (224, Bitrate::Kbps224),
    (256, Bitrate::Kbps256),
    (320, Bitrate::Kbps320),
];

pub struct Mp3 {
    inner: mp3lame_encoder::Encoder,
    channels: usize,
    rate: u32,
    /// Frames that were promised, where that was possible.
    promised: Option<u64>,
    taken: u64,
    begun: bool,
}

/// Frames a second of the MP3 that is made of so many: the same, or the next that MPEG has.
pub fn rate_for(source: u32) -> u32 {
    match RATES.into_iter().find(|rate| *rate >= source) {
        Some(rate) => rate,
        None if source.is_multiple_of(44_100) => 44_100,
        None => 48_000,
    }
}

/// The highest bit rate that MPEG has and that is within `limit`, or the lowest.
fn bit_rate(limit: u32, rate: u32) -> Bitrate {
    let most = match rate {
        MPEG_1.. => limit,
        MPEG_2.. => limit.min(160),
        _ => limit.min(64),
    };
    let least = if rate >= MPEG_1 { 32 } else { 16 };
    let mut possible = BIT_RATES.into_iter().filter(|(kbits, _)| *kbits >= least && *kbits <= most.max(least));
    possible.next_back().map_or(Bitrate::Kbps128, |(_, bit_rate)| bit_rate)
}

impl Mp3 {
    /// `limit` in kbit/s; `promised` is how many frames will be pushed, where that is known.
    pub fn new(rate: u32, channels: usize, limit: u32, promised: Option<u64>) -> io::Result<Self> {
        let mut builder = Builder::new().ok_or_else(|| io::Error::other("there is no memory for LAME"))?;
        builder.set_num_channels(channels as u8).map_err(io::Error::other)?;
        builder.set_sample_rate(rate).map_err(io::Error::other)?;
        builder.set_output_sample_rate(NonZeroU32::new(rate)).map_err(io::Error::other)?;
        builder.set_brate(bit_rate(limit, rate)).map_err(io::Error::other)?;
        builder.set_quality(Quality::Good).map_err(io::Error::other)?;
        // LAME could write it only when all is done
        builder.set_to_write_vbr_tag(false).map_err(io::Error::other)?;
        let inner = builder.build().map_err(io::Error::other)?;
        Ok(Self { inner, channels, rate, promised, taken: 0, begun: false })
    }

    /// Puts what tells the length before the first frame that came out.
    fn begin(&mut self, made: usize, out: &mut Vec<u8>) {
        if self.begun || out.len() < made + 4 {
            return;
        }
        self.begun = true;
        let header = [out[made], out[made + 1], out[made + 2], out[made + 3]];
        let info = self.promised.and_then(|frames| info_frame::info_frame(header, self.rate, frames));
        out.splice(made..made, info.unwrap_or_default());
    }
}

impl Encoder for Mp3 {
    fn rate(&self) -> u32 {
        self.rate
    }

    fn push(&mut self, samples: &[f32], out: &mut Vec<u8>) -> io::Result<()> {
        let (before, frames) = (out.len(), samples.len() / self.channels);
        self.taken += frames as u64;
        out.reserve(max_required_buffer_size(frames));
        match self.channels {
            1 => self.inner.encode_to_vec(MonoPcm(samples), out),
            _ => self.inner.encode_to_vec(InterleavedPcm(samples), out),
        }
        .map_err(io::Error::other)?;
        self.begin(before, out);
        Ok(())
    }

    fn finish(&mut self, out: &mut Vec<u8>) -> io::Result<()> {
        // a file that ends a little before it said: the promise is kept with silence
        let missing = self.promised.map_or(0, |promised| promised.saturating_sub(self.taken));
        if missing > 0 && missing <= u64::from(self.rate) {
            self.push(&vec![0.0; missing as usize * self.channels], out)?;
        }
        let before = out.len();
        // four frames may wait, each with up to 1441 bytes
        out.reserve(4 * 7200);
        self.inner.flush_to_vec::<FlushGap>(out).map_err(io::Error::other)?;
        self.begin(before, out);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_kept_where_mpeg_has_them() {
        for (source, wanted) in [
            (44_100, 44_100),
            (8000, 8000),
            (48_000, 48_000),
            (96_000, 48_000),
            (88_200, 44_100),
            (4000, 8000),
            (20_000, 22_050),
        ] {
            assert_eq!(rate_for(source), wanted);
        }
    }

    #[test]
    fn bit_rates_keep_to_the_limit() {
        for (limit, rate, wanted) in [
            (192, 44_100, 192),
            (255, 44_100, 224),
            (32, 48_000, 32),
            (1, 48_000, 32),
            (320, 22_050, 160),
            (320, 8000, 64),
        ] {
            assert_eq!(bit_rate(limit, rate) as u32, wanted, "{limit} at {rate}");
        }
    }
}
