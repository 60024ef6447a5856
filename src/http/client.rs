//! Where a request comes from. The peer of the connection is known for certain; for whom a proxy asks is known only by its
//! word, and that counts only if the proxy is in `TrustedProxies`.

use crate::config::TrustedSource;
use crate::domain::peer::Peer;
use actix_web::HttpRequest;
use actix_web::http::header::HeaderMap;
use std::net::{IpAddr, SocketAddr};

/// The addresses of proxies and client, one appended by each proxy on the way.
const FORWARDED_FOR: &str = "x-forwarded-for";

/// The other end of the connection, whatever any header says.
pub fn peer(request: &HttpRequest) -> Peer {
    request
        .conn_data::<Peer>()
        .copied()
        .or_else(|| request.peer_addr().map(|address| Peer::at(address.ip())))
        .unwrap_or_default()
}

/// The client: the peer itself, or for whom it asks where it is a trusted proxy.
pub fn client(request: &HttpRequest, proxies: &[TrustedSource]) -> Peer {
    behind(peer(request), request.headers(), proxies)
}

/// The first hop, from the right, that is no trusted proxy: what stands left of it the client itself may have written.
fn behind(peer: Peer, headers: &HeaderMap, proxies: &[TrustedSource]) -> Peer {
    let is_trusted = |peer: Peer| proxies.iter().any(|proxy| proxy.contains(peer));
    if !is_trusted(peer) {
        return peer;
    }
    let lines: Vec<&str> = headers.get_all(FORWARDED_FOR).filter_map(|line| line.to_str().ok()).collect();
    let mut client = peer;
    for hop in lines.iter().rev().flat_map(|line| line.rsplit(',')) {
        // what is no address was not written by a proxy that knows its client
        let Some(address) = address(hop.trim()) else { break };
        client = Peer::at(address);
        if !is_trusted(client) {
            break;
        }
    }
    client
}

/// An address, with or without a port or the brackets of IPv6.
fn address(hop: &str) -> Option<IpAddr> {
    let bare = hop.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(hop);
    bare.parse().ok().or_else(|| hop.parse::<SocketAddr>().ok().map(|address| address.ip()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::http::header::{HeaderName, HeaderValue};

    fn client(peer: &str, proxies: &str, forwarded: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append(HeaderName::from_static(FORWARDED_FOR), HeaderValue::from_str(line).unwrap());
        }
        for other in ["x-real-ip", "true-client-ip", "forwarded", "cf-connecting-ip", "x-client-ip"] {
            headers.append(HeaderName::from_static(other), HeaderValue::from_static("203.0.113.99"));
        }
        let proxies: Vec<TrustedSource> = proxies.split_terminator(' ').map(|proxy| proxy.parse().unwrap()).collect();
        behind(Peer::at(peer.parse().unwrap()), &headers, &proxies).to_string()
    }

    #[test]
    fn forwarded_headers_of_untrusted_peers_count_for_nothing() {
        assert_eq!(client("192.0.2.1", "", &["198.51.100.1"]), "192.0.2.1");
        assert_eq!(client("192.0.2.1", "10.0.0.0/8", &["198.51.100.1", "10.0.0.1"]), "192.0.2.1");
    }

    #[test]
    fn the_rightmost_untrusted_hop_is_the_client() {
        for (forwarded, is) in [
            (&["198.51.100.1"][..], "198.51.100.1"),
            (&["127.0.0.1, 198.51.100.1"], "198.51.100.1"),
            (&["127.0.0.1, 198.51.100.1, 10.0.0.7"], "198.51.100.1"),
            (&["spoofed", "198.51.100.1", "10.0.0.7"], "198.51.100.1"),
            (&["198.51.100.1, unknown"], "10.0.0.2"),
            (&["198.51.100.1:4711"], "198.51.100.1"),
            (&["[2001:db8::1]:4711"], "2001:db8::1"),
            (&["2001:db8::1"], "2001:db8::1"),
            (&["10.0.0.5, 10.0.0.6"], "10.0.0.5"),
            (&[], "10.0.0.2"),
            (&[""], "10.0.0.2"),
        ] {
            assert_eq!(client("10.0.0.2", "10.0.0.0/8", forwarded), is, "{forwarded:?}");
        }
    }
}
