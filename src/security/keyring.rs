//! The master key, and one key for each purpose derived from it.
//!
//! The master key is the administrator's `PasswordEncryptionKey`, or else 32 random bytes in a file of the data folder
//! that only the server's own account may read. It is never in the database, so that a copy of the database is not
//! enough to read what is sealed in it.

use super::entropy::Entropy;
use super::secret::{Secret, SecretBytes, SecretText};
use data_encoding::HEXLOWER;
use hkdf::Hkdf;
use sha2::Sha256;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

/// The key file's name in the data folder.
pub const KEY_FILE: &str = "navidrome-rs.key";

/// Bytes of a key.
pub const KEY_LENGTH: usize = 32;

/// A key of one purpose.
pub type Key = Secret<[u8; KEY_LENGTH]>;

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
    /// The derivation refused; it cannot, for keys of this length.
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
    /// Takes the passphrase where there is one (an empty one counts as none), else the data folder's key file, which is
    /// made at the first start.
    pub fn open(data_folder: &Path, passphrase: Option<&SecretText>, entropy: &Entropy) -> Result<Self, KeyringError> {
        match passphrase.filter(|passphrase| !passphrase.expose().is_empty()) {
            Some(passphrase) => Self::derive(b"navidrome-rs passphrase 1", passphrase.expose().as_bytes()),
            None => {
                Self::derive(b"navidrome-rs key file 1", read_or_make(&data_folder.join(KEY_FILE), entropy)?.expose())
            }
        }
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

    /// 32 hexadecimal digits that tell one master key from another and give nothing of it away. Kept in the database, so
    /// that a start with another key is noticed before anyone is told that their password is wrong.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }
}

fn read_or_make(path: &Path, entropy: &Entropy) -> Result<SecretBytes, KeyringError> {
    let failed = |reason| KeyringError::File { path: path.to_owned(), reason };
    match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            // Two servers that start at once must end up with one key: whoever comes second reads the first one's.
            match make(path, entropy) {
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(failed(error)),
                _ => {}
            }
        }
        Err(error) => return Err(failed(error)),
        Ok(found) if !found.is_file() => return Err(KeyringError::NotAFile { path: path.to_owned() }),
        Ok(_) => {}
    }
    let file = File::open(path).map_err(failed)?;
    let found = file.metadata().map_err(failed)?;
    let mode = found.permissions().mode() & 0o777;
    if mode & 0o077 != 0 {
        return Err(KeyringError::Exposed { path: path.to_owned(), mode });
    }
    if found.len() != KEY_LENGTH as u64 {
        return Err(KeyringError::Length { path: path.to_owned(), length: found.len() });
    }
    let mut key = Vec::with_capacity(KEY_LENGTH + 1);
    file.take(KEY_LENGTH as u64 + 1).read_to_end(&mut key).map_err(failed)?;
    Ok(Secret::new(key))
}

/// Writes a whole key beside its place (mode 0600 from the beginning), then links it there unless there is one.
fn make(path: &Path, entropy: &Entropy) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let key = Secret::new(entropy.bytes::<KEY_LENGTH>());
    let mut file =
        tempfile::Builder::new().prefix(".key-").permissions(fs::Permissions::from_mode(0o600)).tempfile_in(folder)?;
    file.write_all(key.expose())?;
    file.as_file().sync_all()?;
    file.persist_noclobber(path).map_err(|error| error.error)?;
    File::open(folder)?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keyring(folder: &Path, passphrase: Option<&str>) -> Result<Keyring, KeyringError> {
        Keyring::open(folder, passphrase.map(SecretText::from).as_ref(), &Entropy::system())
    }

    #[test]
    fn the_key_file_is_made_once_and_only_its_owner_may_read_it() {
        let folder = tempfile::tempdir().unwrap();
        let first = keyring(folder.path(), None).unwrap();
        let made = fs::metadata(folder.path().join(KEY_FILE)).unwrap();
        assert_eq!((made.permissions().mode() & 0o777, made.len()), (0o600, 32));
        let second = keyring(folder.path(), Some("")).unwrap();
        assert_eq!(first.fingerprint(), second.fingerprint());
        assert_eq!(first.passwords.expose(), second.passwords.expose());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn every_folder_every_passphrase_and_every_purpose_has_a_key_of_its_own() {
        let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let rings = [
            keyring(one.path(), None).unwrap(),
            keyring(two.path(), None).unwrap(),
            keyring(one.path(), Some("a")).unwrap(),
            keyring(one.path(), Some("b")).unwrap(),
        ];
        let keys: std::collections::HashSet<_> =
            rings.iter().flat_map(|ring| [*ring.passwords.expose(), *ring.signatures.expose()]).collect();
        assert_eq!(keys.len(), 8);
        assert_eq!(keyring(two.path(), Some("a")).unwrap().fingerprint(), rings[2].fingerprint());
        assert_eq!(rings[0].fingerprint().len(), 32);
    }

    #[test]
    fn a_passphrase_needs_no_key_file_and_makes_none() {
        let folder = tempfile::tempdir().unwrap();
        keyring(folder.path(), Some("long and winding")).unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_key_file_that_others_may_read_or_of_the_wrong_length_is_refused_by_name() {
        for (mode, length, complaint) in [
            (0o640, 32, "may be read by others (mode 640)"),
            (0o604, 32, "may be read by others (mode 604)"),
            (0o600, 0, "has 0 bytes"),
            (0o600, 31, "has 31 bytes"),
            (0o600, 33, "has 33 bytes"),
        ] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join(KEY_FILE);
            fs::write(&path, vec![7; length]).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            let refusal = keyring(folder.path(), None).unwrap_err().to_string();
            assert!(refusal.contains(complaint) && refusal.contains(KEY_FILE), "{refusal}");
        }
    }

    #[test]
    fn a_folder_in_the_key_files_place_or_no_data_folder_is_an_error_that_names_it() {
        let folder = tempfile::tempdir().unwrap();
        let missing = keyring(&folder.path().join("nowhere"), None).unwrap_err().to_string();
        assert!(missing.contains("nowhere"), "{missing}");
        fs::create_dir(folder.path().join(KEY_FILE)).unwrap();
        assert!(matches!(keyring(folder.path(), None), Err(KeyringError::NotAFile { .. })));
    }

    #[test]
    fn servers_that_start_at_once_share_one_key() {
        let folder = tempfile::tempdir().unwrap();
        let prints: std::collections::HashSet<_> = std::thread::scope(|scope| {
            let starts: Vec<_> = (0..8).map(|_| scope.spawn(|| keyring(folder.path(), None).unwrap())).collect();
            starts.into_iter().map(|start| start.join().unwrap().fingerprint().to_owned()).collect()
        });
        assert_eq!(prints.len(), 1);
    }

    #[test]
    fn a_keyring_shows_none_of_its_keys() {
        let folder = tempfile::tempdir().unwrap();
        let shown = format!("{:?}", keyring(folder.path(), Some("swordfish")).unwrap());
        assert!(shown.contains("[secret]") && !shown.contains("swordfish"), "{shown}");
    }
}
