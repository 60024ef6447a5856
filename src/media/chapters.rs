//! Chapters of ID3v2 tags, hidden from parsers.
//!
//! A chapter frame holds frames, which may be chapters again. lofty follows them as deep as a file goes, and a hostile
//! file goes so deep that the stack overflows, which ends the process. Nobody here needs chapters, so their frames get
//! a name that means nothing before a parser sees them; where the same letters stand in a text, they are put back.

/// Names of the frames that hold frames (ID3v2 Chapter Frame Addendum §3), and what stands for them meanwhile.
const NAMES: [([u8; 4], [u8; 4]); 2] = [(*b"CHAP", *b"Q7HP"), (*b"CTOC", *b"Q7TC")];

/// Hides chapters in some bytes of a file. If more bytes follow, an incomplete name at the end is cut off, so that the
/// next bytes can begin with it.
pub fn hide(bytes: &mut Vec<u8>, more: bool) {
    for (name, stand_in) in NAMES {
        if !contains(bytes, name) {
            continue;
        }
        for start in 0..bytes.len().saturating_sub(3) {
            if let Some(found) = bytes.get_mut(start..start + 4).filter(|found| **found == name) {
                found.copy_from_slice(&stand_in);
            }
        }
    }
    if more && bytes.len() > 4 {
        let cut = (1..4).rev().find(|&length| NAMES.iter().any(|(name, _)| bytes.ends_with(&name[..length])));
        bytes.truncate(bytes.len() - cut.unwrap_or(0));
    }
}

/// Whether a name stands anywhere. Without a branch in the loop, so that it runs at many bytes at once.
fn contains(bytes: &[u8], [a, b, c, d]: [u8; 4]) -> bool {
    let from = |start| bytes.get(start..).unwrap_or_default();
    let letters = bytes.iter().zip(from(1)).zip(from(2)).zip(from(3));
    letters.fold(false, |found, (((w, x), y), z)| found | ((*w == a) & (*x == b) & (*y == c) & (*z == d)))
}

/// A text with the letters back that [`hide`] changed.
pub fn restore(text: String) -> String {
    if text.contains("Q7") { text.replace("Q7HP", "CHAP").replace("Q7TC", "CTOC") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_hidden_and_texts_restored() {
        let mut bytes = b"CHAPTIT2 CHAPTER CTOC CHA".to_vec();
        hide(&mut bytes, true);
        assert_eq!(bytes, b"Q7HPTIT2 Q7HPTER Q7TC ");
        assert_eq!(restore(String::from_utf8(bytes).unwrap()), "CHAPTIT2 CHAPTER CTOC ");
        let mut end = b"xyzCHA".to_vec();
        hide(&mut end, false);
        assert_eq!(end, b"xyzCHA");
    }
}
