//! Listeners see the libraries they were given, and nothing of any other, anywhere.

use crate::support::app::each_engine;
use crate::support::house::{House, house};
use crate::support::library::{Library, song};
use crate::support::people::Person;
use navidrome_rs::scanner::Kind;

const LISTS: &[(&str, &[(&str, &str)])] = &[
    ("getMusicFolders", &[]),
    ("getIndexes", &[]),
    ("getArtists", &[]),
    ("getGenres", &[]),
    ("getAlbumList2", &[("type", "newest")]),
    ("getAlbumList2", &[("type", "random")]),
    ("getAlbumList2", &[("type", "alphabeticalByName")]),
    ("getAlbumList2", &[("type", "alphabeticalByArtist")]),
    ("getAlbumList2", &[("type", "byYear"), ("fromYear", "0"), ("toYear", "3000")]),
    ("getAlbumList2", &[("type", "byGenre"), ("genre", "Shared")]),
    ("getAlbumList2", &[("type", "frequent")]),
    ("getAlbumList2", &[("type", "recent")]),
    ("getAlbumList2", &[("type", "starred")]),
    ("getAlbumList2", &[("type", "highest")]),
    ("getAlbumList", &[("type", "newest")]),
    ("getRandomSongs", &[("size", "500")]),
    ("getSongsByGenre", &[("genre", "Shared")]),
    ("getSongsByGenre", &[("genre", "Secret Genre")]),
    ("getTopSongs", &[("artist", "Shared Singer")]),
    ("getTopSongs", &[("artist", "Secret Artist")]),
    ("search2", &[("query", "secret")]),
    ("search3", &[("query", "secret")]),
    ("search3", &[("query", "")]),
    ("search3", &[("query", "shared")]),
    ("getStarred", &[]),
    ("getStarred2", &[]),
    ("getPlaylists", &[]),
    ("getBookmarks", &[]),
    ("getPlayQueue", &[]),
    ("getNowPlaying", &[]),
    ("getLyrics", &[("title", "Secret Two"), ("artist", "Shared Singer")]),
];

#[test]
fn lists_hold_nothing_of_other_libraries() {
    each_engine(|setup| {
        let House { app, ben, anna, .. } = house(setup);
        let (song, album, artist) = (app.song("Secret One"), app.album("Secret Album"), app.artist("Secret Artist"));
        for person in [&ben, &anna] {
            // Ben could see all when he did this
            let libraries = ["1", "2"];
            let [one, two] = libraries.map(|library| ("musicFolderId", library));
            app.admin().rest("updateUser", [("username", "ben"), one, two]).ok();
            person.rest("star", [("id", &song), ("albumId", &album), ("artistId", &artist)]).ok();
            person.rest("setRating", [("id", &album), ("rating", "5")]).ok();
            person.rest("scrobble", [("id", &song)]).ok();
            person.rest("scrobble", [("id", &song), ("submission", "false")]).ok();
            person.rest("createBookmark", [("id", &song), ("position", "1")]).ok();
            person.rest("savePlayQueue", [("id", &song)]).ok();
        }
        app.admin().rest("updateUser", [("username", "ben"), ("musicFolderId", "2")]).ok();
        for (endpoint, params) in LISTS {
            let seen = ben.ask(endpoint, "json", params).ok().to_string();
            // the query is told back by none of them
            assert!(!seen.to_lowercase().contains("secret"), "{endpoint} {params:?}: {seen}");
        }
        let all = anna.rest("search3", [("query", "secret")]);
        assert_eq!(all.column("/searchResult3/song", "title"), ["Secret One", "Secret Two"]);
    });
}

#[test]
fn ids_of_other_libraries_are_unknown() {
    each_engine(|setup| {
        let House { app, ben, .. } = house(setup);
        let (song, album, artist) = (app.song("Secret One"), app.album("Secret Album"), app.artist("Secret Artist"));
        let position = ("position", "1");
        for (endpoint, id, more) in [
            ("getArtist", &artist, None),
            ("getMusicDirectory", &artist, None),
            ("getAlbum", &album, None),
            ("getMusicDirectory", &album, None),
            ("getSong", &song, None),
            ("stream", &song, None),
            ("download", &song, None),
            ("download", &album, None),
            ("getLyricsBySongId", &song, None),
            ("setRating", &song, Some(("rating", "1"))),
            ("setRating", &album, Some(("rating", "1"))),
            ("setRating", &artist, Some(("rating", "1"))),
            ("createBookmark", &song, Some(position)),
        ] {
            let mut params = vec![("id", id.as_str())];
            params.extend(more);
            println!("{endpoint} {params:?}");
            assert_eq!(ben.ask(endpoint, "json", &params).error_code(), 70);
        }
        let params = [("type", "newest"), ("musicFolderId", "1")];
        assert_eq!(ben.rest("getAlbumList2", params).error_code(), 70);
        let list = ben.rest("createPlaylist", [("name", "Ben's"), ("songId", &song)]);
        assert_eq!(list.column("/playlist/entry", "title"), [""; 0]);
    });
}

#[test]
fn counts_are_of_what_may_be_seen() {
    each_engine(|setup| {
        let House { app, ben, anna, .. } = house(setup);
        let singer = |who: &Person| {
            let found = who.rest("search3", [("query", "shared singer"), ("albumCount", "0")]).ok();
            (
                found["searchResult3"]["artist"][0]["name"].clone(),
                who.rest("search3", [("query", "shared singer")]).column("/searchResult3/song", "title"),
            )
        };
        assert_eq!(singer(&ben), ("Shared Singer".into(), vec!["Open One".to_owned()]));
        assert_eq!(singer(&anna).1, ["Secret Two", "Open One"]);
        let counts = |who: &Person| {
            let genres = who.rest("getGenres", []);
            (genres.column("/genres/genre", "value"), genres.column("/genres/genre", "songCount"))
        };
        assert_eq!(counts(&ben), (vec!["Shared".into()], vec!["1".into()]));
        assert_eq!(counts(&anna), (vec!["Shared".into(), "Secret Genre".into()], vec!["2".into(), "1".into()]));
        // a shared playlist of both libraries
        let (secret, open) = (app.song("Secret One"), app.song("Open One"));
        let new = [("name", "Both"), ("songId", secret.as_str()), ("songId", &open)];
        let id = anna.rest("createPlaylist", new).ok()["playlist"]["id"].as_str().unwrap().to_owned();
        anna.rest("updatePlaylist", [("playlistId", &id), ("public", "true")]).ok();
        let seen = ben.rest("getPlaylist", [("id", &id)]);
        assert_eq!(seen.column("/playlist/entry", "title"), ["Open One"]);
        assert_eq!(seen.ok()["playlist"]["songCount"], 1);
        assert_eq!(ben.rest("getPlaylists", []).column("/playlists/playlist", "songCount"), ["1"]);
    });
}

#[test]
fn pages_of_artists_have_no_gaps_where_others_are_hidden() {
    each_engine(|setup| {
        let (app, second) = (setup.start(), Library::new());
        app.music.add((0..4).map(|number| song(&format!("Band {number}/Album/01 x.mp3"))));
        second.add((4..8).map(|number| song(&format!("Band {number}/Album/01 x.mp3"))));
        let path = second.root().display();
        let columns = "id, name, path, created_at, updated_at";
        app.execute(&format!("INSERT INTO library ({columns}) VALUES (2, 'Second', '{path}', 0, 0)"));
        app.scan(Kind::Quick);
        let account = [("username", "ben"), ("password", "ben's"), ("email", "b@example.org"), ("musicFolderId", "2")];
        app.admin().rest("createUser", account).ok();
        let ben = Person::known(app.url(), "ben", "ben's");
        for query in ["", "band"] {
            let page = |size, from| {
                let found = ben.rest("search3", [("query", query), ("artistCount", size), ("artistOffset", from)]);
                found.column("/searchResult3/artist", "name")
            };
            assert_eq!((page("3", "0").len(), page("3", "3").len()), (3, 1), "{query:?}");
            let mut all = page("20", "0");
            all.sort();
            assert_eq!(all, ["Band 4", "Band 5", "Band 6", "Band 7"], "{query:?}");
        }
    });
}

#[test]
fn a_second_music_folder_may_be_empty() {
    each_engine(|setup| {
        let app = setup.with([song("Low/Hey What/01 White Horses.mp3")]);
        let second = Library::new();
        app.execute(&format!(
            "INSERT INTO library (id, name, path, created_at, updated_at) VALUES (2, 'Second', '{}', 0, 0)",
            second.root().display()
        ));
        assert_eq!(app.scan(Kind::Quick).songs, 1);
    });
}

#[test]
fn a_music_folder_whose_disk_is_gone_does_not_stop_the_scan_of_the_others() {
    each_engine(|setup| {
        let (app, second) = (setup.with([song("Low/Hey What/01 White Horses.mp3")]), Library::new());
        second.add([song("Band/Album/01 Elsewhere.mp3")]);
        app.execute(&format!(
            "INSERT INTO library (id, name, path, created_at, updated_at) VALUES (2, 'Second', '{}', 0, 0)",
            second.root().display()
        ));
        std::fs::remove_dir_all(app.music.root()).unwrap();
        assert!(app.try_scan(Kind::Quick).unwrap_err().contains("is its disk mounted"));
        assert_eq!(app.parts().scanner.status().songs, 2);
    });
}

#[test]
fn what_is_found_is_not_hidden_behind_many_better_matches_of_another_library() {
    each_engine(|setup| {
        let (app, second) = (setup.start(), Library::new());
        app.music.add((0..90).map(|number| song(&format!("Moon/Moon/{number} moon.mp3"))));
        second.add((0..3).map(|number| song(&format!("Band/Album/{number} a moon of many words {number}.mp3"))));
        app.execute(&format!(
            "INSERT INTO library (id, name, path, created_at, updated_at) VALUES (2, 'Second', '{}', 0, 0)",
            second.root().display()
        ));
        app.scan(Kind::Quick);
        let account = [("username", "ben"), ("password", "ben's"), ("email", "b@example.org"), ("musicFolderId", "2")];
        app.admin().rest("createUser", account).ok();
        let ben = Person::known(app.url(), "ben", "ben's");
        for (size, from, found) in [("3", "0", 3), ("20", "0", 3), ("2", "2", 1), ("20", "3", 0)] {
            let page = ben.rest("search3", [("query", "moon"), ("songCount", size), ("songOffset", from)]);
            assert_eq!(page.column("/searchResult3/song", "title").len(), found, "{size} at {from}");
        }
        let drawn = ben.rest("getRandomSongs", [("size", "3")]).column("/randomSongs/song", "title");
        assert_eq!(drawn.iter().collect::<std::collections::HashSet<_>>().len(), 3, "{drawn:?}");
    });
}
