use super::{AlbumID3, AlbumID3WithSongs};
use crate::domain::album::{Album, AlbumExtra, Disc};
use crate::domain::annotation::Annotation;
use crate::domain::artist::ArtistRef;
use crate::domain::date::PartialDate;
use crate::http::rest::wire::directory::Directory;
use crate::http::rest::wire::opinion::Opinion;
use crate::http::rest::wire::presentation::{Added, Presentation, Profile};
use crate::http::rest::wire::song::Child;

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|&word| word.to_owned()).collect()
}

/// An album about which everything is known.
fn full() -> Album {
    Album {
        id: "b".to_owned(),
        name: "Box".to_owned(),
        artist: "Low".to_owned(),
        artist_id: "id-Low".to_owned(),
        order_name: "box".to_owned(),
        year: 1974,
        song_count: 9,
        duration: 61.5,
        compilation: true,
        mbz_id: "mbid".to_owned(),
        extra: AlbumExtra {
            artists: vec![ArtistRef { id: "id-Low".to_owned(), name: "Low".to_owned() }],
            genres: owned(&["Rock", "Pop"]),
            moods: owned(&["calm"]),
            record_labels: owned(&["Nowhere"]),
            release_types: owned(&["album", "live"]),
            discs: vec![Disc { number: 1, title: "Part 1".to_owned() }, Disc { number: 2, title: String::new() }],
            original_date: PartialDate::parse("1974-11-01"),
            release_date: PartialDate::parse("1990"),
            explicit_status: "c".to_owned(),
            version: "Deluxe".to_owned(),
            ..AlbumExtra::default()
        },
        cover: "Low/Box/cover.jpg".to_owned(),
        modified_at: 5000,
        updated_at: 255,
        ..Album::default()
    }
}

fn shown() -> Presentation {
    Presentation::new(|_| "audio/flac")
}

fn heard() -> Annotation {
    Annotation { play_count: 3, played_at: Some(2000), rating: 4, starred_at: Some(1000), rated_at: None }
}

const CLASSIC: &str = concat!(
    r#"{"id":"b","name":"Box (Deluxe)","artist":"Low","artistId":"id-Low","coverArt":"al-b_ff","songCount":9,"duration":61,"#,
    r#""playCount":3,"created":"1970-01-01T00:00:00Z","starred":"1970-01-01T00:00:01Z","year":1974,"genre":"Rock""#,
);

#[test]
fn an_album_tells_all_that_is_known() {
    let (album, annotation) = (full(), heard());
    let opinion = Opinion { annotation: &annotation, average: 3.5 };
    let json = |shown: &Presentation| serde_json::to_string(&AlbumID3::new(&album, opinion, shown)).unwrap();
    let additions = concat!(
        r#","played":"1970-01-01T00:00:02Z","userRating":4,"averageRating":3.5,"musicBrainzId":"mbid","isCompilation":true,"#,
        r#""sortName":"box","displayArtist":"Low","explicitStatus":"clean","version":"Deluxe","#,
        r#""genres":[{"name":"Rock"},{"name":"Pop"}],"discTitles":[{"disc":1,"title":"Part 1","coverArt":"dc-b:1_ff"}],"#,
        r#""originalReleaseDate":{"year":1974,"month":11,"day":1},"releaseDate":{"year":1990},"releaseTypes":["album","live"],"#,
        r#""recordLabels":[{"name":"Nowhere"}],"moods":["calm"],"artists":[{"id":"id-Low","name":"Low"}]}"#,
    );
    assert_eq!(json(&shown()), format!("{CLASSIC}{additions}"));
    for profile in [Profile::Legacy, Profile::Minimal] {
        assert_eq!(json(&Presentation { profile, ..shown() }), format!("{CLASSIC}}}"));
    }
}

#[test]
fn an_album_about_which_nothing_is_known_still_has_what_the_schema_requires() {
    let (album, annotation) =
        (Album { id: "b".to_owned(), name: "B".to_owned(), ..Album::default() }, Annotation::default());
    let album = AlbumID3::new(&album, Opinion { annotation: &annotation, average: 0.0 }, &shown());
    assert_eq!(
        serde_json::to_string(&AlbumID3WithSongs { album, song: vec![] }).unwrap(),
        concat!(
            r#"{"id":"b","name":"B","songCount":0,"duration":0,"created":"1970-01-01T00:00:00Z","musicBrainzId":"","#,
            r#""isCompilation":false,"sortName":"","displayArtist":"","explicitStatus":"","version":"","genres":[],"discTitles":[],"#,
            r#""originalReleaseDate":{},"releaseDate":{},"releaseTypes":[],"recordLabels":[],"moods":[],"artists":[],"song":[]}"#,
        )
    );
}

#[test]
fn an_album_may_count_as_added_when_its_files_changed() {
    let (album, annotation) = (full(), heard());
    let shown = Presentation { album_added: Added::FileChanged, append_album_version: false, ..shown() };
    let album = AlbumID3::new(&album, Opinion { annotation: &annotation, average: 0.0 }, &shown);
    assert_eq!((album.name.as_ref(), album.created.0), ("Box", 5000));
}

#[test]
fn in_the_folder_view_an_album_is_a_folder_in_its_artists_folder() {
    let (album, annotation) = (full(), heard());
    let opinion = Opinion { annotation: &annotation, average: 3.5 };
    let classic = concat!(
        r#"{"id":"b","isDir":true,"title":"Box (Deluxe)","parent":"id-Low","name":"Box (Deluxe)","album":"Box (Deluxe)","#,
        r#""artist":"Low","year":1974,"genre":"Rock","coverArt":"al-b_ff","duration":61,"isVideo":false,"userRating":4,"#,
        r#""averageRating":3.5,"playCount":3,"created":"1970-01-01T00:00:00Z","starred":"1970-01-01T00:00:01Z","#,
        r#""artistId":"id-Low","songCount":9"#,
    );
    let additions = concat!(
        r#","played":"1970-01-01T00:00:02Z","bpm":0,"comment":"","sortName":"box","mediaType":"album","musicBrainzId":"mbid","#,
        r#""channelCount":0,"samplingRate":0,"bitDepth":0,"displayArtist":"Low","displayAlbumArtist":"Low","displayComposer":"","#,
        r#""explicitStatus":"clean","isrc":[],"genres":[{"name":"Rock"},{"name":"Pop"}],"replayGain":{},"moods":["calm"],"#,
        r#""artists":[{"id":"id-Low","name":"Low"}],"albumArtists":[{"id":"id-Low","name":"Low"}],"contributors":[],"#,
        r#""groupings":[],"works":[],"movements":[]}"#,
    );
    let json = |shown: &Presentation| serde_json::to_string(&Child::of_album(&album, opinion, shown)).unwrap();
    assert_eq!(json(&shown()), format!("{classic}{additions}"));
    assert_eq!(json(&Presentation { profile: Profile::Legacy, ..shown() }), format!("{classic}}}"));
    let minimal = Presentation { profile: Profile::Minimal, ..shown() };
    assert_eq!(json(&minimal), r#"{"id":"b","isDir":true,"title":"Box (Deluxe)"}"#);
    assert_eq!(
        serde_json::to_string(&Directory::of_album(&album, opinion, vec![], &shown())).unwrap(),
        concat!(
            r#"{"id":"b","name":"Box (Deluxe)","parent":"id-Low","starred":"1970-01-01T00:00:01Z","playCount":3,"#,
            r#""played":"1970-01-01T00:00:02Z","userRating":4,"averageRating":3.5,"songCount":9,"coverArt":"al-b_ff","child":[]}"#,
        )
    );
}
