//! The master key, and one key for each purpose derived from it.
//!
//! The master key is the administrator's `PasswordEncryptionKey`, or else the random bytes of the
//! [`key_file`](super::key_file). It is never in the database, so that a copy of the database is not enough to read what
//! is sealed in it.

use super::entropy::Entropy;
use super::secret::{Secret, SecretBytes, SecretText};
use argon2::{Algorithm, Argon2, Params, Version};
use data_encoding::HEXLOWER;
use hkdf::Hkdf;
use sha2::Sha256;
use std::io;
use std::path::PathBuf;

/// Bytes of a key.
pub const KEY_LENGTH: usize = 32;

/// A key of one purpose.
pub type Key = Secret<[u8; KEY_LENGTH]>;

/// Begins the fingerprint of a stretched passphrase; salt and digits follow, with `:` before each.
const STRETCHED: &str = "argon2id";
const SALT_LENGTH: usize = 16;
/// 19 MiB and two passes: what OWASP's cheat sheet on storing passwords asks for at least. Some 30 ms at a start.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum KeyringError {
    /// The key file could not be read or made.
    #[error("key file {}: {reason}", path.display())]
    File { path: PathBuf, reason: io::Error },
    /// Others than the server's account may read the key file.
    #[error("key file {} may be read by others (mode {mode:03o}): run chmod 600 on it", path.display())]
    Exposed { path: PathBuf, mode: u32 },
    /// The key file is not one that this server made.
    #[error("key file {} has {length} bytes instead of {KEY_LENGTH}: restore it from a backup", path.display())]
    Length { path: PathBuf, length: u64 },
    /// The key file's path leads to something else.
    #[error("key file {} is not a file", path.display())]
    NotAFile { path: PathBuf },
    /// The derivation refused: the passphrase is longer than 4 GiB, or there is no memory.
    #[error("a key could not be derived")]
    Derivation,
}

/// The keys of this server.
#[derive(Debug, Clone)]
pub struct Keyring {
    /// Seals passwords.
    pub passwords: Key,
    /// Signs links and cookies that the server must recognise as its own.
    pub signatures: Key,
    fingerprint: String,
}

impl Keyring {
    /// From random bytes, which need no stretching.
    ///
    /// # Errors
    /// [`KeyringError::Derivation`].
    pub fn of_key(key: &SecretBytes) -> Result<Self, KeyringError> {
        Self::derive(b"navidrome-rs key file 1", key.expose())
    }

    /// From what a person thought of, under a new random salt: Argon2id (RFC 9106) makes guessing it slow for whoever
    /// stole the database.
    ///
    /// # Errors
    /// [`KeyringError::Derivation`].
    pub fn of_passphrase(passphrase: &SecretText, entropy: &Entropy) -> Result<Self, KeyringError> {
        Self::stretched(passphrase, &entropy.bytes::<SALT_LENGTH>())
    }

    /// The keyring of this fingerprint; `None` where another passphrase made it.
    ///
    /// # Errors
    /// [`KeyringError::Derivation`].
    pub fn recall(passphrase: &SecretText, fingerprint: &str) -> Result<Option<Self>, KeyringError> {
        let keyring = match fingerprint.split(':').collect::<Vec<_>>().as_slice() {
            [STRETCHED, salt, _] => match HEXLOWER.decode(salt.as_bytes()) {
                Ok(salt) if salt.len() == SALT_LENGTH => Self::stretched(passphrase, &salt)?,
                _ => return Ok(None),
            },
            // before passphrases were stretched
            _ => Self::derive(b"navidrome-rs passphrase 1", passphrase.expose().as_bytes())?,
        };
        Ok((keyring.fingerprint == fingerprint).then_some(keyring))
    }

    /// Whether it is of a passphrase, as passphrases are treated today.
    pub fn is_stretched(&self) -> bool {
        self.fingerprint.starts_with(STRETCHED)
    }

    fn stretched(passphrase: &SecretText, salt: &[u8]) -> Result<Self, KeyringError> {
        let params = Params::new(MEMORY_KIB, PASSES, 1, Some(KEY_LENGTH)).map_err(|_| KeyringError::Derivation)?;
        let mut master = Secret::new([0; KEY_LENGTH]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(passphrase.expose().as_bytes(), salt, master.expose_mut())
            .map_err(|_| KeyringError::Derivation)?;
        let keyring = Self::derive(b"navidrome-rs passphrase 2", master.expose())?;
        let fingerprint = format!("{STRETCHED}:{}:{}", HEXLOWER.encode(salt), keyring.fingerprint);
        Ok(Self { fingerprint, ..keyring })
    }

    /// The salt names where the master key comes from; the words given to `expand` are what each key is for. RFC 5869.
    fn derive(salt: &[u8], master: &[u8]) -> Result<Self, KeyringError> {
        let source = Hkdf::<Sha256>::new(Some(salt), master);
        let key = |purpose: &[u8]| {
            let mut key = [0; KEY_LENGTH];
            source.expand(purpose, &mut key).map_err(|_| KeyringError::Derivation)?;
            Ok(Secret::new(key))
        };
        let fingerprint = key(b"fingerprint")?;
        Ok(Self {
            passwords: key(b"passwords")?,
            signatures: key(b"signatures")?,
            fingerprint: HEXLOWER.encode(&fingerprint.expose()[..16]),
        })
    }

    /// Tells one master key from another and gives nothing of it away: 32 hexadecimal digits, and before them how the
    /// key is derived. Kept in the database, so that a start with another key is noticed before anyone is told that
    /// their password is wrong.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passphrase(text: &str) -> Keyring {
        Keyring::of_passphrase(&text.into(), &Entropy::system()).unwrap()
    }

    #[test]
    fn every_master_key_and_every_purpose_has_a_key_of_its_own() {
        let rings = [
            Keyring::of_key(&Secret::new(vec![1; 32])).unwrap(),
            Keyring::of_key(&Secret::new(vec![2; 32])).unwrap(),
            passphrase("a"),
            passphrase("b"),
            // another salt
            passphrase("a"),
        ];
        let keys: std::collections::HashSet<_> =
            rings.iter().flat_map(|ring| [*ring.passwords.expose(), *ring.signatures.expose()]).collect();
        assert_eq!(keys.len(), 10);
        assert_eq!(rings[0].fingerprint().len(), 32);
        assert_eq!(rings.map(|ring| ring.is_stretched()), [false, false, true, true, true]);
    }

    #[test]
    fn a_passphrase_is_recalled_by_its_fingerprint_alone() {
        let made = passphrase("long and winding");
        let recalled = Keyring::recall(&"long and winding".into(), made.fingerprint()).unwrap().unwrap();
        assert_eq!(recalled.passwords.expose(), made.passwords.expose());
        assert_eq!(recalled.signatures.expose(), made.signatures.expose());
        for wrong in ["", "long and windin", "Long and winding"] {
            assert!(Keyring::recall(&wrong.into(), made.fingerprint()).unwrap().is_none(), "{wrong}");
        }
        for fingerprint in ["", "argon2id", "argon2id:00:00", "argon2id::", "argon2id:zz:00", "::"] {
            assert!(Keyring::recall(&"long and winding".into(), fingerprint).unwrap().is_none(), "{fingerprint}");
        }
    }

    /// What databases of version 0.1.0 hold.
    #[test]
    fn a_passphrase_from_before_stretching_is_recalled_and_known_as_such() {
        let old = Keyring::derive(b"navidrome-rs passphrase 1", b"sesame").unwrap();
        let recalled = Keyring::recall(&"sesame".into(), old.fingerprint()).unwrap().unwrap();
        assert!(!recalled.is_stretched());
        assert!(Keyring::recall(&"Sesame".into(), old.fingerprint()).unwrap().is_none());
    }

    #[test]
    fn a_keyring_shows_none_of_its_keys() {
        let shown = format!("{:?}", passphrase("swordfish"));
        assert!(shown.contains("[secret]") && !shown.contains("swordfish"), "{shown}");
    }
}
