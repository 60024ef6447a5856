//! Passwords as Navidrome keeps them, for whoever comes from there. Only read, never written.
//!
//! A text is base64 (RFC 4648 §4) of a nonce of 12 bytes, the ciphertext and its tag of 16 bytes, under AES-256-GCM with
//! the SHA-256 of a passphrase as the key and no associated data.

use super::password::Password;
use super::seal::SealError;
use super::secret::{Secret, SecretText};
use aes_gcm::aead::Aead;
use aes_gcm::{Aes256Gcm, KeyInit, Nonce};
use data_encoding::BASE64;
use sha2::{Digest, Sha256};

/// The passphrase of every Navidrome without `PasswordEncryptionKey`: public, and Navidrome's. Nothing of ours is ever
/// sealed with it.
const WITHOUT_PASSPHRASE: &str = "just for obfuscation";
const NONCE: usize = 12;

/// The password in a `navidrome.db`, under Navidrome's `PasswordEncryptionKey`, or without one.
///
/// # Errors
/// [`SealError::NotOpened`] for whatever does not open; it never becomes a password by itself.
pub fn open(text: &str, passphrase: Option<&SecretText>) -> Result<Password, SealError> {
    let passphrase = passphrase.map_or(WITHOUT_PASSPHRASE, |passphrase| passphrase.expose());
    let key: [u8; 32] = Sha256::digest(passphrase).into();
    let bytes = BASE64.decode(text.as_bytes()).map_err(|_| SealError::NotOpened)?;
    let (nonce, ciphertext) = bytes.split_first_chunk::<NONCE>().ok_or(SealError::NotOpened)?;
    let opened = Aes256Gcm::new(&key.into()).decrypt(&Nonce::from(*nonce), ciphertext);
    let opened = opened.map(Secret::new).map_err(|_| SealError::NotOpened)?;
    Password::from_secret(opened).map_err(|_| SealError::NotOpened)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Made apart from this code, with OpenSSL: the password "sesame" under a nonce of 0, 1, … 11.
    const OF_NOBODY: &str = "AAECAwQFBgcICQoL8qAxgz8MGwzLYJ4386wLbX6ct/0nnw==";
    const OF_SOMEBODY: &str = "AAECAwQFBgcICQoLAN9eftF6oVfHdsDnKr8FAmUHZMHRag==";

    fn is_sesame(opened: Result<Password, SealError>) -> bool {
        opened.is_ok_and(|password| password.verify(&Secret::new(b"sesame".to_vec())))
    }

    #[test]
    fn what_navidrome_sealed_opens_with_its_passphrase_only() {
        let passphrase = SecretText::from("my key");
        assert!(is_sesame(open(OF_NOBODY, None)));
        assert!(is_sesame(open(OF_SOMEBODY, Some(&passphrase))));
        assert_eq!(open(OF_NOBODY, Some(&passphrase)).unwrap_err(), SealError::NotOpened);
        assert_eq!(open(OF_SOMEBODY, None).unwrap_err(), SealError::NotOpened);
    }

    #[test]
    fn what_was_changed_or_cut_or_is_no_seal_opens_nothing() {
        let bytes = BASE64.decode(OF_NOBODY.as_bytes()).unwrap();
        for bit in 0..bytes.len() * 8 {
            let mut changed = bytes.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(open(&BASE64.encode(&changed), None).unwrap_err(), SealError::NotOpened, "bit {bit}");
        }
        for length in 0..bytes.len() {
            assert_eq!(open(&BASE64.encode(&bytes[..length]), None).unwrap_err(), SealError::NotOpened, "{length}");
        }
        for text in ["", "sesame", "not base64!"] {
            assert_eq!(open(text, None).unwrap_err(), SealError::NotOpened, "{text}");
        }
    }
}
