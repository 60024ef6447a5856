//! Dates as tags have them: a year, perhaps a month, perhaps a day.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A date known to the year, the month or the day. Ordered by time, the less exact first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct PartialDate {
    pub year: i32,
    pub month: Option<u8>,
    pub day: Option<u8>,
}

impl From<PartialDate> for String {
    fn from(date: PartialDate) -> Self {
        date.to_string()
    }
}

impl TryFrom<String> for PartialDate {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or_else(|| format!("{text:?} is not a date"))
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
            if let Some(day) = self.day {
                write!(f, "-{day:02}")?;
            }
        }
        Ok(())
    }
}

impl PartialDate {
    /// Reads `YYYY[-MM[-DD]]` strictly, as the database keeps it. What tags hold is read by `scanner::tags`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let year = parts.next().filter(|y| y.len() == 4)?.parse().ok().filter(|y| (1..=9999).contains(y))?;
        let month = match parts.next() {
            None => None,
            Some(month) => Some(month.parse().ok().filter(|m| (1..=12).contains(m))?),
        };
        let day = match parts.next() {
            None => None,
            Some(day) => Some(day.parse().ok().filter(|d| (1..=31).contains(d))?),
        };
        parts.next().is_none().then_some(Self { year, month, day })
    }
}
