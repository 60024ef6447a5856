//! Whose word is taken for who a user is.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

/// A neighbour that may say, by a header, who a user is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TrustedSource {
    /// Whoever connects over the Unix socket.
    UnixSocket,
    /// Every address that begins with the same `bits` bits.
    Network { address: IpAddr, bits: u8 },
}

impl FromStr for TrustedSource {
    type Err = String;

    /// `@`, a network such as `10.0.0.0/8`, or one address.
    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if text == "@" {
            return Ok(Self::UnixSocket);
        }
        let (address, bits) = text.split_once('/').map_or((text, None), |(address, bits)| (address, Some(bits)));
        let refused = || format!("{text:?} is no network");
        let address: IpAddr = address.parse().map_err(|_| refused())?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Some(most), |bits| bits.parse().ok());
        let bits = bits.filter(|bits| *bits <= most).ok_or_else(refused)?;
        Ok(Self::Network { address, bits })
    }
}

impl fmt::Display for TrustedSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnixSocket => f.write_str("@"),
            Self::Network { address, bits } => write!(f, "{address}/{bits}"),
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
        for text in ["", "10.0.0.0/33", "10.0.0/8", "example.org", "::/129", "1.2.3.4/-1"] {
            assert!(text.parse::<TrustedSource>().is_err(), "{text}");
        }
    }
}
