//! True Audio, which lofty does not read: a fixed header behind an ID3v2 tag, an APE or ID3v1 tag at the end.
//!
//! BoundedFile: TTA1 format description, <https://tausoft.org/wiki/True_Audio_Codec_Format>.

use super::audio::bit_rate;
use super::sniff::{Container, Sniffed};
use super::tagged::{self, Parts};
use super::{Problem, ProblemKind, RawFile};
use crate::domain::song::AudioProperties;
use crate::media::bounded_file::BoundedFile;
use std::io::Read;

/// Reads a TTA file whose header stands behind the tags in front.
pub fn read(source: &BoundedFile, sniffed: Sniffed) -> Result<RawFile, Problem> {
    let mut head = [0; 22];
    let mut sound = source.from(sniffed.start);
    sound.read_exact(&mut head).map_err(|error| Problem::io(&error))?;
    let u16_at = |place: usize| head[place..].first_chunk().copied().map_or(0, u16::from_le_bytes);
    let u32_at = |place: usize| head[place..].first_chunk().copied().map_or(0, u32::from_le_bytes);
    let (channels, bits, rate, samples) = (u16_at(6), u16_at(8), u32_at(10), u32_at(14));
    if channels == 0 || rate == 0 {
        return Err(Problem::new(ProblemKind::Damaged, "its header makes no sense"));
    }
    let duration = f64::from(samples) / f64::from(rate);
    let tags = Sniffed { container: Container::Unknown, start: 0 };
    let mut file = tagged::read(source.from(0), tags, Parts::TagsOnly).unwrap_or_default();
    file.audio = AudioProperties {
        duration,
        bit_rate: bit_rate(sound.length(), duration),
        sample_rate: i32::try_from(rate).unwrap_or(0),
        bit_depth: i32::from(bits),
        channels: i32::from(channels),
        codec: "tta".to_owned(),
    };
    Ok(file)
}
