//! What the table alone can say of values: numbers within their bounds, words among those allowed.

use super::error::{Error, shown};
use super::names::Layer;
use super::options::{self, Kind};
use ::config::{ConfigError, Value, ValueKind};

/// The layers over the defaults, checked: the strongest value of every option, in a tree by section.
///
/// # Errors
/// [`Error::Value`] for a number out of bounds and for a word that is not allowed.
pub(super) fn lay(layers: &[Layer], warnings: &mut Vec<String>) -> Result<Value, Error> {
    let broken = |error: ConfigError| Error::refused("", None, &error);
    let mut builder = ::config::Config::builder();
    for row in options::all().filter(|row| !row.is_pattern() && row.kind != Kind::Pairs) {
        builder = builder.set_default(row.key, row.default).map_err(broken)?;
    }
    for layer in layers {
        builder = builder.add_source(layer.clone());
    }
    let laid = builder.build().map_err(broken)?;

    let mut builder = ::config::Config::builder().add_source(laid.clone());
    let keys: std::collections::BTreeSet<_> = layers.iter().flat_map(|layer| layer.0.keys()).collect();
    for key in keys {
        let (Some(row), Some(value)) = (options::find(key), at(&laid.cache, key)) else { continue };
        if let Some(mended) = checked(key, row.kind, value, warnings)? {
            builder = builder.set_override(key, mended).map_err(broken)?;
        }
    }
    builder.build().map(|config| config.cache).map_err(broken)
}

/// The value under a dotted key.
pub(super) fn at<'v>(tree: &'v Value, key: &str) -> Option<&'v Value> {
    key.split('.').try_fold(tree, |value, part| match &value.kind {
        ValueKind::Table(table) => table.get(part),
        _ => None,
    })
}

/// What the value must become, if anything.
fn checked(key: &str, kind: Kind, value: &Value, warnings: &mut Vec<String>) -> Result<Option<Value>, Error> {
    let invalid = || Error::invalid(key, Some(value), "");
    let text = || value.clone().into_string().map(|text| text.trim().to_string()).map_err(|_| invalid());
    let within = |valid: bool| if valid { Ok(None) } else { Err(invalid()) };
    match kind {
        Kind::Whole(least, most) => within(text()?.parse().is_ok_and(|n: i64| (least..=most).contains(&n))),
        Kind::ByProcessors => within(text()?.is_empty() || text()?.parse().is_ok_and(|n: u32| n > 0)),
        Kind::Number => within(text()?.parse().is_ok_and(|n: f64| n.is_finite())),
        Kind::SizeAboveZero => within(super::size::parse(&text()?).is_some_and(|bytes| bytes > 0)),
        Kind::Word(words) | Kind::WordOr(words, _) => {
            let word = text()?.to_lowercase();
            let word = match (words.contains(&word.as_str()), kind) {
                (true, _) => word,
                (false, Kind::WordOr(_, fallback)) => {
                    let taken = if fallback.is_empty() { "its default" } else { fallback };
                    warnings.push(format!("{} and became {taken}", invalid_choice(key, kind, value)));
                    fallback.into()
                }
                _ => return Err(invalid()),
            };
            Ok(Some(Value::new(value.origin().map(String::from).as_ref(), word)))
        }
        _ => Ok(None),
    }
}

fn invalid_choice(key: &str, kind: Kind, value: &Value) -> String {
    format!("{key} was {} in {}, which is not {},", shown(value), value.origin().unwrap_or_default(), kind.valid())
}
