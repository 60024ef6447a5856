//! Two libraries under one roof, and who may see which.

use super::app::{Setup, TestApp};
use super::library::{Library, red_picture, song};
use super::people::Person;
use navidrome_rs::scanner::Kind;

/// Everything in the first library is called secret; Ben is given the second alone, Anna both.
pub struct House {
    pub app: TestApp,
    pub ben: Person,
    pub anna: Person,
    _second: Library,
}

/// Starts it.
pub fn house(setup: Setup) -> House {
    let (app, second) = (setup.start(), Library::new());
    app.music.add([
        song("Secret Artist/Secret Album/01 Secret One.mp3")
            .genres(&["Secret Genre", "Shared"])
            .picture(&red_picture()),
        song("Secret Artist/Secret Album/02 Secret Two.mp3").artist("Shared Singer").lyrics("secret words"),
    ]);
    app.music.write("Secret list.m3u", "Secret Artist/Secret Album/01 Secret One.mp3");
    second.add([
        song("Open Artist/Open Album/01 Open One.mp3").genres(&["Shared"]).artist("Shared Singer"),
        song("Open Artist/Open Album/02 Open Two.mp3"),
    ]);
    app.execute(&format!(
        "INSERT INTO library (id, name, path, created_at, updated_at) VALUES (2, 'Second', '{}', 0, 0)",
        second.root().display()
    ));
    app.scan(Kind::Quick);
    let admin = app.admin();
    let account = [("username", "ben"), ("password", "ben's"), ("email", "b@example.org"), ("musicFolderId", "2")];
    admin.rest("createUser", account).ok();
    let ben = Person::known(app.url(), "ben", "ben's");
    let anna = app.listener("anna");
    House { app, ben, anna, _second: second }
}
