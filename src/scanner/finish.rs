//! Stage 7: albums, covers and counts, worked out again for whatever the scan touched.

use super::group::{self, Ordering};
use super::persist::Touched;
use crate::artwork::choose;
use crate::artwork::priority::Priority;
use crate::domain::clock::Moment;
use crate::store::folders::{self, Folder};
use crate::store::rollup::{self, AlbumSong};
use crate::store::{self, Read, Store};
use std::collections::{BTreeSet, HashMap};

/// Albums worked out in one transaction.
const ALBUMS: usize = 64;
/// Artists or genres counted in one transaction.
const COUNTS: usize = 256;

/// In which order pictures are looked for.
#[derive(Debug, Clone)]
pub struct Covers {
    pub albums: Priority,
    pub artists: Priority,
}

/// Works out every touched album.
///
/// # Errors
/// Where the database fails.
pub fn albums(store: &Store, touched: &Touched, ordering: &Ordering, covers: &Covers) -> store::Result<()> {
    let mut ids: Vec<String> = touched.albums.iter().cloned().collect();
    ids.sort_unstable();
    let mut next = store.read_now(rollup::last_place)? + 1;
    for part in ids.chunks(ALBUMS) {
        let songs = store.read_now(|db| rollup::songs_of(db, part))?;
        let folders = store.read_now(|db| folders_of(db, &songs))?;
        let mut records = HashMap::with_capacity(part.len());
        for songs in songs.chunk_by(|one, other| one.song.album_id == other.song.album_id) {
            if let Some(mut record) = group::album(songs, ordering) {
                cover(&mut record.album, songs, &folders, &covers.albums);
                records.insert(record.album.id.clone(), record);
            }
        }
        next += store.write_now(|db| {
            let mut taken = 0;
            for id in part {
                match records.get(id) {
                    Some(record) => taken += i64::from(rollup::put_album(db, next + taken, record)?),
                    None => rollup::album_gone(db, id)?,
                }
            }
            Ok(taken)
        })?;
    }
    Ok(())
}

/// The folders of these songs and the folders that hold those, by id.
fn folders_of(db: &mut Read, songs: &[AlbumSong]) -> store::Result<HashMap<String, Folder>> {
    let own: BTreeSet<String> = songs.iter().map(|each| each.song.folder_id.clone()).collect();
    let mut found = folders::by_ids(db, &own.into_iter().collect::<Vec<_>>())?;
    let parents: BTreeSet<String> = found.iter().map(|folder| folder.parent_id.clone()).collect();
    found.extend(folders::by_ids(db, &parents.into_iter().collect::<Vec<_>>())?);
    Ok(found.into_iter().map(|folder| (folder.id.clone(), folder)).collect())
}

fn cover(
    album: &mut crate::domain::album::Album,
    songs: &[AlbumSong],
    folders: &HashMap<String, Folder>,
    priority: &Priority,
) {
    let own: BTreeSet<&str> = songs.iter().map(|each| each.song.folder_id.as_str()).collect();
    let mut looked_at: Vec<&Folder> = own.iter().filter_map(|id| folders.get(*id)).collect();
    let parents: BTreeSet<&str> = looked_at.iter().map(|folder| folder.parent_id.as_str()).collect();
    // several folders below one are the discs of an album: the picture may lie beside them
    if let (true, Some(parent), 1) = (own.len() > 1, parents.first(), parents.len())
        && let Some(parent) = folders.get(*parent).filter(|parent| !parent.path.is_empty())
    {
        looked_at.push(parent);
    }
    let mut images = Vec::new();
    for folder in looked_at {
        album.updated_at = album.updated_at.max(folder.modified_at);
        images.extend(folder.images.iter().map(|name| within(&folder.path, name)));
    }
    let embedded = songs.iter().find(|each| each.song.has_picture).map(|each| each.song.path.as_str());
    album.cover = choose::album_cover(priority, &images, embedded).map(|cover| cover.to_text()).unwrap_or_default();
}

fn within(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// Counts touched artists and genres anew and looks for the artists' pictures.
///
/// # Errors
/// Where the database fails.
pub fn counts(store: &Store, touched: &Touched, covers: &Covers, now: Moment) -> store::Result<()> {
    let mut artists: Vec<String> = touched.artists.iter().cloned().collect();
    artists.sort_unstable();
    for part in artists.chunks(COUNTS) {
        let pictures = store.read_now(|db| artist_pictures(db, part, &covers.artists))?;
        store.write_now(|db| {
            rollup::recount_artists(db, part)?;
            for (id, library_id, image) in &pictures {
                rollup::set_artist_image(db, id, *library_id, image, now)?;
            }
            Ok(())
        })?;
    }
    let mut genres: Vec<String> = touched.genres.iter().cloned().collect();
    genres.sort_unstable();
    for part in genres.chunks(COUNTS) {
        store.write_now(|db| rollup::recount_genres(db, part))?;
    }
    Ok(())
}

/// For each artist with albums: library and picture, empty where there is none.
fn artist_pictures(db: &mut Read, ids: &[String], priority: &Priority) -> store::Result<Vec<(String, i32, String)>> {
    let places = rollup::artist_folders(db, ids)?;
    let mut wanted: BTreeSet<String> = BTreeSet::new();
    let mut groups: Vec<(&str, i32, Vec<&str>)> = Vec::new();
    for group in places.chunk_by(|one, other| one.0 == other.0 && one.1 == other.1) {
        let Some((id, library_id, _)) = group.first() else { continue };
        let folders: Vec<&str> = group.iter().map(|(_, _, path)| path.as_str()).collect();
        let own = choose::artist_folders(&folders);
        wanted.extend(
            own.iter().map(String::as_str).chain(folders.iter().copied()).map(|path| folders::id_of(*library_id, path)),
        );
        groups.push((id, *library_id, folders));
    }
    let found = folders::by_ids(db, &wanted.into_iter().collect::<Vec<_>>())?;
    let images: HashMap<&str, &Folder> = found.iter().map(|folder| (folder.id.as_str(), folder)).collect();
    let mut pictures: Vec<(String, i32, String)> = Vec::with_capacity(groups.len());
    for (id, library_id, folders) in groups {
        let own = choose::artist_folders(&folders);
        let looked_at = own.iter().map(String::as_str).chain(folders.iter().copied());
        let candidates: Vec<String> = looked_at
            .filter_map(|path| images.get(folders::id_of(library_id, path).as_str()))
            .flat_map(|folder| folder.images.iter().map(|name| within(&folder.path, name)))
            .collect();
        let image = choose::artist_picture(priority, &folders, &candidates).map(|cover| cover.to_text());
        // of several libraries the first with a picture wins
        let image = image.unwrap_or_default();
        match pictures.last_mut().filter(|(known, ..)| known == id) {
            Some(known) if known.2.is_empty() => *known = (id.to_owned(), library_id, image),
            Some(_) => {}
            None => pictures.push((id.to_owned(), library_id, image)),
        }
    }
    Ok(pictures)
}
