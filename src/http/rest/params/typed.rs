//! Values that several endpoints take, right by construction.

use crate::domain::clock::Moment;
use serde::de::{Deserialize, Deserializer, Error};

/// A rating: 1 to 5 stars, or 0 to take it back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rating(u8);

impl Rating {
    /// 1 to 5; 0 where the rating is to be removed.
    pub fn stars(self) -> i32 {
        i32::from(self.0)
    }
}

impl<'de> Deserialize<'de> for Rating {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match i64::deserialize(deserializer)? {
            stars @ 0..=5 => Ok(Self(stars as u8)),
            _ => Err(D::Error::custom("must be a whole number from 0 to 5")),
        }
    }
}

/// A time: milliseconds since 1970, as every time among the parameters is given. Up to the year 9999, the last one
/// that RFC 3339 can write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct When(Moment);

impl When {
    const LAST: Moment = 253_402_300_799_999;

    /// Milliseconds since 1970-01-01 UTC.
    pub fn moment(self) -> Moment {
        self.0
    }
}

impl<'de> Deserialize<'de> for When {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match i64::deserialize(deserializer)? {
            moment @ 0..=Self::LAST => Ok(Self(moment)),
            _ => Err(D::Error::custom("must be a time in milliseconds since 1970")),
        }
    }
}
