//! Real files: one second of silence in every format, tagged by lofty where a test needs it, and broken on purpose.

use super::*;
use crate::domain::credit::Role;
use crate::domain::song::Track;
use crate::scanner::tags::{Rules, track};
use lofty::TextEncoding;
use lofty::ape::{ApeItem, ApeTag};
use lofty::config::WriteOptions;
use lofty::id3::v1::Id3v1Tag;
use lofty::id3::v2::{
    BinaryFrame, Frame, FrameId, Id3v2Tag, KeyValueFrame, TextInformationFrame, UniqueFileIdentifierFrame,
    UnsynchronizedTextFrame,
};
use lofty::iff::aiff::AiffTextChunks;
use lofty::iff::wav::RiffInfoList;
use lofty::mp4::{Atom, AtomData, AtomIdent, Ilst};
use lofty::ogg::OggPictureStorage;
use lofty::ogg::tag::VorbisComments;
use lofty::picture::{MimeType, Picture, PictureType};
use lofty::tag::{ItemValue, TagExt};
use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};

const ID: &str = "2158d607-f42f-41b4-a626-fb920372a69b";

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/audio")
}

/// A folder to break things in.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// A copy of a fixture under another name.
    fn copy(&self, fixture: &str, name: &str) -> PathBuf {
        self.write(name, &fs::read(fixtures().join(fixture)).unwrap())
    }

    fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.0.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    }
}

fn track_of(path: &Path) -> Track {
    track(&read(path).unwrap(), "x", 1, &Rules::default())
}

fn artists(track: &Track) -> Vec<&str> {
    track.named(Role::Artist).map(|credit| credit.name.as_str()).collect()
}

fn picture() -> Picture {
    Picture::unchecked(vec![0x89, b'P', b'N', b'G', 13, 10, 26, 10])
        .pic_type(PictureType::CoverFront)
        .mime_type(MimeType::Png)
        .build()
}

fn text(id: &'static str, value: &str) -> Frame<'static> {
    Frame::Text(TextInformationFrame::new(FrameId::Valid(Cow::Borrowed(id)), TextEncoding::UTF8, value.to_owned()))
}

#[test]
fn every_format_tells_its_properties() {
    // name, codec, Hz, bits, channels
    let cases = [
        ("silence.mp3", "mp3", 44_100, 0, 2),
        ("silence.flac", "flac", 44_100, 16, 2),
        ("silence.m4a", "aac", 44_100, 16, 2),
        ("alac.m4a", "alac", 44_100, 16, 2),
        ("silence.ogg", "vorbis", 44_100, 0, 2),
        ("silence.opus", "opus", 48_000, 0, 2),
        ("silence.spx", "speex", 8000, 0, 1),
        ("silence.oga", "flac", 44_100, 16, 2),
        ("silence.wav", "pcm", 8000, 16, 1),
        ("silence.aiff", "pcm", 8000, 16, 1),
        ("silence.wv", "wavpack", 8000, 16, 1),
        ("silence.wma", "wma", 22_050, 16, 1),
        ("silence.aac", "aac", 44_100, 0, 2),
        ("silence.tta", "tta", 8000, 8, 1),
        ("silence.mka", "vorbis", 44_100, 0, 2),
        ("silence.caf", "pcm", 8000, 16, 1),
    ];
    for (name, codec, rate, bits, channels) in cases {
        let file = read(&fixtures().join(name)).unwrap();
        let audio = &file.audio;
        assert_eq!(file.problem, None, "{name}");
        assert_eq!(
            (audio.codec.as_str(), audio.sample_rate, audio.bit_depth, audio.channels),
            (codec, rate, bits, channels),
            "{name}"
        );
        assert!((0.9..1.2).contains(&audio.duration), "{name}: {}", audio.duration);
        assert!(audio.bit_rate >= 0 && !file.has_picture, "{name}");
    }
    assert_eq!(fs::read_dir(fixtures()).unwrap().count(), cases.len());
}

#[test]
fn the_content_decides_and_a_wrong_ending_is_noted() {
    let desk = Desk::new();
    let file = read(&desk.copy("silence.flac", "really a flac.mp3")).unwrap();
    assert_eq!(file.audio.codec, "flac");
    assert_eq!(file.problem.unwrap().kind, ProblemKind::WrongEnding);
    assert_eq!(read(&desk.copy("silence.flac", "SHOUT.FLAC")).unwrap().problem, None);
    assert_eq!(read(&desk.copy("silence.ogg", "no ending")).unwrap().problem, None);
}

#[test]
fn id3v2_keeps_values_people_ids_and_pictures() {
    let desk = Desk::new();
    for fixture in ["silence.mp3", "silence.wav", "silence.aiff"] {
        let path = desk.copy(fixture, fixture);
        let mut tag = Id3v2Tag::new();
        for frame in [text("TIT2", "CHAPTER Q"), text("TPE1", "A\0B"), text("TRCK", "02/10"), text("TCON", "(17)")] {
            tag.insert(frame);
        }
        tag.insert(Frame::KeyValue(KeyValueFrame::new(
            FrameId::Valid(Cow::Borrowed("TMCL")),
            TextEncoding::UTF8,
            vec![(Cow::Borrowed("guitar"), Cow::Borrowed("Cy"))],
        )));
        tag.insert(Frame::UniqueFileIdentifier(UniqueFileIdentifierFrame::new(
            "http://musicbrainz.org",
            ID.as_bytes(),
        )));
        tag.insert(Frame::UnsynchronizedText(UnsynchronizedTextFrame::new(
            TextEncoding::UTF8,
            *b"deu",
            "",
            "[00:01.00]la",
        )));
        tag.insert(Frame::Picture(lofty::id3::v2::AttachedPictureFrame::new(TextEncoding::UTF8, picture())));
        tag.insert_user_text("ARTISTS".to_owned(), "X\0Y".to_owned());
        tag.save_to_path(&path, WriteOptions::default()).unwrap();
        let track = track_of(&path);
        assert_eq!((track.title.as_str(), track.artist.as_str()), ("CHAPTER Q", "X • Y"), "{fixture}");
        assert_eq!((artists(&track), track.genres.clone()), (vec!["X", "Y"], vec!["Rock".to_owned()]));
        assert_eq!((track.track, track.extra.mbz_recording_id.as_str()), (Some(2), ID));
        let performer = track.named(Role::Performer).next().unwrap();
        assert_eq!((performer.name.as_str(), performer.sub_role.as_str()), ("Cy", "Guitar"));
        assert_eq!((track.lyrics[0].lang.as_str(), track.lyrics[0].lines[0].start), ("deu", Some(1000)));
        assert!(track.has_picture);
    }
}

#[test]
fn synchronised_lyrics_keep_their_times() {
    let desk = Desk::new();
    let path = desk.copy("silence.mp3", "x.mp3");
    let mut data = vec![3];
    data.extend(b"eng\x02\x01\0one\0\0\0\x03\xe8two\0\0\0\x07\xd0");
    let mut tag = Id3v2Tag::new();
    tag.insert(Frame::Binary(BinaryFrame::new(FrameId::Valid(Cow::Borrowed("SYLT")), data)));
    tag.save_to_path(&path, WriteOptions::default()).unwrap();
    let lyrics = track_of(&path).lyrics;
    let lines: Vec<_> = lyrics[0].lines.iter().map(|line| (line.start, line.text.as_str())).collect();
    assert_eq!(lines, [(Some(1000), "one"), (Some(2000), "two")]);
}

#[test]
fn of_several_tags_in_one_file_the_best_wins_for_each_key() {
    let desk = Desk::new();
    let path = desk.copy("silence.mp3", "x.mp3");
    let v1 = Id3v1Tag {
        title: Some("cut off".to_owned()),
        artist: Some("cut off".to_owned()),
        album: Some("Only In One".to_owned()),
        ..Id3v1Tag::default()
    };
    v1.save_to_path(&path, WriteOptions::default()).unwrap();
    let mut ape = ApeTag::new();
    for (key, value) in [("Title", "from ape"), ("Artist", "A\0B"), ("Year", "1999-05-03")] {
        ape.insert(ApeItem::new(key.to_owned(), ItemValue::Text(value.to_owned())).unwrap());
    }
    ape.save_to_path(&path, WriteOptions::default()).unwrap();
    let mut v2 = Id3v2Tag::new();
    v2.insert(text("TIT2", "from id3"));
    v2.save_to_path(&path, WriteOptions::default()).unwrap();
    let track = track_of(&path);
    assert_eq!((track.title.as_str(), track.album.as_str(), track.year()), ("from id3", "Only In One", 1999));
    assert_eq!(artists(&track), ["A", "B"]);
}

#[test]
fn ape_tags_are_read_from_wavpack() {
    let desk = Desk::new();
    let path = desk.copy("silence.wv", "x.wv");
    let mut ape = ApeTag::new();
    for (key, value) in [("Title", "T"), ("Album Artist", "AA"), ("replaygain_track_gain", "-1.5 dB")] {
        ape.insert(ApeItem::new(key.to_owned(), ItemValue::Text(value.to_owned())).unwrap());
    }
    ape.save_to_path(&path, WriteOptions::default()).unwrap();
    let track = track_of(&path);
    assert_eq!((track.title.as_str(), track.album_artist.as_str()), ("T", "AA"));
    assert_eq!(track.extra.replay_gain.track_gain, Some(-1.5));
}

#[test]
fn vorbis_comments_are_read_from_flac_and_ogg() {
    let desk = Desk::new();
    for fixture in ["silence.flac", "silence.ogg", "silence.opus", "silence.spx"] {
        let path = desk.copy(fixture, fixture);
        let mut tag = VorbisComments::new();
        for (key, value) in
            [("TITLE", "T"), ("ARTIST", "A"), ("ARTIST", "B"), ("LABEL", "L"), ("PERFORMER", "Di (drums)")]
        {
            tag.push(key.to_owned(), value.to_owned());
        }
        tag.insert_picture(picture(), None).unwrap_or_default();
        tag.save_to_path(&path, WriteOptions::default()).unwrap();
        let track = track_of(&path);
        assert_eq!((track.title.as_str(), artists(&track)), ("T", vec!["A", "B"]), "{fixture}");
        assert_eq!(track.extra.record_labels, ["L"]);
        assert_eq!(track.named(Role::Performer).next().unwrap().sub_role, "Drums");
    }
}

#[test]
fn mp4_metadata_is_read_with_free_form_atoms() {
    let desk = Desk::new();
    let path = desk.copy("silence.m4a", "x.m4a");
    let mut tag = Ilst::new();
    let free = |name: &'static str| AtomIdent::Freeform { mean: "com.apple.iTunes".into(), name: name.into() };
    let text = |text: &str| AtomData::UTF8(text.to_owned());
    tag.insert(Atom::new(AtomIdent::Fourcc(*b"\xa9nam"), text("T")));
    tag.insert(Atom::from_collection(AtomIdent::Fourcc(*b"\xa9ART"), vec![text("A"), text("B")]).unwrap());
    tag.insert(Atom::new(free("ISRC"), text("XX1")));
    tag.insert(Atom::new(free("PERFORMER:guitar"), text("Cy")));
    tag.insert(Atom::new(AtomIdent::Fourcc(*b"rtng"), AtomData::SignedInteger(1)));
    tag.insert(Atom::new(AtomIdent::Fourcc(*b"cpil"), AtomData::Bool(true)));
    tag.insert_picture(picture());
    tag.save_to_path(&path, WriteOptions::default()).unwrap();
    let track = track_of(&path);
    assert_eq!((track.title.as_str(), artists(&track)), ("T", vec!["A", "B"]));
    assert_eq!((track.extra.isrc.clone(), track.extra.explicit_status.as_str()), (vec!["XX1".to_owned()], "e"));
    assert_eq!(track.named(Role::Performer).next().unwrap().sub_role, "Guitar");
    assert!(track.compilation && track.has_picture);
}

#[test]
fn wav_and_aiff_have_text_chunks_of_their_own() {
    let desk = Desk::new();
    let wav = desk.copy("silence.wav", "x.wav");
    let mut info = RiffInfoList::new();
    info.insert("INAM".to_owned(), "T".to_owned());
    info.insert("IART".to_owned(), "A".to_owned());
    info.save_to_path(&wav, WriteOptions::default()).unwrap();
    let aiff = desk.copy("silence.aiff", "x.aiff");
    let chunks =
        AiffTextChunks { name: Some("T".to_owned()), author: Some("A".to_owned()), ..AiffTextChunks::default() };
    chunks.save_to_path(&aiff, WriteOptions::default()).unwrap();
    for path in [wav, aiff] {
        let track = track_of(&path);
        assert_eq!((track.title.as_str(), artists(&track)), ("T", vec!["A"]), "{}", path.display());
    }
}

#[test]
fn dsf_files_have_an_id3_tag_at_their_end() {
    let mut id3 = Vec::new();
    let mut tag = Id3v2Tag::new();
    tag.insert(text("TIT2", "T"));
    tag.dump_to(&mut id3, WriteOptions::default()).unwrap();
    let sound = [0x69; 4096];
    let pointer = 28 + 52 + 12 + sound.len() as u64;
    let mut bytes =
        [b"DSD ", &28_u64.to_le_bytes()[..], &(pointer + id3.len() as u64).to_le_bytes(), &pointer.to_le_bytes()]
            .concat();
    bytes.extend([b"fmt ", &52_u64.to_le_bytes()[..]].concat());
    for number in [1_u32, 0, 2, 2, 2_822_400, 1] {
        bytes.extend(number.to_le_bytes());
    }
    bytes.extend(2_822_400_u64.to_le_bytes());
    bytes.extend([4096_u32.to_le_bytes(), [0; 4]].concat());
    bytes.extend([b"data", &(12 + sound.len() as u64).to_le_bytes()[..], &sound, &id3].concat());
    let desk = Desk::new();
    let path = desk.write("x.dsf", &bytes);
    let file = read(&path).unwrap();
    assert_eq!((file.audio.duration, file.audio.bit_rate, file.audio.channels), (1.0, 5645, 2));
    assert_eq!((file.problem, file.tags.get("tit2")), (None, &["T".to_owned()][..]));
    assert_eq!(read(&desk.write("cut.dsf", &bytes[..85])).unwrap_err().kind, ProblemKind::CutShort);
}

#[test]
fn what_holds_no_sound_is_refused_with_a_reason() {
    let desk = Desk::new();
    let flac = fs::read(fixtures().join("silence.flac")).unwrap();
    let m4a = fs::read(fixtures().join("silence.m4a")).unwrap();
    let cases = [
        (desk.write("empty.mp3", b""), ProblemKind::Empty),
        (desk.write("text.ogg", &b"this is not audio\n".repeat(50)), ProblemKind::NotAudio),
        (desk.write("cut.flac", &flac[..2000]), ProblemKind::CutShort),
        (desk.write("cut.m4a", &m4a[..200]), ProblemKind::Damaged),
        (desk.write("zeros.mp3", &[0; 9000]), ProblemKind::CutShort),
        (desk.0.path().to_owned(), ProblemKind::Unreadable),
        (desk.0.path().join("missing.mp3"), ProblemKind::Unreadable),
    ];
    for (path, kind) in cases {
        let problem = read(&path).unwrap_err();
        assert_eq!(problem.kind, kind, "{}: {problem}", path.display());
        assert!(!problem.message.is_empty());
    }
}

#[test]
fn what_holds_sound_is_listed_with_what_is_wrong() {
    let desk = Desk::new();
    let mp3 = fs::read(fixtures().join("silence.mp3")).unwrap();
    let huge = [b"ID3\x04\0\0\x7f\x7f\x7f\x7f", &b"TIT2\0\0\0\x05\0\0\x03Huge"[..], &[0; 20], &mp3].concat();
    let file = read(&desk.write("huge tag.mp3", &huge)).unwrap();
    assert_eq!((file.tags.get("tit2"), file.audio.codec.as_str()), (&["Huge".to_owned()][..], "mp3"));
    assert!((0.9..1.2).contains(&file.audio.duration) && file.problem.is_some());

    let wav = fs::read(fixtures().join("silence.wav")).unwrap();
    let file = read(&desk.write("cut.wav", &wav[..8000])).unwrap();
    assert_eq!(file.problem.unwrap().kind, ProblemKind::CutShort);

    let mut streamed = wav.clone();
    streamed[4..8].fill(0xff);
    let data = streamed.windows(4).position(|window| window == b"data").unwrap();
    streamed[data + 4..data + 8].fill(0xff);
    let file = read(&desk.write("streamed.wav", &streamed)).unwrap();
    assert!((0.9..1.1).contains(&file.audio.duration) && file.problem.is_some());

    let junk = [&b"junk"[..], &[0x55; 300], &mp3].concat();
    assert!(read(&desk.write("junk.mp3", &junk)).unwrap().audio.duration > 0.9);
    assert_eq!(read(&desk.write("x.tak", b"tBaK....")).unwrap().problem.unwrap().kind, ProblemKind::Unsupported);
}

#[test]
fn chapters_within_chapters_end_nothing() {
    let mut chapter = Vec::new();
    for _ in 0..20_000 {
        // Frames that promise more than there is, each inside the one before.
        chapter.extend(b"CHAP\0\x40\0\0\0\0x\0");
        chapter.extend([0; 16]);
    }
    let size = u32::try_from(chapter.len()).unwrap();
    let size = [size >> 21, size >> 14 & 0x7f, size >> 7 & 0x7f, size & 0x7f].map(|byte| u8::try_from(byte).unwrap());
    let mp3 = fs::read(fixtures().join("silence.mp3")).unwrap();
    let bytes = [b"ID3\x04\0\0", &size[..], &chapter, &mp3].concat();
    let file = read(&Desk::new().write("x.mp3", &bytes)).unwrap();
    assert!(file.audio.duration > 0.9);
}

#[test]
fn broken_bytes_never_panic_and_never_hang() {
    let desk = Desk::new();
    let mut seed = 0x2545_F491_4F6C_DD1D_u64;
    let mut random = move |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed >> 33).unwrap() % below
    };
    let mut listed = 0;
    for fixture in fs::read_dir(fixtures()).unwrap() {
        let path = fixture.unwrap().path();
        let whole = fs::read(&path).unwrap();
        let name = path.file_name().unwrap().to_str().unwrap();
        for round in 0..40 {
            let mut bytes = whole.clone();
            if round % 2 == 0 {
                bytes.truncate(random(whole.len()));
            } else {
                for _ in 0..=round {
                    let place = random(bytes.len().min(2000));
                    bytes[place] = u8::try_from(random(256)).unwrap();
                }
            }
            match read(&desk.write(name, &bytes)) {
                Ok(file) => {
                    listed += 1;
                    assert!(file.audio.duration.is_finite() && file.audio.duration >= 0.0, "{name}");
                }
                Err(problem) => assert!(!problem.message.is_empty(), "{name}"),
            }
        }
    }
    assert!(listed > 0);
}
