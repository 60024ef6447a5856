//! Who is asking, by the word of a reverse proxy: the one rule for `/rest`, `/auth` and the player.
//!
//! The word is taken from the peer of the connection alone, if it is in `ExtAuth.TrustedSources`, sends the shared secret
//! and comes from the demanded user's process where these are configured. From anybody else the header counts for
//! nothing. Whoever is named comes in: the first of all becomes the administrator, later ones plain listeners.

use super::Error;
use super::accounts::{self, Keys, New};
use super::login::Login;
use crate::config::security::ExternalAuth;
use crate::domain::clock::Moment;
use crate::domain::fold;
use crate::domain::peer::Peer;
use crate::domain::user::User;
use crate::security::entropy::Entropy;
use crate::security::secret::same_bytes;
use crate::store::{self, Write};
use data_encoding::BASE64URL_NOPAD;

/// What a request brings that may say who is asking.
#[derive(Debug, Default)]
pub struct Brought {
    /// Every value of the header with the user's name, as bytes.
    pub users: Vec<Vec<u8>>,
    /// Every value of the header with the shared secret.
    pub secrets: Vec<Vec<u8>>,
    /// Every name given in another way, such as `u`.
    pub names: Vec<String>,
}

/// The name that a trusted proxy gives; none where no such word counts.
///
/// # Errors
/// [`Error::Conflict`] where a trusted proxy says several things at once, or another than the client itself;
/// [`Error::Denied`] where it fails to prove that it is the proxy.
pub fn named(config: &ExternalAuth, peer: Peer, brought: &Brought) -> Result<Option<String>, Error> {
    if brought.users.is_empty() || config.trusted_sources.is_empty() {
        return Ok(None);
    }
    if !config.trusted_sources.iter().any(|source| source.contains(peer)) {
        tracing::warn!(%peer, header = config.user_header, "a user was named by somebody who is not trusted to: ignored");
        return Ok(None);
    }
    if let (Peer::Socket { user }, Ok(demanded)) = (peer, u32::try_from(config.socket_uid))
        && user != Some(demanded)
    {
        tracing::warn!(%peer, "a user was named over the Unix socket by another process than the proxy's");
        return Err(Error::Denied("this process is not trusted to name users"));
    }
    if let Some(secret) = &config.shared_secret
        && !matches!(brought.secrets.as_slice(), [given] if same_bytes(given, secret.expose().as_bytes()))
    {
        tracing::warn!(%peer, header = config.secret_header, "a user was named without the shared secret");
        return Err(Error::Denied("the reverse proxy did not send the shared secret"));
    }
    let [user] = brought.users.as_slice() else {
        return Err(Error::Conflict("the header that names the user is there more than once"));
    };
    let name = std::str::from_utf8(user).map_err(|_| Error::Conflict("the header that names the user is not UTF-8"))?;
    let name = name.trim();
    if name.contains(',') {
        return Err(Error::Conflict("the header that names the user holds a list"));
    }
    if name.is_empty() {
        return Ok(None);
    }
    if brought.names.iter().any(|other| fold::identity(other) != fold::identity(name)) {
        return Err(Error::Conflict("the reverse proxy and the request name different users"));
    }
    Ok(Some(name.to_owned()))
}

/// Where somebody wants to come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    Rest,
    /// The player and its API.
    Web,
}

impl Login {
    /// The user whom a trusted proxy names, with an account made now where there is none; none where no proxy's word
    /// counts, and other ways in are open.
    ///
    /// # Errors
    /// As [`named`]; [`Error::Denied`] where nobody comes in but by the header; where the name is unfit.
    pub async fn by_proxy(&self, door: Door, peer: Peer, brought: &Brought) -> Result<Option<User>, Error> {
        match named(&self.external, peer, brought)? {
            Some(name) => self.account(name).await.map(Some),
            None => self.others_may_come(door).map(|()| None),
        }
    }

    /// # Errors
    /// [`Error::Denied`] where nobody comes in but by a proxy's word.
    pub fn others_may_come(&self, door: Door) -> Result<(), Error> {
        let exclusive = self.external.exclusive;
        let is_closed = match door {
            Door::Rest => exclusive.on_rest(),
            Door::Web => exclusive.on_web(),
        };
        if is_closed { Err(Error::Denied("logging in here is the reverse proxy's business alone")) } else { Ok(()) }
    }

    async fn account(&self, name: String) -> Result<User, Error> {
        let wanted = name.clone();
        if let Some(account) = self.store.read(move |db| store::accounts::by_name(db, &wanted)).await? {
            return Ok(account.user);
        }
        let (keys, now) = (self.keys.clone(), self.clock.now());
        let (user, is_new) = self.store.write(move |db| Ok(found_or_made(db, &keys, &name, now))).await??;
        if is_new {
            tracing::info!(user = %user.name, admin = user.roles.admin, "an account was made at a proxy's word");
        }
        Ok(user)
    }
}

/// Somebody else may have come in under the same name a moment ago.
fn found_or_made(db: &mut Write, keys: &Keys, name: &str, now: Moment) -> Result<(User, bool), Error> {
    if let Some(account) = store::accounts::by_name(db, name)? {
        return Ok((account.user, false));
    }
    let password = &unknown_password(&keys.entropy);
    let made = if store::accounts::count(db)? == 0 {
        accounts::create_first_admin(db, keys, name, password, now)
    } else {
        let roles = accounts::listener_roles();
        accounts::create(db, keys, &New { name, password, email: "", roles, max_bit_rate: 0, libraries: &[] }, now)
    };
    made.map(|user| (user, true))
}

/// Nobody knows it, so nobody comes in by it until an administrator or its user sets another.
fn unknown_password(entropy: &Entropy) -> String {
    BASE64URL_NOPAD.encode(&entropy.bytes::<32>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Config, Secret};

    fn config(sources: &str) -> ExternalAuth {
        let mut config = Config::default().security.external;
        config.trusted_sources = sources.split_terminator(' ').map(|source| source.parse().unwrap()).collect();
        config
    }

    fn brought(users: &[&str], names: &[&str]) -> Brought {
        Brought {
            users: users.iter().map(|user| user.as_bytes().to_vec()).collect(),
            secrets: vec![],
            names: names.iter().map(ToString::to_string).collect(),
        }
    }

    fn proxy() -> Peer {
        Peer::at([10, 0, 0, 2].into())
    }

    #[test]
    fn only_a_trusted_peer_is_believed() {
        let anna = brought(&[" anna "], &[]);
        assert_eq!(named(&config("10.0.0.0/8 ::1"), proxy(), &anna).unwrap().as_deref(), Some("anna"));
        for (sources, peer) in [
            ("", proxy()),
            ("10.0.0.3", proxy()),
            ("@", proxy()),
            ("10.0.0.0/8", Peer::Socket { user: None }),
            ("0.0.0.0/0", Peer::at("2001:db8::1".parse().unwrap())),
        ] {
            assert_eq!(named(&config(sources), peer, &anna).unwrap(), None, "{sources} {peer}");
        }
        assert_eq!(named(&config("10.0.0.2"), proxy(), &brought(&[], &["anna"])).unwrap(), None);
        assert_eq!(named(&config("10.0.0.2"), proxy(), &brought(&[""], &["anna"])).unwrap(), None);
    }

    #[test]
    fn contradictions_are_refused_whichever_way_they_come() {
        let trusted = config("10.0.0.2");
        for brought in [
            brought(&["anna", "anna"], &[]),
            brought(&["anna, bert"], &[]),
            brought(&["anna"], &["bert"]),
            brought(&["anna"], &["anna", "admin"]),
            Brought { users: vec![b"\xff".to_vec()], ..Brought::default() },
        ] {
            assert!(matches!(named(&trusted, proxy(), &brought), Err(Error::Conflict(_))), "{brought:?}");
        }
        assert!(named(&trusted, proxy(), &brought(&["anna"], &["ANNA"])).is_ok());
    }

    #[test]
    fn the_shared_secret_must_be_there_once_and_whole() {
        let trusted = ExternalAuth { shared_secret: Some(Secret::new("open sesame")), ..config("10.0.0.2") };
        let with = |secrets: &[&str]| Brought {
            secrets: secrets.iter().map(|secret| secret.as_bytes().to_vec()).collect(),
            ..brought(&["anna"], &[])
        };
        assert!(named(&trusted, proxy(), &with(&["open sesame"])).unwrap().is_some());
        for secrets in [&[][..], &["open"], &["open sesame "], &["open sesame", "open sesame"]] {
            assert!(matches!(named(&trusted, proxy(), &with(secrets)), Err(Error::Denied(_))), "{secrets:?}");
        }
    }

    #[test]
    fn over_the_socket_the_demanded_user_alone_is_believed() {
        let trusted = ExternalAuth { socket_uid: 33, ..config("@") };
        let anna = brought(&["anna"], &[]);
        assert!(named(&trusted, Peer::Socket { user: Some(33) }, &anna).unwrap().is_some());
        for user in [None, Some(0), Some(34)] {
            assert!(matches!(named(&trusted, Peer::Socket { user }, &anna), Err(Error::Denied(_))));
        }
        assert!(named(&config("@"), Peer::Socket { user: Some(1000) }, &anna).unwrap().is_some());
    }
}
