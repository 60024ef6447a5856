//! A real nginx before the server, as administrators have it.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

/// Runs until it is dropped.
pub struct Nginx {
    process: Child,
    folder: TempDir,
    pub url: String,
}

impl Nginx {
    /// Serves this `server` block's content on a free port. `users` log in by Basic authentication, name and password
    /// the same.
    pub fn start(server: &str, users: &[&str]) -> Self {
        let folder = tempfile::Builder::new().prefix("nginx").tempdir().unwrap();
        let at = |name: &str| folder.path().join(name).display().to_string();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let passwords: String = users.iter().map(|user| format!("{user}:{{PLAIN}}{user}\n")).collect();
        fs::write(at("users"), passwords).unwrap();
        let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map(|name| format!("{name}_temp_path {};\n", at(name)))
            .concat();
        let config = format!(
            "daemon off;\nmaster_process off;\npid {};\nerror_log {} info;\nevents {{}}\nhttp {{\naccess_log off;\n\
             {temporary}server {{\nlisten 127.0.0.1:{port};\nauth_basic_user_file {};\n{server}\n}}\n}}\n",
            at("pid"),
            at("log"),
            at("users")
        );
        fs::write(at("nginx.conf"), config).unwrap();
        let mut process = Command::new("/usr/sbin/nginx")
            .args(["-c", &at("nginx.conf"), "-p", &folder.path().display().to_string()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("nginx is needed (apt-get install nginx): {error}"));
        for _ in 0..1000 {
            if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return Self { process, folder, url: format!("http://127.0.0.1:{port}") };
            }
            if let Some(status) = process.try_wait().unwrap() {
                panic!("nginx ended with {status}: {}", fs::read_to_string(at("log")).unwrap_or_default());
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        panic!("nginx does not get ready");
    }

    /// What it logged.
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
