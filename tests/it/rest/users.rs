//! getUser, getUsers, createUser, updateUser, deleteUser, changePassword.

use super::shelf::Shelf;
use crate::support::app::TestApp;
use crate::support::people::Person;

#[test]
fn goldens() {
    let shelf = Shelf::of(TestApp::setup().start());
    shelf.golden("getUser/oneself", []);
    shelf.golden_of(&shelf.admin, "getUser/anybody_for_an_administrator", [("username", "ANNA")]);
    shelf.golden("getUser/somebody_else", [("username", "admin")]);
    shelf.golden_of(&shelf.admin, "getUser/unknown", [("username", "nobody")]);
    shelf.golden_of(&shelf.admin, "getUsers/plain", []);
    shelf.golden("getUsers/listener", []);
    let [xml, json] = ["bert", "carl"].map(|name| [("username", name), ("password", "x"), ("email", "")]);
    let created = [shelf.admin.xml("createUser", xml), shelf.admin.rest("createUser", json)];
    shelf.compare("createUser/plain", &created[0].text(), &created[1].text());
    shelf.golden_of(&shelf.admin, "createUser/taken", [("username", "BERT"), ("password", "x"), ("email", "")]);
    shelf.golden_of(&shelf.admin, "createUser/without_password", [("username", "dora")]);
    shelf.golden("createUser/listener", json);
    shelf.golden_of(
        &shelf.admin,
        "updateUser/plain",
        [("username", "bert"), ("maxBitRate", "128"), ("shareRole", "false")],
    );
    shelf.golden_of(&shelf.admin, "updateUser/unknown", [("username", "nobody")]);
    shelf.golden_of(&shelf.admin, "getUser/with_a_limit", [("username", "bert")]);
    shelf.golden_of(&shelf.admin, "updateUser/last_administrator", [("username", "admin"), ("adminRole", "false")]);
    shelf.golden_of(&shelf.admin, "deleteUser/last_administrator", [("username", "admin")]);
    shelf.golden_of(&shelf.admin, "deleteUser/unknown", [("username", "nobody")]);
    let [xml, json] = ["bert", "carl"].map(|name| [("username", name)]);
    let deleted = [shelf.admin.xml("deleteUser", xml), shelf.admin.rest("deleteUser", json)];
    shelf.compare("deleteUser/plain", &deleted[0].text(), &deleted[1].text());
    shelf.golden("changePassword/plain", [("username", "anna"), ("password", "anna's password")]);
    shelf.golden("changePassword/somebody_elses", [("username", "admin"), ("password", "x")]);
}

fn may_enter(app: &TestApp, name: &str, password: &str) -> bool {
    Person::known(app.url(), name, password).rest("ping", []).envelope()["status"] == "ok"
}

#[test]
fn an_administrator_makes_changes_and_removes_accounts_and_each_change_counts_at_once() {
    let app = TestApp::setup().start();
    let admin = app.admin();
    let new = [
        ("username", "Bert"),
        ("password", "enc:73657361 6d65"),
        ("email", "b@x"),
        ("adminRole", "true"),
        ("downloadRole", "false"),
    ];
    admin.rest("createUser", new).ok();
    assert!(may_enter(&app, "bert", "enc:73657361 6d65"), "what is no hexadecimal text is the password itself");
    admin.rest("updateUser", [("username", "bert"), ("password", "enc:736573616d65"), ("email", "new@x")]).ok();
    assert!(may_enter(&app, "BERT", "sesame") && !may_enter(&app, "bert", "enc:73657361 6d65"));
    let bert = Person::known(app.url(), "bert", "sesame");
    let user = bert.rest("getUser", []).ok()["user"].take();
    assert_eq!((user["username"].as_str(), user["email"].as_str()), (Some("Bert"), Some("new@x")));
    assert_eq!((user["adminRole"].as_bool(), user["downloadRole"].as_bool()), (Some(true), Some(false)));

    bert.rest("updateUser", [("username", "admin"), ("adminRole", "false")]).ok();
    assert_eq!(app.admin().rest("getUsers", []).error_code(), 50);
    assert_eq!(bert.rest("updateUser", [("username", "bert"), ("adminRole", "false")]).error_code(), 0);
    assert_eq!(bert.rest("deleteUser", [("username", "bert")]).error_code(), 0);
    bert.rest("deleteUser", [("username", "ADMIN")]).ok();
    assert_eq!(app.admin().rest("ping", []).error_code(), 40);
    assert_eq!(bert.rest("getUsers", []).column("/users/user", "username"), ["Bert"]);
}

#[test]
fn everybody_changes_their_own_password_and_nobody_elses() {
    let app = TestApp::setup().start();
    let anna = app.listener("anna");
    anna.rest("changePassword", [("username", "ANNA"), ("password", "enc:c3a9")]).ok();
    assert!(may_enter(&app, "anna", "é") && !may_enter(&app, "anna", "anna's password"));
    let anna = Person::known(app.url(), "anna", "é");
    assert_eq!(anna.rest("changePassword", [("username", "admin"), ("password", "mine")]).error_code(), 50);
    assert!(may_enter(&app, "admin", "admin"));
    app.admin().rest("changePassword", [("username", "anna"), ("password", "again")]).ok();
    assert!(may_enter(&app, "anna", "again"));
    for unfit in ["", "enc:", &"x".repeat(513)] {
        let refused = app.admin().rest("changePassword", [("username", "anna"), ("password", unfit)]);
        assert_eq!(refused.error_code(), 0, "{} bytes", unfit.len());
    }
    assert!(may_enter(&app, "anna", "again"));
}

#[test]
fn names_that_differ_in_case_only_are_one_name_and_unfit_ones_are_none() {
    let app = TestApp::setup().start();
    let create = |name: &str| {
        let params = [("username", name), ("password", "x"), ("email", "")];
        app.admin().rest("createUser", params).envelope()["error"]["code"].as_i64()
    };
    assert_eq!(create("Ärger"), None);
    for taken in ["ärger", "ÄRGER", " Ärger ", "A\u{308}rger", "ADMIN"] {
        assert_eq!(create(taken), Some(0), "{taken:?}");
    }
    for unfit in ["", "   ", "two\nlines", "bell\u{7}", &"x".repeat(101)] {
        assert_eq!(create(unfit), Some(0), "{unfit:?}");
    }
    assert_eq!(create(&"x".repeat(100)), None);
    assert_eq!(app.admin().rest("getUsers", []).column("/users/user", "username").len(), 3);
}

#[test]
fn what_belonged_to_a_removed_listener_is_gone_and_a_new_one_of_the_name_begins_anew() {
    let shelf = Shelf::new();
    let song = shelf.app.song("Cocoon");
    shelf.anna.rest("star", [("id", &song)]).ok();
    shelf.anna.rest("createPlaylist", [("name", "Hers"), ("songId", &song)]).ok();
    shelf.anna.rest("createBookmark", [("id", &song), ("position", "5")]).ok();
    shelf.admin.rest("deleteUser", [("username", "anna")]).ok();
    assert_eq!(shelf.anna.rest("ping", []).error_code(), 40);
    assert_eq!(shelf.admin.rest("getPlaylists", []).column("/playlists/playlist", "name"), [""; 0]);
    let anna = shelf.app.listener("anna");
    assert_eq!(anna.rest("getStarred2", []).column("/starred2/song", "id"), [""; 0]);
    assert_eq!(anna.rest("getBookmarks", []).column("/bookmarks/bookmark", "position"), [""; 0]);
}
