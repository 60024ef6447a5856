//! getLyrics and getLyricsBySongId.

use super::shelf::Shelf;

#[test]
fn goldens() {
    let shelf = Shelf::new();
    shelf.golden("getLyrics/plain", [("artist", "low"), ("title", "white horses")]);
    shelf.golden("getLyrics/none", [("artist", "Björk"), ("title", "White Horses")]);
    shelf.golden("getLyrics/nothing_asked", []);
    shelf.golden("getLyricsBySongId/plain", [("id", &shelf.app.song("White Horses"))]);
    shelf.golden("getLyricsBySongId/synced", [("id", &shelf.app.song("I Can Wait"))]);
    shelf.golden("getLyricsBySongId/none", [("id", &shelf.app.song("Cocoon"))]);
    shelf.golden("getLyricsBySongId/unknown_song", [("id", "gone")]);
}
