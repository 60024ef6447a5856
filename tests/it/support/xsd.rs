//! Checks answers against the XML schema of the Subsonic API.

use std::io::Write;
use std::process::{Command, Stdio};

const SCHEMA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/schema/subsonic-rest-api.xsd");

/// Fails with xmllint's words where `xml` is not valid, and also where there is no xmllint: a check that is skipped
/// proves nothing.
pub fn assert_valid(xml: &str) {
    let mut xmllint = Command::new("xmllint")
        .args(["--noout", "--nonet", "--schema", SCHEMA, "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("xmllint is needed to check XML against its schema (Debian: libxml2-utils)");
    xmllint.stdin.take().unwrap().write_all(xml.as_bytes()).unwrap();
    let output = xmllint.wait_with_output().unwrap();
    assert!(output.status.success(), "{}\nin {xml}", String::from_utf8_lossy(&output.stderr));
}
