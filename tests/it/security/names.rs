//! A name is one user's and matches no other (CVE-2024-47062: logging in as `%`).

use crate::support::app::TestApp;
use crate::support::people::Person;

#[test]
fn patterns_quotes_and_letters_that_look_alike_match_nobody() {
    let app = TestApp::setup().start();
    app.listener("anna");
    let enter = |name: &str| Person::known(app.url(), name, "admin").rest("ping", []).error_code();
    for name in [
        "%",
        "_____",
        "*",
        "adm%",
        "adm_n",
        "a*",
        "?dmin",
        "[a]dmin",
        "admin\\",
        "\\admin",
        "admin'--",
        "' OR '1'='1",
        "admin\" OR \"\"=\"",
        "admin;",
        "аdmin",
        "ａｄｍｉｎ",
        "àdmin",
        "a\u{301}dmin",
        "adm\u{131}n",
        "admin\u{200B}",
        "\u{FEFF}admin",
        "ad\u{AD}min",
        "admin\0",
        "\0admin",
        "admin\0x",
        "ad min",
        "anna",
        "nobody",
        "admin@",
        "null",
    ] {
        assert_eq!(enter(name), 40, "{name:?}");
    }
    assert_eq!(enter(""), 10);
    for same in ["admin", "ADMIN", "Admin", " admin "] {
        let who = Person::known(app.url(), same, "admin").rest("getUser", []).ok();
        assert_eq!(who["user"]["username"], "admin", "{same:?}");
    }
}

#[test]
fn users_with_strange_names_are_users_of_their_own() {
    let app = TestApp::setup().start();
    let names = ["%", "_", "*", "ann_", "anna", "Änna", "аnna", "o'hara", "a\"b", "a&b=c", "日本", "<b>", "null", "1"];
    for name in names {
        let new = [("username", name), ("password", &format!("{name}'s")), ("email", "")];
        app.admin().rest("createUser", new).ok();
    }
    for name in names {
        for other in names {
            let ping = Person::known(app.url(), name, &format!("{other}'s")).rest("getUser", []).envelope();
            let entered = (name == other).then_some(name);
            assert_eq!(ping["user"]["username"].as_str(), entered, "{name} with the password of {other}");
        }
    }
    app.admin().rest("deleteUser", [("username", "%")]).ok();
    app.admin().rest("deleteUser", [("username", "_")]).ok();
    app.admin().rest("deleteUser", [("username", "*")]).ok();
    assert_eq!(app.query("SELECT name AS it FROM account").len(), 1 + names.len() - 3);
}
