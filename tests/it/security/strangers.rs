//! Every door, tried by somebody without an account: in every spelling of the address, by every way of not logging in.

use crate::rest::formats::{get, post};
use crate::support::app::TestApp;
use crate::support::people::Answer;
use data_encoding::HEXLOWER;
use md5::{Digest, Md5};
use navidrome_rs::http::rest::TABLE;
use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::TcpStream;

/// What answers without an account, with the reason. A line more needs a reason better than convenience.
const PUBLIC: &str = include_str!("public_doors.txt");
/// To be lowered whenever a door is closed, and never raised.
const MOST: usize = 5;

/// Every way of not logging in, as parameters. The names are of nobody (twice) and of the administrator.
fn ways() -> Vec<Vec<(&'static str, String)>> {
    let token = |password: &str, salt: &str| HEXLOWER.encode(&Md5::digest(format!("{password}{salt}")));
    let text = str::to_owned;
    let mut ways = vec![vec![], vec![("apiKey", text("x"))], vec![("apiKey", text("null"))], vec![("jwt", text("x"))]];
    for name in ["nobody", "", "admin"] {
        for proof in [
            vec![],
            vec![("p", text(""))],
            vec![("p", text("wrong"))],
            vec![("p", text("enc:"))],
            vec![("p", text("enc:00"))],
            vec![("t", token("", "salt")), ("s", text("salt"))],
            vec![("t", token("", "")), ("s", text(""))],
            vec![("t", text("")), ("s", text(""))],
        ] {
            ways.push([vec![("u", text(name))], proof].concat());
        }
    }
    ways
}

/// Headers in which other servers look for a login.
const HEADERS: &[(&str, &str)] = &[
    ("authorization", "Basic YWRtaW46"),
    ("authorization", "Basic bm9ib2R5Og=="),
    ("authorization", "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9."),
    ("x-nd-authorization", "Bearer x"),
    ("x-emby-token", "x"),
    ("remote-user", "admin"),
    ("cookie", "u=admin; session=x"),
    ("x-original-url", "/ping"),
    ("x-http-method-override", "OPTIONS"),
];

/// Whether somebody was let in: anything but a refusal.
fn answers(answer: &Answer) -> bool {
    let text = String::from_utf8_lossy(&answer.body);
    let refused = text.contains("\"status\":\"failed\"") || text.contains("status=\"failed\"");
    answer.status.is_success() && !refused
}

#[test]
fn what_answers_strangers_is_on_the_list_and_the_list_only_shrinks() {
    let listed: BTreeSet<String> =
        PUBLIC.lines().map(|line| line.split_once("  ").expect("a door and a reason").0.to_owned()).collect();
    assert!(listed.len() <= MOST, "{listed:?}");

    let app = TestApp::setup().start();
    let who = app.stranger();
    let mut found = BTreeSet::new();
    let mut tried = 0;
    for (name, _) in TABLE {
        let mut keep = |answer: &Answer| {
            tried += 1;
            if answers(answer) {
                found.insert(format!("/rest/{name}"));
            }
        };
        for spelt in [(*name).to_owned(), format!("{name}.view")] {
            for way in ways() {
                let mut params: Vec<(&str, &str)> = vec![("v", "1.16.1"), ("c", "tests"), ("f", "json"), ("id", "1")];
                params.extend(way.iter().map(|(name, value)| (*name, value.as_str())));
                keep(&get(&who, &spelt, &params));
                keep(&post(&who, &spelt, &params));
            }
        }
        for (header, value) in HEADERS {
            let address = who.address(&format!("/rest/{name}?v=1.16.1&c=tests&f=json"));
            keep(&who.send(who.client().get(address).header(*header, *value)));
        }
    }
    assert_eq!(tried, TABLE.len() * (2 * 2 * ways().len() + HEADERS.len()));
    for path in [
        "/",
        "/ping",
        "/robots.txt",
        "/rest",
        "/rest/",
        "/auth",
        "/auth/",
        "/auth/login",
        "/auth/createAdmin",
        "/api",
        "/api/song",
        "/app",
        "/app/",
        "/index.html",
        "/share/x",
        "/p/x",
        "/metrics",
        "/debug",
        "/backup",
        "/.env",
        "/navidrome-rs.db",
        "/navidrome-rs.key",
        "/favicon.ico",
        "/rest/nothing",
        "/socket",
        "/events",
        "/api/events",
    ] {
        let post = who.client().post(who.address(path)).header("content-type", "application/json").body("{}");
        if [who.get(path), who.send(post)].iter().any(answers) {
            found.insert(path.to_owned());
        }
    }
    // there is an account, so this door is shut here
    let shut = "/auth/createAdmin";
    assert!(listed.contains(shut) && !found.contains(shut));
    found.insert(shut.to_owned());
    assert_eq!(found, listed);
}

/// The status and the body of the answer to a request line that no careful client would write.
fn line(app: &TestApp, target: &str) -> (u16, String) {
    let mut connection = TcpStream::connect(app.url().strip_prefix("http://").unwrap()).unwrap();
    write!(connection, "GET {target} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    connection.read_to_end(&mut answer).unwrap();
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let status =
        answer.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_else(|| panic!("{answer:?}"));
    (status, answer.split_once("\r\n\r\n").unwrap().1.to_owned())
}

#[test]
fn no_spelling_of_an_address_opens_a_door() {
    let app = TestApp::setup().start();
    app.listener("anna");
    for (path, query) in [
        ("/rest/getUsers", ""),
        ("/rest/getUsers", "?x=/ping"),
        ("/rest/getUsers", "?/rest/getOpenSubsonicExtensions"),
        ("/rest/getUsers", "#/ping"),
        ("/rest/getUsers", "?x=/auth/createAdmin&y=/robots.txt"),
        ("/rest/getUsers;/ping", ""),
        ("/rest/getUsers;x", ""),
        ("/rest/getUsers/", ""),
        ("/rest/getUsers//", ""),
        ("/rest//getUsers", ""),
        ("//rest/getUsers", ""),
        ("//rest//getUsers", "?/ping"),
        ("/rest/./getUsers", ""),
        ("/./rest/getUsers", ""),
        ("/rest/x/../getUsers", ""),
        ("/ping/../rest/getUsers", ""),
        ("/ping/%2e%2e/rest/getUsers", ""),
        ("/robots.txt/%2e%2e/rest/getUsers", ""),
        ("/ping%2f..%2frest/getUsers", ""),
        ("/rest/getOpenSubsonicExtensions/../getUsers", ""),
        ("/rest/getOpenSubsonicExtensions%2f..%2fgetUsers", ""),
        ("/rest/getOpenSubsonicExtensions;/getUsers", ""),
        ("/rest/getOpenSubsonicExtensions%00getUsers", ""),
        ("/rest/getUsers%00", ""),
        ("/rest/getUsers%00.view", ""),
        ("/rest/%67etUsers", ""),
        ("/rest/%2567etUsers", ""),
        ("/rest/getUsers%2f", ""),
        ("/rest/getUsers%3fx", ""),
        ("/rest/getUsers.view.view", ""),
        ("/rest/GETUSERS", ""),
        ("/REST/getUsers", ""),
        ("/rest\\getUsers", ""),
        ("/%72est/getUsers", ""),
        ("http://x/rest/getUsers", ""),
        ("http://x/ping/../rest/getUsers", ""),
        ("*", ""),
    ] {
        let (status, body) = line(&app, &format!("{path}{query}"));
        let refused = matches!(status, 400 | 404 | 405 | 414) || status == 200 && body.contains("status=\"failed\"");
        assert!(refused && !body.contains("anna"), "{path}{query}: {status} {body}");
    }
    // the same request says the same to whoever has an account, so that the test above means something
    let (_, body) = line(&app, "/rest/getUsers?u=admin&p=admin&v=1.16.1&c=tests");
    assert!(body.contains("anna"), "{body}");
}
