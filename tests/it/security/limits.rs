//! How much one client may try and ask, and that others do not notice.

use crate::support::app::{Setup, TestApp};
use crate::support::people::{Answer, Person};
use reqwest::blocking::RequestBuilder;
use std::io::{Read, Write};
use std::net::TcpStream;

fn limited() -> Setup {
    TestApp::setup().config(|config| config.security.auth_request_limit = 5)
}

/// How many passwords were looked at since the start.
fn looked_at(app: &TestApp) -> u64 {
    app.parts().keys.passwords.opened()
}

/// A wrong login, by one of all the ways there are, to one of many endpoints.
fn wrong_login(who: &Person, n: usize) -> Answer {
    let endpoint = ["ping", "getAlbumList2", "stream.view", "getCoverArt", "createUser", "star"][n % 6];
    let get = || who.client().get(who.address(&format!("/rest/{endpoint}")));
    let name = if n.is_multiple_of(2) { "admin" } else { "nobody" };
    let password = format!("guess {n}");
    let common = [("v", "1.16.1"), ("c", "guesser"), ("f", "json"), ("u", name)];
    let with = |request: RequestBuilder, proof: &[(&str, &str)]| request.query(&[&common[..], proof].concat());
    let enc = format!("enc:{}", data_encoding::HEXLOWER.encode(password.as_bytes()));
    let request = match n / 6 % 6 {
        0 => with(get(), &[("p", &password)]),
        1 => with(get(), &[("p", &enc)]),
        2 => with(get(), &[("t", "26719a1196d2a940705a59634eb18eab"), ("s", &password)]),
        3 => get().query(&[&common[..3], &[("apiKey", &password)]].concat()),
        4 => with(get(), &[]).basic_auth(name, Some(&password)),
        _ => {
            let form = [&common[..], &[("p", password.as_str())]].concat();
            who.client().post(who.address(&format!("/rest/{endpoint}"))).form(&form)
        }
    };
    let forged = format!("198.51.100.{}", n % 250);
    let headers = ["X-Forwarded-For", "X-Real-IP", "True-Client-IP", "Forwarded", "CF-Connecting-IP"];
    who.send(headers.iter().fold(request, |request, header| request.header(*header, &forged)))
}

#[test]
fn wrong_logins_are_counted_over_all_ways_in() {
    let app = limited().start();
    let guesser = app.stranger();
    let admin = app.admin().at("127.0.0.2");
    for window in 1..=4 {
        for n in 0..250 {
            let answer = wrong_login(&guesser, n);
            assert_eq!(answer.envelope()["status"], "failed");
            if answer.status == 429 {
                assert!(answer.headers["retry-after"].to_str().unwrap().parse::<u32>().unwrap() <= 20);
            }
            if n % 50 == 0 {
                let before = looked_at(&app);
                admin.rest("ping", []).ok();
                assert_eq!(looked_at(&app), before + 1);
            }
        }
        let by_the_admin = window * 5;
        assert_eq!(looked_at(&app) - by_the_admin, window * 5, "in window {window}");
        app.clock.advance(20_000);
    }
    // the window is over: the same address may try again, and a right login costs nothing
    for _ in 0..20 {
        app.admin().rest("ping", []).ok();
    }
}

#[test]
fn a_hundred_logins_at_once_do_not_slip_past_the_limit() {
    let app = limited().start();
    let url = app.url();
    std::thread::scope(|scope| {
        for _ in 0..20 {
            scope.spawn(|| {
                let who = Person::known(url, "admin", "wrong");
                for _ in 0..5 {
                    assert!([0, 40].contains(&who.rest("ping", []).error_code()));
                }
            });
        }
    });
    assert_eq!(looked_at(&app), 5);
}

#[test]
fn right_logins_at_once_are_never_turned_away() {
    let app = limited().start();
    let url = app.url();
    std::thread::scope(|scope| {
        for _ in 0..20 {
            let admin = Person::known(url, "admin", "admin");
            scope.spawn(move || (0..20).for_each(|_| drop(admin.rest("ping", []).ok())));
        }
    });
}

#[test]
fn forwarded_headers_change_nothing_without_a_trusted_proxy() {
    let tries = |app: &TestApp, who: &Person| {
        (0..20).for_each(|n| {
            // each time another name, so that no account's own limit is reached
            let request = who.client().get(who.address(&format!("/rest/ping?u=admin{n}&p=wrong&v=1&c=t&f=json")));
            who.send(request.header("X-Forwarded-For", format!("198.51.100.{n}")));
        });
        looked_at(app)
    };
    let app = limited().start();
    assert_eq!(tries(&app, &app.stranger()), 5);
    let app = limited().config(|config| config.security.trusted_proxies = vec!["127.0.0.2".parse().unwrap()]).start();
    assert_eq!(tries(&app, &app.stranger()), 5);
    assert_eq!(tries(&app, &app.stranger().at("127.0.0.2")), 5 + 20);
}

#[test]
fn unknown_names_and_wrong_passwords_cost_the_same_work() {
    let app = TestApp::setup().start();
    for name in ["admin", "nobody", "ADMIN", "%"] {
        let before = looked_at(&app);
        let answer = Person::known(app.url(), name, "wrong").rest("ping", []);
        assert_eq!(looked_at(&app), before + 1, "{name}");
        assert_eq!(answer.envelope()["error"]["message"], "wrong username or password", "{name}");
    }
}

#[test]
fn more_requests_than_the_limit_are_answered_with_429() {
    let app = TestApp::setup().config(|config| config.security.request_limit = 2).start();
    let admin = app.admin();
    let answers: Vec<Answer> = (0..12).map(|_| admin.rest("ping", [])).collect();
    let passed = answers.iter().filter(|answer| answer.status == 200).count();
    assert_eq!(passed, 10, "a burst of five times the limit");
    let refused = &answers[11];
    assert_eq!((refused.status.as_u16(), refused.error_code()), (429, 0));
    assert_eq!(refused.headers["retry-after"], "1");
    assert!(admin.get("/rest/ping?u=admin").text().starts_with("<?xml"));
    assert_eq!(admin.get("/auth/createAdmin").status, 429);
    assert_eq!(admin.get("/ping").status, 200, "health checks are not counted");
    // another address has its own share, and the user one for both
    assert_eq!(app.stranger().at("127.0.0.2").rest("ping", []).error_code(), 10);
    assert_eq!(app.admin().at("127.0.0.2").rest("ping", []).status, 429);
    app.clock.advance(1000);
    admin.rest("ping", []).ok();
}

#[test]
fn slow_readers_and_senders_hold_nobody_up() {
    let app = TestApp::with([crate::support::library::song("A/B/01 White Horses.flac")]);
    let id = app.song("White Horses");
    let host = app.url().strip_prefix("http://").unwrap().to_owned();
    let stuck: Vec<TcpStream> = (0..200)
        .map(|n| {
            let mut connection = TcpStream::connect(&host).unwrap();
            let login = "u=admin&p=admin&v=1&c=t";
            let said = match n % 4 {
                0 => "GET /rest/pi".to_owned(),
                1 => format!("GET /rest/ping?{login} HTTP/1.1\r\nhost: x\r\nx-slow: "),
                2 => format!(
                    "POST /rest/ping?{login} HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\ncontent-type: \
                     application/x-www-form-urlencoded\r\n\r\nf="
                ),
                _ => format!("GET /rest/stream?id={id}&{login} HTTP/1.1\r\nhost: x\r\n\r\n").repeat(200),
            };
            connection.write_all(said.as_bytes()).unwrap();
            connection
        })
        .collect();
    let admin = app.admin();
    for _ in 0..100 {
        admin.rest("getAlbumList2", [("type", "newest")]).ok();
    }
    // and the slow ones are served as soon as they go on
    let mut one = &stuck[1];
    one.write_all(b"no more\r\nconnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    one.read_to_string(&mut answer).unwrap();
    assert!(answer.contains("status=\"ok\""), "{answer}");
}

#[test]
fn one_listener_downloads_only_so_many_files_at_once() {
    let app = TestApp::setup()
        .config(|config| config.library.max_concurrent_downloads = 2)
        .with([crate::support::library::song("A/B/01 White Horses.wav")]);
    let (id, admin) = (app.song("White Horses"), app.admin());
    app.music.write("A/B/01 White Horses.wav", vec![0; 20 << 20]);
    let path = format!("/rest/download?u=admin&p=admin&v=1&c=t&f=json&id={id}");
    let begun: Vec<_> = (0..2).map(|_| admin.client().get(admin.address(&path)).send().unwrap()).collect();
    assert!(begun.iter().all(|answer| answer.status() == 200));
    let refused = admin.get(&path);
    assert_eq!((refused.status.as_u16(), refused.error_code()), (429, 0));
    app.listener("anna").rest("download", [("id", &id)]);
    drop(begun);
    let free = (0..500).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(10));
        admin.send(admin.client().get(admin.address(&path)).header("Range", "bytes=0-1")).status == 206
    });
    assert!(free, "those who left still hold their places");
}
