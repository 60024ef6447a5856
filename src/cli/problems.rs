//! `problems`: files that the scanner could not read, or not wholly.

use crate::config::Loaded;
use crate::domain::page::Window;
use crate::domain::path;
use crate::store::problems;

/// Rows asked for at once.
const PAGE: i64 = 500;

pub fn run(loaded: Loaded) -> anyhow::Result<()> {
    let app = super::build(loaded)?;
    let mut window = Window::new(0, PAGE, PAGE);
    loop {
        let page = app.store.read_now(|db| problems::page(db, window))?;
        for problem in &page {
            super::say(format!("{}\t{}\t{}", problem.kind, path::for_display(&problem.path), problem.message))?;
        }
        if page.is_empty() {
            return Ok(());
        }
        window.offset += PAGE;
    }
}
