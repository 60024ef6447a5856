//! The real server on a free port, with a data folder and a music folder of its own.
//!
//! ```ignore
//! each_engine(|setup| {
//!     let app = setup.with([song("Low/Hey What/01 White Horses.flac").year(2021)]);
//!     let anna = app.listener("anna");
//!     anna.rest("star", [("id", &app.song("White Horses"))]).ok();
//!     app.scan(Kind::Full);
//!     assert_eq!(anna.rest("getStarred2", []).column("/starred2/song", "title"), ["White Horses"]);
//! });
//! ```

use super::clock;
use super::library::{Library, Song};
use super::people::Person;
use super::postgres;
use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection, RunQueryDsl, SqliteConnection};
use navidrome_rs::app::App;
use navidrome_rs::config::{Config, Database, Secret};
use navidrome_rs::domain::clock::Clock;
use navidrome_rs::scanner::{Kind, Status};
use navidrome_rs::security::entropy::Entropy;
use navidrome_rs::server::{Address, Server};
use navidrome_rs::service::accounts::{self, Changes};
use navidrome_rs::store::{Engine, Read, Result as StoreResult};
use std::net::TcpStream;
use std::path::Path;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;
use tempfile::TempDir;

/// Tells the same story on SQLite and on PostgreSQL.
pub fn each_engine(story: impl Fn(Setup)) {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        println!("on {engine:?}:");
        story(TestApp::setup().engine(engine));
    }
}

/// How a server is to be started.
pub struct Setup {
    engine: Engine,
    change: Box<dyn FnOnce(&mut Config)>,
    admin: bool,
}

impl Setup {
    pub fn engine(mut self, engine: Engine) -> Self {
        self.engine = engine;
        self
    }

    /// Changes the configuration. No scan at the start, an address of this machine, a free port and no limits are given.
    pub fn config(self, change: impl FnOnce(&mut Config) + 'static) -> Self {
        let before = self.change;
        let change = Box::new(move |config: &mut Config| {
            before(config);
            change(config);
        });
        Self { change, ..self }
    }

    /// Starts without any account.
    pub fn without_admin(self) -> Self {
        Self { admin: false, ..self }
    }

    /// Starts with these songs, scanned.
    pub fn with(self, songs: impl IntoIterator<Item = Song>) -> TestApp {
        let app = self.start();
        app.music.add(songs);
        app.scan(Kind::Quick);
        app
    }

    /// Starts with an empty music folder.
    pub fn start(self) -> TestApp {
        let (music, data) = (Library::new(), tempfile::tempdir().unwrap());
        let mut config = Config::default();
        config.folders.music_folder = music.root().to_owned();
        config.folders.data_folder = data.path().to_owned();
        config.folders.cache_folder = data.path().join("cache");
        config.folders.database = match self.engine {
            Engine::Sqlite => Database::Sqlite(data.path().join("navidrome-rs.db")),
            Engine::Postgres => Database::Postgres(Secret::new(postgres::database())),
        };
        config.server.address = "127.0.0.1".parse().unwrap();
        config.server.port = 0;
        config.scanner.scan_on_startup = false;
        // the clock stands still, so what is counted would never be forgotten
        config.security.auth_request_limit = 0;
        config.security.request_limit = 0;
        config.dev.auto_create_admin_password = self.admin.then(|| Secret::new(ADMIN));
        (self.change)(&mut config);
        let clock = clock::standing();
        let running = Running::start(config.clone(), clock.clone());
        TestApp { running: Some(running), music, clock, config, data }
    }
}

/// Name and password of the administrator of every test.
const ADMIN: &str = "admin";

/// A running server and its folders, which go with it.
pub struct TestApp {
    running: Option<Running>,
    pub music: Library,
    pub clock: Clock,
    pub config: Config,
    data: TempDir,
}

impl TestApp {
    /// For a server that is out of the ordinary.
    pub fn setup() -> Setup {
        Setup { engine: Engine::Sqlite, change: Box::new(|_| ()), admin: true }
    }

    /// A server with these songs, scanned.
    pub fn with(songs: impl IntoIterator<Item = Song>) -> Self {
        Self::setup().with(songs)
    }

    /// Stops the server and starts it again with the same folders and another configuration.
    pub fn restart(&mut self, change: impl FnOnce(&mut Config)) {
        self.running = None;
        change(&mut self.config);
        self.running = Some(Running::start(self.config.clone(), self.clock.clone()));
    }

    /// What the server is made of, for what cannot be seen from outside.
    pub fn parts(&self) -> &App {
        &self.running().app
    }

    pub fn url(&self) -> &str {
        &self.running().url
    }

    pub fn data(&self) -> &Path {
        self.data.path()
    }

    fn running(&self) -> &Running {
        self.running.as_ref().unwrap()
    }

    /// Scans to the end; how it ended.
    pub fn scan(&self, kind: Kind) -> Status {
        self.try_scan(kind).unwrap_or_else(|failure| panic!("the scan failed: {failure}"))
    }

    /// Scans to the end; the failure where it has one.
    pub fn try_scan(&self, kind: Kind) -> Result<Status, String> {
        let scanner = &self.parts().scanner;
        self.await_scan();
        scanner.scan(kind).map_err(|failure| failure.to_string())?;
        Ok(scanner.status())
    }

    /// Waits until no scan is running.
    pub fn await_scan(&self) -> Status {
        for _ in 0..6000 {
            let status = self.parts().scanner.status();
            if !status.scanning {
                return status;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        panic!("the scan does not end");
    }

    /// Asks the store.
    pub fn read<T>(&self, ask: impl FnOnce(&mut Read) -> StoreResult<T>) -> T {
        self.parts().store.read_now(ask).unwrap()
    }

    /// Runs SQL beside the server, for what no request can bring about.
    pub fn execute(&self, sql: &str) {
        match &self.config.folders.database {
            Database::Sqlite(path) => Self::sqlite(path).batch_execute(sql),
            Database::Postgres(url) => PgConnection::establish(url.expose()).unwrap().batch_execute(sql),
        }
        .unwrap_or_else(|error| panic!("{sql}: {error}"));
    }

    /// The rows of a query beside the server, of one column called `it`, a text.
    pub fn query(&self, sql: &str) -> Vec<String> {
        let rows: diesel::QueryResult<Vec<Row>> = match &self.config.folders.database {
            Database::Sqlite(path) => diesel::sql_query(sql).load(&mut Self::sqlite(path)),
            Database::Postgres(url) => diesel::sql_query(sql).load(&mut PgConnection::establish(url.expose()).unwrap()),
        };
        rows.unwrap_or_else(|error| panic!("{sql}: {error}")).into_iter().map(|row| row.it).collect()
    }

    fn sqlite(path: &Path) -> SqliteConnection {
        let mut connection = SqliteConnection::establish(path.to_str().unwrap()).unwrap();
        connection.batch_execute("PRAGMA busy_timeout=15000").unwrap();
        connection
    }

    /// Somebody without an account.
    pub fn stranger(&self) -> Person {
        Person::stranger(self.url())
    }

    pub fn admin(&self) -> Person {
        Person::known(self.url(), ADMIN, ADMIN)
    }

    /// A listener of this name, with an account made now unless there is one.
    pub fn listener(&self, name: &str) -> Person {
        let password = format!("{name}'s password");
        let known = self.admin().rest("getUsers", []).column("/users/user", "username");
        if !known.iter().any(|known| known == name) {
            let email = format!("{name}@example.org");
            self.admin().rest("createUser", [("username", name), ("password", &password), ("email", &email)]).ok();
        }
        Person::known(self.url(), name, &password)
    }

    /// Sets a password from the command line's side, as an administrator on the machine would.
    pub fn set_password(&self, name: &str, password: &str) {
        let (parts, change) = (self.parts(), Changes { password: Some(password), ..Changes::default() });
        let now = self.clock.now();
        let changed = parts.store.write_now(|db| Ok(accounts::update(db, &parts.keys, name, &change, now)));
        changed.unwrap().unwrap();
    }

    /// The id of the song with this title.
    pub fn song(&self, title: &str) -> String {
        self.look_up("song", "title", title)
    }

    /// The id of the album with this name.
    pub fn album(&self, name: &str) -> String {
        self.look_up("album", "name", name)
    }

    /// The id of the artist with this name.
    pub fn artist(&self, name: &str) -> String {
        self.look_up("artist", "name", name)
    }

    fn look_up(&self, kind: &str, field: &str, wanted: &str) -> String {
        let counts = [("songCount", "500"), ("albumCount", "500"), ("artistCount", "500")];
        for query in [wanted, ""] {
            let params = [("query", query), counts[0], counts[1], counts[2]];
            let found = self.admin().rest("search3", params).ok();
            let found = found["searchResult3"][kind].as_array().cloned().unwrap_or_default();
            if let Some(entry) = found.iter().find(|entry| entry[field] == wanted) {
                return entry["id"].as_str().unwrap().to_owned();
            }
        }
        panic!("there is no {kind} called {wanted:?}");
    }
}

#[derive(diesel::QueryableByName)]
struct Row {
    #[diesel(sql_type = diesel::sql_types::Text)]
    it: String,
}

/// A server that is not run, or why there is none.
pub fn bind(config: Config) -> std::io::Result<Server> {
    Server::bind(App::build(config, clock::standing(), Entropy::system()).unwrap_or_else(|failure| panic!("{failure}")))
}

/// The server on a thread of its own, until it is dropped.
struct Running {
    app: Arc<App>,
    url: String,
    stop: Option<tokio::sync::oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Running {
    fn start(config: Config, clock: Clock) -> Self {
        let app = App::build(config, clock, Entropy::system()).unwrap_or_else(|failure| panic!("{failure}"));
        let server = Server::bind(app).unwrap();
        let app = server.app();
        let (url, address) = match server.address().unwrap() {
            Address::Tcp(address) if app.config.server.tls_cert.as_os_str().is_empty() => {
                (format!("http://{address}"), Some(address))
            }
            Address::Tcp(address) => (format!("https://{address}"), Some(address)),
            Address::Unix(_) => (String::new(), None),
        };
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let thread = std::thread::spawn(move || {
            actix_web::rt::System::new().block_on(async move {
                let stopped = async move { drop(stopped.await) };
                server.run_until(stopped).await.unwrap();
            });
        });
        // it answers when whatever is due at the start has begun
        if url.starts_with("http:") {
            Person::stranger(&url).get("/ping");
        } else if let Some(address) = address {
            drop(TcpStream::connect(address).unwrap());
        }
        Self { app, url, stop: Some(stop), thread: Some(thread) }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
