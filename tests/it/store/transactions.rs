//! Many readers, one writer: reads never wait, writes happen wholly or not at all.

use crate::support::app::{TestApp, each_engine};
use crate::support::library::album;
use diesel::connection::SimpleConnection;
use diesel::{Connection, SqliteConnection};
use navidrome_rs::store::{Error, properties};
use std::panic::{AssertUnwindSafe, catch_unwind};

fn kept(app: &TestApp, key: &str) -> Option<String> {
    app.read(|db| properties::get(db, key))
}

#[test]
fn requests_are_answered_while_a_long_write_is_under_way() {
    each_engine(|setup| {
        let app = setup.with(album("Low/Hey What", 3));
        let anna = app.listener("anna");
        let answered = app.parts().store.write_now(|db| {
            properties::set(db, "long", "write")?;
            let mut answered = 0;
            for _ in 0..10 {
                for (endpoint, params) in [
                    ("search3", &[("query", "song")][..]),
                    ("getAlbumList2", &[("type", "newest")]),
                    ("getArtists", &[]),
                    ("getStarred2", &[]),
                    ("getScanStatus", &[]),
                ] {
                    anna.ask(endpoint, "json", params).ok();
                    answered += 1;
                }
            }
            assert_eq!(kept(&app, "long"), None);
            Ok(answered)
        });
        assert_eq!(answered.unwrap(), 50);
        assert_eq!(kept(&app, "long").as_deref(), Some("write"));
    });
}

#[test]
fn every_one_of_many_writers_gets_through() {
    each_engine(|setup| {
        let app = setup.with(album("Low/Hey What", 20));
        let songs =
            app.admin().rest("search3", [("query", ""), ("songCount", "20")]).column("/searchResult3/song", "id");
        let people: Vec<_> = ["anna", "ben", "carl", "dora"].map(|name| app.listener(name)).into();
        std::thread::scope(|threads| {
            for person in &people {
                threads.spawn(|| songs.iter().for_each(|id| drop(person.rest("star", [("id", id)]).ok())));
            }
        });
        for person in &people {
            assert_eq!(person.rest("getStarred2", []).column("/starred2/song", "id").len(), 20);
        }
    });
}

#[test]
fn an_error_or_a_panic_undoes_all_of_a_write() {
    each_engine(|setup| {
        let app = setup.start();
        let store = &app.parts().store;
        let refused = store.write_now(|db| {
            properties::set(db, "undone", "1")?;
            Err::<(), _>(Error::refused())
        });
        assert!(matches!(refused, Err(Error::Refused)));
        let panicked = catch_unwind(AssertUnwindSafe(|| {
            store.write_now(|db| -> Result<(), Error> {
                properties::set(db, "undone", "2")?;
                panic!("in the middle of a write");
            })
        }));
        assert!(panicked.is_err());
        assert_eq!(kept(&app, "undone"), None);
        store.write_now(|db| properties::set(db, "done", "3")).unwrap();
        assert_eq!(kept(&app, "done").as_deref(), Some("3"));
    });
}

#[test]
fn a_failed_statement_undoes_what_came_before_it() {
    each_engine(|setup| {
        let app = setup.start();
        let library = app.read(navidrome_rs::store::libraries::all).remove(0);
        let failed = app.parts().store.write_now(|db| {
            properties::set(db, "undone", "1")?;
            // no library has this id
            navidrome_rs::store::problems::put(db, library.id + 7, "a.mp3", "kind", "message", 0)
        });
        assert!(matches!(failed, Err(Error::Query(_))), "{failed:?}");
        assert_eq!(kept(&app, "undone"), None);
    });
}

#[test]
fn a_write_waits_for_another_process() {
    let app = TestApp::with(album("Low/Hey What", 1));
    let (anna, id) = (app.listener("anna"), app.song("Song 1"));
    let file = app.data().join("navidrome-rs.db");
    let mut other = SqliteConnection::establish(file.to_str().unwrap()).unwrap();
    other.batch_execute("BEGIN IMMEDIATE; UPDATE library SET name = 'Renamed'").unwrap();
    std::thread::scope(|threads| {
        let star = threads.spawn(|| anna.rest("star", [("id", &id)]).ok());
        // reads go on meanwhile, and see what was
        let folders = anna.rest("getMusicFolders", []);
        assert_eq!(folders.column("/musicFolders/musicFolder", "name"), ["Music Library"]);
        std::thread::sleep(std::time::Duration::from_millis(200));
        other.batch_execute("COMMIT").unwrap();
        star.join().unwrap();
    });
    assert_eq!(anna.rest("getStarred2", []).column("/starred2/song", "title"), ["Song 1"]);
}
