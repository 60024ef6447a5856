//! The error codes of the Subsonic API and of OpenSubsonic.

use serde::{Serialize, Serializer};

/// Why a request failed, as clients are told (<https://opensubsonic.netlify.app/docs/responses/error/>).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Code {
    Generic = 0,
    MissingParameter = 10,
    ClientTooOld = 20,
    ServerTooOld = 30,
    WrongCredentials = 40,
    TokenNotSupported = 41,
    AuthenticationNotSupported = 42,
    ConflictingAuthentication = 43,
    InvalidApiKey = 44,
    NotAuthorized = 50,
    TrialOver = 60,
    NotFound = 70,
}

impl Code {
    /// The number on the wire.
    pub fn number(self) -> u8 {
        self as u8
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(self.number())
    }
}
