//! Time that stands still until a test moves it.

use navidrome_rs::domain::clock::{Clock, Moment};

/// When every test begins: 2026-01-02 03:04:05 UTC.
pub const TODAY: Moment = 1_767_323_045_000;

/// When the first file of a library was changed: 2020-01-01 UTC. Each later change is a second later.
pub const LONG_AGO: Moment = 1_577_836_800_000;

pub const SECOND: i64 = 1000;
pub const DAY: i64 = 86_400 * SECOND;

/// A clock that stands at [`TODAY`].
pub fn standing() -> Clock {
    Clock::fixed(TODAY)
}
