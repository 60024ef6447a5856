//! How many connections one address may hold, so that nobody holds them all.

use crate::domain::peer::Peer;
use parking_lot::Mutex;
use std::collections::HashMap;
use std::sync::Arc;

/// Connections of one household. A browser holds six, a phone a few.
pub const MOST: u32 = 256;

/// Who holds how many. Nobody is in it with none.
#[derive(Clone, Default)]
pub struct Places(Arc<Mutex<HashMap<Peer, u32>>>);

/// One connection's place, until it is dropped.
pub struct Place(Option<(Places, Peer)>);

impl Places {
    /// A place, unless the peer has its share. A proxy that speaks for many has no share to keep.
    pub fn take(&self, peer: Peer, is_proxy: bool) -> Option<Place> {
        if is_proxy {
            return Some(Place(None));
        }
        let household = peer.household();
        let mut held = self.0.lock();
        let count = held.entry(household).or_default();
        if *count >= MOST {
            return None;
        }
        *count += 1;
        Some(Place(Some((self.clone(), household))))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let Some((places, household)) = &self.0 else { return };
        let mut held = places.0.lock();
        if let Some(count) = held.get_mut(household) {
            *count -= 1;
            if *count == 0 {
                held.remove(household);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_household_has_its_share_and_gets_it_back() {
        let places = Places::default();
        let peer = |text: &str| Peer::at(text.parse().unwrap());
        let mut held: Vec<_> =
            (0..MOST).map(|n| places.take(peer(&format!("2001:db8::{n:x}")), false).unwrap()).collect();
        assert!(places.take(peer("2001:db8::ffff"), false).is_none());
        assert!(places.take(peer("2001:db8::ffff"), true).is_some());
        assert!(places.take(peer("192.0.2.1"), false).is_some());
        held.pop();
        assert!(places.take(peer("2001:db8::ffff"), false).is_some());
        held.clear();
        assert!(places.0.lock().is_empty());
    }
}
