//! `scan`: looks for changes in the music folder and shows how far it is.

use super::flags::Scan;
use crate::config::Loaded;
use crate::scanner::Kind;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal;
use std::time::{Duration, Instant};

pub fn run(loaded: Loaded, scan: &Scan) -> anyhow::Result<()> {
    let app = super::build(loaded)?;
    let kind = if scan.full { Kind::Full } else { Kind::Quick };
    let kind = app.scanner.unfinished()?.map_or(kind, |unfinished| unfinished.max(kind));
    let scanner = app.scanner.clone();
    let watched = scanner.clone();
    let bar = if std::io::stderr().is_terminal() { ProgressBar::new_spinner() } else { ProgressBar::hidden() };
    let unknown = ProgressStyle::with_template("{spinner} {msg} [{elapsed}]")?;
    let known = ProgressStyle::with_template("{wide_bar} {pos}/{len} files, {msg} [{elapsed}, {eta} left]")?;
    bar.set_style(unknown);
    bar.enable_steady_tick(Duration::from_millis(100));
    let begun = Instant::now();
    let outcome = std::thread::scope(|threads| {
        let work = threads.spawn(move || scanner.scan(kind));
        while !work.is_finished() {
            let status = watched.status();
            if let (None, Some(files)) = (bar.length(), status.files_in_all) {
                bar.set_style(known.clone());
                bar.set_length(files.unsigned_abs());
            }
            bar.set_position(status.files_seen.unsigned_abs());
            let pace = status.pace(begun.elapsed());
            bar.set_message(format!("{} songs, {} files read, {pace:.0} files/s", status.songs, status.files_read));
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
