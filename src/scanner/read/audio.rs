//! Audio properties out of lofty's, with the numbers that listeners see elsewhere.

use crate::domain::song::AudioProperties;
use lofty::mp4::{Mp4Codec, Mp4Properties};
use lofty::mpeg::{Layer, MpegProperties};
use lofty::properties::FileProperties;

/// The properties that every format has; `codec` is its lower-case name.
pub fn of(properties: impl Into<FileProperties>, codec: &str) -> AudioProperties {
    let properties = properties.into();
    AudioProperties {
        duration: properties.duration().as_secs_f64(),
        bit_rate: number(properties.audio_bitrate()),
        sample_rate: number(properties.sample_rate()),
        bit_depth: properties.bit_depth().map_or(0, i32::from),
        channels: properties.channels().map_or(0, i32::from),
        codec: codec.to_owned(),
    }
}

/// MPEG audio, whose layer is its codec.
pub fn mpeg(properties: MpegProperties) -> AudioProperties {
    let codec = match properties.layer() {
        Layer::Layer1 => "mp1",
        Layer::Layer2 => "mp2",
        _ => "mp3",
    };
    of(properties, codec)
}

/// The first sound track of an MP4 file. AAC decodes to 16 bits where its header says nothing else.
pub fn mp4(properties: &Mp4Properties) -> AudioProperties {
    let codec = match properties.codec() {
        Some(Mp4Codec::AAC) => "aac",
        Some(Mp4Codec::ALAC) => "alac",
        Some(Mp4Codec::MP3) => "mp3",
        Some(Mp4Codec::FLAC) => "flac",
        _ => "mp4",
    };
    let mut audio = of(properties.clone(), codec);
    if audio.bit_depth == 0 && codec == "aac" {
        audio.bit_depth = 16;
    }
    audio
}

/// kbit/s of so many bytes in so many seconds, rounded.
pub fn bit_rate(bytes: u64, seconds: f64) -> i32 {
    if seconds > 0.0 { (bytes as f64 * 8.0 / 1000.0 / seconds).round() as i32 } else { 0 }
}

/// kbit/s of so many bit/s, rounded.
pub fn kilobits(bits_per_second: u32) -> i32 {
    number(Some(bits_per_second.saturating_add(500) / 1000))
}

fn number(number: Option<u32>) -> i32 {
    number.and_then(|number| i32::try_from(number).ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bit_rates_are_rounded() {
        assert_eq!(bit_rate(8_000, 1.0), 64);
        assert_eq!(bit_rate(8_062, 1.0), 64);
        assert_eq!(bit_rate(8_063, 1.0), 65);
        assert_eq!(bit_rate(8_000, 0.0), 0);
        assert_eq!([kilobits(64_025), kilobits(63_945), kilobits(1_411_200)], [64, 64, 1411]);
    }
}
