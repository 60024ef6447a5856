//! Resized pictures on disk, as many as fit: what was not asked for longest goes first.
//!
//! One file for each picture, written beside its place and then renamed, with a checksum at its end: a torn file counts
//! as absent. The files are the truth; the index in memory is made from them at the start. Without room (0 bytes) nothing
//! is kept.

use super::error::Error;
use bytes::Bytes;
use data_encoding::HEXLOWER;
use parking_lot::Mutex;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// What a picture is kept under: a digest of everything it depends on.
pub type Key = [u8; 32];

const CHECKSUM: usize = 8;
const UNFINISHED: &str = ".new-";

/// A folder of pictures of limited size.
#[derive(Debug)]
pub struct Cache {
    folder: PathBuf,
    most: u64,
    index: Mutex<Index>,
}

#[derive(Debug, Default)]
struct Index {
    /// Bytes and turn of each picture.
    kept: HashMap<Key, (u64, u64)>,
    /// The pictures by the turn in which they were last asked for.
    turns: BTreeMap<u64, Key>,
    turn: u64,
    bytes: u64,
}

impl Cache {
    /// The cache in `folder` with room for `most` bytes; 0 leaves the disk alone.
    pub fn open(folder: &Path, most: u64) -> Result<Self, Error> {
        let cache = Self { folder: folder.to_owned(), most, index: Mutex::default() };
        if most > 0 {
            let found = cache.take_stock().map_err(|reason| Error::unreadable(folder, reason))?;
            let mut index = cache.index.lock();
            for (_, key, bytes) in found {
                index.note(key, bytes);
            }
            cache.make_room(&mut index);
        }
        Ok(cache)
    }

    /// The pictures on disk, oldest first. Leftovers of a crash are removed, other people's files left alone.
    fn take_stock(&self) -> io::Result<Vec<(u128, Key, u64)>> {
        fs::create_dir_all(&self.folder)?;
        let mut found = Vec::new();
        for shelf in fs::read_dir(&self.folder)?.flatten() {
            let Ok(files) = fs::read_dir(shelf.path()) else { continue };
            for file in files.flatten() {
                let name = file.file_name();
                let (Some(name), Ok(about)) = (name.to_str(), file.metadata()) else { continue };
                if name.starts_with(UNFINISHED) {
                    let _ = fs::remove_file(file.path());
                } else if let Some(key) = key_of(name).filter(|_| about.is_file()) {
                    let age = about.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
                    found.push((age.unwrap_or_default().as_nanos(), key, about.len()));
                }
            }
        }
        found.sort_unstable();
        Ok(found)
    }

    /// The picture kept under `key`.
    pub fn get(&self, key: &Key) -> Option<Bytes> {
        self.index.lock().touch(key)?;
        let path = self.path(key);
        if let Some(picture) = fs::read(&path).ok().and_then(unwrap_checked) {
            return Some(picture);
        }
        self.index.lock().forget(key);
        let _ = fs::remove_file(path);
        None
    }

    /// Keeps a picture, unless it alone would need more than all the room there is.
    pub fn put(&self, key: &Key, picture: &[u8]) -> Result<(), Error> {
        let bytes = (picture.len() + CHECKSUM) as u64;
        if bytes > self.most {
            return Ok(());
        }
        self.write(key, picture).map_err(|reason| Error::unreadable(self.path(key), reason))?;
        let mut index = self.index.lock();
        index.note(*key, bytes);
        self.make_room(&mut index);
        Ok(())
    }

    fn write(&self, key: &Key, picture: &[u8]) -> io::Result<()> {
        let path = self.path(key);
        let shelf = path.parent().unwrap_or(&self.folder);
        fs::create_dir_all(shelf)?;
        let mut file = tempfile::Builder::new().prefix(UNFINISHED).tempfile_in(shelf)?;
        file.write_all(picture)?;
        file.write_all(&checksum(picture))?;
        file.persist(path)?;
        Ok(())
    }

    fn make_room(&self, index: &mut Index) {
        while index.bytes > self.most {
            let Some((_, &key)) = index.turns.first_key_value() else { return };
            index.forget(&key);
            let _ = fs::remove_file(self.path(&key));
        }
    }

    fn path(&self, key: &Key) -> PathBuf {
        let name = HEXLOWER.encode(key);
        self.folder.join(&name[..2]).join(name)
    }

    /// Bytes in use.
    pub fn bytes(&self) -> u64 {
        self.index.lock().bytes
    }
}

impl Index {
    fn note(&mut self, key: Key, bytes: u64) {
        self.forget(&key);
        self.turn += 1;
        self.kept.insert(key, (bytes, self.turn));
        self.turns.insert(self.turn, key);
        self.bytes += bytes;
    }

    fn touch(&mut self, key: &Key) -> Option<()> {
        let &(bytes, _) = self.kept.get(key)?;
        self.note(*key, bytes);
        Some(())
    }

    fn forget(&mut self, key: &Key) {
        if let Some((bytes, turn)) = self.kept.remove(key) {
            self.turns.remove(&turn);
            self.bytes -= bytes;
        }
    }
}

fn key_of(name: &str) -> Option<Key> {
    HEXLOWER.decode(name.as_bytes()).ok()?.try_into().ok()
}

fn checksum(picture: &[u8]) -> [u8; CHECKSUM] {
    let digest = Sha256::digest(picture);
    std::array::from_fn(|place| digest[place])
}

/// The picture in a file's bytes, where the file is whole.
fn unwrap_checked(file: Vec<u8>) -> Option<Bytes> {
    let picture = file.len().checked_sub(CHECKSUM)?;
    (checksum(&file[..picture]) == file[picture..]).then(|| Bytes::from(file).slice(..picture))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(number: u8) -> Key {
        [number; 32]
    }

    fn kept(cache: &Cache) -> Vec<u8> {
        (0..10).filter(|number| cache.get(&key(*number)).is_some()).collect()
    }

    #[test]
    fn what_was_not_asked_for_longest_makes_room() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::open(folder.path(), 3 * 108).unwrap();
        (0..3).for_each(|number| cache.put(&key(number), &[number; 100]).unwrap());
        assert_eq!(cache.get(&key(0)).unwrap(), [0; 100][..]);
        cache.put(&key(3), &[3; 100]).unwrap();
        assert_eq!((kept(&cache), cache.bytes()), (vec![0, 2, 3], 324));
        cache.put(&key(4), &[4; 300]).unwrap();
        assert_eq!((kept(&cache), cache.bytes()), (vec![4], 308));
        cache.put(&key(5), &[5; 317]).unwrap();
        assert_eq!(kept(&cache), [4], "what needs more than all the room is not kept");
    }

    #[test]
    fn a_picture_put_twice_counts_once() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::open(folder.path(), 1000).unwrap();
        for length in [50, 70] {
            cache.put(&key(1), &vec![1; length]).unwrap();
        }
        assert_eq!((cache.bytes(), cache.get(&key(1)).unwrap().len()), (78, 70));
    }

    #[test]
    fn a_start_finds_what_the_last_one_kept_and_cuts_it_to_the_room_there_is_now() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::open(folder.path(), 1000).unwrap();
        for number in 0..4 {
            cache.put(&key(number), &[number; 100]).unwrap();
            let written = UNIX_EPOCH + std::time::Duration::from_secs(1_000_000 - u64::from(number));
            fs::File::options().write(true).open(cache.path(&key(number))).unwrap().set_modified(written).unwrap();
        }
        let leftover = cache.path(&key(1)).with_file_name(".new-abc");
        let strange = folder.path().join("read-me.txt");
        for path in [&leftover, &strange] {
            fs::write(path, "half a pict").unwrap();
        }
        let again = Cache::open(folder.path(), 220).unwrap();
        assert_eq!((kept(&again), again.bytes()), (vec![0, 1], 216));
        assert_eq!((leftover.exists(), strange.exists()), (false, true));
    }

    #[test]
    fn a_torn_changed_or_vanished_file_counts_as_absent() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::open(folder.path(), 1000).unwrap();
        (0..4).for_each(|number| cache.put(&key(number), &[number; 100]).unwrap());
        fs::write(cache.path(&key(0)), [0; 60]).unwrap();
        fs::write(cache.path(&key(1)), b"").unwrap();
        fs::remove_file(cache.path(&key(2))).unwrap();
        assert_eq!((kept(&cache), cache.bytes()), (vec![3], 108));
    }

    #[test]
    fn without_room_nothing_is_kept_and_the_disk_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::open(&folder.path().join("images"), 0).unwrap();
        cache.put(&key(1), &[1; 10]).unwrap();
        assert_eq!(cache.get(&key(1)), None);
        assert!(!folder.path().join("images").exists());
    }
}
