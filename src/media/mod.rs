//! Song to bytes: what kind of file it is, whether it goes out as it is or as something else, which part of it was asked
//! for, and the bytes themselves as a stream.
//!
//! Not here: who may hear it (`service`), headers and status (`http`), tags (`scanner`).

pub mod bounded_file;
pub mod chapters;
pub mod decision;
pub mod fallback;
pub mod ffmpeg;
pub mod file_body;
pub mod limited;
pub mod mime;
pub mod native;
pub mod range;
pub mod slots;
pub mod spool;
pub mod transcoder;
