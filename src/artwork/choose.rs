//! Which picture stands for an album, a disc or an artist. Pure: the caller brings the names of the files there are.

use super::format::SUFFIXES;
use super::priority::{Pattern, Place, Priority, by_name, stem};
use super::source::CoverSource;
use crate::domain::path;

/// How many folders above an artist's albums are looked at for a picture of the artist.
const CLIMB: usize = 3;

/// The picture of an album. `images` are the picture files of the album's folders, and of the folder that holds them
/// where they are folders of discs; `embedded` is a song with a picture.
pub fn album_cover(priority: &Priority, images: &[impl AsRef<str>], embedded: Option<&str>) -> Option<CoverSource> {
    priority.places().iter().find_map(|place| match place {
        Place::Files(pattern) => best(images, |image| pattern.fits(path::file_name(image))),
        Place::Embedded => embedded.map(|song| CoverSource::Embedded(song.to_owned())),
        Place::AlbumFiles(_) | Place::DiscSubtitle | Place::ImageFolder | Place::External => None,
    })
}

/// The picture of one disc, where it has one of its own. `images` are as for the album, `embedded` is a song of the disc.
pub fn disc_cover(
    priority: &Priority,
    images: &[impl AsRef<str>],
    number: i32,
    subtitle: &str,
    embedded: Option<&str>,
) -> Option<CoverSource> {
    let of_disc = |pattern: &Pattern, name: &str| {
        pattern.fits(name)
            && (!pattern.is_open_before_ending()
                || number_in(name).is_none_or(|found| u32::try_from(number) == Ok(found)))
    };
    let folded = subtitle.trim().to_lowercase();
    priority.places().iter().find_map(|place| match place {
        Place::Files(pattern) => best(images, |image| of_disc(pattern, path::file_name(image))),
        Place::DiscSubtitle if !folded.is_empty() => {
            best(images, |image| stem(path::file_name(image)).to_lowercase() == folded)
        }
        Place::Embedded => embedded.map(|song| CoverSource::Embedded(song.to_owned())),
        Place::AlbumFiles(_) | Place::DiscSubtitle | Place::ImageFolder | Place::External => None,
    })
}

/// The picture of an artist whose albums lie in `album_folders`. Of `images` only those count that lie in these folders
/// or in one of [`artist_folders`].
pub fn artist_picture(
    priority: &Priority,
    album_folders: &[impl AsRef<str>],
    images: &[impl AsRef<str>],
) -> Option<CoverSource> {
    let own_folders = artist_folders(album_folders);
    let in_folder = |folder: &str, pattern: &Pattern| {
        best(images, |image| path::folder(image) == folder && pattern.fits(path::file_name(image)))
    };
    priority.places().iter().find_map(|place| match place {
        Place::Files(pattern) => own_folders.iter().find_map(|folder| in_folder(folder, pattern)),
        Place::AlbumFiles(pattern) => album_folders.iter().find_map(|folder| in_folder(folder.as_ref(), pattern)),
        Place::Embedded | Place::DiscSubtitle | Place::ImageFolder | Place::External => None,
    })
}

/// The folders that may be an artist's own, the nearest first: the deepest that holds all `album_folders`, and up to
/// three above it. The library's root is nobody's own, unless the albums lie right in it.
pub fn artist_folders(album_folders: &[impl AsRef<str>]) -> Vec<String> {
    let mut folders = album_folders.iter().map(AsRef::as_ref);
    let Some(first) = folders.next() else { return Vec::new() };
    let mut shared: Vec<&str> = first.split('/').filter(|name| !name.is_empty()).collect();
    let at_root = shared.is_empty();
    for folder in folders {
        let same = shared.iter().zip(folder.split('/')).take_while(|(one, other)| *one == other).count();
        shared.truncate(same);
    }
    if at_root {
        return vec![String::new()];
    }
    (1..=shared.len()).rev().take(CLIMB + 1).map(|depth| shared[..depth].join("/")).collect()
}

/// The first, by name, of the files that fit and that this server can show.
fn best(images: &[impl AsRef<str>], fits: impl Fn(&str) -> bool) -> Option<CoverSource> {
    images
        .iter()
        .map(AsRef::as_ref)
        .filter(|image| SUFFIXES.contains(&path::suffix(image).as_str()) && fits(image))
        .min_by(|one, other| by_name(one, other))
        .map(|image| CoverSource::File(image.to_owned()))
}

/// The first number in a file's name without its ending.
fn number_in(name: &str) -> Option<u32> {
    let name = stem(name);
    let digits = &name[name.find(|c: char| c.is_ascii_digit())?..];
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    Some(digits[..end].parse().unwrap_or(u32::MAX)) // no disc has that number
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALBUM: &str = "cover.*, folder.*, front.*, embedded, external";
    const DISC: &str = "disc*.*, cd*.*, cover.*, folder.*, front.*, discsubtitle, embedded";
    const ARTIST: &str = "artist.*, album/artist.*, external";

    fn priority(list: &str) -> Priority {
        Priority::parse(list).unwrap()
    }

    fn text(source: Option<CoverSource>) -> String {
        source.map_or_else(String::new, |source| source.to_text())
    }

    #[test]
    fn an_albums_cover_follows_the_configured_order() {
        for (list, images, embedded, cover) in [
            (ALBUM, &["A/front.png", "A/Folder.JPG", "A/back.jpg"][..], Some("A/1.mp3"), "A/Folder.JPG"),
            (ALBUM, &["A/back.jpg"], Some("A/1.mp3"), "embedded:A/1.mp3"),
            (ALBUM, &["A/back.jpg"], None, ""),
            (ALBUM, &[], None, ""),
            ("embedded, cover.*", &["A/cover.jpg"], Some("A/1.mp3"), "embedded:A/1.mp3"),
            ("embedded, cover.*", &["A/cover.jpg"], None, "A/cover.jpg"),
            (ALBUM, &["A/cover.10.jpg", "A/cover.1.jpg"], None, "A/cover.1.jpg"),
            (ALBUM, &["A/CD1/cover.jpg", "A/cover.jpg", "A/CD2/cover.jpg"], None, "A/cover.jpg"),
            (ALBUM, &["A/cover.txt", "A/cover.heic", "A/folder.webp"], None, "A/folder.webp"),
            ("*.*", &["A/b.jpg", "A/a.jpg"], None, "A/a.jpg"),
            ("", &["A/cover.jpg"], Some("A/1.mp3"), ""),
        ] {
            assert_eq!(text(album_cover(&priority(list), images, embedded)), cover, "{list} {images:?}");
        }
    }

    #[test]
    fn a_disc_takes_the_picture_with_its_number_or_its_subtitle() {
        let images = ["A/disc1.jpg", "A/disc 02.jpg", "A/cd10.jpg", "A/The Encore.png"];
        for (number, subtitle, cover) in [
            (1, "", "A/disc1.jpg"),
            (2, "", "A/disc 02.jpg"),
            (10, "", "A/cd10.jpg"),
            (3, "the encore", "A/The Encore.png"),
            (3, "", "embedded:A/3.mp3"),
            (-1, "", "embedded:A/3.mp3"),
        ] {
            assert_eq!(
                text(disc_cover(&priority(DISC), &images, number, subtitle, Some("A/3.mp3"))),
                cover,
                "{number}"
            );
        }
        assert_eq!(text(disc_cover(&priority(DISC), &["A/disc.jpg"], 4, "", None)), "A/disc.jpg");
        assert_eq!(text(disc_cover(&priority(DISC), &["A/disc99999999999.jpg"], 4, "", None)), "");
    }

    #[test]
    fn an_artists_picture_lies_above_the_albums_or_among_them() {
        let images = ["M/Ann/artist.jpg", "M/Ann/One/artist.png", "M/Bob/artist.jpg", "artist.jpg"];
        for (folders, picture) in [
            (&["M/Ann/One", "M/Ann/Two"][..], "M/Ann/artist.jpg"),
            (&["M/Ann/Two"], "M/Ann/artist.jpg"),
            (&["M/Ann/Two/CD1", "M/Ann/Two/CD2"], "M/Ann/artist.jpg"),
            (&["M/Cid/One", "M/Ann/One"], "M/Ann/One/artist.png"),
            (&["M/Cid/One"], ""),
            (&[""], "artist.jpg"),
            (&[], ""),
        ] {
            assert_eq!(text(artist_picture(&priority(ARTIST), folders, &images)), picture, "{folders:?}");
        }
    }

    #[test]
    fn an_artists_folders_are_the_shared_one_and_three_above_but_not_the_root() {
        assert_eq!(artist_folders(&["a/b/c/d/e/f"]), ["a/b/c/d/e/f", "a/b/c/d/e", "a/b/c/d", "a/b/c"]);
        assert_eq!(artist_folders(&["a/b", "a/bc"]), ["a"]);
        assert!(artist_folders(&["a", "b"]).is_empty());
        assert_eq!(artist_folders(&["", "b"]), [""]);
    }
}
