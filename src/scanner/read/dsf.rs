//! DSF, the container of DSD sound, which lofty does not read: two fixed headers and an ID3v2 tag at the end.
//!
//! BoundedFile: Sony, DSF File Format Specification 1.01.

use super::sniff::{Container, Sniffed};
use super::tagged::{self, Parts};
use super::{Problem, ProblemKind, RawFile};
use crate::domain::song::AudioProperties;
use crate::media::bounded_file::BoundedFile;
use std::io::Read;

/// Reads a DSF file.
pub fn read(source: &BoundedFile) -> Result<RawFile, Problem> {
    let mut head = [0; 80];
    source.from(0).read_exact(&mut head).map_err(|error| Problem::io(&error))?;
    let u32_at = |place: usize| head[place..].first_chunk().copied().map_or(0, u32::from_le_bytes);
    let u64_at = |place: usize| head[place..].first_chunk().copied().map_or(0, u64::from_le_bytes);
    let (pointer, channels, rate, bits, samples) = (u64_at(20), u32_at(52), u32_at(56), u32_at(60), u64_at(64));
    if &head[28..32] != b"fmt " || channels == 0 || channels > 6 || rate == 0 {
        return Err(Problem::new(ProblemKind::Damaged, "its format chunk makes no sense"));
    }
    if source.length() <= 92 {
        return Err(Problem::new(ProblemKind::CutShort, "it ends before its sound begins"));
    }
    let mut file = RawFile::default();
    if pointer > 80 && pointer < source.length() {
        let sniffed = Sniffed { container: Container::Unknown, start: 0 };
        match tagged::read(source.from(pointer), sniffed, Parts::TagsOnly) {
            Ok(tagged) => file = tagged,
            Err(problem) => file.problem = Some(problem),
        }
    }
    file.audio = AudioProperties {
        duration: samples as f64 / f64::from(rate),
        bit_rate: (f64::from(rate) * f64::from(bits) * f64::from(channels) / 1000.0).round() as i32,
        sample_rate: i32::try_from(rate).unwrap_or(0),
        bit_depth: i32::try_from(bits).unwrap_or(0),
        channels: i32::try_from(channels).unwrap_or(0),
        codec: "dsd".to_owned(),
    };
    Ok(file)
}
