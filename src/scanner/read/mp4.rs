//! The metadata list of an MP4 file, word for word.

use super::RawTags;
use lofty::mp4::{AtomData, AtomIdent, Ilst};

/// The text and numbers of an `ilst` atom, and whether it holds a picture.
pub fn ilst(tag: &Ilst) -> (RawTags, bool) {
    let (mut tags, mut picture) = (RawTags::default(), false);
    for atom in tag {
        let key = match atom.ident() {
            AtomIdent::Fourcc(code) => code.iter().map(|&byte| char::from(byte)).collect(),
            AtomIdent::Freeform { mean, name } => format!("----:{mean}:{name}"),
        };
        let pair = matches!(key.as_str(), "trkn" | "disk");
        for data in atom.data() {
            match data {
                AtomData::UTF8(text) | AtomData::UTF16(text) => {
                    text.split('\0').for_each(|value| tags.push(&key, value));
                }
                AtomData::SignedInteger(number) => tags.push(&key, number.to_string()),
                AtomData::UnsignedInteger(number) => tags.push(&key, number.to_string()),
                AtomData::Bool(truth) => tags.push(&key, if *truth { "1" } else { "0" }),
                AtomData::Picture(_) => picture = true,
                AtomData::Unknown { data, .. } if pair => tags.push(&key, number_of(data)),
                AtomData::Unknown { data, .. } if key.starts_with("----") => {
                    tags.push(&key, std::str::from_utf8(data).unwrap_or_default());
                }
                AtomData::Unknown { .. } => {}
            }
        }
    }
    (tags, picture)
}

/// "3/12" from the eight bytes of `trkn` and `disk`; without the total where there is none, empty without a number.
fn number_of(data: &[u8]) -> String {
    let at = |place: usize| data.get(place..place + 2).map_or(0, |pair| u16::from_be_bytes([pair[0], pair[1]]));
    match (at(2), at(4)) {
        (0, 0) => String::new(),
        (number, 0) => number.to_string(),
        (number, total) => format!("{number}/{total}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_with_their_total() {
        assert_eq!(number_of(&[0, 0, 0, 3, 0, 12, 0, 0]), "3/12");
        assert_eq!(number_of(&[0, 0, 0, 3]), "3");
        assert_eq!(number_of(&[0, 0]), "");
    }
}
