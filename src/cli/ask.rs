//! Asks for secrets: without showing them on a terminal, and from the standard input elsewhere.

use console::Term;
use std::io::{self, BufRead, IsTerminal};

/// Asks twice on a terminal; elsewhere the secret is one line of the standard input, `None` where there is none.
///
/// # Errors
/// Where the two differ, or nothing can be read.
pub fn for_secret(what: &str) -> anyhow::Result<Option<String>> {
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        let mut line = String::new();
        let read = io::stdin().lock().read_line(&mut line)?;
        return Ok((read > 0).then(|| line.trim_end_matches(['\r', '\n']).to_owned()));
    }
    let terminal = Term::stderr();
    terminal.write_str(&format!("{what}: "))?;
    let first = terminal.read_secure_line()?;
    terminal.write_str("again: ")?;
    anyhow::ensure!(terminal.read_secure_line()? == first, "the two differ");
    Ok(Some(first))
}
