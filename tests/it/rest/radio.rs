//! Internet radio stations.

use super::shelf::Shelf;

#[test]
fn goldens() {
    let shelf = Shelf::new();
    shelf.golden("getInternetRadioStations/none", []);
    let station = [("name", "Night & Day"), ("streamUrl", "https://example.org/live")];
    shelf.golden_of(&shelf.admin, "createInternetRadioStation/plain", station);
    shelf.golden("createInternetRadioStation/listener", station);
    shelf.golden_of(
        &shelf.admin,
        "createInternetRadioStation/no_web_address",
        [("name", "N"), ("streamUrl", "file:///etc/passwd")],
    );
    let ids =
        shelf.anna.rest("getInternetRadioStations", []).column("/internetRadioStations/internetRadioStation", "id");
    let [one, two] = ids.as_slice() else { panic!("two were made: {ids:?}") };
    let changed = [
        ("id", one.as_str()),
        ("name", "Nightly"),
        ("streamUrl", "http://example.org/n"),
        ("homepageUrl", "http://example.org"),
    ];
    shelf.golden_of(&shelf.admin, "updateInternetRadioStation/plain", changed);
    shelf.golden_of(
        &shelf.admin,
        "updateInternetRadioStation/unknown",
        [("id", "gone"), ("name", "N"), ("streamUrl", "http://x")],
    );
    let [xml, json] = [
        shelf.admin.xml("deleteInternetRadioStation", [("id", two)]),
        shelf.admin.rest("deleteInternetRadioStation", [("id", one)]),
    ];
    shelf.compare("deleteInternetRadioStation/plain", &xml.text(), &json.text());
    shelf.golden_of(&shelf.admin, "deleteInternetRadioStation/unknown", [("id", one)]);
    shelf.admin.rest("createInternetRadioStation", changed).ok();
    shelf.golden("getInternetRadioStations/one", []);
}
