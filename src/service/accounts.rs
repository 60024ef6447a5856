//! Making, changing and removing accounts.

use super::Error;
use crate::domain::clock::Moment;
use crate::domain::fold;
use crate::domain::user::{Roles, User};
use crate::security::entropy::Entropy;
use crate::security::password::{Password, Passwords};
use crate::security::subsonic_token;
use crate::store::accounts::{self, Account};
use crate::store::{Read, Write, libraries};
use std::sync::Arc;

/// The longest name, in letters.
const LONGEST_NAME: usize = 100;

/// What is asked for a new account.
#[derive(Debug, Clone)]
pub struct New<'a> {
    pub name: &'a str,
    /// Plain, or `enc:` and hexadecimal.
    pub password: &'a str,
    pub email: &'a str,
    pub roles: Roles,
    pub max_bit_rate: i32,
    /// All libraries where none is named.
    pub libraries: &'a [i32],
}

/// What seals passwords, and gives ids.
#[derive(Clone)]
pub struct Keys {
    pub passwords: Arc<Passwords>,
    pub entropy: Entropy,
}

/// Makes an account.
///
/// # Errors
/// Where the name is taken or unfit, the password unfit, a library unknown.
pub fn create(db: &mut Write, keys: &Keys, new: &New<'_>, now: Moment) -> Result<User, Error> {
    let name = new.name.trim();
    if name.is_empty() || name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
        return Err(Error::Invalid(format!("a username has 1 to {LONGEST_NAME} letters, none of them a control sign")));
    }
    if accounts::by_name(db, name)?.is_some() {
        return Err(Error::Invalid(format!("there is a user named {:?} already", fold::identity(name))));
    }
    let user = User {
        id: keys.entropy.id(),
        name: name.to_owned(),
        email: new.email.to_owned(),
        roles: new.roles,
        max_bit_rate: new.max_bit_rate,
        scrobbling: true,
        created_at: now,
        last_access_at: None,
        libraries: known_libraries(db, new.libraries)?,
    };
    let password = sealed(db, keys, &user.id, new.password)?;
    match accounts::add(db, &Account { user: user.clone(), password }) {
        Err(error) if error.is_taken() => Err(Error::Invalid("there is a user of that name already".into())),
        Err(error) => Err(error.into()),
        Ok(()) => Ok(user),
    }
}

/// The first account, an administrator's; only while there is none.
///
/// # Errors
/// Where there is an account already, and as [`create`].
pub fn create_first_admin(db: &mut Write, keys: &Keys, name: &str, password: &str, now: Moment) -> Result<User, Error> {
    if accounts::count(db)? > 0 {
        return Err(Error::Denied("there is an administrator already"));
    }
    create(db, keys, &New { name, password, email: "", roles: admin_roles(), max_bit_rate: 0, libraries: &[] }, now)
}

/// What the first administrator may do. Roles for what an administrator cannot use here stay away, as in Navidrome.
pub fn admin_roles() -> Roles {
    Roles { admin: true, cover_art: true, ..listener_roles() }
}

/// What an account may do for which nothing is said.
pub fn listener_roles() -> Roles {
    Roles { settings: false, playlist: false, ..Roles::default() }
}

/// Changes to an account; what is `None` stays.
#[derive(Debug, Clone, Default)]
pub struct Changes<'a> {
    pub password: Option<&'a str>,
    pub email: Option<&'a str>,
    pub roles: Option<Roles>,
    pub max_bit_rate: Option<i32>,
    pub libraries: Option<&'a [i32]>,
}

/// Changes an account. The last administrator stays one.
///
/// # Errors
/// Where there is no such account, or a change is unfit.
pub fn update(db: &mut Write, keys: &Keys, name: &str, changes: &Changes<'_>, now: Moment) -> Result<User, Error> {
    let mut account = accounts::by_name(db, name)?.ok_or(Error::not_found("user"))?;
    if let Some(roles) = changes.roles {
        if account.user.roles.admin && !roles.admin && is_last_admin(db, &account.user.id)? {
            return Err(Error::Invalid("this is the last administrator".into()));
        }
        account.user.roles = roles;
    }
    if let Some(password) = changes.password {
        account.password = sealed(db, keys, &account.user.id, password)?;
    }
    if let Some(email) = changes.email {
        email.clone_into(&mut account.user.email);
    }
    if let Some(max_bit_rate) = changes.max_bit_rate {
        account.user.max_bit_rate = max_bit_rate;
    }
    if let Some(libraries) = changes.libraries {
        account.user.libraries = known_libraries(db, libraries)?;
    }
    accounts::update(db, &account, now)?;
    Ok(account.user)
}

/// Removes an account and all that belongs to it. The last administrator stays.
///
/// # Errors
/// Where there is no such account.
pub fn delete(db: &mut Write, name: &str) -> Result<(), Error> {
    let account = accounts::by_name(db, name)?.ok_or(Error::not_found("user"))?;
    if account.user.roles.admin && is_last_admin(db, &account.user.id)? {
        return Err(Error::Invalid("this is the last administrator".into()));
    }
    Ok(accounts::remove(db, &account.user.id)?)
}

fn is_last_admin(db: &mut Write, id: &str) -> Result<bool, Error> {
    Ok(!accounts::all(db)?.iter().any(|other| other.user.roles.admin && other.user.id != id))
}

fn sealed(db: &mut Read, keys: &Keys, id: &str, given: &str) -> Result<String, Error> {
    // while this server runs, `user rekey` may have given the database another key
    if super::keys::fingerprint(db)?.as_deref() != Some(keys.passwords.fingerprint()) {
        return Err(Error::Failed("the key of the passwords was changed: this server must be started again".into()));
    }
    let password = Password::from_secret(subsonic_token::given_password(given))
        .map_err(|unfit| Error::Invalid(unfit.to_string()))?;
    let sealed = keys.passwords.seal(id, &password).map_err(|error| Error::Failed(error.to_string()))?;
    Ok(sealed.as_text().to_owned())
}

fn known_libraries(db: &mut Write, wanted: &[i32]) -> Result<Vec<i32>, Error> {
    let known: Vec<i32> = libraries::all(db)?.into_iter().map(|library| library.id).collect();
    if wanted.is_empty() {
        return Ok(known);
    }
    match wanted.iter().find(|library| !known.contains(library)) {
        Some(library) => Err(Error::Invalid(format!("there is no music folder {library}"))),
        None => Ok(wanted.to_vec()),
    }
}
