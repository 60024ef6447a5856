//! One key, then another: what was sealed is never lost, never half, and never open to a key that was replaced.

use crate::support::app::{TestApp, each_engine};
use crate::support::people::Person;
use aes_gcm::aead::{Aead, Payload};
use aes_gcm::{Aes256Gcm, KeyInit, Nonce};
use data_encoding::{BASE64, HEXLOWER};
use hkdf::Hkdf;
use navidrome_rs::app::{App, key_source};
use navidrome_rs::config::{Config, Secret};
use navidrome_rs::domain::clock::Clock;
use navidrome_rs::security::entropy::Entropy;
use navidrome_rs::security::key_file::KEY_FILE;
use navidrome_rs::service::accounts::{self, New};
use navidrome_rs::service::keys;
use navidrome_rs::store::Engine;
use sha2::Sha256;
use std::fs;
use std::path::Path;

const NAMES: [&str; 4] = ["anna", "bert", "çağla", "d'arcy"];

fn key(text: &str) -> impl FnOnce(&mut Config) + use<> {
    let key = Secret::new(text);
    move |config| config.security.password_encryption_key = Some(key)
}

fn no_key(config: &mut Config) {
    config.security.password_encryption_key = None;
}

/// All that depends on the key.
fn rows(app: &TestApp) -> Vec<String> {
    app.query(
        "SELECT id || ' ' || password AS it FROM account UNION SELECT key || ' ' || value FROM property ORDER BY 1",
    )
}

fn fingerprint(app: &TestApp) -> String {
    app.query("SELECT value AS it FROM property WHERE key = 'password_key'").remove(0)
}

fn make_users(app: &TestApp) {
    for name in NAMES {
        app.listener(name);
    }
}

fn all_log_in(app: &TestApp) {
    app.admin().rest("ping", []).ok();
    for name in NAMES {
        Person::known(app.url(), name, &format!("{name}'s password")).rest("ping", []).ok();
        assert_eq!(Person::known(app.url(), name, "another").rest("ping", []).error_code(), 40);
    }
}

fn start(config: &Config, change: impl FnOnce(&mut Config)) -> Result<(), String> {
    let mut config = config.clone();
    change(&mut config);
    App::build(config, Clock::System, Entropy::system()).map(|_| ()).map_err(|failure| failure.to_string())
}

#[test]
fn a_key_set_for_the_first_time_seals_every_password_anew_once_and_no_other_start_is_served() {
    each_engine(|setup| {
        let mut app = setup.start();
        make_users(&app);
        let by_file = rows(&app);
        let file = fs::read(app.data().join(KEY_FILE)).unwrap();

        app.restart(key("a long and winding passphrase"));
        all_log_in(&app);
        let by_passphrase = rows(&app);
        assert_eq!(by_passphrase.len(), by_file.len());
        assert!(by_passphrase.iter().all(|row| !by_file.contains(row)), "{by_passphrase:?}");
        assert_eq!(fs::read(app.data().join(KEY_FILE)).unwrap(), file, "older copies of the database may need it");
        app.restart(|_| ());
        assert_eq!(rows(&app), by_passphrase, "once");

        for key_file in [true, false] {
            if !key_file {
                fs::remove_file(app.data().join(KEY_FILE)).unwrap();
            }
            let other = start(&app.config, key("another")).unwrap_err();
            let none = start(&app.config, no_key).unwrap_err();
            assert!(other.contains("another key than the configured PasswordEncryptionKey"), "{other}");
            assert!(none.contains("no PasswordEncryptionKey is configured"), "{none}");
            assert_eq!(app.data().join(KEY_FILE).exists(), key_file, "nothing is made");
            assert_eq!(rows(&app), by_passphrase, "nothing is changed");
        }
        all_log_in(&app);
    });
}

#[test]
fn a_key_file_that_is_gone_is_not_replaced_by_a_new_one() {
    let app = TestApp::setup().start();
    app.listener("anna");
    fs::remove_file(app.data().join(KEY_FILE)).unwrap();
    let before = rows(&app);
    let refusal = start(&app.config, |_| ()).unwrap_err();
    assert!(refusal.contains("the key file in the data folder does not fit or is missing"), "{refusal}");
    assert!(!app.data().join(KEY_FILE).exists());
    assert_eq!(rows(&app), before);
}

#[test]
fn a_change_that_fails_in_its_last_step_changes_nothing() {
    each_engine(|setup| {
        let app = setup.start();
        make_users(&app);
        let before = rows(&app);
        let postgres = matches!(app.parts().store.engine(), Engine::Postgres);
        app.execute(if postgres {
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no room'; END $$;
             CREATE TRIGGER refuse BEFORE UPDATE ON property FOR EACH ROW EXECUTE FUNCTION refuse()"
        } else {
            "CREATE TRIGGER refuse BEFORE UPDATE ON property BEGIN SELECT RAISE(ABORT, 'no room'); END"
        });
        let failure = start(&app.config, key("new")).unwrap_err();
        assert!(failure.contains("no room"), "{failure}");
        assert_eq!(rows(&app), before);
        all_log_in(&app);
        app.execute(if postgres { "DROP TRIGGER refuse ON property" } else { "DROP TRIGGER refuse" });
        assert_eq!(start(&app.config, key("new")), Ok(()));
    });
}

/// Whether these bytes are in any file of the database.
fn on_disk(folder: &Path, bytes: &[u8]) -> bool {
    ["navidrome-rs.db", "navidrome-rs.db-wal"].into_iter().any(|name| {
        let file = fs::read(folder.join(name)).unwrap_or_default();
        file.windows(bytes.len()).any(|window| window == bytes)
    })
}

#[test]
fn nothing_sealed_with_the_old_key_is_left_on_the_disk() {
    let mut app = TestApp::setup().start();
    make_users(&app);
    let old = app.query("SELECT password AS it FROM account");
    assert!(old.iter().all(|text| on_disk(app.data(), text.as_bytes())));
    app.restart(key("new"));
    for text in old {
        assert!(!on_disk(app.data(), text.as_bytes()));
    }
    let new = app.query("SELECT password AS it FROM account");
    assert!(new.iter().all(|text| on_disk(app.data(), text.as_bytes())));
    assert!(!on_disk(app.data(), &fs::read(app.data().join(KEY_FILE)).unwrap()));
}

#[test]
fn a_password_that_does_not_open_keeps_nobody_else_out_and_becomes_none() {
    let mut app = TestApp::setup().start();
    make_users(&app);
    for wrong in ["anna's password", "", "AQ=="] {
        app.execute(&format!("UPDATE account SET password = '{}' WHERE login = 'bert'", wrong.replace('\'', "''")));
        app.restart(key("new"));
        for password in [wrong, "bert's password"] {
            assert!(matches!(Person::known(app.url(), "bert", password).rest("ping", []).error_code(), 10 | 40));
        }
        app.listener("anna").rest("ping", []).ok();
        keys::rekey(&app.parts().store, &key_source(&app.config), None, &Entropy::system()).unwrap();
        app.restart(no_key);
        app.listener("anna").rest("ping", []).ok();
    }
}

#[test]
fn a_change_to_a_new_key_file_that_is_cut_short_is_taken_up_or_forgotten() {
    let mut app = TestApp::setup().start();
    make_users(&app);
    let (place, next) = (app.data().join(KEY_FILE), app.data().join(format!("{KEY_FILE}.next")));
    // cut short before the database was changed: what waits is a key of nothing
    fs::copy(&place, &next).unwrap();
    fs::write(&next, [7; 32]).unwrap();
    app.restart(|_| ());
    all_log_in(&app);
    // cut short after: what waits is the key
    let old = fs::read(&place).unwrap();
    keys::rekey(&app.parts().store, &key_source(&app.config), None, &Entropy::system()).unwrap();
    assert!(!next.exists());
    fs::rename(&place, &next).unwrap();
    fs::copy(&next, &place).unwrap();
    fs::write(&place, &old).unwrap();
    app.restart(|_| ());
    all_log_in(&app);
    assert!(!next.exists());
    assert_ne!(fs::read(&place).unwrap(), old);
}

#[test]
fn a_server_whose_key_was_changed_behind_it_seals_nothing_with_the_old_one() {
    let app = TestApp::setup().start();
    make_users(&app);
    let before = rows(&app).iter().filter(|row| !row.starts_with("password_key ")).count();
    let (parts, new) = (app.parts(), "new".into());
    keys::rekey(&parts.store, &key_source(&app.config), Some(&new), &Entropy::system()).unwrap();
    let roles = accounts::listener_roles();
    let late = New { name: "late", password: "late", email: "", roles, max_bit_rate: 0, libraries: &[] };
    let refused = parts.store.write_now(|db| Ok(accounts::create(db, &parts.keys, &late, 0)));
    let refused = refused.unwrap().unwrap_err();
    assert!(refused.to_string().contains("log"), "{refused}");
    assert_eq!(rows(&app).iter().filter(|row| !row.starts_with("password_key ")).count(), before);
    assert_eq!(Person::known(app.url(), "anna", "anna's password").rest("ping", []).error_code(), 40);
}

/// What version 0.1.0 made of a passphrase: HKDF alone.
struct Unstretched {
    source: Hkdf<Sha256>,
}

impl Unstretched {
    fn new(passphrase: &str) -> Self {
        Self { source: Hkdf::new(Some(b"navidrome-rs passphrase 1"), passphrase.as_bytes()) }
    }

    fn key(&self, purpose: &str) -> [u8; 32] {
        let mut key = [0; 32];
        self.source.expand(purpose.as_bytes(), &mut key).unwrap();
        key
    }

    fn seal(&self, id: &str, password: &str) -> String {
        let payload = Payload { msg: password.as_bytes(), aad: id.as_bytes() };
        let sealed = Aes256Gcm::new(&self.key("passwords").into()).encrypt(&Nonce::from([5; 12]), payload).unwrap();
        BASE64.encode(&[&[1], &[5; 12][..], &sealed].concat())
    }
}

#[test]
fn what_was_sealed_before_passphrases_were_stretched_opens_and_is_stretched() {
    each_engine(|setup| {
        let mut app = setup.config(key("sesame")).start();
        make_users(&app);
        let old = Unstretched::new("sesame");
        for name in NAMES {
            let sql_name = name.replace('\'', "''");
            let id = app.query(&format!("SELECT id AS it FROM account WHERE name = '{sql_name}'")).remove(0);
            let sealed = old.seal(&id, &format!("{name}'s password"));
            app.execute(&format!("UPDATE account SET password = '{sealed}' WHERE id = '{id}'"));
        }
        app.execute("DELETE FROM account WHERE login = 'admin'");
        let print = HEXLOWER.encode(&old.key("fingerprint")[..16]);
        app.execute(&format!("UPDATE property SET value = '{print}' WHERE key = 'password_key'"));

        let refusal = start(&app.config, key("Sesame")).unwrap_err();
        assert!(refusal.contains("another key than the configured"), "{refusal}");
        assert_eq!(fingerprint(&app), print);
        app.restart(|_| ());
        for name in NAMES {
            Person::known(app.url(), name, &format!("{name}'s password")).rest("ping", []).ok();
        }
        assert!(fingerprint(&app).starts_with("argon2id:"));
    });
}
