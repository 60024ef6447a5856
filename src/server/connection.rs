//! One accepted connection: what flows through it is watched here, so that whoever is slow or says too much costs little.

use super::places::Place;
use super::request_line::{RequestLine, Verdict};
use crate::domain::peer::Peer;
use bytes::{Buf, Bytes};
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpStream, UnixStream};
use tokio::time::{Sleep, sleep};
use tokio_rustls::server::TlsStream;

/// How long a client may take nothing of an answer. A player that is paused for longer comes back with a Range.
const STALLED: Duration = Duration::from_secs(120);

/// How long the head of a request may take to arrive. For the first one of a connection the HTTP library is stricter.
const SLOW_HEAD: Duration = Duration::from_secs(20);
/// What is said to whoever takes longer, if he still listens.
const TOO_SLOW: &[u8] = b"HTTP/1.1 408 Request Timeout\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";

/// What carries the bytes.
pub enum Stream {
    Tcp(TcpStream),
    Tls(Box<TlsStream<TcpStream>>),
    Unix(UnixStream),
}

/// A connection, its peer, and its place among all.
pub struct Connection {
    stream: Stream,
    peer: Peer,
    line: RequestLine,
    /// To be read before anything else.
    waiting: Bytes,
    /// Runs while the client takes nothing.
    stalled: Option<Pin<Box<Sleep>>>,
    /// Runs while a request has begun and its head is not whole.
    slow_head: Option<Pin<Box<Sleep>>>,
    _place: Place,
}

impl Connection {
    pub fn new(stream: Stream, peer: Peer, place: Place) -> Self {
        Self {
            stream,
            peer,
            line: RequestLine::default(),
            waiting: Bytes::new(),
            stalled: None,
            slow_head: None,
            _place: place,
        }
    }

    pub fn peer(&self) -> Peer {
        self.peer
    }

    fn stream(&mut self) -> Pin<&mut dyn Duplex> {
        match &mut self.stream {
            Stream::Tcp(stream) => Pin::new(stream),
            Stream::Tls(stream) => Pin::new(&mut **stream),
            Stream::Unix(stream) => Pin::new(stream),
        }
    }

    /// Ends a write that has waited for the client too long.
    fn in_time<T>(&mut self, written: Poll<io::Result<T>>, context: &mut Context<'_>) -> Poll<io::Result<T>> {
        if written.is_ready() {
            self.stalled = None;
            return written;
        }
        let stalled = self.stalled.get_or_insert_with(|| Box::pin(sleep(STALLED)));
        match stalled.as_mut().poll(context) {
            Poll::Ready(()) => Poll::Ready(Err(io::ErrorKind::TimedOut.into())),
            Poll::Pending => Poll::Pending,
        }
    }

    /// Ends a connection whose next request does not get on.
    fn awaits_head(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        if !self.line.is_begun() {
            self.slow_head = None;
            return Poll::Pending;
        }
        let slow_head = self.slow_head.get_or_insert_with(|| Box::pin(sleep(SLOW_HEAD)));
        ready!(slow_head.as_mut().poll(context));
        let _ = self.stream().poll_write(context, TOO_SLOW);
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

trait Duplex: AsyncRead + AsyncWrite + Unpin {}
impl<T: AsyncRead + AsyncWrite + Unpin> Duplex for T {}

impl AsyncRead for Connection {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        loop {
            if self.waiting.has_remaining() {
                let length = self.waiting.len().min(into.remaining());
                into.put_slice(&self.waiting.split_to(length));
                return Poll::Ready(Ok(()));
            }
            let before = into.filled().len();
            let Poll::Ready(read) = self.stream().poll_read(context, into) else {
                return self.awaits_head(context);
            };
            read?;
            let fresh = &into.filled()[before..];
            let verdict = if fresh.is_empty() {
                match self.line.release() {
                    held if held.is_empty() => Verdict::Pass,
                    held => Verdict::Instead(held),
                }
            } else {
                self.line.see(fresh)
            };
            if !self.line.is_begun() {
                self.slow_head = None;
            }
            match verdict {
                Verdict::Pass => return Poll::Ready(Ok(())),
                Verdict::Hold => into.set_filled(before),
                Verdict::Instead(bytes) => {
                    into.set_filled(before);
                    self.waiting = bytes;
                }
            }
        }
    }
}

impl AsyncWrite for Connection {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = self.stream().poll_write(context, bytes);
        // "100 Continue" asks for the body; the answer comes after it (RFC 9110 §15.2.1)
        if written.is_ready() && !bytes.starts_with(b"HTTP/1.1 100") {
            self.line.answered();
        }
        self.in_time(written, context)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let flushed = self.stream().poll_flush(context);
        self.in_time(flushed, context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let shut = self.stream().poll_shutdown(context);
        self.in_time(shut, context)
    }
}
