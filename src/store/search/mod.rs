//! Full-text search. What is found are places in the order of arrival; `songs::listed` and its like fetch the rest.
//!
//! Words are folded before they are kept and before they are asked for (`domain::fold::words`), so accents, case and
//! scripts without spaces are no matter of the engine. Every word of a query must occur, as a word or as the beginning
//! of one; signs of a script without spaces must follow each other as asked. A query without any word (`!!!`, `%`) is
//! looked for as it stands in names.

mod postgres;
mod sqlite;

use super::engine::{AnyConnection, each_engine};
use super::schema::{album, artist, artist_count, song};
use super::scope::Viewer;
use super::{Read, Result, Write};
use crate::domain::fold;
use crate::domain::page::Window;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool};

/// What is searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Index {
    Songs,
    Albums,
    Artists,
}

impl Index {
    /// The index's table and the table it is about.
    fn tables(self) -> (&'static str, &'static str) {
        match self {
            Self::Songs => ("song_words", "song"),
            Self::Albums => ("album_words", "album"),
            Self::Artists => ("artist_words", "artist"),
        }
    }

    /// The condition that a row of the table, called `t`, is of one of the libraries; artists are of those in which
    /// they have done anything.
    fn within(self, one_of: &str) -> String {
        match self {
            Self::Songs | Self::Albums => format!("t.library_id {one_of}"),
            Self::Artists => {
                format!("EXISTS (SELECT 1 FROM artist_count AS c WHERE c.artist_id = t.id AND c.library_id {one_of})")
            }
        }
    }
}

/// A query cut into words; those of scripts without spaces are phrases of single signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Words(Vec<Vec<String>>);

/// The most words of a query that count.
const MOST_WORDS: usize = 16;

impl Words {
    fn of(query: &str) -> Self {
        let mut words: Vec<Vec<String>> = Vec::new();
        for part in query.split_whitespace() {
            let mut signs: Vec<String> = Vec::new();
            for word in fold::words(part).split(' ').filter(|word| !word.is_empty()) {
                if word.chars().all(fold::is_unspaced) {
                    signs.push(word.to_owned());
                } else {
                    words.push(vec![word.to_owned()]);
                }
            }
            if !signs.is_empty() {
                words.push(signs);
            }
        }
        words.truncate(MOST_WORDS);
        Self(words)
    }
}

/// A place in the order of arrival.
#[derive(QueryableByName)]
pub(super) struct Place {
    #[diesel(sql_type = BigInt)]
    pub seq: i64,
}

/// Where the query's words occur, the best match first; within what the viewer may see.
///
/// # Errors
/// Where the database fails.
pub fn find(db: &mut Read, viewer: &Viewer, index: Index, query: &str, window: Window) -> Result<Vec<i64>> {
    if window.limit == 0 {
        return Ok(Vec::new());
    }
    let words = Words::of(query);
    if words.0.is_empty() {
        return literally(db, viewer, index, query.trim(), window);
    }
    match db.connection() {
        AnyConnection::Sqlite(connection) => sqlite::find(connection, viewer, index, &words, window),
        AnyConnection::Postgres(connection) => postgres::find(connection, viewer, index, &words, window),
    }
}

/// Names that hold the query as it is written: for names made of signs alone.
fn literally(db: &mut Read, viewer: &Viewer, index: Index, query: &str, window: Window) -> Result<Vec<i64>> {
    use super::scope::Scope;
    use super::song_lists::in_scope;
    let escaped: String =
        query.chars().flat_map(|c| matches!(c, '%' | '_' | '\\').then_some('\\').into_iter().chain([c])).collect();
    let pattern = format!("%{escaped}%");
    let c = db.connection();
    Ok(match index {
        Index::Songs => {
            let found = song::table.filter(song::title.like(pattern).escape('\\').and(song::missing.eq(false)));
            let found = in_scope!(found.select(song::seq).into_boxed(), song::library_id, &viewer.scope);
            found.order(song::seq).limit(window.limit).offset(window.offset).load(c)?
        }
        Index::Albums => {
            let found = album::table.filter(album::name.like(pattern).escape('\\').and(album::missing.eq(false)));
            let found = in_scope!(found.select(album::seq).into_boxed(), album::library_id, &viewer.scope);
            found.order(album::seq).limit(window.limit).offset(window.offset).load(c)?
        }
        Index::Artists => {
            let (everywhere, libraries) = viewer.scope.parts();
            let within = everywhere.into_sql::<Bool>().or(artist_count::library_id.eq_any(libraries));
            let seen = artist_count::table.filter(within).select(artist_count::artist_id);
            let found = artist::table.filter(artist::name.like(pattern).escape('\\').and(artist::missing.eq(false)));
            let found = found.filter(artist::id.eq_any(seen)).select(artist::seq);
            found.order(artist::seq).limit(window.limit).offset(window.offset).load(c)?
        }
    })
}

/// The columns of words kept for one thing, the weightiest first; unused ones stay empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    pub title: String,
    pub album: String,
    pub artist: String,
    pub other: String,
}

impl Text {
    /// Folds what is to be found.
    pub fn new(title: &str, album: &str, artist: &str, other: &str) -> Self {
        Self {
            title: fold::words(title),
            album: fold::words(album),
            artist: fold::words(artist),
            other: fold::words(other),
        }
    }
}

/// Whether something is in the index already and must be taken out first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Before {
    Absent,
    Present,
}

/// Keeps the words of one thing, in place of those kept before.
///
/// # Errors
/// Where the database fails.
pub fn put(db: &mut Write, index: Index, seq: i64, text: &Text, before: Before) -> Result<()> {
    if before == Before::Present {
        take_out(db, index, seq)?;
    }
    match db.connection() {
        AnyConnection::Sqlite(connection) => sqlite::put(connection, index, seq, text),
        AnyConnection::Postgres(connection) => postgres::put(connection, index, seq, text),
    }
}

/// Forgets the words of one thing.
///
/// # Errors
/// Where the database fails.
pub fn take_out(db: &mut Write, index: Index, seq: i64) -> Result<()> {
    let key = match db.connection() {
        AnyConnection::Sqlite(_) => "rowid",
        AnyConnection::Postgres(_) => "seq",
    };
    let statement = format!("DELETE FROM {} WHERE {key} = $1", index.tables().0);
    each_engine!(db.connection(), c => diesel::sql_query(statement).bind::<BigInt, _>(seq).execute(c))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_are_words_and_phrases_of_signs() {
        let words = |query: &str| Words::of(query).0;
        assert_eq!(words("Björk  JÓGA"), [["bjork"], ["joga"]]);
        assert_eq!(words("日本 x"), [vec!["日".to_owned(), "本".to_owned()], vec!["x".to_owned()]]);
        assert_eq!(words("AC/DC*"), [["ac"], ["dc"]]);
        assert!(words("\"%!").is_empty());
    }
}
