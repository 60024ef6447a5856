//! Every option either changes what the server means to do, or says that it does not.

use navidrome_rs::config::options::{self, Kind, Row, Status};
use navidrome_rs::config::{CommandLine, Config, Loaded, load};
use std::path::Path;

/// Loads a TOML text as if it were in a file of its own.
fn toml(text: &str) -> Result<Loaded, navidrome_rs::config::Error> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("navidrome.toml");
    std::fs::write(&file, text).unwrap();
    load(&CommandLine { config_file: Some(file), options: vec![] }, [], Path::new(""))
}

/// A valid value other than the default, as TOML writes it.
fn other_value(row: &Row) -> String {
    let quoted = |text: &str| format!("{text:?}");
    match (row.key, row.kind) {
        ("UICoverArtSize", _) => "400".into(),
        (_, Kind::Bool) => (row.default != "true").to_string(),
        (_, Kind::Whole(least, most)) => {
            let candidates = [least, least + 1, most];
            candidates.into_iter().find(|n| n.to_string() != row.default).unwrap().to_string()
        }
        (_, Kind::ByProcessors) => "3".into(),
        (_, Kind::Number) => "2.5".into(),
        (_, Kind::Duration) => quoted("17m"),
        (_, Kind::Size | Kind::SizeAboveZero) => quoted("11MB"),
        (_, Kind::Text | Kind::Host) => quoted("other"),
        (_, Kind::Path | Kind::Folder) => quoted("/other/place"),
        (_, Kind::List) => "[\"one\", \"two\"]".into(),
        (_, Kind::Word(words) | Kind::WordOr(words, _)) => {
            quoted(words.iter().find(|word| **word != row.default).unwrap())
        }
        (_, Kind::Cron) => quoted("0 3 * * *"),
        (_, Kind::BaseUrl | Kind::WebAddress) => quoted("https://example.org/music"),
        (_, Kind::Mode) => quoted("0600"),
        (_, Kind::Networks) => quoted("10.0.0.0/8, @"),
        (_, Kind::Subnets) => quoted("192.168.7.0/24, fd00::/8"),
        (_, Kind::Globs) => quoted(".:lists/**"),
        (_, Kind::Pid) => quoted("title|album,title"),
        (_, Kind::Groups) => quoted("A B C-D(CD)"),
        (_, Kind::Database) => quoted("/other/music.db"),
        (_, Kind::Pairs) => "[[\"hall\", \"alsa/hw:0\"]]".into(),
    }
}

/// The options that others need before they stand.
fn company(key: &str) -> &'static str {
    match key {
        "Backup.Schedule" => "Backup.Path = \"/copies\"\nBackup.Count = 3\n",
        "ExtAuth.TrustedSources" => "TrustedProxies = \"10.0.0.0/8\"\n",
        "ExtAuth.Exclusive" => "TrustedProxies = \"@\"\nExtAuth.TrustedSources = \"@\"\n",
        _ => "",
    }
}

#[test]
fn each_option_changes_the_configuration_or_says_that_its_feature_does_not_exist() {
    let default = Config::default();
    let mut works = 0;
    for row in options::all() {
        let key = row.key.replace("<name>", "special");
        let loaded = toml(&format!("{key} = {}\n{}", other_value(row), company(&key)));
        let Loaded { config, warnings, .. } = loaded.unwrap_or_else(|error| panic!("{key}: {error}"));
        let named: Vec<_> = warnings.iter().filter(|line| line.contains(&key)).collect();
        assert_ne!(format!("{config:?}"), format!("{default:?}"), "{key} must reach the configuration");
        match row.status {
            Status::Works => {
                works += 1;
                assert!(named.iter().all(|line| line.contains("deprecated")), "{key}: {named:?}");
            }
            Status::NotYet(what) => {
                assert_eq!(named.len(), 1, "{key}: {warnings:?}");
                assert!(named[0].contains(what) && named[0].contains("has no effect yet"), "{}", named[0]);
            }
        }
    }
    assert!(works >= 54, "{works} options work");
}

#[test]
fn each_option_is_read_from_its_variable_too() {
    for row in options::all().filter(|row| row.kind != Kind::Pairs) {
        let value = other_value(row).replace(['"', '[', ']'], "");
        let variable = row.env().replace("<NAME>", "SPECIAL");
        let mut variables = vec![(variable.clone(), value)];
        if row.key == "Backup.Schedule" {
            variables
                .extend([("ND_BACKUP_PATH", "/copies"), ("ND_BACKUP_COUNT", "3")].map(|(k, v)| (k.into(), v.into())));
        }
        let config = load(&CommandLine::default(), variables, Path::new("/nowhere")).unwrap().config;
        let default = load(&CommandLine::default(), [], Path::new("/nowhere")).unwrap().config;
        assert_ne!(format!("{config:?}"), format!("{default:?}"), "{variable}");
    }
}

#[test]
fn each_option_refuses_what_it_cannot_take_in_one_sentence_that_names_key_source_value_and_what_is_valid() {
    let mut refusing = 0;
    for row in options::all() {
        let key = row.key.replace("<name>", "special");
        let wrong = match row.kind {
            Kind::WordOr(..) => continue,
            Kind::Text | Kind::Path | Kind::Folder | Kind::Groups => "[\"oops\", \"a\"]",
            Kind::List | Kind::Pairs => "true",
            Kind::Host => "\"oops oops\"",
            Kind::Database => "\"oops://host\"",
            Kind::BaseUrl => "\"/oops?\"",
            Kind::Pid => "\"oops,,\"",
            Kind::Globs => "\"oops[\"",
            _ => "\"oops\"",
        };
        let error = toml(&format!("{key} = {wrong}")).map(|loaded| loaded.config).unwrap_err().to_string();
        assert!(error.starts_with(&format!("{key} must be {}, but ", row.kind.valid())), "{error}");
        assert!(error.contains(".toml sets it to"), "{error}");
        assert_eq!(
            error.contains(wrong.trim_matches(['[', ']', '"', ',']).split('"').next().unwrap()),
            !row.secret,
            "{error}"
        );
        assert!(!error.contains('\n') && !error.contains("invalid type"), "{error}");
        refusing += 1;
    }
    assert!(refusing > 150, "{refusing}");
}

#[test]
fn what_is_printed_is_valid_and_means_the_same() {
    let everything: String = options::all()
        .filter(|row| !row.secret)
        .map(|row| format!("{} = {}\n", row.key.replace("<name>", "special"), other_value(row)))
        .collect();
    for text in ["", &everything] {
        let config = toml(text).unwrap().config;
        let printed = config.to_toml();
        let again = toml(&printed).unwrap().config;
        assert_eq!(again.to_toml(), printed);
        assert_eq!(again, config);
    }
}

#[test]
fn no_secret_is_ever_printed() {
    let text: String = options::all()
        .filter(|row| row.secret)
        .map(|row| format!("{} = \"{}hunter2\"\n", row.key, if row.key == "DbPath" { "postgres://me:" } else { "" }))
        .collect();
    let Loaded { config, warnings, .. } = toml(&text).unwrap();
    let seen = format!("{config:?}\n{}\n{warnings:?}", config.to_toml());
    assert!(!seen.contains("hunter2"), "{seen}");
    assert_eq!(config.to_toml().matches("\"[secret]\"").count(), text.lines().count());
    assert_eq!(config.dev.auto_create_admin_password.unwrap().expose(), "hunter2");
}
