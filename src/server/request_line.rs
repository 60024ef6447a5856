//! Looks at the first line of each request before the parser does.
//!
//! The HTTP library answers an address beyond its bounds (65,534 bytes) with an empty 400 and closes. Here such a line is
//! replaced by a short one that asks for the same thing without its parameters and carries the header [`ADDRESS_TOO_LONG`], so that
//! it is answered like any other request: with a status, a sentence, and in the format that was asked for.
//!
//! Bodies are not parsed here. After a request line everything passes until the server answers; what comes then and
//! does not begin like a request line passes too.

use crate::http::headers::ADDRESS_TOO_LONG;
use bytes::Bytes;

/// The longest request line that is passed on, in bytes.
const LONGEST: usize = 60 * 1024;
/// The longest path that is kept of a line that is cut.
const LONGEST_PATH: usize = 2048;
/// How much of a line's end is kept: parameters after a long one.
const TAIL: usize = 4096;

/// Where in the stream of requests the next byte belongs.
#[derive(Default)]
pub struct RequestLine(State);

#[derive(Default)]
enum State {
    /// Where a request line may begin.
    #[default]
    Between,
    /// Within a line whose end has not come yet.
    Within(Vec<u8>),
    /// Within a line that is too long: its beginning, and as much of its end as came last.
    TooLong { head: Vec<u8>, tail: Vec<u8> },
    /// In headers; whether a line begins here.
    Headers { line_begins: bool },
    /// In a body, or where the answer is awaited.
    Inside,
}

/// What becomes of bytes that arrived.
#[derive(Debug, PartialEq, Eq)]
pub enum Verdict {
    Pass,
    /// Nothing can be passed on yet.
    Hold,
    /// These are passed on instead.
    Instead(Bytes),
}

impl RequestLine {
    /// Looks at what arrived.
    pub fn see(&mut self, fresh: &[u8]) -> Verdict {
        let end = fresh.iter().position(|byte| *byte == b'\n');
        match (&mut self.0, end) {
            (State::Inside, _) => Verdict::Pass,
            (State::Headers { line_begins }, _) => {
                self.0 = headers(*line_begins, fresh);
                Verdict::Pass
            }
            (State::Between, Some(end)) if end <= LONGEST => {
                self.0 = headers(true, &fresh[end + 1..]);
                Verdict::Pass
            }
            (State::Between, _) if !begins_like_a_request(fresh) => {
                self.0 = State::Inside;
                Verdict::Pass
            }
            (State::Between, _) => {
                self.0 = State::Within(Vec::new());
                self.see(fresh)
            }
            (State::Within(held), Some(end)) if held.len() + end <= LONGEST => {
                held.extend_from_slice(fresh);
                let held = self.release();
                self.0 = headers(true, &fresh[end + 1..]);
                Verdict::Instead(held)
            }
            (State::Within(held), _) if held.len() + fresh.len() <= LONGEST => {
                held.extend_from_slice(fresh);
                if begins_like_a_request(held) { Verdict::Hold } else { Verdict::Instead(self.release()) }
            }
            (State::Within(held), _) => {
                let room = LONGEST - held.len();
                held.extend_from_slice(&fresh[..room]);
                self.0 = State::TooLong { head: std::mem::take(held), tail: Vec::new() };
                self.see(&fresh[room..])
            }
            (State::TooLong { tail, .. }, None) => {
                tail.extend_from_slice(&fresh[fresh.len().saturating_sub(TAIL)..]);
                tail.drain(..tail.len().saturating_sub(TAIL));
                Verdict::Hold
            }
            (State::TooLong { head, tail }, Some(end)) => {
                tail.extend_from_slice(&fresh[end.saturating_sub(TAIL)..end]);
                let mut instead = shortened(head, tail);
                instead.extend_from_slice(&fresh[end + 1..]);
                self.0 = headers(true, &fresh[end + 1..]);
                Verdict::Instead(instead.into())
            }
        }
    }

    /// The client says no more: what is held is passed on as it is.
    pub fn release(&mut self) -> Bytes {
        match std::mem::replace(&mut self.0, State::Inside) {
            State::Within(held) => held.into(),
            State::TooLong { head, .. } => head.into(),
            State::Between | State::Headers { .. } | State::Inside => Bytes::new(),
        }
    }

    /// The server begins to answer; what comes next may be another request.
    pub fn answered(&mut self) {
        if matches!(self.0, State::Headers { .. } | State::Inside) {
            self.0 = State::Between;
        }
    }

    /// Whether a request has begun whose headers are not all here.
    pub fn is_begun(&self) -> bool {
        matches!(self.0, State::Within(_) | State::TooLong { .. } | State::Headers { .. })
    }
}

/// Where the stream is after these bytes of headers: an empty line ends them (RFC 9112 §2.1).
fn headers(mut line_begins: bool, bytes: &[u8]) -> State {
    for byte in bytes {
        match byte {
            b'\n' if line_begins => return State::Inside,
            b'\n' => line_begins = true,
            b'\r' => {}
            _ => line_begins = false,
        }
    }
    State::Headers { line_begins }
}

/// `GET /`: a method and the beginning of a path, or as much of these as there is.
fn begins_like_a_request(bytes: &[u8]) -> bool {
    let method = bytes.iter().take_while(|byte| byte.is_ascii_uppercase()).count();
    match &bytes[method..] {
        [] => method <= 10,
        [b' '] => (1..=10).contains(&method),
        [b' ', first, ..] => (1..=10).contains(&method) && *first == b'/',
        _ => false,
    }
}

/// The same request without its parameters, `f` and `callback` aside.
fn shortened(head: &[u8], tail: &[u8]) -> Vec<u8> {
    let target = head.iter().position(|byte| *byte == b' ').map_or(0, |space| space + 1);
    let path = head[target..].split(|byte| *byte == b'?').next().unwrap_or_default();
    let known = path.len() <= LONGEST_PATH && path.iter().all(u8::is_ascii_graphic);
    let mut line = head[..target].to_vec();
    line.extend_from_slice(if known { path } else { b"/" });
    let ended = tail.split(|byte| *byte == b' ').next().unwrap_or_default();
    let mut separator = b'?';
    for name in [&b"f="[..], b"callback="] {
        let mut pairs = head.split(|byte| b"?&".contains(byte)).chain(ended.split(|byte| *byte == b'&').skip(1));
        if let Some(pair) = pairs.find(|pair| pair.starts_with(name) && pair.len() < 100 && is_plain(pair)) {
            line.push(separator);
            line.extend_from_slice(pair);
            separator = b'&';
        }
    }
    line.extend_from_slice(b" HTTP/1.1\r\n");
    line.extend_from_slice(ADDRESS_TOO_LONG.as_bytes());
    line.extend_from_slice(b": 1\r\n");
    line
}

fn is_plain(pair: &[u8]) -> bool {
    pair.iter().all(|byte| byte.is_ascii_alphanumeric() || b"=_.$%-".contains(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the parser gets of a stream that arrives in pieces of this size.
    fn passed(stream: &[u8], piece: usize) -> String {
        let mut line = RequestLine::default();
        let mut passed = Vec::new();
        for fresh in stream.chunks(piece) {
            match line.see(fresh) {
                Verdict::Pass => passed.extend_from_slice(fresh),
                Verdict::Hold => {}
                Verdict::Instead(bytes) => passed.extend_from_slice(&bytes),
            }
        }
        passed.extend_from_slice(&line.release());
        String::from_utf8(passed).unwrap()
    }

    #[test]
    fn lines_within_the_bound_pass_unchanged_however_they_arrive() {
        let body = "x".repeat(100_000);
        for stream in [
            "GET /rest/ping?u=a HTTP/1.1\r\nhost: x\r\n\r\n".to_owned(),
            format!("POST /rest/star HTTP/1.1\r\ncontent-length: 100000\r\n\r\n{body}"),
            format!("GET /?{} HTTP/1.1\r\n\r\n", "y".repeat(50_000)),
            format!("GET {body}"),
            "\x16\x03\x01 no HTTP at all".to_owned(),
            "GET".to_owned(),
        ] {
            for piece in [1, 7, 4096, 1 << 20] {
                assert_eq!(passed(stream.as_bytes(), piece), stream, "{piece}");
            }
        }
    }

    #[test]
    fn a_line_beyond_the_bound_keeps_its_path_and_its_format() {
        let wanted = "POST /rest/star.view?f=jsonp&callback=back HTTP/1.1\r\nx-address-too-long: 1\r\nhost: x\r\n\r\n";
        for length in [60_000, 61_440, 70_000, 1_000_000] {
            let ids = "i".repeat(length);
            for query in
                [format!("f=jsonp&callback=back&u=a&id={ids}"), format!("u=a&id={ids}&f=jsonp&c=x&callback=back")]
            {
                let stream = format!("POST /rest/star.view?{query}&x={ids} HTTP/1.1\r\nhost: x\r\n\r\n");
                let stream = stream.replace(&format!("&x={ids}"), if query.starts_with('f') { &ids } else { "" });
                for piece in [100, 4096, 1 << 20] {
                    if stream.len() > 61_500 {
                        assert_eq!(passed(stream.as_bytes(), piece), wanted, "{length} in pieces of {piece}");
                    }
                }
            }
        }
        let endless = format!("GET /{} HTTP/1.1\r\n\r\n", "a".repeat(100_000));
        assert_eq!(passed(endless.as_bytes(), 4096), "GET / HTTP/1.1\r\nx-address-too-long: 1\r\n\r\n");
    }

    #[test]
    fn a_request_is_begun_until_its_headers_have_ended() {
        for stream in
            [&b"GET / HTTP/1.1\r\nhost: x\r\n\r\n"[..], b"GET / HTTP/1.1\r\n\r\n", b"GET / HTTP/1.1\nx: y\n\n"]
        {
            for piece in [1, 3, 1000] {
                let mut line = RequestLine::default();
                assert!(!line.is_begun());
                let mut pieces = stream.chunks(piece).peekable();
                while let Some(fresh) = pieces.next() {
                    line.see(fresh);
                    assert_eq!(line.is_begun(), pieces.peek().is_some(), "{:?}", String::from_utf8_lossy(fresh));
                }
                line.answered();
                line.see(b"GET");
                assert!(line.is_begun());
            }
        }
    }

    #[test]
    fn a_body_is_never_taken_for_a_request_line() {
        let mut line = RequestLine::default();
        assert_eq!(line.see(b"POST / HTTP/1.1\r\n\r\n"), Verdict::Pass);
        line.answered();
        assert_eq!(line.see("rest=of&the=form".repeat(10_000).as_bytes()), Verdict::Pass);
    }
}
