//! The example file and the documentation say what the table of options says.
//!
//! After a change of the table, `UPDATE_DOCS=1 cargo test --test it config_example` writes both anew.

use navidrome_rs::config::options::{self, Kind, Row, SECTIONS, Status};
use navidrome_rs::config::{CommandLine, Config, load};
use std::path::{Path, PathBuf};

fn project(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(file)
}

/// Compares a file with what it should be, or writes it where that is asked for.
#[expect(clippy::disallowed_methods, reason = "a wish of whoever runs the tests, none of the server's options")]
fn keep(file: &str, wanted: &str) {
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(project(file), wanted).unwrap();
    }
    let present = std::fs::read_to_string(project(file)).unwrap();
    for (present, wanted) in present.lines().zip(wanted.lines()) {
        assert_eq!(present, wanted, "{file} is stale: UPDATE_DOCS=1 cargo test --test it config_example");
    }
    assert_eq!(present.lines().count(), wanted.lines().count(), "{file} is stale");
}

fn wrapped(text: &str) -> String {
    let mut lines = vec![String::from("#")];
    for word in text.split(' ') {
        if lines.last().unwrap().len() + word.len() > 99 {
            lines.push("#".into());
        }
        let line = lines.last_mut().unwrap();
        line.push(' ');
        line.push_str(word);
    }
    lines.join("\n")
}

fn literal(row: &Row) -> String {
    match row.kind {
        kind if kind.is_bare() => row.default.into(),
        Kind::List | Kind::Networks | Kind::Pairs if row.default.is_empty() => "[]".into(),
        _ => format!("{:?}", row.default),
    }
}

fn later(row: &Row) -> String {
    match row.status {
        Status::Works => String::new(),
        Status::NotYet(what) => format!(" [no effect yet: no {what}]"),
    }
}

const HEAD: &str = "\
# The configuration of navidrome-rs: every option, with its default, what it does and why the default is what it is.
#
# Copy this file to navidrome.toml and remove the # before what you want to change. A line that begins with # and a
# letter is an option; one that begins with # and a space is about it. Options are written with their section before
# them (Scanner.Schedule), so that each line stands for itself; [Scanner] and Schedule under it is the same.
#
# Letter case of names does not matter. Durations are written 300ms, 30s, 1h10m or 48h; sizes 100MB (10^6 bytes each) or
# 150MiB (2^20), or as a number of bytes; lists as \"a, b\" or [\"a\", \"b\"]. Each option also has a variable
# (ND_SCANNER_SCHEDULE), which wins over this file. See docs/CONFIGURATION.md.
";

fn example() -> String {
    let mut text = HEAD.to_string();
    for (title, rows) in SECTIONS {
        text += &format!("\n\n# ---- {title} {}\n", "-".repeat(90 - title.len()));
        for row in rows {
            let default = if row.is_pattern() {
                format!("#   {} = …", row.key)
            } else {
                format!("#{} = {}", row.key, literal(row))
            };
            text += &format!("\n{}\n{default}\n", wrapped(&format!("{}{}", row.meaning, later(row))));
        }
        if title == "Tags and ids" {
            text += "#\n# For instance, genres split at semicolons only, and a tag of your own:\n";
            text += "#   Tags.genre.Split = [\";\"]\n#   Tags.mixed.Aliases = [\"txxx:mixed\", \"mixed\"]\n";
        }
    }
    text
}

#[test]
fn the_example_is_what_the_table_says() {
    keep("navidrome.toml.example", &example());
}

#[test]
fn the_example_without_its_comment_signs_is_the_default() {
    let text = std::fs::read_to_string(project("navidrome.toml.example")).unwrap();
    let option = |line: &&str| line.strip_prefix('#').is_some_and(|rest| rest.starts_with(|l: char| l.is_alphabetic()));
    let lines: Vec<_> = text.lines().filter(option).map(|line| &line[1..]).collect();
    assert_eq!(lines.len(), options::all().filter(|row| !row.is_pattern()).count());

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("navidrome.toml");
    std::fs::write(&file, lines.join("\n")).unwrap();
    let loaded = load(&CommandLine { config_file: Some(file), options: vec![] }, [], Path::new("")).unwrap();
    assert_eq!(loaded.config, Config::default());
    let unexpected: Vec<_> = loaded.warnings.iter().filter(|line| !line.contains("has no effect yet")).collect();
    assert!(unexpected.is_empty(), "{unexpected:?}");
}

const BEGIN: &str = "<!-- options: begin -->\n";
const END: &str = "<!-- options: end -->\n";

fn table() -> String {
    let mut text = String::new();
    for (title, rows) in SECTIONS {
        text += &format!(
            "\n### {title}\n\n| Option | Variable | Kind | Default | Meaning | |\n|---|---|---|---|---|---|\n"
        );
        for row in rows {
            let cell = |text: &str| text.replace('|', "\\|");
            let code = |text: &str| if text.is_empty() { String::new() } else { format!("`{}`", cell(text)) };
            let variable = if row.kind == Kind::Pairs { String::new() } else { code(&row.env()) };
            let secret = if row.secret { " *(secret)*" } else { "" };
            let (key, kind, default, meaning) = (code(row.key), row.kind.name(), code(row.default), cell(row.meaning));
            let status = if row.status == Status::Works { "works" } else { "not yet" };
            text += &format!("| {key}{secret} | {variable} | {kind} | {default} | {meaning} | {status} |\n");
        }
    }
    text
}

#[test]
fn the_documentation_lists_every_option_as_the_table_does() {
    let file = "docs/CONFIGURATION.md";
    let text = std::fs::read_to_string(project(file)).unwrap();
    let (before, rest) = text.split_once(BEGIN).unwrap();
    let (_, after) = rest.split_once(END).unwrap();
    keep(file, &format!("{before}{BEGIN}{}\n{END}{after}", table()));
}
