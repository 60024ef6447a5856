//! The picture inside an audio file.

use super::error::Error;
use crate::media::bounded_file::BoundedFile;
use lofty::config::{ParseOptions, ParsingMode};
use lofty::file::TaggedFileExt;
use lofty::picture::{Picture, PictureType};
use lofty::probe::Probe;
use lofty::tag::Tag;
use std::fs;
use std::io::BufReader;
use std::path::Path;

/// The front cover of the audio file at `path`, else its first picture, of at most `most` bytes. Blocks.
///
/// Files of which the tag reader knows nothing (ASF, DSF) hold no picture as far as this server can tell.
pub fn front_cover(path: &Path, most: u64) -> Result<Vec<u8>, Error> {
    let unreadable = |reason| Error::unreadable(path, reason);
    let file = fs::File::open(path).map_err(unreadable)?;
    let meta = file.metadata().map_err(unreadable)?;
    if !meta.is_file() {
        return Err(Error::NotAFile(path.to_owned()));
    }
    // a hostile tag must neither be read without end nor overflow the stack
    let file = BufReader::new(BoundedFile::new(file, meta.len()).without_chapters());
    let options = ParseOptions::new().read_properties(false).read_cover_art(true).parsing_mode(ParsingMode::Relaxed);
    let probe = Probe::new(file).options(options).guess_file_type().map_err(unreadable)?;
    if probe.file_type().is_none() {
        return Err(Error::Absent(path.to_owned()));
    }
    let file = probe.read().map_err(|error| Error::Broken(error.to_string()))?;
    let pictures = || file.tags().iter().flat_map(Tag::pictures).filter(|picture| !picture.data().is_empty());
    let front = pictures().find(|picture| picture.pic_type() == PictureType::CoverFront);
    let picture: &Picture = front.or_else(|| pictures().next()).ok_or_else(|| Error::Absent(path.to_owned()))?;
    let bytes = picture.data().len() as u64;
    if bytes > most {
        return Err(Error::TooManyBytes { bytes, most });
    }
    Ok(picture.data().to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;
    use lofty::config::WriteOptions;
    use lofty::picture::MimeType;
    use lofty::tag::{TagExt, TagType};

    /// A WAV file of a few silent samples with these pictures.
    fn song(folder: &Path, pictures: &[(PictureType, &[u8])]) -> std::path::PathBuf {
        let path = folder.join("song.wav");
        let mut wav =
            b"RIFF\x34\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x22\x56\0\0\x44\xAC\0\0\x02\0\x10\0data\x10\0\0\0".to_vec();
        wav.extend([0; 16]);
        fs::write(&path, wav).unwrap();
        let mut tag = Tag::new(TagType::Id3v2);
        for (kind, data) in pictures {
            tag.push_picture(Picture::unchecked(data.to_vec()).pic_type(*kind).mime_type(MimeType::Png).build());
        }
        tag.save_to_path(&path, WriteOptions::default()).unwrap();
        path
    }

    #[test]
    fn the_front_cover_is_preferred_and_any_picture_is_better_than_none() {
        let folder = tempfile::tempdir().unwrap();
        let both = song(folder.path(), &[(PictureType::CoverBack, b"back"), (PictureType::CoverFront, b"front")]);
        assert_eq!(front_cover(&both, 100).unwrap(), b"front");
        assert!(matches!(front_cover(&both, 4), Err(Error::TooManyBytes { bytes: 5, most: 4 })));
        let one = song(folder.path(), &[(PictureType::Artist, b"singer")]);
        assert_eq!(front_cover(&one, 100).unwrap(), b"singer");
        let none = song(folder.path(), &[]);
        assert!(matches!(front_cover(&none, 100), Err(Error::Absent(_))));
    }

    #[test]
    fn what_is_no_audio_file_holds_no_picture() {
        let folder = tempfile::tempdir().unwrap();
        let text = folder.path().join("notes.txt");
        fs::write(&text, "no music").unwrap();
        assert!(matches!(front_cover(&text, 100), Err(Error::Absent(_))));
        assert!(matches!(front_cover(folder.path(), 100), Err(Error::NotAFile(_))));
        assert!(matches!(front_cover(&folder.path().join("gone.mp3"), 100), Err(Error::Unreadable { .. })));
    }
}
