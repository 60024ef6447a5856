//! The server's own folders: for its own account alone.

use super::Failure;
use crate::config::Database;
use crate::config::server::Folders;
use crate::security::key_file::KEY_FILE;
use std::fs::{self, DirBuilder, Permissions};
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::Path;

/// Nobody else's.
const PRIVATE: u32 = 0o700;

/// Makes what is missing.
///
/// # Errors
/// Where it cannot be made; the sentence names the option.
pub(super) fn make(folders: &Folders) -> Result<(), Failure> {
    make_folder("DataFolder", &folders.data_folder)?;
    close_to_others(folders);
    make_folder("CacheFolder", &folders.cache_folder)
}

fn make_folder(option: &'static str, folder: &Path) -> Result<(), Failure> {
    DirBuilder::new().recursive(true).mode(PRIVATE).create(folder).map_err(|reason| Failure::Folder {
        option,
        folder: folder.display().to_string(),
        reason,
    })
}

/// Takes others' rights to a data folder that is ours: one with our database or key in it, or with nothing. Any other
/// may be shared on purpose.
fn close_to_others(folders: &Folders) {
    let folder = &folders.data_folder;
    let Ok(mode) = fs::metadata(folder).map(|found| found.permissions().mode() & 0o777) else { return };
    if mode & !PRIVATE == 0 {
        return;
    }
    let has_database = || match &folders.database {
        Database::Sqlite(file) => file.parent() == Some(folder) && file.exists(),
        Database::Postgres(_) => false,
    };
    let is_empty = || fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none());
    let is_ours = folder.join(KEY_FILE).exists() || has_database() || is_empty();
    if is_ours && fs::set_permissions(folder, Permissions::from_mode(PRIVATE)).is_ok() {
        tracing::info!(folder = %folder.display(), "the data folder was open to others (mode {mode:03o}), and is no more");
    } else {
        tracing::warn!(folder = %folder.display(), "the data folder is open to others (mode {mode:03o})");
    }
}
