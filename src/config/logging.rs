//! What is logged, and where.

use super::options::{Kind::*, Row};
use super::values;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// Where logs go and how much they say.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Logging {
    #[serde(rename = "LogLevel")]
    pub level: LogLevel,
    /// Absolute after loading; empty for the standard error output.
    #[serde(with = "values::path", rename = "LogFile")]
    pub file: PathBuf,
    #[serde(rename = "EnableLogRedacting")]
    pub redacting: bool,
}

/// How much is logged, from least to most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogLevel {
    Fatal,
    Error,
    Warn,
    Info,
    Debug,
    Trace,
}

/// The words for [`LogLevel`].
pub(super) const LEVELS: &[&str] = &["fatal", "error", "warn", "info", "debug", "trace"];

#[rustfmt::skip] // one row, one line
pub(super) const OPTIONS: &[Row] = &[
    Row::works("LogLevel", WordOr(LEVELS, "info"), "info", "How much is logged: fatal, error, warn, info, debug or trace. Enough to see scans and failures, not each request."),
    Row::works("LogFile", Path, "", "The file that logs are appended to. Empty: the standard error output, where systemd and containers expect them."),
    Row::later("logs with secrets in them", "EnableLogRedacting", Bool, "true", "Keep passwords and tokens out of logs. On, because logs are shown to others when help is asked for."),
];
