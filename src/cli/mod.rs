//! One file per command of the command line.

/// The command line as clap reads it.
pub mod flags;
