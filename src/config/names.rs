//! From names as they are written to the options they mean: letter case, `ND_` names, old names, wrong names.

use super::error::Error;
use super::options::{self, NAME, Row, Status};
use super::sources::{Spelling, Written};
use ::config::{ConfigError, Map, Source, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Old names, and what they are called now.
const OLD: [(&str, &str); 7] = [
    ("ReverseProxyWhitelist", "ExtAuth.TrustedSources"),
    ("ReverseProxyUserHeader", "ExtAuth.UserHeader"),
    ("HTTPSecurityHeaders.CustomFrameOptionsValue", "HTTPHeaders.FrameOptions"),
    ("SearchFullString", "Search.FullString"),
    ("CoverJpegQuality", "CoverArtQuality"),
    ("SimilarSongsMatchThreshold", "Matcher.FuzzyThreshold"),
    ("EnableTranscodingCancellation", "Transcoding.EnableCancellation"),
];

/// Names that Navidrome once had, without successors of the same meaning.
const GONE: [&str; 5] = ["Spotify.ID", "Spotify.Secret", "ScanInterval", "ScanSchedule", "DevEnableBufferedScrobble"];

/// Variables that are read elsewhere.
const ELSEWHERE: [&str; 3] = ["ConfigFile", "Systemd_Priority_Logging", "Platform"];

/// What one source says of options, under their true names.
#[derive(Debug, Clone, Default)]
pub(super) struct Layer(pub BTreeMap<String, Value>);

impl Source for Layer {
    fn clone_into_box(&self) -> Box<dyn Source + Send + Sync> {
        Box::new(self.clone())
    }

    fn collect(&self) -> Result<Map<String, Value>, ConfigError> {
        Ok(self.0.clone().into_iter().collect())
    }
}

enum Meaning {
    Option(String),
    Old(&'static str),
    Gone,
    Elsewhere,
    Unknown,
}

/// Finds what each source means, weakest source first. An option under its own name, in whichever source, wins over
/// its old name.
///
/// # Errors
/// [`Error::Twice`] where one source says the same thing twice.
pub(super) fn resolve(sources: Vec<Vec<Written>>, warnings: &mut Vec<String>) -> Result<Vec<Layer>, Error> {
    let mut layers = Vec::new();
    let mut old = Vec::new();
    for (index, source) in sources.into_iter().enumerate() {
        let mut seen: BTreeMap<String, Written> = BTreeMap::new();
        for written in source {
            match meaning(&written) {
                Meaning::Option(key) => {
                    if let Some(first) = seen.get(&key) {
                        let (first, second) = (first.as_written(), written.as_written());
                        return Err(Error::Twice { key, origin: written.origin().into(), first, second });
                    }
                    if written.spelling == Spelling::Variable && !written.origin().starts_with("the environment") {
                        warnings.push(format!(
                            "{} in {} is the name of a variable; in a file it is {key}",
                            written.as_written(),
                            written.origin()
                        ));
                    }
                    seen.insert(key, written);
                }
                Meaning::Old(key) => old.push((index, key, written)),
                Meaning::Gone => warnings.push(format!("{} is ignored, because that option is gone", place(&written))),
                Meaning::Elsewhere => {}
                Meaning::Unknown => warnings.push(unknown(&written)),
            }
        }
        layers.push(Layer(seen.into_iter().map(|(key, written)| (key, written.value)).collect()));
    }
    let given: BTreeSet<String> = layers.iter().flat_map(|layer| layer.0.keys().cloned()).collect();
    for (index, key, written) in old {
        if given.contains(key) {
            warnings
                .push(format!("{} is ignored, because it is the old name of {key}, which is set too", place(&written)));
        } else {
            warnings.push(format!("{} is the old name of {key}, which takes its value", place(&written)));
            layers.get_mut(index).map(|layer| layer.0.insert(key.into(), written.value));
        }
    }
    Ok(layers)
}

/// A line for each option that is set but whose feature does not exist.
pub(super) fn not_yet(layers: &[Layer]) -> Vec<String> {
    let mut strongest: BTreeMap<&str, &Value> = BTreeMap::new();
    for layer in layers {
        strongest.extend(layer.0.iter().map(|(key, value)| (key.as_str(), value)));
    }
    let line = |(key, value): (&str, &Value)| match options::find(key)?.status {
        Status::Works => None,
        Status::NotYet(what) => {
            let origin = value.origin().unwrap_or_default();
            Some(format!("{key} has no effect yet, because this version has no {what} (set by {origin})"))
        }
    };
    strongest.into_iter().filter_map(line).collect()
}

fn place(written: &Written) -> String {
    match written.origin() {
        origin if origin.starts_with("the ") => origin.into(),
        file => format!("{} in {file}", written.as_written()),
    }
}

fn meaning(written: &Written) -> Meaning {
    let same = |key: &str| match written.spelling {
        Spelling::Dotted => key.eq_ignore_ascii_case(&written.name),
        Spelling::Variable => key.replace('.', "_").eq_ignore_ascii_case(&written.name),
    };
    let option = |row: &Row| match written.spelling {
        _ if !row.is_pattern() => same(row.key).then(|| row.key.to_string()),
        Spelling::Dotted => {
            options::name_in(row.key, &written.name).map(|name| row.key.replace(NAME, &name.to_lowercase()))
        }
        Spelling::Variable => options::name_in(&row.key.replace('.', "_"), &written.name)
            .map(|name| row.key.replace(NAME, &name.to_lowercase())),
    };
    if let Some(key) = options::all().find_map(option) {
        return Meaning::Option(key);
    }
    if let Some((_, new)) = OLD.iter().find(|(old, _)| same(old)) {
        return Meaning::Old(new);
    }
    match (GONE.iter().any(|gone| same(gone)), ELSEWHERE.iter().any(|other| same(other))) {
        (true, _) => Meaning::Gone,
        (_, true) => Meaning::Elsewhere,
        _ => Meaning::Unknown,
    }
}

fn unknown(written: &Written) -> String {
    let wrong = match written.origin() {
        origin if origin.starts_with("the ") => format!("{origin} names no option"),
        file => format!("{file} sets {}, which is no option", written.as_written()),
    };
    let hint = nearest(&written.name).map(|key| match written.spelling {
        Spelling::Dotted => key.to_string(),
        Spelling::Variable => options::env(key),
    });
    hint.map_or_else(|| wrong.clone(), |hint| format!("{wrong}; did you mean {hint}?"))
}

/// The option that somebody may have meant: one in another section, or one of nearly the same name.
fn nearest(name: &str) -> Option<&'static str> {
    let name = name.replace('_', ".").to_lowercase();
    let keys = || options::all().filter(|row| !row.is_pattern()).map(|row| (row.key, row.key.to_lowercase()));
    let last = |text: &str| text.rsplit('.').next().map(String::from);
    let close =
        keys().map(|(key, lower)| (strsim::damerau_levenshtein(&lower, &name), key)).min_by_key(|(far, _)| *far);
    let close = close.filter(|(far, _)| *far <= (name.chars().count() / 4).max(2)).map(|(_, key)| key);
    close.or_else(|| keys().find(|(_, lower)| last(lower) == last(&name)).map(|(key, _)| key))
}
