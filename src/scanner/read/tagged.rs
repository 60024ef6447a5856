//! Files that lofty reads. Its own tag types are asked one by one, since its common type drops every key it does not
//! know.

use super::sniff::{Container, Sniffed};
use super::{Problem, ProblemKind, RawFile, RawTags, audio, comments, declared, id3, mp4, overhead};
use crate::media::bounded_file::BoundedFile;
use lofty::aac::AacFile;
use lofty::ape::{ApeFile, ApeTag};
use lofty::config::{GlobalOptions, ParseOptions, ParsingMode, apply_global_options};
use lofty::error::FileParseError;
use lofty::file::AudioFile;
use lofty::flac::FlacFile;
use lofty::id3::v1::Id3v1Tag;
use lofty::id3::v2::Id3v2Tag;
use lofty::iff::aiff::AiffFile;
use lofty::iff::wav::{WavFile, WavFormat};
use lofty::mp4::Mp4File;
use lofty::mpeg::MpegFile;
use lofty::musepack::MpcFile;
use lofty::ogg::tag::VorbisComments;
use lofty::ogg::{OggPictureStorage, OpusFile, SpeexFile, VorbisFile};
use lofty::wavpack::WavPackFile;
use std::io::Seek;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Most that one item of a tag (a picture, or all of an MP4 file's metadata) may take in memory.
const LARGEST_ITEM: u64 = 32 << 20;

/// What to read of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Parts {
    Everything,
    /// Without pictures, for files that hold huge ones.
    WithoutPictures,
    /// Of a file whose sound lofty does not understand.
    TagsOnly,
    /// Of a file whose tags lofty does not understand.
    AudioOnly,
}

impl Parts {
    fn options(self) -> ParseOptions {
        ParseOptions::new()
            .parsing_mode(ParsingMode::Relaxed)
            .read_tags(self != Self::AudioOnly)
            .read_cover_art(self != Self::WithoutPictures)
            .read_properties(self != Self::TagsOnly)
    }
}

/// Reads a file of a format that lofty knows.
pub fn read(source: BoundedFile, sniffed: Sniffed, parts: Parts) -> Result<RawFile, Problem> {
    let limit = LARGEST_ITEM.min(source.length() + (64 << 10));
    apply_global_options(
        GlobalOptions::new().use_custom_resolvers(false).allocation_limit(usize::try_from(limit).unwrap_or(usize::MAX)),
    );
    let mut reader = if has_id3(sniffed) { source.without_chapters() } else { source };
    let parsed = catch_unwind(AssertUnwindSafe(|| {
        let mut found = Found::default();
        parse(&mut reader, sniffed, parts.options(), &mut found).map(|()| found.file)
    }));
    // lofty keeps its options by thread, and others use this one after us.
    apply_global_options(GlobalOptions::default());
    match parsed {
        Ok(result) => result.map_err(|error| problem(&error)),
        Err(_) => Err(Problem::new(ProblemKind::Damaged, "its structure makes no sense")),
    }
}

/// Whether a file may hold an ID3v2 tag.
fn has_id3(sniffed: Sniffed) -> bool {
    use Container::{Flac, Mp4, Opus, Speex, Vorbis, WavPack};
    sniffed.start > 0 || !matches!(sniffed.container, Flac | Mp4 | Opus | Speex | Vorbis | WavPack)
}

fn parse(
    reader: &mut BoundedFile,
    sniffed: Sniffed,
    options: ParseOptions,
    found: &mut Found,
) -> Result<(), FileParseError> {
    reader.rewind()?;
    match sniffed.container {
        Container::Flac => {
            let file = FlacFile::read_from(reader, options)?;
            found.vorbis(file.vorbis_comments());
            if found.file.tags.is_empty() {
                found.id3v2(file.id3v2());
            }
            found.file.has_picture |= !file.pictures().is_empty();
            found.file.audio = audio::of(*file.properties(), "flac");
            let length = reader.length();
            if let Ok(frames) = overhead::flac_frames(reader, sniffed.start) {
                found.rate(length.saturating_sub(frames));
            }
        }
        Container::Vorbis => {
            let file = VorbisFile::read_from(reader, options)?;
            found.vorbis(Some(file.vorbis_comments()));
            found.file.audio = audio::of(*file.properties(), "vorbis");
            found.ogg_rate(reader, 3);
        }
        Container::Opus => {
            let file = OpusFile::read_from(reader, options)?;
            found.vorbis(Some(file.vorbis_comments()));
            // RFC 7845 §5.1: the rate in the header is that of the encoder's input; decoding is always at 48 kHz.
            found.file.audio = audio::of(*file.properties(), "opus");
            found.file.audio.sample_rate = 48_000;
            found.ogg_rate(reader, 2);
        }
        Container::Speex => {
            let file = SpeexFile::read_from(reader, options)?;
            found.vorbis(Some(file.vorbis_comments()));
            found.file.audio = audio::of(*file.properties(), "speex");
        }
        Container::Mp4 => {
            let file = Mp4File::read_from(reader, options)?;
            if let Some(tag) = file.ilst() {
                found.add(mp4::ilst(tag));
            }
            found.file.audio = audio::mp4(file.properties());
            if let Some(rate) = declared::mp4_bits_per_second(reader) {
                found.file.audio.bit_rate = audio::kilobits(rate);
            }
        }
        Container::Wav => {
            let file = WavFile::read_from(reader, options)?;
            found.id3v2(file.id3v2());
            found.file.tags.underlay(file.riff_info().map(comments::riff).unwrap_or_default());
            let codec = match file.properties().format() {
                WavFormat::PCM | WavFormat::IEEE_FLOAT => "pcm",
                WavFormat::Other(_) => "wav",
            };
            found.file.audio = audio::of(*file.properties(), codec);
        }
        Container::Aiff => {
            let file = AiffFile::read_from(reader, options)?;
            found.id3v2(file.id3v2());
            found.file.tags.underlay(file.text_chunks().map(comments::aiff).unwrap_or_default());
            found.file.audio = audio::of(file.properties().clone(), "pcm");
        }
        Container::WavPack => {
            let file = WavPackFile::read_from(reader, options)?;
            found.ape(file.ape());
            found.id3v1(file.id3v1());
            found.file.audio = audio::of(*file.properties(), "wavpack");
        }
        Container::Ape => {
            let file = ApeFile::read_from(reader, options)?;
            found.ape(file.ape());
            found.id3v2(file.id3v2());
            found.id3v1(file.id3v1());
            found.file.audio = audio::of(file.properties().clone(), "ape");
        }
        Container::Musepack => {
            let file = MpcFile::read_from(reader, options)?;
            found.ape(file.ape());
            found.id3v2(file.id3v2());
            found.id3v1(file.id3v1());
            found.file.audio = audio::of(file.properties().clone(), "musepack");
        }
        Container::Adts => {
            let file = AacFile::read_from(reader, options)?;
            found.id3v2(file.id3v2());
            found.id3v1(file.id3v1());
            found.file.audio = audio::of(*file.properties(), "aac");
        }
        // Tags of the other formats, if any, are those of MPEG audio: ID3 in front, APE and ID3v1 at the end.
        _ => {
            let file = MpegFile::read_from(reader, options)?;
            found.id3v2(file.id3v2());
            found.ape(file.ape());
            found.id3v1(file.id3v1());
            found.file.audio = audio::mpeg(*file.properties());
            if let Some(bytes) = declared::mpeg_bytes(reader, sniffed.start) {
                found.rate(bytes);
            }
        }
    }
    Ok(())
}

#[derive(Default)]
struct Found {
    file: RawFile,
}

impl Found {
    fn add(&mut self, (tags, picture): (RawTags, bool)) {
        self.file.tags.underlay(tags);
        self.file.has_picture |= picture;
    }

    fn id3v2(&mut self, tag: Option<&Id3v2Tag>) {
        self.add(tag.map(id3::v2).unwrap_or_default());
    }

    fn id3v1(&mut self, tag: Option<&Id3v1Tag>) {
        self.file.tags.underlay(tag.map(id3::v1).unwrap_or_default());
    }

    fn ape(&mut self, tag: Option<&ApeTag>) {
        self.add(tag.map(comments::ape).unwrap_or_default());
    }

    fn vorbis(&mut self, tag: Option<&VorbisComments>) {
        self.add(tag.map(comments::vorbis).unwrap_or_default());
    }

    /// The bit rate of so many bytes of sound.
    fn rate(&mut self, bytes: u64) {
        self.file.audio.bit_rate = audio::bit_rate(bytes, self.file.audio.duration);
    }

    fn ogg_rate(&mut self, reader: &mut BoundedFile, headers: usize) {
        let length = reader.length();
        if let Ok(bytes) = overhead::ogg_packets(reader, headers) {
            self.rate(length.saturating_sub(bytes));
        }
    }
}

/// What lofty found wrong: the reader's own words where it was the reader who refused.
fn problem(error: &FileParseError) -> Problem {
    let mut source: Option<&(dyn std::error::Error + 'static)> = Some(error);
    let mut innermost = error.to_string();
    while let Some(error) = source {
        if let Some(io) = error.downcast_ref::<std::io::Error>() {
            return Problem::io(io);
        }
        if let Some(lofty::error::AllocationError::LimitExceeded) = error.downcast_ref() {
            return Problem::new(ProblemKind::TooBig, "an item of its tag is larger than the file, or than 32 MiB");
        }
        innermost = error.to_string();
        source = error.source();
    }
    Problem::new(ProblemKind::Damaged, innermost)
}
