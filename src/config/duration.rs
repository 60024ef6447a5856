//! Durations as Go writes them: `300ms`, `1h10m`, `1.5h`; `0` needs no unit. Words such as `2days` are read too.

use serde::{Deserialize, Deserializer, Serializer, de::Error as _};
use std::time::Duration;

/// Reads a duration; `None` for what is none, a bare number among it (which unit?).
pub(super) fn parse(text: &str) -> Option<Duration> {
    match text.trim() {
        "0" => Some(Duration::ZERO),
        text => humantime::parse_duration(text).ok(),
    }
}

/// The shortest text that [`parse`] and Go's `time.ParseDuration` read as this duration.
pub(super) fn show(duration: Duration) -> String {
    let (seconds, nanos) = (duration.as_secs(), duration.subsec_nanos());
    let units = [
        (seconds / 3600, "h"),
        (seconds / 60 % 60, "m"),
        (seconds % 60, "s"),
        (u64::from(nanos / 1_000_000), "ms"),
        (u64::from(nanos / 1000 % 1000), "us"),
        (u64::from(nanos % 1000), "ns"),
    ];
    let text: String = units.iter().filter(|(n, _)| *n > 0).map(|(n, unit)| format!("{n}{unit}")).collect();
    if text.is_empty() { "0".into() } else { text }
}

pub(super) fn serialize<S: Serializer>(duration: &Duration, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&show(*duration))
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Duration, D::Error> {
    parse(&String::deserialize(from)?).ok_or_else(|| D::Error::custom(""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_as_go_reads_them() {
        for (text, millis) in [
            ("300ms", 300),
            ("30s", 30_000),
            ("1h10m", 4_200_000),
            ("48h", 172_800_000),
            ("1.5h", 5_400_000),
            ("0", 0),
            ("0s", 0),
            (" 5s ", 5000),
            ("1m0.5s", 60_500),
        ] {
            assert_eq!(parse(text), Some(Duration::from_millis(millis)), "{text}");
        }
        for text in ["", "5", "-5s", "5 parsecs", "h", "1e9h", "99999999999999999999h"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_shown_duration_reads_back_as_itself() {
        for text in ["48h", "1h10m", "300ms", "8760h", "1m", "0", "1s5us"] {
            assert_eq!(parse(text).map(show).as_deref(), Some(text));
        }
    }
}
