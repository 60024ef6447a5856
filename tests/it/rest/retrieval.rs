//! stream and download.

use super::shelf::Shelf;
use crate::support::app::TestApp;
use crate::support::library::song;
use crate::support::people::{Answer, Person};
use reqwest::Method;
use std::fs;

/// A request for a song's file, with these headers.
fn ask(who: &Person, method: Method, endpoint: &str, id: &str, headers: &[(&str, &str)]) -> Answer {
    let query = [("u", "anna"), ("p", "anna's password"), ("v", "1.16.1"), ("c", "tests"), ("id", id)];
    let mut request = who.client().request(method, who.address(&format!("/rest/{endpoint}"))).query(&query);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    who.send(request)
}

fn header<'a>(answer: &'a Answer, name: &str) -> &'a str {
    answer.headers.get(name).map_or("", |value| value.to_str().unwrap())
}

#[test]
fn goldens() {
    let shelf = Shelf::new();
    for endpoint in ["stream", "download"] {
        let [unknown, without] = match endpoint {
            "stream" => ["stream/unknown_song", "stream/without_id"],
            _ => ["download/unknown_song", "download/without_id"],
        };
        shelf.golden(unknown, [("id", "gone")]);
        shelf.golden(without, []);
    }
    shelf.admin.rest("updateUser", [("username", "anna"), ("downloadRole", "false")]).ok();
    shelf.golden("download/not_allowed", [("id", &shelf.app.song("Letter"))]);
}

#[test]
fn a_song_comes_whole_with_its_type_length_and_duration_whatever_its_format() {
    let shelf = Shelf::new();
    for (title, path, content_type) in [
        ("White Horses", "Low/Hey What/01 White Horses.flac", "audio/flac"),
        ("I Can Wait", "Low/Hey What/02 I Can Wait.mp3", "audio/mpeg"),
        ("Hidden Place", "Björk/Vespertine/01 Hidden Place.m4a", "audio/mp4"),
        ("Letter", "Tomas/Postcards/02 Letter.ogg", "audio/ogg"),
        ("Orange Trees", "Lena/Postcards/01 Orange Trees.opus", "audio/ogg"),
    ] {
        let file = fs::read(shelf.app.music.at(path)).unwrap();
        let id = shelf.app.song(title);
        let told = shelf.anna.rest("getSong", [("id", &id)]).ok()["song"].take();
        assert_eq!(
            (told["contentType"].as_str(), told["size"].as_u64()),
            (Some(content_type), Some(file.len() as u64))
        );
        for endpoint in ["stream", "stream.view", "download"] {
            let answer = ask(&shelf.anna, Method::GET, endpoint, &id, &[]);
            assert_eq!((answer.status.as_u16(), answer.content_type.as_str()), (200, content_type), "{path}");
            assert!(answer.body == file, "{path} came changed");
            assert_eq!(header(&answer, "content-length"), file.len().to_string());
            assert_eq!(header(&answer, "accept-ranges"), "bytes");
        }
        let seconds: f64 =
            header(&ask(&shelf.anna, Method::GET, "stream", &id, &[]), "x-content-duration").parse().unwrap();
        assert!((0.9..1.3).contains(&seconds), "{path} lasts {seconds} s");
    }
}

#[test]
fn any_part_of_a_song_can_be_had_and_what_is_no_part_of_it_cannot() {
    let shelf = Shelf::new();
    let id = shelf.app.song("White Horses");
    let file = fs::read(shelf.app.music.at("Low/Hey What/01 White Horses.flac")).unwrap();
    let length = file.len();
    let last = length - 1;
    for (range, begin, end) in [
        ("bytes=0-99".to_owned(), 0, 99),
        ("bytes=0-0".to_owned(), 0, 0),
        ("bytes=100-".to_owned(), 100, last),
        (format!("bytes=500-{}", length * 2), 500, last),
        ("bytes=-10".to_owned(), length - 10, last),
        (format!("bytes=-{}", length * 2), 0, last),
        (format!("bytes={last}-"), last, last),
    ] {
        let answer = ask(&shelf.anna, Method::GET, "stream", &id, &[("range", &range)]);
        assert_eq!(answer.status, 206, "{range}");
        assert_eq!(header(&answer, "content-range"), format!("bytes {begin}-{end}/{length}"), "{range}");
        assert!(answer.body == file[begin..=end], "{range} gives other bytes");
        let head = ask(&shelf.anna, Method::HEAD, "stream", &id, &[("range", &range)]);
        assert_eq!((head.status.as_u16(), header(&head, "content-length").parse()), (206, Ok(end + 1 - begin)));
    }
    for range in [format!("bytes={length}-"), "bytes=-0".to_owned(), "bytes=99999999999999999999-".to_owned()] {
        let answer = ask(&shelf.anna, Method::GET, "stream", &id, &[("range", &range)]);
        assert_eq!((answer.status.as_u16(), answer.body.len()), (416, 0), "{range}");
        assert_eq!(header(&answer, "content-range"), format!("bytes */{length}"), "{range}");
    }
    for range in ["bytes=0-1,5-6", "bytes=9-1", "bytes=a-b", "seconds=0-1", "bytes", "bytes=", "bytes=-"] {
        let answer = ask(&shelf.anna, Method::GET, "stream", &id, &[("range", range)]);
        assert_eq!((answer.status.as_u16(), answer.body.len()), (200, length), "{range}");
    }
}

#[test]
fn a_part_is_given_only_of_the_song_it_was_begun_with() {
    let shelf = Shelf::new();
    let id = shelf.app.song("White Horses");
    let whole = ask(&shelf.anna, Method::GET, "stream", &id, &[]);
    let (etag, modified) = (header(&whole, "etag"), header(&whole, "last-modified"));
    assert_eq!(modified, "Wed, 01 Jan 2020 00:00:00 GMT");
    for (validator, status) in [
        (etag, 206),
        (modified, 206),
        ("\"another\"", 200),
        (&format!("W/{etag}"), 200),
        ("Tue, 31 Dec 2019 23:59:59 GMT", 200),
        ("nonsense", 200),
    ] {
        let answer = ask(&shelf.anna, Method::GET, "stream", &id, &[("range", "bytes=0-3"), ("if-range", validator)]);
        assert_eq!(answer.status, status, "{validator}");
    }
}

#[test]
fn whoever_has_a_song_already_is_told_so_until_its_file_changes() {
    let shelf = Shelf::new();
    let id = shelf.app.song("I Can Wait");
    let etag = header(&ask(&shelf.anna, Method::GET, "stream", &id, &[]), "etag").to_owned();
    for (known, status) in [(etag.as_str(), 304), ("*", 304), ("\"a\", \"b\"", 200), (&format!("\"a\", W/{etag}"), 304)]
    {
        let answer = ask(&shelf.anna, Method::GET, "stream", &id, &[("if-none-match", known)]);
        assert_eq!(answer.status, status, "{known}");
        assert_eq!(header(&answer, "etag"), etag);
        assert_eq!(answer.body.is_empty(), status == 304);
    }
    shelf.app.music.add([song("Low/Hey What/02 I Can Wait.mp3").genres(&["Another"])]);
    assert_eq!(ask(&shelf.anna, Method::GET, "stream", &id, &[("if-none-match", &etag)]).status, 200);
}

#[test]
fn asking_for_the_head_tells_the_length_and_sends_nothing() {
    let shelf = Shelf::new();
    let id = shelf.app.song("White Horses");
    let length = fs::metadata(shelf.app.music.at("Low/Hey What/01 White Horses.flac")).unwrap().len();
    for endpoint in ["stream", "download"] {
        let head = ask(&shelf.anna, Method::HEAD, endpoint, &id, &[]);
        assert_eq!((head.status.as_u16(), head.content_type.as_str(), head.body.len()), (200, "audio/flac", 0));
        assert_eq!(header(&head, "content-length"), length.to_string());
    }
}

#[test]
fn a_download_has_its_files_name_in_any_script() {
    let app = TestApp::with([song("Artist/Album/01 日本 \"live\".mp3"), song("Artist/Album/02 Plain.mp3")]);
    let anna = app.listener("anna");
    for (title, disposition) in [
        ("Plain", "attachment; filename=\"02 Plain.mp3\"; filename*=UTF-8''02%20Plain.mp3"),
        (
            "日本 \"live\"",
            "attachment; filename=\"01 __ _live_.mp3\"; filename*=UTF-8''01%20%E6%97%A5%E6%9C%AC%20%22live%22.mp3",
        ),
    ] {
        let answer = ask(&anna, Method::GET, "download", &app.song(title), &[]);
        assert_eq!(header(&answer, "content-disposition"), disposition);
        let answer = ask(&anna, Method::GET, "stream", &app.song(title), &[]);
        assert_eq!(header(&answer, "content-disposition"), "");
    }
}

#[test]
fn a_song_whose_file_is_gone_is_not_found_and_the_disk_is_not_described() {
    let shelf = Shelf::new();
    let id = shelf.app.song("White Horses");
    shelf.app.music.remove("Low/Hey What/01 White Horses.flac");
    let answer = shelf.anna.rest("stream", [("id", &id)]);
    assert_eq!(answer.error_code(), 70);
    assert!(!answer.text().contains("White"), "{}", answer.text());
}

#[test]
fn downloads_can_be_switched_off_for_all_and_for_one() {
    let app = TestApp::setup().config(|config| config.library.enable_downloads = false).with([song("Letter.mp3")]);
    let id = app.song("Letter");
    assert_eq!(app.admin().rest("download", [("id", &id)]).error_code(), 50);
    assert_eq!(app.admin().rest("stream", [("id", &id)]).status, 200);
}
