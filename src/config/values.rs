//! How single values are read from whatever a source has (text, numbers, arrays) and written back: modules for serde's
//! `with`. A refusal carries a detail only where the value's own type has one to give; what would be valid is said by
//! the option's [`Kind`](super::options::Kind).

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::fmt::Display;
use std::str::FromStr;

/// A type of ours that is written as text and explains what it refuses.
pub(super) mod text {
    use super::*;

    pub fn serialize<T: Display, S: Serializer>(value: &T, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(value)
    }

    pub fn deserialize<'de, T: FromStr<Err = String>, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
        String::deserialize(from)?.trim().parse().map_err(D::Error::custom)
    }
}

/// As [`text`], where empty text means none.
pub(super) mod optional_text {
    use super::*;

    pub fn serialize<T: Display, S: Serializer>(value: &Option<T>, to: S) -> Result<S::Ok, S::Error> {
        match value {
            Some(value) => to.collect_str(value),
            None => to.serialize_str(""),
        }
    }

    pub fn deserialize<'de, T: FromStr<Err = String>, D: Deserializer<'de>>(from: D) -> Result<Option<T>, D::Error> {
        match String::deserialize(from)?.trim() {
            "" => Ok(None),
            text => text.parse().map(Some).map_err(D::Error::custom),
        }
    }
}

/// A number, written as one or as text.
pub(super) mod number {
    use super::*;

    pub fn serialize<T: Serialize, S: Serializer>(value: &T, to: S) -> Result<S::Ok, S::Error> {
        value.serialize(to)
    }

    pub fn deserialize<'de, T: FromStr, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
        String::deserialize(from)?.trim().parse().map_err(|_| D::Error::custom(""))
    }
}

/// A number that may be left out by empty text.
pub(super) mod optional_number {
    use super::*;

    pub fn serialize<T: Serialize, S: Serializer>(value: &Option<T>, to: S) -> Result<S::Ok, S::Error> {
        match value {
            Some(value) => value.serialize(to),
            None => to.serialize_str(""),
        }
    }

    pub fn deserialize<'de, T: FromStr, D: Deserializer<'de>>(from: D) -> Result<Option<T>, D::Error> {
        match String::deserialize(from)?.trim() {
            "" => Ok(None),
            text => text.parse().map(Some).map_err(|_| D::Error::custom("")),
        }
    }
}

/// Text with commas (spaces around an item do not count, empty items neither), or an array, whose items stay as they
/// are, so that one of them can be a comma.
pub(super) mod list {
    use super::*;

    pub fn serialize<T: Display, S: Serializer>(items: &[T], to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(items.iter().map(T::to_string))
    }

    pub fn deserialize<'de, T: FromStr, D: Deserializer<'de>>(from: D) -> Result<Vec<T>, D::Error>
    where
        T::Err: Display,
    {
        items(from)?.iter().map(|item| item.parse().map_err(D::Error::custom)).collect()
    }

    pub(super) fn items<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            Text(String),
            Number(i64),
            Array(Vec<String>),
        }
        Ok(match Written::deserialize(from).map_err(|_| D::Error::custom(""))? {
            Written::Text(text) => {
                text.split(',').map(str::trim).filter(|item| !item.is_empty()).map(String::from).collect()
            }
            Written::Number(number) => vec![number.to_string()],
            Written::Array(items) => items,
        })
    }
}

/// A list that may be left out altogether, which differs from an empty one.
pub(super) mod optional_list {
    use super::*;

    pub fn serialize<S: Serializer>(items: &Option<Vec<String>>, to: S) -> Result<S::Ok, S::Error> {
        items.serialize(to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Vec<String>>, D::Error> {
        list::items(from).map(Some)
    }
}

/// Pairs of texts.
pub(super) mod pairs {
    use super::*;

    pub fn serialize<S: Serializer>(pairs: &[(String, String)], to: S) -> Result<S::Ok, S::Error> {
        pairs.serialize(to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<(String, String)>, D::Error> {
        Vec::deserialize(from).map_err(|_| D::Error::custom(""))
    }
}

/// A path, kept byte for byte however the source came by it; empty where none is given.
pub(super) mod path {
    use super::*;
    use crate::domain::path;
    use std::path::{Path, PathBuf};

    pub fn serialize<S: Serializer>(value: &Path, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&path::to_text(value))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<PathBuf, D::Error> {
        let text = String::deserialize(from)?;
        if text.contains('\0') { Err(D::Error::custom("")) } else { Ok(path::from_text(&text)) }
    }
}

/// As [`path`], but it must be given.
pub(super) mod folder {
    use super::*;
    pub use path::serialize;
    use std::path::PathBuf;

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<PathBuf, D::Error> {
        let path = path::deserialize(from)?;
        if path.as_os_str().is_empty() { Err(D::Error::custom("")) } else { Ok(path) }
    }
}

/// A file mode in octal.
pub(super) mod mode {
    use super::*;

    pub fn serialize<S: Serializer>(mode: &u32, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&format_args!("{mode:04o}"))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<u32, D::Error> {
        let text = String::deserialize(from)?;
        u32::from_str_radix(text.trim(), 8).ok().filter(|mode| *mode <= 0o7777).ok_or_else(|| D::Error::custom(""))
    }
}
