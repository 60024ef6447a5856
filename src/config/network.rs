//! Networks: whose word is taken, for who a user is or for where a request came from.

use crate::domain::peer::Peer;
use ipnet::IpNet;
use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

/// A neighbour whose headers are believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrustedSource {
    /// Whoever connects over the Unix socket.
    UnixSocket,
    /// Every address of a network.
    Network(IpNet),
}

impl TrustedSource {
    /// Whether `peer` is one of these.
    pub fn contains(&self, peer: Peer) -> bool {
        match (self, peer) {
            (Self::UnixSocket, Peer::Socket { .. }) => true,
            (Self::Network(network), Peer::Network(address)) => network.contains(&address),
            _ => false,
        }
    }

    /// Whether it is every address there is.
    pub fn is_everybody(&self) -> bool {
        matches!(self, Self::Network(network) if network.prefix_len() == 0)
    }
}

impl FromStr for TrustedSource {
    type Err = String;

    /// `@`, a network such as `10.0.0.0/8`, or one address.
    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if text == "@" {
            return Ok(Self::UnixSocket);
        }
        if let Ok(address) = text.parse::<IpAddr>() {
            return Ok(Self::Network(address.to_canonical().into()));
        }
        if let Ok(network) = text.parse::<IpNet>() {
            return Ok(Self::Network(network));
        }
        let is_name = text.contains(|letter: char| letter.is_ascii_alphabetic()) && !text.contains(':');
        Err(if is_name {
            format!("{text:?} is a name, and names can be made to point anywhere: give addresses")
        } else {
            format!("{text:?} is no network")
        })
    }
}

impl fmt::Display for TrustedSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnixSocket => f.write_str("@"),
            Self::Network(network) => network.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn networks_addresses_and_the_socket_are_read() {
        for (text, shown) in
            [("10.0.0.0/8", "10.0.0.0/8"), ("::1", "::1/128"), ("192.168.1.7", "192.168.1.7/32"), ("@", "@")]
        {
            assert_eq!(text.parse::<TrustedSource>().unwrap().to_string(), shown);
        }
        for text in ["", "10.0.0.0/33", "10.0.0/8", "example.org", "::/129", "1.2.3.4/-1", "localhost"] {
            assert!(text.parse::<TrustedSource>().is_err(), "{text}");
        }
        assert!("traefik".parse::<TrustedSource>().unwrap_err().contains("is a name"));
    }

    #[test]
    fn a_network_holds_its_own_addresses_and_no_others() {
        let holds = |network: &str, address: &str| {
            network.parse::<TrustedSource>().unwrap().contains(Peer::at(address.parse().unwrap()))
        };
        assert!(holds("10.0.0.0/8", "10.200.0.1") && holds("10.0.0.0/8", "::ffff:10.1.1.1"));
        assert!(!holds("10.0.0.0/8", "11.0.0.1") && !holds("10.0.0.0/8", "::1") && !holds("@", "127.0.0.1"));
        assert!(holds("2001:db8::/32", "2001:db8:1::1") && !holds("2001:db8::/32", "2001:db9::1"));
        let socket = Peer::Socket { user: Some(33) };
        assert!("@".parse::<TrustedSource>().unwrap().contains(socket));
        assert!(!"0.0.0.0/0".parse::<TrustedSource>().unwrap().contains(socket));
    }
}
