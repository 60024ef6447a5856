//! `docs/SECURITY.md` says of every known attack what proves that it fails. This holds it to the truth.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Attacks with a number of their own.
const ATTACKS: usize = 56;
const AREAS: &[&str] = &[
    "Session",
    "Cookies",
    "CSP and headers",
    "CSRF and CORS",
    "Brute force",
    "Passwords",
    "Subsonic secrets",
    "Logs",
    "Proxy",
    "Setup",
    "Images",
    "Tags",
    "Archives and feeds",
    "Limits",
    "Filesystem",
    "Supply chain",
    "Audit",
];

fn file(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path))
        .unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The rows of the table under this heading, without its head.
fn rows(document: &str, heading: &str) -> Vec<Vec<String>> {
    let (_, after) = document.split_once(&format!("\n## {heading}")).unwrap_or_else(|| panic!("no {heading}"));
    let section = after.split("\n## ").next().unwrap();
    let cells = |line: &str| line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect();
    section.lines().filter(|line| line.starts_with('|')).skip(2).map(cells).collect()
}

/// Names in code letters that are long enough to be those of tests.
fn tests_in(cell: &str) -> impl Iterator<Item = &str> {
    let is_test = |word: &&str| {
        let letters =
            word.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_');
        letters && word.matches('_').count() >= 3
    };
    cell.split('`').skip(1).step_by(2).filter(is_test)
}

/// Every test there is.
fn known(folder: &Path, known: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            self::known(&path, known);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            let mut is_test = false;
            for line in text.lines().map(str::trim) {
                is_test |= matches!(line, "#[test]" | "#[tokio::test]");
                if let Some((_, name)) = line.split_once("fn ").filter(|_| is_test && !line.starts_with("//")) {
                    known.insert(name.split('(').next().unwrap().to_owned());
                    is_test = false;
                }
            }
        }
    }
}

fn is_answered(cell: &str) -> bool {
    tests_in(cell).next().is_some() || cell.contains("open until ") || cell.starts_with("cannot apply: ")
}

#[test]
fn every_attack_has_its_row_and_every_row_its_proof() {
    let document = file("docs/SECURITY.md");
    let attacks = rows(&document, "Attacks");
    let numbers: Vec<String> = attacks.iter().map(|row| row[0].clone()).collect();
    assert_eq!(numbers, (1..=ATTACKS).map(|number| number.to_string()).collect::<Vec<_>>());
    for row in &attacks {
        assert!(row.len() == 4 && !row[1].is_empty() && !row[2].is_empty() && is_answered(&row[3]), "{row:?}");
    }
    let areas = rows(&document, "What is looked at besides");
    assert_eq!(areas.iter().map(|row| row[0].as_str()).collect::<Vec<_>>(), AREAS);
    for row in &areas {
        assert!(row.len() == 2 && is_answered(&row[1]), "{row:?}");
    }
}

#[test]
fn every_test_that_the_document_names_exists() {
    let mut tests = BTreeSet::new();
    for folder in ["src", "tests"] {
        known(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut tests);
    }
    assert!(tests.len() > 500 && tests.contains("every_test_that_the_document_names_exists"));
    let document = file("docs/SECURITY.md");
    let named: Vec<&str> = document.lines().filter(|line| line.starts_with('|')).flat_map(tests_in).collect();
    assert!(named.len() > 100, "{}", named.len());
    let missing: Vec<&str> = named.into_iter().filter(|name| !tests.contains(*name)).collect();
    assert_eq!(missing, [""; 0]);
}

#[test]
fn what_is_built_in_and_shipped_is_looked_after() {
    let crates = file("deny.toml");
    for rule in ["unknown-registry = \"deny\"", "unknown-git = \"deny\""] {
        assert!(crates.contains(rule), "deny.toml allows crates from anywhere: {rule}");
    }
    assert!(file("Makefile").contains("cargo deny"));
    assert!(file("Cargo.toml").contains("unsafe_code = \"forbid\""));
    // what is locked comes from one place, with a checksum
    let lock = file("Cargo.lock");
    let sources: BTreeSet<&str> = lock.lines().filter_map(|line| line.strip_prefix("source = ")).collect();
    assert_eq!(sources, BTreeSet::from(["\"registry+https://github.com/rust-lang/crates.io-index\""]));
    assert_eq!(lock.matches("\nsource = ").count(), lock.matches("\nchecksum = ").count());
    let image = file("packaging/Containerfile");
    let user = image.lines().rev().find_map(|line| line.strip_prefix("USER ")).expect("an image without root");
    assert!(!["root", "0", "0:0"].contains(&user.trim()), "{user}");
    // jobs that run a stranger's change with the project's rights
    let jobs = Path::new(env!("CARGO_MANIFEST_DIR")).join(".github/workflows");
    for job in fs::read_dir(jobs).into_iter().flatten().map(Result::unwrap) {
        assert!(!fs::read_to_string(job.path()).unwrap().contains("pull_request_target"), "{:?}", job.path());
    }
}
