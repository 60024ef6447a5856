//! The program itself, for what needs a process: to be killed, or to be somebody else.

use crate::support::library::Library;
use std::fs::{self, Permissions};
use std::io::{BufRead, BufReader};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;

/// `nobody` of Debian and most others.
const NOBODY: u32 = 65534;

/// Who runs the program.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum User {
    /// Whoever runs the tests.
    Tester,
    /// Somebody who may not write to the music: where the tests run as root, who may do all, another user.
    MayNotWrite,
}

/// The program with a data folder of its own.
pub struct Program {
    data: TempDir,
    music: PathBuf,
    user: User,
}

impl Program {
    pub fn new(music: &Library, user: User) -> Self {
        let data = tempfile::tempdir().unwrap();
        if user == User::MayNotWrite {
            take_away_rights(music.root());
            if is_root() {
                chown(data.path(), Some(NOBODY), Some(NOBODY)).unwrap();
            }
        }
        Self { data, music: music.root().to_owned(), user }
    }

    pub fn database(&self) -> PathBuf {
        self.data.path().join("navidrome-rs.db")
    }

    /// The program with these arguments, on this machine's loopback and a free port where it serves.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let program = env!("CARGO_BIN_EXE_navidrome-rs");
        let mut command = if self.user == User::MayNotWrite && is_root() {
            // another user may not come along all of the way to where it was built
            let copy = self.data.path().join("program");
            if !copy.exists() {
                fs::copy(program, &copy).unwrap();
            }
            let (user, mut command) = (NOBODY.to_string(), Command::new("setpriv"));
            command.args(["--reuid", &user, "--regid", &user, "--clear-groups"]).arg(copy);
            command
        } else {
            Command::new(program)
        };
        command.args(arguments).current_dir(self.data.path());
        for (name, value) in [
            ("ND_DATAFOLDER", self.data.path()),
            ("ND_CACHEFOLDER", &self.data.path().join("cache")),
            ("ND_MUSICFOLDER", &self.music),
            ("ND_ADDRESS", Path::new("127.0.0.1")),
            ("ND_PORT", Path::new("0")),
            ("ND_DEVAUTOCREATEADMINPASSWORD", Path::new("admin")),
        ] {
            command.env(name, value);
        }
        command
    }

    /// Scans to the end.
    pub fn scan(&self) {
        let done = self.command(&["scan"]).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }

    /// Serves until it is dropped.
    pub fn serve(&self) -> Serving {
        let mut child = self.command(&[]).stderr(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let mut said = String::new();
        let port = lines.by_ref().map_while(Result::ok).find_map(|line| {
            said.push_str(&line);
            let (_, port) = line.split_once("127.0.0.1:").filter(|_| line.contains("ready"))?;
            Some(port.chars().take_while(char::is_ascii_digit).collect::<String>())
        });
        let port = port.unwrap_or_else(|| panic!("it does not serve: {said}"));
        // what else it says is read, or it would wait for a reader
        std::thread::spawn(move || lines.for_each(drop));
        Serving { child, url: format!("http://127.0.0.1:{port}") }
    }
}

pub struct Serving {
    child: Child,
    pub url: String,
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn is_root() -> bool {
    fs::metadata("/proc/self").unwrap().uid() == 0
}

/// Everybody may read, nobody may write.
fn take_away_rights(folder: &Path) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_dir() {
            take_away_rights(&entry.path());
        } else {
            fs::set_permissions(entry.path(), Permissions::from_mode(0o444)).unwrap();
        }
    }
    fs::set_permissions(folder, Permissions::from_mode(0o555)).unwrap();
}

/// Lets the folder be removed again.
pub fn give_back_rights(folder: &Path) {
    fs::set_permissions(folder, Permissions::from_mode(0o755)).unwrap();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        if entry.file_type().unwrap().is_dir() {
            give_back_rights(&entry.path());
        }
    }
}
