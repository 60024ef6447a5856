//! Why there is no picture. Whoever asked goes on to the next source, and at last to a placeholder.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

/// Why a source gave no picture. Cheap to clone: all who wait for one picture share its fate.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    #[error("cannot read {}: {reason}", path.display())]
    Unreadable { path: PathBuf, reason: Arc<io::Error> },
    #[error("{} is not a file", .0.display())]
    NotAFile(PathBuf),
    #[error("{} holds no picture", .0.display())]
    Absent(PathBuf),
    #[error("a picture of {bytes} bytes is larger than MaxImageSize ({most})")]
    TooManyBytes { bytes: u64, most: u64 },
    #[error("a picture of {width} × {height} is larger than this server decodes")]
    TooManyPixels { width: u32, height: u32 },
    #[error("neither JPEG, PNG, WebP, GIF nor BMP")]
    UnknownFormat,
    #[error("broken picture: {0}")]
    Broken(String),
    #[error("the picture could not be written: {0}")]
    Encoding(String),
}

impl Error {
    /// Reading `path` failed.
    pub(super) fn unreadable(path: impl Into<PathBuf>, reason: io::Error) -> Self {
        Self::Unreadable { path: path.into(), reason: Arc::new(reason) }
    }
}
