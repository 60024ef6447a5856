//! Listeners' accounts. Passwords lie here sealed; opening them is `security`'s work.

use super::engine::{AnyConnection, each_engine};
use super::schema::{account, account_library};
use super::{Error, Read, Result, Write};
use crate::domain::clock::Moment;
use crate::domain::fold;
use crate::domain::user::{Roles, User};
use diesel::prelude::*;
use diesel::sql_types::Text;
use std::collections::BTreeMap;

/// An account with its sealed password.
#[derive(Debug, Clone)]
pub struct Account {
    pub user: User,
    /// As `security::seal` wrote it.
    pub password: String,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = account)]
struct Row {
    id: String,
    name: String,
    email: String,
    password: String,
    roles: String,
    max_bit_rate: i32,
    scrobbling: bool,
    created_at: i64,
    last_access_at: Option<i64>,
}

fn account_of(row: Row, libraries: Vec<i32>) -> Result<Account> {
    let roles: Roles = serde_json::from_str(&row.roles).map_err(|error| Error::row("account", error))?;
    let user = User {
        id: row.id,
        name: row.name,
        email: row.email,
        roles,
        max_bit_rate: row.max_bit_rate,
        scrobbling: row.scrobbling,
        created_at: row.created_at,
        last_access_at: row.last_access_at,
        libraries,
    };
    Ok(Account { user, password: row.password })
}

/// The account whose name this is; case makes no difference.
///
/// # Errors
/// Where the database fails.
pub fn by_name(db: &mut Read, name: &str) -> Result<Option<Account>> {
    let row = account::table
        .filter(account::login.eq(fold::identity(name)))
        .select(Row::as_select())
        .first(db.connection())
        .optional()?;
    let Some(row) = row else { return Ok(None) };
    let libraries = account_library::table
        .filter(account_library::account_id.eq(&row.id))
        .order(account_library::library_id)
        .select(account_library::library_id)
        .load(db.connection())?;
    account_of(row, libraries).map(Some)
}

/// Every account by name, at most a thousand.
///
/// # Errors
/// Where the database fails.
pub fn all(db: &mut Read) -> Result<Vec<Account>> {
    let rows: Vec<Row> =
        account::table.order(account::login).limit(1000).select(Row::as_select()).load(db.connection())?;
    let seats: Vec<(String, i32)> = account_library::table
        .order(account_library::library_id)
        .select((account_library::account_id, account_library::library_id))
        .load(db.connection())?;
    rows.into_iter()
        .map(|row| {
            let libraries = seats.iter().filter(|(id, _)| *id == row.id).map(|(_, library)| *library).collect();
            account_of(row, libraries)
        })
        .collect()
}

/// An account's sealed password.
#[derive(Queryable)]
pub struct SealedPassword {
    pub account_id: String,
    pub name: String,
    /// As `security::seal` wrote it.
    pub text: String,
}

/// The sealed passwords of the accounts after this id, in the order of ids.
///
/// # Errors
/// Where the database fails.
pub fn sealed_passwords(db: &mut Read, after: &str, limit: i64) -> Result<Vec<SealedPassword>> {
    Ok(account::table
        .filter(account::id.gt(after))
        .order(account::id)
        .limit(limit)
        .select((account::id, account::name, account::password))
        .load(db.connection())?)
}

/// Puts these sealed passwords, by the accounts' ids, in the place of what was there.
///
/// # Errors
/// Where the database fails.
pub fn replace_sealed_passwords(db: &mut Write, texts: &BTreeMap<String, String>) -> Result<()> {
    let texts = serde_json::to_string(texts).map_err(|error| Error::row("account", error))?;
    let rows = match db.connection() {
        AnyConnection::Sqlite(_) => "json_each(?)",
        AnyConnection::Postgres(_) => "json_each_text($1::json)",
    };
    let update = format!("UPDATE account SET password = new.value FROM {rows} AS new WHERE account.id = new.key");
    each_engine!(db.connection(), c => diesel::sql_query(update).bind::<Text, _>(texts).execute(c))?;
    Ok(())
}

/// How many accounts there are.
///
/// # Errors
/// Where the database fails.
pub fn count(db: &mut Read) -> Result<i64> {
    Ok(account::table.count().get_result(db.connection())?)
}

/// The first administrator's id: the owner of what is found in the music folder.
///
/// # Errors
/// Where the database fails.
pub fn first_admin(db: &mut Read) -> Result<Option<String>> {
    let rows: Vec<(String, String)> = account::table
        .order((account::created_at, account::id))
        .select((account::id, account::roles))
        .limit(1000)
        .load(db.connection())?;
    let is_admin = |roles: &str| serde_json::from_str::<Roles>(roles).is_ok_and(|roles| roles.admin);
    Ok(rows.into_iter().find(|(_, roles)| is_admin(roles)).map(|(id, _)| id))
}

/// Adds an account; the error is [`Error::is_taken`] where the name is somebody's already.
///
/// # Errors
/// Where the name is taken or the database fails.
pub fn add(db: &mut Write, new: &Account) -> Result<()> {
    let user = &new.user;
    diesel::insert_into(account::table)
        .values((
            account::id.eq(&user.id),
            account::name.eq(&user.name),
            account::login.eq(fold::identity(&user.name)),
            account::email.eq(&user.email),
            account::password.eq(&new.password),
            account::roles.eq(json(&user.roles)?),
            account::max_bit_rate.eq(user.max_bit_rate),
            account::scrobbling.eq(user.scrobbling),
            account::created_at.eq(user.created_at),
            account::updated_at.eq(user.created_at),
        ))
        .execute(db.connection())?;
    set_libraries(db, &user.id, &user.libraries)
}

/// Writes back everything about an account.
///
/// # Errors
/// Where the database fails.
pub fn update(db: &mut Write, changed: &Account, now: Moment) -> Result<()> {
    let user = &changed.user;
    diesel::update(account::table.find(&user.id))
        .set((
            account::email.eq(&user.email),
            account::password.eq(&changed.password),
            account::roles.eq(json(&user.roles)?),
            account::max_bit_rate.eq(user.max_bit_rate),
            account::scrobbling.eq(user.scrobbling),
            account::updated_at.eq(now),
        ))
        .execute(db.connection())?;
    set_libraries(db, &user.id, &user.libraries)
}

/// Removes an account and all that belongs to it.
///
/// # Errors
/// Where the database fails.
pub fn remove(db: &mut Write, id: &str) -> Result<()> {
    diesel::delete(account::table.find(id)).execute(db.connection())?;
    Ok(())
}

fn set_libraries(db: &mut Write, id: &str, libraries: &[i32]) -> Result<()> {
    diesel::delete(account_library::table.filter(account_library::account_id.eq(id))).execute(db.connection())?;
    for library in libraries {
        diesel::insert_into(account_library::table)
            .values((account_library::account_id.eq(id), account_library::library_id.eq(library)))
            .execute(db.connection())?;
    }
    Ok(())
}

fn json(roles: &Roles) -> Result<String> {
    serde_json::to_string(roles).map_err(|error| Error::row("account", error))
}
