//! Songs made into others in the process, heard by ffmpeg.

use futures_util::StreamExt;
use navidrome_rs::media::decision::{Format, Target};
use navidrome_rs::media::native::Native;
use navidrome_rs::media::transcoder::{Error, Job, Transcoder};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

fn run(program: &str, arguments: &[&str]) -> Vec<u8> {
    let output = Command::new(program).args(arguments).stdin(Stdio::null()).output();
    let output = output.unwrap_or_else(|error| panic!("these tests need {program}: {error}"));
    assert!(
        output.status.success() && output.stderr.is_empty(),
        "{arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    output.stdout
}

/// All samples of a file, as it is, and how many channels and frames a second it has.
fn heard(file: &Path) -> (Vec<f32>, usize, f64) {
    let file = file.to_str().unwrap();
    let shown = run(
        "ffprobe",
        &[
            "-v",
            "error",
            "-select_streams",
            "a:0",
            "-show_entries",
            "stream=channels,sample_rate",
            "-of",
            "csv=p=0",
            file,
        ],
    );
    let shown = String::from_utf8(shown).unwrap();
    let (rate, channels) = shown.lines().next().unwrap().split_once(',').unwrap();
    let bytes = run("ffmpeg", &["-v", "error", "-i", file, "-map", "0:a:0", "-f", "f32le", "-"]);
    let samples = bytes.chunks_exact(4).map(|sample| f32::from_le_bytes(sample.try_into().unwrap())).collect();
    (samples, channels.trim_matches(',').parse().unwrap(), rate.parse().unwrap())
}

fn seconds((samples, channels, rate): &(Vec<f32>, usize, f64)) -> f64 {
    samples.len() as f64 / *channels as f64 / rate
}

fn loudness((samples, ..): &(Vec<f32>, usize, f64)) -> f64 {
    let power: f64 = samples.iter().map(|sample| f64::from(*sample).powi(2)).sum();
    10.0 * (power / samples.len() as f64).log10()
}

fn job(file: &Path, format: Format, bit_rate: u32, offset: f64) -> Job {
    let target = Target { format, bit_rate: Some(bit_rate), offset: Duration::from_secs_f64(offset) };
    Job { file: file.to_owned(), target, listener: "anna".into() }
}

#[tokio::main(flavor = "current_thread")]
async fn make(job: Job) -> Result<Vec<u8>, Error> {
    let mut song = Native.start(job).await?;
    let mut bytes = Vec::new();
    while let Some(chunk) = song.next().await {
        bytes.extend(chunk.unwrap());
    }
    Ok(bytes)
}

/// What is made, written to a file in `folder`.
fn made(folder: &Path, job: Job) -> PathBuf {
    let file = folder.join(format!("made.{}", job.target.format.name()));
    fs::write(&file, make(job).unwrap()).unwrap();
    file
}

fn tone(folder: &Path, name: &str, more: &[&str]) -> PathBuf {
    let file = folder.join(name);
    let input = ["-v", "error", "-f", "lavfi", "-i", "sine=frequency=440:duration=4:sample_rate=48000"];
    run("ffmpeg", &[&input[..], more, &["-y", file.to_str().unwrap()]].concat());
    file
}

#[test]
fn every_fixture_becomes_mp3_and_opus_of_the_right_length_from_anywhere() {
    let folder = tempfile::tempdir().unwrap();
    let fixtures = fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/audio")).unwrap();
    let mut unsupported = Vec::new();
    for fixture in fixtures.map(|entry| entry.unwrap().path()) {
        let name = fixture.file_name().unwrap().to_str().unwrap().to_owned();
        for (format, part) in [(Format::Opus, 0.0), (Format::Opus, 0.5), (Format::Mp3, 0.0), (Format::Mp3, 0.5)] {
            if let Err(error) = make(job(&fixture, format, 96, 0.0)) {
                assert!(matches!(error, Error::Unsupported(_) | Error::Failed(_)));
                unsupported.push(name.clone());
                break;
            }
            let source = heard(&fixture);
            let offset = seconds(&source) * part;
            let song = heard(&made(folder.path(), job(&fixture, format, 96, offset)));
            let (found, wanted) = (seconds(&song), seconds(&source) - offset);
            assert!((found - wanted).abs() <= 0.05, "{name} as {format:?} from {offset}: {found}, not {wanted}");
            assert_eq!(song.1, source.1.min(2), "channels of {name} as {format:?}");
        }
    }
    unsupported.sort();
    assert_eq!(unsupported, ["silence.spx", "silence.tta", "silence.wma", "silence.wv"]);
}

#[test]
fn a_tone_is_as_long_and_as_loud_as_before_whatever_its_format() {
    let folder = tempfile::tempdir().unwrap();
    let stereo = ["-ac", "2"];
    for (name, more) in [
        ("a.flac", &stereo[..]),
        ("b.flac", &["-ar", "96000"]),
        ("c.wav", &["-ar", "44100"]),
        ("d.wav", &["-ar", "22050"]),
        ("e.mp3", &stereo),
        ("f.ogg", &["-c:a", "libvorbis", "-ac", "2"]),
        ("g.opus", &stereo),
        ("h.m4a", &["-c:a", "aac", "-ac", "2"]),
        ("i.m4a", &["-c:a", "alac", "-ar", "44100"]),
        ("k.aiff", &["-ar", "8000"]),
    ] {
        let file = tone(folder.path(), name, more);
        let source = heard(&file);
        for (format, bit_rate, offset) in
            [(Format::Opus, 128, 0.0), (Format::Opus, 64, 1.7), (Format::Mp3, 192, 0.0), (Format::Mp3, 64, 1.7)]
        {
            let song = heard(&made(folder.path(), job(&file, format, bit_rate, offset)));
            let (found, wanted) = (seconds(&song), seconds(&source) - offset);
            assert!((found - wanted).abs() <= 0.05, "{name} as {format:?} from {offset}: {found}, not {wanted}");
            let louder = loudness(&song) - loudness(&source);
            assert!(louder.abs() <= 0.5, "{name} as {format:?} from {offset}: {louder} dB");
        }
    }
}

#[test]
fn of_a_lossless_song_not_a_frame_is_lost_or_added() {
    let folder = tempfile::tempdir().unwrap();
    let file = tone(folder.path(), "song.flac", &["-ar", "44100", "-ac", "2"]);
    for (format, offset, frames) in [
        (Format::Mp3, 0.0, 4 * 44_100),
        (Format::Mp3, 1.5, 110_250),
        (Format::Opus, 0.0, 4 * 48_000),
        (Format::Opus, 1.5, 120_000),
        (Format::Opus, 99.0, 0),
    ] {
        let (samples, ..) = heard(&made(folder.path(), job(&file, format, 128, offset)));
        assert_eq!(samples.len() / 2, frames, "{format:?} from {offset}");
    }
}

#[test]
fn an_mp3_says_at_its_beginning_how_long_it_is() {
    let folder = tempfile::tempdir().unwrap();
    for (rate, channels) in [("44100", "2"), ("48000", "1"), ("22050", "2"), ("8000", "1")] {
        let file = tone(folder.path(), "song.wav", &["-ar", rate, "-ac", channels]);
        for bit_rate in [32, 128, 320] {
            let song = make(job(&file, Format::Mp3, bit_rate, 0.0)).unwrap();
            let tag = song.windows(4).position(|name| name == b"Info").expect("a tag");
            let number = |at: usize| u32::from_be_bytes(song[tag + at..tag + at + 4].try_into().unwrap());
            assert_eq!(number(12) as usize, song.len(), "bytes at {bit_rate} of {rate}, {channels}");
            assert!(tag < 40 && number(8) > 0);
        }
    }
}

#[tokio::test]
async fn a_song_that_nobody_takes_waits_and_ends_when_it_is_dropped() {
    let folder = tempfile::tempdir().unwrap();
    let file = tone(folder.path(), "song.wav", &["-af", "aloop=-1:size=192000,atrim=duration=600"]);
    let threads = || {
        let tasks = fs::read_dir("/proc/self/task").unwrap().filter_map(Result::ok);
        tasks
            .filter(|task| fs::read_to_string(task.path().join("comm")).is_ok_and(|name| name == "transcode\n"))
            .count()
    };
    // the other tests' threads come and go; this song's stays as long as it is wanted
    let mut song = Native.start(job(&file, Format::Mp3, 320, 0.0)).await.unwrap();
    assert!(song.next().await.unwrap().is_ok());
    assert!(threads() > 0, "ten minutes are not made when nobody takes them");
    drop(song);
    for _ in 0..1000 {
        if threads() == 0 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("the thread goes on");
}
