//! Work done once however many ask for it, and never too much of it at once.

use parking_lot::{Condvar, Mutex};
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, OnceLock};

/// Work under way, by what it is for. Whoever asks for the same meanwhile waits for its result.
#[derive(Debug)]
pub struct Flights<K, V>(Mutex<HashMap<K, Arc<OnceLock<V>>>>);

impl<K, V> Default for Flights<K, V> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Eq + Hash + Clone, V: Clone> Flights<K, V> {
    /// The result of `work` for `key`: of this one, or of the one under way. Blocks until it is done.
    pub fn run(&self, key: &K, work: impl FnOnce() -> V) -> V {
        let flight = Arc::clone(self.0.lock().entry(key.clone()).or_default());
        let result = flight.get_or_init(work).clone();
        let mut flights = self.0.lock();
        if flights.get(key).is_some_and(|current| Arc::ptr_eq(current, &flight)) {
            flights.remove(key);
        }
        result
    }
}

/// A number of places, of which each piece of work takes one or several.
#[derive(Debug)]
pub struct Places {
    free: Mutex<usize>,
    freed: Condvar,
}

/// Places taken; free again when dropped.
#[derive(Debug)]
pub struct Taken<'a> {
    places: &'a Places,
    count: usize,
}

impl Places {
    /// So many places.
    pub fn new(count: usize) -> Self {
        Self { free: Mutex::new(count), freed: Condvar::new() }
    }

    /// Takes `count` places, which must not be more than there are, and waits until they are free.
    pub fn take(&self, count: usize) -> Taken<'_> {
        let mut free = self.free.lock();
        while *free < count {
            self.freed.wait(&mut free);
        }
        *free -= count;
        Taken { places: self, count }
    }
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        *self.places.free.lock() += self.count;
        // of those who wait the first may need more than has become free
        self.places.freed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn work_asked_for_meanwhile_is_done_once_and_later_again() {
        let (flights, done) = (Flights::default(), AtomicUsize::new(0));
        let asking = || flights.0.lock().get("one").map_or(0, |flight| Arc::strong_count(flight) - 1);
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    let result = flights.run(&"one", || {
                        while asking() < 8 {
                            std::thread::yield_now();
                        }
                        done.fetch_add(1, Ordering::Relaxed) + 1
                    });
                    assert_eq!(result, 1);
                });
            }
        });
        assert!(flights.0.lock().is_empty());
        assert_eq!(flights.run(&"one", || 7), 7);
    }

    #[test]
    fn places_are_never_taken_by_more_than_there_are() {
        let (places, inside, most) = (Places::new(2), AtomicUsize::new(0), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for _ in 0..6 {
                scope.spawn(|| {
                    for _ in 0..50 {
                        let _place = places.take(1);
                        most.fetch_max(inside.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                        std::thread::yield_now();
                        inside.fetch_sub(1, Ordering::SeqCst);
                    }
                });
            }
        });
        assert!((1..=2).contains(&most.into_inner()));
        assert_eq!(*places.free.lock(), 2);
    }
}
