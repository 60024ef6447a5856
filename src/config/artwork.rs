//! Pictures and lyrics: where they come from and what is made of them.

use super::options::{Kind::*, Row};
use super::{size, values};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// Pictures and lyrics: where they come from and what is made of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Artwork {
    /// File patterns and the words `embedded` and `external`, best first.
    #[serde(with = "values::list")]
    pub cover_art_priority: Vec<String>,
    /// As [`Self::cover_art_priority`]; also `album/` before a pattern, and `image-folder`.
    #[serde(with = "values::list")]
    pub artist_art_priority: Vec<String>,
    /// Absolute after loading; empty where there is none.
    #[serde(with = "values::path")]
    pub artist_image_folder: PathBuf,
    #[serde(with = "values::list")]
    pub disc_art_priority: Vec<String>,
    /// From 1 to 100.
    #[serde(with = "values::number")]
    pub cover_art_quality: u8,
    #[serde(rename = "EnableWebPEncoding")]
    pub enable_webp_encoding: bool,
    pub enable_media_file_cover_art: bool,
    pub enable_artwork_precache: bool,
    /// In bytes; zero for no cache.
    #[serde(with = "size")]
    pub image_cache_size: u64,
    /// In bytes; at least [`Self::max_image_upload_size`].
    #[serde(with = "size")]
    pub max_image_size: u64,
    pub enable_artwork_upload: bool,
    /// In bytes.
    #[serde(with = "size")]
    pub max_image_upload_size: u64,
    /// Endings of files, with their dot, and the word `embedded`, best first.
    #[serde(with = "values::list")]
    pub lyrics_priority: Vec<String>,
}

#[rustfmt::skip] // one row, one line
pub(super) const OPTIONS: &[Row] = &[
    Row::works("CoverArtPriority", List, "cover.*, folder.*, front.*, embedded, external", "Where pictures of albums come from, best first: patterns of files, `embedded`, `external`. A file in the folder is what somebody chose."),
    Row::works("ArtistArtPriority", List, "artist.*, album/artist.*, external", "Where pictures of artists come from, best first: patterns of files in the artist's folder, `album/` and a pattern for the albums' folders, `image-folder`, `external`. A file in the artist's own folder is what somebody chose."),
    Row::later("folder of artist pictures", "ArtistImageFolder", Path, "", "A folder of artist pictures, named by MusicBrainz id or by name. Empty: none."),
    Row::later("pictures of single discs", "DiscArtPriority", List, "disc*.*, cd*.*, cover.*, folder.*, front.*, discsubtitle, embedded", "Where pictures of discs come from, best first. A disc's own picture before the album's."),
    Row::works("CoverArtQuality", Whole(1, 100), "75", "The quality of resized pictures, in percent. Half the bytes of 90, and no difference seen on a phone."),
    Row::later("encoding as WebP", "EnableWebPEncoding", Bool, "false", "Make resized pictures WebP instead of JPEG. Off, because old clients cannot show them."),
    Row::works("EnableMediaFileCoverArt", Bool, "true", "Let songs show the picture in their own file. False shows the album's for all of them."),
    Row::later("preparation of pictures in the background", "EnableArtworkPrecache", Bool, "true", "Prepare pictures in the background after a scan. On, so that the first visitor does not wait."),
    Row::later("cache of pictures", "ImageCacheSize", Size, "100MB", "How much of CacheFolder resized pictures may fill; 0 keeps none. Room for some ten thousand."),
    Row::works("MaxImageSize", SizeAboveZero, "20MB", "The largest picture that is read or fetched. More than scans of booklets need, little enough for memory."),
    Row::later("upload of pictures", "EnableArtworkUpload", Bool, "true", "Let users who are no administrators upload pictures. On, because playlists of theirs deserve covers."),
    Row::later("upload of pictures", "MaxImageUploadSize", SizeAboveZero, "10MB", "The largest picture that may be uploaded. A photograph of a telephone fits."),
    Row::works("LyricsPriority", List, ".ttml,.yaml,.yml,.elrc,.lrc,.srt,.txt,embedded", "Where lyrics come from, best first: endings of files beside the song, `embedded`. Those with times for each word come first."),
];
