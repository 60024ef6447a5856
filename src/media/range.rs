//! Which part of a file was asked for: `Range` and `If-Range` (RFC 9110 §13.1.5, §14).
//!
//! One range is honoured. Several at once are answered with the whole file, as the RFC allows (§14.2): no player of music
//! asks for them, and building many parts has been used to wear servers out.

use std::time::SystemTime;

/// What to send of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// All of it: 200.
    Whole,
    /// These bytes, both ends included: 206 and `Content-Range`.
    Range { first: u64, last: u64 },
    /// Nothing of what was asked for exists: 416 and `Content-Range: bytes */length`.
    Unsatisfiable,
}

impl Part {
    /// The offset of the first byte to send and the number of bytes.
    pub fn extent(self, length: u64) -> (u64, u64) {
        match self {
            Self::Whole => (0, length),
            Self::Range { first, last } => (first, last - first + 1),
            Self::Unsatisfiable => (0, 0),
        }
    }

    /// The value of `Content-Range` for a file of `length` bytes; a whole file needs none.
    pub fn content_range(self, length: u64) -> Option<String> {
        match self {
            Self::Whole => None,
            Self::Range { first, last } => Some(format!("bytes {first}-{last}/{length}")),
            Self::Unsatisfiable => Some(format!("bytes */{length}")),
        }
    }
}

/// The part of a file of `length` bytes that a `Range` header asks for. A header that makes no sense, or speaks of other
/// units than bytes, counts as absent (RFC 9110 §14.2).
pub fn part(range: &str, length: u64) -> Part {
    let Some((unit, set)) = range.split_once('=') else { return Part::Whole };
    if !unit.trim().eq_ignore_ascii_case("bytes") {
        return Part::Whole;
    }
    // Empty elements of a list are to be passed over (RFC 9110 §5.6.1.2).
    let mut specs = set.split(',').map(|spec| spec.trim_matches([' ', '\t'])).filter(|spec| !spec.is_empty());
    let (Some(spec), None) = (specs.next(), specs.next()) else { return Part::Whole };
    let Some((first, last)) = spec.split_once('-') else { return Part::Whole };
    match (first, last) {
        ("", suffix) => match number(suffix) {
            None => Part::Whole,
            Some(0) => Part::Unsatisfiable,
            Some(_) if length == 0 => Part::Unsatisfiable,
            Some(suffix) => Part::Range { first: length.saturating_sub(suffix), last: length - 1 },
        },
        (first, last) => {
            let Some(first) = number(first) else { return Part::Whole };
            let last = if last.is_empty() { Some(u64::MAX) } else { number(last) };
            match last {
                None => Part::Whole,
                Some(last) if last < first => Part::Whole,
                Some(_) if first >= length => Part::Unsatisfiable,
                Some(last) => Part::Range { first, last: last.min(length - 1) },
            }
        }
    }
}

/// Digits alone; more than there are bytes in the world count as that many.
fn number(digits: &str) -> Option<u64> {
    let only_digits = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    only_digits.then(|| digits.parse().unwrap_or(u64::MAX))
}

/// Whether a `Range` may be honoured in the face of an `If-Range`: its strong entity tag is the file's, or its date is
/// exactly the file's time of change (RFC 9110 §13.1.5). `etag` is in its quotes.
pub fn if_range_holds(if_range: &str, etag: &str, modified: SystemTime) -> bool {
    let validator = if_range.trim();
    if validator.starts_with('"') {
        return validator == etag;
    }
    if validator.starts_with("W/") {
        return false; // a weak tag says nothing about single bytes
    }
    let seconds = |time: SystemTime| time.duration_since(SystemTime::UNIX_EPOCH).map(|since| since.as_secs());
    match (httpdate::parse_http_date(validator).map(seconds), seconds(modified)) {
        (Ok(Ok(given)), Ok(modified)) => given == modified,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn range(first: u64, last: u64) -> Part {
        Part::Range { first, last }
    }

    #[test]
    fn a_range_of_a_thousand_bytes() {
        for (header, expected) in [
            ("bytes=0-499", range(0, 499)),
            ("bytes=500-999", range(500, 999)),
            ("bytes=500-", range(500, 999)),
            ("bytes=0-", range(0, 999)),
            ("bytes=0-0", range(0, 0)),
            ("bytes=999-999", range(999, 999)),
            ("bytes=-500", range(500, 999)),
            ("bytes=-1", range(999, 999)),
            ("bytes=-5000", range(0, 999)),
            ("bytes=900-5000", range(900, 999)),
            ("bytes=0-99999999999999999999999999", range(0, 999)),
            ("Bytes=1-2", range(1, 2)),
            ("bytes = 1-2", range(1, 2)),
            ("bytes=, 1-2 ,", range(1, 2)),
            ("bytes=1000-", Part::Unsatisfiable),
            ("bytes=1000-2000", Part::Unsatisfiable),
            ("bytes=99999999999999999999999999-", Part::Unsatisfiable),
            ("bytes=-0", Part::Unsatisfiable),
            ("bytes=0-1,5-6", Part::Whole),
            ("bytes=2000-,3000-", Part::Whole),
            ("bytes=5-4", Part::Whole),
            ("bytes=5-4000000000000000000000,", range(5, 999)),
            ("bytes=", Part::Whole),
            ("bytes=-", Part::Whole),
            ("bytes=5", Part::Whole),
            ("bytes=a-b", Part::Whole),
            ("bytes=1-b", Part::Whole),
            ("bytes=--1", Part::Whole),
            ("bytes=+1-2", Part::Whole),
            ("bytes=1 -2", Part::Whole),
            ("bytes=1-2-3", Part::Whole),
            ("bytes=٣-", Part::Whole),
            ("seconds=0-10", Part::Whole),
            ("bytes", Part::Whole),
            ("", Part::Whole),
        ] {
            assert_eq!(part(header, 1000), expected, "{header:?}");
        }
    }

    #[test]
    fn an_empty_file_has_no_part() {
        for header in ["bytes=0-", "bytes=0-0", "bytes=-1", "bytes=-0"] {
            assert_eq!(part(header, 0), Part::Unsatisfiable, "{header}");
        }
        assert_eq!(part("nonsense", 0), Part::Whole);
    }

    #[test]
    fn every_part_lies_within_its_file() {
        for length in [1, 2, 10, u64::MAX] {
            for first in [0, 1, 9, u64::MAX] {
                for last in [0, 1, 9, u64::MAX] {
                    for header in [format!("bytes={first}-{last}"), format!("bytes={first}-"), format!("bytes=-{last}")]
                    {
                        if let Part::Range { first, last } = part(&header, length) {
                            assert!(first <= last && last < length, "{header} of {length}: {first}-{last}");
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn the_answer_says_which_bytes_these_are() {
        for (part, extent, header) in [
            (Part::Whole, (0, 1000), None),
            (range(100, 199), (100, 100), Some("bytes 100-199/1000")),
            (Part::Unsatisfiable, (0, 0), Some("bytes */1000")),
        ] {
            assert_eq!((part.extent(1000), part.content_range(1000).as_deref()), (extent, header));
        }
    }

    #[test]
    fn a_range_counts_only_for_the_file_it_was_meant_for() {
        let modified = SystemTime::UNIX_EPOCH + Duration::from_millis(784_111_777_250);
        for (if_range, holds) in [
            ("\"abc\"", true),
            (" \"abc\" ", true),
            ("\"abd\"", false),
            ("W/\"abc\"", false),
            ("abc", false),
            ("Sun, 06 Nov 1994 08:49:37 GMT", true),
            ("Sun, 06 Nov 1994 08:49:38 GMT", false),
            ("Sun, 06 Nov 1994 08:49:36 GMT", false),
            ("yesterday", false),
            ("", false),
        ] {
            assert_eq!(if_range_holds(if_range, "\"abc\"", modified), holds, "{if_range:?}");
        }
        assert!(!if_range_holds("W/\"abc\"", "W/\"abc\"", modified));
    }
}
