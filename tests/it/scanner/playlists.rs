//! Playlist files in the music folder.

use crate::support::app::{Setup, TestApp, each_engine};
use crate::support::library::album;
use crate::support::people::Person;
use navidrome_rs::scanner::Kind;

fn with_songs(setup: Setup) -> TestApp {
    let app = setup.start();
    app.music.add(album("Low/Hey What", 4));
    app
}

/// Names with the titles in them.
fn lists(person: &Person) -> Vec<(String, Vec<String>)> {
    let all = person.rest("getPlaylists", []);
    let ids = all.column("/playlists/playlist", "id");
    let titles = |id: &String| person.rest("getPlaylist", [("id", id)]).column("/playlist/entry", "title");
    all.column("/playlists/playlist", "name").into_iter().zip(ids.iter().map(titles)).collect()
}

fn list(name: &str, titles: &[&str]) -> (String, Vec<String>) {
    (name.to_owned(), titles.iter().map(|title| (*title).to_owned()).collect())
}

#[test]
fn playlist_files_are_imported_however_they_are_written() {
    each_engine(|setup| {
        let app = with_songs(setup);
        let root = app.music.root().display().to_string();
        let latin1 = b"#PLAYLIST:Caf\xe9\n../Low/Hey What/01 Song 1.mp3\n";
        app.music
            .write("Lists/a relative.m3u", "#EXTM3U\n../Low/Hey What/02 Song 2.mp3\n\n../Low/Hey What/01 Song 1.mp3\n")
            .write("Lists/b absolute.m3u8", format!("{root}/Low/Hey What/03 Song 3.mp3\n/elsewhere/x.mp3\n"))
            .write("Lists/c windows.m3u", "\u{feff}#EXTM3U\r\n..\\Low\\Hey What\\04 Song 4.mp3\r\n")
            .write("Lists/d named.m3u", "#EXTM3U\n#PLAYLIST:Named Inside\n#EXTINF:1,x\n../Low/Hey What/01 Song 1.mp3\n")
            .write(
                "Lists/e missing.m3u",
                "../Low/Hey What/nothing.mp3\n../Low/Hey What/02 Song 2.mp3\n../../../etc/passwd\n",
            )
            .write("Lists/f latin1.m3u", latin1)
            .write("g root.M3U", "Low/Hey What/01 Song 1.mp3\nLow/Hey What/01 Song 1.mp3\n")
            .write("Lists/h case.m3u", "../LOW/hey what/03 song 3.MP3\n")
            .write("Lists/i empty.m3u", "")
            .write("Lists/j.nsp", "{}")
            .write(
                "Low/Hey What/k url.m3u",
                "file://".to_owned()
                    + &root.replace(' ', "%20")
                    + "/Low/Hey%20What/01%20Song%201.mp3\nhttp://example.org/radio\n",
            );
        app.scan(Kind::Quick);
        let mut imported = lists(&app.admin());
        imported.sort();
        assert_eq!(
            imported,
            [
                list("Café", &["Song 1"]),
                list("Named Inside", &["Song 1"]),
                list("a relative", &["Song 2", "Song 1"]),
                list("b absolute", &["Song 3"]),
                list("c windows", &["Song 4"]),
                list("e missing", &["Song 2"]),
                list("g root", &["Song 1", "Song 1"]),
                list("h case", &["Song 3"]),
                list("i empty", &[]),
                list("k url", &["Song 1"]),
            ]
        );
    });
}

#[test]
fn a_changed_file_changes_its_playlist_and_keeps_its_id() {
    each_engine(|setup| {
        let app = with_songs(setup);
        let id = || app.admin().rest("getPlaylists", []).column("/playlists/playlist", "id");
        app.music.write("list.m3u", "Low/Hey What/01 Song 1.mp3\n");
        app.scan(Kind::Quick);
        let before = id();
        app.music.write("list.m3u", "Low/Hey What/03 Song 3.mp3\nLow/Hey What/02 Song 2.mp3\n");
        assert_eq!(app.scan(Kind::Quick).files_read, 0);
        assert_eq!(lists(&app.admin()), [list("list", &["Song 3", "Song 2"])]);
        assert_eq!((before.len(), id()), (1, before));
        // a listener who could see it may not write in it, and neither may its owner while it follows the file
        let [id] = id().try_into().unwrap();
        let song = app.song("Song 4");
        assert_eq!(app.admin().rest("updatePlaylist", [("playlistId", &id), ("songIdToAdd", &song)]).error_code(), 50);
        assert_eq!(lists(&app.listener("anna")), []);
    });
}

#[test]
fn playlists_wait_for_the_first_administrator() {
    each_engine(|setup| {
        let app = with_songs(setup.without_admin());
        app.music.write("list.m3u", "Low/Hey What/01 Song 1.mp3\n");
        app.scan(Kind::Quick);
        assert_eq!(app.query("SELECT name AS it FROM playlist"), [""; 0]);
        let login = serde_json::json!({ "username": "eva", "password": "eva's" });
        let stranger = app.stranger();
        let made = stranger.send(stranger.client().post(stranger.address("/auth/createAdmin")).json(&login));
        assert_eq!(made.status, 200, "{}", made.text());
        app.await_scan();
        let eva = Person::known(app.url(), "eva", "eva's");
        assert_eq!(lists(&eva), [list("list", &["Song 1"])]);
        assert_eq!(eva.rest("getPlaylists", []).column("/playlists/playlist", "owner"), ["eva"]);
    });
}

#[test]
fn playlists_are_taken_from_the_configured_folders_alone() {
    let app = with_songs(TestApp::setup().config(|config| config.playlists.folders = "Lists/**:.".parse().unwrap()));
    for folder in ["", "Lists/deep/", "Other/"] {
        app.music.write(format!("{folder}in {}.m3u", folder.len()), "Low/Hey What/01 Song 1.mp3\n");
    }
    app.scan(Kind::Quick);
    let names: Vec<String> = lists(&app.admin()).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["in 0", "in 11"]);
    let none = with_songs(TestApp::setup().config(|config| config.playlists.auto_import = false));
    none.music.write("list.m3u", "Low/Hey What/01 Song 1.mp3\n");
    none.scan(Kind::Quick);
    assert_eq!(lists(&none.admin()), []);
}
