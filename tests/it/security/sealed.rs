//! What lies on the disk: passwords sealed for their owner, under a key that is not beside them.

use crate::support::app::TestApp;
use crate::support::people::Person;
use data_encoding::{BASE64, HEXLOWER};
use navidrome_rs::app::App;
use navidrome_rs::config::{Config, Secret};
use navidrome_rs::domain::clock::Clock;
use navidrome_rs::security::entropy::Entropy;
use navidrome_rs::security::key_file::KEY_FILE;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// Every byte of the database, with what waits to be written into it.
fn database(folder: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    for ending in ["", "-wal", "-shm"] {
        bytes.extend(fs::read(folder.join(format!("navidrome-rs.db{ending}"))).unwrap_or_default());
    }
    assert!(holds(&bytes, b"SQLite format 3"));
    bytes
}

const PASSWORD: &str = "correct horse battery staple";

#[test]
fn the_database_gives_neither_password_nor_key() {
    let app = TestApp::setup().start();
    app.listener("anna");
    app.admin().rest("changePassword", [("username", "anna"), ("password", PASSWORD)]).ok();
    assert!(Person::known(app.url(), "anna", PASSWORD).rest("ping", []).envelope()["status"] == "ok");
    let key = fs::read(app.data().join(KEY_FILE)).unwrap();
    let bytes = database(app.data());
    assert!(holds(&bytes, b"anna@example.org"), "this is where accounts are");
    let md5 = <md5::Md5 as md5::Digest>::digest(PASSWORD);
    for (what, part) in [
        ("the password", PASSWORD.as_bytes().to_vec()),
        ("the password in hexadecimal digits", HEXLOWER.encode(PASSWORD.as_bytes()).into_bytes()),
        ("the password in base 64", BASE64.encode(PASSWORD.as_bytes()).into_bytes()),
        ("the password's MD5", md5.to_vec()),
        ("the password's MD5 in hexadecimal digits", HEXLOWER.encode(&md5).into_bytes()),
        ("the key", key.clone()),
        ("the key in hexadecimal digits", HEXLOWER.encode(&key).into_bytes()),
        ("the key in base 64", BASE64.encode(&key).into_bytes()),
    ] {
        assert!(!holds(&bytes, &part), "{what} lies in the database");
    }
}

#[test]
fn the_key_file_is_for_the_servers_account_alone() {
    let app = TestApp::setup().start();
    let key = fs::metadata(app.data().join(KEY_FILE)).unwrap();
    assert_eq!((key.permissions().mode() & 0o777, key.len()), (0o600, 32));
}

#[test]
fn a_key_of_the_administrators_is_nowhere_on_the_disk() {
    let passphrase = "a long and winding passphrase";
    let app = TestApp::setup()
        .config(move |config| config.security.password_encryption_key = Some(Secret::new(passphrase)))
        .start();
    assert_eq!(app.admin().rest("ping", []).envelope()["status"], "ok");
    assert!(!app.data().join(KEY_FILE).exists());
    assert!(!holds(&database(app.data()), passphrase.as_bytes()));
}

#[test]
fn two_users_sealed_passwords_swapped_open_for_neither() {
    let app = TestApp::setup().start();
    let (anna, bert) = (app.listener("anna"), app.listener("bert"));
    let sealed =
        |name: &str| app.query(&format!("SELECT password AS it FROM account WHERE login = '{name}'")).remove(0);
    let (of_anna, of_bert) = (sealed("anna"), sealed("bert"));
    app.execute(&format!("UPDATE account SET password = '{of_bert}' WHERE login = 'anna'"));
    app.execute(&format!("UPDATE account SET password = '{of_anna}' WHERE login = 'bert'"));
    for name in ["anna", "bert"] {
        for password in ["anna's password", "bert's password", ""] {
            let who = Person::known(app.url(), name, password);
            assert!(matches!(who.rest("ping", []).error_code(), 10 | 40), "{name} enters with {password}");
        }
    }
    app.execute(&format!("UPDATE account SET password = '{of_anna}' WHERE login = 'anna'"));
    anna.rest("ping", []).ok();
    assert_eq!(bert.rest("ping", []).error_code(), 40);
    for nothing in ["", "anna's password"] {
        app.execute(&format!("UPDATE account SET password = '{}' WHERE login = 'anna'", nothing.replace('\'', "''")));
        assert_eq!(anna.rest("ping", []).error_code(), 40);
    }
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap).filter(|entry| entry.path().is_file()) {
        fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

#[test]
fn a_start_with_another_key_is_refused_in_a_sentence_before_anything_is_changed() {
    let app = TestApp::setup().start();
    app.listener("anna");
    let table = |app: &TestApp| {
        let all = "SELECT login || ' ' || password AS it FROM account UNION SELECT key || ' ' || value FROM property \
                   UNION SELECT id || ' ' || path || ' ' || updated_at FROM library ORDER BY 1";
        app.query(all)
    };
    let before = table(&app);
    assert_eq!(before.iter().filter(|row| row.starts_with("password_key ")).count(), 1);

    let elsewhere = tempfile::tempdir().unwrap();
    let start = |data: &Path, change: &dyn Fn(&mut Config)| {
        let mut config = app.config.clone();
        config.folders.data_folder = data.to_owned();
        config.folders.cache_folder = data.join("cache");
        config.folders.music_folder = elsewhere.path().to_owned();
        change(&mut config);
        App::build(config, Clock::System, Entropy::system()).map(|_| ()).map_err(|failure| failure.to_string())
    };
    let other_key = |config: &mut Config| config.security.password_encryption_key = Some(Secret::new("another"));
    // the same database with a passphrase, with no key file, and with a key file of somebody else
    let (new, foreign) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    fs::write(foreign.path().join(KEY_FILE), [7; 32]).unwrap();
    fs::set_permissions(foreign.path().join(KEY_FILE), fs::Permissions::from_mode(0o600)).unwrap();
    for refused in [start(new.path(), &other_key), start(new.path(), &|_| ()), start(foreign.path(), &|_| ())] {
        let sentence = refused.unwrap_err();
        assert!(sentence.starts_with("the passwords in this database were sealed with another key"), "{sentence}");
        assert!(sentence.contains("PasswordEncryptionKey") && sentence.contains("nothing was changed"), "{sentence}");
        assert!(!sentence.contains("another\""), "{sentence}");
    }
    assert_eq!(table(&app), before);
    assert!(!new.path().join(KEY_FILE).exists());
    app.listener("anna").rest("ping", []).ok();

    let same = tempfile::tempdir().unwrap();
    copy(app.data(), same.path());
    assert_eq!(start(same.path(), &|_| ()), Ok(()));
}

#[test]
fn a_key_file_that_others_may_read_is_refused_with_what_to_do() {
    let mut app = TestApp::setup().start();
    let key = app.data().join(KEY_FILE);
    app.restart(|_| ());
    app.admin().rest("ping", []).ok();
    fs::set_permissions(&key, fs::Permissions::from_mode(0o644)).unwrap();
    let failure = App::build(app.config.clone(), Clock::System, Entropy::system()).err().unwrap().to_string();
    assert!(failure.contains("chmod 600"), "{failure}");
}
