//! Calls to other servers, all of them: whoever needs something from the internet asks here.
//!
//! Addresses come from listeners (a station, a picture) and from servers that we asked (redirects). None of them may make
//! this server call the router, a cloud's metadata or itself: only the public internet is called, and networks that
//! `ExternalServices.AllowedNetworks` names, and that is decided when the connection is made. Time and size are bounded,
//! nothing of this server is sent along, and an error says nothing about what was found at an address.
//!
//! Not here: what is asked of whom, and what an answer means.

mod address;
mod guard;

pub use guard::{Found, Names, SystemNames};

use address::Allowed;
use guard::{GuardedNames, Refused};
use ipnet::IpNet;
use reqwest::header::CONTENT_TYPE;
use std::sync::Arc;
use std::time::Duration;
use url::Url;

/// Until a server has taken the call.
const CONNECT: Duration = Duration::from_secs(5);
/// Until its answer is read.
const IN_ALL: Duration = Duration::from_secs(30);
const USER_AGENT: &str = concat!("navidrome-rs/", env!("CARGO_PKG_VERSION"));

/// What an administrator decides.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// `EnableExternalServices`: whether services are called that nobody here asked for by their address.
    pub services: bool,
    /// `ExternalServices.AllowedNetworks`: what may be called beside the public internet.
    pub allowed_networks: Vec<IpNet>,
}

/// Whose address it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// A service's, known to this server. Not called where services are switched off.
    Service,
    /// Somebody entered it here.
    Listener,
}

/// What another server said.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The status, 200 or another.
    pub status: u16,
    /// As the server has it; empty where it says nothing.
    pub content_type: String,
    /// Inflated.
    pub body: Vec<u8>,
}

/// Why there is no answer, in words that anybody may read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("calls to other services are switched off (EnableExternalServices)")]
    SwitchedOff,
    #[error("this is no address that begins with http:// or https://")]
    NoAddress,
    #[error("this address is not on the public internet, or in no network of ExternalServices.AllowedNetworks")]
    NotPublic,
    #[error("the other server gave no answer")]
    NoAnswer,
    #[error("the other server's answer is too large")]
    TooLarge,
    #[error("calls to other servers cannot be made: TLS does not work")]
    Tls,
}

impl From<reqwest::Error> for Error {
    fn from(error: reqwest::Error) -> Self {
        match guard::refusal(&error) {
            Some(Refused::Address) => Self::NotPublic,
            Some(Refused::Scheme) => Self::NoAddress,
            Some(Refused::Redirects) => Self::NoAnswer,
            None => {
                // for the administrator; the address may hold a key, so it stays out
                tracing::debug!(error = ?error.without_url(), "a call to another server failed");
                Self::NoAnswer
            }
        }
    }
}

/// Calls other servers. Cheap to clone.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    allowed: Allowed,
    services: bool,
}

impl Client {
    /// A client that asks `names` for addresses.
    ///
    /// # Errors
    /// [`Error::Tls`].
    #[expect(clippy::disallowed_methods, reason = "this is the one guarded client")]
    pub fn new(settings: &Settings, names: impl Names) -> Result<Self, Error> {
        let allowed = Allowed::and(&settings.allowed_networks);
        let http = reqwest::Client::builder()
            .tls_backend_preconfigured(tls()?)
            .dns_resolver(GuardedNames { names: Arc::new(names), allowed: allowed.clone() })
            .redirect(guard::redirects(allowed.clone()))
            // a proxy would look names up by itself
            .no_proxy()
            .referer(false)
            .user_agent(USER_AGENT)
            .connect_timeout(CONNECT)
            .timeout(IN_ALL)
            .build()
            .map_err(|_| Error::Tls)?;
        Ok(Self { http, allowed, services: settings.services })
    }

    /// Reads what is at an address, at most `most` bytes of it (inflated).
    ///
    /// # Errors
    /// As [`Error`] says; a status other than 200 is none.
    pub async fn get(&self, address: &str, origin: Origin, most: usize) -> Result<Answer, Error> {
        if origin == Origin::Service && !self.services {
            return Err(Error::SwitchedOff);
        }
        let url = Url::parse(address).map_err(|_| Error::NoAddress)?;
        guard::check(&url, &self.allowed).map_err(|refused| match refused {
            Refused::Scheme => Error::NoAddress,
            Refused::Address | Refused::Redirects => Error::NotPublic,
        })?;
        let mut response = self.http.get(url).send().await?;
        let content_type = response.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let content_type = content_type.unwrap_or_default().to_owned();
        let mut body = Vec::new();
        while let Some(piece) = response.chunk().await? {
            if piece.len() > most - body.len() {
                return Err(Error::TooLarge);
            }
            body.extend_from_slice(&piece);
        }
        Ok(Answer { status: response.status().as_u16(), content_type, body })
    }
}

/// The authorities that browsers trust, whatever this machine's administrator or a package added to the system's.
fn tls() -> Result<rustls::ClientConfig, Error> {
    let roots = rustls::RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let versions = rustls::ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    Ok(versions.map_err(|_| Error::Tls)?.with_root_certificates(roots).with_no_client_auth())
}
