//! Every way of saying a password, with every byte; and none of them opens anything without one (CVE-2025-27112,
//! CVE-2021-21399). Row 15 of what clients' authors complain about: `+ # %`, UTF-8, `enc:`.

use crate::rest::formats::{get, post};
use crate::support::app::TestApp;
use crate::support::people::Person;
use data_encoding::{HEXLOWER, HEXUPPER};
use md5::{Digest, Md5};
use navidrome_rs::http::rest::{Door, TABLE};

fn token(password: &[u8], salt: &str) -> String {
    HEXLOWER.encode(&Md5::digest([password, salt.as_bytes()].concat()))
}

/// What comes of a ping by this user with this proof: nothing, or the code.
fn ping(who: &Person, user: &str, proof: &[(&str, &str)]) -> [Option<i64>; 2] {
    let params = [&[("u", user), ("v", "1.16.1"), ("c", "tests"), ("f", "json")], proof].concat();
    [get(who, "ping", &params), post(who, "ping", &params)].map(|answer| answer.envelope()["error"]["code"].as_i64())
}

#[test]
fn row_15_every_byte_of_a_password_arrives_by_every_way() {
    let app = TestApp::setup().start();
    let (admin, who) = (app.admin(), app.stranger());
    app.listener("anna");
    let one = (1..=255).map(|byte| char::from(byte).to_string());
    let whole = [
        (1..=255).map(char::from).collect::<String>(),
        " spaces around ".to_owned(),
        "a+b c%20d%2Be&f=g#h?i".to_owned(),
        "enc".to_owned(),
        "pässwörd 🔑 密码".to_owned(),
        "x".repeat(512),
    ];
    for password in one.chain(whole) {
        let hex = HEXLOWER.encode(password.as_bytes());
        admin.rest("changePassword", [("username", "anna"), ("password", &format!("enc:{hex}"))]).ok();
        let upper = format!("enc:{}", HEXUPPER.encode(password.as_bytes()));
        for proof in [
            &[("p", password.as_str())][..],
            &[("p", &format!("enc:{hex}"))],
            &[("p", &upper)],
            &[("t", &token(password.as_bytes(), "sältz")), ("s", "sältz")],
            &[("t", &token(password.as_bytes(), "abcdef").to_uppercase()), ("s", "abcdef")],
        ] {
            assert_eq!(ping(&who, "anna", proof), [None; 2], "{password:?} by {proof:?}");
        }
    }
}

#[test]
fn bytes_that_are_no_text_are_a_password_as_well_said_in_hexadecimal_digits() {
    let app = TestApp::setup().start();
    app.listener("anna");
    let who = app.stranger();
    for byte in 1..=255_u8 {
        let hex = HEXLOWER.encode(&[byte]);
        app.admin().rest("changePassword", [("username", "anna"), ("password", &format!("enc:{hex}"))]).ok();
        assert_eq!(ping(&who, "anna", &[("p", &format!("enc:{hex}"))]), [None; 2], "{hex}");
        assert_eq!(ping(&who, "anna", &[("t", &token(&[byte], "salt")), ("s", "salt")]), [None; 2], "{hex}");
    }
    assert_eq!(app.admin().rest("changePassword", [("username", "anna"), ("password", "enc:00")]).error_code(), 0);
}

/// What somebody might send who has no secret.
fn without_secret() -> Vec<Vec<(&'static str, String)>> {
    let of_nothing = token(b"", "salt");
    let text = str::to_owned;
    vec![
        vec![],
        vec![("p", text(""))],
        vec![("p", text("enc:"))],
        vec![("p", text("enc:00"))],
        vec![("p", text(" "))],
        vec![("p", text("null"))],
        vec![("t", of_nothing.clone()), ("s", text("salt"))],
        vec![("t", token(b"", "")), ("s", text(""))],
        vec![("t", token(b"\0", "salt")), ("s", text("salt"))],
        vec![("t", text("")), ("s", text("salt"))],
        vec![("t", of_nothing.clone())],
        vec![("s", text("salt"))],
        vec![("t", text("0")), ("s", text("salt"))],
        vec![("p", text("")), ("t", of_nothing), ("s", text("salt"))],
        vec![("apiKey", text(""))],
        vec![("apiKey", text("null"))],
        vec![("jwt", text("x"))],
    ]
}

#[test]
fn nobody_enters_without_a_secret_whether_the_user_exists_or_not() {
    let app = TestApp::setup().start();
    app.listener("anna");
    let who = app.stranger();
    for user in ["admin", "anna", "nobody", "%", "\0", " "] {
        for proof in without_secret() {
            let proof: Vec<(&str, &str)> = proof.iter().map(|(name, value)| (*name, value.as_str())).collect();
            for code in ping(&who, user, &proof) {
                assert!(matches!(code, Some(10 | 40 | 43)), "{user:?} entered by {proof:?}: {code:?}");
            }
        }
    }
}

#[test]
fn an_unknown_user_is_answered_like_a_wrong_password_at_every_door() {
    let app = TestApp::setup().start();
    let who = app.stranger();
    let [of_nothing, of_other] = [token(b"", "salt"), token(b"other", "salt")];
    for (name, door) in TABLE {
        if matches!(door, Door::Open(_)) {
            continue;
        }
        for proof in [
            &[("p", "other")][..],
            &[("p", "enc:6f74686572")],
            &[("t", &of_nothing), ("s", "salt")],
            &[("t", &of_other), ("s", "salt")],
        ] {
            let [unknown, wrong] = ["nobody", "admin"].map(|user| {
                let login = [("u", user), ("v", "1.16.1"), ("c", "tests"), ("f", "json")];
                post(&who, name, &[&login, proof].concat()).text()
            });
            assert_eq!(unknown, wrong, "{name}");
            assert!(unknown.contains("\"code\":40,\"message\":\"wrong username or password\""), "{name}: {unknown}");
        }
    }
}
