//! Seals: AES-256-GCM, so that what was changed, moved or sealed under another key does not open.
//!
//! A sealed text is base64 of a version byte, a random nonce of 12 bytes, the ciphertext and its tag of 16 bytes
//! (NIST SP 800-38D). With random nonces one key is good for some 2³² seals.

use super::entropy::Entropy;
use super::keyring::Key;
use super::secret::{Secret, SecretBytes};
use aes_gcm::aead::{Aead, Payload};
use aes_gcm::{Aes256Gcm, KeyInit, Nonce};
use data_encoding::BASE64;

const VERSION: u8 = 1;
const NONCE: usize = 12;
const TAG: usize = 16;

/// A sealed secret as the database keeps it. An empty one stands for "none" and never opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed(String);

impl Sealed {
    /// What the database holds, whatever it is: whether it is good shows when it is opened.
    pub fn from_text(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text to keep.
    pub fn as_text(&self) -> &str {
        &self.0
    }
}

/// Why a seal was not made or did not open. It deliberately says nothing more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// Too long for the cipher (64 GiB).
    #[error("the secret could not be sealed")]
    NotSealed,
    /// Changed, made for another owner, sealed under another key, or no seal at all.
    #[error("the sealed secret does not open with this server's key")]
    NotOpened,
}

/// Seals and opens under one key.
pub struct Sealer(Aes256Gcm);

impl Sealer {
    /// A sealer that uses `key`.
    pub fn new(key: &Key) -> Self {
        Self(Aes256Gcm::new(key.expose().into()))
    }

    /// Seals `secret` so that it opens for `owner` only.
    pub fn seal(&self, secret: &[u8], owner: &str, entropy: &Entropy) -> Result<Sealed, SealError> {
        let nonce: [u8; NONCE] = entropy.bytes();
        let payload = Payload { msg: secret, aad: owner.as_bytes() };
        let ciphertext = self.0.encrypt(&Nonce::from(nonce), payload).map_err(|_| SealError::NotSealed)?;
        Ok(Sealed(BASE64.encode(&[&[VERSION], &nonce[..], &ciphertext].concat())))
    }

    /// What was sealed for `owner`.
    pub fn open(&self, sealed: &Sealed, owner: &str) -> Result<SecretBytes, SealError> {
        let bytes = BASE64.decode(sealed.0.as_bytes()).map_err(|_| SealError::NotOpened)?;
        let (&VERSION, rest) = bytes.split_first().ok_or(SealError::NotOpened)? else {
            return Err(SealError::NotOpened);
        };
        let (nonce, ciphertext) = rest.split_first_chunk::<NONCE>().ok_or(SealError::NotOpened)?;
        if ciphertext.len() < TAG {
            return Err(SealError::NotOpened);
        }
        let payload = Payload { msg: ciphertext, aad: owner.as_bytes() };
        self.0.decrypt(&Nonce::from(*nonce), payload).map(Secret::new).map_err(|_| SealError::NotOpened)
    }
}

impl std::fmt::Debug for Sealer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sealer")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sealer(byte: u8) -> Sealer {
        Sealer::new(&Secret::new([byte; 32]))
    }

    fn sealed(text: &[u8], owner: &str) -> Sealed {
        sealer(1).seal(text, owner, &Entropy::seeded(3)).unwrap()
    }

    #[test]
    fn what_was_sealed_opens_again_whatever_its_bytes() {
        let every_byte: Vec<u8> = (0..=255).collect();
        for secret in [&b""[..], b"sesame", "pässwörd 🔑".as_bytes(), &every_byte, &[0; 4096]] {
            assert_eq!(sealer(1).open(&sealed(secret, "ann"), "ann").unwrap().expose(), secret);
        }
    }

    #[test]
    fn a_seal_has_a_version_a_nonce_and_a_tag_and_never_looks_the_same_twice() {
        let entropy = Entropy::seeded(3);
        let seals = [(); 2].map(|()| sealer(1).seal(b"sesame", "ann", &entropy).unwrap());
        assert_ne!(seals[0], seals[1]);
        let bytes = BASE64.decode(seals[0].as_text().as_bytes()).unwrap();
        assert_eq!((bytes[0], bytes.len()), (1, 1 + 12 + 6 + 16));
    }

    #[test]
    fn two_users_seals_swapped_do_not_open() {
        let (ann, bob) = (sealed(b"ann's", "ann"), sealed(b"bob's", "bob"));
        assert_eq!(sealer(1).open(&ann, "bob").unwrap_err(), SealError::NotOpened);
        assert_eq!(sealer(1).open(&bob, "ann").unwrap_err(), SealError::NotOpened);
        assert_eq!(sealer(1).open(&ann, "").unwrap_err(), SealError::NotOpened);
    }

    #[test]
    fn another_key_or_one_changed_bit_anywhere_opens_nothing() {
        let good = sealed(b"sesame", "ann");
        assert_eq!(sealer(2).open(&good, "ann").unwrap_err(), SealError::NotOpened);
        let bytes = BASE64.decode(good.as_text().as_bytes()).unwrap();
        for bit in 0..bytes.len() * 8 {
            let mut changed = bytes.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            let changed = Sealed::from_text(BASE64.encode(&changed));
            assert_eq!(sealer(1).open(&changed, "ann").unwrap_err(), SealError::NotOpened, "bit {bit}");
        }
        for length in 0..bytes.len() {
            let cut = Sealed::from_text(BASE64.encode(&bytes[..length]));
            assert_eq!(sealer(1).open(&cut, "ann").unwrap_err(), SealError::NotOpened, "cut to {length}");
        }
    }

    #[test]
    fn what_is_no_seal_does_not_open() {
        for text in ["", "sesame", "AQ==", "AQ", "not base64!", "\0", "é"] {
            assert_eq!(sealer(1).open(&Sealed::from_text(text), "ann").unwrap_err(), SealError::NotOpened, "{text:?}");
        }
    }
}
