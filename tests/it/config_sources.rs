//! Where the configuration is read from, which source wins, and what is said of what cannot be used.

use navidrome_rs::config::{CommandLine, Config, Error, Loaded, LogLevel, load};
use std::path::Path;
use tempfile::TempDir;

/// A folder with the files that a test wants in it.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn read(files: &[(&str, &str)], variables: &[(&str, &str)], flags: &[(&'static str, &str)]) -> Result<Loaded, Error> {
    let folder = folder(files);
    let variables = variables.iter().map(|(name, value)| (name.to_string(), value.to_string()));
    let options = flags.iter().map(|(name, value)| (*name, value.to_string())).collect();
    load(&CommandLine { config_file: None, options }, variables, folder.path())
}

fn config(files: &[(&str, &str)], variables: &[(&str, &str)], flags: &[(&'static str, &str)]) -> Config {
    read(files, variables, flags).unwrap().config
}

/// The refusal, with FILE for the file of the test.
fn refusal(files: &[(&str, &str)], variables: &[(&str, &str)], flags: &[(&'static str, &str)]) -> String {
    let error = read(files, variables, flags).map(|loaded| loaded.config).unwrap_err().to_string();
    let start = error.find(&*std::env::temp_dir().to_string_lossy());
    let end = start.and_then(|start| Some(start + error[start..].find("/navidrome.")? + "/navidrome".len()));
    match start.zip(end) {
        Some((start, end)) => format!("{}FILE{}", &error[..start], &error[end..]),
        None => error,
    }
}

#[test]
fn flags_win_over_variables_over_files_over_defaults() {
    let file = [("navidrome.toml", "Port = 1")];
    let port = |files, variables, flags| config(files, variables, flags).server.port;
    assert_eq!(port(&[], &[], &[]), 4533);
    assert_eq!(port(&file, &[], &[]), 1);
    assert_eq!(port(&file, &[("PORT", "2")], &[]), 2);
    assert_eq!(port(&file, &[("PORT", "2"), ("ND_PORT", "3")], &[]), 3);
    assert_eq!(port(&file, &[("ND_PORT", "3")], &[("port", "4")]), 4);
    assert_eq!(port(&file, &[("ND_PORT", ""), ("PORT", "")], &[]), 1, "an empty variable is none");
    assert_eq!(port(&file, &[("ND_PORT", "3")], &[("port", "4"), ("loglevel", "debug")]), 4);
}

#[test]
fn every_format_says_the_same() {
    let toml = "MUSICFOLDER = '/m'\n[Scanner]\nFollowSymlinks = false\nArtistSplitExceptions = ['AC/DC', 'a, b']\n[tags.Genre]\nSplit = [',']\n";
    let yaml = "musicFolder: /m\nscanner:\n  followSymlinks: false\n  artistSplitExceptions:\n    - AC/DC\n    - a, b\ntags:\n  genre:\n    split: [',']\n";
    let json = r#"{"MusicFolder": "/m", "Scanner.FollowSymlinks": false, "scanner": {"artistSplitExceptions": ["AC/DC", "a, b"]}, "Tags": {"genre": {"Split": [","]}}}"#;
    for (name, text) in
        [("navidrome.toml", toml), ("navidrome.yaml", yaml), ("navidrome.yml", yaml), ("navidrome.json", json)]
    {
        let Loaded { config, warnings, file } = read(&[(name, text)], &[], &[]).unwrap();
        assert_eq!(config.folders.music_folder, Path::new("/m"), "{name}");
        assert!(!config.scanner.follow_symlinks, "{name}");
        assert_eq!(config.scanner.artist_split_exceptions, ["AC/DC", "a, b"], "{name}");
        assert_eq!(config.tags["genre"].split.as_deref(), Some(&[",".to_string()][..]), "{name}");
        assert_eq!(warnings, Vec::<String>::new(), "{name}");
        assert!(file.unwrap().ends_with(name));
    }
    let ini = "[default]\nMusicFolder = /m\nScanner.ScanOnStartup = false\n[Scanner]\nFollowSymlinks = false\nArtistSplitExceptions = AC/DC, Simon\n";
    let Loaded { config, warnings, .. } = read(&[("navidrome.ini", ini)], &[], &[]).unwrap();
    assert_eq!(config.folders.music_folder, Path::new("/m"));
    assert!(!config.scanner.follow_symlinks && !config.scanner.scan_on_startup);
    assert_eq!(config.scanner.artist_split_exceptions, ["AC/DC", "Simon"]);
    assert_eq!(warnings, Vec::<String>::new());
}

#[test]
fn the_file_is_the_one_named_or_the_first_of_its_kind() {
    let files = [("navidrome.toml", "Port = 1"), ("navidrome.json", "{\"Port\": 2}"), ("mine.yaml", "Port: 3")];
    let Loaded { config, warnings, .. } = read(&files, &[], &[]).unwrap();
    assert_eq!((config.server.port, warnings.len()), (1, 1));
    assert!(warnings[0].contains("navidrome.json is not read"), "{warnings:?}");
    assert_eq!(config_of(&files, Some("mine.yaml"), &[]), Ok(3));
    assert_eq!(config_of(&files, None, &[("ND_CONFIGFILE", "mine.yaml")]), Ok(3));
    assert_eq!(config_of(&files, None, &[("ND_CONFIGFILE", "absent.toml")]), Ok(1));
    let error = config_of(&files, Some("absent.toml"), &[]).unwrap_err();
    assert!(error.ends_with("absent.toml cannot be read: no such file or directory"), "{error}");
    let error = config_of(&[("a.txt", "")], Some("a.txt"), &[]).unwrap_err();
    assert!(error.contains("its name must end in .toml, .yaml, .yml, .json or .ini"), "{error}");
}

fn config_of(files: &[(&str, &str)], flag: Option<&str>, variables: &[(&str, &str)]) -> Result<u16, String> {
    let folder = folder(files);
    let variables = variables.iter().map(|(name, value)| (name.to_string(), value.to_string()));
    let line = CommandLine { config_file: flag.map(Into::into), options: vec![] };
    let loaded = load(&line, variables, folder.path());
    loaded.map(|loaded| loaded.config.server.port).map_err(|error| error.to_string())
}

#[test]
fn paths_begin_in_the_current_folder_and_in_the_data_folder() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let line =
        CommandLine { config_file: None, options: vec![("datafolder", "data".into()), ("logfile", "a.log".into())] };
    let config = load(&line, [], folder.path()).unwrap().config;
    assert_eq!(config.folders.music_folder, at("music"));
    assert_eq!(config.folders.cache_folder, at("data/cache"));
    assert_eq!(config.folders.database, navidrome_rs::config::Database::Sqlite(at("data/navidrome-rs.db")));
    assert_eq!((config.logging.file, config.operations.plugins.folder), (at("a.log"), at("data/plugins")));
}

#[test]
fn what_cannot_be_used_is_refused_in_one_sentence() {
    let toml = |text| refusal(&[("navidrome.toml", text)], &[], &[]);
    for (text, sentence) in [
        ("Port = 70000", "Port must be a whole number from 0 to 65535, but FILE.toml sets it to 70000"),
        (
            "Scanner.Schedule = '99 * * * *'",
            "Scanner.Schedule must be a cron schedule such as 0 3 * * *, @daily or @every 1h30m, or 0 for never, but FILE.toml sets it to \"99 * * * *\" (\"99\" is no minute)",
        ),
        (
            "Backup.Schedule = 'soon'",
            "Backup.Schedule must be a cron schedule such as 0 3 * * *, @daily or @every 1h30m, or 0 for never, but FILE.toml sets it to \"soon\" (five fields are needed, it has 1)",
        ),
        (
            "PlaylistsPath = 'a[b'",
            "PlaylistsPath must be patterns of folders with : between them, such as .:lists/**, but FILE.toml sets it to \"a[b\" (unclosed character class; missing ']')",
        ),
        (
            "Scanner.PurgeMissing = 'sometimes'",
            "Scanner.PurgeMissing must be one of never, always, full, but FILE.toml sets it to \"sometimes\"",
        ),
        (
            "MaxImageSize = '0'",
            "MaxImageSize must be a size above 0, such as 10MB or 16MiB, but FILE.toml sets it to \"0\"",
        ),
        (
            "MaxImageUploadSize = 'huge'",
            "MaxImageUploadSize must be a size above 0, such as 10MB or 16MiB, but FILE.toml sets it to \"huge\"",
        ),
        (
            "ExtAuth.LogoutURL = '/logout'",
            "ExtAuth.LogoutURL must be an address such as https://example.org/, but FILE.toml sets it to \"/logout\" (the scheme is missing)",
        ),
        (
            "BaseURL = 'ftp://host/music'",
            "BaseURL must be a path such as /music or an address such as https://example.org/music, but FILE.toml sets it to \"ftp://host/music\" (the scheme is \"ftp\")",
        ),
        (
            "SessionTimeout = 48",
            "SessionTimeout must be a duration such as 300ms, 30s, 1h10m or 48h, but FILE.toml sets it to 48",
        ),
        (
            "Address = 'unix:'",
            "Address must be an IP address, a host name, or unix: and the path of a socket, but FILE.toml sets it to \"unix:\" (a path follows unix:)",
        ),
        ("Scanner.Enabled = 'perhaps'", "Scanner.Enabled must be true or false, but FILE.toml sets it to \"perhaps\""),
        ("ND_PORT = 1\nport = 2", "Port is set twice in FILE.toml, as ND_PORT and as port: keep one of them"),
        ("Port = 1\nport = 2", "Port is set twice in FILE.toml, as Port and as port: keep one of them"),
        (
            "Port = ",
            "the configuration file FILE.toml is no valid TOML: at line 1, column 8: string values must be quoted, expected literal string",
        ),
    ] {
        assert_eq!(toml(text), sentence);
    }
    let variable = refusal(&[], &[("ND_PORT", "abc")], &[]);
    assert_eq!(
        variable,
        "Port must be a whole number from 0 to 65535, but the environment variable ND_PORT sets it to \"abc\""
    );
    let flag = refusal(&[], &[("ND_PORT", "1")], &[("port", "abc")]);
    assert_eq!(flag, "Port must be a whole number from 0 to 65535, but the flag --port sets it to \"abc\"");
    assert_eq!(
        config(&[("navidrome.toml", "Port = 'x'")], &[], &[("port", "9")]).server.port,
        9,
        "the strongest counts"
    );
}

#[test]
fn no_refusal_shows_a_secret() {
    for (name, text) in [
        ("navidrome.toml", "PasswordEncryptionKey = \"hunter2"),
        ("navidrome.toml", "PasswordEncryptionKey = hunter2"),
        ("navidrome.toml", "PasswordEncryptionKey = [\"hunter2\"]"),
        ("navidrome.toml", "DbPath = 'mysql://me:hunter2@host/db'"),
        ("navidrome.yaml", "PasswordEncryptionKey=hunter2"),
        ("navidrome.yaml", "PasswordEncryptionKey: \"hunter2"),
        ("navidrome.json", "{\"PasswordEncryptionKey\": hunter2}"),
        ("navidrome.json", "\"hunter2\""),
        ("navidrome.ini", "PasswordEncryptionKey hunter2"),
        ("navidrome.ini", "[default]\nPasswordEncryptionKey = \"hunter2"),
    ] {
        let error = read(&[(name, text)], &[], &[]).map(|loaded| loaded.config).unwrap_err();
        assert!(!format!("{error} {error:?}").contains("hunter2"), "{error:?}");
        assert!(!error.to_string().contains('\n'), "{error}");
    }
}

#[test]
fn names_are_forgiven_where_their_meaning_is_plain() {
    for (text, line) in [
        (
            "ND_SCANNER_FOLLOWSYMLINKS = false",
            "ND_SCANNER_FOLLOWSYMLINKS in FILE is the name of a variable; in a file it is Scanner.FollowSymlinks",
        ),
        ("MusicFoldr = '/m'", "FILE sets MusicFoldr, which is no option; did you mean MusicFolder?"),
        ("FollowSymlinks = true", "FILE sets FollowSymlinks, which is no option; did you mean Scanner.FollowSymlinks?"),
        ("Weather = 'fine'", "FILE sets Weather, which is no option"),
        ("Spotify.ID = 'x'", "Spotify.ID in FILE is ignored, because that option is gone"),
        ("[Port]\nx = 1", "FILE sets Port.x, which is no option; did you mean Port?"),
        (
            "DevEnableBufferedScrobble = true",
            "DevEnableBufferedScrobble in FILE is ignored, because that option is gone",
        ),
        ("CoverJpegQuality = 60", "CoverJpegQuality in FILE is the old name of CoverArtQuality, which takes its value"),
    ] {
        let Loaded { warnings, file, .. } = read(&[("navidrome.toml", text)], &[], &[]).unwrap();
        assert_eq!(warnings, [line.replace("FILE", &file.unwrap().display().to_string())]);
    }
    let warnings = read(&[], &[("ND_MUSICFOLDR", "/m"), ("ND_PLATFORM", "x"), ("HOME", "/")], &[]).unwrap().warnings;
    assert_eq!(warnings, ["the environment variable ND_MUSICFOLDR names no option; did you mean ND_MUSICFOLDER?"]);
    let warnings = read(&[], &[], &[("scaninterval", "1h")]).unwrap().warnings;
    assert_eq!(warnings, ["the flag --scaninterval has no effect, as in Navidrome"]);
}

#[test]
fn an_old_name_gives_its_value_unless_the_new_one_is_set_anywhere() {
    let old = [("ND_COVERJPEGQUALITY", "60")];
    assert_eq!(config(&[], &old, &[]).artwork.cover_art_quality, 60);
    let Loaded { config, warnings, .. } = read(&[("navidrome.toml", "CoverArtQuality = 50")], &old, &[]).unwrap();
    assert_eq!(config.artwork.cover_art_quality, 50);
    let line = "the environment variable ND_COVERJPEGQUALITY is ignored, because it is the old name of CoverArtQuality, which is set too";
    assert_eq!(warnings, [line]);
    let loaded = read(&[("navidrome.toml", "EnableTranscodingCancellation = true")], &[], &[]).unwrap();
    assert!(loaded.config.transcoding.limits.enable_cancellation);
    assert_eq!(loaded.warnings.len(), 2, "old name, and not yet: {:?}", loaded.warnings);
}

#[test]
fn tags_are_named_freely() {
    let variables = [("ND_TAGS_MUSICBRAINZ_ALBUMID_ALIASES", "a, b"), ("ND_TAGS_GENRE_IGNORE", "true")];
    let config = config(&[("navidrome.toml", "[Tags.Own]\nType = 'Date'\nMaxLength = 7\nSplit = []")], &variables, &[]);
    assert_eq!(config.tags.keys().collect::<Vec<_>>(), ["genre", "musicbrainz_albumid", "own"]);
    assert_eq!(config.tags["musicbrainz_albumid"].aliases.as_deref(), Some(&["a".to_string(), "b".into()][..]));
    assert_eq!((config.tags["genre"].ignore, config.tags["genre"].split.clone()), (Some(true), None));
    let own = &config.tags["own"];
    assert_eq!(
        (own.r#type, own.max_length, own.split.clone()),
        (Some(navidrome_rs::config::tags::TagType::Date), Some(7), Some(vec![]))
    );
}

#[test]
fn log_levels_compare() {
    assert_eq!(config(&[], &[("ND_LOGLEVEL", "TRACE")], &[]).logging.level, LogLevel::Trace);
    assert!(LogLevel::Fatal < LogLevel::Info && LogLevel::Info < LogLevel::Debug);
}
