//! Commands, from a folder with nothing in it.

use super::program::Program;
use crate::support::people::Person;
use serde_json::{Value, json};

#[test]
fn an_administrator_made_on_the_command_line_logs_in() {
    let program = Program::new();
    let made = program.run(&["user", "create", "--admin", "-u", "Änne", "-e", "a@x"], &[], "sésame + %20\n");
    assert_eq!((made.code, made.out.as_str()), (0, "made the administrator Änne\n"), "{}", made.err);
    assert!(!made.err.contains("sésame"), "{}", made.err);
    let made = program.run(&["user", "create", "--username", "bert"], &[], "b\r\n");
    assert_eq!((made.code, made.out.as_str()), (0, "made the user bert\n"));
    let server = program.serve(&[]);
    let user = |name: &str, password: &str| Person::known(&server.url, name, password).rest("getUser", []).envelope();
    assert_eq!(user("änne", "sésame + %20")["user"]["adminRole"], true);
    assert_eq!(user("bert", "b")["user"]["adminRole"], false);
    assert_eq!(user("bert", "b\r")["error"]["code"], 40);
}

#[test]
fn users_are_listed_changed_and_removed() {
    let program = Program::new();
    let run = |arguments: &[&str], input: &str| {
        let said = program.run(arguments, &[], input);
        assert_eq!(said.code, 0, "{arguments:?}: {}", said.err);
        said.out
    };
    assert_eq!(run(&["user", "list"], ""), "username,email,admin\n");
    assert_eq!(run(&["user", "list", "-f", "json"], ""), "[]\n");
    run(&["user", "create", "-a", "-u", "anna"], "x\n");
    run(&["user", "create", "-u", "a, \"b\"", "-e", "b@x"], "y\n");
    assert_eq!(
        run(&["user", "list", "--format", "csv"], ""),
        "username,email,admin\n\"a, \"\"b\"\"\",b@x,false\nanna,,true\n"
    );
    let listed: Value = serde_json::from_str(&run(&["user", "list", "--format", "json"], "")).unwrap();
    let expected = json!([
        { "username": "a, \"b\"", "email": "b@x", "admin": false },
        { "username": "anna", "email": "", "admin": true },
    ]);
    assert_eq!(listed, expected);
    assert_eq!(
        run(&["user", "edit", "-u", "a, \"b\"", "--set-admin", "--remove-email", "--set-password"], "new\n"),
        "changed a, \"b\"\n"
    );
    assert_eq!(run(&["user", "delete", "-u", "ANNA"], ""), "removed ANNA\n");
    assert_eq!(run(&["user", "list"], ""), "username,email,admin\n\"a, \"\"b\"\"\",,true\n");
    let server = program.serve(&[]);
    assert_eq!(Person::known(&server.url, "a, \"b\"", "new").rest("ping", []).envelope()["status"], "ok");
}

#[test]
fn what_cannot_be_done_is_said_in_one_sentence_with_exit_status_1() {
    let program = Program::new();
    let made = program.run(&["user", "create", "-a", "-u", "anna"], &[], "x\n");
    assert_eq!(made.code, 0);
    for (arguments, input, sentence) in [
        (&["user", "create", "-u", "ANNA"][..], "x\n", "there is a user named \"anna\" already"),
        (&["user", "create", "-u", " "], "x\n", "a username has 1 to 100 letters"),
        (&["user", "create", "-u", "bert"], "\n", "a password must not be empty"),
        (&["user", "create", "-u", "bert"], "", "a password must not be empty"),
        (&["user", "edit", "-u", "nobody", "--set-admin"], "", "user not found"),
        (&["user", "edit", "-u", "anna", "--set-regular"], "", "this is the last administrator"),
        (&["user", "delete", "-u", "anna"], "", "this is the last administrator"),
        (&["user", "delete", "-u", "nobody"], "", "user not found"),
        (&["demo", "/dev/null/nowhere"], "", "/dev/null/nowhere"),
    ] {
        let said = program.run(arguments, &[], input);
        let last = said.err.lines().last().unwrap_or_default();
        assert_eq!((said.code, said.out.as_str()), (1, ""), "{arguments:?}: {}", said.err);
        assert!(last.starts_with("navidrome-rs: ") && last.contains(sentence), "{arguments:?}: {}", said.err);
        assert!(!said.err.contains("panicked"), "{}", said.err);
    }
}

#[test]
fn a_flag_or_command_that_does_not_exist_is_named_with_exit_status_2() {
    let program = Program::new();
    for arguments in
        [&["--flagg"][..], &["scan", "--fulll"], &["user", "create"], &["sing"], &["user", "list", "-f", "xml"]]
    {
        let said = program.run(arguments, &[], "");
        assert_eq!((said.code, said.out.as_str()), (2, ""), "{arguments:?}");
        assert!(said.err.starts_with("error: "), "{}", said.err);
        let wrong = if arguments == ["user", "create"] { "--username" } else { arguments.last().unwrap() };
        assert!(said.err.contains(wrong), "{arguments:?}: {}", said.err);
    }
    assert!(!program.at("data").exists());
}

#[test]
fn the_configuration_is_shown_with_its_secrets_masked() {
    let program = Program::new();
    let secrets = [
        ("ND_PASSWORDENCRYPTIONKEY", "secret-number-one"),
        ("ND_DEVAUTOCREATEADMINPASSWORD", "secret-number-two"),
        ("ND_LASTFM_SECRET", "secret-number-three"),
        ("ND_SPOTIFY_SECRET", "secret-number-four"),
        ("ND_DBPATH", "postgres://anna:secret-number-five@localhost/music"),
    ];
    for arguments in [["config", "show"], ["config", "check"]] {
        let said = program.run(&arguments, &secrets, "");
        assert_eq!(said.code, 0, "{}", said.err);
        assert!(!said.out.contains("secret-number") && !said.err.contains("secret-number"), "{}{}", said.out, said.err);
    }
    let shown = program.run(&["config", "show"], &secrets, "").out;
    assert!(shown.matches("[secret]").count() >= 4, "{shown}");
    let shown: toml::Table = shown.parse().unwrap();
    assert_eq!(shown["MusicFolder"].as_str(), program.at("music").to_str());
    assert!(!program.at("data").exists());
}

#[test]
fn a_bad_value_is_said_in_one_sentence_that_names_it() {
    let program = Program::new();
    for arguments in [&["config", "check"][..], &["config", "show"], &["scan"], &["user", "list"], &[]] {
        let said = program.run(arguments, &[("ND_PORT", "many")], "");
        assert_eq!((said.code, said.out.as_str(), said.err.lines().count()), (1, "", 1), "{arguments:?}: {}", said.err);
        for part in ["Port", "ND_PORT", "many", "65535"] {
            assert!(said.err.contains(part), "{}", said.err);
        }
    }
    std::fs::write(program.at("navidrome.toml"), "Prot = 80\n").unwrap();
    let said = program.run(&["config", "check"], &[], "");
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(
        said.out.starts_with("warning: ") && said.out.contains("Prot") && said.out.contains("did you mean Port?"),
        "{}",
        said.out
    );
    assert!(said.out.ends_with("the configuration is valid\n"), "{}", said.out);
}

#[test]
fn the_demo_library_is_twenty_songs_and_what_cannot_be_read_is_listed() {
    let program = Program::new();
    let made = program.run(&["demo", "music"], &[], "");
    assert_eq!((made.code, made.out.as_str()), (0, "4 albums with 20 songs in music\n"), "{}", made.err);
    let scanned = program.run(&["scan"], &[], "");
    assert_eq!((scanned.code, scanned.out.as_str()), (0, "20 songs; 20 files were read\n"), "{}", scanned.err);
    assert_eq!(program.run(&["problems"], &[], "").out, "");
    std::fs::write(program.at("music/broken.mp3"), "no music at all").unwrap();
    std::fs::write(program.at("music/empty.flac"), "").unwrap();
    assert_eq!(program.run(&["scan"], &[], "").out, "20 songs; 2 files were read\n");
    let problems = program.run(&["problems"], &[], "").out;
    let mut paths: Vec<&str> = problems.lines().map(|line| line.split('\t').nth(1).unwrap()).collect();
    paths.sort_unstable();
    assert_eq!(paths, ["broken.mp3", "empty.flac"]);
    assert_eq!(program.run(&["scan", "--full"], &[], "").out, "20 songs; 22 files were read\n");
}
