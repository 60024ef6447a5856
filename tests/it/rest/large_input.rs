//! A megabyte of parameters, and more than that: an answer in every case, never a connection cut without a word.

use super::formats::{ADMIN, Format, post, refusal};
use crate::support::app::TestApp;
use crate::support::people::Person;
use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

const MEGABYTE: usize = 1 << 20;

fn with<'a>(format: Format, params: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    [&ADMIN[..], format.params(), params].concat()
}

fn still_there(who: &Person) {
    assert_eq!(post(who, "ping", &with(Format::Json, &[])).envelope()["status"], "ok");
}

#[test]
fn a_megabyte_in_a_form_is_read_and_answered() {
    let app = TestApp::setup().start();
    let who = app.stranger();
    let long = "x".repeat(MEGABYTE);
    for format in Format::ALL {
        assert_eq!(refusal(&post(&who, "getAlbum", &with(format, &[("id", &long)])), format).0, 70);
        assert_eq!(refusal(&post(&who, "stream", &with(format, &[("id", &long)])), format).0, 70);
        assert_eq!(refusal(&post(&who, "getCoverArt", &with(format, &[("id", &long)])), format).0, 70);
        assert_eq!(refusal(&post(&who, &long[..1000], &with(format, &[])), format).0, 0);
        let name = [("username", long.as_str()), ("password", "x"), ("email", "")];
        assert_eq!(refusal(&post(&who, "createUser", &with(format, &name)), format).0, 0);
        let password = [("username", "admin"), ("password", long.as_str())];
        assert_eq!(refusal(&post(&who, "changePassword", &with(format, &password)), format).0, 0);
        still_there(&who);
    }
    for params in [[("query", long.as_str())], [(long.as_str(), "x")]] {
        assert_eq!(post(&who, "search3", &with(Format::Json, &params)).envelope()["status"], "ok");
    }
    let words = "white horses ".repeat(MEGABYTE / 13);
    assert_eq!(post(&who, "search3", &with(Format::Json, &[("query", &words)])).envelope()["status"], "ok");
    let unknown = post(&who, "ping", &with(Format::Json, &[("u", "x"), ("t", &long), ("s", &long)]));
    assert_eq!(unknown.error_code(), 43);
    still_there(&who);
}

#[test]
fn more_parameters_than_any_request_needs_are_refused_by_their_number() {
    let app = TestApp::setup().start();
    let who = app.stranger();
    let many = vec![("id", "x"); 20_001];
    for format in Format::ALL {
        for endpoint in ["star", "scrobble", "savePlayQueue", "getAlbum"] {
            let (code, sentence) = refusal(&post(&who, endpoint, &with(format, &many)), format);
            assert_eq!((code, sentence.as_str()), (0, "more than 20000 parameters"), "{endpoint}");
        }
    }
    assert_eq!(refusal(&post(&who, "star", &with(Format::Json, &many[..5001])), Format::Json).0, 0);
    assert_eq!(refusal(&post(&who, "savePlayQueue", &with(Format::Json, &many[..10_001])), Format::Json).0, 0);
    still_there(&who);
}

/// What is answered to these bytes; empty where the connection is cut without a word.
fn raw(app: &TestApp, request: &[u8]) -> String {
    let mut connection = TcpStream::connect(app.url().strip_prefix("http://").unwrap()).unwrap();
    connection.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let mut writer = connection.try_clone().unwrap();
    let mut answer = Vec::new();
    std::thread::scope(|scope| {
        // whoever writes a megabyte may find the answer there before the end
        scope.spawn(move || drop(writer.write_all(request)));
        let mut part = [0; 4096];
        loop {
            match connection.read(&mut part) {
                Ok(0) => break,
                Ok(length) => answer.extend_from_slice(&part[..length]),
                Err(error) if error.kind() == ErrorKind::ConnectionReset => break,
                Err(error) => panic!("{error} after {:?}", String::from_utf8_lossy(&answer)),
            }
            if request.len() < 4096 && answer.windows(4).any(|end| end == b"\r\n\r\n") {
                break;
            }
        }
    });
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn an_address_too_long_to_be_read_is_answered_all_the_same() {
    let app = TestApp::setup().start();
    let who = app.stranger();
    let head = |length: usize| {
        let login = "u=admin&p=admin&v=1.16.1&c=tests&f=json";
        let end = " HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
        format!("GET /rest/ping?{login}&x={}{end}", "y".repeat(length))
    };
    assert!(raw(&app, head(50_000).as_bytes()).starts_with("HTTP/1.1 200 "));
    for length in [66_000, 120_000, 131_072, 200_000, MEGABYTE, 8 * MEGABYTE] {
        let answer = raw(&app, head(length).as_bytes());
        assert!(answer.starts_with("HTTP/1.1 414 "), "{length}: {answer:?}");
        assert!(answer.contains("access-control-allow-origin: *"), "{length}: {answer:?}");
        let (_, body) = answer.split_once("\r\n\r\n").unwrap();
        let envelope: serde_json::Value = serde_json::from_str(body).unwrap();
        assert_eq!(envelope["subsonic-response"]["error"]["code"], 0, "{length}: {body}");
        still_there(&who);
    }
    let long = "y".repeat(MEGABYTE);
    let end = " HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
    for (request, begins) in [
        (format!("GET /rest/getAlbum.view?x={long}{end}"), "<?xml"),
        (format!("GET /rest/getAlbum?x={long}&f=jsonp&callback=cb.back{end}"), "cb.back("),
        (format!("POST /auth/createAdmin?x={long}{end}"), "{\"error\":\"the address is too long\"}"),
    ] {
        let answer = raw(&app, request.as_bytes());
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with("HTTP/1.1 414 ") && body.starts_with(begins), "{answer:?}");
    }
}

#[test]
fn what_is_no_http_is_answered_with_400() {
    let app = TestApp::setup().start();
    let who = app.stranger();
    for request in [
        &b"GET /rest/ping\0 HTTP/1.1\r\nhost: x\r\n\r\n"[..],
        b"GET /rest/ping HTTP/1.1\r\nhost: x\r\nx: \0\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 hello of TLS\r\n\r\n",
        b"POST /rest/ping HTTP/1.1\r\nhost: x\r\ncontent-length: -1\r\n\r\n",
        b"POST /rest/ping HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nabcde",
    ] {
        let answer = raw(&app, request);
        assert!(answer.starts_with("HTTP/1.1 400 "), "{:?}: {answer:?}", String::from_utf8_lossy(request));
        still_there(&who);
    }
}

#[test]
fn a_form_beyond_the_limit_is_refused_with_the_limit_named() {
    let app = TestApp::setup().start();
    let who = app.stranger();
    let body = format!("f=json&x={}", "y".repeat(11 * MEGABYTE));
    let head = format!(
        "POST /rest/ping?u=admin&p=admin&v=1.16.1&c=tests&f=json HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    let answer = raw(&app, (head + &body).as_bytes());
    assert!(answer.starts_with("HTTP/1.1 200 ") && answer.contains("a form has at most 10485760 bytes"), "{answer:?}");
    still_there(&who);
}
