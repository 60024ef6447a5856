//! Everything a request may need, built once at the start and handed to whoever asks.

mod folders;

use crate::artwork::priority::Priority;
use crate::artwork::{Artwork, Settings as ArtworkSettings};
use crate::config::scanner::PurgeMissing;
use crate::config::tags::{TagRule, TagType};
use crate::config::transcoding::Transcoding;
use crate::config::{Config, Database, search_path};
use crate::domain::clock::Clock;
use crate::domain::{id, path};
use crate::media::decision::Format;
use crate::media::fallback::Fallback;
use crate::media::ffmpeg::Ffmpeg;
use crate::media::limited::Limited;
use crate::media::native::Native;
use crate::media::slots::{Limits, Slots};
use crate::media::transcoder::Transcoder;
use crate::scanner::{Covers, Import, Ordering, Purge, Scanner, Settings as ScannerSettings, WalkRules, tags};
use crate::security::entropy::Entropy;
use crate::security::login_limit::LoginLimit;
use crate::security::password::Passwords;
use crate::security::request_limit::RequestLimit;
use crate::security::secret::SecretText;
use crate::service::accounts::{self, Keys};
use crate::service::keys::{self, KeySource};
use crate::service::login::Login;
use crate::service::now_playing::NowPlaying;
use crate::store::{Location, Store, libraries};
use std::io;
use std::sync::Arc;

/// To be raised when the same file is understood in another way than before: all files are read again then.
const TAG_READING: u32 = 1;

/// The server without its listener.
pub struct App {
    pub config: Config,
    pub clock: Clock,
    pub store: Store,
    pub keys: Keys,
    pub scanner: Scanner,
    pub artwork: Artwork,
    pub transcoder: Box<dyn Transcoder>,
    /// Files that are being downloaded.
    pub downloads: Slots,
    pub now_playing: NowPlaying,
    pub login: Login,
    pub requests: RequestLimit,
}

/// Why the server cannot start, in one sentence.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("the folder {folder} ({option}) cannot be used: {reason}")]
    Folder { option: &'static str, folder: String, reason: io::Error },
    #[error(transparent)]
    Store(#[from] crate::store::Error),
    #[error(transparent)]
    Keys(#[from] crate::service::keys::Refusal),
    #[error(transparent)]
    Artwork(#[from] crate::artwork::Error),
    #[error("{option} holds a pattern that is not understood: {reason}")]
    Pattern { option: &'static str, reason: String },
    #[error("the first administrator could not be made: {0}")]
    Admin(String),
}

impl App {
    /// Opens the data folder and the database and puts all parts together.
    ///
    /// # Errors
    /// Whatever keeps the server from starting; nothing was changed then that a later start would miss.
    pub fn build(config: Config, clock: Clock, entropy: Entropy) -> Result<Self, Failure> {
        folders::make(&config.folders)?;
        let store = Store::open(&location(&config.folders.database))?;
        let keyring = keys::open(&store, &key_source(&config), &entropy)?;
        let keys = Keys { passwords: Arc::new(Passwords::new(&keyring, entropy.clone())), entropy };
        let music = std::path::absolute(&config.folders.music_folder).unwrap_or(config.folders.music_folder.clone());
        store.write_now(|db| libraries::configure(db, &path::to_text(&music), clock.now()))?;
        if let Some(password) = &config.dev.auto_create_admin_password {
            make_dev_admin(&store, &keys, password.expose(), &clock)?;
        }
        let scanner = Scanner::new(store.clone(), scanner_settings(&config)?, clock.clone())?;
        let artwork = Artwork::open(&ArtworkSettings {
            cache_folder: config.folders.cache_folder.join("images"),
            cache_bytes: config.artwork.image_cache_size,
            quality: config.artwork.cover_art_quality,
            most_bytes: config.artwork.max_image_size,
        })?;
        let transcoder = transcoder(&config.transcoding);
        let login = login(&config, &store, &keys, &clock);
        let requests = RequestLimit::new(config.security.request_limit, clock.clone());
        let downloads = Slots::new(Limits { in_all: 0, per_listener: config.library.max_concurrent_downloads });
        let now_playing = NowPlaying::default();
        Ok(Self { config, clock, store, keys, scanner, artwork, transcoder, downloads, now_playing, login, requests })
    }
}

fn login(config: &Config, store: &Store, keys: &Keys, clock: &Clock) -> Login {
    let security = &config.security;
    Login {
        store: store.clone(),
        keys: keys.clone(),
        limit: LoginLimit::new(security.auth_request_limit, security.auth_window_length, clock.clone()),
        external: security.external.clone(),
        clock: clock.clone(),
    }
}

/// Where the key of the passwords comes from.
pub fn key_source(config: &Config) -> KeySource<'_> {
    let passphrase = &config.security.password_encryption_key;
    KeySource {
        data_folder: &config.folders.data_folder,
        passphrase: passphrase.as_ref().map(|passphrase| SecretText::from(passphrase.expose())),
    }
}

/// This process within the configured limits, and ffmpeg, where there is one, for what it cannot do.
fn transcoder(config: &Transcoding) -> Box<dyn Transcoder> {
    let downsampling = &config.default_downsampling_format;
    if Format::named(downsampling).is_none() {
        tracing::warn!("DefaultDownsamplingFormat is {downsampling:?}, not mp3, opus, aac or flac: it is as if unset");
    }
    let limits = Limits { in_all: config.limits.max_concurrent, per_listener: config.limits.max_concurrent_per_user };
    let Some(ffmpeg) = Ffmpeg::find(&config.ffmpeg_path, &search_path()) else {
        tracing::warn!(
            "no ffmpeg was found (FFmpegPath, PATH): aac and flac are not made, and rare formats not transcoded"
        );
        return Box::new(Limited::new(Native, limits));
    };
    tracing::info!(ffmpeg = %ffmpeg.program().display(), "ffmpeg transcodes what this program cannot");
    Box::new(Limited::new(Fallback { first: Native, second: ffmpeg }, limits))
}

fn location(database: &Database) -> Location {
    match database {
        Database::Sqlite(path) => Location::Sqlite(path.clone()),
        Database::Postgres(url) => Location::Postgres(url.expose().to_owned()),
    }
}

/// For tests alone (`DevAutoCreateAdminPassword`): an administrator named `admin`, where there is nobody yet.
fn make_dev_admin(store: &Store, keys: &Keys, password: &str, clock: &Clock) -> Result<(), Failure> {
    let now = clock.now();
    let made = store.write_now(|db| {
        if crate::store::accounts::count(db)? > 0 {
            return Ok(None);
        }
        Ok(Some(accounts::create_first_admin(db, keys, "admin", password, now)))
    })?;
    match made {
        Some(Err(error)) => Err(Failure::Admin(error.to_string())),
        Some(Ok(_)) => {
            tracing::warn!("made the administrator \"admin\" as DevAutoCreateAdminPassword asks: for tests alone");
            Ok(())
        }
        None => Ok(()),
    }
}

fn priority(option: &'static str, list: &[String]) -> Result<Priority, Failure> {
    Priority::parse(&list.join(",")).map_err(|error| Failure::Pattern { option, reason: error.to_string() })
}

fn scanner_settings(config: &Config) -> Result<ScannerSettings, Failure> {
    let lyrics = &config.artwork.lyrics_priority;
    Ok(ScannerSettings {
        walk: WalkRules {
            follow_symlinks: config.scanner.follow_symlinks,
            ignore_dot_folders: config.scanner.ignore_dot_folders,
            lyrics: lyrics.iter().filter_map(|source| source.strip_prefix('.')).map(str::to_lowercase).collect(),
        },
        tags: tag_rules(config),
        fingerprint: id::derived(&[&format!(
            "{TAG_READING} {:?} {:?} {:?} {:?} {} {}",
            config.pid,
            config.tags,
            config.scanner.artist_joiner,
            config.scanner.artist_split_exceptions,
            config.library.ignored_articles,
            config.library.prefer_sort_tags
        )]),
        ordering: Ordering {
            articles: config.library.ignored_articles.clone(),
            prefer_sort_tags: config.library.prefer_sort_tags,
        },
        covers: Covers {
            albums: priority("CoverArtPriority", &config.artwork.cover_art_priority)?,
            artists: priority("ArtistArtPriority", &config.artwork.artist_art_priority)?,
        },
        playlists: Import {
            enabled: config.playlists.auto_import,
            public: config.playlists.public_by_default,
            folders: config.playlists.folders.clone(),
        },
        lyrics: lyrics.clone(),
        threads: config
            .dev
            .scanner_threads
            .min(std::thread::available_parallelism().map_or(2, |cores| cores.get() + 1)),
        purge: match config.scanner.purge_missing {
            PurgeMissing::Never => Purge::Never,
            PurgeMissing::Full => Purge::AfterFull,
            PurgeMissing::Always => Purge::Always,
        },
    })
}

fn tag_rules(config: &Config) -> tags::Rules {
    let overrides = config.tags.iter().map(|(name, rule)| (name.clone(), tag_override(rule))).collect();
    tags::Rules {
        mapping: tags::Mapping::new(&overrides),
        artist_joiner: config.scanner.artist_joiner.clone(),
        split_exceptions: config.scanner.artist_split_exceptions.clone(),
        pid_track: config.pid.track.alternatives().to_vec(),
        pid_album: config.pid.album.alternatives().to_vec(),
    }
}

fn tag_override(rule: &TagRule) -> tags::Override {
    tags::Override {
        ignore: rule.ignore.unwrap_or_default(),
        aliases: rule.aliases.clone(),
        kind: rule.r#type.map(|kind| match kind {
            TagType::String => tags::Kind::Text,
            TagType::Int => tags::Kind::Integer,
            TagType::Float => tags::Kind::Float,
            TagType::Date => tags::Kind::Date,
            TagType::Uuid => tags::Kind::Uuid,
            TagType::Pair => tags::Kind::Pair,
        }),
        max_length: rule.max_length.and_then(|length| usize::try_from(length).ok()),
        split: rule.split.clone(),
        album: rule.album,
    }
}
