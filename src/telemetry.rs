//! Logs: one line an event, readable alone, with fields to search by. Where they go and how much they say is configured;
//! what never goes in is seen to where it would arise (`http::trace`, `security::secret`).

use crate::config::logging::{LogLevel, Logging};
use std::fs::OpenOptions;
use std::io::{self, IsTerminal};
use tracing::level_filters::LevelFilter;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::writer::BoxMakeWriter;

/// Starts logging for the whole process. A second call changes nothing.
///
/// # Errors
/// Where the log file cannot be opened.
pub fn start(logging: &Logging) -> io::Result<()> {
    let to_file = !logging.file.as_os_str().is_empty();
    let writer = if to_file {
        BoxMakeWriter::new(OpenOptions::new().create(true).append(true).open(&logging.file)?)
    } else {
        BoxMakeWriter::new(io::stderr)
    };
    let own = level(logging.level);
    // libraries may speak of trouble, not of their work
    let others = own.min(LevelFilter::WARN);
    let filter = EnvFilter::new(format!("{others},navidrome_rs={own}"));
    let _ = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(writer)
        .with_ansi(!to_file && io::stderr().is_terminal())
        .try_init();
    Ok(())
}

fn level(level: LogLevel) -> LevelFilter {
    match level {
        // there is no level above errors; nothing worse is hidden
        LogLevel::Fatal | LogLevel::Error => LevelFilter::ERROR,
        LogLevel::Warn => LevelFilter::WARN,
        LogLevel::Info => LevelFilter::INFO,
        LogLevel::Debug => LevelFilter::DEBUG,
        LogLevel::Trace => LevelFilter::TRACE,
    }
}
