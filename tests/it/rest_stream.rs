//! `stream` as clients meet it: the real server, the real ffmpeg.

use navidrome_rs::config::search_path;
use navidrome_rs::media::decision::{Format, Target};
use navidrome_rs::media::ffmpeg::Ffmpeg;
use navidrome_rs::media::transcoder::{Error, Job, Transcoder};
use reqwest::blocking::{Client, Response};
use reqwest::{Method, StatusCode};
use serde_json::Value;
use std::fs;
use std::io::{Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A server of its own for one test, with the music that was put into its folder.
struct Served {
    process: Child,
    address: String,
    folder: TempDir,
    client: Client,
}

/// The folders of a server that is yet to start.
fn folders() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("music")).unwrap();
    folder
}

fn run(program: &str, arguments: &[&str]) -> Vec<u8> {
    let output = Command::new(program).args(arguments).stdin(Stdio::null()).output();
    let output = output.unwrap_or_else(|error| panic!("these tests need {program}: {error}"));
    assert!(output.status.success(), "{program} {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// A tone in the format that the name's ending says, with `title` as its title.
fn tone(folder: &TempDir, name: &str, title: &str, seconds: u32) -> PathBuf {
    let file = folder.path().join("music").join(name);
    let tone = format!("sine=frequency=440:duration={seconds}:sample_rate=44100");
    let (title, output) = (format!("title={title}"), format!("file:{}", file.display()));
    run("ffmpeg", &["-v", "error", "-f", "lavfi", "-i", &tone, "-ac", "2", "-metadata", &title, &output]);
    file
}

/// An ffmpeg that does what the shell is told.
fn stub(folder: &TempDir, script: &str) -> String {
    let file = folder.path().join("ffmpeg");
    fs::write(&file, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
    file.to_str().unwrap().to_owned()
}

fn eventually<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(seen) = look() {
            return seen;
        }
        assert!(begun.elapsed() < Duration::from_secs(20), "{what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

impl Served {
    fn start(folder: TempDir, options: &[(&str, &str)]) -> Self {
        let log = folder.path().join("log");
        let output = fs::File::create(&log).unwrap();
        let process = Command::new(env!("CARGO_BIN_EXE_navidrome-rs"))
            .current_dir(folder.path())
            .env("ND_MUSICFOLDER", folder.path().join("music"))
            .env("ND_DATAFOLDER", folder.path().join("data"))
            .envs([("ND_ADDRESS", "127.0.0.1"), ("ND_PORT", "0"), ("ND_DEVAUTOCREATEADMINPASSWORD", "sesame")])
            .envs(options.iter().copied())
            .stdin(Stdio::null())
            .stdout(output.try_clone().unwrap())
            .stderr(output)
            .spawn()
            .unwrap();
        let address = eventually("the server starts", || {
            let text = fs::read_to_string(&log).unwrap();
            let (_, rest) = text.split_once("127.0.0.1:")?;
            let end = rest.find(|letter: char| !letter.is_ascii_digit())?;
            Some(format!("http://127.0.0.1:{}", &rest[..end]))
        });
        let served = Self { process, address, folder, client: Client::new() };
        eventually("the music is found", || {
            let status = served.ask("getScanStatus", &[]);
            (status["scanStatus"]["scanning"] == false && status["scanStatus"]["count"] != 0).then_some(())
        });
        served
    }

    fn call(&self, method: Method, endpoint: &str, parameters: &[(&str, &str)]) -> Response {
        let who = [("u", "admin"), ("p", "sesame"), ("v", "1.16.1"), ("c", "tests"), ("f", "json")];
        let mine = who.iter().filter(|(name, _)| !parameters.iter().any(|(given, _)| given == name));
        let all: Vec<_> = parameters.iter().chain(mine).collect();
        self.client.request(method, format!("{}/rest/{endpoint}", self.address)).query(&all).send().unwrap()
    }

    /// The answer within its envelope.
    fn ask(&self, endpoint: &str, parameters: &[(&str, &str)]) -> Value {
        envelope(self.call(Method::GET, endpoint, parameters))
    }

    fn id(&self, title: &str) -> String {
        let found = self.ask("search3", &[("query", ""), ("songCount", "100")]);
        let songs = found["searchResult3"]["song"].as_array().unwrap();
        let song = songs.iter().find(|song| song["title"] == title);
        song.unwrap_or_else(|| panic!("no song {title} in {found}"))["id"].as_str().unwrap().to_owned()
    }

    fn stream(&self, title: &str, parameters: &[(&str, &str)]) -> Response {
        let id = self.id(title);
        self.call(Method::GET, "stream", &[&[("id", id.as_str())], parameters].concat())
    }

    /// How many processes the server has started that are not gone.
    fn children(&self) -> usize {
        let threads = fs::read_dir(format!("/proc/{}/task", self.process.id())).unwrap();
        let of = |thread: PathBuf| fs::read_to_string(thread.join("children")).unwrap_or_default();
        threads.flatten().map(|thread| of(thread.path()).split_whitespace().count()).sum()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
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
    let folder = folders();
    let file = tone(&folder, "song.flac", "Song", 6);
    let served = Served::start(folder, &[]);
    for (format, kind) in [("mp3", "audio/mpeg"), ("opus", "audio/ogg"), ("aac", "audio/aac"), ("flac", "audio/flac")] {
        let response = served.stream("Song", &[("format", format), ("timeOffset", "4")]);
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(header(&response, "content-type"), Some(kind));
        assert_eq!(header(&response, "accept-ranges"), Some("none"));
        assert_eq!(header(&response, "x-content-duration"), Some("6.000"));
        assert_eq!(header(&response, "content-length"), None);
        assert_decodes(&response.bytes().unwrap(), format, 2.0);
    }
    for untouched in [&[("format", "raw"), ("timeOffset", "4")][..], &[("format", "flac")], &[("maxBitRate", "9999")]] {
        let response = served.stream("Song", untouched);
        assert_eq!(header(&response, "accept-ranges"), Some("bytes"));
        assert!(response.bytes().unwrap() == fs::read(&file).unwrap(), "{untouched:?}");
    }
    let announced = served.ask("getOpenSubsonicExtensions", &[]).to_string();
    assert!(announced.contains(r#"{"name":"transcodeOffset","versions":[1]}"#), "{announced}");
}

#[test]
fn a_lossy_song_begins_in_the_middle_in_its_own_format() {
    let folder = folders();
    tone(&folder, "song.mp3", "Song", 6);
    tone(&folder, "song.wav", "Wave", 6);
    let served = Served::start(folder, &[]);
    let part = served.stream("Song", &[("timeOffset", "4.5")]);
    assert_eq!(header(&part, "content-type"), Some("audio/mpeg"));
    assert_decodes(&part.bytes().unwrap(), "mp3", 1.5);
    assert_decodes(&served.stream("Wave", &[("timeOffset", "4.5")]).bytes().unwrap(), "opus", 1.5);
    assert_eq!(served.stream("Song", &[("timeOffset", "600")]).status(), StatusCode::OK);
}

#[test]
fn a_length_that_was_told_is_the_length() {
    let folder = folders();
    tone(&folder, "song.flac", "Song", 6);
    let served = Served::start(folder, &[]);
    for format in ["opus", "aac"] {
        let response = served.stream("Song", &[("format", format), ("estimateContentLength", "true")]);
        let told: usize = header(&response, "content-length").unwrap().parse().unwrap();
        let song = response.bytes().unwrap();
        assert_eq!(song.len(), told);
        assert_decodes(&song, format, 6.0);
    }
}

#[test]
fn an_accounts_limit_holds_without_being_asked_for() {
    let folder = folders();
    tone(&folder, "song.wav", "Song", 3);
    let served = Served::start(folder, &[("ND_DEFAULTDOWNSAMPLINGFORMAT", "mp3")]);
    let anna = [("username", "anna"), ("password", "sesame"), ("email", "anna@example.org"), ("maxBitRate", "64")];
    assert_eq!(served.ask("createUser", &anna)["status"], "ok");
    let song = served.stream("Song", &[("u", "anna")]).bytes().unwrap();
    assert_decodes(&song, "mp3", 3.0);
    assert!((20_000..28_000).contains(&song.len()), "{} bytes of three seconds at 64 kbit/s", song.len());
    let free = served.stream("Song", &[]);
    assert_eq!(header(&free, "content-type"), Some("audio/x-wav"));
}

#[test]
fn when_the_client_hangs_up_ffmpeg_ends() {
    let folder = folders();
    noise(&folder.path().join("music/noise.wav"), 180);
    let served = Served::start(folder, &[]);
    let mut response = served.stream("noise", &[("format", "flac")]);
    response.read_exact(&mut [0; 1000]).unwrap();
    assert_eq!(served.children(), 1, "nobody reads, so ffmpeg waits");
    drop(response);
    eventually("ffmpeg is gone", || (served.children() == 0).then_some(()));
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
    let folder = folders();
    tone(&folder, "song.flac", "Song", 1);
    let ffmpeg = stub(&folder, "echo called >> \"$0.calls\"; echo song");
    let calls = PathBuf::from(format!("{ffmpeg}.calls"));
    let served = Served::start(folder, &[("ND_FFMPEGPATH", &ffmpeg)]);
    let id = served.id("Song");
    for length in ["false", "true"] {
        let wanted = [("id", id.as_str()), ("format", "mp3"), ("estimateContentLength", length)];
        let response = served.call(Method::HEAD, "stream", &wanted);
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(header(&response, "content-type"), Some("audio/mpeg"));
        assert_eq!(header(&response, "accept-ranges"), Some("none"));
        assert_eq!(header(&response, "content-length"), None);
    }
    assert!(!calls.exists());
    assert_eq!(served.stream("Song", &[("format", "mp3")]).text().unwrap(), "song\n");
    assert_eq!(fs::read_to_string(calls).unwrap(), "called\n");
}

#[test]
fn whoever_comes_when_the_server_is_busy_is_told_to_come_again() {
    let folder = folders();
    tone(&folder, "song.flac", "Song", 1);
    let ffmpeg = stub(&folder, "while echo song; do sleep 0.05; done");
    let limit = ("ND_TRANSCODING_MAXCONCURRENTPERUSER", "1");
    let served = Served::start(folder, &[("ND_FFMPEGPATH", &ffmpeg), limit]);
    let first = served.stream("Song", &[("format", "mp3")]);
    assert_eq!(first.status(), StatusCode::OK);
    let second = served.stream("Song", &[("format", "mp3")]);
    assert_eq!(second.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(header(&second, "retry-after"), Some("5"));
    assert_eq!(envelope(second)["error"]["code"], 0);
    assert_eq!(served.stream("Song", &[("format", "raw")]).status(), StatusCode::OK);
    drop(first);
    eventually("there is room again", || {
        let status = served.stream("Song", &[("format", "mp3")]).status();
        (status == StatusCode::OK).then_some(())
    });
}

#[test]
fn without_ffmpeg_songs_are_sent_as_they_are_and_the_rest_is_explained() {
    let folder = folders();
    let file = tone(&folder, "song.flac", "Song", 1);
    let served = Served::start(folder, &[("ND_FFMPEGPATH", "/nowhere/ffmpeg")]);
    let refused = envelope(served.stream("Song", &[("format", "mp3")]));
    assert_eq!(refused["error"]["code"], 0);
    assert!(refused["error"]["message"].as_str().unwrap().contains("no ffmpeg"), "{refused}");
    assert!(served.stream("Song", &[]).bytes().unwrap() == fs::read(&file).unwrap());
    let announced = served.ask("getOpenSubsonicExtensions", &[]).to_string();
    assert!(announced.contains("formPost") && !announced.contains("transcodeOffset"), "{announced}");
}

#[test]
fn what_fails_is_an_error_and_no_song() {
    let folder = folders();
    tone(&folder, "song.flac", "Song", 1);
    let gone = tone(&folder, "gone.flac", "Gone", 1);
    let ffmpeg = stub(&folder, "echo no >&2; exit 1");
    let served = Served::start(folder, &[("ND_FFMPEGPATH", &ffmpeg)]);
    assert_eq!(envelope(served.stream("Song", &[("format", "mp3")]))["error"]["code"], 0);
    assert_eq!(served.ask("stream", &[("id", "none"), ("format", "mp3")])["error"]["code"], 70);
    fs::remove_file(gone).unwrap();
    assert_eq!(envelope(served.stream("Gone", &[("format", "mp3")]))["error"]["code"], 70);
    let log = fs::read_to_string(served.folder.path().join("log")).unwrap();
    assert!(log.contains("exit status: 1") && log.contains("\"no\""), "what ffmpeg says is in the log: {log}");
}

#[test]
fn names_of_files_are_nothing_but_names() {
    let folder = folders();
    let song = tone(&folder, "-i.flac", "Song", 1);
    for name in ["a 'b' \"c\".flac", "new\nline.flac", "concat:one|two.flac", "$(reboot) %d.flac"] {
        fs::copy(&song, folder.path().join("music").join(name)).unwrap();
    }
    let served = Served::start(folder, &[]);
    let found = served.ask("search3", &[("query", ""), ("songCount", "100")]);
    let songs = found["searchResult3"]["song"].as_array().unwrap();
    assert_eq!(songs.len(), 5);
    for song in songs {
        let wanted = [("id", song["id"].as_str().unwrap()), ("format", "mp3"), ("maxBitRate", "64")];
        let made = served.call(Method::GET, "stream", &wanted);
        assert_eq!(header(&made, "content-type"), Some("audio/mpeg"), "{song}");
        let length = made.bytes().unwrap().len();
        assert!((8000..10_000).contains(&length), "{length} bytes of a second at 64 kbit/s of {song}");
    }
}

#[tokio::test]
async fn a_list_of_other_files_is_no_song_whatever_its_name() {
    let folder = folders();
    let other = tone(&folder, "other.flac", "Other", 1);
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
        let file = folder.path().join("music").join(name);
        fs::write(&file, list).unwrap();
        assert!(matches!(start(file).await, Err(Error::Failed(_))), "{name}");
    }
}
