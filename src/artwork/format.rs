//! Which pictures are served, told by their first bytes and never by their names: what a browser would run as a page
//! (SVG) is none of them.

/// A picture's format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Jpeg,
    Png,
    WebP,
    Gif,
    Bmp,
}

/// Endings, in lower case, of files that may hold such pictures.
pub const SUFFIXES: [&str; 6] = ["jpg", "jpeg", "png", "webp", "gif", "bmp"];

impl Format {
    /// The format of a picture that begins with `bytes`.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0xFF, 0xD8, 0xFF, ..] => Some(Self::Jpeg),
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Some(Self::Png),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Self::WebP),
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(Self::Gif),
            // Two letters are few: the reserved bytes of a bitmap's header are zero.
            [b'B', b'M', _, _, _, _, 0, 0, 0, 0, ..] => Some(Self::Bmp),
            _ => None,
        }
    }

    /// The content type.
    pub fn mime(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::WebP => "image/webp",
            Self::Gif => "image/gif",
            Self::Bmp => "image/bmp",
        }
    }
}

/// Whether a JPEG comes in several passes over all of its pixels, as its frame header says (ITU-T T.81 §B.2.2).
pub fn is_progressive(jpeg: &[u8]) -> bool {
    let mut rest = jpeg.get(2..).unwrap_or_default();
    while let [0xFF, marker, after @ ..] = rest {
        match (marker, after) {
            (0xC2 | 0xC6 | 0xCA | 0xCE, _) => return true,
            // the other frames, and the first pass
            (0xC0 | 0xC1 | 0xC3 | 0xC5 | 0xC7 | 0xC9 | 0xCB | 0xCD | 0xCF | 0xDA, _) => return false,
            (0xFF, _) => rest = &rest[1..],
            (_, [high, low, ..]) => {
                let length = usize::from(u16::from_be_bytes([*high, *low])).max(2);
                rest = after.get(length..).unwrap_or_default();
            }
            _ => return false,
        }
    }
    // whatever stands there, more may follow
    true
}

impl From<Format> for image::ImageFormat {
    fn from(format: Format) -> Self {
        match format {
            Format::Jpeg => Self::Jpeg,
            Format::Png => Self::Png,
            Format::WebP => Self::WebP,
            Format::Gif => Self::Gif,
            Format::Bmp => Self::Bmp,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_by_their_first_bytes() {
        for (bytes, format) in [
            (&b"\xFF\xD8\xFF\xE0\0\x10JFIF"[..], Some(Format::Jpeg)),
            (b"\x89PNG\r\n\x1A\n\0\0\0\x0D", Some(Format::Png)),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Some(Format::WebP)),
            (b"RIFF\x10\0\0\0WAVEfmt ", None),
            (b"GIF89a\x01\0", Some(Format::Gif)),
            (b"GIF88a\x01\0", None),
            (b"BM\x46\0\0\0\0\0\0\0\x36", Some(Format::Bmp)),
            (b"BM is two letters of many texts", None),
            (b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>", None),
            (b"ID3\x04", None),
            (b"", None),
        ] {
            assert_eq!(Format::of(bytes), format, "{bytes:?}");
        }
    }

    #[test]
    fn a_jpegs_frame_says_whether_it_is_progressive() {
        for progressive in [false, true] {
            let mut jpeg = Vec::new();
            let mut encoder = jpeg_encoder::Encoder::new(&mut jpeg, 80);
            encoder.set_progressive(progressive);
            encoder.add_exif_metadata(b"\xFF\xC2 is no frame here").unwrap();
            encoder.encode(&[0; 3 * 64], 8, 8, jpeg_encoder::ColorType::Rgb).unwrap();
            assert_eq!(is_progressive(&jpeg), progressive);
        }
        assert!(is_progressive(b"\xFF\xD8\xFF\xE0\xFF\xFF"), "where nothing is sure the worst is");
    }
}
