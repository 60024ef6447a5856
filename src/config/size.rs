//! Sizes for people: `100MB` is 10^8 bytes, `150MiB` counts in 2^20, a plain number is bytes.

use serde::{Deserialize, Deserializer, Serializer, de::Error as _};

/// Reads a size in bytes; `None` for what is none.
pub(super) fn parse(text: &str) -> Option<u64> {
    text.trim().parse::<bytesize::ByteSize>().ok().map(|size| size.as_u64())
}

/// The shortest exact text for so many bytes.
pub(super) fn show(bytes: u64) -> String {
    match bytes {
        0 => "0".into(),
        _ if bytes.is_multiple_of(1_000_000) => format!("{}MB", bytes / 1_000_000),
        _ if bytes.is_multiple_of(1 << 20) => format!("{}MiB", bytes >> 20),
        _ => bytes.to_string(),
    }
}

pub(super) fn serialize<S: Serializer>(bytes: &u64, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&show(*bytes))
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<u64, D::Error> {
    parse(&String::deserialize(from)?).ok_or_else(|| D::Error::custom(""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimal_and_binary_units_differ() {
        for (text, bytes) in [
            ("100MB", 100_000_000),
            ("150MiB", 157_286_400),
            ("10mb", 10_000_000),
            ("1 GB", 1_000_000_000),
            ("1.5kB", 1500),
            ("4096", 4096),
            ("0", 0),
        ] {
            assert_eq!(parse(text), Some(bytes), "{text}");
        }
        for text in ["", "-1", "lots", "10 potatoes", "MB"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_shown_size_reads_back_as_itself() {
        for text in ["100MB", "150MiB", "0", "1234567"] {
            assert_eq!(parse(text).map(show).as_deref(), Some(text));
        }
    }
}
