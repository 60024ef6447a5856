//! `stream` as clients meet it: the real server, and the real ffmpeg where it is needed.

use super::support::app::{Setup, TestApp};
use navidrome_rs::config::search_path;
use navidrome_rs::media::decision::{Format, Target};
use navidrome_rs::media::ffmpeg::Ffmpeg;
use navidrome_rs::media::transcoder::{Error, Job, Transcoder};
use navidrome_rs::scanner::Kind;
use reqwest::blocking::{Client, Response};
use reqwest::{Method, StatusCode};
use serde_json::Value;
use std::fs;
use std::io::{Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

fn run(program: &str, arguments: &[&str]) -> Vec<u8> {
    let output = Command::new(program).args(arguments).stdin(Stdio::null()).output();
    let output = output.unwrap_or_else(|error| panic!("these tests need {program}: {error}"));
    assert!(output.status.success(), "{program} {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// A tone in the format that the name's ending says.
fn tone(folder: &Path, name: &str, seconds: u32) -> PathBuf {
    let file = folder.join(name);
    let tone = format!("sine=frequency=440:duration={seconds}:sample_rate=44100");
    let output = format!("file:{}", file.display());
    run("ffmpeg", &["-v", "error", "-f", "lavfi", "-i", &tone, "-ac", "2", &output]);
    file
}

/// A server with tones, scanned.
fn with_tones(setup: Setup, tones: &[(&str, u32)]) -> TestApp {
    let app = setup.start();
    for (name, seconds) in tones {
        tone(app.music.root(), name, *seconds);
    }
    app.scan(Kind::Quick);
    app
}

/// An ffmpeg that does what the shell is told.
struct Stub(TempDir);

impl Stub {
    fn new(script: &str) -> Self {
        let stub = Self(tempfile::tempdir().unwrap());
        fs::write(stub.program(), format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(stub.program(), fs::Permissions::from_mode(0o755)).unwrap();
        stub
    }

    fn program(&self) -> PathBuf {
        self.0.path().join("ffmpeg")
    }

    /// What the script wrote to `$0.note`.
    fn note(&self) -> Option<String> {
        fs::read_to_string(self.0.path().join("ffmpeg.note")).ok()
    }

    fn setup(&self) -> Setup {
        let program = self.program();
        TestApp::setup().config(|config| config.transcoding.ffmpeg_path = program)
    }
}

fn eventually(what: &str, mut is_so: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < Duration::from_secs(20), "{what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// The answer to the administrator, while it is still being sent.
fn ask_at(url: &str, method: Method, parameters: &[(&str, &str)]) -> Response {
    let who = [("u", "admin"), ("p", "admin"), ("v", "1.16.1"), ("c", "tests"), ("f", "json")];
    let request = Client::new().request(method, format!("{url}/rest/stream"));
    request.query(&who).query(parameters).send().unwrap()
}

fn ask(app: &TestApp, method: Method, parameters: &[(&str, &str)]) -> Response {
    ask_at(app.url(), method, parameters)
}

fn stream(app: &TestApp, title: &str, parameters: &[(&str, &str)]) -> Response {
    ask(app, Method::GET, &[&[("id", app.song(title).as_str())], parameters].concat())
}

fn extensions(app: &TestApp) -> String {
    app.stranger().rest("getOpenSubsonicExtensions", []).text()
}

fn envelope(response: Response) -> Value {
    response.json::<Value>().unwrap()["subsonic-response"].take()
}

fn header<'r>(response: &'r Response, name: &str) -> Option<&'r str> {
    response.headers().get(name).map(|value| value.to_str().unwrap())
}

/// A song's codec, and how many seconds it has when it is decoded.
fn decoded(song: &[u8]) -> (String, f64) {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(song).unwrap();
    let path = file.path().to_str().unwrap();
    let codec = run("ffprobe", &["-v", "error", "-show_entries", "stream=codec_name", "-of", "csv=p=0", path]);
    let samples = run("ffmpeg", &["-v", "error", "-i", path, "-f", "u8", "-ac", "1", "-ar", "8000", "-"]);
    (String::from_utf8(codec).unwrap().trim().to_owned(), samples.len() as f64 / 8000.0)
}

fn assert_decodes(song: &[u8], codec: &str, seconds: f64) {
    let (found, length) = decoded(song);
    assert_eq!(found, codec);
    assert!((length - seconds).abs() <= 0.2, "{codec}: {length} seconds instead of {seconds}");
}

#[test]
fn a_song_becomes_every_format_from_where_it_is_wanted() {
    let app = with_tones(TestApp::setup(), &[("song.flac", 6)]);
    for (format, kind) in [("mp3", "audio/mpeg"), ("opus", "audio/ogg"), ("aac", "audio/aac"), ("flac", "audio/flac")] {
        let response = stream(&app, "song", &[("format", format), ("timeOffset", "4")]);
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(header(&response, "content-type"), Some(kind));
        assert_eq!(header(&response, "accept-ranges"), Some("none"));
        assert_eq!(header(&response, "x-content-duration"), Some("6.000"));
        assert_eq!(header(&response, "content-length"), None);
        assert_decodes(&response.bytes().unwrap(), format, 2.0);
    }
    let file = fs::read(app.music.root().join("song.flac")).unwrap();
    for untouched in [&[("format", "raw"), ("timeOffset", "4")][..], &[("format", "flac")], &[("maxBitRate", "9999")]] {
        let response = stream(&app, "song", untouched);
        assert_eq!(header(&response, "accept-ranges"), Some("bytes"));
        assert!(response.bytes().unwrap() == file, "{untouched:?}");
    }
    assert!(extensions(&app).contains(r#"{"name":"transcodeOffset","versions":[1]}"#));
}

#[test]
fn a_file_begins_in_the_middle_in_a_format_like_its_own() {
    let app = with_tones(TestApp::setup(), &[("song.mp3", 6), ("wave.wav", 6)]);
    let part = stream(&app, "song", &[("timeOffset", "4.5")]);
    assert_eq!(header(&part, "content-type"), Some("audio/mpeg"));
    assert_decodes(&part.bytes().unwrap(), "mp3", 1.5);
    assert_decodes(&stream(&app, "wave", &[("timeOffset", "4.5")]).bytes().unwrap(), "opus", 1.5);
    assert_eq!(stream(&app, "song", &[("timeOffset", "600")]).status(), StatusCode::OK);
}

#[test]
fn a_length_that_was_told_is_the_length() {
    let app = with_tones(TestApp::setup(), &[("song.flac", 6)]);
    for format in ["opus", "aac"] {
        let response = stream(&app, "song", &[("format", format), ("estimateContentLength", "true")]);
        let told: usize = header(&response, "content-length").unwrap().parse().unwrap();
        let song = response.bytes().unwrap();
        assert_eq!(song.len(), told);
        assert_decodes(&song, format, 6.0);
    }
}

#[test]
fn an_accounts_limit_holds_without_being_asked_for() {
    let setup = TestApp::setup().config(|config| config.transcoding.default_downsampling_format = "mp3".into());
    let app = with_tones(setup, &[("song.wav", 3)]);
    let anna = app.listener("anna");
    let free = anna.rest("stream", [("id", &app.song("song"))]);
    assert_eq!(free.content_type, "audio/x-wav");
    app.admin().rest("updateUser", [("username", "anna"), ("maxBitRate", "64")]).ok();
    let limited = anna.rest("stream", [("id", &app.song("song"))]).body;
    assert_decodes(&limited, "mp3", 3.0);
    assert!((20_000..28_000).contains(&limited.len()), "{} bytes of three seconds at 64 kbit/s", limited.len());
}

#[test]
fn when_the_client_hangs_up_ffmpeg_ends() {
    let real = Ffmpeg::find(Path::new(""), &search_path()).unwrap();
    let stub = Stub::new(&format!("echo $$ > \"$0.note\"; exec {} \"$@\"", real.program().display()));
    let app = stub.setup().start();
    noise(&app.music.root().join("noise.wav"), 180);
    app.scan(Kind::Quick);
    let mut response = stream(&app, "noise", &[("format", "flac")]);
    response.read_exact(&mut [0; 1000]).unwrap();
    let process = Path::new("/proc").join(stub.note().unwrap().trim());
    assert!(process.exists(), "nobody reads on, so ffmpeg waits");
    drop(response);
    eventually("ffmpeg is gone", || !process.exists());
}

/// Something that no format makes small.
fn noise(file: &Path, seconds: usize) {
    let bytes = seconds * 44_100 * 4;
    let mut wave = b"RIFF____WAVEfmt \x10\0\0\0\x01\0\x02\0\x44\xac\0\0\x10\xb1\x02\0\x04\0\x10\0data".to_vec();
    wave.extend((bytes as u32).to_le_bytes());
    wave[4..8].copy_from_slice(&(bytes as u32 + 36).to_le_bytes());
    let mut state = 1_u64;
    while wave.len() < 44 + bytes {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        wave.extend(&state.to_le_bytes()[4..]);
    }
    fs::write(file, wave).unwrap();
}

#[test]
fn a_question_about_the_headers_starts_no_ffmpeg() {
    let stub = Stub::new("echo called >> \"$0.note\"; echo song");
    let app = with_tones(stub.setup(), &[("song.flac", 1)]);
    let id = app.song("song");
    for length in ["false", "true"] {
        let wanted = [("id", id.as_str()), ("format", "aac"), ("estimateContentLength", length)];
        let response = ask(&app, Method::HEAD, &wanted);
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(header(&response, "content-type"), Some("audio/aac"));
        assert_eq!(header(&response, "accept-ranges"), Some("none"));
        assert_eq!(header(&response, "content-length"), None);
    }
    assert_eq!(stub.note(), None);
    assert_eq!(stream(&app, "song", &[("format", "aac")]).text().unwrap(), "song\n");
    assert_eq!(stub.note().as_deref(), Some("called\n"));
}

#[test]
fn whoever_comes_when_the_server_is_busy_is_told_to_come_again() {
    let stub = Stub::new("while echo song; do sleep 0.05; done");
    let setup = stub.setup().config(|config| config.transcoding.limits.max_concurrent_per_user = 1);
    let app = with_tones(setup, &[("song.flac", 1)]);
    let first = stream(&app, "song", &[("format", "aac")]);
    assert_eq!(first.status(), StatusCode::OK);
    let second = stream(&app, "song", &[("format", "aac")]);
    assert_eq!(second.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(header(&second, "retry-after"), Some("5"));
    assert_eq!(envelope(second)["error"]["code"], 0);
    assert_eq!(stream(&app, "song", &[("format", "raw")]).status(), StatusCode::OK);
    drop(first);
    eventually("there is room again", || stream(&app, "song", &[("format", "aac")]).status() == StatusCode::OK);
}

#[test]
fn two_hundred_songs_at_once_start_no_more_ffmpegs_than_the_limit() {
    let stub = Stub::new("echo $$ >> \"$0.note\"; while echo song; do sleep 0.05; done");
    let setup = stub.setup().config(|config| {
        config.transcoding.limits.max_concurrent = 4;
        config.transcoding.limits.max_concurrent_per_user = 3;
    });
    let app = with_tones(setup, &[("song.flac", 1)]);
    let (url, id, start) = (app.url(), app.song("song"), std::sync::Barrier::new(200));
    let answers: Vec<Response> = std::thread::scope(|scope| {
        let wanted = || {
            start.wait();
            ask_at(url, Method::GET, &[("id", id.as_str()), ("format", "aac")])
        };
        let requests: Vec<_> = (0..200).map(|_| scope.spawn(wanted)).collect();
        requests.into_iter().map(|request| request.join().unwrap()).collect()
    });
    let (made, refused): (Vec<Response>, Vec<Response>) =
        answers.into_iter().partition(|answer| answer.status() == StatusCode::OK);
    assert_eq!((made.len(), refused.len()), (3, 197));
    for answer in refused {
        assert_eq!(answer.status(), StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(header(&answer, "retry-after"), Some("5"));
    }
    let started = stub.note().unwrap();
    assert_eq!(started.lines().count(), 3);
    drop(made);
    eventually("every ffmpeg is gone", || started.lines().all(|process| !Path::new("/proc").join(process).exists()));
}

#[test]
fn without_ffmpeg_mp3_and_opus_are_made_all_the_same_and_the_rest_is_explained() {
    let setup = TestApp::setup().config(|config| config.transcoding.ffmpeg_path = "/nowhere/ffmpeg".into());
    let app = with_tones(setup, &[("song.flac", 3), ("rare.wv", 1)]);
    for format in ["mp3", "opus"] {
        assert_decodes(&stream(&app, "song", &[("format", format)]).bytes().unwrap(), format, 3.0);
    }
    let rest = stream(&app, "song", &[("timeOffset", "1")]).bytes().unwrap();
    assert_decodes(&rest, "opus", 2.0);
    for (title, format) in [("song", "aac"), ("rare", "flac"), ("rare", "mp3")] {
        let refused = envelope(stream(&app, title, &[("format", format)]));
        assert_eq!(refused["error"]["code"], 0);
        assert!(refused["error"]["message"].as_str().unwrap().contains("no ffmpeg"), "{refused}");
    }
    let file = fs::read(app.music.root().join("song.flac")).unwrap();
    assert!(stream(&app, "song", &[]).bytes().unwrap() == file);
    assert!(extensions(&app).contains("transcodeOffset"));
}

#[test]
fn what_fails_is_an_error_and_no_song() {
    let stub = Stub::new("echo no >&2; exit 1");
    let app = with_tones(stub.setup(), &[("song.flac", 1)]);
    for length in ["false", "true"] {
        let wanted = [("format", "aac"), ("estimateContentLength", length)];
        assert_eq!(envelope(stream(&app, "song", &wanted))["error"]["code"], 0);
    }
    assert_eq!(app.admin().rest("stream", [("id", "none"), ("format", "aac")]).error_code(), 70);
    fs::remove_file(app.music.root().join("song.flac")).unwrap();
    assert_eq!(envelope(stream(&app, "song", &[("format", "aac")]))["error"]["code"], 70);
}

#[test]
fn names_of_files_are_nothing_but_names() {
    let app = TestApp::setup().start();
    let song = tone(app.music.root(), "-i.flac", 1);
    for name in ["a 'b' \"c\".flac", "new\nline.flac", "concat:one|two.flac", "$(reboot) %d.flac"] {
        fs::copy(&song, app.music.root().join(name)).unwrap();
    }
    app.scan(Kind::Quick);
    let ids = app.admin().rest("search3", [("query", ""), ("songCount", "100")]).column("/searchResult3/song", "id");
    assert_eq!(ids.len(), 5);
    for id in ids {
        let made = ask(&app, Method::GET, &[("id", &id), ("format", "mp3"), ("maxBitRate", "64")]);
        assert_eq!(header(&made, "content-type"), Some("audio/mpeg"));
        let length = made.bytes().unwrap().len();
        assert!((8000..10_000).contains(&length), "{length} bytes of a second at 64 kbit/s");
    }
}

#[tokio::test]
async fn a_list_of_other_files_is_no_song_whatever_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let other = tone(folder.path(), "other.flac", 1);
    let ffmpeg = Ffmpeg::find(Path::new(""), &search_path()).unwrap();
    let target = Target { format: Format::Mp3, bit_rate: Some(64), offset: Duration::ZERO };
    let start = async |file: PathBuf| ffmpeg.start(Job { file, target, listener: "anna".into() }).await;
    assert!(start(other.clone()).await.is_ok());
    let full = other.display();
    for (name, list) in [
        ("concat.mp3", "ffconcat version 1.0\nfile other.flac\n".to_owned()),
        ("concat.flac", format!("ffconcat version 1.0\nfile '{full}'\n")),
        ("hls.mp3", format!("#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{full}\n#EXT-X-ENDLIST\n")),
        ("hls.m3u8", "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nother.flac\n#EXT-X-ENDLIST\n".to_owned()),
        ("sdp.mp3", "v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nm=audio 5004 RTP/AVP 0\n".to_owned()),
    ] {
        let file = folder.path().join(name);
        fs::write(&file, list).unwrap();
        assert!(matches!(start(file).await, Err(Error::Failed(_))), "{name}");
    }
}
