//! Music folders made of a second of silence, tagged as each test wants it.

use super::clock;
use lofty::config::WriteOptions;
use lofty::file::TaggedFileExt;
use lofty::picture::{MimeType, Picture, PictureType};
use lofty::tag::{ItemKey, ItemValue, Tag, TagExt, TagItem};
use std::cell::Cell;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};
use tempfile::TempDir;

/// A song to be written to a music folder.
#[derive(Debug, Clone)]
pub struct Song {
    path: String,
    tags: Vec<(ItemKey, String)>,
    picture: Option<Vec<u8>>,
}

/// A song at `Artist/Album/07 Title.flac`, tagged as its path says; the ending chooses the format. Folders and number
/// may be left out: then no tag says them.
pub fn song(path: &str) -> Song {
    let name = path.rsplit('/').next().unwrap();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let (number, title) = match stem.split_once(' ') {
        Some((number, title)) if number.parse::<u32>().is_ok() => (Some(number), title),
        _ => (None, stem),
    };
    let mut song = untagged(path).tag(ItemKey::TrackTitle, title);
    if let Some(number) = number {
        song = song.tag(ItemKey::TrackNumber, number.trim_start_matches('0'));
    }
    let folders: Vec<&str> = path.split('/').collect();
    if let [.., artist, album, _] = folders.as_slice() {
        song = song.artist(artist).album(album);
    }
    song
}

/// A song without any tag.
pub fn untagged(path: &str) -> Song {
    Song { path: path.to_owned(), tags: Vec::new(), picture: None }
}

/// `count` songs of one album, from `01 Song 1` on.
pub fn album(folder: &str, count: u32) -> Vec<Song> {
    (1..=count).map(|number| song(&format!("{folder}/{number:02} Song {number}.mp3"))).collect()
}

/// A small red picture, as PNG.
pub fn red_picture() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(8, 8, image::Rgb([200, 0, 0])).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

impl Song {
    /// Sets a tag in place of what it said before.
    pub fn tag(self, key: ItemKey, value: &str) -> Self {
        self.tags(key, &[value])
    }

    /// Sets a tag with several values.
    pub fn tags(mut self, key: ItemKey, values: &[&str]) -> Self {
        self.tags.retain(|(known, _)| *known != key);
        self.tags.extend(values.iter().map(|value| (key, (*value).to_owned())));
        self
    }

    pub fn title(self, title: &str) -> Self {
        self.tag(ItemKey::TrackTitle, title)
    }

    pub fn artist(self, name: &str) -> Self {
        self.tag(ItemKey::TrackArtist, name)
    }

    pub fn album(self, name: &str) -> Self {
        self.tag(ItemKey::AlbumTitle, name)
    }

    pub fn album_artist(self, name: &str) -> Self {
        self.tag(ItemKey::AlbumArtist, name)
    }

    pub fn track(self, number: u32) -> Self {
        self.tag(ItemKey::TrackNumber, &number.to_string())
    }

    pub fn disc(self, number: u32) -> Self {
        self.tag(ItemKey::DiscNumber, &number.to_string())
    }

    pub fn year(self, year: u32) -> Self {
        self.tag(ItemKey::RecordingDate, &year.to_string())
    }

    pub fn genres(self, names: &[&str]) -> Self {
        self.tags(ItemKey::Genre, names)
    }

    pub fn compilation(self) -> Self {
        self.tag(ItemKey::FlagCompilation, "1")
    }

    pub fn lyrics(self, text: &str) -> Self {
        self.tag(ItemKey::UnsyncLyrics, text)
    }

    pub fn picture(mut self, bytes: &[u8]) -> Self {
        self.picture = Some(bytes.to_vec());
        self
    }

    /// Another file with the same tags.
    pub fn at(mut self, path: &str) -> Self {
        path.clone_into(&mut self.path);
        self
    }

    fn write(&self, file: &Path) {
        fs::copy(silence(&self.path), file).unwrap();
        if self.tags.is_empty() && self.picture.is_none() {
            return;
        }
        let kind = lofty::read_from_path(file).unwrap().primary_tag_type();
        let mut tag = Tag::new(kind);
        for (key, value) in &self.tags {
            tag.push(TagItem::new(*key, ItemValue::Text(value.clone())));
        }
        if let Some(bytes) = &self.picture {
            let picture = Picture::unchecked(bytes.clone()).pic_type(PictureType::CoverFront).mime_type(MimeType::Png);
            tag.push_picture(picture.build());
        }
        tag.save_to_path(file, WriteOptions::default()).unwrap_or_else(|error| panic!("{}: {error}", self.path));
    }
}

/// A second of silence in the format of this ending.
pub fn silence(path: &str) -> PathBuf {
    let ending = path.rsplit('.').next().unwrap().to_lowercase();
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/audio/silence.{ending}"))
}

/// A music folder that is removed with the test. Whatever is written gets a time of change of its own, so that nothing
/// depends on how fast a test runs.
pub struct Library {
    folder: TempDir,
    changes: Cell<u64>,
}

impl Library {
    pub fn new() -> Self {
        Self { folder: tempfile::Builder::new().prefix("music").tempdir().unwrap(), changes: Cell::new(0) }
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    pub fn at(&self, path: impl AsRef<Path>) -> PathBuf {
        self.root().join(path)
    }

    /// Writes songs, over what was there.
    pub fn add(&self, songs: impl IntoIterator<Item = Song>) -> &Self {
        for song in songs {
            let file = self.room_for(&song.path);
            song.write(&file);
            self.changed(&file);
        }
        self
    }

    /// Writes any file.
    pub fn write(&self, path: impl AsRef<Path>, bytes: impl AsRef<[u8]>) -> &Self {
        let file = self.room_for(path);
        fs::write(&file, bytes).unwrap();
        self.changed(&file);
        self
    }

    /// Removes a file or a folder with all that is in it.
    pub fn remove(&self, path: &str) -> &Self {
        let place = self.at(path);
        if place.is_dir() {
            fs::remove_dir_all(place).unwrap();
        } else {
            fs::remove_file(place).unwrap();
        }
        self
    }

    /// Moves a file or a folder; its time of change moves with it.
    pub fn rename(&self, from: &str, to: &str) -> &Self {
        fs::rename(self.at(from), self.room_for(to)).unwrap();
        self
    }

    fn room_for(&self, path: impl AsRef<Path>) -> PathBuf {
        let file = self.at(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        file
    }

    fn changed(&self, file: &Path) {
        let count = self.changes.replace(self.changes.get() + 1);
        let start = UNIX_EPOCH + Duration::from_millis(clock::LONG_AGO.unsigned_abs());
        File::options().write(true).open(file).unwrap().set_modified(start + Duration::from_secs(count)).unwrap();
    }
}
