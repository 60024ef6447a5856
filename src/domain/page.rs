//! Every list has a bound.

/// A part of a list: where it starts and how many it holds at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    pub offset: i64,
    pub limit: i64,
}

impl Window {
    /// A window of `limit` items, cut to `most`; negative numbers count as none.
    pub fn new(offset: i64, limit: i64, most: i64) -> Self {
        Self { offset: offset.max(0), limit: limit.clamp(0, most) }
    }
}
