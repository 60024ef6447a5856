use super::Child;
use crate::domain::annotation::Annotation;
use crate::domain::artist::ArtistRef;
use crate::domain::credit::{Credit, Role};
use crate::domain::song::{AudioProperties, Extra, ReplayGain, Song};
use crate::http::rest::wire::opinion::Opinion;
use crate::http::rest::wire::presentation::{Paths, Presentation, Profile, SongArt};

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|&word| word.to_owned()).collect()
}

fn artist(name: &str) -> ArtistRef {
    ArtistRef { id: format!("id-{name}"), name: name.to_owned() }
}

/// A song about which everything is known.
fn full() -> Song {
    Song {
        id: "s".to_owned(),
        path: "B/H/02.flac".to_owned(),
        title: "Jóga".to_owned(),
        album_id: "h".to_owned(),
        album: "Homogenic".to_owned(),
        artist: "Björk".to_owned(),
        album_artist: "Björk".to_owned(),
        artist_id: "id-Björk".to_owned(),
        artists: vec![artist("Björk")],
        album_artists: vec![artist("Björk")],
        contributors: vec![Credit {
            role: Role::Composer,
            sub_role: String::new(),
            artist_id: "id-Sjón".to_owned(),
            name: "Sjón".to_owned(),
            sort_name: String::new(),
            mbz_id: String::new(),
        }],
        genres: owned(&["Electronic", "Pop"]),
        track: Some(2),
        disc: Some(1),
        year: 1997,
        size: 30,
        suffix: "flac".to_owned(),
        audio: AudioProperties {
            duration: 305.9,
            bit_rate: 912,
            sample_rate: 44100,
            bit_depth: 16,
            channels: 2,
            codec: "flac".to_owned(),
        },
        has_picture: true,
        extra: Extra {
            comment: "c".to_owned(),
            bpm: 90,
            mbz_recording_id: "mbid".to_owned(),
            isrc: owned(&["GB1"]),
            moods: owned(&["calm"]),
            groupings: owned(&["g"]),
            works: owned(&["w"]),
            movements: owned(&["m"]),
            explicit_status: "e".to_owned(),
            subtitle: "live".to_owned(),
            album_version: "Deluxe".to_owned(),
            replay_gain: ReplayGain { track_gain: Some(-7.5), ..ReplayGain::default() },
            ..Extra::default()
        },
        modified_at: 255,
        ..Song::default()
    }
}

/// A song about which nothing is known but its title.
fn bare() -> Song {
    Song { id: "s".to_owned(), title: "Untitled".to_owned(), suffix: "mp3".to_owned(), ..Song::default() }
}

fn shown() -> Presentation {
    Presentation::new(|suffix| if suffix == "flac" { "audio/flac" } else { "audio/mpeg" })
}

fn json(song: &Song, annotation: &Annotation, album_cover: Option<i64>, shown: &Presentation) -> String {
    let child = Child::of_song(
        song,
        Opinion { annotation, average: 4.5 * f64::from(annotation.rating.min(1)) },
        album_cover,
        shown,
    );
    serde_json::to_string(&child).unwrap()
}

const FULL: &str = concat!(
    r#"{"id":"s","isDir":false,"title":"Jóga (live)","parent":"h","album":"Homogenic (Deluxe)","artist":"Björk","track":2,"#,
    r#""year":1997,"genre":"Electronic","coverArt":"mf-s_ff","size":30,"contentType":"audio/flac","suffix":"flac","duration":305,"#,
    r#""bitRate":912,"path":"Björk/Homogenic/01-02 - Jóga.flac","isVideo":false,"userRating":4,"averageRating":4.5,"playCount":3,"#,
    r#""discNumber":1,"created":"1970-01-01T00:00:00Z","starred":"1970-01-01T00:00:01Z","albumId":"h","artistId":"id-Björk","#,
    r#""type":"music""#,
);

#[test]
fn a_song_tells_all_that_is_known() {
    let annotation =
        Annotation { play_count: 3, played_at: Some(2000), rating: 4, starred_at: Some(1000), rated_at: None };
    let additions = concat!(
        r#","played":"1970-01-01T00:00:02Z","bpm":90,"comment":"c","sortName":"joga","mediaType":"song","musicBrainzId":"mbid","#,
        r#""channelCount":2,"samplingRate":44100,"bitDepth":16,"displayArtist":"Björk","displayAlbumArtist":"Björk","#,
        r#""displayComposer":"Sjón","explicitStatus":"explicit","isrc":["GB1"],"genres":[{"name":"Electronic"},{"name":"Pop"}],"#,
        r#""replayGain":{"trackGain":-7.5},"moods":["calm"],"artists":[{"id":"id-Björk","name":"Björk"}],"#,
        r#""albumArtists":[{"id":"id-Björk","name":"Björk"}],"#,
        r#""contributors":[{"role":"composer","artist":{"id":"id-Sjón","name":"Sjón"}}],"#,
        r#""groupings":["g"],"works":[{"name":"w"}],"movements":[{"name":"m"}]}"#,
    );
    assert_eq!(json(&full(), &annotation, None, &shown()), format!("{FULL}{additions}"));
    let legacy = Presentation { profile: Profile::Legacy, ..shown() };
    assert_eq!(json(&full(), &annotation, None, &legacy), format!("{FULL}}}"));
    let minimal = Presentation { profile: Profile::Minimal, ..shown() };
    assert_eq!(json(&full(), &annotation, None, &minimal), r#"{"id":"s","isDir":false,"title":"Jóga (live)"}"#);
}

#[test]
fn what_is_unknown_is_left_out_of_the_original_fields_and_empty_in_the_additions() {
    assert_eq!(
        json(&bare(), &Annotation::default(), None, &shown()),
        concat!(
            r#"{"id":"s","isDir":false,"title":"Untitled","size":0,"contentType":"audio/mpeg","suffix":"mp3","duration":0,"#,
            r#""path":"_/_/Untitled.mp3","isVideo":false,"created":"1970-01-01T00:00:00Z","type":"music","bpm":0,"comment":"","#,
            r#""sortName":"untitled","mediaType":"song","musicBrainzId":"","channelCount":0,"samplingRate":0,"bitDepth":0,"#,
            r#""displayArtist":"","displayAlbumArtist":"","displayComposer":"","explicitStatus":"","isrc":[],"genres":[],"#,
            r#""replayGain":{},"moods":[],"artists":[],"albumArtists":[],"contributors":[],"groupings":[],"works":[],"movements":[]}"#,
        )
    );
}

#[test]
fn a_song_is_shown_with_its_own_picture_else_its_albums_else_none() {
    let annotation = Annotation::default();
    let cover = |has_picture, album_cover, song_art| {
        let song = Song { has_picture, ..full() };
        let opinion = Opinion { annotation: &annotation, average: 0.0 };
        let shown = Presentation { song_art, ..shown() };
        Child::of_song(&song, opinion, album_cover, &shown).details.and_then(|details| details.cover_art)
    };
    assert_eq!(cover(true, Some(16), SongArt::Own).as_deref(), Some("mf-s_ff"));
    assert_eq!(cover(true, Some(16), SongArt::Album).as_deref(), Some("al-h_10"));
    assert_eq!(cover(false, Some(16), SongArt::Own).as_deref(), Some("al-h_10"));
    assert_eq!(cover(true, None, SongArt::Album), None);
    assert_eq!(cover(false, None, SongArt::Own), None);
}

#[test]
fn paths_are_made_of_tags_and_stay_in_their_folders() {
    let annotation = Annotation::default();
    let path = |song: Song, paths| {
        let shown = Presentation { paths, ..shown() };
        let opinion = Opinion { annotation: &annotation, average: 0.0 };
        Child::of_song(&song, opinion, None, &shown).details.and_then(|details| details.path).unwrap_or_default()
    };
    let song = Song {
        album_artist: "AC/DC".to_owned(),
        album: "..".to_owned(),
        title: "../x\\y".to_owned(),
        disc: None,
        ..full()
    };
    assert_eq!(path(song, Paths::FromTags), "AC_DC/_/02 - .._x_y.flac");
    assert_eq!(path(Song { track: None, ..full() }, Paths::FromTags), "Björk/Homogenic/01 - Jóga.flac");
    assert_eq!(path(full(), Paths::Real), "B/H/02.flac");
}

#[test]
fn names_stay_as_they_are_where_nothing_is_to_be_appended() {
    let song = full();
    let annotation = Annotation::default();
    let shown = Presentation { append_subtitle: false, append_album_version: false, ..shown() };
    let child = Child::of_song(&song, Opinion { annotation: &annotation, average: 0.0 }, None, &shown)
        .bookmarked(500)
        .transcoded("audio/ogg", "opus");
    let details = child.details.unwrap();
    assert_eq!((child.title.as_ref(), details.album.as_deref()), ("Jóga", Some("Homogenic")));
    assert_eq!(
        (details.bookmark_position, details.transcoded_content_type, details.transcoded_suffix),
        (Some(500), Some("audio/ogg"), Some("opus"))
    );
}
