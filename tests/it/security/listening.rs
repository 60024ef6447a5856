//! Where and how the server can be reached.

use crate::support::app::{TestApp, bind};
use crate::support::people::client;
use rcgen::{CertifiedKey, generate_simple_self_signed};
use reqwest::tls::TlsInfo;
use std::fs;
use std::io::{Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::Path;
use std::time::Duration;

fn ping(socket: &Path) -> String {
    let mut connection = UnixStream::connect(socket).unwrap();
    connection.write_all(b"GET /ping HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    connection.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn a_unix_socket_has_the_configured_mode_and_replaces_a_dead_one() {
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("music.sock");
    drop(UnixListener::bind(&socket).unwrap());
    let address = format!("unix:{}", socket.display());
    let app = TestApp::setup()
        .config(move |config| {
            config.server.address = address.parse().unwrap();
            config.server.unix_socket_perm = 0o600;
        })
        .start();
    assert!(ping(&socket).starts_with("HTTP/1.1 200 OK"));
    assert_eq!(fs::metadata(&socket).unwrap().permissions().mode() & 0o777, 0o600);
    let mut second = app.config.clone();
    let data = tempfile::tempdir().unwrap();
    second.folders.data_folder = data.path().to_owned();
    second.folders.database = navidrome_rs::config::Database::Sqlite(data.path().join("navidrome-rs.db"));
    let other = bind(second.clone()).err().unwrap().to_string();
    assert!(other.contains("another server is listening there"), "{other}");
    assert!(ping(&socket).starts_with("HTTP/1.1 200 OK"), "the first one serves on");
    let file = folder.path().join("a file");
    fs::write(&file, "precious").unwrap();
    second.server.address = format!("unix:{}", file.display()).parse().unwrap();
    assert!(bind(second).is_err());
    assert_eq!(fs::read_to_string(&file).unwrap(), "precious");
}

/// A new certificate and its key, in the files where the server looks.
fn certificate(folder: &Path) -> Vec<u8> {
    let CertifiedKey { cert, signing_key } = generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    fs::write(folder.join("key.pem"), signing_key.serialize_pem()).unwrap();
    fs::write(folder.join("cert.pem"), cert.pem()).unwrap();
    cert.der().to_vec()
}

/// The certificate that a new connection is shown.
fn shown(url: &str) -> Vec<u8> {
    let client = client().tls_danger_accept_invalid_certs(true).tls_info(true).build().unwrap();
    let answer = client.get(format!("{url}/ping")).send().unwrap();
    assert_eq!(answer.status(), 200);
    answer.extensions().get::<TlsInfo>().unwrap().peer_certificate().unwrap().to_vec()
}

#[test]
fn https_takes_a_renewed_certificate_without_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let first = certificate(folder.path());
    let (cert, key) = (folder.path().join("cert.pem"), folder.path().join("key.pem"));
    let app = TestApp::setup()
        .config(move |config| {
            config.server.tls_cert = cert;
            config.server.tls_key = key;
        })
        .start();
    assert!(app.url().starts_with("https://"));
    assert_eq!(shown(app.url()), first);
    // half a renewal changes nothing
    fs::write(folder.path().join("cert.pem"), "-----BEGIN CERTIFICATE-----\nnot yet").unwrap();
    std::thread::sleep(Duration::from_secs(6));
    assert_eq!(shown(app.url()), first);
    let second = certificate(folder.path());
    let renewed = (0..200).any(|_| {
        std::thread::sleep(Duration::from_millis(100));
        shown(app.url()) == second
    });
    assert!(renewed, "the new certificate is not shown");
}

#[test]
fn what_is_no_certificate_or_key_is_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    certificate(folder.path());
    let at = |name: &str| folder.path().join(name);
    fs::write(at("empty"), "").unwrap();
    fs::write(at("locked"), "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n")
        .unwrap();
    let other = tempfile::tempdir().unwrap();
    certificate(other.path());
    for (cert, key, complaint) in [
        (at("cert.pem"), at("none"), "TLSKey"),
        (at("none"), at("key.pem"), "TLSCert"),
        (at("empty"), at("key.pem"), "holds no certificate"),
        (at("cert.pem"), at("empty"), "holds no private key"),
        (at("cert.pem"), at("locked"), "protected by a password"),
        (at("cert.pem"), other.path().join("key.pem"), "do not fit together"),
        (at("cert.pem"), "".into(), "set both"),
    ] {
        let app = TestApp::setup().start();
        let mut config = app.config.clone();
        drop(app);
        let data = tempfile::tempdir().unwrap();
        config.folders.data_folder = data.path().to_owned();
        config.folders.database = navidrome_rs::config::Database::Sqlite(data.path().join("navidrome-rs.db"));
        config.server.tls_cert = cert;
        config.server.tls_key = key;
        let error = bind(config).err().unwrap().to_string();
        assert!(error.contains(complaint), "{error}");
    }
}
