//! The log of the real program at its most talkative holds no secret and no line that a client made up.

use crate::cli::program::Program;
use crate::rest::formats::{get, post};
use crate::support::people::Person;
use data_encoding::HEXLOWER;
use md5::{Digest, Md5};

const PASSWORD: &str = "Tr0ub4dor&3-of-anna";
const SALT: &str = "c19b2d-salt-of-anna";

#[test]
fn no_way_of_logging_in_leaves_its_secret_in_the_log() {
    let program = Program::new();
    let server = program.serve(&[("ND_LOGLEVEL", "trace"), ("ND_DEVAUTOCREATEADMINPASSWORD", "first-password")]);
    let who = Person::stranger(&server.url);
    let admin = Person::known(&server.url, "admin", "first-password");
    let hex = format!("enc:{}", HEXLOWER.encode(PASSWORD.as_bytes()));
    admin.rest("createUser", [("username", "anna"), ("password", &hex), ("email", "anna@example.org")]).ok();
    admin.rest("changePassword", [("username", "anna"), ("password", PASSWORD)]).ok();
    let token = HEXLOWER.encode(&Md5::digest(format!("{PASSWORD}{SALT}")));
    let forged = "phone\r\n2026-01-02T03:04:05Z  INFO forged: all is well \u{1b}[31mred";
    let rest = [("u", "anna"), ("v", "1.16.1"), ("c", forged), ("f", "json"), ("id", "x\ny forged:")];
    for proof in [
        &[("p", PASSWORD)][..],
        &[("p", &hex)],
        &[("t", &token), ("s", SALT)],
        &[("p", "wrong-password-of-anna")],
        &[("apiKey", "key-of-anna"), ("jwt", "jwt-of-anna")],
        &[("P", PASSWORD), ("password", PASSWORD)],
    ] {
        let params = [&rest[..], proof].concat();
        for endpoint in ["ping", "getAlbum", "stream", "nothing"] {
            get(&who, endpoint, &params);
            post(&who, endpoint, &params);
        }
    }
    let body = format!(r#"{{"username":"late","password":"{PASSWORD}"}}"#);
    who.send(
        who.client()
            .post(who.address("/auth/createAdmin"))
            .header("content-type", "application/json")
            .body(body.clone()),
    );
    who.send(
        who.client().post(who.address("/auth/createAdmin")).header("content-type", "application/json").body(body + "!"),
    );
    for header in ["authorization", "x-nd-authorization", "cookie"] {
        who.send(who.client().get(who.address("/rest/ping")).header(header, format!("Bearer {PASSWORD}")));
    }
    let log = server.stop();
    assert!(log.lines().filter(|line| line.contains("request")).count() > 40, "little was logged:\n{log}");
    let digits = &hex["enc:".len()..];
    for secret in [
        PASSWORD,
        digits,
        token.as_str(),
        SALT,
        "first-password",
        "wrong-password-of-anna",
        "key-of-anna",
        "jwt-of-anna",
    ] {
        assert!(!log.contains(secret), "the log holds {secret}");
    }
    assert!(log.contains("phone"), "programs are named");
    for line in log.lines() {
        assert!(!line.trim_start().starts_with("2026-01-02T03:04:05Z"), "a forged line: {line}");
        assert!(!line.starts_with("y forged:") && !line.contains('\u{1b}'), "{line:?}");
    }
}
