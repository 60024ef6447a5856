//! The key of the passwords in the hands of the real program: killed at any moment, and changed on purpose.

use crate::cli::program::Program;
use crate::support::people::Person;
use navidrome_rs::app::{App, key_source};
use navidrome_rs::config::{Config, Database, Secret};
use navidrome_rs::domain::clock::Clock;
use navidrome_rs::domain::user::User;
use navidrome_rs::security::entropy::Entropy;
use navidrome_rs::security::key_file::KEY_FILE;
use navidrome_rs::security::password::{Password, Passwords};
use navidrome_rs::security::seal::Sealed;
use navidrome_rs::service::{accounts as rules, keys};
use navidrome_rs::store::accounts::{self, Account};
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::time::{Duration, Instant};

/// More than are sealed anew by one statement.
const USERS: usize = 1200;

fn config(data: &Path, music: &Path, passphrase: Option<&str>) -> Config {
    let mut config = Config::default();
    config.folders.music_folder = music.to_owned();
    config.folders.data_folder = data.to_owned();
    config.folders.cache_folder = data.join("cache");
    config.folders.database = Database::Sqlite(data.join("navidrome-rs.db"));
    config.security.password_encryption_key = passphrase.map(Secret::new);
    config
}

fn build(config: Config) -> App {
    App::build(config, Clock::System, Entropy::system()).unwrap()
}

fn user(number: usize) -> (String, String) {
    (format!("user {number:04}"), format!("password {number}"))
}

/// A data folder with many users, sealed by its key file.
fn many_users(music: &Path) -> tempfile::TempDir {
    let data = tempfile::tempdir().unwrap();
    let app = build(config(data.path(), music, None));
    app.store
        .write_now(|db| {
            for number in 0..USERS {
                let (name, password) = user(number);
                let id = app.keys.entropy.id();
                let sealed = app.keys.passwords.seal(&id, &Password::new(password).unwrap()).unwrap();
                let roles = if number == 0 { rules::admin_roles() } else { rules::listener_roles() };
                let user = User {
                    id,
                    name,
                    email: String::new(),
                    roles,
                    max_bit_rate: 0,
                    scrobbling: true,
                    created_at: 0,
                    last_access_at: None,
                    libraries: vec![1],
                };
                accounts::add(db, &Account { user, password: sealed.as_text().to_owned() })?;
            }
            Ok(())
        })
        .unwrap();
    data
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap).filter(|entry| entry.path().is_file()) {
        fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

/// Every password opens under the key of a start with this configuration, and is the user's.
fn all_open(config: &Config) {
    let app = build(config.clone());
    let keyring = keys::open(&app.store, &key_source(config), &Entropy::system()).unwrap();
    let passwords = Passwords::new(&keyring, Entropy::system());
    let kept = app.store.read_now(|db| accounts::sealed_passwords(db, "", 10_000)).unwrap();
    assert_eq!(kept.len(), USERS);
    for sealed in kept {
        let number: usize = sealed.name.trim_start_matches("user ").parse().unwrap();
        let opened = passwords.open(&sealed.account_id, &Sealed::from_text(sealed.text)).unwrap();
        assert!(opened.verify(&navidrome_rs::security::secret::Secret::new(user(number).1.into_bytes())));
    }
}

const KEY: &str = "a long and winding passphrase";

#[test]
fn a_first_start_with_a_key_that_is_killed_at_any_moment_leaves_every_user_their_password() {
    let program = Program::new();
    let origin = many_users(&program.at("music"));
    let with_key = [("ND_PASSWORDENCRYPTIONKEY", KEY), ("ND_SCANNER_SCANONSTARTUP", "false")];
    let data = program.at("data");
    let again = || {
        let _ = fs::remove_dir_all(&data);
        copy(origin.path(), &data);
    };
    again();
    let since = Instant::now();
    drop(program.serve(&with_key));
    let whole = since.elapsed();

    let (mut before, mut after) = (0, 0);
    for round in 0..20_u32 {
        again();
        let mut start = program.start(&with_key);
        // the moments are spread over the whole of a start
        std::thread::sleep(whole.mul_f64(f64::from(round) / 20.0) + Duration::from_micros(u64::from(round) * 137));
        start.kill().unwrap();
        assert_eq!(start.wait().unwrap().signal(), Some(9));
        // the old key fits all of it, or the new one does; another never
        let copied = tempfile::tempdir().unwrap();
        copy(&data, copied.path());
        let old = config(copied.path(), &program.at("music"), None);
        match App::build(old.clone(), Clock::System, Entropy::system()) {
            Ok(app) => {
                drop(app);
                all_open(&old);
                before += 1;
            }
            Err(refusal) => {
                assert!(refusal.to_string().contains("sealed with another key"), "{refusal}");
                after += 1;
            }
        }
        let server = program.serve(&with_key);
        for number in [0, round as usize * 59, USERS - 1] {
            let (name, password) = user(number);
            Person::known(&server.url, &name, &password).rest("ping", []).ok();
        }
        drop(server);
        all_open(&config(&data, &program.at("music"), Some(KEY)));
    }
    println!("killed {before} times before the change was made, {after} times after");
    assert!(before > 0, "no start was killed before it was done");
}

#[test]
fn rekey_changes_the_key_to_another_and_back_to_a_file_and_shows_none() {
    let program = Program::new();
    let made = program.run(&["user", "create", "-a", "-u", "anna"], &[], "anna's password\n");
    assert_eq!(made.code, 0, "{}", made.err);
    let logs_in = |variables: &[(&str, &str)]| {
        let server = program.serve(variables);
        Person::known(&server.url, "anna", "anna's password").rest("ping", []).ok();
        assert_eq!(Person::known(&server.url, "anna", "another").rest("ping", []).error_code(), 40);
    };
    let refused = |variables: &[(&str, &str)]| {
        let said = program.run(&[], variables, "");
        assert_eq!(said.code, 1, "{}", said.err);
        assert!(said.err.contains("sealed with another key"), "{}", said.err);
    };
    let rekey = |variables: &[(&str, &str)], input: &str, next: &str| {
        let said = program.run(&["user", "rekey"], variables, input);
        assert_eq!(said.code, 0, "{}", said.err);
        assert!(said.out.contains(next) && said.out.lines().count() == 1, "{}", said.out);
        for secret in ["first secret", "second secret", "anna's password"] {
            assert!(!said.out.contains(secret) && !said.err.contains(secret), "{}{}", said.out, said.err);
        }
    };
    let file = || fs::read(program.at("data").join(KEY_FILE)).unwrap();
    let [first, second] = ["first secret", "second secret"].map(|key| [("ND_PASSWORDENCRYPTIONKEY", key)]);

    let old = file();
    rekey(&[], "\n", "the configuration stays as it is");
    assert_ne!(file(), old);
    logs_in(&[]);
    rekey(&[], "first secret\n", "set PasswordEncryptionKey to it");
    refused(&[]);
    refused(&second);
    logs_in(&first);
    rekey(&first, "second secret\r\n", "set PasswordEncryptionKey to it");
    refused(&first);
    refused(&[]);
    logs_in(&second);
    let said = program.run(&["user", "rekey"], &first, "third secret\n");
    assert!(said.code == 1 && said.err.contains("sealed with another key"), "{}", said.err);
    let said = program.run(&["user", "rekey"], &second, "");
    assert!(said.code == 1 && said.err.contains("no new key was given"), "{}", said.err);
    logs_in(&second);
    rekey(&second, "\n", "remove PasswordEncryptionKey from the configuration");
    logs_in(&[]);
}
