//! The command line as clap reads it: flags and commands, without what they do.
//!
//! Values stay text here: the configuration says what is wrong with them, in the same words wherever they are from.

use crate::config::CommandLine;
use crate::domain::path;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// A Subsonic-compatible music server for your own music.
#[derive(Debug, Parser)]
#[command(name = "navidrome-rs", version, about, args_conflicts_with_subcommands = false)]
pub struct Cli {
    #[command(flatten)]
    pub flags: Flags,
    /// Without any, the server is run.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Everything that can be said about the configuration.
#[derive(Debug, Clone, Default, Args)]
pub struct Flags {
    #[command(flatten)]
    pub general: GeneralFlags,
    #[command(flatten)]
    pub server: ServerFlags,
}

/// Flags of every command, before or after its name.
#[derive(Debug, Clone, Default, Args)]
pub struct GeneralFlags {
    /// Configuration file [default: ./navidrome.toml, .yaml, .yml, .json or .ini]
    #[arg(short, long, global = true, value_name = "FILE")]
    pub configfile: Option<PathBuf>,
    /// Show no banner at the start
    #[arg(short, long, global = true)]
    pub nobanner: bool,
    /// Folder with the music
    #[arg(long, global = true, value_name = "FOLDER")]
    pub musicfolder: Option<PathBuf>,
    /// Folder for what must last
    #[arg(long, global = true, value_name = "FOLDER")]
    pub datafolder: Option<PathBuf>,
    /// Folder for what can be made again
    #[arg(long, global = true, value_name = "FOLDER")]
    pub cachefolder: Option<PathBuf>,
    /// How much is logged: fatal, error, warn, info, debug or trace
    #[arg(short, long, global = true, value_name = "LEVEL")]
    pub loglevel: Option<String>,
    /// File to log to
    #[arg(long, global = true, value_name = "FILE")]
    pub logfile: Option<PathBuf>,
}

/// Flags of the server.
#[derive(Debug, Clone, Default, Args)]
pub struct ServerFlags {
    /// Address to listen on
    #[arg(short, long)]
    pub address: Option<String>,
    /// Port to listen on
    #[arg(short, long)]
    pub port: Option<String>,
    /// Path or address under which a reverse proxy shows the server
    #[arg(long, value_name = "URL")]
    pub baseurl: Option<String>,
    /// Certificate for HTTPS
    #[arg(long, value_name = "FILE")]
    pub tlscert: Option<PathBuf>,
    /// Key for HTTPS
    #[arg(long, value_name = "FILE")]
    pub tlskey: Option<PathBuf>,
    /// Mode of the Unix socket
    #[arg(long, value_name = "OCTAL")]
    pub unixsocketperm: Option<String>,
    /// How long an unused web session lives
    #[arg(long, value_name = "DURATION")]
    pub sessiontimeout: Option<String>,
    /// Picture behind the login
    #[arg(long, value_name = "URL")]
    pub uiloginbackgroundurl: Option<String>,
    /// Let administrators edit transcoding commands
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub enabletranscodingconfig: Option<String>,
    /// Old name of Transcoding.EnableCancellation
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub enabletranscodingcancellation: Option<String>,
    /// Room for transcoded songs
    #[arg(long, value_name = "SIZE")]
    pub transcodingcachesize: Option<String>,
    /// Room for resized pictures
    #[arg(long, value_name = "SIZE")]
    pub imagecachesize: Option<String>,
    /// Offer metrics to Prometheus
    #[arg(
        long = "prometheus.enabled", value_name = "BOOL", num_args = 0..=1, require_equals = true,
        default_missing_value = "true"
    )]
    pub prometheus_enabled: Option<String>,
    /// Path of the metrics
    #[arg(long = "prometheus.metricspath", value_name = "PATH")]
    pub prometheus_metricspath: Option<String>,
    #[arg(long, hide = true)]
    pub scaninterval: Option<String>,
    #[arg(long, hide = true)]
    pub albumplaycountmode: Option<String>,
    #[arg(long, hide = true, num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub autoimportplaylists: Option<String>,
}

impl Cli {
    /// What was given, for [`crate::config::load`].
    pub fn given(&self) -> CommandLine {
        let mut options = self.flags.general.given();
        options.extend(self.flags.server.given());
        if let Some(Command::Serve(flags)) = &self.command {
            options.extend(flags.given());
        }
        CommandLine { config_file: self.flags.general.configfile.clone(), options }
    }
}

impl GeneralFlags {
    fn given(&self) -> Vec<(&'static str, String)> {
        let text = |path: &Option<PathBuf>| path.as_deref().map(path::to_text);
        only_given([
            ("musicfolder", text(&self.musicfolder)),
            ("datafolder", text(&self.datafolder)),
            ("cachefolder", text(&self.cachefolder)),
            ("loglevel", self.loglevel.clone()),
            ("logfile", text(&self.logfile)),
        ])
    }
}

impl ServerFlags {
    fn given(&self) -> Vec<(&'static str, String)> {
        let text = |path: &Option<PathBuf>| path.as_deref().map(path::to_text);
        only_given([
            ("address", self.address.clone()),
            ("port", self.port.clone()),
            ("baseurl", self.baseurl.clone()),
            ("tlscert", text(&self.tlscert)),
            ("tlskey", text(&self.tlskey)),
            ("unixsocketperm", self.unixsocketperm.clone()),
            ("sessiontimeout", self.sessiontimeout.clone()),
            ("uiloginbackgroundurl", self.uiloginbackgroundurl.clone()),
            ("enabletranscodingconfig", self.enabletranscodingconfig.clone()),
            ("enabletranscodingcancellation", self.enabletranscodingcancellation.clone()),
            ("transcodingcachesize", self.transcodingcachesize.clone()),
            ("imagecachesize", self.imagecachesize.clone()),
            ("prometheus.enabled", self.prometheus_enabled.clone()),
            ("prometheus.metricspath", self.prometheus_metricspath.clone()),
            ("scaninterval", self.scaninterval.clone()),
            ("albumplaycountmode", self.albumplaycountmode.clone()),
            ("autoimportplaylists", self.autoimportplaylists.clone()),
        ])
    }
}

fn only_given<const N: usize>(flags: [(&'static str, Option<String>); N]) -> Vec<(&'static str, String)> {
    flags.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

/// What to do.
#[derive(Debug, Clone, Subcommand)]
pub enum Command {
    /// Run the server (also without any command)
    Serve(Box<ServerFlags>),
    /// Look for changes in the music folder
    Scan(Scan),
    /// Make, list and change users
    #[command(subcommand)]
    User(User),
    /// Check the configuration or show what is in effect
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Make a small library of synthesised albums
    Demo {
        /// Folder to make it in
        dir: PathBuf,
    },
    /// List the files that the last scan could not read
    Problems,
}

/// What to scan.
#[derive(Debug, Clone, Default, Args)]
pub struct Scan {
    /// Read every file, not only what changed
    #[arg(short, long)]
    pub full: bool,
}

/// What to do with users.
#[derive(Debug, Clone, Subcommand)]
pub enum User {
    /// Make a user; the password is asked for
    Create {
        #[arg(short, long)]
        username: String,
        #[arg(short, long)]
        email: Option<String>,
        /// Make it an administrator
        #[arg(short, long)]
        admin: bool,
    },
    /// Change a user
    Edit {
        #[arg(short, long)]
        username: String,
        #[arg(short, long, conflicts_with = "remove_email")]
        email: Option<String>,
        #[arg(long)]
        remove_email: bool,
        /// Make it an administrator
        #[arg(long, conflicts_with = "set_regular")]
        set_admin: bool,
        /// Make it no administrator
        #[arg(long)]
        set_regular: bool,
        /// Ask for a new password
        #[arg(long)]
        set_password: bool,
    },
    /// Remove a user, with plays and playlists
    Delete {
        #[arg(short, long)]
        username: String,
    },
    /// List users
    List {
        #[arg(short, long, value_enum, default_value = "csv")]
        format: ListFormat,
    },
    /// Seal all passwords with another key; the new PasswordEncryptionKey is asked for
    Rekey,
}

/// How lists are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    Csv,
    Json,
}

/// What to do with the configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Subcommand)]
pub enum ConfigCommand {
    /// Say whether it is valid, and what to know about it
    Check,
    /// Print every option in effect, secrets masked
    Show,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_definition_of_the_command_line_holds_together() {
        Cli::command().debug_assert();
    }

    #[test]
    fn what_is_given_reaches_the_configuration_and_nothing_else_does() {
        let cli =
            Cli::try_parse_from(["x", "-p", "80", "--enabletranscodingconfig", "scan", "-f", "--datafolder", "/d"]);
        let cli = cli.unwrap();
        let wanted = [("datafolder", "/d"), ("port", "80"), ("enabletranscodingconfig", "true")];
        assert_eq!(cli.given().options, wanted.map(|(name, value)| (name, value.to_string())));
        assert!(matches!(cli.command, Some(Command::Scan(Scan { full: true, .. }))));
        let cli = Cli::try_parse_from(["x", "serve", "--port=81"]).unwrap();
        assert_eq!(cli.given().options, [("port", "81".to_string())]);
    }

    #[test]
    fn every_flag_names_an_option_or_is_known_to_do_nothing() {
        let flags = ["configfile", "nobanner", "version", "help", "scaninterval", "albumplaycountmode"];
        let mut names = 0;
        for name in Cli::command().get_arguments().filter_map(clap::Arg::get_long) {
            let old = name == "enabletranscodingcancellation";
            assert!(old || flags.contains(&name) || crate::config::options::find(name).is_some(), "{name}");
            names += 1;
        }
        assert!(names >= 24, "{names}");
    }
}
