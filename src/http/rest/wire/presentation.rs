//! How much a client is told, and in which words. Decided once for a request.

/// How much of the protocol a client can stand. Some old ones stumble over fields they do not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Profile {
    /// Everything.
    #[default]
    Full,
    /// The original API alone, without the fields of OpenSubsonic (option `Subsonic.LegacyClients`).
    Legacy,
    /// Of a song or folder only its id, its title and which of both it is; elsewhere as [`Profile::Legacy`]
    /// (option `Subsonic.MinimalClients`: programs for watches).
    Minimal,
}

/// Which path a song is shown with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Paths {
    /// One made of the tags, the same for every library layout.
    #[default]
    FromTags,
    /// The file's own, relative to its library.
    Real,
}

/// Whose picture a song is shown with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SongArt {
    /// Its own where the file holds one, else its album's.
    #[default]
    Own,
    /// Always its album's.
    Album,
}

/// What counts as the time an album was added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Added {
    /// When it was first seen.
    #[default]
    FirstSeen,
    /// When its newest file was last changed (option `RecentlyAddedByModTime`).
    FileChanged,
}

/// How things are shown to one client.
#[derive(Debug, Clone, Copy)]
pub struct Presentation {
    pub profile: Profile,
    pub paths: Paths,
    pub song_art: SongArt,
    pub album_added: Added,
    /// Show the mean of all listeners' ratings (option `Subsonic.EnableAverageRating`).
    pub average_rating: bool,
    /// Show a song's title as "Title (Subtitle)" (option `Subsonic.AppendSubtitle`).
    pub append_subtitle: bool,
    /// Show an album's name as "Name (Version)" (option `Subsonic.AppendAlbumVersion`).
    pub append_album_version: bool,
    /// The media type of a file with this ending ("flac"). Handed in, since file types are no matter of the protocol.
    pub content_type: fn(&str) -> &'static str,
}

impl Presentation {
    /// The default of every option.
    pub fn new(content_type: fn(&str) -> &'static str) -> Self {
        Self {
            profile: Profile::default(),
            paths: Paths::default(),
            song_art: SongArt::default(),
            album_added: Added::default(),
            average_rating: true,
            append_subtitle: true,
            append_album_version: true,
            content_type,
        }
    }

    /// Whether the fields of OpenSubsonic are shown.
    pub fn is_full(&self) -> bool {
        self.profile == Profile::Full
    }
}
