//! How a scan is getting on.

use super::date::Timestamp;
use serde::Serialize;

/// `scanStatus`
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ScanStatus<'a> {
    pub scanning: bool,
    /// Songs.
    pub count: i64,
    pub folder_count: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_scan: Option<Timestamp>,
    /// Why the last scan failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<&'a str>,
    /// `quick` or `full`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scan_type: Option<&'a str>,
    /// Seconds of the running scan, or of the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub elapsed_time: Option<i64>,
}

#[cfg(test)]
mod tests {
    use super::ScanStatus;
    use crate::http::rest::wire::date::Timestamp;

    #[test]
    fn a_scan_says_whether_it_runs_and_how_far_it_is() {
        let status = ScanStatus {
            scanning: true,
            count: 3,
            folder_count: 1,
            last_scan: Some(Timestamp(0)),
            scan_type: Some("full"),
            ..ScanStatus::default()
        };
        assert_eq!(
            serde_json::to_string(&status).unwrap(),
            r#"{"scanning":true,"count":3,"folderCount":1,"lastScan":"1970-01-01T00:00:00Z","scanType":"full"}"#
        );
    }
}
