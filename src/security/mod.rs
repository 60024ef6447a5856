//! Keys, sealed passwords and tokens. A line belongs here when it names a key, a secret or a guard.
//!
//! Subsonic clients prove that they know a password by `md5(password ‖ salt)`, so the server must be able to read the
//! password back: it is sealed (AES-256-GCM) under a key that never lies in the database, and bound to the account it
//! belongs to. A copy of the database alone gives no password away, and a sealed password copied to another account
//! does not open.
//!
//! Not here: who may do what (`service`), where a sealed password is kept (`store`), how credentials arrive (`http`).

pub mod entropy;
pub mod key_file;
pub mod keyring;
pub mod login_limit;
pub mod navidrome_format;
pub mod password;
pub mod request_limit;
pub mod seal;
pub mod secret;
pub mod subsonic_token;
