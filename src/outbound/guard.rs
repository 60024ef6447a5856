//! What is asked before each connection and each redirect.

use super::address::Allowed;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::redirect::{Attempt, Policy};
use std::error::Error as StdError;
use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use url::{Host, Url};

/// Redirects that are followed for one request.
const MOST_REDIRECTS: usize = 5;

/// Why a call was not made. It travels through the errors of the HTTP client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum Refused {
    #[error("not http or https")]
    Scheme,
    #[error("not a public address")]
    Address,
    #[error("too many redirects")]
    Redirects,
}

/// The addresses of a name, in time.
pub type Found = Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send>>;

/// Who knows the addresses of names.
pub trait Names: Send + Sync + 'static {
    /// The addresses of this name, whatever they are: which of them may be called is not decided here.
    fn look_up(&self, name: &str) -> Found;
}

/// The system's resolver.
pub struct SystemNames;

impl Names for SystemNames {
    fn look_up(&self, name: &str) -> Found {
        let name = name.to_owned();
        Box::pin(async move { Ok(tokio::net::lookup_host((name, 0)).await?.map(|found| found.ip()).collect()) })
    }
}

/// Looks names up and hands on only addresses that may be called. The connection is made to what was checked: a name
/// that means something else a moment later gains nothing.
pub(super) struct GuardedNames {
    pub names: Arc<dyn Names>,
    pub allowed: Allowed,
}

impl Resolve for GuardedNames {
    fn resolve(&self, name: Name) -> Resolving {
        let (found, allowed) = (self.names.look_up(name.as_str()), self.allowed.clone());
        Box::pin(async move {
            let permitted: Vec<SocketAddr> = found
                .await?
                .into_iter()
                .filter(|address| allowed.permits(*address))
                .map(|address| SocketAddr::new(address, 0))
                .collect();
            if permitted.is_empty() {
                return Err(Box::new(Refused::Address) as Box<dyn StdError + Send + Sync>);
            }
            Ok(Box::new(permitted.into_iter()) as Addrs)
        })
    }
}

/// Whether this address may be called as far as can be told without asking for its name: the client does not look up
/// what is an address already. However it was written (`0x7f.1`, `2130706433`), it was read into one here.
pub(super) fn check(url: &Url, allowed: &Allowed) -> Result<(), Refused> {
    if !matches!(url.scheme(), "http" | "https") {
        return Err(Refused::Scheme);
    }
    let address = match url.host() {
        Some(Host::Ipv4(address)) => IpAddr::V4(address),
        Some(Host::Ipv6(address)) => IpAddr::V6(address),
        Some(Host::Domain(_)) => return Ok(()),
        None => return Err(Refused::Address),
    };
    if allowed.permits(address) { Ok(()) } else { Err(Refused::Address) }
}

/// Follows a few redirects, each checked like the first address.
pub(super) fn redirects(allowed: Allowed) -> Policy {
    Policy::custom(move |attempt: Attempt<'_>| {
        if attempt.previous().len() > MOST_REDIRECTS {
            return attempt.error(Refused::Redirects);
        }
        match check(attempt.url(), &allowed) {
            Ok(()) => attempt.follow(),
            Err(refused) => attempt.error(refused),
        }
    })
}

/// The refusal among the causes of an error.
pub(super) fn refusal(error: &reqwest::Error) -> Option<Refused> {
    let mut cause: Option<&dyn StdError> = error.source();
    while let Some(error) = cause {
        if let Some(refused) = error.downcast_ref::<Refused>() {
            return Some(*refused);
        }
        cause = error.source();
    }
    None
}
