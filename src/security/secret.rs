//! Values that are never printed, and are wiped from memory when dropped.

use std::fmt;
use subtle::ConstantTimeEq;
use zeroize::Zeroize;

/// A value that logs, errors and debug output show as `[secret]`.
#[derive(Clone)]
pub struct Secret<T: Zeroize>(T);

/// A secret text.
pub type SecretText = Secret<String>;

/// A secret of any bytes.
pub type SecretBytes = Secret<Vec<u8>>;

impl<T: Zeroize> Secret<T> {
    /// Keeps a value secret from here on.
    pub fn new(value: T) -> Self {
        Self(value)
    }

    /// The value itself. Every use of this word is a place to look at twice.
    pub fn expose(&self) -> &T {
        &self.0
    }

    /// The place of the value, for whatever computes it.
    pub(super) fn expose_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<T: Zeroize> Drop for Secret<T> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl<T: Zeroize> fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[secret]")
    }
}

impl<T: Zeroize> fmt::Display for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[secret]")
    }
}

impl From<&str> for SecretText {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

/// Whether two secrets are the same, in a time that depends on neither's content.
pub fn same_bytes(one: &[u8], other: &[u8]) -> bool {
    one.ct_eq(other).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_printed_as_nothing_but_the_word() {
        let secret = SecretText::from("swordfish");
        assert_eq!(format!("{secret} {secret:?} {:?}", Some(&secret)), "[secret] [secret] Some([secret])");
        assert_eq!(secret.expose(), "swordfish");
    }
}
