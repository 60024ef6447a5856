//! From what was written to what is meant.

use super::error::Error;
use super::{Config, check, file, mend, names, sources};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// What was said on the command line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CommandLine {
    /// `--configfile`.
    pub config_file: Option<PathBuf>,
    /// Flags that were given, without their dashes, with their values.
    pub options: Vec<(&'static str, String)>,
}

/// A configuration, and what its author should know about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Loaded {
    pub config: Config,
    /// One line each, for the log; without secrets.
    pub warnings: Vec<String>,
    /// The file that was read.
    pub file: Option<PathBuf>,
}

/// Reads the configuration: flags over `ND_*` variables over the file over defaults. `environment` is all variables
/// (see [`sources::environment`]); relative paths, and the file where none is named, are sought in `cwd`.
///
/// # Errors
/// The first value that its option does not take, and a file that cannot be read: see [`Error`].
pub fn load(
    line: &CommandLine,
    environment: impl IntoIterator<Item = (String, String)>,
    cwd: &Path,
) -> Result<Loaded, Error> {
    let mut warnings = Vec::new();
    let variables: HashMap<String, String> = environment.into_iter().collect();
    let file = file::choose(line.config_file.as_deref(), &variables, cwd, &mut warnings);
    let mut written = vec![
        file.as_deref().map_or(Ok(Vec::new()), file::read)?,
        sources::from_port(&variables),
        sources::from_variables(&variables).unwrap_or_default(),
        sources::from_flags(line, &mut warnings),
    ];
    written.iter_mut().for_each(|source| source.sort_by(|a, b| a.name.cmp(&b.name)));
    let layers = names::resolve(written, &mut warnings)?;
    warnings.extend(names::not_yet(&layers));
    let tree = check::lay(&layers, &mut warnings)?;
    let mut config = Config::read(&tree)?;
    mend::mend(&mut config, cwd, &mut warnings);
    Ok(Loaded { config, warnings, file })
}
