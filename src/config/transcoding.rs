//! Making songs smaller on the way.

use super::options::{Kind::*, Row};
use super::{size, values};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// Making songs smaller on the way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Transcoding {
    /// In bytes; zero for no cache.
    #[serde(with = "size", rename = "TranscodingCacheSize")]
    pub cache_size: u64,
    pub auto_transcode_download: bool,
    pub default_downsampling_format: String,
    pub enable_transcoding_config: bool,
    /// Empty: sought in `PATH`.
    #[serde(with = "values::path", rename = "FFmpegPath")]
    pub ffmpeg_path: PathBuf,
    #[serde(rename = "Transcoding")]
    pub limits: Limits,
}

/// How much is transcoded at once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Limits {
    /// Zero for any number.
    #[serde(with = "values::number")]
    pub max_concurrent: u32,
    /// Zero for any number.
    #[serde(with = "values::number")]
    pub max_concurrent_per_user: u32,
    pub enable_cancellation: bool,
}

#[rustfmt::skip] // one row, one line
pub(super) const OPTIONS: &[Row] = &[
    Row::later("cache of transcoded songs", "TranscodingCacheSize", Size, "100MB", "How much of CacheFolder transcoded songs may fill; 0 keeps none. Room for an evening of music."),
    Row::later("transcoding of downloads", "AutoTranscodeDownload", Bool, "false", "Transcode downloads too, as set for the client. Off, because who downloads wants the file."),
    Row::works("DefaultDownsamplingFormat", Text, "opus", "The format where a client only limits the bit rate: mp3, opus, aac or flac. Opus sounds best at low rates."),
    Row::later("transcoding commands to edit", "EnableTranscodingConfig", Bool, "false", "Let administrators edit transcoding commands in the web player. Off, because whoever can edit them can run any command."),
    Row::works("Transcoding.MaxConcurrent", Whole(0, u32::MAX as i64), "0", "How many songs may be transcoded at once; 0 for any number. Any, because homes have few listeners."),
    Row::works("Transcoding.MaxConcurrentPerUser", Whole(0, u32::MAX as i64), "0", "How many songs may be transcoded at once for one user; 0 for any number. Any, because homes have few listeners."),
    Row::later("transcoding that goes on when the client goes away", "Transcoding.EnableCancellation", Bool, "false", "Stop transcoding when the client goes away. Off, because the finished song is kept for the next time."),
    Row::works("FFmpegPath", Path, "", "The ffmpeg to use for what this program does not transcode itself: aac and flac, and rare kinds of files. Empty: the one in PATH."),
];
