//! A scan that is killed leaves the database whole, and the next one completes it.

use super::program::{Program, User};
use crate::support::library::{Library, song};
use diesel::dsl::sql;
use diesel::sql_types::Text;
use diesel::{Connection, RunQueryDsl, SqliteConnection};
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::Stdio;

const ALBUMS: usize = 100;
const SONGS_EACH: usize = 20;

/// Many small songs: the files of an album are one file with several names, and so are titled by these.
fn many_songs() -> Library {
    let music = Library::new();
    for number in 0..ALBUMS {
        let folder = format!("Artist {}/Album {number:03}", number % 30);
        music.add([song(&format!("{folder}/x.m4a")).title("").genres(&[&format!("Genre {}", number % 7)])]);
        for track in 1..SONGS_EACH {
            fs::hard_link(music.at(format!("{folder}/x.m4a")), music.at(format!("{folder}/Song {track}.m4a"))).unwrap();
        }
    }
    music
}

/// The rows of a query; none while there is no such table, or no database at all.
fn query(database: &Path, text: &str) -> Vec<String> {
    let url = format!("file:{}?mode=ro", database.display());
    let Ok(mut connection) = SqliteConnection::establish(&url) else { return Vec::new() };
    sql::<Text>(text).load(&mut connection).unwrap_or_default()
}

fn number(database: &Path, text: &str) -> usize {
    query(database, text).first().map_or(0, |number| number.parse().unwrap())
}

/// Everything that a scan is to find out.
fn outcome(database: &Path) -> Vec<Vec<String>> {
    [
        "SELECT id || path || title || album_id || missing FROM song ORDER BY 1",
        "SELECT id || name || song_count || duration || missing || extra FROM album ORDER BY 1",
        "SELECT id || name || missing FROM artist ORDER BY 1",
        "SELECT artist_id || role || song_count || '/' || album_count FROM artist_count ORDER BY 1",
        "SELECT genre_id || song_count || '/' || album_count FROM genre_count ORDER BY 1",
        "SELECT album_id || artist_id || role FROM album_credit ORDER BY 1",
        "SELECT path || digest || missing FROM folder ORDER BY 1",
        "SELECT CAST(COUNT(*) AS TEXT) FROM song_words_docsize",
        "SELECT CAST(COUNT(*) AS TEXT) FROM album_words_docsize",
        "SELECT name || scan_unfinished FROM library",
    ]
    .map(|text| query(database, text))
    .into()
}

#[test]
fn a_scan_killed_ten_times_is_completed_by_the_next() {
    let music = many_songs();
    let undisturbed = Program::new(&music, User::Tester);
    undisturbed.scan();
    let killed = Program::new(&music, User::Tester);
    let database = killed.database();
    let songs = || number(&database, "SELECT CAST(COUNT(*) AS TEXT) FROM song");
    let mut midway = 0;
    for round in 0..10 {
        let mut scan = killed.command(&["scan"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let enough = round * ALBUMS * SONGS_EACH / 10;
        let begun = || number(&database, "SELECT CAST(COUNT(*) AS TEXT) FROM library WHERE scan_unfinished <> ''");
        while begun() == 0 || songs() < enough {
            assert_eq!(scan.try_wait().unwrap(), None, "the scan ended before it was killed");
        }
        scan.kill().unwrap();
        assert_eq!(scan.wait().unwrap().signal(), Some(9));
        assert_eq!(query(&database, "SELECT * FROM pragma_integrity_check"), ["ok"]);
        // the last ones may hit the scan where all songs are written and their albums are not
        assert_eq!(begun(), 1);
        midway += usize::from(songs() < ALBUMS * SONGS_EACH);
    }
    assert!(midway >= 5, "{midway} of 10 kills came before all songs were written");
    killed.scan();
    assert_eq!(query(&database, "SELECT * FROM pragma_integrity_check"), ["ok"]);
    let (whole, mended) = (outcome(&undisturbed.database()), outcome(&database));
    assert_eq!((whole[0].len(), whole[1].len()), (ALBUMS * SONGS_EACH, ALBUMS));
    assert!(whole.iter().all(|rows| !rows.is_empty()));
    for (whole, mended) in whole.iter().zip(&mended) {
        assert_eq!(whole, mended);
    }
}
