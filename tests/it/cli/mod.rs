//! The program as a user starts it.

mod commands;
pub mod program;
