//! No query in a loop: long answers need as many statements as short ones.

use crate::support::app::{TestApp, each_engine};
use crate::support::library::{album, song};
use diesel::connection::{Instrumentation, InstrumentationEvent, set_default_instrumentation};
use navidrome_rs::config::Database;
use std::collections::HashMap;
use std::sync::{LazyLock, Mutex};

/// Statements of all connections made since [`start_counting`], by the address of their database.
static STATEMENTS: LazyLock<Mutex<HashMap<String, usize>>> = LazyLock::new(Mutex::default);

#[derive(Default)]
struct Counter {
    address: String,
}

impl Instrumentation for Counter {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        match event {
            InstrumentationEvent::StartEstablishConnection { url, .. } => url.clone_into(&mut self.address),
            InstrumentationEvent::StartQuery { .. } => {
                *STATEMENTS.lock().unwrap().entry(self.address.clone()).or_default() += 1;
            }
            _ => {}
        }
    }
}

fn start_counting() {
    set_default_instrumentation(|| Some(Box::new(Counter::default()))).unwrap();
}

fn statements(app: &TestApp) -> usize {
    let address = match &app.config.folders.database {
        Database::Sqlite(path) => path.to_str().unwrap(),
        Database::Postgres(url) => url.expose(),
    };
    STATEMENTS.lock().unwrap().get(address).copied().unwrap_or_default()
}

#[test]
fn long_lists_need_no_more_statements_than_short_ones() {
    start_counting();
    each_engine(|setup| {
        let mut songs = album("Short/Short Album", 2);
        songs.extend(album("Long/Long Album", 50));
        songs.extend((0..50).map(|number| {
            song(&format!("Artist {number}/Album {number}/01 Single.mp3"))
                .genres(&[&format!("Genre {number}"), "Shared"])
        }));
        let app = setup.with(songs);
        let anna = app.listener("anna");
        let (short, long) = (app.album("Short Album"), app.album("Long Album"));
        let ids = anna.rest("search3", [("query", "single"), ("songCount", "50")]).column("/searchResult3/song", "id");
        let lists = [2, 50].map(|count| {
            let mut params = vec![("name", "list")];
            params.extend(ids.iter().take(count).map(|id| ("songId", id.as_str())));
            let made = anna.ask("createPlaylist", "json", &params).ok();
            made["playlist"]["id"].as_str().unwrap().to_owned()
        });
        let count = |endpoint: &str, params: &[(&str, &str)]| {
            let before = statements(&app);
            anna.ask(endpoint, "json", params).ok();
            statements(&app) - before
        };
        for (endpoint, short, long) in [
            ("getAlbumList2", &[("type", "newest"), ("size", "2")][..], &[("type", "newest"), ("size", "50")][..]),
            (
                "getAlbumList",
                &[("type", "alphabeticalByArtist"), ("size", "2")],
                &[("type", "alphabeticalByArtist"), ("size", "50")],
            ),
            ("getAlbum", &[("id", &short)], &[("id", &long)]),
            ("getMusicDirectory", &[("id", &short)], &[("id", &long)]),
            ("search3", &[("query", "single"), ("songCount", "2")], &[("query", "single"), ("songCount", "50")]),
            ("search3", &[("query", "artist"), ("artistCount", "2")], &[("query", "artist"), ("artistCount", "50")]),
            (
                "search3",
                &[("query", ""), ("songCount", "2"), ("albumCount", "2")],
                &[("query", ""), ("songCount", "50"), ("albumCount", "50")],
            ),
            ("search2", &[("query", "album"), ("albumCount", "2")], &[("query", "album"), ("albumCount", "50")]),
            ("getRandomSongs", &[("size", "2")], &[("size", "50")]),
            ("getSongsByGenre", &[("genre", "Shared"), ("count", "2")], &[("genre", "Shared"), ("count", "50")]),
            ("getPlaylist", &[("id", &lists[0])], &[("id", &lists[1])]),
        ] {
            let (few, many) = (count(endpoint, short), count(endpoint, long));
            assert!(few > 0, "nothing was counted");
            assert_eq!(few, many, "{endpoint} {long:?}");
        }
        // these tell everything at once: many artists, genres and playlists must not need many statements
        for (endpoint, most) in
            [("getArtists", 8), ("getIndexes", 8), ("getGenres", 6), ("getPlaylists", 6), ("getStarred2", 12)]
        {
            let needed = count(endpoint, &[]);
            assert!(needed <= most, "{endpoint} needs {needed} statements");
        }
    });
}
