//! HTTPS: the certificate and its key, read again when their files change, so that a renewal needs no restart.

use parking_lot::RwLock;
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::pem::{Error as PemError, PemObject};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// How often the files' times are looked at.
const LOOK: Duration = Duration::from_secs(5);
/// More is no certificate with its chain, and no key.
const LARGEST: u64 = 1 << 20;

/// The pair in use.
#[derive(Debug)]
pub struct Certificate {
    certificate: PathBuf,
    key: PathBuf,
    current: RwLock<Loaded>,
}

#[derive(Debug, Clone)]
struct Loaded {
    pair: Arc<CertifiedKey>,
    /// When the two files were changed.
    changed: [Option<SystemTime>; 2],
}

/// Why there is no HTTPS, in one sentence.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("{option} {}: {reason}", path.display())]
    File { option: &'static str, path: PathBuf, reason: String },
    #[error("TLSCert and TLSKey do not fit together: {0}")]
    Pair(rustls::Error),
}

impl Certificate {
    /// Reads the pair.
    ///
    /// # Errors
    /// Where a file cannot be read, holds something else, or the two do not belong together.
    pub fn open(certificate: &Path, key: &Path) -> Result<Arc<Self>, Error> {
        let current = RwLock::new(load(certificate, key)?);
        Ok(Arc::new(Self { certificate: certificate.to_owned(), key: key.to_owned(), current }))
    }

    /// HTTP/1.1 over TLS 1.2 and 1.3 with this certificate.
    ///
    /// # Errors
    /// Where the library does not know its own protocols.
    pub fn server_config(self: &Arc<Self>) -> Result<ServerConfig, rustls::Error> {
        let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_cert_resolver(Arc::clone(self) as Arc<dyn ResolvesServerCert>);
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(config)
    }

    /// Looks at the files now and then, for ever.
    pub async fn keep_fresh(self: Arc<Self>) {
        let mut timer = tokio::time::interval(LOOK);
        loop {
            timer.tick().await;
            let this = Arc::clone(&self);
            if tokio::task::spawn_blocking(move || this.look()).await.is_err() {
                tracing::error!("the certificate could not be looked at");
            }
        }
    }

    /// Takes the files as they are now. What is half written is taken when it is whole; until then the old pair serves.
    fn look(&self) {
        if changed(&self.certificate, &self.key) == self.current.read().changed {
            return;
        }
        match load(&self.certificate, &self.key) {
            Ok(loaded) => {
                *self.current.write() = loaded;
                tracing::info!(file = %self.certificate.display(), "the certificate was read again");
            }
            Err(error) => {
                tracing::warn!(%error, "the certificate changed and cannot be used; the one before serves on");
            }
        }
    }
}

impl ResolvesServerCert for Certificate {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(Arc::clone(&self.current.read().pair))
    }
}

fn changed(certificate: &Path, key: &Path) -> [Option<SystemTime>; 2] {
    [certificate, key].map(|path| fs::metadata(path).and_then(|found| found.modified()).ok())
}

fn load(certificate: &Path, key: &Path) -> Result<Loaded, Error> {
    // before the files are read: a change in between is seen at the next look
    let changed = changed(certificate, key);
    let text = read("TLSCert", certificate)?;
    let chain: Vec<CertificateDer<'static>> = CertificateDer::pem_slice_iter(&text)
        .collect::<Result<_, _>>()
        .map_err(|error| refused("TLSCert", certificate, error))?;
    if chain.is_empty() {
        return Err(refused("TLSCert", certificate, "holds no certificate (a PEM file is wanted)"));
    }
    let text = read("TLSKey", key)?;
    let private = PrivateKeyDer::from_pem_slice(&text).map_err(|error| match error {
        PemError::NoItemsFound if is_encrypted(&text) => {
            refused("TLSKey", key, "is protected by a password: store it without one, readable by the server alone")
        }
        PemError::NoItemsFound => refused("TLSKey", key, "holds no private key (a PEM file is wanted)"),
        other => refused("TLSKey", key, other),
    })?;
    let pair = CertifiedKey::from_der(chain, private, &ring::default_provider()).map_err(Error::Pair)?;
    Ok(Loaded { pair: Arc::new(pair), changed })
}

fn read(option: &'static str, path: &Path) -> Result<Vec<u8>, Error> {
    let length = fs::metadata(path).map_err(|error| refused(option, path, error))?.len();
    if length > LARGEST {
        return Err(refused(option, path, "is too large for a PEM file"));
    }
    fs::read(path).map_err(|error| refused(option, path, error))
}

fn refused(option: &'static str, path: &Path, reason: impl ToString) -> Error {
    Error::File { option, path: path.to_owned(), reason: reason.to_string() }
}

/// PKCS #8 (RFC 5958 §3), or a header of OpenSSL's own.
fn is_encrypted(text: &[u8]) -> bool {
    let text = String::from_utf8_lossy(text);
    text.contains("BEGIN ENCRYPTED PRIVATE KEY") || text.contains("Proc-Type: 4,ENCRYPTED")
}

impl From<Error> for io::Error {
    fn from(error: Error) -> Self {
        Self::new(io::ErrorKind::InvalidInput, error.to_string())
    }
}
