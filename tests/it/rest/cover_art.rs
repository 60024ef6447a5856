//! getCoverArt.

use super::shelf::Shelf;
use crate::support::app::TestApp;
use crate::support::library::{red_picture, song};
use crate::support::people::{Answer, Person};
use image::{ImageFormat, RgbImage};
use std::io::Cursor;

fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    RgbImage::from_fn(width, height, |x, y| image::Rgb([x as u8, y as u8, 90])).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn size_of(answer: &Answer) -> (u32, u32) {
    assert!(
        answer.content_type.starts_with("image/"),
        "{}: {}",
        answer.content_type,
        String::from_utf8_lossy(&answer.body)
    );
    let picture = image::load_from_memory(&answer.body).unwrap();
    (picture.width(), picture.height())
}

fn header<'a>(answer: &'a Answer, name: &str) -> &'a str {
    answer.headers.get(name).map_or("", |value| value.to_str().unwrap())
}

/// Whether both are the same picture, whatever became of its bytes.
fn is(answer: &Answer, bytes: &[u8]) -> bool {
    image::load_from_memory(&answer.body).unwrap().to_rgb8() == image::load_from_memory(bytes).unwrap().to_rgb8()
}

#[test]
fn goldens() {
    let shelf = Shelf::new();
    shelf.golden("getCoverArt/without_id", []);
    shelf.golden("getCoverArt/unknown", [("id", "al-gone")]);
}

/// One album of two songs with a picture beside them.
fn with_cover(cover: &[u8]) -> (TestApp, Person) {
    let app = TestApp::setup().start();
    app.music.add([song("Low/Hey What/01 White Horses.flac"), song("Low/Hey What/02 I Can Wait.mp3")]);
    app.music.write("Low/Hey What/cover.png", cover);
    app.scan(navidrome_rs::scanner::Kind::Quick);
    let anna = app.listener("anna");
    (app, anna)
}

#[test]
fn a_picture_has_the_size_asked_for_but_is_never_enlarged() {
    let (app, anna) = with_cover(&picture(400, 200, ImageFormat::Png));
    let id = format!("al-{}", app.album("Hey What"));
    for (size, expected) in [
        ("", (400, 200)),
        ("0", (400, 200)),
        ("-1", (400, 200)),
        ("1", (1, 1)),
        ("100", (100, 50)),
        ("399", (399, 200)),
        ("400", (400, 200)),
        ("401", (400, 200)),
        ("2000000000", (400, 200)),
        ("9223372036854775807", (400, 200)),
        ("-9223372036854775808", (400, 200)),
    ] {
        assert_eq!(size_of(&anna.rest("getCoverArt", [("id", &id), ("size", size)])), expected, "size {size}");
    }
    let square = anna.rest("getCoverArt", [("id", &id), ("size", "100"), ("square", "true")]);
    assert_eq!(size_of(&square), (100, 100));
    assert_eq!(anna.rest("getCoverArt", [("id", &id), ("size", "9223372036854775808")]).error_code(), 0);
}

#[test]
fn every_id_that_answers_give_leads_to_a_picture_and_so_does_the_bare_id() {
    let (app, anna) = with_cover(&red_picture());
    let album = anna.rest("getAlbum", [("id", &app.album("Hey What"))]).ok()["album"].take();
    let song = album["song"][0].clone();
    let list = anna.rest("createPlaylist", [("name", "Mine"), ("songId", song["id"].as_str().unwrap())]).ok();
    let list = anna.rest("getPlaylist", [("id", list["playlist"]["id"].as_str().unwrap())]).ok()["playlist"].take();
    let mut asked = 0;
    for thing in [&album, &song, &list] {
        for field in ["coverArt", "id"] {
            let id = thing[field].as_str().unwrap_or_else(|| panic!("no {field} in {thing}"));
            let answer = anna.rest("getCoverArt", [("id", id)]);
            assert!(is(&answer, &red_picture()), "{field} {id} shows another picture");
            asked += 1;
        }
    }
    assert_eq!(asked, 6);
}

#[test]
fn a_picture_with_a_version_may_be_kept_for_ever_and_one_without_is_asked_for_again() {
    let (app, anna) = with_cover(&picture(50, 50, ImageFormat::Png));
    let album = anna.rest("getAlbum", [("id", &app.album("Hey What"))]).ok()["album"].take();
    let versioned = album["coverArt"].as_str().unwrap().to_owned();
    let bare = format!("al-{}", album["id"].as_str().unwrap());
    let ask = |id: &str, known: &str| {
        let login =
            [("u", "anna"), ("p", "anna's password"), ("v", "1.16.1"), ("c", "tests"), ("id", id), ("size", "20")];
        let request = anna.client().get(anna.address("/rest/getCoverArt")).query(&login);
        anna.send(request.header("if-none-match", known))
    };
    for (id, keep) in [(&versioned, "private, max-age=31536000, immutable"), (&bare, "private, no-cache")] {
        let answer = ask(id, "\"another\"");
        assert_eq!((answer.status.as_u16(), header(&answer, "cache-control")), (200, keep));
        let etag = header(&answer, "etag");
        let again = ask(id, etag);
        assert_eq!((again.status.as_u16(), again.body.len(), header(&again, "etag")), (304, 0, etag));
    }
    let before = header(&ask(&bare, ""), "etag").to_owned();
    app.music.write("Low/Hey What/cover.png", red_picture());
    app.scan(navidrome_rs::scanner::Kind::Quick);
    let after = ask(&bare, &before);
    assert_eq!(after.status, 200);
    assert!(is(&after, &red_picture()));
    let album = anna.rest("getAlbum", [("id", &app.album("Hey What"))]).ok();
    assert_ne!(album["album"]["coverArt"], versioned.as_str());
}

#[test]
fn a_picture_that_is_put_beside_known_songs_is_shown_after_the_next_scan() {
    let on_disc = |path: &str| song(path).artist("Low").album("Hey What");
    let app = TestApp::with(
        ["CD 1/01 White Horses", "CD 2/01 I Can Wait"].map(|path| on_disc(&format!("Low/Hey What/{path}.mp3"))),
    );
    let anna = app.listener("anna");
    let shown = |id: &str| is(&anna.rest("getCoverArt", [("id", id)]), &red_picture());
    let (album, artist) = (app.album("Hey What"), app.artist("Low"));
    assert!(!shown(&album) && !shown(&artist));
    app.music.write("Low/Hey What/cover.png", red_picture());
    app.music.write("Low/artist.png", red_picture());
    app.scan(navidrome_rs::scanner::Kind::Quick);
    assert!(shown(&album), "the album keeps its placeholder");
    assert!(shown(&artist), "the artist keeps the placeholder");
    app.music.remove("Low/Hey What/cover.png").remove("Low/artist.png");
    app.scan(navidrome_rs::scanner::Kind::Quick);
    assert!(!shown(&album) && !shown(&artist));
}

#[test]
fn where_there_is_no_picture_a_placeholder_is_shown_that_nobody_keeps() {
    let shelf = Shelf::new();
    let list =
        shelf.anna.rest("createPlaylist", [("name", "Empty")]).ok()["playlist"]["id"].as_str().unwrap().to_owned();
    for id in [
        format!("al-{}", shelf.app.album("Vespertine")),
        format!("mf-{}", shelf.app.song("Cocoon")),
        format!("ar-{}", shelf.app.artist("Björk")),
        format!("dc-{}:1", shelf.app.album("Vespertine")),
        format!("pl-{list}_1f"),
        shelf.app.song("Letter"),
    ] {
        let answer = shelf.anna.rest("getCoverArt", [("id", &id), ("size", "64")]);
        assert_eq!(header(&answer, "cache-control"), "no-store", "{id}");
        let (width, height) = size_of(&answer);
        assert_eq!(width.max(height), 64, "{id}");
    }
}

#[test]
fn a_broken_picture_gives_way_to_the_next_source() {
    let good = red_picture();
    let broken = &picture(40, 40, ImageFormat::Png)[..60];
    let app = TestApp::setup().start();
    app.music.add([song("Low/Hey What/01 White Horses.flac").picture(broken)]);
    app.music.write("Low/Hey What/cover.png", &good);
    app.music.add([song("Low/Ones and Sixes/01 Gentle.flac").picture(broken)]);
    app.scan(navidrome_rs::scanner::Kind::Quick);
    let anna = app.listener("anna");
    let sized = |id: &str| anna.rest("getCoverArt", [("id", id), ("size", "4")]);
    let white_horses = sized(&app.song("White Horses"));
    assert_eq!((size_of(&white_horses), header(&white_horses, "cache-control") == "no-store"), ((4, 4), false));
    let gentle = sized(&app.song("Gentle"));
    assert_eq!((size_of(&gentle), header(&gentle, "cache-control")), ((4, 4), "no-store"));
}

#[test]
fn formats_that_could_hold_scripts_are_no_pictures() {
    let app = TestApp::setup().start();
    app.music.add([song("Low/Hey What/01 White Horses.mp3")]);
    app.music
        .write("Low/Hey What/cover.jpg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>");
    app.scan(navidrome_rs::scanner::Kind::Quick);
    let answer = app.listener("anna").rest("getCoverArt", [("id", &app.album("Hey What"))]);
    assert_eq!(header(&answer, "cache-control"), "no-store");
    assert!(!String::from_utf8_lossy(&answer.body).contains("script"));
}
