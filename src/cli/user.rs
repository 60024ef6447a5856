//! `user create`, `edit`, `delete`, `list`, `rekey`.

use super::ask;
use super::flags::{ListFormat, User as Command};
use crate::app::{App, key_source};
use crate::config::Loaded;
use crate::domain::user::{Roles, User};
use crate::security::secret::SecretText;
use crate::service::accounts::{self as rules, Changes, New};
use crate::service::{Error, keys};
use crate::store::{self, Write, accounts};
use anyhow::Context as _;

pub fn run(loaded: Loaded, command: &Command) -> anyhow::Result<()> {
    let app = super::build(loaded)?;
    match command {
        Command::Create { username, email, admin } => create(&app, username, email.as_deref(), *admin),
        Command::Edit { username, email, remove_email, set_admin, set_regular, set_password } => {
            let password = if *set_password { Some(ask_password()?) } else { None };
            let email = if *remove_email { Some("") } else { email.as_deref() };
            let admin = if *set_admin { Some(true) } else { set_regular.then_some(false) };
            edit(&app, username, email, admin, password.as_deref())
        }
        Command::Delete { username } => {
            change(&app, |db| rules::delete(db, username))?;
            Ok(super::say(format!("removed {username}"))?)
        }
        Command::List { format } => list(&app, *format),
        Command::Rekey => rekey(&app),
    }
}

/// A refusal undoes the transaction and is told in its own words.
fn change<T>(app: &App, change: impl FnOnce(&mut Write) -> Result<T, Error>) -> anyhow::Result<T> {
    let mut refusal = None;
    let outcome = app.store.write_now(|db| {
        change(db).map_err(|error| {
            refusal = Some(error);
            store::Error::refused()
        })
    });
    match refusal {
        Some(error) => Err(error.into()),
        None => Ok(outcome?),
    }
}

fn create(app: &App, name: &str, email: Option<&str>, admin: bool) -> anyhow::Result<()> {
    let password = ask_password()?;
    let roles = if admin { rules::admin_roles() } else { rules::listener_roles() };
    let user = change(app, |db| {
        let email = email.unwrap_or_default();
        let new = New { name, password: &password, email, roles, max_bit_rate: 0, libraries: &[] };
        rules::create(db, &app.keys, &new, app.clock.now())
    })?;
    Ok(super::say(format!("made {} {}", if admin { "the administrator" } else { "the user" }, user.name))?)
}

fn edit(app: &App, name: &str, email: Option<&str>, admin: Option<bool>, password: Option<&str>) -> anyhow::Result<()> {
    let user = change(app, |db| {
        let before = accounts::by_name(db, name)?.ok_or(Error::not_found("user"))?.user;
        let roles = admin.map(|admin| Roles { admin, ..before.roles });
        let changes = Changes { password, email, roles, ..Changes::default() };
        rules::update(db, &app.keys, name, &changes, app.clock.now())
    })?;
    Ok(super::say(format!("changed {}", user.name))?)
}

/// No line is no password, which is refused like an empty one.
fn ask_password() -> anyhow::Result<String> {
    Ok(ask::for_secret("password")?.unwrap_or_default())
}

fn rekey(app: &App) -> anyhow::Result<()> {
    let new = ask::for_secret("new PasswordEncryptionKey (empty for a random key file)")?;
    let new = new.context("no new key was given: one line of the standard input, empty for a random key file")?;
    let new = SecretText::new(new);
    let passphrase = (!new.expose().is_empty()).then_some(&new);
    keys::rekey(&app.store, &key_source(&app.config), passphrase, &app.keys.entropy)?;
    let configured = app.config.security.password_encryption_key.is_some();
    let next = match (passphrase, configured) {
        (Some(_), _) => "set PasswordEncryptionKey to it in the configuration",
        (None, true) => "remove PasswordEncryptionKey from the configuration, or it is taken up again",
        (None, false) => "the configuration stays as it is",
    };
    Ok(super::say(format!("the passwords are sealed with the new key: {next}, and start the server (again)"))?)
}

fn list(app: &App, format: ListFormat) -> anyhow::Result<()> {
    let users: Vec<User> = app.store.read_now(accounts::all)?.into_iter().map(|account| account.user).collect();
    match format {
        ListFormat::Csv => {
            super::say("username,email,admin")?;
            for user in &users {
                super::say(format!("{},{},{}", quoted(&user.name), quoted(&user.email), user.roles.admin))?;
            }
        }
        ListFormat::Json => {
            let rows: Vec<_> = users
                .iter()
                .map(
                    |user| serde_json::json!({ "username": user.name, "email": user.email, "admin": user.roles.admin }),
                )
                .collect();
            super::say(serde_json::to_string_pretty(&rows)?)?;
        }
    }
    Ok(())
}

/// A field of a CSV line (RFC 4180 §2).
fn quoted(field: &str) -> String {
    if field.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}
