//! Lists: their orders, and their pages to any depth.

use crate::support::app::{TestApp, each_engine};
use crate::support::clock::{DAY, SECOND, TODAY};
use crate::support::library::{Song, album, song};
use crate::support::people::Person;
use navidrome_rs::scanner::Kind;
use std::cell::RefCell;
use std::collections::BTreeSet;

const ALBUMS: &str = "/albumList2/album";

fn names(person: &Person, kind: &str) -> Vec<String> {
    person.rest("getAlbumList2", [("type", kind), ("size", "50")]).column(ALBUMS, "name")
}

/// Records whose names, artists and years try the order of letters: cases, accents, articles, signs, other scripts.
fn records() -> Vec<Song> {
    [
        ("The Zombies", "Odessey", 1968, "Pop"),
        ("abba", "Ångström", 1976, "Pop"),
        ("ABBA", "arrival", 1976, "Disco"),
        ("Émilie", "Zebra", 2001, "Jazz"),
        ("emilie", "The Aviary", 2001, "Jazz"),
        ("[unknown]", "(untitled)", 1999, "Noise"),
        ("椎名林檎", "無罪モラトリアム", 1999, "Rock"),
        ("3 Mustaphas 3", "10 Songs", 1985, "Folk"),
        ("Zebra", "Émigré", 2020, "Folk"),
        ("van Morrison", "a_b", 1968, "Rock"),
    ]
    .map(|(artist, record, year, genre)| {
        song(&format!("{artist}/{record}/01 {record} song.mp3")).year(year).genres(&[genre])
    })
    .into()
}

#[test]
fn albums_come_in_the_same_order_from_both_engines() {
    let told: RefCell<Vec<Vec<Vec<String>>>> = RefCell::default();
    each_engine(|setup| {
        // songs arrive in one order where one thread reads, and whoever came first gives an artist his spelling
        let app = setup.config(|config| config.dev.scanner_threads = 1).with(records());
        let anna = app.listener("anna");
        let mut lists: Vec<Vec<String>> =
            ["newest", "alphabeticalByName", "alphabeticalByArtist"].map(|kind| names(&anna, kind)).into();
        for (from, to) in [("1960", "1990"), ("2020", "1999")] {
            let params = [("type", "byYear"), ("fromYear", from), ("toYear", to), ("size", "50")];
            lists.push(anna.rest("getAlbumList2", params).column(ALBUMS, "name"));
        }
        lists.push(anna.rest("getAlbumList2", [("type", "byGenre"), ("genre", "pop")]).column(ALBUMS, "name"));
        lists.push(anna.rest("getGenres", []).column("/genres/genre", "value"));
        let artists = anna.rest("getArtists", []).ok();
        for index in artists["artists"]["index"].as_array().unwrap() {
            lists.push(vec![index["name"].to_string()]);
            lists.push(crate::support::people::column(index, "/artist", "name"));
        }
        told.borrow_mut().push(lists);
    });
    let told = told.into_inner();
    assert_eq!(told[0], told[1]);
    let lists = &told[0];
    assert_eq!((lists[0].len(), lists[1].len(), lists[2].len()), (10, 10, 10));
    assert_eq!(lists[3], ["a_b", "Odessey", "Ångström", "arrival", "10 Songs"]);
    assert_eq!(lists[4].first().map(String::as_str), Some("Émigré"));
    assert_eq!(lists[5], ["Ångström", "Odessey"]);
}

#[test]
fn lists_of_a_listeners_own_albums_follow_what_they_did() {
    each_engine(|setup| {
        let app = setup.with(["A", "B", "C", "D"].map(|name| song(&format!("Low/{name}/01 of {name}.mp3"))));
        let (anna, ben) = (app.listener("anna"), app.listener("ben"));
        for (name, plays, stars) in [("B", 3, "2"), ("C", 1, "5"), ("A", 2, "3")] {
            for play in 0..plays {
                app.clock.advance(SECOND);
                let time = (TODAY + app.clock.now() % DAY + play).to_string();
                anna.rest("scrobble", [("id", &app.song(&format!("of {name}"))), ("time", &time)]).ok();
            }
            anna.rest("star", [("albumId", &app.album(name))]).ok();
            anna.rest("setRating", [("id", &app.album(name)), ("rating", stars)]).ok();
        }
        assert_eq!(names(&anna, "frequent"), ["B", "A", "C"]);
        assert_eq!(names(&anna, "recent"), ["A", "C", "B"]);
        assert_eq!(names(&anna, "starred"), ["A", "C", "B"]);
        assert_eq!(names(&anna, "highest"), ["C", "A", "B"]);
        for kind in ["frequent", "recent", "starred", "highest"] {
            assert_eq!(names(&ben, kind), [""; 0], "{kind}");
        }
    });
}

#[test]
fn the_newest_albums_are_those_that_arrived_last() {
    each_engine(|setup| {
        let app = setup.with([song("Low/First/01 x.mp3")]);
        for later in ["Second", "Late"] {
            app.clock.advance(DAY);
            app.music.add([song(&format!("Low/{later}/01 x.mp3"))]);
            app.scan(Kind::Quick);
        }
        app.clock.advance(DAY);
        // a change makes nothing new
        app.music.add([song("Low/First/01 x.mp3").year(1990)]);
        app.scan(Kind::Quick);
        assert_eq!(names(&app.admin(), "newest"), ["Late", "Second", "First"]);
    });
}

/// Asks for pages of three until one is empty.
fn pages(page: impl Fn(&str, &str) -> Vec<String>) -> Vec<String> {
    let mut all = Vec::new();
    for offset in (0..).step_by(3) {
        let part = page("3", &offset.to_string());
        assert!(part.len() <= 3);
        if part.is_empty() {
            break;
        }
        all.extend(part);
    }
    all
}

fn assert_whole(what: &str, all: &[String], count: usize) {
    let distinct: BTreeSet<&String> = all.iter().collect();
    assert_eq!((all.len(), distinct.len()), (count, count), "{what} has gaps or repeats");
}

fn many(app: &TestApp) -> Vec<(&'static str, Vec<String>)> {
    let anna = app.listener("anna");
    let mut told = Vec::new();
    for query in ["", "\"\"", "song"] {
        let search = |count, offset, list, of: &str, size: &str, from: &str| {
            anna.ask("search3", "json", &[("query", query), (count, size), (offset, from)])
                .column(&format!("/searchResult3/{of}"), list)
        };
        told.push(("songs", pages(|size, from| search("songCount", "songOffset", "id", "song", size, from))));
        if query != "song" {
            told.push(("albums", pages(|size, from| search("albumCount", "albumOffset", "id", "album", size, from))));
            told.push((
                "artists",
                pages(|size, from| search("artistCount", "artistOffset", "id", "artist", size, from)),
            ));
        }
    }
    for kind in ["newest", "alphabeticalByName", "alphabeticalByArtist", "frequent", "starred", "byYear", "byGenre"] {
        let page = |size: &str, from: &str| {
            let params = [
                ("type", kind),
                ("size", size),
                ("offset", from),
                ("genre", "Slow"),
                ("fromYear", "1"),
                ("toYear", "3000"),
            ];
            anna.rest("getAlbumList2", params).column(ALBUMS, "id")
        };
        told.push(("albums", pages(page)));
    }
    let by_genre = |size: &str, from: &str| {
        anna.rest("getSongsByGenre", [("genre", "slow"), ("count", size), ("offset", from)])
            .column("/songsByGenre/song", "id")
    };
    told.push(("songs", pages(by_genre)));
    told
}

#[test]
fn pages_of_any_depth_hold_everything_once() {
    each_engine(|setup| {
        // equal years, names and times: only the order of arrival tells them apart
        let records = (0..10).flat_map(|number| {
            let songs = album(&format!("Artist {number}/Same"), 2);
            songs.into_iter().map(|song| song.year(2000).genres(&["Slow"]))
        });
        let app = setup.with(records);
        let anna = app.listener("anna");
        let everything = anna.rest("search3", [("query", ""), ("albumCount", "100"), ("songCount", "100")]);
        for id in everything.column("/searchResult3/album", "id") {
            anna.rest("star", [("albumId", &id)]).ok();
        }
        for id in everything.column("/searchResult3/song", "id") {
            anna.rest("scrobble", [("id", &id)]).ok();
        }
        for (what, all) in many(&app) {
            assert_whole(what, &all, if what == "songs" { 20 } else { 10 });
        }
    });
}
