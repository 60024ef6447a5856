//! What can be wrong with parameters.

use crate::http::rest::reply::Code;
use serde::de;
use std::fmt::Display;

/// Why parameters were refused, in words for the client. Values are not repeated: one may be a password.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("required parameter \"{name}\" is missing")]
    Missing { name: String },
    /// `reason` says what would be right: "must be a whole number …".
    #[error("parameter \"{name}\" {reason}")]
    Malformed { name: String, reason: String },
    #[error("more than {} parameters", super::MOST_PAIRS)]
    TooMany,
}

impl Refusal {
    /// The Subsonic code clients are told.
    pub fn code(&self) -> Code {
        match self {
            Self::Missing { .. } => Code::MissingParameter,
            Self::Malformed { .. } | Self::TooMany => Code::Generic,
        }
    }
}

/// A refusal while it is being made: a value does not know the name it was given under.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("{0} is missing")]
    Missing(&'static str),
    #[error("{0:?} is blank")]
    Blank(Option<&'static str>),
    #[error("{name:?}: {reason}")]
    Malformed { name: Option<&'static str>, reason: String },
}

impl Fault {
    /// A value of the wrong form; `reason` continues the sentence "parameter x …".
    pub fn malformed(reason: impl Into<String>) -> Self {
        Self::Malformed { name: None, reason: reason.into() }
    }

    /// The same fault, of the parameter `name`.
    pub fn of(self, name: &'static str) -> Self {
        match self {
            Self::Blank(None) => Self::Blank(Some(name)),
            Self::Malformed { name: None, reason } => Self::Malformed { name: Some(name), reason },
            named => named,
        }
    }
}

impl de::Error for Fault {
    fn custom<T: Display>(reason: T) -> Self {
        Self::malformed(reason.to_string())
    }

    fn missing_field(name: &'static str) -> Self {
        Self::Missing(name)
    }

    fn unknown_variant(_: &str, expected: &'static [&'static str]) -> Self {
        Self::malformed(format!("must be one of {}", expected.join(", ")))
    }
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Missing(name) => Self::Missing { name: name.to_owned() },
            Fault::Blank(name) => Self::Missing { name: name.unwrap_or_default().to_owned() },
            Fault::Malformed { name, reason } => Self::Malformed { name: name.unwrap_or_default().to_owned(), reason },
        }
    }
}
