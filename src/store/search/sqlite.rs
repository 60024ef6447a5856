//! Search by FTS5. Words come folded, of letters and digits alone, so that no query syntax can be smuggled in.

use super::{Index, Place, Text, Words};
use crate::domain::page::Window;
use crate::store::Result;
use crate::store::scope::{Scope, Viewer};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text as SqlText};
use diesel::sqlite::SqliteConnection;

/// How many of the best matches may be gone or hidden before all are looked up.
const SPARE: i64 = 50;

pub fn find(
    c: &mut SqliteConnection,
    viewer: &Viewer,
    index: Index,
    words: &Words,
    window: Window,
) -> Result<Vec<i64>> {
    let (words_table, table) = index.tables();
    let weights = match index {
        Index::Songs => "10.0, 5.0, 3.0, 1.0",
        Index::Albums => "10.0, 3.0, 1.0",
        Index::Artists => "10.0",
    };
    let scope = match &viewer.scope {
        Scope::All => String::new(),
        // numbers of ours, not text from outside
        Scope::Only(ids) => {
            let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
            format!("AND {}", index.within(&format!("IN ({})", ids.join(", "))))
        }
    };
    // What matches is mostly there and may be seen, so the best matches alone are looked up in the table first: a word that
    // begins thousands of names would else read as many rows. Where that is not enough, all are.
    let statement = format!(
        "SELECT w.seq AS seq FROM (SELECT rowid AS seq, bm25({words_table}, {weights}) AS score FROM {words_table} \
         WHERE {words_table} MATCH $1 ORDER BY score, rowid LIMIT $2) AS w JOIN {table} AS t ON t.seq = w.seq \
         WHERE NOT t.missing {scope} ORDER BY w.score, t.seq LIMIT $3 OFFSET $4"
    );
    let mut among = |most: i64| -> Result<Vec<Place>> {
        let query = diesel::sql_query(&statement)
            .bind::<SqlText, _>(expression(words))
            .bind::<BigInt, _>(most)
            .bind::<BigInt, _>(window.limit)
            .bind::<BigInt, _>(window.offset);
        Ok(query.load(c)?)
    };
    let mut found = among(window.offset.saturating_add(window.limit).saturating_add(SPARE))?;
    if found.len() as i64 != window.limit {
        found = among(-1)?;
    }
    Ok(found.into_iter().map(|place| place.seq).collect())
}

/// `"bjork"* AND "日 本"*`: each word quoted, as the beginning of a word.
fn expression(words: &Words) -> String {
    let quoted: Vec<String> = words.0.iter().map(|phrase| format!("\"{}\"*", phrase.join(" "))).collect();
    quoted.join(" AND ")
}

pub fn put(c: &mut SqliteConnection, index: Index, seq: i64, text: &Text) -> Result<()> {
    match index {
        Index::Songs => {
            diesel::sql_query("INSERT INTO song_words (rowid, title, album, artist, other) VALUES ($1, $2, $3, $4, $5)")
                .bind::<BigInt, _>(seq)
                .bind::<SqlText, _>(&text.title)
                .bind::<SqlText, _>(&text.album)
                .bind::<SqlText, _>(&text.artist)
                .bind::<SqlText, _>(&text.other)
                .execute(c)?
        }
        Index::Albums => {
            diesel::sql_query("INSERT INTO album_words (rowid, title, artist, other) VALUES ($1, $2, $3, $4)")
                .bind::<BigInt, _>(seq)
                .bind::<SqlText, _>(&text.title)
                .bind::<SqlText, _>(&text.artist)
                .bind::<SqlText, _>(&text.other)
                .execute(c)?
        }
        Index::Artists => diesel::sql_query("INSERT INTO artist_words (rowid, title) VALUES ($1, $2)")
            .bind::<BigInt, _>(seq)
            .bind::<SqlText, _>(&text.title)
            .execute(c)?,
    };
    Ok(())
}
