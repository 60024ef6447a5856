//! Search by tsvector. The configuration `simple` neither stems nor drops words: they come folded already.

use super::{Index, Place, Text, Words};
use crate::domain::page::Window;
use crate::store::Result;
use crate::store::scope::Viewer;
use diesel::pg::PgConnection;
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Integer, Text as SqlText};

pub fn find(c: &mut PgConnection, viewer: &Viewer, index: Index, words: &Words, window: Window) -> Result<Vec<i64>> {
    let (words_table, table) = index.tables();
    let (everything, libraries) = viewer.scope.parts();
    let within = index.within("= ANY($3)");
    let statement = format!(
        "SELECT w.seq FROM {words_table} AS w JOIN {table} AS t ON t.seq = w.seq \
         WHERE w.words @@ to_tsquery('simple', $1) AND NOT t.missing AND ($2 OR {within}) \
         ORDER BY ts_rank('{{0.1, 0.3, 0.5, 1.0}}', w.words, to_tsquery('simple', $1)) DESC, w.seq \
         LIMIT $4 OFFSET $5"
    );
    let found: Vec<Place> = diesel::sql_query(statement)
        .bind::<SqlText, _>(expression(words))
        .bind::<Bool, _>(everything)
        .bind::<Array<Integer>, _>(libraries)
        .bind::<BigInt, _>(window.limit)
        .bind::<BigInt, _>(window.offset)
        .load(c)?;
    Ok(found.into_iter().map(|place| place.seq).collect())
}

/// `'bjork':* & ('日' <-> '本':*)`.
fn expression(words: &Words) -> String {
    let phrase = |signs: &Vec<String>| {
        let quoted: Vec<String> = signs.iter().map(|sign| format!("'{sign}'")).collect();
        format!("({}:*)", quoted.join(" <-> "))
    };
    let phrases: Vec<String> = words.0.iter().map(phrase).collect();
    phrases.join(" & ")
}

pub fn put(c: &mut PgConnection, index: Index, seq: i64, text: &Text) -> Result<()> {
    let statement = format!(
        "INSERT INTO {} (seq, words) VALUES ($1, \
         setweight(to_tsvector('simple', $2), 'A') || setweight(to_tsvector('simple', $3), 'B') || \
         setweight(to_tsvector('simple', $4), 'C') || setweight(to_tsvector('simple', $5), 'D'))",
        index.tables().0
    );
    diesel::sql_query(statement)
        .bind::<BigInt, _>(seq)
        .bind::<SqlText, _>(&text.title)
        .bind::<SqlText, _>(&text.album)
        .bind::<SqlText, _>(&text.artist)
        .bind::<SqlText, _>(&text.other)
        .execute(c)?;
    Ok(())
}
