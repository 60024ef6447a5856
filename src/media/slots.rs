//! How much is done for each listener at once.

use futures_util::Stream;
use parking_lot::Mutex;
use std::collections::HashMap;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

/// How many things may be done at once; 0 for any number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    pub in_all: u32,
    pub per_listener: u32,
}

/// The right to do so many things at once.
pub struct Slots {
    limits: Limits,
    taken: Arc<Taken>,
}

/// How many things are being done for each listener. Nobody is in it with none.
#[derive(Default)]
struct Taken(Mutex<HashMap<String, u32>>);

/// The right to do one thing, until it is dropped.
pub struct Slot {
    taken: Arc<Taken>,
    listener: String,
}

impl Slots {
    pub fn new(limits: Limits) -> Self {
        Self { limits, taken: Arc::default() }
    }

    /// A slot for this listener, by the account's id; none where he, or all together, have as many as they may.
    pub fn take(&self, listener: &str) -> Option<Slot> {
        let mut taken = self.taken.0.lock();
        let in_all: u32 = taken.values().sum();
        let own = taken.get(listener).copied().unwrap_or_default();
        let is_full = |limit: u32, now: u32| limit > 0 && now >= limit;
        if is_full(self.limits.in_all, in_all) || is_full(self.limits.per_listener, own) {
            return None;
        }
        taken.insert(listener.to_owned(), own + 1);
        Some(Slot { taken: Arc::clone(&self.taken), listener: listener.to_owned() })
    }

    /// For how many listeners something is being done.
    pub fn listeners(&self) -> usize {
        self.taken.0.lock().len()
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        let mut taken = self.taken.0.lock();
        if let Some(own) = taken.get_mut(&self.listener) {
            *own -= 1;
            if *own == 0 {
                taken.remove(&self.listener);
            }
        }
    }
}

/// A stream that holds a slot as long as it is there.
pub struct Held<S> {
    // dropped first, so that the work has ended when the slot is free
    stream: S,
    _slot: Slot,
}

impl<S> Held<S> {
    pub fn new(stream: S, slot: Slot) -> Self {
        Self { stream, _slot: slot }
    }
}

impl<S: Stream + Unpin> Stream for Held<S> {
    type Item = S::Item;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Pin::new(&mut self.stream).poll_next(context)
    }
}
