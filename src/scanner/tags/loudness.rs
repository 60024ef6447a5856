//! Loudness: ReplayGain, or EBU R128 where a file has only that.

use super::mapping::Tags;
use crate::domain::song::ReplayGain;

/// Loudness of an R128 gain of 0 against that of ReplayGain: -23 LUFS is 5 dB quieter than -18 LUFS (RFC 7845 §5.2.1).
const R128_OFFSET: f64 = 5.0;

/// Gains and peaks of a track and its album.
pub fn replay_gain(tags: &Tags<'_>) -> ReplayGain {
    let number = |name| tags.first(name).and_then(decibel);
    let r128 =
        |name| tags.first(name).and_then(|q78| q78.parse::<i16>().ok()).map(|q78| f64::from(q78) / 256.0 + R128_OFFSET);
    ReplayGain {
        track_gain: number("replaygain_track_gain").or_else(|| r128("r128_track_gain")),
        track_peak: number("replaygain_track_peak").filter(|peak| *peak >= 0.0),
        album_gain: number("replaygain_album_gain").or_else(|| r128("r128_album_gain")),
        album_peak: number("replaygain_album_peak").filter(|peak| *peak >= 0.0),
    }
}

/// The number of "-6.50 dB"; a comma may stand for the point.
fn decibel(text: &str) -> Option<f64> {
    let number = text.trim_end_matches(|letter: char| letter.is_ascii_alphabetic()).trim().replace(',', ".");
    number.parse::<f64>().ok().filter(|number| number.is_finite() && number.abs() < 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scanner::tags::Rules;

    #[test]
    fn r128_counts_where_there_is_no_replay_gain() {
        let raw = [("r128_track_gain", "-1280"), ("r128_album_gain", "256"), ("replaygain_album_gain", "-7 dB")];
        let rules = Rules::default();
        let tags = rules.mapping.apply(&raw.into_iter().collect());
        let gain = replay_gain(&tags);
        assert_eq!((gain.track_gain, gain.album_gain, gain.track_peak), (Some(0.0), Some(-7.0), None));
    }

    #[test]
    fn decibels_are_read_with_and_without_their_unit() {
        let cases = [
            ("-6.50 dB", Some(-6.5)),
            ("+1.40dB", Some(1.4)),
            ("0.999000", Some(0.999)),
            ("-3,5 dB", Some(-3.5)),
            ("not a number", None),
            ("NaN", None),
            ("inf", None),
        ];
        for (text, expected) in cases {
            assert_eq!(decibel(text), expected, "{text}");
        }
    }
}
