//! Why a configuration cannot be used, each in one sentence for whoever wrote it.

use super::options;
use crate::domain::path;
use ::config::{ConfigError, Value, ValueKind};
use std::path::PathBuf;

/// What is wrong with a configuration, and where. No secret is ever part of it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// A value that its option does not take.
    #[error("{key} must be {valid}, but {said}{detail}")]
    Value {
        key: String,
        valid: String,
        /// Who said what, such as `the flag --port sets it to "x"`.
        said: String,
        /// What exactly is wrong, in brackets; may be empty.
        detail: String,
    },
    /// One option twice in one file.
    #[error("{key} is set twice in {origin}, as {first} and as {second}: keep one of them")]
    Twice { key: String, origin: String, first: String, second: String },
    /// A file that is not there or may not be read.
    #[error("the configuration file {} cannot be read: {why}", file.display())]
    Unreadable { file: PathBuf, why: String },
    /// A file that breaks the rules of its format.
    #[error("the configuration file {} is no valid {format}: {why}", file.display())]
    Syntax { file: PathBuf, format: &'static str, why: String },
}

impl Error {
    /// The value of an option was refused by its type.
    pub(super) fn refused(key: &str, value: Option<&Value>, error: &ConfigError) -> Self {
        Self::invalid(key, value, detail(error))
    }

    /// The value of an option is not valid; `detail` may be empty.
    pub(super) fn invalid(key: &str, value: Option<&Value>, detail: &str) -> Self {
        let row = options::find(key);
        let secret = row.is_none_or(|row| row.secret);
        let origin = value.and_then(Value::origin).unwrap_or("its default");
        let said = match value.filter(|_| !secret) {
            Some(value) => format!("{origin} sets it to {}", shown(value)),
            None => format!("what {origin} sets it to is not"),
        };
        let detail = if secret || detail.is_empty() { String::new() } else { format!(" ({detail})") };
        Self::Value { key: key.into(), valid: row.map_or_else(String::new, |row| row.kind.valid()), said, detail }
    }
}

/// What a type of ours had to say; nothing of what serde and the crate themselves say, which is not for administrators.
fn detail(error: &ConfigError) -> &str {
    match error {
        ConfigError::At { error, .. } => detail(error),
        ConfigError::Message(message) => message,
        _ => "",
    }
}

/// A value for people to recognise: quoted where it is text, cut where it is long.
pub(super) fn shown(value: &Value) -> String {
    const MOST: usize = 100;
    match &value.kind {
        ValueKind::String(text) => {
            let readable = path::for_display(text);
            let cut: String = readable.chars().take(MOST).collect();
            if cut.len() < readable.len() { format!("{cut:?}…") } else { format!("{cut:?}") }
        }
        ValueKind::Array(items) => {
            let dots = if items.len() > 10 { ", …" } else { "" };
            format!("[{}{dots}]", items.iter().take(10).map(shown).collect::<Vec<_>>().join(", "))
        }
        ValueKind::Table(_) => "a table".into(),
        ValueKind::Nil => "nothing".into(),
        other => other.to_string(),
    }
}
