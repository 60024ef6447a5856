//! Whether a song goes out as it is or is made into something else: pure, by the rules of Navidrome's `stream`.
//!
//! Of two limits the lower one counts. A format that was named beats the client's own limit where the two do not go
//! together (FLAC has no bit rate to choose); the account's limit beats everything but `raw`.

use super::mime;
use crate::domain::song::Song;
use std::time::Duration;

/// What songs are made into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    Mp3,
    /// In Ogg.
    Opus,
    /// In ADTS frames, which need no container and so can be sent while they are made.
    Aac,
    Flac,
}

impl Format {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::Mp3, Self::Opus, Self::Aac, Self::Flac];

    /// The format that clients and the configuration call so, letter case aside.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name().eq_ignore_ascii_case(name))
    }

    /// Its name, which is also the ending of its files and the name of its codec.
    pub fn name(self) -> &'static str {
        match self {
            Self::Mp3 => "mp3",
            Self::Opus => "opus",
            Self::Aac => "aac",
            Self::Flac => "flac",
        }
    }

    /// What clients are told that it is.
    pub fn content_type(self) -> &'static str {
        mime::content_type(self.name())
    }

    /// kbit/s where nobody asks for others; `None` where there is nothing to choose.
    fn usual_bit_rate(self) -> Option<u32> {
        match self {
            Self::Mp3 => Some(192),
            Self::Opus => Some(128),
            Self::Aac => Some(256),
            Self::Flac => None,
        }
    }

    /// `bit_rate` brought within what encoders take for one and for two channels; kbit/s.
    fn possible(self, bit_rate: u32) -> Option<u32> {
        match self {
            Self::Mp3 => Some(bit_rate.clamp(32, 320)),
            Self::Opus => Some(bit_rate.clamp(6, 256)),
            Self::Aac => Some(bit_rate.clamp(24, 320)),
            Self::Flac => None,
        }
    }
}

/// What matters of the file.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// Lower case, without the dot.
    pub suffix: &'a str,
    /// As [`crate::domain::song::AudioProperties::codec`]; empty where it is unknown.
    pub codec: &'a str,
    /// kbit/s; 0 where it is unknown.
    pub bit_rate: i32,
    pub lossless: bool,
}

impl<'a> From<&'a Song> for Source<'a> {
    fn from(song: &'a Song) -> Self {
        let (suffix, codec) = (song.suffix.as_str(), song.audio.codec.as_str());
        Self { suffix, codec, bit_rate: song.audio.bit_rate, lossless: mime::is_lossless(suffix, codec) }
    }
}

impl Source<'_> {
    /// An unknown bit rate is within no limit, so that limits hold.
    fn is_within(&self, limit: Option<u32>) -> bool {
        limit.is_none_or(|limit| u32::try_from(self.bit_rate).is_ok_and(|rate| (1..=limit).contains(&rate)))
    }

    /// Whether a client that plays `format` plays this file.
    fn is(&self, format: Format) -> bool {
        let contained = match format {
            Format::Opus => matches!(self.suffix, "opus" | "ogg" | "oga") && self.codec == "opus",
            _ => false,
        };
        contained || (self.suffix == format.name() && (self.codec.is_empty() || self.codec == format.name()))
    }

    /// The format in which a part of this file is most like the file.
    fn nearest(&self, otherwise: Option<Format>) -> Format {
        match if self.codec.is_empty() { self.suffix } else { self.codec } {
            "mp3" | "mp2" => Format::Mp3,
            "opus" | "vorbis" | "speex" => Format::Opus,
            // ALAC too: whoever plays it plays AAC
            "aac" | "alac" => Format::Aac,
            "flac" => Format::Flac,
            _ => otherwise.unwrap_or(Format::Opus),
        }
    }
}

/// What the client asks for. Limits of 0 and less are none.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked<'a> {
    /// A format's name, `raw` for the file, or nothing.
    pub format: &'a str,
    /// kbit/s.
    pub max_bit_rate: i32,
    /// Where in the song to begin.
    pub offset: Duration,
}

/// What the server and its administrator set.
#[derive(Debug, Clone, Copy)]
pub struct Rules {
    /// The account's limit in kbit/s; 0 and less for none.
    pub max_bit_rate: i32,
    /// The format where only the bit rate matters; `None` where the configured one does not exist.
    pub downsampling: Option<Format>,
    /// What can be made on this machine.
    pub formats: &'static [Format],
}

/// What to send.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plan {
    /// The file.
    Direct,
    Transcode(Target),
}

/// What to make of a song.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Target {
    pub format: Format,
    /// kbit/s, within what the format's encoders take; `None` for FLAC.
    pub bit_rate: Option<u32>,
    /// Where in the song to begin.
    pub offset: Duration,
}

/// Decides how a song is sent.
pub fn decide(source: &Source<'_>, asked: &Asked<'_>, rules: &Rules) -> Plan {
    if asked.format.eq_ignore_ascii_case("raw") {
        return Plan::Direct;
    }
    let (own, account) = (limit(asked.max_bit_rate), limit(rules.max_bit_rate));
    let limit = own.into_iter().chain(account).min();
    let transcode = |(format, bit_rate)| Plan::Transcode(Target { format, bit_rate, offset: asked.offset });
    let made = match Format::named(asked.format) {
        None if asked.format.is_empty() => downsampled(source, rules, limit),
        None if asked.format.eq_ignore_ascii_case(source.suffix) && source.is_within(limit) => None,
        None => rules.downsampling.and_then(|format| explicit(source, rules, format, limit)),
        Some(format) => explicit(source, rules, format, limit),
    };
    match made {
        Some(made) => transcode(made),
        // the extension `transcodeOffset` promises that a song can begin anywhere
        None if !asked.offset.is_zero() => transcode(onward(source, rules, limit)),
        None => Plan::Direct,
    }
}

fn limit(bit_rate: i32) -> Option<u32> {
    u32::try_from(bit_rate).ok().filter(|limit| *limit > 0)
}

type Made = (Format, Option<u32>);

/// No format was named: only a limit makes a difference.
fn downsampled(source: &Source<'_>, rules: &Rules, limit: Option<u32>) -> Option<Made> {
    let limit = limit.filter(|_| !source.is_within(limit))?;
    let format = rules.downsampling?;
    Some((format, Some(format.possible(limit)?)))
}

fn explicit(source: &Source<'_>, rules: &Rules, format: Format, limit: Option<u32>) -> Option<Made> {
    let Some(usual) = format.usual_bit_rate() else {
        return match self::limit(rules.max_bit_rate) {
            Some(_) => downsampled(source, rules, limit),
            None => (!source.is(format)).then_some((format, None)),
        };
    };
    let bit_rate = limit.unwrap_or(usual);
    let as_it_is = source.is(format) && source.is_within(Some(bit_rate));
    (!as_it_is).then(|| (format, format.possible(bit_rate)))
}

/// The rest of a file that would go out as it is, as like it as can be.
fn onward(source: &Source<'_>, rules: &Rules, limit: Option<u32>) -> Made {
    let made = |format: &Format| rules.formats.contains(format);
    let nearest = Some(source.nearest(rules.downsampling));
    let format = nearest.filter(made).or(rules.downsampling.filter(made)).unwrap_or(Format::Opus);
    let own = u32::try_from(source.bit_rate).ok().filter(|rate| *rate > 0 && !source.lossless);
    let bit_rate = own.or(format.usual_bit_rate()).map(|rate| limit.map_or(rate, |limit| rate.min(limit)));
    (format, bit_rate.and_then(|rate| format.possible(rate)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use Format::*;

    const FLAC: Source<'_> = Source { suffix: "flac", codec: "flac", bit_rate: 900, lossless: true };
    const MP3: Source<'_> = Source { suffix: "mp3", codec: "mp3", bit_rate: 256, lossless: false };
    const AAC: Source<'_> = Source { suffix: "m4a", codec: "aac", bit_rate: 96, lossless: false };
    const OGG: Source<'_> = Source { suffix: "ogg", codec: "opus", bit_rate: 96, lossless: false };
    const WAV: Source<'_> = Source { suffix: "wav", codec: "pcm", bit_rate: 1411, lossless: true };
    const UNKNOWN: Source<'_> = Source { suffix: "mp3", codec: "", bit_rate: 0, lossless: false };

    /// What is made, from the beginning; `None` for the file itself.
    fn made(source: Source<'_>, format: &str, own: i32, account: i32, downsampling: Option<Format>) -> Option<Made> {
        let asked = Asked { format, max_bit_rate: own, offset: Duration::ZERO };
        match decide(&source, &asked, &Rules { max_bit_rate: account, downsampling, formats: &Format::ALL }) {
            Plan::Direct => None,
            Plan::Transcode(target) => Some((target.format, target.bit_rate)),
        }
    }

    #[test]
    fn raw_is_the_file_whatever_the_limits() {
        for source in [FLAC, MP3, UNKNOWN] {
            assert_eq!(made(source, "raw", 64, 32, Some(Opus)), None);
        }
        let asked = Asked { format: "RAW", max_bit_rate: 64, offset: Duration::from_secs(50) };
        assert_eq!(
            decide(&FLAC, &asked, &Rules { max_bit_rate: 0, downsampling: Some(Opus), formats: &Format::ALL }),
            Plan::Direct
        );
    }

    #[test]
    fn a_named_format_is_made_at_the_asked_or_usual_rate_unless_the_file_is_that_already() {
        for (source, format, own, wanted) in [
            (FLAC, "mp3", 0, Some((Mp3, Some(192)))),
            (FLAC, "opus", 0, Some((Opus, Some(128)))),
            (FLAC, "aac", 0, Some((Aac, Some(256)))),
            (FLAC, "MP3", 64, Some((Mp3, Some(64)))),
            (FLAC, "mp3", -5, Some((Mp3, Some(192)))),
            (FLAC, "mp3", 1, Some((Mp3, Some(32)))),
            (FLAC, "mp3", i32::MAX, Some((Mp3, Some(320)))),
            (FLAC, "opus", 320, Some((Opus, Some(256)))),
            (FLAC, "aac", 1000, Some((Aac, Some(320)))),
            (FLAC, "flac", 0, None),
            (FLAC, "flac", 128, None),
            (MP3, "flac", 128, Some((Flac, None))),
            (MP3, "mp3", 256, None),
            (MP3, "mp3", 255, Some((Mp3, Some(255)))),
            (MP3, "mp3", 0, Some((Mp3, Some(192)))),
            (AAC, "aac", 0, Some((Aac, Some(256)))),
            (OGG, "opus", 0, None),
            (UNKNOWN, "mp3", 320, Some((Mp3, Some(320)))),
        ] {
            assert_eq!(made(source, format, own, 0, Some(Opus)), wanted, "{source:?} as {format} at {own}");
        }
    }

    #[test]
    fn a_limit_alone_matters_only_where_the_file_exceeds_it() {
        for (source, own, account, wanted) in [
            (FLAC, 0, 0, None),
            (FLAC, 96, 0, Some((Opus, Some(96)))),
            (FLAC, 0, 96, Some((Opus, Some(96)))),
            (FLAC, 128, 96, Some((Opus, Some(96)))),
            (FLAC, 96, 128, Some((Opus, Some(96)))),
            (FLAC, 900, 0, None),
            (MP3, 256, 0, None),
            (MP3, 255, 320, Some((Opus, Some(255)))),
            (UNKNOWN, 320, 0, Some((Opus, Some(256)))),
            (UNKNOWN, 0, 0, None),
        ] {
            assert_eq!(made(source, "", own, account, Some(Opus)), wanted, "{source:?} at {own} and {account}");
        }
    }

    #[test]
    fn the_accounts_limit_holds_for_named_formats_too() {
        assert_eq!(made(FLAC, "mp3", 320, 128, Some(Opus)), Some((Mp3, Some(128))));
        assert_eq!(made(FLAC, "mp3", 0, 320, Some(Opus)), Some((Mp3, Some(320))));
        assert_eq!(made(FLAC, "flac", 0, 128, Some(Opus)), Some((Opus, Some(128))));
        assert_eq!(made(MP3, "flac", 0, 320, Some(Opus)), None, "FLAC of it would exceed what the file is within");
    }

    #[test]
    fn an_unknown_format_is_the_one_for_downsampling_or_the_file() {
        for (source, format, own, downsampling, wanted) in [
            (FLAC, "ape", 0, Some(Mp3), Some((Mp3, Some(192)))),
            (FLAC, "ape", 64, Some(Opus), Some((Opus, Some(64)))),
            (OGG, "xyz", 0, Some(Opus), None),
            (FLAC, "xyz", 64, None, None),
            (FLAC, "", 64, None, None),
            (FLAC, "", 64, Some(Flac), None),
            (AAC, "m4a", 0, Some(Opus), None),
            (AAC, "M4A", 96, Some(Opus), None),
            (AAC, "m4a", 64, Some(Opus), Some((Opus, Some(64)))),
        ] {
            assert_eq!(made(source, format, own, 0, downsampling), wanted, "{source:?} as {format} at {own}");
        }
    }

    #[test]
    fn from_the_middle_a_file_becomes_what_is_most_like_it() {
        let offset = Duration::from_secs(50);
        for (source, format, own, wanted) in [
            (MP3, "", 0, (Mp3, Some(256))),
            (MP3, "mp3", 320, (Mp3, Some(256))),
            (OGG, "", 0, (Opus, Some(96))),
            (AAC, "", 0, (Aac, Some(96))),
            (FLAC, "", 0, (Flac, None)),
            (WAV, "", 0, (Opus, Some(128))),
            (UNKNOWN, "", 0, (Mp3, Some(192))),
            (Source { suffix: "m4a", codec: "alac", ..FLAC }, "", 0, (Aac, Some(256))),
            (Source { suffix: "ogg", codec: "vorbis", bit_rate: 320, ..OGG }, "", 0, (Opus, Some(256))),
            (FLAC, "", 64, (Opus, Some(64))),
            (FLAC, "mp3", 64, (Mp3, Some(64))),
        ] {
            let asked = Asked { format, max_bit_rate: own, offset };
            let plan =
                decide(&source, &asked, &Rules { max_bit_rate: 0, downsampling: Some(Opus), formats: &Format::ALL });
            let target = Target { format: wanted.0, bit_rate: wanted.1, offset };
            assert_eq!(plan, Plan::Transcode(target), "{source:?} as {format} at {own}");
        }
    }

    #[test]
    fn from_the_middle_a_file_becomes_only_what_can_be_made() {
        let asked = Asked { offset: Duration::from_secs(50), ..Asked::default() };
        for (downsampling, wanted) in [(Some(Mp3), Mp3), (Some(Aac), Opus), (None, Opus)] {
            let plan = decide(&FLAC, &asked, &Rules { max_bit_rate: 0, downsampling, formats: &[Mp3, Opus] });
            assert!(matches!(plan, Plan::Transcode(Target { format, .. }) if format == wanted), "{plan:?}");
        }
    }
}
