//! What is known of every option, one row each. The rows are in their section's file, beside the fields they fill.

use super::{
    artwork, dev, integrations, library, logging, operations, playlists, scanner, search, security, server, subsonic,
    tags, transcoding, ui,
};

/// One option.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// Its name, with its section: `Scanner.Schedule`. `<name>` stands for any name (`Tags.<name>.Split`).
    pub key: &'static str,
    pub kind: Kind,
    /// The default as text; empty lists, paths and schedules are empty text.
    pub default: &'static str,
    pub status: Status,
    /// Whether its value is kept out of every print.
    pub secret: bool,
    /// What it does and why the default is what it is: one or two sentences.
    pub meaning: &'static str,
}

/// Whether setting an option does anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    Works,
    /// Accepted and checked, with a warning that this version has no such feature.
    NotYet(&'static str),
}

/// What values an option takes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind {
    Bool,
    /// From the first to the second, both included.
    Whole(i64, i64),
    /// A whole number of at least one, or empty for one that depends on the count of processors.
    ByProcessors,
    Number,
    Duration,
    Size,
    SizeAboveZero,
    Text,
    Path,
    /// A path that must be given.
    Folder,
    List,
    /// One of the words.
    Word(&'static [&'static str]),
    /// One of the words; any other becomes the second field, with a warning.
    WordOr(&'static [&'static str], &'static str),
    Cron,
    Host,
    BaseUrl,
    WebAddress,
    Mode,
    Networks,
    /// Networks alone, without the Unix socket.
    Subnets,
    Globs,
    Pid,
    Groups,
    Database,
    /// Pairs of texts, only in a file.
    Pairs,
}

impl Kind {
    /// What would be valid, to follow "must be".
    pub fn valid(self) -> String {
        match self {
            Self::Bool => "true or false".into(),
            Self::Whole(least, i64::MAX) => format!("a whole number of at least {least}"),
            Self::Whole(least, most) => format!("a whole number from {least} to {most}"),
            Self::ByProcessors => "a whole number of at least 1, or empty".into(),
            Self::Number => "a number such as 1.5".into(),
            Self::Duration => "a duration such as 300ms, 30s, 1h10m or 48h".into(),
            Self::Size => "a size such as 100MB or 150MiB".into(),
            Self::SizeAboveZero => "a size above 0, such as 10MB or 16MiB".into(),
            Self::Text => "text".into(),
            Self::Path => "the path of a file or folder".into(),
            Self::Folder => "the path of a folder".into(),
            Self::List => "a list, or text with commas".into(),
            Self::Word(words) | Self::WordOr(words, _) => format!("one of {}", words.join(", ")),
            Self::Cron => "a cron schedule such as 0 3 * * *, @daily or @every 1h30m, or 0 for never".into(),
            Self::Host => "an IP address, a host name, or unix: and the path of a socket".into(),
            Self::BaseUrl => "a path such as /music or an address such as https://example.org/music".into(),
            Self::WebAddress => "an address such as https://example.org/".into(),
            Self::Mode => "a file mode in octal such as 0660".into(),
            Self::Networks => "a list of networks such as 10.0.0.0/8, or @ for the Unix socket".into(),
            Self::Subnets => "a list of networks such as 192.168.1.0/24 or fd00::/8".into(),
            Self::Globs => "patterns of folders with : between them, such as .:lists/**".into(),
            Self::Pid => "fields with commas between them and alternatives with |, such as a|b,c".into(),
            Self::Groups => "words with spaces between them, such as A B X-Z(XYZ)".into(),
            Self::Database => "the path of a file or a postgres:// address".into(),
            Self::Pairs => "a list of pairs such as [[\"name\", \"device\"]], in a file".into(),
        }
    }

    /// The word for it in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Bool => "true/false",
            Self::Whole(..) | Self::Number | Self::ByProcessors => "number",
            Self::Duration => "duration",
            Self::Size | Self::SizeAboveZero => "size",
            Self::Text | Self::Host | Self::Groups | Self::Pid => "text",
            Self::Path | Self::Folder => "path",
            Self::List | Self::Networks | Self::Subnets | Self::Pairs => "list",
            Self::Word(_) | Self::WordOr(..) => "word",
            Self::Cron => "schedule",
            Self::BaseUrl | Self::WebAddress => "address",
            Self::Mode => "octal",
            Self::Globs => "patterns",
            Self::Database => "path or address",
        }
    }

    /// Whether a value stands bare, without quotes, in TOML.
    pub fn is_bare(self) -> bool {
        matches!(self, Self::Bool | Self::Whole(..) | Self::Number)
    }
}

impl Row {
    pub(super) const fn works(key: &'static str, kind: Kind, default: &'static str, meaning: &'static str) -> Self {
        Self { key, kind, default, status: Status::Works, secret: false, meaning }
    }

    /// An option of a feature that does not exist yet; `what` follows "this version has no".
    pub(super) const fn later(
        what: &'static str,
        key: &'static str,
        kind: Kind,
        default: &'static str,
        meaning: &'static str,
    ) -> Self {
        Self { key, kind, default, status: Status::NotYet(what), secret: false, meaning }
    }

    pub(super) const fn secret(mut self) -> Self {
        self.secret = true;
        self
    }

    /// The name of its environment variable: `ND_SCANNER_SCHEDULE`.
    pub fn env(&self) -> String {
        env(self.key)
    }

    /// Whether it stands for many options, one for each `<name>`.
    pub fn is_pattern(&self) -> bool {
        self.key.contains(NAME)
    }
}

/// What takes the place of `<name>` where `key` fits `pattern`, letter case aside.
pub(super) fn name_in<'k>(pattern: &str, key: &'k str) -> Option<&'k str> {
    let (before, after) = pattern.split_once(NAME)?;
    let end = key.len().checked_sub(after.len())?;
    let (start, name, rest) = (key.get(..before.len())?, key.get(before.len()..end)?, key.get(end..)?);
    let plain = |letter: u8| letter.is_ascii_alphanumeric() || matches!(letter, b'_' | b'-');
    let fits = start.eq_ignore_ascii_case(before) && rest.eq_ignore_ascii_case(after);
    (fits && !name.is_empty() && name.bytes().all(plain)).then_some(name)
}

/// What stands for any name in the key of a row.
pub(super) const NAME: &str = "<name>";

/// The environment variable of a key.
pub(super) fn env(key: &str) -> String {
    format!("ND_{}", key.replace('.', "_").to_ascii_uppercase())
}

/// The sections, each with a title, in the order in which people read them.
pub const SECTIONS: [(&str, &[Row]); 16] = [
    ("Folders and database", server::FOLDERS),
    ("Server", server::OPTIONS),
    ("Logs", logging::OPTIONS),
    ("Scanner", scanner::OPTIONS),
    ("Tags and ids", tags::OPTIONS),
    ("Library", library::OPTIONS),
    ("Playlists", playlists::OPTIONS),
    ("Search", search::OPTIONS),
    ("Pictures and lyrics", artwork::OPTIONS),
    ("Subsonic API", subsonic::OPTIONS),
    ("Security", security::OPTIONS),
    ("Transcoding", transcoding::OPTIONS),
    ("Web player and sharing", ui::OPTIONS),
    ("Other services", integrations::OPTIONS),
    ("Operations", operations::OPTIONS),
    ("Development", dev::OPTIONS),
];

/// Every row.
pub fn all() -> impl Iterator<Item = &'static Row> {
    SECTIONS.iter().flat_map(|(_, rows)| rows.iter())
}

/// The row of a key, letter case aside.
pub fn find(key: &str) -> Option<&'static Row> {
    all().find(|row| row.key.eq_ignore_ascii_case(key) && !row.is_pattern() || name_in(row.key, key).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_two_options_share_a_name_or_a_variable() {
        let keys: HashSet<_> = all().map(|row| row.key.to_lowercase()).collect();
        let variables: HashSet<_> = all().map(Row::env).collect();
        assert_eq!((keys.len(), variables.len()), (all().count(), all().count()));
    }

    #[test]
    fn a_key_is_found_in_any_case_and_by_pattern() {
        assert_eq!(find("scanner.SCHEDULE").map(|row| row.key), Some("Scanner.Schedule"));
        assert_eq!(find("tags.Genre.split").map(|row| row.key), Some("Tags.<name>.Split"));
        for key in ["Tags..Split", "Tags.Split", "Tags.a.b.Split", "Tags.<name>.Split", "Schedule", "é"] {
            assert!(find(key).is_none(), "{key}");
        }
    }
}
