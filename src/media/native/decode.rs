//! Files to samples: by symphonia, Opus by libopus.

use super::fold::Fold;
use crate::media::bounded_file::BoundedFile;
use crate::media::transcoder::Error;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::Duration;
use symphonia::core::codecs::audio::well_known::{CODEC_ID_AAC, CODEC_ID_MP1, CODEC_ID_MP2, CODEC_ID_MP3};
use symphonia::core::codecs::audio::{AudioDecoder, AudioDecoderOptions};
use symphonia::core::codecs::registry::CodecRegistry;
use symphonia::core::errors::Error as Symphonia;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatOptions, FormatReader, SeekMode, SeekTo, Track, TrackType};
use symphonia::core::io::MediaSourceStream;
use symphonia::core::meta::MetadataOptions;
use symphonia::core::packet::Packet;
use symphonia::core::units::{Time, TimeBase};

/// How much earlier than wanted decoding begins: what a packet sounds like depends on those before it, in Opus on 80 ms
/// of them (RFC 7845 §4.6).
const RUN_UP: f64 = 0.1;
/// Samples a second; no recording has more or fewer, and memory grows with them.
const RATES: std::ops::RangeInclusive<u32> = 4000..=384_000;
/// Samples a second up to which an AAC stream may be only the lower half of one with SBR, which symphonia has not.
const HALF_OF_SBR: u32 = 24_000;

static CODECS: LazyLock<CodecRegistry> = LazyLock::new(|| {
    let mut codecs = CodecRegistry::new();
    symphonia::default::register_enabled_codecs(&mut codecs);
    codecs.register_audio_decoder::<symphonia_adapter_libopus::OpusDecoder>();
    codecs
});

/// The sound of a file from some place on, with one or two channels.
pub struct Source {
    path: PathBuf,
    format: Box<dyn FormatReader>,
    decoder: Box<dyn AudioDecoder>,
    track: Track,
    rate: u32,
    fold: Option<Fold>,
    /// The frame wanted first, counted from the beginning of the song.
    start: i64,
    /// The frame that is decoded next; `None` while no packet has told.
    position: Option<i64>,
    decoded: Vec<f32>,
    folded: Vec<f32>,
    /// Whether `folded` waits for being asked for.
    ready: bool,
}

impl Source {
    /// Opens the file and decodes the first of the sound from `offset` on.
    ///
    /// # Errors
    /// Where the file or its codec is not understood here, or nothing in it can be decoded.
    pub fn open(path: &Path, offset: Duration) -> Result<Self, Error> {
        let mut source = Self::begin(path)?;
        source.start = (offset.as_secs_f64() * f64::from(source.rate)).round() as i64;
        if source.start > 0 && source.seek(offset.as_secs_f64() - RUN_UP).is_err() {
            // all that comes before is decoded for nothing then
            source = Self { start: source.start, ..Self::begin(path)? };
        }
        source.ready = source.advance()?;
        if source.fold.is_none() {
            return Err(failed("none of its sound can be decoded"));
        }
        Ok(source)
    }

    fn begin(path: &Path) -> Result<Self, Error> {
        let format = reader(path)?;
        let track = sound(format.as_ref())?;
        let (decoder, rate) = decoder(&track)?;
        Ok(Self {
            path: path.to_owned(),
            format,
            decoder,
            track,
            rate,
            fold: None,
            start: 0,
            position: None,
            decoded: Vec::new(),
            folded: Vec::new(),
            ready: false,
        })
    }

    fn seek(&mut self, seconds: f64) -> Result<(), Symphonia> {
        let Some(time) = Time::try_from_secs_f64(seconds).filter(|_| seconds > 0.0) else { return Ok(()) };
        self.format.seek(SeekMode::Accurate, SeekTo::Time { time, track_id: Some(self.track.id) })?;
        self.decoder.reset();
        Ok(())
    }

    /// Frames a second.
    pub fn rate(&self) -> u32 {
        self.rate
    }

    /// 1 or 2.
    pub fn channels(&self) -> usize {
        self.fold.as_ref().map_or(2, Fold::channels)
    }

    /// How many frames there are to come, where the file tells that exactly.
    pub fn frames(&self) -> Option<u64> {
        let params = self.track.codec_params.as_ref()?.audio()?;
        let mpeg = [CODEC_ID_MP1, CODEC_ID_MP2, CODEC_ID_MP3].contains(&params.codec);
        // without the encoder's own word the number is one that was guessed from the file's size
        let frames = if mpeg && self.track.delay.is_none() { counted(&self.path) } else { self.track.num_frames };
        frames?.checked_sub(self.start.unsigned_abs()).or(Some(0))
    }

    /// The next samples, interleaved; `None` at the end.
    ///
    /// # Errors
    /// Where the file cannot be read on. A packet that cannot be decoded is left out.
    pub fn next(&mut self) -> Result<Option<&[f32]>, Error> {
        let there_is_more = std::mem::take(&mut self.ready) || self.advance()?;
        Ok(there_is_more.then_some(&self.folded))
    }

    /// Decodes on until there is something in `folded`.
    fn advance(&mut self) -> Result<bool, Error> {
        loop {
            match self.format.next_packet() {
                Ok(Some(packet)) if packet.track_id != self.track.id => {}
                Ok(Some(packet)) => {
                    if self.decode(&packet)? {
                        return Ok(true);
                    }
                }
                Ok(None) => return Ok(false),
                // the file was cut off
                Err(Symphonia::IoError(error)) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(false),
                // another song after this in the same file
                Err(Symphonia::ResetRequired) => {
                    self.track = sound(self.format.as_ref())?;
                    self.decoder = decoder(&self.track)?.0;
                }
                Err(error) => return Err(told(error)),
            }
        }
    }

    /// Decodes a packet into `folded`; whether there is something wanted in it.
    fn decode(&mut self, packet: &Packet) -> Result<bool, Error> {
        let sound = match self.decoder.decode(packet) {
            Ok(sound) if sound.frames() > 0 => sound,
            Ok(_) | Err(Symphonia::DecodeError(_) | Symphonia::IoError(_)) => return Ok(false),
            Err(error) => return Err(told(error)),
        };
        let spec = sound.spec();
        if self.fold.is_none() {
            self.fold = Fold::of(spec.channels());
        }
        let fold = self.fold.as_ref().ok_or_else(|| failed("it has no channels"))?;
        if spec.rate() != self.rate || spec.channels().count() != fold.channels_in() {
            return Err(Error::Unsupported("its sample rate or its channels change".into()));
        }
        let frames = sound.frames() as i64;
        self.decoded.resize(sound.samples_interleaved(), 0.0);
        sound.copy_to_slice_interleaved(&mut self.decoded);
        let first = self.position.unwrap_or_else(|| first_frame(packet, frames, self.track.time_base, self.rate));
        self.position = Some(first + frames);
        let surplus = (self.start - first).clamp(0, frames) as usize;
        self.folded.clear();
        fold.push(&self.decoded[surplus * fold.channels_in()..], &mut self.folded);
        Ok(!self.folded.is_empty())
    }
}

/// Where the first of the packet's `frames` stands. Counted from the packet's end, since decoders leave frames out at
/// the beginning: those before a song, and those they need to begin.
fn first_frame(packet: &Packet, frames: i64, base: Option<TimeBase>, rate: u32) -> i64 {
    let (numerator, denominator) = base.map_or((1, rate), |base| (base.numer.get(), base.denom.get()));
    let scaled = |ticks: i64| {
        (i128::from(ticks) * i128::from(numerator) * i128::from(rate) / i128::from(denominator.max(1))) as i64
    };
    match scaled(packet.dur.get() as i64) {
        0 => scaled(packet.pts.get()),
        duration => scaled(packet.pts.get()) + duration - frames,
    }
}

/// The frames of a file by the lengths of all its packets.
fn counted(path: &Path) -> Option<u64> {
    let mut format = reader(path).ok()?;
    let track = sound(format.as_ref()).ok()?;
    let mut frames = 0;
    while let Ok(Some(packet)) = format.next_packet() {
        frames += if packet.track_id == track.id { packet.dur.get() } else { 0 };
    }
    Some(frames)
}

fn reader(path: &Path) -> Result<Box<dyn FormatReader>, Error> {
    let file = File::open(path)?;
    let length = file.metadata()?.len();
    // twice, for those who seek to and fro
    let file = BoundedFile::new(file, length).allowing(2 * length).without_chapters();
    let mut hint = Hint::new();
    if let Some(suffix) = path.extension() {
        hint.with_extension(&suffix.to_string_lossy());
    }
    let stream = MediaSourceStream::new(Box::new(file), Default::default());
    let probe = symphonia::default::get_probe();
    let found = probe.probe(&hint, stream, FormatOptions::default(), MetadataOptions::default());
    found.map_err(|error| Error::Unsupported(error.to_string()))
}

fn sound(format: &dyn FormatReader) -> Result<Track, Error> {
    format.default_track(TrackType::Audio).cloned().ok_or_else(|| failed("it holds no sound"))
}

/// A decoder, and the track's frames a second.
fn decoder(track: &Track) -> Result<(Box<dyn AudioDecoder>, u32), Error> {
    let params = track.codec_params.as_ref().and_then(|params| params.audio());
    let params = params.ok_or_else(|| Error::Unsupported("its codec is not known".into()))?;
    let rate = params.sample_rate.filter(|rate| RATES.contains(rate));
    let rate = rate.ok_or_else(|| Error::Unsupported("its sample rate is unusual".into()))?;
    if params.codec == CODEC_ID_AAC && rate <= HALF_OF_SBR {
        return Err(Error::Unsupported("it may be AAC with SBR".into()));
    }
    Ok((CODECS.make_audio_decoder(params, &AudioDecoderOptions::default()).map_err(told)?, rate))
}

fn told(error: Symphonia) -> Error {
    match error {
        Symphonia::Unsupported(what) => Error::Unsupported(what.to_owned()),
        Symphonia::IoError(error) => Error::Failed(error),
        error => failed(&error.to_string()),
    }
}

fn failed(why: &str) -> Error {
    Error::Failed(io::Error::other(why.to_owned()))
}
