//! Values that are mended instead of refused, and what options do to each other.

use navidrome_rs::config::{CommandLine, Database, Loaded, LogLevel, load};
use std::path::Path;

/// Loads `Key=value` pairs and leaves out the lines about features that do not exist yet.
fn read(options: &[(&str, &str)]) -> Loaded {
    let variable = |key: &str| format!("ND_{}", key.replace('.', "_").to_uppercase());
    let variables = options.iter().map(|(key, value)| (variable(key), value.to_string()));
    let mut loaded = load(&CommandLine::default(), variables, Path::new("/nowhere")).unwrap();
    loaded.warnings.retain(|line| !line.contains("has no effect yet"));
    loaded
}

#[test]
fn what_is_mended_is_said() {
    let from = |key: &str| format!("the environment variable ND_{key}");
    for (options, line) in [
        (
            &[("LogLevel", "loud")][..],
            format!(
                "LogLevel was \"loud\" in {}, which is not one of fatal, error, warn, info, debug, trace, and became info",
                from("LOGLEVEL")
            ),
        ),
        (
            &[("Search.Backend", "magic")],
            format!(
                "Search.Backend was \"magic\" in {}, which is not one of fts, legacy, and became fts",
                from("SEARCH_BACKEND")
            ),
        ),
        (
            &[("AlbumPlayCountMode", "x")],
            format!(
                "AlbumPlayCountMode was \"x\" in {}, which is not one of absolute, normalized, and became absolute",
                from("ALBUMPLAYCOUNTMODE")
            ),
        ),
        (&[("UICoverArtSize", "5000")], "UICoverArtSize was 5000 and became 1200: it goes from 200 to 1200".into()),
        (&[("UICoverArtSize", "-1")], "UICoverArtSize was -1 and became 200: it goes from 200 to 1200".into()),
        (
            &[("MaxImageUploadSize", "30MB")],
            "MaxImageSize was 20MB and became 30MB, because MaxImageUploadSize allows that much".into(),
        ),
        (&[("LastFM.Language", " , ")], "LastFM.Language was empty and became en".into()),
        (&[("Deezer.Language", ",")], "Deezer.Language was empty and became en".into()),
        (
            &[("Backup.Schedule", "@daily"), ("Backup.Count", "3")],
            "Backup.Schedule became 0, because it needs Backup.Path and Backup.Count too".into(),
        ),
        (
            &[("DbPath", "file:/d/x.db?_journal_mode=WAL")],
            "DbPath became /d/x.db: the settings after it are this server's own".into(),
        ),
        (
            &[("Scanner.GenreSeparators", ";/")],
            "Scanner.GenreSeparators is deprecated: Tags.genre.Split took its value".into(),
        ),
        (
            &[("Scanner.GenreSeparators", ";/"), ("Tags.genre.Split", "+")],
            "Scanner.GenreSeparators is deprecated and ignored, because Tags.genre.Split is set".into(),
        ),
    ] {
        assert_eq!(read(options).warnings, [line]);
    }
}

#[test]
fn what_is_mended_is_so() {
    assert_eq!(read(&[("LogLevel", "loud")]).config.logging.level, LogLevel::Info);
    assert_eq!(read(&[("UICoverArtSize", "5000")]).config.ui.cover_art_size, 1200);
    assert_eq!(read(&[("MaxImageUploadSize", "30MB")]).config.artwork.max_image_size, 30_000_000);
    assert_eq!(read(&[("LastFM.Language", ",")]).config.integrations.last_fm.languages, ["en"]);
    assert_eq!(read(&[("Backup.Schedule", "@daily")]).config.operations.backup.schedule, None);
    assert_eq!(read(&[("DbPath", "x.db?a=b")]).config.folders.database, Database::Sqlite("/nowhere/x.db".into()));
    let tags = read(&[("Scanner.GenreSeparators", ";/")]).config.tags;
    assert_eq!(tags["genre"].split.as_deref(), Some(&[";".to_string(), "/".into()][..]));
    let whole = [("Backup.Schedule", "6h"), ("Backup.Path", "/b"), ("Backup.Count", "1")];
    let schedule = read(&whole).config.operations.backup.schedule.unwrap();
    assert_eq!(schedule.as_str(), "@every 6h");
    assert_eq!(read(&[("Scanner.Schedule", "0")]).config.scanner.schedule, None);
}

#[test]
fn without_external_services_nothing_calls_out_whatever_else_is_set() {
    let on = [("EnableM3UExternalAlbumArt", "true"), ("LastFM.Enabled", "true"), ("EnableInsightsCollector", "true")];
    let before = read(&on).config;
    assert!(before.integrations.deezer.enabled && before.playlists.external_album_art);
    let config = read(&[&on[..], &[("EnableExternalServices", "false")]].concat()).config;
    let services = &config.integrations;
    assert!(!services.last_fm.enabled && !services.deezer.enabled && !services.listen_brainz.enabled);
    assert!(services.agents.is_empty() && config.ui.login_background_url.is_empty());
    assert!(!config.server.enable_insights_collector && !config.playlists.external_album_art);
    let own = read(&[("EnableExternalServices", "false"), ("UILoginBackgroundURL", "/mine.jpg")]).config;
    assert_eq!(own.ui.login_background_url, "/mine.jpg");
}
