//! Which key opens the kept passwords, and the change from one key to another.
//!
//! The database says which by a fingerprint. Passwords and fingerprint change in one transaction, so that after a crash
//! either the old key fits all of it or the new one does.

use crate::security::entropy::Entropy;
use crate::security::key_file;
use crate::security::keyring::{Keyring, KeyringError};
use crate::security::password::Passwords;
use crate::security::seal::Sealed;
use crate::security::secret::SecretText;
use crate::store::{self, Read, Store, Write, accounts, properties};
use std::collections::BTreeMap;
use std::path::Path;

/// Under which name the database keeps the fingerprint.
const FINGERPRINT: &str = "password_key";
/// Passwords that are sealed anew by one statement.
const AT_ONCE: i64 = 500;

/// Where the key comes from.
pub struct KeySource<'a> {
    /// The folder of the key file.
    pub data_folder: &'a Path,
    /// `PasswordEncryptionKey`, instead of the key file.
    pub passphrase: Option<SecretText>,
}

/// Why there is no key, in one sentence.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error(transparent)]
    Keyring(#[from] KeyringError),
    #[error(
        "the passwords in this database were sealed with another key than the configured PasswordEncryptionKey: start \
         with the one that was in use before; nothing was changed"
    )]
    OtherPassphrase,
    #[error(
        "the passwords in this database were sealed with another key, no PasswordEncryptionKey is configured, and the \
         key file in the data folder does not fit or is missing: start with the key that was in use before; nothing was \
         changed"
    )]
    OtherKeyFile,
    #[error("another process changed the key of the passwords at the same time: start again")]
    Raced,
}

/// The fingerprint of the key that the kept passwords are sealed with.
///
/// # Errors
/// Where the database fails.
pub fn fingerprint(db: &mut Read) -> store::Result<Option<String>> {
    properties::get(db, FINGERPRINT)
}

/// The key for this start. The first start with a passphrase seals the passwords anew; so does one whose passphrase was
/// not stretched yet.
///
/// # Errors
/// Where there is no key that fits, before anything is changed.
pub fn open(store: &Store, source: &KeySource<'_>, entropy: &Entropy) -> Result<Keyring, Refusal> {
    let (kept, accounts) = store.read_now(|db| Ok((fingerprint(db)?, accounts::count(db)?)))?;
    let today = kept.as_deref().map(|kept| find(kept, source)).transpose()?.flatten();
    match (today, &source.passphrase) {
        (Some(today), Some(passphrase)) if !today.is_stretched() => {
            let new = Keyring::of_passphrase(passphrase, entropy)?;
            replace(store, &today, &new, entropy)?;
            tracing::info!(
                "the passwords are sealed with PasswordEncryptionKey from now on; a key file in the data folder opens \
                 only older copies of the database"
            );
            Ok(new)
        }
        (Some(today), _) => Ok(today),
        (None, Some(_)) if accounts > 0 => Err(Refusal::OtherPassphrase),
        (None, None) if accounts > 0 => Err(Refusal::OtherKeyFile),
        (None, passphrase) => {
            let first = match passphrase {
                Some(passphrase) => Keyring::of_passphrase(passphrase, entropy)?,
                None => key_file::open_or_make(source.data_folder, entropy)?,
            };
            begin(store, kept.as_deref(), &first)?;
            Ok(first)
        }
    }
}

/// Seals the passwords with a new passphrase, or with a new random key file where there is none.
///
/// # Errors
/// As [`open`]. Whatever happens, the old key fits or the new one does.
pub fn rekey(
    store: &Store,
    source: &KeySource<'_>,
    passphrase: Option<&SecretText>,
    entropy: &Entropy,
) -> Result<(), Refusal> {
    let today = open(store, source, entropy)?;
    if let Some(passphrase) = passphrase {
        return replace(store, &today, &Keyring::of_passphrase(passphrase, entropy)?, entropy);
    }
    let new = key_file::make_next(source.data_folder, entropy)?;
    replace(store, &today, &new, entropy)?;
    Ok(key_file::settle(source.data_folder)?)
}

/// The key with this fingerprint, of whatever is at hand.
fn find(fingerprint: &str, source: &KeySource<'_>) -> Result<Option<Keyring>, KeyringError> {
    if let Some(passphrase) = &source.passphrase
        && let Some(keyring) = Keyring::recall(passphrase, fingerprint)?
    {
        return Ok(Some(keyring));
    }
    key_file::find(source.data_folder, fingerprint)
}

/// Names the key of a database without accounts.
fn begin(store: &Store, kept: Option<&str>, first: &Keyring) -> Result<(), Refusal> {
    let begun = store.write_now(|db| {
        let now = fingerprint(db)?;
        if now.as_deref() == Some(first.fingerprint()) {
            return Ok(true);
        }
        if now.as_deref() != kept || accounts::count(db)? > 0 {
            return Ok(false);
        }
        properties::set(db, FINGERPRINT, first.fingerprint())?;
        Ok(true)
    })?;
    if begun { Ok(()) } else { Err(Refusal::Raced) }
}

fn replace(store: &Store, old: &Keyring, new: &Keyring, entropy: &Entropy) -> Result<(), Refusal> {
    tracing::info!("sealing the passwords with another key");
    let replaced = store.replace_now(|db| {
        if fingerprint(db)?.as_deref() != Some(old.fingerprint()) {
            return Ok(false);
        }
        seal_anew(db, &Passwords::new(old, entropy.clone()), &Passwords::new(new, entropy.clone()))?;
        properties::set(db, FINGERPRINT, new.fingerprint())?;
        Ok(true)
    })?;
    if replaced { Ok(()) } else { Err(Refusal::Raced) }
}

/// What does not open stays as it is: it opens with no key, then as now.
fn seal_anew(db: &mut Write, old: &Passwords, new: &Passwords) -> store::Result<()> {
    let mut after = String::new();
    loop {
        let page = accounts::sealed_passwords(db, &after, AT_ONCE)?;
        let Some(last) = page.last() else { return Ok(()) };
        after.clone_from(&last.account_id);
        let mut texts = BTreeMap::new();
        for sealed in page {
            let opened = old.open(&sealed.account_id, &Sealed::from_text(sealed.text));
            match opened.and_then(|password| new.seal(&sealed.account_id, &password)) {
                Ok(anew) => drop(texts.insert(sealed.account_id, anew.as_text().to_owned())),
                Err(_) => tracing::error!(user = %sealed.name, "a kept password does not open: it must be set again"),
            }
        }
        accounts::replace_sealed_passwords(db, &texts)?;
    }
}
