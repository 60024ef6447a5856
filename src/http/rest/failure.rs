//! What went wrong, as Subsonic says it: one code and one sentence, in the format that was asked for.

use super::params::Refusal;
use super::reply::Code;
use crate::service;
use crate::store;
use actix_web::http::StatusCode;

/// A request that was not done. `sentence` holds nothing the client may not know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    pub code: Code,
    pub sentence: String,
    /// Beside the envelope: 200 mostly, since clients look no further otherwise.
    pub status: StatusCode,
    /// Seconds after which the same request may succeed.
    pub retry_after: Option<u32>,
}

impl Failure {
    /// A failure of this code.
    pub fn new(code: Code, sentence: impl Into<String>) -> Self {
        Self { code, sentence: sentence.into(), status: StatusCode::OK, retry_after: None }
    }

    /// There is too much to do; clients know by the status that they may ask again.
    pub fn too_many(seconds: u32, sentence: impl Into<String>) -> Self {
        let failure = Self::new(Code::Generic, sentence);
        Self { status: StatusCode::TOO_MANY_REQUESTS, retry_after: Some(seconds), ..failure }
    }

    /// As [`Failure::new`], with a status of HTTP that says the same.
    pub fn with_status(status: StatusCode, sentence: impl Into<String>) -> Self {
        Self { status, ..Self::new(Code::Generic, sentence) }
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
            service::Error::TooMany(too_many) => return Self::too_many(too_many.seconds, error.to_string()),
            service::Error::Conflict(_) => Code::ConflictingAuthentication,
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
