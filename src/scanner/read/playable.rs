//! Files that lofty does not read, or finds broken: symphonia finds their sound and decodes a little of it.

use super::{Problem, ProblemKind, RawFile, RawTags, audio};
use crate::domain::song::AudioProperties;
use crate::media::bounded_file::BoundedFile;
use std::panic::{AssertUnwindSafe, catch_unwind};
use symphonia::core::codecs::audio::{
    AudioCodecId, AudioCodecParameters, AudioDecoderOptions, CODEC_ID_NULL_AUDIO, well_known::*,
};
use symphonia::core::errors::Error;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatOptions, FormatReader, MediaInfo, Track, TrackType};
use symphonia::core::io::MediaSourceStream;
use symphonia::core::meta::{MetadataOptions, MetadataRevision, RawTag, RawValue};

/// Packets to try before a file counts as one without sound.
const MOST_PACKETS: usize = 64;

/// Reads a file of any format symphonia knows, if a packet of its sound can be decoded. A codec without a decoder here
/// (Opus, Speex) is trusted when its packets are found.
pub fn read(source: BoundedFile, suffix: &str) -> Result<RawFile, Problem> {
    catch_unwind(AssertUnwindSafe(|| probe(source, suffix)))
        .unwrap_or_else(|_| Err(Problem::new(ProblemKind::Damaged, "its structure makes no sense")))
}

fn probe(source: BoundedFile, suffix: &str) -> Result<RawFile, Problem> {
    let length = source.length();
    let mut hint = Hint::new();
    hint.with_extension(suffix);
    let stream = MediaSourceStream::new(Box::new(source.without_chapters()), Default::default());
    let probed =
        symphonia::default::get_probe().probe(&hint, stream, FormatOptions::default(), MetadataOptions::default());
    let mut format = probed.map_err(|error| problem(&error))?;
    let silent = || Problem::new(ProblemKind::NotAudio, "it holds no sound");
    let track = format.default_track(TrackType::Audio).ok_or_else(silent)?.clone();
    let codec = track.codec_params.as_ref().and_then(|codec| codec.audio()).cloned().ok_or_else(silent)?;
    let planes = decode(format.as_mut(), &track, &codec)?;
    let seconds = seconds(&track, format.media_info());
    let mut file = RawFile { audio: properties(&codec, planes, seconds, length), ..RawFile::default() };
    let mut metadata = format.metadata();
    while let Some(revision) = metadata.current() {
        describe(revision, &mut file);
        if metadata.is_latest() {
            break;
        }
        metadata.pop();
    }
    Ok(file)
}

/// Decodes the first packet that can be decoded, and gives its number of channels.
fn decode(format: &mut dyn FormatReader, track: &Track, codec: &AudioCodecParameters) -> Result<usize, Problem> {
    let mut decoder = symphonia::default::get_codecs().make_audio_decoder(codec, &AudioDecoderOptions::default()).ok();
    for _ in 0..MOST_PACKETS {
        let packet = match format.next_packet() {
            Ok(Some(packet)) => packet,
            Ok(None) => break,
            Err(error) => return Err(problem(&error)),
        };
        if packet.track_id != track.id {
            continue;
        }
        match decoder.as_mut().map(|decoder| decoder.decode(&packet)) {
            None if codec.codec != CODEC_ID_NULL_AUDIO && !packet.data.is_empty() => return Ok(0),
            Some(Ok(sound)) if sound.frames() > 0 => return Ok(sound.num_planes()),
            _ => {}
        }
    }
    Err(Problem::new(ProblemKind::CutShort, "none of its sound can be decoded"))
}

fn properties(codec: &AudioCodecParameters, planes: usize, seconds: f64, length: u64) -> AudioProperties {
    let mut audio = AudioProperties {
        duration: seconds,
        bit_rate: 0,
        sample_rate: codec.sample_rate.map_or(0, |rate| rate as i32),
        bit_depth: if is_lossless(codec.codec) { codec.bits_per_sample.map_or(0, |bits| bits as i32) } else { 0 },
        channels: codec.channels.as_ref().map_or(planes, |channels| channels.count()) as i32,
        codec: name(codec.codec).to_owned(),
    };
    if seconds <= 0.0 && audio.codec == "pcm" {
        // Written by a program that did not know the length beforehand.
        let bits = f64::from(audio.sample_rate) * f64::from(audio.channels) * f64::from(audio.bit_depth);
        audio.duration = if bits > 0.0 { length as f64 * 8.0 / bits } else { 0.0 };
    }
    audio.bit_rate = audio::bit_rate(length, audio.duration);
    audio
}

/// The length of a track, or, where only that is known (Matroska), of the whole file.
fn seconds(track: &Track, whole: &MediaInfo) -> f64 {
    let times = [(track.time_base, track.duration), (whole.time_base, whole.duration)];
    let exact = times.into_iter().find_map(|(base, duration)| base?.calc_duration(duration?));
    exact.map_or(0.0, |time| time.as_secs_f64())
}

fn describe(revision: &MetadataRevision, file: &mut RawFile) {
    let mut of_album = RawTags::default();
    let tracks = revision.per_track.iter().map(|track| &track.metadata);
    for part in std::iter::once(&revision.media).chain(tracks) {
        part.tags.iter().for_each(|tag| add(&tag.raw, &mut file.tags, &mut of_album));
        file.has_picture |= !part.visuals.is_empty();
    }
    file.tags.underlay(of_album);
}

/// Adds a tag under its own name, and those that Matroska has for albums (`ALBUM@TITLE`) under the names of Vorbis.
/// What programs give the album for want of a track counts for the track as well.
fn add(raw: &RawTag, tags: &mut RawTags, of_album: &mut RawTags) {
    let (target, name) = raw.key.split_once('@').unwrap_or(("", &raw.key));
    let name = match name.to_ascii_lowercase().as_str() {
        "part_number" => "track".to_owned(),
        "date_recorded" | "date_released" => "date".to_owned(),
        name => name.to_owned(),
    };
    let values: Vec<String> = match &raw.value {
        RawValue::String(text) => vec![text.as_str().to_owned()],
        RawValue::StringList(texts) => texts.to_vec(),
        RawValue::SignedInt(number) => vec![number.to_string()],
        RawValue::UnsignedInt(number) => vec![number.to_string()],
        _ => Vec::new(),
    };
    for value in values {
        match (target.eq_ignore_ascii_case("album"), name.as_str()) {
            (false, name) => tags.push(name, value),
            (true, "title") => tags.push("album", value),
            (true, "artist") => {
                of_album.push("artist", value.clone());
                of_album.push("albumartist", value);
            }
            (true, "album_artist") => tags.push("albumartist", value),
            (true, name) => of_album.push(name, value),
        }
    }
}

fn is_lossless(codec: AudioCodecId) -> bool {
    !matches!(
        codec,
        CODEC_ID_ADPCM_MS
            | CODEC_ID_ADPCM_IMA_WAV
            | CODEC_ID_ADPCM_IMA_QT
            | CODEC_ID_VORBIS
            | CODEC_ID_OPUS
            | CODEC_ID_SPEEX
            | CODEC_ID_MP1
            | CODEC_ID_MP2
            | CODEC_ID_MP3
            | CODEC_ID_AAC
    )
}

fn name(codec: AudioCodecId) -> &'static str {
    match codec {
        CODEC_ID_VORBIS => "vorbis",
        CODEC_ID_OPUS => "opus",
        CODEC_ID_SPEEX => "speex",
        CODEC_ID_MP1 => "mp1",
        CODEC_ID_MP2 => "mp2",
        CODEC_ID_MP3 => "mp3",
        CODEC_ID_AAC => "aac",
        CODEC_ID_AC3 => "ac3",
        CODEC_ID_EAC3 => "eac3",
        CODEC_ID_DCA => "dts",
        CODEC_ID_WMA => "wma",
        CODEC_ID_FLAC => "flac",
        CODEC_ID_WAVPACK => "wavpack",
        CODEC_ID_ALAC => "alac",
        CODEC_ID_TTA => "tta",
        CODEC_ID_TRUEHD => "truehd",
        CODEC_ID_ADPCM_MS | CODEC_ID_ADPCM_IMA_WAV | CODEC_ID_ADPCM_IMA_QT => "adpcm",
        _ => "pcm",
    }
}

fn problem(error: &Error) -> Problem {
    match error {
        Error::IoError(error) => Problem::io(error),
        Error::Unsupported(_) => Problem::new(ProblemKind::Unsupported, "nothing in it is known as sound"),
        error => Problem::new(ProblemKind::Damaged, error.to_string()),
    }
}
