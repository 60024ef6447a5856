//! Time is handed in, so that expiry, throttling and "recently added" are exact in tests.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

/// Milliseconds since 1970-01-01 UTC: the one form in which times are kept.
pub type Moment = i64;

/// Where the time comes from.
#[derive(Debug, Clone, Default)]
pub enum Clock {
    /// The machine's clock.
    #[default]
    System,
    /// A clock that moves only when told to.
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at `moment` until it is advanced.
    pub fn fixed(moment: Moment) -> Self {
        Self::Fixed(Arc::new(AtomicI64::new(moment)))
    }

    /// The present moment.
    #[expect(clippy::disallowed_methods, reason = "here the machine's time is handed out")]
    pub fn now(&self) -> Moment {
        match self {
            Self::System => moment_of(SystemTime::now()),
            Self::Fixed(at) => at.load(Ordering::Relaxed),
        }
    }

    /// Moves a fixed clock on by some milliseconds; the machine's clock takes no orders.
    pub fn advance(&self, milliseconds: i64) {
        if let Self::Fixed(at) = self {
            at.fetch_add(milliseconds, Ordering::Relaxed);
        }
    }
}

/// A file's time as a moment; times before 1970 are negative.
pub fn moment_of(time: SystemTime) -> Moment {
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_millis()).unwrap_or(i64::MAX),
        Err(before) => -i64::try_from(before.duration().as_millis()).unwrap_or(i64::MAX),
    }
}

/// A moment as RFC 3339 in UTC, as Subsonic clients expect it; an impossible one becomes the epoch.
pub fn rfc3339(moment: Moment) -> String {
    jiff::Timestamp::from_millisecond(moment).unwrap_or(jiff::Timestamp::UNIX_EPOCH).to_string()
}
