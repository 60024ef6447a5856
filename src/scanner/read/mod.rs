//! One audio file, read: what its tags say word for word, and what its sound is.
//!
//! The content decides what a file is, its ending only helps where the content says nothing. lofty reads most formats;
//! ASF, DSF and a few rare headers are read here, and symphonia is asked where neither knows the file or lofty finds it
//! broken. Whatever holds playable sound gives a [`RawFile`], perhaps with a [`Problem`] for the administrator to see;
//! whatever holds none is an error of the same type.
//!
//! Files come from anywhere, so every reading has a budget of bytes and of memory, and a parser that panics counts as
//! one that found nothing.
//!
//! Not here: what the tags mean (`scanner::tags`), which files there are (the walk).

pub mod sidecar;

mod asf;
mod audio;
mod comments;
mod declared;
mod dsf;
mod file;
mod id3;
mod mp4;
mod overhead;
mod playable;
mod problem;
mod raw;
mod sniff;
mod tagged;
mod text;
mod tta;

pub use file::{RawFile, read};
pub use problem::{Problem, ProblemKind};
pub use raw::RawTags;

#[cfg(test)]
mod tests;
