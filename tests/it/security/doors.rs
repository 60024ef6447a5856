//! No door is open that should not be: every endpoint is tried by a stranger, by a listener and by an administrator.

use crate::rest::formats::{ADMIN, Format, envelope, get, post, refusal};
use crate::support::app::TestApp;
use navidrome_rs::http::rest::{Door, TABLE};
use std::collections::BTreeSet;

/// Doors for anybody. Each line more is a decision to be looked at twice.
const OPEN: &str = include_str!("open_doors.txt");

#[test]
fn only_the_doors_on_the_list_are_open() {
    let mut open: BTreeSet<String> = TABLE
        .iter()
        .filter(|(_, door)| matches!(door, Door::Open(_)))
        .map(|(name, _)| format!("/rest/{name}"))
        .collect();
    open.extend(["/ping".to_owned(), "/auth/createAdmin".to_owned()]);
    assert_eq!(OPEN.lines().collect::<Vec<_>>(), open.iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn a_stranger_gets_through_no_other_door_by_any_method_or_spelling() {
    let app = TestApp::setup().start();
    let who = app.stranger();
    let wrong = [
        ("u", "admin"),
        ("p", "wrong"),
        ("v", "1.16.1"),
        ("c", "tests"),
        ("f", "json"),
        ("id", "1"),
        ("username", "admin"),
    ];
    let mut tried = 0;
    for (name, door) in TABLE {
        let open = matches!(door, Door::Open(_));
        for name in [(*name).to_owned(), format!("{name}.view")] {
            for answer in [
                get(&who, &name, &wrong[4..]),
                post(&who, &name, &wrong[4..]),
                get(&who, &name, &wrong),
                post(&who, &name, &wrong),
            ] {
                if open {
                    assert_eq!(envelope(&answer, Format::Json)["status"], "ok");
                } else {
                    let (code, sentence) = refusal(&answer, Format::Json);
                    assert!(matches!(code, 10 | 40), "{name}: {code} {sentence}");
                }
                tried += 1;
            }
        }
    }
    assert_eq!(tried, TABLE.len() * 8);
    // the way to a door is its name and nothing else (CVE-2025-25205)
    for path in [
        "/rest/getUsers?x=/rest/getOpenSubsonicExtensions",
        "/rest/getUsers?/ping",
        "/rest/getUsers#/ping",
        "/rest/getUsers;/ping",
    ] {
        let answer = who.get(path);
        assert!(
            !answer.text().contains("adminRole") && answer.text().contains("status=\"failed\""),
            "{path}: {}",
            answer.text()
        );
    }
}

#[test]
fn a_listener_gets_through_no_door_of_administrators_and_an_administrator_through_all() {
    let app = TestApp::setup().start();
    app.listener("anna");
    let who = app.stranger();
    let anna = [("u", "anna"), ("p", "anna's password"), ("v", "1.16.1"), ("c", "tests"), ("f", "json")];
    let mut doors = [0; 3];
    for (name, door) in TABLE {
        let code = |login: &[(&str, &str)], params: &[(&str, &str)]| {
            let answer = post(&who, name, &[login, params].concat());
            answer.envelope()["error"]["code"].as_i64()
        };
        let something = [
            ("username", "admin"),
            ("password", "x"),
            ("adminRole", "true"),
            ("email", ""),
            ("id", "1"),
            ("name", "n"),
            ("streamUrl", "http://x"),
        ];
        let admin = [&ADMIN[..], &[("f", "json")]].concat();
        match door {
            Door::Open(_) => doors[0] += 1,
            Door::Listener(_) => {
                doors[1] += 1;
                assert!(!matches!(code(&anna, &[]), Some(40 | 50)), "{name}");
            }
            Door::Admin(_) => {
                doors[2] += 1;
                assert_eq!((code(&anna, &[]), code(&anna, &something)), (Some(50), Some(50)), "{name}");
            }
        }
        assert!(!matches!(code(&admin, &[]), Some(40 | 50)), "{name}");
        app.await_scan();
    }
    assert_eq!(doors, [1, 79, 8]);
    assert_eq!(app.query("SELECT login AS it FROM account ORDER BY login"), ["admin", "anna"]);
    assert_eq!(app.admin().rest("getUser", [("username", "anna")]).ok()["user"]["adminRole"], false);
    // what concerns oneself only is a listener's door; what concerns another is not
    for (endpoint, params) in
        [("getUser", &[("username", "admin")][..]), ("changePassword", &[("username", "admin"), ("password", "mine")])]
    {
        let answer = post(&who, endpoint, &[&anna[..], params].concat());
        assert_eq!(answer.error_code(), 50, "{endpoint}");
    }
}
