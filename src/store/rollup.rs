//! Albums, artists and genres as they follow from the songs: read by the scanner, worked out there, written back here.

use super::engine::each_engine;
use super::rows::SongRow;
use super::schema::{
    album, album_credit, album_genre, artist, artist_count, folder, genre_count, song, song_credit, song_genre,
};
use super::search::{self, Before, Index, Text};
use super::song_lists::genre_id;
use super::songs::BATCH;
use super::{Error, Read, Result, Write};
use crate::domain::album::Album;
use crate::domain::clock::Moment;
use crate::domain::credit::Role;
use crate::domain::song::{Release, Song};
use diesel::dsl::max;
use diesel::prelude::*;
use diesel::sql_types::Text as SqlText;

/// A song and what it says about its release.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AlbumSong {
    pub song: Song,
    pub release: Release,
}

/// The present songs of these albums, by album, disc and track.
///
/// # Errors
/// Where the database fails.
pub fn songs_of(db: &mut Read, album_ids: &[String]) -> Result<Vec<AlbumSong>> {
    let rows: Vec<(SongRow, String)> = song::table
        .filter(song::album_id.eq_any(album_ids).and(song::missing.eq(false)))
        .order((song::album_id, song::disc, song::track, song::order_title, song::seq))
        .select((SongRow::as_select(), song::release))
        .load(db.connection())?;
    rows.into_iter()
        .map(|(row, release)| {
            let release = serde_json::from_str(&release).map_err(|error| Error::row("song", error))?;
            Ok(AlbumSong { song: row.into_song()?, release })
        })
        .collect()
}

/// Ids of all albums that any song names: what is worked out again after a scan that was cut short.
///
/// # Errors
/// Where the database fails.
pub fn all_album_ids(db: &mut Read) -> Result<Vec<String>> {
    let mut ids: Vec<String> = song::table.select(song::album_id).distinct().load(db.connection())?;
    ids.extend(album::table.select(album::id).load::<String>(db.connection())?);
    ids.sort_unstable();
    ids.dedup();
    Ok(ids)
}

/// The last place given out in the albums' order of arrival.
///
/// # Errors
/// Where the database fails.
pub fn last_place(db: &mut Read) -> Result<i64> {
    Ok(album::table.select(max(album::seq)).first::<Option<i64>>(db.connection())?.unwrap_or_default())
}

/// An album worked out, with whom it credits.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AlbumRecord {
    pub album: Album,
    pub first_year: i32,
    pub last_year: i32,
    /// Original date, then release date: what lists by year are ordered by.
    pub order_year: String,
    /// Artist ids with their roles on any of its songs, without repetition.
    pub credits: Vec<(String, Role)>,
    /// Names of artists by which the album is found.
    pub names: String,
}

/// Keeps an album; says whether the place `seq` was taken for it.
///
/// # Errors
/// Where the database fails.
pub fn put_album(db: &mut Write, seq: i64, record: &AlbumRecord) -> Result<bool> {
    let new = &record.album;
    let extra = serde_json::to_string(&new.extra).map_err(|error| Error::row("album", error))?;
    let values = (
        album::library_id.eq(new.library_id),
        album::name.eq(&new.name),
        album::artist.eq(&new.artist),
        album::artist_id.eq(&new.artist_id),
        album::sort_name.eq(&new.sort_name),
        album::order_name.eq(&new.order_name),
        album::order_artist.eq(&new.order_artist),
        album::year.eq(new.year),
        album::first_year.eq(record.first_year),
        album::last_year.eq(record.last_year),
        album::order_year.eq(&record.order_year),
        album::song_count.eq(new.song_count),
        album::duration.eq(new.duration),
        album::size.eq(new.size),
        album::compilation.eq(new.compilation),
        album::mbz_id.eq(&new.mbz_id),
        album::extra.eq(&extra),
        album::cover.eq(&new.cover),
        album::missing.eq(false),
        album::created_at.eq(new.created_at),
        album::modified_at.eq(new.modified_at),
        album::updated_at.eq(new.updated_at),
    );
    let known: Option<i64> =
        album::table.filter(album::id.eq(&new.id)).select(album::seq).first(db.connection()).optional()?;
    let (place, before) = match known {
        Some(place) => {
            diesel::update(album::table.find(place)).set(values).execute(db.connection())?;
            diesel::delete(album_credit::table.filter(album_credit::album_id.eq(&new.id))).execute(db.connection())?;
            diesel::delete(album_genre::table.filter(album_genre::album_id.eq(&new.id))).execute(db.connection())?;
            (place, Before::Present)
        }
        None => {
            diesel::insert_into(album::table)
                .values((album::seq.eq(seq), album::id.eq(&new.id), values))
                .execute(db.connection())?;
            (seq, Before::Absent)
        }
    };
    for (artist_id, role) in &record.credits {
        diesel::insert_into(album_credit::table)
            .values((
                album_credit::album_id.eq(&new.id),
                album_credit::artist_id.eq(artist_id),
                album_credit::role.eq(role.word()),
            ))
            .execute(db.connection())?;
    }
    let mut genres: Vec<String> = new.extra.genres.iter().map(|name| genre_id(name)).collect();
    genres.sort_unstable();
    genres.dedup();
    for id in genres {
        diesel::insert_into(album_genre::table)
            .values((album_genre::album_id.eq(&new.id), album_genre::genre_id.eq(id)))
            .execute(db.connection())?;
    }
    let words = Text::new(&new.name, "", &record.names, &new.extra.version);
    search::put(db, Index::Albums, place, &words, before)?;
    Ok(before == Before::Absent)
}

/// Marks an album without songs as gone; its stars and ratings stay.
///
/// # Errors
/// Where the database fails.
pub fn album_gone(db: &mut Write, id: &str) -> Result<()> {
    diesel::update(album::table.filter(album::id.eq(id))).set(album::missing.eq(true)).execute(db.connection())?;
    diesel::delete(album_credit::table.filter(album_credit::album_id.eq(id))).execute(db.connection())?;
    diesel::delete(album_genre::table.filter(album_genre::album_id.eq(id))).execute(db.connection())?;
    Ok(())
}

/// Counts anew what these artists, at most some hundred, have done on present songs.
///
/// # Errors
/// Where the database fails.
pub fn recount_artists(db: &mut Write, ids: &[String]) -> Result<()> {
    diesel::delete(artist_count::table.filter(artist_count::artist_id.eq_any(ids))).execute(db.connection())?;
    let list = serde_json::to_string(ids).map_err(|error| Error::row("artist", error))?;
    let one_of = one_of(db);
    each_engine!(db.connection(), c => diesel::sql_query(format!(
        "INSERT INTO artist_count (artist_id, library_id, role, song_count, album_count) \
         SELECT c.artist_id, s.library_id, c.role, COUNT(DISTINCT s.seq), COUNT(DISTINCT s.album_id) \
         FROM song_credit c JOIN song s ON s.seq = c.song_seq \
         WHERE c.artist_id IN {one_of} AND NOT s.missing \
         GROUP BY c.artist_id, s.library_id, c.role"
    )).bind::<SqlText, _>(&list).execute(c))?;
    let counted = artist_count::table.filter(artist_count::artist_id.eq_any(ids)).select(artist_count::artist_id);
    let counted: Vec<String> = counted.distinct().load(db.connection())?;
    diesel::update(artist::table.filter(artist::id.eq_any(ids)))
        .set(artist::missing.eq(true))
        .execute(db.connection())?;
    diesel::update(artist::table.filter(artist::id.eq_any(counted)))
        .set(artist::missing.eq(false))
        .execute(db.connection())?;
    Ok(())
}

/// Counts anew how many present songs and albums these genres have.
///
/// # Errors
/// Where the database fails.
pub fn recount_genres(db: &mut Write, ids: &[String]) -> Result<()> {
    diesel::delete(genre_count::table.filter(genre_count::genre_id.eq_any(ids))).execute(db.connection())?;
    let list = serde_json::to_string(ids).map_err(|error| Error::row("genre", error))?;
    let one_of = one_of(db);
    each_engine!(db.connection(), c => diesel::sql_query(format!(
        "INSERT INTO genre_count (genre_id, library_id, song_count, album_count) \
         SELECT g.genre_id, s.library_id, COUNT(*), COUNT(DISTINCT s.album_id) \
         FROM song_genre g JOIN song s ON s.seq = g.song_seq \
         WHERE g.genre_id IN {one_of} AND NOT s.missing \
         GROUP BY g.genre_id, s.library_id"
    )).bind::<SqlText, _>(&list).execute(c))?;
    Ok(())
}

/// A list of ids bound as one JSON text, so that the statement stays the same.
fn one_of(db: &mut Write) -> &'static str {
    match db.connection() {
        super::engine::AnyConnection::Sqlite(_) => "(SELECT value FROM json_each($1))",
        super::engine::AnyConnection::Postgres(_) => "(SELECT json_array_elements_text($1::json))",
    }
}

/// Ids of all artists and of all genres that any song names.
///
/// # Errors
/// Where the database fails.
pub fn everybody(db: &mut Read) -> Result<(Vec<String>, Vec<String>)> {
    let mut artists: Vec<String> =
        song_credit::table.select(song_credit::artist_id).distinct().load(db.connection())?;
    artists.extend(artist::table.select(artist::id).load::<String>(db.connection())?);
    artists.sort_unstable();
    artists.dedup();
    let genres = song_genre::table.select(song_genre::genre_id).distinct().load(db.connection())?;
    Ok((artists, genres))
}

/// Where the albums of these artists lie: artist id, library, folder path.
///
/// # Errors
/// Where the database fails.
pub fn artist_folders(db: &mut Read, ids: &[String]) -> Result<Vec<(String, i32, String)>> {
    let mut rows = Vec::new();
    for part in ids.chunks(BATCH) {
        rows.extend(
            album_credit::table
                .inner_join(song::table.on(song::album_id.eq(album_credit::album_id)))
                .inner_join(folder::table.on(folder::id.eq(song::folder_id)))
                .filter(album_credit::artist_id.eq_any(part))
                .filter(album_credit::role.eq(Role::AlbumArtist.word()).and(song::missing.eq(false)))
                .select((album_credit::artist_id, folder::library_id, folder::path))
                .distinct()
                .order((album_credit::artist_id, folder::library_id, folder::path))
                .load::<(String, i32, String)>(db.connection())?,
        );
    }
    Ok(rows)
}

/// Keeps where an artist's picture is, if it is another one than before.
///
/// # Errors
/// Where the database fails.
pub fn set_artist_image(db: &mut Write, id: &str, library_id: i32, image: &str, now: Moment) -> Result<()> {
    diesel::update(artist::table.filter(artist::id.eq(id).and(artist::image.ne(image))))
        .set((artist::image.eq(image), artist::image_library_id.eq(library_id), artist::updated_at.eq(now)))
        .execute(db.connection())?;
    Ok(())
}
