//! Every type an answer can be made of: valid XML, and the same in XML and JSON.

use crate::support::wire_samples::{AWKWARD, Library, presentations};
use crate::support::{both_tongues, xsd};
use navidrome_rs::domain::lyrics::{LyricLine, Lyrics};
use navidrome_rs::domain::playlist::Playlist;
use navidrome_rs::domain::user::{Roles, User};
use navidrome_rs::http::rest::reply::{Code, Format, Reply};
use navidrome_rs::http::rest::wire;
use navidrome_rs::http::rest::wire::album::AlbumID3WithSongs;
use navidrome_rs::http::rest::wire::artist::ArtistWithAlbumsID3;
use navidrome_rs::http::rest::wire::date::Timestamp;
use navidrome_rs::http::rest::xml::{Element, OpenSubsonic};
use serde::Serialize;

fn text(reply: Reply) -> String {
    String::from_utf8(reply.body).unwrap()
}

fn check_reply(make: impl Fn(&Format) -> Reply) {
    let (xml, json) = (text(make(&Format::Xml)), text(make(&Format::Json)));
    xsd::assert_valid(&xml);
    both_tongues::assert_same(&xml, &json);
}

fn check(name: &'static str, body: &impl Serialize) {
    check_reply(|format| {
        let reply = Reply::ok(format, name, body);
        assert_eq!(reply.error, None, "{name}");
        reply
    });
}

#[test]
fn the_envelope_is_valid_alone_and_around_every_error() {
    check_reply(Reply::empty);
    for code in [
        Code::Generic,
        Code::MissingParameter,
        Code::ClientTooOld,
        Code::ServerTooOld,
        Code::WrongCredentials,
        Code::TokenNotSupported,
        Code::AuthenticationNotSupported,
        Code::ConflictingAuthentication,
        Code::InvalidApiKey,
        Code::NotAuthorized,
        Code::TrialOver,
        Code::NotFound,
    ] {
        check_reply(|format| Reply::failed(format, code, AWKWARD));
    }
}

#[test]
fn songs_and_lists_of_them() {
    use wire::list::{Albums, NowPlaying, NowPlayingEntry, Playback, PlaybackState, Songs};
    let library = Library::new();
    for shown in &presentations() {
        for song in library.children(shown) {
            check("song", &song.bookmarked(7).transcoded("audio/ogg", "opus"));
        }
        for name in ["randomSongs", "songsByGenre", "topSongs", "similarSongs", "similarSongs2"] {
            check(name, &Songs { song: library.children(shown) });
        }
        check("albumList", &Albums { album: library.folders(shown) });
        check("albumList2", &Albums { album: library.albums(shown) });
        let playback = |state| Some(Playback { state, position_ms: 0, playback_rate: 1.25 });
        let states = [
            playback(PlaybackState::Starting),
            playback(PlaybackState::Playing),
            playback(PlaybackState::Paused),
            playback(PlaybackState::Stopped),
            None,
        ];
        let entry = states.into_iter().map(|playback| NowPlayingEntry {
            username: AWKWARD,
            minutes_ago: 0,
            player_id: 1,
            player_name: Some(AWKWARD),
            playback,
            song: library.children(shown).remove(0),
        });
        check("nowPlaying", &NowPlaying { entry: entry.collect() });
    }
    check("randomSongs", &Songs::default());
    check("nowPlaying", &NowPlaying::default());
}

#[test]
fn albums_artists_and_folders() {
    use wire::directory::Directory;
    use wire::index::{Index, Letter};
    let library = Library::new();
    for shown in &presentations() {
        for album in library.albums(shown) {
            check("album", &AlbumID3WithSongs { album, song: library.children(shown) });
        }
        for mut artist in library.artists(shown) {
            artist.artist_image_url = Some("http://localhost/img/x?size=600&v=1".to_owned());
            check("artist", &ArtistWithAlbumsID3 { artist, album: library.albums(shown) });
        }
        for ((album, artist), opinion) in library.albums.iter().zip(&library.artists).zip(library.opinions()) {
            check("directory", &Directory::of_album(album, opinion, library.children(shown), shown));
            check("directory", &Directory::of_artist(artist, opinion, library.folders(shown)));
        }
        let index = vec![Letter { name: "#", artist: library.artists(shown) }];
        check("artists", &Index { ignored_articles: "The El", last_modified: 1_700_000_000_000, index });
    }
    let index = vec![Letter { name: "A", artist: library.folder_artists() }, Letter { name: "B", artist: vec![] }];
    check("indexes", &Index { ignored_articles: "", last_modified: 0, index });
}

#[test]
fn what_was_found_and_what_was_starred() {
    use wire::search::{Found, SearchResult2, SearchResult3};
    let library = Library::new();
    for shown in &presentations() {
        let two =
            || Found { artist: library.folder_artists(), album: library.folders(shown), song: library.children(shown) };
        let three =
            || Found { artist: library.artists(shown), album: library.albums(shown), song: library.children(shown) };
        check("searchResult2", &two());
        check("searchResult3", &three());
        check("starred", &two());
        check("starred2", &three());
    }
    check("searchResult2", &SearchResult2 { artist: vec![], album: vec![], song: vec![] });
    check("searchResult3", &SearchResult3 { artist: vec![], album: vec![], song: vec![] });
}

#[test]
fn what_others_know() {
    use wire::info::{AlbumInfo, Info, Links};
    let library = Library::new();
    let links = Links {
        music_brainz_id: Some(Element("mbid")),
        last_fm_url: Some(Element("https://www.last.fm/?a=1&b=2")),
        small_image_url: Some(Element("https://x/s")),
        medium_image_url: Some(Element("https://x/m")),
        large_image_url: Some(Element("https://x/l")),
    };
    check("albumInfo", &AlbumInfo { notes: Some(Element(AWKWARD)), links: links.clone() });
    check("albumInfo", &AlbumInfo::default());
    let [full, ..] = presentations();
    let biography = Some(Element(AWKWARD));
    check("artistInfo", &Info { biography, links: links.clone(), similar_artist: library.folder_artists() });
    check("artistInfo2", &Info { biography, links, similar_artist: library.artists(&full) });
}

#[test]
fn playlists_queues_and_bookmarks() {
    use wire::bookmark::{Bookmark, Bookmarks};
    use wire::playlist::{Access, PlaylistWithSongs, Playlists};
    use wire::queue::{ById, ByIndex, Queue};
    let library = Library::new();
    let list = Playlist {
        id: "pl".to_owned(),
        name: AWKWARD.to_owned(),
        comment: AWKWARD.to_owned(),
        public: true,
        duration: 9.9,
        ..Playlist::default()
    };
    for shown in &presentations() {
        let cover = Some(wire::cover_art::playlist("pl", 1));
        let mut playlist = wire::playlist::Playlist::new(&list, Access::Read, cover, shown);
        check("playlists", &Playlists { playlist: vec![playlist.clone()] });
        playlist.valid_until = Some(Timestamp(9));
        check("playlist", &PlaylistWithSongs { playlist, entry: library.children(shown) });
        let bookmark = library.children(shown).into_iter().map(|entry| Bookmark {
            position: 500,
            username: AWKWARD,
            comment: Some(AWKWARD),
            created: Timestamp(0),
            changed: Timestamp(1),
            entry,
        });
        check("bookmarks", &Bookmarks { bookmark: bookmark.collect() });
        let (username, changed, changed_by) = (AWKWARD, Timestamp(0), AWKWARD);
        let by_id = ById { current: Some("so") };
        check(
            "playQueue",
            &Queue { current: by_id, position: Some(1), username, changed, changed_by, entry: library.children(shown) },
        );
        let by_index = ByIndex { current_index: Some(0) };
        check(
            "playQueueByIndex",
            &Queue {
                current: by_index,
                position: Some(0),
                username,
                changed,
                changed_by,
                entry: library.children(shown),
            },
        );
        check(
            "playQueue",
            &Queue { current: ById::default(), position: None, username, changed, changed_by: "", entry: vec![] },
        );
    }
    check("playlists", &Playlists::default());
    check("bookmarks", &Bookmarks::default());
}

#[test]
fn lyrics_radio_and_shares() {
    use wire::lyrics::{LyricsList, StructuredLyrics};
    use wire::radio::{InternetRadioStation, InternetRadioStations};
    use wire::share::{Share, Shares};
    let line = |start, text: &str| LyricLine { start, text: text.to_owned() };
    let synced = Lyrics {
        lang: "eng".to_owned(),
        synced: true,
        offset: -100,
        display_artist: AWKWARD.to_owned(),
        display_title: AWKWARD.to_owned(),
        lines: vec![line(Some(0), AWKWARD), line(Some(2000), "")],
    };
    let plain = Lyrics { lines: vec![line(None, "  la la")], ..Lyrics::default() };
    check("lyrics", &wire::lyrics::Lyrics::plain(AWKWARD, "T", &synced));
    check("lyrics", &wire::lyrics::Lyrics::default());
    let structured_lyrics = vec![StructuredLyrics::from(&synced), StructuredLyrics::from(&plain)];
    check("lyricsList", &LyricsList { structured_lyrics });
    check("lyricsList", &LyricsList::default());

    let station = |cover_art| InternetRadioStation {
        id: "ra",
        name: AWKWARD,
        stream_url: "http://a/s?x&y",
        home_page_url: Some("http://a"),
        cover_art,
    };
    let stations = [Some(OpenSubsonic("")), Some(OpenSubsonic("ra-ra_1")), None].map(station);
    check("internetRadioStations", &InternetRadioStations { internet_radio_station: stations.into() });

    let library = Library::new();
    let [full, ..] = presentations();
    let share = Share {
        id: "sh",
        url: "https://m/share/sh".to_owned(),
        description: Some(AWKWARD),
        username: AWKWARD,
        created: Timestamp(0),
        expires: Some(Timestamp(1)),
        last_visited: Some(Timestamp(2)),
        visit_count: 3,
        entry: library.folders(&full),
    };
    check("shares", &Shares { share: vec![share] });
}

#[test]
fn the_server_its_users_and_its_scans() {
    use wire::genre::{Genre, Genres};
    use wire::scan::ScanStatus;
    use wire::system::{License, MusicFolder, MusicFolders, OpenSubsonicExtension, TokenInfo};
    check("license", &License { valid: true, email: Some(AWKWARD), license_expires: Some(Timestamp(0)) });
    let extensions = [
        OpenSubsonicExtension { name: "formPost", versions: &[1] },
        OpenSubsonicExtension { name: "songLyrics", versions: &[1, 2] },
    ];
    check("openSubsonicExtensions", &extensions);
    check("musicFolders", &MusicFolders { music_folder: vec![MusicFolder { id: 1, name: AWKWARD }] });
    check("tokenInfo", &TokenInfo { username: AWKWARD });
    check("genres", &Genres { genre: vec![Genre::new(AWKWARD, 3, 1), Genre::new("", 0, 0)] });
    let scan = ScanStatus {
        scanning: true,
        count: 3,
        folder_count: 2,
        last_scan: Some(Timestamp(0)),
        error: Some(AWKWARD),
        scan_type: Some("full"),
        elapsed_time: Some(0),
    };
    check("scanStatus", &scan);
    check("scanStatus", &ScanStatus::default());
    let user = User {
        id: "u".to_owned(),
        name: AWKWARD.to_owned(),
        email: "a@b".to_owned(),
        roles: Roles { admin: true, ..Roles::default() },
        max_bit_rate: 320,
        scrobbling: true,
        created_at: 0,
        last_access_at: None,
        libraries: vec![],
    };
    check("user", &wire::user::User::new(&user, &[1, 2]));
    check("users", &wire::user::Users { user: vec![wire::user::User::new(&user, &[])] });
}

#[test]
fn the_checks_themselves_find_faults() {
    let root = |inside: &str| {
        format!(
            r#"<subsonic-response xmlns="http://subsonic.org/restapi" status="ok" version="1.16.1" type="t" serverVersion="1" openSubsonic="true">{inside}</subsonic-response>"#
        )
    };
    let fails = |check: &dyn Fn()| std::panic::catch_unwind(std::panic::AssertUnwindSafe(check)).is_err();
    xsd::assert_valid(&root(r#"<license valid="true"/>"#));
    for invalid in
        [r#"<license/>"#, r#"<license valid="yes"/>"#, r#"<licence valid="true"/>"#, "<song id=\"\"/>", "text"]
    {
        assert!(fails(&|| xsd::assert_valid(&root(invalid))), "{invalid}");
    }
    let json = r#"{"r":{"a":1,"b":[{"c":"x"}],"empty":"","value":"t"}}"#;
    both_tongues::assert_same(r#"<r a="1"><b c="x"/>t</r>"#, json);
    for other in [
        r#"<r a="2"><b c="x"/>t</r>"#,
        r#"<r><b c="x"/>t</r>"#,
        r#"<r a="1"><b c="y"/>t</r>"#,
        r#"<r a="1">t</r>"#,
        r#"<r a="1"><b c="x"/><b c="x"/>t</r>"#,
        r#"<r a="1"><b c="x"/></r>"#,
        r#"<r a="1" more="1"><b c="x"/>t</r>"#,
        r#"<r a="1"><b c="x"/><d/>t</r>"#,
    ] {
        assert!(fails(&|| both_tongues::assert_same(other, json)), "{other}");
    }
}
