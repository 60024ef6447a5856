//! Who is asking.
//!
//! A Subsonic client proves itself by its password (`p`, plain or `enc:` and hexadecimal) or by the MD5 of password and
//! salt (`t`, `s`). Unknown users, wrong passwords and passwords that cannot be opened are answered alike.

use super::Error;
use crate::domain::user::User;
use crate::security::password::Passwords;
use crate::security::seal::Sealed;
use crate::security::subsonic_token;
use crate::store::{self, Read, accounts};

/// What a client gave to prove itself.
pub enum Proof<'a> {
    /// `p`: the password, plain or as `enc:` and hexadecimal.
    Password(&'a str),
    /// `t` and `s`.
    Token { token: &'a str, salt: &'a str },
}

/// The listener with this name, if the proof holds.
///
/// # Errors
/// [`Error::WrongCredentials`] for whatever does not fit.
pub fn listener(
    db: &mut Read,
    passwords: &Passwords,
    name: &str,
    proof: &Proof<'_>,
) -> store::Result<Result<User, Error>> {
    let Some(account) = accounts::by_name(db, name)? else { return Ok(Err(Error::WrongCredentials)) };
    let password = match passwords.open(&account.user.id, &Sealed::from_text(account.password)) {
        Ok(password) => password,
        Err(error) => {
            tracing::error!(user = %account.user.name, %error, "a kept password cannot be opened");
            return Ok(Err(Error::WrongCredentials));
        }
    };
    let holds = match proof {
        Proof::Password(given) => password.verify(&subsonic_token::given_password(given)),
        Proof::Token { token, salt } => subsonic_token::verify(&password, salt, token),
    };
    Ok(if holds { Ok(account.user) } else { Err(Error::WrongCredentials) })
}
