//! Stage 6: playlist files. Runs when all songs are known, since lists point at them.

use super::m3u;
use super::walk::Found;
use crate::config::PlaylistFolders;
use crate::domain::clock::Moment;
use crate::domain::playlist::Playlist;
use crate::domain::{fold, id, path};
use crate::store::{self, Store, accounts, playlists, properties, songs};
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

/// Set while playlist files wait for somebody to own them.
const PENDING: &str = "playlists_pending";
/// Paths compared at a time where names must be folded.
const PAGE: i64 = 5000;

/// Which playlist files are taken, and how.
#[derive(Debug, Clone)]
pub struct Import {
    pub enabled: bool,
    pub public: bool,
    /// Folders whose playlists are taken.
    pub folders: PlaylistFolders,
}

/// Imports the playlist files that changed. They belong to the first administrator; where there is none yet they wait.
///
/// # Errors
/// Where the database fails.
pub fn run(
    store: &Store,
    library_id: i32,
    root: &str,
    files: &[(String, Found)],
    import: &Import,
    now: Moment,
) -> store::Result<()> {
    if !import.enabled {
        return Ok(());
    }
    let Some(owner) = store.read_now(accounts::first_admin)? else {
        return store.write_now(|db| properties::set(db, PENDING, "1"));
    };
    let mut lists = Vec::new();
    for (path, found) in files.iter().filter(|(path, _)| is_wanted(path, import)) {
        lists.extend(changed(store, library_id, root, path, found)?);
    }
    let songs = resolve(store, library_id, root, &lists)?;
    for list in &lists {
        keep(store, library_id, root, &owner, list, &songs, import, now)?;
    }
    store.write_now(|db| properties::set(db, PENDING, ""))
}

/// A playlist file that is new or changed.
struct List<'a> {
    path: &'a str,
    digest: String,
    known: Option<String>,
    content: m3u::M3u,
}

fn is_wanted(file: &str, import: &Import) -> bool {
    matches!(path::suffix(file).as_str(), "m3u" | "m3u8") && import.folders.contain(path::folder(file))
}

fn changed<'a>(
    store: &Store,
    library_id: i32,
    root: &str,
    path: &'a str,
    found: &Found,
) -> store::Result<Option<List<'a>>> {
    let digest = format!("{}-{}", found.size, found.modified_at);
    let known = store.read_now(|db| playlists::imported_from(db, library_id, path))?;
    if known.as_ref().is_some_and(|known| known.digest == digest || !known.sync) {
        return Ok(None);
    }
    if u64::try_from(found.size).unwrap_or(u64::MAX) > m3u::LARGEST {
        tracing::warn!(playlist = path, bytes = found.size, "the playlist file is too large and was left out");
        return Ok(None);
    }
    let file = path::from_text(root).join(path::from_text(path));
    match std::fs::read(&file) {
        Ok(bytes) => {
            let known = known.map(|known| known.id);
            Ok(Some(List { path, digest, known, content: m3u::parse(&bytes) }))
        }
        Err(error) => {
            tracing::warn!(playlist = path, %error, "the playlist file cannot be read");
            Ok(None)
        }
    }
}

/// Song ids of every place that any list names.
fn resolve(store: &Store, library_id: i32, root: &str, lists: &[List<'_>]) -> store::Result<HashMap<String, String>> {
    let mut wanted: Vec<String> = lists
        .iter()
        .flat_map(|list| {
            list.content.entries.iter().flat_map(|entry| m3u::places(entry, path::folder(list.path), root))
        })
        .collect();
    wanted.sort_unstable();
    wanted.dedup();
    let mut songs = store.read_now(|db| songs::at_paths(db, library_id, &wanted))?;
    // composed or decomposed accents and other cases: another system may have written the list
    let mut folded: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for place in wanted.into_iter().filter(|place| !songs.contains_key(place)) {
        folded.entry(fold::identity(&place)).or_default().push(place);
    }
    let mut after = 0;
    while !folded.is_empty() {
        let page = store.read_now(|db| songs::paths_after(db, library_id, after, PAGE))?;
        let Some((last, ..)) = page.last() else { break };
        after = *last;
        for (_, path, id) in page {
            if let Some(places) = folded.remove(&fold::identity(&path)) {
                songs.extend(places.into_iter().map(|place| (place, id.clone())));
            }
        }
    }
    Ok(songs)
}

fn keep(
    store: &Store,
    library_id: i32,
    root: &str,
    owner: &str,
    list: &List<'_>,
    songs: &HashMap<String, String>,
    import: &Import,
    now: Moment,
) -> store::Result<()> {
    let mut song_ids = Vec::with_capacity(list.content.entries.len());
    for entry in &list.content.entries {
        match m3u::places(entry, path::folder(list.path), root).iter().find_map(|place| songs.get(place)) {
            Some(id) => song_ids.push(id.clone()),
            None => {
                tracing::warn!(playlist = list.path, %entry, "the playlist names a file that is not in the library")
            }
        }
    }
    song_ids.truncate(playlists::MOST_SONGS);
    let file_name = path::file_name(list.path);
    let stem = Path::new(file_name).file_stem().and_then(|stem| stem.to_str()).unwrap_or(file_name);
    let name = if list.content.name.is_empty() { stem } else { &list.content.name };
    store.write_now(|db| {
        let id = match &list.known {
            Some(id) => id.clone(),
            None => {
                let new = Playlist {
                    id: id::derived(&["playlist", &library_id.to_string(), list.path]),
                    name: path::for_display(name),
                    comment: format!("Auto-imported from '{}'", path::for_display(file_name)),
                    owner_id: owner.to_owned(),
                    public: import.public,
                    created_at: now,
                    updated_at: now,
                    path: list.path.to_owned(),
                    sync: true,
                    ..Playlist::default()
                };
                playlists::add(db, &new, library_id, &list.digest)?;
                new.id
            }
        };
        playlists::set_songs(db, &id, &song_ids)?;
        playlists::imported(db, &id, &list.digest, now)
    })
}
