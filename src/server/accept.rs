//! From an accepted socket to a [`Connection`]: who is at the other end, whether there is a place, and TLS.

use super::connection::{Connection, Stream};
use super::places::Places;
use crate::config::TrustedSource;
use crate::domain::peer::Peer;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpStream, UnixStream};
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;

/// A client that takes longer for the handshake of TLS is cut off.
const HANDSHAKE: Duration = Duration::from_secs(10);
/// What somebody hears who holds his share of connections already.
const FULL: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\ncontent-type: text/plain\r\nretry-after: 5\r\n\
content-length: 50\r\nconnection: close\r\n\r\nthis address has too many connections open already";

/// What accepting needs, shared by all workers.
#[derive(Clone)]
pub struct Accept {
    pub places: Places,
    pub proxies: Arc<[TrustedSource]>,
    pub tls: Option<TlsAcceptor>,
}

impl Accept {
    /// A TCP connection, with TLS where it is configured; and its address as the HTTP library wants it.
    ///
    /// # Errors
    /// Where the client is gone, has no place left, or does not speak TLS.
    pub async fn tcp(self, mut stream: TcpStream) -> io::Result<(Connection, Option<SocketAddr>)> {
        let address = stream.peer_addr()?;
        let peer = Peer::at(address.ip());
        let speaks_for_many = peer.is_local() || self.proxies.iter().any(|proxy| proxy.contains(peer));
        let Some(place) = self.places.take(peer, speaks_for_many) else {
            if self.tls.is_none() {
                let _ = timeout(HANDSHAKE, stream.write_all(FULL)).await;
            }
            return Err(io::Error::other("an address has too many connections open"));
        };
        // answers are written whole; waiting for more only delays them
        stream.set_nodelay(true)?;
        let stream = match &self.tls {
            None => Stream::Tcp(stream),
            Some(tls) => Stream::Tls(Box::new(timeout(HANDSHAKE, tls.accept(stream)).await??)),
        };
        Ok((Connection::new(stream, peer, place), Some(address)))
    }

    /// A connection over the Unix socket.
    ///
    /// # Errors
    /// Never, in the end: all processes behind the socket share one household without a share.
    pub async fn unix(self, stream: UnixStream) -> io::Result<(Connection, Option<SocketAddr>)> {
        let user = stream.peer_cred().ok().map(|credentials| credentials.uid());
        let peer = Peer::Socket { user };
        let place = self.places.take(peer, true).ok_or(io::ErrorKind::WouldBlock)?;
        Ok((Connection::new(Stream::Unix(stream), peer, place), None))
    }
}
