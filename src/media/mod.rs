//! Song to bytes: what kind of file it is, which part of it was asked for, and the part itself as a stream.
//!
//! Not here: who may hear it (`service`), headers and status (`http`), tags (`scanner`).

pub mod bounded_file;
pub mod chapters;
pub mod file_body;
pub mod mime;
pub mod range;
