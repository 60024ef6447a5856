//! Two hundred ways of asking for what lies elsewhere, none of which may lead anywhere.

/// What is asked for.
const TARGETS: &[&str] = &["etc/passwd", "windows/win.ini", "navidrome-rs.db", "navidrome-rs.key"];

/// Ways upwards, each as clients and proxies are known to read one.
const UPWARDS: &[&str] = &[
    "../",
    "..\\",
    "..%2f",
    "..%5c",
    "%2e%2e/",
    "%2e%2e%2f",
    "%2e%2e%5c",
    "..%252f",
    "%252e%252e%252f",
    "..%c0%af",
    "%c0%ae%c0%ae/",
    "..%c1%9c",
    "%uff0e%uff0e/",
    "..\u{2215}",
    "\u{ff0e}\u{ff0e}\u{ff0f}",
    "..;/",
    "....//",
    "....\\/",
    ".../",
    "..//",
    "..%00/",
    "..\u{200b}/",
    ".\u{301}./",
    "/%5c../",
    "\\..\\",
    "/./../",
    "..%0a/",
    "..\t/",
    "~/",
    "$HOME/",
    "file:",
    "file:///",
    "file://localhost/",
    "concat:",
    "/proc/self/root/",
    "/proc/self/cwd/",
    "//",
    "\\\\?\\C:\\",
    "\\\\.\\",
    "C:\\",
    "C:",
    "jar:file:",
    "zip://",
    "php://filter/resource=",
    "data:,",
    "http://127.0.0.1/",
];

/// Names that mean a device somewhere, or end a path early.
const NAMES: &[&str] = &[
    ".",
    "..",
    "...",
    "/",
    "\\",
    "CON",
    "NUL",
    "aux.mp3",
    "COM1",
    "LPT1:",
    "/dev/zero",
    "/dev/stdin",
    "/proc/self/environ",
    "al-..",
    "al-../../x",
    "mf-/etc/passwd",
    "pl-..%2f..%2fx",
    "ar-\\..\\x",
    "dc-..:1",
    "xx-../x",
];

/// How many there are.
pub const COUNT: u32 = (UPWARDS.len() * TARGETS.len() + NAMES.len()) as u32;

/// All of them.
pub fn of_paths() -> Vec<String> {
    let mut all: Vec<String> = NAMES.iter().map(|name| (*name).to_owned()).collect();
    for upwards in UPWARDS {
        for (target, times) in TARGETS.iter().zip([1, 3, 8, 2]) {
            all.push(format!("{}{target}", upwards.repeat(times)));
        }
    }
    assert!(all.len() >= 200 && all.len() == COUNT as usize, "{}", all.len());
    all
}
