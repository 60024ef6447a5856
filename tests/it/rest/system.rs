//! ping, getLicense, getOpenSubsonicExtensions, tokenInfo.

use super::formats::{ADMIN, Format, get, refusal};
use super::shelf::Shelf;
use crate::support::app::TestApp;

#[test]
fn goldens() {
    let shelf = Shelf::new();
    shelf.golden("ping/plain", []);
    shelf.golden_of(&shelf.app.stranger(), "ping/stranger", []);
    shelf.golden("getLicense/plain", []);
    shelf.golden_of(&shelf.app.stranger(), "getOpenSubsonicExtensions/stranger", []);
    shelf.golden("tokenInfo/plain", []);
}

#[test]
fn whoever_does_not_say_who_or_what_they_are_is_told_what_is_missing() {
    let app = TestApp::setup().start();
    let stranger = app.stranger();
    for format in Format::ALL {
        for (left_out, code, sentence) in [
            ("u", 10, "required parameter \"u\" is missing"),
            ("v", 10, "required parameter \"v\" is missing"),
            ("c", 10, "required parameter \"c\" is missing"),
            ("p", 10, "required parameter \"p, or t and s\" is missing"),
        ] {
            let mut params = format.params().to_vec();
            params.extend(ADMIN.iter().filter(|(name, _)| *name != left_out));
            assert_eq!(refusal(&get(&stranger, "ping", &params), format), (code, sentence.to_owned()));
        }
    }
}
