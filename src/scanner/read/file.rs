//! The way of one file: what is it, who can read it, and what if nobody can.

use super::sniff::{Container, Sniffed, sniff};
use super::tagged::{self, Parts};
use super::{Problem, ProblemKind, RawTags, asf, declared, dsf, playable, tta};
use crate::domain::path::suffix;
use crate::domain::song::AudioProperties;
use crate::media::bounded_file::BoundedFile;
use std::fs::{self, File};
use std::path::Path;

/// Seconds in a hundred days: no file is longer.
const LONGEST: f64 = 100.0 * 86_400.0;

/// Bytes that padding and rounding may explain where a file is shorter than its headers say.
const SLACK: u64 = 1024;

/// Bytes among which sound is sought that does not begin where it should.
const SEARCHED: u64 = 8 << 20;

/// One audio file as it is, before its tags are understood.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RawFile {
    pub tags: RawTags,
    pub audio: AudioProperties,
    /// Whether a picture is embedded.
    pub has_picture: bool,
    /// What is wrong with a file that can be played all the same.
    pub problem: Option<Problem>,
}

/// Reads one file. Blocking; takes some 20 µs for an honest file in the page cache, and a bounded time for any other.
///
/// # Errors
/// A [`Problem`] where the file holds no playable sound, or cannot be read.
pub fn read(path: &Path) -> Result<RawFile, Problem> {
    let metadata = fs::metadata(path).map_err(|error| Problem::io(&error))?;
    if !metadata.is_file() {
        return Err(Problem::new(ProblemKind::Unreadable, "it is no regular file"));
    }
    if metadata.len() == 0 {
        return Err(Problem::new(ProblemKind::Empty, "it is empty"));
    }
    let file = File::open(path).map_err(|error| Problem::io(&error))?;
    let suffix = suffix(&path.file_name().unwrap_or_default().to_string_lossy());
    read_source(BoundedFile::new(file, metadata.len()), &suffix)
}

fn read_source(mut source: BoundedFile, suffix: &str) -> Result<RawFile, Problem> {
    let mut sniffed = sniff(&mut source).map_err(|error| Problem::io(&error))?;
    sniffed.container = sniffed.container.or_by(suffix);
    let first = match sniffed.container {
        Container::Asf => asf::read(source.from(0)),
        Container::Dsf => dsf::read(&source),
        Container::Tta => tta::read(&source, sniffed),
        Container::Foreign(name) => Ok(foreign(&source, sniffed, name)),
        Container::Matroska | Container::Caf | Container::Ogg => playable::read(source.from(0), suffix),
        Container::Unknown => unknown(&source, suffix),
        _ => tagged::read(source.from(0), sniffed, Parts::Everything),
    };
    let mut file = match first {
        Ok(file) if file.audio.duration > 0.0 || file.problem.is_some() => file,
        Ok(file) if !is_decoded(sniffed.container) => RawFile { problem: Some(endless()), ..file },
        first => rescue(&source, sniffed, suffix, first)?,
    };
    let promised = declared::length(&mut source, sniffed).unwrap_or(0);
    if promised > source.length() + SLACK {
        let message = format!("it ends after {} of {promised} bytes", source.length());
        file.problem = Some(Problem::new(ProblemKind::CutShort, message));
    }
    if !(0.0..=LONGEST).contains(&file.audio.duration) {
        file.audio.duration = 0.0;
        file.problem = Some(Problem::new(ProblemKind::Damaged, "its length makes no sense"));
    }
    if file.problem.is_none() && !sniffed.container.fits(suffix) {
        let message = format!("it ends in .{suffix}, but its content is {}", file.audio.codec);
        file.problem = Some(Problem::new(ProblemKind::WrongEnding, message));
    }
    Ok(file)
}

/// Whether symphonia can say more about the sound than whoever reads such files first.
fn is_decoded(container: Container) -> bool {
    use Container::{Adts, Aiff, Flac, Mp4, Mpeg, Opus, Vorbis, Wav};
    matches!(container, Adts | Aiff | Flac | Mp4 | Mpeg | Opus | Vorbis | Wav)
}

fn endless() -> Problem {
    Problem::new(ProblemKind::Damaged, "its length is unknown")
}

/// Tags and sound of a file each by whoever can still read them, if there is sound at all.
fn rescue(
    source: &BoundedFile,
    sniffed: Sniffed,
    suffix: &str,
    first: Result<RawFile, Problem>,
) -> Result<RawFile, Problem> {
    let why = match &first {
        Err(problem) if problem.kind == ProblemKind::Unreadable || !is_decoded(sniffed.container) => return first,
        Err(problem) => problem.clone(),
        Ok(_) => endless(),
    };
    if why.kind == ProblemKind::TooBig
        && let Ok(file) = tagged::read(source.from(0), sniffed, Parts::WithoutPictures)
        && file.audio.duration > 0.0
    {
        let problem = Problem::new(ProblemKind::TooBig, "an embedded picture is too big to be read");
        return Ok(RawFile { has_picture: true, problem: Some(problem), ..file });
    }
    let sought = || playable::read(source.from(0).at_most(SEARCHED), suffix);
    let sound = match sniffed.container {
        Container::Mpeg => hidden(source).or_else(|_| sought()),
        _ => sought(),
    };
    let sound = sound.map_err(|problem| {
        // Its first bytes were those of sound, whatever symphonia says of the rest.
        let kind = if problem.kind == ProblemKind::Unsupported { why.kind } else { problem.kind };
        Problem::new(kind, format!("{why}; {problem}"))
    })?;
    let tags = first.or_else(|_| tagged::read(source.from(0), sniffed, Parts::TagsOnly)).unwrap_or_default();
    Ok(RawFile {
        tags: if tags.tags.is_empty() { sound.tags } else { tags.tags },
        has_picture: sound.has_picture || tags.has_picture,
        audio: sound.audio,
        problem: Some(why),
    })
}

/// A file without any signature: something symphonia finds all the same, or MPEG audio behind junk.
fn unknown(source: &BoundedFile, suffix: &str) -> Result<RawFile, Problem> {
    playable::read(source.from(0).at_most(SEARCHED), suffix).or_else(|problem| {
        let file = hidden(source).map_err(|_| match problem.kind {
            ProblemKind::Unsupported => Problem::new(ProblemKind::NotAudio, problem.message),
            _ => problem,
        })?;
        Ok(RawFile { problem: Some(Problem::new(ProblemKind::Damaged, "junk precedes its sound")), ..file })
    })
}

/// MPEG audio behind an ID3 header that promises more than there is, or behind other junk.
fn hidden(source: &BoundedFile) -> Result<RawFile, Problem> {
    let mpeg = Sniffed { container: Container::Mpeg, start: 0 };
    let file = tagged::read(source.from(10).at_most(SEARCHED), mpeg, Parts::AudioOnly)?;
    if file.audio.duration > 0.0 { Ok(file) } else { Err(endless()) }
}

/// A file of a format that only other players decode: what its tags say, if they are of the usual kind.
fn foreign(source: &BoundedFile, sniffed: Sniffed, name: &str) -> RawFile {
    let mut file = tagged::read(source.from(0), sniffed, Parts::TagsOnly).unwrap_or_default();
    file.audio = AudioProperties { codec: name.to_lowercase(), ..AudioProperties::default() };
    file.problem = Some(Problem::new(ProblemKind::Unsupported, format!("the length of {name} files cannot be read")));
    file
}
