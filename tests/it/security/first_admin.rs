//! `/auth/createAdmin` works once.

use crate::support::app::TestApp;
use crate::support::people::{Answer, Person};
use std::sync::Barrier;

fn create(who: &Person, body: &str) -> Answer {
    let request = who.client().post(who.address("/auth/createAdmin")).header("content-type", "application/json");
    who.send(request.body(body.to_owned()))
}

#[test]
fn of_many_who_want_to_be_the_first_administrator_one_becomes_it() {
    let app = TestApp::setup().without_admin().start();
    let start = Barrier::new(20);
    let statuses: Vec<(usize, u16)> = std::thread::scope(|scope| {
        let requests: Vec<_> = (0..20)
            .map(|number| {
                let (url, start) = (app.url(), &start);
                scope.spawn(move || {
                    let who = Person::stranger(url);
                    start.wait();
                    let body = format!(r#"{{"username":"user{number}","password":"word{number}"}}"#);
                    (number, create(&who, &body).status.as_u16())
                })
            })
            .collect();
        requests.into_iter().map(|request| request.join().unwrap()).collect()
    });
    let made: Vec<usize> = statuses.iter().filter(|(_, status)| *status == 200).map(|(number, _)| *number).collect();
    assert_eq!(made.len(), 1, "{statuses:?}");
    assert!(statuses.iter().all(|(_, status)| matches!(status, 200 | 403)), "{statuses:?}");
    let admin = Person::known(app.url(), &format!("user{}", made[0]), &format!("word{}", made[0]));
    assert_eq!(admin.rest("getUsers", []).column("/users/user", "adminRole"), ["true"]);
}

#[test]
fn what_is_no_name_and_password_makes_nobody() {
    let app = TestApp::setup().without_admin().start();
    let who = app.stranger();
    for body in [
        "",
        "{}",
        "[]",
        "null",
        "{\"username\":\"a\"}",
        "{\"username\":1,\"password\":2}",
        "{\"username\":\"\",\"password\":\"x\"}",
        "{\"username\":\"a\",\"password\":\"\"}",
        "{\"username\":\"a\\u0000\",\"password\":\"x\"}",
        "{\"username\":\"a\",\"password\":\"x\\u0000\"}",
        "{\"username\":\"a\",\"password\":\"enc:\"}",
        &format!("{{\"username\":\"a\",\"password\":\"{}\"}}", "x".repeat(10_000)),
        "\u{0}",
    ] {
        let answer = create(&who, body);
        assert_eq!((answer.status.as_u16(), answer.content_type.as_str()), (422, "application/json"), "{body}");
        assert!(answer.json()["error"].is_string());
    }
    assert_eq!(create(&who, &"x".repeat(20_000)).status, 413);
    // what a page of another origin can send without asking first
    let form = who.client().post(who.address("/auth/createAdmin")).header("content-type", "text/plain");
    assert_eq!(who.send(form.body(r#"{"username":"a","password":"x"}"#)).status, 415);
    for answer in [who.get("/auth/createAdmin"), who.get("/auth"), who.get("/auth/")] {
        assert!(matches!(answer.status.as_u16(), 404 | 405), "{answer:?}");
    }
    assert_eq!(app.query("SELECT name AS it FROM account"), [""; 0]);
    let made = create(&who, r#"{"username":" Änne ","password":"sésame","isAdmin":false,"id":"mine"}"#);
    assert_eq!((made.status.as_u16(), made.json()["username"].as_str()), (200, Some("Änne")));
    assert_ne!(made.json()["id"], "mine");
    assert!(!made.text().contains("sésame"));
    assert_eq!(Person::known(app.url(), "ÄNNE", "sésame").rest("getUser", []).ok()["user"]["adminRole"], true);
    assert_eq!(create(&who, r#"{"username":"b","password":"x"}"#).status, 403);
}
