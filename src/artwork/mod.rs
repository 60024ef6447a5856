//! Item to picture: which picture stands for an album or artist, and its bytes at the size asked for.
//!
//! Two halves. While scanning, [`choose`] picks the best of an album's picture files by the administrator's
//! [`priority`]; the choice is kept with the album as a [`CoverSource`]. While serving, [`Artwork`] turns a [`Source`]
//! into a [`Picture`]: read, checked, decoded under limits, made smaller, kept on disk. Pictures come from strangers, so
//! everything has a bound: bytes of a file, pixels, memory, decodes at once, bytes of the cache.
//!
//! Everything here blocks; callers leave the async worker first. Not here: HTTP, SQL, and which item a request names.

pub mod cache;
pub mod choose;
pub mod embedded;
pub mod error;
pub mod flight;
pub mod format;
pub mod pictures;
pub mod placeholder;
pub mod priority;
pub mod resize;
pub mod source;

pub use error::Error;
pub use pictures::{Artwork, Origin, Picture, Settings};
pub use placeholder::Placeholder;
pub use resize::{Fit, Wanted};
pub use source::{CoverSource, Source};
