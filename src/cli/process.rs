//! What this process may do on its machine.

use crate::config::Config;
use rustix::fs::Mode;
use rustix::process::{Resource, getrlimit, getuid, setrlimit, umask};

/// Whatever is written from here on is for this server's account alone.
pub fn write_for_itself() {
    umask(Mode::RWXG | Mode::RWXO);
}

/// As many open files as the system lets it have, and no more rights than it needs.
///
/// # Errors
/// Where this is root, and the configuration says that it must not be.
pub fn settle(config: &Config) -> anyhow::Result<()> {
    raise_open_files();
    if getuid().is_root() {
        anyhow::ensure!(
            !config.server.enforce_non_root_user,
            "EnforceNonRootUser is set, and this is root: start it as another user"
        );
        tracing::warn!("this is root: a server needs no such rights, so start it as a user of its own");
    }
    Ok(())
}

/// Every connection and every song that is sent holds a file open; the usual soft limit of 1024 is for programs that
/// use `select`.
fn raise_open_files() {
    let mut limit = getrlimit(Resource::Nofile);
    if limit.current == limit.maximum {
        return;
    }
    limit.current = limit.maximum;
    match setrlimit(Resource::Nofile, limit) {
        Ok(()) => tracing::debug!(limit = ?getrlimit(Resource::Nofile).current, "open files"),
        Err(error) => tracing::warn!(%error, "the limit of open files stays as it is"),
    }
}
