//! All of a file's tags, put together.

use super::credits::credits;
use super::mapping::Tags;
use super::rules::Rules;
use super::{dates, loudness, lyrics, numbers};
use crate::domain::credit::Role;
use crate::domain::date::PartialDate;
use crate::domain::song::{Extra, Track};
use crate::domain::{album, fold, path as paths};
use crate::scanner::identity::{Kind, pid};
use crate::scanner::read::RawFile;
use std::collections::BTreeMap;

/// Tags that have a place of their own in a track; every other one is kept by its name.
const PLACED: &[&str] = &[
    "title",
    "titlesort",
    "album",
    "albumsort",
    "albumversion",
    "track",
    "disc",
    "discsubtitle",
    "bpm",
    "lyrics",
    "comment",
    "compilation",
    "originaldate",
    "recordingdate",
    "releasedate",
    "genre",
    "mood",
    "grouping",
    "work",
    "movementname",
    "recordlabel",
    "releasetype",
    "catalognumber",
    "explicitstatus",
    "subtitle",
    "isrc",
    "musicbrainz_recordingid",
    "musicbrainz_trackid",
    "musicbrainz_albumid",
    "musicbrainz_releasegroupid",
    "replaygain_album_gain",
    "replaygain_album_peak",
    "replaygain_track_gain",
    "replaygain_track_peak",
    "r128_album_gain",
    "r128_track_gain",
];

/// Understands a file's tags. `path` is relative to its library, as [`paths::to_text`] writes it.
pub fn track(raw: &RawFile, path: &str, library_id: i32, rules: &Rules) -> Track {
    let tags = rules.mapping.apply(&raw.tags);
    let compilation = tags.first("compilation").is_some_and(numbers::switch);
    let credits = credits(&tags, rules, compilation);
    let date = |name| tags.first(name).and_then(PartialDate::parse);
    let [recorded, original, released] =
        dates::of_track(date("recordingdate"), date("originaldate"), date("releasedate"));
    let mut track = Track {
        title: tags.first("title").map_or_else(|| base_name(path), str::to_owned),
        album: tags.first("album").unwrap_or(album::UNKNOWN).to_owned(),
        artist: credits.artist,
        album_artist: credits.album_artist,
        track: tags.first("track").and_then(numbers::position),
        disc: tags.first("disc").and_then(numbers::position),
        disc_subtitle: tags.text("discsubtitle"),
        date: recorded,
        original_date: original,
        release_date: released,
        compilation,
        credits: credits.all,
        genres: tags.all("genre"),
        sort_title: tags.text("titlesort"),
        sort_album: tags.text("albumsort"),
        sort_artist: tags.text("artistsort"),
        sort_album_artist: tags.text("albumartistsort"),
        extra: extra(&tags),
        lyrics: tags.entries("lyrics").iter().filter_map(|entry| lyrics::parse(&entry.text, &entry.sub)).collect(),
        has_picture: raw.has_picture,
        audio: raw.audio.clone(),
        pid: String::new(),
        album_id: String::new(),
    };
    identify(&mut track, &tags, path, library_id, rules);
    track
}

/// The file's name without its ending, as far as it can be read.
fn base_name(path: &str) -> String {
    let name = paths::for_display(paths::file_name(path));
    match name.rsplit_once('.') {
        Some((base, _)) if !base.is_empty() => base.to_owned(),
        _ => name,
    }
}

fn extra(tags: &Tags<'_>) -> Extra {
    Extra {
        comment: tags.text("comment"),
        bpm: tags.first("bpm").map_or(0, numbers::tempo),
        mbz_recording_id: tags.text("musicbrainz_recordingid"),
        mbz_track_id: tags.text("musicbrainz_trackid"),
        mbz_album_id: tags.text("musicbrainz_albumid"),
        mbz_release_group_id: tags.text("musicbrainz_releasegroupid"),
        isrc: tags.all("isrc"),
        moods: tags.all("mood"),
        groupings: tags.all("grouping"),
        works: tags.all("work"),
        movements: tags.all("movementname"),
        record_labels: tags.all("recordlabel"),
        release_types: tags.all("releasetype"),
        catalog_number: tags.text("catalognumber"),
        album_version: tags.text("albumversion"),
        explicit_status: tags.first("explicitstatus").map_or("", numbers::explicit_status).to_owned(),
        subtitle: tags.text("subtitle"),
        replay_gain: loudness::replay_gain(tags),
        tags: further(tags),
    }
}

/// The tags without a place of their own, and the totals that stand behind the numbers of tracks and discs.
fn further(tags: &Tags<'_>) -> BTreeMap<String, Vec<String>> {
    let mut further: BTreeMap<String, Vec<String>> =
        tags.names().filter(|name| !is_placed(name)).map(|name| (name.to_owned(), tags.all(name))).collect();
    for (number, total) in [("track", "tracktotal"), ("disc", "disctotal")] {
        if let Some(count) = tags.first(number).and_then(numbers::total) {
            further.entry(total.to_owned()).or_insert_with(|| vec![count.to_string()]);
        }
    }
    further
}

fn is_placed(name: &str) -> bool {
    let people = |name: &str| {
        let role = name.strip_suffix("sort").unwrap_or(name);
        matches!(role, "artists" | "albumartists") || Role::from_word(role).is_some()
    };
    let person_id = |name: &str| {
        let role = name.strip_prefix("musicbrainz_").and_then(|name| name.strip_suffix("id"));
        role.is_some_and(|role| Role::from_word(role).is_some())
    };
    PLACED.contains(&name) || people(name) || person_id(name)
}

/// Gives a track the ids that follow from its attributes.
fn identify(track: &mut Track, tags: &Tags<'_>, path: &str, library_id: i32, rules: &Rules) {
    let attribute = |track: &Track, name: &str| match name {
        "albumid" => track.album_id.clone(),
        "albumartistid" => track.named(Role::AlbumArtist).next().map_or_else(String::new, |c| c.artist_id.clone()),
        "folder" => paths::folder(path).to_owned(),
        "title" => fold::identity(&track.title),
        "album" => fold::identity(&track.album),
        "tracknumber" | "track" => track.track.map_or_else(String::new, |number| number.to_string()),
        "discnumber" | "disc" => track.disc.map_or_else(String::new, |number| number.to_string()),
        "track_legacy" => path.to_owned(),
        "album_legacy" => format!("{}\\{}", fold::identity(&track.album_artist), fold::identity(&track.album)),
        tag => tags.joined(tag),
    };
    let named = |name: &str| attribute(track, name);
    track.album_id = pid(Kind::Album, library_id, &rules.pid_album, named, paths::folder(path));
    let named = |name: &str| attribute(track, name);
    track.pid = pid(Kind::Song, library_id, &rules.pid_track, named, path);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scanner::identity::specification;
    use crate::scanner::read::RawTags;

    fn read(pairs: &[(&str, &str)], path: &str) -> Track {
        read_by(pairs, path, &Rules::default())
    }

    fn read_by(pairs: &[(&str, &str)], path: &str, rules: &Rules) -> Track {
        let raw = RawFile { tags: pairs.iter().copied().collect::<RawTags>(), ..RawFile::default() };
        track(&raw, path, 1, rules)
    }

    #[test]
    fn a_file_without_tags_is_listed_by_its_name() {
        let track = read(&[], "Some Folder/track one.mp3");
        assert_eq!((track.title.as_str(), track.album.as_str()), ("track one", "[Unknown Album]"));
        assert_eq!((track.artist.as_str(), track.album_artist.as_str()), ("[Unknown Artist]", "[Unknown Artist]"));
        assert_eq!((track.track, track.disc, track.year()), (None, None, 0));
        assert_eq!(track.extra, Extra::default());
        assert_eq!(read(&[], ".mp3").title, ".mp3");
        assert_eq!(read(&[], "latin1 \u{10FFE9}.mp3").title, "latin1 \u{FFFD}");
    }

    #[test]
    fn every_tag_has_its_place() {
        let track = read(
            &[
                ("title", "T"),
                ("track", "2/9"),
                ("disc", "1"),
                ("date", "1999-05-03"),
                ("originaldate", "1974-11-01"),
                ("bpm", "120.7"),
                ("compilation", "1"),
                ("itunesadvisory", "1"),
                ("replaygain_track_gain", "-6.50 dB"),
                ("r128_album_gain", "-1280"),
                ("media", "CD"),
                ("disctotal", "3"),
                ("lyrics", "la"),
                ("genre", "Rock/Pop"),
                ("composer", "C"),
                ("composersort", "C, the"),
            ],
            "x.flac",
        );
        assert_eq!((track.track, track.disc, track.compilation), (Some(2), Some(1), true));
        assert_eq!(track.year(), 1974);
        assert_eq!(track.release_date.map(String::from).as_deref(), Some("1999-05-03"));
        assert_eq!((track.extra.bpm, track.extra.explicit_status.as_str()), (121, "e"));
        assert_eq!(track.extra.replay_gain.track_gain, Some(-6.5));
        assert_eq!(track.extra.replay_gain.album_gain, Some(0.0));
        assert_eq!(track.genres, ["Rock", "Pop"]);
        assert_eq!(track.lyrics.len(), 1);
        let further: Vec<_> =
            track.extra.tags.iter().map(|(name, values)| (name.as_str(), values[0].as_str())).collect();
        assert_eq!(further, [("disctotal", "3"), ("media", "CD"), ("tracktotal", "9")]);
    }

    #[test]
    fn songs_of_one_album_share_its_id() {
        let id = "2158d607-f42f-41b4-a626-fb920372a69b";
        let album = |pairs: &[(&str, &str)]| read(pairs, "f/x.mp3").album_id;
        let plain = album(&[("album", "Again"), ("artist", "A")]);
        assert_eq!(plain, album(&[("album", "again"), ("artist", "a feat. B"), ("title", "x")]));
        assert_ne!(plain, album(&[("album", "Again"), ("artist", "B")]));
        assert_ne!(plain, album(&[("album", "Again"), ("artist", "A"), ("releasedate", "1980")]));
        assert_ne!(plain, album(&[("album", "Again"), ("artist", "A"), ("albumversion", "Deluxe")]));
        assert_ne!(plain, album(&[("album", "Again"), ("artist", "A"), ("musicbrainz_albumid", id)]));
        assert_eq!(album(&[("musicbrainz_albumid", id)]), album(&[("artist", "B"), ("musicbrainz_albumid", id)]));
    }

    #[test]
    fn a_song_keeps_its_id_when_its_file_moves() {
        let tags = [("title", "T"), ("album", "A"), ("track", "01")];
        let here = read(&tags, "here/1.mp3");
        assert_eq!(here.pid, read(&[("title", "t"), ("album", "A"), ("track", "1/9")], "there/2.flac").pid);
        assert_ne!(here.pid, read(&[("title", "T"), ("album", "A"), ("track", "2")], "here/1.mp3").pid);
        assert_ne!(here.pid, here.album_id);
    }

    #[test]
    fn the_configuration_names_what_identifies() {
        let rules = Rules {
            pid_album: specification("folder"),
            pid_track: specification("musicbrainz_trackid"),
            ..Rules::default()
        };
        let one = read_by(&[("album", "A")], "f/1.mp3", &rules);
        let two = read_by(&[("album", "B")], "f/2.mp3", &rules);
        assert_eq!(one.album_id, two.album_id);
        assert_ne!(one.pid, two.pid);
        assert_ne!(one.album_id, read_by(&[], "g/1.mp3", &rules).album_id);
    }
}
