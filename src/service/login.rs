//! Who is asking: by a password, plain or in a token. What a reverse proxy says is in [`super::external`].
//!
//! A Subsonic client proves itself by its password (`p`, plain or `enc:` and hexadecimal) or by the MD5 of password and
//! salt (`t`, `s`). Unknown users, wrong passwords and passwords that cannot be opened are answered alike and cost the
//! same work. Whatever way is tried, failures are counted in one place.

use super::Error;
use super::accounts::Keys;
use crate::config::security::ExternalAuth;
use crate::domain::clock::Clock;
use crate::domain::peer::Peer;
use crate::domain::user::User;
use crate::security::login_limit::LoginLimit;
use crate::security::password::{Password, Passwords};
use crate::security::seal::Sealed;
use crate::security::subsonic_token;
use crate::store::{self, Read, Store, accounts};

/// The ways in, for all doors the same.
pub struct Login {
    pub store: Store,
    pub keys: Keys,
    pub limit: LoginLimit,
    pub external: ExternalAuth,
    pub clock: Clock,
}

/// What a client gave to prove itself.
pub enum Proof {
    /// `p`: the password, plain or as `enc:` and hexadecimal.
    Password(String),
    /// `t` and `s`.
    Token { token: String, salt: String },
}

impl Login {
    /// The listener with this name, if the proof holds and `client` has not failed too often.
    ///
    /// # Errors
    /// [`Error::TooMany`] where it has; [`Error::WrongCredentials`] for whatever does not fit.
    pub async fn by_password(&self, client: Peer, name: String, proof: Proof) -> Result<User, Error> {
        let attempt = self.limit.attempt(client, &name).await?;
        let passwords = self.keys.passwords.clone();
        let outcome = self.store.read(move |db| listener(db, &passwords, &name, &proof)).await?;
        match &outcome {
            Ok(_) => attempt.succeeded(),
            Err(_) => {
                tracing::info!(%client, "a login failed");
                attempt.failed();
            }
        }
        outcome
    }
}

fn listener(db: &mut Read, passwords: &Passwords, name: &str, proof: &Proof) -> store::Result<Result<User, Error>> {
    let holds = |password: &Password| match proof {
        Proof::Password(given) => password.verify(&subsonic_token::given_password(given)),
        Proof::Token { token, salt } => subsonic_token::verify(password, salt, token),
    };
    let Some(account) = accounts::by_name(db, name)? else {
        passwords.open_decoy(holds);
        return Ok(Err(Error::WrongCredentials));
    };
    let password = match passwords.open(&account.user.id, &Sealed::from_text(account.password)) {
        Ok(password) => password,
        Err(error) => {
            tracing::error!(user = %account.user.name, %error, "a kept password cannot be opened");
            return Ok(Err(Error::WrongCredentials));
        }
    };
    Ok(if holds(&password) { Ok(account.user) } else { Err(Error::WrongCredentials) })
}
