//! The places where options are written, each as a list of names and values that remember where they are from.

use super::load::CommandLine;
use crate::domain::path;
use ::config::{ConfigError, Environment, Source as _, Value, ValueKind};
use std::collections::HashMap;
use std::path::PathBuf;

/// One option as somebody wrote it.
#[derive(Debug, Clone)]
pub(super) struct Written {
    pub name: String,
    pub spelling: Spelling,
    /// Its origin is words such as `the flag --port`.
    pub value: Value,
}

/// How names are spelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spelling {
    /// `Scanner.Schedule`.
    Dotted,
    /// `SCANNER_SCHEDULE`, without the `ND_` before it.
    Variable,
}

impl Written {
    pub fn new(name: impl Into<String>, spelling: Spelling, origin: String, kind: ValueKind) -> Self {
        Self { name: name.into(), spelling, value: Value::new(Some(&origin), kind) }
    }

    /// Where it was written.
    pub fn origin(&self) -> &str {
        self.value.origin().unwrap_or_default()
    }

    /// The name as it stands there.
    pub fn as_written(&self) -> String {
        match self.spelling {
            Spelling::Dotted => self.name.clone(),
            Spelling::Variable => format!("ND_{}", self.name.to_uppercase()),
        }
    }
}

/// The variables of this process, whatever bytes they hold (kept as paths are, see [`path::to_text`]).
pub fn environment() -> impl Iterator<Item = (String, String)> {
    let text = |text: std::ffi::OsString| path::to_text(std::path::Path::new(&text));
    std::env::vars_os().map(move |(name, value)| (text(name), text(value)))
}

/// The folders in which programs are sought: what the variable `PATH` lists.
pub fn search_path() -> Vec<PathBuf> {
    let listed = std::env::vars_os().find(|(name, _)| name == "PATH");
    listed.map(|(_, folders)| std::env::split_paths(&folders).collect()).unwrap_or_default()
}

/// Every `ND_*` variable that is not empty.
pub(super) fn from_variables(variables: &HashMap<String, String>) -> Result<Vec<Written>, ConfigError> {
    let environment = Environment::with_prefix("ND").prefix_separator("_").ignore_empty(true);
    let found = environment.source(Some(variables.clone())).collect()?;
    let written = found.into_iter().map(|(name, value)| {
        let origin = format!("the environment variable ND_{}", name.to_uppercase());
        Written::new(name, Spelling::Variable, origin, value.kind)
    });
    Ok(written.collect())
}

/// `PORT`, which hosting services set.
pub(super) fn from_port(variables: &HashMap<String, String>) -> Vec<Written> {
    let port = variables.get("PORT").filter(|port| !port.is_empty());
    let origin = || "the environment variable PORT".to_string();
    port.map(|port| Written::new("Port", Spelling::Dotted, origin(), port.as_str().into())).into_iter().collect()
}

/// Every flag that was given and has an effect; the others are warned of.
pub(super) fn from_flags(line: &CommandLine, warnings: &mut Vec<String>) -> Vec<Written> {
    const WITHOUT_EFFECT: [&str; 3] = ["scaninterval", "albumplaycountmode", "autoimportplaylists"];
    let mut written = Vec::new();
    for (name, value) in &line.options {
        if WITHOUT_EFFECT.contains(name) {
            warnings.push(format!("the flag --{name} has no effect, as in Navidrome"));
        } else {
            written.push(Written::new(*name, Spelling::Dotted, format!("the flag --{name}"), value.as_str().into()));
        }
    }
    written
}
