//! The configuration as text, for people: what is in effect, secrets masked.

use super::Config;
use super::options::{self, NAME, Row};
use serde_json::Value;

impl Config {
    /// Every option with its value in effect, as lines of a `navidrome.toml`. Secrets are masked.
    pub fn to_toml(&self) -> String {
        let tree = serde_json::to_value(self).unwrap_or_default();
        options::all().flat_map(|row| lines(row, &tree)).map(|(key, value)| format!("{key} = {value}\n")).collect()
    }
}

fn lines(row: &Row, tree: &Value) -> Vec<(String, String)> {
    let Some((section, field)) = row.key.split_once(NAME) else {
        return at(tree, row.key).and_then(literal).map(|value| (row.key.into(), value)).into_iter().collect();
    };
    let named = at(tree, section.trim_end_matches('.')).and_then(Value::as_object);
    let field = field.trim_start_matches('.');
    let value = |value: &Value| literal(if field.is_empty() { value } else { value.get(field)? });
    let line = |(name, inner)| value(inner).map(|value| (row.key.replace(NAME, name), value));
    named.into_iter().flatten().filter_map(|(name, inner): (&String, &Value)| line((name.as_str(), inner))).collect()
}

fn at<'v>(tree: &'v Value, key: &str) -> Option<&'v Value> {
    key.split('.').try_fold(tree, |value, part| value.get(part))
}

/// A value as TOML writes it; nothing for what is not set.
fn literal(value: &Value) -> Option<String> {
    toml::Value::try_from(value).ok().map(|value| value.to_string())
}
