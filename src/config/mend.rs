//! What follows from several options together, and values that are mended instead of refused. Each mending says so.

use super::artwork::Artwork;
use super::security::{Exclusive, Security};
use super::{Config, Database, TrustedSource, database, size, ui};
use crate::domain::path;
use std::path::{Path, PathBuf};

/// Makes `config` final. Relative paths begin at `cwd`.
pub(super) fn mend(config: &mut Config, cwd: &Path, warnings: &mut Vec<String>) {
    folders(config, cwd, warnings);
    sizes(&mut config.artwork, warnings);
    covers(config, warnings);
    languages(config, warnings);
    backups(config, warnings);
    genres(config, warnings);
    trust(&config.security, warnings);
    if !config.server.enable_external_services {
        stay_home(config);
    }
}

fn folders(config: &mut Config, cwd: &Path, warnings: &mut Vec<String>) {
    let absolute = |path: &mut PathBuf| {
        if !path.as_os_str().is_empty() {
            *path = cwd.join(&*path).components().collect();
        }
    };
    let within = |path: &mut PathBuf, folder: &Path, name: &str| {
        absolute(path);
        if path.as_os_str().is_empty() {
            *path = folder.join(name);
        }
    };
    let folders = &mut config.folders;
    absolute(&mut folders.music_folder);
    absolute(&mut folders.data_folder);
    within(&mut folders.cache_folder, &folders.data_folder, "cache");
    if let Database::Sqlite(file) = &mut folders.database {
        if let Some(plain) = plain_file(file) {
            warnings.push(format!("DbPath became {}: the settings after it are this server's own", plain.display()));
            *file = plain;
        }
        within(file, &folders.data_folder, database::FILE);
    }
    within(&mut config.operations.plugins.folder, &folders.data_folder, "plugins");
    for path in [
        &mut config.logging.file,
        &mut config.server.tls_cert,
        &mut config.server.tls_key,
        &mut config.artwork.artist_image_folder,
        &mut config.operations.backup.path,
    ] {
        absolute(path);
    }
}

/// The file alone, of a DSN as Navidrome takes it: `file:music.db?_journal_mode=WAL`.
fn plain_file(file: &Path) -> Option<PathBuf> {
    let text = path::to_text(file);
    let bare = text.strip_prefix("file:").unwrap_or(&text);
    let bare = bare.split_once('?').map_or(bare, |(bare, _)| bare);
    (bare != text).then(|| path::from_text(bare))
}

fn sizes(artwork: &mut Artwork, warnings: &mut Vec<String>) {
    let upload = artwork.max_image_upload_size;
    if artwork.max_image_size < upload {
        warnings.push(format!(
            "MaxImageSize was {} and became {}, because MaxImageUploadSize allows that much",
            size::show(artwork.max_image_size),
            size::show(upload)
        ));
        artwork.max_image_size = upload;
    }
}

fn covers(config: &mut Config, warnings: &mut Vec<String>) {
    let (least, most) = ui::COVER_SIZES.into_inner();
    let wanted = config.ui.cover_art_size;
    let taken = wanted.clamp(least, most);
    if taken != wanted {
        warnings.push(format!("UICoverArtSize was {wanted} and became {taken}: it goes from {least} to {most}"));
        config.ui.cover_art_size = taken;
    }
}

fn languages(config: &mut Config, warnings: &mut Vec<String>) {
    let services = &mut config.integrations;
    let all = [("LastFM", &mut services.last_fm.languages), ("Deezer", &mut services.deezer.languages)];
    for (service, languages) in all {
        if languages.is_empty() {
            warnings.push(format!("{service}.Language was empty and became en"));
            languages.push("en".into());
        }
    }
}

fn backups(config: &mut Config, warnings: &mut Vec<String>) {
    let backup = &mut config.operations.backup;
    if backup.schedule.is_some() && (backup.path.as_os_str().is_empty() || backup.count == 0) {
        warnings.push("Backup.Schedule became 0, because it needs Backup.Path and Backup.Count too".into());
        backup.schedule = None;
    }
}

fn genres(config: &mut Config, warnings: &mut Vec<String>) {
    let letters = &config.scanner.genre_separators;
    if letters.is_empty() {
        return;
    }
    let rule = config.tags.entry("genre".into()).or_default();
    if rule.split.is_some() {
        warnings.push("Scanner.GenreSeparators is deprecated and ignored, because Tags.genre.Split is set".into());
    } else {
        warnings.push("Scanner.GenreSeparators is deprecated: Tags.genre.Split took its value".into());
        rule.split = Some(letters.chars().map(String::from).collect());
    }
}

/// Nothing is mended here: whom to trust is the administrator's to say, and to hear what it means.
fn trust(security: &Security, warnings: &mut Vec<String>) {
    let external = &security.external;
    if external.trusted_sources.iter().any(TrustedSource::is_everybody) {
        warnings.push(match external.shared_secret {
            None => format!(
                "ExtAuth.TrustedSources holds every address there is: WHOEVER REACHES THIS SERVER IS WHOEVER HE SAYS HE IS \
                 in the header {}; name the proxy's own address, or set ExtAuth.SharedSecret",
                external.user_header
            ),
            Some(_) => "ExtAuth.TrustedSources holds every address there is: only ExtAuth.SharedSecret stands between \
                        strangers and every account"
                .into(),
        });
    }
    if security.trusted_proxies.iter().any(TrustedSource::is_everybody) {
        warnings.push(
            "TrustedProxies holds every address there is: anybody can choose the address he is counted by".into(),
        );
    }
    if !external.trusted_sources.is_empty() && security.trusted_proxies.is_empty() {
        warnings.push(
            "TrustedProxies is empty, so that all who come through the proxy of ExtAuth.TrustedSources count as one client \
             where requests and failed logins are limited"
                .into(),
        );
    }
    if external.exclusive != Exclusive::Off && external.trusted_sources.is_empty() {
        warnings.push("ExtAuth.Exclusive is set and ExtAuth.TrustedSources is empty: nobody can log in".into());
    }
}

/// No calls to other services, whatever else is set.
fn stay_home(config: &mut Config) {
    let services = &mut config.integrations;
    services.agents.clear();
    services.last_fm.enabled = false;
    services.deezer.enabled = false;
    services.listen_brainz.enabled = false;
    config.server.enable_insights_collector = false;
    config.playlists.external_album_art = false;
    if config.ui.login_background_url == ui::BACKGROUNDS {
        config.ui.login_background_url.clear();
    }
}
