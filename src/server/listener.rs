//! Where the server can be reached: a TCP address or a Unix socket.

use crate::config::{Host, server::Server as Config};
use std::fs::{self, Permissions};
use std::io;
use std::net::{SocketAddr, TcpListener, ToSocketAddrs};
use std::os::unix::fs::{FileTypeExt, PermissionsExt};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};

/// A bound listener.
pub enum Listener {
    Tcp(TcpListener),
    Unix { listener: UnixListener, path: PathBuf },
}

/// Where it listens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    Tcp(SocketAddr),
    Unix(PathBuf),
}

impl std::fmt::Display for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Tcp(address) => address.fmt(f),
            Self::Unix(path) => write!(f, "unix:{}", path.display()),
        }
    }
}

impl Listener {
    /// Takes the configured address and port (port 0: any free one), or makes the Unix socket.
    ///
    /// # Errors
    /// Where it cannot be had; the error names it.
    pub fn bind(config: &Config) -> io::Result<Self> {
        match &config.address {
            Host::Interface(host) => {
                let port = config.port;
                let failed = |error: io::Error| explained(&format!("{host}:{port}"), &error);
                let addresses: Vec<SocketAddr> = (host.as_str(), port).to_socket_addrs().map_err(failed)?.collect();
                TcpListener::bind(addresses.as_slice()).map(Self::Tcp).map_err(failed)
            }
            Host::Socket(path) => {
                let listener = bind_socket(path, config.unix_socket_perm)
                    .map_err(|error| explained(&format!("unix:{}", path.display()), &error))?;
                Ok(Self::Unix { listener, path: path.clone() })
            }
        }
    }

    /// Where it listens.
    ///
    /// # Errors
    /// Where the system does not know.
    pub fn address(&self) -> io::Result<Address> {
        Ok(match self {
            Self::Tcp(listener) => Address::Tcp(listener.local_addr()?),
            Self::Unix { path, .. } => Address::Unix(path.clone()),
        })
    }
}

fn explained(place: &str, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("cannot listen on {place}: {error}"))
}

/// Binds beside the wanted path and moves the socket there once it has its mode, so that nobody connects before.
fn bind_socket(path: &Path, mode: u32) -> io::Result<UnixListener> {
    make_way(path)?;
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    let beside = PathBuf::from(beside);
    make_way(&beside)?;
    let listener = UnixListener::bind(&beside)?;
    fs::set_permissions(&beside, Permissions::from_mode(mode))?;
    fs::rename(&beside, path)?;
    Ok(listener)
}

/// Removes the socket of a server that is gone. One that still answers stays, and so does whatever is no socket.
fn make_way(path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
        Ok(found) if !found.file_type().is_socket() => {
            Err(io::Error::new(io::ErrorKind::AlreadyExists, "there is something else of that name"))
        }
        Ok(_) if UnixStream::connect(path).is_ok() => {
            Err(io::Error::new(io::ErrorKind::AddrInUse, "another server is listening there"))
        }
        Ok(_) => fs::remove_file(path),
    }
}
