//! getScanStatus and startScan.

use crate::http::rest::call::{AdminCall, Answer, Call};
use crate::http::rest::wire::date::Timestamp;
use crate::http::rest::wire::scan::ScanStatus;
use crate::scanner::Kind;
use crate::store::libraries;
use serde::Deserialize;

pub async fn status(call: Call) -> Answer {
    let last = call
        .read(|db| Ok(libraries::all(db)?.iter().map(|library| library.scan_ended_at).max().unwrap_or_default()))
        .await?;
    let status = call.app.scanner.status();
    let full = call.shown().is_full();
    let answer = ScanStatus {
        scanning: status.scanning,
        count: status.songs,
        folder_count: status.folders,
        last_scan: (last > 0).then_some(Timestamp(last)),
        error: Some(status.error.as_str()).filter(|error| !error.is_empty() && full),
        scan_type: (status.started_at > 0 && full).then(|| status.kind.word()),
        elapsed_time: (status.scanning && full).then(|| (call.app.clock.now() - status.started_at) / 1000),
    };
    call.reply("scanStatus", &answer)
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Start {
    full_scan: Option<bool>,
}

/// Starts a scan, or lets the one that runs go on.
pub async fn start(call: AdminCall) -> Answer {
    let Start { full_scan } = call.parse()?;
    call.app.scanner.start(if full_scan == Some(true) { Kind::Full } else { Kind::Quick });
    let status = call.app.scanner.status();
    let answer = ScanStatus {
        scanning: status.scanning,
        count: status.songs,
        folder_count: status.folders,
        ..ScanStatus::default()
    };
    call.reply("scanStatus", &answer)
}
