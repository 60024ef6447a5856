//! What the scanner writes: songs, who made them, their words. Every function is part of a batch, so that one
//! transaction holds some hundred songs.

use super::engine::each_engine;
use super::rows::Details;
use super::schema::{artist, genre, lyrics, song, song_credit, song_genre};
use super::search::{self, Before, Index, Text};
use super::song_lists::genre_id;
use super::{Error, Read, Result, Write};
use crate::domain::clock::Moment;
use crate::domain::credit::{Credit, Role};
use crate::domain::fold;
use crate::domain::song::{Release, Track};
use diesel::dsl::max;
use diesel::prelude::*;
use std::collections::BTreeSet;

/// A song's file as the last scan left it.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = song)]
pub struct KnownFile {
    pub seq: i64,
    pub id: String,
    pub folder_id: String,
    pub path: String,
    pub size: i64,
    pub modified_at: Moment,
    pub missing: bool,
    pub album_id: String,
}

/// The files known in these folders, missing ones too.
///
/// # Errors
/// Where the database fails.
pub fn known_files(db: &mut Read, folder_ids: &[String]) -> Result<Vec<KnownFile>> {
    let mut known = Vec::new();
    for part in folder_ids.chunks(super::songs::BATCH) {
        let rows = song::table.filter(song::folder_id.eq_any(part)).select(KnownFile::as_select());
        known.extend(rows.load::<KnownFile>(db.connection())?);
    }
    Ok(known)
}

/// Which of these ids are in use.
///
/// # Errors
/// Where the database fails.
pub fn used_ids(db: &mut Read, ids: &[String]) -> Result<Vec<String>> {
    Ok(song::table.filter(song::id.eq_any(ids)).select(song::id).load(db.connection())?)
}

/// The last places given out in the order of arrival, of songs and of artists.
///
/// # Errors
/// Where the database fails.
pub fn last_places(db: &mut Read) -> Result<(i64, i64)> {
    let songs: Option<i64> = song::table.select(max(song::seq)).first(db.connection())?;
    let artists: Option<i64> = artist::table.select(max(artist::seq)).first(db.connection())?;
    Ok((songs.unwrap_or_default(), artists.unwrap_or_default()))
}

/// A file read and understood, about to be kept.
#[derive(Debug)]
pub struct FileRecord<'a> {
    pub seq: i64,
    pub id: &'a str,
    pub library_id: i32,
    pub folder_id: &'a str,
    pub path: &'a str,
    pub suffix: &'a str,
    pub size: i64,
    pub modified_at: Moment,
    /// When it was first seen; not changed for a song that is known.
    pub created_at: Moment,
    pub order_title: &'a str,
    pub track: &'a Track,
}

/// Keeps a song with its credits, genres, lyrics and words.
///
/// # Errors
/// Where the database fails.
pub fn put_song(db: &mut Write, file: &FileRecord<'_>, before: Before) -> Result<()> {
    let track = file.track;
    let details = Details {
        sort_title: track.sort_title.clone(),
        credits: track.credits.clone(),
        genres: track.genres.clone(),
        extra: track.extra.clone(),
    };
    let details = serde_json::to_string(&details).map_err(|error| Error::row("song", error))?;
    let release = Release {
        date: track.date,
        original_date: track.original_date,
        release_date: track.release_date,
        compilation: track.compilation,
        disc_subtitle: track.disc_subtitle.clone(),
        sort_album: track.sort_album.clone(),
        sort_album_artist: track.sort_album_artist.clone(),
    };
    let release = serde_json::to_string(&release).map_err(|error| Error::row("song", error))?;
    let first_artist = track.named(Role::Artist).next().map_or("", |credit| credit.artist_id.as_str());
    let values = (
        song::pid.eq(&track.pid),
        song::folder_id.eq(file.folder_id),
        song::path.eq(file.path),
        song::title.eq(&track.title),
        song::album_id.eq(&track.album_id),
        song::album.eq(&track.album),
        song::artist.eq(&track.artist),
        song::artist_id.eq(first_artist),
        song::album_artist.eq(&track.album_artist),
        song::track.eq(track.track.unwrap_or_default()),
        song::disc.eq(track.disc.unwrap_or_default()),
        song::year.eq(track.year()),
        song::order_title.eq(file.order_title),
        song::size.eq(file.size),
        song::suffix.eq(file.suffix),
        song::duration.eq(track.audio.duration),
        song::bit_rate.eq(track.audio.bit_rate),
        song::sample_rate.eq(track.audio.sample_rate),
        song::bit_depth.eq(track.audio.bit_depth),
        song::channels.eq(track.audio.channels),
        song::codec.eq(&track.audio.codec),
        song::has_picture.eq(track.has_picture),
        song::details.eq(&details),
        song::release.eq(&release),
        song::missing.eq(false),
        song::modified_at.eq(file.modified_at),
    );
    match before {
        Before::Absent => {
            let row = (
                song::seq.eq(file.seq),
                song::id.eq(file.id),
                song::library_id.eq(file.library_id),
                song::created_at.eq(file.created_at),
                values,
            );
            diesel::insert_into(song::table).values(row).execute(db.connection())?;
        }
        Before::Present => {
            diesel::update(song::table.find(file.seq)).set(values).execute(db.connection())?;
            diesel::delete(song_credit::table.filter(song_credit::song_seq.eq(file.seq))).execute(db.connection())?;
            diesel::delete(song_genre::table.filter(song_genre::song_seq.eq(file.seq))).execute(db.connection())?;
            diesel::delete(lyrics::table.find(file.id)).execute(db.connection())?;
        }
    }
    put_credits(db, file.seq, &track.credits)?;
    put_genres(db, file.seq, &track.genres)?;
    if !track.lyrics.is_empty() {
        let sets = serde_json::to_string(&track.lyrics).map_err(|error| Error::row("lyrics", error))?;
        diesel::insert_into(lyrics::table)
            .values((lyrics::song_id.eq(file.id), lyrics::sets.eq(sets)))
            .execute(db.connection())?;
    }
    search::put(db, Index::Songs, file.seq, &words(track), before)
}

/// What a song is found by: its title, album, artists, and whoever else took part.
fn words(track: &Track) -> Text {
    let mut artists = format!("{} {}", track.artist, track.album_artist);
    let mut others = String::new();
    for credit in &track.credits {
        let known = match credit.role {
            Role::Artist | Role::AlbumArtist => &mut artists,
            _ => &mut others,
        };
        if !known.contains(&credit.name) {
            known.push(' ');
            known.push_str(&credit.name);
        }
    }
    Text::new(&track.title, &track.album, &artists, &others)
}

fn put_credits(db: &mut Write, seq: i64, credits: &[Credit]) -> Result<()> {
    let distinct: BTreeSet<(&str, Role)> =
        credits.iter().map(|credit| (credit.artist_id.as_str(), credit.role)).collect();
    for (artist_id, role) in distinct {
        diesel::insert_into(song_credit::table)
            .values((
                song_credit::song_seq.eq(seq),
                song_credit::artist_id.eq(artist_id),
                song_credit::role.eq(role.word()),
            ))
            .execute(db.connection())?;
    }
    Ok(())
}

fn put_genres(db: &mut Write, seq: i64, genres: &[String]) -> Result<()> {
    let distinct: BTreeSet<String> = genres.iter().map(|name| genre_id(name)).collect();
    for id in distinct {
        diesel::insert_into(song_genre::table)
            .values((song_genre::song_seq.eq(seq), song_genre::genre_id.eq(id)))
            .execute(db.connection())?;
    }
    Ok(())
}

/// Makes a genre known by its first spelling.
///
/// # Errors
/// Where the database fails.
pub fn put_genre(db: &mut Write, name: &str) -> Result<()> {
    each_engine!(db.connection(), c => diesel::insert_into(genre::table)
        .values((genre::id.eq(genre_id(name)), genre::name.eq(name)))
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(())
}

/// Makes an artist known; says whether the place `seq` was taken for it. An artist known before keeps the name it has
/// and learns a sort name or a MusicBrainz id that it lacked.
///
/// # Errors
/// Where the database fails.
pub fn put_artist(db: &mut Write, seq: i64, credit: &Credit, articles: &str, now: Moment) -> Result<bool> {
    let known: Option<(String, String)> = artist::table
        .filter(artist::id.eq(&credit.artist_id))
        .select((artist::sort_name, artist::mbz_id))
        .first(db.connection())
        .optional()?;
    let Some((sort_name, mbz_id)) = known else {
        diesel::insert_into(artist::table)
            .values((
                artist::seq.eq(seq),
                artist::id.eq(&credit.artist_id),
                artist::name.eq(&credit.name),
                artist::sort_name.eq(&credit.sort_name),
                artist::order_name.eq(fold::order_name(&credit.name, articles)),
                artist::mbz_id.eq(&credit.mbz_id),
                artist::image.eq(""),
                artist::image_library_id.eq(0),
                artist::missing.eq(false),
                artist::created_at.eq(now),
                artist::updated_at.eq(now),
            ))
            .execute(db.connection())?;
        search::put(db, Index::Artists, seq, &Text::new(&credit.name, "", "", ""), Before::Absent)?;
        return Ok(true);
    };
    let learnt =
        (sort_name.is_empty() && !credit.sort_name.is_empty()) || (mbz_id.is_empty() && !credit.mbz_id.is_empty());
    if learnt {
        let kept = |known: String, new: &str| if known.is_empty() { new.to_owned() } else { known };
        diesel::update(artist::table.filter(artist::id.eq(&credit.artist_id)))
            .set((
                artist::sort_name.eq(kept(sort_name, &credit.sort_name)),
                artist::mbz_id.eq(kept(mbz_id, &credit.mbz_id)),
                artist::updated_at.eq(now),
            ))
            .execute(db.connection())?;
    }
    Ok(false)
}

/// Marks songs as present or gone.
///
/// # Errors
/// Where the database fails.
pub fn set_missing(db: &mut Write, seqs: &[i64], missing: bool) -> Result<()> {
    for part in seqs.chunks(super::songs::BATCH) {
        diesel::update(song::table.filter(song::seq.eq_any(part)))
            .set(song::missing.eq(missing))
            .execute(db.connection())?;
    }
    Ok(())
}

/// Ids of everybody credited on these songs.
///
/// # Errors
/// Where the database fails.
pub fn artists_of(db: &mut Read, seqs: &[i64]) -> Result<Vec<String>> {
    let mut ids = Vec::new();
    for part in seqs.chunks(super::songs::BATCH) {
        let credited = song_credit::table.filter(song_credit::song_seq.eq_any(part));
        ids.extend(credited.select(song_credit::artist_id).distinct().load::<String>(db.connection())?);
    }
    Ok(ids)
}

/// Ids of the genres of these songs.
///
/// # Errors
/// Where the database fails.
pub fn genres_of(db: &mut Read, seqs: &[i64]) -> Result<Vec<String>> {
    let mut ids = Vec::new();
    for part in seqs.chunks(super::songs::BATCH) {
        let tagged = song_genre::table.filter(song_genre::song_seq.eq_any(part));
        ids.extend(tagged.select(song_genre::genre_id).distinct().load::<String>(db.connection())?);
    }
    Ok(ids)
}

/// Ids of the albums of these songs.
///
/// # Errors
/// Where the database fails.
pub fn albums_of(db: &mut Read, seqs: &[i64]) -> Result<Vec<String>> {
    let mut ids = Vec::new();
    for part in seqs.chunks(super::songs::BATCH) {
        let named = song::table.filter(song::seq.eq_any(part)).select(song::album_id);
        ids.extend(named.distinct().load::<String>(db.connection())?);
    }
    Ok(ids)
}
