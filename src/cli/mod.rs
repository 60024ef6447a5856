//! The command line: one file for each command.
//!
//! A command prints what it was asked for to the standard output, and one sentence to the standard error where it
//! cannot do its work; the exit status is 0 or 1.

mod ask;
mod config;
mod demo;
pub mod flags;
mod problems;
mod process;
mod scan;
mod serve;
mod user;

use crate::app::App;
use crate::config::{self as configuration, Loaded};
use crate::domain::clock::Clock;
use crate::security::entropy::Entropy;
use crate::telemetry;
use flags::{Cli, Command};
use std::io::{self, Write};
use std::process::ExitCode;

/// Does what the command line asks for.
pub fn run(cli: &Cli) -> ExitCode {
    match command(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "navidrome-rs: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn command(cli: &Cli) -> anyhow::Result<()> {
    match &cli.command {
        None | Some(Command::Serve(_)) => serve::run(load(cli)?),
        Some(Command::Scan(scan)) => scan::run(load(cli)?, scan),
        Some(Command::User(user)) => user::run(load(cli)?, user),
        Some(Command::Config(config)) => config::run(*config, load(cli)?),
        Some(Command::Demo { dir }) => demo::run(dir),
        Some(Command::Problems) => problems::run(load(cli)?),
    }
}

fn load(cli: &Cli) -> anyhow::Result<Loaded> {
    let cwd = std::env::current_dir()?;
    Ok(configuration::load(&cli.given(), configuration::environment(), &cwd)?)
}

/// Starts logging, tells what the configuration's author should know, and puts the server's parts together.
fn build(loaded: Loaded) -> anyhow::Result<App> {
    process::write_for_itself();
    telemetry::start(&loaded.config.logging)?;
    for warning in &loaded.warnings {
        tracing::warn!("{warning}");
    }
    if let Some(file) = &loaded.file {
        tracing::info!(file = %file.display(), "configuration read");
    }
    process::settle(&loaded.config)?;
    Ok(App::build(loaded.config, Clock::System, Entropy::system())?)
}

/// One line to the standard output.
fn say(line: impl std::fmt::Display) -> io::Result<()> {
    writeln!(io::stdout(), "{line}")
}
