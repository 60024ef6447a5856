//! Who is at the other end of a connection, or of the last proxy that is trusted.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The other end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Peer {
    /// IPv4 also where it came over an IPv6 socket.
    Network(IpAddr),
    /// A process of this machine, over the Unix socket, with its user's number where the system tells it.
    Socket { user: Option<u32> },
}

impl Peer {
    /// The peer at this address. `::ffff:192.0.2.1` is 192.0.2.1 (RFC 4291 §2.5.5.2).
    pub fn at(address: IpAddr) -> Self {
        Self::Network(address.to_canonical())
    }

    /// Its network address; none over the Unix socket.
    pub fn address(self) -> Option<IpAddr> {
        match self {
            Self::Network(address) => Some(address),
            Self::Socket { .. } => None,
        }
    }

    /// What counts as one client where requests are counted: an IPv4 address, an IPv6 network of 64 bits (whoever has
    /// one address of it has them all), the Unix socket.
    pub fn household(self) -> Self {
        match self {
            Self::Network(IpAddr::V6(address)) => {
                let network = u128::from(address) & (u128::MAX << 64);
                Self::Network(IpAddr::V6(Ipv6Addr::from(network)))
            }
            Self::Network(IpAddr::V4(_)) => self,
            Self::Socket { .. } => Self::Socket { user: None },
        }
    }

    /// Whether it is this machine itself.
    pub fn is_local(self) -> bool {
        self.address().is_none_or(|address| address.is_loopback())
    }
}

impl Default for Peer {
    /// Nobody in particular.
    fn default() -> Self {
        Self::Network(IpAddr::V4(Ipv4Addr::UNSPECIFIED))
    }
}

impl std::fmt::Display for Peer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Network(address) => address.fmt(f),
            Self::Socket { user: Some(user) } => write!(f, "the Unix socket (user {user})"),
            Self::Socket { user: None } => f.write_str("the Unix socket"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_household_is_an_ipv4_address_or_an_ipv6_network_of_64_bits() {
        let household = |text: &str| Peer::at(text.parse().unwrap()).household();
        assert_eq!(household("2001:db8:1:2:3::4"), household("2001:db8:1:2:ffff::"));
        assert_ne!(household("2001:db8:1:2::1"), household("2001:db8:1:3::1"));
        assert_ne!(household("192.0.2.1"), household("192.0.2.2"));
        assert_eq!(household("::ffff:192.0.2.1"), household("192.0.2.1"));
    }
}
