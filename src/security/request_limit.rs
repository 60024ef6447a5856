//! How many requests somebody may make: a bucket of tokens for each household and for each user, filled at a steady rate.

use crate::domain::clock::{Clock, Moment};
use crate::domain::peer::Peer;
use parking_lot::Mutex;
use std::collections::HashMap;

/// How many seconds' worth of requests may come at once: a screen full of covers.
pub const BURST: u32 = 5;
/// Buckets that are kept; more make room among those that are full again.
const MOST_BUCKETS: usize = 50_000;

/// Whose bucket.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Whose {
    Household(Peer),
    /// By the account's id.
    User(String),
}

/// Counts requests.
pub struct RequestLimit {
    /// Requests a second; zero for any number.
    rate: f64,
    clock: Clock,
    buckets: Mutex<HashMap<Whose, Bucket>>,
}

struct Bucket {
    tokens: f64,
    at: Moment,
}

impl RequestLimit {
    pub fn new(per_second: u32, clock: Clock) -> Self {
        Self { rate: f64::from(per_second), clock, buckets: Mutex::default() }
    }

    /// Lets one request through.
    ///
    /// # Errors
    /// The seconds to wait where there were too many.
    pub fn admit(&self, whose: Whose) -> Result<(), u32> {
        if self.rate == 0.0 {
            return Ok(());
        }
        let now = self.clock.now();
        let most = self.rate * f64::from(BURST);
        let mut buckets = self.buckets.lock();
        if buckets.len() >= MOST_BUCKETS && !buckets.contains_key(&whose) {
            buckets.retain(|_, bucket| self.filled(bucket, now) < most);
            if buckets.len() >= MOST_BUCKETS
                && let Some(any) = buckets.keys().next().cloned()
            {
                buckets.remove(&any);
            }
        }
        let bucket = buckets.entry(whose).or_insert(Bucket { tokens: most, at: now });
        let tokens = self.filled(bucket, now).min(most);
        *bucket = Bucket { tokens: if tokens < 1.0 { tokens } else { tokens - 1.0 }, at: now };
        if tokens < 1.0 { Err(1) } else { Ok(()) }
    }

    fn filled(&self, bucket: &Bucket, now: Moment) -> f64 {
        let seconds =
            std::time::Duration::from_millis(now.saturating_sub(bucket.at).max(0).unsigned_abs()).as_secs_f64();
        bucket.tokens + seconds * self.rate
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn home(last: u8) -> Whose {
        Whose::Household(Peer::at([192, 0, 2, last].into()))
    }

    #[test]
    fn a_burst_passes_then_the_rate_and_others_do_not_notice() {
        let clock = Clock::fixed(0);
        let limit = RequestLimit::new(200, clock.clone());
        let passed = |whose: &Whose| (0..2000).filter(|_| limit.admit(whose.clone()).is_ok()).count();
        assert_eq!(passed(&home(1)), 1000);
        assert_eq!(limit.admit(home(1)), Err(1));
        assert_eq!(passed(&home(2)), 1000);
        assert_eq!(passed(&Whose::User("anna".into())), 1000);
        clock.advance(500);
        assert_eq!(passed(&home(1)), 100);
        clock.advance(60_000);
        assert_eq!(passed(&home(1)), 1000);
    }

    #[test]
    fn zero_is_no_limit_and_many_addresses_cost_a_bounded_memory() {
        let none = RequestLimit::new(0, Clock::fixed(0));
        assert!((0..10_000).all(|_| none.admit(home(1)).is_ok()));
        let limit = RequestLimit::new(1, Clock::fixed(0));
        for n in 0..MOST_BUCKETS + 100 {
            limit.admit(Whose::User(n.to_string())).unwrap();
        }
        assert_eq!(limit.buckets.lock().len(), MOST_BUCKETS);
    }
}
