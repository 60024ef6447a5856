//! Logging in by a reverse proxy's word: the trusted way through a real nginx, and every forgery.

use crate::cli::program::Program;
use crate::support::app::{Setup, TestApp};
use crate::support::nginx::Nginx;
use crate::support::people::{Answer, Person};
use navidrome_rs::config::security::Exclusive;
use navidrome_rs::config::{Config, Secret};

/// From where the tests' nginx asks.
const PROXY: &str = "127.0.0.9";

fn behind_proxy() -> Setup {
    TestApp::setup().without_admin().config(|config: &mut Config| {
        config.security.external.trusted_sources = vec![PROXY.parse().unwrap()];
    })
}

/// nginx as the documentation shows it: it knows its users, and says who is asking.
fn nginx(upstream: &str) -> Nginx {
    Nginx::start(
        &format!(
            "location / {{\n auth_basic music;\n proxy_pass {upstream};\n proxy_bind {PROXY};\n \
             proxy_set_header Remote-User $remote_user;\n}}"
        ),
        &["anna", "bert"],
    )
}

/// A request through the proxy, which has checked the password.
fn through(proxy: &Nginx, name: &str, path: &str) -> Answer {
    let who = Person::stranger(&proxy.url);
    who.send(who.client().get(who.address(path)).basic_auth(name, Some(name)))
}

/// A request with these headers, past the proxy.
fn with_headers(who: &Person, path: &str, headers: &[(&str, &str)]) -> Answer {
    let request = who.client().get(who.address(path));
    who.send(headers.iter().fold(request, |request, (name, value)| request.header(*name, *value)))
}

const PING: &str = "/rest/ping?v=1.16.1&c=t&f=json";
const ME: &str = "/rest/getUser?v=1.16.1&c=t&f=json";

#[test]
fn whoever_the_proxy_names_comes_in_and_the_first_is_the_administrator() {
    let app = behind_proxy().start();
    let proxy = nginx(app.url());
    let user = |name: &str, also: &str| {
        let user = through(&proxy, name, &format!("{ME}&username={name}{also}")).ok()["user"].take();
        (user["username"].as_str().unwrap().to_owned(), user["adminRole"].as_bool().unwrap())
    };
    assert_eq!(user("anna", ""), ("anna".to_owned(), true), "{}", proxy.log());
    assert_eq!(user("bert", ""), ("bert".to_owned(), false));
    assert_eq!(user("bert", "&u=bert&p=whatever"), ("bert".to_owned(), false), "the header overrides a wrong password");
    assert_eq!(user("anna", "&u=ANNA"), ("anna".to_owned(), true));
    // the account has a password that nobody knows
    assert_eq!(Person::known(app.url(), "anna", "anna").rest("ping", []).error_code(), 40);
    assert_eq!(Person::stranger(&proxy.url).get(PING).status, 401, "nginx lets no stranger pass");
}

#[test]
fn the_proxy_overwrites_what_a_client_forges() {
    let app = behind_proxy().start();
    let proxy = nginx(app.url());
    through(&proxy, "anna", PING).ok();
    let who = Person::stranger(&proxy.url);
    let request = who.client().get(who.address(&format!("{ME}&username=bert"))).basic_auth("bert", Some("bert"));
    let user = who.send(request.header("Remote-User", "anna").header("remote_user", "anna")).ok()["user"].take();
    assert_eq!((&user["username"], &user["adminRole"]), (&"bert".into(), &false.into()));
}

#[test]
fn a_forged_user_header_is_ignored_and_logged() {
    let home = Program::new();
    let server =
        home.serve(&[("ND_EXTAUTH_TRUSTEDSOURCES", "192.0.2.7,@"), ("ND_DEVAUTOCREATEADMINPASSWORD", "admin")]);
    let who = Person::stranger(&server.url);
    for headers in [
        &[("Remote-User", "admin")][..],
        &[("Remote-User", "admin"), ("X-Forwarded-For", "192.0.2.7"), ("X-Real-IP", "192.0.2.7")],
        &[("Remote-User", "admin"), ("Forwarded", "for=192.0.2.7"), ("True-Client-IP", "192.0.2.7")],
    ] {
        assert_eq!(with_headers(&who, PING, headers).error_code(), 10);
        assert_eq!(with_headers(&who, &format!("{PING}&u=admin&p=wrong"), headers).error_code(), 40);
        with_headers(&who, &format!("{PING}&u=admin&p=admin"), headers).ok();
    }
    let log = server.stop();
    assert!(log.contains("named by somebody who is not trusted to"), "{log}");
}

#[test]
fn credentials_given_twice_are_refused() {
    let app = behind_proxy().start();
    let proxy = app.stranger().at(PROXY);
    let anna = ("Remote-User", "anna");
    with_headers(&proxy, PING, &[anna]).ok();
    for (path, headers) in [
        (PING.to_owned(), &[anna, ("Remote-User", "bert")][..]),
        (PING.to_owned(), &[anna, anna]),
        (PING.to_owned(), &[("Remote-User", "anna,bert")]),
        (format!("{PING}&u=bert"), &[anna]),
        (format!("{PING}&u=anna&u=bert"), &[anna]),
        (format!("{PING}&u=anna&u=anna&p=x"), &[]),
        (format!("{PING}&u=anna&p=x&p=y"), &[]),
        (format!("{PING}&u=anna&t=x&s=a&s=b"), &[]),
    ] {
        assert_eq!(with_headers(&proxy, &path, headers).error_code(), 43, "{path} {headers:?}");
    }
    let form = proxy.client().post(proxy.address(&format!("{PING}&u=anna"))).form(&[("u", "bert"), ("p", "x")]);
    assert_eq!(proxy.send(form).error_code(), 43);
    assert_eq!(with_headers(&proxy, PING, &[("Remote_User", "anna")]).error_code(), 10, "another header");
}

#[test]
fn exclusive_shuts_every_other_way() {
    for (exclusive, rest, web) in [(Exclusive::Rest, 50, 200), (Exclusive::Web, 0, 403), (Exclusive::Both, 50, 403)] {
        let app = behind_proxy().config(move |config| config.security.external.exclusive = exclusive).start();
        let who = app.stranger();
        let first = who.client().post(who.address("/auth/createAdmin"));
        let made = who.send(first.json(&serde_json::json!({ "username": "me", "password": "a good one" })));
        assert_eq!(made.status, web, "{exclusive}");
        with_headers(&app.stranger().at(PROXY), PING, &[("Remote-User", "me")]).ok();
        app.set_password("me", "a good one");
        for proof in ["p=a%20good%20one", "p=enc:6120676f6f64206f6e65", "t=7a02c0f2&s=salt", "apiKey=x", ""] {
            for at in ["127.0.0.1", PROXY] {
                let who = app.stranger().at(at);
                let answer = who.get(&format!("{PING}&u=me&{proof}"));
                if rest == 50 {
                    assert_eq!(answer.error_code(), 50, "{exclusive} {proof} {at}");
                } else if proof.starts_with("p=") {
                    answer.ok();
                }
            }
        }
        assert_eq!(app.stranger().get("/rest/getOpenSubsonicExtensions?f=json").envelope()["status"], "ok");
    }
}

#[test]
fn a_neighbour_without_the_shared_secret_is_not_the_proxy() {
    let app = behind_proxy()
        .config(|config| config.security.external.shared_secret = Some(Secret::new("open sesame")))
        .start();
    let proxy = app.stranger().at(PROXY);
    let anna = ("Remote-User", "anna");
    for headers in [&[anna][..], &[anna, ("Remote-Secret", "sesame")], &[anna, ("Remote-Secret", "")]] {
        let answer = with_headers(&proxy, PING, headers);
        assert_eq!(answer.error_code(), 50, "{headers:?}");
        assert!(!answer.text().contains("sesame"));
    }
    with_headers(&proxy, PING, &[anna, ("Remote-Secret", "open sesame")]).ok();
}

#[test]
fn over_the_unix_socket_the_demanded_user_alone_is_believed() {
    for (uid, is_believed) in [(-1, true), (rustix::process::geteuid().as_raw().into(), true), (4242, false)] {
        let folder = tempfile::tempdir().unwrap();
        let socket = folder.path().join("music.sock");
        let address = format!("unix:{}", socket.display());
        let app = TestApp::setup()
            .without_admin()
            .config(move |config| {
                config.server.address = address.parse().unwrap();
                config.security.external.trusted_sources = vec!["@".parse().unwrap()];
                config.security.external.socket_uid = uid;
            })
            .start();
        let proxy = Nginx::start(
            &format!(
                "location / {{\n auth_basic music;\n proxy_pass http://unix:{}:;\n proxy_set_header Remote-User \
                 $remote_user;\n}}",
                socket.display()
            ),
            &["anna"],
        );
        let answer = through(&proxy, "anna", PING);
        assert_eq!(answer.envelope()["status"], if is_believed { "ok" } else { "failed" }, "{uid}");
        drop(app);
    }
}
