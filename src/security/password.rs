//! Passwords: what may be one, how one is kept, how one is compared.

use super::entropy::Entropy;
use super::keyring::Keyring;
use super::seal::{SealError, Sealed, Sealer};
use super::secret::{Secret, SecretBytes};
use sha2::{Digest, Sha256};
use std::sync::atomic::{AtomicU64, Ordering};
use subtle::ConstantTimeEq;

/// Longest password in bytes.
pub const LONGEST: usize = 512;

/// Why a text cannot be a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unsuitable {
    #[error("a password must not be empty")]
    Empty,
    #[error("a password must not be longer than {LONGEST} bytes")]
    TooLong,
    #[error("a password must not contain a NUL byte")]
    Nul,
}

/// A password that may be one: 1 to 512 bytes without NUL. There is no empty password, so none can ever match one.
#[derive(Debug, Clone)]
pub struct Password(SecretBytes);

impl Password {
    /// Checks and keeps a password.
    pub fn new(bytes: impl Into<Vec<u8>>) -> Result<Self, Unsuitable> {
        Self::from_secret(Secret::new(bytes.into()))
    }

    /// Checks a password that is secret already.
    pub fn from_secret(secret: SecretBytes) -> Result<Self, Unsuitable> {
        match secret.expose().as_slice() {
            [] => Err(Unsuitable::Empty),
            bytes if bytes.len() > LONGEST => Err(Unsuitable::TooLong),
            bytes if bytes.contains(&0) => Err(Unsuitable::Nul),
            _ => Ok(Self(secret)),
        }
    }

    /// Whether `given` is this password, in a time that depends on neither.
    pub fn verify(&self, given: &SecretBytes) -> bool {
        // Digests have one length, so that the time says nothing about the password's.
        let [own, other] = [&self.0, given].map(|secret| Sha256::digest(secret.expose()));
        own.ct_eq(&other).into()
    }

    /// The bytes themselves, for Subsonic's token.
    pub(super) fn expose(&self) -> &[u8] {
        self.0.expose()
    }
}

/// Seals accounts' passwords for the database and opens them again.
#[derive(Debug)]
pub struct Passwords {
    sealer: Sealer,
    fingerprint: String,
    entropy: Entropy,
    /// What is opened where there is no such account.
    decoy: Option<Sealed>,
    opened: AtomicU64,
}

/// Nobody's id.
const DECOY: &str = "";

impl Passwords {
    /// Under the keyring's key for passwords.
    pub fn new(keyring: &Keyring, entropy: Entropy) -> Self {
        let sealer = Sealer::new(&keyring.passwords);
        let decoy = sealer.seal(&entropy.bytes::<16>(), DECOY, &entropy).ok();
        Self { sealer, fingerprint: keyring.fingerprint().to_owned(), entropy, decoy, opened: AtomicU64::new(0) }
    }

    /// The fingerprint of the key they are sealed under.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// The work of [`Passwords::open`] and of a comparison, for a login to an account that does not exist, so that the
    /// time of an answer does not tell which names do.
    pub fn open_decoy(&self, compare: impl FnOnce(&Password) -> bool) {
        if let Some(password) = self.decoy.as_ref().and_then(|decoy| self.open(DECOY, decoy).ok()) {
            std::hint::black_box(compare(&password));
        }
    }

    /// How many passwords were opened to be compared since the start, those of nobody included.
    pub fn opened(&self) -> u64 {
        self.opened.load(Ordering::Relaxed)
    }

    /// The password of the account `user_id`, sealed for it alone.
    pub fn seal(&self, user_id: &str, password: &Password) -> Result<Sealed, SealError> {
        self.sealer.seal(password.expose(), user_id, &self.entropy)
    }

    /// The password of the account `user_id`. What does not open is no password, and neither is an empty one.
    pub fn open(&self, user_id: &str, sealed: &Sealed) -> Result<Password, SealError> {
        self.opened.fetch_add(1, Ordering::Relaxed);
        Password::from_secret(self.sealer.open(sealed, user_id)?).map_err(|_| SealError::NotOpened)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passwords() -> Passwords {
        Passwords::new(&Keyring::of_key(&Secret::new(vec![1; 32])).unwrap(), Entropy::seeded(2))
    }

    fn secret(bytes: &[u8]) -> SecretBytes {
        Secret::new(bytes.to_vec())
    }

    #[test]
    fn a_password_has_1_to_512_bytes_and_no_nul() {
        for (bytes, verdict) in [
            (vec![], Err(Unsuitable::Empty)),
            (vec![b'a'], Ok(())),
            (vec![b'a'; 512], Ok(())),
            (vec![b'a'; 513], Err(Unsuitable::TooLong)),
            (b"a\0b".to_vec(), Err(Unsuitable::Nul)),
            ((1..=255).collect(), Ok(())),
        ] {
            assert_eq!(Password::new(bytes.clone()).map(|_| ()), verdict, "{bytes:?}");
        }
    }

    #[test]
    fn only_the_same_bytes_verify() {
        let password = Password::new("Sésame").unwrap();
        assert!(password.verify(&secret("Sésame".as_bytes())));
        for wrong in ["", "sésame", "Sésame ", "Sésam", "Se\u{301}same", "%", "Sésame\0"] {
            assert!(!password.verify(&secret(wrong.as_bytes())), "{wrong:?}");
        }
    }

    #[test]
    fn a_sealed_password_opens_for_its_own_account_only() {
        let passwords = passwords();
        let ann = passwords.seal("ann", &Password::new("ann's").unwrap()).unwrap();
        let bob = passwords.seal("bob", &Password::new("bob's").unwrap()).unwrap();
        assert!(passwords.open("ann", &ann).unwrap().verify(&secret(b"ann's")));
        assert_eq!(passwords.open("ann", &bob).unwrap_err(), SealError::NotOpened);
        assert_eq!(passwords.open("bob", &ann).unwrap_err(), SealError::NotOpened);
    }

    /// CVE-2025-27112 and CVE-2021-21399: a missing account's empty password must match nothing.
    #[test]
    fn an_empty_stored_secret_never_opens_and_so_never_verifies() {
        let passwords = passwords();
        assert_eq!(passwords.open("ann", &Sealed::from_text("")).unwrap_err(), SealError::NotOpened);
        let sealed_nothing = passwords.sealer.seal(b"", "ann", &Entropy::seeded(4)).unwrap();
        assert_eq!(passwords.open("ann", &sealed_nothing).unwrap_err(), SealError::NotOpened);
    }

    #[test]
    fn a_password_is_never_shown() {
        let shown = format!("{:?} {:?}", Password::new("swordfish"), passwords());
        assert!(!shown.contains("swordfish") && shown.contains("[secret]"), "{shown}");
    }
}
