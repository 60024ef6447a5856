//! No door is open that should not be: every endpoint is tried by a listener and by an administrator. What strangers get
//! is in `strangers.rs`.

use crate::rest::formats::{ADMIN, post};
use crate::support::app::TestApp;
use navidrome_rs::http::rest::{Door, TABLE};

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
