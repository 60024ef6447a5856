//! Headers that keep browsers from doing what nobody wants, on answers of every kind.

use crate::rest::shelf::Shelf;
use reqwest::Method;

#[test]
fn every_kind_of_answer_has_them() {
    let shelf = Shelf::new();
    let who = shelf.app.stranger();
    let (song, login) = (shelf.app.song("White Horses"), "u=admin&p=admin&v=1.16.1&c=tests");
    for (method, path, header, status) in [
        (Method::GET, "/ping".to_owned(), ("x", "y"), 200),
        (Method::HEAD, "/ping".to_owned(), ("x", "y"), 200),
        (Method::GET, "/nothing".to_owned(), ("x", "y"), 404),
        (Method::GET, "/rest/nothing".to_owned(), ("x", "y"), 404),
        (Method::GET, "/rest".to_owned(), ("x", "y"), 404),
        (Method::GET, "/rest/ping".to_owned(), ("x", "y"), 200),
        (Method::GET, format!("/rest/ping?{login}"), ("x", "y"), 200),
        (Method::GET, format!("/rest/ping?{login}&f=jsonp&callback=a"), ("x", "y"), 200),
        (Method::PUT, format!("/rest/ping?{login}"), ("x", "y"), 200),
        (Method::OPTIONS, "/rest/ping".to_owned(), ("x", "y"), 204),
        (Method::GET, format!("/rest/stream?{login}&id={song}"), ("x", "y"), 200),
        (Method::HEAD, format!("/rest/stream?{login}&id={song}"), ("x", "y"), 200),
        (Method::GET, format!("/rest/stream?{login}&id={song}"), ("range", "bytes=0-1"), 206),
        (Method::GET, format!("/rest/stream?{login}&id={song}"), ("range", "bytes=999999-"), 416),
        (Method::GET, format!("/rest/stream?{login}&id={song}"), ("if-none-match", "*"), 304),
        (Method::GET, format!("/rest/download?{login}&id={song}"), ("x", "y"), 200),
        (Method::GET, format!("/rest/getCoverArt?{login}&id={song}"), ("x", "y"), 200),
        (Method::GET, format!("/rest/getCoverArt?{login}&id={song}"), ("if-none-match", "*"), 304),
        (Method::POST, "/auth/createAdmin".to_owned(), ("x", "y"), 415),
        (Method::POST, "/auth/createAdmin".to_owned(), ("content-type", "application/json"), 422),
        (Method::GET, "/auth/nothing".to_owned(), ("x", "y"), 404),
    ] {
        let request = who.client().request(method.clone(), who.address(&path)).header(header.0, header.1);
        let answer = who.send(request);
        let said = |name: &str| answer.headers.get(name).map_or("", |value| value.to_str().unwrap());
        assert_eq!(answer.status, status, "{method} {path} {header:?}");
        assert_eq!(said("x-content-type-options"), "nosniff", "{method} {path}");
        assert_eq!(said("x-frame-options"), "DENY", "{method} {path}");
        assert_eq!(said("referrer-policy"), "no-referrer", "{method} {path}");
        assert!(said("content-security-policy").contains("default-src 'none'"), "{method} {path}");
        assert!(said("permissions-policy").contains("camera=()"), "{method} {path}");
        // no cache shows one listener's answer to the next
        let kept = said("cache-control");
        assert!(kept == "no-store" || kept.starts_with("private, "), "{method} {path}: {kept:?}");
        for tells_too_much in ["server", "x-powered-by", "set-cookie"] {
            assert_eq!(said(tells_too_much), "", "{method} {path}");
        }
    }
}

#[test]
fn nothing_is_decided_by_a_cookie_or_by_an_authorization_header() {
    let shelf = Shelf::new();
    let who = shelf.app.stranger();
    for (header, value) in [
        ("authorization", "Basic YWRtaW46YWRtaW4="),
        ("authorization", "Bearer admin"),
        ("cookie", "u=admin; p=admin"),
        ("remote-user", "admin"),
        ("x-forwarded-for", "127.0.0.1"),
        ("x-nd-authorization", "Bearer admin"),
    ] {
        let request = who.client().get(who.address("/rest/getUsers?v=1.16.1&c=tests&f=json"));
        assert_eq!(who.send(request.header(header, value)).error_code(), 10, "{header}");
    }
}
