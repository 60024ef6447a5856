//! Two engines, one house: the same tables, brought up to date at every start, and nothing of others touched.

use crate::support::app::{TestApp, each_engine};
use crate::support::library::song;
use diesel::dsl::sql;
use diesel::sql_types::Text;
use diesel::{Connection, RunQueryDsl, SqliteConnection};
use navidrome_rs::app::App;
use navidrome_rs::domain::clock::Clock;
use navidrome_rs::scanner::Kind;
use navidrome_rs::security::entropy::Entropy;
use navidrome_rs::store::{Engine, Error, Location, Store};
use std::fs;

/// Tables and columns with their types; of the search index, whose tables differ by nature, nothing.
fn columns(app: &TestApp, engine: Engine) -> Vec<String> {
    let of_sqlite = "SELECT m.name || '.' || c.name || ' ' || lower(c.type) || CASE c.\"notnull\" WHEN 1 THEN ' not null' ELSE '' END AS it \
                     FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c \
                     WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND m.name NOT LIKE '%\\_words%' ESCAPE '\\'";
    let of_postgres = "SELECT table_name || '.' || column_name || ' ' || data_type || \
                       CASE is_nullable WHEN 'NO' THEN ' not null' ELSE '' END AS it \
                       FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT LIKE '%\\_words'";
    let mut columns = app.query(if engine == Engine::Sqlite { of_sqlite } else { of_postgres });
    columns.retain(|column| !column.starts_with("__diesel"));
    // SQLite calls the key of its rows an integer, of 64 bits
    columns.iter_mut().for_each(|column| *column = column.replace(".seq integer", ".seq bigint"));
    columns.sort();
    columns
}

fn indexes(app: &TestApp, engine: Engine) -> Vec<String> {
    let mut indexes = app.query(match engine {
        Engine::Sqlite => "SELECT name AS it FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL",
        Engine::Postgres => {
            "SELECT indexname::text AS it FROM pg_indexes WHERE schemaname = 'public' \
             AND indexname NOT LIKE '%\\_pkey' AND indexname NOT LIKE '%\\_words\\_found'"
        }
    });
    indexes.sort();
    indexes
}

#[test]
fn both_engines_have_the_same_tables_columns_and_indexes() {
    let [sqlite, postgres] = [Engine::Sqlite, Engine::Postgres].map(|engine| {
        let app = TestApp::setup().engine(engine).start();
        (columns(&app, engine), indexes(&app, engine))
    });
    assert_eq!(sqlite, postgres);
    assert!(sqlite.0.len() > 100, "{}", sqlite.0.len());
    assert!(sqlite.0.contains(&"song.title text not null".to_owned()));
}

#[test]
fn a_second_start_changes_nothing() {
    each_engine(|setup| {
        let mut app = setup.with([song("Low/Hey What/01 White Horses.mp3")]);
        let versions = "SELECT version || ' ' || CAST(run_on AS TEXT) AS it FROM __diesel_schema_migrations";
        let content = "SELECT id || path || created_at AS it FROM song";
        let before = (app.query(versions), app.query(content), app.song("White Horses"));
        assert_eq!((before.0.len(), before.1.len()), (1, 1));
        app.restart(|_| ());
        assert_eq!((app.query(versions), app.query(content), app.song("White Horses")), before);
        assert_eq!(app.scan(Kind::Quick).files_read, 0);
        assert!(!app.data().join("navidrome-rs.db.before-migration").exists());
    });
}

#[test]
fn a_copy_is_kept_before_tables_are_changed() {
    let app = TestApp::with([song("Low/Hey What/01 White Horses.mp3")]);
    // as if another version had made the tables: ours cannot be made again, so the start fails half-way
    app.execute("UPDATE __diesel_schema_migrations SET version = '20200101000000'");
    let failed = Store::open(&Location::Sqlite(app.data().join("navidrome-rs.db")));
    assert!(matches!(failed, Err(Error::Migrate { .. })), "{:?}", failed.err());
    let copy = app.data().join("navidrome-rs.db.before-migration");
    for file in [&copy, &app.data().join("navidrome-rs.db")] {
        let mut connection = SqliteConnection::establish(file.to_str().unwrap()).unwrap();
        let titles = sql::<Text>("SELECT title FROM song").load::<String>(&mut connection);
        assert_eq!(titles.unwrap(), ["White Horses"], "{}", file.display());
    }
}

#[test]
fn the_database_of_navidrome_is_left_alone() {
    let app = TestApp::setup().start();
    let theirs = app.data().join("navidrome.db");
    let content = [b"SQLite format 3\0".as_slice(), &[7; 5000]].concat();
    fs::write(&theirs, &content).unwrap();
    let before = fs::metadata(&theirs).unwrap().modified().unwrap();
    let mut app = app;
    app.restart(|_| ());
    app.music.add([song("Low/Hey What/01 White Horses.mp3")]);
    app.scan(Kind::Full);
    app.admin().rest("star", [("id", &app.song("White Horses"))]).ok();
    assert!(fs::read(&theirs).unwrap() == content);
    assert_eq!(fs::metadata(&theirs).unwrap().modified().unwrap(), before);
    let names = fs::read_dir(app.data()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let beside: Vec<String> = names.filter(|name| name.starts_with("navidrome.db")).collect();
    assert_eq!(beside, ["navidrome.db"]);
}

#[test]
fn a_database_that_cannot_be_opened_is_named_without_its_password() {
    let url = "postgres://anna:hunter2@127.0.0.1:1/music";
    let error = Store::open(&Location::Postgres(url.to_owned())).err().unwrap().to_string();
    assert!(error.contains("127.0.0.1") && !error.contains("hunter2"), "{error}");
    let app = TestApp::setup().start();
    let file = app.data().join("broken.db");
    fs::write(&file, "no database at all, but longer than the header of one ".repeat(40)).unwrap();
    let mut config = app.config.clone();
    config.folders.database = navidrome_rs::config::Database::Sqlite(file);
    let error = App::build(config, Clock::System, Entropy::system()).err().unwrap().to_string();
    assert!(error.contains("broken.db"), "{error}");
}

#[test]
fn ids_are_the_same_in_a_new_database() {
    let ids = |engine| {
        let app = TestApp::setup().engine(engine).with([song("Low/Hey What/01 White Horses.mp3")]);
        (app.song("White Horses"), app.album("Hey What"), app.artist("Low"))
    };
    assert_eq!(ids(Engine::Sqlite), ids(Engine::Postgres));
}
