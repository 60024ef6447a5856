//! One listener asks for everything with all they know of a library that is not theirs, and reads every byte.

use crate::support::app::TestApp;
use crate::support::house::{House, house};
use crate::support::people::Person;
use navidrome_rs::http::rest::TABLE;

/// Parameters that any endpoint might look at, with what is known of the other library.
fn questions(known: &Known) -> Vec<Vec<(&'static str, String)>> {
    let text = str::to_owned;
    let mut questions = vec![vec![]];
    for id in &known.ids {
        let places = ["id", "albumId", "artistId", "songId", "playlistId", "mediaId", "songIdToAdd", "current"];
        questions.extend(places.map(|place| vec![(place, id.clone())]));
        questions.push(vec![("playlistId", known.own_list.clone()), ("songIdToAdd", id.clone())]);
        questions.push(vec![("id", known.own_song.clone()), ("id", id.clone())]);
        questions.push(vec![("id", id.clone()), ("rating", text("5"))]);
        questions.push(vec![("id", id.clone()), ("position", text("1"))]);
        questions.push(vec![("id", id.clone()), ("currentIndex", text("0"))]);
        questions.push(vec![("name", text("Ben's")), ("songId", id.clone())]);
        questions.push(vec![("id", format!("al-{id}"))]);
        questions.push(vec![("id", format!("mf-{id}_0"))]);
    }
    for kind in
        ["newest", "random", "alphabeticalByName", "alphabeticalByArtist", "frequent", "recent", "starred", "highest"]
    {
        questions.push(vec![("type", text(kind)), ("size", text("500"))]);
        questions.push(vec![("type", text(kind)), ("musicFolderId", text("1"))]);
    }
    questions.push(vec![("type", text("byGenre")), ("genre", text("Secret Genre"))]);
    questions.push(vec![("type", text("byYear")), ("fromYear", text("0")), ("toYear", text("3000"))]);
    for word in ["", "s", "hidden*", "shared", "\"\""] {
        questions.push(vec![("query", text(word)), ("songCount", text("500"))]);
    }
    questions.push(vec![("genre", text("Shared")), ("count", text("500"))]);
    questions.push(vec![("artist", text("Shared Singer")), ("title", text("Secret Two"))]);
    questions.push(vec![("username", text("anna"))]);
    questions.push(vec![("musicFolderId", text("1"))]);
    questions
}

struct Known {
    /// Songs, album, artist and private playlist of the other library.
    ids: Vec<String>,
    own_song: String,
    own_list: String,
}

fn known(app: &TestApp, ben: &Person, anna: &Person) -> Known {
    let song = app.song("Secret One");
    let list = |who: &Person, name: &str, song: &str| {
        let made = who.rest("createPlaylist", [("name", name), ("songId", song)]).ok();
        made["playlist"]["id"].as_str().unwrap().to_owned()
    };
    let own_song = app.song("Open One");
    let ids = vec![
        song.clone(),
        app.song("Secret Two"),
        app.album("Secret Album"),
        app.artist("Secret Artist"),
        list(anna, "Secret of Anna", &song),
    ];
    Known { ids, own_list: list(ben, "Ben's", &own_song), own_song }
}

/// Not asked: these change what Ben may do, or repeat it.
const LEFT_OUT: &[&str] = &["changePassword"];

#[test]
fn nothing_of_another_library_is_in_any_answer() {
    let House { app, ben, anna, .. } = &house(TestApp::setup());
    let known = known(app, ben, anna);
    // there was a time when Ben saw all, and left traces everywhere
    let admin = app.admin();
    admin.rest("updateUser", [("username", "ben"), ("musicFolderId", "1"), ("musicFolderId", "2")]).ok();
    for who in [ben, anna] {
        let id = known.ids[0].as_str();
        who.rest("star", [("id", id), ("albumId", &known.ids[2]), ("artistId", &known.ids[3])]).ok();
        who.rest("setRating", [("id", id), ("rating", "5")]).ok();
        who.rest("scrobble", [("id", id)]).ok();
        who.rest("scrobble", [("id", id), ("submission", "false")]).ok();
        who.rest("createBookmark", [("id", id), ("position", "1"), ("comment", "mine")]).ok();
        who.rest("savePlayQueue", [("id", id)]).ok();
    }
    ben.rest("updatePlaylist", [("playlistId", &known.own_list), ("songIdToAdd", &known.ids[0])]).ok();
    anna.rest("updatePlaylist", [("playlistId", &known.ids[4]), ("public", "true")]).ok();
    anna.rest("updatePlaylist", [("playlistId", &known.ids[4]), ("name", "Of both"), ("public", "true")]).ok();
    admin.rest("updateUser", [("username", "ben"), ("musicFolderId", "2")]).ok();

    let root = app.music.root().to_str().unwrap().to_owned();
    let mut asked = 0;
    for (endpoint, _) in TABLE.iter().filter(|(name, _)| !LEFT_OUT.contains(name)) {
        for (number, question) in questions(&known).into_iter().enumerate() {
            let params: Vec<(&str, &str)> = question.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let answer = ben.ask(endpoint, ["json", "xml"][number % 2], &params);
            let seen = String::from_utf8_lossy(&answer.body).into_owned();
            // the public list's own id is no secret
            for secret in known.ids[..4].iter().map(String::as_str).chain(["Secret", "secret", root.as_str()]) {
                assert!(!seen.contains(secret), "{endpoint} {params:?} tells {secret:?}: {seen}");
            }
            asked += 1;
        }
    }
    assert_eq!(asked, (TABLE.len() - LEFT_OUT.len()) * questions(&known).len());
}
