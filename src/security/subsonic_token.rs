//! The two ways in which Subsonic clients say a password (<http://www.subsonic.org/pages/api.jsp>, Authentication):
//! `p`, in clear or as `enc:` and hexadecimal digits, and `t` with `s`, a digest of password and salt.

use super::password::Password;
use super::secret::{Secret, SecretBytes};
use data_encoding::HEXLOWER_PERMISSIVE;
use md5::{Digest, Md5};
use subtle::ConstantTimeEq;

/// Whether `token` is `md5(password ‖ salt)` in hexadecimal digits of either case, in a time that depends on neither.
pub fn verify(password: &Password, salt: &str, token: &str) -> bool {
    let Ok(given) = HEXLOWER_PERMISSIVE.decode(token.as_bytes()) else { return false };
    let own = Md5::new().chain_update(password.expose()).chain_update(salt).finalize();
    own.as_slice().ct_eq(&given).into()
}

/// The password that the parameter `p` stands for. After `enc:` come hexadecimal digits of either case; where they are
/// none, the text itself is the password, since one may begin with those letters.
pub fn given_password(p: &str) -> SecretBytes {
    let decoded = p.strip_prefix("enc:").and_then(|digits| HEXLOWER_PERMISSIVE.decode(digits.as_bytes()).ok());
    Secret::new(decoded.unwrap_or_else(|| p.as_bytes().to_vec()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use data_encoding::{HEXLOWER, HEXUPPER};

    fn token(password: &[u8], salt: &str) -> String {
        HEXLOWER.encode(&Md5::digest([password, salt.as_bytes()].concat()))
    }

    /// The example of the published API: password `sesame`, salt `c19b2d`.
    #[test]
    fn the_published_example_verifies_in_either_case() {
        let password = Password::new("sesame").unwrap();
        assert!(verify(&password, "c19b2d", "26719a1196d2a940705a59634eb18eab"));
        assert!(verify(&password, "c19b2d", "26719A1196D2A940705A59634EB18EAB"));
    }

    #[test]
    fn no_other_token_verifies() {
        let password = Password::new("sesame").unwrap();
        let right = token(b"sesame", "salted");
        let long = format!("{right}00");
        for wrong in ["", "0", "zz", &right[..30], &long, &token(b"", "salted"), &token(b"sesame", ""), "sesame", "é"]
        {
            assert!(!verify(&password, "salted", wrong), "{wrong:?}");
        }
        assert!(!verify(&password, "Salted", &right));
    }

    #[test]
    fn a_given_password_is_clear_or_hexadecimal() {
        for (p, password) in [
            ("sesame", "sesame"),
            ("enc:736573616d65", "sesame"),
            ("enc:736573616D65", "sesame"),
            ("enc:c3a9", "é"),
            ("enc:", ""),
            ("enc:7", "enc:7"),
            ("enc:sesame", "enc:sesame"),
            ("ENC:7365", "ENC:7365"),
            ("", ""),
        ] {
            assert_eq!(given_password(p).expose(), password.as_bytes(), "{p:?}");
        }
    }

    #[test]
    fn every_byte_but_nul_survives_clear_text_hexadecimal_digits_and_token() {
        for byte in 1..=u8::MAX {
            let raw = [b'a', byte, b'z'];
            let letter = format!("a{}z", char::from(byte));
            for bytes in [&raw[..], letter.as_bytes()] {
                let password = Password::new(bytes).unwrap();
                assert!(password.verify(&given_password(&format!("enc:{}", HEXLOWER.encode(bytes)))));
                assert!(password.verify(&given_password(&format!("enc:{}", HEXUPPER.encode(bytes)))));
                assert!(verify(&password, "c19b2d", &token(bytes, "c19b2d")));
            }
            assert!(Password::new(letter.as_str()).unwrap().verify(&given_password(&letter)));
        }
    }
}
