//! `demo`: a small library for whoever has no music at hand.

use std::path::Path;

pub fn run(dir: &Path) -> anyhow::Result<()> {
    let made = crate::demo::make(dir)?;
    super::say(format!("{} albums with {} songs in {}", made.albums, made.songs, dir.display()))?;
    Ok(())
}
