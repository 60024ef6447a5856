//! How often somebody may fail to log in, whatever way he tries.
//!
//! Failures are counted in a sliding window by household (see [`Peer::household`]) and by account. A household that has
//! used up its failures is turned away before any password is looked at. An account has [`ACCOUNT_SHARE`] times as many
//! from all households together; when they are used up, only households that have logged in to it before may try, so that
//! nobody can lock somebody else out. Right logins cost nothing.

use crate::domain::clock::{Clock, Moment};
use crate::domain::fold;
use crate::domain::peer::Peer;
use parking_lot::Mutex;
use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;
use tokio::sync::futures::OwnedNotified;

/// How many households' failures an account bears.
pub const ACCOUNT_SHARE: u32 = 4;
/// Entries that are kept; more make room among those that are old.
const MOST_ENTRIES: usize = 50_000;
/// Households remembered for an account.
const MOST_KNOWN: usize = 16;
/// Letters of a name that are kept.
const LONGEST_NAME: usize = 100;

/// Counts failed logins.
pub struct LoginLimit {
    /// Failures of a household within the window; zero for any number.
    limit: usize,
    /// Milliseconds.
    window: Moment,
    clock: Clock,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    households: HashMap<Peer, Tries>,
    accounts: HashMap<String, VecDeque<Moment>>,
    /// Who has logged in to an account before.
    known: HashMap<String, VecDeque<Peer>>,
}

#[derive(Default)]
struct Tries {
    failed: VecDeque<Moment>,
    /// Logins that are being checked: each could fail.
    pending: usize,
    /// Tells those who wait that a check has ended.
    ended: Arc<Notify>,
}

/// Too many failures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many failed logins; try again in {seconds} s")]
pub struct TooMany {
    pub seconds: u32,
}

/// A login that is being checked. It counts as failed unless it is told to have succeeded, or was given up.
pub struct Attempt<'l> {
    limit: &'l LoginLimit,
    household: Peer,
    account: String,
    outcome: Outcome,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    GivenUp,
    Failed,
    Succeeded,
}

enum Turn {
    Now,
    Never(TooMany),
    Later(OwnedNotified),
}

impl LoginLimit {
    pub fn new(limit: u32, window: Duration, clock: Clock) -> Self {
        let window = i64::try_from(window.as_millis()).unwrap_or(i64::MAX);
        Self { limit: usize::try_from(limit).unwrap_or(usize::MAX), window, clock, state: Mutex::default() }
    }

    /// The right to check one login of `name`. Waits while as many are being checked as may fail.
    ///
    /// # Errors
    /// Where the household, or all households together, have failed too often.
    pub async fn attempt(&self, peer: Peer, name: &str) -> Result<Attempt<'_>, TooMany> {
        let account: String = fold::identity(name).chars().take(LONGEST_NAME).collect();
        let household = peer.household();
        loop {
            match self.turn(household, &account) {
                Turn::Now => return Ok(Attempt { limit: self, household, account, outcome: Outcome::GivenUp }),
                Turn::Never(too_many) => return Err(too_many),
                Turn::Later(ended) => ended.await,
            }
        }
    }

    fn turn(&self, household: Peer, account: &str) -> Turn {
        if self.limit == 0 {
            return Turn::Now;
        }
        let now = self.clock.now();
        let mut state = self.state.lock();
        let is_known = state.known.get(account).is_some_and(|known| known.contains(&household));
        if let Some(failed) = state.accounts.get_mut(account)
            && !is_known
        {
            self.forget_old(failed, now);
            if failed.len() >= self.limit.saturating_mul(ACCOUNT_SHARE as usize) {
                return Turn::Never(self.until(failed, now));
            }
        }
        if state.households.len() >= MOST_ENTRIES {
            self.make_room(&mut state.households, |tries| &mut tries.failed, now);
        }
        let tries = state.households.entry(household).or_default();
        self.forget_old(&mut tries.failed, now);
        if tries.failed.len() >= self.limit {
            return Turn::Never(self.until(&tries.failed, now));
        }
        if tries.failed.len() + tries.pending >= self.limit {
            // made under the lock, so that no end of a check is missed
            return Turn::Later(Arc::clone(&tries.ended).notified_owned());
        }
        tries.pending += 1;
        Turn::Now
    }

    fn end(&self, attempt: &Attempt<'_>) {
        if self.limit == 0 {
            return;
        }
        let now = self.clock.now();
        let mut state = self.state.lock();
        if attempt.outcome == Outcome::Failed {
            if state.accounts.len() >= MOST_ENTRIES {
                self.make_room(&mut state.accounts, |failed| failed, now);
            }
            state.accounts.entry(attempt.account.clone()).or_default().push_back(now);
        }
        if attempt.outcome == Outcome::Succeeded {
            let known = state.known.entry(attempt.account.clone()).or_default();
            if !known.contains(&attempt.household) {
                known.push_back(attempt.household);
                known.drain(..known.len().saturating_sub(MOST_KNOWN));
            }
        }
        let Some(tries) = state.households.get_mut(&attempt.household) else { return };
        tries.pending = tries.pending.saturating_sub(1);
        if attempt.outcome == Outcome::Failed {
            tries.failed.push_back(now);
            // none of those who wait may be left waiting when there is no turn left
            tries.ended.notify_waiters();
        }
        tries.ended.notify_one();
        if tries.failed.is_empty() && tries.pending == 0 && Arc::strong_count(&tries.ended) == 1 {
            state.households.remove(&attempt.household);
        }
    }

    fn forget_old(&self, failed: &mut VecDeque<Moment>, now: Moment) {
        while failed.front().is_some_and(|moment| now.saturating_sub(*moment) >= self.window) {
            failed.pop_front();
        }
    }

    fn until(&self, failed: &VecDeque<Moment>, now: Moment) -> TooMany {
        let left = failed.front().map_or(0, |first| first.saturating_add(self.window).saturating_sub(now));
        TooMany { seconds: u32::try_from(left.saturating_add(999) / 1000).unwrap_or(u32::MAX).max(1) }
    }

    /// Removes what says nothing any more; where all of it does, one entry.
    fn make_room<K: Clone + Eq + std::hash::Hash, V>(
        &self,
        entries: &mut HashMap<K, V>,
        failed: impl Fn(&mut V) -> &mut VecDeque<Moment>,
        now: Moment,
    ) {
        entries.retain(|_, entry| {
            let failed = failed(entry);
            self.forget_old(failed, now);
            !failed.is_empty()
        });
        if entries.len() >= MOST_ENTRIES
            && let Some(any) = entries.keys().next().cloned()
        {
            entries.remove(&any);
        }
    }
}

impl Attempt<'_> {
    /// The login was right.
    pub fn succeeded(mut self) {
        self.outcome = Outcome::Succeeded;
    }

    /// The login was wrong.
    pub fn failed(mut self) {
        self.outcome = Outcome::Failed;
    }
}

impl Drop for Attempt<'_> {
    fn drop(&mut self) {
        self.limit.end(self);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt;

    fn limit() -> (LoginLimit, Clock) {
        let clock = Clock::fixed(0);
        (LoginLimit::new(5, Duration::from_secs(20), clock.clone()), clock)
    }

    fn home(last: u8) -> Peer {
        Peer::at([192, 0, 2, last].into())
    }

    /// A login that does not have to wait; whether its password was looked at.
    fn fails(limit: &LoginLimit, peer: Peer, name: &str) -> Result<(), TooMany> {
        limit.attempt(peer, name).now_or_never().unwrap().map(Attempt::failed)
    }

    #[test]
    fn five_failures_shut_a_household_out_until_the_first_is_old() {
        let (limit, clock) = limit();
        for _ in 0..5 {
            fails(&limit, home(1), "anna").unwrap();
            clock.advance(1000);
        }
        assert_eq!(fails(&limit, home(1), "bert"), Err(TooMany { seconds: 15 }));
        assert_eq!(fails(&limit, home(2), "anna"), Ok(()));
        clock.advance(14_999);
        assert_eq!(fails(&limit, home(1), "anna"), Err(TooMany { seconds: 1 }));
        clock.advance(1);
        assert_eq!(fails(&limit, home(1), "anna"), Ok(()));
        assert!(fails(&limit, home(1), "anna").is_err(), "the window slides: only one failure has grown old");
    }

    #[test]
    fn right_logins_cost_nothing_and_given_up_ones_neither() {
        let (limit, _) = limit();
        for _ in 0..100 {
            limit.attempt(home(1), "anna").now_or_never().unwrap().unwrap().succeeded();
            drop(limit.attempt(home(1), "anna").now_or_never().unwrap().unwrap());
        }
        assert!(limit.state.lock().households.is_empty());
    }

    #[test]
    fn logins_at_the_same_time_cannot_slip_past_the_limit() {
        let (limit, _) = limit();
        let mut running: Vec<_> =
            (0..5).map(|_| limit.attempt(home(1), "anna").now_or_never().unwrap().unwrap()).collect();
        let mut waiting = std::pin::pin!(limit.attempt(home(1), "anna"));
        assert!(waiting.as_mut().now_or_never().is_none());
        running.pop().unwrap().succeeded();
        let turn = waiting.now_or_never().unwrap().unwrap();
        let mut waiting = std::pin::pin!(limit.attempt(home(1), "anna"));
        assert!(waiting.as_mut().now_or_never().is_none());
        running.into_iter().for_each(Attempt::failed);
        turn.failed();
        assert!(waiting.now_or_never().unwrap().is_err());
    }

    #[test]
    fn an_account_under_attack_stays_open_to_those_who_know_it() {
        let (limit, _) = limit();
        limit.attempt(home(200), "anna").now_or_never().unwrap().unwrap().succeeded();
        let checked = (1..=50).filter(|n| fails(&limit, home(*n), "Anna").is_ok()).count();
        assert_eq!(checked, 20);
        assert!(fails(&limit, home(99), "anna").is_err());
        assert!(fails(&limit, home(99), "bert").is_ok());
        limit.attempt(home(200), "anna").now_or_never().unwrap().unwrap().succeeded();
    }

    #[test]
    fn zero_is_no_limit_and_many_addresses_cost_a_bounded_memory() {
        let none = LoginLimit::new(0, Duration::from_secs(20), Clock::fixed(0));
        assert!((0..100).all(|_| fails(&none, home(1), "anna").is_ok()));
        let (limit, _) = limit();
        for n in 0..u64::try_from(MOST_ENTRIES).unwrap() + 10 {
            let network = u128::from(0x2001_0db8_0000_0000 + n) << 64;
            fails(&limit, Peer::at(std::net::IpAddr::V6(network.into())), &n.to_string()).unwrap();
        }
        assert!(limit.state.lock().households.len() <= MOST_ENTRIES);
        assert!(limit.state.lock().accounts.len() <= MOST_ENTRIES);
    }
}
