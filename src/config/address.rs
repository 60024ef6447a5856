//! Addresses: where to listen, and under which address others see the server.

use std::fmt;
use std::net::IpAddr;
use std::path::PathBuf;
use std::str::FromStr;

/// Where to listen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Host {
    /// The name or IP address of an interface, without the brackets of an IPv6 address: fit to be resolved with a port.
    Interface(String),
    /// A Unix socket at this path.
    Socket(PathBuf),
}

impl FromStr for Host {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Some(path) = text.strip_prefix("unix:") {
            let path = path.trim();
            return if path.is_empty() { Err("a path follows unix:".into()) } else { Ok(Self::Socket(path.into())) };
        }
        let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
        match bare {
            "" => Ok(Self::Interface("0.0.0.0".into())),
            _ if bare.parse::<IpAddr>().is_ok() || is_name(bare) => Ok(Self::Interface(bare.into())),
            _ => Err(String::new()),
        }
    }
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Interface(host) => f.write_str(host),
            Self::Socket(path) => write!(f, "unix:{}", path.display()),
        }
    }
}

/// RFC 1123, with the underscores that container networks use.
fn is_name(text: &str) -> bool {
    let fits = |letter: u8| letter.is_ascii_alphanumeric() || matches!(letter, b'.' | b'-' | b'_');
    (1..=253).contains(&text.len()) && text.bytes().all(fits) && !text.starts_with(['-', '.'])
}

/// `http` or `https`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    Http,
    Https,
}

impl fmt::Display for Scheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if matches!(self, Self::Http) { "http" } else { "https" })
    }
}

/// Scheme and host, the host with its port where one is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    pub scheme: Scheme,
    pub host: String,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", self.scheme, self.host)
    }
}

/// Splits `https://host:port/rest` (RFC 3986 §3; no user, no password) into origin and rest.
fn split(text: &str) -> Result<(Origin, &str), String> {
    let (scheme, rest) = text.split_once("://").ok_or("the scheme is missing")?;
    let scheme = match scheme.to_ascii_lowercase().as_str() {
        "http" => Scheme::Http,
        "https" => Scheme::Https,
        _ => return Err(format!("the scheme is {scheme:?}")),
    };
    let (host, rest) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if !port.contains(']') => (name, Some(port)),
        _ => (host, None),
    };
    let six = name.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let named = six.map_or_else(|| is_name(name), |six| six.parse::<std::net::Ipv6Addr>().is_ok());
    if !named || port.is_some_and(|port| port.parse::<u16>().is_err()) {
        return Err(if host.is_empty() { "the host is missing".into() } else { format!("the host is {host:?}") });
    }
    Ok((Origin { scheme, host: host.to_ascii_lowercase() }, rest))
}

/// What precedes every path of the server, as the world sees it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BaseUrl {
    /// Empty, or `/music`: begins with a slash and ends without.
    pub path: String,
    /// For absolute addresses; `None` where only a path was given, and the request's own must do.
    pub origin: Option<Origin>,
}

impl FromStr for BaseUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (origin, path) = match text.contains("://") {
            true => split(text).map(|(origin, path)| (Some(origin), path))?,
            false => (None, text),
        };
        let path = path.trim_matches('/');
        let odd = |letter: char| letter.is_whitespace() || letter.is_control() || "?#\\<>\"{}".contains(letter);
        if let Some(letter) = path.chars().find(|letter| odd(*letter)) {
            return Err(format!("a path has no {letter:?}"));
        }
        if path.split('/').any(|part| matches!(part, "." | "..")) || path.contains("//") {
            return Err("the path is not plain".into());
        }
        Ok(Self { path: if path.is_empty() { String::new() } else { format!("/{path}") }, origin })
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.origin.as_ref().map_or(Ok(()), |origin| origin.fmt(f))?;
        f.write_str(&self.path)
    }
}

/// A full address on the web.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebAddress(String);

impl WebAddress {
    /// The address as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for WebAddress {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (_, rest) = split(text)?;
        match rest.chars().find(|letter| letter.is_whitespace() || letter.is_control()) {
            Some(letter) => Err(format!("an address has no {letter:?}")),
            None => Ok(Self(text.into())),
        }
    }
}

impl fmt::Display for WebAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_is_a_path_or_a_whole_address() {
        for (text, path, origin) in [
            ("", "", None),
            ("/", "", None),
            ("music", "/music", None),
            ("/music/", "/music", None),
            ("/a/b", "/a/b", None),
            ("https://Host/music", "/music", Some("https://host")),
            ("http://[::1]:8080", "", Some("http://[::1]:8080")),
            ("https://host:443/", "", Some("https://host:443")),
        ] {
            let base: BaseUrl = text.parse().unwrap();
            assert_eq!((base.path.as_str(), base.origin.as_ref().map(Origin::to_string).as_deref()), (path, origin));
            assert_eq!(base.to_string().parse(), Ok(base));
        }
        for text in [
            "ftp://host",
            "https://",
            "https:///music",
            "https://ho st",
            "/a b",
            "/a?b",
            "/../a",
            "/a//b",
            "http://me:pw@host",
            "http://host:99999",
            "http://[zz]",
        ] {
            assert!(text.parse::<BaseUrl>().is_err(), "{text}");
        }
    }

    #[test]
    fn hosts_are_addresses_or_names() {
        for (text, host) in
            [("0.0.0.0", "0.0.0.0"), ("[::]", "::"), ("::1", "::1"), ("localhost", "localhost"), ("", "0.0.0.0")]
        {
            assert_eq!(text.parse::<Host>().unwrap(), Host::Interface(host.into()));
        }
        assert_eq!("unix:/run/sock".parse::<Host>().unwrap(), Host::Socket("/run/sock".into()));
        for text in ["unix:", "a b", "1.2.3.4:80", "-x", "http://host"] {
            assert!(text.parse::<Host>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_web_address_needs_scheme_and_host() {
        assert!("https://auth.example.org/logout?rd=x".parse::<WebAddress>().is_ok());
        for text in ["/logout", "javascript:alert(1)", "https://", "ftp://x/"] {
            assert!(text.parse::<WebAddress>().is_err(), "{text}");
        }
    }
}
