//! The configuration file: which one it is, and what is written in it.

use super::error::Error;
use super::sources::{Spelling, Written};
use ::config::{ConfigError, FileFormat, Map, Source as _, Value, ValueKind};
use std::collections::HashMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};

const ENDINGS: [(&str, FileFormat, &str); 5] = [
    ("toml", FileFormat::Toml, "TOML"),
    ("yaml", FileFormat::Yaml, "YAML"),
    ("yml", FileFormat::Yaml, "YAML"),
    ("json", FileFormat::Json, "JSON"),
    ("ini", FileFormat::Ini, "INI"),
];

/// Larger files are something else by mistake.
const LARGEST: u64 = 1 << 20;

/// The file to read: the one named by flag; or by `ND_CONFIGFILE`, if it exists; or the first `navidrome.*` in `cwd`.
pub(super) fn choose(
    flag: Option<&Path>,
    variables: &HashMap<String, String>,
    cwd: &Path,
    warnings: &mut Vec<String>,
) -> Option<PathBuf> {
    if let Some(file) = flag {
        return Some(cwd.join(file));
    }
    if let Some(named) = variables.get("ND_CONFIGFILE").filter(|named| !named.is_empty()) {
        let file = cwd.join(crate::domain::path::from_text(named));
        if file.exists() {
            return Some(file);
        }
        warnings.push(format!("the file {named:?} that ND_CONFIGFILE names does not exist and is not read"));
    }
    let mut present =
        ENDINGS.iter().map(|(ending, ..)| cwd.join(format!("navidrome.{ending}"))).filter(|f| f.is_file());
    let chosen = present.next()?;
    let ignored = |file: PathBuf| format!("{} is not read, because {} is", file.display(), chosen.display());
    warnings.extend(present.map(ignored));
    Some(chosen)
}

/// Everything written in `file`, sections joined to names by dots, in order of names.
///
/// # Errors
/// [`Error::Unreadable`] or [`Error::Syntax`].
pub(super) fn read(file: &Path) -> Result<Vec<Written>, Error> {
    let unreadable = |why: String| Error::Unreadable { file: file.into(), why };
    let ending = file.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    let known = ENDINGS.iter().find(|(known, ..)| *known == ending);
    let (_, format, name) =
        known.ok_or_else(|| unreadable("its name must end in .toml, .yaml, .yml, .json or .ini".into()))?;

    let mut bytes = Vec::new();
    let opened = std::fs::File::open(file).and_then(|open| open.take(LARGEST + 1).read_to_end(&mut bytes));
    opened.map_err(|error| unreadable(reason(&error)))?;
    if bytes.len() as u64 > LARGEST {
        return Err(unreadable("it is larger than 1 MiB".into()));
    }
    let text = String::from_utf8(bytes).map_err(|_| unreadable("it is not UTF-8".into()))?;
    let text = text.trim_start_matches('\u{FEFF}');

    let parsed = ::config::File::from_str(text, *format).collect();
    let map = parsed.map_err(|error| Error::Syntax { file: file.into(), format: name, why: place(&error) })?;
    let mut written = Vec::new();
    flatten(map, "", &file.display().to_string(), &mut written);
    if *format == FileFormat::Ini {
        for option in &mut written {
            option.name = without_default(&option.name).into();
        }
    }
    written.sort_by(|a, b| a.name.cmp(&b.name));
    for option in &mut written {
        if option.name.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("ND_")) {
            option.name.drain(..3);
            option.spelling = Spelling::Variable;
        }
    }
    Ok(written)
}

fn flatten(map: Map<String, Value>, section: &str, origin: &str, written: &mut Vec<Written>) {
    for (key, value) in map {
        let name = if section.is_empty() { key } else { format!("{section}.{key}") };
        match value.kind {
            ValueKind::Nil => {}
            ValueKind::Table(inner) => flatten(inner, &name, origin, written),
            kind => written.push(Written::new(name, Spelling::Dotted, origin.into(), kind)),
        }
    }
}

/// INI has no place outside of sections for some writers; `[default]` is that place.
fn without_default(name: &str) -> &str {
    match name.split_once('.') {
        Some((section, rest)) if section.eq_ignore_ascii_case("default") => rest,
        _ => name,
    }
}

fn reason(error: &std::io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or_default().to_lowercase()
}

/// Where a file breaks its format, without the text around it, in which a password may stand: messages that name no
/// place are not passed on, since they quote what they are about.
fn place(error: &ConfigError) -> String {
    let text = match error {
        ConfigError::FileParse { cause, .. } => cause.to_string(),
        _ => String::new(),
    };
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let first = lines.next().unwrap_or_default().trim_start_matches("TOML parse error ");
    if !first.contains("line ") && !first.starts_with(|letter: char| letter.is_ascii_digit()) {
        return "it is no table of options".into();
    }
    lines.next_back().map_or_else(|| first.into(), |last| format!("{first}: {last}"))
}
