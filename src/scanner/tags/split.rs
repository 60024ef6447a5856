//! Cutting a list that somebody wrote into one text.

/// The parts of a text between separators, whose case makes no difference. Where one of the `exceptions` stands as a
/// whole part or word, it is left whole. Parts are trimmed and never empty.
pub fn split<'t>(text: &'t str, separators: &[&str], exceptions: &[String]) -> Vec<&'t str> {
    let (mut parts, mut start, mut place) = (Vec::new(), 0, 0);
    while let Some(rest) = text.get(place..).filter(|rest| !rest.is_empty()) {
        if let Some(length) = exception(text, place, exceptions) {
            place += length;
        } else if let Some(length) = separators.iter().filter_map(|separator| prefix(rest, separator)).max() {
            parts.extend(text.get(start..place));
            place += length;
            start = place;
        } else {
            place += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    parts.extend(text.get(start..));
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// The length of an exception that begins here, where a word begins, and ends where one ends.
fn exception(text: &str, place: usize, exceptions: &[String]) -> Option<usize> {
    if exceptions.is_empty() || text.get(..place)?.chars().next_back().is_some_and(char::is_alphanumeric) {
        return None;
    }
    let rest = text.get(place..)?;
    let lengths = exceptions.iter().filter_map(|name| prefix(rest, name.trim()));
    lengths.filter(|&length| !rest[length..].chars().next().is_some_and(char::is_alphanumeric)).max()
}

/// How many bytes of `text` are `start`, in any case; none where it begins otherwise or `start` is empty.
fn prefix(text: &str, start: &str) -> Option<usize> {
    let (mut letters, mut length) = (text.chars(), 0);
    for expected in start.chars() {
        let letter = letters.next()?;
        if letter != expected && !letter.to_lowercase().eq(expected.to_lowercase()) {
            return None;
        }
        length += letter.len_utf8();
    }
    (length > 0).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_cut_where_a_separator_stands() {
        let separators = [" / ", " feat. ", " feat ", "; "];
        let exceptions = ["AC/DC".to_owned(), "A / B Machines".to_owned()];
        let cases: [(&str, &[&str]); 9] = [
            ("One", &["One"]),
            ("One / Two", &["One", "Two"]),
            ("One FEAT. Two; Three", &["One", "Two", "Three"]),
            ("AC/DC feat. Two", &["AC/DC", "Two"]),
            ("a / b machines / Two", &["a / b machines", "Two"]),
            ("Not A / B MachinesX", &["Not A", "B MachinesX"]),
            ("XA / B Machines", &["XA", "B Machines"]),
            (" / ", &[]),
            ("日本 / 語", &["日本", "語"]),
        ];
        for (text, expected) in cases {
            assert_eq!(split(text, &separators, &exceptions), expected, "{text:?}");
        }
    }
}
