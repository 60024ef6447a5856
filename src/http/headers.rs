//! Headers that every answer has.

use actix_web::middleware::DefaultHeaders;

/// Browsers are told not to guess types, not to frame, and not to tell others where they were: `/rest` addresses hold
/// tokens. Any page may ask `/rest`, since nothing there is decided by a cookie.
pub fn defaults() -> DefaultHeaders {
    DefaultHeaders::new()
        .add(("X-Content-Type-Options", "nosniff"))
        .add(("X-Frame-Options", "DENY"))
        .add(("Referrer-Policy", "no-referrer"))
        .add(("Permissions-Policy", "autoplay=(), camera=(), microphone=(), usb=()"))
        // most answers are one listener's; what may be kept says so itself
        .add(("Cache-Control", "no-store"))
        .add(("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox"))
}

/// What pages of other origins may read of an answer.
pub const EXPOSED: &str = "Content-Length, Content-Range, X-Content-Duration, X-Total-Count, Retry-After";

/// The header of a request whose address was too long to be read and was cut; see `server::request_line`. Whoever sends it
/// himself gets the same answer.
pub const ADDRESS_TOO_LONG: &str = "x-address-too-long";
