//! Times and dates.

use crate::domain::clock::{Moment, rfc3339};
use crate::domain::date::PartialDate;
use serde::{Serialize, Serializer};

/// A time as RFC 3339 in UTC: `2024-01-31T18:00:00Z`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Timestamp(pub Moment);

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&rfc3339(self.0))
    }
}

/// A date as far as it is known; `{}` where nothing is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct ItemDate {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub month: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<u8>,
}

impl From<Option<PartialDate>> for ItemDate {
    fn from(date: Option<PartialDate>) -> Self {
        date.map_or_else(Self::default, |date| Self { year: Some(date.year), month: date.month, day: date.day })
    }
}

#[cfg(test)]
mod tests {
    use super::{ItemDate, Timestamp};
    use crate::domain::date::PartialDate;

    #[test]
    fn dates_hold_what_is_known() {
        for (text, json) in [
            ("1997", r#"{"year":1997}"#),
            ("1997-09", r#"{"year":1997,"month":9}"#),
            ("1997-09-22", r#"{"year":1997,"month":9,"day":22}"#),
            ("", "{}"),
        ] {
            assert_eq!(serde_json::to_string(&ItemDate::from(PartialDate::parse(text))).unwrap(), json);
        }
        assert_eq!(serde_json::to_string(&Timestamp(1_706_724_000_000)).unwrap(), r#""2024-01-31T18:00:00Z""#);
    }
}
