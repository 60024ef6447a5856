//! `scan`: looks for changes in the music folder and shows how far it is.

use super::flags::Scan;
use crate::config::Loaded;
use crate::scanner::Kind;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal;
use std::time::Duration;

pub fn run(loaded: Loaded, scan: &Scan) -> anyhow::Result<()> {
    let app = super::build(loaded)?;
    let kind = if scan.full { Kind::Full } else { Kind::Quick };
    let kind = app.scanner.unfinished()?.map_or(kind, |unfinished| unfinished.max(kind));
    let scanner = app.scanner.clone();
    let watched = scanner.clone();
    let bar = if std::io::stderr().is_terminal() { ProgressBar::new_spinner() } else { ProgressBar::hidden() };
    bar.set_style(ProgressStyle::with_template("{spinner} {msg} [{elapsed}]")?);
    bar.enable_steady_tick(Duration::from_millis(100));
    let outcome = std::thread::scope(|threads| {
        let work = threads.spawn(move || scanner.scan(kind));
        while !work.is_finished() {
            let status = watched.status();
            bar.set_message(format!(
                "{} songs, {} folders, {} files read",
                status.songs, status.folders, status.files_read
            ));
            std::thread::sleep(Duration::from_millis(100));
        }
        work.join()
    });
    bar.finish_and_clear();
    match outcome {
        Ok(scanned) => scanned?,
        Err(_) => anyhow::bail!("the scan came to an unexpected end"),
    }
    let status = app.scanner.status();
    super::say(format!("{} songs; {} files were read", status.songs, status.files_read))?;
    Ok(())
}
