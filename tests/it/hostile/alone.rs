//! A family of cases in a process of its own: a test that starts itself once more and looks at how that went.

use proptest::strategy::Strategy;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::cell::Cell;
use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Bytes that no process may ever have taken.
pub const MOST_MEMORY: u64 = 256 << 20;
/// One case that takes longer hangs. Code that is not optimised is some ten times slower.
const LONGEST: Duration = Duration::from_secs(if cfg!(debug_assertions) { 20 } else { 2 });
/// A family that takes longer hangs where its own clock is not read.
const PATIENCE: Duration = Duration::from_secs(900);
const TELLS: &str = "cases and peak:";

/// Set for the process that tries the cases.
const ALONE: &str = "HOSTILE_FAMILY_ALONE";

/// Tries `family`, which is all that `test` does, in a process of its own; how many cases it tried.
pub fn alone(test: &str, family: impl FnOnce() -> u32) -> u32 {
    #[expect(clippy::disallowed_methods, reason = "a word from this test to itself, no option of the server")]
    let is_alone = std::env::var_os(ALONE).is_some();
    if is_alone {
        let cases = family();
        println!("{TELLS} {cases} {}", peak("self"));
        return cases;
    }
    let output = tempfile::NamedTempFile::new().unwrap();
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture", "--test-threads=1"])
        .env("RUST_BACKTRACE", "0")
        .env(ALONE, "1")
        .stdout(output.reopen().unwrap())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let begun = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if begun.elapsed() > PATIENCE {
            child.kill().unwrap();
            child.wait().unwrap();
        }
        std::thread::sleep(Duration::from_millis(20));
    };
    let said = fs::read_to_string(output.path()).unwrap();
    let last: String = said.chars().rev().take(3000).collect::<Vec<_>>().into_iter().rev().collect();
    assert!(status.success(), "{test} ended with {status}:\n{last}");
    let told = said.lines().find_map(|line| line.split_once(TELLS)).unwrap_or_else(|| panic!("{test} ran nothing"));
    let numbers: Vec<u64> = told.1.split_whitespace().map(|number| number.parse().unwrap()).collect();
    assert!(numbers[1] <= MOST_MEMORY, "{test} took {} MiB", numbers[1] >> 20);
    u32::try_from(numbers[0]).unwrap()
}

/// The most memory that a process has had, in bytes.
pub fn peak(process: &str) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    peak.trim().trim_end_matches(" kB").parse::<u64>().unwrap() << 10
}

/// Tries `count` values of `strategy`, always the same ones, and gives how many were tried. A case that panics or hangs
/// is told in its smallest form.
pub fn try_all<S: Strategy>(count: u32, strategy: &S, case: impl Fn(S::Value)) -> u32 {
    let tried = Cell::new(0);
    let config = Config { cases: count, failure_persistence: None, max_shrink_iters: 200, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let outcome = runner.run(strategy, |value| {
        in_time(|| case(value));
        tried.set(tried.get() + 1);
        Ok(())
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
    tried.get()
}

/// Runs a case that must neither panic nor hang. A busy machine is no hanging: what counts is the processor's time.
pub fn in_time(case: impl FnOnce()) {
    let (begun, worked) = (Instant::now(), processor_time());
    case();
    if begun.elapsed() > LONGEST {
        let worked = processor_time().saturating_sub(worked);
        assert!(worked <= LONGEST && begun.elapsed() < 5 * LONGEST, "this took {:?}", begun.elapsed());
    }
}

/// How long this thread has been at work.
fn processor_time() -> Duration {
    let said = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    Duration::from_nanos(said.split(' ').next().and_then(|time| time.parse().ok()).unwrap_or_default())
}
