//! Full-text search, alike on both engines.

use crate::support::app::each_engine;
use crate::support::library::song;

#[test]
fn songs_are_found_by_what_people_type() {
    each_engine(|setup| {
        let app = setup.with([
            song("Björk/Post/01 Jóga.mp3"),
            song("Björk/Post/02 Hyperballad.mp3"),
            song("AC⁄DC/Back in Black/01 Hells Bells.mp3").artist("AC/DC"),
            song("椎名林檎/無罪モラトリアム/01 正しい街.mp3"),
            song("Sigur Rós/( )/01 100% Untitled_1.mp3"),
            song("Justice/Cross/01 D.A.N.C.E..mp3"),
            song("Justice/Cross/02 !!!.mp3"),
            song("Cat/Dog/01 It's the Beginning of Hyperspace.mp3"),
        ]);
        let anna = app.listener("anna");
        let titles = |query: &str| {
            let mut titles = anna.rest("search3", [("query", query)]).column("/searchResult3/song", "title");
            titles.sort();
            titles
        };
        let none = [""; 0];
        for (query, found) in [
            ("joga", &["Jóga"][..]),
            ("JÓGA", &["Jóga"]),
            ("hyper", &["Hyperballad", "It's the Beginning of Hyperspace"]),
            ("hyper beginning", &["It's the Beginning of Hyperspace"]),
            ("bjork post", &["Hyperballad", "Jóga"]),
            ("post hells", &none),
            ("ac/dc", &["Hells Bells"]),
            ("acdc", &none),
            ("正し", &["正しい街"]),
            ("街", &["正しい街"]),
            ("林檎 正", &["正しい街"]),
            ("街正", &none),
            ("!!!", &["!!!"]),
            ("%", &["100% Untitled_1"]),
            ("_", &["100% Untitled_1"]),
            ("it's", &["It's the Beginning of Hyperspace"]),
            ("\\", &none),
            ("' OR 1=1 --", &none),
            ("hyper*", &["Hyperballad", "It's the Beginning of Hyperspace"]),
            ("NOT hyper", &none),
            ("NEAR(joga)", &none),
            ("title:joga", &none),
        ] {
            assert_eq!(titles(query), found, "{query}");
        }
        assert_eq!(titles("").len(), 8);
        assert_eq!(titles("\"\"").len(), 8);
    });
}

#[test]
fn albums_and_artists_are_found_by_their_own_names() {
    each_engine(|setup| {
        let app = setup.with([
            song("Björk/Homogenic/01 Jóga.mp3"),
            song("Sigur Rós/Ágætis byrjun/01 Intro.mp3"),
            song("Various/Homework/01 Mix.mp3").album_artist("Various Artists").artist("Guest"),
        ]);
        let found = |kind: &str, query: &str| {
            let found = app.admin().rest("search3", [("query", query)]);
            let mut names = found.column(&format!("/searchResult3/{kind}"), "name");
            names.sort();
            names
        };
        assert_eq!(found("album", "hom"), ["Homework", "Homogenic"]);
        assert_eq!(found("album", "agaetis"), ["Ágætis byrjun"]);
        assert_eq!(found("album", "bjork"), ["Homogenic"]);
        assert_eq!(found("artist", "bjork"), ["Björk"]);
        assert_eq!(found("artist", "gues"), ["Guest"]);
    });
}

#[test]
fn what_was_retagged_or_removed_is_no_longer_found() {
    each_engine(|setup| {
        let app = setup.with([song("Low/Hey What/01 Before.mp3"), song("Low/Hey What/02 Gone.mp3")]);
        app.music.add([song("Low/Hey What/01 Before.mp3").title("After")]).remove("Low/Hey What/02 Gone.mp3");
        app.scan(navidrome_rs::scanner::Kind::Quick);
        let titles =
            |query: &str| app.admin().rest("search3", [("query", query)]).column("/searchResult3/song", "title");
        assert_eq!((titles("before"), titles("gone")), (vec![], vec![]));
        assert_eq!(titles("after"), ["After"]);
    });
}
