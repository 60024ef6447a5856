//! What went wrong, as Subsonic says it: one code and one sentence, in the format that was asked for.

use super::params::Refusal;
use super::reply::Code;
use crate::service;
use crate::store;

/// A request that was not done. `sentence` holds nothing the client may not know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    pub code: Code,
    pub sentence: String,
}

impl Failure {
    /// A failure of this code.
    pub fn new(code: Code, sentence: impl Into<String>) -> Self {
        Self { code, sentence: sentence.into() }
    }

    /// There is no such thing.
    pub fn not_found(what: &str) -> Self {
        Self::new(Code::NotFound, format!("{what} not found"))
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::new(refusal.code(), refusal.to_string())
    }
}

impl From<service::Error> for Failure {
    fn from(error: service::Error) -> Self {
        let code = match &error {
            service::Error::NotFound { .. } => Code::NotFound,
            service::Error::Denied(_) => Code::NotAuthorized,
            service::Error::WrongCredentials => Code::WrongCredentials,
            service::Error::Invalid(_) => Code::Generic,
            service::Error::Failed(reason) => {
                tracing::error!(reason, "a request failed");
                Code::Generic
            }
        };
        Self::new(code, error.to_string())
    }
}

impl From<store::Error> for Failure {
    fn from(error: store::Error) -> Self {
        service::Error::from(error).into()
    }
}
