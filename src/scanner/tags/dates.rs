//! Dates as people type them.

use crate::domain::date::PartialDate;

/// The first date in a text: `1999`, `1999-05`, `1999-05-03`, `1999-05-03T10:00`, `19990503`, `3.5.1999`,
/// `circa 1985`. What follows an impossible month or day is dropped, so `1985-13-45` is the year 1985.
pub fn parse(text: &str) -> Option<PartialDate> {
    let bytes = text.as_bytes();
    let mut start = 0;
    while start < bytes.len() {
        let digits = digits(bytes, start);
        let date = match digits {
            0 => {
                start += 1;
                continue;
            }
            4 => year(text, start).map(|year| with_parts(text, start + 4, year)),
            8 => year(text, start).and_then(|year| compact(text, start + 4, year)),
            _ => None,
        };
        if date.is_some() {
            return date;
        }
        start += digits;
    }
    None
}

/// How many digits stand at a place.
fn digits(bytes: &[u8], start: usize) -> usize {
    bytes.iter().skip(start).take_while(|byte| byte.is_ascii_digit()).count()
}

fn year(text: &str, start: usize) -> Option<i32> {
    text.get(start..start + 4)?.parse().ok().filter(|&year| year > 0)
}

/// The month and day after a year, each behind a separator.
fn with_parts(text: &str, start: usize, year: i32) -> PartialDate {
    let part = |start: usize| {
        let separated = text.as_bytes().get(start).is_some_and(|byte| matches!(byte, b'-' | b'/' | b'.'));
        let digits = digits(text.as_bytes(), start + 1);
        if separated && (1..=2).contains(&digits) {
            Some((digits, text.get(start + 1..start + 1 + digits)?))
        } else {
            None
        }
    };
    let mut date = PartialDate { year, month: None, day: None };
    if let Some((digits, month)) = part(start) {
        date.month = number(month, 12);
        if date.month.is_some() {
            date.day = part(start + 1 + digits).and_then(|(_, day)| number(day, 31));
        }
    }
    date
}

/// The month and day after a year without separators; eight digits that are no date are no year either.
fn compact(text: &str, start: usize, year: i32) -> Option<PartialDate> {
    let month = number(text.get(start..start + 2)?, 12)?;
    let day = number(text.get(start + 2..start + 4)?, 31)?;
    Some(PartialDate { year, month: Some(month), day: Some(day) })
}

fn number(text: &str, most: u8) -> Option<u8> {
    text.parse().ok().filter(|number| (1..=most).contains(number))
}

/// The dates of a track: its own, the original release's, and this release's.
///
/// Where a file has an original date, no release date, and a date that is not before the original one, its date is that
/// of the release, as many taggers write it. A track without a date has the original's, else the release's.
pub fn of_track(
    recording: Option<PartialDate>,
    original: Option<PartialDate>,
    release: Option<PartialDate>,
) -> [Option<PartialDate>; 3] {
    if original.is_some() && release.is_none() && recording.is_some() && recording >= original {
        return [original, original, recording];
    }
    [recording.or(original).or(release), original, release]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_found_in_what_people_type() {
        let cases = [
            ("1999", "1999"),
            ("1999-05-03", "1999-05-03"),
            ("1999-5-3", "1999-05-03"),
            ("1999/05", "1999-05"),
            ("1999-05-03T10:20:30Z", "1999-05-03"),
            ("19990503", "1999-05-03"),
            ("1985-13-45", "1985"),
            ("1985-12-45", "1985-12"),
            ("circa 1985", "1985"),
            ("3.5.1999", "1999"),
            ("0000-00-00", ""),
            ("99", ""),
            ("12345", ""),
            ("99999999", ""),
            ("年1999年", "1999"),
            ("", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(parse(text).map(String::from).unwrap_or_default(), expected, "{text:?}");
        }
    }

    #[test]
    fn a_date_after_the_original_one_is_the_release() {
        let cases = [
            (["2000", "1970", ""], ["1970", "1970", "2000"]),
            (["2000", "1970", "1999"], ["2000", "1970", "1999"]),
            (["1960", "1970", ""], ["1960", "1970", ""]),
            (["", "1970", ""], ["1970", "1970", ""]),
            (["", "", "1999"], ["1999", "", "1999"]),
            (["", "", ""], ["", "", ""]),
        ];
        for (given, expected) in cases {
            let [recording, original, release] = given.map(parse);
            let found = of_track(recording, original, release).map(|date| date.map(String::from).unwrap_or_default());
            assert_eq!(found, expected, "{given:?}");
        }
    }
}
