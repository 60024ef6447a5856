//! The way from a source to a picture.

use super::cache::{Cache, Key};
use super::embedded;
use super::error::Error;
use super::flight::{Flights, Places};
use super::format::Format;
use super::resize::{Fit, MOST_MEMORY, Wanted, memory, resize};
use super::source::Source;
use bytes::Bytes;
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::Read;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// Pictures decoded at once, where their memory suffices.
const AT_ONCE: usize = 2;
/// To be raised when the same source gives other bytes than before.
const RECIPE: u8 = 1;

/// What the administrator said about pictures.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where resized pictures are kept; made where it does not exist.
    pub cache_folder: PathBuf,
    /// Bytes to keep there; 0 for none.
    pub cache_bytes: u64,
    /// Quality of JPEG, 1 to 100.
    pub quality: u8,
    /// Bytes of the largest picture that is read.
    pub most_bytes: u64,
}

/// A picture, ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    pub bytes: Bytes,
    /// The content type.
    pub mime: &'static str,
    /// A strong entity tag (RFC 9110 §8.8.3), in its quotes.
    pub etag: String,
    pub origin: Origin,
}

/// Whether a picture is the item's own. Clients should not keep one that is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    Own,
    Placeholder,
}

/// Makes pictures, and keeps the smaller ones.
#[derive(Debug)]
pub struct Artwork {
    cache: Cache,
    flights: Flights<Key, Result<Bytes, Error>>,
    places: Places,
    /// Bytes that all pictures being decoded take together.
    memory: Places,
    quality: u8,
    most_bytes: u64,
    decoded: AtomicU64,
}

impl Artwork {
    /// Opens the cache; an error names the folder that could not be used.
    pub fn open(settings: &Settings) -> Result<Self, Error> {
        Ok(Self {
            cache: Cache::open(&settings.cache_folder, settings.cache_bytes)?,
            flights: Flights::default(),
            places: Places::new(AT_ONCE),
            memory: Places::new(MOST_MEMORY),
            quality: settings.quality,
            most_bytes: settings.most_bytes,
            decoded: AtomicU64::new(0),
        })
    }

    /// The first of `sources` that gives a picture; the last one's error where none does. Blocks.
    pub fn first(&self, sources: &[Source], wanted: Wanted) -> Result<Picture, Error> {
        let mut failure = Error::UnknownFormat;
        for source in sources {
            match self.picture(source, wanted) {
                Ok(picture) => return Ok(picture),
                Err(error) => {
                    tracing::debug!(?source, %error, "no picture from this source");
                    failure = error;
                }
            }
        }
        Err(failure)
    }

    /// The picture of one source at the size wanted. Blocks.
    pub fn picture(&self, source: &Source, wanted: Wanted) -> Result<Picture, Error> {
        let key = self.key(source, wanted)?;
        let bytes = match wanted.size() {
            None => guarded(|| self.original(source))?,
            Some(size) => self.flights.run(&key, || self.resized(&key, source, size, wanted.fit()))?,
        };
        let mime = Format::of(&bytes).ok_or(Error::UnknownFormat)?.mime();
        let origin = match source {
            Source::Placeholder(_) => Origin::Placeholder,
            Source::File(_) | Source::Embedded(_) => Origin::Own,
        };
        Ok(Picture { bytes, mime, etag: format!("\"{}\"", HEXLOWER.encode(&key[..16])), origin })
    }

    /// How many pictures were decoded since the start.
    pub fn decoded(&self) -> u64 {
        self.decoded.load(Ordering::Relaxed)
    }

    fn resized(&self, key: &Key, source: &Source, size: u32, fit: Fit) -> Result<Bytes, Error> {
        if let Some(kept) = self.cache.get(key) {
            return Ok(kept);
        }
        let _place = self.places.take(1);
        let original = guarded(|| self.original(source))?;
        let _memory = self.memory.take(guarded(|| memory(&original))?);
        self.decoded.fetch_add(1, Ordering::Relaxed);
        let picture = match guarded(|| resize(&original, size, fit, self.quality))? {
            Some(smaller) => Bytes::from(smaller),
            None => return Ok(original), // reading it again costs no more than reading a copy
        };
        if let Err(error) = self.cache.put(key, &picture) {
            tracing::warn!(%error, "a resized picture could not be kept");
        }
        Ok(picture)
    }

    fn original(&self, source: &Source) -> Result<Bytes, Error> {
        let bytes = match source {
            Source::File(path) => self.read(path)?.into(),
            Source::Embedded(song) => embedded::front_cover(song, self.most_bytes)?.into(),
            Source::Placeholder(placeholder) => placeholder.picture()?,
        };
        if Format::of(&bytes).is_none() {
            return Err(Error::UnknownFormat);
        }
        Ok(bytes)
    }

    fn read(&self, path: &Path) -> Result<Vec<u8>, Error> {
        let unreadable = |reason| Error::unreadable(path, reason);
        let length = about(path)?.len();
        if length > self.most_bytes {
            return Err(Error::TooManyBytes { bytes: length, most: self.most_bytes });
        }
        let mut bytes = Vec::new();
        File::open(path).map_err(unreadable)?.take(self.most_bytes).read_to_end(&mut bytes).map_err(unreadable)?;
        Ok(bytes)
    }

    /// Everything a picture depends on: the source and its last change, the size, the quality.
    fn key(&self, source: &Source, wanted: Wanted) -> Result<Key, Error> {
        let mut digest = Sha256::new();
        digest.update([RECIPE, self.quality, wanted.fit() as u8]);
        digest.update(wanted.size().unwrap_or(0).to_be_bytes());
        let (kind, path) = match source {
            Source::File(path) => (b'f', path),
            Source::Embedded(path) => (b'e', path),
            Source::Placeholder(placeholder) => {
                digest.update([b'p', *placeholder as u8]);
                return Ok(digest.finalize().into());
            }
        };
        let about = about(path)?;
        digest.update([kind]);
        digest.update(about.len().to_be_bytes());
        digest.update(about.mtime().to_be_bytes());
        digest.update(about.mtime_nsec().to_be_bytes());
        digest.update(path.as_os_str().as_bytes());
        Ok(digest.finalize().into())
    }
}

/// What the disk says about a file. Pipes and devices are refused: opening one could wait for ever.
fn about(path: &Path) -> Result<fs::Metadata, Error> {
    let about = fs::metadata(path).map_err(|reason| Error::unreadable(path, reason))?;
    if about.is_file() { Ok(about) } else { Err(Error::NotAFile(path.to_owned())) }
}

/// Readers of strangers' files have been known to panic: that costs one picture, not the server.
fn guarded<T>(work: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(Error::Broken("its reader gave up".to_owned())))
}

#[cfg(test)]
mod tests {
    use super::super::placeholder::Placeholder;
    use super::super::resize::tests::halves;
    use super::*;
    use image::ImageFormat;
    use tempfile::TempDir;

    struct Studio {
        folder: TempDir,
        artwork: Artwork,
    }

    impl Studio {
        fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            let artwork = Self::artwork(&folder);
            Self { folder, artwork }
        }

        fn artwork(folder: &TempDir) -> Artwork {
            let cache_folder = folder.path().join("images");
            Artwork::open(&Settings { cache_folder, cache_bytes: 1 << 20, quality: 75, most_bytes: 1 << 20 }).unwrap()
        }

        fn file(&self, name: &str, bytes: &[u8]) -> Source {
            let path = self.folder.path().join(name);
            fs::write(&path, bytes).unwrap();
            Source::File(path)
        }
    }

    fn size(size: i64) -> Wanted {
        Wanted::new(Some(size), Fit::Within)
    }

    fn longest(picture: &Picture) -> u32 {
        let decoded = image::load_from_memory(&picture.bytes).unwrap();
        decoded.width().max(decoded.height())
    }

    #[test]
    fn a_picture_comes_as_it_is_or_at_the_size_wanted() {
        let studio = Studio::new();
        let original = halves(300, 200, ImageFormat::Png);
        let source = studio.file("cover.png", &original);
        let whole = studio.artwork.picture(&source, Wanted::ORIGINAL).unwrap();
        assert_eq!((whole.bytes.as_ref(), whole.mime, whole.origin), (&original[..], "image/png", Origin::Own));
        let small = studio.artwork.picture(&source, size(64)).unwrap();
        assert_eq!((longest(&small), small.mime), (64, "image/jpeg"));
        let larger = studio.artwork.picture(&source, size(1000)).unwrap();
        assert_eq!(larger.bytes, whole.bytes);
        let tags = [&whole, &small, &larger].map(|picture| picture.etag.clone());
        assert!(tags.iter().all(|tag| tag.len() == 34 && tag.starts_with('"')), "{tags:?}");
        assert!(tags[0] != tags[1] && tags[1] != tags[2]);
    }

    #[test]
    fn a_picture_is_decoded_once_then_kept_over_a_restart_until_its_file_changes() {
        let mut studio = Studio::new();
        let source = studio.file("cover.jpg", &halves(300, 300, ImageFormat::Jpeg));
        let first = studio.artwork.picture(&source, size(64)).unwrap();
        assert_eq!(studio.artwork.picture(&source, size(64)).unwrap(), first);
        assert_eq!(studio.artwork.decoded(), 1);
        studio.artwork = Studio::artwork(&studio.folder);
        assert_eq!(studio.artwork.picture(&source, size(64)).unwrap(), first);
        assert_eq!(studio.artwork.decoded(), 0);
        studio.file("cover.jpg", &halves(400, 300, ImageFormat::Jpeg));
        let changed = studio.artwork.picture(&source, size(64)).unwrap();
        assert_eq!(studio.artwork.decoded(), 1);
        assert_ne!(changed.etag, first.etag);
    }

    #[test]
    fn many_who_want_one_picture_at_once_cost_one_decode() {
        let studio = Studio::new();
        let source = studio.file("cover.png", &halves(900, 900, ImageFormat::Png));
        let start = std::sync::Barrier::new(8);
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    start.wait();
                    assert_eq!(longest(&studio.artwork.picture(&source, size(64)).unwrap()), 64);
                });
            }
        });
        assert_eq!(studio.artwork.decoded(), 1);
    }

    #[test]
    fn what_gives_no_picture_is_passed_over_for_the_next_source() {
        let studio = Studio::new();
        let whole = halves(300, 300, ImageFormat::Jpeg);
        let sources = [
            Source::File(studio.folder.path().join("gone.jpg")),
            Source::File(studio.folder.path().to_owned()),
            studio.file("page.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
            studio.file("empty.jpg", b""),
            studio.file("cut.jpg", &whole[..20]),
            studio.file("huge.jpg", &[&whole[..], &vec![0; 1 << 20]].concat()),
            Source::Embedded(studio.folder.path().join("cut.jpg")),
            Source::Placeholder(Placeholder::Artist),
        ];
        for source in &sources[..7] {
            studio.artwork.picture(source, size(64)).unwrap_err();
        }
        let found = studio.artwork.first(&sources, size(64)).unwrap();
        assert_eq!((longest(&found), found.origin), (64, Origin::Placeholder));
        assert!(studio.artwork.first(&sources[..7], size(64)).is_err());
        assert!(studio.artwork.first(&[], size(64)).is_err());
    }

    #[test]
    fn without_a_cache_pictures_are_made_each_time() {
        let folder = tempfile::tempdir().unwrap();
        let settings =
            Settings { cache_folder: folder.path().join("none"), cache_bytes: 0, quality: 75, most_bytes: 1 << 20 };
        let artwork = Artwork::open(&settings).unwrap();
        for decoded in 1..=2 {
            let picture = artwork.picture(&Source::Placeholder(Placeholder::Album), size(100)).unwrap();
            assert_eq!((longest(&picture), artwork.decoded()), (100, decoded));
        }
        assert!(!settings.cache_folder.exists());
    }
}
