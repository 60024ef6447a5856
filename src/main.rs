//! Parses the command line and hands over.

use clap::Parser;
use navidrome_rs::cli;
use std::process::ExitCode;

/// Hands freed memory back sooner than the system's allocator: a scan leaves no large process behind.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::run(&cli::flags::Cli::parse())
}
