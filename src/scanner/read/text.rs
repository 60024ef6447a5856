//! Bytes to words, where a format leaves the encoding open.

use encoding_rs::{Encoding, WINDOWS_1252};

/// Text of unknown encoding: by its byte order mark, else UTF-8, else Windows-1252, in which every byte is a letter.
pub fn decode(bytes: &[u8]) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default()).0.into_owned();
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    }
}

/// Text that was read as Latin-1 because its format (ID3v1) says so, read again as what programs really write.
pub fn mend(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let bytes: Option<Vec<u8>> = text.chars().map(|letter| u8::try_from(u32::from(letter)).ok()).collect();
    bytes.map_or_else(|| text.to_owned(), |bytes| decode(&bytes))
}

/// UTF-16LE up to its first NUL, as ASF keeps all text.
pub fn utf16(bytes: &[u8]) -> String {
    let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
    let end = units.iter().position(|&unit| unit == 0).unwrap_or(units.len());
    String::from_utf16_lossy(&units[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_encoding_is_guessed_from_the_bytes() {
        assert_eq!(decode("Björk".as_bytes()), "Björk");
        assert_eq!(decode(b"Bj\xf6rk \x80"), "Björk €");
        assert_eq!(decode(b"\xef\xbb\xbfx"), "x");
        assert_eq!(decode(b"\xff\xfex\0y\0"), "xy");
        assert_eq!(mend("BjÃ¶rk"), "Björk");
        assert_eq!(mend("Bj\u{f6}rk \u{80}"), "Björk €");
        assert_eq!(mend("日本"), "日本");
        assert_eq!(utf16(b"x\0\xe9\0\0\0y\0"), "xé");
    }
}
