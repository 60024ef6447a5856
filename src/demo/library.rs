//! Writes the catalogue down: folders, songs with their tags, covers, lyrics and a playlist.

use super::catalogue::{ALBUMS, Album, Disc, PLAYLIST, PicturePlace, Song};
use super::{synth, wav};
use lofty::config::WriteOptions;
use lofty::picture::{MimeType, Picture, PictureType};
use lofty::tag::{ItemKey, Tag, TagExt, TagType};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::thread;

/// What was made.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Summary {
    pub albums: usize,
    pub songs: usize,
    pub playlists: usize,
    /// Of music.
    pub seconds: f64,
    /// Of all songs.
    pub bytes: u64,
}

/// Why the library could not be made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("{} is not empty: the demo library needs a folder of its own", .0.display())]
    NotEmpty(PathBuf),
    #[error("cannot write {}: {reason}", path.display())]
    Unwritable { path: PathBuf, reason: io::Error },
    #[error("cannot write the tags of {}: {reason}", path.display())]
    Untagged { path: PathBuf, reason: String },
    #[error("cannot draw the cover of {album}: {reason}")]
    Undrawn { album: &'static str, reason: jpeg_encoder::EncodingError },
    #[error("the demo library was interrupted")]
    Interrupted,
}

/// Makes the library in `folder`, which is made where it does not exist and must be empty where it does: some 50 MB, in a
/// few seconds. An error leaves behind what was written so far.
pub fn make(folder: &Path) -> Result<Summary, Error> {
    create(folder)?;
    let mut entries = fs::read_dir(folder).map_err(|reason| unwritable(folder, reason))?;
    if entries.next().is_some() {
        return Err(Error::NotEmpty(folder.to_owned()));
    }
    let albums: Vec<Summary> = thread::scope(|scope| {
        let work: Vec<_> = ALBUMS.iter().map(|album| scope.spawn(move || write_album(folder, album))).collect();
        work.into_iter().map(|album| album.join().unwrap_or(Err(Error::Interrupted))).collect::<Result<_, _>>()
    })?;
    write(&folder.join("An Evening In.m3u"), playlist().as_bytes())?;
    let sum = |total: Summary, album: Summary| Summary {
        albums: total.albums + 1,
        songs: total.songs + album.songs,
        playlists: 1,
        seconds: total.seconds + album.seconds,
        bytes: total.bytes + album.bytes,
    };
    Ok(albums.into_iter().fold(Summary::default(), sum))
}

fn write_album(folder: &Path, album: &'static Album) -> Result<Summary, Error> {
    let cover = album.motif.draw().map_err(|reason| Error::Undrawn { album: album.title, reason })?;
    let place = folder.join(album_folder(album));
    create(&place)?;
    if album.picture == PicturePlace::Folder {
        write(&place.join("cover.jpg"), &cover)?;
    }
    let mut made = Summary::default();
    for (disc_number, disc) in (1..).zip(album.discs) {
        for (number, song) in (1..).zip(disc.songs) {
            let path = folder.join(song_path(album, disc_number, disc, number, song));
            create(path.parent().unwrap_or(&place))?;
            let sound = synth::render(&song.piece);
            let file = wav::encode(&sound);
            write(&path, &file)?;
            let mut tag = tag(album, disc_number, disc, number, song);
            if album.picture == PicturePlace::Songs {
                let picture = Picture::unchecked(cover.clone()).pic_type(PictureType::CoverFront);
                tag.push_picture(picture.mime_type(MimeType::Jpeg).build());
            }
            tag.save_to_path(&path, WriteOptions::default())
                .map_err(|reason| Error::Untagged { path: path.clone(), reason: reason.to_string() })?;
            if let Some(lyrics) = song.lyrics {
                let head = format!("[ti:{}]\n[ar:{}]\n", song.title, artist(album, song));
                write(&path.with_extension("lrc"), (head + lyrics).as_bytes())?;
            }
            made.songs += 1;
            made.bytes += file.len() as u64;
            made.seconds += sound.len() as f64 / f64::from(synth::RATE);
        }
    }
    Ok(made)
}

fn tag(album: &Album, disc_number: usize, disc: &Disc, number: usize, song: &Song) -> Tag {
    let mut tag = Tag::new(TagType::Id3v2);
    let mut say = |key, text: &str| tag.insert_text(key, text.to_owned());
    say(ItemKey::TrackTitle, song.title);
    say(ItemKey::TrackArtist, artist(album, song));
    say(ItemKey::AlbumTitle, album.title);
    say(ItemKey::AlbumArtist, album.artist);
    say(ItemKey::TrackNumber, &number.to_string());
    say(ItemKey::TrackTotal, &disc.songs.len().to_string());
    say(ItemKey::RecordingDate, &album.year.to_string());
    say(ItemKey::Genre, album.genre);
    if album.compilation {
        say(ItemKey::FlagCompilation, "1");
    }
    if album.discs.len() > 1 {
        say(ItemKey::DiscNumber, &disc_number.to_string());
        say(ItemKey::DiscTotal, &album.discs.len().to_string());
        say(ItemKey::SetSubtitle, disc.subtitle);
    }
    tag
}

fn artist(album: &Album, song: &Song) -> &'static str {
    song.artist.unwrap_or(album.artist)
}

fn album_folder(album: &Album) -> PathBuf {
    Path::new(album.artist).join(album.title)
}

fn song_path(album: &Album, disc_number: usize, disc: &Disc, number: usize, song: &Song) -> PathBuf {
    let mut path = album_folder(album);
    if album.discs.len() > 1 {
        path.push(format!("CD{disc_number} - {}", disc.subtitle));
    }
    path.join(format!("{number:02} - {}.wav", song.title))
}

fn playlist() -> String {
    let mut lines = String::from("#EXTM3U\n#PLAYLIST:An Evening In\n");
    for (album, disc, song) in PLAYLIST {
        let album = &ALBUMS[album];
        let (number, disc_number) = (song + 1, disc + 1);
        let disc = &album.discs[disc];
        let song = &disc.songs[song];
        let seconds = song.piece.seconds().round();
        let path = song_path(album, disc_number, disc, number, song);
        lines += &format!("#EXTINF:{seconds},{} - {}\n{}\n", artist(album, song), song.title, path.display());
    }
    lines
}

fn create(folder: &Path) -> Result<(), Error> {
    fs::create_dir_all(folder).map_err(|reason| unwritable(folder, reason))
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    fs::write(path, bytes).map_err(|reason| unwritable(path, reason))
}

fn unwritable(path: &Path, reason: io::Error) -> Error {
    Error::Unwritable { path: path.to_owned(), reason }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lofty::file::{AudioFile, TaggedFileExt};
    use lofty::tag::Accessor;
    use std::collections::BTreeSet;

    fn files(folder: &Path) -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
    }

    fn with_ending<'a>(files: &'a [PathBuf], ending: &str) -> Vec<&'a PathBuf> {
        files.iter().filter(|path| path.extension().is_some_and(|found| found == ending)).collect()
    }

    #[test]
    fn a_folder_that_holds_something_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("mine.txt"), "mine").unwrap();
        let refusal = make(folder.path()).unwrap_err();
        assert!(matches!(refusal, Error::NotEmpty(_)) && refusal.to_string().contains("is not empty"), "{refusal}");
        assert_eq!(files(folder.path()).len(), 1);
    }

    #[test]
    fn the_library_is_whole_tagged_audible_and_small_enough() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("music");
        let made = make(&root).unwrap();
        assert_eq!((made.albums, made.songs, made.playlists), (4, 20, 1));
        assert!(made.bytes < 60_000_000, "{} bytes", made.bytes);
        let all = files(&root);
        let songs = with_ending(&all, "wav");
        let counts = ["jpg", "lrc", "m3u"].map(|ending| with_ending(&all, ending).len());
        assert_eq!((songs.len(), counts), (20, [3, 1, 1]));

        let (mut albums, mut subtitles, mut compilations, mut pictures) = (BTreeSet::new(), BTreeSet::new(), 0, 0);
        for path in songs {
            let file = lofty::read_from_path(path).unwrap();
            assert!((20..=40).contains(&file.properties().duration().as_secs()), "{}", path.display());
            let tag = file.primary_tag().unwrap();
            for said in [tag.title(), tag.artist(), tag.album(), tag.genre()] {
                assert!(!said.unwrap().is_empty());
            }
            assert!(tag.track().is_some() && tag.date().is_some() && tag.get_string(ItemKey::AlbumArtist).is_some());
            albums.insert(tag.album().unwrap().into_owned());
            subtitles.extend(tag.get_string(ItemKey::SetSubtitle).map(str::to_owned));
            compilations += usize::from(tag.get_string(ItemKey::FlagCompilation) == Some("1"));
            pictures += tag.pictures().len();
            assert_level(path);
        }
        assert_eq!(albums.len(), 4);
        assert_eq!(subtitles.into_iter().collect::<Vec<_>>(), ["Homebound", "Outbound"]);
        assert_eq!((compilations, pictures), (5, 4));

        let playlist = fs::read_to_string(with_ending(&all, "m3u")[0]).unwrap();
        let named: Vec<&str> = playlist.lines().filter(|line| !line.starts_with('#')).collect();
        assert_eq!(named.len(), 6);
        assert!(named.iter().all(|name| root.join(name).is_file()), "{playlist}");
        assert!(with_ending(&all, "lrc")[0].with_extension("wav").is_file());
    }

    /// Neither silent nor cut: the loudest of every eighth sample of a song.
    fn assert_level(path: &Path) {
        let file = fs::read(path).unwrap();
        let length = u32::from_le_bytes(file[40..44].try_into().unwrap()) as usize;
        let mut loudest = 0;
        for place in (44..44 + length).step_by(16) {
            loudest = i16::from_le_bytes([file[place], file[place + 1]]).unsigned_abs().max(loudest);
        }
        assert!((8_000..30_000).contains(&loudest), "{}: {loudest}", path.display());
    }
}
