//! search2 and search3.

use super::shelf::Shelf;
use crate::support::app::TestApp;
use crate::support::library::album;

#[test]
fn goldens() {
    let shelf = Shelf::new();
    shelf.golden("search2/plain", [("query", "low")]);
    shelf.golden("search3/plain", [("query", "low")]);
    shelf.golden("search2/nothing_found", [("query", "polka")]);
    shelf.golden("search3/nothing_found", [("query", "polka")]);
}

#[test]
fn words_are_found_without_accents_or_case_by_their_beginning_and_all_of_them() {
    let shelf = Shelf::new();
    for (query, titles) in [
        ("white", &["White Horses"][..]),
        ("WHITE HORSES", &["White Horses"]),
        ("hor whi", &["White Horses"]),
        ("bjork", &["Cocoon", "Hidden Place"]),
        ("BJÖRK coc", &["Cocoon"]),
        ("\"white horses\"", &["White Horses"]),
        ("white polka", &[]),
        ("100%", &[]),
        ("*", &[]),
        ("') OR 1=1 --", &[]),
        ("NEAR(white horses)", &[]),
        ("white NOT horses", &[]),
    ] {
        let mut found = shelf.anna.rest("search3", [("query", query)]).column("/searchResult3/song", "title");
        found.sort();
        assert_eq!(found, titles, "{query:?}");
        let mut older = shelf.anna.rest("search2", [("query", query)]).column("/searchResult2/song", "title");
        older.sort();
        assert_eq!(older, titles, "{query:?}");
    }
}

#[test]
fn no_query_lists_everything_in_pages_of_a_steady_order() {
    let app = TestApp::with((1..=4).flat_map(|number| album(&format!("Artist {number}/Album {number}"), 6)));
    let anna = app.listener("anna");
    for query in ["", "\"\"", "  "] {
        let page = |offset: &str, count: &str| {
            let params = [("query", query), ("songOffset", offset), ("songCount", count), ("albumCount", "0")];
            anna.rest("search3", params).column("/searchResult3/song", "id")
        };
        let all = page("0", "100");
        assert_eq!(all.len(), 24);
        let pages: Vec<String> = (0..6).flat_map(|number| page(&(number * 5).to_string(), "5")).collect();
        assert_eq!(pages, all, "{query:?}");
        assert_eq!(page("24", "5"), [""; 0]);
        assert_eq!(page("9223372036854775807", "9223372036854775807"), [""; 0]);
        assert_eq!(page("-5", "24"), all);
    }
    let kinds = |params: &[(&str, &str)]| {
        let found = anna.ask("search3", "json", params);
        ["artist", "album", "song"].map(|kind| found.column(&format!("/searchResult3/{kind}"), "id").len())
    };
    assert_eq!(kinds(&[]), [4, 4, 20]);
    assert_eq!(kinds(&[("artistCount", "1"), ("albumCount", "2"), ("songCount", "3")]), [1, 2, 3]);
    assert_eq!(kinds(&[("artistCount", "0"), ("albumCount", "0"), ("songCount", "0")]), [0, 0, 0]);
    assert_eq!(kinds(&[("artistOffset", "3"), ("albumOffset", "3"), ("songOffset", "23")]), [1, 1, 1]);
    assert_eq!(kinds(&[("query", "song"), ("songCount", "5"), ("songOffset", "22")]), [0, 0, 2]);
}
