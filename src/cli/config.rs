//! `config check` and `config show`.

use super::flags::ConfigCommand;
use crate::config::Loaded;

pub fn run(command: ConfigCommand, loaded: Loaded) -> anyhow::Result<()> {
    match command {
        ConfigCommand::Check => {
            for warning in &loaded.warnings {
                super::say(format!("warning: {warning}"))?;
            }
            super::say("the configuration is valid")?;
        }
        ConfigCommand::Show => super::say(loaded.config.to_toml())?,
    }
    Ok(())
}
