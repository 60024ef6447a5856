//! Kinds of files by their endings: which are music, pictures and playlists, and the content types clients are told.

/// Endings, in lower case, of files that are read as music.
pub const AUDIO_SUFFIXES: [&str; 21] = [
    "aac", "aif", "aiff", "alac", "ape", "dsf", "flac", "m4a", "m4b", "mka", "mp3", "mpc", "oga", "ogg", "opus", "shn",
    "tak", "wav", "wma", "wv", "wvp",
];

/// Further endings that systems commonly hold for music.
const RARE_AUDIO_SUFFIXES: [&str; 4] = ["mp2", "spx", "tta", "weba"];

/// Endings, in lower case, of files that may hold a picture.
pub const IMAGE_SUFFIXES: [&str; 9] = ["bmp", "gif", "heic", "heif", "jpeg", "jpg", "jxl", "png", "webp"];

/// Endings, in lower case, of playlists: lists of files, and rules.
pub const PLAYLIST_SUFFIXES: [&str; 3] = ["m3u", "m3u8", "nsp"];

/// Whether a file with this ending (lower case, without the dot) is read as music.
pub fn is_audio(suffix: &str) -> bool {
    AUDIO_SUFFIXES.contains(&suffix) || RARE_AUDIO_SUFFIXES.contains(&suffix)
}

/// Whether a file with this ending may hold a picture.
pub fn is_image(suffix: &str) -> bool {
    IMAGE_SUFFIXES.contains(&suffix)
}

/// Whether a file with this ending is a playlist.
pub fn is_playlist(suffix: &str) -> bool {
    PLAYLIST_SUFFIXES.contains(&suffix)
}

/// Whether music in a file with this ending keeps every bit. Containers that may hold both count as lossy; `codec`
/// (lower case) settles it where it is known.
pub fn is_lossless(suffix: &str, codec: &str) -> bool {
    let lossless_codec =
        matches!(codec, "alac" | "flac" | "pcm" | "wavpack" | "ape" | "tta" | "tak" | "dsd" | "shorten");
    let lossless_file =
        matches!(suffix, "alac" | "ape" | "dsf" | "flac" | "shn" | "tak" | "tta" | "wav" | "wv" | "wvp");
    lossless_codec || (codec.is_empty() && (lossless_file || matches!(suffix, "aif" | "aiff")))
}

/// Content types as clients of Navidrome know them, by ending or target format.
const CONTENT_TYPES: [(&str, &str); 30] = [
    ("mp3", "audio/mpeg"),
    ("flac", "audio/flac"),
    ("ogg", "audio/ogg"),
    ("oga", "audio/ogg"),
    ("opus", "audio/ogg"),
    ("spx", "audio/ogg"),
    ("m4a", "audio/mp4"),
    ("m4b", "audio/mp4"),
    ("alac", "audio/mp4"),
    ("aac", "audio/aac"),
    ("wav", "audio/x-wav"),
    ("aiff", "audio/x-aiff"),
    ("aif", "audio/x-aiff"),
    ("wma", "audio/x-ms-wma"),
    ("wv", "audio/x-wavpack"),
    ("wvp", "audio/x-wavpack"),
    ("ape", "audio/x-monkeys-audio"),
    ("mpc", "audio/x-musepack"),
    ("shn", "audio/x-shn"),
    ("dsf", "audio/x-dsf"),
    ("tak", "audio/tak"),
    ("tta", "audio/x-tta"),
    ("mka", "audio/x-matroska"),
    ("weba", "audio/webm"),
    ("mp2", "audio/mpeg"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("png", "image/png"),
    ("m3u", "audio/x-mpegurl"),
    ("m3u8", "application/vnd.apple.mpegurl"),
];

/// What stands for a kind of file that nobody knows.
pub const UNKNOWN: &str = "application/octet-stream";

/// The content type of a file with this ending, in lower case and without the dot.
pub fn content_type(suffix: &str) -> &'static str {
    CONTENT_TYPES.iter().find(|(known, _)| *known == suffix).map_or(UNKNOWN, |(_, kind)| kind)
}

/// The usual ending of files of a content type; parameters after a semicolon and case make no difference.
pub fn suffix_of(content_type: &str) -> Option<&'static str> {
    let kind = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let kind = match kind.as_str() {
        "audio/mp3" => "audio/mpeg",
        "audio/x-flac" => "audio/flac",
        "audio/wav" | "audio/wave" | "audio/vnd.wave" => "audio/x-wav",
        "audio/aiff" => "audio/x-aiff",
        "audio/x-m4a" | "audio/m4a" => "audio/mp4",
        "audio/aacp" => "audio/aac",
        "audio/opus" => return Some("opus"),
        other => other,
    };
    CONTENT_TYPES.iter().find(|(_, known)| *known == kind).map(|(suffix, _)| *suffix)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_types_are_those_that_navidrome_gives() {
        for (suffix, kind) in [
            ("flac", "audio/flac"),
            ("m4a", "audio/mp4"),
            ("mp3", "audio/mpeg"),
            ("ogg", "audio/ogg"),
            ("opus", "audio/ogg"),
            ("aiff", "audio/x-aiff"),
            ("wma", "audio/x-ms-wma"),
            ("wav", "audio/x-wav"),
            ("wv", "audio/x-wavpack"),
            ("", "application/octet-stream"),
            ("exe", "application/octet-stream"),
        ] {
            assert_eq!(content_type(suffix), kind, "{suffix}");
        }
    }

    #[test]
    fn every_audio_file_has_an_audio_content_type() {
        for suffix in AUDIO_SUFFIXES.iter().chain(&RARE_AUDIO_SUFFIXES) {
            assert!(content_type(suffix).starts_with("audio/"), "{suffix}");
        }
    }

    #[test]
    fn the_way_back_gives_the_usual_ending() {
        for (kind, suffix) in [
            ("audio/mpeg", Some("mp3")),
            ("Audio/MPEG; charset=binary", Some("mp3")),
            ("audio/mp4", Some("m4a")),
            ("audio/ogg", Some("ogg")),
            ("audio/opus", Some("opus")),
            ("audio/x-flac", Some("flac")),
            ("audio/wav", Some("wav")),
            ("image/jpeg", Some("jpg")),
            ("text/html", None),
            ("", None),
        ] {
            assert_eq!(suffix_of(kind), suffix, "{kind}");
        }
    }

    #[test]
    fn files_are_music_pictures_or_playlists_and_never_two_of_them() {
        for suffix in AUDIO_SUFFIXES.iter().chain(&IMAGE_SUFFIXES).chain(&PLAYLIST_SUFFIXES).chain(&["txt", "", "pls"])
        {
            let kinds = [is_audio(suffix), is_image(suffix), is_playlist(suffix)];
            let expected = usize::from(!["txt", "", "pls"].contains(suffix));
            assert_eq!(kinds.iter().filter(|is| **is).count(), expected, "{suffix}");
        }
    }

    #[test]
    fn the_codec_says_whether_a_container_keeps_every_bit() {
        for (suffix, codec, lossless) in [
            ("m4a", "alac", true),
            ("m4a", "aac", false),
            ("m4a", "", false),
            ("flac", "", true),
            ("ogg", "flac", true),
            ("ogg", "vorbis", false),
            ("aiff", "pcm", true),
            ("wav", "mp3", false),
            ("wv", "wavpack", true),
            ("mp3", "mp3", false),
        ] {
            assert_eq!(is_lossless(suffix, codec), lossless, "{suffix} {codec}");
        }
    }
}
