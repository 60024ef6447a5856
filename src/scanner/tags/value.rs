//! What a single value must be like to be kept.

use super::dates;
use super::mapping::Kind;
use super::split::split;

/// The values that one raw value holds: cut at the separators, cleaned, each checked against its kind.
pub fn clean<'a>(raw: &str, kind: Kind, separators: &'a [String], max_length: usize) -> Vec<String> {
    let text = printable(raw);
    let separators: Vec<&'a str> = separators.iter().map(String::as_str).collect();
    let parts = match kind {
        // Ids hold none of these signs, but ID3v2.3 has no other way to keep several.
        Kind::Uuid => split(&text, &["/", ";", ",", " "], &[]),
        _ => split(&text, &separators, &[]),
    };
    parts.into_iter().filter_map(|part| checked(part, kind, max_length)).collect()
}

/// Without the control letters that neither XML nor people can read; line ends and tabs stay.
fn printable(raw: &str) -> String {
    raw.chars().filter(|&letter| !letter.is_control() || matches!(letter, '\n' | '\r' | '\t')).collect()
}

fn checked(part: &str, kind: Kind, max_length: usize) -> Option<String> {
    let part = part.trim();
    let end = part.char_indices().nth(max_length).map_or(part.len(), |(end, _)| end);
    let part = part.get(..end)?.trim_end();
    match kind {
        _ if part.is_empty() => None,
        Kind::Text | Kind::Pair => Some(part.to_owned()),
        Kind::Integer => part.parse::<i64>().ok().map(|number| number.to_string()),
        Kind::Float => part.parse::<f64>().ok().filter(|number| number.is_finite()).map(|_| part.to_owned()),
        Kind::Date => dates::parse(part).map(|date| date.to_string()),
        Kind::Uuid => is_uuid(part).then(|| part.to_ascii_lowercase()),
    }
}

/// Whether a text is a UUID as MusicBrainz writes them (RFC 9562 §4): 8-4-4-4-12 hexadecimal digits.
fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(place, byte)| match place {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_trimmed_cleaned_cut_and_checked() {
        let id = "2158D607-f42f-41b4-a626-fb920372a69b";
        let two = format!("{id}/{id}");
        let lower = id.to_lowercase();
        let cases: [(&str, Kind, &[&str]); 12] = [
            ("  Padded  ", Kind::Text, &["Padded"]),
            ("Tab\tand\x01ctl\0", Kind::Text, &["Tab\tandctl"]),
            ("   ", Kind::Text, &[]),
            ("abcdefghijklm", Kind::Text, &["abcdefghij"]),
            ("日本語の曲日本語の曲日本", Kind::Text, &["日本語の曲日本語の曲"]),
            ("12", Kind::Integer, &["12"]),
            ("twelve", Kind::Integer, &[]),
            ("1.5", Kind::Float, &["1.5"]),
            ("NaN", Kind::Float, &[]),
            ("1985-13-45", Kind::Date, &["1985"]),
            ("no date", Kind::Date, &[]),
            ("not-an-id", Kind::Uuid, &[]),
        ];
        for (raw, kind, expected) in cases {
            assert_eq!(clean(raw, kind, &[], 10), expected, "{raw:?}");
        }
        assert_eq!(clean(&two, Kind::Uuid, &[], 1024), [lower.as_str(), &lower]);
    }

    #[test]
    fn lists_are_cut_at_their_separators() {
        let separators = [";".to_owned(), "/".to_owned()];
        assert_eq!(clean("Rock; Pop/ Jazz ;", Kind::Text, &separators, 9), ["Rock", "Pop", "Jazz"]);
    }
}
