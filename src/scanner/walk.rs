//! Stage 1: disk to folder listings. Names, sizes and times only; no file is opened but `.ndignore`.
//!
//! Links are followed by their target; a folder that contains itself is walked once. What cannot be listed is told as a
//! problem, and nothing below it counts as gone.

use crate::domain::clock::{Moment, moment_of};
use crate::domain::path::{suffix, to_text};
use crate::media::mime;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// Folders that hold no music of anybody's: bins, snapshots and the insides of tools.
const NEVER: &[&str] =
    &["$RECYCLE.BIN", "#snapshot", "@Recycle", "@Recently-Snapshot", ".git", ".streams", "lost+found"];
/// A file of patterns larger than this is not one.
const LARGEST_IGNORE_FILE: u64 = 1 << 20;

/// A file as the folder shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its name, as `domain::path::to_text` writes it.
    pub name: String,
    /// Bytes.
    pub size: i64,
    /// Its own time of change, or that of lyrics beside it where these are newer.
    pub modified_at: Moment,
    /// Whether a file of lyrics with its name lies beside it.
    pub has_lyrics: bool,
}

/// What lies in one folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listing {
    /// Relative to the library; empty for its root.
    pub path: String,
    pub audio: Vec<Found>,
    pub playlists: Vec<Found>,
    pub images: Vec<String>,
    /// Of all names, sizes and times above: another one means that something changed.
    pub digest: String,
    /// The newest time of change of any of its files.
    pub modified_at: Moment,
}

/// What the walk tells.
#[derive(Debug)]
pub enum Step {
    Folder(Listing),
    /// A folder or file that could not be looked at, by its path relative to the library.
    Unreadable {
        path: String,
        reason: String,
    },
}

/// How to walk.
#[derive(Debug, Clone)]
pub struct Rules {
    pub follow_symlinks: bool,
    pub ignore_dot_folders: bool,
    /// Endings of lyrics files, lower case without dot.
    pub lyrics: Vec<String>,
}

/// Walks a library's folder and hands each step to `tell`; stops early when `tell` says so by returning false.
pub fn walk(root: &Path, rules: &Rules, mut tell: impl FnMut(Step) -> bool) {
    let walker = WalkDir::new(root)
        .follow_links(rules.follow_symlinks)
        // files before folders: a folder's listing is whole when its first child begins
        .sort_by(|a, b| {
            a.file_type().is_dir().cmp(&b.file_type().is_dir()).then_with(|| a.file_name().cmp(b.file_name()))
        });
    let mut entries = walker.into_iter();
    let mut ignores = Ignores::default();
    let mut open: Option<Draft> = None;
    while let Some(entry) = entries.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) if error.loop_ancestor().is_some() => continue,
            Err(error) => {
                let path = error.path().unwrap_or(root);
                // a link to nowhere is nobody's loss
                let dangling = fs::symlink_metadata(path).is_ok_and(|meta| meta.is_symlink()) && !path.exists();
                let step = Step::Unreadable { path: relative(root, path), reason: error.to_string() };
                if !dangling && !tell(step) {
                    return;
                }
                continue;
            }
        };
        ignores.leave(entry.depth());
        if entry.file_type().is_dir() {
            if entry.depth() > 0 && (skipped_folder(&entry, rules) || ignores.covers(entry.path(), true)) {
                entries.skip_current_dir();
                continue;
            }
            if let Some(done) = open.take()
                && !tell(Step::Folder(done.finish(rules)))
            {
                return;
            }
            match ignores.enter(&entry) {
                IgnoreFile::CoversAll => entries.skip_current_dir(),
                IgnoreFile::Absent | IgnoreFile::Patterns => open = Some(Draft::new(relative(root, entry.path()))),
            }
        } else if let Some(draft) = &mut open
            && entry.file_type().is_file()
            && !is_hidden(&entry)
            && !ignores.covers(entry.path(), false)
            && let Ok(meta) = entry.metadata()
        {
            draft.add(&entry, &meta);
        }
    }
    if let Some(done) = open.take() {
        tell(Step::Folder(done.finish(rules)));
    }
}

fn relative(root: &Path, path: &Path) -> String {
    to_text(path.strip_prefix(root).unwrap_or(path))
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().first() == Some(&b'.')
}

fn skipped_folder(entry: &DirEntry, rules: &Rules) -> bool {
    let name = entry.file_name().as_encoded_bytes();
    // "..And Justice for All" is a record, not a hidden folder
    let hidden = rules.ignore_dot_folders && name.first() == Some(&b'.') && name.get(1) != Some(&b'.');
    hidden || NEVER.iter().any(|never| name == never.as_bytes())
}

/// A listing in the making.
struct Draft {
    listing: Listing,
    lyrics: HashMap<String, Moment>,
    digest: Sha256,
}

impl Draft {
    fn new(path: String) -> Self {
        Self { listing: Listing { path, ..Listing::default() }, lyrics: HashMap::new(), digest: Sha256::new() }
    }

    fn add(&mut self, entry: &DirEntry, meta: &fs::Metadata) {
        let name = to_text(Path::new(entry.file_name()));
        let suffix = suffix(&name);
        let size = i64::try_from(meta.len()).unwrap_or(i64::MAX);
        let modified_at = meta.modified().map(moment_of).unwrap_or_default();
        self.digest.update(name.as_bytes());
        self.digest.update([0]);
        self.digest.update(size.to_be_bytes());
        self.digest.update(modified_at.to_be_bytes());
        if mime::is_image(&suffix) {
            self.listing.modified_at = self.listing.modified_at.max(modified_at);
            self.listing.images.push(name);
        } else if mime::is_playlist(&suffix) {
            self.listing.playlists.push(Found { name, size, modified_at, has_lyrics: false });
        } else if mime::is_audio(&suffix) {
            self.listing.modified_at = self.listing.modified_at.max(modified_at);
            self.listing.audio.push(Found { name, size, modified_at, has_lyrics: false });
        } else {
            let newest = self.lyrics.entry(name).or_default();
            *newest = modified_at.max(*newest);
        }
    }

    fn finish(mut self, rules: &Rules) -> Listing {
        if !self.lyrics.is_empty() {
            for audio in &mut self.listing.audio {
                let stem = audio.name.rsplit_once('.').map_or(audio.name.as_str(), |(stem, _)| stem);
                let beside = rules.lyrics.iter().filter_map(|ending| self.lyrics.get(&format!("{stem}.{ending}")));
                if let Some(&newest) = beside.max() {
                    audio.modified_at = audio.modified_at.max(newest);
                    audio.has_lyrics = true;
                }
            }
        }
        let digest = self.digest.finalize();
        self.listing.digest = data_encoding::HEXLOWER.encode(&digest[..16]);
        self.listing
    }
}

enum IgnoreFile {
    Absent,
    Patterns,
    /// It holds no pattern at all.
    CoversAll,
}

/// The `.ndignore` files that hold where the walk is, outermost first, each with the depth of its folder.
#[derive(Default)]
struct Ignores(Vec<(usize, Gitignore)>);

impl Ignores {
    fn leave(&mut self, depth: usize) {
        while self.0.last().is_some_and(|(of, _)| *of >= depth) {
            self.0.pop();
        }
    }

    fn covers(&self, path: &Path, is_dir: bool) -> bool {
        // the innermost pattern that says anything decides, as git has it
        for (_, patterns) in self.0.iter().rev() {
            match patterns.matched(path, is_dir) {
                ignore::Match::Ignore(_) => return true,
                ignore::Match::Whitelist(_) => return false,
                ignore::Match::None => {}
            }
        }
        false
    }

    fn enter(&mut self, folder: &DirEntry) -> IgnoreFile {
        let file: PathBuf = folder.path().join(".ndignore");
        match fs::metadata(&file) {
            Ok(meta) if meta.is_file() && meta.len() <= LARGEST_IGNORE_FILE => {}
            _ => return IgnoreFile::Absent,
        }
        let Ok(bytes) = fs::read(&file) else { return IgnoreFile::Absent };
        let text = String::from_utf8_lossy(&bytes);
        if text.trim().is_empty() {
            return IgnoreFile::CoversAll;
        }
        let mut patterns = GitignoreBuilder::new(folder.path());
        for line in text.lines() {
            if let Err(error) = patterns.add_line(None, line) {
                tracing::warn!(file = %file.display(), line, %error, "a pattern is not understood and was left out");
            }
        }
        match patterns.build() {
            Ok(patterns) => self.0.push((folder.depth(), patterns)),
            Err(error) => tracing::warn!(file = %file.display(), %error, "the patterns are not understood"),
        }
        IgnoreFile::Patterns
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    fn rules() -> Rules {
        Rules { follow_symlinks: true, ignore_dot_folders: true, lyrics: vec!["lrc".into()] }
    }

    fn songs(root: &Path, rules: &Rules) -> Vec<String> {
        let mut songs = Vec::new();
        walk(root, rules, |step| {
            if let Step::Folder(listing) = step {
                songs.extend(listing.audio.iter().map(|found| format!("{}/{}", listing.path, found.name)));
            }
            true
        });
        songs.sort();
        songs
    }

    fn touch(root: &Path, path: &str) {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "x").unwrap();
    }

    #[test]
    fn hidden_and_ignored_places_are_passed_by() {
        let root = tempfile::tempdir().unwrap();
        let root = root.path();
        for path in ["a/1.mp3", "a/.hidden.mp3", ".dot/2.mp3", "..And/3.MP3", "#snapshot/4.mp3", "a/notes.txt"] {
            touch(root, path);
        }
        touch(root, "ignored/5.mp3");
        fs::write(root.join("ignored/.ndignore"), "").unwrap();
        for path in ["partly/6.mp3", "partly/drop-7.mp3", "partly/extras/8.mp3", "partly/deep/extras/9.mp3"] {
            touch(root, path);
        }
        fs::write(root.join("partly/.ndignore"), "# patterns\nextras\ndrop-*\n").unwrap();
        assert_eq!(songs(root, &rules()), ["..And/3.MP3", "a/1.mp3", "partly/6.mp3"]);
        let all = Rules { ignore_dot_folders: false, ..rules() };
        assert!(songs(root, &all).contains(&".dot/2.mp3".to_owned()));
    }

    #[test]
    fn a_folder_that_contains_itself_is_walked_once() {
        let root = tempfile::tempdir().unwrap();
        touch(root.path(), "a/1.mp3");
        symlink("..", root.path().join("a/round")).unwrap();
        symlink("1.mp3", root.path().join("a/link.mp3")).unwrap();
        symlink("nowhere.mp3", root.path().join("a/dangling.mp3")).unwrap();
        assert_eq!(songs(root.path(), &rules()), ["a/1.mp3", "a/link.mp3"]);
        let unfollowed = Rules { follow_symlinks: false, ..rules() };
        assert_eq!(songs(root.path(), &unfollowed), ["a/1.mp3"]);
    }

    #[test]
    fn new_lyrics_beside_a_song_make_it_newer() {
        let root = tempfile::tempdir().unwrap();
        touch(root.path(), "a/1.mp3");
        touch(root.path(), "a/2.mp3");
        let older = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(3600);
        for name in ["1.mp3", "2.mp3"] {
            fs::File::options()
                .write(true)
                .open(root.path().join("a").join(name))
                .unwrap()
                .set_modified(older)
                .unwrap();
        }
        touch(root.path(), "a/1.lrc");
        let mut times = Vec::new();
        walk(root.path(), &rules(), |step| {
            if let Step::Folder(listing) = step {
                times.extend(listing.audio.iter().map(|found| found.modified_at));
            }
            true
        });
        assert!(times[0] > times[1]);
    }
}
