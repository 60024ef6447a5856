//! The real program with folders of its own, and nothing of this machine's environment.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_navidrome-rs");

/// The program, not yet started. Its folders go with it.
pub struct Program {
    folder: TempDir,
}

/// What a command said.
#[derive(Debug)]
pub struct Said {
    /// The exit status.
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Program {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("music")).unwrap();
        Self { folder }
    }

    /// A path in the folder that it is started in.
    pub fn at(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn command(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Command {
        let mut command = Command::new(PROGRAM);
        command.args(arguments);
        self.at_home(command, variables)
    }

    fn at_home(&self, mut command: Command, variables: &[(&str, &str)]) -> Command {
        command.current_dir(self.folder.path()).env_clear();
        command.env("ND_DATAFOLDER", self.at("data")).env("ND_MUSICFOLDER", self.at("music"));
        command.envs(variables.iter().copied());
        command
    }

    /// Runs a command to its end, with this on its standard input.
    pub fn run(&self, arguments: &[&str], variables: &[(&str, &str)], input: &str) -> Said {
        let mut command = self.command(arguments, variables);
        let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut running = piped.spawn().unwrap();
        // a command that reads nothing may be gone already
        let _ = running.stdin.take().unwrap().write_all(input.as_bytes());
        let output = running.wait_with_output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Said { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// Starts the server on a free port, its log in a file of this start.
    pub fn start(&self, variables: &[(&str, &str)]) -> Child {
        self.begin(self.command(&[], variables))
    }

    fn begin(&self, mut command: Command) -> Child {
        let log = self.at("server.log");
        let _ = fs::remove_file(&log);
        command.env("ND_LOGFILE", &log).env("ND_ADDRESS", "127.0.0.1").env("ND_PORT", "0");
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    }

    /// Runs the server until it listens.
    pub fn serve(&self, variables: &[(&str, &str)]) -> Serving {
        self.await_ready(self.start(variables))
    }

    /// As [`Program::serve`], started by another program.
    pub fn serve_under(&self, other: &str, arguments: &[&str]) -> Serving {
        let mut command = Command::new(other);
        command.args(arguments).arg(PROGRAM);
        self.await_ready(self.begin(self.at_home(command, &[("PATH", "/usr/bin:/bin")])))
    }

    fn await_ready(&self, process: Child) -> Serving {
        let mut serving = Serving { process, log: self.at("server.log"), url: String::new() };
        serving.url = format!("http://{}", serving.address());
        serving
    }
}

/// A server that runs until this is dropped.
pub struct Serving {
    process: Child,
    log: PathBuf,
    pub url: String,
}

impl Serving {
    /// Where it says in its log that it listens.
    fn address(&mut self) -> String {
        for _ in 0..3000 {
            let log = read(&self.log);
            if let Some((_, after)) = log.split_once("ready address=") {
                return after.split_whitespace().next().unwrap().to_owned();
            }
            if let Some(status) = self.process.try_wait().unwrap() {
                panic!("it ended with {status}:\n{log}");
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        panic!("it does not get ready:\n{}", read(&self.log));
    }

    /// The number of its process.
    pub fn id(&self) -> u32 {
        self.process.id()
    }

    /// Stops it; all that it logged.
    pub fn stop(self) -> String {
        let log = self.log.clone();
        drop(self);
        read(&log)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn read(log: &Path) -> String {
    fs::read_to_string(log).unwrap_or_default()
}
