//! What is wrong with a file, for the administrator to read.

use std::fmt;

/// The sort of thing that is wrong with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProblemKind {
    /// No bytes at all.
    Empty,
    /// Nothing in it is sound.
    NotAudio,
    /// The start of a file whose sound is missing, or stops too early.
    CutShort,
    /// The disk or its permissions refuse.
    Unreadable,
    /// It wants more memory or reading than a scan may spend.
    TooBig,
    /// The ending names another format than the content is.
    WrongEnding,
    /// Tags or sizes contradict the content.
    Damaged,
    /// It took very long to read.
    Slow,
    /// A format whose sound is known but whose tags nobody here reads.
    Unsupported,
}

impl ProblemKind {
    /// The word kept in the database.
    pub fn word(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::NotAudio => "not-audio",
            Self::CutShort => "cut-short",
            Self::Unreadable => "unreadable",
            Self::TooBig => "too-big",
            Self::WrongEnding => "wrong-ending",
            Self::Damaged => "damaged",
            Self::Slow => "slow",
            Self::Unsupported => "unsupported",
        }
    }
}

/// One thing that is wrong with one file; which file, the caller knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub kind: ProblemKind,
    /// A sentence without the file's name.
    pub message: String,
}

impl Problem {
    /// A problem of a kind, in words.
    pub fn new(kind: ProblemKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into() }
    }

    /// What reading from disk said.
    pub(super) fn io(error: &std::io::Error) -> Self {
        let kind = match error.kind() {
            std::io::ErrorKind::UnexpectedEof => ProblemKind::CutShort,
            std::io::ErrorKind::FileTooLarge => ProblemKind::TooBig,
            _ => ProblemKind::Unreadable,
        };
        Self::new(kind, error.to_string())
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Problem {}
