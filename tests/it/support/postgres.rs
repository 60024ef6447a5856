//! A PostgreSQL server for the tests, so that every story of the store is told on both engines.
//!
//! One cluster serves a whole test run, each test gets a database of its own. The cluster lies in a temporary folder, is
//! reached by a socket in it, and keeps nothing safe on disk (`fsync=off`), since nothing outlives the run. Where
//! `TEST_POSTGRES_URL` names a server, its databases are made there instead (and stay: it may be somebody's).
//!
//! A test that cannot have its server fails: a skipped engine is an untested one.

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// Starts a cluster in a new folder, tells the folder in one line, and removes it all when standard input ends: the
/// kernel closes that when the tests do, however they do.
const CLUSTER: &str = r#"
set -e
bin=$1
folder=$(mktemp -d "${TMPDIR:-/tmp}/navidrome-rs-postgres.XXXXXX")
server=
stop() { trap - EXIT; [ -z "$server" ] || { kill -INT "$server" && wait "$server" || true; }; rm -rf "$folder"; }
trap stop EXIT
trap 'exit 1' HUP INT TERM
"$bin/initdb" --auth=trust --username=tests --encoding=UTF8 --no-locale --no-sync -D "$folder/data" >"$folder/log" 2>&1 ||
    { cat "$folder/log" >&2; exit 1; }
"$bin/postgres" -D "$folder/data" -c listen_addresses= -c unix_socket_directories="$folder" -c max_connections=200 \
    -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off >>"$folder/log" 2>&1 &
server=$!
echo "$folder"
read -r _ || true
"#;

/// How long a server may take to answer for the first time.
const PATIENCE: Duration = Duration::from_secs(60);

/// The URL of a database that is new and empty.
pub fn database() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let name = format!("test_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let server = server();
    let mut connection = PgConnection::establish(server).unwrap_or_else(|error| panic!("PostgreSQL is gone: {error}"));
    connection.batch_execute(&format!("CREATE DATABASE {name}")).unwrap();
    with_database(server, &name)
}

/// The URL of a database of the server that is there from the beginning.
fn server() -> &'static str {
    static SERVER: OnceLock<Server> = OnceLock::new();
    &SERVER.get_or_init(Server::get).url
}

struct Server {
    url: String,
    /// Its standard input is what keeps the cluster running.
    _cluster: Option<Child>,
}

impl Server {
    #[expect(clippy::disallowed_methods, reason = "the one variable of the tests, which the server knows nothing of")]
    fn get() -> Self {
        match std::env::var("TEST_POSTGRES_URL") {
            Ok(url) => Self { url, _cluster: None },
            Err(_) => Self::start(),
        }
    }

    fn start() -> Self {
        let mut cluster = as_somebody_harmless()
            .args(["sh", "-c", CLUSTER, "cluster"])
            .arg(programs())
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("PostgreSQL cannot be started: {error}"));
        let mut folder = String::new();
        BufReader::new(cluster.stdout.take().unwrap()).read_line(&mut folder).unwrap();
        let folder = folder.trim_end();
        assert!(!folder.is_empty(), "PostgreSQL cannot be started; what it said is above");
        let url = format!("postgres://tests@{}/postgres", folder.replace('/', "%2F"));
        await_answer(&url, &Path::new(folder).join("log"));
        Self { url, _cluster: Some(cluster) }
    }
}

fn await_answer(url: &str, log: &Path) {
    let since = Instant::now();
    while let Err(error) = PgConnection::establish(url) {
        let said = || fs::read_to_string(log).unwrap_or_default();
        assert!(since.elapsed() < PATIENCE, "PostgreSQL does not answer: {error}\n{}", said());
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// PostgreSQL refuses to run as root; its package brings a user of its own.
fn as_somebody_harmless() -> Command {
    let root = Command::new("id").arg("-u").output().is_ok_and(|said| said.stdout == b"0\n");
    if root {
        let mut command = Command::new("runuser");
        command.args(["-u", "postgres", "--"]);
        command
    } else {
        Command::new("env")
    }
}

/// The folder of `initdb` and `postgres`: Debian keeps one for each version and none on the path.
fn programs() -> PathBuf {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let newest = versions
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse::<u32>().ok()?, entry.path().join("bin"))))
        .filter(|(_, bin)| bin.join("initdb").exists())
        .max();
    if let Some((_, bin)) = newest {
        return bin;
    }
    let said = Command::new("sh").args(["-c", "command -v initdb"]).output().unwrap();
    let found = String::from_utf8(said.stdout).unwrap();
    let bin = Path::new(found.trim()).parent().filter(|_| said.status.success());
    bin.expect("PostgreSQL is not installed: `make setup` installs it, TEST_POSTGRES_URL names another").to_owned()
}

/// The same server's URL for another database: what stands between the host and the parameters.
fn with_database(server: &str, name: &str) -> String {
    let (place, parameters) = server.split_once('?').map_or((server, None), |(place, rest)| (place, Some(rest)));
    let (scheme, rest) = place.split_once("://").expect("TEST_POSTGRES_URL is not a postgres:// address");
    let host = rest.split_once('/').map_or(rest, |(host, _)| host);
    let parameters = parameters.map_or_else(String::new, |parameters| format!("?{parameters}"));
    format!("{scheme}://{host}/{name}{parameters}")
}

mod tests {
    use super::*;
    use diesel::sql_types::{BigInt, Text};
    use diesel::{QueryableByName, RunQueryDsl, sql_query};

    #[derive(QueryableByName)]
    struct Seen {
        #[diesel(sql_type = BigInt)]
        tables: i64,
        #[diesel(sql_type = Text)]
        encoding: String,
    }

    fn look(url: &str) -> Seen {
        let mut connection = PgConnection::establish(url).unwrap();
        sql_query(
            "SELECT (SELECT count(*) FROM pg_tables WHERE schemaname = 'public') AS tables, \
             current_setting('server_encoding') AS encoding",
        )
        .get_result(&mut connection)
        .unwrap()
    }

    #[test]
    fn every_database_is_new_and_empty_and_its_own() {
        let (one, other) = (database(), database());
        assert_ne!(one, other);
        PgConnection::establish(&one).unwrap().batch_execute("CREATE TABLE song (title text)").unwrap();
        let (one, other) = (look(&one), look(&other));
        assert_eq!((one.tables, other.tables), (1, 0));
        assert_eq!(one.encoding, "UTF8");
    }

    #[test]
    fn another_database_of_a_server_keeps_its_login_and_parameters() {
        for (server, wanted) in [
            ("postgres://me:pw@host:5433/old?sslmode=require", "postgres://me:pw@host:5433/new?sslmode=require"),
            ("postgres://host", "postgres://host/new"),
            ("postgresql:///old?host=/tmp", "postgresql:///new?host=/tmp"),
        ] {
            assert_eq!(with_database(server, "new"), wanted);
        }
    }
}
