//! What the program may do on its machine, and what it lets others do.

use crate::cli::program::Program;
use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

/// Every file and folder below this one.
fn all(folder: &Path) -> Vec<std::path::PathBuf> {
    let below = |entry: fs::DirEntry| {
        let path = entry.path();
        if path.is_dir() { [vec![path.clone()], all(&path)].concat() } else { vec![path] }
    };
    fs::read_dir(folder).unwrap().map(Result::unwrap).flat_map(below).collect()
}

fn list_users(program: &Program) {
    let said = program.run(&["user", "list"], &[], "");
    assert_eq!(said.code, 0, "{}", said.err);
}

#[test]
fn what_the_server_writes_is_for_its_own_account_alone() {
    let program = Program::new();
    let server = program.serve(&[]);
    let data = program.at("data");
    let made = all(&data);
    assert!(made.iter().any(|path| path.ends_with("navidrome-rs.db")) && made.len() >= 4, "{made:?}");
    for path in made.iter().chain([&data, &program.at("server.log")]) {
        assert_eq!(mode(path) & 0o077, 0, "{} has mode {:o}", path.display(), mode(path));
    }
    drop(server);
}

#[test]
fn a_data_folder_of_ours_is_closed_to_others_and_a_shared_one_is_only_complained_about() {
    let program = Program::new();
    list_users(&program);
    let data = program.at("data");
    assert_eq!(mode(&data), 0o700);
    // from an earlier version
    fs::set_permissions(&data, Permissions::from_mode(0o755)).unwrap();
    list_users(&program);
    assert_eq!(mode(&data), 0o700);

    let empty = Program::new();
    fs::create_dir(empty.at("data")).unwrap();
    fs::set_permissions(empty.at("data"), Permissions::from_mode(0o755)).unwrap();
    list_users(&empty);
    assert_eq!(mode(&empty.at("data")), 0o700);

    let shared = Program::new();
    fs::create_dir(shared.at("data")).unwrap();
    fs::write(shared.at("data/letter.txt"), "dear all").unwrap();
    fs::set_permissions(shared.at("data"), Permissions::from_mode(0o755)).unwrap();
    let said = shared.run(&["user", "list"], &[], "");
    assert_eq!((said.code, mode(&shared.at("data"))), (0, 0o755));
    assert!(said.err.contains("the data folder is open to others (mode 755)"), "{}", said.err);
}

#[test]
fn root_is_warned_once_and_refused_where_the_configuration_says_so() {
    let is_root = fs::metadata("/proc/self").unwrap().uid() == 0;
    let program = Program::new();
    let said = program.run(&["user", "list"], &[], "");
    assert_eq!(said.code, 0, "{}", said.err);
    assert_eq!(said.err.matches("this is root").count(), usize::from(is_root), "{}", said.err);
    let said = program.run(&["user", "list"], &[("ND_ENFORCENONROOTUSER", "true")], "");
    assert_eq!(said.code, i32::from(is_root), "{}", said.err);
    assert_eq!(said.err.contains("EnforceNonRootUser is set, and this is root"), is_root, "{}", said.err);
}

#[test]
fn as_many_files_may_be_open_as_the_system_lets_it() {
    let program = Program::new();
    let server = program.serve_under("prlimit", &["--nofile=256:2000"]);
    let limits = fs::read_to_string(format!("/proc/{}/limits", server.id())).unwrap();
    let files = limits.lines().find(|line| line.starts_with("Max open files")).unwrap();
    assert_eq!(files.split_whitespace().skip(3).take(2).collect::<Vec<_>>(), ["2000", "2000"], "{files}");
}
