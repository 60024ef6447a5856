//! Files as answers: whole or in part, and not at all where the client has them already.

use crate::domain::path::suffix;
use crate::media::file_body::FileBody;
use crate::media::mime;
use crate::media::range::{self, Part};
use crate::media::slots::{Held, Slot};
use actix_web::body::{BodySize, BoxBody, MessageBody, SizedStream};
use actix_web::http::header::{self, HeaderMap, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::{HttpRequest, HttpResponse};
use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::time::SystemTime;

/// A file about to be sent.
pub struct Download {
    file: File,
    length: u64,
    modified: SystemTime,
    pub content_type: &'static str,
    /// Where set, the client is asked to keep the file under this name.
    pub save_as: Option<String>,
    /// What is held until all is sent.
    pub slot: Option<Slot>,
}

impl Download {
    /// Opens a song's file; blocks. A link is followed only to what has the ending of music itself: between two scans
    /// somebody may have put one to any other file in the song's place.
    ///
    /// # Errors
    /// Where it cannot be opened, or is no such file.
    pub fn open(path: &Path, content_type: &'static str) -> io::Result<Self> {
        let real = fs::canonicalize(path)?;
        let name = real.file_name().unwrap_or_default().to_string_lossy();
        if !mime::is_audio(&suffix(&name)) {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is a link to what is no music"));
        }
        let file = File::open(real)?;
        let meta = file.metadata()?;
        if !meta.is_file() {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not a file"));
        }
        let modified = meta.modified().unwrap_or(SystemTime::UNIX_EPOCH);
        Ok(Self { file, length: meta.len(), modified, content_type, save_as: None, slot: None })
    }

    fn etag(&self) -> String {
        let since = self.modified.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        format!("\"{:x}-{:x}\"", self.length, since.as_nanos())
    }

    /// The answer to a request (RFC 9110 §13 and §14): all, a part, or that nothing changed.
    pub fn answer(self, request: &HttpRequest) -> HttpResponse {
        let headers = request.headers();
        let etag = self.etag();
        let mut response = HttpResponse::Ok();
        response
            .insert_header((header::ETAG, etag.clone()))
            .insert_header((header::LAST_MODIFIED, httpdate::fmt_http_date(self.modified)))
            .insert_header((header::ACCEPT_RANGES, "bytes"))
            .insert_header((header::CACHE_CONTROL, "private, no-cache"))
            // music does not get smaller by compressing it again, and ranges are of the file itself
            .insert_header((header::CONTENT_ENCODING, "identity"));
        if is_known(headers, &etag) {
            return response.status(StatusCode::NOT_MODIFIED).finish();
        }
        let part = match text(headers, header::RANGE) {
            Some(wanted) if if_range(headers, &etag, self.modified) => range::part(wanted, self.length),
            _ => Part::Whole,
        };
        if let Some(range) = part.content_range(self.length) {
            response.insert_header((header::CONTENT_RANGE, range));
        }
        response.status(match part {
            Part::Whole => StatusCode::OK,
            Part::Range { .. } => StatusCode::PARTIAL_CONTENT,
            Part::Unsatisfiable => return response.status(StatusCode::RANGE_NOT_SATISFIABLE).finish(),
        });
        response.content_type(self.content_type);
        if let Some(name) = &self.save_as {
            response.insert_header((header::CONTENT_DISPOSITION, attachment(name)));
        }
        let (offset, length) = part.extent(self.length);
        if request.method() == Method::HEAD {
            return response.body(NoBody(length));
        }
        let body = FileBody::new(self.file, offset, length);
        match self.slot {
            Some(slot) => response.body(SizedStream::new(length, Held::new(body, slot))),
            None => response.body(SizedStream::new(length, body)),
        }
    }
}

/// A body of known length that is not sent: the answer to HEAD.
struct NoBody(u64);

impl MessageBody for NoBody {
    type Error = std::convert::Infallible;

    fn size(&self) -> BodySize {
        BodySize::Sized(self.0)
    }

    fn poll_next(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<actix_web::web::Bytes, Self::Error>>> {
        std::task::Poll::Ready(None)
    }

    fn boxed(self) -> BoxBody {
        BoxBody::new(self)
    }
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

fn if_range(headers: &HeaderMap, etag: &str, modified: SystemTime) -> bool {
    text(headers, header::IF_RANGE).is_none_or(|given| range::if_range_holds(given, etag, modified))
}

/// Whether `If-None-Match` names this entity tag (RFC 9110 §13.1.2, weak comparison).
pub fn is_known(headers: &HeaderMap, etag: &str) -> bool {
    text(headers, header::IF_NONE_MATCH).is_some_and(|known| {
        known.split(',').map(str::trim).any(|tag| tag == "*" || tag.trim_start_matches("W/") == etag)
    })
}

/// `Content-Disposition` with the name in both of its forms (RFC 6266 §4.3).
fn attachment(name: &str) -> HeaderValue {
    let plain: String =
        name.chars().map(|c| if c.is_ascii_graphic() && !"\"\\/%".contains(c) || c == ' ' { c } else { '_' }).collect();
    let mut encoded = String::with_capacity(name.len());
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    let value = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}");
    HeaderValue::from_str(&value).unwrap_or_else(|_| HeaderValue::from_static("attachment"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_in_both_forms() {
        let value = attachment("日本 \"a\"\r\n.mp3");
        assert_eq!(
            value.to_str().unwrap(),
            "attachment; filename=\"__ _a___.mp3\"; filename*=UTF-8''%E6%97%A5%E6%9C%AC%20%22a%22%0D%0A.mp3"
        );
    }
}
