//! The key file: 32 random bytes in the data folder that only the server's own account may read.

use super::entropy::Entropy;
use super::keyring::{KEY_LENGTH, Keyring, KeyringError};
use super::secret::{Secret, SecretBytes};
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// The key file's name in the data folder.
pub const KEY_FILE: &str = "navidrome-rs.key";
/// Where a new key waits while the passwords are sealed under it.
const NEXT: &str = "navidrome-rs.key.next";

/// The key file's keyring; made now unless there is one. Servers that start at once end up with one key.
///
/// # Errors
/// Where the file cannot be made, or as [`KeyringError`] says.
pub fn open_or_make(folder: &Path, entropy: &Entropy) -> Result<Keyring, KeyringError> {
    let path = folder.join(KEY_FILE);
    if !path.exists() {
        let failed = |reason| KeyringError::File { path: path.clone(), reason };
        match written(folder, entropy).map_err(failed)?.persist_noclobber(&path) {
            // whoever comes second reads the first one's
            Err(error) if error.error.kind() != io::ErrorKind::AlreadyExists => return Err(failed(error.error)),
            _ => File::open(folder).and_then(|folder| folder.sync_all()).map_err(failed)?,
        }
    }
    Keyring::of_key(&read(&path)?)
}

/// The keyring with this fingerprint, from the key file or from one that was to take its place; none is made.
///
/// # Errors
/// Where there is a key file that is unfit, as [`KeyringError`] says.
pub fn find(folder: &Path, fingerprint: &str) -> Result<Option<Keyring>, KeyringError> {
    for name in [KEY_FILE, NEXT] {
        let path = folder.join(name);
        if !path.exists() {
            continue;
        }
        let keyring = Keyring::of_key(&read(&path)?)?;
        if keyring.fingerprint() == fingerprint {
            if name == NEXT {
                settle(folder)?;
            }
            return Ok(Some(keyring));
        }
    }
    Ok(None)
}

/// A new key, beside the key file. It takes effect by [`settle`], or by [`find`] where that did not come to pass.
///
/// # Errors
/// Where it cannot be written.
pub fn make_next(folder: &Path, entropy: &Entropy) -> Result<Keyring, KeyringError> {
    let path = folder.join(NEXT);
    let failed = |reason| KeyringError::File { path: path.clone(), reason };
    written(folder, entropy).map_err(failed)?.persist(&path).map_err(|error| failed(error.error))?;
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(failed)?;
    Keyring::of_key(&read(&path)?)
}

/// Puts the new key in the key file's place. Only when the passwords sealed under it are on the disk.
///
/// # Errors
/// Where the folder cannot be changed.
pub fn settle(folder: &Path) -> Result<(), KeyringError> {
    let path = folder.join(KEY_FILE);
    fs::rename(folder.join(NEXT), &path)
        .and_then(|()| File::open(folder)?.sync_all())
        .map_err(|reason| KeyringError::File { path, reason })
}

/// A whole new key without a name of its own yet, mode 0600 from the beginning.
fn written(folder: &Path, entropy: &Entropy) -> io::Result<NamedTempFile> {
    let key = Secret::new(entropy.bytes::<KEY_LENGTH>());
    let mut file =
        tempfile::Builder::new().prefix(".key-").permissions(fs::Permissions::from_mode(0o600)).tempfile_in(folder)?;
    file.write_all(key.expose())?;
    file.as_file().sync_all()?;
    Ok(file)
}

fn read(path: &Path) -> Result<SecretBytes, KeyringError> {
    let failed = |reason| KeyringError::File { path: PathBuf::from(path), reason };
    let file = File::open(path).map_err(failed)?;
    let found = file.metadata().map_err(failed)?;
    if !found.is_file() {
        return Err(KeyringError::NotAFile { path: path.to_owned() });
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn open(folder: &Path) -> Result<Keyring, KeyringError> {
        open_or_make(folder, &Entropy::system())
    }

    #[test]
    fn the_key_file_is_made_once_and_only_its_owner_may_read_it() {
        let folder = tempfile::tempdir().unwrap();
        let first = open(folder.path()).unwrap();
        let made = fs::metadata(folder.path().join(KEY_FILE)).unwrap();
        assert_eq!((made.permissions().mode() & 0o777, made.len()), (0o600, 32));
        let second = open(folder.path()).unwrap();
        assert_eq!(first.fingerprint(), second.fingerprint());
        assert_eq!(first.passwords.expose(), second.passwords.expose());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_key_is_sought_and_not_made() {
        let folder = tempfile::tempdir().unwrap();
        assert!(find(folder.path(), "any").unwrap().is_none());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        let made = open(folder.path()).unwrap();
        assert!(find(folder.path(), "another").unwrap().is_none());
        assert!(find(folder.path(), made.fingerprint()).unwrap().is_some());
    }

    #[test]
    fn until_a_new_key_is_settled_both_are_found_and_whichever_is_asked_for_stays() {
        let folder = tempfile::tempdir().unwrap();
        let old = open(folder.path()).unwrap();
        let next = make_next(folder.path(), &Entropy::system()).unwrap();
        assert_eq!(find(folder.path(), old.fingerprint()).unwrap().unwrap().fingerprint(), old.fingerprint());
        assert_eq!(find(folder.path(), next.fingerprint()).unwrap().unwrap().fingerprint(), next.fingerprint());
        assert_eq!(open(folder.path()).unwrap().fingerprint(), next.fingerprint());
        assert!(find(folder.path(), old.fingerprint()).unwrap().is_none());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
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
            let refusal = open(folder.path()).unwrap_err().to_string();
            assert!(refusal.contains(complaint) && refusal.contains(KEY_FILE), "{refusal}");
        }
    }

    #[test]
    fn a_folder_in_the_key_files_place_or_no_data_folder_is_an_error_that_names_it() {
        let folder = tempfile::tempdir().unwrap();
        let missing = open(&folder.path().join("nowhere")).unwrap_err().to_string();
        assert!(missing.contains("nowhere"), "{missing}");
        fs::create_dir(folder.path().join(KEY_FILE)).unwrap();
        assert!(matches!(open(folder.path()), Err(KeyringError::NotAFile { .. })));
    }

    #[test]
    fn servers_that_start_at_once_share_one_key() {
        let folder = tempfile::tempdir().unwrap();
        let prints: std::collections::HashSet<_> = std::thread::scope(|scope| {
            let starts: Vec<_> = (0..8).map(|_| scope.spawn(|| open(folder.path()).unwrap())).collect();
            starts.into_iter().map(|start| start.join().unwrap().fingerprint().to_owned()).collect()
        });
        assert_eq!(prints.len(), 1);
    }
}
